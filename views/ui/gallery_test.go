package ui

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"example.org/tickmark/assets"
	"example.org/tickmark/models"
)

// policy is the Content-Security-Policy that the pages live under.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

var counts = []Count{
	{models.Approved, 5}, {models.InReview, 1}, {models.Researching, 1}, {models.ChangesRequested, 1}, {models.Open, 1}, {models.Withdrawn, 0},
}

// gallery is every part on a few pages, as the product puts them together.
func gallery(t *testing.T) *httptest.Server {
	t.Helper()
	page := Page{
		Title: "Gallery", Newsroom: "The Harbour Gazette", User: Person{Name: "Ada Editor", Note: "editor, reviewer"},
		Nav: MainNav("/articles", true), Keys: WorkspaceKeys, RequestID: "01JD3Z7R",
	}
	with := func(p Page, body ...templ.Component) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Security-Policy", policy)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if err := Layout(p).Render(templ.WithChildren(r.Context(), templ.Join(body...)), w); err != nil {
				t.Error(err)
			}
		}
	}
	flashed, out, bare := page, page, page
	flashed.Flash = []Flash{{Good, "The claim was sent to review."}}
	out.User = Person{}
	bare.Bare = true
	mux := http.NewServeMux()
	mux.Handle("/assets/", assets.Handler())
	mux.HandleFunc("/workspace", with(page, file(t, "workspace.html")))
	mux.HandleFunc("/desk", with(flashed, file(t, "desk.html")))
	mux.HandleFunc("GET /forms", with(page, formsPage()))
	mux.HandleFunc("POST /forms", func(w http.ResponseWriter, r *http.Request) {
		// What an act answers to htmx when it refuses: the target, drawn again.
		heard := []string{r.Header.Get("HX-Request"), r.Header.Get("HX-Target"), r.Header.Get("HX-Request-Type"), r.Header.Get("HX-Source"), r.PostFormValue("key"), r.PostFormValue("byline")}
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = io.WriteString(w, `<main id="main" tabindex="-1"><p id="heard">`+templ.EscapeString(strings.Join(heard, " "))+`</p><p tabindex="-1" data-focus id="wrong">Title is missing.</p></main>`)
	})
	mux.HandleFunc("/bits", with(page, bitsPage()))
	mux.HandleFunc("/sign-in", with(bare, signInPage()))
	mux.HandleFunc("/trouble", with(out, troublePage()))
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv
}

// file is a page's body from testdata, with the parts drawn by this package
// put into their places.
func file(t *testing.T, name string) templ.Component {
	t.Helper()
	body, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	html := string(body)
	for place, c := range map[string]templ.Component{
		"<!--progress-->": templ.Join(Progress(counts), Legend(counts)),
		"<!--tabs-->":     Tabs("About this article", []Tab{{Link: Link{"Claims", "#", true}, Count: 9}, {Link: Link{"Discussion", "#", false}, Count: 3}, {Link: Link{Label: "History", Href: "#"}}}),
		"<!--change-->":   templ.Join(Change("state", "researching", "in review"), Change("reason", "", "Two sources agree.")),
		"<!--mark-->":     templ.Join(MarkBar([]Link{{Label: "Mark claim", Href: "mark"}}), markForm()),
	} {
		html = strings.ReplaceAll(html, place, render(t, c))
	}
	return templ.Raw(html) // our own testdata
}

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// around puts components inside another that takes children, with a wrapper's
// class where one is wanted.
func around(outer templ.Component, inner ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return outer.Render(templ.WithChildren(ctx, templ.Join(inner...)), w)
	})
}

func box(class string, inner ...templ.Component) templ.Component {
	return templ.Join(templ.Raw(`<div class="`+class+`">`), templ.Join(inner...), templ.Raw("</div>"))
}

