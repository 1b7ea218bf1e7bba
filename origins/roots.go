package origins

import (
	"example.org/tickmark/models"
)

// Roots are the texts that depend on no other, in the order in which they are
// given: how many independent sources there are. Of texts that depend on each
// other in a ring and on nothing else, the first stands for all. Edges from or
// to texts that are not among those given do not count.
//
// It takes time in proportion to texts and edges (strongly connected components
// by Kosaraju and Sharir 1981).
func Roots(texts []models.ID, edges []Edge) (roots []models.ID) {
	among := map[models.ID]bool{}
	for _, id := range texts {
		among[id] = true
	}
	on, back := map[models.ID][]models.ID{}, map[models.ID][]models.ID{}
	for _, e := range edges {
		if among[e.From] && among[e.To] {
			on[e.From] = append(on[e.From], e.To)
			back[e.To] = append(back[e.To], e.From)
		}
	}
	ring, depends := rings(texts, on, back), map[int]bool{}
	for from, all := range on {
		for _, to := range all {
			depends[ring[from]] = depends[ring[from]] || ring[from] != ring[to]
		}
	}
	for _, id := range texts {
		if !depends[ring[id]] {
			roots = append(roots, id)
			depends[ring[id]] = true
		}
	}
	return roots
}

// rings numbers the rings: texts from each of which every other of its ring is
// reached.
func rings(texts []models.ID, on, back map[models.ID][]models.ID) map[models.ID]int {
	var order []models.ID
	seen := map[models.ID]bool{}
	for _, id := range texts {
		visit(id, on, func(next models.ID) bool { return !seen[next] }, func(at models.ID) { seen[at] = true }, func(left models.ID) { order = append(order, left) })
	}
	ring := map[models.ID]int{}
	for i := len(order) - 1; i >= 0; i-- {
		visit(order[i], back, func(next models.ID) bool { return ring[next] == 0 }, func(at models.ID) { ring[at] = i + 1 }, func(models.ID) {})
	}
	return ring
}

// visit walks from a text along the edges to all that are fresh, depth first,
// and tells where it comes and what it leaves behind. It keeps its own stack, so
// a long chain does no harm.
func visit(from models.ID, along map[models.ID][]models.ID, fresh func(models.ID) bool, come, leave func(models.ID)) {
	if !fresh(from) {
		return
	}
	type step struct {
		at   models.ID
		next int
	}
	come(from)
	for stack := []step{{at: from}}; len(stack) > 0; {
		top := &stack[len(stack)-1]
		if top.next == len(along[top.at]) {
			leave(top.at)
			stack = stack[:len(stack)-1]
			continue
		}
		to := along[top.at][top.next]
		top.next++
		if fresh(to) {
			come(to)
			stack = append(stack, step{at: to})
		}
	}
}
