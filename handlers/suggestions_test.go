package handlers_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// faresCopy has four sentences that can be checked, from the second on.
const faresCopy = "Fares rise\n\nFares rose by 12 per cent on 3 May 2025. The company said that 1,200 people lost their jobs. " +
	"It paid 30 million euros in 2024. The mayor opened 14 new stations yesterday."

// fares opens an article of faresCopy of which nobody left anything unchecked.
func (s *site) fares(t *testing.T, writers ...models.User) string {
	t.Helper()
	meta := testkit.Meta(s.Ed)
	for _, w := range writers {
		meta.Writers = append(meta.Writers, w.ID)
	}
	id, err := s.OpenArticle(t.Context(), testkit.By(s.Ed), meta, newsroom.Copy{Text: faresCopy, Format: "plain text"})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint("/articles/", id)
}

// offered are the keys of the suggestions on a page, in their order.
func (a answer) offered() (keys []string) {
	for _, m := range regexp.MustCompile(`<li\s+class="offer"\s+id="o-([^"]+)"`).FindAllStringSubmatch(a.body, -1) {
		keys = append(keys, m[1])
	}
	return keys
}

// says fails the test unless the page says some words and does not say others,
// which begin with "no: ".
func (a answer) says(t *testing.T, words ...string) {
	t.Helper()
	text := a.text()
	for _, w := range words {
		if not, no := strings.CutPrefix(w, "no: "); strings.Contains(text, strings.TrimPrefix(w, "no: ")) == no {
			t.Errorf("%q stands on the page %v: %s", not, no, text)
		}
	}
}

func TestSuggestionsAreAcceptedAndTakenBack(t *testing.T) {
	s := newSite(t)
	home := s.fares(t)
	b, cleo := s.as(t, s.Carl), s.as(t, s.Cleo)
	list := home + "?tab=suggestions"
	keys := b.get(t, list).offered()
	if len(keys) != 4 {
		t.Fatalf("offered are %v", keys)
	}
	accept := func(b *browser, keys ...string) answer {
		fields := []string{"form", "accept", "back", "suggestions", "revision", "1"}
		for _, k := range keys {
			fields = append(fields, "suggestion", k)
		}
		return b.post(t, home+"/suggestions/accept", fields...)
	}
	s.Mark(t, s.Cleo, 1, 2) // on the words of the first one
	if a := accept(b, keys[0], keys[1], keys[2]); a.status != http.StatusSeeOther {
		t.Fatalf("of three, one gone: %d %s", a.status, a.text())
	}
	b.get(t, list).says(t, "2 claims made.", "1 suggestion", "Undo")
	cleo.get(t, list).says(t, "no: claims made", "no: Undo") // they are somebody else's
	s.Do(t, s.Cleo, 1, 2, workflow.Take)
	b.get(t, list).says(t, "2 claims made, 1 of them worked on since and stays.", "Undo")
	if a := cleo.post(t, home+"/acceptances/1/undo", "form", "undo-1"); a.status != http.StatusForbidden || s.At(t, 1, 3).Version != 1 {
		t.Errorf("by somebody else: %d %s", a.status, a.text())
	} else {
		a.says(t, "This takes the role of editor.", "1 suggestion")
	}
	if a := b.post(t, home+"/acceptances/1/undo", "form", "undo-1"); a.status != http.StatusSeeOther {
		t.Fatalf("%d %s", a.status, a.text())
	}
	if c, touched := s.Case(t, 1, 3).Claim, s.Case(t, 1, 2).Claim; c.WithdrawReason != models.TakenBack || touched.State != models.Researching {
		t.Errorf("untouched %s as %q, touched %s", c.State, c.WithdrawReason, touched.State)
	}
	b.get(t, list).says(t, "2 suggestions", "no: Undo")
	b.post(t, home+"/acceptances/1/undo", "form", "undo-1").says(t, "This was taken back before.", "2 suggestions")

	if a := accept(b, keys[3]); a.status != http.StatusSeeOther {
		t.Fatalf("%d %s", a.status, a.text())
	}
	b.get(t, list).says(t, "1 claim made.")
	s.Do(t, s.Cleo, 1, 4, workflow.Take)
	b.get(t, list).says(t, "no: claim made", "no: Undo")
	a := b.post(t, home+"/acceptances/2/undo", "form", "undo-2")
	a.says(t, "Nothing is taken back: people have worked on every one of these claims since.", "1 suggestion")
	if a.status != http.StatusConflict || s.Case(t, 1, 4).Claim.State != models.Researching {
		t.Errorf("%d, the claim is %s", a.status, s.Case(t, 1, 4).Claim.State)
	}
	b.post(t, home+"/suggestions/accept", "form", "accept", "back", "suggestions", "revision", "1", "suggestion", keys[0]).
		says(t, "None of these suggestions is open any more", "1 suggestion")
}

