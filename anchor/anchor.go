package anchor

import (
	"sort"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// around is how many code points of prefix and suffix an anchor keeps.
const around = 32

// Make returns the anchor of the words in span: trimmed of white space, widened
// to whole grapheme clusters, with what stands around them and the sentences
// they lie in. The words may go over several blocks.
//
// It refuses with apperr's PlaceOutside when the span is not in the text,
// PlaceEmpty when it is empty, PlaceBlank when it holds white space only.
func Make(rev models.Revision, span models.Span, outcome models.Outcome) (models.Anchor, error) {
	return makeIn(rev, Index(rev.Text), span, outcome)
}

func makeIn(rev models.Revision, t *Text, span models.Span, outcome models.Outcome) (models.Anchor, error) {
	switch {
	case !t.Has(span):
		return models.Anchor{}, apperr.PlaceOutside.With()
	case span.Len() == 0:
		return models.Anchor{}, apperr.PlaceEmpty.With()
	}
	span = t.Trim(t.Widen(span))
	if span.Len() == 0 {
		return models.Anchor{}, apperr.PlaceBlank.With()
	}
	return place(rev, t, span, sentencesAround(rev.Sentences, span), outcome), nil
}

// place makes the anchor of words and sentences that are known to be right.
func place(rev models.Revision, t *Text, words, sentences models.Span, outcome models.Outcome) models.Anchor {
	return models.Anchor{
		RevisionID:    rev.ID,
		Span:          words,
		Exact:         t.Slice(words),
		Prefix:        t.Slice(models.Span{Start: max(0, words.Start-around), End: words.Start}),
		Suffix:        t.Slice(models.Span{Start: words.End, End: min(t.Len(), words.End+around)}),
		SentenceStart: sentences.Start,
		SentenceEnd:   sentences.End,
		Sentence:      t.Slice(sentences),
		Outcome:       outcome,
	}
}

// sentencesAround returns the span from the first sentence that the words touch
// to the last, and at least the words.
func sentencesAround(sentences []models.Sentence, words models.Span) models.Span {
	around := words
	first := sort.Search(len(sentences), func(i int) bool { return sentences[i].End > words.Start })
	for _, s := range sentences[first:] {
		if s.Start >= words.End {
			break
		}
		around.Start = min(around.Start, s.Start)
		around.End = max(around.End, s.End)
	}
	return around
}

// FromBrowser returns the span of what a browser selected: offsets in UTF-16
// code units and the words it saw there. The span is trimmed and widened as
// Make does it.
//
// It refuses with apperr's PlaceOutside, PlaceCutsChar when an offset lies in
// the middle of a code point, PlaceEmpty, PlaceBlank, and PlaceChanged when the
// text holds other words there, unless they are alike.
func FromBrowser(rev models.Revision, startUTF16, endUTF16 int, quote string) (models.Span, error) {
	t := Index(rev.Text)
	size := t.UTF16(t.Len())
	if startUTF16 < 0 || startUTF16 > endUTF16 || endUTF16 > size {
		return models.Span{}, apperr.PlaceOutside.With()
	}
	start, startOK := t.FromUTF16(startUTF16)
	end, endOK := t.FromUTF16(endUTF16)
	if !startOK || !endOK {
		return models.Span{}, apperr.PlaceCutsChar.With()
	}
	seen := models.Span{Start: start, End: end}
	if seen.Len() == 0 {
		return models.Span{}, apperr.PlaceEmpty.With()
	}
	words := t.Trim(t.Widen(seen))
	if words.Len() == 0 {
		return models.Span{}, apperr.PlaceBlank.With()
	}
	if !Alike(t.Slice(words), quote) && !Alike(t.Slice(seen), quote) {
		return models.Span{}, apperr.PlaceChanged.With()
	}
	return words, nil
}
