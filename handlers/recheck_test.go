package handlers_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// rechecked is an article whose second revision did everything to a claim that
// a revision can do. The claims stand on the sentences 2 to 7 of the first and
// are approved, but the last, which is in review.
func rechecked(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	const before = "The harbour opens\n\nThe pier was built in 1902. It cost 40 crowns. Ships came from Bergen.\n\n" +
		"A 'crane' stood there. The mayor spoke. The band played until nine."
	s.Open(t, before)
	for n := 1; n <= 6; n++ {
		s.Mark(t, s.Carl, 1, n+1)
		s.ToReview(t, s.Carl, 1, n)
		if n < 6 {
			s.Do(t, s.Rita, 1, n, workflow.Approve)
		}
	}
	after := "The harbour opens\n\nShips came from Bergen.\n\nThe pier was built in 1903.\n\nShips came from Bergen.\n\n" +
		"A ‘crane’ stood there. The band played until ten. Nobody counted the guests."
	brought(t, s, 1, after)
	return s
}

func brought(t *testing.T, s *site, base int, text string) {
	t.Helper()
	if _, err := s.Revise(t.Context(), testkit.By(s.Ed), 1, newsroom.NewRevision{
		Base: base, Copy: newsroom.Copy{Text: text, Format: intake.FormatPlain}, Origin: models.OriginPasted,
	}); err != nil {
		t.Fatal(err)
	}
}

const recheckPath = "/articles/1/revisions/2/recheck"

// section is the part of a page between a heading and the next.
func (a answer) section(title string) string {
	_, rest, ok := strings.Cut(a.text(), title)
	if !ok {
		return ""
	}
	for _, end := range []string{"approval went stale", "lost their place", "lost its place", "other claim changed", "written otherwise", "Nothing about them"} {
		rest, _, _ = strings.Cut(rest, end)
	}
	return rest
}

func TestTheRecheckPageListsWhatARevisionDid(t *testing.T) {
	s := rechecked(t)
	a := s.as(t, s.Carl).get(t, recheckPath)
	for title, want := range map[string][]string{
		"approval went stale":        {"Rita approved it", "its words changed", "removed: 1902", "added: 1903", "Still holds"},
		"claims lost their place":    {"It cost 40 crowns.", "Ships came from Bergen.", "place 1 of 2", "place 2 of 2", "The mayor spoke."},
		"other claim changed":        {"removed: nine", "added: ten", "Before:", "Confirmed"},
		"claim is written otherwise": {"it changes nothing", "crane", "counts as unchanged"},
		"new sentence":               {"Nobody counted the guests.", "Mark a claim", "Nothing to check"},
	} {
		for _, w := range want {
			if !strings.Contains(a.section(title), w) {
				t.Errorf("%q does not say %q: %s", title, w, a.section(title))
			}
		}
	}
	if t.Failed() {
		t.Log(a.text())
	}
}

func TestActingOnTheRecheckPageLeadsBackToIt(t *testing.T) {
	s := rechecked(t)
	version := func(n int) []string { return []string{"version", fmt.Sprint(s.At(t, 1, n).Version), "back", "recheck"} }
	text := []rune(s.File(t, 1).Revision.Text)
	at := len([]rune(strings.Split(string(text), "Ships")[0]))
	place := append(version(3), "form", "place", "revision", "2", "start", fmt.Sprint(at), "end", fmt.Sprint(at+len("Ships came from Bergen.")), "quote", "Ships came from Bergen.")
	s.play(t, []act{
		{"a viewer reads it and may do nothing", &s.Vera, recheckPath, nil, 200, "This takes the role of checker.", "", nil},
		{"there is no revision 9", &s.Vera, "/articles/1/revisions/9/recheck", nil, 404, "There is no such revision", "", nil},
		{"there is no article 7", &s.Vera, "/articles/7/revisions/1/recheck", nil, 404, "no such article", "", nil},
		{"a reviewer may not say that it holds", &s.Rita, "/articles/1/claims/1/still-holds", version(1), 403, "role of checker", "", nil},
		{"a stale form comes back to the page", &s.Carl, "/articles/1/claims/1/still-holds", []string{"form", "still-holds", "version", "1", "back", "recheck"}, 409, "What revision 2 did", "", nil},
		{"still holds", &s.Carl, "/articles/1/claims/1/still-holds", version(1), 303, "", recheckPath, []string{"finding.add", "claim.still-holds"}},
		{"an address is none of the set", &s.Carl, "/articles/1/claims/6/kinds", append(version(6)[:2], "kinds", "date", "back", "//evil.example"), 303, "", "/articles/1/claims/6", []string{"claim.kinds"}},
		{"placing by an old revision is refused there", &s.Carl, "/articles/1/claims/3/place", append(slices.Clone(place[:6]), "revision", "1", "start", "0", "end", "3", "quote", "The"), 409, "What revision 2 did", "", nil},
		{"one candidate is chosen", &s.Carl, "/articles/1/claims/3/place", place, 303, "", recheckPath, []string{"claim.place"}},
		{"what is gone is withdrawn", &s.Ed, "/articles/1/claims/2/withdraw", append(version(2), "withdraw", "cut from the copy"), 303, "", recheckPath, []string{"claim.withdraw"}},
		{"a sentence is waived", &s.Carl, "/articles/1/waivers", []string{"revision", "2", "sentence", "7", "back", "recheck"}, 303, "", recheckPath, []string{"waiver.add"}},
		{"a sentence that is none is refused there", &s.Carl, "/articles/1/waivers", []string{"revision", "2", "sentence", "70", "back", "recheck"}, 422, "What revision 2 did", "", nil},
		{"a claim is marked from it", &s.Carl, "/articles/1/claims", []string{"revision", "2", "sentence", "7", "statement", "Nobody counted.", "kinds", "event", "back", "recheck"}, 303, "", recheckPath, []string{"claim.mark"}},
		{"and what was done is seen", &s.Carl, recheckPath, nil, 200, "It has a place again.", "", nil},
	})
	if c := s.Case(t, 1, 3).Claim; c.State != models.Approved || c.Start != at {
		t.Errorf("placed where words and sentence are alike, the claim is %s at %d", c.State, c.Start)
	}
	a := s.as(t, s.Carl).get(t, "/articles/1/claims/new?sentence=7&back=recheck")
	if !strings.Contains(a.body, `<option value="7" selected`) || a.value("back") != "recheck" {
		t.Errorf("the sentence is not chosen: %s", a.body)
	}
}

