package newsroom_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

// now is a user as they are.
func (d *desk) now(u models.User) newsroom.UserTarget {
	d.t.Helper()
	return newsroom.UserTarget{ID: u.ID, Version: d.user(u).Version}
}

func TestWhoMayKeepUsers(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		nora := newsroom.NewUser{Handle: "nora", Name: "Nora", Password: newPassword, Roles: models.Roles{models.RoleViewer}}
		for name, act := range map[string]func(newsroom.By) error{
			"invite":   func(by newsroom.By) error { _, _, err := d.InviteUser(ctx, by, nora); return err },
			"add":      func(by newsroom.By) error { _, err := d.AddUser(ctx, by, nora); return err },
			"edit":     func(by newsroom.By) error { return d.EditUser(ctx, by, d.now(d.Carl), "Carla", d.Carl.Roles) },
			"disable":  func(by newsroom.By) error { return d.DisableUser(ctx, by, d.now(d.Carl), "left", false) },
			"enable":   func(by newsroom.By) error { return d.EnableUser(ctx, by, d.now(d.Carl)) },
			"link":     func(by newsroom.By) error { _, err := d.LinkPassword(ctx, by, d.now(d.Carl)); return err },
			"sign out": func(by newsroom.By) error { return d.SignOutUser(ctx, by, d.now(d.Carl)) },
		} {
			size := d.size()
			for _, u := range []models.User{d.Ed, d.Carl, d.Rita, d.Vera, d.Duo} {
				if err := act(testkit.By(u)); !errors.Is(err, apperr.RoleMissing) {
					t.Errorf("%s as %s: %v", name, u.Name, err)
				}
			}
			if d.size() != size {
				t.Errorf("%s left an event", name)
			}
		}
		if err := d.SetPassword(ctx, testkit.By(d.Adam), d.Carl.ID, newPassword); !errors.Is(err, apperr.ConsoleOnly) {
			t.Errorf("an admin set another's password: %v", err)
		}
		d.ok(d.SetPassword(ctx, newsroom.FromConsole(), d.Carl.ID, newPassword))
		if _, err := d.signIn(d.Carl, newPassword, ""); err != nil {
			t.Errorf("the password from the command line: %v", err)
		}
	})
}

func TestWhoIsAddedHasANameAHandleAndARole(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, ""), t: t}
	good := newsroom.NewUser{Handle: "nora.b-2", Name: "Nora", Password: newPassword, Roles: models.Roles{models.RoleChecker}}
	for _, row := range []struct {
		name  string
		spoil func(*newsroom.NewUser)
		want  *apperr.Refusal
	}{
		{"a handle of one letter", func(u *newsroom.NewUser) { u.Handle = "n" }, apperr.HandleForm},
		{"a handle of 33", func(u *newsroom.NewUser) { u.Handle = fmt.Sprintf("%033d", 1) }, apperr.HandleForm},
		{"a handle with a capital", func(u *newsroom.NewUser) { u.Handle = "Nora" }, apperr.HandleForm},
		{"a handle that looks like another", func(u *newsroom.NewUser) { u.Handle = "nоra" }, apperr.HandleForm},
		{"a handle with a line break", func(u *newsroom.NewUser) { u.Handle = "nora\n" }, apperr.HandleForm},
		{"a handle that ends in a dot", func(u *newsroom.NewUser) { u.Handle = "nora." }, apperr.HandleForm},
		{"a handle that somebody has", func(u *newsroom.NewUser) { u.Handle = "carl" }, apperr.HandleTaken},
		{"no name", func(u *newsroom.NewUser) { u.Name = " " }, apperr.FieldMissing},
		{"a name that is too long", func(u *newsroom.NewUser) { u.Name = fmt.Sprintf("%*d", models.MaxLine+1, 1) }, apperr.NameTooLong},
		{"no role", func(u *newsroom.NewUser) { u.Roles = nil }, apperr.RoleNeeded},
		{"a role that is none", func(u *newsroom.NewUser) { u.Roles = models.Roles{"boss"} }, apperr.UnknownChoice},
		{"two roles in one", func(u *newsroom.NewUser) { u.Roles = models.Roles{"viewer,admin"} }, apperr.UnknownChoice},
		{"a role twice", func(u *newsroom.NewUser) { u.Roles = models.Roles{models.RoleChecker, models.RoleChecker} }, apperr.UnknownChoice},
		{"a weak password", func(u *newsroom.NewUser) { u.Password = "nora nora nora" }, apperr.PasswordPersonal},
	} {
		in := good
		row.spoil(&in)
		if _, err := d.AddUser(t.Context(), testkit.By(d.Adam), in); !errors.Is(err, row.want) || apperr.Field(err) == "" {
			t.Errorf("%s: %v (field %q)", row.name, err, apperr.Field(err))
		}
	}
	id, err := d.AddUser(t.Context(), testkit.By(d.Adam), good)
	d.ok(err)
	u, err := d.DB.Queries().User(t.Context(), id)
	if err != nil || u.Version != 1 || u.Demo || u.Invited() || u.CreatedAt == 0 || !u.KeyHints || u.Hours != models.Hours24 {
		t.Errorf("%+v, %v", u, err)
	}
}

