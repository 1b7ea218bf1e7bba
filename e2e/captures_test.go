package e2e

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tickmark/testkit"

	"github.com/chromedp/chromedp/kb"
)

// quotedForm is what the form beside a capture is filled with.
type quotedForm struct{ Passage, Claim, Words string }

// form reads the form beside a capture: what it quotes, for which claim, and
// what stands in the text where it says that it does, by code points.
const formBeside = `(() => {
	const form = document.getElementById("quote-form").elements;
	const text = [...document.querySelectorAll("[data-copy] [data-start16]")].map(b => b.textContent).join("\n");
	return { Passage: form.passage.value, Claim: form.claim.value, Words: [...text].slice(+form.start.value, +form.end.value).join("") };
})()`

func (p *person) seesToBeQuoted(words, claim string) {
	p.t.Helper()
	if got, want := look[quotedForm](p, formBeside), (quotedForm{words, claim, words}); got != want {
		p.t.Errorf("the form quotes %+v, want %+v", got, want)
	}
}

// seesQuoted looks at a passage that was just quoted for a claim, goes to the
// claim by it, and sees it beside the sentence of the copy.
func (p *person) seesQuoted(words, claim, sentence string) {
	p.t.Helper()
	p.sees("Quoted: it is evidence of the claim")
	if got := look[string](p, `document.querySelector(".quoted:target")?.textContent ?? ""`); got != words {
		p.t.Errorf("what is lit is %q, want %q", got, words)
	}
	p.follow(fmt.Sprintf(`.quoted:target a.ref[data-n=%s], .quoted:target + a.ref[data-n=%[1]s], a.ref[data-n=%[1]s]`, quoted(claim)))
	if got := look[string](p, `[...document.querySelectorAll(".beside mark.said-words")].map(m => m.textContent).join("|")`); got != sentence+"|"+words {
		p.t.Errorf("beside each other stand %q, want %q", got, sentence+"|"+words)
	}
	p.sees("Word for word in the capture of 22 September 2025")
}

// toCapture goes from a claim to the capture of the Kremlin's notes.
func (p *person) toCapture(claim string) {
	p.t.Helper()
	p.open("/articles/1/claims/" + claim)
	p.follow(fmt.Sprintf(`a[href="/articles/1/captures/1?claim=%s"]`, claim))
}

const support = "We expect active support in this from the United States, and from Mr Trump personally."

func TestAPassageIsSelectedWithTheMouse(t *testing.T) {
	t.Parallel()
	p := demoSite(t).person(t, "clara")
	p.toCapture("4")
	p.drag(support)
	p.until(`document.querySelector("[data-mark-bar]").checkVisibility()`)
	p.click(`[data-mark-open="quote-form"]`)
	p.seesToBeQuoted(support, "4")
	p.follow("#quote-form [type=submit]")
	p.seesQuoted(support, "4", "It expects active support in this from the United States and from Trump personally")
}

func TestASelectionIsTakenAlongWhenTheFormIsSent(t *testing.T) {
	t.Parallel()
	p := demoSite(t).person(t, "clara")
	p.toCapture("4")
	p.drag(support)
	p.until(`document.querySelector("[data-mark-bar]").checkVisibility()`)
	p.follow("#quote-form [type=submit]")
	p.seesQuoted(support, "4", "It expects active support in this from the United States and from Trump personally")
}

func TestASelectionTakesNoTypedPassageAway(t *testing.T) {
	t.Parallel()
	p := demoSite(t).person(t, "clara")
	p.toCapture("4")
	p.fill("#quote-form [name=passage]", "Active support is expected.")
	p.drag(support)
	p.until(`document.querySelector("[data-mark-bar]").checkVisibility()`)
	p.click("#quote-form [name=locator]")
	if got := look[string](p, `document.querySelector("#quote-form [name=passage]").value`); got != "Active support is expected." {
		t.Errorf("the passage is %q by now", got)
	}
}

func TestAPassageIsSelectedWithTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	p := demoSite(t).person(t, "clara")
	p.toCapture("4")
	p.key("m")
	p.until(`getSelection().toString() !== ""`)
	for range 40 {
		if look[bool](p, `getSelection().anchorNode.textContent.includes("active support")`) {
			break
		}
		p.key(kb.ArrowDown)
	}
	p.key("s", kb.Enter)
	p.until(`document.activeElement.closest("#quote-form") !== null`)
	words := look[quotedForm](p, formBeside).Passage
	p.seesToBeQuoted(words, "4")
	if words != "Demo material: “"+support+"”" {
		t.Errorf("the sentence is %q", words)
	}
	p.tab("#quote-form [type=submit]")
	p.seesFocus()
	p.leads(keyPress(kb.Enter, 0))
	p.seesQuoted(words, "4", "It expects active support in this from the United States and from Trump personally")
}

func TestAPassageIsChosenWithoutAScript(t *testing.T) {
	t.Parallel()
	p := demoSite(t).person(t, "clara", testkit.NoScript(), testkit.Phone())
	p.toCapture("4")
	paragraph := look[string](p, `[...document.querySelectorAll(".pick-block")].find(a => a.parentElement.textContent.includes("active support")).getAttribute("href")`)
	begins, _, _ := strings.Cut(paragraph, "&")
	p.follow(fmt.Sprintf(`.pick-block[href^=%s]`, quoted(begins)))
	p.follow(`#quote nav a:nth-of-type(2)`)
	words := "Demo material: “" + support + "”"
	p.seesToBeQuoted(words, "4")
	p.follow("#quote-form [type=submit]")
	p.seesQuoted(words, "4", "It expects active support in this from the United States and from Trump personally")
}

func TestAPassageThatIsTypedIsFoundOrRefused(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		p := demoSite(t).person(t, "clara", append(opts, testkit.Expecting(422))...)
		p.toCapture("4")
		p.fill("#quote-passage", "The ferry sank in the harbour of the town on a Sunday.")
		p.fill("#quote-note", "Seen with my own eyes.")
		if got := p.follow("#quote-form [type=submit]"); got != 422 {
			t.Fatalf("answered %d", got)
		}
		p.sees("These words do not stand in this capture, not even nearly")
		if got := look[string](p, `document.getElementById("quote-note").value`); got != "Seen with my own eyes." {
			t.Errorf("the note says %q", got)
		}
		p.fill("#quote-passage", "We expect support in this from the US, and from Mr Trump personally.")
		p.follow("#quote-form [type=submit]")
		p.sees("Quoted: it is evidence of the claim")
		p.open("/articles/1/claims/4")
		p.sees("Not word for word", "Nearly so in the capture of 22 September 2025")
		p.press("/wording")
		p.sees("The evidence has the wording of the source", "Word for word in the capture of 22 September 2025")
		p.misses("Not word for word")
	})
}
