package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// owe opens a review debt for each of the points that is not owed already.
func (a *act) owe(ctx context.Context, article models.ID, points []workflow.Missing, reason string) error {
	settings, err := a.Settings(ctx)
	if err != nil {
		return err
	}
	open, err := a.OpenDebts(ctx, article)
	if err != nil {
		return err
	}
	due := a.now + hours(settings.DebtHours)
	for _, p := range workflow.NewDebts(points, open) {
		d := models.Debt{
			ArticleID: article, Point: p.Point, CommentID: models.Ref(p.Comment.ID), Detail: p.TK.Sentence,
			Reason: reason, DueAt: due, OpenedBy: a.actor.ID, OpenedAt: a.now,
		}
		if p.Case != nil {
			d.ClaimID = models.Ref(p.Case.Claim.ID)
		}
		if err := a.AddDebt(ctx, &d); err != nil {
			return err
		}
		a.record("debt.open", models.SubjectDebt, d.ID, made(debtFields, d)...).on(article, models.ID(d.ClaimID)).because(reason)
	}
	return nil
}

// settle counts the article's coverage anew where the act changed it, and pays
// the debts that are paid by what the act did. When none
// is left and nothing else is missing, the report that was signed off by break
// glass is superseded by itself.
func (a *act) settle(ctx context.Context, art models.Article) error {
	if err := a.recount(ctx, &art); err != nil {
		return err
	}
	debts, err := a.OpenDebts(ctx, art.ID)
	if err != nil {
		return err
	}
	reports, err := a.Reports(ctx, art.ID)
	if err != nil {
		return err
	}
	last := models.Report{}
	if len(reports) > 0 {
		last = reports[len(reports)-1]
	}
	supersede := last.BreakGlass && last.RevisionID == models.ID(art.RevisionID)
	if len(debts) == 0 && !supersede {
		return nil
	}
	f, err := readFile(ctx, a.Queries, art)
	if err != nil {
		return err
	}
	if err := a.payAll(ctx, f); err != nil {
		return err
	}
	if !supersede || broken(f) || len(workflow.WhatIsMissing(f)) > 0 {
		return nil
	}
	return a.issue(ctx, f)
}

// payAll pays the debts of f that are paid.
func (a *act) payAll(ctx context.Context, f *workflow.File) error {
	for i, d := range f.Debts {
		if d.PaidAt == 0 && workflow.Paid(f, d) {
			if err := a.pay(ctx, &f.Debts[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// broken reports whether a report of f has to say that it is signed off by
// break glass.
func broken(f *workflow.File) bool {
	return len(f.OpenDebts()) > 0 || slices.ContainsFunc(f.Cases, func(c workflow.Case) bool { return c.Approval().BreakGlass })
}

// pay says that the actor's act paid a debt.
func (a *act) pay(ctx context.Context, d *models.Debt) error {
	was := *d
	d.PaidAt, d.PaidBy = a.now, models.Ref(a.actor.ID)
	if err := a.PayDebt(ctx, *d); err != nil {
		return err
	}
	a.record("debt.pay", models.SubjectDebt, d.ID, changed(debtFields, was, *d)...).on(d.ArticleID, models.ID(d.ClaimID))
	return nil
}
