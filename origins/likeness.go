package origins

import (
	"slices"
)

// likeness is how alike two texts are.
type likeness struct {
	same    bool       // word for word
	of      [2]float64 // which part of the own words of each stands in the other, in shingles
	covered int        // what those words weigh, in the text that has more of them
	run     run        // the longest run of them
	marks   int        // what both tell
	figures int        // of these
	quotes  int        // and of these
	told    float64    // which part of what the one tells that has less to tell comes in the other, in the same order
	retold  float64    // told, as far as the figures and quotations bear it out: 0 to 1
}

// compare compares two texts. It takes time in proportion to their lengths, and
// a logarithm more for the order.
func compare(a, b *reading) (l likeness) {
	l.same = len(a.all) > 0 && slices.EqualFunc(a.all, b.all, func(x, y word) bool { return x.hash == y.hash })
	inA, runA := covered(a, b)
	inB, runB := covered(b, a)
	l.of = [2]float64{part(inA, weigh(a.own)), part(inB, weigh(b.own))}
	l.covered, l.run = max(inA, inB), runA
	if runB.weight > runA.weight {
		l.run = runB
	}
	l.tell(a, b)
	return l
}

// covered is what the own words of a text weigh that stand in another in whole
// shingles (Broder's containment, by words), and what the longest run of them
// does. What is marked as a quotation is not among them.
func covered(a, in *reading) (sum int, longest run) {
	end, now := 0, run{}
	for _, s := range a.shingles {
		if _, ok := in.grams[s.hash]; !ok {
			continue
		}
		if s.from > end {
			now = run{}
		}
		more := a.own[max(s.from, end):s.to]
		sum, end = sum+weigh(more), s.to
		now.weight, now.words = now.weight+weigh(more), now.words+len(more)
		if now.weight > longest.weight {
			longest = now
		}
	}
	return sum, longest
}

// run is words in a row.
type run struct {
	words  int // a letter of a script without spaces is one
	weight int
}

// String counts the words, or the letters of a script without spaces.
func (r run) String() string {
	if r.weight < r.words*wordWeight*3/4 {
		return counted(r.words, "letter")
	}
	return counted(r.words, "word")
}

// part is one number of another, 0 of nothing.
func part(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// tell compares what the texts tell, and in which order. It begins with the one
// that marks more quotations, since their words are known in the other without
// marks as well.
func (l *likeness) tell(a, b *reading) {
	if len(b.quotes) > len(a.quotes) {
		a, b = b, a
	}
	var places, facts []place
	taken := map[int]bool{}
	for _, m := range a.marks {
		at, ok := b.told[m.key]
		if m.quote > 0 {
			at, ok = twin(a.quotes[m.quote-1], b)
		}
		if !ok || taken[at] {
			continue
		}
		taken[at] = true
		places = append(places, place{at: at, weight: m.weight})
		switch {
		case m.quote > 0:
			l.quotes++
		case m.figure:
			l.figures++
		}
		if m.fact() {
			facts = append(facts, place{at: at, weight: 1})
		}
	}
	l.marks = len(places)
	weightA, factsA := total(a.marks)
	weightB, factsB := total(b.marks)
	l.told = part(heaviestRise(places), min(weightA, weightB))
	inOrder := heaviestRise(facts)
	l.retold = l.told * min(1, part(len(facts), min(factsA, factsB))) * part(inOrder, inOrder+1)
}

// total is what marks weigh, and how many of them are facts.
func total(marks []mark) (weight, facts int) {
	for _, m := range marks {
		weight += m.weight
		if m.fact() {
			facts++
		}
	}
	return weight, facts
}

// twin is where the quotation of another text stands that shares most with a
// quotation, and at least half.
func twin(q quote, b *reading) (at int, ok bool) {
	shared := map[int]int{}
	for _, s := range q.short {
		for _, n := range b.quoted[s.hash] {
			shared[n]++
		}
	}
	best, most := 0, 0
	for n, both := range shared {
		if both > most || both == most && n < best {
			best, most = n, both
		}
	}
	if best > 0 && 2*most >= min(len(q.short), len(b.quotes[best-1].short)) {
		return b.quotes[best-1].words[0].at, true
	}
	return unmarked(q, b)
}

// unmarked is where the words of a quotation stand in another text that does
// not mark them as one, or not with marks that were found.
func unmarked(q quote, b *reading) (at int, ok bool) {
	of, there := shingles(q.words, shingleWeight), 0
	for _, s := range of {
		if p, ok := b.grams[s.hash]; ok {
			if there++; there == 1 {
				at = p
			}
		}
	}
	return at, there > 0 && 2*there >= len(of)
}

// place is where something that the one text tells stands in the other.
type place struct{ at, weight int }

// heaviestRise is what those of the places weigh at most that can be kept so
// that they rise: the weighted longest increasing subsequence, by a tree of
// prefix maxima (Fenwick 1994).
func heaviestRise(places []place) (most int) {
	order := make([]int, len(places))
	for i, p := range places {
		order[i] = p.at
	}
	slices.Sort(order)
	tree := make([]int, len(order)+1)
	for _, p := range places {
		rank, _ := slices.BinarySearch(order, p.at)
		best := 0
		for i := rank; i > 0; i -= i & -i {
			best = max(best, tree[i])
		}
		best += p.weight
		for i := rank + 1; i < len(tree); i += i & -i {
			tree[i] = max(tree[i], best)
		}
		most = max(most, best)
	}
	return most
}
