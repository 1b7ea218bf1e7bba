package e2e

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tickmark/models"

	"example.org/tickmark/testkit"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// checked is a site with an article whose first two sentences are claims in
// review.
func checked(t *testing.T) (*site, models.ID) {
	t.Helper()
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	for _, sentence := range []int{2, 3} {
		n := s.Mark(t, s.Carl, article, sentence)
		s.ToReview(t, s.Carl, article, n)
	}
	return s, article
}

// current is the number of the claim that is open, or "".
const current = `(document.querySelector("[data-current-claim]")?.dataset.currentClaim ?? "")`

func TestKeysMoveBetweenClaimsAndActOnThem(t *testing.T) {
	t.Parallel()
	s, _ := checked(t)
	p := s.person(t, "rita")
	p.open("/articles/1")
	p.key("j")
	p.until(current + ` === "1" && location.pathname === "/articles/1/claims/1"`)
	p.until(`document.querySelector('mark.claim[data-n="1"]').getAttribute("aria-current") === "true"`)
	p.key("j")
	p.until(current + ` === "2" && location.pathname === "/articles/1/claims/2"`)
	p.key("k")
	p.until(current + ` === "1" && location.pathname === "/articles/1/claims/1"`)
	p.key("c")
	p.until(`document.activeElement.name === "body"`)
	p.key("j", "a", "k", "/")
	if got := look[string](p, `document.activeElement.value`); got != "jak/" {
		t.Errorf("typing in a comment wrote %q", got)
	}
	if got := look[string](p, current); got != "1" {
		t.Errorf("typing went to claim %s", got)
	}
	if c := claimIn(t, s, 1, 1); c.State != models.InReview {
		t.Errorf("typing left claim 1 %s", c.State)
	}
	p.follow(`form[action$="/claims/1/comments"] [type=submit]`)
	p.sees("jak/")

	p.key("r")
	p.until(`document.activeElement.name === "reason"`)
	p.fill(`form[action$="/request-changes"] [name=reason]`, "Which May?")
	p.key(kb.Tab)
	p.leads(keyAction(kb.Enter))
	p.sees("Sent back with your reason.")
	if c := claimIn(t, s, 1, 1); c.State != models.ChangesRequested {
		t.Errorf("claim 1 is %s", c.State)
	}
	p.key("j")
	p.until(current + ` === "2"`)
	p.approvesByKey()

	p.key("/")
	p.until(`document.activeElement.name === "q"`)
	p.key("A", "n", "c")
	p.leads(keyAction(kb.Enter))
	p.until(`location.pathname === "/search"`)
	p.key("?")
	p.until(`document.querySelector("dialog[data-keys]").open`)
	p.key("j", "/")
	if !look[bool](p, `document.querySelector("dialog[data-keys]").open && !document.activeElement.matches("[name=q]")`) {
		t.Error("keys act behind the open help")
	}
	p.key(kb.Escape)
	p.until(`!document.querySelector("dialog[data-keys]").open`)
}

func TestKeysCanBeTurnedOff(t *testing.T) {
	t.Parallel()
	s, _ := checked(t)
	p := s.person(t, "rita")
	p.open("/articles/1/claims/1")
	p.key("?")
	p.until(`document.querySelector("dialog[data-keys]").open`)
	p.click(`[data-keys-toggle]`)
	p.click(`dialog[data-keys] [type=submit]`)
	p.open("/articles/1/claims/1")
	p.key("a", "j", "c", "m")
	if c := claimIn(t, s, 1, 1); c.State != models.InReview || look[string](p, current) != "1" {
		t.Errorf("keys that are off left claim 1 %s at %s", c.State, p.path())
	}
}

