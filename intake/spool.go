package intake

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"example.org/tickmark/models"
)

// spool takes the text of one block, or of one cell, character by character,
// and notes which marks are on while it does. Being told of single characters
// and not of nested elements, it cannot end up with marks that overlap or
// touch others of their kind.
type spool struct {
	buf      []byte
	n        int // code points in buf
	marks    []models.Mark
	strong   int // how many elements that make strong are open
	emphasis int
	links    []openLink
	badLinks int
	points   []point

	run     [3]models.Mark // the marks that grow; Kind is empty when none does
	gap     bool           // a typed space waits for the next character
	gapMark [3]models.Mark // the marks that were on when it was typed
}

// point is a place between two characters that is to be found again: that of
// a footnote's mark.
type point struct{ at, note int }

// point notes the place behind the last character that was no white space.
func (sp *spool) point(note int) { sp.points = append(sp.points, point{sp.n, note}) }

func (sp *spool) shift(by int) {
	for i := range sp.points {
		sp.points[i].at += by
	}
}

type openLink struct {
	id  int
	url string
}

const (
	runStrong = iota
	runEmphasis
	runLink
)

// state is what would be marked now.
func (sp *spool) state() (on [3]models.Mark) {
	if sp.strong > 0 {
		on[runStrong].Kind = models.Strong
	}
	if sp.emphasis > 0 {
		on[runEmphasis].Kind = models.Emphasis
	}
	if len(sp.links) > 0 {
		on[runLink] = models.Mark{Kind: models.Link, URL: sp.links[len(sp.links)-1].url}
	}
	return on
}

// link begins a link; an address that is not allowed makes none.
func (sp *spool) link(id int, url string) {
	clean, ok := cleanURL(url)
	if !ok {
		sp.badLinks++
		return
	}
	sp.links = append(sp.links, openLink{id, clean})
}

// linked reports whether a link is open.
func (sp *spool) linked() bool { return len(sp.links) > 0 }

// unlink ends the link that began with the id.
func (sp *spool) unlink(id int) {
	for i := len(sp.links) - 1; i >= 0; i-- {
		if sp.links[i].id == id {
			sp.links = slices.Delete(sp.links, i, i+1)
			return
		}
	}
}

// typed takes a character of the Markdown source: runs of white space become
// one space, and none stands beside a line break or at an end.
func (sp *spool) typed(r rune) {
	if r != ' ' && r != '\t' && r != '\n' {
		sp.literal(r)
		return
	}
	if sp.n > 0 && !sp.gap && !sp.atBreak() {
		sp.gap, sp.gapMark = true, sp.state()
	}
}

// atBreak reports whether the last character was a line break.
func (sp *spool) atBreak() bool { return bytes.HasSuffix(sp.buf, []byte(string(models.LineBreak))) }

// literal takes a character as it is, but for what canonical text cannot hold.
func (sp *spool) literal(r rune) {
	switch {
	case r == '\n' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2029' || r == models.LineBreak:
		sp.breakLine()
		return
	case r == '\t':
		r = ' '
	case unicode.IsControl(r):
		return
	}
	if sp.gap {
		sp.gap = false
		sp.put(' ', sp.gapMark)
	}
	sp.put(r, sp.state())
}

// breakLine takes a forced line break.
func (sp *spool) breakLine() {
	sp.gap = false
	sp.put(models.LineBreak, sp.state())
}

func (sp *spool) put(r rune, on [3]models.Mark) {
	for k := range sp.run {
		if sp.run[k].Kind == on[k].Kind && sp.run[k].URL == on[k].URL {
			continue
		}
		sp.endRun(k)
		sp.run[k] = on[k]
		sp.run[k].Start = sp.n
	}
	sp.buf = utf8.AppendRune(sp.buf, r)
	sp.n++
}

func (sp *spool) endRun(k int) {
	if m := sp.run[k]; m.Kind != "" {
		m.End = sp.n
		sp.marks = append(sp.marks, m)
	}
	sp.run[k] = models.Mark{}
}

