package anchor

import (
	"slices"

	"example.org/tickmark/models"
)

// Writers returns the sentences cut from a new text with their writers: a
// sentence that stands alike in the old revision keeps the writers it has
// there, the first such one the first's; every other sentence gets writers.
func Writers(old models.Revision, text string, cut []models.Span, writers []models.ID) []models.Sentence {
	kept := map[string][][]models.ID{}
	from := Index(old.Text)
	for _, s := range old.Sentences {
		key := Fold(from.Slice(s.Span))
		kept[key] = append(kept[key], s.Writers)
	}
	to := Index(text)
	sentences := make([]models.Sentence, len(cut))
	for i, s := range cut {
		sentences[i] = models.Sentence{Span: s, Writers: slices.Clone(writers)}
		key := Fold(to.Slice(s))
		if queue := kept[key]; len(queue) > 0 {
			sentences[i].Writers, kept[key] = slices.Clone(queue[0]), queue[1:]
		}
	}
	return sentences
}