// Nothing here touches the mouse: Tab, arrows, Enter and the page's keys.
func TestMarkingAndApprovingByKeyboardAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Open(t, testkit.Copy)
	carl := s.visitor(t)
	carl.open("/sign-in")
	if got := look[string](carl, `document.activeElement.name`); got != "handle" {
		t.Errorf("after loading the sign-in page the cursor is in %q", got)
	}
	carl.key(strings.Split("carl", "")...)
	carl.tab("[name=password]")
	carl.key(strings.Split(s.password, "")...)
	carl.leads(keyAction(kb.Enter))
	carl.tab(`main a[href="/articles/1"]`)
	carl.leads(keyAction(kb.Enter))

	carl.key("m", kb.ArrowDown, kb.ArrowRight)
	carl.shift(kb.ArrowRight)
	carl.key(kb.Enter)
	carl.until(`document.activeElement.name === "statement"`)
	carl.seesFocus()
	carl.tab(`#mark [name=kinds][value=event]`)
	carl.seesFocus()
	carl.key(" ")
	carl.tab(`#mark [type=submit]`)
	carl.seesFocus()
	carl.leads(keyAction(kb.Enter))
	if got := claimIn(t, s, 1, 1).Exact; got != "leaders met" {
		t.Errorf("the claim stands on %q", got)
	}
	carl.sees("The claim is marked.")
	carl.tab(`form[action$="/take"] [type=submit]`)
	carl.seesFocus()
	carl.leads(keyAction(kb.Enter))
	s.Evidence(t, s.Carl, 1, 1, models.Supports)
	carl.open("/articles/1/claims/1")
	carl.tab(`[name=verdict]`)
	carl.key(" ")
	carl.tab(`form[action$="/verdict"] [type=submit]`)
	carl.leads(keyAction(kb.Enter))
	carl.tab(`form[action$="/submit"] [type=submit]`)
	carl.leads(keyAction(kb.Enter))

	rita := s.person(t, "rita")
	rita.open("/articles/1")
	rita.tab(".skip")
	rita.seesFocus()
	rita.tab(`a.ref[data-n="1"]`)
	rita.seesFocus()
	rita.key(kb.Enter)
	rita.until(current + ` === "1"`)
	rita.tab(`form[action$="/approve"] [type=submit]`)
	rita.seesFocus()
	rita.leads(keyAction(kb.Enter))
	if c := claimIn(t, s, 1, 1); c.State != models.Approved {
		t.Errorf("claim 1 is %s", c.State)
	}
}

// seesFocus fails unless what has the focus is in the window, not under
// something else, and drawn otherwise than without the focus.
func (p *person) seesFocus() {
	p.t.Helper()
	p.settle()
	if got := look[string](p, `(() => {
		const el = document.activeElement;
		const r = el.getBoundingClientRect();
		if (r.width === 0 || r.bottom <= 0 || r.top >= innerHeight) return "out of sight";
		const top = document.elementFromPoint(r.left + r.width / 2, Math.max(1, Math.min(innerHeight - 1, r.top + r.height / 2)));
		if (top && !el.contains(top) && !top.contains(el)) return "under " + top.outerHTML.slice(0, 100);
		const seen = e => { const c = getComputedStyle(e); return c.outlineStyle !== "none" && parseFloat(c.outlineWidth) >= 2 };
		return seen(el) || (el.closest("li, article") && seen(el.closest("li, article"))) ? "" : "without a ring";
	})()`); got != "" {
		p.t.Errorf("the focus at %s is %s: %s", p.path(), got, look[string](p, `document.activeElement.outerHTML.slice(0, 200)`))
	}
}

func TestTabGoesDownThePage(t *testing.T) {
	t.Parallel()
	s, _ := checked(t)
	p := s.person(t, "rita")
	p.open("/articles/1/claims/1")
	if got := look[string](p, `document.activeElement.tagName`); got != "BODY" {
		t.Errorf("after loading, the cursor is in %s", got)
	}
	var order []string
	for range 60 {
		p.key(kb.Tab)
		at := look[string](p, `(() => {
			const el = document.activeElement;
			for (const part of [".skip", ".topbar", ".copy-pane", ".side", ".foot"]) if (el.closest(part)) return part;
			return el.tagName;
		})()`)
		if at == "BODY" {
			break
		}
		p.seesFocus()
		if len(order) == 0 || order[len(order)-1] != at {
			order = append(order, at)
		}
	}
	if got := fmt.Sprint(order); got != "[.skip .topbar .copy-pane .side]" {
		t.Errorf("Tab goes through %s", got)
	}
}

// keysOf are the keys that a page has something for, and those that the help
// behind "?" tells of, once it is open.
type keysOf struct {
	Here, Told, Unnamed []string
}

