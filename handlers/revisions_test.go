package handlers_test

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/views"
)

// awkward is text with all that is easily lost on the way through a form.
const awkward = "\n# Leaders <b>meet</b> & \"greet\"  \n\nThey 'met' &amp; left.\u00a0  \n\n</textarea>\t😀 \n\n"

// autosave sends what is typed as a script does.
func (b *browser) autosave(t *testing.T, path string, fields ...string) (answer, views.KeptTyping) {
	t.Helper()
	r := request(http.MethodPost, path, fields...)
	r.Header.Set("Accept", "application/json")
	a := b.send(t, r)
	var told views.KeptTyping
	if err := json.Unmarshal([]byte(a.body), &told); err != nil {
		t.Fatalf("%d %v: %s", a.status, err, a.body)
	}
	return a, told
}

// field is what the page's text field holds, as a browser reads it.
func (a answer) field(t *testing.T) string {
	t.Helper()
	_, rest, ok := strings.Cut(a.body, `name="text"`)
	if !ok {
		t.Fatalf("the page has no field: %s", a.text())
	}
	_, rest, _ = strings.Cut(rest, ">")
	inner, _, _ := strings.Cut(rest, "</textarea>")
	return strings.TrimPrefix(html.UnescapeString(inner), "\n")
}

func TestWhatIsTypedIsKeptUntilItIsBroughtIn(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	ed := s.as(t, s.Ed)
	const typing = "/articles/1/typing"
	before := s.size(t)
	if a := ed.get(t, "/articles/1/revisions/new"); a.value("typing") != "0" || strings.Contains(a.text(), "This is what you typed") {
		t.Errorf("before anything was typed: %s", a.text())
	}
	a, told := ed.autosave(t, typing, "key", "k.0", "base", "1", "typing", "0", "text", awkward)
	if a.status != http.StatusOK || told.Version == 0 || told.Words != "Saved 11:00" {
		t.Errorf("%d %+v", a.status, told)
	}
	version := strconv.Itoa(told.Version)
	if _, again := ed.autosave(t, typing, "key", "k.0", "base", "1", "typing", "0", "text", awkward); again != told {
		t.Errorf("sent again because the answer was lost: %+v", again)
	}
	if _, same := ed.autosave(t, typing, "key", "other", "base", "1", "typing", "0", "text", awkward); same.Version != told.Version {
		t.Errorf("the same text with another key: %+v", same)
	}
	page := ed.get(t, "/articles/1/revisions/new")
	if page.field(t) != awkward || page.value("typing") != version || !strings.Contains(page.text(), "This is what you typed over revision 1.") {
		t.Errorf("opened again: %q, version %s: %s", page.field(t), page.value("typing"), page.text())
	}
	if got := s.actions(t, before); len(got) > 0 {
		t.Errorf("typing left %v in the trail", got)
	}
	if a := s.as(t, s.Eva).get(t, "/articles/1/revisions/new"); strings.Contains(a.body, "greet") {
		t.Error("somebody else reads it")
	}
	a = ed.post(t, "/articles/1/revisions", "form", "revision", "base", "1", "typing", version, "format", "markdown", "origin", "edited", "text", "# New\n\nMine.")
	if a.to() != "/articles/1/revisions/2/recheck" {
		t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
	}
	if page := ed.get(t, "/articles/1/revisions/new"); page.value("typing") != "0" || page.field(t) != "# New\n\nMine.\n" {
		t.Errorf("brought in, %q is still kept", page.field(t))
	}
}

