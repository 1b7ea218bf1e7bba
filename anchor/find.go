package anchor

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Find returns where words stand, alike, in a sentence of the revision. Places
// where they begin and end as words count before those inside longer words.
//
// It refuses with apperr's PlaceOutside when the sentence is not in the text,
// PlaceBlank when the words are white space only, WordsNotFound, and
// WordsSeveral, together with the places, of which it looks for maxPlaces.
func Find(rev models.Revision, sentence models.Span, words string) ([]models.Span, error) {
	t := Index(rev.Text)
	if !t.Has(sentence) {
		return nil, apperr.PlaceOutside.With()
	}
	want := []rune(Fold(words))
	if len(want) == 0 {
		return nil, apperr.PlaceBlank.With()
	}
	in := fold(t.runes[sentence.Start:sentence.End])
	var whole, parts []models.Span
	for i := range in.all(want) {
		s := in.back(models.Span{Start: i, End: i + len(want)})
		s.Start += sentence.Start
		s.End += sentence.Start
		switch {
		case !t.Boundary(s.Start) || !t.Boundary(s.End):
		case cutsWord(in.runes, i) || cutsWord(in.runes, i+len(want)):
			parts = append(parts, s)
		default:
			whole = append(whole, s)
		}
	}
	if len(whole) == 0 {
		whole = parts
	}
	switch len(whole) {
	case 0:
		return nil, apperr.WordsNotFound.With()
	case 1:
		return whole, nil
	}
	return whole, apperr.WordsSeveral.With(len(whole))
}

// maxPlaces bounds a search: with so many places there is nothing to choose.
const maxPlaces = 100

// all yields where words stand in the folded text, maxPlaces times at most.
func (f folded) all(words []rune) iter.Seq[int] {
	text, want := string(f.runes), string(words)
	return func(yield func(int) bool) {
		at := 0
		for range maxPlaces {
			i := strings.Index(text, want)
			if i < 0 {
				return
			}
			at += utf8.RuneCountInString(text[:i])
			if !yield(at) {
				return
			}
			_, size := utf8.DecodeRuneInString(text[i:])
			text = text[i+size:]
			at++
		}
	}
}

// cutsWord reports whether a letter or digit stands on both sides of i.
func cutsWord(text []rune, i int) bool {
	return 0 < i && i < len(text) && wordRune(text[i-1]) && wordRune(text[i])
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
