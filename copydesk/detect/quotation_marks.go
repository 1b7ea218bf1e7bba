package detect

import (
	"slices"
	"unicode"
)

// quoted is a passage between quotation marks, in code points of the block: the
// marks stand in it.
type quoted struct {
	start, end   int // with the marks
	inner, outer int // the words between them
	open         bool
}

// closers are the marks that close what a mark opens, whatever the language.
var closers = map[rune]string{
	'“': "”", '„': "“”", '‚': "‘’", '‘': "’", '”': "”", '’': "’", '‟': "”", '‛': "’",
	'«': "»", '»': "«", '‹': "›", '›': "‹", '"': `"`, '\'': "'", '״': "״",
	'「': "」", '『': "』", '〝': "〞〟", '｢': "｣", '＂': "＂",
}

// sameMarks are languages that open and close with the same mark as well:
// ”så här”, »näin».
var sameMarks = map[string]bool{"sv": true, "fi": true}

// inward are languages that open with » as well: »so«.
var inward = map[string]bool{"de": true, "da": true, "sl": true, "hr": true, "sr": true, "cs": true, "sk": true, "hu": true, "pl": true}

// scan pairs the marks of a block.
type scan struct {
	*block
	stack []opener
	found []quoted
	next  []int // by mark that both opens and closes: see closesLater
}

// opener is a mark that waits for the one that closes it.
type opener struct {
	at      int
	closers string
	again   int // where the same mark opens again before this one is closed, or 0
}

// quotations returns the passages between quotation marks, in order, without
// those that lie in others. One whose marks do not close in the block is open,
// and ends with the block or where the same mark opens again.
func quotations(b *block) []quoted {
	s := &scan{block: b}
	for at, r := range b.runes {
		if r != '"' && r < unicode.MaxASCII && r != '\'' {
			continue
		}
		if s.closes(at, r) {
			s.close(at, r)
		} else if s.opens(at, r) {
			s.open(at, r)
		}
	}
	s.end()
	return outermost(s.found)
}

// before and after are the code points beside one, 0 at the block's ends.
func (s *scan) before(at int) rune {
	if at == 0 {
		return 0
	}
	return s.runes[at-1]
}

func (s *scan) after(at int) rune {
	if at+1 == len(s.runes) {
		return 0
	}
	return s.runes[at+1]
}

// edge reports whether no word goes on at a code point: white space, the
// block's end, or a mark of punctuation.
func edge(r rune) bool { return r == 0 || !inWord(r) }

func blank(r rune) bool { return r == 0 || unicode.IsSpace(r) }

// dense reports whether a script writes no spaces, so that words stand right
// beside marks.
func dense(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) || 0x3000 <= r && r <= 0x303F || 0xFF00 <= r && r <= 0xFFEF
}

// closes reports whether a mark closes one that is open.
func (s *scan) closes(at int, r rune) bool {
	if s.opened(r) < 0 {
		return false
	}
	before, after := s.before(at), s.after(at)
	switch r {
	case '’', '\'', '‘':
		return edge(after) && !blank(before) && !s.possessive(at)
	case '"', '״', '＂':
		return s.closesStraight(at, before, after)
	case '”', '»':
		if s.stack[s.opened(r)].closers == string(r) && s.runes[s.stack[s.opened(r)].at] == r {
			return !blank(before) || blank(after)
		}
	}
	return true
}

// closesStraight decides for a mark that looks the same on both sides.
func (s *scan) closesStraight(at int, before, after rune) bool {
	switch {
	case inWord(before) && inWord(after) && !dense(before) && !dense(after): // צה"ל
		return false
	case blank(before) && !blank(after) && after != '.' && after != ',': // it opens another
		return false
	case unicode.IsDigit(before):
		return !s.inches(at)
	}
	return true
}

// inches reports whether a mark behind digits stands for inches: behind feet, or
// where another mark closes what is open.
func (s *scan) inches(at int) bool {
	i := at - 1
	for i >= 0 && unicode.IsDigit(s.runes[i]) {
		i--
	}
	if i > 0 && (s.runes[i] == '\'' || s.runes[i] == '’' || s.runes[i] == '′') && unicode.IsDigit(s.runes[i-1]) {
		return true
	}
	return s.closesLater(at)
}

// possessive reports whether a mark is an apostrophe at the end of a word ("the
// workers’ rights’"): another one closes later.
func (s *scan) possessive(at int) bool {
	before := s.before(at)
	return (before == 's' || before == 'z' || before == 'x') && s.after(at) == ' ' && s.closesLater(at)
}

