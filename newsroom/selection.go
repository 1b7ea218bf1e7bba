package newsroom

import (
	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Selection is how a person points at words of the copy: by marking them in the
// browser, or, without JavaScript, by a sentence and the exact words in it.
type Selection struct {
	Revision int // the number of the revision they looked at
	// Start and End are UTF-16 offsets of the canonical text, as browsers
	// count; Quote is what the browser saw there.
	Start, End int
	Quote      string
	// Sentence is the number, from 1, of a sentence of the revision, or 0 when
	// the browser sent offsets; Words are typed, empty for the whole sentence.
	Sentence int
	Words    string
}

// anchor turns the selection into an anchor in rev with the given outcome. It
// fails with apperr.Stale when the person looked at another revision, with
// apperr.NoSentence, and with the refusals of anchor.FromBrowser and Find.
func (s Selection) anchor(rev models.Revision, outcome models.Outcome) (models.Anchor, error) {
	if s.Revision != rev.Number {
		return models.Anchor{}, apperr.Stale.With()
	}
	span, err := s.span(rev)
	if err != nil {
		return models.Anchor{}, err
	}
	return anchor.Make(rev, span, outcome)
}

func (s Selection) span(rev models.Revision) (models.Span, error) {
	if s.Sentence == 0 {
		return anchor.FromBrowser(rev, s.Start, s.End, s.Quote)
	}
	if s.Sentence < 1 || s.Sentence > len(rev.Sentences) {
		return models.Span{}, apperr.NoSentence.With().On("sentence")
	}
	sentence := rev.Sentences[s.Sentence-1].Span
	if s.Words == "" {
		return sentence, nil
	}
	return findOnce(rev, sentence, s.Words)
}

// findOnce returns the one place of words in a sentence of rev.
func findOnce(rev models.Revision, sentence models.Span, words string) (models.Span, error) {
	spans, err := anchor.Find(rev, sentence, words)
	if err != nil {
		return models.Span{}, err
	}
	return spans[0], nil
}
