package newsroom_test

import (
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// One act breaks the glass over several claims, all of them or none, and each
// leaves a debt of its own.
func TestGlassIsBrokenOverSeveralClaimsAtOnce(t *testing.T) {
	h := testkit.NewHouse(t, "")
	id := h.Open(t, testkit.Copy)
	var named []newsroom.Target
	for s := 2; s <= 4; s++ {
		n := h.Mark(t, h.Duo, id, s)
		h.ToReview(t, h.Duo, id, n)
		named = append(named, h.At(t, id, n))
	}
	stale := append([]newsroom.Target{}, named...)
	stale[2].Version--
	for _, tt := range []struct {
		name   string
		as     models.User
		named  []newsroom.Target
		reason string
		want   error
	}{
		{"no claim named", h.Duo, nil, "must run", apperr.FieldMissing},
		{"no reason given", h.Duo, named, "", apperr.NeedsReason},
		{"one of them has changed", h.Duo, stale, "must run", apperr.Stale},
		{"one of them twice", h.Duo, append(named[:2:2], named[0]), "must run", apperr.Stale},
		{"a checker", h.Carl, named, "must run", apperr.RoleMissing},
		{"an editor who needs no glass", h.Ed, named, "must run", apperr.NoDebtHere},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := h.BreakGlass(t.Context(), testkit.By(tt.as), id, tt.named, tt.reason)
			if apperr.Code(err) != apperr.Code(tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			for _, n := range named {
				if c := h.Case(t, id, n.Number); c.Claim.State != models.InReview || c.Claim.Version != n.Version {
					t.Errorf("claim %d is %s at %d", n.Number, c.Claim.State, c.Claim.Version)
				}
			}
		})
	}
	if err := h.BreakGlass(t.Context(), testkit.By(h.Duo), id, named, "must run"); err != nil {
		t.Fatal(err)
	}
	for _, n := range named {
		c := h.Case(t, id, n.Number)
		if !c.Approval().BreakGlass || len(c.Debts) != 1 || c.Debts[0].Point != models.PointHand || c.Debts[0].Reason != "must run" {
			t.Errorf("claim %d: approval %+v, debts %+v", n.Number, c.Approval(), c.Debts)
		}
		h.Do(t, h.Ed, id, n.Number, workflow.Approve)
	}
	if debts := h.File(t, id).OpenDebts(); len(debts) != 0 {
		t.Errorf("still owed: %+v", debts)
	}
}
