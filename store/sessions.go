package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// SessionsOf returns the user's sessions that were used after seen and made
// after made, last used first.
func (q Queries) SessionsOf(ctx context.Context, user models.ID, seen, made models.Instant) ([]models.Session, error) {
	return all[models.Session](q.on(ctx).Where("user_id = ? AND last_seen_at > ? AND created_at > ?", user, int64(seen), int64(made)).
		Order("last_seen_at DESC, id DESC"))
}

// EndSessionByID ends a session of the user's. It fails with
// apperr.NotFoundOrSeen when they have none of that id.
func (t Tx) EndSessionByID(ctx context.Context, user, id models.ID) error {
	return oneRow(t.on(ctx).Where("id = ? AND user_id = ?", id, user).Delete(&models.Session{}), apperr.NotFoundOrSeen.With("session"))
}

// TurnSession gives the user's session whose token has the SHA-256 from a
// token with the SHA-256 to, and ends all their others. It returns how many
// those were, and fails with apperr.SignInFirst when the session is gone.
func (t Tx) TurnSession(ctx context.Context, user models.ID, from, to []byte) (ended int64, err error) {
	res := t.on(ctx).Model(&models.Session{}).Where("token_hash = ? AND user_id = ?", from, user).Update("token_hash", to)
	if err := oneRow(res, apperr.SignInFirst.With()); err != nil {
		return 0, err
	}
	res = t.on(ctx).Where("user_id = ? AND token_hash <> ?", user, to).Delete(&models.Session{})
	return res.RowsAffected, res.Error
}
