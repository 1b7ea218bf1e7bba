package e2e

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
)

// suggested is an article of which three sentences can be checked and nobody
// accounts for any.
const suggested = "Fares rise\n\nFares rose by 12 per cent on 3 May 2025. The company said that 1,200 people lost their jobs. It rained. Prices fell by 3 per cent in 2024."

// fresh is a site with that article.
func fresh(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	s.Open(t, suggested)
	if c := s.File(t, 1).Article.Coverage; c.Done() > 0 && c.Unchecked == 0 {
		t.Fatalf("coverage %+v", c)
	}
	return s
}

// uncover takes back that sentences of the article were left unchecked.
func (s *site) uncover(t *testing.T) {
	t.Helper()
	for range 3 {
		for _, w := range s.File(t, 1).Waived {
			if err := s.EndWaiver(t.Context(), testkit.By(s.Ed), 1, w.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestSuggestionsAreAcceptedAndTakenBackByKeys(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	p := s.person(t, "carl")
	p.open("/articles/1?tab=suggestions")
	text := look[string](p, `[...document.querySelectorAll("[data-copy] [data-start16]")].map(e => e.textContent).join("\n")`)
	if want := s.File(t, 1).Revision.Text; text != want {
		t.Errorf("the copy holds %q, not %q", text, want)
	}
	before := look[int](p, `document.querySelectorAll(".offer").length`)
	p.until(`document.querySelector(".offer[aria-current]").dataset.for === document.querySelector(".suggest[aria-current]").dataset.offer`)
	p.leads(keyAction("a"))
	p.sees("1 claim made")
	if got := len(s.File(t, 1).Cases); got != 1 {
		t.Fatalf("%d claims", got)
	}
	if now := look[int](p, `document.querySelectorAll(".offer").length`); now != before-1 {
		t.Errorf("%d suggestions are left of %d", now, before)
	}
	p.key("j")
	p.until(`document.activeElement.matches(".offer")`)
	p.key("w")
	p.until(`document.activeElement.name === "note"`)
	p.follow(`form[action$="/undo"] [type=submit]`)
	p.sees("Taken back")
	if c := claimIn(t, s, 1, 1); c.State != models.Withdrawn {
		t.Errorf("claim 1 is %s", c.State)
	}
}

func TestSuggestionsWithoutScripts(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	p := s.person(t, "carl", testkit.NoScript())
	p.open("/articles/1?tab=suggestions")
	p.follow(`[name=all]`)
	p.sees("claims made")
	p.sees("No suggestions left")
	p.follow(`form[action$="/undo"] [type=submit]`)
	p.sees("Taken back")
	p.follow(`.offer a[href*="edit="]`)
	p.fill(`.offer [name=statement]`, "Fares rose by 12 per cent on 3 May 2025, says the company.")
	p.follow(`.offer [type=submit]`)
	p.sees("The claim is marked.")
}

func TestTheNextUncoveredSentenceIsOneKeyAway(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	p := s.person(t, "carl")
	s.uncover(t)
	p.open("/articles/1")
	p.key("u")
	p.until(`document.querySelector("[data-current-sentence]") !== null && document.querySelector(".sentence[aria-current]") !== null`)
	first := look[string](p, `document.querySelector("[data-current-sentence]").dataset.currentSentence`)
	p.key("u")
	p.until(`document.querySelector("[data-current-sentence]").dataset.currentSentence !== "` + first + `"`)
	p.key("w")
	p.until(`document.activeElement.name === "note"`)
	p.fill(`[name=note]`, "a joke")
	p.follow(`[name=kind][value="nothing to check"]`)
	p.sees("Waived.")
	if c := s.File(t, 1).Article.Coverage; c.Done() != 1 {
		t.Errorf("coverage %+v", c)
	}
}

// long is copy of 130 paragraphs, in each of which one sentence can be checked.
func long() string {
	var b strings.Builder
	b.WriteString("The towns along the river\n")
	for n := range 130 {
		fmt.Fprintf(&b, "\nThe town paid %d million euros for bridge number %d in 2024.\n", n+2, n+1)
	}
	return b.String()
}

func TestALongListOfSuggestionsGoesOnWhereItWasLeft(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.Open(t, long())
	p := s.person(t, "carl")
	p.open("/articles/1?tab=suggestions&from=100")
	lit := func() string {
		return look[string](p, `document.querySelector(".offer[aria-current] .statement").textContent.trim()`)
	}
	first := lit()
	p.leads(keyAction("a"))
	p.until(`document.activeElement.matches(".offer[aria-current]")`)
	if now := lit(); now == first || !strings.Contains(now, "bridge number 102") {
		t.Errorf("behind %q comes %q", first, now)
	}
	p.key("e")
	p.until(`document.activeElement.name === "statement"`)
	p.key("\u001b")
	p.until(`document.activeElement.matches(".offer[aria-current]")`)
	if now := lit(); !strings.Contains(now, "bridge number 102") {
		t.Errorf("the form was left for %q", now)
	}
	p.follow(`[name=all]`)
	p.sees("29 claims made")
	if got := len(s.File(t, 1).Cases); got != 30 {
		t.Errorf("%d claims, where the list showed 29 and one was accepted before", got)
	}
	p.follow(`form[action$="/undo"] [type=submit]`)
	p.sees("Taken back")
	if refs := look[int](p, `document.querySelectorAll("[data-copy] a.ref").length`); refs != 1 {
		t.Errorf("%d claims stand in the copy, where all but one were taken back", refs)
	}
}

func TestTheCursorWalksWithTheUncoveredSentences(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	s.uncover(t)
	p := s.person(t, "carl")
	p.open("/articles/1?sentence=2")
	p.leads(keyAction("a"))
	p.sees("1 claim made")
	p.until(`document.activeElement.id === "sentence-title"`)
	p.follow(`form[action$="/undo"] [type=submit]`)
	p.sees("Sentence 2 of")
	p.until(`document.activeElement.id === "sentence-title"`)
}
