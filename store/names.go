package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// openTo keeps the sources whose captures viewer may see: those that are not
// protected, and those that viewer keeps. Whatever shows something of a capture
// asks it; there is no other place that decides.
func openTo(viewer models.ID) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		return g.Where("(sources.protected = ? OR EXISTS (SELECT 1 FROM source_keepers"+
			" WHERE source_keepers.source_id = sources.id AND source_keepers.user_id = ?))", false, viewer)
	}
}

// captureOpenTo keeps the captures of the sources that openTo keeps.
func (q Queries) captureOpenTo(ctx context.Context, viewer models.ID) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		return g.Where("EXISTS (?)", q.on(ctx).Model(&models.Source{}).Select("1").Where("sources.id = captures.source_id").Scopes(openTo(viewer)))
	}
}

// KeptSource returns a protected source that viewer may see and keeps, else
// apperr.NotFoundOrSeen: to anybody else there is none.
func (q Queries) KeptSource(ctx context.Context, viewer, id models.ID) (models.Source, error) {
	return one[models.Source](q.on(ctx).Where("sources.id = ? AND sources.protected = ?", id, true).Scopes(q.sourceSeen(ctx, viewer), openTo(viewer)), "source")
}

// SourceName returns who a protected source is, if viewer may see it and keeps
// it, else apperr.NotFoundOrSeen.
func (q Queries) SourceName(ctx context.Context, viewer, source models.ID) (models.SourceName, error) {
	return one[models.SourceName](q.on(ctx).Select("source_names.*").Joins("JOIN sources ON sources.id = source_names.source_id").
		Where("source_names.source_id = ?", source).Scopes(q.sourceSeen(ctx, viewer), openTo(viewer)), "source")
}

// Keepers returns the users who may know who a protected source is. The caller
// has asked for the source.
func (q Queries) Keepers(ctx context.Context, source models.ID) (ids []models.ID, err error) {
	return ids, q.on(ctx).Model(&models.SourceKeeper{}).Where("source_id = ?", source).Order("user_id").Pluck("user_id", &ids).Error
}

// KeptAlone returns how many sources nobody keeps who can sign in but a user,
// for whoever is about to disable them: which these are is not told.
func (q Queries) KeptAlone(ctx context.Context, user models.ID) (int, error) {
	var n int64
	err := q.on(ctx).Model(&models.SourceKeeper{}).Where("user_id = ?", user).
		Where("NOT EXISTS (SELECT 1 FROM source_keepers others JOIN users ON users.id = others.user_id" +
			" WHERE others.source_id = source_keepers.source_id AND others.user_id <> source_keepers.user_id AND users.disabled_at IS NULL)").Count(&n).Error
	return int(n), err
}

// KeptBy returns those of the sources that viewer may know what they keep, in no
// order. The caller has asked for the sources.
func (q Queries) KeptBy(ctx context.Context, viewer models.ID, sources []models.ID) (ids []models.ID, err error) {
	return ids, q.on(ctx).Model(&models.Source{}).Where("sources.id IN ?", sources).Scopes(openTo(viewer)).Pluck("id", &ids).Error
}

// LockSource keeps everybody else from adding to a source, and from changing who
// keeps it, until the transaction ends. The caller has asked for the source.
func (t Tx) LockSource(ctx context.Context, id models.ID) error {
	var held []models.ID
	return t.on(ctx).Model(&models.Source{}).Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Pluck("id", &held).Error
}

// AddSourceName adds who a protected source is.
func (t Tx) AddSourceName(ctx context.Context, n models.SourceName) error {
	return t.on(ctx).Create(&n).Error
}

// SetSourceName writes who a protected source is.
func (t Tx) SetSourceName(ctx context.Context, n models.SourceName) error {
	return oneRow(t.on(ctx).Model(&models.SourceName{}).Where("source_id = ?", n.SourceID).
		Select("name", "contact", "note").Updates(&n), apperr.Stale.With())
}

// AddKeepers has users keep a source; those who do already stay.
func (t Tx) AddKeepers(ctx context.Context, keepers []models.SourceKeeper) error {
	return t.on(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&keepers).Error
}

// DropKeeper has a user keep a source no more. It fails with apperr.Stale when
// they do not.
func (t Tx) DropKeeper(ctx context.Context, k models.SourceKeeper) error {
	return oneRow(t.on(ctx).Where("source_id = ? AND user_id = ?", k.SourceID, k.UserID).Delete(&models.SourceKeeper{}), apperr.Stale.With())
}
