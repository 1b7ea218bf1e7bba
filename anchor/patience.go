package anchor

import "slices"

// matcher pairs what two lists of ids have in common, in the order of both.
// What stands once in either holds the rest in place (the patience diff of
// Bram Cohen); of these it takes the heaviest chain that is in order.
type matcher struct {
	a, b   []int
	weight func(a int) int // of the element of a at an index
	pair   func(a, b int)
	// small is how many cells a table may have that pairs what stands several
	// times.
	small int
}

// maxDepth bounds how often a gap is searched for what stands in it but once.
const maxDepth = 24

// run pairs a[a0:a1] with b[b0:b1].
func (m *matcher) run(a0, a1, b0, b1, depth int) {
	for a0 < a1 && b0 < b1 && m.a[a0] == m.b[b0] {
		m.pair(a0, b0)
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && m.a[a1-1] == m.b[b1-1] {
		a1, b1 = a1-1, b1-1
		m.pair(a1, b1)
	}
	if a0 == a1 || b0 == b1 {
		return
	}
	chain := m.chain(a0, a1, b0, b1)
	if len(chain) == 0 || depth == maxDepth {
		m.table(a0, a1, b0, b1)
		return
	}
	for _, p := range chain {
		m.run(a0, p[0], b0, p[1], depth+1)
		m.pair(p[0], p[1])
		a0, b0 = p[0]+1, p[1]+1
	}
	m.run(a0, a1, b0, b1, depth+1)
}

// chain returns the heaviest chain, in order, of pairs of elements that stand
// once in either list.
func (m *matcher) chain(a0, a1, b0, b1 int) [][2]int {
	const none, several = -1, -2
	in := make(map[int][2]int, a1-a0)
	note := func(id, side, at int) {
		p, ok := in[id]
		if !ok {
			p = [2]int{none, none}
		}
		if p[side] != none {
			at = several
		}
		p[side] = at
		in[id] = p
	}
	for i := a0; i < a1; i++ {
		note(m.a[i], 0, i)
	}
	for j := b0; j < b1; j++ {
		if _, ok := in[m.b[j]]; ok {
			note(m.b[j], 1, j)
		}
	}
	var pairs [][2]int
	for i := a0; i < a1; i++ {
		if p := in[m.a[i]]; p[0] == i && p[1] >= 0 {
			pairs = append(pairs, p)
		}
	}
	return heaviest(pairs, b0, b1, m.weight)
}

// heaviest returns the heaviest chain of pairs whose second members increase,
// as their first ones do. The second members lie from b0 to b1. It keeps the
// best chain up to each of them in a Fenwick tree.
func heaviest(pairs [][2]int, b0, b1 int, weight func(int) int) [][2]int {
	best := make([]int, b1-b0+1) // by second member: the pair that ends the best chain in a stretch of the tree, from 1
	sum, before := make([]int, len(pairs)+1), make([]int, len(pairs)+1)
	top := 0
	for n, p := range pairs {
		n++
		for at := p[1] - b0; at > 0; at -= at & -at {
			if sum[best[at]] > sum[before[n]] {
				before[n] = best[at]
			}
		}
		sum[n] = sum[before[n]] + weight(p[0])
		for at := p[1] - b0 + 1; at < len(best); at += at & -at {
			if sum[n] > sum[best[at]] {
				best[at] = n
			}
		}
		if sum[n] > sum[top] {
			top = n
		}
	}
	var chain [][2]int
	for n := top; n > 0; n = before[n] {
		chain = append(chain, pairs[n-1])
	}
	slices.Reverse(chain)
	return chain
}

// table pairs by the heaviest common subsequence, if the lists are short.
func (m *matcher) table(a0, a1, b0, b1 int) {
	rows, columns := a1-a0, b1-b0
	if rows > m.small || rows*columns > m.small {
		return
	}
	sum := make([]int, (rows+1)*(columns+1)) // of what is behind row and column
	at := func(i, j int) *int { return &sum[i*(columns+1)+j] }
	for i := rows - 1; i >= 0; i-- {
		for j := columns - 1; j >= 0; j-- {
			*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			if m.a[a0+i] == m.b[b0+j] {
				*at(i, j) = max(*at(i, j), *at(i+1, j+1)+m.weight(a0+i))
			}
		}
	}
	for i, j := 0, 0; i < rows && j < columns; {
		switch {
		case m.a[a0+i] == m.b[b0+j] && *at(i, j) == *at(i+1, j+1)+m.weight(a0+i):
			m.pair(a0+i, b0+j)
			i, j = i+1, j+1
		case *at(i, j) == *at(i+1, j):
			i++
		default:
			j++
		}
	}
}
