package newsroom

import (
	"context"
	"errors"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// UserTarget is a user at the version that somebody saw.
type UserTarget struct {
	ID      models.ID
	Version int // 0: whichever they are at now
}

// manage carries out fn as an act on the user about (0: none yet), by an admin
// or from the command line. All admins are held, so that two of them cannot
// take the role from each other at once. It fails with apperr.RoleMissing.
func (n *Newsroom) manage(ctx context.Context, by By, about models.ID, fn func(context.Context, *act) (models.ID, error)) (id models.ID, err error) {
	hold := func(ctx context.Context, tx store.Tx) error { return tx.LockPeople(ctx, by.UserID, about) }
	if !by.console {
		return n.doHolding(ctx, by, hold, func(ctx context.Context, a *act) (models.ID, error) {
			if err := workflow.MayKeepHouse(a.actor); err != nil {
				return 0, err
			}
			return fn(ctx, a)
		})
	}
	err = n.DB.Tx(ctx, func(tx store.Tx) error {
		if err := hold(ctx, tx); err != nil {
			return err
		}
		a := &act{Tx: tx, now: models.At(n.Now()), by: by}
		if id, err = fn(ctx, a); err != nil {
			return err
		}
		return n.commitTrail(ctx, tx, a.records)
	})
	return id, err
}

// InviteUser adds somebody, who sets their password by the link. It fails with
// apperr.HandleForm, HandleTaken, FieldMissing or RoleNeeded.
func (n *Newsroom) InviteUser(ctx context.Context, by By, in NewUser) (id models.ID, link Link, err error) {
	u, err := in.user()
	if err != nil {
		return 0, link, err
	}
	id, err = n.manage(ctx, by, 0, func(ctx context.Context, a *act) (models.ID, error) {
		if err := a.addUser(ctx, &u); err != nil {
			return 0, err
		}
		link, err = a.newLink(ctx, u)
		return u.ID, err
	})
	return id, link, err
}

// AddUser adds somebody with a password that whoever adds them knows. It fails
// as InviteUser and auth.CheckPassword do.
func (n *Newsroom) AddUser(ctx context.Context, by By, in NewUser) (models.ID, error) {
	u, err := in.user()
	if err != nil {
		return 0, err
	}
	settings, err := n.DB.Queries().Settings(ctx)
	if err != nil {
		return 0, err
	}
	if u.PasswordHash, err = hashNew(ctx, u, settings, in.Password); err != nil {
		return 0, err
	}
	return n.manage(ctx, by, 0, func(ctx context.Context, a *act) (models.ID, error) {
		err := a.addUser(ctx, &u)
		return u.ID, err
	})
}

// addUser adds u, sets its ID and records it.
func (a *act) addUser(ctx context.Context, u *models.User) error {
	switch _, err := a.UserByHandle(ctx, u.Handle); {
	case err == nil:
		return apperr.HandleTaken.With(u.Handle).On("handle")
	case apperr.KindOf(err) != apperr.NotFound:
		return err
	}
	u.CreatedAt = a.now
	if err := a.Tx.AddUser(ctx, u); err != nil {
		return err
	}
	a.record("user.add", models.SubjectUser, u.ID, made(userFields, *u)...)
	return nil
}

// hashNew judges a new password of u's and hashes it.
func hashNew(ctx context.Context, u models.User, s models.Settings, password string) (string, error) {
	if err := auth.CheckPassword(password, u.Handle, u.Name, s.NewsroomName); err != nil {
		return "", onField(err, "password")
	}
	return auth.HashPassword(ctx, password)
}

// changeUser carries out fn on the target and saves it as an act of that name,
// unless fn changed nothing.
func (n *Newsroom) changeUser(ctx context.Context, by By, t UserTarget, action, reason string, fn func(context.Context, *act, *models.User, *record) error) error {
	_, err := n.manage(ctx, by, t.ID, func(ctx context.Context, a *act) (models.ID, error) {
		was, err := a.userAt(ctx, t)
		if err != nil {
			return 0, err
		}
		u, r := was, &record{}
		if err := fn(ctx, a, &u, r); err != nil {
			return 0, err
		}
		changes := changed(userFields, was, u)
		if len(changes) == 0 {
			return u.ID, nil
		}
		if err := a.SaveUser(ctx, &u, was.Version); err != nil {
			return 0, err
		}
		a.record(action, models.SubjectUser, u.ID, append(changed(userFields, was, u), r.changes...)...).because(reason)
		return u.ID, nil
	})
	return err
}

// userAt is the target as it is now. It fails with apperr.NotFoundOrSeen, and
// with apperr.Stale when it is not what was seen.
func (a *act) userAt(ctx context.Context, t UserTarget) (models.User, error) {
	u, err := a.User(ctx, t.ID)
	if err == nil && t.Version != u.Version && (t.Version != 0 || !a.by.console) {
		err = apperr.Stale.With()
	}
	return u, err
}

// EditUser sets a user's name and roles. Other roles end the user's sessions:
// nothing that was opened with the old ones lives on. It fails with
// apperr.FieldMissing, UnknownChoice or LastAdmin.
func (n *Newsroom) EditUser(ctx context.Context, by By, t UserTarget, name string, roles models.Roles) error {
	if name == "" {
		return apperr.FieldMissing.With("The name").On("name")
	}
	roles = sorted(roles)
	return n.changeUser(ctx, by, t, "user.edit", "", func(ctx context.Context, a *act, u *models.User, r *record) error {
		admins, err := a.Admins(ctx)
		if err != nil {
			return err
		}
		if err := onField(workflow.MayGiveRoles(*u, roles, admins), "roles"); err != nil {
			return err
		}
		rolesWere := u.Roles
		u.Name, u.Roles = name, roles
		if slices.Equal(sorted(rolesWere), roles) {
			u.Roles = rolesWere
			return nil
		}
		return a.endSessions(ctx, u.ID, r)
	})
}

// DisableUser closes an account for a reason: its sessions and its link end.
// Where nobody else keeps what its owner does, unkept says that this is known. It fails
// with apperr.NeedsReason, AlreadyClosed, OwnAccount, LastAdmin or KeptAlone.
func (n *Newsroom) DisableUser(ctx context.Context, by By, t UserTarget, reason string, unkept bool) error {
	if reason == "" {
		return apperr.NeedsReason.With().On("reason")
	}
	return n.changeUser(ctx, by, t, "user.disable", reason, func(ctx context.Context, a *act, u *models.User, r *record) error {
		admins, err := a.Admins(ctx)
		if err != nil {
			return err
		}
		if err := workflow.MayDisable(a.actor, *u, admins); err != nil {
			return err
		}
		if alone, err := a.KeptAlone(ctx, u.ID); err != nil || alone > 0 && !unkept {
			return orElse(err, apperr.KeptAlone.With(alone).On("unkept"))
		}
		u.DisabledAt = a.now
		return errors.Join(a.endSessions(ctx, u.ID, r), a.EndLinkOf(ctx, u.ID), a.ForgetDevicesOf(ctx, u.ID))
	})
}

// EnableUser opens an account again that was disabled. It fails with
// apperr.NotClosed.
func (n *Newsroom) EnableUser(ctx context.Context, by By, t UserTarget) error {
	return n.changeUser(ctx, by, t, "user.enable", "", func(_ context.Context, _ *act, u *models.User, _ *record) error {
		if u.Active() {
			return apperr.NotClosed.With()
		}
		u.DisabledAt = 0
		return nil
	})
}

// SetPassword sets somebody's password from the command line. At a page nobody
// sets another's: whoever knew it could act as them and be their second pair
// of eyes; there LinkPassword is the way. Sessions end as UsePasswordLink has
// it. It fails with apperr.ConsoleOnly, ClosedAccount or as auth.CheckPassword
// does.
func (n *Newsroom) SetPassword(ctx context.Context, by By, id models.ID, password string) error {
	if !by.console {
		return apperr.ConsoleOnly.With()
	}
	hash, err := n.hashFor(ctx, id, password)
	if err != nil {
		return err
	}
	_, err = n.manage(ctx, by, id, func(ctx context.Context, a *act) (models.ID, error) {
		return id, a.setPassword(ctx, id, hash)
	})
	return err
}

// hashFor judges a new password of a user's and hashes it.
func (n *Newsroom) hashFor(ctx context.Context, id models.ID, password string) (string, error) {
	q := n.DB.Queries()
	u, err := q.User(ctx, id)
	if err != nil {
		return "", err
	}
	settings, err := q.Settings(ctx)
	if err != nil {
		return "", err
	}
	return hashNew(ctx, u, settings, password)
}

// setPassword sets a user's password and ends what was opened with the old
// one: sessions, the link, and what the user's browsers are known by.
func (a *act) setPassword(ctx context.Context, id models.ID, hash string) error {
	was, err := a.LockUser(ctx, id)
	if err != nil {
		return err
	}
	if !was.Active() {
		return apperr.ClosedAccount.With()
	}
	u := was
	u.PasswordHash = hash
	if err := a.SaveUser(ctx, &u, was.Version); err != nil {
		return err
	}
	r := a.record("user.password", models.SubjectUser, id, changed(userFields, was, u)...)
	return errors.Join(a.endSessions(ctx, id, r), a.EndLinkOf(ctx, id), a.ForgetDevicesOf(ctx, id))
}

// endSessions ends every session of a user and notes how many.
func (a *act) endSessions(ctx context.Context, user models.ID, r *record) error {
	ended, err := a.EndSessionsOf(ctx, user)
	if ended > 0 {
		r.changes = append(r.changes, models.Change{Field: "sessions", To: number(ended)})
	}
	return err
}

// SignOutUser ends every session of a user.
func (n *Newsroom) SignOutUser(ctx context.Context, by By, t UserTarget) error {
	_, err := n.manage(ctx, by, t.ID, func(ctx context.Context, a *act) (models.ID, error) {
		u, err := a.userAt(ctx, t)
		if err != nil {
			return 0, err
		}
		return u.ID, a.endSessions(ctx, u.ID, a.record("user.end-sessions", models.SubjectUser, u.ID))
	})
	return err
}

// SessionCounts returns how many sessions are open, by user.
func (n *Newsroom) SessionCounts(ctx context.Context) (map[models.ID]int, error) {
	q := n.DB.Queries()
	s, err := q.Settings(ctx)
	if err != nil {
		return nil, err
	}
	now := models.At(n.Now())
	return q.OpenSessions(ctx, now-minutes(s.IdleMinutes), now-minutes(s.AbsoluteMinutes))
}

// onField says which form field a refusal is about.
func onField(err error, field string) error {
	var refused *apperr.Error
	if errors.As(err, &refused) {
		return refused.On(field)
	}
	return err
}

// sorted is the roles in the order of AllRoles, those that are none last.
func sorted(roles models.Roles) models.Roles {
	at := func(r models.Role) int {
		if i := slices.Index(models.AllRoles, r); i >= 0 {
			return i
		}
		return len(models.AllRoles)
	}
	roles = slices.Clone(roles)
	slices.SortStableFunc(roles, func(a, b models.Role) int { return at(a) - at(b) })
	return roles
}
