package anchor

import (
	"example.org/tickmark/models"
)

// change is what became of an anchor's words whose sentences changed. Tokens
// from up to, not including, to are the words of the old text, those from lo to
// hi the words of the new one.
type change struct {
	from, to int // the words
	s0, s1   int // the sentences around them, or the clauses
	lo, hi   int
	hits     []hit // tokens of the words that are kept
}

// hit is a token that is kept: old token i is new token j.
type hit struct{ i, j int }

// changed returns the folded span of what the words became: Edited; else
// Ambiguous when they might as well be gone, Lost when they are.
func (c *Carrier) changed(words, sentence models.Span) (models.Span, models.Outcome) {
	ch := change{}
	ch.from, ch.to = c.from.within(words)
	if ch.from == ch.to {
		return models.Span{}, models.Lost
	}
	ch.s0, ch.s1 = c.from.sentenceStart(ch.from), c.from.sentenceEnd(ch.to-1)
	ch.hits = c.hits(ch.from, ch.to)
	switch {
	case !c.bound(&ch) || !c.holds(ch) || !c.vouched(ch, sentence):
		return models.Span{}, models.Lost
	case c.slides(ch) && len(ch.hits) < ch.to-ch.from:
		return models.Span{}, models.Lost
	case c.slides(ch):
		return models.Span{}, models.Ambiguous
	}
	span := models.Span{Start: c.to.tokens[ch.lo].Start, End: c.to.tokens[ch.hi-1].End}
	if n := len(ch.hits); n > 0 {
		first, last := ch.hits[0], ch.hits[n-1]
		if first == (hit{ch.from, ch.lo}) { // the words may begin or end inside a token
			span.Start += max(0, words.Start-c.from.tokens[first.i].Start)
		}
		if last == (hit{ch.to - 1, ch.hi - 1}) {
			span.End -= max(0, c.from.tokens[last.i].End-words.End)
		}
	}
	if span.Len() <= 0 {
		return models.Span{}, models.Lost
	}
	return span, models.Edited
}

// apart is by how many tokens more than in the old text kept words may stand
// apart and still be one place, beside the length of the words themselves.
const apart = 40

// hits returns what is kept of the tokens from up to, not including, to, in one
// place: the heaviest stretch that goes forward without a leap.
func (c *Carrier) hits(from, to int) []hit {
	var best, run []hit
	bestWeight, weight := -1, 0
	for i := from; i < to; i++ {
		j := c.al.became(i)
		if j < 0 {
			continue
		}
		if n := len(run); n > 0 && (j <= run[n-1].j || j-run[n-1].j > i-run[n-1].i+to-from+apart) {
			run, weight = nil, 0
		}
		run = append(run, hit{i, j})
		weight += c.al.weights[c.from.tokens[i].id]
		if weight > bestWeight {
			best, bestWeight = run, weight
		}
	}
	return best
}

// bound sets where the words stand in the new text: from the first that is kept
// to the last, with what took the place of those before and behind. It reports
// whether there is anything.
func (c *Carrier) bound(ch *change) bool {
	before, okBefore := c.neighbour(ch.from-1, ch.s0-1, -1)
	behind, okBehind := c.neighbour(ch.to, ch.s1, 1)
	if len(ch.hits) == 0 {
		if !okBefore || !okBehind || behind.j <= before.j {
			return false
		}
		gap, words := behind.j-before.j-1, ch.to-ch.from
		missed := behind.i - before.i - 1
		ch.lo = before.j + 1 + gap*(ch.from-before.i-1)/missed
		ch.hi = min(behind.j, ch.lo+(gap*words+missed-1)/missed)
		return ch.lo < ch.hi
	}
	first, last := ch.hits[0], ch.hits[len(ch.hits)-1]
	ch.lo, ch.hi = first.j, last.j+1
	if missed := first.i - ch.from; missed > 0 {
		ch.lo -= part(missed, okBefore && before.j < first.j, first.i-before.i-1, first.j-before.j-1, first.j-c.to.sentenceStart(first.j))
	}
	if missed := ch.to - 1 - last.i; missed > 0 {
		ch.hi += part(missed, okBehind && behind.j > last.j, behind.i-last.i-1, behind.j-last.j-1, c.to.sentenceEnd(last.j)-1-last.j)
	}
	return true
}

// neighbour returns the nearest kept token from i on in direction by, up to and
// including end.
func (c *Carrier) neighbour(i, end, by int) (hit, bool) {
	for ; i >= 0 && i < len(c.from.tokens) && (end-i)*by >= 0; i += by {
		if j := c.al.became(i); j >= 0 {
			return hit{i, j}, true
		}
	}
	return hit{}, false
}

