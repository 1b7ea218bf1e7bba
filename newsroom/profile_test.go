package newsroom_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

const (
	address     = "127.0.0.1"
	newPassword = "seven lamps over a slow canal"
)

// signIn signs user in with a password, in a browser with a device token.
func (d *desk) signIn(user models.User, password, device string) (newsroom.SignedIn, error) {
	return d.SignIn(d.t.Context(), newsroom.SignIn{Handle: user.Handle, Password: password, Address: address, Device: device})
}

func (d *desk) signedIn(user models.User) newsroom.SignedIn {
	d.t.Helper()
	in, err := d.signIn(user, testkit.Password, "")
	d.ok(err)
	return in
}

func (d *desk) change(user models.User, present, next string, in newsroom.SignedIn) (string, error) {
	return d.ChangePassword(d.t.Context(), testkit.By(user), newsroom.PasswordChange{
		Present: present, New: next, Token: in.Token, Device: in.Device, Address: address,
	})
}

// actions are the trail's events from a sequence number on.
func (d *desk) actions(from int64) (actions []string) {
	d.t.Helper()
	events, err := d.DB.Queries().EventsAfter(d.t.Context(), from, 1000)
	d.ok(err)
	for _, e := range events {
		actions = append(actions, e.Action)
	}
	return actions
}

func (d *desk) size() int64 {
	d.t.Helper()
	n, err := d.DB.Queries().TrailSize(d.t.Context())
	d.ok(err)
	return n
}

func (d *desk) user(u models.User) models.User {
	d.t.Helper()
	u, err := d.DB.Queries().User(d.t.Context(), u.ID)
	d.ok(err)
	return u
}

func TestANewPasswordEndsWhatTheOldOneOpened(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		here, there, other := d.signedIn(d.Carl), d.signedIn(d.Carl), d.signedIn(d.Rita)
		link, err := d.LinkPassword(t.Context(), testkit.By(d.Adam), newsroom.UserTarget{ID: d.Carl.ID, Version: d.user(d.Carl).Version})
		d.ok(err)
		from := d.size()
		token, err := d.change(d.Carl, testkit.Password, newPassword, here)
		d.ok(err)
		if got := fmt.Sprint(d.actions(from)); got != "[user.password]" {
			t.Errorf("events %s", got)
		}
		for name, tt := range map[string]struct {
			token string
			opens bool
		}{
			"the session it was changed in, by its new token": {token, true},
			"by its old token":  {here.Token, false},
			"the other session": {there.Token, false},
			"somebody else's":   {other.Token, true},
		} {
			if _, _, err := d.Who(t.Context(), tt.token); (err == nil) != tt.opens {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, _, err := d.LinkHolder(t.Context(), link.Token); !errors.Is(err, apperr.LinkGone) {
			t.Errorf("the link to set a password: %v", err)
		}
		for device, knows := range map[string]bool{here.Device: true, there.Device: false} {
			known, err := d.DB.Queries().KnowsDevice(t.Context(), d.Carl.ID, auth.HashToken(device))
			if known != knows || err != nil {
				t.Errorf("a browser is known: %v, %v", known, err)
			}
		}
		if _, err := d.signIn(d.Carl, testkit.Password, ""); !errors.Is(err, apperr.WrongSignIn) {
			t.Errorf("the old password: %v", err)
		}
		if _, err := d.signIn(d.Carl, newPassword, ""); err != nil {
			t.Errorf("the new password: %v", err)
		}
	})
}

func TestAPasswordIsNotChangedByWhoDoesNotKnowIt(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		in := d.signedIn(d.Carl)
		tell := func(want *apperr.Refusal, field, present, next string) {
			t.Helper()
			_, err := d.change(d.Carl, present, next, in)
			if !errors.Is(err, want) || apperr.Field(err) != field {
				t.Errorf("%q to %q: %v on %q, want %v", present, next, err, apperr.Field(err), want)
			}
		}
		d.refuse(apperr.FieldMissing, func() error { _, err := d.change(d.Carl, "", newPassword, in); return err })
		d.refuse(apperr.SamePassword, func() error { _, err := d.change(d.Carl, newPassword, newPassword, in); return err })
		tell(apperr.PasswordShort, "new_password", testkit.Password, "short")
		tell(apperr.PasswordPersonal, "new_password", testkit.Password, "carl carl carl carl")
		tell(apperr.WrongPassword, "present_password", "not my password at all", newPassword)
		gone := in
		gone.Token = "none"
		if _, err := d.change(d.Carl, testkit.Password, newPassword, gone); !errors.Is(err, apperr.SignInFirst) {
			t.Errorf("in a session that has ended: %v", err)
		}
		if d.user(d.Carl).PasswordHash != d.Carl.PasswordHash {
			t.Error("the password is another")
		}
	})
}

