package diff

import (
	"slices"
	"sort"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
)

// Blocks compares two documents by block, and by word inside of those blocks
// that became others. The rows are in the order of both documents: every block
// of either stands in one row, but for a block that moved, which stands in one
// where it was and in one where it is. What was taken out comes before what was
// put in its place.
func Blocks(old, next models.Document) []Row {
	keys := map[string]int{}
	a, b := newSide(old, keys), newSide(next, keys)
	p := pairing{a: a, b: b, with: none(len(a.texts)), from: none(len(b.texts))}
	p.stayed()
	p.gone()
	p.became()
	return p.rows()
}

// side is one of the documents.
type side struct {
	models.Document
	texts []string // of its blocks
	keys  []int    // by block: equal for blocks that are alike
	moved []int    // by block: the block of the other side that it is now; -1
}

// newSide cuts a document into its blocks; keys are those of all alike texts.
func newSide(doc models.Document, keys map[string]int) side {
	n := len(doc.Blocks)
	s := side{Document: doc, texts: make([]string, n), keys: make([]int, n), moved: none(n)}
	runes := []rune(doc.Text)
	for i, b := range doc.Blocks {
		s.texts[i] = string(runes[b.Start:b.End])
		folded := anchor.Fold(s.texts[i])
		key, ok := keys[folded]
		if !ok {
			key = len(keys)
			keys[folded] = key
		}
		s.keys[i] = key
	}
	return s
}

// none are n blocks without a partner.
func none(n int) []int { return slices.Repeat([]int{-1}, n) }

// pairing finds for each block of a the one of b that it became.
type pairing struct {
	a, b       side
	with, from []int // the partner of a block of a, of b; -1
}

// stayed pairs blocks that are alike and stand in the same order.
func (p *pairing) stayed() {
	for _, r := range common(p.a.keys, p.b.keys) {
		for i := range r.n {
			p.pair(r.old+i, r.next+i)
		}
	}
}

func (p *pairing) pair(i, j int) { p.with[i], p.from[j] = j, i }

// gone finds blocks that stand, alike, elsewhere in the other document.
func (p *pairing) gone() {
	here := map[int][]int{}
	for j, key := range p.b.keys {
		if p.from[j] < 0 {
			here[key] = append(here[key], j)
		}
	}
	for i, key := range p.a.keys {
		if at := here[key]; p.with[i] < 0 && len(at) > 0 {
			p.a.moved[i], p.b.moved[at[0]] = at[0], i
			here[key] = at[1:]
		}
	}
}

// became pairs blocks that lie between the same two pairs and share much of
// their words.
func (p *pairing) became() {
	i, j := 0, 0
	for i < len(p.with) || j < len(p.from) {
		var olds, nexts []int
		for ; i < len(p.with) && p.with[i] < 0; i++ {
			if p.a.moved[i] < 0 {
				olds = append(olds, i)
			}
		}
		for ; j < len(p.from) && p.from[j] < 0; j++ {
			if p.b.moved[j] < 0 {
				nexts = append(nexts, j)
			}
		}
		p.between(olds, nexts)
		i, j = i+1, j+1
	}
}

// between pairs blocks of a gap in their order, so that the pairs share as many
// words as can be.
func (p *pairing) between(olds, nexts []int) {
	if len(olds) == 0 || len(nexts) == 0 {
		return
	}
	if olds[0] == 0 && nexts[0] == 0 { // a headline is a headline, however it reads
		p.pair(0, 0)
		p.between(olds[1:], nexts[1:])
		return
	}
	lex := newLexicon()
	a, b := lex.bag(p.a.texts, olds), lex.bag(p.b.texts, nexts)
	for _, c := range chain(cells(a, b)) {
		if shared := c.weight; 2*shared >= min(a.weights[c.i], b.weights[c.j]) && 4*shared >= max(a.weights[c.i], b.weights[c.j]) {
			p.pair(olds[c.i], nexts[c.j])
		}
	}
}

// bag is the tokens of several blocks, one block behind the other.
type bag struct {
	ids, weight []int // by token
	block       []int // by token: the block it is of
	weights     []int // by block
}

