package anchor

import (
	"slices"
	"sort"

	"example.org/tickmark/models"
)

// Carrier carries anchors from one revision to the next. It folds both texts
// once; an anchor then takes time in the number of the new text's sentences.
type Carrier struct {
	old, next         models.Revision
	oldText, nextText *Text
	from, to          folded
	fromSums, toSums  sums
	sentences, blocks bounds
}

// bounds are the places in a folded text where units begin and end.
type bounds struct {
	starts []int
	ends   []bool // by folded offset
}

// NewCarrier prepares to carry anchors of old to next.
func NewCarrier(old, next models.Revision) *Carrier {
	c := &Carrier{old: old, next: next, oldText: Index(old.Text), nextText: Index(next.Text)}
	c.from, c.to = fold(c.oldText.runes), fold(c.nextText.runes)
	c.fromSums, c.toSums = newSums(c.from.runes), newSums(c.to.runes)
	c.sentences = newBounds(c.to, len(next.Sentences), func(i int) models.Span { return next.Sentences[i].Span })
	c.blocks = newBounds(c.to, len(next.Blocks), func(i int) models.Span { return next.Blocks[i].Span })
	return c
}

func newBounds(f folded, n int, unit func(int) models.Span) bounds {
	b := bounds{starts: make([]int, 0, n), ends: make([]bool, len(f.runes)+1)}
	for i := range n {
		s := f.span(unit(i))
		if s.Len() > 0 {
			b.starts = append(b.starts, s.Start)
			b.ends[s.End] = true
		}
	}
	return b
}

// span returns where a span of the text lies in its folded form, without white
// space at its ends.
func (f folded) span(s models.Span) models.Span {
	s.Start, s.End = f.to[s.Start], f.to[s.End]
	for s.Start < s.End && f.runes[s.Start] == ' ' {
		s.Start++
	}
	for s.Start < s.End && f.runes[s.End-1] == ' ' {
		s.End--
	}
	return s
}

// Carry returns the anchor in the next revision. When its words and the
// sentences around them (as they were cut when it was placed) stand, alike, in
// exactly one place, it is Unchanged at the same offsets and else Moved; in
// several places it is Ambiguous, in none Lost. An Ambiguous or Lost anchor
// keeps its texts and points nowhere; one that was so before stays so.
//
// A place counts when it begins and ends where sentences of the new revision
// do, or when the whole of its blocks is alike; so another splitter of
// sentences changes nothing, and words put into the sentence do.
func (c *Carrier) Carry(a models.Anchor) models.Anchor {
	if !a.Placed() || !c.oldText.Has(a.Span) || !c.oldText.Has(a.Sentences()) {
		return unplaced(a, c.next.ID, a.Outcome)
	}
	sentence := c.from.span(a.Sentences())
	if sentence.Len() == 0 { // nothing but soft hyphens: there is nothing to find
		return unplaced(a, c.next.ID, models.Lost)
	}
	found := c.places(sentence, c.sentences, 0)
	block := c.from.span(blocksAround(c.old.Blocks, a.Sentences()))
	for _, p := range c.places(block, c.blocks, sentence.Start-block.Start) {
		if !slices.Contains(found, p) {
			found = append(found, p)
		}
	}
	switch len(found) {
	case 0:
		return unplaced(a, c.next.ID, models.Lost)
	case 1:
		return c.settle(a, sentence, found[0])
	}
	return unplaced(a, c.next.ID, models.Ambiguous)
}

// places returns where the folded words of unit stand between bounds of the
// new text, moved on by shift. Two are enough to know that there are several.
func (c *Carrier) places(unit models.Span, between bounds, shift int) []int {
	want := c.from.runes[unit.Start:unit.End]
	if len(want) == 0 {
		return nil
	}
	sum := c.fromSums.of(unit.Start, unit.End)
	var found []int
	for _, p := range between.starts {
		end := p + len(want)
		if end < len(between.ends) && between.ends[end] && c.toSums.of(p, end) == sum && slices.Equal(c.to.runes[p:end], want) {
			if found = append(found, p+shift); len(found) == 2 {
				break
			}
		}
	}
	return found
}

// settle places the anchor whose sentence stands at folded offset p.
func (c *Carrier) settle(a models.Anchor, sentence models.Span, p int) models.Anchor {
	words, around := a.Span, a.Sentences()
	by := c.to.at[p] - c.from.at[sentence.Start]
	shifted := models.Span{Start: around.Start + by, End: around.End + by}
	if c.nextText.Has(shifted) && c.nextText.Slice(shifted) == c.oldText.Slice(around) {
		around = shifted
		words.Start += by
		words.End += by
	} else {
		inner := c.from.span(words)
		if inner.Len() == 0 {
			return unplaced(a, c.next.ID, models.Lost)
		}
		by = p - sentence.Start
		around = c.nextText.Widen(c.to.back(models.Span{Start: p, End: p + sentence.Len()}))
		words = c.nextText.Widen(c.to.back(models.Span{Start: inner.Start + by, End: inner.End + by}))
	}
	outcome := models.Moved
	if words == a.Span {
		outcome = models.Unchanged
	}
	return place(c.next, c.nextText, words, around, outcome)
}

// back returns where a span of the folded form, which must not be empty, lies
// in the text.
func (f folded) back(s models.Span) models.Span {
	return models.Span{Start: f.at[s.Start], End: f.at[s.End-1] + 1}
}

// blocksAround returns the span from the first block that s touches to the
// last.
func blocksAround(blocks []models.Block, s models.Span) models.Span {
	first := sort.Search(len(blocks), func(i int) bool { return blocks[i].End >= s.End })
	for first < len(blocks) && first > 0 && blocks[first].Start > s.Start {
		first--
	}
	around := s
	for _, b := range blocks[min(first, len(blocks)):] {
		if b.Start >= s.End {
			break
		}
		around.Start = min(around.Start, b.Start)
		around.End = max(around.End, b.End)
	}
	return around
}

// unplaced returns the anchor with its texts and without a place.
func unplaced(a models.Anchor, rev models.ID, outcome models.Outcome) models.Anchor {
	if outcome != models.Ambiguous {
		outcome = models.Lost
	}
	a.RevisionID, a.Span, a.SentenceStart, a.SentenceEnd, a.Outcome = rev, models.Span{}, 0, 0, outcome
	return a
}