func TestKeepingWhatIsTyped(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	text := func(version, text string, more ...string) []string {
		return append([]string{"form", "revision", "base", "1", "typing", version, "text", text}, more...)
	}
	s.play(t, []act{
		{"a checker types nothing", &s.Carl, "/articles/1/typing", text("0", "x"), 403, "role of editor", "", nil},
		{"there is no article 7", &s.Ed, "/articles/7/typing", text("0", "x"), 404, "no such article", "", nil},
		{"without a script it is kept by a button", &s.Ed, "/articles/1/typing", text("0", "One <b>", "then", "again"), 303, "", "/articles/1/revisions/new", nil},
	})
	first := s.as(t, s.Ed).get(t, "/articles/1/revisions/new").value("typing")
	n, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	second := strconv.Itoa(n + 1)
	s.play(t, []act{
		{"what it changes is shown", &s.Ed, "/articles/1/typing", text(first, "# Leaders meet in Anchorage\n\nOne <b>", "then", "changes"), 303, "", "/articles/1/revisions/new?changes#changes", nil},
		{"with the words that go", &s.Ed, "/articles/1/revisions/new?changes", nil, 200, "What your text changes in revision 1", "", nil},
		{"a form of another window is refused, and both texts are there", &s.Ed, "/articles/1/typing", text(first, "Two"), 409, "Another window of yours has saved another text", "", nil},
		{"so is a revision from it", &s.Ed, "/articles/1/revisions", text(first, "Two", "format", "markdown", "origin", "edited"), 409, "What your text changes in the text of your other window", "", nil},
		{"a form that names no revision is stale", &s.Ed, "/articles/1/typing", []string{"typing", second, "text", "Two"}, 409, "", "", nil},
		{"thrown away from an old page it stays", &s.Ed, "/articles/1/typing/discard", []string{"typing", first}, 409, "", "", nil},
		{"a checker throws nothing away", &s.Carl, "/articles/1/typing/discard", []string{"typing", second}, 403, "role of editor", "", nil},
		{"it is thrown away", &s.Ed, "/articles/1/typing/discard", []string{"typing", second, "then", "again"}, 303, "", "/articles/1/revisions/new", nil},
		{"twice is once", &s.Ed, "/articles/1/typing/discard", []string{"typing", second, "then", "newest"}, 303, "", "/articles/1", nil},
		{"then the newest revision is there again", &s.Ed, "/articles/1/revisions/new", nil, 200, "They spoke for three hours.", "", nil},
		{"a text that is too long is refused", &s.Ed, "/articles/1/typing", text("0", strings.Repeat("x", 2*models.MaxText+1)), 422, "", "", nil},
	})
}

func TestAutosaveInTwoWindows(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	a, b := s.as(t, s.Ed), s.as(t, s.Ed)
	const typing = "/articles/1/typing"
	a.autosave(t, typing, "key", "a", "base", "1", "typing", "0", "text", "of the first")
	got, told := b.autosave(t, typing, "key", "b", "base", "1", "typing", "0", "text", "of the second")
	if got.status != http.StatusConflict || !told.Stale || told.Version != 0 || !strings.Contains(told.Words, "another window of yours") {
		t.Errorf("the second window: %d %+v", got.status, told)
	}
	if page := b.get(t, "/articles/1/revisions/new"); page.field(t) != "of the first" {
		t.Errorf("the text of the first is %q", page.field(t))
	}
	// The second saves its text as a revision: it is shown both, and then may.
	fields := []string{"form", "revision", "base", "1", "typing", "0", "format", "markdown", "origin", "edited", "text", "# Second\n\nof the second  "}
	page := b.post(t, "/articles/1/revisions", fields...)
	if page.status != http.StatusConflict || page.field(t) != "# Second\n\nof the second  " || page.value("typing") == "0" {
		t.Errorf("%d %q at version %q", page.status, page.field(t), page.value("typing"))
	}
	fields[5] = page.value("typing")
	if done := b.post(t, "/articles/1/revisions", fields...); done.status != http.StatusSeeOther {
		t.Errorf("%d: %s", done.status, done.text())
	}
	if got, told := a.autosave(t, typing, "key", "a2", "base", "1", "typing", fields[5], "text", "of the first, more"); got.status != http.StatusConflict || !told.Stale {
		t.Errorf("the first window after that: %d %+v", got.status, told)
	}
}

