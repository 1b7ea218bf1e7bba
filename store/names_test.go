package store_test

import (
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// guarded is a protected source of an article, with a capture, that Carl keeps.
func guarded(t *testing.T, h *testkit.House, article models.ID) models.Source {
	t.Helper()
	s := models.Source{ArticleID: article, Type: models.Interview, Title: "Heron", Author: "Heron", Located: true, Protected: true, Version: 1, CreatedBy: h.Carl.ID, CreatedAt: 1}
	must(t, h.DB.Tx(t.Context(), func(tx store.Tx) error {
		if err := tx.AddSource(t.Context(), &s); err != nil {
			return err
		}
		if err := tx.AddSourceName(t.Context(), models.SourceName{SourceID: s.ID, Name: "Ida Quill", Contact: "by post", Note: "afraid"}); err != nil {
			return err
		}
		if err := tx.AddKeepers(t.Context(), []models.SourceKeeper{{SourceID: s.ID, UserID: h.Carl.ID}}); err != nil {
			return err
		}
		return tx.AddCapture(t.Context(), &models.Capture{SourceID: s.ID, How: models.Uploaded, At: 1, BodySHA256: strings.Repeat("b", 64)})
	}))
	return s
}

func TestWhatAProtectedSourceKeepsIsForItsKeepersOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		w := newTwo(t, h)
		ctx, q := t.Context(), h.DB.Queries()
		open, shut := guarded(t, h, w.open), guarded(t, h, w.shut)
		seen := func(name string, err error, found bool, want bool) {
			t.Helper()
			if err != nil && apperr.KindOf(err) != apperr.NotFound || found != want {
				t.Errorf("%s: found %v, want %v (%v)", name, found, want, err)
			}
		}
		sees := func(who string, viewer models.ID, s models.Source, want bool) {
			t.Helper()
			kept, err := q.KeptSource(ctx, viewer, s.ID)
			seen(who+": the source as its keeper", err, kept.ID != 0, want)
			name, err := q.SourceName(ctx, viewer, s.ID)
			seen(who+": the name", err, name.Name != "", want)
			newest, err := q.NewestCapture(ctx, viewer, s.ID)
			seen(who+": the newest capture", err, newest.ID != 0, want)
			lines, err := q.CaptureLines(ctx, viewer, []models.ID{s.ID})
			seen(who+": the captures", err, len(lines) == 1, want)
			by, err := q.KeptBy(ctx, viewer, []models.ID{s.ID})
			seen(who+": what they keep", err, len(by) == 1, want)
			last, err := q.LastCaptures(ctx, s.ID, 1)
			must(t, err)
			c, err := q.Capture(ctx, viewer, last[0])
			seen(who+": a capture", err, c.ID != 0, want)
		}
		sees("the keeper", h.Carl.ID, open, true)
		sees("the keeper, who is on the team", h.Carl.ID, shut, true)
		for _, u := range []models.User{h.Ed, h.Duo, h.Adam, h.Rita, h.Vera} {
			sees(u.Name, u.ID, open, false)
			sees(u.Name, u.ID, shut, false)
		}

		must(t, h.DB.Tx(ctx, func(tx store.Tx) error {
			return tx.AddKeepers(ctx, []models.SourceKeeper{{SourceID: open.ID, UserID: h.Ed.ID}, {SourceID: open.ID, UserID: h.Carl.ID}, {SourceID: shut.ID, UserID: h.Vera.ID}})
		}))
		sees("who was let in", h.Ed.ID, open, true)
		name, err := q.SourceName(ctx, h.Vera.ID, shut.ID)
		seen("a keeper to whom the article is not open: the name", err, name.Name != "", false)
		must(t, h.DB.Tx(ctx, func(tx store.Tx) error {
			if err := tx.SetSourceName(ctx, models.SourceName{SourceID: open.ID, Name: "Ida Quilt"}); err != nil {
				return err
			}
			return tx.DropKeeper(ctx, models.SourceKeeper{SourceID: open.ID, UserID: h.Carl.ID})
		}))
		sees("who was taken off", h.Carl.ID, open, false)
		if n, err := q.SourceName(ctx, h.Ed.ID, open.ID); err != nil || n.Name != "Ida Quilt" || n.Contact != "" {
			t.Errorf("the name is %+v, %v", n, err)
		}
		for name, err := range map[string]error{
			"a keeper who is none": h.DB.Tx(ctx, func(tx store.Tx) error {
				return tx.DropKeeper(ctx, models.SourceKeeper{SourceID: open.ID, UserID: h.Adam.ID})
			}),
			"the name of a source that has none": h.DB.Tx(ctx, func(tx store.Tx) error { return tx.SetSourceName(ctx, models.SourceName{SourceID: 99, Name: "x"}) }),
		} {
			if apperr.Code(err) != apperr.Stale.Code {
				t.Errorf("%s: %v", name, err)
			}
		}
		if c, err := q.CaptureWith(ctx, open.ID, strings.Repeat("b", 64)); err != nil || c.SourceID != open.ID {
			t.Errorf("the capture with a hash: %+v, %v", c, err)
		}
	})
}
