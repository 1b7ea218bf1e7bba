package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
)

// token is a word, a run of white space, or a sign that stands for itself.
type token struct {
	models.Span     // in code points of its text; tokens cover it without gaps
	id          int // equal for tokens that are alike
	weight      int // how much it says: code points but for white space and punctuation
	space       bool
}

// lexicon gives tokens that are alike the same id.
type lexicon struct {
	ids   map[string]int
	signs map[rune]rune // how runes fold
}

func newLexicon() *lexicon {
	return &lexicon{ids: map[string]int{}, signs: map[rune]rune{}}
}

func (l *lexicon) id(folded string) int {
	id, ok := l.ids[folded]
	if !ok {
		id = len(l.ids)
		l.ids[strings.Clone(folded)] = id
	}
	return id
}

// foldRune is anchor.Fold for one rune that is no white space.
func (l *lexicon) foldRune(r rune) rune {
	if r < 0x80 {
		return r
	}
	f, ok := l.signs[r]
	if !ok {
		f = r
		if s := []rune(anchor.Fold(string(r))); len(s) == 1 {
			f = s[0]
		}
		l.signs[r] = f
	}
	return f
}

// folded is a text as anchor.Fold makes it, with the way back.
type folded struct {
	runes []rune
	end   []int // of each rune: the offset behind what it came from, in code points of the text
}

// fold folds text as anchor.Fold does it, and keeps the way back. What is
// dropped belongs to the rune before it, at the beginning to the first.
func (l *lexicon) fold(text []rune) folded {
	kept, at := make([]rune, 0, len(text)), make([]int, 0, len(text))
	for i, r := range text {
		if r != '\u00ad' {
			kept, at = append(kept, r), append(at, i)
		}
	}
	f := folded{runes: make([]rune, 0, len(kept)), end: make([]int, 0, len(kept))}
	put := func(r rune, end int) {
		switch {
		case !unicode.IsSpace(r):
			f.runes, f.end = append(f.runes, l.foldRune(r)), append(f.end, end)
		case len(f.runes) == 0: // at the beginning: goes with the first
		case f.runes[len(f.runes)-1] == ' ':
			f.end[len(f.end)-1] = end
		default:
			f.runes, f.end = append(f.runes, ' '), append(f.end, end)
		}
	}
	compose(string(kept), func(composed string, n int) {
		at = at[n:]
		end := len(text)
		if len(at) > 0 {
			end = at[0]
		}
		for _, r := range composed {
			put(r, end)
		}
	})
	if n := len(f.runes); n > 0 && f.runes[n-1] == ' ' {
		f.runes, f.end = f.runes[:n-1], f.end[:n-1]
	}
	if n := len(f.end); n > 0 {
		f.end[n-1] = len(text)
	}
	return f
}

// compose calls yield for each piece of text that NFC composes by itself, with
// how many code points it was made of.
func compose(text string, yield func(composed string, n int)) {
	if norm.NFC.IsNormalString(text) {
		for text != "" {
			_, n := utf8.DecodeRuneInString(text)
			yield(text[:n], 1)
			text = text[n:]
		}
		return
	}
	for text != "" {
		n := norm.NFC.NextBoundaryInString(text, true)
		yield(norm.NFC.String(text[:n]), utf8.RuneCountInString(text[:n]))
		text = text[n:]
	}
}

// tokens cuts a text into words as UAX 29 has them, on the folded text, so that
// texts that are alike are cut alike; runs of white space are one token. No cut
// parts a grapheme cluster of the text. A text that folds to nothing is one
// token.
func (l *lexicon) tokens(text string) []token {
	if text == "" {
		return nil
	}
	f, whole := l.fold([]rune(text)), clusters(text)
	rest := string(f.runes)
	out := make([]token, 0, len(f.runes)/2+1)
	start, at, bytes := 0, 0, 0 // in the text; in the folded one, in code points; in rest
	for w := words.FromString(rest); w.Next(); {
		bytes += len(w.Value())
		at += utf8.RuneCountInString(w.Value())
		if end := f.end[at-1]; whole[end] && (at == len(f.end) || f.end[at] != end) {
			out = append(out, l.token(models.Span{Start: start, End: end}, rest[:bytes]))
			start, rest, bytes = end, rest[bytes:], 0
		}
	}
	if all := len(whole) - 1; start < all {
		out = append(out, l.token(models.Span{Start: start, End: all}, rest))
	}
	return out
}

func (l *lexicon) token(s models.Span, folded string) token {
	t := token{Span: s, id: l.id(folded), space: folded == " "}
	for _, r := range folded {
		if !unicode.IsSpace(r) && !unicode.IsPunct(r) {
			t.weight++
		}
	}
	return t
}

// clusters says of each offset, in code points, and of the text's end, whether
// a grapheme cluster begins there.
func clusters(text string) []bool {
	starts := make([]bool, 0, len(text)+1)
	for g := graphemes.FromString(text); g.Next(); {
		first := true
		for range g.Value() {
			starts, first = append(starts, first), false
		}
	}
	return append(starts, true)
}
