package handlers_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// boxes are the sentences that can be chosen on the page of the coverage, those
// that are with a star.
func (a answer) boxes() (all []string) {
	for _, m := range regexp.MustCompile(`<input type="checkbox" form="waive" name="sentence" value="(\d+)"( checked)?`).FindAllStringSubmatch(a.body, -1) {
		all = append(all, m[1]+strings.ReplaceAll(m[2], " checked", "*"))
	}
	return all
}

func TestThePageOfTheCoverage(t *testing.T) {
	s := newSite(t)
	home := s.fares(t)
	page := home + "/coverage"
	carl, vera := s.as(t, s.Carl), s.as(t, s.Vera)
	a := carl.get(t, page)
	a.says(t, "Coverage: 0 of 4 checkable sentences", "4 uncovered sentences", "nothing was found that can be checked.")
	if got := a.boxes(); !slices.Equal(got, []string{"2", "3", "4", "5"}) {
		t.Errorf("to choose from are %v", got)
	}
	a = vera.get(t, page)
	a.says(t, "Waive: This takes the role of checker or editor. Who may: ", "no: Why no claim is needed")
	if len(a.boxes()) != 0 {
		t.Errorf("a viewer may choose %v", a.boxes())
	}

	a = carl.post(t, home+"/waivers", "form", "waive", "back", "list", "revision", "1", "sentence", "3", "sentence", "5", "kind", "nothing to check", "note", " ")
	a.says(t, "Say in a few words why there is nothing to check in it.")
	if got := a.boxes(); a.status != http.StatusUnprocessableEntity || !slices.Equal(got, []string{"2", "3*", "4", "5*"}) {
		t.Errorf("refused with %d, then chosen are %v", a.status, got)
	}
	a = carl.post(t, home+"/waivers", "form", "waive", "back", "list", "revision", "1", "sentence", "3", "sentence", "5", "kind", "nothing to check", "note", "from a play")
	if a.status != http.StatusSeeOther || !strings.HasPrefix(a.to(), page) {
		t.Fatalf("%d to %q", a.status, a.to())
	}
	s.Mark(t, s.Carl, 1, 4)
	a = carl.get(t, page)
	a.says(t, "Coverage: 3 of 4 checkable sentences", "1 uncovered sentence", "Waived 2", "Nothing to check", "from a play", "1 sentence ", "Take back : The company said")
	vera.get(t, page).says(t, "from a play", "no: Take back")
	waiver := s.File(t, 1).Waived[2].ID
	s.as(t, s.Cleo).post(t, fmt.Sprintf("%s/waivers/%d/end", home, waiver), "form", "end").says(t, "This takes the role of editor.", "Waived 2")
	if a := carl.post(t, fmt.Sprintf("%s/waivers/%d/end", home, waiver), "form", "end"); a.status != http.StatusSeeOther {
		t.Fatalf("%d %s", a.status, a.text())
	}
	carl.get(t, page).says(t, "2 uncovered sentences", "Waived 1")
	a = carl.post(t, fmt.Sprintf("%s/waivers/%d/end", home, waiver), "form", "end")
	a.says(t, "This was taken back before.", "2 uncovered sentences")

	ed := s.as(t, s.Ed)
	if a := ed.post(t, home+"/coverage/unchecked", "form", "unchecked", "revision", "1", "reason", "no time"); a.status != http.StatusSeeOther {
		t.Fatalf("%d %s", a.status, a.text())
	}
	carl.get(t, page).says(t, "Left unchecked 2", "no time", "lies in a claim, is waived, or an editor gave a reason.", "2 left unchecked")
	a = ed.post(t, home+"/coverage/unchecked", "form", "unchecked", "revision", "1", "reason", canary)
	a.says(t, "Every checkable sentence is accounted for, so there is nothing to leave unchecked.", canary)
	if a.status != http.StatusConflict {
		t.Errorf("%d", a.status)
	}
}

// TestWhoWroteASentenceIsNotOfferedToWaiveIt: a writer waives what others add
// and nothing of their own.
func TestWhoWroteASentenceIsNotOfferedToWaiveIt(t *testing.T) {
	s := newSite(t)
	home := s.fares(t, s.Carl)
	wrote := s.as(t, s.Carl).get(t, home+"/coverage")
	wrote.says(t, "4 uncovered sentences", "Waive: You wrote these words, so somebody else must decide this. Who may: ", "no: Why no claim is needed")
	if got := wrote.boxes(); len(got) != 0 {
		t.Errorf("a writer may choose %v", got)
	}
	if got := s.as(t, s.Cleo).get(t, home+"/coverage").boxes(); len(got) != 4 {
		t.Errorf("another checker may choose %v", got)
	}
	b := s.as(t, s.Carl)
	b.get(t, home+"?sentence=3").says(t, "Waive: You wrote these words", "no: Why no claim is needed")
	b.get(t, home+"?tab=suggestions").says(t, "Waive: You wrote these words", "no: Waive sentence 3")
	a := b.post(t, home+"/waivers", "form", "waive", "back", "coverage", "revision", "1", "sentence", "3", "kind", "CQ", "note", canary)
	a.says(t, "You wrote these words", "The note "+canary)
	if a.status != http.StatusForbidden {
		t.Errorf("%d", a.status)
	}
	if _, err := s.Revise(t.Context(), testkit.By(s.Eva), 1, newsroom.NewRevision{
		Base: 1, Copy: newsroom.Copy{Text: faresCopy + " A bus has 60 seats.", Format: intake.FormatPlain}, Origin: models.OriginEdited,
	}); err != nil {
		t.Fatal(err)
	}
	if got := b.get(t, home+"/coverage").boxes(); !slices.Equal(got, []string{"6"}) {
		t.Errorf("beside a sentence of somebody else's, a writer may choose %v", got)
	}
}