func TestSomebodyStaysAnAdmin(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		ctx, by := t.Context(), func() newsroom.By { return testkit.By(d.Adam) }
		if err := d.DisableUser(ctx, by(), d.now(d.Adam), "left", false); !errors.Is(err, apperr.OwnAccount) {
			t.Errorf("their own account: %v", err)
		}
		if err := d.DisableUser(ctx, newsroom.FromConsole(), d.now(d.Adam), "left", false); !errors.Is(err, apperr.LastAdmin) {
			t.Errorf("from the command line: %v", err)
		}
		if err := d.EditUser(ctx, by(), d.now(d.Adam), "Adam", models.Roles{models.RoleViewer}); !errors.Is(err, apperr.LastAdmin) {
			t.Errorf("their own role: %v", err)
		}
		if _, _, err := d.InviteUser(ctx, by(), newsroom.NewUser{Handle: "ida", Name: "Ida", Roles: models.Roles{models.RoleAdmin}}); err != nil {
			t.Fatal(err)
		}
		if err := d.EditUser(ctx, by(), d.now(d.Adam), "Adam", nil); !errors.Is(err, apperr.LastAdmin) {
			t.Errorf("beside one who cannot sign in yet: %v", err)
		}
	})
}

// TestAdminsDoNotEndEachOther has two admins take the role from each other at
// once: one stays, whoever was first.
func TestAdminsDoNotEndEachOther(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		admins := []models.User{d.Adam, d.Ed}
		for round := range 20 {
			for _, u := range admins {
				d.ok(d.EditUser(t.Context(), newsroom.FromConsole(), newsroom.UserTarget{ID: u.ID}, u.Name, models.Roles{models.RoleAdmin}))
			}
			as := []newsroom.UserTarget{d.now(admins[1]), d.now(admins[0])}
			errs := atOnce(len(admins), func(i int) error {
				return d.EditUser(t.Context(), testkit.By(admins[i]), as[i], admins[1-i].Name, models.Roles{models.RoleViewer})
			})
			left, err := d.DB.Queries().Admins(t.Context())
			if err != nil || len(left) == 0 {
				t.Fatalf("round %d: no admin is left: %v, %v", round, errs, err)
			}
			for _, err := range errs {
				if apperr.KindOf(err) == apperr.Internal && err != nil {
					t.Errorf("round %d: %v", round, err)
				}
			}
		}
	})
}

