package newsroom

import (
	"context"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// linkLasts is how long a link to set a password works.
const linkLasts = 30 * time.Minute

// Link is a link to set a password. Its token is told once and stored nowhere.
type Link struct {
	Token     string // 256 random bits; "" when the form was sent before
	ExpiresAt models.Instant
}

// LinkPassword gives a user a link to set their password, in the place of the
// one they had. What they are signed in with lives on until they use it. It
// fails with apperr.ClosedAccount.
func (n *Newsroom) LinkPassword(ctx context.Context, by By, t UserTarget) (link Link, err error) {
	_, err = n.manage(ctx, by, t.ID, func(ctx context.Context, a *act) (models.ID, error) {
		u, err := a.userAt(ctx, t)
		if err != nil {
			return 0, err
		}
		if !u.Active() {
			return 0, apperr.ClosedAccount.With()
		}
		link, err = a.newLink(ctx, u)
		return u.ID, err
	})
	return link, err
}

// newLink makes a link for u and records that it was made.
func (a *act) newLink(ctx context.Context, u models.User) (Link, error) {
	token, hash := auth.NewToken()
	row := models.PasswordLink{UserID: u.ID, TokenHash: hash, CreatedAt: a.now, ExpiresAt: a.now + models.Instant(linkLasts.Milliseconds())}
	a.record("user.link", models.SubjectUser, u.ID, models.Change{Field: "expires_at", To: number(row.ExpiresAt)})
	return Link{Token: token, ExpiresAt: row.ExpiresAt}, a.AddLink(ctx, &row)
}

// LinkHolder returns the user who sets their password by a link, and until
// when. It changes nothing. It fails with apperr.LinkGone, alike when the link
// was never made, was used or replaced, ran out, or its user was disabled.
func (n *Newsroom) LinkHolder(ctx context.Context, token string) (u models.User, until models.Instant, err error) {
	q := n.DB.Queries()
	link, err := q.PasswordLink(ctx, auth.HashToken(token))
	if err == nil {
		u, err = q.User(ctx, link.UserID)
	}
	if err != nil && apperr.KindOf(err) != apperr.NotFound {
		return u, 0, err
	}
	if err != nil || link.ExpiresAt <= models.At(n.Now()) || !u.Active() {
		return models.User{}, 0, apperr.LinkGone.With()
	}
	return u, link.ExpiresAt, nil
}

// UsePasswordLink sets the password of a link's user. The link is used up, the
// user's sessions end, and guesses in browsers they are known in count like
// any others. It fails with apperr.LinkGone, also for all but one who use the
// link at once, and as auth.CheckPassword does; then the link lives on.
func (n *Newsroom) UsePasswordLink(ctx context.Context, token, password, requestID string) error {
	u, _, err := n.LinkHolder(ctx, token)
	if err != nil {
		return err
	}
	hash, err := n.hashFor(ctx, u.ID, password)
	if err != nil {
		return err
	}
	return n.DB.Tx(ctx, func(tx store.Tx) (err error) {
		a := &act{Tx: tx, now: models.At(n.Now()), by: By{UserID: u.ID, RequestID: requestID}}
		if a.actor, err = tx.LockUser(ctx, u.ID); err != nil {
			return err
		}
		if !a.actor.Active() {
			return apperr.LinkGone.With()
		}
		if err := tx.UseLink(ctx, auth.HashToken(token), a.now); err != nil {
			return err
		}
		if err := a.setPassword(ctx, u.ID, hash); err != nil {
			return err
		}
		return n.commitTrail(ctx, tx, a.records)
	})
}
