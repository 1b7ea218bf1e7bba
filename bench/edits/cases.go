package main

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
)

// edited is one case of the set: two texts, a claim, and what is true of it.
type edited struct {
	kind
	language
	old, next models.Revision
	claim     models.Anchor
	// outcome and place are the truth: where the very code points of the claim
	// stand, and those that took their place.
	outcome models.Outcome
	place   models.Span
}

// generate returns n cases; the same for the same seed.
func generate(n int, seed uint64) ([]edited, error) {
	all, err := languages()
	if err != nil {
		return nil, err
	}
	set := make([]edited, 0, n)
	for i := 0; len(set) < n; i++ {
		m := &maker{Rand: rand.New(rand.NewPCG(seed, uint64(i))), language: all[i/len(kinds)%len(all)]} //nolint:gosec // chance that can be had again
		e, ok, err := m.make(kinds[i%len(kinds)])
		if err != nil {
			return nil, fmt.Errorf("case %d, %s in %s: %w", i, kinds[i%len(kinds)].name, m.tag, err)
		}
		if ok {
			set = append(set, e)
		}
	}
	return set, nil
}

// make makes a case of a kind, and reports false when chance made none.
func (m *maker) make(k kind) (edited, bool, error) {
	m.compose()
	home := place{block: 1 + m.IntN(len(m.old)-1)}
	home.sentence = m.IntN(len(m.old[home.block]))
	chosen := m.old[home.block][home.sentence]
	if k.before != nil {
		k.before(m, home)
		home = m.find(chosen)
	}
	m.old.number(m.language)
	m.claim = m.choose(home, k.decoy)
	m.next = m.old.copied()
	k.edit(m)
	e := edited{kind: k, language: m.language}
	var err error
	if e.old, err = m.old.revision(1, m.language); err != nil {
		return e, false, err
	}
	if e.next, err = m.next.revision(2, m.language); err != nil {
		return e, false, err
	}
	if e.claim, err = anchor.Make(e.old, m.claim, models.Unchanged); err != nil {
		return e, false, err
	}
	ok, err := e.tell(m)
	return e, ok, err
}

// compose writes the old text: a headline, and blocks of one to six sentences.
// A third of the sentences are lookalikes of others.
func (m *maker) compose() {
	pool := slices.Clone(m.pool)
	m.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	most := len(pool) * 2 / 3
	m.spare = pool[most:]
	m.old = draft{{fresh(pool[0])}}
	var b block
	for _, text := range pool[1:most] {
		b = append(b, fresh(text))
		if m.IntN(3) == 0 {
			b = append(b, m.lookalike(fresh(pool[1+m.IntN(most-1)])))
		}
		if len(b) > m.IntN(6) {
			m.old, b = append(m.old, b), nil
		}
	}
	for i := 0; len(b) > 0 || len(m.old) < 5; i++ {
		b = append(b, m.lookalike(fresh(pool[1+i%(most-1)])))
		m.old, b = append(m.old, b), nil
	}
}

// find returns where the very sentence stands.
func (m *maker) find(s sentence) place {
	for i, b := range m.old {
		for j := range b {
			if &b[j][0] == &s[0] {
				return place{i, j}
			}
		}
	}
	return place{}
}

// choose returns a claim in a sentence: some of its words, all of them, or more
// sentences of the block, up to the whole of it.
func (m *maker) choose(at place, one bool) models.Span {
	b := m.old[at.block]
	s := b[at.sentence]
	whole := models.Span{Start: s[0].old, End: s[len(s)-1].old + 1}
	roll := m.IntN(10)
	switch words := s.words(m.language); {
	case roll < 6 && len(words) > 2:
		n := 2 + m.IntN(len(words)-2)
		first := m.IntN(len(words) - n + 1)
		return models.Span{Start: s[words[first][0]].old, End: s[words[first+n-1][1]-1].old + 1}
	case roll == 8 && !one && at.sentence+1 < len(b):
		next := b[at.sentence+1]
		whole.End = next[len(next)-1].old + 1
	case roll == 9 && !one:
		last := b[len(b)-1]
		whole = models.Span{Start: b[0][0].old, End: last[len(last)-1].old + 1}
	}
	return whole
}

// tell finds out what is true. It reports false when the edit left nothing to
// tell: the program reads the new text otherwise than it was written.
func (e *edited) tell(m *maker) (bool, error) {
	cells := m.next.cells(m.language)
	if len([]rune(e.next.Text)) != len(cells) {
		return false, nil
	}
	e.place = image(cells, e.claim.Span)
	if e.place.Len() == 0 {
		e.outcome = models.Lost
		return true, nil
	}
	there, err := anchor.Make(e.next, e.place, models.Edited)
	if err != nil {
		return false, err
	}
	e.place = there.Span
	switch {
	case !anchor.Alike(there.Exact, e.claim.Exact):
		e.outcome = models.Edited
	case !e.sentenceStands(image(cells, e.claim.Sentences())):
		e.outcome = models.Context
		return !m.twins, nil
	case m.twins:
		e.outcome = models.Ambiguous
	case there.Span == e.claim.Span:
		e.outcome = models.Unchanged
	default:
		e.outcome = models.Moved
	}
	return true, nil
}

// image returns the span of the cells that are, or stand for, old code points
// of a span.
func image(cells []cell, old models.Span) models.Span {
	var there models.Span
	for at, c := range cells {
		if old.Start <= c.old && c.old < old.End {
			if there.End == 0 {
				there.Start = at
			}
			there.End = at + 1
		}
	}
	return there
}

// sentenceStands reports whether the sentence of the claim stands alike where
// it now is, between bounds of sentences.
func (e *edited) sentenceStands(there models.Span) bool {
	begins, ends := false, false
	for _, s := range e.next.Sentences {
		begins = begins || s.Start == there.Start
		ends = ends || s.End == there.End
	}
	return begins && ends && anchor.Alike(string([]rune(e.next.Text)[there.Start:there.End]), e.claim.Sentence)
}
