package store

import (
	"context"
	"database/sql"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm/clause"
)

// Draft returns a draft of the user's, or apperr.NotFoundOrSeen: that of
// another looks like none. Whether the user may still see its article is for
// the caller to ask.
func (q Queries) Draft(ctx context.Context, user, id models.ID) (models.Draft, error) {
	return one[models.Draft](q.on(ctx).Where("id = ? AND user_id = ?", id, user), "draft")
}

// EditDraft returns what the user was typing over the article, or
// apperr.NotFoundOrSeen.
func (q Queries) EditDraft(ctx context.Context, user, article models.ID) (models.Draft, error) {
	return one[models.Draft](q.on(ctx).Where("user_id = ? AND article_id = ? AND origin = ?", user, article, models.OriginEdited), "draft")
}

// Drafts returns the user's drafts without their text, newest save first.
func (q Queries) Drafts(ctx context.Context, user models.ID) ([]models.Draft, error) {
	return all[models.Draft](q.on(ctx).Omit("text").Where("user_id = ?", user).Order("updated_at DESC, id DESC"))
}

// Citations returns the places where the article's copy came with its backup,
// oldest first. The caller has asked for the article.
func (q Queries) Citations(ctx context.Context, article models.ID) ([]models.Citation, error) {
	return all[models.Citation](q.on(ctx).Where("article_id = ?", article).Order("id"))
}

// Carries returns what a revision did to each claim. The caller has asked for
// its article.
func (q Queries) Carries(ctx context.Context, revision models.ID) ([]models.Carry, error) {
	return all[models.Carry](q.on(ctx).Where("revision_id = ?", revision).Order("id"))
}

// Keeps reports whether something refers to the blob with the hash: the original
// of a revision or a draft, what a capture keeps, or a file that came with an answer.
func (q Queries) Keeps(ctx context.Context, sha256 string) (bool, error) {
	for _, of := range []struct {
		rows any
		sql  string
	}{
		{&models.Revision{}, "original_sha256 = ? AND original_sha256 <> ''"},
		{&models.Draft{}, "original_sha256 = ? AND original_sha256 <> ''"},
		{&models.Capture{}, "body_sha256 = ?"},
		{&models.CaptureFile{}, "sha256 = ?"},
		{&models.Offer{}, "sha256 = ? AND (decided_at IS NULL OR source_id IS NOT NULL)"},
	} {
		var n int64
		err := q.on(ctx).Model(of.rows).Where(of.sql, sha256).Limit(1).Count(&n).Error
		if err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}

// KeptAfter returns up to limit hashes, above after, of the blobs that something
// refers to: originals of revisions and drafts, what captures keep, and files that came with answers. Each
// comes once, rising.
func (q Queries) KeptAfter(ctx context.Context, after string, limit int) (sums []string, err error) {
	err = q.on(ctx).Raw("SELECT sum FROM (SELECT DISTINCT original_sha256 AS sum FROM revisions"+
		" WHERE original_sha256 <> '' AND original_sha256 > @after ORDER BY original_sha256 LIMIT @limit) AS of_revisions"+
		" UNION SELECT sum FROM (SELECT DISTINCT original_sha256 AS sum FROM drafts"+
		" WHERE original_sha256 <> '' AND original_sha256 > @after ORDER BY original_sha256 LIMIT @limit) AS of_drafts"+
		" UNION SELECT sum FROM (SELECT DISTINCT body_sha256 AS sum FROM captures"+
		" WHERE body_sha256 > @after ORDER BY body_sha256 LIMIT @limit) AS of_captures"+
		" UNION SELECT sum FROM (SELECT DISTINCT sha256 AS sum FROM capture_files"+
		" WHERE sha256 > @after ORDER BY sha256 LIMIT @limit) AS of_files"+
		" UNION SELECT sum FROM (SELECT DISTINCT sha256 AS sum FROM offers"+
		" WHERE sha256 > @after AND (decided_at IS NULL OR source_id IS NOT NULL) ORDER BY sha256 LIMIT @limit) AS of_offers ORDER BY sum LIMIT @limit",
		sql.Named("after", after), sql.Named("limit", limit)).Scan(&sums).Error
	return sums, err
}

// AddDraft adds d and sets its ID. It fails with apperr.Stale if the user has
// a text in the making over the same article already.
func (t Tx) AddDraft(ctx context.Context, d *models.Draft) error {
	res := t.on(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(d)
	return oneRow(res, apperr.Stale.With())
}

// SetDraft writes what a save may change of d. d carries its new version; it
// fails with apperr.Stale if the row is no longer at version was.
func (t Tx) SetDraft(ctx context.Context, d *models.Draft, was int) error {
	return oneRow(t.on(ctx).Model(&models.Draft{}).Where("id = ? AND user_id = ? AND version = ?", d.ID, d.UserID, was).
		Select("base", "format", "charset", "view", "whole", "text", "version", "updated_at").Updates(d), apperr.Stale.With())
}

// DropDraft removes a draft of the user's. It fails with apperr.Stale if it is
// no longer at version was; one that is gone is no failure.
func (t Tx) DropDraft(ctx context.Context, user, id models.ID, was int) error {
	err := t.on(ctx).Where("id = ? AND user_id = ? AND version = ?", id, user, was).Delete(&models.Draft{}).Error
	if err != nil {
		return err
	}
	switch _, err := t.Draft(ctx, user, id); {
	case apperr.KindOf(err) == apperr.NotFound:
		return nil
	case err != nil:
		return err
	}
	return apperr.Stale.With()
}

// DropDrafts removes every draft that was last saved before an instant.
func (t Tx) DropDrafts(ctx context.Context, before models.Instant) error {
	return t.on(ctx).Where("updated_at < ?", before).Delete(&models.Draft{}).Error
}

// AddCitation adds c and sets its ID.
func (t Tx) AddCitation(ctx context.Context, c *models.Citation) error {
	return t.on(ctx).Create(c).Error
}

// PlaceCitation writes the anchor of c.
func (t Tx) PlaceCitation(ctx context.Context, c models.Citation) error {
	return oneRow(t.on(ctx).Model(&models.Citation{}).Where("id = ?", c.ID).
		Select("revision_id", "span_start", "span_end", "exact", "prefix", "suffix", "sentence_start", "sentence_end", "sentence", "outcome").
		Updates(&c), apperr.Stale.With())
}

// AddCarries adds what a revision did to the claims.
func (t Tx) AddCarries(ctx context.Context, carries []models.Carry) error {
	if len(carries) == 0 {
		return nil
	}
	return t.on(ctx).CreateInBatches(&carries, 100).Error
}
