package suggest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"example.org/tickmark/models"
)

// boundaries tells of every offset of a text, in code points, whether a
// grapheme begins there or the text ends.
func boundaries(text string) []bool {
	whole := make([]bool, utf8.RuneCountInString(text)+1)
	at := 0
	for g := graphemes.FromString(text); g.Next(); {
		whole[at] = true
		at += utf8.RuneCountInString(g.Value())
	}
	whole[at] = true
	return whole
}

// trim is the span without white space at its ends and without the full stop
// that ends it as a sentence, on grapheme boundaries.
func (d *drafter) trim(s models.Span) models.Span {
	for s.Start < s.End && (!d.whole[s.Start] || unicode.IsSpace(d.runes[s.Start])) {
		s.Start++
	}
	s = d.trimEnd(s)
	if d.stops(s) {
		s.End--
	}
	return d.trimEnd(s)
}

func (d *drafter) trimEnd(s models.Span) models.Span {
	for s.Start < s.End && (!d.whole[s.End] || unicode.IsSpace(d.runes[s.End-1])) {
		s.End--
	}
	return s
}

// stops reports whether a full stop ends the span that is no part of its last
// word, as those of "U.S." and "..." are.
func (d *drafter) stops(s models.Span) bool {
	if s.Len() < 2 || !strings.ContainsRune(".。．｡।۔։", d.runes[s.End-1]) {
		return false
	}
	letters := 0
	for i := s.End - 2; i >= s.Start && !unicode.IsSpace(d.runes[i]); i-- {
		if d.runes[i] == '.' {
			return letters > 1
		}
		letters++
		if letters > longestDotted {
			break
		}
	}
	return true
}

// longestDotted is how far back a word is looked at for another full stop.
const longestDotted = 8

// says reports whether the span holds a letter or a digit.
func (d *drafter) says(s models.Span) bool {
	for _, r := range d.runes[s.Start:max(s.Start, s.End)] {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// count is how many words a span has; where words are not parted by spaces,
// two letters count as one.
func (d *drafter) count(s models.Span) int {
	words, dense := 0, 0
	inside := false
	for _, r := range d.runes[s.Start:s.End] {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r)
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			dense++
			inside = false
		case letter && !inside:
			words++
			inside = true
		case !letter && !unicode.IsMark(r) && r != '’' && r != '\'' && r != '-':
			inside = false
		}
	}
	return words + dense/2
}

// insertion is text that a statement has and the copy does not, before the
// code point at which it stands.
type insertion struct {
	at   int
	text string
}

// line is the span's words on one line, with what is inserted, in order.
func (d *drafter) line(s models.Span, add []insertion) string {
	var b strings.Builder
	space := false
	put := func(text string) {
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteString(text)
	}
	for i := s.Start; i <= s.End; i++ {
		for len(add) > 0 && add[0].at <= i {
			if add[0].at >= s.Start {
				put(add[0].text)
			}
			add = add[1:]
		}
		if i == s.End {
			break
		}
		if r := d.runes[i]; unicode.IsSpace(r) {
			space = true
		} else {
			put(string(r))
		}
	}
	return b.String()
}

// fit is the text, cut before a grapheme so that it has at most
// models.MaxStatement bytes with the sign that something is left out.
func fit(text string) string {
	const more = "…"
	if len(text) <= models.MaxStatement {
		return text
	}
	end := 0
	for g := graphemes.FromString(text); g.Next(); {
		if end+len(g.Value()) > models.MaxStatement-len(more) {
			break
		}
		end += len(g.Value())
	}
	return strings.TrimRightFunc(text[:end], unicode.IsSpace) + more
}