func TestARefusedFormOnASuggestionStandsOpenAsItWasFilled(t *testing.T) {
	s := newScene(t)
	b := s.browserOf("checker")
	for _, row := range []struct {
		name, path string
		fields     []string
		holds      []string
	}{
		{
			"the edited one", "/claims", append(s.edited("statement", " "), "kinds", "place", "severity", "must not go wrong"),
			[]string{`id="edit-statement"`, `value="place" checked`, `value="event" checked`, `value="must not go wrong" checked`, `name="quote" value="The sixth sentence is withdrawn"`},
		},
		{"the waived one", "/waivers", with(s.offered(waived("suggestions")), "note", " "), []string{`id="waive-note"`, `name="suggestion" value="` + s.open.ids["offer"] + `"`}},
	} {
		a := b.post(t, "/articles/1"+row.path, row.fields...)
		for _, h := range append(row.holds, `aria-invalid="true"`) {
			if !strings.Contains(a.body, h) {
				t.Errorf("%s: %d, the page does not hold %s", row.name, a.status, h)
			}
		}
		if !slices.Equal(a.offered(), []string{s.open.ids["offer"]}) || strings.Contains(a.text(), "What you typed") {
			t.Errorf("%s: offered are %v; what was typed is said besides: %v", row.name, a.offered(), strings.Contains(a.text(), "What you typed"))
		}
	}
}

func TestAskedForWhatIsNotThereTheListsShowWhatIs(t *testing.T) {
	s := newScene(t)
	b := s.browserOf("checker")
	for _, q := range []string{
		"?tab=suggestions&from=-5", "?tab=suggestions&from=-500", "?tab=suggestions&from=99999", "?tab=suggestions&from=x", "?tab=suggestions&from=99999999999999999999",
		"?tab=suggestions&at=-1", "?tab=suggestions&at=99999", "?tab=suggestions&at=x", "?tab=suggestions&edit=s1-2", "?tab=suggestions&waive=%3Cb%3E",
		"?tab=suggestions&sort=score", "?tab=suggestions&sort=nothing", "?tab=suggestions&sentence=3",
	} {
		if a := b.get(t, "/articles/1"+q); a.status != http.StatusOK || len(a.offered()) != 1 {
			t.Errorf("%s: %d, offered are %v", q, a.status, a.offered())
		}
	}
	for _, q := range []string{"0", "-1", "16", "x", "99999999999999999999", ""} {
		a := b.get(t, "/articles/1?sentence="+q)
		if a.status != http.StatusOK || strings.Contains(a.body, "data-current-sentence") {
			t.Errorf("sentence %s: %d, and one is shown: %v", q, a.status, strings.Contains(a.body, "data-current-sentence"))
		}
	}
	b.get(t, "/articles/1?sentence=15").says(t, "Sentence 15 of 15", "The price is XXX euros.")
}

