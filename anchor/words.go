package anchor

// gapCells bounds one table of words. A larger gap is parted first, at what
// stands in it once.
const gapCells = 1 << 19

// wordsInOrder links the words in a gap between links in order.
func (al *alignment) wordsInOrder(i0, i1, j0, j1 int) {
	al.part(i0, i1, j0, j1, 4)
}

// part aligns the words of a gap, parted at runs of so many words that stand
// once on either side, then of fewer, until the parts are small enough.
func (al *alignment) part(i0, i1, j0, j1, run int) {
	switch {
	case (i1-i0)*(j1-j0) <= gapCells:
		al.align(i0, i1, j0, j1, al.order)
		return
	case run == 0:
		return
	}
	i0, i1, j0, j1 = al.trim(i0, i1, j0, j1)
	runs := dictionaryOfRuns{}
	m := matcher{
		a: runs.of(al.from.tokens[i0:i1], run), b: runs.of(al.to.tokens[j0:j1], run),
		weight: func(int) int { return 1 },
	}
	ai, aj := i0, j0
	for _, p := range m.chain(0, len(m.a), 0, len(m.b)) {
		i, j := i0+p[0], j0+p[1]
		if al.moved.to[i] >= 0 && al.moved.back[j] >= 0 {
			continue
		}
		al.part(ai, i, aj, j, run-1)
		al.order.join(i, j)
		ai, aj = i+1, j+1
	}
	al.part(ai, i1, aj, j1, run-1)
}

// trim links what a gap begins and ends with on both sides, and returns the rest.
func (al *alignment) trim(i0, i1, j0, j1 int) (int, int, int, int) {
	for i0 < i1 && j0 < j1 && al.win(i0, j0) > 0 {
		al.order.join(i0, j0)
		i0, j0 = i0+1, j0+1
	}
	for i0 < i1 && j0 < j1 && al.win(i1-1, j1-1) > 0 {
		i1, j1 = i1-1, j1-1
		al.order.join(i1, j1)
	}
	return i0, i1, j0, j1
}

// dictionaryOfRuns numbers runs of up to four tokens.
type dictionaryOfRuns map[[4]int]int

func (d dictionaryOfRuns) of(tokens []token, run int) []int {
	ids := make([]int, max(0, len(tokens)-run+1))
	for i := range ids {
		key := [4]int{-1, -1, -1, -1}
		for k := range run {
			key[k] = tokens[i+k].id
		}
		id, ok := d[key]
		if !ok {
			id = len(d)
			d[key] = id
		}
		ids[i] = id
	}
	return ids
}

// What an alignment of words costs, beside the weights it wins. A gap costs by
// being opened and not by its length, so that words that go, go together; it
// is cheaper where a sentence begins.
const (
	costOpen     = 5
	costSentence = 3
	costOther    = 1 // a word in the place of another
	winBound     = 1 // both begin, or both end, a sentence
)

// The states of a cell: its tokens stand for one another, the old one is gone,
// the new one came.
const (
	stateBoth = iota
	stateGone
	stateCame
	states
)

// never is a score that is never reached.
const never = -1 << 30

// align links the words from i0 to i1 with those from j0 to j1 so that what is
// kept weighs most, less what the gaps cost (the global alignment with affine
// gaps of Gotoh, 1982).
func (al *alignment) align(i0, i1, j0, j1 int, into links) {
	rows, columns := i1-i0, j1-j0
	if rows == 0 || columns == 0 || rows*columns > gapCells || rows*columns > al.cells {
		return
	}
	al.cells -= rows * columns
	var above, here [states][]int
	for s := range states {
		above[s], here[s] = make([]int, columns+1), make([]int, columns+1)
	}
	trace := make([]uint8, (rows+1)*(columns+1)) // two bits of each state: the state before
	for i := 0; i <= rows; i++ {
		for j := 0; j <= columns; j++ {
			trace[i*(columns+1)+j] = al.cell(&above, &here, i, j, i0, j0)
		}
		above, here = here, above
	}
	state, _ := bestOf(&above, columns, stateBoth, 0)
	al.follow(trace, i0, j0, rows, columns, state, into)
}

// cell fills column j of row i, of the table that begins at i0 and j0, and
// returns the state before of each state.
func (al *alignment) cell(above, here *[states][]int, i, j, i0, j0 int) (trace uint8) {
	for s := range states {
		here[s][j] = never
	}
	if i == 0 && j == 0 {
		here[stateBoth][0] = 0
		return 0
	}
	if i > 0 && j > 0 {
		before, score := bestOf(above, j-1, stateBoth, 0)
		here[stateBoth][j] = score + al.win(i0+i-1, j0+j-1)
		trace |= before
	}
	if i > 0 {
		before, score := bestOf(above, j, stateGone, openCost(al.from, i0+i-1))
		here[stateGone][j] = score
		trace |= before << 2
	}
	if j > 0 {
		before, score := bestOf(here, j-1, stateCame, openCost(al.to, j0+j-1))
		here[stateCame][j] = score
		trace |= before << 4
	}
	return trace
}

// bestOf returns the state of column j from which to go on best to state into:
// from any other than itself that costs open. It prefers to stay, then words
// that stand for one another.
func bestOf(row *[states][]int, j int, into uint8, open int) (state uint8, score int) {
	state, score = into, row[into][j]
	for s := range uint8(states) {
		if v := row[s][j] - open; s != into && v > score {
			state, score = s, v
		}
	}
	return state, score
}

func openCost(s *side, i int) int {
	if s.firstOfSentence(i) {
		return costSentence
	}
	return costOpen
}

// win is what it wins that old token i stands for new token j. What moved
// elsewhere and what came from elsewhere do not stand for one another.
func (al *alignment) win(i, j int) int {
	id := al.from.tokens[i].id
	if id != al.to.tokens[j].id || al.moved.to[i] >= 0 && al.moved.back[j] >= 0 {
		return -costOther
	}
	w := al.weights[id]
	if al.from.firstOfSentence(i) && al.to.firstOfSentence(j) || al.from.lastOfSentence(i) && al.to.lastOfSentence(j) {
		w += winBound
	}
	return w
}

// follow links what the trace of a table says, from its end.
func (al *alignment) follow(trace []uint8, i0, j0, i, j int, state uint8, into links) {
	columns := j
	for i > 0 || j > 0 {
		before := trace[i*(columns+1)+j] >> (2 * state) & 3
		switch state {
		case stateBoth:
			i, j = i-1, j-1
			if al.win(i0+i, j0+j) > 0 {
				into.join(i0+i, j0+j)
			}
		case stateGone:
			i--
		default:
			j--
		}
		state = before
	}
}