func TestWhatThePageOfARevisionIsWithout(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	s.play(t, []act{
		{"the first revision did nothing", &s.Vera, "/articles/1/revisions/1/recheck", nil, 200, "This is the first revision", "", nil},
	})
	brought(t, s, 1, testkit.Copy+" More.")
	s.play(t, []act{
		{"no claim stood there", &s.Vera, recheckPath, nil, 200, "No claim stood in the copy", "", nil},
		{"what is new is listed all the same", &s.Vera, recheckPath, nil, 200, "1 new sentence lies in no claim", "", nil},
	})
	s.Mark(t, s.Carl, 1, 2)
	brought(t, s, 2, testkit.Copy+" More and more.")
	s.play(t, []act{
		{"it touched no claim", &s.Vera, "/articles/1/revisions/3/recheck", nil, 200, "This revision touched no claim.", "", nil},
		{"and says what stands", &s.Vera, "/articles/1/revisions/3/recheck", nil, 200, "1 claim stands where it stood. Nothing about them changed.", "", nil},
		{"an older one is to read", &s.Carl, recheckPath, nil, 200, "This is what an older revision did", "", nil},
	})
	if a := s.as(t, s.Carl).get(t, recheckPath); strings.Contains(a.text(), "Mark a claim") || strings.Contains(a.body, "/waivers") {
		t.Errorf("an older revision's page can be acted on: %s", a.text())
	}
}

func TestALateEditReopensASignedOffArticle(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	for n, sentence := range []int{2, 3} {
		s.Mark(t, s.Carl, 1, sentence)
		s.ToApproved(t, s.Carl, s.Rita, 1, n+1)
	}
	if _, err := s.SignOffArticle(t.Context(), testkit.By(s.Ed), 1, newsroom.SignOff{Revision: 1}); err != nil {
		t.Fatal(err)
	}
	if got := workflow.StageOf(workflow.TallyOf(s.File(t, 1))); got != models.StageSignedOff {
		t.Fatalf("the article is %s", got)
	}
	brought(t, s, 1, strings.Replace(testkit.Copy, "three hours", "four hours", 1))
	if got := workflow.StageOf(workflow.TallyOf(s.File(t, 1))); got != models.StageChecking {
		t.Errorf("after a late edit the article is %s", got)
	}
	if one, two := s.Case(t, 1, 1).Claim.State, s.Case(t, 1, 2).Claim.State; one != models.Approved || two != models.Researching {
		t.Errorf("the claim that stayed is %s, the one that changed %s", one, two)
	}
	s.play(t, []act{
		{"the page says that the report is of another revision", &s.Ed, recheckPath, nil, 200, "Report 2025-0001 is of revision 1; this revision is not signed off.", "", nil},
		{"only what changed waits", &s.Ed, recheckPath, nil, 200, "1 claim stands where it stood.", "", nil},
		{"the article leads there", &s.Ed, "/articles/1", nil, 200, "Revision 2: 1 approval went stale.", "", nil},
		{"the page of the first says nothing of it", &s.Ed, "/articles/1/revisions/1/recheck", nil, 200, "first revision", "", nil},
		{"it is not signed off again as it is", &s.Ed, "/articles/1/sign-off", []string{"revision", "2"}, 409, "not ready", "", nil},
	})
	if a := s.as(t, s.Ed).get(t, "/articles/1/revisions/1/recheck"); strings.Contains(a.text(), "not signed off") {
		t.Errorf("the page of the first revision speaks of the second: %s", a.text())
	}
}