func TestWhoMayNotIsToldSoBesideTheSuggestions(t *testing.T) {
	s := newScene(t)
	for actor, want := range map[string][]string{
		"checker":  {"Accept as drafted", "Edit it, in sentence 7", "Waive sentence 7", "Accept all"},
		"editor":   {"Accept: This takes the role of checker. Who may: ", "Waive sentence 7", "no: Accept as drafted", "no: Edit it, in sentence 7", "no: Accept all"},
		"reviewer": {"Accept: This takes the role of checker. Who may: ", "no: Waive sentence 7", "no: Accept as drafted", "no: Edit it, in sentence 7", "no: Accept all"},
		"viewer":   {"Accept: This takes the role of checker. Who may: ", "no: Waive sentence 7", "no: Accept as drafted", "no: Edit it, in sentence 7", "no: Accept all"},
	} {
		a := s.browserOf(actor).get(t, "/articles/1?tab=suggestions")
		a.says(t, want...)
		if strings.Contains(a.body, `name="suggestion"`) != (actor == "checker") {
			t.Errorf("a %s may choose suggestions, or a checker may not", actor)
		}
	}
}

func TestALanguageModelIsOfferedWhereItIsSetUp(t *testing.T) {
	s := newScene(t)
	b := s.browserOf("checker")
	b.get(t, "/articles/1?tab=suggestions").says(t, "no: Text leaves the house", "no: for more")
	fields := append([]string{"form", "settings", "version", "1"}, settingsFields...)
	if a := s.browserOf("admin").post(t, "/settings", append(fields, "assist_address", "https://models.example/v1", "assist_model", "small")...); a.status != http.StatusSeeOther {
		t.Fatalf("%d %s", a.status, a.text())
	}
	b.get(t, "/articles/1?tab=suggestions").says(t, "Text leaves the house", "https://models.example/v1", "Ask small for more")
	s.browserOf("editor").get(t, "/articles/1?tab=suggestions").says(t, "no: Text leaves the house", "no: Ask small for more")
	a := b.post(t, "/articles/1/suggestions/ask", "form", "ask", "revision", "1")
	a.says(t, "Somebody else changed this", "Ask small for more", "1 suggestion") // on its tab again
}

// TestCopyIsReadAgainWhenWhatItIsReadByChanges: what was read is kept, for as
// long as the article's day and language stay, and the newsroom's zone.
func TestCopyIsReadAgainWhenWhatItIsReadByChanges(t *testing.T) {
	s := newSite(t)
	home := s.fares(t)
	b := s.as(t, s.Carl)
	b.get(t, home+"?tab=suggestions").says(t, "yesterday [21 September 2025]")
	settings, err := s.queries().Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	settings.TimeZone = "Pacific/Midway" // there it is the day before
	if err := s.EditSettings(t.Context(), testkit.By(s.Adam), settings.Version, settings); err != nil {
		t.Fatal(err)
	}
	b.get(t, home+"?tab=suggestions").says(t, "yesterday [20 September 2025]", "no: [21 September")
	meta := testkit.Meta(s.Ed)
	meta.PublishOn = "2025-10-02"
	if err := s.EditArticle(t.Context(), testkit.By(s.Ed), 1, s.File(t, 1).Article.Version, meta); err != nil {
		t.Fatal(err)
	}
	b.get(t, home+"?tab=suggestions").says(t, "yesterday [1 October 2025]", "no: 21 September")
}

func TestTheScoreIsExplained(t *testing.T) {
	s := newScene(t)
	a := s.browserOf("viewer").get(t, "/help/score")
	for _, d := range detect.Detectors {
		a.says(t, d.Name, d.Explains)
	}
	a.says(t, "How the score is made", "English", "Other languages", "A sentence with")
	if n := len(regexp.MustCompile(`[+−]\d+\.\d\d`).FindAllString(a.text(), -1)); n < 100 {
		t.Errorf("%d weights stand on the page", n)
	}
}
