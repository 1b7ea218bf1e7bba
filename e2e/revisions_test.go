package e2e

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	editPage = "/articles/1/revisions/new"
	field    = `document.querySelector("#revision [name=text]").value`
	told     = `document.querySelector("[data-typing-status]").textContent`
)

// adds puts words at the end of the text, after a line of its own.
func (p *person) adds(words string) {
	p.t.Helper()
	p.click("#revision [name=text]")
	p.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.setSelectionRange(1e9, 1e9)`))
	p.key(strings.Split(words, "")...)
}

func TestWhatIsTypedIsThereAgain(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Open(t, testkit.Copy)
	p := s.person(t, "ed")
	p.open(editPage)
	before := look[string](p, field)
	p.adds("Late <b>& more ")
	if got := look[string](p, told); got != "" {
		t.Errorf("while typing it says %q", got)
	}
	p.do(chromedp.Evaluate[chromedp.Void](`new Promise(done => setTimeout(done, 2_500))`, chromedp.EvalAwaitPromise))
	p.until(told + `.startsWith("Saved ")`) // a moment after the last letter
	const version = `document.querySelector("#revision [name=typing]").value`
	once := look[string](p, version)
	p.adds("Again.")
	p.key(kb.Tab) // and when the field is left
	p.until(version + ` !== "` + once + `"`)
	want := before + "Late <b>& more Again."
	if got := look[string](p, field); got != want {
		t.Errorf("the field holds %q", got)
	}
	p.open("/articles/1") // nothing is asked: it is kept

	other := s.person(t, "ed")
	other.open(editPage)
	other.sees("This is what you typed over revision 1.")
	if got := look[string](other, field); got != want {
		t.Errorf("in another browser it is %q, want %q", got, want)
	}
	other.follow(`#revision [value=changes]`)
	other.sees("What your text changes in revision 1", "Again.")
	testkit.Axe(other.ctx, t)
	other.follow(`#revision .primary`)
	other.sees("What revision 2 did")
	if got := s.File(t, 1).Revision.Text; !strings.HasSuffix(got, "Late <b>& more Again.") {
		t.Errorf("the revision is %q", got)
	}
	p.open(editPage)
	p.misses("This is what you typed")
}

func TestASecondWindowStopsSaving(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Open(t, testkit.Copy)
	first, second := s.person(t, "ed"), s.person(t, "ed", testkit.Expecting(409))
	first.open(editPage)
	second.open(editPage)
	first.adds("Of the first.")
	first.key(kb.Tab)
	first.until(told + `.startsWith("Saved ")`)
	second.adds("Of the second.")
	second.key(kb.Tab)
	second.until(told + `.includes("another window of yours")`)
	second.until(`document.querySelector("[data-typing-other]").checkVisibility()`)
	if got := look[string](second, field); !strings.HasSuffix(got, "Of the second.") {
		t.Errorf("the second window holds %q", got)
	}
	if got := second.follow(`#revision .primary`); got != 409 {
		t.Errorf("answered %d", got)
	}
	second.sees("What your text changes in the text of your other window", "removed: first")
	if got := look[string](second, field); !strings.HasSuffix(got, "Of the second.") {
		t.Errorf("refused, it holds %q", got)
	}
	testkit.Axe(second.ctx, t)
}

func TestTwoWhoEditAtOnce(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]testkit.BrowserOption{"with JavaScript": nil, "without": {testkit.NoScript()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.Open(t, testkit.Copy)
			ed, eva := s.person(t, "ed", append(opts, testkit.Expecting(409))...), s.person(t, "eva", opts...)
			ed.open(editPage)
			eva.open(editPage)
			eva.fill("#revision [name=text]", "# Leaders meet in Anchorage\n\nTheirs.\n")
			eva.follow(`#revision .primary`)
			const mine = "# Leaders meet in Anchorage\n\nMine & <mine>.  \n"
			ed.fill("#revision [name=text]", mine)
			if got := ed.follow(`#revision .primary`); got != 409 {
				t.Errorf("answered %d", got)
			}
			ed.sees("Eva brought in revision 2 while you typed", "Theirs.", "Mine & <mine>.", "Take theirs, throw mine away")
			if got := look[string](ed, field); got != mine {
				t.Errorf("the field holds %q", got)
			}
			testkit.Axe(ed.ctx, t)
			ed.follow(`#revision .primary`)
			ed.sees("What revision 3 did")
			if got := s.File(t, 1).Revision.Text; got != "Leaders meet in Anchorage\nMine & <mine>." {
				t.Errorf("revision 3 is %q", got)
			}
		})
	}
}

