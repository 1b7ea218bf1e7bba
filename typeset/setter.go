package typeset

import (
	"cmp"
	"slices"

	"example.org/tickmark/models"
)

// setter goes through the text once and keeps the elements that are open.
type setter struct {
	runes  []rune
	claims []Claim       // not begun yet, by start
	marks  []models.Mark // not begun yet, by start
	on     []Claim       // begun and not ended, in the order in which they nest
	markOn []models.Mark

	stack []element
	at    int
}

// element is an open element with the nodes it has so far; the lowest is the
// block or cell itself.
type element struct {
	node  Node
	end   int  // where a claim ends
	claim bool // a fragment, no mark
}

// prepare sorts claims by start, then by the longer, then by number, and cuts
// off what no element can hold: what lies outside the text, and the LF or TAB
// at an end.
func prepare(claims []Claim, runes []rune) []Claim {
	out := make([]Claim, 0, len(claims))
	gap := func(i int) bool { return runes[i] == '\n' || runes[i] == '\t' }
	for _, c := range claims {
		c.Start, c.End = max(0, c.Start), min(len(runes), c.End)
		for c.Start < c.End && gap(c.Start) {
			c.Start++
		}
		for c.Start < c.End && gap(c.End-1) {
			c.End--
		}
		if c.Start < c.End {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Claim) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(depth[a.node()], depth[b.node()]), cmp.Compare(a.Number, b.Number))
	})
	return out
}

// block sets one block.
func (s *setter) block(b models.Block) []Node {
	if b.Kind != models.TableRow {
		return s.run(b.Span)
	}
	var cells []Node
	start := b.Start
	for i := b.Start; i <= b.End; i++ {
		if i < b.End && s.runes[i] != '\t' {
			continue
		}
		cells = append(cells, Node{Kind: Cell, Children: s.run(models.Span{Start: start, End: i})})
		if i < b.End {
			cells = append(cells, Node{Kind: Tab, Text: "\t"})
		}
		start = i + 1
	}
	return cells
}

// run sets a stretch of text that nothing goes over: everything open is closed
// at its end, to be opened again in the next.
func (s *setter) run(span models.Span) []Node {
	s.stack = append(s.stack[:0], element{})
	s.at = span.Start
	for s.at < span.End {
		s.begin()
		next := min(s.next(), span.End)
		s.write(s.runes[s.at:next])
		s.at = next
		s.end()
	}
	for len(s.stack) > 1 {
		s.pop()
	}
	return s.stack[0].node.Children
}

// next returns where something begins or ends next.
func (s *setter) next() int {
	next := len(s.runes)
	if len(s.claims) > 0 {
		next = min(next, s.claims[0].Start)
	}
	if len(s.marks) > 0 {
		next = min(next, s.marks[0].Start)
	}
	for _, c := range s.on {
		next = min(next, c.End)
	}
	for _, m := range s.markOn {
		next = min(next, m.End)
	}
	return next
}

// begin opens what begins here, and again what was closed at the start of the
// run or to let something else end or begin.
func (s *setter) begin() {
	fresh := false
	for len(s.claims) > 0 && s.claims[0].Start <= s.at {
		s.on = append(s.on, s.claims[0])
		s.claims = s.claims[1:]
		fresh = true
	}
	marked := false
	for len(s.marks) > 0 && s.marks[0].Start <= s.at {
		s.markOn = append(s.markOn, s.marks[0])
		s.marks = s.marks[1:]
		marked = true
	}
	if fresh || marked {
		s.closeMarks()
	}
	fragments := len(s.stack) - 1
	if fragments > 0 && !s.stack[fragments].claim {
		return // marks are open, so everything is
	}
	for _, c := range s.on[fragments:] {
		s.push(Node{Kind: c.node(), Claim: c.Number, First: c.Start == s.at}, c.End, true)
	}
	slices.SortStableFunc(s.markOn, func(a, b models.Mark) int { return cmp.Compare(rank[a.Kind], rank[b.Kind]) })
	for _, m := range s.markOn {
		s.push(Node{Kind: nodeKinds[m.Kind], URL: m.URL}, 0, false)
	}
}

// depth says which of several over the same words lies around which.
var depth = map[NodeKind]int{Sentence: 0, Suggested: 1, Fragment: 2}

// rank says which mark lies around which.
var rank = map[models.MarkKind]int{models.Link: 0, models.Strong: 1, models.Emphasis: 2}

var nodeKinds = map[models.MarkKind]NodeKind{models.Link: Link, models.Strong: Strong, models.Emphasis: Emphasis}

// end closes what ends here, with what lies in it, and puts the references of
// the claims that ended.
func (s *setter) end() {
	marks := len(s.markOn)
	s.markOn = slices.DeleteFunc(s.markOn, func(m models.Mark) bool { return m.End <= s.at })
	if len(s.markOn) < marks {
		s.closeMarks()
	}
	lowest := slices.IndexFunc(s.on, func(c Claim) bool { return c.End <= s.at })
	if lowest < 0 {
		return
	}
	for len(s.stack) > 1+lowest {
		s.pop()
	}
	var ended, rest []Claim
	for _, c := range s.on[lowest:] {
		if c.End <= s.at {
			ended = append(ended, c)
		} else {
			rest = append(rest, c)
		}
	}
	slices.SortFunc(ended, func(a, b Claim) int { return cmp.Compare(a.Number, b.Number) })
	for _, c := range ended {
		if c.node() == Fragment {
			s.put(Node{Kind: Reference, Claim: c.Number})
		}
	}
	// The longest outermost, so that they part no further.
	slices.SortStableFunc(rest, func(a, b Claim) int { return cmp.Compare(b.End, a.End) })
	s.on = append(s.on[:lowest], rest...)
}

func (s *setter) closeMarks() {
	for len(s.stack) > 1 && !s.stack[len(s.stack)-1].claim {
		s.pop()
	}
}

func (s *setter) push(n Node, end int, claim bool) {
	s.stack = append(s.stack, element{node: n, end: end, claim: claim})
}

// pop closes the innermost element.
func (s *setter) pop() {
	top := s.stack[len(s.stack)-1]
	s.stack = s.stack[:len(s.stack)-1]
	top.node.Last = top.claim && top.end == s.at
	s.put(top.node)
}

func (s *setter) put(n Node) {
	top := &s.stack[len(s.stack)-1].node
	top.Children = append(top.Children, n)
}

// write puts a stretch of text: pieces of text with breaks and signs between.
func (s *setter) write(runes []rune) {
	from := 0
	flush := func(to int) {
		if from < to {
			s.put(Node{Kind: Text, Text: string(runes[from:to])})
		}
		from = to + 1
	}
	for i, r := range runes {
		switch {
		case r == models.LineBreak:
			flush(i)
			s.put(Node{Kind: Break, Text: string(r)})
		case isSign(s.runes, s.at+i):
			flush(i)
			s.put(Node{Kind: Sign, Text: string(r)})
		}
	}
	flush(len(runes))
}
