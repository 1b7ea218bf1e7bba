package seeds

import (
	"context"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
)

// ticks has somebody see to the first item of the checklist of a claim in review.
func (w person) ticks(claim int, kind models.Kind) act {
	return w.onClaim(claim, func(ctx context.Context, p *play, t newsroom.Target) error {
		made, err := p.DB.Queries().Checklists(ctx)
		if err != nil {
			return err
		}
		return p.TickItem(ctx, p.by(w), t, kind, newsroom.ListOf(made, kind).Items[0].Text, true)
	})
}

// reviewing is what reviewers have begun with in the first article.
func reviewing() []act {
	return []act{rhea.ticks(claimOpen, models.KindAttribution)}
}
