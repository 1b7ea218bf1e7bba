package intake

import (
	"iter"
	"strings"
)

// maxIndent is how far, in columns, the source of a list may be indented.
const maxIndent = 16 * MaxDepth

// tooDeep returns the number of the first line, from 1, that begins with more
// marks of lists and quotations than may lie in one another, or 0. It looks
// before the parser does, whose time grows with depth.
func tooDeep(s string) int {
	n := 0
	for line := range strings.Lines(s) {
		n++
		if lineDepth(line) > MaxDepth {
			return n
		}
	}
	return 0
}

// lineDepth counts the marks of lists and quotations at the start of a line.
func lineDepth(line string) int {
	if strings.Trim(line, "-*_+> \t\n") == "" && !strings.Contains(line, ">") && !strings.Contains(line, "+") {
		return 0 // a thematic break, however long
	}
	depth, columns := 0, 0
	for i := 0; i < len(line); {
		switch size := markerSize(line[i:]); {
		case line[i] == ' ':
			columns++
			i++
		case line[i] == '\t':
			columns += 4
			i++
		case size > 0:
			if columns > maxIndent {
				return MaxDepth + 1
			}
			depth++
			i += size
		default:
			return depth
		}
	}
	return depth
}

// markerSize returns the length of the mark of a list item or quotation at the
// start of s, or 0.
func markerSize(s string) int {
	digits := 0
	for digits < len(s) && digits < 10 && '0' <= s[digits] && s[digits] <= '9' {
		digits++
	}
	end := digits + 1
	switch {
	case s[0] == '>':
		return 1
	case digits == 0 && (s[0] == '-' || s[0] == '+' || s[0] == '*'):
	case digits > 0 && digits < 10 && digits < len(s) && (s[digits] == '.' || s[digits] == ')'):
	default:
		return 0
	}
	if end == len(s) || s[end] == ' ' || s[end] == '\t' || s[end] == '\n' {
		return end
	}
	return 0
}

// maxBlankLines is how many blank lines are kept of more in a row. Inside nested
// lists the parser's time grows with them and with the depth.
const maxBlankLines = 2

// squeezeBlankLines drops the blank lines behind maxBlankLines in a row.
func squeezeBlankLines(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for line := range keptLines(s) {
		b.WriteString(line)
	}
	return b.String()
}

// keptLines yields the lines that squeezeBlankLines keeps, with their numbers,
// from 1, in s.
func keptLines(s string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		blank, n := 0, 0
		for line := range strings.Lines(s) {
			n++
			if strings.Trim(line, " \t\n") != "" {
				blank = 0
			} else if blank++; blank > maxBlankLines {
				continue
			}
			if !yield(line, n) {
				return
			}
		}
	}
}

// typedLine returns the number in s of what is line n of the squeezed text.
func typedLine(s string, n int) int {
	for _, number := range keptLines(s) {
		if n--; n == 0 {
			return number
		}
	}
	return 1
}