const readKeys = `(() => {
	const usable = e => !e.disabled && e.checkVisibility();
	const rows = [...document.querySelectorAll("dialog[data-keys] [data-key-row]")];
	const digit = k => /^[2-9]$/.test(k) ? "1" : k; // one line tells of all
	const set = all => [...new Set(all.map(digit))].sort();
	const named = set(rows.map(r => r.dataset.keyRow));
	const here = document.querySelectorAll("[data-key]");
	const parts = [...document.querySelectorAll("[data-keys-here]")].flatMap(e => e.dataset.keysHere.split(" "));
	return {
		Here: set([...[...here].filter(usable).map(e => e.dataset.key), ...parts]),
		Told: set(rows.filter(r => !r.hidden).map(r => r.dataset.keyRow)),
		Unnamed: set([...here].map(e => digit(e.dataset.key)).filter(k => !named.includes(k))),
	};
})()`

// tellsItsKeys fails unless the help behind "?" tells of the keys that the page
// has, and of no other.
func (p *person) tellsItsKeys(t *testing.T) (told []string) {
	t.Helper()
	p.key("?")
	p.until(`document.querySelector("dialog[data-keys]").open`)
	k := look[keysOf](p, readKeys)
	if fmt.Sprint(k.Here) != fmt.Sprint(k.Told) || len(k.Unnamed) > 0 {
		t.Errorf("%s has the keys %v, tells of %v, and has no words for %v", p.path(), k.Here, k.Told, k.Unnamed)
	}
	if !look[bool](p, `[...document.querySelectorAll("dialog[data-keys] kbd")].some(k => k.checkVisibility() && k.innerText === "?")`) {
		t.Errorf("%s does not tell of ?", p.path())
	}
	p.key(kb.Escape)
	p.until(`!document.querySelector("dialog[data-keys]").open`)
	return k.Told
}

func TestEveryPageTellsItsKeys(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	byWho := map[string][]view{}
	for _, v := range views() {
		if !v.alone {
			byWho[v.who] = append(byWho[v.who], v)
		}
	}
	for who, all := range byWho {
		t.Run("as "+who, func(t *testing.T) {
			t.Parallel()
			p := s.visitor(t, testkit.Expecting(403, 404))
			if who != "" {
				p.open("/sign-in")
				p.signIn(who)
			}
			for _, v := range all {
				p.open(v.path)
				p.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`)) // out of the field that a page begins with
				p.tellsItsKeys(t)
			}
		})
	}
}

func TestTheHelpOnKeysFollowsWhatIsOpen(t *testing.T) {
	t.Parallel()
	s, _ := checked(t)
	for _, row := range []struct{ who, list, claim string }{
		{"rita", "[/ j]", "[/ a c j r]"},
		{"carl", "[/ j m]", "[/ c j m]"},
		{"vera", "[/ j]", "[/ c j]"},
	} {
		p := s.person(t, row.who)
		p.open("/articles/1")
		if got := fmt.Sprint(p.tellsItsKeys(t)); got != row.list {
			t.Errorf("%s on the article: %s, want %s", row.who, got, row.list)
		}
		p.key("j")
		p.until(current + ` === "1"`)
		if got := fmt.Sprint(p.tellsItsKeys(t)); got != row.claim {
			t.Errorf("%s on the first claim: %s, want %s", row.who, got, row.claim)
		}
	}
}

func TestTheHelpOnKeysWithoutAKey(t *testing.T) {
	t.Parallel()
	s, _ := checked(t)
	p := s.person(t, "vera")
	p.open("/reports")
	p.click("[data-keys-open]")
	p.until(`document.querySelector("dialog[data-keys]").open && location.pathname === "/reports"`)
	p.click("dialog[data-keys] [type=submit]")
	p.until(`!document.querySelector("dialog[data-keys]").open`)

	p.open("/reports")
	p.tab("[data-keys-open]")
	p.seesFocus()
	p.key(kb.Enter)
	p.until(`document.querySelector("dialog[data-keys]").open && document.activeElement.closest("dialog") !== null`)
	p.key(kb.Escape)
	p.until(`!document.querySelector("dialog[data-keys]").open && document.activeElement.matches("[data-keys-open]")`)

	without := s.person(t, "vera", testkit.NoScript())
	without.open("/reports")
	without.follow("[data-keys-open]")
	if got := look[string](without, "location.pathname + location.hash"); got != "/help#keys" {
		t.Errorf("without JavaScript the button leads to %s", got)
	}
	without.sees("On every page", "On an article, with its claims")
}
