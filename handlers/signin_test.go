package handlers_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
)

func TestSigningIn(t *testing.T) {
	s := newSite(t)
	for _, row := range []struct {
		name     string
		fields   []string
		status   int
		text, to string
		events   []string
	}{
		{"the right password leads home", []string{"handle", "ed", "password", testkit.Password}, 303, "", "/", []string{"user.sign-in"}},
		{"a handle is read without regard to case or blanks", []string{"handle", " Ed ", "password", testkit.Password}, 303, "", "/", []string{"user.sign-in"}},
		{"it goes on to the page that was asked for", []string{"handle", "ed", "password", testkit.Password, "next", "/search?q=a+b"}, 303, "", "/search?q=a+b", []string{"user.sign-in"}},
		{"a wrong password keeps the handle", []string{"handle", "ed", "password", "wrong"}, 401, "Name or password is wrong.", "", nil},
		{"an unknown name reads the same", []string{"handle", "nobody", "password", "wrong"}, 401, "Name or password is wrong.", "", nil},
		{"nothing typed reads the same", nil, 401, "Name or password is wrong.", "", nil},
		{"a handle sent twice is refused", []string{"handle", "ed", "handle", "eva", "password", testkit.Password}, 422, "more than once", "", nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			b, from := s.out(), s.size(t)
			a := b.post(t, "/sign-in", row.fields...)
			if a.status != row.status || a.to() != row.to || !strings.Contains(a.text(), row.text) {
				t.Errorf("%d to %q: %s", a.status, a.to(), a.text())
			}
			if got := s.actions(t, from); !slices.Equal(got, row.events) {
				t.Errorf("events %v", got)
			}
			if row.status == 303 {
				return
			}
			if !a.whole() || b.cookies["tickmark"] != "" || strings.Contains(a.body, testkit.Password) {
				t.Errorf("not the whole page again, or it gave something away: %s", a.body)
			}
			if len(row.fields) == 4 && a.value("handle") != row.fields[1] {
				t.Errorf("the handle is %q", a.value("handle"))
			}
		})
	}
}

func TestSigningInLeadsNowhereElse(t *testing.T) {
	s := newSite(t)
	for _, next := range []string{
		"//evil.example", "//evil.example/articles", "///evil.example", `/\evil.example`, `\\evil.example`, "https://evil.example/articles", "http:evil.example", "/%2fevil.example",
		"javascript:alert(1)", "articles", "", "/sign-in", "/sign-out", "/assets/app.css", "/articles/1/comments", "/articles//evil", "/..//evil.example",
		"/articles/../../evil", "/\tevil", "/articles\r\nLocation: x", "@evil.example", "/nowhere",
	} {
		b := s.out()
		a := b.post(t, "/sign-in", "handle", "ed", "password", testkit.Password, "next", next)
		if a.status != http.StatusSeeOther || a.to() != "/" {
			t.Errorf("next=%q leads to %q (%d)", next, a.to(), a.status)
		}
	}
}

func TestSigningInEndsTheSessionBefore(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Ed)
	old := b.cookies["tickmark"]
	b.post(t, "/sign-in", "handle", "eva", "password", testkit.Password)
	if b.cookies["tickmark"] == old {
		t.Fatal("the token did not change")
	}
	thief := s.out()
	thief.cookies["tickmark"] = old
	if a := thief.get(t, "/articles"); a.status != http.StatusSeeOther {
		t.Errorf("the old session still lives: %d", a.status)
	}
	if a := b.get(t, "/account"); !strings.Contains(a.text(), "Eva") {
		t.Errorf("the new one is not Eva's: %s", a.text())
	}
}

func TestSigningOut(t *testing.T) {
	s := newSite(t)
	here, there := s.as(t, s.Ed), s.as(t, s.Ed)
	from := s.size(t)
	a := here.post(t, "/sign-out")
	if a.status != http.StatusSeeOther || a.to() != "/sign-in" || a.header.Get("Clear-Site-Data") != `"cache"` || here.cookies["tickmark"] != "" {
		t.Errorf("%d to %q, %v", a.status, a.to(), here.cookies)
	}
	if a := here.get(t, "/sign-in"); !strings.Contains(a.text(), "You are signed out.") {
		t.Errorf("it does not say so: %s", a.text())
	}
	if a := here.post(t, "/sign-out"); a.status != http.StatusSeeOther {
		t.Errorf("signing out twice: %d", a.status)
	}
	if a := there.get(t, "/articles"); a.status != http.StatusOK {
		t.Errorf("the other browser went too: %d", a.status)
	}
	more := s.as(t, s.Ed)
	if a := there.post(t, "/account/sign-out-everywhere"); a.to() != "/sign-in" {
		t.Errorf("everywhere: %d to %q", a.status, a.to())
	}
	if a := more.get(t, "/articles"); a.status != http.StatusSeeOther {
		t.Errorf("not everywhere: %d", a.status)
	}
	if got := s.actions(t, from); !slices.Equal(got, []string{"user.sign-out", "user.sign-in", "user.sign-out-everywhere"}) {
		t.Errorf("events %v", got)
	}
}

// ends lets every session run out.
func (s *site) ends() { s.Clock.Move(13 * time.Hour) }

