package newsroom

import (
	"context"
	"net/http"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// standsAgain notes at an open drift of a source, after a later look, since when
// what was quoted stands there again, or that it does not. The drift stays open
// until a person closes it.
func (a *act) standsAgain(ctx context.Context, e errand, found looked, look models.ID) error {
	open, err := a.OpenDrifts(ctx, []models.ID{e.source.ID})
	if err != nil || len(open) == 0 || open[0].LookID == look {
		return err
	}
	text, there := found.text(e)
	if !there && found.look.Outcome != models.LookGone {
		return nil // it could not be looked at, which says nothing
	}
	d := open[0]
	again := there
	if there {
		before, err := a.CaptureBefore(ctx, e.source.ID, d.LookID)
		if err != nil && apperr.KindOf(err) != apperr.NotFound {
			return err
		}
		again = !slices.ContainsFunc(e.passages, func(p string) bool { return verbatim(before.Text, p) && !verbatim(text, p) })
	}
	switch {
	case again && d.AgainAt == 0:
		return a.SetDriftAgain(ctx, d.ID, found.look.At)
	case !again && d.AgainAt != 0:
		return a.SetDriftAgain(ctx, d.ID, 0)
	}
	return nil
}

// text is what a look found the page to say, if it found one.
func (f looked) text(e errand) (text string, found bool) {
	switch {
	case f.capture != nil:
		return f.capture.Text, true
	case f.look.Status == http.StatusNotModified:
		return e.last.Text, true
	}
	return "", false
}

// verbatim reports whether a text says a passage word for word.
func verbatim(text, passage string) bool {
	_, found := anchor.Verbatim(text, passage)
	return found
}

// ReadDrifts returns the open drifts of what claims of an article rest on, and
// then of its other sources. The caller has asked for the article.
func ReadDrifts(ctx context.Context, q store.Queries, article models.ID) ([]store.ArticleDrift, error) {
	open, err := q.DriftsIn(ctx, []models.ID{article})
	if err != nil {
		return nil, err
	}
	sources, err := q.SourceTitles(ctx, article)
	if err != nil {
		return nil, err
	}
	ids := make([]models.ID, len(sources))
	for i, s := range sources {
		ids[i] = s.ID
	}
	idle, err := q.OpenDrifts(ctx, ids)
	for _, d := range idle {
		if !slices.ContainsFunc(open, func(o store.ArticleDrift) bool { return o.ID == d.ID }) {
			open = append(open, store.ArticleDrift{Drift: d, ArticleID: article, RestingID: d.SourceID})
		}
	}
	return open, err
}

// CloseDrift says that somebody saw to a source of an article that is gone or says something else. It is seen to for every article.
// Errors: apperr.RoleMissing, NotFoundOrSeen, DriftClosed.
func (n *Newsroom) CloseDrift(ctx context.Context, by By, article, drift models.ID) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := workflow.MaySeeToDrift(a.actor); err != nil {
			return 0, err
		}
		if _, err := a.Article(ctx, a.actor.ID, article); err != nil {
			return 0, err
		}
		open, err := ReadDrifts(ctx, a.Queries, article)
		if err != nil {
			return 0, err
		}
		i := slices.IndexFunc(open, func(d store.ArticleDrift) bool { return d.ID == drift })
		if i < 0 {
			return 0, apperr.DriftClosed.With()
		}
		d := open[i].Drift
		d.ClosedAt, d.ClosedBy = a.now, models.Ref(a.actor.ID)
		if err := a.Tx.CloseDrift(ctx, d); err != nil {
			return 0, err
		}
		a.record("drift.close", models.SubjectDrift, drift).on(article, 0)
		return drift, nil
	})
	return err
}
