package store

import (
	"context"

	"example.org/tickmark/models"

	"gorm.io/gorm/clause"
)

// SourceByID returns a source for the program itself, which looks at its page:
// nobody's rights are asked.
func (q Queries) SourceByID(ctx context.Context, id models.ID) (models.Source, error) {
	return one[models.Source](q.on(ctx).Where("id = ?", id), "source")
}

// Capture returns a capture of a source that viewer may see, with its text, or
// apperr.NotFoundOrSeen. Of a protected source only its keepers see captures.
func (q Queries) Capture(ctx context.Context, viewer, id models.ID) (models.Capture, error) {
	return one[models.Capture](q.on(ctx).Select("captures.*").Joins("JOIN sources ON sources.id = captures.source_id").
		Where("captures.id = ?", id).Scopes(q.sourceSeen(ctx, viewer), openTo(viewer)), "capture")
}

// CaptureLines returns the captures of the sources without text and header,
// oldest first, as far as viewer may know what the sources keep. The caller has
// asked for the sources.
func (q Queries) CaptureLines(ctx context.Context, viewer models.ID, sources []models.ID) ([]models.Capture, error) {
	return all[models.Capture](q.on(ctx).Omit("header", "text", "blocks", "marks").Where("source_id IN ?", sources).
		Scopes(q.captureOpenTo(ctx, viewer)).Order("source_id, id"))
}

// NewestCapture returns the newest capture of a source as far as viewer may
// know what it keeps, or apperr.NotFoundOrSeen. The caller has asked for the
// source.
func (q Queries) NewestCapture(ctx context.Context, viewer, source models.ID) (models.Capture, error) {
	return one[models.Capture](q.on(ctx).Where("source_id = ?", source).Scopes(q.captureOpenTo(ctx, viewer)).Order("id DESC"), "capture")
}

// CaptureWith returns the capture of a source that keeps the bytes with a hash,
// or apperr.NotFoundOrSeen. The caller has asked for what the source keeps.
func (q Queries) CaptureWith(ctx context.Context, source models.ID, sha256 string) (models.Capture, error) {
	return one[models.Capture](q.on(ctx).Where("body_sha256 = ? AND source_id = ?", sha256, source), "capture")
}

// LastCaptures returns the IDs of the newest captures of a source, at most limit,
// newest first, for the program itself: nobody's rights are asked.
func (q Queries) LastCaptures(ctx context.Context, source models.ID, limit int) (ids []models.ID, err error) {
	return ids, q.on(ctx).Model(&models.Capture{}).Where("source_id = ?", source).Order("id DESC").Limit(limit).Pluck("id", &ids).Error
}

// CaptureText returns a capture with its text, but without its header and what
// is marked in the text, or apperr.NotFoundOrSeen, for the program itself:
// nobody's rights are asked.
func (q Queries) CaptureText(ctx context.Context, id models.ID) (models.Capture, error) {
	return one[models.Capture](q.on(ctx).Omit("header", "blocks", "marks").Where("id = ?", id), "capture")
}

// LastFetched returns the newest capture of a source that was fetched, and so
// can be compared with what its page shows, or apperr.NotFoundOrSeen. The caller
// has asked for the source.
func (q Queries) LastFetched(ctx context.Context, source models.ID) (models.Capture, error) {
	return one[models.Capture](q.on(ctx).Where("source_id = ? AND how = ?", source, models.Fetched).Order("id DESC"), "capture")
}

// CaptureHead returns a capture without its text, or apperr.NotFoundOrSeen, for
// the program itself: nobody's rights are asked.
func (q Queries) CaptureHead(ctx context.Context, id models.ID) (models.Capture, error) {
	return one[models.Capture](q.on(ctx).Omit("text", "blocks", "marks").Where("id = ?", id), "capture")
}

// CaptureFiles returns what was made of the bytes of captures. The caller has
// asked for them.
func (q Queries) CaptureFiles(ctx context.Context, captures []models.ID) ([]models.CaptureFile, error) {
	return all[models.CaptureFile](q.on(ctx).Where("capture_id IN ?", captures).Order("capture_id, kind"))
}

// Archivings returns where public archives keep the page of a capture, newest
// first. The caller has asked for the capture.
func (q Queries) Archivings(ctx context.Context, capture models.ID) ([]models.Archiving, error) {
	return all[models.Archiving](q.on(ctx).Where("capture_id = ?", capture).Order("id DESC"))
}

// Looks returns the newest looks at a source's page, at most limit, newest
// first. The caller has asked for the source.
func (q Queries) Looks(ctx context.Context, source models.ID, limit int) ([]models.Look, error) {
	return all[models.Look](q.on(ctx).Where("source_id = ?", source).Order("id DESC").Limit(limit))
}

// LastLooks returns the newest look at each of the sources. The caller has
// asked for them.
func (q Queries) LastLooks(ctx context.Context, sources []models.ID) ([]models.Look, error) {
	newest := q.on(ctx).Model(&models.Look{}).Select("max(id)").Where("source_id IN ?", sources).Group("source_id")
	return all[models.Look](q.on(ctx).Where("id IN (?)", newest).Order("id"))
}

// AddCapture adds c and sets its ID; where it was found is where its source is.
func (t Tx) AddCapture(ctx context.Context, c *models.Capture) error {
	if err := t.on(ctx).Create(c).Error; err != nil {
		return err
	}
	key := c.AddressKey()
	if key == "" {
		return nil
	}
	return t.on(ctx).Model(&models.Source{}).Where("id = ?", c.SourceID).Update("address_key", key).Error
}

// AddCaptureFile adds f; one of its kind that is there already stays.
func (t Tx) AddCaptureFile(ctx context.Context, f models.CaptureFile) error {
	return t.on(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&f).Error
}

// AddArchiving adds a and sets its ID.
func (t Tx) AddArchiving(ctx context.Context, a *models.Archiving) error {
	return t.on(ctx).Create(a).Error
}

// AddLook adds l and sets its ID.
func (t Tx) AddLook(ctx context.Context, l *models.Look) error { return t.on(ctx).Create(l).Error }

// SetHealth says on a look's source what came of it.
func (t Tx) SetHealth(ctx context.Context, l models.Look) error {
	return t.on(ctx).Model(&models.Source{}).Where("id = ?", l.SourceID).
		Select("health", "looked_at").Updates(models.Source{Health: l.Outcome, LookedAt: l.At}).Error
}
