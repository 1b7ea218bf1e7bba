package store

import (
	"context"

	"example.org/tickmark/models"
)

// Mark is what of an event is needed to say that something changed, and no
// more.
type Mark struct {
	Seq       int64
	Subject   models.Subject
	ArticleID models.Ref
	ClaimID   models.Ref
}

// Marks returns up to limit events from sequence number seq on, oldest first,
// without what they say. Whoever passes one on asks who may see its article.
func (q Queries) Marks(ctx context.Context, seq int64, limit int) ([]Mark, error) {
	return all[Mark](q.on(ctx).Table("events").Select("seq", "subject", "article_id", "claim_id").Where("seq >= ?", seq).Order("seq").Limit(limit))
}

// Sees reports whether viewer may see the article.
func (q Queries) Sees(ctx context.Context, viewer, article models.ID) (bool, error) {
	var ids []models.ID
	err := q.on(ctx).Model(&models.Article{}).Scopes(visible(viewer)).Where("articles.id = ?", article).Limit(1).Pluck("articles.id", &ids).Error
	return len(ids) > 0, err
}

// StillIn returns those of the sessions, by the hashes of their tokens, that
// were used after seen and made after made, and whose user may sign in and
// holds a role.
func (q Queries) StillIn(ctx context.Context, hashes [][]byte, seen, made models.Instant) (still [][]byte, err error) {
	return still, q.on(ctx).Table("sessions").Joins("JOIN users ON users.id = sessions.user_id").
		Where("sessions.token_hash IN ? AND users.disabled_at IS NULL AND users.roles <> ''", hashes).
		Where("sessions.last_seen_at > ? AND sessions.created_at > ?", int64(seen), int64(made)).
		Pluck("sessions.token_hash", &still).Error
}
