package anchor

import "example.org/tickmark/models"

// mostRivals is how many places a sentence that stands in many is compared with.
const mostRivals = 64

// pairSentences notes which sentence became which alike one, and which stand
// alike nowhere. One that was cut otherwise became no sentence, but all of its
// words stand together.
func (c *Carrier) pairSentences() {
	c.pairs, c.pairsBack = make([]int, len(c.from.sentences)), make([]int, len(c.to.sentences))
	c.kept, c.keptBack = make([]bool, len(c.from.sentences)), make([]bool, len(c.to.sentences))
	c.free, c.freeBack, c.taken = map[int][]int{}, map[int][]int{}, map[int][]int{}
	for n := range c.pairsBack {
		c.pairsBack[n] = -1
	}
	for n, u := range c.from.sentences {
		c.pairs[n] = c.alikeOf(u)
		c.kept[n] = together(u, c.al.order.to, c.al.moved.to)
		if c.pairs[n] >= 0 {
			c.pairsBack[c.pairs[n]] = n
		}
		if !c.kept[n] {
			c.free[u.id] = append(c.free[u.id], n)
		}
	}
	for n, u := range c.to.sentences {
		c.keptBack[n] = together(u, c.al.order.back, c.al.moved.back)
		if c.pairsBack[n] >= 0 {
			c.taken[u.id] = append(c.taken[u.id], n)
		}
		if !c.keptBack[n] {
			c.freeBack[u.id] = append(c.freeBack[u.id], n)
		}
	}
}

// together reports whether all tokens of u are linked to tokens that follow one
// another, in one of two ways.
func together(u unit, ways ...[]int) bool {
	for _, to := range ways {
		n := 0
		for n < u.len() && to[u.from] >= 0 && to[u.from+n] == to[u.from]+n {
			n++
		}
		if n == u.len() {
			return true
		}
	}
	return false
}

// alikeOf returns the new sentence alike u to which all of u is linked, or -1.
func (c *Carrier) alikeOf(u unit) int {
	for _, l := range []links{c.al.order, c.al.moved} {
		j := l.to[u.from]
		if j < 0 || l.to[u.to-1] != j+u.len()-1 || !c.to.firstOfSentence(j) {
			continue
		}
		if n := c.to.sentenceOf[j]; c.to.sentences[n].id == u.id {
			return n
		}
	}
	return -1
}

// runsOfAlike returns of each sentence how many alike ones stand in a row with
// it, or of the block it lies in.
func (s *side) runsOfAlike() []int {
	runs := lengthsOfRuns(s.sentences)
	blocks := lengthsOfRuns(s.blocks)
	for n, u := range s.sentences {
		if b := s.blockOf[u.from]; b >= 0 {
			runs[n] = max(runs[n], blocks[b])
		}
	}
	return runs
}

func lengthsOfRuns(units []unit) []int {
	lengths := make([]int, len(units))
	for start := 0; start < len(units); {
		end := start
		for end < len(units) && units[end].id == units[start].id {
			end++
		}
		for n := start; n < end; n++ {
			lengths[n] = end - start
		}
		start = end
	}
	return lengths
}

// unitAt returns the sentence that begins with a token, or -1.
func (s *side) unitAt(i int) int {
	if i < len(s.tokens) && s.firstOfSentence(i) {
		return s.sentenceOf[i]
	}
	return -1
}

// rivals reports whether the sentence, which stands alike at folded offset at,
// might as well stand elsewhere, or another that is alike might stand there.
func (c *Carrier) rivals(sentence models.Span, from, to, at int) bool {
	j := c.to.tokenFrom(at)
	mine, own := c.from.unitAt(from), c.to.unitAt(j)
	if mine < 0 || own < 0 || c.from.sentences[mine].id != c.to.sentences[own].id {
		return false // cut otherwise: only the alignment says where it is
	}
	if c.runs[mine] != c.runsBack[own] && max(c.runs[mine], c.runsBack[own]) > 1 {
		return true
	}
	id := c.from.sentences[mine].id
	for k, n := range c.freeBack[id] {
		if k == mostRivals {
			break
		}
		p := c.to.sentences[n].from
		if p != j && c.stands(sentence, c.to.tokens[p].Start-c.from.tokens[from].Start+sentence.Start) {
			if !c.nearer(c.to, j, p, c.from, from, to-from) {
				return true
			}
		}
	}
	for k, n := range c.free[id] {
		if k == mostRivals {
			break
		}
		twin := c.from.sentences[n].from
		if twin != from && c.sameOld(sentence, from, twin) && !c.nearer(c.from, from, twin, c.to, j, to-from) {
			return true
		}
	}
	return false
}

// sameOld reports whether a sentence stands alike at another token of the old
// text.
func (c *Carrier) sameOld(sentence models.Span, from, twin int) bool {
	start := c.from.tokens[twin].Start - c.from.tokens[from].Start + sentence.Start
	end := start + sentence.Len()
	return start >= 0 && end <= len(c.from.runes) && c.from.sums.of(start, end) == c.from.sums.of(sentence.Start, sentence.End)
}

