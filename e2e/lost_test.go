package e2e

import (
	"fmt"
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/chromedp/chromedp"
)

func TestAStaleFormShowsHowThingsStandAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s, _ := checked(t)
	p := s.person(t, "rita", testkit.Expecting(409))
	p.open("/articles/1/claims/1")

	const reason = "The passage speaks of another meeting, in July."
	p.fill(`form[action$="/request-changes"] [name=reason]`, reason)
	s.Do(t, s.Rob, 1, 1, workflow.RequestChanges)
	p.until(othersChanged)
	if got := p.follow(`form[action$="/request-changes"] [type=submit]`); got != 409 {
		t.Errorf("a stale form answered %d", got)
	}
	p.sees(reason, "Changes requested")
	if got := look[string](p, current); got != "1" {
		t.Errorf("after a stale form claim %q is open", got)
	}
	if c := claimIn(t, s, 1, 1); c.State != models.ChangesRequested {
		t.Errorf("the claim is %s", c.State)
	}
}

func TestAFormComesBackFilledWhenItsClaimMovedOn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Open(t, testkit.Copy)
	s.Mark(t, s.Carl, 1, 2)
	s.Do(t, s.Carl, 1, 1, workflow.Take)
	p := s.person(t, "carl", testkit.Expecting(409))
	p.open("/articles/1/claims/1")
	const mine = "The leaders met on 15 August 2025 in Anchorage, Alaska."
	p.fill(`form[action$="/statement"] [name=statement]`, mine)
	p.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	other := s.person(t, "carl")
	other.open("/articles/1/claims/1")
	other.fill(`form[action$="/statement"] [name=statement]`, "The leaders met in Anchorage on 15 August 2025.")
	other.press("/statement")

	p.until(othersChanged)
	if got := p.follow(`form[action$="/statement"] [type=submit]`); got != 409 {
		t.Errorf("a stale form answered %d", got)
	}
	p.sees("The leaders met in Anchorage on 15 August 2025.")
	if got := look[string](p, `document.querySelector('form[action$="/statement"] [name=statement]').value`); got != mine {
		t.Errorf("the form holds %q", got)
	}
	p.press("/statement")
	if got := claimIn(t, s, 1, 1).Statement; got != mine {
		t.Errorf("sent again, the statement is %q", got)
	}
}

// othersChanged holds once a page has seen that others changed what is filled in.
const othersChanged = `!document.querySelector("[data-live-kept]").hidden`

// What was typed and taken back does not stay at what it was while the version
// around it moves on: sent, it would undo what others did, and nobody would know.
func TestWhatWasTypedAndTakenBackFollowsTheClaim(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Open(t, testkit.Copy)
	s.Mark(t, s.Carl, 1, 2)
	s.Do(t, s.Carl, 1, 1, workflow.Take)
	const field, theirs = `form[action$="/statement"] [name=statement]`, "The leaders met in Anchorage on 15 August 2025."
	p, other := s.person(t, "carl"), s.person(t, "carl")
	p.open("/articles/1/claims/1")
	was := claimIn(t, s, 1, 1).Statement
	p.fill(field, "Or not.")
	p.fill(field, was)
	p.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	other.open("/articles/1/claims/1")
	other.fill(field, theirs)
	other.press("/statement")
	p.until(`document.querySelector("#side").innerText.includes("` + theirs + `")`)
	if got := look[string](p, `document.querySelector('`+field+`').value`); got != theirs {
		t.Errorf("the form holds %q", got)
	}
}

func TestASessionThatEndedWhileTypingLosesNothing(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]testkit.BrowserOption{"with JavaScript": nil, "without": {testkit.NoScript()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := checked(t)
			p := s.person(t, "vera", append(opts, testkit.Expecting(401))...)
			p.open("/articles/1/claims/1")
			const body = "Is “both” right?\n\nIt was <b>one</b> of them. 😀"
			p.fill(`form[action$="/comments"] [name=body]`, body)
			s.Clock.Move(31 * time.Minute)
			if got := p.follow(`form[action$="/comments"] [type=submit]`); got != 401 {
				t.Errorf("answered %d", got)
			}
			p.sees("What you typed is kept")
			p.signIn("vera")
			p.sees("You are signed in again", "It was <b>one</b> of them. 😀")
			p.press("/comments")
			p.sees("Your comment is added.", "Is “both” right?")
			comments := s.Case(t, 1, 1).Comments
			if len(comments) != 1 || comments[0].Body != body {
				t.Errorf("the comments are %+v", comments)
			}
		})
	}
}

func TestAClaimThatIsOpenedAfterTheSessionEndedLeadsToTheSignIn(t *testing.T) {
	t.Parallel()
	s, _ := checked(t)
	p := s.person(t, "rita", testkit.Expecting(401))
	p.open("/articles/1")
	s.Clock.Move(31 * time.Minute)
	p.key("j")
	p.until(`location.pathname === "/sign-in" && document.readyState === "complete"`)
	p.signIn("rita")
	if got := p.path(); got != "/articles/1/claims/1" {
		t.Errorf("signed in again, the browser is at %s", got)
	}
}

func TestTwoQuickClicksSendAFormOnce(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]testkit.BrowserOption{"with JavaScript": nil, "without": {testkit.NoScript()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := checked(t)
			p := s.person(t, "rita", opts...)
			p.open("/articles/1/claims/1")
			p.fill(`form[action$="/comments"] [name=body]`, "Twice?")
			at := look[spot](p, fmt.Sprintf("%s(%s)", find, quoted(`form[action$="/comments"] [type=submit]`)))
			p.do(doubleClick(at))
			p.until(`document.readyState === "complete" && document.querySelector(".comment")?.innerText.includes("Twice?")`)
			if n := len(s.Case(t, 1, 1).Comments); n != 1 {
				t.Errorf("%d comments", n)
			}
		})
	}
}

func TestARefusedMarkingComesBackWithItsWords(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Open(t, testkit.Copy)
	p := s.person(t, "carl", testkit.Expecting(422))
	p.open("/articles/1")
	p.drag("met on 15 August")
	p.click(`[data-mark-open="mark"]`)
	p.fill("#mark [name=statement]", "The leaders met on 15 August 2025.")
	if got := p.follow("#mark [type=submit]"); got != 422 {
		t.Errorf("a claim of no kind answered %d", got)
	}
	if got := look[string](p, `document.activeElement.name`); got != "kinds" {
		t.Errorf("the cursor is in %q, want the kinds", got)
	}
	p.click(`#mark [name=kinds][value=date]`)
	p.follow("#mark [type=submit]")
	p.sees("The claim is marked.")
	if c := claimIn(t, s, 1, 1); c.Exact != "met on 15 August" || c.Statement != "The leaders met on 15 August 2025." {
		t.Errorf("the claim stands on %q and says %q", c.Exact, c.Statement)
	}
}
