package newsroom

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// BreakGlass approves the named claims of an article by one act with one
// written reason, although the rules say otherwise: all of them or none. Each
// point passed over becomes a review debt. Errors: those of workflow.Next for
// any of the claims, apperr.NotFoundOrSeen, Stale, FieldMissing, NeedsReason.
func (n *Newsroom) BreakGlass(ctx context.Context, by By, article models.ID, named []Target, reason string) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		if len(named) == 0 {
			return 0, apperr.FieldMissing.With("At least one claim").On("claim")
		}
		for _, t := range named {
			_, c, err := a.claim(ctx, Target{Article: art.ID, Number: t.Number, Version: t.Version})
			if err != nil {
				return 0, err
			}
			if err := a.move(ctx, &c, workflow.BreakGlass, Reasons{Reason: reason}); err != nil {
				return 0, err
			}
		}
		return art.ID, a.settle(ctx, art)
	})
	return err
}
