package newsroom_test

import (
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

// shown is what a list shows of a claim.
type shown struct {
	Claim                    models.Claim
	Verdict                  models.Verdict
	Waits, Glass, Stale      bool
	MustFixes, Queries, Owed int
}

func show(f *workflow.File) (all []shown) {
	for _, c := range f.Cases {
		line := models.Claim{
			ID: c.Claim.ID, ArticleID: c.Claim.ArticleID, Number: c.Claim.Number, Statement: c.Claim.Statement, Kinds: c.Claim.Kinds,
			State: c.Claim.State, AssigneeID: c.Claim.AssigneeID, DueAt: c.Claim.DueAt,
			Anchor: models.Anchor{RevisionID: c.Claim.RevisionID, Span: c.Claim.Span, Outcome: c.Claim.Outcome},
		}
		all = append(all, shown{
			line, c.Finding().Verdict, c.WaitsForCopy(), c.Approval().BreakGlass, c.Stale().ID != 0, len(c.MustFixes()), len(c.Queries()), len(c.Debts),
		})
	}
	return all
}

// sameDesk fails the test if an article's page would show anything else than
// is so, or an opened claim were not whole.
func sameDesk(t *testing.T, h *testkit.House, article models.ID) {
	t.Helper()
	q := h.DB.Queries()
	full := h.File(t, article)
	desk, err := newsroom.ReadDesk(t.Context(), q, h.Duo.ID, article)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(show(full), show(desk)); diff != "" {
		t.Errorf("the list shows something else (-is +shown):\n%s", diff)
	}
	if diff := cmp.Diff(workflow.TallyOf(full), workflow.TallyOf(desk)); diff != "" {
		t.Errorf("the tally is another (-is +shown):\n%s", diff)
	}
	if diff := cmp.Diff(full.Comments, desk.Comments); diff != "" {
		t.Errorf("the discussion is another (-is +shown):\n%s", diff)
	}
	for i, c := range full.Cases {
		open, err := newsroom.OpenCase(t.Context(), q, desk, c.Claim.Number)
		if err != nil {
			t.Fatal(err)
		}
		if err := newsroom.RootCase(t.Context(), q, testkit.Settings(), &open.Cases[i]); err != nil {
			t.Fatal(err)
		}
		if err := newsroom.CheckCase(t.Context(), q, &open.Cases[i]); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c, open.Cases[i]); diff != "" {
			t.Errorf("claim %d is not whole when it is opened (-is +shown):\n%s", c.Claim.Number, diff)
		}
	}
}
