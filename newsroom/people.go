package newsroom

import (
	"context"
	"slices"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// SignIn is what somebody sends to sign in, and from where.
type SignIn struct {
	Handle    string
	Password  string
	UserAgent string
	Address   string // of the network peer; what proxies claim does not count
	Device    string // the token that an earlier sign-in left in the browser, or ""
	Demo      bool   // demo accounts may sign in here
}

// SignedIn is a session that was opened.
type SignedIn struct {
	Token  string // of the session
	Device string // the browser's device token from now on
	User   models.User
}

// SignIn opens a session. It fails with apperr.WrongSignIn, alike and after
// the same time for an unknown name, a closed account and a wrong password;
// with apperr.TooManySignIns when there were too many such tries; and with
// apperr.DemoElsewhere.
func (n *Newsroom) SignIn(ctx context.Context, in SignIn) (SignedIn, error) {
	u, err := n.DB.Queries().UserByHandle(ctx, in.Handle)
	if err != nil && apperr.KindOf(err) != apperr.NotFound {
		return SignedIn{}, err
	}
	try, err := n.reserveTry(ctx, u, in)
	if err != nil {
		return SignedIn{}, err
	}
	matches, err := auth.PasswordMatches(ctx, u.PasswordHash, in.Password)
	if err != nil {
		return SignedIn{}, err
	}
	if !matches || !u.Active() {
		return SignedIn{}, apperr.WrongSignIn.With()
	}
	if u.Demo && !in.Demo {
		return SignedIn{}, apperr.DemoElsewhere.With()
	}
	return n.openSession(ctx, u, in, try)
}

// openSession opens a session for a user whose password matched.
func (n *Newsroom) openSession(ctx context.Context, u models.User, in SignIn, try models.SignInTry) (SignedIn, error) {
	token, hash := auth.NewToken()
	opened := SignedIn{Token: token, Device: in.Device, User: u}
	err := n.DB.Tx(ctx, func(tx store.Tx) (err error) {
		a := &act{Tx: tx, now: models.At(n.Now())}
		if a.actor, err = tx.LockUser(ctx, u.ID); err != nil {
			return err
		}
		if !a.actor.Active() || a.actor.PasswordHash != u.PasswordHash {
			return apperr.WrongSignIn.With() // disabled, or given another password, since it was looked at
		}
		if err := tx.ForgetTry(ctx, try.ID); err != nil {
			return err
		}
		if try.Device == nil {
			device, deviceHash := auth.NewToken()
			opened.Device = device
			if err := tx.AddDevice(ctx, &models.Device{TokenHash: deviceHash, UserID: u.ID, CreatedAt: a.now}); err != nil {
				return err
			}
		}
		s := models.Session{TokenHash: hash, UserID: u.ID, UserAgent: in.UserAgent, CreatedAt: a.now, LastSeenAt: a.now}
		if err := tx.AddSession(ctx, &s); err != nil {
			return err
		}
		if err := tx.SawSession(ctx, s, a.now); err != nil {
			return err
		}
		a.record("user.sign-in", models.SubjectUser, u.ID)
		return n.commitTrail(ctx, tx, a.records)
	})
	return opened, err
}

// SignOut ends the session of a token.
func (n *Newsroom) SignOut(ctx context.Context, by By, token string) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		a.record("user.sign-out", models.SubjectUser, a.actor.ID)
		return a.actor.ID, a.EndSession(ctx, auth.HashToken(token))
	})
	return err
}

// SignOutEverywhere ends every session of the actor.
func (n *Newsroom) SignOutEverywhere(ctx context.Context, by By) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		ended, err := a.EndSessionsOf(ctx, a.actor.ID)
		a.record("user.sign-out-everywhere", models.SubjectUser, a.actor.ID, models.Change{Field: "sessions", To: number(ended)})
		return a.actor.ID, err
	})
	return err
}

// seenEvery is how often a session's last use is written down.
const seenEvery = time.Minute

// Who returns the user whose session has the token, and the newsroom's
// settings, which say when a session runs out. It fails with
// apperr.SignInFirst when there is none, when it has run out, or when the
// account is closed.
func (n *Newsroom) Who(ctx context.Context, token string) (u models.User, settings models.Settings, err error) {
	return n.who(ctx, token, true)
}

// WhoLooks is Who for what a page asks by itself: that is no sign that anybody
// is there, and keeps no session from running out.
func (n *Newsroom) WhoLooks(ctx context.Context, token string) (models.User, models.Settings, error) {
	return n.who(ctx, token, false)
}

// StillIn returns those of the sessions, by the hashes of their tokens, that
// still count: Who would say who it is, and that they hold a role.
func (n *Newsroom) StillIn(ctx context.Context, sessions []string) (map[string]bool, error) {
	q, now := n.DB.Queries(), models.At(n.Now())
	settings, err := q.Settings(ctx)
	if err != nil {
		return nil, err
	}
	still := make(map[string]bool, len(sessions))
	for some := range slices.Chunk(sessions, 200) {
		hashes := make([][]byte, len(some))
		for i, s := range some {
			hashes[i] = []byte(s)
		}
		in, err := q.StillIn(ctx, hashes, now-minutes(settings.IdleMinutes), now-minutes(settings.AbsoluteMinutes))
		if err != nil {
			return nil, err
		}
		for _, hash := range in {
			still[string(hash)] = true
		}
	}
	return still, nil
}

func (n *Newsroom) who(ctx context.Context, token string, there bool) (u models.User, settings models.Settings, err error) {
	none := apperr.SignInFirst.With()
	if token == "" {
		return models.User{}, settings, none
	}
	q := n.DB.Queries()
	s, u, err := q.Session(ctx, auth.HashToken(token))
	if err != nil {
		if apperr.KindOf(err) == apperr.NotFound {
			err = none
		}
		return models.User{}, settings, err
	}
	if settings, err = q.Settings(ctx); err != nil {
		return models.User{}, settings, err
	}
	now := models.At(n.Now())
	idle, absolute := minutes(settings.IdleMinutes), minutes(settings.AbsoluteMinutes)
	if now-s.LastSeenAt >= idle || now-s.CreatedAt >= absolute || !u.Active() {
		return models.User{}, settings, none
	}
	if there && now-s.LastSeenAt >= models.Instant(seenEvery.Milliseconds()) {
		err = n.DB.Tx(ctx, func(tx store.Tx) error { return tx.SawSession(ctx, s, now) })
	}
	if apperr.KindOf(err) == apperr.Unavailable {
		err = nil // a full disk keeps nobody from reading
	}
	return u, settings, err
}

func minutes(m int) models.Instant { return models.Instant(int64(m) * time.Minute.Milliseconds()) }

func hours(h int) models.Instant { return minutes(60 * h) }