// part returns how many of the new tokens beside the kept ones took the place
// of the missed words: their part of the gap up to the next kept token outside,
// but none of another sentence. Of the gap, missed or not, so many old tokens
// and so many new ones are known when there is such a token.
func part(missed int, known bool, old, gap, inSentence int) int {
	if !known {
		return min(missed, inSentence)
	}
	return min((gap*missed+old-1)/old, 2*missed+2, max(inSentence, min(gap, missed)))
}

func (s *side) sentenceStart(i int) int {
	if n := s.sentenceOf[i]; n >= 0 {
		return s.sentences[n].from
	}
	return i
}

func (s *side) sentenceEnd(i int) int {
	if n := s.sentenceOf[i]; n >= 0 {
		return s.sentences[n].to
	}
	return i + 1
}

// holds reports whether enough is kept for the new words to be what the old
// ones became, and not others in their place.
func (c *Carrier) holds(ch change) bool {
	words, image := c.weigh(c.from, ch.from, ch.to), c.weigh(c.to, ch.lo, ch.hi)
	kept := 0
	for n, h := range ch.hits {
		beside := n > 0 && ch.hits[n-1] == (hit{h.i - 1, h.j - 1}) || n+1 < len(ch.hits) && ch.hits[n+1] == (hit{h.i + 1, h.j + 1})
		if !beside && len(ch.hits) > 1 && unspaced(c.from.runes[c.from.tokens[h.i].Start]) {
			continue // one sign of a word
		}
		kept += c.al.weights[c.from.tokens[h.i].id]
	}
	around, keptAround := 0, 0 // of the sentences, without the words
	for i := ch.s0; i < ch.s1; i++ {
		if i >= ch.from && i < ch.to {
			continue
		}
		w := c.al.weights[c.from.tokens[i].id]
		around += w
		if j := c.al.became(i); j >= 0 && j >= ch.lo-2*(ch.s1-ch.s0)-apart && j <= ch.hi+2*(ch.s1-ch.s0)+apart {
			keptAround += w
		}
	}
	return enough(kept, words, image, keptAround, around)
}

// slides reports whether what is kept of the words might as well be other words
// that are gone: those cut out behind or before them end or begin the same, so
// that nobody can say which were kept.
func (c *Carrier) slides(ch change) bool {
	n := len(ch.hits)
	if n == 0 {
		return false
	}
	first, last := ch.hits[0], ch.hits[n-1]
	length := last.i - first.i + 1
	return c.slid(last, length, 1) || c.slid(first, length, -1)
}

// slid reports the same of the words cut out in one direction, beside the kept
// token at and so many tokens that end with it.
func (c *Carrier) slid(at hit, length, by int) bool {
	i := at.i + by
	for i >= 0 && i < len(c.from.tokens) && c.al.became(i) < 0 {
		i += by
	}
	cut := (i - at.i - by) * by
	if cut < length || i >= 0 && i < len(c.from.tokens) && c.al.became(i) != at.j+by {
		return false
	}
	for k := range length {
		if c.from.tokens[at.i-k*by].id != c.from.tokens[i-by-k*by].id {
			return false
		}
	}
	return true
}

// vouched reports whether the text around the sentence says where it is: what
// is out of order is the same sentence only if something of its block beside it
// went the same way, or, of a sentence cut into clauses, most of the block.
func (c *Carrier) vouched(ch change, sentence models.Span) bool {
	j := ch.lo
	if len(ch.hits) > 0 {
		j = ch.hits[0].j
	}
	if c.al.moved.back[j] < 0 {
		return true
	}
	from, to := c.from.within(sentence)
	start, end := c.from.blockStart(from), c.from.blockEnd(to-1)
	witnesses := 0
	for i := start; i < end; i++ {
		p := c.al.moved.to[i]
		switch {
		case p < 0 || c.to.blockOf[p] != c.to.blockOf[j]:
		case i < from || i >= to:
			return true
		case i < ch.s0 || i >= ch.s1:
			witnesses++
		}
	}
	return 2*witnesses >= end-start
}

// enough decides on weights: what is kept of the words, the old and the new
// words, what is kept of the sentences around them, and these.
func enough(kept, words, image, keptAround, around int) bool {
	alike := kept == words && image == words
	switch {
	case alike && words >= 4*weightWord:
		return true
	case alike:
		return 3*(kept+keptAround) >= words+around
	case 3*kept >= words && 3*(kept+keptAround) >= words+around:
		return true
	case 2*(kept+keptAround) >= words+around || 5*keptAround >= 3*around && around >= 3*weightWord:
		return 3*image >= words
	}
	return false
}

func (c *Carrier) weigh(s *side, from, to int) int {
	sum := 0
	for _, t := range s.tokens[from:to] {
		sum += c.al.weights[t.id]
	}
	return sum
}
