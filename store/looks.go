package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm/clause"
)

// members are the sources that are one with sources: themselves, that with which
// they are one, and the others that are.
const members = "(members.id = COALESCE(sources.same_as, sources.id) OR members.same_as = COALESCE(sources.same_as, sources.id))"

// SourcesDue returns up to limit sources with an ID above after, by ID, whose
// page is to be looked at again: claims rest on them, nobody is about to look,
// and the last look was before checking where one of those claims is in an
// article whose newest revision has no report, else before published. Of sources
// that are one, one is looked at: that with which the others are one, or the
// first that has an address. It is for the program itself: nobody's rights are
// asked.
func (q Queries) SourcesDue(ctx context.Context, after models.ID, checking, published models.Instant, limit int) ([]models.Source, error) {
	const resting = "EXISTS (SELECT 1 FROM sources members JOIN evidence ON evidence.source_id = members.id JOIN claims ON claims.id = evidence.claim_id" +
		" JOIN articles ON articles.id = claims.article_id WHERE " + members + " AND evidence.removed_at IS NULL AND claims.state <> 'withdrawn'"
	return all[models.Source](q.on(ctx).Where("sources.id > ? AND sources.url <> '' AND sources.looked_at < ?", after, checking).
		Where("NOT EXISTS (SELECT 1 FROM sources members WHERE members.url <> '' AND (members.id = sources.same_as OR members.same_as = sources.same_as AND members.id < sources.id"+
			" AND NOT EXISTS (SELECT 1 FROM sources heads WHERE heads.id = sources.same_as AND heads.url <> '')))").
		Where("NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.subject_id = sources.id AND jobs.kind IN ? AND jobs.state IN ?)",
			[]models.JobKind{models.CaptureJob, models.LookJob}, []models.JobState{models.Queued, models.Running}).
		Where(resting+" AND (sources.looked_at < ? OR NOT EXISTS (SELECT 1 FROM reports WHERE reports.article_id = articles.id AND reports.revision_id = articles.revision_id)))", published).
		Order("sources.id").Limit(limit))
}

// PassagesOf returns what live evidence quotes of a source and of what is one
// with it, each once, for the program itself.
func (q Queries) PassagesOf(ctx context.Context, source models.ID) (passages []string, err error) {
	err = q.on(ctx).Table("sources").Joins("JOIN sources members ON "+members).Joins("JOIN evidence ON evidence.source_id = members.id").
		Distinct().Where("sources.id = ? AND evidence.removed_at IS NULL AND evidence.passage <> ''", source).
		Order("evidence.passage").Pluck("evidence.passage", &passages).Error
	return passages, err
}

// OpenDrifts returns the drifts of the sources that nobody closed, oldest first.
// The caller has asked for the sources.
func (q Queries) OpenDrifts(ctx context.Context, sources []models.ID) ([]models.Drift, error) {
	return all[models.Drift](q.on(ctx).Where("source_id IN ? AND closed_at IS NULL", sources).Order("id"))
}

// ArticleDrift is an open drift where it shows: at a source on which a claim of
// an article rests, which is the one that was looked at or one with it.
type ArticleDrift struct {
	models.Drift
	ArticleID models.ID
	RestingID models.ID // the source on which the claim rests
}

// DriftsIn returns the open drifts of the sources on which claims of the
// articles rest, oldest first, for each such source once. The caller has asked
// for the articles.
func (q Queries) DriftsIn(ctx context.Context, articles []models.ID) ([]ArticleDrift, error) {
	return all[ArticleDrift](q.on(ctx).Table("drifts").Distinct("drifts.*", "claims.article_id", "members.id AS resting_id").
		Joins("CROSS JOIN sources").Joins("CROSS JOIN sources members").Joins("CROSS JOIN evidence").Joins("CROSS JOIN claims").
		Where("sources.id = drifts.source_id AND "+members+" AND evidence.source_id = members.id AND claims.id = evidence.claim_id").
		Where("drifts.closed_at IS NULL AND evidence.removed_at IS NULL AND claims.state <> 'withdrawn' AND claims.article_id IN ?", articles).
		Order("drifts.id, members.id"))
}

// CaptureBefore returns the newest capture of a source that was fetched before a
// look, or apperr.NotFoundOrSeen. The caller has asked for what the source keeps.
func (q Queries) CaptureBefore(ctx context.Context, source, look models.ID) (models.Capture, error) {
	return one[models.Capture](q.on(ctx).Where("source_id = ? AND how = ? AND at < (SELECT looks.at FROM looks WHERE looks.id = ?)", source, models.Fetched, look).Order("id DESC"), "capture")
}

// SetDriftAgain notes since when what drifted stands there again, or, with 0,
// that it does not.
func (t Tx) SetDriftAgain(ctx context.Context, drift models.ID, since models.Instant) error {
	return oneRow(t.on(ctx).Model(&models.Drift{}).Where("id = ? AND closed_at IS NULL", drift).Update("again_at", since), apperr.Stale.With())
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
