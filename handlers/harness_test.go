package handlers_test

import (
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"example.org/tickmark/handlers"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// site is the web site of a test newsroom.
type site struct {
	*testkit.House
	*handlers.Handlers
	handler http.Handler
}

// newSite opens the site of a new test newsroom, as it runs on loopback.
func newSite(t testing.TB) *site {
	t.Helper()
	house := testkit.NewHouse(t, "")
	s := &site{House: house, Handlers: &handlers.Handlers{
		Read: house.DB.Queries(), Act: house.Newsroom, Now: house.Clock.Now, Log: slog.New(slog.DiscardHandler), Loopback: true, Mail: true,
	}}
	s.open(t)
	return s
}

// open builds the site again, after its settings were changed.
func (s *site) open(t testing.TB) {
	t.Helper()
	handler, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	s.handler = handler
}

// browser is one person's browser: it keeps cookies, says where a request
// comes from as browsers do, and follows no redirect by itself.
type browser struct {
	site    *site
	host    string
	remote  string
	cookies map[string]string
}

// out is a browser in which nobody is signed in.
func (s *site) out() *browser {
	return &browser{site: s, host: "localhost", remote: "127.0.0.1:40000", cookies: map[string]string{}}
}

// as is a browser in which user signed in, by the form.
func (s *site) as(t testing.TB, user models.User) *browser {
	t.Helper()
	b := s.out()
	if a := b.post(t, "/sign-in", "handle", user.Handle, "password", testkit.Password); a.status != http.StatusSeeOther {
		t.Fatalf("%s could not sign in: %d %s", user.Name, a.status, a.text())
	}
	return b
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

// text is the page as it reads: without tags, entities decoded, white space
// single.
func (a answer) text() string {
	s := withoutTags.ReplaceAllString(a.body, " ")
	return strings.Join(strings.Fields(html.UnescapeString(s)), " ")
}

var withoutTags = regexp.MustCompile(`(?s)<[^>]*>`)

// whole reports whether the answer is one whole page, with nothing before or
// after it.
func (a answer) whole() bool {
	return strings.HasPrefix(a.body, "<!doctype html>") && strings.HasSuffix(a.body, "</html>") && strings.Count(a.body, "<main ") == 1
}

// to is where a redirect leads.
func (a answer) to() string { return a.header.Get("Location") }

// value is what the page's field with that name holds.
func (a answer) value(name string) string {
	m := regexp.MustCompile(`<input[^>]* name="` + regexp.QuoteMeta(name) + `" value="([^"]*)"`).FindStringSubmatch(a.body)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}

// get asks for a page.
func (b *browser) get(t testing.TB, path string) answer {
	t.Helper()
	return b.send(t, httptest.NewRequest(http.MethodGet, path, http.NoBody))
}

var posts atomic.Int64

// post sends a form: names and values in turn. A form without a key gets one
// of its own.
func (b *browser) post(t testing.TB, path string, fields ...string) answer {
	t.Helper()
	keyed := false
	for i := 0; i+1 < len(fields); i += 2 {
		keyed = keyed || fields[i] == "key"
	}
	if !keyed {
		fields = append(fields[:len(fields):len(fields)], "key", fmt.Sprintf("test-%d", posts.Add(1)))
	}
	return b.send(t, request(http.MethodPost, path, fields...))
}

// send sends a request with the browser's cookies and keeps those that come
// back.
func (b *browser) send(t testing.TB, r *http.Request) answer {
	t.Helper()
	r.Host, r.RemoteAddr = b.host, b.remote
	if r.Header.Get("Sec-Fetch-Site") == "" {
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.site.handler.ServeHTTP(w, r.WithContext(t.Context()))
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	return answer{w.Code, w.Header(), w.Body.String()}
}

// actions are the trail's events from a sequence number on, by their action.
func (s *site) actions(t testing.TB, from int64) (actions []string) {
	t.Helper()
	events, err := s.DB.Queries().EventsAfter(t.Context(), from, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		actions = append(actions, e.Action)
	}
	return actions
}

// size is how many events the trail has.
func (s *site) size(t testing.TB) int64 {
	t.Helper()
	n, err := s.queries().TrailSize(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (s *site) queries() store.Queries { return s.DB.Queries() }
