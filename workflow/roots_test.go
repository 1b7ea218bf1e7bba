package workflow_test

import (
	"errors"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// rooted makes sources of which so many are independent of all others.
func rooted(roots, of int) (all []models.Rooted) {
	for i := range of {
		id := models.ID(i + 1)
		r := models.Rooted{SourceID: id, OneWith: id, Root: id}
		if i >= roots {
			r.Root = 1
		}
		all = append(all, r)
	}
	return all
}

// resting is a case of a state and a verdict that needs nothing else.
func resting(s models.State, v models.Verdict, roots, of int) workflow.Case {
	c := caseIn(s)
	c.TwoRoots, c.Sources = true, rooted(roots, of)
	c.Claim.FindingID, c.Findings = 1, []models.Finding{{ID: 1, Verdict: v, Note: "He saw it."}}
	c.Claim.AssigneeID, c.Claim.Outcome = models.Ref(carl.ID), models.Unchanged
	c.Evidence = []models.Evidence{{ID: 1, Stance: models.Supports, Passage: "So it was."}}
	return c
}

func TestAConfirmedClaimNeedsTwoRootsWhereItsSeverityAsksForThem(t *testing.T) {
	for _, row := range []struct {
		name  string
		c     workflow.Case
		user  models.User
		act   workflow.Act
		needs bool
	}{
		{"one root, submitted", resting(models.Researching, models.Confirmed, 1, 5), carl, workflow.Submit, true},
		{"one root, confirmed with change", resting(models.Researching, models.ConfirmedWithChange, 1, 2), carl, workflow.Submit, true},
		{"one source only", resting(models.Researching, models.Confirmed, 1, 1), carl, workflow.Submit, true},
		{"two roots, submitted", resting(models.Researching, models.Confirmed, 2, 5), carl, workflow.Submit, false},
		{"one root, but only attributed", resting(models.Researching, models.Attributed, 1, 1), carl, workflow.Submit, false},
		{"one root, approved", resting(models.InReview, models.Confirmed, 1, 2), ed, workflow.Approve, true},
		{"two roots, approved", resting(models.InReview, models.Confirmed, 2, 2), ed, workflow.Approve, false},
		{"on its author, approved", resting(models.InReview, models.OnAuthor, 0, 0), ed, workflow.Approve, false},
		{"one root, countersigned", byGlass(resting(models.Approved, models.Confirmed, 1, 2)), rita, workflow.Approve, true},
		{"one root, it still holds", stale(resting(models.Researching, models.Confirmed, 1, 2)), carl, workflow.StillHolds, true},
		{"two roots, it still holds", stale(resting(models.Researching, models.Confirmed, 2, 2)), carl, workflow.StillHolds, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := workflow.Next(row.c, row.user, row.act)
			if row.needs != errors.Is(err, apperr.NeedsRoots) || !row.needs && err != nil {
				t.Errorf("got %v", err)
			}
			row.c.TwoRoots = false
			if _, err := workflow.Next(row.c, row.user, row.act); err != nil {
				t.Errorf("where no severity asks for it: %v", err)
			}
		})
	}
}

func byGlass(c workflow.Case) workflow.Case {
	c.Claim.ApprovalID, c.Approvals = 9, []models.Approval{{ID: 9, BreakGlass: true}}
	return c
}

// stale is a case whose approval ended, and whose verdict with it.
func stale(c workflow.Case) workflow.Case {
	c.Claim.FindingID, c.Claim.ApprovalID, c.Claim.Reopened = 0, 0, true
	c.Approvals = []models.Approval{{ID: 9, EndedAt: 1}}
	return c
}

func TestBreakGlassPassesOverAMissingRoot(t *testing.T) {
	c := resting(models.InReview, models.Confirmed, 1, 3)
	if _, err := workflow.Next(c, ed, workflow.BreakGlass); err != nil {
		t.Error(err)
	}
	points := workflow.PassedOver(c, ed)
	if len(points) != 1 || points[0].Point != models.PointRoots || points[0].Case.Claim.ID != c.Claim.ID {
		t.Errorf("passed over %+v", points)
	}
	c.Sources = rooted(2, 3)
	if _, err := workflow.Next(c, ed, workflow.BreakGlass); !errors.Is(err, apperr.NoDebtHere) {
		t.Errorf("with two roots there is nothing to pass over: %v", err)
	}
}

// A claim that was approved stays so, and its article ready, whatever is found
// of its sources afterwards.
func TestAnApprovedClaimKeepsItsArticleReady(t *testing.T) {
	c := resting(models.Approved, models.Confirmed, 1, 2)
	f := &workflow.File{Cases: []workflow.Case{c}}
	for _, m := range workflow.WhatIsMissing(f) {
		if m.Case != nil {
			t.Errorf("missing: %s", m.Point)
		}
	}
}
