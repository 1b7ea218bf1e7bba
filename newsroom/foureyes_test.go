package newsroom_test

import (
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// hands are ways to get a hand in a claim that Carl researches; Duo, who could
// approve it, does each and then cannot.
var hands = map[models.HandCause]func(d *desk) int{
	models.HandStatement: func(d *desk) int { n := d.mark(d.Duo, 2); d.ToReview(d.t, d.Carl, d.article, n); return n },
	models.HandVerdict: func(d *desk) int {
		n := d.marked()
		d.do(d.Duo, n, workflow.Take)
		d.Find(d.t, d.Duo, d.article, n, models.Confirmed)
		d.do(d.Duo, n, workflow.Release)
		d.do(d.Carl, n, workflow.Take)
		d.Evidence(d.t, d.Carl, d.article, n, models.Supports)
		d.do(d.Carl, n, workflow.Submit)
		return n
	},
	models.HandEvidence: func(d *desk) int {
		n := d.reviewed()
		e := d.kase(n).Evidence[0]
		e.Note = "seen again"
		d.ok(d.ChangeEvidence(d.t.Context(), testkit.By(d.Duo), d.at(n), e.ID, e))
		return n
	},
	models.HandSubmitted: func(d *desk) int {
		n := d.reviewed()
		d.do(d.Carl, n, workflow.Recall)
		d.ok(d.Assign(d.t.Context(), testkit.By(d.Ed), d.at(n), d.Duo.ID, 0))
		d.do(d.Duo, n, workflow.Submit)
		return n
	},
	models.HandWriter: func(d *desk) int { d.writtenBy(d.Duo); return d.reviewed() },
}

var fourEyes = []story{
	{"nobody approves a claim in which they have a hand, whichever", func(t *testing.T, d *desk) {
		for cause, get := range hands {
			n := get(d)
			c := d.kase(n)
			if causes := c.HandOf(d.Duo.ID); len(causes) != 1 || causes[0] != cause {
				t.Errorf("%s: Duo has hands %v", cause, causes)
			}
			d.cannot(apperr.HandApproves, d.Duo, n, workflow.Approve)
			d.do(d.Rita, n, workflow.Approve)
			d.article = d.Open(t, testkit.Copy)
		}
	}},
	{"who edits the statement has a hand", func(t *testing.T, d *desk) {
		n := d.marked()
		d.do(d.Cleo, n, workflow.Take)
		d.ok(d.EditStatement(t.Context(), testkit.By(d.Cleo), d.at(n), "The leaders met on 15 August 2025."))
		if causes := d.kase(n).HandOf(d.Cleo.ID); len(causes) != 1 || causes[0] != models.HandStatement {
			t.Errorf("hands %v", causes)
		}
		target := d.at(n)
		d.refuse(apperr.FieldMissing, func() error { return d.EditStatement(t.Context(), testkit.By(d.Cleo), target, "") })
		d.refuse(apperr.NotAssignee, func() error { return d.EditStatement(t.Context(), testkit.By(d.Carl), target, "x") })
	}},
	{"pasting, assigning, placing, commenting, proposing, sending back and taking give no hand", func(t *testing.T, d *desk) {
		n := d.marked()
		d.ok(d.Assign(t.Context(), testkit.By(d.Duo), d.at(n), d.Carl.ID, 0))
		d.comment(d.Duo, newsroom.NewComment{Claim: n, Kind: models.Remark, Body: "hm"})
		d.comment(d.Duo, newsroom.NewComment{Claim: n, Kind: models.Fix, Proposed: "They met."})
		d.revise(d.Duo, models.OriginPasted, "The leaders met on 15 August in Anchorage. ", "", "Nothing was signed.", "They met on 16 August.")
		d.ok(d.place(d.Duo, n, 4, ""))
		d.do(d.Duo, n, workflow.Take)
		d.do(d.Duo, n, workflow.Release)
		d.ToReview(t, d.Carl, d.article, n)
		d.do(d.Duo, n, workflow.RequestChanges)
		d.do(d.Carl, n, workflow.Take)
		d.do(d.Carl, n, workflow.Submit)
		d.do(d.Duo, n, workflow.Approve)
	}},
	{"who types words in the page is their writer; sentences left alike keep theirs", func(t *testing.T, d *desk) {
		d.writtenBy(d.Eva)
		n, next := d.marked(), d.mark(d.Carl, 3)
		d.revise(d.Ed, models.OriginEdited, "15 August", "16 August", "They spoke", "They  spoke")
		if c := d.kase(n); !c.WroteWords(d.Ed.ID) || c.WroteWords(d.Eva.ID) {
			t.Errorf("the typed sentence: %+v", c.Hands)
		}
		if c := d.kase(next); c.WroteWords(d.Ed.ID) || !c.WroteWords(d.Eva.ID) {
			t.Errorf("the sentence left alike: %+v", c.Hands)
		}
		d.ToReview(t, d.Carl, d.article, n)
		d.cannot(apperr.HandApproves, d.Ed, n, workflow.Approve)
		d.do(d.Eva, n, workflow.Approve) // no longer its writer
	}},
	{"the form may say who wrote what is pasted", func(t *testing.T, d *desk) {
		d.writtenBy(d.Eva)
		_, err := d.Revise(t.Context(), testkit.By(d.Ed), d.article, newsroom.NewRevision{
			Base: 1, Copy: newsroom.Copy{Text: "New\n\nThe leaders met again.", Format: intake.FormatPlain}, Origin: models.OriginPasted,
			Told: true, Writers: []models.ID{d.Vera.ID},
		})
		d.ok(err)
		if c := d.kase(d.mark(d.Carl, 2)); !c.WroteWords(d.Vera.ID) || c.WroteWords(d.Eva.ID) {
			t.Errorf("hands %+v", c.Hands)
		}
	}},
	{"a withdrawn claim whose sentence was rewritten meanwhile knows its writer when it is restored", func(t *testing.T, d *desk) {
		n, m := d.reviewed(), d.mark(d.Carl, 2)
		d.do(d.Ed, n, workflow.Withdraw)
		d.ok(d.apply(d.Ed, d.comment(d.Rob, newsroom.NewComment{Claim: m, Kind: models.Fix, Proposed: "The leaders met in mid-August."})))
		d.do(d.Ed, n, workflow.Restore)
		c := d.kase(n)
		if !c.WroteWords(d.Rob.ID) || c.Finding().ID != 0 {
			t.Errorf("hands %+v, verdict %q", c.Hands, c.Finding().Verdict)
		}
	}},
	{"the writer of words does not withdraw them, let them stand, close a query about them, wave them through or sign off", func(t *testing.T, d *desk) {
		d.writtenBy(d.Ed)
		n := d.marked()
		fix := d.comment(d.Carl, newsroom.NewComment{Claim: n, Kind: models.Fix, MustFix: true, Body: "!"})
		ask := d.comment(d.Carl, newsroom.NewComment{Claim: n, Kind: models.Query, Body: "?", Asked: d.Ed.ID})
		whole := d.comment(d.Carl, newsroom.NewComment{Kind: models.Query, Body: "?", Asked: d.Vera.ID})
		d.cannot(apperr.WriterBarred, d.Ed, n, workflow.Withdraw)
		d.refuse(apperr.WriterBarred, func() error { return d.stet(d.Ed, fix, "r") })
		d.refuse(apperr.WriterBarred, func() error { return d.resolve(d.Ed, ask, "r") })
		d.refuse(apperr.WriterBarred, func() error { return d.resolve(d.Ed, whole, "r") })
		d.refuse(apperr.WriterBarred, func() error { return d.Waive(t.Context(), testkit.By(d.Ed), d.article, 1, models.CQ, []int{2}, "fine") })
		d.comment(d.Ed, newsroom.NewComment{Parent: ask, Body: "I was there"}) // answering is another thing
		d.closed(ask, models.Answered)
		d.ok(d.stet(d.Eva, fix, "r"))
		d.ok(d.resolve(d.Eva, whole, "r"))
		d.ToReview(t, d.Carl, d.article, n)
		d.do(d.Rita, n, workflow.Approve)
		d.refuse(apperr.WriterBarred, func() error { return d.signOff(d.Ed, "") })
		d.ok(d.signOff(d.Eva, ""))
	}},
}

var glass = []story{
	{"the glass is broken over a claim by an editor with a hand; the debt is paid by another's approval, which issues the report anew", func(t *testing.T, d *desk) {
		n := d.marked()
		d.ToReview(t, d.Duo, d.article, n)
		d.cannot(apperr.NoDebtHere, d.Ed, n, workflow.BreakGlass) // nothing to pass over
		d.cannot(apperr.RoleMissing, d.Rita, n, workflow.BreakGlass)
		d.do(d.Duo, n, workflow.BreakGlass)
		f := d.file()
		c, _ := f.Case(n)
		if !c.Approval().BreakGlass || c.Approval().Reason != "because" || len(f.OpenDebts()) != 1 || f.Debts[0].Point != models.PointHand ||
			f.Debts[0].DueAt-f.Debts[0].OpenedAt != 24*3_600_000 {
			t.Fatalf("approval %+v, debts %+v", c.Approval(), f.Debts)
		}
		d.ok(d.signOff(d.Ed, ""))
		if r := d.file().Report(); !r.BreakGlass {
			t.Error("the report says verified")
		}
		d.cannot(apperr.HandApproves, d.Duo, n, workflow.Approve)
		d.do(d.Rita, n, workflow.Approve)
		f = d.file()
		if len(f.OpenDebts()) != 0 || len(f.Reports) != 2 || f.Report().BreakGlass || f.Report().IssuedBy != 0 || f.Report().Supersedes != models.Ref(f.Reports[0].ID) {
			t.Errorf("debts %+v, reports %+v", f.Debts, f.Reports)
		}
		d.stage(models.StageSignedOff)
	}},
	{"a must-fix and a query passed over on a claim are debts until they are closed and somebody else approves", func(t *testing.T, d *desk) {
		n := d.reviewed()
		fix := d.comment(d.Carl, newsroom.NewComment{Claim: n, Kind: models.Fix, MustFix: true, Body: "!"})
		ask := d.comment(d.Carl, newsroom.NewComment{Claim: n, Kind: models.Query, Body: "?", Asked: d.Vera.ID})
		d.cannot(apperr.OpenMustFix, d.Ed, n, workflow.Approve)
		d.do(d.Ed, n, workflow.BreakGlass)
		if debts := d.file().OpenDebts(); len(debts) != 2 {
			t.Fatalf("debts %+v", debts)
		}
		d.cannot(apperr.OpenMustFix, d.Rita, n, workflow.Approve)
		d.ok(d.stet(d.Eva, fix, "r"))
		d.cannot(apperr.UnansweredQuery, d.Rita, n, workflow.Approve)
		d.comment(d.Vera, newsroom.NewComment{Parent: ask, Body: "yes"})
		if debts := d.file().OpenDebts(); len(debts) != 2 {
			t.Errorf("debts %+v before anybody approved", debts)
		}
		d.do(d.Rita, n, workflow.Approve)
		if debts := d.file().OpenDebts(); len(debts) != 0 {
			t.Errorf("debts %+v", debts)
		}
	}},
	{"the glass is broken over a sign-off; each point is a debt once, and the last payment issues the report anew", func(t *testing.T, d *desk) {
		d.article = d.Open(t, "Leaders meet\n\nThe leaders met. They spoke for TK hours.")
		n := d.mark(d.Carl, 2)
		ask := d.comment(d.Carl, newsroom.NewComment{Kind: models.Query, Body: "?", Asked: d.Vera.ID})
		d.refuse(apperr.NotReady, func() error { return d.signOff(d.Ed, "") })
		d.refuse(apperr.NeedsReason, func() error {
			_, err := d.SignOffArticle(t.Context(), testkit.By(d.Ed), d.article, newsroom.SignOff{Revision: 1, Break: true})
			return err
		})
		d.refuse(apperr.NotNewest, func() error {
			_, err := d.SignOffArticle(t.Context(), testkit.By(d.Ed), d.article, newsroom.SignOff{Revision: 2, Break: true, Reason: "r"})
			return err
		})
		d.ok(d.signOff(d.Ed, "it must run"))
		if debts := d.file().OpenDebts(); len(debts) != 3 {
			t.Fatalf("debts %+v", debts)
		}
		d.stage(models.StageSignedOff)
		d.refuse(apperr.AlreadySigned, func() error { return d.signOff(d.Ed, "again") })
		other := d.mark(d.Carl, 1)
		d.stage(models.StageChecking)
		d.ok(d.signOff(d.Ed, "still"))
		if debts := d.file().OpenDebts(); len(debts) != 4 {
			t.Errorf("debts %+v, want one for the new claim alone", debts)
		}
		d.ok(d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.CQ, []int{3}, "CQ"))
		d.comment(d.Vera, newsroom.NewComment{Parent: ask, Body: "yes"})
		d.ToApproved(t, d.Carl, d.Rita, d.article, n)
		d.do(d.Ed, other, workflow.Withdraw)
		f := d.file()
		if len(f.OpenDebts()) != 0 || len(f.Reports) != 3 || f.Report().BreakGlass || f.Report().IssuedBy != 0 {
			t.Errorf("debts %+v, reports %+v", f.OpenDebts(), f.Reports)
		}
	}},
	{"an article without claims is signed off by break glass, and issued anew once it has one that is approved", func(t *testing.T, d *desk) {
		d.ok(d.signOff(d.Ed, "it must run"))
		d.stage(models.StageSignedOff)
		n := d.marked()
		d.stage(models.StageChecking)
		d.ToApproved(t, d.Carl, d.Rita, d.article, n)
		if f := d.file(); len(f.Reports) != 2 || f.Report().BreakGlass {
			t.Errorf("reports %+v", f.Reports)
		}
		d.stage(models.StageSignedOff)
	}},
	{"a writer signs off by break glass, and a second editor countersigns", func(t *testing.T, d *desk) {
		d.writtenBy(d.Ed)
		d.approved()
		d.ok(d.signOff(d.Ed, "nobody else is here"))
		if debts := d.file().OpenDebts(); len(debts) != 1 || debts[0].Point != models.PointWriter {
			t.Fatalf("debts %+v", debts)
		}
		d.refuse(apperr.AlreadySigned, func() error { return d.signOff(d.Ed, "") })
		d.ok(d.signOff(d.Eva, ""))
		if f := d.file(); len(f.OpenDebts()) != 0 || f.Report().BreakGlass || f.Report().IssuedBy != models.Ref(d.Eva.ID) {
			t.Errorf("debts %+v, reports %+v", f.Debts, f.Reports)
		}
	}},
	{"a debt is not merged away", func(t *testing.T, d *desk) {
		n, other := d.marked(), d.mark(d.Carl, 3)
		d.ok(d.signOff(d.Ed, "it must run"))
		target := d.at(n)
		d.refuse(apperr.DebtOpen, func() error { return d.MergeClaims(t.Context(), testkit.By(d.Carl), target, other, "both") })
	}},
	{"a signed article whose claim was approved anew is signed off anew, and the report supersedes", func(t *testing.T, d *desk) {
		n := d.approved()
		d.ok(d.signOff(d.Ed, ""))
		d.do(d.Rita, n, workflow.Reopen)
		d.stage(models.StageChecking)
		d.Find(t, d.Carl, d.article, n, models.Attributed)
		d.do(d.Carl, n, workflow.Submit)
		d.do(d.Rita, n, workflow.Approve)
		d.stage(models.StageReady)
		d.ok(d.signOff(d.Ed, ""))
		d.stage(models.StageSignedOff)
		if f := d.file(); len(f.Reports) != 2 || f.Report().Supersedes != models.Ref(f.Reports[0].ID) {
			t.Errorf("reports %+v", f.Reports)
		}
	}},
}