func TestEditingWithoutJavaScript(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Open(t, testkit.Copy)
	p := s.person(t, "ed", testkit.NoScript())
	p.open(editPage)
	const mine = "# Leaders meet in Anchorage\n\nMine.\n"
	p.fill("#revision [name=text]", mine)
	p.follow(`#revision [value=again]`)
	p.sees("Kept, for you alone.", "This is what you typed over revision 1.")
	if got := look[string](p, field); got != mine {
		t.Errorf("the field holds %q", got)
	}
	p.follow(`#revision [value=changes]`)
	p.sees("What your text changes in revision 1")
	p.follow(`#kept [type=submit]`)
	p.sees("What you typed is thrown away.")
	p.misses("This is what you typed over")
}

// reread is a site with an article whose second revision ended two approvals
// and left one claim in two places, and one in none.
func reread(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	s.Open(t, "The harbour opens\n\nThe pier was built in 1902. It cost 40 crowns. Ships came from Bergen.\n\nThe mayor spoke. The band played until nine.")
	for n := 1; n <= 5; n++ {
		s.Mark(t, s.Carl, 1, n+1)
		s.ToReview(t, s.Carl, 1, n)
		s.Do(t, s.Rita, 1, n, workflow.Approve)
	}
	if _, err := s.Revise(t.Context(), testkit.By(s.Ed), 1, newsroom.NewRevision{
		Base: 1, Origin: models.OriginPasted, Copy: newsroom.Copy{Format: intake.FormatPlain, Text: "The harbour opens\n\nShips came from Bergen.\n\n" +
			"The pier was built in 1903.\n\nShips came from Bergen.\n\nThe mayor spoke. The band played until ten. Nobody counted the guests."},
	}); err != nil {
		t.Fatal(err)
	}
	return s
}

const marked = `(document.querySelector("[data-line][aria-current]")?.dataset.line ?? "")`

func TestStillHoldsIsOneKey(t *testing.T) {
	t.Parallel()
	s := reread(t)
	p := s.person(t, "carl")
	p.open("/articles/1")
	p.follow(`.standing a[href$="/recheck"]`)
	p.sees("2 approvals went stale", "2 claims lost their place", "1 claim stands elsewhere, alike")
	p.until(marked + ` === "1"`)
	p.key("j")
	p.until(`document.activeElement.dataset.line === "1"`)
	p.seesFocus()
	p.key("j")
	p.until(marked + ` === "5" && document.activeElement.dataset.line === "5"`)
	p.leads(keyAction("h"))
	p.sees("Sent to review with the verdict it had.", "What revision 2 did")
	if one, five := claimIn(t, s, 1, 1), claimIn(t, s, 1, 5); one.State != models.Researching || five.State != models.InReview {
		t.Errorf("claim 1 is %s, claim 5 %s", one.State, five.State)
	}
	p.until(marked + ` === "1"`)
	p.key("k") // from the top of the page the marked line is the next one
	p.leads(keyAction("h"))
	if one := claimIn(t, s, 1, 1); one.State != models.InReview {
		t.Errorf("claim 1 is %s", one.State)
	}
	p.key("h") // nothing is left that could hold
	p.key("?")
	p.until(`document.querySelector("dialog[data-keys]").open`)
	testkit.Axe(p.ctx, t)
}

func TestAClaimIsPlacedByOneClick(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]testkit.BrowserOption{"with JavaScript": nil, "without": {testkit.NoScript()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for page, back := range map[string]string{"/articles/1/revisions/2/recheck": "What revision 2 did", "/articles/1/claims/3": "Approved by Rita"} {
				s := reread(t)
				p := s.person(t, "carl", opts...)
				p.open(page)
				p.sees("It stands here")
				p.follow(`.candidates li:first-child [type=submit]`)
				p.sees("The claim has its place.", back)
				c, text := claimIn(t, s, 1, 3), s.File(t, 1).Revision.Text
				if c.State != models.Approved || c.Start != strings.LastIndex(text, "Ships") {
					t.Errorf("%s: the claim is %s at %d of %q", page, c.State, c.Start, text)
				}
			}
		})
	}
}

func TestTheRecheckPageInEveryShape(t *testing.T) {
	t.Parallel()
	s := reread(t)
	for _, who := range []string{"carl", "ed", "vera"} {
		p := s.person(t, who)
		p.open("/articles/1/revisions/2/recheck")
		p.everyShape()
	}
	p := s.person(t, "carl")
	p.open("/articles/1/revisions/2/recheck")
	p.tab(`a[href^="/articles/1/claims/new"]`)
	p.leads(keyAction(kb.Enter))
	if got := look[string](p, `document.querySelector("[name=sentence]").value`); got == "" || got == "1" {
		t.Errorf("the sentence chosen is %q", got)
	}
	p.fill("#newclaim [name=statement]", "Nobody counted the guests.")
	p.click(`#newclaim [name=kinds][value=event]`)
	p.follow(`#newclaim [type=submit]`)
	p.sees("The claim is marked.", "What revision 2 did")
	if got, want := len(s.File(t, 1).Cases), 6; got != want {
		t.Error(fmt.Sprint(got, " claims"))
	}
}
