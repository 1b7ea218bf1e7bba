package anchor

import "sort"

// alignment says what became of each token of the old text. It is found from
// the large to the small: blocks that are alike, in order and then those that
// stand, once, elsewhere; in what is left sentences, likewise; in what is left
// then words.
type alignment struct {
	from, to *side
	weights  []int // by token id
	order    links // in the order of both texts
	moved    links // out of order: whole sentences, and what stands between them
	cells    int   // of tables that may still be filled
}

// links are tokens of the old text with those they became, both ways; -1 for
// none.
type links struct{ to, back []int }

func newLinks(from, to int) links {
	l := links{make([]int, from), make([]int, to)}
	for i := range l.to {
		l.to[i] = -1
	}
	for i := range l.back {
		l.back[i] = -1
	}
	return l
}

func (l links) join(i, j int) { l.to[i], l.back[j] = j, i }

// maxCells bounds all tables of one alignment, and with them its time: texts
// too different for it are compared by what stands in them once.
const maxCells = 1 << 27

// smallUnits bounds the table of units that stand several times in one gap.
const smallUnits = 1 << 14

func align(from, to *side, weights []int) *alignment {
	al := &alignment{
		from: from, to: to, weights: weights, cells: maxCells,
		order: newLinks(len(from.tokens), len(to.tokens)), moved: newLinks(len(from.tokens), len(to.tokens)),
	}
	al.unitsInOrder(from.blocks, to.blocks)
	al.unitsMoved(from.blocks, to.blocks)
	al.eachGap(func(i0, i1, j0, j1 int) {
		al.unitsInOrder(unitsWithin(from.sentences, i0, i1, al.moved.to), unitsWithin(to.sentences, j0, j1, al.moved.back))
	})
	al.unitsMoved(from.sentences, to.sentences)
	al.eachGap(al.wordsInOrder)
	al.wordsMoved()
	return al
}

// unitsInOrder links units that are alike and in order.
func (al *alignment) unitsInOrder(old, next []unit) {
	m := matcher{
		a: idsOf(old), b: idsOf(next), small: smallUnits,
		weight: func(i int) int { return old[i].len() },
		pair:   func(i, j int) { al.order.joinUnits(old[i], next[j]) },
	}
	m.run(0, len(old), 0, len(next), 0)
}

func idsOf(units []unit) []int {
	ids := make([]int, len(units))
	for i, u := range units {
		ids[i] = u.id
	}
	return ids
}

// joinUnits links the tokens of alike units.
func (l links) joinUnits(old, next unit) {
	if old.len() != next.len() {
		return
	}
	for k := range old.len() {
		l.join(old.from+k, next.from+k)
	}
}

// unitsWithin returns the units whose tokens all lie from i0 to i1 and have not
// moved.
func unitsWithin(units []unit, i0, i1 int, moved []int) []unit {
	first := sort.Search(len(units), func(n int) bool { return units[n].from >= i0 })
	var within []unit
	for _, u := range units[first:] {
		if u.to > i1 {
			break
		}
		if moved[u.from] < 0 {
			within = append(within, u)
		}
	}
	return within
}

// eachGap calls do for each stretch without links in order, on both sides.
func (al *alignment) eachGap(do func(i0, i1, j0, j1 int)) {
	linked := make([]int, 0, len(al.order.to)+1)
	for i, j := range al.order.to {
		if j >= 0 {
			linked = append(linked, i)
		}
	}
	i0, j0 := 0, 0
	for _, i := range linked {
		j := al.order.to[i]
		if i > i0 && j > j0 {
			do(i0, i, j0, j)
		}
		i0, j0 = i+1, j+1
	}
	if i0 < len(al.order.to) && j0 < len(al.order.back) {
		do(i0, len(al.order.to), j0, len(al.order.back))
	}
}

// unitsMoved links units that have no link yet and stand alike in exactly one
// other place, and then, from these on, those beside them.
func (al *alignment) unitsMoved(old, next []unit) {
	partner := al.once(old, next)
	link := func(i, j int) {
		if 0 <= i && i < len(old) && 0 <= j && j < len(next) && old[i].id == next[j].id && al.freeFrom(old[i]) && al.freeTo(next[j]) {
			partner[i] = j
			al.moved.joinUnits(old[i], next[j])
		}
	}
	for i, j := range partner {
		link(i, j)
	}
	for i := range old {
		if partner[i] >= 0 {
			link(i+1, partner[i]+1)
		}
	}
	for i := len(old) - 1; i >= 0; i-- {
		if partner[i] >= 0 {
			link(i-1, partner[i]-1)
		}
	}
}

