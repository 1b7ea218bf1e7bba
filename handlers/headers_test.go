package handlers_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"example.org/tickmark/handlers"
	"example.org/tickmark/testkit"
)

const wantedPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// TestEveryAnswerIsGuarded looks at the headers of every route's answer, to
// everybody, and at those of errors.
func TestEveryAnswerIsGuarded(t *testing.T) {
	if handlers.Policy != wantedPolicy {
		t.Errorf("the policy is %q", handlers.Policy)
	}
	s := newScene(t)
	s.stopClock()
	look := func(what string, a answer) {
		t.Helper()
		html := strings.HasPrefix(a.header.Get("Content-Type"), "text/html")
		policy := a.header.Get("Content-Security-Policy")
		report := strings.HasSuffix(what, "/report.html") && a.status == http.StatusOK
		switch {
		case report: // carries its style in itself, and may do nothing else
			if !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") || !strings.HasSuffix(policy, "; sandbox") {
				t.Errorf("%s: policy %q", what, policy)
			}
		case policy != wantedPolicy:
			t.Errorf("%s: policy %q", what, policy)
		}
		if html && !report && (strings.Contains(a.body, "<style") || strings.Contains(a.body, " style=") || strings.Contains(a.body, " onclick=") || strings.Contains(a.body, "<script>")) {
			t.Errorf("%s has a script or style in the page", what)
		}
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := a.header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", what, name, got, want)
			}
		}
		for _, c := range (&http.Response{Header: a.header}).Cookies() {
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
				t.Errorf("%s gives the cookie %v", what, c)
			}
		}
		if a.header.Get("Access-Control-Allow-Origin") != "" || a.header.Get("Server") != "" {
			t.Errorf("%s: %v", what, a.header)
		}
	}
	for _, actor := range []string{"duo", "viewer", "no role left", "disabled", "signed out"} {
		for _, rt := range s.Table() {
			if rt.Path == "/sign-out" || strings.HasSuffix(rt.Path, "everywhere") {
				continue
			}
			look(actor+": "+rt.Method+" "+rt.Path, s.browserOf(actor).send(t, request(rt.Method, s.open.address(rt.Path, claimOpen))))
		}
		look(actor+": an address that is none", s.browserOf(actor).get(t, "/nowhere"))
		look(actor+": a method that is none", s.browserOf(actor).send(t, request("PURGE", "/articles")))
		r := request(http.MethodPost, "/articles")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		look(actor+": from another site", s.browserOf(actor).send(t, r))
	}
}

func TestOverHTTPSBrowsersComeNoOtherWay(t *testing.T) {
	s := newSite(t)
	if a := s.out().get(t, "/sign-in"); a.header.Get("Strict-Transport-Security") != "" {
		t.Error("said without HTTPS")
	}
	s.HTTPS = true
	s.open(t)
	if a := s.out().get(t, "/sign-in"); a.header.Get("Strict-Transport-Security") != "max-age=31536000" {
		t.Errorf("over HTTPS: %v", a.header)
	}
}

// TestLogsHoldNoWords plays every deed with a word of its own in every field,
// reads, searches and goes astray, and looks for the words in the log.
func TestLogsHoldNoWords(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	var log bytes.Buffer
	s.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.site.open(t)
	words := 0
	word := func() string { words++; return fmt.Sprintf("canary%04d", words) }
	for _, d := range deeds {
		if strings.Contains(d.route, "sign-out") {
			continue
		}
		fields := s.form(t, d, s.open)
		for i := 0; i+1 < len(fields); i += 2 {
			switch fields[i] {
			case "text", "byline", "desk", "statement", "statement1", "statement2", "reason", "note", "body", "title", "passage":
				fields[i+1] += " " + word()
			case "key":
				fields[i+1] = word()
			}
		}
		s.browserOf(d.actor).post(t, s.open.address(d.route, d.claim, d.ids...)+"?q="+word(), fields...)
		s.browserOf("signed out").post(t, s.open.address(d.route, d.claim, d.ids...), "body", word())
		r := request(http.MethodPost, s.open.address(d.route, d.claim, d.ids...), "body", word())
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("User-Agent", word()+"\r\nlevel=ERROR")
		r.Header.Set("Referer", "https://x.example/"+word())
		s.browserOf(d.actor).send(t, r)
	}
	for _, path := range []string{"/search?q=", "/trail?action=", "/articles?before=", "/nowhere/", "/articles/", "/articles/1/claims/", "/sign-in?next=/", "/reports/"} {
		s.browserOf("duo").get(t, path+word())
	}
	s.out().post(t, "/sign-in", "handle", word(), "password", word())
	mustExec(t, s.db, "ALTER TABLE claims RENAME TO elsewhere") // now our own mistakes are logged too
	s.browserOf("editor").get(t, "/articles/1")
	s.browserOf("checker").post(t, "/articles/1/waivers", "revision", "2", "sentence", "1", "note", word())
	s.Tampered = true
	if words < 100 || strings.Count(log.String(), "\n") < 100 || !strings.Contains(log.String(), "no such table") {
		t.Fatalf("%d words, and the log ends in %s", words, log.String()[max(0, log.Len()-1500):])
	}
	for line := range strings.Lines(log.String()) {
		if strings.Contains(line, "canary") || strings.Contains(line, testkit.Password) {
			t.Error(line)
		}
	}
	for _, b := range s.cookies {
		for _, value := range b {
			if strings.Contains(log.String(), value) {
				t.Error("the log holds a cookie")
			}
		}
	}
}

// TestAFailureTellsNothing shows the page for our own mistakes.
func TestAFailureTellsNothing(t *testing.T) {
	s := newScene(t)
	s.Tampered = true
	mustExec(t, s.db, "ALTER TABLE claims RENAME TO elsewhere")
	a := s.browserOf("duo").get(t, "/articles/1")
	if a.status != http.StatusInternalServerError || !a.whole() || strings.Contains(a.body, "no such table") || strings.Contains(a.body, "SQL") {
		t.Errorf("%d %s", a.status, a.text())
	}
}
