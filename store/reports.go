package store

import (
	"context"

	"example.org/tickmark/models"

	"gorm.io/gorm"
)

// Reports returns the article's reports without their bodies, oldest first.
// The caller has asked for the article.
func (q Queries) Reports(ctx context.Context, article models.ID) ([]models.Report, error) {
	return all[models.Report](q.on(ctx).Omit("body").Where("article_id = ?", article).Order("id"))
}

// ReportList returns up to limit reports, without their bodies, of articles
// that viewer may see, newest first, from below the report with the id before.
func (q Queries) ReportList(ctx context.Context, viewer, before models.ID, limit int) ([]models.Report, error) {
	return all[models.Report](q.on(ctx).Omit("body").Where("EXISTS (?)", q.reportArticle(ctx, viewer)).
		Where("reports.id < ?", below(before)).Order("reports.id DESC").Limit(limit))
}

// Report returns the report with the given number if viewer may see its
// article, else apperr.NotFoundOrSeen.
func (q Queries) Report(ctx context.Context, viewer models.ID, year, serial int) (models.Report, error) {
	return one[models.Report](q.on(ctx).Where("year = ? AND serial = ?", year, serial).Where("EXISTS (?)", q.reportArticle(ctx, viewer)), "report")
}

// ReportByID returns a report with its body. The caller has asked for the article.
func (q Queries) ReportByID(ctx context.Context, article, id models.ID) (models.Report, error) {
	return one[models.Report](q.on(ctx).Where("id = ? AND article_id = ?", id, article), "report")
}

func (q Queries) reportArticle(ctx context.Context, viewer models.ID) *gorm.DB {
	return q.on(ctx).Model(&models.Article{}).Select("1").Scopes(visible(viewer)).Where("articles.id = reports.article_id")
}

// NextSerial returns the number the next report of a year gets. The caller
// holds the trail's lock, so that two do not get the same.
func (t Tx) NextSerial(ctx context.Context, year int) (int, error) {
	var last int
	err := t.on(ctx).Model(&models.Report{}).Select("COALESCE(MAX(serial), 0)").Where("year = ?", year).Scan(&last).Error
	return last + 1, err
}

// AddReport adds r and sets its ID.
func (t Tx) AddReport(ctx context.Context, r *models.Report) error { return t.on(ctx).Create(r).Error }