func TestTwoWhoEditAtOnceLoseNothing(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	ed, eva := s.as(t, s.Ed), s.as(t, s.Eva)
	theirs := strings.Replace(testkit.Copy, "three hours", "four hours", 1)
	fields := func(base, typing, text string) []string {
		return []string{"form", "revision", "base", base, "typing", typing, "format", "markdown", "origin", "edited", "text", text}
	}
	if a := eva.post(t, "/articles/1/revisions", fields("1", "0", theirs)...); a.status != http.StatusSeeOther {
		t.Fatalf("%d: %s", a.status, a.text())
	}
	page := ed.post(t, "/articles/1/revisions", fields("1", "0", awkward)...)
	if page.status != http.StatusConflict || page.field(t) != awkward || page.value("base") != "2" {
		t.Errorf("%d, base %q: %q", page.status, page.value("base"), page.field(t))
	}
	for _, want := range []string{"Eva brought in revision 2 while you typed", "What your text changes in revision 2", "removed: ", "Save as revision 3", "Take theirs, throw mine away"} {
		if !strings.Contains(page.text(), want) {
			t.Errorf("the page does not say %q: %s", want, page.text())
		}
	}
	// Closed and opened again it is the same.
	again := ed.get(t, "/articles/1/revisions/new")
	if again.field(t) != awkward || !strings.Contains(again.text(), "Eva brought in revision 2 while you typed") {
		t.Errorf("opened again: %q: %s", again.field(t), again.text())
	}
	if a := ed.post(t, "/articles/1/revisions", fields(page.value("base"), page.value("typing"), awkward)...); a.to() != "/articles/1/revisions/3/recheck" {
		t.Errorf("%d to %q: %s", a.status, a.to(), a.text())
	}
	if a := ed.get(t, "/articles/1/revisions/2"); !strings.Contains(a.text(), "four hours") {
		t.Errorf("theirs is gone: %s", a.text())
	}
}

func TestWhatWasTypedAndCalledPastedIsNotKeptTwice(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	ed := s.as(t, s.Ed)
	a := ed.post(t, "/articles/1/revisions", "form", "revision", "base", "1", "typing", "0", "format", "markdown", "origin", "pasted", "text", "# New\n\nTheirs.")
	if a.to() != "/articles/1/revisions/2/recheck" {
		t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
	}
	if page := ed.get(t, "/articles/1/revisions/new"); page.value("typing") != "0" {
		t.Errorf("it is still kept: %s", page.text())
	}
}

func TestADraftIsBroughtInAsARevision(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	id, err := s.BeginDraft(t.Context(), testkit.By(s.Ed), newsroom.NewDraft{
		Article: 1, Base: 1, Reading: newsroom.Reading{Format: intake.FormatMarkdown},
		Text: "# Leaders meet in Anchorage\n\nThey met. They spoke for [three hours](https://example.org/hours).",
	})
	if err != nil {
		t.Fatal(err)
	}
	fields := func(version, base string, more ...string) []string {
		return append([]string{"draft", fmt.Sprint(id), "draft_version", version, "base", base}, more...)
	}
	s.play(t, []act{
		{"a draft that was saved again is stale", &s.Ed, "/articles/1/revisions", fields("9", "1"), 409, "", "", nil},
		{"that of another is none", &s.Eva, "/articles/1/revisions", fields("1", "1"), 404, "", "", nil},
		{"a citation that is none is refused", &s.Ed, "/articles/1/revisions", fields("1", "1", "cite", "7"), 422, "", "", nil},
		{"nor one that is no number", &s.Ed, "/articles/1/revisions", fields("1", "1", "cite", "x"), 422, "", "", nil},
		{"it comes in with its source", &s.Ed, "/articles/1/revisions", fields("1", "1", "cite", "0", "origin", "told", "writers", fmt.Sprint(s.Rob.ID)), 303, "", "/articles/1/revisions/2/recheck", []string{"revision.add", "source.add", "citation.add"}},
	})
	rev := s.File(t, 1).Revision
	if w := rev.Sentences[len(rev.Sentences)-1].Writers; len(w) != 0 && w[0] != s.Rob.ID {
		t.Errorf("written by %v", w)
	}
}

func TestOnlyAScriptIsAnsweredWithJSON(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	r := httptest.NewRequest(http.MethodPost, "/articles/1/typing", strings.NewReader(encode("key", "x", "typing", "0")))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if a := s.as(t, s.Ed).send(t, r); a.status != http.StatusConflict || !a.whole() {
		t.Errorf("%d: %s", a.status, a.text())
	}
}
