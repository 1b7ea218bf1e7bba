package views

import (
	"strconv"
	"unicode/utf8"

	"example.org/tickmark/diff"
	"example.org/tickmark/models"
)

// mostPieces is how many runs of words a page of changes draws; what is left of
// a difference beyond it is told by its number.
const mostPieces = 20_000

// around is how many unchanged blocks stand open on either side of a change.
const around = 1

// diffRow is a block as a page of changes draws it.
type diffRow struct {
	no, of   int // the number of the change and of the last one; 0 of an unchanged block
	what     string
	notes    []diffNote
	old, now *diffBlock // on their sides; nil where there is none
	inline   []diffRun
}

// diffBlock is a block on one side.
type diffBlock struct {
	kind   models.BlockKind
	number int
	pieces []diffRun
}

// diffNote is something to say of a change: words of ours, words of the copy,
// and another change that it has to do with, or 0.
type diffNote struct {
	words, copied string
	see           int
}

// diffPart is a row that stands open, or unchanged ones that are folded away.
type diffPart struct {
	row    diffRow
	folded []diffRow
}

// laid is a difference as a page draws it.
type laid struct {
	parts []diffPart
	left  int // how many changes are not drawn
}

func (r diffRow) id() string       { return changeID(r.no) }
func changeID(no int) string       { return "change-" + strconv.Itoa(no) }
func changeLink(no int) string     { return "#" + changeID(no) }
func (r diffRow) title() string    { return changeName(r.no) + " of " + strconv.Itoa(r.of) }
func changeName(no int) string     { return "Change " + strconv.Itoa(no) }
func (p diffPart) unchanged() bool { return len(p.folded) > 0 }

// foldWords say what is folded away.
func (p diffPart) foldWords() string {
	for _, r := range p.folded {
		if r.now.kind != models.Paragraph {
			return counted(len(p.folded), "block", "blocks") + " unchanged"
		}
	}
	return counted(len(p.folded), "paragraph", "paragraphs") + " unchanged"
}

// layer lays a difference out.
type layer struct {
	Difference
	old, next []rune
	numbers   []int       // by row: the number of the change, 0 of none
	byOld     map[int]int // by the old block that a row takes out: the number of the change
	byNew     map[int]int
	of        int
}

// lay prepares a difference for drawing: changes are numbered, and what is the
// same around them is folded away but for the next block.
func (d Difference) lay() laid {
	l := layer{
		Difference: d, old: []rune(d.Old.Text), next: []rune(d.New.Text),
		numbers: make([]int, len(d.Rows)), byOld: map[int]int{}, byNew: map[int]int{},
	}
	shown := l.number()
	var out laid
	var folded []diffRow
	near := l.near(shown)
	fold := func() {
		if len(folded) > 0 {
			out.parts, folded = append(out.parts, diffPart{folded: folded}), nil
		}
	}
	for i, r := range d.Rows[:shown] {
		if row := l.row(i, r); near[i] {
			fold()
			out.parts = append(out.parts, diffPart{row: row})
		} else {
			folded = append(folded, row)
		}
	}
	fold()
	for _, r := range d.Rows[shown:] {
		if r.Changed() {
			out.left++
		}
	}
	return out
}

// number numbers the changes and returns how many rows are drawn.
func (l *layer) number() int {
	drawn := 0
	for i, r := range l.Rows {
		if drawn += len(r.Parts); drawn > mostPieces && i > 0 {
			return i
		}
		if !r.Changed() {
			continue
		}
		l.of++
		l.numbers[i] = l.of
		switch {
		case r.New < 0:
			l.byOld[r.Old] = l.of
		case r.Old < 0:
			l.byNew[r.New] = l.of
		}
	}
	return len(l.Rows)
}

// near says of each row whether it stands open: it differs, or stands beside a
// change. A single block is not worth folding.
func (l *layer) near(rows int) []bool {
	open := make([]bool, rows)
	for i, r := range l.Rows[:rows] {
		if l.numbers[i] > 0 || alikeIn(r.Parts) > 0 {
			for k := max(0, i-around); k < min(rows, i+around+1); k++ {
				open[k] = true
			}
		}
	}
	for i := range open {
		if !open[i] && (i == 0 || open[i-1]) && (i+1 == rows || open[i+1]) {
			open[i] = true
		}
	}
	return open
}

func (l *layer) row(i int, r diff.Row) diffRow {
	row := diffRow{no: l.numbers[i], of: l.of}
	parts := l.within(r)
	if r.Old >= 0 {
		row.old = l.block(l.Old.Blocks[r.Old], parts, diff.Added, func(p diff.Part) []rune { return l.old[p.Old.Start:p.Old.End] })
		row.what = kindWords(l.Old.Blocks[r.Old])
	}
	if r.New >= 0 {
		row.now = l.block(l.New.Blocks[r.New], parts, diff.Removed, func(p diff.Part) []rune { return l.next[p.New.Start:p.New.End] })
		row.what = kindWords(l.New.Blocks[r.New])
	}
	row.inline = pieces(parts, l.old, l.next)
	if row.no > 0 {
		row.what += ", " + became(r)
	}
	row.notes = l.notes(r)
	if r.Moved {
		unmarked(row.old, row.now)
		if row.inline = nil; row.now != nil {
			row.inline = row.now.pieces
		}
	}
	return row
}

