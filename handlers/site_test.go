package handlers_test

import (
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

// act is one request of a scenario and what must come of it.
type act struct {
	name   string
	user   *models.User
	path   string
	fields []string // nil: GET
	status int
	text   string   // on the page
	to     string   // of a redirect
	events []string // that it added
}

// play plays a scenario's acts in their order.
func (s *site) play(t *testing.T, acts []act) {
	t.Helper()
	browsers := map[models.ID]*browser{}
	for _, row := range acts {
		b := browsers[row.user.ID]
		if b == nil {
			b = s.as(t, *row.user)
			browsers[row.user.ID] = b
		}
		from := s.size(t)
		var a answer
		if row.fields == nil {
			a = b.get(t, row.path)
		} else {
			a = b.post(t, row.path, row.fields...)
		}
		if a.status != row.status || a.to() != row.to {
			t.Fatalf("%s: %d to %q, want %d to %q: %s", row.name, a.status, a.to(), row.status, row.to, a.text())
		}
		if text := a.text(); !strings.Contains(text, row.text) {
			t.Errorf("%s: the page does not say %q: %s", row.name, row.text, text)
		}
		if a.status != http.StatusSeeOther && strings.HasPrefix(a.header.Get("Content-Type"), "text/html") && !a.whole() && !strings.Contains(row.path, "report") {
			t.Errorf("%s: not one whole page: %s", row.name, a.body)
		}
		if got := s.actions(t, from); !slices.Equal(got, row.events) {
			t.Errorf("%s: events %v, want %v", row.name, got, row.events)
		}
	}
}

func articleFields(more ...string) []string {
	return append([]string{
		"form", "article", "draft", "1", "draft_version", "1", "byline", "By Ada", "desk", "World", "language", "en", "direction", "",
		"publish_on", "2025-09-30", "deadline", "2025-09-23T18:00", "editor", "1", "restricted", "",
	}, more...)
}

// pasted begins a draft of the user's and returns where it stands.
func (b *browser) pasted(t testing.TB, text, format string) string {
	t.Helper()
	a := b.post(t, "/drafts", "form", "draft", "text", text, "format", format)
	if a.status != http.StatusSeeOther || !strings.HasPrefix(a.to(), "/drafts/") {
		t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
	}
	return a.to()
}

// opensArticle brings a text in as a new article.
func (b *browser) opensArticle(t testing.TB, text, format string, fields ...string) answer {
	t.Helper()
	draft := strings.TrimPrefix(b.pasted(t, text, format), "/drafts/")
	return b.post(t, "/articles", append([]string{"draft", draft, "draft_version", "1"}, fields...)...)
}

// with replaces a field.
func with(fields []string, name, value string) []string {
	fields = slices.Clone(fields)
	for i := 0; i < len(fields); i += 2 {
		if fields[i] == name {
			fields[i+1] = value
		}
	}
	return fields
}

func TestOpeningAnArticle(t *testing.T) {
	s := newSite(t)
	text := []string{"form", "draft", "text", testkit.Copy, "format", "plain text"}
	s.play(t, []act{
		{"an empty list says what to do", &s.Ed, "/articles", nil, 200, "Bring in the copy of the first one", "", nil},
		{"and to others who does it", &s.Carl, "/articles", nil, 200, "An editor opens them.", "", nil},
		{"home is one's own desk", &s.Carl, "/", nil, 200, "My desk", "", nil},
		{"a checker gets no form", &s.Carl, "/articles/new", nil, 403, "This takes the role of editor.", "", nil},
		{"nor begins a draft", &s.Carl, "/drafts", text, 403, "This takes the role of editor.", "", nil},
		{"nor opens an article", &s.Carl, "/articles", articleFields(), 403, "This takes the role of editor.", "", nil},
		{"an article without a draft is told how it comes in", &s.Ed, "/articles", with(articleFields(), "draft", ""), 422, "Copy comes in by a draft", "", nil},
		{"copy is read first", &s.Ed, "/drafts", text, 303, "", "/drafts/1", nil},
		{"and shown before anything is saved", &s.Ed, "/drafts/1", nil, 200, "Nothing of it is in the newsroom yet.", "", nil},
		{"the form names the time zone", &s.Ed, "/drafts/1", nil, 200, "Europe/Berlin", "", nil},
		{"a bad date is told", &s.Ed, "/articles", with(articleFields(), "publish_on", "tomorrow"), 422, "must be a date like", "", nil},
		{"a bad deadline is told", &s.Ed, "/articles", with(articleFields(), "deadline", "at noon"), 422, "must be a date and time like", "", nil},
		{"a forged editor is told", &s.Ed, "/articles", with(articleFields(), "editor", "99"), 422, "There is no such person", "", nil},
		{"a forged source is told", &s.Ed, "/articles", articleFields("cite", "7"), 422, "not one of the choices for the source", "", nil},
		{"a field sent twice is told", &s.Ed, "/articles", articleFields("byline", "twice"), 422, "more than once", "", nil},
		{"another version of the draft is told", &s.Ed, "/articles", with(articleFields(), "draft_version", "2"), 409, "Somebody else changed this", "", nil},
		{"it is opened", &s.Ed, "/articles", articleFields("writers", "7"), 303, "", "/articles/1", []string{"article.open", "revision.add"}},
		{"the draft is gone", &s.Ed, "/drafts/1", nil, 404, "There is no such draft", "", nil},
		{"and the article stands in the list", &s.Carl, "/articles", nil, 200, "Leaders meet in Anchorage Draft By Ada World None marked", "", nil},
	})
	b := s.as(t, s.Ed)
	draft := strings.TrimPrefix(b.pasted(t, testkit.Copy, "plain text"), "/drafts/")
	a := b.post(t, "/articles", with(with(articleFields("writers", "7"), "language", ""), "draft", draft)...)
	for _, kept := range []string{`value="By Ada"`, `<option value="World" selected>`, `value="2025-09-23T18:00"`, "They spoke for three hours.", `value="7" checked`} {
		if !strings.Contains(a.body, kept) {
			t.Errorf("the form came back without %s", kept)
		}
	}
	if !strings.Contains(a.text(), "The language is missing.") {
		t.Error(a.text())
	}
}

func TestTheSameFormTwiceOpensOneArticle(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Ed)
	b.pasted(t, testkit.Copy, "plain text")
	first, second := b.post(t, "/articles", articleFields("key", "one")...), b.post(t, "/articles", articleFields("key", "one")...)
	if first.to() != "/articles/1" || second.to() != "/articles/1" {
		t.Errorf("%q, then %q", first.to(), second.to())
	}
	draft := strings.TrimPrefix(b.pasted(t, testkit.Copy, "plain text"), "/drafts/")
	if a := b.post(t, "/articles", with(with(articleFields("key", "one"), "byline", "By Bea"), "draft", draft)...); a.status != http.StatusConflict || !strings.Contains(a.body, `value="By Bea"`) {
		t.Errorf("%d: %s", a.status, a.text())
	}
}

