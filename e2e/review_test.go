package e2e

import (
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/chromedp/chromedp/kb"
)

// reviewedClaim is the number of the claim that is reviewed, as its place in the article
// says it.
const reviewedClaim = `(document.querySelector('.review-foot form [name="version"]')?.form.action.match(/claims\/(\d+)/)?.[1] ?? "")`

// Nothing here touches the mouse: three claims, one approved, one sent back, one
// with a fix asked for, and an item of the checklist ticked on the way.
func TestThreeClaimsAreReviewedByKeyboardAlone(t *testing.T) {
	t.Parallel()
	s, article := checked(t)
	n := s.Mark(t, s.Carl, article, 4)
	s.ToReview(t, s.Carl, article, n)
	s.Evidence(t, s.Carl, article, 1, models.Background)
	p := s.person(t, "rita")
	p.open("/review?article=1")
	p.sees("Claim 1 of 3", "1 of 2")
	p.key(kb.ArrowRight)
	p.until(`document.querySelector("#source").innerText.includes("2 of 2")`)
	p.key(kb.ArrowLeft)
	p.until(`document.querySelector("#source").innerText.includes("1 of 2")`)
	p.leads(keyAction("1"))
	p.sees("Ticked.", "CHECKLIST 1 OF 2", "Claim 1 of 3")
	p.leads(keyAction("a"))
	p.sees("Approved.", "Claim 2 of 3")

	p.key("r")
	p.until(`document.activeElement.name === "reason"`)
	p.key("W", "h", "i", "c", "h", "?", "a", "s")
	p.key(kb.Escape)
	p.until(`document.activeElement.matches("summary")`)
	if got := look[string](p, `document.querySelector("[name=reason]").value`); got != "Which?as" {
		t.Errorf("leaving the field kept %q", got)
	}
	p.key(kb.Tab, kb.Tab)
	p.until(`document.activeElement.matches("[type=submit]")`)
	p.leads(keyAction(kb.Enter))
	p.sees("Sent back with your reason.", "Claim 3 of 3")

	p.key("f")
	p.until(`document.activeElement.name === "body"`)
	p.key("F", "r", "i", "d", "a", "y")
	p.key(kb.Tab, kb.Tab)
	p.leads(keyAction(kb.Enter))
	p.sees("You went through all of it", "1 claim that you passed still waits")
	for n, want := range map[int]models.State{1: models.Approved, 2: models.ChangesRequested, 3: models.InReview} {
		if c := claimIn(t, s, article, n); c.State != want {
			t.Errorf("claim %d is %s", n, c.State)
		}
	}
	p.open("/review?article=1")
	p.leads(keyAction("s"))
	p.sees("You went through all of it")
	p.open("/review?article=1")
	p.leads(keyAction(kb.Escape))
	if got := p.path(); got != "/articles/1" {
		t.Errorf("Escape led to %s", got)
	}
}

// TestAStaleReviewKeepsTheReasonInABrowser: somebody else was faster while the
// reason was typed.
func TestAStaleReviewKeepsTheReasonInABrowser(t *testing.T) {
	t.Parallel()
	s, article := checked(t)
	p := s.person(t, "rita", testkit.Expecting(409))
	p.open("/review")
	p.key("r")
	p.until(`document.activeElement.name === "reason"`)
	p.fill(`[name=reason]`, "Which May?")
	number := look[string](p, reviewedClaim)
	if number != "1" {
		t.Fatalf("claim %s is shown", number)
	}
	s.Do(t, s.Rob, article, 1, workflow.Approve)
	p.key(kb.Tab)
	p.leads(keyAction(kb.Enter))
	p.sees("Which May?", "Approved")
}