// standing returns the folded offsets where the sentence stands alike in the
// new text and no alike sentence of the old text became it. Two are enough to
// know that there are several.
func (c *Carrier) standing(sentence models.Span, from int) []int {
	var found []int
	try := func(n int) {
		u := c.to.sentences[n]
		if p := u.Start; len(found) < 2 && !c.keptBack[n] && c.stands(sentence, p) {
			found = append(found, p)
		}
	}
	if n := c.from.unitAt(from); n >= 0 && c.from.sentences[n].Start == sentence.Start {
		for _, n := range c.freeBack[c.from.sentences[n].id] {
			try(n)
		}
		return found
	}
	for n := range c.to.sentences { // it was cut otherwise
		try(n)
	}
	return found
}

// twinsFree reports whether another alike sentence of the old text became none
// either.
func (c *Carrier) twinsFree(sentence models.Span, from int) bool {
	n := c.from.unitAt(from)
	if n < 0 {
		return false
	}
	for k, twin := range c.free[c.from.sentences[n].id] {
		if k == mostRivals {
			return true
		}
		if i := c.from.sentences[twin].from; i != from && c.sameOld(sentence, from, i) {
			return true
		}
	}
	return false
}

// couldBeTwin reports whether the sentence, which became none that is alike,
// fits where an alike one stands as well as the one that became it.
func (c *Carrier) couldBeTwin(sentence models.Span, from, to int) bool {
	mine := c.from.unitAt(from)
	if mine < 0 {
		return false
	}
	for k, n := range c.taken[c.from.sentences[mine].id] {
		if k == mostRivals {
			break
		}
		j, twin := c.to.sentences[n].from, c.from.sentences[c.pairsBack[n]].from
		if twin != from && c.sameOld(sentence, from, twin) && !c.nearer(c.from, twin, from, c.to, j, to-from) {
			return true
		}
	}
	return false
}

// replaced reports whether the sentence, which stands alike at folded offset at
// away from what it stood beside, left there something that says much the same,
// or took the place of something that did: then it is no proof that it moved.
func (c *Carrier) replaced(from, to, at, length int) bool {
	lo, hi := c.to.within(models.Span{Start: at, End: at + length})
	if lo == hi || c.beside(from-1, lo-1) || c.beside(to, hi) {
		return false
	}
	there := func(i int) (j int, free bool) { // what an old token became
		if j = c.al.became(i); j < 0 {
			return 0, false
		}
		return j, true
	}
	back := func(j int) (i int, free bool) {
		if i = c.al.order.back[j]; i < 0 {
			i = c.al.moved.back[j]
		}
		return i, i >= 0
	}
	return lookalike(c, c.from, from, to, there, c.to, c.keptBack) || lookalike(c, c.to, lo, hi, back, c.from, c.kept)
}

// beside reports whether an old token beside a sentence became the new one
// beside it, or both texts end there.
func (c *Carrier) beside(i, j int) bool {
	outside, outsideNext := i < 0 || i >= len(c.from.tokens), j < 0 || j >= len(c.to.tokens)
	if outside || outsideNext {
		return outside && outsideNext
	}
	return c.al.became(i) == j
}

// nearby is how many tokens on either side of a sentence tell where it stood.
const nearby = 60

// lookalike reports whether, in the other text, where the tokens from up to,
// not including, to of s would stand by what is beside them, a sentence without
// an alike one says much the same.
func lookalike(c *Carrier, s *side, from, to int, became func(int) (int, bool), other *side, kept []bool) bool {
	like := func(n int) bool {
		if n < 0 || n >= len(other.sentences) || kept[n] {
			return false
		}
		u := other.sentences[n]
		return 2*share(c.al.weights, s.tokens[from:to], other.tokens[u.from:u.to]) > whole
	}
	for i := from - 1; i >= max(0, from-nearby); i-- {
		if j, ok := became(i); ok {
			if n := other.sentenceOf[j]; like(n+1) || like(n) {
				return true
			}
			break
		}
	}
	for i := to; i < min(len(s.tokens), to+nearby); i++ {
		if j, ok := became(i); ok {
			n := other.sentenceOf[j]
			return like(n-1) || like(n)
		}
	}
	return false
}

// What is looked at beside alike sentences to tell which is which.
const (
	mostAlike = 512 // tokens on either side that may be alike themselves
	window    = 12  // tokens beyond these
	leeway    = 6   // tokens by which the others may have shifted
)

// nearer reports whether, of two alike places of one text, at tokens a and b and
// of so many tokens, the first is clearly nearer to the place at token p of the
// other text: by the words on both sides, beyond those that are the same at a
// and b.
func (c *Carrier) nearer(s *side, a, b int, other *side, p, length int) bool {
	left, right := 0, 0
	for left < mostAlike && a-left > 0 && b-left > 0 && s.tokens[a-left-1].id == s.tokens[b-left-1].id {
		left++
	}
	endA, endB, endP := a+length, b+length, p+length
	for right < mostAlike && endA+right < len(s.tokens) && endB+right < len(s.tokens) && s.tokens[endA+right].id == s.tokens[endB+right].id {
		right++
	}
	before, behind := other.stretch(p-left-window-leeway, p-left), other.stretch(endP+right, endP+right+window+leeway)
	likeA := share(c.al.weights, s.stretch(a-left-window, a-left), before) + share(c.al.weights, s.stretch(endA+right, endA+right+window), behind)
	likeB := share(c.al.weights, s.stretch(b-left-window, b-left), before) + share(c.al.weights, s.stretch(endB+right, endB+right+window), behind)
	return 3*(likeA-likeB) > whole
}

func (s *side) stretch(from, to int) []token {
	from, to = max(0, from), min(len(s.tokens), to)
	if from >= to {
		return nil
	}
	return s.tokens[from:to]
}
