package store

import (
	"context"

	"example.org/tickmark/models"
)

// ArticleFilter is what is asked of the list of articles; what is zero is not
// asked.
type ArticleFilter struct {
	Desk      string
	Language  string
	Editor    models.ID
	Work      ArticleWork
	DueFrom   models.Instant // its deadline is then or later
	DueBefore models.Instant // and before
	NeverDue  bool           // it has none
	Before    models.ID      // only articles below; 0 begins at the top
	Limit     int
}

// ArticleWork is what there is to do on an article.
type ArticleWork string

// The work.
const (
	WorkTodo   ArticleWork = "to do"     // a claim is neither approved nor withdrawn
	WorkReview ArticleWork = "in review" // a claim waits for a second person
	WorkNone   ArticleWork = "no claims"
)

// ArticleWorks lists them all.
var ArticleWorks = []ArticleWork{WorkTodo, WorkReview, WorkNone}

// works are the conditions of the work, each as a value of the row: of EXISTS
// PostgreSQL makes a join, and sorts what comes of it.
var works = map[ArticleWork]string{
	WorkTodo:   "(SELECT 1 FROM claims WHERE claims.article_id = articles.id AND " + unfinished + " LIMIT 1) IS NOT NULL",
	WorkReview: "(SELECT 1 FROM claims WHERE claims.article_id = articles.id AND claims.state = 'in review' LIMIT 1) IS NOT NULL",
	WorkNone:   "(SELECT 1 FROM claims WHERE claims.article_id = articles.id LIMIT 1) IS NULL",
}

// ListArticles is Stamps of the articles that are as f asks. It looks at no more
// than the next 10,000 articles and returns below which to go on where there are
// more; 0: these are all.
func (q Queries) ListArticles(ctx context.Context, viewer models.ID, f ArticleFilter) (rows []Stamp, next models.ID, err error) {
	g := q.stamps(ctx, viewer).Where("articles.id < ?", below(f.Before))
	for _, ask := range []struct {
		wanted bool
		sql    string
		args   []any
	}{
		// The list goes down by number: what an index has in another order would
		// have to be sorted whole, so none of the deadline is to be used.
		{f.Desk != "", "articles.desk = ?", []any{f.Desk}},
		{f.Language != "", "articles.language = ?", []any{f.Language}},
		{f.Editor != 0, "articles.editor_id = ?", []any{f.Editor}},
		{f.Work != "", works[f.Work], nil},
		{f.DueFrom != 0, "articles.deadline_at + 0 >= ?", []any{f.DueFrom}},
		{f.DueBefore != 0, "articles.deadline_at + 0 < ?", []any{f.DueBefore}},
		{f.NeverDue, "articles.deadline_at IS NULL", nil},
	} {
		if ask.wanted {
			g = g.Where(ask.sql, ask.args...)
		}
	}
	var last []models.ID
	err = q.on(ctx).Model(&models.Article{}).Where("id < ?", below(f.Before)).Order("id DESC").Offset(ClaimsLookedThrough-1).Limit(1).Pluck("id", &last).Error
	if err != nil {
		return nil, 0, err
	}
	if len(last) > 0 {
		next = last[0]
		g = g.Where("articles.id >= ?", next)
	}
	rows, err = all[Stamp](g.Order("articles.id DESC").Limit(f.Limit))
	return rows, next, err
}