func TestWhatAnEarlierRevisionLeftStillWaits(t *testing.T) {
	s := rechecked(t)
	s.Do(t, s.Ed, 1, 2, workflow.Withdraw)
	brought(t, s, 2, s.File(t, 1).Revision.Text+" And more.")
	a := s.as(t, s.Carl).get(t, "/articles/1/revisions/3/recheck")
	for _, want := range []string{"1 approval is stale since an earlier revision", "Statement of sentence 2", "2 claims lost their place"} {
		if !strings.Contains(a.text(), want) {
			t.Errorf("the page does not say %q: %s", want, a.text())
		}
	}
	if strings.Contains(a.text(), "Statement of sentence 3") {
		t.Errorf("a claim that was withdrawn before is listed: %s", a.text())
	}
	if old := s.as(t, s.Carl).get(t, recheckPath); strings.Contains(old.text(), "since an earlier revision") {
		t.Errorf("an older revision's page says what waits now: %s", old.text())
	}
	s.Do(t, s.Ed, 1, 3, workflow.Withdraw)
	s.Do(t, s.Ed, 1, 5, workflow.Withdraw)
	brought(t, s, 3, s.File(t, 1).Revision.Text+" And more.")
	last := s.as(t, s.Carl).get(t, "/articles/1/revisions/4/recheck")
	if strings.Contains(last.text(), "Nothing to look at again") || !strings.Contains(last.text(), "stale since an earlier revision") {
		t.Errorf("beside what an earlier revision left, it says that there is nothing: %s", last.text())
	}
}

func TestAClaimThatWaitsOffersItsCandidates(t *testing.T) {
	s := rechecked(t)
	a := s.as(t, s.Carl).get(t, "/articles/1/claims/3")
	if !strings.Contains(a.text(), "It stands here , place 2 of 2") {
		t.Errorf("no candidates: %s", a.text())
	}
	if v := s.as(t, s.Vera).get(t, "/articles/1/claims/3"); strings.Contains(v.text(), "It stands here") {
		t.Error("a viewer may place it")
	}
	if a.status != http.StatusOK || !strings.Contains(a.text(), "Revision 2: 1 approval went stale, 3 claims wait for a place.") {
		t.Errorf("the article does not lead to what waits: %s", a.text())
	}
	if a := s.as(t, s.Carl).get(t, "/articles/1/claims/1"); !strings.Contains(a.body, `data-key="h"`) {
		t.Error("still holds has no key on the claim's page")
	}
}

// At most fifty claims are given candidates on one page, and what is shown of
// each is short, however long its sentence is; the claim's own page has all.
func TestManyClaimsThatWaitMakeASmallPage(t *testing.T) {
	s := newSite(t)
	const many = 53
	var old, next []string
	for n := 1; n <= many; n++ {
		ship := fmt.Sprintf("The ship %d left at dawn with %d crates of fish aboard", n, n*7)
		old = append(old, ship)
		next = append(next, strings.Repeat("and then they waited, ", 200)+ship+strings.Repeat(", for nobody came", 200))
	}
	slices.Reverse(next)
	next = append(next, next...)
	s.Open(t, "The harbour\n\n"+strings.Join(old, "\n\n"))
	for n := 1; n <= many; n++ {
		s.Mark(t, s.Carl, 1, n+1)
	}
	brought(t, s, 1, "The harbour\n\n"+strings.Join(next, "\n\n"))
	a := s.as(t, s.Carl).get(t, recheckPath)
	if drawn, led := strings.Count(a.body, `<ol class="candidates">`), strings.Count(a.text(), "Choose on the claim’s page"); drawn != 50 || led != many-50 {
		t.Errorf("%d claims have candidates and %d lead to their own pages: %.600s", drawn, led, a.text())
	}
	if waiting, _, _ := strings.Cut(a.body, "new sentences lie in no claim"); len(waiting) > 350_000 {
		t.Errorf("what waits has %d bytes", len(waiting))
	}
	own := s.as(t, s.Carl).get(t, fmt.Sprintf("/articles/1/claims/%d", many))
	if !strings.Contains(own.body, `<ol class="candidates">`) {
		t.Error("the page of the last claim has none")
	}
}
