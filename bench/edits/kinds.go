package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"example.org/tickmark/models"
)

// maker makes one case: a text, a claim in it, and what the new text makes of
// them.
type maker struct {
	*rand.Rand
	language
	old, next draft
	claim     models.Span // in code points of the old text
	spare     []string    // sentences that the text does not use
	twins     bool        // an alike sentence stands beside the claim's: nobody can say which it was
}

// kind is one way to change a text.
type kind struct {
	name string
	// before is done to the old text, at the claim's sentence, before its code
	// points are counted; may be nil.
	before func(m *maker, at place)
	edit   func(m *maker)
	decoy  bool // a lookalike stands in the new text
}

// kinds are all of them.
var kinds = []kind{
	{name: "words changed elsewhere", edit: func(m *maker) { m.elsewhere(3) }},
	{name: "other quotation marks, dashes and spaces", edit: (*maker).respell},
	{name: "a sentence put in before", edit: func(m *maker) { at := m.at(); m.next.put(at, fresh(m.unused())) }},
	{name: "the sentence moved", edit: (*maker).moveSentence},
	{name: "the block moved", edit: func(m *maker) { m.moveBlock(m.at().block) }},
	{name: "all blocks in another order", edit: (*maker).permute},
	{name: "blocks joined", edit: (*maker).joinBlocks},
	{name: "the block split", edit: (*maker).splitBlock},
	{name: "the same sentence put in elsewhere", edit: (*maker).duplicateFar},
	{name: "the same sentence put in beside it", edit: (*maker).duplicateBeside},
	{name: "everything around rewritten", edit: (*maker).rewriteAround},
	{name: "a word of the claim changed", edit: func(m *maker) { m.changeWords(1) }},
	{name: "half the words of the claim changed", edit: func(m *maker) { m.changeShare(2) }},
	{name: "words put into and taken out of the claim", edit: (*maker).putAndTake},
	{name: "spelling of the claim", edit: (*maker).misspell},
	{name: "everything around rewritten, a word of the claim changed", edit: func(m *maker) { m.rewriteAround(); m.changeWords(1) }},
	{name: "a word of the sentence changed", edit: (*maker).changeSentence},
	{name: "negation beside the claim", edit: (*maker).negate},
	{name: "the sentence joined with the next", edit: (*maker).joinSentences},
	{name: "the claim changed, a lookalike put in elsewhere", edit: func(m *maker) { m.lookalikeFar(); m.changeWords(1) }, decoy: true},
	{name: "the claim changed, an alike sentence stands elsewhere", before: (*maker).twinFar, edit: func(m *maker) { m.changeWords(1) }, decoy: true},
	{name: "the claim changed, a lookalike beside it", before: (*maker).lookalikeBeside, edit: func(m *maker) { m.changeWords(1) }, decoy: true},
	{name: "the block moved and changed", edit: (*maker).moveAndChange},
	{name: "several edits", edit: func(m *maker) { m.several(); m.elsewhere(2) }},
	{name: "several edits, and the claim changed", edit: func(m *maker) { m.changeWords(1 + m.IntN(2)); m.several() }},
	{name: "the sentence deleted", edit: (*maker).deleteSentence},
	{name: "the block deleted", edit: func(m *maker) { b := m.at().block; m.next = slices.Delete(m.next, b, b+1) }},
	{name: "the words deleted, the sentence kept", edit: (*maker).deleteWords},
	{name: "the sentence deleted, a lookalike stands elsewhere", before: (*maker).lookalikeOld, edit: (*maker).deleteSentence, decoy: true},
	{name: "the sentence deleted, a lookalike beside it", before: (*maker).lookalikeBeside, edit: (*maker).deleteSentence, decoy: true},
	{name: "the sentence deleted, an alike one stands elsewhere", before: (*maker).twinFar, edit: (*maker).deleteSentence, decoy: true},
	{name: "the sentence deleted, a lookalike put in elsewhere", edit: func(m *maker) { m.lookalikeFar(); m.deleteSentence() }, decoy: true},
	{name: "the sentence deleted among several edits", edit: func(m *maker) { m.deleteSentence(); m.several() }},
	{name: "another sentence in its place", edit: (*maker).another},
	{name: "another text", edit: (*maker).anotherText},
}

