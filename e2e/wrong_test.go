package e2e

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tickmark/models"
)

// Two people are enough: Ed pastes, applies, approves and signs off; Carl marks,
// researches and proposes the wording.
func TestAWrongClaimGoesThroughANewRevisionToTheReport(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	ed, carl := s.person(t, "ed"), s.person(t, "carl")
	article := ed.opens(ferry)

	carl.open(article)
	carl.marks("opened in May", "The pier was opened in May 2025.", "date")
	carl.press("/take")
	carl.backs(models.Contradicts, "Opened on 3 June.")
	carl.finds(models.Wrong, "opened in June")
	carl.sees("Waits for the copy", "Must-fix", "opened in June")
	if look[int](carl, `document.querySelectorAll('form[action$="/submit"]').length`) != 0 {
		t.Error("a wrong claim can be sent to review")
	}

	ed.open(article)
	ed.follow(fmt.Sprintf(`a[href=%s]`, quoted(article+"/sign-off")))
	ed.sees("An open must-fix", "Claim 1", "Waits for Duo, Ed, Eva.")
	ed.open(article + "/checked-copy")
	ed.sees("1 open fix", "opened in removed: May , end of removed.", "opened in added: June , end of added.")
	ed.press("/apply")
	ed.sees("Applied: the copy has a new revision.", "of revision 2", "The pier was opened in June.")

	carl.open(article + "/claims/1")
	carl.sees("Before: Wrong", "Applied; waits for the checker to look at the new words.")
	carl.backs(models.Supports, "The pier opened on 3 June 2025.")
	carl.fill(`form[action$="/statement"] [name=statement]`, "The pier was opened in June 2025.")
	carl.press("/statement")
	carl.finds(models.ConfirmedWithChange, "")
	carl.submits()
	carl.misses("Waits for the copy")

	ed.open(article + "/claims/1")
	ed.approvesByKey()
	ed.open(article)
	ed.follow(fmt.Sprintf(`a[href=%s]`, quoted(article+"/sign-off")))
	ed.sees("in no claim")
	ed.fill(`form[action$="/coverage/unchecked"] [name=reason]`, "The page closes in ten minutes.")
	ed.press("/coverage/unchecked")
	ed.press("/sign-off")
	ed.follow(`main a[href^="/reports/"]`)
	file := ed.download(`main a[href$=".md"]`)
	for _, w := range []string{"opened in June", "Opened on 3 June.", "Carl", "Ed", "left unchecked", "The page closes in ten minutes."} {
		if !strings.Contains(file, w) {
			t.Errorf("the report does not say %q:\n%s", w, file)
		}
	}
	// The copy of the report says what is true now, and only its notes what was.
	if got := look[string](ed, `document.title`); !strings.Contains(got, "2025-0001") {
		t.Errorf("the report's page is called %q", got)
	}
}

func TestWhatReadersOfTheLastReportSee(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	p := s.person(t, "wanda")
	p.open("/reports")
	p.follow(`main a[href="/reports/2025-0001"]`)
	p.follow(`main a[href="/reports/2025-0001.html"]`)
	p.until(`document.body.innerText.includes("Demo newsroom moves its morning meeting to nine")`)
	if got := look[string](p, `getComputedStyle(document.body).fontFamily`); got == "" {
		t.Error("the report has no style")
	}
}
