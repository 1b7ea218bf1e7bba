package anchor

import (
	"slices"
	"sort"

	"example.org/tickmark/models"
)

// Carrier carries anchors from one revision to the next. Making one aligns the
// two texts, in time about linear in both; an anchor then takes time in the
// length of its sentences.
type Carrier struct {
	old, next        models.Revision
	from, to         *side
	al               *alignment
	pairs, pairsBack []int         // of each sentence: the alike one it became; -1 for none
	kept, keptBack   []bool        // of each sentence: all of it stands somewhere in the other text
	free, freeBack   map[int][]int // sentences that are not kept, by unit id
	taken            map[int][]int // new sentences that an alike one became, by unit id
	runs, runsBack   []int         // of each sentence: how many alike stand in a row with it
}

// NewCarrier prepares to carry anchors of old to next.
func NewCarrier(old, next models.Revision) *Carrier {
	tokens, units := newDictionary(), newDictionary()
	c := &Carrier{old: old, next: next, from: newSide(old, tokens, units), to: newSide(next, tokens, units)}
	c.al = align(c.from, c.to, tokens.weigh(nil))
	c.pairSentences()
	c.runs, c.runsBack = c.from.runsOfAlike(), c.to.runsOfAlike()
	return c
}

// Carry returns the anchor in the next revision.
//
// Unchanged (at the same offsets) and Moved say that its words and the
// sentences around them, as they were cut when it was placed, stand there
// alike; which of several such places it is, the alignment of the texts around
// decides. Context says that its words are alike and the sentence around them
// is not, Edited that the words changed: what they became is told by the text
// around them, never by likeness alone. Ambiguous says that there are several
// places and nothing decides, Lost that there is none; such an anchor keeps its
// texts and points nowhere, and one that was so before stays so.
func (c *Carrier) Carry(a models.Anchor) models.Anchor {
	if !a.Placed() || !c.from.text.Has(a.Span) || !c.from.text.Has(a.Sentences()) {
		return unplaced(a, c.next.ID, a.Outcome)
	}
	words, sentence := c.from.span(a.Span), c.from.span(a.Sentences())
	if words.Len() == 0 { // nothing but soft hyphens: there is nothing to find
		return unplaced(a, c.next.ID, models.Lost)
	}
	at, outcome := c.alike(sentence)
	if outcome == models.Moved {
		return c.settle(a, sentence, at)
	}
	if outcome == models.Ambiguous {
		return unplaced(a, c.next.ID, outcome)
	}
	span, outcome := c.changed(words, sentence)
	if outcome != models.Edited {
		return unplaced(a, c.next.ID, outcome)
	}
	return c.edit(a, span)
}

// settle places the anchor whose sentence stands at folded offset p.
func (c *Carrier) settle(a models.Anchor, sentence models.Span, p int) models.Anchor {
	words, around := a.Span, a.Sentences()
	by := c.to.at[p] - c.from.at[sentence.Start]
	shifted := models.Span{Start: around.Start + by, End: around.End + by}
	if c.to.text.Has(shifted) && c.to.text.Slice(shifted) == c.from.text.Slice(around) {
		around = shifted
		words.Start += by
		words.End += by
	} else {
		inner := c.from.span(words)
		by = p - sentence.Start
		around = c.to.text.Widen(c.to.back(models.Span{Start: p, End: p + sentence.Len()}))
		words = c.to.text.Widen(c.to.back(models.Span{Start: inner.Start + by, End: inner.End + by}))
	}
	return place(c.next, c.to.text, words, around, sameOrMoved(a, words))
}

func sameOrMoved(a models.Anchor, words models.Span) models.Outcome {
	if words == a.Span {
		return models.Unchanged
	}
	return models.Moved
}

// edit places the anchor on the folded span that its words became.
func (c *Carrier) edit(a models.Anchor, span models.Span) models.Anchor {
	made, err := makeIn(c.next, c.to.text, c.to.back(span), models.Edited)
	switch {
	case err != nil:
		return unplaced(a, c.next.ID, models.Lost)
	case !c.same(c.from.span(a.Span), c.to.span(made.Span)):
		return made
	case c.same(c.from.span(a.Sentences()), c.to.span(made.Sentences())):
		made.Outcome = sameOrMoved(a, made.Span)
	default:
		made.Outcome = models.Context
	}
	return made
}

