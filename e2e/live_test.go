package e2e

import (
	"testing"

	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/chromedp/chromedp"
)

// Two people have the same claim open. What one does shows at the other without
// a reload, and what the other types, and where they are in it, stays.
func TestWhatOneDoesShowsAtTheOther(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Carl, article, 2)
	s.ToReview(t, s.Carl, article, n)
	rita, cleo := s.person(t, s.Rita.Handle), s.person(t, s.Cleo.Handle)
	cleo.open("/articles/1/claims/1")
	cleo.until(`document.querySelector("#side").innerText.includes("In review")`)
	cleo.do(chromedp.Evaluate[chromedp.Void](`window.here = document.querySelector("#side")`))
	const field = `#side textarea[name=body]`
	cleo.reveal(field)
	cleo.fill(field, "Is this the right")
	rita.open("/articles/1/claims/1")
	cleo.until(`document.getElementById("here").innerText.includes("Rita")`)
	rita.approvesByKey()
	cleo.until(`document.querySelector("#side").innerText.includes("Approved")`)
	cleo.until(`document.querySelector(".standing").innerText.includes("1 of 1 claims approved")`)
	cleo.until(`document.querySelector("#side textarea[name=body]").value === "Is this the right" && document.activeElement === document.querySelector("#side textarea[name=body]")`)
	cleo.until(`window.here === document.querySelector("#side")`) // nothing was loaded anew
	s.Do(t, s.Rita, article, n, workflow.Reopen)
	cleo.until(`document.querySelector(".standing").innerText.includes("0 of 1 claims approved")`)
}

// A page that nobody saw for a while says how far it has seen, and is put right.
func TestAPageThatWasAwayCatchesUp(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	cleo := s.person(t, s.Cleo.Handle)
	cleo.open("/articles/1")
	cleo.do(chromedp.Evaluate[chromedp.Void](`dispatchEvent(new PageTransitionEvent("pagehide"))`))
	s.Mark(t, s.Carl, article, 2)
	cleo.sees("0 of 0 claims")
	cleo.do(chromedp.Evaluate[chromedp.Void](`dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))`))
	cleo.until(`document.querySelector(".standing").innerText.includes("0 of 1 claims approved")`)
}
