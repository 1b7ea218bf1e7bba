package origins

import (
	"fmt"

	"example.org/tickmark/models"
	"example.org/tickmark/origins"
)

// Score is how well one kind of dependence is told.
type Score struct {
	True  int // pairs of reports of which it is true
	Found int // pairs joined so
	Right int // pairs joined so of which it is true
}

// Precision is the share of the pairs joined so of which it is true.
func (s Score) Precision() float64 { return share(s.Right, s.Found) }

// Recall is the share of the pairs of which it is true that are joined so.
func (s Score) Recall() float64 { return share(s.Right, s.True) }

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// Result is how well it is told who copied whom.
type Result struct {
	Clusters, Reports int
	Copied, Rewritten Score
	// Alone counts the rewritten pairs that are joined by an edge of their own,
	// not only by a text from which both come.
	Alone       Score
	Independent int      // pairs of reports of one event that are
	Joined      []string // those of them, and reports of two events, that are joined all the same
	Turned      []string // copies and rewritten reports that are taken for what they were made from
	Wrong       []string // pairs joined otherwise than they should be, or not at all
	RootsRight  int      // clusters whose roots are counted as they are
}

// Measure traces the reports of the clusters, those of one language together,
// and holds every pair of reports of one event against the truth. Two that were
// made from the agency's report are told apart from independent ones by an edge
// between them or by edges to one report from which both come; an edge between
// reports of two events is wrong as well.
func Measure(clusters []Cluster) (r Result) {
	for _, lang := range languages {
		var of []Cluster
		for _, c := range clusters {
			if c.Language == lang {
				of = append(of, c)
			}
		}
		r.measure(of, origins.Trace(texts(of), nil))
	}
	return r
}

func (r *Result) measure(clusters []Cluster, g origins.Graph) {
	t := traced{kinds: map[ends]origins.Kind{}, why: map[ends]origins.Edge{}, on: map[models.ID][]models.ID{}}
	for _, e := range g.Edges {
		t.kinds[ends{e.From, e.To}], t.why[ends{e.From, e.To}] = e.Kind, e
		t.on[e.From] = append(t.on[e.From], e.To)
	}
	event := map[models.ID]string{}
	for _, c := range clusters {
		r.Clusters++
		r.Reports += len(c.Reports)
		r.roots(c, g)
		for i, a := range c.Reports {
			event[a.ID] = c.Name
			for _, b := range c.Reports[i+1:] {
				r.pair(c, a, b, t)
			}
		}
	}
	for _, e := range g.Edges {
		if event[e.From] != event[e.To] {
			r.Joined = append(r.Joined, fmt.Sprintf("%s and %s: %s", event[e.From], event[e.To], e.Reason))
		}
	}
}

// ends are the two texts of an edge: the copy, and what it was copied from.
type ends [2]models.ID

// traced is a graph by its edges.
type traced struct {
	kinds map[ends]origins.Kind
	why   map[ends]origins.Edge
	on    map[models.ID][]models.ID
}

// direct is the edge between two texts, in whichever direction.
func (t traced) direct(a, b models.ID) (origins.Edge, bool) {
	if e, ok := t.why[ends{a, b}]; ok {
		return e, true
	}
	e, ok := t.why[ends{b, a}]
	return e, ok
}

// between is how two texts hang together: by the edge between them, or else by
// a text from which both come, rewritten if one of them is; "" when they do not.
func (t traced) between(a, b models.ID) Truth {
	if e, ok := t.direct(a, b); ok {
		return truthOf[e.Kind]
	}
	var found Truth
	for _, origin := range t.on[a] {
		kindB, ok := t.kinds[ends{b, origin}]
		switch kindA := t.kinds[ends{a, origin}]; {
		case !ok:
		case kindA == origins.Copied && kindB == origins.Copied:
			return Copied
		default:
			found = Rewritten
		}
	}
	return found
}

// truthOf is what an edge of a kind says.
var truthOf = map[origins.Kind]Truth{origins.Copied: Copied, origins.Rewritten: Rewritten, origins.Cites: Cited}

// pair holds what was found of two reports of one event against the truth.
func (r *Result) pair(c Cluster, a, b Report, t traced) {
	truth, found := Between(a, b), t.between(a.ID, b.ID)
	e, direct := t.direct(a.ID, b.ID)
	what := fmt.Sprintf("%s, %s and %s, in truth %s: %s %.2f %s", c.Name, a.Name, b.Name, truth, found, e.Score, e.Reason)
	switch found {
	case Copied:
		r.Copied.Found++
	case Rewritten:
		r.Rewritten.Found++
	case Independent, Cited:
	}
	switch truth {
	case Independent, Cited:
		r.Independent++
		if found != "" {
			r.Joined = append(r.Joined, what)
		}
		return
	case Copied:
		r.Copied.count(found == truth)
	case Rewritten:
		r.Rewritten.count(found == truth)
		r.Alone.count(direct && e.Kind == origins.Rewritten)
	}
	if found != truth {
		r.Wrong = append(r.Wrong, what)
	} else if direct && (afterwards[a.Name] < afterwards[b.Name]) != (e.From == b.ID) {
		r.Turned = append(r.Turned, what)
	}
}

// count counts a pair of which it is true.
func (s *Score) count(right bool) {
	s.True++
	if right {
		s.Right++
	}
}

// roots holds the roots that are counted against those that there are: the
// agency's report and each independent one.
func (r *Result) roots(c Cluster, g origins.Graph) {
	var ids []models.ID
	want := 1
	for _, report := range c.Reports {
		ids = append(ids, report.ID)
		if report.From == Independent {
			want++
		}
	}

	if len(origins.Roots(ids, g.Edges)) == want {
		r.RootsRight++
	}
}
