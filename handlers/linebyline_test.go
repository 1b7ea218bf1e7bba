package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestAnArticleIsGoneThroughLineByLine: every sentence, those in no claim too, and
// what is done on the page leads back to it.
func TestAnArticleIsGoneThroughLineByLine(t *testing.T) {
	s := newSite(t)
	home := s.fares(t)
	page := home + "/line-by-line"
	carl, vera := s.as(t, s.Carl), s.as(t, s.Vera)
	first := carl.get(t, page)
	first.says(t, "Sentence 1 of ", "Next J", "no: Previous K")
	a := carl.get(t, page+"?sentence=3")
	a.says(t, "Sentence 3 of ", "Previous K", "Nobody accounts for this sentence yet", "Mark a claim in it", "Why no claim is needed", "Next uncovered")
	vera.get(t, page+"?sentence=3").says(t, "Mark: This takes the role of checker", "Waive: This takes the role of checker or editor", "no: Why no claim is needed")
	last := carl.get(t, page+"?sentence=9999")
	last.says(t, "This is the last sentence.", "no: Next J")
	for _, odd := range []string{"?sentence=-4", "?sentence=x", "?sentence=0"} {
		if a := carl.get(t, page+odd); a.status != http.StatusOK || !strings.Contains(a.text(), "Sentence 1 of ") {
			t.Errorf("%s: %d", odd, a.status)
		}
	}

	a = carl.post(t, home+"/waivers", "form", "waive", "back", "line", "revision", "1", "sentence", "3", "kind", "nothing to check", "note", "")
	a.says(t, "Sentence 3 of ", "Say in a few words why there is nothing to check in it.")
	a = carl.post(t, home+"/waivers", "form", "waive", "back", "line", "revision", "1", "sentence", "3", "kind", "nothing to check", "note", "from a play")
	if a.status != http.StatusSeeOther || a.to() != page+"?sentence=3" {
		t.Fatalf("%d to %q", a.status, a.to())
	}
	carl.get(t, a.to()).says(t, "Waived", "from a play", "no: Nobody accounts")
	a = carl.post(t, home+"/claims", "form", "newclaim", "back", "line", "revision", "1", "sentence", "4", "statement", "They said so.", "kinds", "event")
	if a.status != http.StatusSeeOther || a.to() != page+"?sentence=4" {
		t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
	}
	carl.get(t, a.to()).says(t, "1. They said so.", "Open", "No evidence.")
}
