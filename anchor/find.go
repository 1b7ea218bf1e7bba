package anchor

import (
	"slices"
	"unicode"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Find returns where words stand, alike, in a sentence of the revision. Places
// where they begin and end as words count before those inside longer words.
//
// It refuses with apperr's PlaceOutside when the sentence is not in the text,
// PlaceBlank when the words are white space only, WordsNotFound, and
// WordsSeveral, together with the places.
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
	for i := 0; i+len(want) <= len(in.runes); i++ {
		if !slices.Equal(in.runes[i:i+len(want)], want) {
			continue
		}
		s := models.Span{Start: sentence.Start + in.at[i], End: sentence.Start + in.at[i+len(want)-1] + 1}
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

// cutsWord reports whether a letter or digit stands on both sides of i.
func cutsWord(text []rune, i int) bool {
	return 0 < i && i < len(text) && wordRune(text[i-1]) && wordRune(text[i])
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
