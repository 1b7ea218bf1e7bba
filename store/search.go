package store

import (
	"context"
	"database/sql"
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
	like := sql.Named("like", "%"+strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.ToLower(term))+"%")
	f.Articles, err = all[models.Article](q.on(ctx).Scopes(visible(viewer)).
		Where(`(LOWER(articles.headline) LIKE @like ESCAPE '\' OR LOWER(articles.byline) LIKE @like ESCAPE '\'`+
			` OR EXISTS (SELECT 1 FROM revisions WHERE revisions.id = articles.revision_id AND LOWER(revisions.text) LIKE @like ESCAPE '\'))`, like).
		Order("articles.id DESC").Limit(limit))
	if err != nil {
		return f, err
	}
	f.Claims, err = all[models.Claim](q.on(ctx).
		Where("EXISTS (?)", q.on(ctx).Model(&models.Article{}).Select("1").Scopes(visible(viewer)).Where("articles.id = claims.article_id")).
		Where(`(LOWER(claims.statement) LIKE @like ESCAPE '\' OR LOWER(claims.exact) LIKE @like ESCAPE '\')`, like).
		Order("claims.id DESC").Limit(limit))
	if err != nil {
		return f, err
	}
	f.Sources, err = all[models.Source](q.on(ctx).Where("EXISTS (?)", q.sourceArticles(ctx, viewer)).
		Where(`(LOWER(sources.title) LIKE @like ESCAPE '\' OR LOWER(sources.publisher) LIKE @like ESCAPE '\'`+
			` OR LOWER(sources.author) LIKE @like ESCAPE '\' OR LOWER(sources.url) LIKE @like ESCAPE '\')`, like).
		Order("sources.id DESC").Limit(limit))
	return f, err
}
