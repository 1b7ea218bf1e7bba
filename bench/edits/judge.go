package main

import (
	"fmt"
	"io"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
)

// score counts verdicts on results.
type score struct {
	all       int
	kept      int // true: unchanged or moved
	keptRight int // and said so, at the very place
	changed   int // true: edited or context
	found     int // and placed with at least half overlap
	named     int // and called by the right name
	gone      int // true: lost
	lost      int // and called so
	several   int // true: ambiguous
	open      int // and called so
	wrong     int // placed where less than half is right
	decoys    int // a place given to what is gone, while a lookalike stands there
	falsely   int // called unchanged or moved, and is not
}

// judge carries the claim and counts how well.
func (s *score) judge(e edited) models.Anchor {
	got := anchor.NewCarrier(e.old, e.next).Carry(e.claim)
	s.all++
	right := got.Placed() && overlap(got.Span, e.place) >= 0.5
	if got.Placed() && !right {
		s.wrong++
		if e.decoy {
			s.decoys++
		}
	}
	keeps := func(o models.Outcome) bool { return o == models.Unchanged || o == models.Moved }
	if keeps(got.Outcome) && !keeps(e.outcome) && e.outcome != models.Ambiguous {
		s.falsely++
	}
	switch e.outcome {
	case models.Unchanged, models.Moved:
		s.kept++
		s.keptRight += one(got.Outcome == e.outcome && got.Span == e.place)
	case models.Edited, models.Context:
		s.changed++
		s.found += one(right)
		s.named += one(right && got.Outcome == e.outcome)
	case models.Lost:
		s.gone++
		s.lost += one(got.Outcome == models.Lost)
	case models.Ambiguous:
		s.several++
		s.open += one(got.Outcome == models.Ambiguous)
	}
	return got
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// overlap is the share of the code points of either span that lie in both.
func overlap(a, b models.Span) float64 {
	both := min(a.End, b.End) - max(a.Start, b.Start)
	if both <= 0 {
		return 0
	}
	return float64(both) / float64(a.Len()+b.Len()-both)
}

func (s *score) add(o score) {
	s.all += o.all
	s.kept += o.kept
	s.keptRight += o.keptRight
	s.changed += o.changed
	s.found += o.found
	s.named += o.named
	s.gone += o.gone
	s.lost += o.lost
	s.several += o.several
	s.open += o.open
	s.wrong += o.wrong
	s.decoys += o.decoys
	s.falsely += o.falsely
}

// bar is a figure that the set has to reach.
type bar struct {
	name     string
	of       func(score) (count, all int)
	least    float64 // share, 0 to 1; a bar from below
	most     float64 // share; a bar from above, when least is 0
	fromHere bool
}

var bars = []bar{
	{name: "unchanged and moved: right", of: func(s score) (int, int) { return s.keptRight, s.kept }, least: 1, fromHere: true},
	{name: "edited and context: found with half overlap", of: func(s score) (int, int) { return s.found, s.changed }, least: 0.985, fromHere: true},
	{name: "deleted: called lost", of: func(s score) (int, int) { return s.lost, s.gone }, least: 0.995, fromHere: true},
	{name: "beside a twin: called ambiguous", of: func(s score) (int, int) { return s.open, s.several }, least: 1, fromHere: true},
	{name: "wrongly placed", of: func(s score) (int, int) { return s.wrong, s.all }, most: 0.002},
	{name: "a lookalike chosen", of: func(s score) (int, int) { return s.decoys, s.all }},
	{name: "called unchanged or moved and is not", of: func(s score) (int, int) { return s.falsely, s.all }},
}

func (b bar) share(s score) float64 {
	count, all := b.of(s)
	if all == 0 {
		return b.least
	}
	return float64(count) / float64(all)
}

func (b bar) held(s score) bool {
	if b.fromHere {
		return b.share(s) >= b.least
	}
	return b.share(s) <= b.most
}

// results are the scores of a set, by kind and by script.
type results struct {
	total   score
	kinds   []string
	scripts []string
	by      map[string]map[string]score // by kind, then script
}

func evaluate(set []edited, each func(edited, models.Anchor)) results {
	r := results{by: map[string]map[string]score{}}
	for _, e := range set {
		var s score
		got := s.judge(e)
		each(e, got)
		r.total.add(s)
		if r.by[e.name] == nil {
			r.by[e.name] = map[string]score{}
			r.kinds = append(r.kinds, e.name)
		}
		if !slices.Contains(r.scripts, e.script) {
			r.scripts = append(r.scripts, e.script)
		}
		was := r.by[e.name][e.script]
		was.add(s)
		r.by[e.name][e.script] = was
	}
	return r
}

// right is how many results of a score are what they should be.
func (s score) right() int { return s.keptRight + s.found + s.lost + s.open }

// print writes the tables as Markdown.
func (r results) print(w io.Writer) error {
	p := &printer{w: w}
	p.line("| of %d edits | right | bar | |", r.total.all)
	p.line("|---|---|---|---|")
	for _, b := range bars {
		count, all := b.of(r.total)
		sign, limit := "≤", b.most
		if b.fromHere {
			sign, limit = "≥", b.least
		}
		verdict := "held"
		if !b.held(r.total) {
			verdict = "MISSED"
		}
		p.line("| %s | %d of %d, %.2f %% | %s %g %% | %s |", b.name, count, all, 100*b.share(r.total), sign, 100*limit, verdict)
	}
	p.line("| edited and context: told apart | %d of %d | | |", r.total.named, r.total.changed)
	p.line("")
	p.text("| right by kind and script |")
	for _, s := range r.scripts {
		p.text(" " + s + " |")
	}
	p.line("")
	p.text("|---|")
	for range r.scripts {
		p.text("---|")
	}
	p.line("")
	for _, k := range r.kinds {
		p.text("| " + k + " |")
		for _, s := range r.scripts {
			c := r.by[k][s]
			p.text(fmt.Sprintf(" %d/%d |", c.right(), c.all))
		}
		p.line("")
	}
	return p.err
}

// printer writes until something goes wrong.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) text(s string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, s)
	}
}

func (p *printer) line(format string, args ...any) { p.text(fmt.Sprintf(format+"\n", args...)) }
