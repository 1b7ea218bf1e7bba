package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"

	"github.com/chromedp/chromedp/kb"
)

const nextPassword = "seven lamps over a slow canal"

// bothWays runs a test with JavaScript and without.
func bothWays(t *testing.T, test func(t *testing.T, opts ...testkit.BrowserOption)) {
	for name, opts := range map[string][]testkit.BrowserOption{"with JavaScript": nil, "without": {testkit.NoScript()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, opts...)
		})
	}
}

func TestPeopleKeepTheirNameAndHowTheirPagesLook(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		s := newSite(t)
		meta := testkit.Meta(s.Ed)
		meta.DeadlineAt = models.At(time.Date(2025, 9, 23, 16, 0, 0, 0, time.UTC))
		s.OpenAs(t, meta, testkit.Copy)
		p := s.person(t, "carl", opts...)
		p.open("/articles/1")
		p.sees("Due 23 September 2025, 18:00 CEST")

		p.open("/account")
		p.fill("[name=name]", "Carla Castle")
		p.press("/account/name")
		p.sees("Your name is changed.", "Carla Castle")
		p.click(`[name=hours][value="12"]`)
		p.click(`[name=show][value=keys]`)
		p.press("/account/preferences")
		p.sees("Saved.")
		if !look[bool](p, `document.querySelector('[name=hours][value="12"]').checked && !document.querySelector('[name=show][value=keys]').checked && document.querySelector('[name=show][value=hint]').checked`) {
			t.Error("the form does not show what was saved")
		}
		p.open("/articles/1")
		p.sees("Due 23 September 2025, 6:00 pm CEST")
		if look[bool](p, `[...document.querySelectorAll("kbd[aria-hidden]")].some(k => k.checkVisibility())`) {
			t.Error("keys are still shown on buttons")
		}
		p.open("/trail")
		p.sees("Carla Castle changed how they like their pages", ":0", " am CEST")
		if look[bool](p, `/\d:\d\d CEST/.test(document.querySelector("main").innerText)`) {
			t.Error("the trail still has 24 hours")
		}
		p.open("/articles/1/report.html")
		if text := p.text("body"); strings.Contains(text, " pm") || strings.Contains(text, " am ") {
			t.Errorf("the report has the reader's hours:\n%s", text)
		}
	})
}

func TestANewPasswordSignsTheOthersOut(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		s := newSite(t)
		here := s.person(t, "carl", append(opts, testkit.Expecting(422))...)
		there := s.person(t, "carl", testkit.Expecting(401))
		change := func(present, next, again string) int64 {
			here.fill("[name=present_password]", present)
			here.fill("[name=new_password]", next)
			here.fill("[name=new_password_again]", again)
			return here.follow(`form[action="/account/password"] [type=submit]`)
		}
		here.open("/account")
		for _, row := range []struct{ present, next, again, says string }{
			{"not my password", nextPassword, nextPassword, "This is not your present password."},
			{testkit.Password, nextPassword, "something else than that", "The two passwords are not the same."},
			{testkit.Password, "too short", "too short", "Choose one of at least 12"},
		} {
			if got := change(row.present, row.next, row.again); got != 422 {
				t.Errorf("%s: answered %d", row.says, got)
			}
			here.sees(row.says)
			if look[bool](here, `[...document.querySelectorAll("[type=password]")].some(f => f.value !== "")`) {
				t.Error("a password came back in the page")
			}
		}
		if got := change(testkit.Password, nextPassword, nextPassword); got != 200 {
			t.Errorf("a good one answered %d", got)
		}
		here.sees("Your password is changed. Your other sessions have ended.", "This browser")
		there.open("/articles")
		if got := there.path(); !strings.HasPrefix(got, "/sign-in") {
			t.Errorf("the other browser is at %s", got)
		}
		s.password = nextPassword
		there.signIn("carl")
		there.misses("Name or password is wrong.")
	})
}

func TestPeopleSeeWhereTheyAreSignedInAndEndIt(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		s := newSite(t)
		other := s.person(t, "carl")
		here := s.person(t, "carl", opts...)
		here.open("/account")
		if got := look[int](here, `document.querySelectorAll('form[action^="/account/sessions/"]').length`); got != 2 {
			t.Fatalf("%d sessions are listed", got)
		}
		here.sees("Chrome on Linux This browser")
		const others = `tr:not(:has([data-tone])) form[action^="/account/sessions/"] [type=submit]`
		here.follow(others)
		here.sees("That session has ended.")
		other.open("/articles")
		if got := other.path(); !strings.HasPrefix(got, "/sign-in") {
			t.Errorf("the other browser is at %s", got)
		}
		here.follow(`form[action^="/account/sessions/"] [type=submit]`)
		if got := here.path(); got != "/sign-in" {
			t.Errorf("after ending its own session this browser is at %s", got)
		}
		here.sees("You are signed out.")
	})
}

func TestTheFirstHintIsDismissedForGood(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		s := newSite(t)
		s.Open(t, testkit.Copy)
		duo := s.person(t, "duo", opts...)
		duo.open("/articles")
		duo.sees("What to do first", "As checker:", "As reviewer:", "As editor:")
		duo.misses("As viewer:", "As admin:")
		vera := s.person(t, "vera")
		vera.open("/articles/1?tab=discussion")
		vera.sees("What to do first", "Press a number in the copy")
		vera.press("/account/hint")
		if got := vera.path(); got != "/articles/1?tab=discussion" {
			t.Errorf("after that the browser is at %s", got)
		}
		vera.sees("It is not shown again.")
		for _, path := range []string{"/articles", "/articles/1"} {
			vera.open(path)
			vera.misses("What to do first")
			duo.open(path)
			duo.sees("What to do first")
		}
		again := s.person(t, "vera", opts...)
		again.open("/articles")
		again.misses("What to do first")
		again.open("/account")
		again.click(`[name=show][value=hint]`)
		again.press("/account/preferences")
		again.open("/articles")
		again.sees("What to do first")
	})
}

func TestTheAccountByKeyboardAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.person(t, "carl")
	p.open("/account")
	for _, sel := range []string{
		"[name=name]", `form[action="/account/name"] [type=submit]`, "[name=hours]:checked", "[name=show][value=keys]", "[name=show][value=hint]",
		`form[action="/account/preferences"] [type=submit]`, "[name=present_password]", "[name=new_password]", "[name=new_password_again]",
		`form[action="/account/password"] [type=submit]`, `form[action^="/account/sessions/"] [type=submit]`, `form[action$="everywhere"] [type=submit]`,
	} {
		p.tab(sel)
		p.seesFocus()
	}
	p.open("/account")
	p.tab("[name=hours]:checked")
	p.key(kb.ArrowRight)
	p.tab(`form[action="/account/preferences"] [type=submit]`)
	p.leads(keyAction(kb.Enter))
	u, err := s.DB.Queries().User(t.Context(), s.Carl.ID)
	if err != nil || u.Hours != models.Hours12 {
		t.Errorf("the hours are %q, %v", u.Hours, err)
	}
	if got := fmt.Sprint(look[string](p, `document.activeElement.tagName`)); got != "BODY" {
		t.Errorf("the cursor is in %s", got)
	}
}
