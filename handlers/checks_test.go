package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
)

func TestTheTabOfTheChecks(t *testing.T) {
	s := newSite(t)
	s.Open(t, "Fares rise\n\nFares rose by XXX euros. The the bus is late. Nobody knows why. The the bus is late.")
	const tab = "/articles/1?tab=checks"
	carl := s.as(t, s.Carl)
	a := carl.get(t, tab)
	a.says(t, "doubled words “the” stands twice in a row.", "placeholders “XXX” stands in the place of something else.", "Dismiss", "Make it a claim", "Ask somebody", "no: settled")
	if n := strings.Count(a.body, `class="catch"`); n != 3 { // the same words twice are two places to look at
		t.Errorf("%d rows", n)
	}
	if !strings.Contains(a.body, `href="/articles/1?tab=checks#s2"`) {
		t.Error("the rows do not lead to their places")
	}
	ed := s.as(t, s.Ed).get(t, tab)
	ed.says(t, "Dismiss", "Ask somebody", "no: Make it a claim")
	rita := s.as(t, s.Rita).get(t, tab)
	rita.says(t, "doubled words", "Answer: This takes the role of checker or editor. Who may: ", "no: Why it is right", "no: Ask somebody", "no: Make it a claim")
	if n := strings.Count(rita.text(), "Answer: This takes the role"); n != 1 {
		t.Errorf("that a reviewer answers none is said %d times", n)
	}
}

func TestAnAnswerToACheckIsShownAndOpenedAgain(t *testing.T) {
	s := newScene(t)
	const tab, checks = "/articles/1?tab=checks", "/articles/1/checks"
	b := s.browserOf("checker")
	answer := func(fields ...string) answer {
		t.Helper()
		a := b.post(t, checks, append([]string{"check", "doubled words", "fingerprint", s.open.ids["found"], "revision", "2", "sentence", "14"}, fields...)...)
		if a.status != http.StatusSeeOther || !strings.HasPrefix(a.to(), tab) {
			t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
		}
		return b.get(t, tab)
	}
	reopen := func() {
		t.Helper()
		answers, err := s.queries().CheckAnswers(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if a := b.post(t, fmt.Sprintf("%s/%d/reopen", checks, answers[len(answers)-1].ID)); a.status != http.StatusSeeOther || !strings.HasPrefix(a.to(), tab) {
			t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
		}
		b.get(t, tab).says(t, "Open again.", "1 settled", "no: Nothing stands out")
	}
	answer("answer", "dismissed", "reason", "it is a title").says(t, "Dismissed, with your reason.", "Nothing stands out", "2 settled", "Dismissed by Carl", "it is a title")
	s.browserOf("viewer").get(t, tab).says(t, "2 settled", "it is a title", "no: Open again")
	reopen()
	a := answer("answer", "claim", "statement", "They stand twice.", "kinds", "event")
	a.says(t, "It is a claim now.", "Made a claim by Carl", "Look at it")
	if !strings.Contains(a.body, `href="/articles/1/claims/13">Look at it`) || s.Case(t, 1, 13).Claim.Statement != "They stand twice." {
		t.Errorf("the claim is %+v", s.Case(t, 1, 13).Claim)
	}
	reopen() // the claim stays
	a = answer("answer", "query", "body", "Is it meant so?", "asked", fmt.Sprint(s.Rita.ID))
	a.says(t, "The question is asked.", "Asked about by Carl")
	if !strings.Contains(a.body, `href="/articles/1?tab=discussion">Look at it`) {
		t.Error("it does not lead to the question")
	}
	b.get(t, "/articles/1?tab=discussion").says(t, "Is it meant so?")
	if c := s.Case(t, 1, 13).Claim; c.State != models.Open {
		t.Errorf("the claim is %s", c.State)
	}
}

func TestARefusedAnswerToACheckStandsOpenAsItWasFilled(t *testing.T) {
	s := newScene(t)
	b := s.browserOf("checker")
	found := s.open.ids["found"]
	for kind, row := range map[string]struct{ fields, holds []string }{
		"dismissed": {[]string{"reason", " "}, []string{`id="dismissed-` + found[:16] + `"`}},
		"claim": {
			[]string{"revision", "2", "sentence", "14", "statement", " ", "kinds", "place", "severity", "low"},
			[]string{`value="place" checked`, `value="low" checked`},
		},
		"query": {[]string{"body", "", "asked", "6", "due", "2025-10-01T12:00"}, []string{`value="6" selected`, `value="2025-10-01T12:00"`}},
	} {
		a := b.post(t, "/articles/1/checks", append([]string{"form", kind + "-" + found[:16], "answer", kind, "check", "doubled words", "fingerprint", found}, row.fields...)...)
		for _, h := range append(row.holds, `aria-invalid="true"`, `<details class="more" open>`, "Why it is right as it stands") {
			if !strings.Contains(a.body, h) {
				t.Errorf("%s: %d, the page does not hold %s", kind, a.status, h)
			}
		}
	}
	b.post(t, "/articles/1/checks/9999/reopen", "form", "reopen-9999").says(t, "This was taken back before.", "What is checked", "1 settled")
}

// TestAQuotationIsComparedWithItsSource: what the bench found is kept for as
// long as the passages that it read stay.
func TestAQuotationIsComparedWithItsSource(t *testing.T) {
	s := newSite(t)
	s.Open(t, "Fares rise\n\nThe mayor said: “We will pay every cent back by June.”")
	n := s.Mark(t, s.Carl, 1, 2)
	b := s.as(t, s.Carl)
	const tab = "/articles/1?tab=checks"
	b.get(t, tab).says(t, "Nothing stands out")
	in := testkit.SomeEvidence(models.Supports)
	in.Evidence.Passage = "We will pay each cent back by June."
	if err := s.AddEvidence(t.Context(), testkit.By(s.Carl), s.At(t, 1, n), in); err != nil {
		t.Fatal(err)
	}
	b.get(t, tab).says(t, "no: Nothing stands out", "removed: every", "added: each")
	e := s.Case(t, 1, n).Evidence[0]
	e.Passage = "Indeed. We will pay every cent back by June. Trust me."
	if err := s.ChangeEvidence(t.Context(), testkit.By(s.Carl), s.At(t, 1, n), e.ID, e); err != nil {
		t.Fatal(err)
	}
	b.get(t, tab).says(t, "Nothing stands out")
	e.Passage = "We may pay every cent back by June."
	if err := s.ChangeEvidence(t.Context(), testkit.By(s.Carl), s.At(t, 1, n), e.ID, e); err != nil {
		t.Fatal(err)
	}
	b.get(t, tab).says(t, "removed: will", "added: may")
}
