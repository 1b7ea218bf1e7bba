package workflow_test

import (
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

// file is an article with an approved claim and a withdrawn one: ready.
func file(changes ...func(*workflow.File)) *workflow.File {
	f := &workflow.File{
		Article:  models.Article{ID: 1},
		Revision: models.Revision{ID: 5, Number: 1, Sentences: []models.Sentence{{Writers: []models.ID{vera.ID}}}},
		Cases:    []workflow.Case{caseIn(models.Approved), caseIn(models.Withdrawn)},
	}
	f.Cases[1].Claim.ID, f.Cases[1].Claim.Number = 2, 2
	for _, change := range changes {
		change(f)
	}
	return f
}

func signed(breakGlass bool) func(*workflow.File) {
	return func(f *workflow.File) {
		f.Reports = append(f.Reports, models.Report{ID: models.ID(len(f.Reports) + 1), RevisionID: f.Revision.ID, IssuedAt: 100, BreakGlass: breakGlass})
	}
}

func owing(p models.Point, claim models.ID) func(*workflow.File) {
	return func(f *workflow.File) {
		f.Debts = append(f.Debts, models.Debt{ID: models.ID(len(f.Debts) + 1), Point: p, ClaimID: models.Ref(claim)})
	}
}

func first(change func(*workflow.Case)) func(*workflow.File) {
	return func(f *workflow.File) { change(&f.Cases[0]) }
}

func inState(s models.State) func(*workflow.File) {
	return first(func(c *workflow.Case) { c.Claim.State = s })
}

func TestACaseIsFoundByItsNumber(t *testing.T) {
	f := file()
	if c, ok := f.Case(1); !ok || c.Claim.Number != 1 {
		t.Errorf("found claim %d", c.Claim.Number)
	}
	if c, ok := f.Case(2); !ok || c.Claim.Number != 2 {
		t.Errorf("found claim %d", c.Claim.Number)
	}
	if _, ok := f.Case(3); ok {
		t.Error("found a claim that is not there")
	}
}

func TestTheStageOfAnArticle(t *testing.T) {
	mustFix := models.Comment{ID: 9, Kind: models.Fix, MustFix: true}
	query := models.Comment{ID: 8, Kind: models.Query, AskedID: models.Ref(vera.ID)}
	for _, row := range []struct {
		name    string
		f       *workflow.File
		want    models.Stage
		missing []models.Point
	}{
		{"no claims yet", file(func(f *workflow.File) { f.Cases = nil }), models.StageDraft, []models.Point{models.PointNoClaims}},
		{"nothing but withdrawn claims", file(inState(models.Withdrawn)), models.StageChecking, []models.Point{models.PointNoClaims}},
		{"all approved or withdrawn", file(), models.StageReady, nil},
		{"a claim in review", file(inState(models.InReview)), models.StageChecking, []models.Point{models.PointNotApproved}},
		{
			"an approved claim without a place", file(first(func(c *workflow.Case) { c.Claim.Outcome = models.Lost })),
			models.StageChecking,
			[]models.Point{models.PointNotPlaced},
		},
		{
			"an open must-fix and a query on an approved claim", file(first(func(c *workflow.Case) { c.Comments = []models.Comment{mustFix, query} })),
			models.StageChecking,
			[]models.Point{models.PointMustFix, models.PointQuery},
		},
		{
			"what is open on a withdrawn claim counts for nothing", file(func(f *workflow.File) {
				f.Cases[1].Comments = []models.Comment{mustFix, query}
				f.Cases[1].Claim.Outcome = models.Lost
			}),
			models.StageReady, nil,
		},
		{"a query on the article", file(func(f *workflow.File) { f.Comments = []models.Comment{query} }), models.StageChecking, []models.Point{models.PointQuery}},
		{"a TK", file(func(f *workflow.File) { f.TKs = []workflow.TK{{Sentence: "TK."}} }), models.StageChecking, []models.Point{models.PointTK}},
		{"signed off", file(signed(false)), models.StageSignedOff, nil},
		{"signed off, and a newer revision", file(signed(false), func(f *workflow.File) { f.Revision.ID = 6 }), models.StageReady, nil},
		{"signed off, and a claim came loose", file(signed(false), inState(models.Researching)), models.StageChecking, []models.Point{models.PointNotApproved}},
		{
			"signed off, then a claim approved anew: the report tells of another approval",
			file(signed(false), first(func(c *workflow.Case) { c.Approvals[0].CreatedAt = 101 })), models.StageReady, nil,
		},
		{
			"signed off, then a claim withdrawn: the report still tells of it",
			file(signed(false), func(f *workflow.File) { f.Cases[1].Approvals = []models.Approval{{ID: 22, EndedAt: 101}} }), models.StageReady, nil,
		},
		{
			"signed off by break glass over what is missing", file(inState(models.Open), signed(true), owing(models.PointNotApproved, 1)),
			models.StageSignedOff,
			[]models.Point{models.PointNotApproved},
		},
		{
			"signed off by break glass, and something else came loose",
			file(inState(models.Open), signed(true), owing(models.PointNotApproved, 1), func(f *workflow.File) { f.Comments = []models.Comment{query} }),
			models.StageChecking,
			[]models.Point{models.PointNotApproved, models.PointQuery},
		},
		{
			"signed off by break glass, a debt no longer missing and a point that is new do not cancel out",
			file(signed(true), owing(models.PointNotApproved, 1), func(f *workflow.File) { f.Comments = []models.Comment{query} }),
			models.StageChecking,
			[]models.Point{models.PointQuery},
		},
		{
			"signed off by break glass, approved by a hand since: nothing missing, the debt stands",
			file(signed(true), owing(models.PointNotApproved, 1), first(func(c *workflow.Case) { c.Approvals[0].BreakGlass = true })),
			models.StageSignedOff, nil,
		},
		{
			"signed off by break glass over a TK", file(signed(true), owing(models.PointTK, 0), func(f *workflow.File) {
				f.TKs, f.Debts[0].Detail = []workflow.TK{{Sentence: "TK."}}, "TK."
			}),
			models.StageSignedOff,
			[]models.Point{models.PointTK},
		},
		{
			"signed off in the moment in which its claim was approved", file(signed(false), first(func(c *workflow.Case) { c.Approvals[0].CreatedAt = 100 })),
			models.StageSignedOff, nil,
		},
		{
			"signed off in the moment in which an earlier approval ended", file(signed(false), func(f *workflow.File) {
				f.Cases[1].Approvals = []models.Approval{{ID: 22, EndedAt: 100}}
			}),
			models.StageSignedOff, nil,
		},
		{"signed off over an approval by a hand", file(signed(true), owing(models.PointHand, 1)), models.StageSignedOff, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := workflow.StageOf(workflow.TallyOf(row.f)); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
			var points []models.Point
			for _, m := range workflow.WhatIsMissing(row.f) {
				points = append(points, m.Point)
			}
			if diff := cmp.Diff(row.missing, points); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhoSignsOff(t *testing.T) {
	wroteIt := func(f *workflow.File) { f.Revision.Sentences[0].Writers = []models.ID{ed.ID} }
	writerOwes := owing(models.PointWriter, 0)
	for _, row := range []struct {
		name  string
		f     *workflow.File
		user  models.User
		plain *apperr.Refusal
		glass *apperr.Refusal
	}{
		{"an editor, when it is ready", file(), ed, nil, apperr.NoDebtHere},
		{"a reviewer never", file(), rita, apperr.RoleMissing, apperr.RoleMissing},
		{"a closed account never", file(), gone, apperr.NotActive, apperr.NotActive},
		{"an editor, when something is missing, by break glass", file(inState(models.Open)), ed, apperr.NotReady, nil},
		{"an editor who wrote some of it, by break glass", file(wroteIt), ed, apperr.WriterBarred, nil},
		{"nobody, when it is signed off already", file(signed(false)), ed, apperr.AlreadySigned, apperr.AlreadySigned},
		{"a second editor countersigns a writer's sign-off", file(wroteIt, signed(true), writerOwes), duo, nil, apperr.NoDebtHere},
		{"the writer does not countersign", file(wroteIt, signed(true), writerOwes), ed, apperr.AlreadySigned, apperr.AlreadySigned},
		{
			"nobody countersigns while something is missing", file(wroteIt, signed(true), writerOwes, inState(models.Open), owing(models.PointNotApproved, 1)),
			duo, apperr.AlreadySigned, apperr.AlreadySigned,
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			refused(t, workflow.MaySignOff(row.f, row.user), row.plain)
			refused(t, workflow.MayBreakGlassOver(row.f, row.user), row.glass)
		})
	}
	passed := workflow.PassedOverAtSignOff(file(wroteIt, inState(models.Open)), ed)
	if len(passed) != 2 || passed[0].Point != models.PointNotApproved || passed[1].Point != models.PointWriter {
		t.Errorf("a writer's break glass passes over %v", passed)
	}
}

func TestWhenADebtIsPaid(t *testing.T) {
	for _, row := range []struct {
		name  string
		f     *workflow.File
		point models.Point
		claim models.ID
		want  bool
	}{
		{"somebody without a hand approved the claim", file(), models.PointNotApproved, 1, true},
		{"the approval is by break glass", file(first(func(c *workflow.Case) { c.Approvals[0].BreakGlass = true })), models.PointHand, 1, false},
		{"the claim is still open", file(inState(models.Open)), models.PointNotApproved, 1, false},
		{"the claim was withdrawn", file(inState(models.Withdrawn)), models.PointHand, 1, true},
		{"approved and without a place", file(first(func(c *workflow.Case) { c.Claim.Outcome = models.Lost })), models.PointNotPlaced, 1, false},
		{"the TK is gone", file(), models.PointTK, 0, true},
		{"a claim was made", file(), models.PointNoClaims, 0, true},
		{"a writer's sign-off is paid by another's only", file(), models.PointWriter, 0, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := workflow.Paid(row.f, models.Debt{Point: row.point, ClaimID: models.Ref(row.claim)}); got != row.want {
				t.Errorf("got %v, want %v", got, row.want)
			}
		})
	}
	open := file(first(func(c *workflow.Case) { c.Comments = []models.Comment{{ID: 9, Kind: models.Fix, MustFix: true}} }))
	debt := models.Debt{Point: models.PointMustFix, ClaimID: 1, CommentID: 9}
	if workflow.Paid(open, debt) {
		t.Error("a must-fix that was passed over is paid while it is open")
	}
	open.Cases[0].Comments[0].ClosedAt = 1
	if !workflow.Paid(open, debt) {
		t.Error("a must-fix that was closed, on an approved claim, is not paid")
	}
}

func TestADebtIsNotOpenedTwice(t *testing.T) {
	f := file(inState(models.Open), func(f *workflow.File) { f.TKs = []workflow.TK{{Sentence: "TK."}, {Sentence: "TK."}} })
	points := workflow.WhatIsMissing(f)
	if fresh := workflow.NewDebts(points, nil); len(fresh) != 3 {
		t.Fatalf("got %d new debts, want 3", len(fresh))
	}
	owed := []models.Debt{{Point: models.PointNotApproved, ClaimID: 1}, {Point: models.PointTK, Detail: "TK."}}
	if fresh := workflow.NewDebts(points, owed); len(fresh) != 1 || fresh[0].Point != models.PointTK {
		t.Errorf("got %v, want the second TK", fresh)
	}
	for _, other := range []models.Debt{
		{Point: models.PointNotApproved, ClaimID: 2},
		{Point: models.PointNotPlaced, ClaimID: 1},
		{Point: models.PointTK, Detail: "Another TK."},
		{Point: models.PointTK, CommentID: 9, Detail: "TK."},
	} {
		if fresh := workflow.NewDebts(points, []models.Debt{other}); len(fresh) != 3 {
			t.Errorf("a debt for something else, %+v, leaves %d new ones, want 3", other, len(fresh))
		}
	}
}

func TestForWhomAPointWaits(t *testing.T) {
	waits := func(c workflow.Case, p models.Point) []models.ID {
		return workflow.WaitsFor(workflow.Missing{Point: p, Case: &c}, people)
	}
	taken := caseIn(models.Researching)
	taken.Claim.AssigneeID = models.Ref(carl.ID)
	wrong := caseIn(models.Researching)
	wrong.Findings[0].Verdict = models.Wrong
	lost := caseIn(models.Open)
	lost.Claim.Outcome = models.Lost
	free := caseIn(models.Open)
	free.Claim.AssigneeID = 0
	for _, row := range []struct {
		name string
		got  []models.ID
		want []models.ID
	}{
		{"in review: who may approve", waits(caseIn(models.InReview), models.PointNotApproved), []models.ID{rita.ID, ed.ID, duo.ID}},
		{"in research: who has it", waits(taken, models.PointNotApproved), []models.ID{carl.ID}},
		{"found wrong: editors", waits(wrong, models.PointNotApproved), []models.ID{ed.ID, duo.ID}},
		{"open: who may take it", waits(free, models.PointNotApproved), []models.ID{carl.ID, duo.ID}},
		{"without a place: who may place it", waits(lost, models.PointNotPlaced), []models.ID{carl.ID, ed.ID, duo.ID}},
		{"a must-fix: editors", waits(free, models.PointMustFix), []models.ID{ed.ID, duo.ID}},
		{"a TK: editors", workflow.WaitsFor(workflow.Missing{Point: models.PointTK}, people), []models.ID{ed.ID, duo.ID}},
		{"no claims: checkers", workflow.WaitsFor(workflow.Missing{Point: models.PointNoClaims}, people), []models.ID{carl.ID, duo.ID}},
		{
			"a query: the person asked",
			workflow.WaitsFor(workflow.Missing{Point: models.PointQuery, Comment: models.Comment{AskedID: models.Ref(vera.ID)}}, people),
			[]models.ID{vera.ID},
		},
	} {
		if diff := cmp.Diff(row.want, row.got); diff != "" {
			t.Errorf("%s: %s", row.name, diff)
		}
	}
}
