package intake

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// ToMarkdown writes the document as the Markdown that people edit. Markdown
// reads it back to the same text, blocks and marks, for every document that is
// Valid.
func ToMarkdown(d models.Document) string {
	pretty := writeDocument(d, spellBest)
	if back, _, err := Markdown(pretty); err == nil && equal(back, d) {
		return pretty
	}
	return writeDocument(d, spellOut)
}

func equal(a, b models.Document) bool {
	return a.Text == b.Text && reflect.DeepEqual(a.Blocks, b.Blocks) &&
		(len(a.Marks)+len(b.Marks) == 0 || reflect.DeepEqual(a.Marks, b.Marks))
}

// speller writes the text and marks of one block, or one cell, as inline
// Markdown; lines are parted by LF where place allows.
type speller func(text []rune, marks []models.Mark, where place) string

// place is where inline Markdown stands, which decides what it must escape.
type place int

const (
	inProse   place = iota // a line break is a backslash and a new line
	inOneLine              // a line break is a tag
	inCell                 // likewise, and no bar
)

// writer writes blocks one below the other.
type writer struct {
	out   strings.Builder
	spell speller
	lists []openList // the lists that the last block lies in, outermost first
}

// openList is a list that may go on.
type openList struct {
	next   int  // the number of its next item; 0 for a bullet list
	sign   byte // behind the number
	indent int  // of its items' text
}

func writeDocument(d models.Document, spell speller) string {
	w := writer{spell: spell}
	runes := []rune(d.Text)
	marks := d.Marks
	for i, b := range d.Blocks {
		var own []models.Mark
		own, marks = marksOf(marks, b.Span)
		var before models.Block
		if i > 0 {
			before = d.Blocks[i-1]
		}
		w.block(i, b, before.Kind, runes[b.Start:b.End], own)
	}
	w.out.WriteByte('\n')
	return w.out.String()
}

// marksOf returns the marks that begin before the end of s, with offsets from
// its start, and those behind it.
func marksOf(marks []models.Mark, s models.Span) (own, rest []models.Mark) {
	n := 0
	for n < len(marks) && marks[n].Start < s.End {
		n++
	}
	own = make([]models.Mark, n)
	for i, m := range marks[:n] {
		m.Start -= s.Start
		m.End -= s.Start
		own[i] = m
	}
	return own, marks[n:]
}

func (w *writer) block(i int, b models.Block, before models.BlockKind, text []rune, marks []models.Mark) {
	if b.Kind == models.ListItem {
		if before != models.ListItem {
			w.lists = nil
		}
		w.listItem(i, b, text, marks)
		return
	}
	switch {
	case i == 0:
	case b.Kind == models.TableRow && before == models.TableRow:
		w.out.WriteByte('\n')
	case b.Kind == models.Quotation && before == models.Quotation:
		w.out.WriteString("\n>\n")
	default:
		w.out.WriteString("\n\n")
	}
	switch b.Kind {
	case models.Headline:
		w.out.WriteString("# " + w.spell(text, marks, inOneLine))
	case models.Heading:
		w.out.WriteString(strings.Repeat("#", b.Level) + " " + w.spell(text, marks, inOneLine))
	case models.Standfirst:
		w.lines(": ", "", w.spell(text, marks, inProse))
	case models.Quotation:
		w.lines("> ", "> ", w.spell(text, marks, inProse))
	case models.Caption:
		w.caption(text, marks)
	case models.TableRow:
		w.row(text, marks, before != models.TableRow)
	case models.Paragraph, models.ListItem:
		s := w.spell(text, marks, inProse)
		if i == 1 && strings.HasPrefix(s, ": ") {
			s = `\` + s
		}
		w.lines("", "", s)
	}
}

// lines writes s with a prefix before its first line and one before the rest.
func (w *writer) lines(first, rest, s string) {
	w.out.WriteString(first)
	w.out.WriteString(strings.ReplaceAll(s, "\n", "\n"+rest))
}

// listItem goes on with the list of the item's level or begins a new one,
// below made-up bullets when levels are missing.
func (w *writer) listItem(i int, b models.Block, text []rune, marks []models.Mark) {
	begins := len(w.lists) == 0
	sign := byte('.')
	if len(w.lists) >= b.Level {
		w.lists = w.lists[:b.Level]
		last := w.lists[b.Level-1]
		if last.next != b.Number {
			begins = true
			if last.sign == sign {
				sign = ')'
			}
			w.lists = w.lists[:b.Level-1]
		}
	} else if b.Number > 1 {
		begins = true // only a first item may follow on the next line
	}
	if i > 0 {
		w.out.WriteByte('\n')
		if begins {
			w.out.WriteByte('\n')
		}
	}
	if len(w.lists) == b.Level {
		last := &w.lists[b.Level-1]
		marker := itemMarker(b.Number, last.sign)
		outer := 0
		if b.Level > 1 {
			outer = w.lists[b.Level-2].indent
		}
		w.out.WriteString(strings.Repeat(" ", outer) + marker)
		last.indent = outer + len(marker)
		last.next = following(b.Number)
	} else {
		w.openLists(b, sign)
	}
	rest := strings.Repeat(" ", w.lists[b.Level-1].indent)
	w.lines("", rest, w.spell(text, marks, inProse))
}

func (w *writer) openLists(b models.Block, sign byte) {
	indent := 0
	if n := len(w.lists); n > 0 {
		indent = w.lists[n-1].indent
	}
	w.out.WriteString(strings.Repeat(" ", indent))
	for len(w.lists) < b.Level {
		l := openList{sign: '.'}
		number := 0
		if len(w.lists) == b.Level-1 {
			number, l.sign, l.next = b.Number, sign, following(b.Number)
		}
		marker := itemMarker(number, l.sign)
		w.out.WriteString(marker)
		indent += len(marker)
		l.indent = indent
		w.lists = append(w.lists, l)
	}
}

func itemMarker(number int, sign byte) string {
	if number == 0 {
		return "- "
	}
	return strconv.Itoa(number) + string(sign) + " "
}

func following(number int) int {
	if number == 0 {
		return 0
	}
	return number + 1
}

// caption writes an image; its address is that of a link over all of it.
func (w *writer) caption(text []rune, marks []models.Mark) {
	for i, m := range marks {
		if m.Kind == models.Link && m.Start == 0 && m.End == len(text) && strings.HasPrefix(m.URL, "http") {
			rest := slices.Concat(marks[:i], marks[i+1:])
			w.out.WriteString("![" + w.spell(text, rest, inOneLine) + "](" + linkTarget(m.URL) + ")")
			return
		}
	}
	w.out.WriteString("![" + w.spell(text, marks, inOneLine) + "]()")
}

// row writes a table row, and below the first the line that makes it a table.
func (w *writer) row(text []rune, marks []models.Mark, head bool) {
	start, columns := 0, 0
	w.out.WriteByte('|')
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] != '\t' {
			continue
		}
		var own []models.Mark
		own, marks = marksOf(marks, models.Span{Start: start, End: i})
		w.out.WriteString(" " + w.spell(text[start:i], own, inCell) + " |")
		start = i + 1
		columns++
	}
	if head {
		w.out.WriteString("\n|" + strings.Repeat(" --- |", columns))
	}
}
