package store

import (
	"cmp"
	"context"
	"slices"

	"example.org/tickmark/models"

	"gorm.io/gorm"
)

// What waits for one person, as their desk shows it, and what came of a week.
// Each question goes along an index and stops at its limit.

// never is later than anything is due.
const never = "9223372036854775807"

// QueriesTo returns up to limit queries put to viewer that nobody closed, by
// when they are due, of articles that they may see and without those on claims
// that were withdrawn.
func (q Queries) QueriesTo(ctx context.Context, viewer models.ID, limit int) ([]models.Comment, error) {
	return all[models.Comment](q.on(ctx).Table("comments").Select("comments.*").Joins("JOIN articles ON articles.id = comments.article_id").
		Joins("LEFT JOIN claims ON claims.id = comments.claim_id").Scopes(visible(viewer)).
		Where("comments.asked_id = ? AND comments.closed_at IS NULL AND comments.kind = 'query' AND comments.parent_id IS NULL", viewer).
		Where("claims.id IS NULL OR claims.state <> 'withdrawn'").
		Order("COALESCE(comments.due_at, " + never + "), comments.id").Limit(limit))
}

// DebtsOf returns up to limit review debts that nobody paid and that are due
// before now or that viewer opened, by when they are due, of articles that
// viewer may see.
func (q Queries) DebtsOf(ctx context.Context, viewer models.ID, now models.Instant, limit int) ([]models.Debt, error) {
	of := func(sql string, arg int64) ([]models.Debt, error) {
		return all[models.Debt](q.on(ctx).Table("debts").Select("debts.*").Joins("JOIN articles ON articles.id = debts.article_id").Scopes(visible(viewer)).
			Where("debts.paid_at IS NULL AND "+sql, arg).Order("debts.due_at").Limit(limit))
	}
	debts, err := of("debts.due_at < ?", int64(now))
	if err != nil {
		return nil, err
	}
	own, err := of("debts.opened_by = ?", viewer)
	for _, d := range own {
		if !slices.ContainsFunc(debts, func(o models.Debt) bool { return o.ID == d.ID }) {
			debts = append(debts, d)
		}
	}
	slices.SortFunc(debts, func(a, b models.Debt) int { return cmp.Or(cmp.Compare(a.DueAt, b.DueAt), cmp.Compare(a.ID, b.ID)) })
	return debts[:min(limit, len(debts))], err
}

// DueKey is where in the order of what is due an article stands.
type DueKey struct {
	Due models.Instant
	ID  models.ID
}

// DueStamp is a stamp of an article with its deadline.
type DueStamp struct {
	Stamp
	DeadlineAt models.Instant
}

// StampsDue returns the stamps of up to limit articles that viewer may see with
// a deadline, by that, from behind a key.
func (q Queries) StampsDue(ctx context.Context, viewer models.ID, after DueKey, limit int) ([]DueStamp, error) {
	return all[DueStamp](q.stamps(ctx, viewer).Select("articles.id", "articles.deadline_at", "(SELECT MAX(events.seq) FROM events WHERE events.article_id = articles.id) AS seq").
		Where("articles.deadline_at IS NOT NULL AND articles.deadline_at >= ? AND (articles.deadline_at > ? OR articles.id > ?)", int64(after.Due), int64(after.Due), after.ID).
		Order("articles.deadline_at, articles.id").Limit(limit))
}

// StampsNeverDue returns the stamps of up to limit articles that viewer may see
// without a deadline, newest first, of the newest looked.
func (q Queries) StampsNeverDue(ctx context.Context, viewer models.ID, looked, limit int) ([]Stamp, error) {
	return all[Stamp](q.stamps(ctx, viewer).Where("articles.id > (SELECT MAX(newest.id) FROM articles newest) - ? AND articles.deadline_at IS NULL", looked).
		Order("articles.id DESC").Limit(limit))
}

// Figure is what the figures of the week count.
type Figure string

// The figures.
const (
	FigureApproved Figure = "approved" // a second person approved a claim, and no glass was broken
	FigureCaught   Figure = "caught"   // a must-fix was closed by other words, or by cutting them
	FigureStale    Figure = "stale"    // an approval ended by itself
	FigureDrifted  Figure = "drifted"  // a source was gone, or changed
)

// Happened is one thing that a figure counts.
type Happened struct {
	Figure Figure
	At     models.Instant
	Took   int64 // of an approval: how long after the claim was marked, in milliseconds
}

// Week returns what happened since an instant in articles that viewer may see,
// newest first, of each figure up to limit.
func (q Queries) Week(ctx context.Context, viewer models.ID, since models.Instant, limit int) (rows []Happened, err error) {
	claims := func(g *gorm.DB) *gorm.DB {
		return g.Joins("CROSS JOIN claims").Joins("CROSS JOIN articles").Where("claims.id = approvals.claim_id AND articles.id = claims.article_id").Scopes(visible(viewer))
	}
	for _, one := range []struct {
		figure Figure
		at     string
		g      *gorm.DB
	}{
		{FigureApproved, "approvals.created_at", q.on(ctx).Table("approvals").Scopes(claims).
			Where("approvals.break_glass = ? AND (claims.approval_id = approvals.id OR approvals.ended_at IS NOT NULL)", false)},
		{FigureStale, "approvals.ended_at", q.on(ctx).Table("approvals").Scopes(claims).
			Where("approvals.ended_by IN ?", []models.EndCause{models.EndedWords, models.EndedSentence, models.EndedEvidence, models.EndedContradiction, models.EndedStructure})},
		{FigureCaught, "comments.closed_at", q.on(ctx).Table("comments").Joins("CROSS JOIN articles").Joins("LEFT JOIN claims ON claims.id = comments.claim_id").
			Where("articles.id = comments.article_id").Scopes(visible(viewer)).
			Where("comments.kind = 'fix' AND comments.must_fix = ? AND (comments.closing = ? OR comments.closing = ? AND claims.withdraw_reason = ?)",
				true, models.Checked, models.ClaimWithdrawn, models.CutFromCopy)},
		{FigureDrifted, "drifts.opened_at", q.on(ctx).Table("drifts").Joins("CROSS JOIN sources").
			Where("sources.id = drifts.source_id").Scopes(q.sourceSeen(ctx, viewer))},
	} {
		took := "0 AS took"
		if one.figure == FigureApproved {
			took = "approvals.created_at - claims.created_at AS took"
		}
		some, err := all[Happened](one.g.Select("'"+string(one.figure)+"' AS figure", one.at+" AS at", took).Where(one.at+" >= ?", int64(since)).Order(one.at + " DESC").Limit(limit))
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	return rows, nil
}
