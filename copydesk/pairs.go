package copydesk

import (
	"slices"
	"strings"
	"unicode"
)

// longAside is how long a quotation or bracket may be and still hold together
// the sentence it stands in, in code points. A longer one is cut inside: no
// claim should be as long as a paragraph.
const longAside = 250

// role is what a quotation mark or bracket does where it stands.
type role byte

const (
	noMark role = iota
	openingMark
	closingMark
)

// pairs are the quotation marks and brackets of a block: what each does, and
// the offset of the other one of its pair, -1 if it has none.
type pairs struct {
	roles []role
	other []int32
}

// closing returns where the mark that opens at i closes.
func (p pairs) closing(i int) (int, bool) {
	if p.roles[i] != openingMark || p.other[i] < 0 {
		return 0, false
	}
	return int(p.other[i]), true
}

// brackets pair as they are written, in any language.
var brackets = map[rune]rune{
	'(': ')', '[': ']', '{': '}', '（': '）', '［': '］', '「': '」', '『': '』', '《': '》', '〈': '〉',
	'【': '】', '〔': '〕', '〖': '〗', '﹁': '﹂', '﹃': '﹄', '｢': '｣', '﴾': '﴿',
}

// closers are the brackets that close.
var closers = func() map[rune]rune {
	m := map[rune]rune{}
	for opening, closing := range brackets {
		m[closing] = opening
	}
	return m
}()

// family says which marks can pair with each other: „ with “ and with ”, and so
// on. Marks of one family open and close by where they stand.
var family = map[rune]byte{
	'“': 'd', '”': 'd', '„': 'd', '‟': 'd', '〝': 'd', '〞': 'd', '〟': 'd',
	'‘': 's', '’': 's', '‚': 's', '‛': 's',
	'«': 'a', '»': 'a', '‹': 'b', '›': 'b', '"': 'q', '＂': 'q', '\'': 'p',
}

// deepest is how many marks may be open at once; more are a drawing.
const deepest = 12

// openMark is a mark that waits for its other one.
type openMark struct {
	at   int
	kind rune // the opening bracket, or the family
}

// pairUp finds what the quotation marks and brackets of a text do.
func pairUp(text []rune) pairs {
	p := pairs{roles: make([]role, len(text)), other: make([]int32, len(text))}
	var open []openMark
	for i, r := range text {
		p.other[i] = -1
		kind, role := kindOf(text, i, r, open)
		p.roles[i] = role
		switch role {
		case openingMark:
			if len(open) == deepest {
				open = slices.Delete(open, 0, 1)
			}
			open = append(open, openMark{i, kind})
		case closingMark:
			if n := lastOpen(open, kind); n >= 0 {
				p.other[i], p.other[open[n].at] = int32(open[n].at), int32(i)
				open = open[:n]
			}
		case noMark:
		}
	}
	return p
}

// lastOpen returns the index of the last open mark of a kind, or -1.
func lastOpen(open []openMark, kind rune) int {
	for n := len(open) - 1; n >= 0; n-- {
		if open[n].kind == kind {
			return n
		}
	}
	return -1
}

// kindOf returns what pairs with r at i, and whether r opens or closes there.
func kindOf(text []rune, i int, r rune, open []openMark) (rune, role) {
	if r < 0x80 && r != '"' && r != '\'' && r != '(' && r != ')' && r != '[' && r != ']' && r != '{' && r != '}' {
		return 0, noMark
	}
	if _, ok := brackets[r]; ok {
		return r, openingMark
	}
	if opening, ok := closers[r]; ok {
		return opening, closingMark
	}
	kind, ok := family[r]
	if !ok {
		return 0, noMark
	}
	return rune(kind), roleOf(text, i, lastOpen(open, rune(kind)) >= 0)
}

// roleOf returns what the quotation mark at i does by where it stands; isOpen
// says that one of its family is open.
func roleOf(text []rune, i int, isOpen bool) role {
	free := i == 0 || unicode.IsSpace(text[i-1]) || unicode.In(text[i-1], unicode.Ps, unicode.Pi, unicode.Pd) || text[i-1] == '¿' || text[i-1] == '¡'
	stands := i+1 == len(text) || unicode.IsSpace(text[i+1]) || strings.ContainsRune(",;:!?)]», 、،", text[i+1]) ||
		text[i+1] == '.' && (i+2 == len(text) || text[i+2] != '.')
	inWord := i > 0 && i+1 < len(text) && isWordRune(text[i-1]) && isWordRune(text[i+1]) && !isCJK(text[i-1]) && !isCJK(text[i+1])
	switch text[i] {
	case '„', '‚', '‟', '‛', '〝':
		return openingMark
	case '〞', '〟':
		return closingMark
	case '\'', '’':
		return apostropheRole(text, i, isOpen, free, inWord)
	case '‘':
		if isOpen && !free {
			return closingMark
		}
		return openingMark
	case '"', '＂':
		if inWord {
			return noMark
		}
	}
	switch {
	case free && !stands:
		return openingMark
	case !free && stands:
		return closingMark
	}
	return roleByShape(text[i], isOpen)
}

// roleByShape returns what a quotation mark does that stands free on both
// sides, or on none.
func roleByShape(r rune, isOpen bool) role {
	switch {
	case (r == '"' || r == '＂' || r == '“') && isOpen, r == '”', r == '»', r == '›':
		return closingMark
	}
	return openingMark
}

// apostropheRole returns what a single straight or raised mark does at i: it
// closes only behind a mark of punctuation, else it is an apostrophe.
func apostropheRole(text []rune, i int, isOpen, free, inWord bool) role {
	switch {
	case inWord:
		return noMark
	case isOpen && i > 0 && (unicode.Is(unicode.Po, text[i-1]) || unicode.Is(unicode.Pf, text[i-1])) && !free:
		return closingMark
	case free && text[i] == '\'' && i+1 < len(text) && unicode.IsLetter(text[i+1]):
		return openingMark
	}
	return noMark
}

// isCJK reports whether r is of a script that is written without spaces and
// has full stops of its own.
func isCJK(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303F || r == 'ー')
}
