package newsroom_test

import (
	"fmt"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// wantBoth has the settings ask two people to approve claims of normal severity
// and above.
func (d *desk) wantBoth() {
	d.t.Helper()
	d.ok(d.set(func(s *models.Settings) {
		s.TwoApprovals = []models.Severity{models.MustNotGoWrong, models.NormalSeverity}
	}))
}

// half is a claim that Rita approved and that waits for a second approval.
func (d *desk) half() int {
	d.t.Helper()
	n := d.reviewed()
	d.do(d.Rita, n, workflow.Approve)
	return n
}

// reviewedWords is a claim of words within the first sentence, in review.
func (d *desk) reviewedWords(words string) int {
	d.t.Helper()
	n, err := d.MarkClaim(d.t.Context(), testkit.By(d.Carl), d.article, newsroom.NewClaim{
		Selection: newsroom.Selection{Revision: 1, Sentence: 2, Words: words}, Statement: "They met then", Kinds: []models.Kind{models.KindDate},
	})
	d.ok(err)
	d.ToReview(d.t, d.Carl, d.article, int(n))
	return int(n)
}

// stands checks a claim's state, who gave its first approval (0: nobody) and
// whether it has an approval that counts.
func (d *desk) stands(n int, state models.State, first models.ID, approved bool) {
	d.t.Helper()
	c := d.kase(n)
	if c.Claim.State != state || c.First().CreatedBy != first || (c.Approval().ID != 0) != approved {
		d.t.Fatalf("claim %d is %s, first approval %+v, approval %+v", n, c.Claim.State, c.First(), c.Approval())
	}
}

func TestTwoDifferentPeopleApproveAClaimOfASeverityThatAsksForIt(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.wantBoth()
		n := d.half()
		d.stands(n, models.InReview, d.Rita.ID, false)
		if a := d.kase(n).First(); !a.FirstOfTwo || a.Bound == "" || len(a.Fingerprint) != 64 || a.ClaimVersion != d.kase(n).Claim.Version {
			t.Errorf("the first approval is %+v", a)
		}
		d.cannot(apperr.GaveFirst, d.Rita, n, workflow.Approve)
		d.cannot(apperr.RoleMissing, d.Carl, n, workflow.Approve)
		d.do(d.Ed, n, workflow.Approve)
		d.stands(n, models.Approved, d.Rita.ID, true)
		if by := d.kase(n).Approval().CreatedBy; by != d.Ed.ID {
			t.Errorf("the second is by %d", by)
		}
		d.do(d.Rita, n, workflow.Reopen)
		d.stands(n, models.Researching, 0, false)
		if c := d.kase(n); c.Approvals[0].EndedBy != models.EndedReopened || c.Approvals[1].EndedBy != models.EndedReopened || c.Stale().CreatedBy != d.Ed.ID {
			t.Errorf("approvals %+v", c.Approvals)
		}
		d.Verify(t)
	})
}

// whatEndsAFirst is everything that ends the first of two approvals while the
// claim waits for the second, and the cause.
var whatEndsAFirst = []struct {
	name  string
	act   func(d *desk, n int)
	state models.State
	cause models.EndCause
}{
	{"changes are requested", func(d *desk, n int) { d.do(d.Ed, n, workflow.RequestChanges) }, models.ChangesRequested, models.EndedSentBack},
	{"it is called back", func(d *desk, n int) { d.do(d.Carl, n, workflow.Recall) }, models.Researching, models.EndedRecalled},
	{"it is withdrawn", func(d *desk, n int) {
		d.ok(d.MoveClaim(d.t.Context(), testkit.By(d.Ed), d.at(n), workflow.Withdraw, newsroom.Reasons{Withdraw: models.NotAFact}))
	}, models.Withdrawn, models.EndedWithdrawn},
	{"its words change", func(d *desk, _ int) { d.revise(d.Ed, models.OriginEdited, "15 August", "16 August") }, models.Researching, models.EndedWords},
	{"the sentence around its words changes", func(d *desk, _ int) { d.revise(d.Ed, models.OriginEdited, "in Anchorage", "in Juneau") }, models.Researching, models.EndedSentence},
	{"its evidence changes", func(d *desk, n int) {
		e := d.kase(n).Evidence[0]
		e.Passage = "something else"
		d.ok(d.ChangeEvidence(d.t.Context(), testkit.By(d.Cleo), d.at(n), e.ID, e))
	}, models.InReview, models.EndedEvidence},
	{"its evidence is removed", func(d *desk, n int) {
		d.ok(d.RemoveEvidence(d.t.Context(), testkit.By(d.Cleo), d.at(n), d.kase(n).Evidence[0].ID))
	}, models.InReview, models.EndedEvidence},
	{"contradicting evidence is added", func(d *desk, n int) { d.Evidence(d.t, d.Cleo, d.article, n, models.Contradicts) }, models.InReview, models.EndedContradiction},
}

