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

// uncoveredCopy has two sentences that can be checked, of which the tests cover
// one, and none that cannot.
const uncoveredCopy = "Fares rise\n\nFares rose by 12 per cent on 3 May 2025. The company said that 1,200 people lost their jobs. It rained."

var coverage = []story{
	{"an article is not ready while a checkable sentence lies in no claim", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		if c := d.file().Article.Coverage; c != (models.Coverage{Checkable: 2, Uncovered: 2}) {
			t.Fatalf("coverage %+v", c)
		}
		n := d.mark(d.Carl, 2)
		d.ToReview(t, d.Carl, d.article, n)
		d.do(d.Rita, n, workflow.Approve)
		d.stage(models.StageChecking)
		d.refuse(apperr.NotReady, func() error { return d.signOffAs(d.Ed) })
		d.ok(d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.NothingToCheck, []int{3}, "it is a quotation from a play"))
		if c := d.file().Article.Coverage; c != (models.Coverage{Checkable: 2}) {
			t.Errorf("coverage %+v", c)
		}
		d.stage(models.StageReady)
		d.ok(d.signOffAs(d.Ed))
	}},
	{"an editor leaves the rest unchecked with a reason, and nobody else", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		n := d.mark(d.Carl, 2)
		d.ToReview(t, d.Carl, d.article, n)
		d.do(d.Rita, n, workflow.Approve)
		leave := func(u models.User, reason string) func() error {
			return func() error { return d.LeaveUnchecked(t.Context(), testkit.By(u), d.article, 1, reason) }
		}
		d.refuse(apperr.RoleMissing, leave(d.Carl, "no time"))
		d.refuse(apperr.NoteMissing, leave(d.Ed, ""))
		d.ok(leave(d.Ed, "no time")())
		d.refuse(apperr.NothingUnread, leave(d.Ed, "no time"))
		if c := d.file().Article.Coverage; c != (models.Coverage{Checkable: 2, Uncovered: 1, Unchecked: 1}) {
			t.Errorf("coverage %+v", c)
		}
		d.stage(models.StageReady)
		d.revise(d.Ed, models.OriginPasted, "It rained.", "It rained on 4 May.")
		d.stage(models.StageChecking)
	}},
	{"the writer of a sentence does not waive it", func(t *testing.T, d *desk) {
		d.writtenBy(d.Carl)
		d.refuse(apperr.WriterBarred, func() error {
			return d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.NothingToCheck, []int{2}, "because")
		})
	}},
	{"a waiver is taken back by whoever gave it or an editor, once, and only CQ lets a TK stand", func(t *testing.T, d *desk) {
		d.fresh("Fares rise\n\nFares rose by TK per cent in 2025.")
		waive := func(kind models.WaiverKind, note string) error {
			return d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, kind, []int{2}, note)
		}
		d.refuse(apperr.NoteMissing, func() error { return waive(models.NothingToCheck, "") })
		d.refuse(apperr.UnknownChoice, func() error { return waive("because", "x") })
		d.ok(waive(models.NothingToCheck, "a slogan"))
		if f := d.file(); f.Article.OpenTKs != 1 || f.Article.Uncovered != 0 {
			t.Errorf("open TKs %d, coverage %+v", f.Article.OpenTKs, f.Article.Coverage)
		}
		w := d.file().Waived[1]
		end := func(u models.User) func() error {
			return func() error { return d.EndWaiver(t.Context(), testkit.By(u), d.article, w.ID) }
		}
		d.refuse(apperr.RoleMissing, end(d.Cleo))
		d.ok(end(d.Carl)())
		d.refuse(apperr.AlreadyUndone, end(d.Ed))
		if f := d.file(); f.Article.Uncovered != 1 {
			t.Errorf("coverage %+v", f.Article.Coverage)
		}
		d.ok(waive(models.CQ, ""))
		if f := d.file(); f.Article.OpenTKs != 0 {
			t.Errorf("open TKs %d", f.Article.OpenTKs)
		}
	}},
	{"breaking the glass over the coverage owes it, and covering pays", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		n := d.mark(d.Carl, 2)
		d.ToReview(t, d.Carl, d.article, n)
		d.do(d.Rita, n, workflow.Approve)
		d.ok(d.breakOff(d.Ed))
		f := d.file()
		if debts := f.OpenDebts(); len(debts) != 1 || debts[0].Point != models.PointCoverage {
			t.Fatalf("debts %+v", debts)
		}
		d.stage(models.StageSignedOff)
		d.ok(d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.CQ, []int{3}, ""))
		if f := d.file(); len(f.OpenDebts()) != 0 || len(f.Reports) != 2 || f.Report().BreakGlass {
			t.Errorf("debts %+v, reports %d", f.OpenDebts(), len(f.Reports))
		}
	}},
	{"a claim that is withdrawn, restored or loses its place covers otherwise", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		n := d.mark(d.Carl, 2)
		want := func(uncovered int) {
			t.Helper()
			if c := d.file().Article.Coverage; c.Uncovered != uncovered || c != workflow.CoverageOf(d.file()) {
				t.Errorf("coverage %+v, counted %+v", c, workflow.CoverageOf(d.file()))
			}
		}
		want(1)
		d.do(d.Ed, n, workflow.Withdraw)
		want(2)
		d.do(d.Ed, n, workflow.Restore)
		want(1)
		d.revise(d.Ed, models.OriginPasted, "Fares rose by 12 per cent on 3 May 2025. ", "")
		want(1)
		d.ok(d.place(d.Carl, n, 2, ""))
		want(0)
	}},
}

// fresh gives the story another article, of which nobody left anything
// unchecked.
func (d *desk) fresh(text string) {
	d.t.Helper()
	id, err := d.OpenArticle(d.t.Context(), testkit.By(d.Ed), testkit.Meta(d.Ed), newsroom.Copy{Text: text, Format: intake.FormatPlain})
	d.ok(err)
	d.article = id
}

// breakOff signs the first revision off by break glass.
func (d *desk) breakOff(u models.User) error {
	_, err := d.SignOffArticle(d.t.Context(), testkit.By(u), d.article, newsroom.SignOff{Revision: 1, Break: true, Reason: "no time"})
	return err
}
