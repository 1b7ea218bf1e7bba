package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm/clause"
)

// User returns the user with the given id, or apperr.NotFoundOrSeen.
func (q Queries) User(ctx context.Context, id models.ID) (models.User, error) {
	return one[models.User](q.on(ctx).Where("id = ?", id), "user")
}

// UserByHandle returns the user who signs in as handle, or apperr.NotFoundOrSeen.
func (q Queries) UserByHandle(ctx context.Context, handle string) (models.User, error) {
	return one[models.User](q.on(ctx).Where("handle = ?", handle), "user")
}

// Users returns everybody, disabled accounts too, by name.
func (q Queries) Users(ctx context.Context) ([]models.User, error) {
	return all[models.User](q.on(ctx).Order("name, id"))
}

// Admins returns the users with the role of admin whose accounts are open.
func (q Queries) Admins(ctx context.Context) ([]models.User, error) {
	return all[models.User](q.on(ctx).Where(adminRole + " AND disabled_at IS NULL").Order("id"))
}

// adminRole holds of users with the role of admin: no other role's name has
// the word in it.
const adminRole = "roles LIKE '%admin%'"

// OpenSessions counts the sessions of each user that were used at or after
// seen and made at or after made.
func (q Queries) OpenSessions(ctx context.Context, seen, made models.Instant) (map[models.ID]int, error) {
	var rows []struct {
		UserID models.ID
		N      int
	}
	err := q.on(ctx).Model(&models.Session{}).Select("user_id, COUNT(*) AS n").
		Where("last_seen_at > ? AND created_at > ?", int64(seen), int64(made)).Group("user_id").Scan(&rows).Error
	counts := make(map[models.ID]int, len(rows))
	for _, r := range rows {
		counts[r.UserID] = r.N
	}
	return counts, err
}

// Settings returns the newsroom's settings, or apperr.NotFoundOrSeen before
// they were made.
func (q Queries) Settings(ctx context.Context) (models.Settings, error) {
	return one[models.Settings](q.on(ctx).Where("id = 1"), "newsroom")
}

// signedIn is a session with its user.
type signedIn struct {
	models.User
	SessionID        models.ID
	SessionAgent     string
	SessionCreatedAt models.Instant
	SessionSeenAt    models.Instant
}

// Session returns the session whose token has the given SHA-256, and its
// user, or apperr.NotFoundOrSeen. Every request asks for both, so it is one
// question.
func (q Queries) Session(ctx context.Context, tokenHash []byte) (models.Session, models.User, error) {
	r, err := one[signedIn](q.on(ctx).Table("sessions").Joins("JOIN users ON users.id = sessions.user_id").Where("sessions.token_hash = ?", tokenHash).
		Select("users.*", "sessions.id AS session_id", "sessions.user_agent AS session_agent",
			"sessions.created_at AS session_created_at", "sessions.last_seen_at AS session_seen_at"), "session")
	return models.Session{
		ID: r.SessionID, TokenHash: tokenHash, UserID: r.ID, UserAgent: r.SessionAgent, CreatedAt: r.SessionCreatedAt, LastSeenAt: r.SessionSeenAt,
	}, r.User, err
}

// LockUser returns the user as they are now and keeps them so until the
// transaction ends: a role taken away is gone before the act or waits for it.
// A user's acts wait for each other, so that however many they are, whoever
// takes the role away has their turn.
func (t Tx) LockUser(ctx context.Context, id models.ID) (models.User, error) {
	return one[models.User](t.on(ctx).Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).Where("id = ?", id), "user")
}

// LockPeople keeps the named users and all admins as they are until the
// transaction ends. Acts that need several users take them by this, before
// anything else and so in one order.
func (t Tx) LockPeople(ctx context.Context, ids ...models.ID) error {
	var held []models.ID
	return t.on(ctx).Model(&models.User{}).Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).
		Where("id IN ? OR "+adminRole, append(ids, 0)).Order("id").Pluck("id", &held).Error
}

// SaveUser saves what may change of u, whose version was from and counts on.
// It fails with apperr.Stale when somebody else saved them meanwhile.
func (t Tx) SaveUser(ctx context.Context, u *models.User, from int) error {
	u.Version = from + 1
	return oneRow(t.on(ctx).Model(&models.User{}).Where("id = ? AND version = ?", u.ID, from).
		Select("name", "roles", "password_hash", "disabled_at", "version", "hours", "key_hints", "hint_dismissed").
		Updates(u), apperr.Stale.With())
}

// AddUser adds u and sets its ID.
func (t Tx) AddUser(ctx context.Context, u *models.User) error { return t.on(ctx).Create(u).Error }

// AddSettings adds the newsroom's settings.
func (t Tx) AddSettings(ctx context.Context, s *models.Settings) error {
	return t.on(ctx).Create(s).Error
}

// AddSession adds s and sets its ID.
func (t Tx) AddSession(ctx context.Context, s *models.Session) error {
	return t.on(ctx).Create(s).Error
}

// EndSession ends the session whose token has the given SHA-256, if it lives.
func (t Tx) EndSession(ctx context.Context, tokenHash []byte) error {
	return t.on(ctx).Where("token_hash = ?", tokenHash).Delete(&models.Session{}).Error
}

// EndSessionsOf ends every session of a user and returns how many there were.
func (t Tx) EndSessionsOf(ctx context.Context, user models.ID) (int64, error) {
	res := t.on(ctx).Where("user_id = ?", user).Delete(&models.Session{})
	return res.RowsAffected, res.Error
}

// SawSession notes when a session was last used, and by it its user. That is
// no act of a person and leaves no event. The user's row comes first, as in
// every act that ends sessions.
func (t Tx) SawSession(ctx context.Context, s models.Session, at models.Instant) error {
	if err := t.on(ctx).Model(&models.User{}).Where("id = ?", s.UserID).Update("last_seen_at", at).Error; err != nil {
		return err
	}
	return t.on(ctx).Model(&models.Session{}).Where("id = ?", s.ID).Update("last_seen_at", at).Error
}

// EndSessionsBefore ends the sessions last used before seen or made before
// made: they have run out.
func (t Tx) EndSessionsBefore(ctx context.Context, seen, made models.Instant) error {
	return t.on(ctx).Where("last_seen_at < ? OR created_at < ?", seen, made).Delete(&models.Session{}).Error
}
