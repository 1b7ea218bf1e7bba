package store

import (
	"context"

	"example.org/tickmark/models"
)

// WaitFilter is what is asked of the list of open queries or of open review
// debts; what is zero is not asked.
type WaitFilter struct {
	Article   models.ID
	Asked     models.ID      // of queries: who is asked
	DueBefore models.Instant // due before
	After     ClaimKey       // only rows behind this one
	Limit     int
}

// queryDue is when a query is due, in the words of its index: those of old that
// named no time come last.
const queryDue = "COALESCE(comments.due_at, 9223372036854775807)"

// OpenQueries returns the queries that nobody answered, in articles that viewer
// may see, by when they are due.
func (q Queries) OpenQueries(ctx context.Context, viewer models.ID, f WaitFilter) ([]models.Comment, error) {
	open := q.on(ctx).Model(&models.Article{}).Select("1").Scopes(visible(viewer)).Where("articles.id = comments.article_id")
	g := q.on(ctx).Where("comments.kind = 'query' AND comments.closed_at IS NULL AND comments.parent_id IS NULL").Where("EXISTS (?)", open).
		Where(queryDue+" >= ? AND ("+queryDue+" > ? OR comments.id > ?)", int64(f.After.Due), int64(f.After.Due), f.After.ID)
	if f.Article != 0 {
		g = g.Where("comments.article_id = ?", f.Article)
	}
	if f.Asked != 0 {
		g = g.Where("comments.asked_id = ?", f.Asked)
	}
	if f.DueBefore != 0 {
		g = g.Where(queryDue+" < ?", int64(f.DueBefore))
	}
	return all[models.Comment](g.Order(queryDue + ", comments.id").Limit(f.Limit))
}

// OpenDebtList returns the review debts that nobody paid, in articles that viewer
// may see, by when they are due. Those of a claim that was withdrawn are owed no
// more.
func (q Queries) OpenDebtList(ctx context.Context, viewer models.ID, f WaitFilter) ([]models.Debt, error) {
	open := q.on(ctx).Model(&models.Article{}).Select("1").Scopes(visible(viewer)).Where("articles.id = debts.article_id")
	g := q.on(ctx).Where("debts.paid_at IS NULL").Where("EXISTS (?)", open).
		Where("NOT EXISTS (SELECT 1 FROM claims WHERE claims.id = debts.claim_id AND claims.state = 'withdrawn')").
		Where("(debts.due_at, debts.id) > (?, ?)", int64(f.After.Due), f.After.ID)
	if f.Article != 0 {
		g = g.Where("debts.article_id = ?", f.Article)
	}
	if f.DueBefore != 0 {
		g = g.Where("debts.due_at < ?", int64(f.DueBefore))
	}
	return all[models.Debt](g.Order("debts.due_at, debts.id").Limit(f.Limit))
}