func TestALostSessionLeadsBack(t *testing.T) {
	s := newSite(t)
	id := s.Open(t, testkit.Copy)
	b := s.as(t, s.Ed)
	s.ends()
	a := b.get(t, "/articles/1?tab=discussion")
	if a.status != http.StatusSeeOther || a.to() != "/sign-in?next=%2Farticles%2F1%3Ftab%3Ddiscussion" {
		t.Fatalf("%d to %q", a.status, a.to())
	}
	if next := b.get(t, a.to()).value("next"); next != "/articles/1?tab=discussion" {
		t.Errorf("the form goes on to %q (article %d)", next, id)
	}
	r := httptest.NewRequest(http.MethodGet, "/articles/1", http.NoBody)
	r.Header.Set("HX-Request", "true")
	if a := b.send(t, r); a.status != http.StatusUnauthorized || a.header.Get("HX-Redirect") != "/sign-in?next=%2Farticles%2F1" || a.body != "" {
		t.Errorf("htmx: %d %v %s", a.status, a.header, a.body)
	}
}

func TestALostSessionKeepsWhatWasTyped(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	b := s.as(t, s.Ed)
	s.ends()
	from := s.size(t)
	typed := "Line one,\r\nline <two> & \"three\""
	a := b.post(t, "/articles/1/comments", "form", "articlecomment", "key", "old-key", "kind", "comment", "body", typed, "mentions", "1", "mentions", "2", "password", "hunter2")
	if a.status != http.StatusUnauthorized || !a.whole() || !strings.Contains(a.text(), "What you typed is kept") || strings.Contains(a.body, "hunter2") {
		t.Fatalf("%d: %s", a.status, a.body)
	}
	carried := []string{"kept", a.value("kept"), "kept.body", a.value("kept.body"), "kept.kind", a.value("kept.kind"), "kept.form", a.value("kept.form"), "kept.key", a.value("kept.key")}
	again := b.post(t, "/sign-in", append(carried, "handle", "ed", "password", "wrong")...)
	if again.status != http.StatusUnauthorized || again.value("kept.body") != typed || again.value("kept") != "/articles/1/comments" {
		t.Fatalf("a wrong password loses it: %s", again.body)
	}
	ask := b.post(t, "/sign-in", append(carried, "handle", "ed", "password", testkit.Password)...)
	if ask.status != http.StatusOK || !ask.whole() || !strings.Contains(ask.body, `action="/articles/1/comments"`) || !strings.Contains(ask.text(), `line <two> & "three"`) {
		t.Fatalf("%d: %s", ask.status, ask.body)
	}
	if got := s.actions(t, from); !slices.Equal(got, []string{"user.sign-in"}) {
		t.Fatalf("it was sent by itself: %v", got)
	}
	if key := ask.value("key"); key == "" || key == "old-key" {
		t.Errorf("the key is %q", key)
	}
	sent := b.post(t, "/articles/1/comments", "form", ask.value("form"), "key", ask.value("key"), "kind", ask.value("kind"), "body", ask.value("body"))
	if sent.status != http.StatusSeeOther {
		t.Fatalf("%d: %s", sent.status, sent.text())
	}
	if got := s.actions(t, from); !slices.Equal(got, []string{"user.sign-in", "comment.add"}) {
		t.Errorf("events %v", got)
	}
}

func TestAKeptFormGoesToNoOtherAddress(t *testing.T) {
	s := newSite(t)
	for _, action := range []string{"https://evil.example/", "//evil.example", "/sign-in", "/sign-out", "/articles/new", `/\evil`, "/articles/1", "/articles//comments"} {
		a := s.out().post(t, "/sign-in", "handle", "ed", "password", testkit.Password, "kept", action, "kept.body", "words")
		if a.status != http.StatusSeeOther || a.to() != "/" {
			t.Errorf("kept=%q: %d to %q: %s", action, a.status, a.to(), a.body)
		}
	}
}

func TestALostSessionKeepsAsMuchAsAFormMayHold(t *testing.T) {
	s := newSite(t)
	full, tooMuch := strings.Repeat("a", 2*models.MaxText), strings.Repeat("a", 3*models.MaxText)
	a := s.out().post(t, "/drafts", "text", full)
	if a.status != http.StatusUnauthorized || len(a.value("kept.text")) != len(full) {
		t.Fatalf("%d, %d bytes kept", a.status, len(a.value("kept.text")))
	}
	ask := s.out().post(t, "/sign-in", "handle", "ed", "password", testkit.Password, "kept", "/drafts", "kept.text", full)
	if !strings.Contains(s.out().post(t, "/sign-in", "handle", "ed", "password", testkit.Password, "kept", "/articles", "kept.editor", "2", "kept.byline", "By Ada").text(), "The editor Eva") {
		t.Error("people are told by number")
	}
	if ask.status != http.StatusOK || len(ask.value("text")) != len(full) {
		t.Errorf("signing in drops it: %d", ask.status)
	}
	if a := s.out().post(t, "/drafts", "text", tooMuch); a.status != http.StatusRequestEntityTooLarge || !strings.Contains(a.text(), "nothing of it was kept") {
		t.Errorf("%d: %s", a.status, a.text())
	}
}

func TestDemoAccountsAreShownWhereTheyWork(t *testing.T) {
	s := newSite(t)
	s.DemoPassword = "demo"
	if a := s.out().get(t, "/sign-in"); strings.Contains(a.text(), "Demo accounts") {
		t.Error("there are none, and the page shows them")
	}
}