// within returns the row's parts, or when they are more than a page can hold
// the whole block as taken out and put in.
func (l *layer) within(r diff.Row) []diff.Part {
	if len(r.Parts) <= mostPieces {
		return r.Parts
	}
	first, last := r.Parts[0], r.Parts[len(r.Parts)-1]
	old := models.Span{Start: first.Old.Start, End: last.Old.End}
	next := models.Span{Start: first.New.Start, End: last.New.End}
	return []diff.Part{
		{Op: diff.Removed, Old: old, New: models.Span{Start: next.Start, End: next.Start}},
		{Op: diff.Added, Old: models.Span{Start: old.End, End: old.End}, New: next},
	}
}

// block is a block on one side, without the words that only the other side has.
func (l *layer) block(b models.Block, parts []diff.Part, without diff.Op, words func(diff.Part) []rune) *diffBlock {
	out := &diffBlock{kind: b.Kind, number: b.Number}
	for _, p := range parts {
		if p.Op != without {
			out.pieces = append(out.pieces, diffRun{p.Op, string(words(p))})
		}
	}
	return out
}

// unmarked takes words of blocks that moved as they are: they were neither put
// in nor taken out.
func unmarked(blocks ...*diffBlock) {
	for _, b := range blocks {
		if b == nil {
			continue
		}
		for i := range b.pieces {
			b.pieces[i].op = diff.Same
		}
	}
}

// became says in a word what became of a row's block.
func became(r diff.Row) string {
	switch {
	case r.Moved:
		return "moved"
	case r.New < 0:
		return "taken out"
	case r.Old < 0:
		return "put in"
	}
	for _, p := range r.Parts {
		if p.Op == diff.Added || p.Op == diff.Removed {
			return "changed"
		}
	}
	return "the same words, set in another way"
}

func (l *layer) notes(r diff.Row) (notes []diffNote) {
	switch {
	case r.Moved && r.New < 0:
		notes = append(notes, diffNote{words: "It stood here and moved:", see: l.byNew[r.Other], copied: beginning(l.words(l.Old, r.Old, l.old))})
	case r.Moved:
		notes = append(notes, diffNote{words: "It stood elsewhere and moved here:", see: l.byOld[r.Other]})
	}
	if r.Restyled {
		from := r.Old
		if r.Moved {
			from = r.Other
		}
		notes = append(notes, diffNote{words: restyled(l.Old.Blocks[from], l.New.Blocks[r.New])})
	}
	for _, m := range r.Marks {
		notes = append(notes, diffNote{words: markWords(m), copied: beginning(l.next[m.New.Start:m.New.End])})
	}
	if n := alikeIn(r.Parts); n > 0 {
		notes = append(notes, diffNote{words: alikeWords(n)})
	}
	return notes
}

func (l *layer) words(d models.Document, block int, text []rune) []rune {
	return text[d.Blocks[block].Start:d.Blocks[block].End]
}

// beginning is how words begin, whole when they are few.
func beginning(text []rune) string {
	const most = 60
	s := string(text[:min(most, len(text))])
	if utf8.RuneCountInString(s) < len(text) {
		s += "…"
	}
	return s
}

// kindWords names what a block is.
func kindWords(b models.Block) string {
	switch b.Kind {
	case models.Headline:
		return "Headline"
	case models.Standfirst:
		return "Standfirst"
	case models.Heading:
		return "Heading of level " + strconv.Itoa(b.Level)
	case models.ListItem:
		if b.Number > 0 {
			return "List item " + strconv.Itoa(b.Number)
		}
		return "List item"
	case models.Quotation:
		return "Quotation"
	case models.Caption:
		return "Caption"
	case models.TableRow:
		return "Table row"
	case models.Paragraph:
	}
	return "Paragraph"
}

// restyled says how a block is set in another way than it was.
func restyled(was, is models.Block) string {
	if before, now := kindWords(was), kindWords(is); before != now {
		return "Was: " + before + ". Is now: " + now + "."
	}
	return "Indented otherwise: was at depth " + strconv.Itoa(was.Level) + ", is now at " + strconv.Itoa(is.Level) + "."
}

// markWords say what words lost or got.
func markWords(m diff.MarkChange) string {
	got := m.Op == diff.Added
	switch m.Kind {
	case models.Strong:
		return either(got, "Bold now:", "No longer bold:")
	case models.Emphasis:
		return either(got, "In italics now:", "No longer in italics:")
	case models.Link:
		return either(got, "Leads to ", "No longer leads to ") + m.URL + ":"
	}
	return ""
}

func either(first bool, yes, no string) string {
	if first {
		return yes
	}
	return no
}
