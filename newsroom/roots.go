package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/models"
	"example.org/tickmark/origins"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// RootCase adds to a case where the sources that support its claim have their
// words, what people ruled of them, and whether the settings ask for two that
// are independent. Only the sources of the claim's own evidence take part:
// whoever may see the claim sees each of them, so that the count is the same for
// everybody and tells of nothing else that the newsroom keeps. Of a claim that
// no source supports nothing is read.
func RootCase(ctx context.Context, q store.Queries, s models.Settings, c *workflow.Case) error {
	return rootCases(ctx, q, s, []*workflow.Case{c})
}

// rootCases is RootCase for several cases, in as many questions.
func rootCases(ctx context.Context, q store.Queries, s models.Settings, cases []*workflow.Case) error {
	var ids []models.ID
	for _, c := range cases {
		weigh(c, s)
		ids = append(ids, supporting(*c)...)
	}
	k, err := readRelated(ctx, q, ids)
	if err != nil {
		return err
	}
	for _, c := range cases {
		of := k.known(c.Claim.ArticleID, supporting(*c))
		c.Sources, c.Rulings = origins.Among(of), holding(of.Rulings)
		for i, s := range c.Sources {
			c.Sources[i].Kept = k.sources[s.SourceID].Kept
		}
	}
	return nil
}

// supporting are the sources that support a claim, each once, in the order in
// which they came.
func supporting(c workflow.Case) (ids []models.ID) {
	for _, e := range c.Evidence {
		if e.Stance == models.Supports && e.RemovedAt == 0 && !slices.Contains(ids, e.SourceID) {
			ids = append(ids, e.SourceID)
		}
	}
	return ids
}

// related is what is known of some sources and of what is between them.
type related struct {
	sources map[models.ID]store.Comparable
	edges   map[models.ID][]models.OriginEdge   // by where they come from
	rulings map[models.ID][]models.OriginRuling // by the first of their two sources
	open    map[models.ID]string                // headlines of the articles, open to the newsroom, in which those were made
}

// readRelated reads it; of no sources it reads nothing.
func readRelated(ctx context.Context, q store.Queries, ids []models.ID) (related, error) {
	k := related{sources: map[models.ID]store.Comparable{}, edges: map[models.ID][]models.OriginEdge{}, rulings: map[models.ID][]models.OriginRuling{}}
	slices.Sort(ids)
	if ids = slices.Compact(ids); len(ids) == 0 {
		return k, nil
	}
	sources, err := q.Comparables(ctx, ids)
	if err != nil {
		return k, err
	}
	joined, ruled := false, false
	for _, s := range sources {
		k.sources[s.ID] = s
		joined, ruled = joined || s.Joined, ruled || s.Ruled
	}
	if joined {
		edges, err := q.Edges(ctx, ids)
		if err != nil {
			return k, err
		}
		for _, e := range edges {
			k.edges[e.FromID] = append(k.edges[e.FromID], e)
		}
	}
	if !ruled {
		return k, nil
	}
	var made []models.ID
	rulings, err := q.Rulings(ctx, ids)
	for _, r := range rulings {
		k.rulings[r.FromID] = append(k.rulings[r.FromID], r)
		made = append(made, r.ArticleID)
	}
	if err == nil && len(made) > 0 {
		const everybody = 0 // is on no team
		k.open, err = q.ArticleHeadlines(ctx, everybody, made)
	}
	return k, err
}

// told is a ruling as a claim of an article tells it: who made it and why only
// where it was made, or when everybody may see that.
func (k related) told(article models.ID, r models.OriginRuling) models.OriginRuling {
	if _, open := k.open[r.ArticleID]; !open && r.ArticleID != article {
		r.Reason, r.MadeBy = "", 0
	}
	return r
}

// known is what is known of those of the sources that support one claim of an
// article.
func (k related) known(article models.ID, of []models.ID) (known origins.Known) {
	known.Lacking = map[models.ID]models.Lack{}
	for _, id := range of {
		s := k.sources[id]
		known.Sources = append(known.Sources, models.Source{ID: id, SameAs: s.SameAs, Protected: s.Protected})
		known.Lacking[id] = s.Lacks
		if s.Compared {
			known.Compared = append(known.Compared, id)
		}
		for _, e := range k.edges[id] {
			if slices.Contains(of, e.ToID) {
				known.Edges = append(known.Edges, e)
			}
		}
		for _, r := range k.rulings[id] {
			if slices.Contains(of, r.ToID) {
				known.Rulings = append(known.Rulings, k.told(article, r))
			}
		}
	}
	slices.SortFunc(known.Rulings, func(a, b models.OriginRuling) int { return int(a.ID - b.ID) })
	return known
}

// holding are the rulings that did not end, without those that a later one on
// the same two sources has overtaken.
func holding(rulings []models.OriginRuling) (held []models.OriginRuling) {
	for _, r := range rulings {
		if r.EndedAt != 0 {
			continue
		}
		held = slices.DeleteFunc(held, func(was models.OriginRuling) bool { return samePair(was, r) })
		held = append(held, r)
	}
	return held
}

// samePair reports whether two rulings are about the same two sources.
func samePair(a, b models.OriginRuling) bool {
	return a.FromID == b.FromID && a.ToID == b.ToID || a.FromID == b.ToID && a.ToID == b.FromID
}

// root adds to a case what the settings ask of its claim, and what RootCase does
// where the rule asks for it: where its severity wants two independent sources.
func (a *act) root(ctx context.Context, c *workflow.Case) error {
	s, err := a.Settings(ctx)
	if err != nil {
		return err
	}
	if weigh(c, s); !c.TwoRoots {
		return nil
	}
	return RootCase(ctx, a.Queries, s, c)
}

// weigh adds to a case what the settings ask of a claim of its severity.
func weigh(c *workflow.Case, s models.Settings) {
	c.TwoRoots = slices.Contains(s.TwoRoots, c.Claim.Severity)
	c.TwoApprovals = slices.Contains(s.TwoApprovals, c.Claim.Severity)
}
