package newsroom

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// maxViews is how many lists one person may have saved.
const maxViews = 50

// SaveView keeps a list under a name, for whoever saves it or for all, and
// returns its ID. What is one person's leaves no event, as their drafts do; of
// what is shared the event names neither the list nor what it asks, which may be
// about an article of a team. Errors: apperr.FieldMissing, ViewNameTaken,
// TooManyViews.
func (n *Newsroom) SaveView(ctx context.Context, by By, v models.SavedView) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if v.Name == "" {
			return 0, apperr.FieldMissing.With("The name").On("name")
		}
		views, err := a.SavedViews(ctx, a.actor.ID)
		if err != nil {
			return 0, err
		}
		own := 0
		for _, other := range views {
			if other.UserID == a.actor.ID {
				own++
			}
		}
		if own >= maxViews {
			return 0, apperr.TooManyViews.With(maxViews)
		}
		v.UserID, v.CreatedAt = a.actor.ID, a.now
		if err := a.AddSavedView(ctx, &v); err != nil {
			return 0, err
		}
		if v.Shared {
			a.record("view.share", models.SubjectView, v.ID)
		}
		return v.ID, nil
	})
}

// MayDropView says why user may not drop a saved list, or nil.
func MayDropView(user models.User, v models.SavedView) error {
	if v.UserID != user.ID && !(v.Shared && user.Is(models.RoleEditor)) {
		return apperr.NotYourView.With()
	}
	return nil
}

// DropView drops a saved list. Errors: apperr.NotFoundOrSeen, NotYourView.
func (n *Newsroom) DropView(ctx context.Context, by By, id models.ID) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		v, err := a.SavedView(ctx, a.actor.ID, id)
		if err != nil {
			return 0, err
		}
		if err := MayDropView(a.actor, v); err != nil {
			return 0, err
		}
		if v.Shared {
			a.record("view.unshare", models.SubjectView, v.ID)
		}
		return id, a.DropSavedView(ctx, id)
	})
	return err
}
