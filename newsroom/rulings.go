package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// NewRuling is what a person says of two of the sources that support a claim,
// whatever their captures show.
type NewRuling struct {
	From, To models.ID
	Copies   bool // From has its words from To; else neither from the other
	Reason   string
}

// RuleSources says whose words are whose, with a reason. It holds wherever the
// two sources support a claim, goes before what was found and before what was
// said of the two before, and gives a hand in the claim on whose page it was
// said. No approval goes stale by it. Errors: those of workflow.Next,
// apperr.RulingPair for what are not two sources of the claim, NeedsReason,
// RuledAlready.
func (n *Newsroom) RuleSources(ctx context.Context, by By, t Target, in NewRuling) error {
	return n.onClaim(ctx, by, t, workflow.RuleSources, func(ctx context.Context, a *act, c *workflow.Case) error {
		if err := a.relate(ctx, c); err != nil {
			return err
		}
		r := models.OriginRuling{FromID: in.From, ToID: in.To, Copies: in.Copies, ArticleID: c.Claim.ArticleID, Reason: in.Reason, MadeBy: a.actor.ID, MadeAt: a.now}
		if err := mayRule(*c, r); err != nil {
			return err
		}
		if err := a.AddRuling(ctx, &r); err != nil {
			return err
		}
		relation := "independent_of"
		if r.Copies {
			relation = "copy_of"
		}
		a.ruled("ruling.make", c, r.ID, models.Change{Field: "source", To: number(r.FromID)}, models.Change{Field: relation, To: number(r.ToID)}).because(r.Reason)
		return nil
	})
}

// relate adds to a case what RootCase does. Nobody rules on the same sources
// until the act ends.
func (a *act) relate(ctx context.Context, c *workflow.Case) error {
	ids := supporting(*c)
	slices.Sort(ids)
	for _, id := range ids {
		if err := a.LockTrace(ctx, id); err != nil {
			return err
		}
	}
	return RootCase(ctx, a.Queries, models.Settings{}, c)
}

// mayRule says why a ruling cannot be made of two sources of a claim, or nil.
func mayRule(c workflow.Case, r models.OriginRuling) error {
	one := func(id models.ID) models.ID {
		i := slices.IndexFunc(c.Sources, func(s models.Rooted) bool { return s.SourceID == id })
		if i < 0 {
			return 0
		}
		return c.Sources[i].OneWith
	}
	same := func(was models.OriginRuling) bool {
		return samePair(was, r) && was.Copies == r.Copies && (!r.Copies || was.FromID == r.FromID)
	}
	switch {
	case one(r.FromID) == 0 || one(r.ToID) == 0 || one(r.FromID) == one(r.ToID):
		return apperr.RulingPair.With().On("second")
	case r.Reason == "":
		return apperr.NeedsReason.With().On("reason")
	case slices.ContainsFunc(c.Rulings, same):
		return apperr.RuledAlready.With().On("said")
	}
	return nil
}

// EndRuling takes back what was said of two of a claim's sources; what was said
// before it holds again, if nobody took that back. It gives a hand in the claim,
// and the trail of the article in which it was said tells it too. Errors: those of
// workflow.Next, apperr.RulingEnded, NotFoundOrSeen when that article is not for
// the actor to see.
func (n *Newsroom) EndRuling(ctx context.Context, by By, t Target, ruling models.ID) error {
	return n.onClaim(ctx, by, t, workflow.RuleSources, func(ctx context.Context, a *act, c *workflow.Case) error {
		if err := a.relate(ctx, c); err != nil {
			return err
		}
		i := slices.IndexFunc(c.Rulings, func(r models.OriginRuling) bool { return r.ID == ruling })
		if i < 0 {
			return apperr.RulingEnded.With()
		}
		made := c.Rulings[i].ArticleID
		if _, err := a.Article(ctx, a.actor.ID, made); err != nil {
			return err
		}
		if err := a.Tx.EndRuling(ctx, ruling, a.now); err != nil {
			return err
		}
		ended := models.Change{Field: "ended_at", To: number(a.now)}
		if a.ruled("ruling.end", c, ruling, ended); made != c.Claim.ArticleID {
			a.record("ruling.end", models.SubjectRuling, ruling, ended).on(made, 0)
		}
		return nil
	})
}

// ruled records what became of a ruling, which gives a hand in the claim.
func (a *act) ruled(action string, c *workflow.Case, ruling models.ID, changes ...models.Change) *record {
	r := a.record(action, models.SubjectRuling, ruling, changes...).on(c.Claim.ArticleID, c.Claim.ID)
	r.hand(c.Claim.ID, a.actor.ID, models.HandEvidence)
	return r
}