func TestWrongTriesAtThePresentPasswordCountWithSigningIn(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		in := d.signedIn(d.Carl)
		for i := range 10 {
			if _, err := d.change(d.Carl, fmt.Sprint("wrong ", i), newPassword, in); !errors.Is(err, apperr.WrongPassword) {
				t.Fatalf("try %d: %v", i, err)
			}
		}
		if _, err := d.change(d.Carl, testkit.Password, newPassword, in); !errors.Is(err, apperr.TooManySignIns) {
			t.Errorf("the eleventh, with the right one: %v", err)
		}
		if _, err := d.signIn(d.Carl, testkit.Password, in.Device); !errors.Is(err, apperr.TooManySignIns) {
			t.Errorf("signing in there: %v", err)
		}
		if _, err := d.signIn(d.Carl, testkit.Password, ""); err != nil {
			t.Errorf("signing in elsewhere: %v", err)
		}
		d.Clock.Move(16 * time.Minute)
		if _, err := d.change(d.Carl, testkit.Password, newPassword, in); err != nil {
			t.Errorf("a quarter of an hour later: %v", err)
		}
		if _, err := d.signIn(d.Carl, newPassword, in.Device); err != nil {
			t.Errorf("the browser is known no more: %v", err)
		}
	})
}

// Somebody sets another password while the present one is being compared.
func TestAPasswordThatWasSetMeanwhileStays(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		in, db := d.signedIn(d.Carl), d.SQL(t)
		now, set := d.Newsroom.Now, false
		d.Newsroom.Now = func() time.Time {
			if !set {
				set = true
				if _, err := db.ExecContext(t.Context(), "UPDATE users SET password_hash = 'set meanwhile' WHERE handle = 'carl'"); err != nil {
					t.Error(err)
				}
			}
			return now()
		}
		if _, err := d.change(d.Carl, testkit.Password, newPassword, in); !errors.Is(err, apperr.WrongPassword) || !set {
			t.Errorf("%v", err)
		}
		if got := d.user(d.Carl).PasswordHash; got != "set meanwhile" {
			t.Errorf("the password is %q", got)
		}
	})
}

// Of two who know the password and change it at once, one is too late: the
// password that they compared with is not the present one any more.
func TestOfPasswordsChangedAtOnceOneHolds(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		const many = 4
		ins := make([]newsroom.SignedIn, many)
		for i := range ins {
			ins[i] = d.signedIn(d.Carl)
		}
		tokens := make([]string, many)
		errs := atOnce(many, func(i int) (err error) {
			tokens[i], err = d.change(d.Carl, testkit.Password, fmt.Sprint(newPassword, " ", i), ins[i])
			return err
		})
		won := -1
		for i, err := range errs {
			switch {
			case err == nil && won < 0:
				won = i
			case !errors.Is(err, apperr.WrongPassword) && !errors.Is(err, apperr.SignInFirst):
				t.Errorf("%d: %v", i, err)
			}
		}
		if won < 0 {
			t.Fatal("nobody won")
		}
		if _, _, err := d.Who(t.Context(), tokens[won]); err != nil {
			t.Errorf("who won is signed out: %v", err)
		}
		if _, err := d.signIn(d.Carl, fmt.Sprint(newPassword, " ", won), ins[won].Device); err != nil {
			t.Errorf("with the password that won: %v", err)
		}
	})
}

// A session that its user ends at the moment a password is changed in it does
// not come back by its new token.
func TestASessionThatEndsWhileItTurnsStaysEnded(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		in := d.signedIn(d.Carl)
		d.ok(d.SignOutEverywhere(t.Context(), testkit.By(d.Carl)))
		token, err := d.change(d.Carl, testkit.Password, newPassword, in)
		if !errors.Is(err, apperr.SignInFirst) || token != "" {
			t.Errorf("%q, %v", token, err)
		}
		open, err := d.OpenSessions(t.Context(), d.Carl.ID)
		if len(open) != 0 || err != nil {
			t.Errorf("%d sessions, %v", len(open), err)
		}
	})
}

func TestTheSameFormChangesAPasswordOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		in, by := d.signedIn(d.Carl), testkit.By(d.Carl)
		change := newsroom.PasswordChange{Present: testkit.Password, New: newPassword, Token: in.Token, Device: in.Device, Address: address}
		token, err := d.ChangePassword(t.Context(), by, change)
		d.ok(err)
		again, err := d.ChangePassword(t.Context(), by, change)
		if again != "" || !errors.Is(err, apperr.WrongPassword) {
			t.Errorf("the second time: %q, %v", again, err)
		}
		if _, _, err := d.Who(t.Context(), token); err != nil {
			t.Errorf("and the session is gone: %v", err)
		}
	})
}

func TestOnesOwnSessions(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		first, second, hers := d.signedIn(d.Carl), d.signedIn(d.Carl), d.signedIn(d.Rita)
		open, err := d.OpenSessions(t.Context(), d.Carl.ID)
		d.ok(err)
		if len(open) != 2 || open[0].ID < open[1].ID {
			t.Fatalf("open are %+v", open)
		}
		theirs, err := d.OpenSessions(t.Context(), d.Rita.ID)
		d.ok(err)
		d.refuse(apperr.NotFoundOrSeen, func() error { return d.EndSession(t.Context(), testkit.By(d.Carl), theirs[0].ID) })
		d.refuse(apperr.NotFoundOrSeen, func() error { return d.EndSession(t.Context(), testkit.By(d.Carl), 999) })
		from := d.size()
		d.ok(d.EndSession(t.Context(), testkit.By(d.Carl), open[1].ID))
		if got := fmt.Sprint(d.actions(from)); got != "[user.end-session]" {
			t.Errorf("events %s", got)
		}
		for token, opens := range map[string]bool{first.Token: false, second.Token: true, hers.Token: true} {
			if _, _, err := d.Who(t.Context(), token); (err == nil) != opens {
				t.Errorf("open %v: %v", opens, err)
			}
		}
		d.Clock.Move(31 * time.Minute)
		if open, err = d.OpenSessions(t.Context(), d.Carl.ID); len(open) != 0 || err != nil {
			t.Errorf("of those that ran out it lists %+v, %v", open, err)
		}
	})
}

func TestANameIsOnesOwn(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		by := testkit.By(d.Carl)
		v := d.user(d.Carl).Version
		d.refuse(apperr.FieldMissing, func() error { return d.Rename(t.Context(), testkit.By(d.Carl), v, "") })
		d.refuse(apperr.Stale, func() error { return d.Rename(t.Context(), testkit.By(d.Carl), v-1, "Carla") })
		from := d.size()
		d.ok(d.Rename(t.Context(), by, v, "Carla"))
		d.ok(d.Rename(t.Context(), by, v, "Carla"))
		if u := d.user(d.Carl); u.Name != "Carla" || u.Version != v+1 {
			t.Errorf("named %q at version %d", u.Name, u.Version)
		}
		d.ok(d.Rename(t.Context(), testkit.By(d.Carl), v+1, "Carla"))
		if got := fmt.Sprint(d.actions(from)); got != "[user.edit]" {
			t.Errorf("events %s", got)
		}
		errs := atOnce(8, func(i int) error { return d.Rename(t.Context(), testkit.By(d.Carl), v+1, fmt.Sprint("Carl ", i)) })
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.Is(err, apperr.Stale) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("of eight at once %d won", won)
		}
	})
}

func TestPreferencesLeaveTheirEvent(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		from := d.size()
		p := models.Preferences{Hours: models.Hours12}
		d.ok(d.Prefer(t.Context(), testkit.By(d.Carl), p))
		d.ok(d.Prefer(t.Context(), testkit.By(d.Carl), p))
		if got := d.user(d.Carl).Preferences; got != p {
			t.Errorf("they are %+v", got)
		}
		d.ok(d.DismissHint(t.Context(), testkit.By(d.Carl)))
		d.ok(d.DismissHint(t.Context(), testkit.By(d.Carl)))
		p.HintDismissed = true
		if got := d.user(d.Carl).Preferences; got != p {
			t.Errorf("without the hint they are %+v", got)
		}
		if got := fmt.Sprint(d.actions(from)); got != "[user.preferences user.preferences]" {
			t.Errorf("events %s", got)
		}
		d.refuse(apperr.UnknownChoice, func() error {
			return d.Prefer(t.Context(), testkit.By(d.Carl), models.Preferences{Hours: "13"})
		})
	})
}