func (l *lexicon) bag(texts []string, blocks []int) bag {
	b := bag{weights: make([]int, len(blocks))}
	for k, i := range blocks {
		for _, t := range l.tokens(texts[i]) {
			if t.weight == 0 { // white space and punctuation are in every block
				continue
			}
			b.ids, b.weight, b.block = append(b.ids, t.id), append(b.weight, t.weight), append(b.block, k)
			b.weights[k] += t.weight
		}
	}
	return b
}

// cell is what block i of one bag and j of another share.
type cell struct{ i, j, weight int }

// cells are the pairs of blocks that share words in a longest common sequence
// of both bags; from one to the next neither i nor j falls.
func cells(a, b bag) []cell {
	var out []cell
	for _, r := range common(a.ids, b.ids) {
		for k := range r.n {
			c := cell{a.block[r.old+k], b.block[r.next+k], a.weight[r.old+k]}
			if last := len(out) - 1; last >= 0 && out[last].i == c.i && out[last].j == c.j {
				out[last].weight += c.weight
			} else {
				out = append(out, c)
			}
		}
	}
	return out
}

// chain returns those cells, each of other blocks than the rest, that together
// share most.
func chain(cells []cell) []cell {
	best := make([]int, len(cells)+1)   // among the first k: the most
	before := make([]int, len(cells)+1) // of cell k-1: how many cells lie wholly before it
	for k, c := range cells {
		before[k+1] = sort.Search(k, func(m int) bool { return cells[m].i >= c.i || cells[m].j >= c.j })
		best[k+1] = max(best[k], best[before[k+1]]+c.weight)
	}
	var out []cell
	for k := len(cells); k > 0; {
		if best[k] == best[k-1] {
			k--
			continue
		}
		out = append(out, cells[k-1])
		k = before[k]
	}
	slices.Reverse(out)
	return out
}

// rows puts the pairs and what has no partner in order.
func (p *pairing) rows() []Row {
	var out []Row
	i, j := 0, 0
	for i < len(p.with) || j < len(p.from) {
		for ; i < len(p.with) && p.with[i] < 0; i++ {
			out = append(out, p.takenOut(i, j))
		}
		for ; j < len(p.from) && p.from[j] < 0; j++ {
			out = append(out, p.putIn(i, j))
		}
		if i < len(p.with) {
			out = append(out, p.kept(i, j))
			i, j = i+1, j+1
		}
	}
	return out
}

// takenOut is the row of block i of a, which stood before block j of b.
func (p *pairing) takenOut(i, j int) Row {
	at := edge(p.b.Blocks, j)
	r := Row{Old: i, New: -1, Parts: []Part{{Removed, p.a.Blocks[i].Span, models.Span{Start: at, End: at}}}}
	if to := p.a.moved[i]; to >= 0 {
		r.Moved, r.Other = true, to
	}
	return r
}

// putIn is the row of block j of b, which stands before block i of a. What a
// block that moved became besides is told here.
func (p *pairing) putIn(i, j int) Row {
	at := edge(p.a.Blocks, i)
	r := Row{Old: -1, New: j, Parts: []Part{{Added, models.Span{Start: at, End: at}, p.b.Blocks[j].Span}}}
	if from := p.b.moved[j]; from >= 0 {
		k := p.kept(from, j)
		r.Moved, r.Other, r.Restyled, r.Marks = true, from, k.Restyled, k.Marks
	}
	return r
}

// edge is where block i begins, or the last one ends.
func edge(blocks []models.Block, i int) int {
	switch {
	case i < len(blocks):
		return blocks[i].Start
	case i > 0:
		return blocks[i-1].End
	}
	return 0
}

// kept is the row of two blocks that are one block's before and after.
func (p *pairing) kept(i, j int) Row {
	was, is := p.a.Blocks[i], p.b.Blocks[j]
	parts := []Part{{Same, was.Span, is.Span}}
	if p.a.texts[i] != p.b.texts[j] {
		parts = Words(p.a.texts[i], p.b.texts[j])
		for k := range parts {
			parts[k].Old = behind(parts[k].Old, was.Start)
			parts[k].New = behind(parts[k].New, is.Start)
		}
	}
	return Row{
		Old: i, New: j, Parts: parts,
		Restyled: was.Kind != is.Kind || was.Level != is.Level || was.Number != is.Number,
		Marks:    p.marks(i, j, parts),
	}
}

// behind is the span n code points further on.
func behind(s models.Span, n int) models.Span { return models.Span{Start: s.Start + n, End: s.End + n} }
