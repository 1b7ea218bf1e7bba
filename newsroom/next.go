package newsroom

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// Of the claims without an owner so many are looked at to find one that may be
// taken: a part at a time, for others may be taking them too.
const (
	nextPart  = 20
	nextParts = 50
)

// TakeNext gives the actor the claim that is due first of those that nobody has
// and that they may take, and returns its ID. Of two who ask at once each gets
// another. It fails with apperr.NothingToTake when there is none.
func (n *Newsroom) TakeNext(ctx context.Context, by By) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if !a.actor.Is(models.RoleChecker) {
			return 0, apperr.RoleMissing.With("checker")
		}
		f := store.ClaimFilter{Unowned: true, Limit: nextPart}
		for range nextParts {
			l, err := a.ListClaims(ctx, a.actor.ID, f)
			if err != nil {
				return 0, err
			}
			for _, claim := range l.Rows {
				taken, err := a.takeIf(ctx, claim)
				if err != nil || taken {
					return claim.ID, err
				}
			}
			if len(l.Rows) < nextPart {
				break
			}
			f.After = f.KeyOf(l.Rows[nextPart-1])
		}
		return 0, apperr.NothingToTake.With()
	})
}

// takeIf takes a claim unless somebody was faster or the rules keep the actor
// from it.
func (a *act) takeIf(ctx context.Context, claim models.Claim) (bool, error) {
	if claim.State == models.InReview || claim.State == models.Researching && !claim.Reopened {
		return false, nil
	}
	art, c, err := a.claim(ctx, Target{Article: claim.ArticleID, Number: claim.Number})
	if apperr.KindOf(err) == apperr.NotFound {
		return false, nil
	}
	if err != nil || c.Claim.AssigneeID != 0 || !workflow.May(c, a.actor, workflow.Take) {
		return false, err
	}
	if err := a.move(ctx, &c, workflow.Take, Reasons{}); err != nil {
		return false, err
	}
	return true, a.settle(ctx, art)
}