func TestWhatEndsAnApprovalEndsTheFirstOfTwo(t *testing.T) {
	for _, row := range whatEndsAFirst {
		t.Run(row.name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, d *desk) {
				d.wantBoth()
				n := d.reviewedWords("15 August")
				d.do(d.Rita, n, workflow.Approve)
				version := d.kase(n).Claim.Version
				row.act(d, n)
				d.stands(n, row.state, 0, false)
				c := d.kase(n)
				if a := c.Approvals[0]; a.EndedAt == 0 || a.EndedBy != row.cause || c.Claim.Version != version+1 {
					t.Errorf("ended by %q at %d; version %d after %d", a.EndedBy, a.EndedAt, c.Claim.Version, version)
				}
				if c.Stale().ID != 0 {
					t.Error("it counts as approved before")
				}
			})
		})
	}
}

var twoApprovals = []story{
	{"supporting evidence leaves the first approval", func(_ *testing.T, d *desk) {
		d.wantBoth()
		n := d.half()
		d.Evidence(d.t, d.Cleo, d.article, n, models.Supports)
		d.stands(n, models.InReview, d.Rita.ID, false)
		d.do(d.Ed, n, workflow.Approve)
		d.stands(n, models.Approved, d.Rita.ID, true)
	}},
	{"raising the severity of an approved claim makes its approval the first of two", func(t *testing.T, d *desk) {
		d.ok(d.set(func(s *models.Settings) { s.TwoApprovals = []models.Severity{models.MustNotGoWrong} }))
		n := d.half()
		d.stands(n, models.Approved, 0, true)
		version := d.kase(n).Claim.Version
		d.ok(d.SetSeverity(t.Context(), testkit.By(d.Cleo), d.at(n), models.MustNotGoWrong))
		d.stands(n, models.InReview, d.Rita.ID, false)
		if c := d.kase(n).Claim; c.Version != version+1 || c.SubmittedBy != models.Ref(d.Carl.ID) {
			t.Errorf("version %d, submitted by %d", c.Version, c.SubmittedBy)
		}
		d.cannot(apperr.GaveFirst, d.Rita, n, workflow.Approve)
		d.do(d.Ed, n, workflow.Approve)
		d.stands(n, models.Approved, d.Rita.ID, true)
	}},
	{"lowering the severity leaves the claim in review until somebody else approves it", func(t *testing.T, d *desk) {
		d.wantBoth()
		n := d.half()
		d.ok(d.SetSeverity(t.Context(), testkit.By(d.Ed), d.at(n), models.LowSeverity))
		d.stands(n, models.InReview, d.Rita.ID, false)
		d.cannot(apperr.GaveFirst, d.Rita, n, workflow.Approve)
		d.do(d.Ed, n, workflow.Approve)
		d.stands(n, models.Approved, d.Rita.ID, true)
	}},
	{"the settings are asked when somebody approves", func(_ *testing.T, d *desk) {
		n := d.reviewed()
		d.wantBoth()
		d.do(d.Rita, n, workflow.Approve)
		d.stands(n, models.InReview, d.Rita.ID, false)
		d.ok(d.set(func(s *models.Settings) { s.TwoApprovals = nil }))
		d.do(d.Ed, n, workflow.Approve)
		d.stands(n, models.Approved, d.Rita.ID, true)
	}},
	{"claims that are approved stay so when the settings begin to ask for two", func(_ *testing.T, d *desk) {
		n := d.half()
		d.wantBoth()
		d.stands(n, models.Approved, 0, true)
	}},
	{"breaking the glass passes over the second approval, which is owed until another gives it", func(t *testing.T, d *desk) {
		d.wantBoth()
		n := d.half()
		d.comment(d.Carl, newsroom.NewComment{Claim: n, Kind: models.Query, Body: "Sure?", Asked: d.Eva.ID})
		d.do(d.Ed, n, workflow.BreakGlass) // they could have been the second, but for the query
		if c := d.kase(n); len(c.Debts) != 1 || c.Debts[0].Point != models.PointQuery {
			t.Errorf("debts %+v", c.Debts)
		}
		m := d.reviewed()
		d.do(d.Ed, m, workflow.Approve)
		d.do(d.Ed, m, workflow.BreakGlass)
		c := d.kase(m)
		if len(c.Debts) != 1 || c.Debts[0].Point != models.PointSecond || !c.Approval().BreakGlass || c.First().CreatedBy != d.Ed.ID {
			t.Fatalf("debts %+v, approval %+v, first %+v", c.Debts, c.Approval(), c.First())
		}
		d.cannot(apperr.GaveFirst, d.Ed, m, workflow.Approve)
		d.do(d.Rita, m, workflow.Approve)
		if c := d.kase(m); c.Approval().BreakGlass || c.Debts[0].PaidAt == 0 || c.First().CreatedBy != d.Ed.ID {
			t.Errorf("debts %+v, approval %+v", c.Debts, c.Approval())
		}
	}},
	{"a break glass without a first approval is countersigned by two", func(t *testing.T, d *desk) {
		d.wantBoth()
		n := d.reviewed()
		d.do(d.Ed, n, workflow.BreakGlass)
		d.do(d.Rita, n, workflow.Approve)
		if c := d.kase(n); !c.Approval().BreakGlass || c.First().CreatedBy != d.Rita.ID || c.Debts[0].PaidAt != 0 || !c.Claim.WaitsForSecond() {
			t.Fatalf("after the first: %+v", c.Claim)
		}
		d.cannot(apperr.GaveFirst, d.Rita, n, workflow.Approve)
		d.do(d.Ed, n, workflow.Approve)
		if c := d.kase(n); c.Approval().BreakGlass || c.Debts[0].PaidAt == 0 || c.Claim.WaitsForSecond() {
			t.Errorf("after the second: %+v", c.Claim)
		}
	}},
	{"nobody with a hand gives either of the two", func(_ *testing.T, d *desk) {
		d.wantBoth()
		n := d.mark(d.Duo, 2)
		d.ToReview(d.t, d.Carl, d.article, n)
		d.cannot(apperr.HandApproves, d.Duo, n, workflow.Approve)
		d.do(d.Rita, n, workflow.Approve)
		d.cannot(apperr.HandApproves, d.Duo, n, workflow.Approve)
		d.do(d.Ed, n, workflow.Approve)
	}},
	{"an article waits for the second approval", func(t *testing.T, d *desk) {
		d.wantBoth()
		d.half()
		f := d.file()
		points := workflow.WhatIsMissing(f)
		if len(points) == 0 || points[0].Point != models.PointNotApproved {
			t.Fatalf("missing %+v", points)
		}
		waits := workflow.WaitsFor(points[0], []models.User{d.Rita, d.Ed, d.Duo, d.Carl})
		if len(waits) != 2 || waits[0] != d.Ed.ID || waits[1] != d.Duo.ID {
			t.Errorf("it waits for %v", waits)
		}
	}},
}

func TestTwoApprovals(t *testing.T) {
	for _, s := range twoApprovals {
		t.Run(s.name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, d *desk) { s.tell(t, d) })
		})
	}
}

// The second lock: what Go forgot to ask, the database refuses.
func TestTheDatabaseRefusesBothApprovalsFromOnePerson(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.wantBoth()
		n := d.half()
		c := d.kase(n).Claim
		no := "0"
		if d.Postgres() {
			no = "false"
		}
		_, err := d.SQL(t).ExecContext(t.Context(), fmt.Sprintf("INSERT INTO approvals (claim_id, claim_version, finding_id, bound, fingerprint, break_glass,"+
			" first_of_two, reason, created_by, created_at, ended_by) VALUES (%d, %d, %d, '', '%064d', %s, %s, '', %d, 1, '')", c.ID, c.Version+1, c.FindingID, 1, no, no, d.Rita.ID))
		if err == nil {
			t.Error("not refused")
		}
	})
}
