package handlers_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/handlers"
)

const wantedPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// saved are the ends of addresses whose answers are files that came from outside.
var saved = []string{"/body", "/stripped", ".warc.gz", "/:offer/file"}

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
		case slices.ContainsFunc(saved, func(end string) bool { return strings.HasSuffix(what, end) }) && a.status == http.StatusOK: // came from outside: to be saved, and may do nothing at all
			if policy != "default-src 'none'; frame-ancestors 'none'; sandbox" || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment") ||
				a.header.Get("Content-Type") != "application/octet-stream" && a.header.Get("Content-Type") != "application/gzip" {
				t.Errorf("%s: %v", what, a.header)
			}
		case strings.HasSuffix(what, "/picture") && a.status == http.StatusOK: // came from outside, and is shown as what it was read to be
			if policy != "default-src 'none'; frame-ancestors 'none'; sandbox" || a.header.Get("Content-Type") != "image/jpeg" {
				t.Errorf("%s: %v", what, a.header)
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