// once returns, of each old unit, the new one alike, if both have no link and
// no other alike unit without one stands on either side; else -1.
func (al *alignment) once(old, next []unit) []int {
	type count struct{ old, next, j int }
	counts := map[int]*count{}
	for _, u := range old {
		if al.freeFrom(u) {
			if counts[u.id] == nil {
				counts[u.id] = &count{}
			}
			counts[u.id].old++
		}
	}
	for j, u := range next {
		if c := counts[u.id]; c != nil && al.freeTo(u) {
			c.next, c.j = c.next+1, j
		}
	}
	partner := make([]int, len(old))
	for i, u := range old {
		partner[i] = -1
		if c := counts[u.id]; c != nil && c.old == 1 && c.next == 1 && al.freeFrom(u) {
			partner[i] = c.j
		}
	}
	return partner
}

func (al *alignment) freeFrom(u unit) bool {
	for i := u.from; i < u.to; i++ {
		if al.order.to[i] >= 0 || al.moved.to[i] >= 0 {
			return false
		}
	}
	return true
}

func (al *alignment) freeTo(u unit) bool {
	for j := u.from; j < u.to; j++ {
		if al.order.back[j] >= 0 || al.moved.back[j] >= 0 {
			return false
		}
	}
	return true
}

// wordsMoved links, in blocks a part of whose sentences stand together
// elsewhere, the words between these sentences.
func (al *alignment) wordsMoved() {
	for _, b := range al.from.blocks {
		target, share := al.whereTo(b)
		if target < 0 || 4*share < b.len() {
			continue
		}
		t := al.to.blocks[target]
		i0, j0 := b.from, t.from
		for i := b.from; i <= b.to; i++ {
			j := t.to
			if i < b.to {
				j = al.moved.to[i]
				if j < j0 || j >= t.to {
					continue
				}
			}
			if i > i0 && j > j0 && al.lostFrom(i0, i) && al.lostTo(j0, j) {
				al.align(i0, i, j0, j, al.moved)
			}
			i0, j0 = i+1, j+1
		}
	}
}

// whereTo returns the block of the new text to which most tokens of b moved,
// and how many; -1 for none.
func (al *alignment) whereTo(b unit) (block, share int) {
	block = -1
	counts := map[int]int{}
	for i := b.from; i < b.to; i++ {
		if j := al.moved.to[i]; j >= 0 && al.to.blockOf[j] >= 0 {
			n := al.to.blockOf[j]
			counts[n]++
			if counts[n] > share {
				block, share = n, counts[n]
			}
		}
	}
	return block, share
}

// lostFrom reports whether the old tokens from i0 to i1 have not moved, and few
// of them have become anything in order.
func (al *alignment) lostFrom(i0, i1 int) bool {
	has, all := 0, 0
	for i := i0; i < i1; i++ {
		w := al.weights[al.from.tokens[i].id]
		all += w
		switch j := al.order.to[i]; {
		case al.moved.to[i] >= 0:
			return false
		case j >= 0 && al.moved.back[j] < 0:
			has += w
		}
	}
	return 3*has < all
}

// lostTo reports the same of new tokens.
func (al *alignment) lostTo(j0, j1 int) bool {
	has, all := 0, 0
	for j := j0; j < j1; j++ {
		w := al.weights[al.to.tokens[j].id]
		all += w
		switch i := al.order.back[j]; {
		case al.moved.back[j] >= 0:
			return false
		case i >= 0 && al.moved.to[i] < 0:
			has += w
		}
	}
	return 3*has < all
}

// became returns the token that old token i became, or -1.
func (al *alignment) became(i int) int {
	if j := al.moved.to[i]; j >= 0 {
		return j
	}
	if j := al.order.to[i]; j >= 0 && al.moved.back[j] < 0 {
		return j
	}
	return -1
}
