package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

const notes = "Notes from the pier\n\nThe ferry carried 41,000 people in 2024, the office said. Nobody asked why.\n\nIt sails at noon."

// addNotes gives the piece a source with a text, which is quoted nearly for the
// claim that is researched, and translated.
func (s *site) addNotes(t testing.TB, p *piece) {
	t.Helper()
	file, err := s.TakeFile(t.Context(), strings.NewReader(notes), "notes.txt", "text/plain; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	source, err := s.AddSource(t.Context(), testkit.By(s.Carl), p.article, newsroom.NewSource{
		Source: models.Source{Type: models.PrimaryDocument, Title: "Notes from the pier", Located: true}, Beside: newsroom.Beside{File: file},
	})
	if err != nil {
		t.Fatal(err)
	}
	captures, err := s.queries().LastCaptures(t.Context(), source, 1)
	if err != nil {
		t.Fatal(err)
	}
	capture := captures[0]
	near, err := s.QuoteCapture(t.Context(), testkit.By(s.Carl), s.At(t, p.article, claimResearched), newsroom.NewQuote{
		Capture: capture, Evidence: models.Evidence{Stance: models.Supports, Authority: models.Primary, Passage: "The ferry carried 45,000 people in 2024"},
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.AddTranslation(t.Context(), testkit.By(s.Carl), s.At(t, p.article, claimResearched), near, models.Translation{Language: "de", Text: "Die Fähre trug 45.000."})
	if err != nil {
		t.Fatal(err)
	}
	translations, err := s.queries().Translations(t.Context(), store.Of{Article: p.article})
	if err != nil {
		t.Fatal(err)
	}
	p.ids["notes"], p.ids["near"], p.ids["translation"] = fmt.Sprint(capture), fmt.Sprint(near), fmt.Sprint(translations[0].ID)
}

func TestACaptureIsQuoted(t *testing.T) {
	s := newScene(t)
	capture := s.open.address("/articles/:article/captures/", 0) + s.open.ids["notes"]
	carl, rita := s.browserOf("checker"), s.browserOf("reviewer")
	shown := carl.get(t, capture+"?claim=1&from=79&to=95")
	for _, want := range []string{`id="chosen"`, "It sails at noon", `<option value="1" selected`} {
		if !strings.Contains(shown.body, want) {
			t.Errorf("the capture does not show %q", want)
		}
	}
	for _, odd := range []string{"?from=79&to=9999", "?from=9&to=3", "?from=-1&to=4", "?from=x&to=4", "?claim=x"} {
		if a := carl.get(t, capture+odd); a.status != http.StatusOK || strings.Contains(a.body, `id="chosen"`) {
			t.Errorf("%s: %d", odd, a.status)
		}
	}
	if a := rita.get(t, capture); strings.Contains(a.body, `id="quote-form"`) || !strings.Contains(a.body, "This takes the role of checker") {
		t.Error("a reviewer gets the form, or is not told why not")
	}
	fields := func(change ...string) []string {
		all := []string{"form", "quote", "claim", "1", "stance", "supports", "authority", "primary", "passage", "Nobody asked why.", "note", "seen " + canary}
		for i := 0; i+1 < len(change); i += 2 {
			all = with(all, change[i], change[i+1])
		}
		return all
	}
	for _, row := range []struct {
		name   string
		fields []string
		status int
		says   string
	}{
		{"words that do not stand there", fields("passage", "The harbour is closed to ships of all kinds."), 422, "do not stand in this capture"},
		{"no words", fields("passage", ""), 422, "The quoted passage is missing"},
		{"no claim", fields("claim", ""), 422, "The claim is missing"},
		{"a claim that is none", fields("claim", "x"), 422, "not one of the choices"},
		{"a stance that is none", fields("stance", "refutes"), 422, "not one of the choices"},
		{"a claim that was withdrawn", fields("claim", fmt.Sprint(claimWithdrawn)), 409, "withdrawn"},
	} {
		a := carl.post(t, capture+"/quote", row.fields...)
		if a.status != row.status || !strings.Contains(a.text(), row.says) || !strings.Contains(a.body, canary) {
			t.Errorf("%s: %d, %s", row.name, a.status, a.text())
		}
	}
	a := carl.post(t, capture+"/quote", fields("start", "0", "end", "9999")...)
	if where := a.header.Get("Location"); a.status != http.StatusSeeOther || !strings.Contains(where, "?claim=1#quoted-") {
		t.Errorf("%d, %s", a.status, where)
	}
	shown = carl.get(t, s.open.address("/articles/:article/claims/:claim", claimResearched))
	for _, want := range []string{"Not word for word", "Take the wording of the source", "Translation into German by", `lang="de"`, `<mark class="said-words">The ferry carried 41,000 people in 2024</mark>`} {
		if !strings.Contains(shown.body, want) {
			t.Errorf("the claim does not show %q", want)
		}
	}
}