// sentenceShown is the number of the sentence beside the copy, and where the
// next uncovered one is.
func (a answer) sentenceShown() (shown, next string) {
	find := func(pattern string) string {
		m := regexp.MustCompile(pattern).FindStringSubmatch(a.body)
		if m == nil {
			return ""
		}
		return m[1]
	}
	return find(`data-current-sentence="(\d+)"`), find(`href="[^"]*\?sentence=(\d+)#s\d+"[^>]*data-next-after`)
}

// panel is the markup of the sentence beside the copy.
func (a answer) panel() string {
	_, rest, _ := strings.Cut(a.body, `data-current-sentence=`)
	panel, _, _ := strings.Cut(rest, "</section>")
	return panel
}

func TestTheNextUncoveredSentence(t *testing.T) {
	s := newSite(t)
	home := s.fares(t)
	b := s.as(t, s.Carl)
	waive := func(from string) answer {
		return b.post(t, home+"/waivers", "form", "waive", "back", "coverage", "revision", "1", "sentence", from, "kind", "CQ")
	}
	for from, want := range map[string]string{"1": "2", "2": "3", "4": "5", "5": "2"} {
		if shown, next := b.get(t, home+"?sentence="+from).sentenceShown(); shown != from || next != want {
			t.Errorf("behind sentence %s: shown %s, next %s, want %s", from, shown, next, want)
		}
	}
	s.Mark(t, s.Carl, 1, 3)
	if a := waive("2"); a.status != http.StatusSeeOther || !strings.Contains(a.to(), "?sentence=4#s4") {
		t.Errorf("behind a waived one: %d to %q", a.status, a.to())
	}
	if a := waive("4"); !strings.Contains(a.to(), "?sentence=5#s5") {
		t.Errorf("behind the one before the last: to %q", a.to())
	}
	a := b.get(t, home+"?sentence=5")
	a.says(t, "No other is uncovered.")
	b.get(t, home+"?sentence=2").says(t, "Sentence 2 of 5", "Waived", "CQ", "no: Why no claim is needed")
	a = b.get(t, home+"?sentence=3")
	a.says(t, "no: Why no claim is needed")
	if !strings.Contains(a.panel(), `href="/articles/1/claims/1"`) {
		t.Error("the panel does not lead to the claim in the sentence")
	}
	s.Do(t, s.Ed, 1, 1, workflow.Withdraw)
	a = b.get(t, home+"?sentence=3")
	a.says(t, "Why no claim is needed", "Suggested")
	if strings.Contains(a.panel(), "/claims/1\"") {
		t.Error("a claim that was withdrawn is said to lie in the sentence")
	}
	if a := waive("5"); !strings.Contains(a.to(), "?sentence=3#s3") {
		t.Errorf("behind the last: to %q", a.to())
	}
	if a := waive("3"); a.status != http.StatusSeeOther || a.to() != home {
		t.Errorf("when none is left: %d to %q", a.status, a.to())
	}
}

func TestALongArticleWithFewClaimsIsWarnedAbout(t *testing.T) {
	s := newSite(t)
	s.Open(t, "Head\n\n"+strings.Repeat("These are words of a long article. ", 40))
	b := s.as(t, s.Vera)
	for _, path := range []string{"/articles/1", "/articles/1/coverage"} {
		b.get(t, path).says(t, "White manuscript", "0 claims in 281 words")
	}
	s.Mark(t, s.Carl, 1, 2)
	s.Mark(t, s.Carl, 1, 3)
	b.get(t, "/articles/1").says(t, "White manuscript", "2 claims in 281 words")
	s.Mark(t, s.Carl, 1, 4)
	b.get(t, "/articles/1").says(t, "no: White manuscript")
	s.Do(t, s.Ed, 1, 3, workflow.Withdraw)
	b.get(t, "/articles/1").says(t, "White manuscript", "2 claims in 281 words")
}

func TestAFormLeadsBackToAPageOfTheArticleOnly(t *testing.T) {
	for back, want := range map[string]string{
		"https://evil.example/": "/articles/1/sign-off", "//evil.example": "/articles/1/sign-off", "": "/articles/1/sign-off",
		"suggestions": "/articles/1?tab=suggestions", "list": "/articles/1/coverage", "coverage": "/articles/1", " list ": "/articles/1/coverage",
	} {
		s := newScene(t)
		a := s.browserOf("checker").post(t, "/articles/1/waivers", "revision", "2", "sentence", "7", "kind", "CQ", "back", back, "at", "-3", "sort", "//evil.example")
		if to, _, _ := strings.Cut(a.to(), "&"); a.status != http.StatusSeeOther || !strings.HasPrefix(to, want) || strings.Contains(a.to(), "evil") || strings.Contains(a.to(), "-3") {
			t.Errorf("back to %q: %d to %q, want %q", back, a.status, a.to(), want)
		}
	}
}