// at returns where the claim's first sentence stands in the new text.
func (m *maker) at() place { return m.next.home(m.claim)[0] }

// unused returns a sentence that the text does not have.
func (m *maker) unused() string {
	i := m.IntN(len(m.spare))
	s := m.spare[i]
	if len(m.spare) > 1 {
		m.spare = slices.Delete(slices.Clone(m.spare), i, i+1)
	}
	return s
}

// word returns a word of the language.
func (m *maker) word() string {
	s := fresh(m.pool[m.IntN(len(m.pool))])
	words := s.words(m.language)
	w := words[m.IntN(len(words))]
	return s[w[0]:w[1]].String()
}

// otherBlock returns a block that is not the headline, nor next to the claim's.
func (m *maker) otherBlock() int {
	at := m.at().block
	for range 50 {
		if b := 1 + m.IntN(len(m.next)-1); b < at-1 || b > at+1 {
			return b
		}
	}
	return len(m.next) - 1
}

// elsewhere changes words of sentences that are not the claim's.
func (m *maker) elsewhere(n int) {
	for range n {
		b := 1 + m.IntN(len(m.next)-1)
		at := place{b, m.IntN(len(m.next[b]))}
		if !slices.Contains(m.next.home(m.claim), at) {
			m.swapWord(at, m.anyWord(at))
		}
	}
}

func (m *maker) sentence(at place) sentence { return m.next[at.block][at.sentence] }

func (m *maker) set(at place, s sentence) {
	m.next[at.block] = slices.Clone(m.next[at.block])
	m.next[at.block][at.sentence] = s
}

func (m *maker) anyWord(at place) [2]int {
	words := m.sentence(at).words(m.language)
	return words[m.IntN(len(words))]
}

// swapWord puts another word in the place of one.
func (m *maker) swapWord(at place, w [2]int) {
	s := m.sentence(at)
	was, put := s[w[0]:w[1]].String(), m.word()
	for range 20 {
		if !strings.EqualFold(was, put) {
			break
		}
		put = m.word()
	}
	if r := []rune(put); unicode.IsUpper(s[w[0]].r) {
		put = string(unicode.ToUpper(r[0])) + string(r[1:])
	}
	m.set(at, s.replace(w[0], w[1], put))
}

// claimWords calls do for the words of the claim, last first, so that what it
// changes shifts no other.
func (m *maker) claimWords() (places []place, words [][2]int) {
	for _, at := range slices.Backward(m.next.home(m.claim)) {
		s := m.sentence(at)
		for _, w := range slices.Backward(s.words(m.language)) {
			if s[w[0]].old >= m.claim.Start && s[w[1]-1].old < m.claim.End && s[w[0]].old >= 0 {
				places, words = append(places, at), append(words, w)
			}
		}
	}
	return places, words
}

// changeWords changes n words of the claim.
func (m *maker) changeWords(n int) {
	places, words := m.claimWords()
	chosen := m.Perm(len(words))[:min(n, max(1, len(words)/2))]
	slices.Sort(chosen)
	for _, i := range chosen {
		m.swapWord(places[i], words[i])
	}
}

// changeShare changes one of so many words of the claim.
func (m *maker) changeShare(of int) {
	_, words := m.claimWords()
	m.changeWords(max(1, len(words)/of))
}

// putAndTake puts a few words into the claim and takes a few out.
func (m *maker) putAndTake() {
	places, words := m.claimWords()
	for i := range words {
		s, w := m.sentence(places[i]), words[i]
		switch {
		case i > 0 && i < len(words)-1 && m.IntN(5) == 0: // never its first or last word
			m.set(places[i], slices.Concat(s[:w[0]], s[w[1]:]))
		case i < len(words)-1 && m.IntN(4) == 0:
			m.set(places[i], s.insert(w[0], m.word()+m.space))
		}
	}
}

// misspell changes a letter in every second word of the claim.
func (m *maker) misspell() {
	places, words := m.claimWords()
	for i, w := range words {
		if i%2 == 0 {
			s := m.sentence(places[i])
			k := w[0] + m.IntN(w[1]-w[0])
			put := []rune(m.word())
			if unicode.IsLetter(s[k].r) && unicode.IsLetter(put[0]) {
				m.set(places[i], s.replace(k, k+1, string(put[0])))
			}
		}
	}
}

