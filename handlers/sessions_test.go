package handlers_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/testkit"
)

// opens reports whether a browser is signed in.
func (b *browser) opens(t testing.TB) bool {
	t.Helper()
	return b.get(t, "/account").status == http.StatusOK
}

func TestASessionIsNewAtEverySignIn(t *testing.T) {
	s := newSite(t)
	b := s.out()
	b.cookies["tickmark"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	seen := map[string]bool{b.cookies["tickmark"]: true}
	for range 3 {
		if a := b.post(t, "/sign-in", "handle", "carl", "password", testkit.Password); a.status != http.StatusSeeOther {
			t.Fatal(a.status, a.text())
		}
		token := b.cookies["tickmark"]
		if seen[token] || len(token) < 43 {
			t.Errorf("the token %q is old, or has not 256 bits", token)
		}
		for old := range seen {
			other := s.out()
			other.cookies["tickmark"] = old
			if other.opens(t) {
				t.Errorf("the token before still opens")
			}
		}
		seen[token] = true
	}
	if !b.opens(t) {
		t.Error("the newest session does not open")
	}
}

// TestTheDatabaseHoldsNoToken looks for what browsers hold in every row.
func TestTheDatabaseHoldsNoToken(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Carl)
	all := fmt.Sprint(s.Rows(t, s.SQL(t)))
	for name, value := range b.cookies {
		if strings.Contains(all, value) || strings.Contains(all, fmt.Sprintf("%x", value)) {
			t.Errorf("the cookie %s stands in the database", name)
		}
	}
	if strings.Contains(all, testkit.Password) {
		t.Error("the password stands in the database")
	}
	if !strings.Contains(all, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Error("passwords are not hashed as they should be")
	}
}

func TestCookiesAreBound(t *testing.T) {
	for _, row := range []struct {
		name  string
		https bool
		names []string
	}{
		{"over HTTPS they are this host's alone", true, []string{"__Host-tickmark", "__Host-tickmark-device"}},
		{"on loopback without HTTPS they do without", false, []string{"tickmark", "tickmark-device"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newSite(t)
			s.Handlers.HTTPS = row.https
			s.open(t)
			b := s.out()
			answers := []answer{
				b.post(t, "/sign-in", "handle", "vera", "password", testkit.Password),
				b.post(t, "/articles/"+fmt.Sprint(s.Open(t, testkit.Copy))+"/comments", "kind", "comment", "body", "words"),
				b.get(t, "/articles"),
				b.post(t, "/sign-out"),
			}
			var names []string
			for _, a := range answers {
				for _, c := range (&http.Response{Header: a.header}).Cookies() {
					names = append(names, c.Name)
					if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.Secure != row.https {
						t.Errorf("cookie %v", c)
					}
				}
			}
			for _, want := range row.names {
				if !slices.Contains(names, want) {
					t.Errorf("no cookie %s in %v", want, names)
				}
			}
			if answers[0].status != http.StatusSeeOther || answers[1].status != http.StatusSeeOther {
				t.Error(answers[0].status, answers[1].status, answers[1].text())
			}
		})
	}
}

func TestSessionsRunOut(t *testing.T) {
	for _, row := range []struct {
		name  string
		waits []time.Duration
		opens bool
	}{
		{"a session that rests for almost half an hour lives", []time.Duration{29 * time.Minute}, true},
		{"one that rests for half an hour is over", []time.Duration{30 * time.Minute}, false},
		{"one in use lives on", slices.Repeat([]time.Duration{29 * time.Minute}, 20), true},
		{"but not for half a day", slices.Repeat([]time.Duration{20 * time.Minute}, 36), false},
		{"a clock turned back revives none", []time.Duration{31 * time.Minute, -2 * time.Minute}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newSite(t)
			b := s.as(t, s.Carl)
			open := true
			for _, wait := range row.waits {
				s.Clock.Move(wait)
				open = b.opens(t) && open
			}
			if open != row.opens {
				t.Errorf("open: %v", open)
			}
		})
	}
}

