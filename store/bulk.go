package store

import (
	"context"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm/clause"
)

// BulkAct returns what came of an act of user on several claims, or
// apperr.NotFoundOrSeen: nobody else looks at it.
func (q Queries) BulkAct(ctx context.Context, user, id models.ID) (models.BulkAct, error) {
	return one[models.BulkAct](q.on(ctx).Where("id = ? AND user_id = ?", id, user), "act")
}

// ClaimArticles returns the claims with the given IDs as lists show them, in
// articles that viewer may see.
func (q Queries) ClaimArticles(ctx context.Context, viewer models.ID, ids []models.ID) ([]models.Claim, error) {
	open := q.on(ctx).Model(&models.Article{}).Select("1").Scopes(visible(viewer)).Where("articles.id = claims.article_id")
	return all[models.Claim](q.on(ctx).Select(queueColumns).Where("claims.id IN ?", ids).Where("EXISTS (?)", open).Order("claims.id"))
}

// LockArticles is LockArticle for several: it returns those that viewer may see,
// by ID. They are locked in the order of their IDs, so that two who want the same
// wait for each other and not in a ring.
func (t Tx) LockArticles(ctx context.Context, viewer models.ID, ids []models.ID) (map[models.ID]models.Article, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	var held []models.ID
	err := t.on(ctx).Model(&models.Article{}).Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).Where("id IN ?", ids).Order("id").Pluck("id", &held).Error
	if err != nil {
		return nil, err
	}
	rows, err := t.ArticlesOf(ctx, viewer, ids)
	by := make(map[models.ID]models.Article, len(rows))
	for _, a := range rows {
		by[a.ID] = a
	}
	return by, err
}

// AddBulkAct adds b and sets its ID.
func (t Tx) AddBulkAct(ctx context.Context, b *models.BulkAct) error {
	return t.on(ctx).Create(b).Error
}

// SavedViews returns the lists that user saved and those that are shared, by
// name.
func (q Queries) SavedViews(ctx context.Context, user models.ID) ([]models.SavedView, error) {
	return all[models.SavedView](q.on(ctx).Where("user_id = ? OR shared", user).Order("name, id"))
}

// SavedView returns a saved list that is user's or shared, or
// apperr.NotFoundOrSeen.
func (q Queries) SavedView(ctx context.Context, user, id models.ID) (models.SavedView, error) {
	return one[models.SavedView](q.on(ctx).Where("id = ? AND (user_id = ? OR shared)", id, user), "view")
}

// AddSavedView adds v and sets its ID. It fails with apperr.ViewNameTaken where
// the name is taken.
func (t Tx) AddSavedView(ctx context.Context, v *models.SavedView) error {
	return oneRow(t.on(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(v), apperr.ViewNameTaken.With(v.Name).On("name"))
}

// DropSavedView drops a saved list.
func (t Tx) DropSavedView(ctx context.Context, id models.ID) error {
	return oneRow(t.on(ctx).Where("id = ?", id).Delete(&models.SavedView{}), apperr.Stale.With())
}