func TestEditingAnArticle(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	fields := articleFields("version", "2")
	s.play(t, []act{
		{"the form holds what is", &s.Ed, "/articles/1/edit", nil, 200, "About the article", "", nil},
		{"a checker gets none", &s.Carl, "/articles/1/edit", nil, 403, "role of editor", "", nil},
		{"a stale form says how it stands now", &s.Ed, "/articles/1/edit", with(fields, "version", "1"), 409, "How it stands now Byline By a writer", "", nil},
		{"it is saved", &s.Ed, "/articles/1/edit", fields, 303, "", "/articles/1", []string{"article.edit"}},
		{"an article that is none", &s.Ed, "/articles/7/edit", fields, 404, "There is no such article", "", nil},
	})
}

func TestBringingInARevision(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Carl, 1, 2)
	next := strings.Replace(testkit.Copy, "three hours", "four hours", 1)
	fields := func(base, origin, text string) []string {
		return []string{"form", "revision", "base", base, "origin", origin, "text", text, "format", "plain text"}
	}
	s.play(t, []act{
		{"the form holds the text as Markdown", &s.Ed, "/articles/1/revisions/new", nil, 200, "# Leaders meet in Anchorage", "", nil},
		{"it says what an edit costs, and who could approve", &s.Ed, "/articles/1/revisions/new", nil, 200, "you cannot approve the claims on it. Who may: Duo, Eva, Rita, Rob.", "", nil},
		{"a checker gets none", &s.Carl, "/articles/1/revisions/new", nil, 403, "role of editor", "", nil},
		{"how it came about must be told", &s.Ed, "/articles/1/revisions", fields("1", "", next), 422, "how the text came in", "", nil},
		{"the same text is no revision", &s.Ed, "/articles/1/revisions", fields("1", "pasted", testkit.Copy), 422, "same text as revision 1", "", nil},
		{"a pasted one comes in", &s.Ed, "/articles/1/revisions", fields("1", "pasted", next), 303, "", "/articles/1/revisions/2/recheck", []string{"revision.add", "claim.carry"}},
		{"one typed over the old one comes back with the newest as its base", &s.Ed, "/articles/1/revisions", fields("1", "edited", next+" More."), 409, "Ed brought in revision 2 while you typed", "", nil},
		{"the old one can be read", &s.Vera, "/articles/1/revisions/1", nil, 200, "They spoke for three hours.", "", nil},
		{"told writers wrote what is new", &s.Ed, "/articles/1/revisions", append(fields("2", "told", next+" More."), "writers", "7"), 303, "", "/articles/1/revisions/3/recheck", []string{"revision.add", "claim.carry"}},
		{"there is no revision 9", &s.Vera, "/articles/1/revisions/9", nil, 404, "There is no such revision", "", nil},
		{"nor one called new to a viewer", &s.Vera, "/articles/1/revisions/new", nil, 403, "role of editor", "", nil},
	})
	a := s.as(t, s.Ed).post(t, "/articles/1/revisions", fields("1", "edited", "Mine\n\nall of it.")...)
	if a.value("base") != "3" || !strings.Contains(a.body, "all of it.") {
		t.Errorf("base %q: %s", a.value("base"), a.text())
	}
	f := s.File(t, 1)
	last := f.Revision.Sentences[len(f.Revision.Sentences)-1]
	if !slices.Equal(last.Writers, []models.ID{7}) || f.Cases[0].Claim.Number != n {
		t.Errorf("writers %v", last.Writers)
	}
}

