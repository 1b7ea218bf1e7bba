package handlers_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tickmark/testkit"
)

// set sends the form that a link leads to.
func (b *browser) set(t testing.TB, token, password string) answer {
	t.Helper()
	return b.post(t, "/links/"+token, "password", password, "password_again", password)
}

// TestALinkWorksOnceAndNotForLong: whatever is wrong with a link, the answer is
// the same to the byte, to looking and to sending.
func TestALinkWorksOnceAndNotForLong(t *testing.T) {
	none := func(s *site, b *browser) (look, send string) {
		const nobodys = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
		return alike(b.get(t, "/links/"+nobodys)), alike(b.set(t, nobodys, newPassword))
	}
	for _, row := range []struct {
		name  string
		works bool
		spoil func(*testing.T, *site, string)
	}{
		{"a new one", true, func(*testing.T, *site, string) {}},
		{"just before it runs out", true, func(_ *testing.T, s *site, _ string) { s.Clock.Move(29 * time.Minute) }},
		{"after half an hour", false, func(_ *testing.T, s *site, _ string) { s.Clock.Move(30 * time.Minute) }},
		{"that was used", false, func(t *testing.T, s *site, token string) { s.out().set(t, token, "otter canyon velvet") }},
		{"that another took the place of", false, func(t *testing.T, s *site, _ string) { s.link(t, s.Carl) }},
		{"of somebody who was disabled", false, func(t *testing.T, s *site, _ string) {
			s.as(t, s.Adam).post(t, "/users/"+fmt.Sprint(s.Carl.ID)+"/disable", "version", "1", "reason", "left")
		}},
		{"after others looked at it", true, func(t *testing.T, s *site, token string) {
			for range 5 {
				s.out().get(t, "/links/"+token)
			}
		}},
		{"after a password that is too weak", true, func(t *testing.T, s *site, token string) { s.out().set(t, token, "password1234") }},
		{"after two that differ", true, func(t *testing.T, s *site, token string) {
			s.out().post(t, "/links/"+token, "password", newPassword, "password_again", newPassword+"s")
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newSite(t)
			token := s.link(t, s.Carl)
			if len(token) < 43 {
				t.Fatalf("%q has not 256 bits", token)
			}
			row.spoil(t, s, token)
			was := s.Rows(t, s.SQL(t))
			b := s.out()
			look := b.get(t, "/links/"+token)
			if now := s.Rows(t, s.SQL(t)); !sameRows(was, now) {
				t.Error("looking changed something")
			}
			send := b.set(t, token, newPassword)
			if row.works {
				if look.status != http.StatusOK || !strings.Contains(look.text(), "You sign in as carl") || send.to() != "/sign-in" {
					t.Errorf("looking %d, sending %d to %q: %s", look.status, send.status, send.to(), send.text())
				}
				if a := b.get(t, "/sign-in"); !strings.Contains(a.text(), "Your password is set") {
					t.Errorf("it does not say so: %s", a.text())
				}
				if a := b.post(t, "/sign-in", "handle", "carl", "password", newPassword); a.status != http.StatusSeeOther {
					t.Errorf("the new password: %d", a.status)
				}
				return
			}
			wantLook, wantSend := none(s, s.out())
			if strings.ReplaceAll(alike(look), token, "…") != wantLook || strings.ReplaceAll(alike(send), token, "…") != wantSend {
				t.Errorf("it answers otherwise than a link that never was: %d %s, %d %s", look.status, look.text(), send.status, send.text())
			}
			if look.status != http.StatusNotFound || look.body != anyIDOf(look, send) {
				t.Errorf("looking and sending answer otherwise: %d %d", look.status, send.status)
			}
		})
	}
}

// anyIDOf is the body of b with the request's number of a.
func anyIDOf(a, b answer) string {
	id := anyID.FindString(a.body)
	return anyID.ReplaceAllString(b.body, id)
}

func sameRows(a, b map[string][]string) bool {
	for table := range a {
		if !slices.Equal(a[table], b[table]) {
			return false
		}
	}
	return len(a) == len(b)
}

