package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm/clause"
)

// SourcesDue returns up to limit sources with an ID above after, by ID, whose
// page is to be looked at again: evidence rests on them, nobody is about to look,
// and the last look was before unpublished, or before published where their
// article has a report. It is for the program itself: nobody's rights are asked.
func (q Queries) SourcesDue(ctx context.Context, after models.ID, unpublished, published models.Instant, limit int) ([]models.Source, error) {
	const last = "(SELECT max(looks.at) FROM looks WHERE looks.source_id = sources.id)"
	return all[models.Source](q.on(ctx).Where("sources.id > ? AND sources.url <> ''", after).
		Where("EXISTS (SELECT 1 FROM evidence WHERE evidence.source_id = sources.id AND evidence.removed_at IS NULL)").
		Where("NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.subject_id = sources.id AND jobs.kind IN ? AND jobs.state IN ?)",
			[]models.JobKind{models.CaptureJob, models.LookJob}, []models.JobState{models.Queued, models.Running}).
		Where(last+" < ? OR "+last+" < ? AND NOT EXISTS (SELECT 1 FROM reports WHERE reports.article_id = sources.article_id)", published, unpublished).
		Order("sources.id").Limit(limit))
}

// PassagesOf returns what live evidence quotes of a source, each once, for the
// program itself.
func (q Queries) PassagesOf(ctx context.Context, source models.ID) (passages []string, err error) {
	err = q.on(ctx).Model(&models.Evidence{}).Distinct().Where("source_id = ? AND removed_at IS NULL AND passage <> ''", source).
		Order("passage").Pluck("passage", &passages).Error
	return passages, err
}

// OpenDrifts returns the drifts of the sources that nobody closed, oldest first.
// The caller has asked for the sources.
func (q Queries) OpenDrifts(ctx context.Context, sources []models.ID) ([]models.Drift, error) {
	return all[models.Drift](q.on(ctx).Where("source_id IN ? AND closed_at IS NULL", sources).Order("id"))
}

// AddDrift adds d and sets its ID, unless one of its source is open already.
func (t Tx) AddDrift(ctx context.Context, d *models.Drift) error {
	return t.on(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(d).Error
}

// CloseDrift says that somebody saw to a drift. It fails with apperr.Stale when
// somebody did before.
func (t Tx) CloseDrift(ctx context.Context, d models.Drift) error {
	return oneRow(t.on(ctx).Model(&models.Drift{}).Where("id = ? AND closed_at IS NULL", d.ID).
		Select("closed_at", "closed_by").Updates(&d), apperr.Stale.With())
}
