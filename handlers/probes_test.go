package handlers_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/testkit"
)

// probes are what scanners and people try in an address.
var probes = []string{
	"'", `"`, "`", `\`, `\'`, "''", "';", "'--", "' OR '1'='1", "' OR 1=1--", `" OR ""="`, "1 OR 1=1", "1); DROP TABLE articles;--",
	"' UNION SELECT password_hash FROM users--", "1 UNION SELECT 1,2,3", "' AND SLEEP(9)--", "'||pg_sleep(9)||'", "(SELECT 1)", "id DESC", "CASE WHEN 1=1 THEN 1 END",
	"%", "_", "%27", `%' ESCAPE '\`, "?", "$1", "@like", ":like", "{{.}}", "${7*7}", "1e9", "-1", "0", "99999999999999999999", "0x10", "NaN",
	"\x00", "a\x00b", "\xff\xfe", "\u202e", "\r\nSet-Cookie: x=y", "../../etc/passwd", "..%2f..%2f", strings.Repeat("A", 5000), "\ud7ff\U0010ffff", "<script>alert(1)</script>",
}

// TestProbesFindNothing puts every probe into everything in an address that a
// page reads, on both databases. No page may fail, no list change its order,
// and no question find more than its words.
func TestProbesFindNothing(t *testing.T) {
	for _, db := range []struct {
		name    string
		address func(testing.TB) string
	}{{"SQLite", func(testing.TB) string { return "" }}, {"PostgreSQL", testkit.Postgres}} {
		t.Run(db.name, func(t *testing.T) {
			s := siteOf(t, testkit.NewHouse(t, db.address(t)))
			first := s.Open(t, testkit.Copy)
			for range 2 {
				s.Open(t, testkit.Copy)
			}
			n := s.Mark(t, s.Carl, first, 2)
			s.Evidence(t, s.Carl, first, n, "supports")
			b := s.as(t, s.Duo)
			s.stopClock()
			probe(t, s, b)
		})
	}
}

func probe(t *testing.T, s *site, b *browser) {
	t.Helper()
	get := func(path string) answer {
		return b.send(t, &http.Request{Method: http.MethodGet, URL: mustParse(path), Header: http.Header{}, Body: http.NoBody, Proto: "HTTP/1.1"})
	}
	inOrder := func(path string) string {
		var order []string
		for part := range strings.SplitSeq(get(path).body, `href="/articles/`) {
			order = append(order, part[:min(2, len(part))])
		}
		return strings.Join(order, " ")
	}
	was, events := map[string]string{}, s.size(t)
	for _, list := range []string{"/articles", "/reports", "/trail"} {
		was[list] = inOrder(list)
	}
	var ahead time.Duration
	for _, p := range probes {
		q := url.QueryEscape(p)
		for _, list := range []string{"/articles", "/reports", "/trail"} {
			for _, name := range []string{"sort", "order", "limit", "offset", "id", "author", "desk"} {
				if list == "/articles" && name == "desk" { // it is asked for
					continue
				}
				if got := inOrder(list + "?" + name + "=" + q); got != was[list] {
					t.Errorf("%s?%s=%q changes the order", list, name, p)
				}
			}
		}
		if a := get("/search?q=" + q); a.status >= 500 || strings.Contains(a.text(), "Leaders meet") || strings.Contains(a.body, "argon2id") {
			t.Errorf("/search?q=%q: %d, or it finds what it should not", p, a.status)
		}
		for _, path := range []string{
			"/articles?before=" + q, "/reports?before=" + q, "/trail?before=" + q, "/trail?action=" + q, "/trail?person=" + q, "/trail?from=" + q, "/trail?until=" + q,
			"/articles/1/trail?action=" + q, "/articles/1/claims/1/trail?action=" + q, "/articles/1?tab=" + q, "/sign-in?next=" + q,
			"/articles/1/report.html?download=" + q, "/articles/" + url.PathEscape(p), "/articles/1/claims/" + url.PathEscape(p), "/articles/1/revisions/" + url.PathEscape(p),
			"/reports/" + url.PathEscape(p), "/reports/2025-0001" + url.PathEscape(p), "/assets/" + url.PathEscape(p), "/" + url.PathEscape(p),
		} {
			a := get(path)
			if a.status >= 500 || a.status == 200 && strings.HasPrefix(path, "/articles/"+url.PathEscape(p)) {
				t.Errorf("GET %s: %d", path, a.status)
			}
			if to := a.to(); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`)) {
				t.Errorf("GET %s leads to %s", path, to)
			}
			if strings.Contains(a.body, "<script>alert(1)") || a.header.Get("Set-Cookie") != "" && strings.Contains(a.header.Get("Set-Cookie"), "x=y") {
				t.Errorf("GET %s hands it back live", path)
			}
		}
		for _, cookie := range []string{"tickmark", "tickmark-device", "tickmark-done"} {
			other := s.out()
			r := httptest.NewRequest(http.MethodGet, "/sign-in", nil)
			r.Header.Set("Cookie", cookie+"="+strings.NewReplacer("\r", "", "\n", "", "\x00", "").Replace(p))
			if a := other.send(t, r); a.status != http.StatusOK {
				t.Errorf("with the cookie %s=%q: %d", cookie, p, a.status)
			}
		}
		for _, fields := range [][]string{
			{"handle", p, "password", p, "next", p},
			{"handle", "carl", "password", p, "kept-action", p, "next", p},
		} {
			ahead += 16 * time.Minute // by when guesses are forgotten
			s.Newsroom.Now = func() time.Time { return s.Handlers.Now().Add(ahead) }
			if a := s.out().post(t, "/sign-in", fields...); a.status >= 500 || a.status == http.StatusSeeOther {
				t.Errorf("signing in with %q: %d %s", p, a.status, a.text())
			}
			s.Newsroom.Now = s.Handlers.Now
		}
		for _, f := range []string{"key", "version", "reason", "withdraw"} {
			fields := []string{"key", "k-" + q[:min(len(q), 100)], "version", "1", "reason", "r", "withdraw", "w"}
			if a := b.post(t, "/articles/1/claims/1/withdraw", with(fields, f, p)...); a.status < 400 || a.status >= 500 {
				t.Errorf("withdrawing with %s %q: %d", f, p, a.status)
			}
		}
	}
	if now := s.size(t); now != events {
		t.Errorf("%d events came of it", now-events)
	}
	if got := inOrder("/articles"); got != was["/articles"] {
		t.Error("the list is not what it was")
	}
}

func mustParse(path string) *url.URL {
	u, err := url.Parse("http://localhost" + path)
	if err != nil {
		panic(fmt.Sprint(path, err))
	}
	return u
}
