package newsroom_test

import (
	"errors"
	"slices"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// An approval is of what its reviewer read: of the claim at its version, and of
// what was said of its sources.
func TestAnApprovalHasSeenWhatIsSaidOfTheSources(t *testing.T) {
	for name, row := range map[string]struct {
		stale bool
		act   func(d *desk, n, other int, of []models.ID) error
	}{
		"nothing": {false, func(*desk, int, int, []models.ID) error { return nil }},
		"a source is called something else": {true, func(d *desk, _, _ int, of []models.ID) error {
			s := d.sourceByID(of[1])
			return d.EditSource(d.t.Context(), testkit.By(d.Carl), s.ID, s.Version, newsroom.SourceEdit{Type: s.Type, Title: s.Title, Author: "Somebody Else"})
		}},
		"two are made one":                  {true, func(d *desk, _, _ int, of []models.ID) error { return d.merge(d.Ed, of[0], of[1]) }},
		"one is made one with a third":      {true, func(d *desk, _, _ int, of []models.ID) error { return d.merge(d.Ed, of[0], of[2]) }},
		"a third is made one with it":       {false, func(d *desk, _, _ int, of []models.ID) error { return d.merge(d.Ed, of[2], of[0]) }},
		"it is ruled on its own page":       {true, func(d *desk, n, _ int, of []models.ID) error { return d.rule(d.Cleo, n, of[0], of[1], true) }},
		"it is ruled on another claim's":    {true, func(d *desk, _, other int, of []models.ID) error { return d.rule(d.Cleo, other, of[1], of[0], false) }},
		"it is ruled of one and of a third": {false, func(d *desk, _, other int, of []models.ID) error { return d.rule(d.Cleo, other, of[1], of[2], false) }},
		"another is called something else": {false, func(d *desk, _, _ int, of []models.ID) error {
			s := d.sourceByID(of[2])
			return d.EditSource(d.t.Context(), testkit.By(d.Carl), s.ID, s.Version, newsroom.SourceEdit{Type: s.Type, Title: "Another"})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, d *desk) {
				n, other, of := d.sharing()
				seen := d.at(n)
				d.ok(row.act(d, n, other, of))
				approve := func() error {
					return d.MoveClaim(t.Context(), testkit.By(d.Rita), seen, workflow.Approve, newsroom.Reasons{})
				}
				if row.stale {
					d.refuse(apperr.Stale, approve)
					seen = d.at(n)
				}
				d.ok(approve())
			})
		})
	}
}

// Breaking the glass over a claim is an approval of its page as well.
func TestGlassIsBrokenOverWhatWasSeenOfTheSources(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n, _, of := d.sharing()
		d.comment(d.Rita, newsroom.NewComment{Claim: n, Kind: models.Query, Body: "Who?", Asked: d.Vera.ID})
		seen := d.at(n)
		d.ok(d.merge(d.Ed, of[0], of[1]))
		breakIt := func() error {
			return d.MoveClaim(t.Context(), testkit.By(d.Ed), seen, workflow.BreakGlass, newsroom.Reasons{Reason: "now"})
		}
		d.refuse(apperr.Stale, breakIt)
		seen = d.at(n)
		d.ok(breakIt())
	})
}

// sharing is a claim in review on two sources, and another claim on these and a
// third.
func (d *desk) sharing() (n, other int, of []models.ID) {
	d.t.Helper()
	n, other = d.marked(), d.mark(d.Carl, 3)
	for _, title := range []string{"One", "Two", "Three"} {
		in := testkit.SomeEvidence(models.Supports)
		in.Source.Title = title
		d.ok(d.AddEvidence(d.t.Context(), testkit.By(d.Carl), d.at(other), in))
		all := d.kase(other).Evidence
		of = append(of, all[len(all)-1].SourceID)
	}
	for _, id := range of[:2] {
		in := testkit.SomeEvidence(models.Supports)
		in.Source, in.SourceID = models.Source{}, id
		d.ok(d.AddEvidence(d.t.Context(), testkit.By(d.Carl), d.at(n), in))
	}
	d.ToReview(d.t, d.Carl, d.article, n)
	return n, other, of
}

// Whoever comes first is first in the trail as well: no approval stands behind
// what its reviewer had not seen, and nobody waits for ever.
func TestAnApprovalAndWhatIsSaidMeanwhileComeOneAfterTheOther(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		approved := 0
		for range 8 {
			d.article = d.Open(t, testkit.Copy)
			n, other, of := d.sharing()
			seen, said, from := d.at(n), d.sourceByID(of[0]), d.size()
			errs := atOnce(4, func(i int) error {
				switch i {
				case 0:
					return d.MoveClaim(t.Context(), testkit.By(d.Rita), seen, workflow.Approve, newsroom.Reasons{})
				case 1:
					return d.EditSource(t.Context(), testkit.By(d.Carl), said.ID, said.Version, newsroom.SourceEdit{Type: said.Type, Title: "Otherwise"})
				case 2:
					return d.merge(d.Ed, of[1], of[0])
				}
				return d.RuleSources(t.Context(), testkit.By(d.Cleo), newsroom.Target{Article: d.article, Number: other}, newsroom.NewRuling{From: of[0], To: of[1], Reason: "They say so."})
			})
			for i, err := range errs {
				if err != nil && !(i == 0 && errors.Is(err, apperr.Stale)) && !(i == 3 && errors.Is(err, apperr.RulingPair)) {
					t.Errorf("the act of number %d: %v", i, err)
				}
			}
			if acts := d.actions(from); errs[0] == nil {
				if approved++; slices.Index(acts, "approval.add") != 0 {
					t.Errorf("approved unseen: %v", acts)
				}
			}
		}
		t.Logf("approved %d times of 8", approved)
		d.Verify(t)
	})
}

// A file is kept by its source first and then by the articles that wait for it;
// an approval holds the article first. Both are done all the same.
func TestActsThatCrossAreTriedAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		for range 8 {
			d.article = d.Open(t, testkit.Copy)
			n, _, of := d.sharing()
			seen, file := d.at(n), d.taken("met.txt", "text/plain", "Met\n\nThe two met.")
			for i, err := range atOnce(2, func(i int) error {
				if i == 0 {
					return d.MoveClaim(t.Context(), testkit.By(d.Rita), seen, workflow.Approve, newsroom.Reasons{})
				}
				_, err := d.AddFile(t.Context(), testkit.By(d.Ed), of[0], file)
				return err
			}) {
				if err != nil {
					t.Errorf("the act of number %d: %v", i, err)
				}
			}
		}
		d.Verify(t)
	})
}
