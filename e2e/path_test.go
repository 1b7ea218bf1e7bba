package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"

	"github.com/chromedp/chromedp/kb"
)

// ferry is an article as somebody pastes it.
const ferry = `# Ferry carries record number of passengers

: The figures are from the harbour office.

The ferry carried **41,000 passengers** in 2024, the harbour office said. That is 3,000 more than in 2023 😀.

## A new pier

The pier was opened in May. The mayor called it “a gift to the town”.
`

// opens has an editor paste ferry and returns the article's path.
func (p *person) opens(text string) string {
	p.t.Helper()
	p.follow(`a[href="/articles/new"]`)
	p.fill("[name=text]", text)
	p.click(`[name=format][value=markdown]`)
	p.press("/drafts")
	p.sees("Preview.", "Nothing was left out.")
	p.fill("[name=byline]", "By a writer")
	p.choose("[name=desk]", "World")
	p.press("/articles")
	p.sees("The article is in.")
	return p.path()
}

// researches takes a claim that is open on the page, backs it, finds it and
// sends it to review.
func (p *person) researches(stance models.Stance, passage string, verdict models.Verdict) {
	p.t.Helper()
	p.press("/take")
	p.sees("The claim is yours.")
	p.backs(stance, passage)
	p.finds(verdict, "")
}

// backs adds evidence from a new source to the claim that is open.
func (p *person) backs(stance models.Stance, passage string) {
	p.t.Helper()
	const form = `form[action$="/evidence"] `
	p.fill(form+"[name=title]", "Harbour office, yearly figures")
	p.choose(form+"[name=type]", "Dataset")
	p.fill(form+"[name=url]", "https://harbour.example/figures")
	p.click(form + fmt.Sprintf("[name=stance][value=%s]", quoted(string(stance))))
	p.fill(form+"[name=passage]", passage)
	p.fill(form+"[name=locator]", "page 3")
	p.press("/evidence")
	p.sees("The evidence is added.", passage)
}

// finds chooses a verdict on the claim that is open.
func (p *person) finds(verdict models.Verdict, proposed string) {
	p.t.Helper()
	const form = `form[action$="/verdict"] `
	p.click(form + fmt.Sprintf("[name=verdict][value=%s]", quoted(string(verdict))))
	p.fill(form+"[name=note]", "compared with the figures")
	if proposed != "" {
		p.fill(form+"[name=proposed]", proposed)
	}
	p.press("/verdict")
	p.sees("The verdict is noted.")
}

func (p *person) submits() {
	p.t.Helper()
	p.press("/submit")
	p.sees("Sent to review.")
}

func TestAnArticleFromPasteToReport(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	ed := s.person(t, "ed")
	article := ed.opens(ferry)

	carl := s.person(t, "carl")
	carl.open(article)
	carl.marks("41,000 passengers in 2024", "The ferry carried 41,000 passengers in 2024.", "figure")
	if got := claimIn(t, s, 1, 1).Exact; got != "41,000 passengers in 2024" {
		t.Errorf("claim 1 stands on %q", got)
	}
	carl.researches(models.Supports, "2024: 41,000 passengers", models.Confirmed)
	carl.submits()
	if carl.misses("Approve A"); look[int](carl, `document.querySelectorAll("[data-key=a]").length`) != 0 {
		t.Error("a checker has a button to approve")
	}

	// The second claim is marked by the keyboard alone.
	carl.open(article)
	carl.key("m", kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, "s")
	carl.until(`getSelection().toString() === "The pier was opened in May."`)
	carl.key(kb.Enter)
	carl.finishMarking("The pier was opened in May.", "The pier was opened in May 2025.", "event")
	carl.researches(models.Supports, "Opened on 3 May.", models.Confirmed)
	carl.submits()

	rita := s.person(t, "rita")
	rita.open(article)
	rita.key("j")
	rita.until(`location.pathname.endsWith("/claims/1")`)
	rita.until(`document.querySelector("[data-key=a]")?.checkVisibility() ?? false`)
	rita.approvesByKey()
	rita.key("j")
	rita.until(`location.pathname.endsWith("/claims/2") && document.querySelector("[data-current-claim]").dataset.currentClaim === "2"`)
	rita.approvesByKey()

	ed.open(article)
	ed.sees("2 of 2 claims approved", "Coverage: 2 of 5 checkable sentences")
	ed.signsOffAndReads(article)
}

// approvesByKey approves the claim that is open.
func (p *person) approvesByKey() {
	p.t.Helper()
	p.leads(keyAction("a"))
	p.sees("Approved.")
}

// signsOffAndReads leaves the sentences in no claim unchecked, signs the
// article off and downloads its report.
func (p *person) signsOffAndReads(article string) {
	p.t.Helper()
	p.follow(fmt.Sprintf(`a[href=%s]`, quoted(article+"/sign-off")))
	p.sees("in no claim")
	p.fill(`form[action$="/coverage/unchecked"] [name=reason]`, "The desk knows the other figures.")
	p.press("/coverage/unchecked")
	p.sees("Nothing is missing")
	p.press("/sign-off")
	p.sees("Signed off. The report is issued.")
	p.follow(`main a[href^="/reports/"]`)
	p.sees("Verified", "Report 2025-0001")
	want := []string{"The ferry carried", "2024: 41,000 passengers", "Carl", "Rita", "The desk knows the other figures."}
	for _, ext := range []string{".html?download=1", ".md", ".json"} {
		file := p.download(fmt.Sprintf(`main a[href$=%s]`, quoted(ext)))
		for _, w := range want {
			if !strings.Contains(file, w) {
				p.t.Errorf("the report %s does not say %q:\n%.2000s", ext, w, file)
			}
		}
		if ext == ".json" {
			var body map[string]any
			if err := json.Unmarshal([]byte(file), &body); err != nil {
				p.t.Errorf("the JSON report: %v", err)
			}
		}
	}
}

func TestTheSameWithJavaScriptOff(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	ed := s.person(t, "ed", testkit.NoScript())
	article := ed.opens(ferry)

	carl := s.person(t, "carl", testkit.NoScript())
	carl.marksFromList(article, "The ferry carried", "41,000 passengers in 2024", "The ferry carried 41,000 passengers in 2024.", "figure")
	carl.researches(models.Supports, "2024: 41,000 passengers", models.Confirmed)
	carl.submits()
	carl.marksFromList(article, "The pier was opened", "", "The pier was opened in May 2025.", "event")
	carl.researches(models.Supports, "Opened on 3 May.", models.Confirmed)
	carl.submits()

	rita := s.person(t, "rita", testkit.NoScript())
	rita.open(article)
	rita.follow(`li[data-n="1"] a`)
	rita.press("/approve")
	rita.sees("Approved.")
	rita.follow(`nav[aria-label="Between claims"] a[data-key=j]`)
	rita.fill(`form[action$="/request-changes"] [name=reason]`, "Which May?")
	rita.press("/request-changes")
	rita.sees("Sent back with your reason.", "Which May?")

	carl.open(article + "/claims/2")
	carl.press("/take")
	carl.submits()
	rita.open(article + "/claims/2")
	rita.press("/approve")

	ed.open(article)
	ed.signsOffAndReads(article)
}
