package e2e

import (
	"fmt"
	"testing"

	"example.org/tickmark/models"
)

// harbour is the article of docs/walkthrough.md.
const harbour = `# Ferry carries more passengers than ever

: The figures of the year, and what the pier has to do with them.

The ferry carried **41,000 passengers** in 2024, the harbour office said. That is 3,000 more than in the year before.

The new pier was opened in May 2023.
`

// TestPicturesOfTheWalkthrough goes the way of docs/walkthrough.md, from paste
// to report, and takes its pictures.
func TestPicturesOfTheWalkthrough(t *testing.T) {
	a := newAlbum(t, "walkthrough")
	s := demoSite(t)
	edda, colin, rhea := s.sitter(t, "edda"), s.sitter(t, "colin"), s.sitter(t, "rhea")

	edda.open("/articles/new")
	edda.fill("[name=text]", harbour)
	edda.click(`[name=format][value=markdown]`)
	a.top(edda, "1-paste")
	edda.press("/drafts")
	edda.choose("[name=desk]", "City")
	a.top(edda, "1-preview")
	edda.press("/articles")
	edda.sees("The article is in.")
	article := edda.path()
	a.top(edda, "2-the-copy")

	colin.open(article)
	colin.drag("The ferry carried 41,000 passengers in 2024")
	colin.until(`document.querySelector("[data-mark-bar]").checkVisibility()`)
	a.take(colin, "3-select", "")
	colin.click(`[data-mark-open="mark"]`)
	colin.until(`document.getElementById("mark").checkVisibility()`)
	colin.fill("#mark [name=statement]", "The ferry carried 41,000 passengers in 2024, the harbour office said.")
	colin.click(`#mark [name=kinds][value=figure]`)
	a.take(colin, "4-claim", "")
	colin.follow("#mark [type=submit]")
	colin.press("/take")

	const form = `form[action$="/evidence"] `
	colin.fill(form+"[name=title]", "Passengers by year")
	colin.choose(form+"[name=type]", "Dataset")
	colin.fill(form+"[name=publisher]", "Harbour office")
	colin.fill(form+"[name=passage]", "2023: 38,000. 2024: 41,000.")
	colin.fill(form+"[name=locator]", "table 2")
	colin.click(form + "[name=stance][value=supports]")
	a.take(colin, "5-evidence", "aside.side")
	colin.press("/evidence")
	colin.click(`form[action$="/verdict"] [name=verdict][value=confirmed]`)
	a.take(colin, "6-verdict", "aside.side")
	colin.press("/verdict")
	colin.submits()
	a.top(colin, "7-sent-to-review")

	colin.open(article)
	for _, rest := range []struct{ words, statement, passage string }{
		{"That is 3,000 more than in the year before", "In 2024 the ferry carried 3,000 passengers more than in 2023.", "2023: 38,000. 2024: 41,000."},
		{"The new pier was opened in May 2023", "The ferry’s new pier was opened in May 2023.", "Opening of the pier: 6 May 2023."},
	} {
		colin.open(article)
		colin.marks(rest.words, rest.statement, "figure")
		colin.researches(models.Supports, rest.passage, models.Confirmed)
		colin.submits()
	}

	rhea.open(article + "/claims/1")
	a.top(rhea, "8-review")
	for n := 1; n <= 3; n++ {
		rhea.open(fmt.Sprintf("%s/claims/%d", article, n))
		rhea.press("/approve")
		rhea.sees("Approved.")
	}

	edda.open(article + "/sign-off")
	edda.sees("1 checkable sentence lies in no claim")
	edda.fill(`form[action$="/coverage/unchecked"] [name=reason]`, "The headline says no more than the sentences below.")
	edda.press("/coverage/unchecked")
	edda.sees("Nothing is missing")
	a.top(edda, "9-sign-off")
	edda.press("/sign-off")
	edda.follow(`main a[href^="/reports/"]`)
	a.top(edda, "10-report")
	edda.open(edda.path() + ".html")
	a.top(edda, "11-report-read")
	edda.open(article + "/trail")
	a.top(edda, "12-trail")
}
