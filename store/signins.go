package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm/clause"
)

// KnowsDevice reports whether the user signed in before in the browser whose
// device token has the given SHA-256.
func (q Queries) KnowsDevice(ctx context.Context, user models.ID, tokenHash []byte) (bool, error) {
	var n int64
	err := q.on(ctx).Model(&models.Device{}).Where("token_hash = ? AND user_id = ?", tokenHash, user).Limit(1).Count(&n).Error
	return n > 0, err
}

// Tries counts the tries to sign in since a moment that have not succeeded:
// with a known device those of the device, else those for the handle from
// unknown devices, and those from the address.
func (t Tx) Tries(ctx context.Context, s models.SignInTry, since models.Instant) (same, address int64, err error) {
	g := t.on(ctx).Model(&models.SignInTry{}).Where("at >= ?", int64(since))
	if s.Device != nil {
		return same, 0, g.Where("device = ?", s.Device).Count(&same).Error
	}
	if err := g.Where("handle = ? AND device IS NULL", s.Handle).Count(&same).Error; err != nil {
		return 0, 0, err
	}
	err = t.on(ctx).Model(&models.SignInTry{}).Where("at >= ?", int64(since)).Where("address = ? AND device IS NULL", s.Address).Count(&address).Error
	return same, address, err
}

// LockTries keeps others from counting tries until the transaction ends.
func (t Tx) LockTries(ctx context.Context) error {
	var id models.ID
	return t.on(ctx).Table("settings").Clauses(clause.Locking{Strength: "UPDATE"}).Select("id").Where("id = 1").Scan(&id).Error
}

// AddTry notes a try to sign in and sets its ID.
func (t Tx) AddTry(ctx context.Context, s *models.SignInTry) error { return t.on(ctx).Create(s).Error }

// ForgetTry drops a try that succeeded.
func (t Tx) ForgetTry(ctx context.Context, id models.ID) error {
	return t.on(ctx).Where("id = ?", id).Delete(&models.SignInTry{}).Error
}

// ForgetTriesBefore drops the tries made before a moment.
func (t Tx) ForgetTriesBefore(ctx context.Context, at models.Instant) error {
	return t.on(ctx).Where("at < ?", int64(at)).Delete(&models.SignInTry{}).Error
}

// AddDevice notes a browser in which a user signed in.
func (t Tx) AddDevice(ctx context.Context, d *models.Device) error { return t.on(ctx).Create(d).Error }

// ForgetDevicesOf forgets the browsers in which a user signed in.
func (t Tx) ForgetDevicesOf(ctx context.Context, user models.ID) error {
	return t.on(ctx).Where("user_id = ?", user).Delete(&models.Device{}).Error
}

// PasswordLink returns the link whose token has the given SHA-256, also one
// that has run out, or apperr.NotFoundOrSeen.
func (q Queries) PasswordLink(ctx context.Context, tokenHash []byte) (models.PasswordLink, error) {
	return one[models.PasswordLink](q.on(ctx).Where("token_hash = ?", tokenHash), "link")
}

// AddLink adds a link in the place of the one that its user had.
func (t Tx) AddLink(ctx context.Context, l *models.PasswordLink) error {
	if err := t.EndLinkOf(ctx, l.UserID); err != nil {
		return err
	}
	return t.on(ctx).Create(l).Error
}

// UseLink drops the link whose token has the given SHA-256. It fails with
// apperr.LinkGone when there is none, or when it ran out by now.
func (t Tx) UseLink(ctx context.Context, tokenHash []byte, now models.Instant) error {
	return oneRow(t.on(ctx).Where("token_hash = ? AND expires_at > ?", tokenHash, int64(now)).Delete(&models.PasswordLink{}), apperr.LinkGone.With())
}

// EndLinkOf drops the link of a user, if there is one.
func (t Tx) EndLinkOf(ctx context.Context, user models.ID) error {
	return t.on(ctx).Where("user_id = ?", user).Delete(&models.PasswordLink{}).Error
}

// EndLinksBefore drops the links that ran out before a moment.
func (t Tx) EndLinksBefore(ctx context.Context, at models.Instant) error {
	return t.on(ctx).Where("expires_at < ?", int64(at)).Delete(&models.PasswordLink{}).Error
}
