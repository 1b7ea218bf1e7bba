package newsroom

import (
	"context"

	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// openDebts opens a review debt for every point that a break glass over the
// claim passed over.
func (n *Newsroom) openDebts(ctx context.Context, a *act, move workflow.Act, c *workflow.Case, reason string) error {
	if move != workflow.BreakGlass {
		return nil
	}
	return n.owe(ctx, a, c.Claim.ArticleID, workflow.PassedOver(*c, a.actor), reason)
}

// owe opens a review debt for each of the points.
func (n *Newsroom) owe(ctx context.Context, a *act, article models.ID, points []workflow.Missing, reason string) error {
	settings, err := a.Settings(ctx)
	if err != nil {
		return err
	}
	due := a.now + models.Instant(int64(settings.DebtHours)*3_600_000)
	for _, p := range points {
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

// settle pays the article's debts that are paid by what the act did, and issues
// the superseding report when the last one is and nothing else is missing.
func (n *Newsroom) settle(ctx context.Context, a *act, art models.Article) error {
	debts, err := a.OpenDebts(ctx, art.ID)
	if err != nil || len(debts) == 0 {
		return err
	}
	f, err := readFile(ctx, a.Queries, art)
	if err != nil {
		return err
	}
	open := 0
	for i, d := range f.Debts {
		switch {
		case d.PaidAt != 0:
		case workflow.Paid(f, d):
			if err := a.pay(ctx, &f.Debts[i]); err != nil {
				return err
			}
		default:
			open++
		}
	}
	reported := f.Report().ID != 0 && f.Report().RevisionID == f.Revision.ID && f.Report().BreakGlass
	if open > 0 || !reported || len(workflow.WhatIsMissing(f)) > 0 {
		return nil
	}
	return n.issue(ctx, a, f)
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