func TestWhatIsDoneToAUserStandsInTheTrail(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, ""), t: t}
	ctx, by, from := t.Context(), func() newsroom.By { return testkit.By(d.Adam) }, d.size()
	d.ok(d.EditUser(ctx, by(), d.now(d.Carl), "Carl", models.Roles{models.RoleChecker})) // changes nothing
	d.ok(d.EditUser(ctx, by(), d.now(d.Carl), "Carla", models.Roles{models.RoleViewer, models.RoleChecker}))
	d.ok(d.DisableUser(ctx, by(), d.now(d.Carl), "on leave", false))
	d.ok(d.EnableUser(ctx, newsroom.FromConsole(), d.now(d.Carl)))
	if _, err := d.LinkPassword(ctx, by(), d.now(d.Carl)); err != nil {
		t.Fatal(err)
	}
	if got, want := d.actions(from), []string{"user.edit", "user.disable", "user.enable", "user.link"}; !slices.Equal(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
	events, err := d.DB.Queries().EventsAfter(ctx, from, 10)
	d.ok(err)
	said, err := newsroom.Words(ctx, d.DB.Queries(), events)
	d.ok(err)
	if said[1].Reason.Text != "on leave" || events[2].ActorID != 0 || events[2].RequestID != newsroom.Console || events[0].ActorID != models.Ref(d.Adam.ID) {
		t.Errorf("%+v\n%+v", said, events)
	}
	for _, c := range said[0].Changes {
		if c.Field == "roles" && (c.From.Text != "checker" || c.To.Text != "viewer,checker") {
			t.Errorf("%+v", c)
		}
	}
	if err := d.DisableUser(ctx, by(), newsroom.UserTarget{ID: d.Carl.ID, Version: 1}, "again", false); !errors.Is(err, apperr.Stale) {
		t.Errorf("what somebody else changed meanwhile: %v", err)
	}
	if err := d.DisableUser(ctx, by(), d.now(d.Cleo), "", false); !errors.Is(err, apperr.NeedsReason) {
		t.Errorf("without a reason: %v", err)
	}
}

// TestASignInWithTheOldPasswordOpensNothing has sign-ins under way, their
// password already right, while another is set.
func TestASignInWithTheOldPasswordOpensNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		hold := d.now(d.Carl)
		link, err := d.LinkPassword(t.Context(), testkit.By(d.Adam), hold)
		d.ok(err)
		errs := atOnce(8, func(i int) error {
			if i == 0 {
				return d.UsePasswordLink(t.Context(), link.Token, newPassword, "test")
			}
			_, err := d.signIn(d.Carl, testkit.Password, "")
			return err
		})
		d.ok(errs[0])
		open, err := d.OpenSessions(t.Context(), d.Carl.ID)
		d.ok(err)
		if len(open) != 0 {
			t.Errorf("%d sessions were opened with the old password: %v", len(open), errs)
		}
	})
}

func TestWhoAloneKeepsAProtectedSourceIsDisabledKnowingly(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		article := d.Open(t, testkit.Copy)
		keeps := func(name string, others ...models.ID) models.ID {
			t.Helper()
			id, err := d.AddSource(ctx, testkit.By(d.Carl), article, newsroom.NewSource{
				Source: models.Source{Type: models.Interview, Located: true, Protected: true},
				Beside: newsroom.Beside{Pseudonym: fmt.Sprint("Source ", len(name)), Name: models.SourceName{Name: name}, Keepers: others},
			})
			d.ok(err)
			return id
		}
		alone := func(want int) {
			t.Helper()
			if got, err := d.DB.Queries().KeptAlone(ctx, d.Carl.ID); got != want || err != nil {
				t.Errorf("alone he keeps %d, %v; want %d", got, err, want)
			}
		}
		disable := func(known bool) func() error {
			return func() error { return d.DisableUser(ctx, testkit.By(d.Adam), d.now(d.Carl), "left", known) }
		}
		alone(0)
		first, second := keeps("Ida Quill", d.Rita.ID), keeps("Jon Marsh", d.Rita.ID, d.Cleo.ID)
		alone(0)
		d.ok(d.DisableUser(ctx, testkit.By(d.Adam), d.now(d.Rita), "left", false))
		alone(1)
		d.refuse(apperr.KeptAlone, disable(false))
		d.ok(d.AddKeeper(ctx, testkit.By(d.Carl), first, d.Cleo.ID))
		alone(0)
		d.ok(d.DropKeeper(ctx, testkit.By(d.Carl), second, d.Cleo.ID))
		alone(1)
		d.refuse(apperr.KeptAlone, disable(false))
		d.ok(disable(true)())
		if told := d.told(0); strings.Contains(told, "unkept") || strings.Contains(told, "alone") {
			t.Errorf("the trail tells what they kept: %s", told)
		}
		d.ok(d.EnableUser(ctx, testkit.By(d.Adam), d.now(d.Carl)))
		_, err := d.ReadSourceName(ctx, testkit.By(d.Carl), second)
		d.ok(err)
	})
}
