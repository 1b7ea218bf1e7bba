// Package anchor finds a claim's words in a text and again in the next one. It
// is pure: it knows texts, spans and anchors, and nothing of who may place
// them or what becomes of a claim that lost its place.
//
// Offsets are code points of canonical text unless a name says UTF-16.
package anchor

import (
	"sort"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"example.org/tickmark/models"
)

// Text is a text prepared for looking up offsets. Making one takes time in the
// length of the text, every question after that next to none. It is not for
// use by several goroutines at once.
type Text struct {
	text   string
	runes  []rune
	astral []int  // offsets of code points that are two UTF-16 code units
	starts []bool // of grapheme clusters, and the text's end; made when first asked for
}

// Index prepares text, which must be UTF-8.
func Index(text string) *Text {
	t := &Text{text: text, runes: []rune(text)}
	for i, r := range t.runes {
		if r > 0xffff {
			t.astral = append(t.astral, i)
		}
	}
	return t
}

// Len is the length of the text in code points.
func (t *Text) Len() int { return len(t.runes) }

// Has reports whether the span lies in the text and is not turned around.
func (t *Text) Has(s models.Span) bool { return 0 <= s.Start && s.Start <= s.End && s.End <= t.Len() }

// Slice returns the words of a span that the text has.
func (t *Text) Slice(s models.Span) string { return string(t.runes[s.Start:s.End]) }

// UTF16 returns the UTF-16 code units before the code point at offset cp.
func (t *Text) UTF16(cp int) int { return cp + sort.SearchInts(t.astral, cp) }

// FromUTF16 returns the offset of the code point before which stand u UTF-16
// code units, and false when there is none: u lies outside the text or between
// the two halves of one code point.
func (t *Text) FromUTF16(u int) (int, bool) {
	if u < 0 || u > t.UTF16(t.Len()) {
		return 0, false
	}
	before := sort.Search(len(t.astral), func(i int) bool { return t.astral[i]+i >= u })
	cp := u - before
	return cp, t.UTF16(cp) == u
}

// Boundary reports whether a grapheme cluster begins at cp, or the text ends.
func (t *Text) Boundary(cp int) bool {
	if t.starts == nil {
		t.starts = make([]bool, t.Len()+1)
		at := 0
		for g := graphemes.FromString(t.text); g.Next(); {
			t.starts[at] = true
			for range g.Value() {
				at++
			}
		}
		t.starts[t.Len()] = true
	}
	return t.starts[cp]
}

// Widen returns the span with the whole of every grapheme cluster that it
// touches. An empty span stays empty.
func (t *Text) Widen(s models.Span) models.Span {
	if s.Start == s.End {
		return s
	}
	for !t.Boundary(s.Start) {
		s.Start--
	}
	for !t.Boundary(s.End) {
		s.End++
	}
	return s
}

// Trim returns the span without the white space at its ends, unless something
// joins it to a grapheme cluster.
func (t *Text) Trim(s models.Span) models.Span {
	for s.Start < s.End && unicode.IsSpace(t.runes[s.Start]) && t.Boundary(s.Start+1) {
		s.Start++
	}
	for s.End > s.Start && unicode.IsSpace(t.runes[s.End-1]) && t.Boundary(s.End-1) {
		s.End--
	}
	return s
}
