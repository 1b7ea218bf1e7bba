package store

import (
	"context"
	"strings"

	"example.org/tickmark/models"
)

// Found is what a search found, each list bounded.
type Found struct {
	Articles []models.Article
	Claims   []models.Claim
	Sources  []models.Source
}

// Search returns up to limit articles, claims and sources whose words contain
// term, without regard to case, and that viewer may see, newest first.
func (q Queries) Search(ctx context.Context, viewer models.ID, term string, limit int) (f Found, err error) {
	like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.ToLower(term)) + "%"
	in := func(columns ...string) string {
		for i, c := range columns {
			columns[i] = "LOWER(" + c + `) LIKE @like ESCAPE '\'`
		}
		return strings.Join(columns, " OR ")
	}
	arg := map[string]any{"like": like}
	f.Articles, err = all[models.Article](q.on(ctx).Scopes(visible(viewer)).
		Where("("+in("articles.headline", "articles.byline")+" OR EXISTS (SELECT 1 FROM revisions WHERE revisions.id = articles.revision_id AND "+in("revisions.text")+"))", arg).
		Order("articles.id DESC").Limit(limit))
	if err != nil {
		return f, err
	}
	f.Claims, err = all[models.Claim](q.on(ctx).
		Where("EXISTS (?)", q.on(ctx).Model(&models.Article{}).Select("1").Scopes(visible(viewer)).Where("articles.id = claims.article_id")).
		Where("("+in("claims.statement", "claims.exact")+")", arg).Order("claims.id DESC").Limit(limit))
	if err != nil {
		return f, err
	}
	f.Sources, err = all[models.Source](q.on(ctx).Where("EXISTS (?)", q.sourceArticles(ctx, viewer)).
		Where("("+in("sources.title", "sources.publisher", "sources.author", "sources.url")+")", arg).
		Order("sources.id DESC").Limit(limit))
	return f, err
}