func markForm() templ.Component {
	return templ.Join(
		templ.Raw(`<form class="form mark-form" method="post" action="/mark" id="mark" data-mark-form hidden><p class="quote" data-mark-quote></p>`),
		HiddenFields([]Hidden{{"start", ""}, {"end", ""}, {"quote", ""}}),
		TextArea(Field{Name: "statement", Label: "Statement", Hint: "Say in full what is asserted."}),
		Checkboxes(Choices{Name: "kinds", Legend: "Kinds", Of: []Choice{{Value: "date", Label: "Date"}, {Value: "figure", Label: "Figure"}}}),
		templ.Raw(`<div class="form-foot">`), Submit(Button{Label: "Mark claim", Look: Main}),
		templ.Raw(`<button type="button" class="btn quiet" data-mark-cancel>Cancel</button></div></form>`),
	)
}

func formsPage() templ.Component {
	return box("page narrow",
		templ.Raw("<h1>New article</h1>"),
		around(Notice(Bad, "Two things are missing."), templ.Raw(`<ul><li><a href="#f-title">Title is missing.</a></li></ul>`)),
		around(PostForm(Form{Action: "/forms", Hidden: []Hidden{{"key", "k1"}}, Target: "#main"}),
			box("pair",
				Input(Field{Name: "byline", Label: "Byline", Value: "Ines Marquardt"}),
				Input(Field{Name: "due", Label: "Deadline", Hint: "In the newsroom's time zone, Europe/Berlin.", Type: "datetime-local", Error: "Deadline must be a date and time like 2025-09-18 18:00."}),
				Select(Field{Name: "desk", Label: "Desk", Value: "b"}, []Choice{{Value: "a", Label: "World"}, {Value: "b", Label: "Economy"}}),
			),
			Radios(Choices{Name: "who", Legend: "Open to", Of: []Choice{{Value: "all", Label: "The whole newsroom", Chosen: true}, {Value: "team", Label: "Its team only", Hint: "You choose the team next."}}}),
			Checkboxes(Choices{Name: "kinds", Legend: "Kinds", Hint: "As many as fit.", Error: "Choose at least one.", Of: []Choice{{Value: "a", Label: "Date"}, {Value: "b", Label: "Place"}, {Value: "c", Label: "Report by another outlet"}, {Value: "d", Label: "Figure", Barred: true}}}),
			TextArea(Field{Name: "text", Label: "Text", Hint: "The headline first. Plain text or Markdown, at most 1 MiB.", Class: "text", Dir: "auto", Value: "Harbour bridge: what the repair will cost\n\nThe city council votes on Thursday."}),
			box("form-foot", Submit(Button{Label: "Open the article", Look: Main}), LinkButton("/", Button{Label: "Leave", Look: Quiet})),
		),
		around(GlassDetails("Break glass", true), TextArea(Field{Name: "reason", Label: "Reason", Required: true}), templ.Raw("<p>"), Submit(Button{Label: "Sign off by break glass", Look: Break, Icon: "hammer"}), templ.Raw("</p>")),
	)
}

func bitsPage() templ.Component {
	var chips, verdicts, stances, tones []templ.Component
	for _, s := range models.States {
		chips = append(chips, Chip(s))
	}
	for _, v := range append([]models.Verdict{models.NoVerdict}, models.Verdicts...) {
		verdicts = append(verdicts, VerdictChip(v))
	}
	for _, s := range models.Stances {
		stances = append(stances, Stance(s))
	}
	for _, tone := range []Tone{Plain, Good, Info, Warn, Bad, Due, Glass} {
		tones = append(tones, Remark(tone, "A remark in the tone "+string(tone)+"."))
	}
	return box("page",
		templ.Raw("<h1>Parts</h1>"),
		box("row", chips...), box("row", verdicts...), box("row", stances...),
		box("row", ToneChip(Due, "due 18:00"), ToneChip(Bad, "must fix"), Tag("Figure"), GlassWord("Broken glass"), Who(Person{Name: "Łukasz Żak", Note: "you"})),
		box("row", Submit(Button{Label: "Approve", Look: Approve, Key: "a"}), Submit(Button{Label: "Main", Look: Main}), Submit(Button{Label: "Request changes", Key: "r"}), Submit(Button{Label: "Quiet", Look: Quiet}), Submit(Button{Label: "Break glass", Look: Break, Icon: "hammer"}), CopyButton("missing", "Copy as text")),
		Barred("Approve", "You submitted this claim. Ada Editor and Rui Reviewer may."),
		Steps([]Step{{Label: "Open", Done: true}, {Label: "Researched by Cem", Done: true}, {Label: "In review", Now: true}, {Label: "Approved"}}),
		box("stack tight", Progress(counts), Legend(counts)),
		box("stack", tones...),
		around(Details("Ask for changes", "r", false), TextArea(Field{Name: "why", Label: "Reason"})),
		templ.Raw(`<pre class="plain" id="missing">Claim 7 is not approved.
Claim 8 waits for the copy.</pre><p class="diff">The bids were <del>18.4</del><ins>19.9</ins> million.</p>`),
		Time(Moment{ISO: "2026-11-22T14:02:00Z", Exact: "22 November 2026, 15:02 CET", Relative: "2 hours ago"}),
		around(Empty("No claims yet", "Select words in the copy and press M to mark the first."), LinkButton("#", Button{Label: "Mark a claim", Look: Main})),
		Pages("#", "#"),
	)
}