// alike returns where the sentences of an anchor stand alike: Moved and the
// place when it is one, Ambiguous when nothing decides between several, Lost
// when there is none.
func (c *Carrier) alike(sentence models.Span) (at int, outcome models.Outcome) {
	from, to := c.from.within(sentence)
	if at, ok := c.aligned(sentence, from, to); ok {
		if c.replaced(from, to, at, sentence.Len()) || c.rivals(sentence, from, to, at) {
			return 0, models.Ambiguous
		}
		return at, models.Moved
	}
	found := c.standing(sentence, from)
	switch {
	case len(found) == 0 && c.couldBeTwin(sentence, from, to):
		return 0, models.Ambiguous
	case len(found) == 0:
		return 0, models.Lost
	case len(found) == 1 && !c.twinsFree(sentence, from) && !c.replaced(from, to, found[0], sentence.Len()):
		return found[0], models.Moved
	}
	return 0, models.Ambiguous
}

// aligned returns where the alignment puts the sentence, if it stands there
// alike and is bounded there as it was.
func (c *Carrier) aligned(sentence models.Span, from, to int) (at int, ok bool) {
	tried := make([]int, 0, 4)
	for _, l := range []links{c.al.order, c.al.moved} {
		for i := from; i < to && len(tried) < cap(tried); i++ {
			j := l.to[i]
			if j < 0 {
				continue
			}
			p := c.to.tokens[j].Start - c.from.tokens[i].Start + sentence.Start
			if slices.Contains(tried, p) {
				continue
			}
			tried = append(tried, p)
			if c.stands(sentence, p) {
				return p, true
			}
		}
	}
	return 0, false
}

// stands reports whether the sentence stands, alike and bounded, at the folded
// offset p of the new text.
func (c *Carrier) stands(sentence models.Span, p int) bool {
	end := p + sentence.Len()
	if p < 0 || end > len(c.to.runes) || !c.same(sentence, models.Span{Start: p, End: end}) {
		return false
	}
	return (c.to.starts[p] || c.sameBefore(sentence.Start, p)) && (c.to.ends[end] || c.sameBehind(sentence.End, end))
}

// splitterSees is how many tokens must be alike beside a sentence that no longer
// begins or ends where it did, for another splitter to be the only reason.
const splitterSees = 3

// sameBefore reports whether the same words of its block stand before the
// sentence, so that it begins where it began.
func (c *Carrier) sameBefore(start, p int) bool {
	i, j := c.from.tokenFrom(start), c.to.tokenFrom(p)
	if i == len(c.from.tokens) || j == len(c.to.tokens) {
		return false
	}
	edge := max(c.from.blockStart(i), i-splitterSees)
	if edge == i || j-c.to.blockStart(j) < i-edge {
		return false
	}
	return c.same(models.Span{Start: c.from.tokens[edge].Start, End: start}, models.Span{Start: c.to.tokens[j-(i-edge)].Start, End: p})
}

// sameBehind reports the same of the words behind it.
func (c *Carrier) sameBehind(end, p int) bool {
	i, j := c.from.tokenFrom(end), c.to.tokenFrom(p)
	if i == 0 || j == 0 {
		return false
	}
	edge := min(c.from.blockEnd(i-1), i+splitterSees)
	if edge == i || c.to.blockEnd(j-1)-j < edge-i {
		return false
	}
	return c.same(models.Span{Start: end, End: c.from.tokens[edge-1].End}, models.Span{Start: p, End: c.to.tokens[j+(edge-i)-1].End})
}

// same reports whether the folded texts of two spans are equal.
func (c *Carrier) same(old, next models.Span) bool {
	return old.Len() == next.Len() && c.from.sums.of(old.Start, old.End) == c.to.sums.of(next.Start, next.End) &&
		slices.Equal(c.from.runes[old.Start:old.End], c.to.runes[next.Start:next.End])
}

// tokenFrom returns the first token at or behind a folded offset.
func (s *side) tokenFrom(offset int) int {
	return sort.Search(len(s.tokens), func(i int) bool { return s.tokens[i].Start >= offset })
}

// blockStart returns the first token of the block in which token i lies.
func (s *side) blockStart(i int) int {
	if n := s.blockOf[i]; n >= 0 {
		return s.blocks[n].from
	}
	return i
}

// blockEnd returns the end of the tokens of the block in which token i lies.
func (s *side) blockEnd(i int) int {
	if n := s.blockOf[i]; n >= 0 {
		return s.blocks[n].to
	}
	return i + 1
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

// back returns where a span of the folded form, which must not be empty, lies
// in the text.
func (f folded) back(s models.Span) models.Span {
	return models.Span{Start: f.at[s.Start], End: f.at[s.End-1] + 1}
}

// unplaced returns the anchor with its texts and without a place.
func unplaced(a models.Anchor, rev models.ID, outcome models.Outcome) models.Anchor {
	if outcome != models.Ambiguous {
		outcome = models.Lost
	}
	a.RevisionID, a.Span, a.SentenceStart, a.SentenceEnd, a.Outcome = rev, models.Span{}, 0, 0, outcome
	return a
}
