package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// reviewed is a site with an article whose first three sentences are claims in
// review: 3 is due first, then 2; 1 is never due.
func reviewed(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	for i, sentence := range []int{2, 3, 4} {
		n := s.Mark(t, s.Carl, article, sentence)
		s.ToReview(t, s.Carl, article, n)
		if i > 0 {
			due := models.At(s.Clock.Now()) + models.Instant(10-i)*3_600_000
			if err := s.Assign(t.Context(), testkit.By(s.Ed), s.At(t, article, n), s.Carl.ID, due); err != nil {
				t.Fatal(err)
			}
		}
	}
	return s
}

// on is what a form of the review carries of the page it stood on.
func (a answer) on(fields ...string) []string {
	for _, name := range []string{"version", "sources", "back", "of", "after", "passed"} {
		fields = append(fields, name, a.value(name))
	}
	return fields
}

func TestTheReviewGoesFromClaimToClaimWithoutAScript(t *testing.T) {
	s := reviewed(t)
	rita := s.as(t, s.Rita)
	a := rita.get(t, "/review")
	a.says(t, "Claim 1 of 3", "What the article says", "What the source says", "You have no hand in this claim")
	a = rita.post(t, "/articles/1/claims/3/approve", a.on("form", "approve")...)
	if a.status != http.StatusSeeOther || !strings.HasPrefix(a.to(), "/review?after=") {
		t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
	}
	next := a.to()
	a = rita.get(t, next)
	a.says(t, "Approved.", "Claim 2 of 3", ", no. 2")
	a = rita.post(t, "/articles/1/claims/2/request-changes", a.on("form", "request-changes", "reason", "")...)
	a.says(t, "Give a reason", "Claim 2 of 3", ", no. 2")
	if a.status != http.StatusUnprocessableEntity {
		t.Errorf("%d", a.status)
	}
	a = rita.post(t, "/articles/1/claims/2/request-changes", a.on("form", "request-changes", "reason", "which May?")...)
	a = rita.get(t, a.to())
	a.says(t, "Sent back with your reason.", "Claim 3 of 3", ", no. 1")
	a = rita.post(t, "/articles/1/claims/1/comments", a.on("form", "review-must-fix", "kind", "must-fix", "body", "It was a Friday.")...)
	a = rita.get(t, a.to())
	a.says(t, "You went through all of it", "1 claim that you passed still waits")
	a = rita.get(t, "/review?article=1")
	a.says(t, "Claim 1 of 1", "It was a Friday.", "Must fix", "Approve:", "no: You have no hand")
	for n, want := range map[int]models.State{1: models.InReview, 2: models.ChangesRequested, 3: models.Approved} {
		if c := s.Case(t, 1, n).Claim; c.State != want {
			t.Errorf("claim %d is %s", n, c.State)
		}
	}
}

// TestAStaleReviewShowsWhatIsNowAndKeepsWhatWasTyped: others were faster, and
// what they left of the claim stands beside what was typed.
func TestAStaleReviewShowsWhatIsNowAndKeepsWhatWasTyped(t *testing.T) {
	s := reviewed(t)
	rita := s.as(t, s.Rita)
	a := rita.get(t, "/review")
	s.Do(t, s.Ed, 1, 3, workflow.RequestChanges)
	b := rita.post(t, "/articles/1/claims/3/request-changes", a.on("form", "request-changes", "reason", canary)...)
	b.says(t, "Claim 1 of 3", "Changes requested", "What you typed", canary, "no: You have no hand")
	if b.status != http.StatusConflict || !b.whole() {
		t.Errorf("%d", b.status)
	}
	s.Do(t, s.Carl, 1, 3, workflow.Take)
	s.Do(t, s.Carl, 1, 3, workflow.Submit)
	b = rita.post(t, "/articles/1/claims/3/request-changes", a.on("form", "request-changes", "reason", canary)...)
	if b.status != http.StatusConflict || !holds(b.body, canary) {
		t.Errorf("%d, and the form lost what was typed: %s", b.status, b.text())
	}
	b = rita.post(t, "/articles/1/claims/3/approve", a.on("form", "approve")...)
	if b.status != http.StatusConflict || s.Case(t, 1, 3).Claim.State != models.InReview {
		t.Errorf("%d: an approval of an older version", b.status)
	}
}

