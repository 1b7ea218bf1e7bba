package handlers_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestOnlyOurOwnPagesSendForms sends every good form with every combination of
// what a browser says about where it comes from. Only our own origin acts.
func TestOnlyOurOwnPagesSendForms(t *testing.T) {
	const absent = ""
	s := newScene(t)
	s.stopClock()
	was, seen := s.Rows(t, s.db), s.changes(t)
	for _, d := range deeds {
		if d.actor == "signed out" { // without a session there is nothing that a form could use
			d.actor = "viewer"
		}
		path, fields := s.open.address(d.route, d.claim, d.ids...), s.form(t, d, s.open)
		for _, site := range []string{"cross-site", "same-site", "none", absent, "same-origin, cross-site", "SAME-ORIGIN"} {
			for _, origin := range []string{"https://evil.example", "http://localhost.evil.example", "http://localhost:81", "null", absent} {
				for _, kind := range []string{"application/x-www-form-urlencoded", "text/plain"} {
					r := request(http.MethodPost, path, fields...)
					r.Header.Set("Content-Type", kind)
					r.Header["Sec-Fetch-Site"], r.Header["Origin"] = header(site), header(origin)
					if a := s.browserOf(d.actor).sendAsIs(t, r); a.status != http.StatusForbidden || !strings.Contains(a.text(), "another site") {
						t.Errorf("POST %s from %q, origin %q: %d %s", path, site, origin, a.status, a.text())
					}
				}
			}
		}
		if now := s.changes(t); now != seen {
			seen = now
			s.same(t, "POST "+path+" from elsewhere", was)
		}
	}
}

// header is a header's values: none for an empty one.
func header(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// sendAsIs sends a request that says of where it comes from what its headers
// say, and no more.
func (b *browser) sendAsIs(t testing.TB, r *http.Request) answer {
	t.Helper()
	r.Host, r.RemoteAddr = b.host, b.remote
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.site.handler.ServeHTTP(w, r.WithContext(t.Context()))
	return answer{w.Code, w.Header(), w.Body.String()}
}

func TestOurOwnPagesAreKnown(t *testing.T) {
	for _, row := range []struct {
		name, site, origin string
		cookie             bool
		status             int
	}{
		{"a browser says same-origin", "same-origin", "http://localhost", true, http.StatusSeeOther},
		{"it says so without an origin", "same-origin", "", true, http.StatusSeeOther},
		{"an older browser says the origin alone", "", "http://localhost", true, http.StatusSeeOther},
		{"nobody's page, but our origin", "none", "http://localhost", true, http.StatusSeeOther},
		{"nothing said, with a session", "", "", true, http.StatusForbidden},
		{"nobody's page, with a session", "none", "", true, http.StatusForbidden},
		{"nothing said, without a session, as curl", "", "", false, http.StatusUnauthorized},
		{"another site, without a session", "cross-site", "https://evil.example", false, http.StatusForbidden},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newScene(t)
			d := deed{}
			for _, d = range deeds {
				if strings.HasSuffix(d.route, "/take") {
					break
				}
			}
			b := s.out()
			if row.cookie {
				b = s.browserOf(d.actor)
			}
			r := request(http.MethodPost, s.open.address(d.route, d.claim), s.form(t, d, s.open)...)
			r.Header["Sec-Fetch-Site"], r.Header["Origin"] = header(row.site), header(row.origin)
			if a := b.sendAsIs(t, r); a.status != row.status {
				t.Errorf("%d, want %d: %s", a.status, row.status, a.text())
			}
		})
	}
}

// TestSigningInFromAnotherSite keeps a foreign page from signing a browser in
// as somebody else.
func TestSigningInFromAnotherSite(t *testing.T) {
	s := newScene(t)
	was := s.Rows(t, s.db)
	for _, site := range []string{"cross-site", "same-site", "none"} {
		r := request(http.MethodPost, "/sign-in", "handle", "carl", "password", "correct horse battery staple")
		r.Header.Set("Sec-Fetch-Site", site)
		r.Header.Set("Origin", "https://evil.example")
		b := s.out()
		if a := b.send(t, r); a.status != http.StatusForbidden || len(b.cookies) > 0 {
			t.Errorf("%s: %d, cookies %v", site, a.status, b.cookies)
		}
	}
	s.same(t, "signing in from another site", was)
}
