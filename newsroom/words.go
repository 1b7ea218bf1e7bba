package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// protect keeps who a new protected source is, for whoever adds it and for the
// keepers that they chose. Its event, like all about its keepers and its name,
// is on no article: no report prints who knows it.
func (a *act) protect(ctx context.Context, s models.Source, b Beside) error {
	name := b.Name
	name.SourceID = s.ID
	if err := a.AddSourceName(ctx, name); err != nil {
		return err
	}
	keepers := append([]models.ID{a.actor.ID}, b.Keepers...)
	slices.Sort(keepers)
	keepers = slices.Compact(keepers)
	rows := make([]models.SourceKeeper, len(keepers))
	for i, id := range keepers {
		rows[i] = models.SourceKeeper{SourceID: s.ID, UserID: id}
		if err := a.mayKeep(ctx, s, id); err != nil {
			return err
		}
	}
	a.record("source.add-keeper", models.SubjectSource, s.ID, models.Change{Field: "keepers", To: numbers(keepers)})
	return a.AddKeepers(ctx, rows)
}

// mayKeep says why a user may not keep a source, or nil: they can sign in, and
// see it.
func (a *act) mayKeep(ctx context.Context, s models.Source, id models.ID) error {
	u, err := a.User(ctx, id)
	switch {
	case apperr.KindOf(err) == apperr.NotFound:
		return apperr.UnknownChoice.With(number(id), "who keeps the source").On("keepers")
	case err != nil:
		return err
	}
	if _, err = a.Source(ctx, u.ID, s.ID); apperr.KindOf(err) == apperr.NotFound || err == nil && !u.Active() {
		return apperr.KeeperBlind.With(u.Name).On("keepers")
	}
	return err
}

// onKept carries out fn as an act of a keeper of a protected source. To anybody
// else there is none: it fails with apperr.NotFoundOrSeen, whatever roles they
// hold.
func (n *Newsroom) onKept(ctx context.Context, by By, source models.ID, fn func(context.Context, *act, models.Source) error) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := a.LockSource(ctx, source); err != nil {
			return 0, err
		}
		s, err := a.KeptSource(ctx, a.actor.ID, source)
		if err != nil {
			return 0, err
		}
		return s.ID, fn(ctx, a, s)
	})
	return err
}

// ReadSourceName returns who a protected source is, to one of its keepers, and
// has the trail say that they read it. Errors: apperr.NotFoundOrSeen.
func (n *Newsroom) ReadSourceName(ctx context.Context, by By, source models.ID) (models.SourceName, error) {
	err := n.onKept(ctx, by, source, func(_ context.Context, a *act, s models.Source) error {
		a.record("source.read-name", models.SubjectSource, s.ID)
		return nil
	})
	if err != nil {
		return models.SourceName{}, err
	}
	return n.DB.Queries().SourceName(ctx, by.UserID, source)
}

// SetSourceName changes who a protected source is; its pseudonym stays. The
// trail says that it was changed, and nothing of what. Errors:
// apperr.NotFoundOrSeen, ProtectedMissing, PseudonymIsName.
func (n *Newsroom) SetSourceName(ctx context.Context, by By, name models.SourceName) error {
	return n.onKept(ctx, by, name.SourceID, func(ctx context.Context, a *act, s models.Source) error {
		if err := protectedSource(&models.Source{Protected: true}, Beside{Pseudonym: s.Title, Name: name}); err != nil {
			return onField(err, "real_name")
		}
		a.record("source.change-name", models.SubjectSource, s.ID)
		return a.Tx.SetSourceName(ctx, name)
	})
}

// AddKeeper has a user keep a protected source beside those who do. Errors:
// apperr.NotFoundOrSeen, KeeperTwice, KeeperBlind, UnknownChoice.
func (n *Newsroom) AddKeeper(ctx context.Context, by By, source, user models.ID) error {
	return n.onKept(ctx, by, source, func(ctx context.Context, a *act, s models.Source) error {
		keepers, err := a.Keepers(ctx, s.ID)
		if err != nil {
			return err
		}
		if err := a.mayKeep(ctx, s, user); err != nil {
			return err
		}
		if slices.Contains(keepers, user) {
			u, err := a.User(ctx, user)
			return orElse(err, apperr.KeeperTwice.With(u.Name).On("keepers"))
		}
		a.record("source.add-keeper", models.SubjectSource, s.ID, models.Change{Field: "keepers", From: numbers(keepers), To: numbers(append(slices.Clone(keepers), user))})
		return a.AddKeepers(ctx, []models.SourceKeeper{{SourceID: s.ID, UserID: user}})
	})
}

// DropKeeper has a user, who may be the actor, keep a protected source no more.
// Errors: apperr.NotFoundOrSeen, KeeperNone, LastKeeper.
func (n *Newsroom) DropKeeper(ctx context.Context, by By, source, user models.ID) error {
	return n.onKept(ctx, by, source, func(ctx context.Context, a *act, s models.Source) error {
		keepers, err := a.Keepers(ctx, s.ID)
		if err != nil {
			return err
		}
		left := slices.DeleteFunc(slices.Clone(keepers), func(id models.ID) bool { return id == user })
		if len(left) == len(keepers) {
			return apperr.KeeperNone.With()
		}
		var people []models.User
		for _, id := range left {
			u, err := a.User(ctx, id)
			if err != nil {
				return err
			}
			people = append(people, u)
		}
		if err := workflow.MayStopKeeping(people); err != nil {
			return err
		}
		a.record("source.drop-keeper", models.SubjectSource, s.ID, models.Change{Field: "keepers", From: numbers(keepers), To: numbers(left)})
		return a.Tx.DropKeeper(ctx, models.SourceKeeper{SourceID: s.ID, UserID: user})
	})
}
