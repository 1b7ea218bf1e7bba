package store_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/origins"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"

	"github.com/google/go-cmp/cmp"
)

// keeps adds a source for an article with a capture of a text, and returns both.
func keeps(t *testing.T, h *testkit.House, s models.Source, text string) (models.ID, models.ID) {
	t.Helper()
	s.Type, s.Located, s.CreatedBy, s.CreatedAt, s.Version = models.PressReport, true, h.Carl.ID, 1, 1
	if s.Title == "" {
		s.Title = "A report"
	}
	c := models.Capture{How: models.Uploaded, At: 1, BodySHA256: strings.Repeat("b", 64), Document: models.Document{Text: text}}
	must(t, h.DB.Tx(t.Context(), func(tx store.Tx) error {
		if err := tx.AddSource(t.Context(), &s); err != nil {
			return err
		}
		c.SourceID = s.ID
		if err := tx.AddCapture(t.Context(), &c); err != nil {
			return err
		}
		return tx.AddFingerprints(t.Context(), c.ID, origins.Fingerprint(c.Text))
	}))
	return s.ID, c.ID
}

// words are so many words that no other number has.
func words(n, many int) string {
	var b strings.Builder
	for i := range many {
		fmt.Fprintf(&b, "w%dn%d ", i, n)
	}
	return b.String()
}

func TestCapturesThatAreNearlyTheSameAreFoundAmongThoseThatAViewerMaySee(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		w, ctx, q := newTwo(t, h), t.Context(), h.DB.Queries()
		text := words(1, 400)
		mine, itself := keeps(t, h, models.Source{ArticleID: w.open}, text)
		_, again := keeps(t, h, models.Source{ArticleID: w.open}, text+words(2, 20))
		_, shut := keeps(t, h, models.Source{ArticleID: w.shut}, text)
		secret, kept := keeps(t, h, models.Source{ArticleID: w.open, Protected: true}, text)
		keeps(t, h, models.Source{ArticleID: w.open}, text+words(3, 4000)) // holds it and much more
		keeps(t, h, models.Source{ArticleID: w.open}, words(4, 400))
		must(t, h.DB.Tx(ctx, func(tx store.Tx) error { // the same source later
			c := models.Capture{SourceID: mine, How: models.Uploaded, At: 2, BodySHA256: strings.Repeat("c", 64), Document: models.Document{Text: text}}
			if err := tx.AddCapture(ctx, &c); err != nil {
				return err
			}
			return tx.AddFingerprints(ctx, c.ID, origins.Fingerprint(text))
		}))
		found := func(viewer models.User) (ids []models.ID) {
			near, err := q.NearCaptures(ctx, viewer.ID, itself, 0.5, 10)
			must(t, err)
			for _, n := range near {
				ids = append(ids, n.CaptureID)
			}
			return ids
		}
		if diff := cmp.Diff([]models.ID{again, shut}, found(h.Carl)); diff != "" {
			t.Errorf("who is on the team (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]models.ID{again}, found(h.Vera)); diff != "" {
			t.Errorf("who is not on the team (-want +got):\n%s", diff)
		}
		must(t, h.DB.Tx(ctx, func(tx store.Tx) error {
			return tx.AddKeepers(ctx, []models.SourceKeeper{{SourceID: secret, UserID: h.Vera.ID}})
		}))
		if diff := cmp.Diff([]models.ID{again, kept}, found(h.Vera)); diff != "" {
			t.Errorf("who keeps the protected one (-want +got):\n%s", diff)
		}
	})
}

// Words that stand on every page make no two pages alike, and cost no more
// than a bounded look.
func TestFingerprintsThatStandEverywhereDoNotCount(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		article := h.Open(t, testkit.Copy)
		_, one := keeps(t, h, models.Source{ArticleID: article}, words(0, 80)+words(1000, 80))
		for n := range 200 {
			keeps(t, h, models.Source{ArticleID: article}, words(0, 80)+words(n+1, 80))
		}
		near, err := h.DB.Queries().NearCaptures(t.Context(), h.Vera.ID, one, 0.3, 10)
		if err != nil || len(near) > 0 {
			t.Errorf("found %v, %v", near, err)
		}
	})
}

// A source is compared with those that share words with it or claims, by the
// capture that evidence rests on.
func TestWhatASourceIsComparedWith(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		ctx, q := t.Context(), h.DB.Queries()
		article := h.Open(t, testkit.Copy)
		n := h.Mark(t, h.Carl, article, 2)
		claim := h.Case(t, article, n).Claim.ID
		one, first := keeps(t, h, models.Source{ArticleID: article}, words(1, 100))
		alike, copied := keeps(t, h, models.Source{ArticleID: article}, words(1, 100))
		keeps(t, h, models.Source{ArticleID: article, Protected: true}, words(1, 100))
		keeps(t, h, models.Source{ArticleID: article}, words(2, 100))
		beside, other := keeps(t, h, models.Source{ArticleID: article}, words(3, 100))
		empty, _ := keeps(t, h, models.Source{ArticleID: article}, "")
		must(t, h.DB.Tx(ctx, func(tx store.Tx) error {
			for _, e := range []models.Evidence{{SourceID: one, CaptureID: models.Ref(first)}, {SourceID: beside}, {SourceID: empty}} {
				e.ClaimID, e.Stance, e.Authority, e.CreatedBy, e.CreatedAt = claim, models.Supports, models.Secondary, h.Carl.ID, 1
				if err := tx.AddEvidence(ctx, &e); err != nil {
					return err
				}
			}
			c := models.Capture{SourceID: one, How: models.Uploaded, At: 2, BodySHA256: strings.Repeat("d", 64), Document: models.Document{Text: "Not found."}}
			return tx.AddCapture(ctx, &c)
		}))
		got, err := q.ToTrace(ctx, one)
		must(t, err)
		if diff := cmp.Diff([]store.Traced{{one, first}, {alike, copied}, {beside, other}}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if got, err := q.ToTrace(ctx, empty); err != nil || len(got) > 0 {
			t.Errorf("a source without a text is compared with %v, %v", got, err)
		}
	})
}