// changeSentence changes a word of the sentence outside the claim, if there is
// one.
func (m *maker) changeSentence() {
	at := m.at()
	s := m.sentence(at)
	for _, i := range m.Perm(len(s.words(m.language))) {
		w := s.words(m.language)[i]
		if s[w[0]].old < m.claim.Start || s[w[0]].old >= m.claim.End {
			m.swapWord(at, w)
			return
		}
	}
}

// negate puts the negation right before or behind the claim.
func (m *maker) negate() {
	at := m.at()
	s := m.sentence(at)
	first := slices.IndexFunc(s, func(c cell) bool { return c.old >= m.claim.Start })
	behind := slices.IndexFunc(s, func(c cell) bool { return c.old >= m.claim.End })
	if behind > 0 && m.IntN(2) == 0 {
		m.set(at, s.insert(behind, m.space+m.not))
		return
	}
	m.set(at, s.insert(first, m.not+m.space))
}

// respell writes the whole text with other marks and spaces.
func (m *maker) respell() {
	marks := strings.NewReplacer("“", `"`, "”", `"`, "„", "«", "«", "“", "»", "”", "–", "—", "’", "'", "‘", "'", `"`, "”")
	for i, b := range m.next {
		for j, s := range b {
			var out sentence
			for _, c := range s {
				for _, r := range marks.Replace(string(c.r)) {
					out = append(out, cell{r, c.old})
				}
				if c.r == ' ' && m.IntN(8) == 0 {
					out = append(out, cell{'\u00a0', -1})
				}
			}
			m.set(place{i, j}, out)
		}
	}
}

func (m *maker) moveSentence() {
	home := m.next.home(m.claim)
	to := m.otherBlock()
	moved := slices.Clone(m.next[home[0].block][home[0].sentence : home[0].sentence+len(home)])
	m.next.put(place{to, m.IntN(len(m.next[to]) + 1)}, moved...)
	m.next = m.next.remove(home[0], len(home))
}

func (m *maker) moveBlock(from int) {
	b := m.next[from]
	m.next = slices.Delete(m.next, from, from+1)
	m.next = slices.Insert(m.next, 1+m.IntN(len(m.next)), b)
}

func (m *maker) permute() {
	m.Shuffle(len(m.next)-1, func(i, j int) { m.next[i+1], m.next[j+1] = m.next[j+1], m.next[i+1] })
}

func (m *maker) joinBlocks() {
	b := m.at().block
	if b == len(m.next)-1 {
		b--
	}
	m.next[b] = slices.Concat(m.next[b], m.next[b+1])
	m.next = slices.Delete(m.next, b+1, b+2)
}

func (m *maker) splitBlock() {
	b := m.at().block
	if n := len(m.next[b]); n > 1 {
		k := 1 + m.IntN(n-1)
		m.next = slices.Insert(m.next, b+1, m.next[b][k:])
		m.next[b] = m.next[b][:k]
	}
}

func (m *maker) duplicateFar() {
	s := m.sentence(m.at()).copied()
	to := m.otherBlock()
	m.next.put(place{to, m.IntN(len(m.next[to]) + 1)}, s)
}

func (m *maker) duplicateBeside() {
	home := m.next.home(m.claim)
	at := home[0]
	m.next.put(place{at.block, at.sentence + len(home)}, copies(m.next[at.block][at.sentence:at.sentence+len(home)])...)
	m.twins = true
}

func copies(b block) block {
	c := make(block, len(b))
	for i, s := range b {
		c[i] = s.copied()
	}
	return c
}

// rewriteAround changes most of what stands in the claim's block and beside it.
func (m *maker) rewriteAround() {
	home := m.next.home(m.claim)
	b := home[0].block
	for i := max(1, b-1); i <= min(b+1, len(m.next)-1); i++ {
		for j := range m.next[i] {
			at := place{i, j}
			switch {
			case slices.Contains(home, at):
			case m.IntN(3) == 0:
				m.set(at, fresh(m.unused()))
			default:
				for range 1 + len(m.sentence(at).words(m.language))/2 {
					m.swapWord(at, m.anyWord(at))
				}
			}
		}
	}
}

