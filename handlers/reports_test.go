package handlers_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"example.org/tickmark/report"
	"example.org/tickmark/testkit"
)

func TestReportsAreHandedOut(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	s.ToApproved(t, s.Carl, s.Rita, 1, s.Mark(t, s.Carl, 1, 2))
	vera := s.as(t, s.Vera)
	draft := vera.get(t, "/articles/1/report.json")
	if got := reportIn(t, draft); got.Status != report.Draft {
		t.Errorf("unsigned, it is %q", got.Status)
	}
	s.as(t, s.Ed).post(t, "/articles/1/sign-off", "form", "sign-off", "revision", "1")
	for path, want := range map[string]struct{ kind, file string }{
		"/reports/2025-0001.html":            {"text/html; charset=utf-8", ""},
		"/reports/2025-0001.html?download=1": {"text/html; charset=utf-8", `attachment; filename=2025-0001.html`},
		"/reports/2025-0001.md":              {"text/markdown; charset=utf-8", `attachment; filename=2025-0001.md`},
		"/reports/2025-0001.json":            {"application/json", `attachment; filename=2025-0001.json`},
		"/articles/1/report.html":            {"text/html; charset=utf-8", ""},
		"/articles/1/report.md":              {"text/markdown; charset=utf-8", `attachment; filename=2025-0001.md`},
		"/articles/1/report.json":            {"application/json", `attachment; filename=2025-0001.json`},
	} {
		a := vera.get(t, path)
		if a.status != http.StatusOK || a.header.Get("Content-Type") != want.kind || a.header.Get("Content-Disposition") != want.file || !strings.Contains(a.body, "Anchorage") {
			t.Errorf("%s: %d %q %q", path, a.status, a.header.Get("Content-Type"), a.header.Get("Content-Disposition"))
		}
		policy := a.header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(path, ".html") != strings.Contains(policy, "style-src 'sha256-") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
	}
	if got := reportIn(t, vera.get(t, "/reports/2025-0001.json")); got.Status != report.Verified || got.Number != "2025-0001" {
		t.Errorf("%q %q", got.Status, got.Number)
	}
}

// reportIn opens a report that was handed out as JSON.
func reportIn(t *testing.T, a answer) report.Report {
	t.Helper()
	if !json.Valid([]byte(a.body)) {
		t.Fatalf("%d: not JSON: %s", a.status, a.body)
	}
	body, _, err := report.Open([]byte(a.body))
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
