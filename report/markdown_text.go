package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/models"
)

// How a line break in a text is written.
const (
	hardBreak = "\\\n"
	// kept in one line: for headings, tables and other things that end with it
	softBreak = "&#10;"
)

// inline returns a text as Markdown that reads as it was written.
func inline(s string) string { return escape("", trimLines(s), hardBreak) }

// oneLine is inline for places where a line end is the end.
func oneLine(s string) string { return escape("", trimLines(s), softBreak) }

// lineBreaks makes every kind of line break the same.
var lineBreaks = strings.NewReplacer("\r\n", "\n", string(models.LineBreak), "\n")

func trimLines(s string) string { return strings.Trim(lineBreaks.Replace(s), "\n") }

// escape writes text whose line breaks are LF. before is what stands in front
// of it; a text with something before it may have something behind it too, so
// that its last character need not be that of a line.
func escape(before, s, lineBreak string) string {
	before = before[strings.LastIndexByte(before, '\n')+1:]
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '\n':
			b.WriteString(lineBreak)
		case r == ' ' && edge(before, s, i), r == '\\' && lineEnds(s[i+1:]), r < ' ', r == 0x7f, unicode.In(r, unicode.Zl, unicode.Zp):
			fmt.Fprintf(&b, "&#%d;", r)
		case speaks(before+s, len(before)+i, r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// edge reports whether a line begins or ends at byte i of s, where Markdown
// drops a space.
func edge(before, s string, i int) bool {
	if i == 0 || i == len(s)-1 {
		return before == ""
	}
	return s[i-1] == '\n' || s[i+1] == '\n'
}

// lineEnds reports whether a line ends before rest. Not every reader of Markdown
// can tell a backslash there from a hard break.
func lineEnds(rest string) bool { return rest == "" || rest[0] == '\n' }

// speaks reports whether r, at byte i of s, could mean something in Markdown.
func speaks(s string, i int, r rune) bool {
	before, after := s[:i], s[i+utf8.RuneLen(r):]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	switch r {
	case '\\', '`', '*', '_', '[', ']', '<', '>', '&', '~', '|', '#', '{', '$', '@':
		return true
	case '+', '-', '=':
		return line == ""
	case '^':
		return line == "" || strings.HasSuffix(line, "[") // it would be a footnote
	case '!':
		return after == "" // a link may follow
	case '.', ')':
		return strings.Trim(line, "0123456789") == "" || strings.HasSuffix(strings.ToLower(line), "www")
	case '(':
		return strings.HasSuffix(line, "]") // a footnote stands before it
	case ':':
		return line == "" || strings.HasSuffix(line, "]") || after != "" && (after[0] == '/' || after[0] == '+' || after[0] == '-' || unicode.IsLetter(rune(after[0])))
	}
	return false
}

// emphasised writes a run with its marks after what stands before it.
func emphasised(before string, r run, lineBreak string) string {
	sign := ""
	if r.Strong {
		sign = "**"
	}
	if r.Emphasis {
		sign += "*"
	}
	text := lineBreaks.Replace(r.Text)
	core := strings.TrimSpace(text)
	if sign == "" || core == "" || !flanks(before, core) {
		return escape(before, text, lineBreak)
	}
	lead, trail, _ := strings.Cut(text, core)
	return escape(before, lead, lineBreak) + sign + escape(before+sign, core, lineBreak) + sign + escape(before+sign, trail, lineBreak)
}

// flanks reports whether Markdown takes emphasis signs around core, with before
// in front: a text that begins or ends with punctuation only beside white
// space, and never directly behind other signs.
func flanks(before, core string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(core)
	final, _ := utf8.DecodeLastRuneInString(core)
	wordly := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	open := before == "" || unicode.IsSpace(last) || last != '*' && wordly(first)
	return open && wordly(final)
}

// destination writes an address so that it can stand between < and >.
func destination(address string) string {
	var b strings.Builder
	for _, c := range []byte(address) {
		switch {
		case c <= ' ' || c >= 0x7f || strings.IndexByte("<>\\\"`|{}^[]", c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		case c == '&':
			b.WriteString("&amp;")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