func TestOneOfManyUsesALink(t *testing.T) {
	for _, db := range []struct {
		name    string
		address func(testing.TB) string
	}{{"SQLite", func(testing.TB) string { return "" }}, {"PostgreSQL", testkit.Postgres}} {
		t.Run(db.name, func(t *testing.T) {
			s := siteOf(t, testkit.NewHouse(t, db.address(t)))
			token, from := s.link(t, s.Carl), s.size(t)
			answers := make([]answer, 64)
			var all sync.WaitGroup
			for i := range answers {
				all.Go(func() { answers[i] = s.out().set(t, token, fmt.Sprint(newPassword, " no. ", i)) })
			}
			all.Wait()
			if n := tally(answers); n[http.StatusSeeOther] != 1 || n[http.StatusNotFound] != 63 {
				t.Fatalf("%v, want one winner", n)
			}
			winner := slices.IndexFunc(answers, func(a answer) bool { return a.status == http.StatusSeeOther })
			if got := s.actions(t, from); !slices.Equal(got, []string{"user.password"}) {
				t.Errorf("events %v", got)
			}
			if a := s.out().post(t, "/sign-in", "handle", "carl", "password", fmt.Sprint(newPassword, " no. ", winner)); a.status != http.StatusSeeOther {
				t.Errorf("the winner's password: %d", a.status)
			}
		})
	}
}

// TestANewPasswordEndsWhatTheOldOneOpened: sessions, a stolen cookie among
// them, the browsers that were known, and the old password.
func TestANewPasswordEndsWhatTheOldOneOpened(t *testing.T) {
	s := newSite(t)
	here, there, other := s.as(t, s.Carl), s.as(t, s.Carl), s.as(t, s.Cleo)
	stolen := s.out()
	stolen.cookies["tickmark"] = here.cookies["tickmark"]
	if !stolen.opens(t) {
		t.Fatal("a copied cookie should open")
	}
	if a := here.set(t, s.link(t, s.Carl), newPassword); a.status != http.StatusSeeOther || here.cookies["tickmark"] != "" {
		t.Errorf("%d, %v", a.status, here.cookies)
	}
	if here.opens(t) || there.opens(t) || stolen.opens(t) || !other.opens(t) {
		t.Error("a session of theirs lives on, or somebody else's ended")
	}
	if a := s.out().post(t, "/sign-in", "handle", "carl", "password", testkit.Password); a.status != http.StatusUnauthorized {
		t.Errorf("the old password: %d", a.status)
	}
	if rows := s.Rows(t, s.SQL(t)); len(rows["devices"]) != 1 || len(rows["password_links"]) != 0 {
		t.Errorf("left are %d known browsers, %d links", len(rows["devices"]), len(rows["password_links"]))
	}
}

// TestALinkSignsOutWhoeverWasThere: whoever sits at the browser in which it is used
// is signed out there.
func TestALinkSignsOutWhoeverWasThere(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Ed)
	if a := b.set(t, s.link(t, s.Carl), newPassword); a.to() != "/sign-in" {
		t.Fatal(a.status, a.text())
	}
	if b.opens(t) {
		t.Error("Ed is still signed in where Carl set a password")
	}
}

// TestALinkIsToldOnceAndNowhereElse follows a link from the form to the page,
// with every name of the site forged.
func TestALinkIsToldOnceAndNowhereElse(t *testing.T) {
	var log bytes.Buffer
	s := newSite(t)
	s.URL, s.Log = "https://tickmark.example", slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.open(t)
	admin := s.as(t, s.Adam)
	r := request(http.MethodPost, "/users", "key", "k", "name", "Nora", "handle", "nora", "roles", "checker", "way", "link")
	forged := func(r *http.Request) *http.Request {
		for _, h := range []string{"X-Forwarded-Host", "X-Host", "X-Original-Host", "Forwarded", "X-Forwarded-Server"} {
			r.Header.Set(h, "evil.example")
		}
		return r
	}
	admin.host = "evil.example"
	made := admin.send(t, forged(r))
	if made.status != http.StatusSeeOther || strings.Contains(made.to(), "links") {
		t.Fatalf("%d to %q: %s", made.status, made.to(), made.text())
	}
	shown := admin.send(t, forged(request(http.MethodGet, made.to())))
	_, after, _ := strings.Cut(shown.body, "https://tickmark.example/links/")
	token, _, _ := strings.Cut(after, "<")
	if len(token) != 43 || strings.Contains(shown.body, "evil.example") {
		t.Fatalf("the link is %q: %s", token, shown.body)
	}
	if again := admin.get(t, made.to()); strings.Contains(again.body, token) {
		t.Error("it is told a second time")
	}
	nora := s.out()
	nora.get(t, "/links/"+token)
	if a := nora.set(t, token, newPassword); a.status != http.StatusSeeOther || a.header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("%d %v", a.status, a.header)
	}
	if strings.Contains(log.String(), token) || !strings.Contains(log.String(), "/links/:link") {
		t.Errorf("the log holds the token, or not the route: %s", log.String())
	}
	if strings.Contains(fmt.Sprint(s.Rows(t, s.SQL(t))), token) {
		t.Error("the database holds the token")
	}
}
