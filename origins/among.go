package origins

import (
	"cmp"
	"slices"

	"example.org/tickmark/models"
)

// Known is what is kept of some sources: which there are, what was found of
// them, and what people ruled.
type Known struct {
	Sources  []models.Source
	Compared []models.ID               // those of which a text was compared
	Lacking  map[models.ID]models.Lack // those that would not count by themselves
	Edges    []models.OriginEdge
	Rulings  []models.OriginRuling // oldest first; those that ended do not hold
}

// Among tells to which of some sources the words of each go back. Sources that
// are one by SameAs count as one, by the first of them in the order given. Of
// two sources what a person ruled last holds, whatever was found; on a protected
// source nothing but rulings hold. Edges and rulings that lead to a source which
// is not among those given do not count. A source of which nothing is known is a
// root. One that lacks something counts all the same when one that is one with
// it, or goes back to it, does not.
func Among(k Known) []models.Rooted {
	protected, firsts, ids := k.firsts()
	edges, ruled := k.edges(protected, firsts)
	roots, on := Roots(ids, edges), byStrength(edges)
	all := make([]models.Rooted, len(k.Sources))
	for i, s := range k.Sources {
		first := firsts[s.ID]
		way := wayToRoot(first, on, roots)
		o := models.Rooted{SourceID: s.ID, OneWith: first, Root: first, Compared: slices.Contains(k.Compared, s.ID) && !s.Protected}
		if len(way) > 0 {
			o.Root = way[len(way)-1].To
		}
		if len(way) > 0 && first == s.ID {
			e := way[0]
			o.Edge = models.OriginEdge{FromID: e.From, ToID: e.To, Kind: string(e.Kind), Sign: string(e.Sign), Score: e.Score, Figures: e.Figures, Quotes: e.Quotes, Reason: e.Reason}
			o.Ruling = ruled[[2]models.ID{e.From, e.To}]
		}
		all[i] = o
	}
	return k.lacking(all)
}

// lacking says of each source what it lacks, unless one of the same group, or one
// that goes back to it, lacks nothing.
func (k Known) lacking(all []models.Rooted) []models.Rooted {
	enough := map[models.ID]bool{}
	for _, r := range all {
		if k.Lacking[r.SourceID] == models.LacksNothing {
			enough[r.OneWith], enough[r.Root] = true, true
		}
	}
	for i, r := range all {
		if !enough[r.OneWith] {
			all[i].Lacks = k.Lacking[r.SourceID]
		}
	}
	return all
}

// firsts are the first source of each group of those that are one, by every
// source of the group, and the IDs of the firsts in order.
func (k Known) firsts() (protected map[models.ID]bool, first map[models.ID]models.ID, ids []models.ID) {
	protected, first = map[models.ID]bool{}, map[models.ID]models.ID{}
	of := map[models.ID]models.ID{}
	for _, s := range k.Sources {
		group := cmp.Or(models.ID(s.SameAs), s.ID)
		if _, ok := of[group]; !ok {
			of[group] = s.ID
			ids = append(ids, s.ID)
		}
		first[s.ID], protected[s.ID] = of[group], s.Protected
	}
	return protected, first, ids
}

// edges are those that hold between the firsts, one between two at most in each
// direction, and the rulings that some of them come from.
func (k Known) edges(protected map[models.ID]bool, first map[models.ID]models.ID) ([]Edge, map[[2]models.ID]models.Ref) {
	var ids []models.ID
	var edges []Edge
	for _, f := range first {
		ids = append(ids, f)
	}
	for _, e := range k.Edges {
		from, to := first[e.FromID], first[e.ToID]
		if from == 0 || to == 0 || from == to || protected[e.FromID] || protected[e.ToID] {
			continue
		}
		edges = append(edges, Edge{From: from, To: to, Kind: Kind(e.Kind), Sign: Sign(e.Sign), Score: e.Score, Figures: e.Figures, Quotes: e.Quotes, Reason: e.Reason})
	}
	var rulings []Ruling
	ruled := map[[2]models.ID]models.Ref{}
	for _, r := range k.Rulings {
		from, to := first[r.FromID], first[r.ToID]
		if r.EndedAt != 0 || from == 0 || to == 0 || from == to {
			continue
		}
		rulings = append(rulings, Ruling{From: from, To: to, Copies: r.Copies, Reason: r.Reason})
		ruled[[2]models.ID{from, to}] = models.Ref(r.ID)
	}
	return overrule(edges, ids, rulings), ruled
}

// kinds are the kinds of edges, the strongest first.
var kinds = []Kind{Declared, Copied, Rewritten, Cites}

// byStrength are the edges from each text, the strongest first.
func byStrength(edges []Edge) map[models.ID][]Edge {
	on := map[models.ID][]Edge{}
	for _, e := range edges {
		on[e.From] = append(on[e.From], e)
	}
	for _, of := range on {
		slices.SortStableFunc(of, func(a, b Edge) int {
			return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), cmp.Compare(b.Score, a.Score))
		})
	}
	return on
}

// wayToRoot are the edges that lead from a text to a root, the strongest tried
// first, or none for a root: from every text one is reached.
func wayToRoot(from models.ID, on map[models.ID][]Edge, roots []models.ID) (way []Edge) {
	tried := map[models.ID]bool{from: true}
	for at := from; !slices.Contains(roots, at); {
		i := slices.IndexFunc(on[at], func(e Edge) bool { return !tried[e.To] })
		if i < 0 {
			way = way[:len(way)-1]
			at = from
			if len(way) > 0 {
				at = way[len(way)-1].To
			}
			continue
		}
		way, at = append(way, on[at][i]), on[at][i].To
		tried[at] = true
	}
	return way
}
