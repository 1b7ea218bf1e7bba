package diff

import "slices"

// steps is how many steps looking for a longest common sequence may take,
// about. Texts of 100 KB stay under it; longer ones that have little in common
// get a common sequence that is not the longest.
const steps = 1 << 27

// leastCost is how many edits are looked through, at least, before a good
// place to part the sequences is taken for the best one.
const leastCost = 48

// run is a run of equal elements: old ones from old on, new ones from next on.
type run struct{ old, next, n int }

// common returns what two sequences of small numbers have in common, as runs in
// order that do not touch each other on both sides. It is the longest common
// sequence as long as that takes a bounded number of steps: Eugene W. Myers,
// "An O(ND) Difference Algorithm and Its Variations" (1986), in linear space,
// with the limit on the cost of a split that GNU diff sets. Elements that only
// one of the sequences has are left out first.
func common(old, next []int) []run {
	oldHas, nextHas := has(old), has(next)
	a, aAt := only(old, nextHas)
	b, bAt := only(next, oldHas)
	m := matcher{a: a, b: b, limit: max(leastCost, steps/(len(a)+len(b)+1))}
	m.forward, m.backward = make([]int, len(a)+len(b)+3), make([]int, len(a)+len(b)+3)
	m.match(0, len(a), 0, len(b))
	var out []run
	for _, r := range m.runs {
		for i := range r.n {
			o, n := aAt[r.old+i], bAt[r.next+i]
			if k := len(out) - 1; k >= 0 && out[k].old+out[k].n == o && out[k].next+out[k].n == n {
				out[k].n++
			} else {
				out = append(out, run{o, n, 1})
			}
		}
	}
	return out
}

// has says of each number up to the highest whether it is one of ids.
func has(ids []int) []bool {
	in := []bool{}
	if len(ids) > 0 {
		in = make([]bool, slices.Max(ids)+1)
	}
	for _, id := range ids {
		in[id] = true
	}
	return in
}

// only returns the elements that are in a set, and where they stood.
func only(ids []int, in []bool) (kept, at []int) {
	kept, at = make([]int, 0, len(ids)), make([]int, 0, len(ids))
	for i, id := range ids {
		if id < len(in) && in[id] {
			kept, at = append(kept, id), append(at, i)
		}
	}
	return kept, at
}

// matcher finds the common sequence of a and b.
type matcher struct {
	a, b              []int
	limit             int
	forward, backward []int // room for the two paths of a split
	runs              []run
}

func (m *matcher) add(old, next, n int) {
	if n > 0 {
		m.runs = append(m.runs, run{old, next, n})
	}
}

// match finds what a[x0:x1] and b[y0:y1] have in common.
func (m *matcher) match(x0, x1, y0, y1 int) {
	n := 0
	for x0+n < x1 && y0+n < y1 && m.a[x0+n] == m.b[y0+n] {
		n++
	}
	m.add(x0, y0, n)
	x0, y0 = x0+n, y0+n
	tail := 0
	for x1 > x0 && y1 > y0 && m.a[x1-1] == m.b[y1-1] {
		x1, y1, tail = x1-1, y1-1, tail+1
	}
	if x0 < x1 && y0 < y1 {
		x, y := m.split(frame{x0, x1, y0, y1})
		m.match(x0, x, y0, y)
		m.match(x, x1, y, y1)
	}
	m.add(x1, y1, tail)
}

// frame is the part of the two sequences that is looked at.
type frame struct{ x0, x1, y0, y1 int }

// split returns a point that a shortest path through the frame goes by, or when
// looking for one costs too much, the point farthest from either corner. The
// frame has no common beginning and no common end.
func (m *matcher) split(f frame) (x, y int) {
	base := f.x0 - f.y1 - 1 // the diagonal at index 0, where none is
	most := f.x1 - f.y0 - base
	first, last := f.x0-f.y0-base, f.x1-f.y1-base
	fw := path{at: m.forward, lo: first, hi: first, most: most, none: -1}
	bw := path{at: m.backward, lo: last, hi: last, most: most, none: len(m.a) + 1}
	odd := (fw.lo-bw.lo)&1 != 0
	fw.at[fw.lo], bw.at[bw.lo] = f.x0, f.x1
	for cost := 1; ; cost++ {
		fw.widen()
		for d := fw.hi; d >= fw.lo; d -= 2 {
			x := m.down(f, max(fw.at[d-1]+1, fw.at[d+1]), d+base)
			fw.at[d] = x
			if odd && bw.lo <= d && d <= bw.hi && bw.at[d] <= x {
				return x, x - d - base
			}
		}
		bw.widen()
		for d := bw.hi; d >= bw.lo; d -= 2 {
			x := m.up(f, min(bw.at[d-1], bw.at[d+1]-1), d+base)
			bw.at[d] = x
			if !odd && fw.lo <= d && d <= fw.hi && x <= fw.at[d] {
				return x, x - d - base
			}
		}
		if cost >= m.limit {
			return farthest(f, fw, bw, base)
		}
	}
}

// path is how far paths of one cost reached on the diagonals from lo to hi.
type path struct {
	at     []int // in the old sequence; index 0 and those past most lie outside the frame
	lo, hi int
	most   int
	none   int // what stands for no path
}

// widen makes room for one edit more.
func (p *path) widen() {
	if p.lo > 1 {
		p.lo--
		p.at[p.lo-1] = p.none
	} else {
		p.lo++
	}
	if p.hi < p.most {
		p.hi++
		p.at[p.hi+1] = p.none
	} else {
		p.hi--
	}
}

// down follows equal elements from x on a diagonal to the end of the frame.
func (m *matcher) down(f frame, x, diagonal int) int {
	for y := x - diagonal; x < f.x1 && y < f.y1 && m.a[x] == m.b[y]; y++ {
		x++
	}
	return x
}

// up follows equal elements from x on a diagonal to the frame's beginning.
func (m *matcher) up(f frame, x, diagonal int) int {
	for y := x - diagonal; x > f.x0 && y > f.y0 && m.a[x-1] == m.b[y-1]; y-- {
		x--
	}
	return x
}

// farthest returns the point, of all that were reached, that is farthest from
// the corner it was reached from.
func farthest(f frame, fw, bw path, base int) (x, y int) {
	var fx, bx int
	most, least := -1, f.x1+f.y1+1
	for d := fw.hi; d >= fw.lo; d -= 2 {
		x := min(fw.at[d], f.x1, f.y1+d+base)
		if sum := 2*x - d - base; sum > most {
			most, fx = sum, x
		}
	}
	for d := bw.hi; d >= bw.lo; d -= 2 {
		x := max(bw.at[d], f.x0, f.y0+d+base)
		if sum := 2*x - d - base; sum < least {
			least, bx = sum, x
		}
	}
	if most-(f.x0+f.y0) > f.x1+f.y1-least {
		return fx, most - fx
	}
	return bx, least - bx
}
