package newsroom

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/models"
)

// Rename gives the actor another name; reports that were issued keep the old
// one. Errors: apperr.FieldMissing, and Stale when their account is no longer
// at version.
func (n *Newsroom) Rename(ctx context.Context, by By, version int, name string) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		is := a.actor
		if is.Version != version {
			return 0, apperr.Stale.With()
		}
		if name == "" {
			return 0, apperr.FieldMissing.With("Your name").On("name")
		}
		is.Name = name
		return is.ID, a.saveSelf(ctx, "user.edit", is)
	})
	return err
}

// saveSelf saves what the actor changed of themselves, if anything, with its
// event; beside are changes that no field of the account shows.
func (a *act) saveSelf(ctx context.Context, action string, is models.User, beside ...models.Change) error {
	if len(beside)+len(changed(userFields, a.actor, is)) == 0 {
		return nil
	}
	if err := a.SaveUser(ctx, &is, a.actor.Version); err != nil {
		return err
	}
	a.record(action, models.SubjectUser, is.ID, append(changed(userFields, a.actor, is), beside...)...)
	return nil
}

// PasswordChange is what somebody sends to change their password, and from
// where.
type PasswordChange struct {
	Present string
	New     string
	Token   string // of the session in which it is changed
	Address string // of the network peer
	Device  string // the token that a sign-in left in the browser, or ""
}

// ChangePassword gives the actor a new password, ends every other session of
// theirs, and gives the one it is changed in a new token, which it returns; ""
// when the same form was sent before. Wrong tries at the present password
// count with those to sign in. Errors: apperr.FieldMissing, SamePassword,
// those of auth.CheckPassword, TooManySignIns, WrongPassword, and SignInFirst
// when the session has ended.
func (n *Newsroom) ChangePassword(ctx context.Context, by By, in PasswordChange) (token string, err error) {
	u, err := n.DB.Queries().User(ctx, by.UserID)
	if err != nil {
		return "", err
	}
	if err := n.checkChange(ctx, u, in); err != nil {
		return "", err
	}
	try, err := n.reserveTry(ctx, u, SignIn{Handle: u.Handle, Address: in.Address, Device: in.Device})
	if err != nil {
		return "", err
	}
	wrong := apperr.WrongPassword.With().On("present_password")
	matches, err := auth.PasswordMatches(ctx, u.PasswordHash, in.Present)
	if err != nil {
		return "", err
	}
	if !matches {
		return "", wrong
	}
	hash, err := auth.HashPassword(ctx, in.New)
	if err != nil {
		return "", err
	}
	_, err = n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if a.actor.PasswordHash != u.PasswordHash { // somebody set another since it was compared
			return 0, wrong
		}
		if err := a.ForgetTry(ctx, try.ID); err != nil {
			return 0, err
		}
		fresh, freshHash := auth.NewToken()
		ended, err := a.TurnSession(ctx, a.actor.ID, auth.HashToken(in.Token), freshHash)
		if err != nil {
			return 0, err
		}
		token = fresh
		is := a.actor
		is.PasswordHash = hash
		if err := a.saveSelf(ctx, "user.password", is, models.Change{Field: "sessions", To: number(ended)}); err != nil {
			return 0, err
		}
		return is.ID, a.forgetOtherDevices(ctx, try.Device)
	})
	if err != nil {
		token = ""
	}
	return token, err
}

// forgetOtherDevices drops the actor's link to set a password, and what their
// browsers are known by, but for the device with that SHA-256, if any.
func (a *act) forgetOtherDevices(ctx context.Context, device []byte) error {
	if err := a.EndLinkOf(ctx, a.actor.ID); err != nil {
		return err
	}
	if err := a.ForgetDevicesOf(ctx, a.actor.ID); err != nil || device == nil {
		return err
	}
	return a.AddDevice(ctx, &models.Device{TokenHash: device, UserID: a.actor.ID, CreatedAt: a.now})
}

// checkChange reports what is wrong with a new password before the present
// one is looked at: that tells nobody anything.
func (n *Newsroom) checkChange(ctx context.Context, u models.User, in PasswordChange) error {
	s, err := n.DB.Queries().Settings(ctx)
	switch {
	case err != nil:
		return err
	case in.Present == "":
		return apperr.FieldMissing.With("Your present password").On("present_password")
	case in.New == in.Present:
		return apperr.SamePassword.With().On("new_password")
	}
	return onField(auth.CheckPassword(in.New, u.Handle, u.Name, s.NewsroomName), "new_password")
}

// EndSession ends one of the actor's sessions. It fails with
// apperr.NotFoundOrSeen when they have none of that id.
func (n *Newsroom) EndSession(ctx context.Context, by By, session models.ID) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		a.record("user.end-session", models.SubjectUser, a.actor.ID, models.Change{Field: "session", From: number(session)})
		return a.actor.ID, a.EndSessionByID(ctx, a.actor.ID, session)
	})
	return err
}

// OpenSessions returns the sessions of a user that have not run out, last
// used first.
func (n *Newsroom) OpenSessions(ctx context.Context, user models.ID) ([]models.Session, error) {
	q := n.DB.Queries()
	s, err := q.Settings(ctx)
	if err != nil {
		return nil, err
	}
	now := models.At(n.Now())
	return q.SessionsOf(ctx, user, now-minutes(s.IdleMinutes), now-minutes(s.AbsoluteMinutes))
}

// Prefer makes the actor's preferences p. How somebody likes their pages is
// their own affair, but what changes a row leaves its event: there is no
// second way to change one. It fails with apperr.UnknownChoice.
func (n *Newsroom) Prefer(ctx context.Context, by By, p models.Preferences) error {
	return n.prefer(ctx, by, func(is *models.Preferences) { *is = p })
}

// DismissHint keeps the first-visit hint from the actor's pages for good.
func (n *Newsroom) DismissHint(ctx context.Context, by By) error {
	return n.prefer(ctx, by, func(is *models.Preferences) { is.HintDismissed = true })
}

func (n *Newsroom) prefer(ctx context.Context, by By, change func(*models.Preferences)) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		is := a.actor
		change(&is.Preferences)
		if is.Hours != models.Hours12 && is.Hours != models.Hours24 {
			return 0, apperr.UnknownChoice.With(is.Hours, "how times are written").On("hours")
		}
		return is.ID, a.saveSelf(ctx, "user.preferences", is, changed(preferenceFields, a.actor.Preferences, is.Preferences)...)
	})
	return err
}

var preferenceFields = []field[models.Preferences]{
	{"hours", false, func(p *models.Preferences) string { return string(p.Hours) }},
	{"key_hints", false, func(p *models.Preferences) string { return yes(p.KeyHints) }},
	{"hint_dismissed", false, func(p *models.Preferences) string { return yes(p.HintDismissed) }},
}