// TestARequiredItemBarsAnApprovalInReviewToo: the page says which is missing, and
// a tick leads back to the same claim.
func TestARequiredItemBarsAnApprovalInReviewToo(t *testing.T) {
	s := reviewed(t)
	adam, rita := s.as(t, s.Adam), s.as(t, s.Rita)
	a := adam.get(t, "/checklists?kind=8")
	a.says(t, "Event", "the list that a newsroom begins with")
	if a := adam.post(t, "/checklists", "form", "checklist", "version", "0", "kind", "event", "item", "It took place.", "item", "", "required", "1"); a.status != http.StatusSeeOther || a.to() != "/checklists?kind=8" {
		t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
	}
	adam.get(t, "/checklists?kind=8").says(t, "version 1", "Adam")
	a = rita.get(t, "/review")
	a.says(t, "Checklist 0 of 1", "Approve: Items of the checklist that are required are not ticked: “It took place.”")
	if b := rita.post(t, "/articles/1/claims/3/approve", a.on("form", "approve")...); b.status != http.StatusConflict {
		t.Errorf("approved without the tick: %d", b.status)
	}
	a = rita.post(t, "/articles/1/claims/3/ticks", a.on("form", "tick-1", "kind", "event", "item", "It took place.", "ticked", "yes")...)
	if a.status != http.StatusSeeOther || !strings.HasPrefix(a.to(), "/review?") || !strings.Contains(a.to(), "claim=1.3") {
		t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
	}
	a = rita.get(t, strings.TrimSuffix(a.to(), "#checklist"))
	a.says(t, "Ticked.", "Claim 1 of 3", ", no. 3", "Checklist 1 of 1", "ticked", "no: Approve: Items")
	b := rita.post(t, "/articles/1/claims/3/ticks", a.on("form", "tick-1", "kind", "event", "item", "It took place.", "ticked", "yes")...)
	b.says(t, "Claim 1 of 3", "Checklist 1 of 1")
	if b.status != http.StatusConflict {
		t.Errorf("ticked twice: %d", b.status)
	}
	if b := rita.post(t, "/articles/1/claims/3/approve", a.on("form", "approve")...); b.status != http.StatusSeeOther {
		t.Errorf("%d %s", b.status, b.text())
	}
	rita.get(t, "/articles/1/report.html").says(t, "Checklist", "It took place.")
	rita.get(t, "/articles/1/claims/3").says(t, "Checklist 1 of 1")
	rita.get(t, "/articles/1/trail").says(t, "ticked an item of the checklist")
	adam.get(t, "/trail").says(t, "changed a checklist")
}

// TestTheQueueOfAReviewIsWhatTheReaderMayApprove: nothing in which they have a
// hand, and nothing of an article that is closed to them.
func TestTheQueueOfAReviewIsWhatTheReaderMayApprove(t *testing.T) {
	s := reviewed(t)
	s.Evidence(t, s.Duo, 1, 2, models.Background)
	duo := s.as(t, s.Duo)
	duo.get(t, "/review").says(t, "Claim 1 of 2", ", no. 3", "no: , no. 2")
	a := duo.get(t, "/review?claim=1.2")
	a.says(t, "Approve:", "You had a hand in this claim", "no: may approve it")
	if b := duo.post(t, "/articles/1/claims/2/approve", a.on("form", "approve")...); b.status != http.StatusForbidden && b.status != http.StatusConflict {
		t.Errorf("a hand approves: %d", b.status)
	}
	if c := s.Case(t, 1, 2).Claim; c.State != models.InReview {
		t.Errorf("claim 2 is %s", c.State)
	}
	meta := testkit.Meta(s.Ed)
	meta.Restricted, meta.Team = true, []models.ID{s.Carl.ID, s.Duo.ID}
	hidden := s.OpenAs(t, meta, testkit.Copy)
	s.Mark(t, s.Carl, hidden, 2)
	s.ToReview(t, s.Carl, hidden, 1)
	rita := s.as(t, s.Rita)
	rita.get(t, "/review").says(t, "Claim 1 of 3")
	s.as(t, s.Ed).get(t, "/review").says(t, "Claim 1 of 4")
	for _, path := range []string{fmt.Sprintf("/review?claim=%d.1", hidden), fmt.Sprintf("/review?article=%d", hidden)} {
		if a := rita.get(t, path); a.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	for _, odd := range []string{"?claim=x", "?claim=1.x", "?after=soon.1", "?after=1", "?passed=-7&article=x", "?source=99", "?after=9223372036854775808.1"} {
		if a := rita.get(t, "/review"+odd); a.status != http.StatusOK || !strings.Contains(a.text(), "Claim 1 of 3") {
			t.Errorf("%s: %d %s", odd, a.status, a.text())
		}
	}
	rita.get(t, "/review?claim=1.2&source=2").says(t, "2 of 2", "Previous source")
}