func signInPage() templ.Component {
	return box("gate", Brand(), templ.Raw("<h1>Sign in</h1>"),
		around(PostForm(Form{Action: "/sign-in"}),
			Input(Field{Name: "handle", Label: "Name", Autocomplete: "username", Required: true}),
			Input(Field{Name: "password", Label: "Password", Type: "password", Autocomplete: "current-password", Error: "Name and password do not go together."}),
			Submit(Button{Label: "Sign in", Look: Main})))
}

func troublePage() templ.Component {
	return box("trouble", templ.Raw(`<p class="code">404</p><h1>There is no such page</h1><p class="lede">It may have been moved, or it is not open to you.</p>`), LinkButton("/", Button{Label: "To my desk", Look: Main}))
}

func TestPartsEscapeWhatTheyAreGiven(t *testing.T) {
	nasty := `"><script>alert(1)</script>`
	for name, c := range map[string]templ.Component{
		"field":  Input(Field{Name: "a", Label: nasty, Value: nasty, Hint: nasty, Error: nasty}),
		"area":   TextArea(Field{Name: "a", Label: nasty, Value: "</textarea>" + nasty}),
		"link":   LinkButton("javascript:alert(1)", Button{Label: nasty}),
		"notice": Notice(Tone(nasty), nasty),
		"chip":   Chip(models.State(nasty)),
		"person": Who(Person{Name: nasty, Note: nasty}),
		"change": Change(nasty, nasty, nasty),
		"frame":  Layout(Page{Title: nasty, Newsroom: nasty, User: Person{Name: nasty}, Query: nasty, RequestID: nasty, Flash: []Flash{{Bad, nasty}}}),
	} {
		html := render(t, c)
		if strings.Contains(html, "<script>alert") || strings.Contains(html, "</textarea>\"") || strings.Contains(html, `href="javascript:`) {
			t.Errorf("%s lets markup through: %s", name, html)
		}
	}
}

func TestTextAreaKeepsALeadingLineBreak(t *testing.T) {
	// A parser drops the first line break after <textarea>.
	if html := render(t, TextArea(Field{Name: "a", Value: "\nfirst"})); !strings.Contains(html, ">\n\nfirst</textarea>") {
		t.Error(html)
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"Ada Editor": "AE", "Łukasz Żak": "ŁŻ", "Cher": "C", "Ines Marquardt-Lindenberg": "IL", "": "?", "…": "?", "محمد علي": "مع"} {
		if got := (Person{Name: name}).Initials(); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestProgressFillsItsWidth(t *testing.T) {
	parts := slices(counts)
	last := parts[len(parts)-1]
	if len(parts) != 5 || last.X != "89.07" || last.Width != "10.93" {
		t.Errorf("%+v", parts)
	}
	if slices(nil) != nil || tally(nil) != "No claims yet" {
		t.Error("an article without claims has a bar")
	}
}
