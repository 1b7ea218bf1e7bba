package copydesk

import (
	"strings"
	"unicode"
)

// stop is a place where a sentence may end.
type stop struct {
	at    int // its first mark
	marks int // behind its last mark
	end   int // behind what closes with it: quotation marks, brackets, notes, emoticons
	next  int // behind the white space: where the next sentence would begin

	closed   int  // the last closing mark behind the stop that has its opening one; 0 if there is none
	emoticon bool // it is made of an emoticon alone
	forced   bool // a paragraph ends in its white space
}

// longStop is how many code points a stop with all that closes with it may
// have.
const longStop = 64

// isStop reports whether a sentence can end with r: Sentence_Terminal of
// Unicode without the Burmese comma, ellipses, and what the language has
// beside them.
func (h habits) isStop(r rune) bool {
	if r < 0x80 {
		return r == '.' || r == '!' || r == '?' || h.isOwnStop(r)
	}
	return r == '…' || r == '⋯' || r != '၊' && unicode.Is(unicode.Sentence_Terminal, r)
}

// isOwnStop reports whether r ends sentences in this language only.
func (h habits) isOwnStop(r rune) bool {
	return h.stops != "" && strings.ContainsRune(h.stops, r)
}

// stopAt returns the stop that begins at i.
func (c *cutter) stopAt(i int) (stop, bool) {
	s := stop{at: i}
	switch r := c.text[i]; {
	case c.isStop(r):
		s.marks = c.marksEnd(i)
	case (r == ':' || r == ';' || r == '=' || r == '<') && i > 0 && unicode.IsSpace(c.text[i-1]) && c.emoticonEnd(i) > 0:
		s.marks, s.emoticon = c.emoticonEnd(i), true
	default:
		return s, false
	}
	c.close(&s)
	for s.next = s.end; s.next < len(c.text) && unicode.IsSpace(c.text[s.next]) && !s.forced; s.next++ {
		s.forced = isParagraphEnd(c.text[s.next])
	}
	return s, true
}

// marksEnd returns where the run of marks that begins at i ends; full stops
// with single spaces between them are one ellipsis.
func (c *cutter) marksEnd(i int) int {
	end := i
	for end < len(c.text) {
		switch {
		case c.isStop(c.text[end]) || end > i && isIgnorable(c.text[end]):
			end++
		case end > i && c.text[end-1] == '.' && c.isSpacedDot(end):
			end += 2
		default:
			return end
		}
	}
	return end
}

// isSpacedDot reports whether a space at i is followed by a full stop that
// belongs to no word.
func (c *cutter) isSpacedDot(i int) bool {
	return i+1 < len(c.text) && isBlank(c.text[i]) && c.text[i+1] == '.' && (i+2 == len(c.text) || !isWordRune(c.text[i+2]))
}

// close finds the end of what closes with the marks of s.
func (c *cutter) close(s *stop) {
	s.end = s.marks
	limit := min(len(c.text), s.at+longStop)
	for s.end < len(c.text) {
		end := c.closeOne(s, max(limit, s.marks))
		if end == s.end {
			return
		}
		s.end = end
	}
}

// closeOne returns where the next mark that closes with s ends, or s.end if
// there is none.
func (c *cutter) closeOne(s *stop, limit int) int {
	i := s.end
	if i >= limit {
		return i
	}
	gap := i
	for gap < limit && isBlank(c.text[gap]) {
		gap++
	}
	r := c.text[i]
	switch {
	case c.isStop(r) && i > s.marks, isIgnorable(r):
		return i + 1
	case c.closes(i):
		s.closed = max(s.closed, c.pairedClosing(i))
		return i + 1
	case gap > i && gap < limit && gap-i == 1 && c.pairedClosing(gap) > 0:
		s.closed = max(s.closed, gap)
		return gap + 1
	case gap < limit && c.emoticonEnd(gap) > 0:
		return c.emoticonEnd(gap)
	case r == '[' || r == '(':
		return c.noteEnd(i)
	case strings.ContainsRune("¹²³⁴⁵⁶⁷⁸⁹⁰*_~†‡", r):
		return i + 1
	}
	return i
}

// closes reports whether the mark at i closes what stands before it, which is
// right behind a stop.
func (c *cutter) closes(i int) bool {
	switch c.pairs.roles[i] {
	case closingMark:
		return true
	case openingMark:
		return false
	case noMark:
	}
	r := c.text[i]
	return (r == '"' || r == '\'' || r == '’') && (i+1 == len(c.text) || !isWordRune(c.text[i+1]))
}

// pairedClosing returns i if a closing mark with its opening one stands there,
// else 0.
func (c *cutter) pairedClosing(i int) int {
	if c.pairs.roles[i] == closingMark && c.pairs.other[i] >= 0 {
		return i
	}
	return 0
}

// noteEnd returns the end of a note's number in brackets right behind a stop,
// as [3], or i if there is none.
func (c *cutter) noteEnd(i int) int {
	end := i + 1
	for end < len(c.text) && end < i+5 && (unicode.IsDigit(c.text[end]) || end == i+1 && unicode.IsLower(c.text[end])) {
		end++
	}
	if end == i+1 || end >= len(c.text) || c.text[end] != ']' && c.text[end] != ')' {
		return i
	}
	if c.text[i] == '(' && end+1 < len(c.text) && !unicode.IsSpace(c.text[end+1]) {
		return i
	}
	return end + 1
}

// emoticons are those that end a sentence in careless copy.
var emoticons = words(`:) :-) :( :-( ;) ;-) :D :-D ;D :P :-P :p :-p :/ :-/ :| :-| :o :O =) =( =D <3 :)) :))) :(( ^^ ^_^ xD XD :'( :* -_-`)

// emoticonEnd returns the end of the emoticon or emoji at i, or 0.
func (c *cutter) emoticonEnd(i int) int {
	end := i
	for end < len(c.text) && end < i+12 && isEmoji(c.text[end]) {
		end++
	}
	if end > i {
		return end
	}
	if r := c.text[i]; unicode.IsLetter(r) && r != 'x' && r != 'X' || r < 0x20 || r > 0x7e {
		return 0
	}
	for end < len(c.text) && end < i+5 && !unicode.IsSpace(c.text[end]) {
		end++
	}
	if end < len(c.text) && !unicode.IsSpace(c.text[end]) || !emoticons[string(c.text[i:end])] {
		return 0
	}
	return end
}

// isEmoji reports whether r is a picture or joins two.
func isEmoji(r rune) bool {
	return r >= 0x1F300 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r == '\u200d' || r == '\ufe0f'
}

// isIgnorable reports whether r is written on or around another sign: Extend
// and Format of UAX 29.
func isIgnorable(r rune) bool {
	return r >= 0x80 && unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf)
}

// isBlank reports whether r is a space within a line.
func isBlank(r rune) bool {
	return r == ' ' || r == '\t' || r >= 0x80 && unicode.Is(unicode.Zs, r)
}

// isWordRune reports whether r is part of a word's letters and digits.
func isWordRune(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\u200c' || r == '\u200d' || r == '\u00ad'
}
