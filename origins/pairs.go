package origins

import "slices"

// pairs are the pairs of texts that may depend on each other: they share a
// shingle or a quotation, some figures, or one says something of the other.
func pairs(all []*reading, c citations) (found []pair) {
	shared := map[pair]int{}
	for key, at := range postings(all) {
		for i, a := range at {
			for _, b := range at[i+1:] {
				shared[pair{a, b}] += key.counts()
			}
		}
	}
	for p := range c {
		shared[p] += enough
	}
	for p, n := range shared {
		if n >= enough {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(x, y pair) int {
		if x.a != y.a {
			return x.a - y.a
		}
		return x.b - y.b
	})
	return found
}

// enough is what two texts must share to be compared: words in a row, or so many
// figures.
const enough = 3

// posting is a shingle or a figure.
type posting struct {
	hash   uint64
	figure bool
}

func (p posting) counts() int {
	if p.figure {
		return 1
	}
	return enough
}

// postings are the texts that have each shingle or figure, in order. A text as a
// whole is one as well, since a short one has no other.
func postings(all []*reading) map[posting][]int {
	at := map[posting][]int{}
	for i, r := range all {
		note := func(p posting) {
			if list := at[p]; len(list) == 0 || list[len(list)-1] != i {
				at[p] = append(list, i)
			}
		}
		if len(r.all) > 0 {
			note(posting{hash: mixed(r.all)})
		}
		for hash := range r.grams {
			note(posting{hash: hash})
		}
		for hash := range r.spoken {
			note(posting{hash: hash})
		}
		for _, m := range r.marks {
			if m.figure {
				note(posting{hash: m.key, figure: true})
			}
		}
	}
	return at
}