// closesLater reports whether the next mark like the one at a place, in the
// block, stands where it would close rather than open. It costs little, as what
// it finds is kept: next holds for each code point where the next like it is.
func (s *scan) closesLater(at int) bool {
	if s.next == nil {
		s.next = make([]int, len(s.runes))
		last := map[rune]int{}
		for i, r := range slices.Backward(s.runes) {
			if r != '"' && r != '\'' && r != '’' {
				continue
			}
			if r != '"' && inWord(s.before(i)) && inWord(s.after(i)) {
				continue
			}
			s.next[i] = last[r]
			last[r] = i
		}
	}
	next := s.next[at]
	return next > 0 && !blank(s.before(next)) && edge(s.after(next))
}

// opened is where on the stack the mark is that another closes, or -1.
func (s *scan) opened(r rune) int {
	for i := len(s.stack) - 1; i >= 0 && i >= len(s.stack)-maxNested; i-- {
		for _, c := range s.stack[i].closers {
			if c == r {
				return i
			}
		}
	}
	return -1
}

// maxNested is how deep quotations are looked for in one another.
const maxNested = 8

// opens reports whether a mark may open a quotation where it stands.
func (s *scan) opens(at int, r rune) bool {
	if closers[r] == "" {
		return false
	}
	before, after := s.before(at), s.after(at)
	switch r {
	case '„', '«', '“', '「', '『', '〝', '｢', '‹':
		if r == '«' && inward[s.lang] || r == '“' && s.lang != "en" {
			return after != 0 && (edge(before) || dense(before))
		}
		return after != 0
	case '"', '״', '＂':
		return after != 0 && (dense(before) || edge(before)) && !unicode.IsDigit(before)
	case '”':
		return edge(before) && inWord(after) && !blank(after)
	case '»', '›':
		return (inward[s.lang] || sameMarks[s.lang]) && edge(before) && !blank(after)
	case '’':
		return sameMarks[s.lang] && edge(before) && unicode.IsLetter(after)
	}
	return edge(before) && !blank(after) && !s.decade(at)
}

// decade reports whether a mark stands for what is left out of a year: '90s.
func (s *scan) decade(at int) bool {
	return at+2 < len(s.runes) && unicode.IsDigit(s.runes[at+1]) && unicode.IsDigit(s.runes[at+2])
}

// open puts a mark on the stack, and notes of the same mark that is open where
// it opens again.
func (s *scan) open(at int, r rune) {
	for i := len(s.stack) - 1; i >= 0 && i >= len(s.stack)-maxNested; i-- {
		if o := &s.stack[i]; s.runes[o.at] == r && o.again == 0 {
			o.again = at
		}
	}
	o := opener{at: at, closers: closers[r]}
	if sameMarks[s.lang] {
		o.closers += string(r)
	}
	s.stack = append(s.stack, o)
}

// close takes a mark off the stack, with those that opened behind it and that
// nothing closed.
func (s *scan) close(at int, r rune) {
	i := s.opened(r)
	from := s.stack[i].at
	s.stack = s.stack[:i]
	q := quoted{start: from, end: at + 1}
	q.inner, q.outer = s.trim(from+1, at)
	if q.inner < q.outer {
		s.found = append(s.found, q)
	}
}

// end closes the block: a mark that is open ends with it, or where the same mark
// opens again.
func (s *scan) end() {
	for _, o := range s.stack {
		end := len(s.runes)
		if o.again > 0 {
			end = o.again
		}
		s.unclosed(o.at, end)
	}
}

// unclosed adds what a mark opens and nothing closes, up to end. A single mark
// is then an apostrophe.
func (s *scan) unclosed(from, end int) {
	switch s.runes[from] {
	case '\'', '’', '‘', '‚', '‛', '‹', '›':
		return
	}
	q := quoted{start: from, open: true}
	q.inner, q.outer = s.trim(from+1, end)
	q.end = q.outer
	if q.inner < q.outer {
		s.found = append(s.found, q)
	}
}

// trim is a span without white space at its ends.
func (s *scan) trim(start, end int) (from, to int) {
	for start < end && unicode.IsSpace(s.runes[start]) {
		start++
	}
	for start < end && unicode.IsSpace(s.runes[end-1]) {
		end--
	}
	return start, end
}

// outermost sorts passages and leaves out those that lie in others.
func outermost(found []quoted) (kept []quoted) {
	slices.SortFunc(found, func(a, b quoted) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	end := 0
	for _, q := range found {
		if q.start >= end {
			kept, end = append(kept, q), q.end
		}
	}
	return kept
}