func TestSessionsEnd(t *testing.T) {
	s := newSite(t)
	one, two, other := s.as(t, s.Carl), s.as(t, s.Carl), s.as(t, s.Cleo)
	stolen := s.out()
	maps.Copy(stolen.cookies, one.cookies)
	if !stolen.opens(t) {
		t.Fatal("a copied cookie should open")
	}
	if a := one.post(t, "/sign-out"); a.status != http.StatusSeeOther || !strings.Contains(a.header.Get("Clear-Site-Data"), "cache") {
		t.Errorf("%d %v", a.status, a.header)
	}
	if stolen.opens(t) || one.opens(t) || !two.opens(t) {
		t.Error("signing out ends that session and no other")
	}
	three := s.as(t, s.Carl)
	if a := two.post(t, "/account/sign-out-everywhere"); a.status != http.StatusSeeOther {
		t.Error(a.status, a.text())
	}
	if two.opens(t) || three.opens(t) || !other.opens(t) {
		t.Error("signing out everywhere ends all sessions of that user and of nobody else")
	}
	if n := len(s.Rows(t, s.SQL(t))["sessions"]); n != 1 {
		t.Errorf("%d sessions are left, want 1", n)
	}
}

// A page that is open finds out before its reader does anything, and leaves it
// to them to be told.
func TestWhatAPageAsksByItselfTakesNoSessionAway(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Carl)
	mustExec(t, s.SQL(t), "UPDATE users SET disabled_at = 1 WHERE handle = 'carl'")
	again := httptest.NewRequest(http.MethodGet, "/articles", http.NoBody)
	again.Header.Set("X-Waits", "true")
	for _, r := range []*http.Request{httptest.NewRequest(http.MethodGet, "/live?since=1", http.NoBody), again} {
		if a := b.send(t, r); a.status != http.StatusNoContent || len(a.header.Values("Set-Cookie")) > 0 || a.to() != "" {
			t.Errorf("%s answers %d %v", r.URL, a.status, a.header)
		}
	}
	if a := b.get(t, "/reports"); a.to() != "/sign-in?next=%2Freports" || !strings.Contains(b.get(t, a.to()).text(), "Your session has ended.") {
		t.Errorf("whoever goes on is led to %q, and not told", a.to())
	}
}

func TestADisabledUserIsRefusedAtOnce(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Carl)
	mustExec(t, s.SQL(t), "UPDATE users SET disabled_at = 1 WHERE handle = 'carl'")
	if b.opens(t) {
		t.Error("their session still opens")
	}
	if a := s.out().post(t, "/sign-in", "handle", "carl", "password", testkit.Password); a.status != http.StatusUnauthorized || !strings.Contains(a.text(), "Name or password is wrong.") {
		t.Errorf("they signed in again, or were told why not: %d %s", a.status, a.text())
	}
}

func TestDemoAccountsWorkOnLoopbackOnly(t *testing.T) {
	for _, row := range []struct {
		name, host, remote string
		loopback, works    bool
	}{
		{"on this machine", "localhost:8080", "127.0.0.1:40000", true, true},
		{"by its address", "127.0.0.1:8080", "127.0.0.1:40000", true, true},
		{"by its other address", "[::1]:8080", "[::1]:40000", true, true},
		{"through a name that points here", "tickmark.example", "127.0.0.1:40000", true, false},
		{"through a name that looks like ours", "localhost.evil.example", "127.0.0.1:40000", true, false},
		{"from another machine", "localhost:8080", "192.0.2.7:40000", true, false},
		{"a server that others reach", "localhost:8080", "127.0.0.1:40000", false, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newSite(t)
			mustExec(t, s.SQL(t), "UPDATE users SET demo = 1 WHERE handle = 'vera'")
			session := s.as(t, s.Vera)
			s.Loopback = row.loopback
			s.open(t)
			session.host, session.remote = row.host, row.remote
			if session.opens(t) != row.works {
				t.Errorf("a session opens: %v", !row.works)
			}
			b := s.out()
			b.host, b.remote = row.host, row.remote
			r := request(http.MethodPost, "/sign-in", "handle", "vera", "password", testkit.Password)
			r.Header.Set("X-Forwarded-For", "127.0.0.1")
			r.Header.Set("X-Forwarded-Host", "localhost")
			if a := b.send(t, r); (a.status == http.StatusSeeOther) != row.works {
				t.Errorf("signing in: %d %s", a.status, a.text())
			}
		})
	}
}