func (m *maker) joinSentences() {
	at := m.at()
	b := m.next[at.block]
	if at.sentence+1 == len(b) {
		return
	}
	s := b[at.sentence]
	for len(s) > 0 && !unicode.IsLetter(s[len(s)-1].r) && !unicode.IsDigit(s[len(s)-1].r) && !unicode.IsMark(s[len(s)-1].r) {
		s = s[:len(s)-1]
	}
	joined := slices.Concat(s, fresh(m.and+m.space), b[at.sentence+1])
	m.next.put(at, joined)
	m.next = m.next.remove(place{at.block, at.sentence + 1}, 2)
}

// lookalike returns the sentence with other numbers and another word.
func (m *maker) lookalike(s sentence) sentence {
	for {
		out := s.copied()
		for i, c := range out {
			if unicode.IsDigit(c.r) {
				out[i].r = rune('1' + (int(c.r-'0')+m.IntN(8))%9)
			}
		}
		words := out.words(m.language)
		w := words[m.IntN(len(words))]
		put := []rune(m.word())
		if unicode.IsUpper(out[w[0]].r) {
			put[0] = unicode.ToUpper(put[0])
		}
		if out = out.replace(w[0], w[1], string(put)).copied(); out.String() != s.String() {
			return out
		}
	}
}

func (m *maker) lookalikeFar() {
	to := m.otherBlock()
	m.next.put(place{to, m.IntN(len(m.next[to]) + 1)}, m.lookalike(m.sentence(m.at())))
}

// far returns a place of the old text in a block away from the claim's.
func (m *maker) far(at place) place {
	b := (at.block+2)%len(m.old) + 1
	if b >= len(m.old) || b == at.block {
		b = len(m.old) - 1
	}
	return place{b, m.IntN(len(m.old[b]) + 1)}
}

func (m *maker) lookalikeOld(at place) {
	m.old.put(m.far(at), m.lookalike(m.old[at.block][at.sentence]))
}

func (m *maker) lookalikeBeside(at place) {
	m.old.put(place{at.block, at.sentence + 1}, m.lookalike(m.old[at.block][at.sentence]))
}

func (m *maker) twinFar(at place) {
	m.old.put(m.far(at), m.old[at.block][at.sentence].copied())
}

// moveAndChange moves the claim's block, with one word of the claim changed,
// if something in it stays as it was.
func (m *maker) moveAndChange() {
	b := m.at().block
	if len(m.next[b]) > len(m.next.home(m.claim)) {
		m.changeWords(1)
	}
	m.moveBlock(b)
}

func (m *maker) deleteSentence() {
	home := m.next.home(m.claim)
	m.next = m.next.remove(home[0], len(home))
}

func (m *maker) deleteWords() {
	for _, at := range slices.Backward(m.next.home(m.claim)) {
		s := m.sentence(at)
		left := slices.DeleteFunc(slices.Clone(s), func(c cell) bool { return m.claim.Start <= c.old && c.old < m.claim.End })
		if len(left.words(m.language)) > 0 {
			m.set(at, left)
		} else {
			m.next = m.next.remove(at, 1)
		}
	}
}

func (m *maker) another() {
	home := m.next.home(m.claim)
	for _, at := range home {
		m.set(at, fresh(m.unused()))
	}
}

func (m *maker) anotherText() {
	m.next = draft{}
	for len(m.spare) > 1 {
		m.next = append(m.next, block{fresh(m.unused())})
	}
}

// several makes some edits that are not the claim's: words, sentences put in
// and taken out, blocks moved.
func (m *maker) several() {
	for range 3 + m.IntN(4) {
		home := m.next.home(m.claim)
		b := 1 + m.IntN(len(m.next)-1)
		at := place{b, m.IntN(len(m.next[b]))}
		if slices.Contains(home, at) {
			continue
		}
		switch m.IntN(5) {
		case 0:
			m.next.put(at, fresh(m.unused()))
		case 1:
			if len(m.next) > 4 {
				m.next = m.next.remove(at, 1)
			}
		case 2:
			if !slices.ContainsFunc(home, func(p place) bool { return p.block == b }) {
				m.moveBlock(b)
			}
		default:
			m.swapWord(at, m.anyWord(at))
		}
	}
}
