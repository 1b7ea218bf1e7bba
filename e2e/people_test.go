package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

const newPassword = "velvet otter canyon"

// everyShape looks at the page that p is on in every shape.
func (p *person) everyShape() {
	p.t.Helper()
	for _, sh := range shapes {
		p.shape(sh)
		if out := look[string](p, sticksOut); out != "" {
			p.t.Errorf("%s %s %d: the page scrolls sideways: %s", p.path(), sh.scheme, sh.width, out)
		}
		if sh != narrowLight {
			testkit.Axe(p.ctx, p.t)
		}
	}
}

// choosesPassword types a new password twice.
func (p *person) choosesPassword(password string) {
	p.t.Helper()
	p.fill("[name=password]", password)
	p.fill("[name=password_again]", password)
}

// TestAnInvitationUntilTheAccountIsDisabled: an admin invites, the person comes
// by the link in a browser of their own, works, and is disabled.
func TestAnInvitationUntilTheAccountIsDisabled(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	adam := s.person(t, "adam")
	adam.follow(`a[href="/users"]`)
	adam.follow(`a[href="/users/new"]`)
	adam.fill("[name=name]", "Nora Berg")
	adam.fill("[name=handle]", "nora")
	adam.click("[name=roles][value=viewer]")
	adam.press("/users")
	adam.sees("They are added. Send them the link.", "only Nora Berg reads", "Invited")
	adam.everyShape()
	link := strings.TrimSpace(adam.text("#link-text"))
	if !strings.HasPrefix(link, s.url+"/links/") {
		t.Fatalf("the link is %q", link)
	}
	adam.open(adam.path())
	adam.misses(link)

	nora := s.visitor(t, testkit.Expecting(404, 422))
	nora.open(strings.TrimPrefix(link, s.url))
	nora.sees("Set your password", "You sign in as nora")
	nora.everyShape()
	nora.choosesPassword("password1234")
	if got := nora.follow("main [type=submit]"); got != 422 {
		t.Errorf("a weak password answered %d", got)
	}
	nora.sees("easily guessed")
	nora.everyShape()
	nora.choosesPassword(newPassword)
	nora.follow("main [type=submit]")
	nora.sees("Your password is set. Sign in with it.")
	nora.fill("[name=handle]", "nora")
	nora.fill("[name=password]", newPassword)
	nora.follow(`form[action="/sign-in"] [type=submit]`)
	nora.sees("Articles")
	nora.open(strings.TrimPrefix(link, s.url))
	nora.sees("This link does not work any more.")
	nora.open("/articles")

	adam.open("/users")
	adam.sees("Nora Berg", "Active")
	adam.follow(`a[href="/users/10"]`)
	adam.fill("[name=reason]", "was here for a day")
	adam.press("/disable")
	adam.sees("The account is disabled.", "Disabled")
	adam.everyShape()

	nora.follow(`a[href="/reports"]`)
	nora.sees("Your session has ended.", "ask an admin")
	nora.everyShape()
}

// newEmptySite opens a site over a database without a newsroom, and returns the
// code of its first run.
func newEmptySite(t testing.TB) (s *site, code string) {
	t.Helper()
	n, err := openDemo(t.Context(), filepath.Join(t.TempDir(), "tickmark.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := n.DB.Close(); err != nil {
			t.Error(err)
		}
	})
	first, code := newsroom.NewFirstRun()
	s = serve(t, n, "", first)
	s.password = newPassword
	return s, code
}

func TestTheFirstRunMakesANewsroom(t *testing.T) {
	t.Parallel()
	s, code := newEmptySite(t)
	p := s.visitor(t, testkit.Expecting(404, 422))
	p.open("/articles")
	if p.path() != "/first-run" {
		t.Fatalf("every page leads to the first run, this one to %s", p.path())
	}
	p.everyShape()
	if got := look[string](p, `document.activeElement.name`); got != "code" {
		t.Errorf("the cursor is in %q", got)
	}
	for name, text := range map[string]string{"code": "AAAAA", "newsroom_name": "The Desk", "name": "Anna Berg", "handle": "anna"} {
		p.fill("[name="+name+"]", text)
	}
	p.choose("[name=time_zone]", "Europe/Berlin")
	p.choosesPassword(newPassword)
	if got := p.follow("main [type=submit]"); got != 422 {
		t.Errorf("a wrong code answered %d", got)
	}
	p.sees("This is not the code")
	p.everyShape()
	p.fill("[name=code]", code)
	p.choosesPassword(newPassword)
	p.follow("main [type=submit]")
	p.sees("The newsroom is made.")
	p.signIn("anna")
	if got := p.open("/first-run"); got != 404 {
		t.Errorf("the first run is still there: %d", got)
	}
	p.open("/users")
	p.sees("Nobody but you yet")
	p.everyShape()
}