func TestAHiddenArticleLooksLikeNone(t *testing.T) {
	s := newSite(t)
	meta := testkit.Meta(s.Ed)
	meta.Restricted = true
	id, err := s.OpenArticle(t.Context(), testkit.By(s.Ed), meta, newsroom.Copy{Text: testkit.Copy, Format: intake.FormatPlain})
	if err != nil || id != 1 {
		t.Fatal(id, err)
	}
	eva := s.as(t, s.Eva)
	for _, page := range []string{"", "/edit", "/revisions/new", "/revisions/1", "/checked-copy", "/trail", "/sign-off", "/missing.txt", "/report.html", "/report.md", "/report.json", "/claims/1/trail"} {
		hidden, absent := eva.get(t, "/articles/1"+page), eva.get(t, "/articles/2"+page)
		if hidden.status != http.StatusNotFound || absent.status != http.StatusNotFound || sameBut(hidden) != sameBut(absent) {
			t.Errorf("%q: %d and %d, or not alike", page, hidden.status, absent.status)
		}
	}
	for path, fields := range map[string][]string{
		"/edit": articleFields("version", "2"), "/revisions": {"base", "1", "text", "x\n\ny", "origin", "pasted", "format", "markdown"},
		"/waivers": {"revision", "1", "sentence", "1"}, "/sign-off": {"revision", "1"},
	} {
		hidden, absent := eva.post(t, "/articles/1"+path, fields...), eva.post(t, "/articles/2"+path, fields...)
		if hidden.status != http.StatusNotFound || sameBut(hidden) != sameBut(absent) {
			t.Errorf("POST %q: %d and %d, or not alike", path, hidden.status, absent.status)
		}
	}
	for _, list := range []string{"/articles", "/trail", "/reports", "/search?q=anchorage"} {
		if a := eva.get(t, list); a.status != http.StatusOK || strings.Contains(a.text(), "Leaders") {
			t.Errorf("%s gives it away: %s", list, a.text())
		}
	}
	if a := s.as(t, s.Ed).get(t, "/articles"); !strings.Contains(a.text(), "Team only") {
		t.Errorf("its editor does not see it marked: %s", a.text())
	}
}

// sameBut is a page without the request's number, which differs every time.
func sameBut(a answer) string {
	before, _, _ := strings.Cut(a.body, "<footer")
	return before
}

func TestTheCheckedCopy(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Carl, 1, 2)
	page := "/articles/1/checked-copy"
	s.play(t, []act{{"with nothing to do it says so", &s.Ed, page, nil, 200, "Nothing waits for the copy", "", nil}})
	s.Do(t, s.Carl, 1, n, workflow.Take)
	s.Evidence(t, s.Carl, 1, n, models.Contradicts)
	err := s.ChooseVerdict(t.Context(), testkit.By(s.Carl), s.At(t, 1, n), newsroom.Verdict{Verdict: models.Wrong, Note: "It was the 16th.", Proposed: "The leaders met on 16 August in Anchorage."})
	if err != nil {
		t.Fatal(err)
	}
	s.play(t, []act{
		{"it shows what stands and what is proposed", &s.Ed, page, nil, 200, "As it stands The leaders met on removed: 15 , end of removed. August in Anchorage. Proposed The leaders met on added: 16 , end of added. August in Anchorage.", "", nil},
		{"it can be applied by an editor", &s.Ed, page, nil, 200, "whoever proposed the wording is its writer", "", nil},
		{"to others it says who may", &s.Carl, page, nil, 200, "Apply: This takes the role of editor. Who may: Duo, Ed, Eva.", "", nil},
		{"the claim waits for the copy", &s.Vera, page, nil, 200, "1 claim waits for the copy Wrong Claim 1", "", nil},
		{"applied, it leads to the claim", &s.Ed, "/articles/1/comments/1/apply", []string{"form", "apply-1"}, 303, "", "/articles/1/claims/1", []string{"revision.add", "claim.carry", "comment.apply"}},
		{"and waits for the checker", &s.Ed, page, nil, 200, "Applied in revision 2", "", nil},
	})
}
