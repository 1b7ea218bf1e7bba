package anchor

import (
	"sort"

	"example.org/tickmark/models"
)

// CarrySplice returns an anchor in the revision that came from its own by
// replacing the span at by inserted code points. What lies before or behind is
// shifted exactly: Unchanged at the same offsets, else Moved. When the splice
// touched the sentences around the words it is Context; when it touched the
// words, Edited, over what is left of them and the replacement, or Lost when
// nothing is. An anchor without a place stays so.
func CarrySplice(a models.Anchor, next models.Revision, at models.Span, inserted int) models.Anchor {
	if !a.Placed() {
		return unplaced(a, next.ID, a.Outcome)
	}
	t := Index(next.Text)
	sp := splice{at, inserted}
	words, around := sp.shift(a.Span), sp.shift(a.Sentences())
	outcome := models.Moved
	switch {
	case sp.cuts(a.Span):
		outcome = models.Edited
	case sp.cuts(a.Sentences()) || sp.glues(next, around):
		outcome = models.Context
	case words == a.Span:
		outcome = models.Unchanged
	}
	if !t.Has(words) || !t.Has(around) {
		return unplaced(a, next.ID, models.Lost)
	}
	if outcome == models.Moved || outcome == models.Unchanged {
		return place(next, t, words, around, outcome)
	}
	made, err := makeIn(next, t, words, outcome)
	if err != nil { // nothing, or nothing but white space, is left of the words
		return unplaced(a, next.ID, models.Lost)
	}
	return made
}

// splice is a replacement of old text.
type splice struct {
	at       models.Span
	inserted int
}

// shift returns where a span of the old text lies in the new one, the
// replacement included where it took words of the span.
func (sp splice) shift(s models.Span) models.Span {
	by := sp.inserted - sp.at.Len()
	switch {
	case s.End <= sp.at.Start:
		return s
	case s.Start >= sp.at.End:
		return models.Span{Start: s.Start + by, End: s.End + by}
	}
	s.Start = min(s.Start, sp.at.Start)
	s.End = max(s.End, sp.at.End) + by
	return s
}

// cuts reports whether the splice took or put something inside s.
func (sp splice) cuts(s models.Span) bool {
	return sp.at.Start < s.End && s.Start < sp.at.End && sp.at.Len() > 0 ||
		sp.at.Len() == 0 && s.Start < sp.at.Start && sp.at.Start < s.End
}

// glues reports whether the splice, in the same block, joined a sentence to
// what stands on its side of it: the sentence no longer begins or ends there.
func (sp splice) glues(next models.Revision, sentence models.Span) bool {
	i := sort.Search(len(next.Blocks), func(i int) bool { return next.Blocks[i].End >= sentence.End })
	put := models.Span{Start: sp.at.Start, End: sp.at.Start + sp.inserted}
	if i == len(next.Blocks) || !next.Blocks[i].Contains(put) {
		return false
	}
	for _, s := range next.Sentences {
		if s.Start == sentence.Start && put.End <= sentence.Start || s.End == sentence.End && put.Start >= sentence.End {
			return false
		}
	}
	return true
}