// end returns what was taken: text in NFC without white space at its ends,
// marks in order, and the text's length in code points. The points are then
// places in that text.
func (sp *spool) end() (string, []models.Mark, int) {
	for k := range sp.run {
		sp.endRun(k)
	}
	text, marks, n := string(sp.buf), sp.marks, sp.n
	if !norm.NFC.IsNormalString(text) {
		text, n = compose(text, marks, sp.points)
	}
	trimmed := strings.TrimLeftFunc(text, isBlank)
	cut := utf8.RuneCountInString(text[:len(text)-len(trimmed)])
	short := strings.TrimRightFunc(trimmed, isBlank)
	n -= cut + utf8.RuneCountInString(trimmed[len(short):])
	for i := range marks {
		marks[i].Start = max(0, marks[i].Start-cut)
		marks[i].End = min(n, marks[i].End-cut)
	}
	for i := range sp.points {
		sp.points[i].at = min(n, max(0, sp.points[i].at-cut))
	}
	return short, tidy(marks), n
}

// compose brings text into NFC, and the marks and points to their new places.
// Characters that become one are marked as the first of them was.
func compose(text string, marks []models.Mark, points []point) (string, int) {
	var b strings.Builder
	start := make([]int, 0, len(text)+1) // where the old code point's segment begins in the new text
	first := make([]bool, 0, len(text)+1)
	n := 0
	for len(text) > 0 {
		size := segmentSize(text)
		seg := norm.NFC.String(text[:size])
		for i := range utf8.RuneCountInString(text[:size]) {
			at := n
			if seg == text[:size] {
				at += i
			}
			start = append(start, at)
			first = append(first, i == 0 || seg == text[:size])
		}
		b.WriteString(seg)
		n += utf8.RuneCountInString(seg)
		text = text[size:]
	}
	start, first = append(start, n), append(first, true)
	next := func(i int) int { // the first boundary at or after old offset i
		for !first[i] {
			i++
		}
		return start[i]
	}
	for i, m := range marks {
		marks[i].Start, marks[i].End = next(m.Start), next(m.End)
	}
	for i, p := range points {
		points[i].at = next(p.at)
	}
	return b.String(), n
}

// segmentSize returns the length in bytes of the start of text that does not
// interact with the rest when it is composed.
func segmentSize(text string) int {
	for i := range text {
		if i > 0 && norm.NFC.PropertiesString(text[i:]).BoundaryBefore() {
			return i
		}
	}
	return len(text)
}

// tidy sorts marks as models.Mark says, drops empty ones and joins those of
// one kind and address that overlap or touch.
func tidy(marks []models.Mark) []models.Mark {
	slices.SortFunc(marks, compareMarks)
	last := map[models.MarkKind]int{}
	out := marks[:0]
	for _, m := range marks {
		if m.Start >= m.End {
			continue
		}
		if i, ok := last[m.Kind]; ok && out[i].URL == m.URL && out[i].End >= m.Start {
			out[i].End = max(out[i].End, m.End)
			continue
		}
		last[m.Kind] = len(out)
		out = append(out, m)
	}
	slices.SortFunc(out, compareMarks)
	if len(out) == 0 {
		return nil
	}
	return out
}

func compareMarks(a, b models.Mark) int {
	switch {
	case a.Start != b.Start:
		return a.Start - b.Start
	case a.End != b.End:
		return b.End - a.End
	}
	return strings.Compare(string(a.Kind), string(b.Kind))
}

// joinCells puts the spools of a row side by side, parted by TAB, or by a
// space and without the empty ones when the row becomes a headline. A block
// that is no row has one spool. Without any text the length is 0.
func joinCells(spools []*spool, headline bool) (string, []models.Mark, int) {
	var b strings.Builder
	var marks []models.Mark
	n, filled := 0, false
	for i, sp := range spools {
		text, ms, length := sp.end()
		switch {
		case headline && length == 0:
			sp.shift(n)
			continue
		case headline && filled:
			b.WriteByte(' ')
			n++
		case !headline && i > 0:
			b.WriteByte('\t')
			n++
		}
		for _, m := range ms {
			m.Start += n
			m.End += n
			marks = append(marks, m)
		}
		sp.shift(n)
		b.WriteString(text)
		n += length
		filled = filled || length > 0
	}
	if !filled {
		return "", nil, 0
	}
	return b.String(), marks, n
}
