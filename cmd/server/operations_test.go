package main

import (
	"database/sql"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/tickmark/seeds"
	"example.org/tickmark/testkit"
)

// beside is where the server's figures are.
func (s *server) beside(t *testing.T) string {
	t.Helper()
	_, after, ok := strings.Cut(s.said.String(), "Figures: ")
	if !ok {
		t.Fatalf("no figures:\n%s", s.said)
	}
	where, _, _ := strings.Cut(after, "/metrics")
	return where
}

// ask is what a machine gets.
func ask(t *testing.T, address string) (status int, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// figure is a figure's value as it is written, or "".
func figure(text, name string) string {
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, name+" "); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

// execute changes the database past all rules.
func (p place) execute(t *testing.T, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(p.data, "tickmark.db")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	for _, s := range append([]string{"PRAGMA foreign_keys = OFF"}, statements...) {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func TestFigures(t *testing.T) {
	p := newDemo(t)
	s := p.serve(t, "--metrics=127.0.0.1:0")
	browser := s.signIn(t)
	read := func() string {
		t.Helper()
		status, text := ask(t, s.beside(t)+"/metrics")
		if status != http.StatusOK {
			t.Fatalf("%d %s", status, text)
		}
		return text
	}
	before := read()
	s.get(t, browser, "/articles/1?q=canary-address")
	for _, odd := range []string{"/canary-path", "/articles/canary", "/canary/" + strings.Repeat("x", 500), "/articles/1/claims/999"} {
		ask(t, s.at+odd)
	}
	for _, method := range []string{"CANARY", "PURGE", "BREW"} {
		req, err := http.NewRequestWithContext(t.Context(), method, s.at+"/articles", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
	}
	new(load).remark(t.Context(), s, browser)
	after := read()
	for name, want := range map[string]string{
		"tickmark_database_up": "1", "tickmark_ready": "1", "tickmark_sessions": "1", "tickmark_backup_failures_total": "0",
		`tickmark_acts_total{action="comment.add"}`:                                                      "1",
		`tickmark_request_seconds_count{method="GET",route="/articles/:article",status="2xx"}`:           "1",
		`tickmark_request_seconds_count{method="GET",route="none",status="4xx"}`:                         "2",
		`tickmark_request_seconds_count{method="other",route="none",status="4xx"}`:                       "3",
		`tickmark_request_seconds_count{method="POST",route="/articles/:article/comments",status="3xx"}`: "1",
		`tickmark_refusals_total{code="wrong-method"}`:                                                   "3",
	} {
		if got := figure(after, name); got != want {
			t.Errorf("%s is %q, not %s", name, got, want)
		}
	}
	if figure(before, "tickmark_trail_events") == figure(after, "tickmark_trail_events") || figure(after, "go_goroutines") == "" || figure(after, "process_resident_memory_bytes") == "" {
		t.Error("figures are missing")
	}
	for _, secret := range append([]string{"canary", "CANARY", seeds.DemoPassword, "edda", "Edda", "remark-"}, cookies(t, s, browser)...) {
		if strings.Contains(after, secret) || strings.Contains(s.errs.String(), secret) {
			t.Errorf("figures or log hold %q", secret)
		}
	}
	for label, most := range map[string]int{"route": 12, "method": 4, "status": 4} {
		seen := map[string]bool{}
		for _, m := range regexp.MustCompile(label+`="([^"]*)"`).FindAllStringSubmatch(after, -1) {
			seen[m[1]] = true
		}
		if len(seen) > most {
			t.Errorf("%s has %d values", label, len(seen))
		}
	}
	if status, _ := ask(t, s.at+"/metrics"); status != http.StatusNotFound {
		t.Errorf("the site answers for figures with %d", status)
	}
	p = newDemo(t)
	free, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	both := free.Addr().String()
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	p.refused(t, 1, []string{"TICKMARK_METRICS"}, "serve", "--addr="+both, "--metrics="+both)
	p.refused(t, 1, []string{"TICKMARK_METRICS"}, "serve", "--metrics=:9180")
	p.refused(t, 1, []string{"TICKMARK_METRICS"}, "serve", "--metrics="+strings.TrimPrefix(s.at, "http://"))
}

func cookies(t *testing.T, s *server, browser *http.Client) (values []string) {
	t.Helper()
	at, err := url.Parse(s.at)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range browser.Jar.Cookies(at) {
		if c.Name != "tickmark-done" { // what the last act did
			values = append(values, c.Value)
		}
	}
	return values
}

// As soon as it is told to stop, it is not ready, though it lets a request end.
func TestNotReadyOnceToldToStop(t *testing.T) {
	p := newDemo(t)
	s := p.serve(t, "--metrics=127.0.0.1:0")
	for _, path := range []string{s.at + "/ready", s.beside(t) + "/ready", s.beside(t) + "/health", s.at + "/health"} {
		if status, body := ask(t, path); status != http.StatusOK {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	body, feed := io.Pipe()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.at+"/sign-in", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	answered := make(chan int, 1)
	go func() {
		res, err := new(http.Transport).RoundTrip(req)
		if err != nil {
			answered <- 0
			return
		}
		_ = res.Body.Close()
		answered <- res.StatusCode
	}()
	if _, err := io.WriteString(feed, "handle=edda&"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond) // for the server to have read the head
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for !strings.Contains(s.errs.String(), "stopping") {
		<-s.errs.came
	}
	if status, words := ask(t, s.beside(t)+"/ready"); status != http.StatusServiceUnavailable || words != "not ready\n" {
		t.Errorf("%d %q", status, words)
	}
	if _, text := ask(t, s.beside(t)+"/metrics"); figure(text, "tickmark_ready") != "0" {
		t.Error("the figures say that it is ready")
	}
	_, _ = io.WriteString(feed, url.Values{"password": {seeds.DemoPassword}}.Encode())
	_ = feed.Close()
	if status := <-answered; status != http.StatusSeeOther {
		t.Errorf("status %d", status)
	}
	<-s.end
}

// A folder that takes no bytes makes it not ready; the cause is logged once.
func TestNotReadyWithoutRoom(t *testing.T) {
	if os.Geteuid() == 0 {
		if err := writable("/proc"); err == nil {
			t.Error("/proc takes bytes")
		}
	}
	if err := writable(t.TempDir()); err != nil {
		t.Error(err)
	}
	if err := writable(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a folder that is not there takes bytes")
	}
}

func TestNetworkDisksAreKnown(t *testing.T) {
	for _, number := range []uint32{0x6969, 0xff534d42, 0x517b, 0xfe534d42, 0x01021997, 0x5346414f, 0x00c36400, 0x0bd00bd0} {
		if kind := magics[number]; !remote[kind] {
			t.Errorf("%#x, %q, passes for a disk of this machine", number, kind)
		}
	}
	for _, kind := range []string{"ext4", "xfs", "btrfs", "tmpfs", "overlay", "fuse.gocryptfs", "fuseblk"} {
		if remote[kind] {
			t.Errorf("%s counts as another machine's", kind)
		}
	}
	d, err := diskOf(t.TempDir())
	if err != nil || d.network || d.kind == "" || d.free == 0 || d.size < d.free {
		t.Errorf("%+v, %v", d, err)
	}
	const list = `22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:30 / /srv rw shared:1 - fuse.gocryptfs crypt rw
31 22 0:31 / /srv/with\040space rw,nosuid master:3 - fuse.sshfs me@there:/x rw
32 22 0:32 / /srvx rw - nfs4 there:/y rw
`
	for path, want := range map[string]string{"/srv/a": "fuse.gocryptfs", "/srv": "fuse.gocryptfs", "/srv/with space/data": "fuse.sshfs", "/srvx": "nfs4", "/srvy": "ext4", "/": "ext4"} {
		if got := mountKind(list, path); got != want {
			t.Errorf("%s lies on %s, not %s", path, got, want)
		}
	}
}

func TestDoctor(t *testing.T) {
	healthy := newDemo(t)
	out := healthy.must(t, "doctor")
	if strings.Contains(out, problem) || !strings.Contains(out, "no damage") {
		t.Error(out)
	}
	if out := healthy.must(t, "doctor", "--json"); !strings.HasPrefix(out, "[\n") || !strings.Contains(out, `"check": "clock",`) {
		t.Error(out)
	}
	drop := func(trigger string) string { return "DROP TRIGGER " + trigger }
	for _, tt := range []struct {
		name, state, check, words string
		hurt                      func(*testing.T, *place)
	}{
		{"a folder that others may look into", warning, "data folder", "chmod 700", func(t *testing.T, p *place) { chmod(t, p.data, 0o755) }},
		{"a folder that is not there", problem, "data folder", "TICKMARK_DATA", func(_ *testing.T, p *place) { p.data += "-none" }},
		{"a database that others may read", warning, "database", "chmod 600", func(t *testing.T, p *place) { chmod(t, filepath.Join(p.data, "tickmark.db"), 0o644) }},
		{"a database that is none", problem, "database", "restore a backup", func(t *testing.T, p *place) {
			if err := os.WriteFile(filepath.Join(p.data, "tickmark.db"), []byte(strings.Repeat("none ", 2000)), 0o600); err != nil {
				t.Fatal(err)
			}
		}},
		{"an older schema", problem, "schema", "tickmark migrate", func(t *testing.T, p *place) {
			p.execute(t, "DELETE FROM goose_db_version WHERE version_id = (SELECT MAX(version_id) FROM goose_db_version)")
		}},
		{"a newer schema", problem, "schema", "newer one", func(t *testing.T, p *place) {
			p.execute(t, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)")
		}},
		{"a guard that is gone", problem, "schema's guards", "trigger approvals_never_by_a_hand", func(t *testing.T, p *place) { p.execute(t, drop("approvals_never_by_a_hand")) }},
		{"a row that refers to none", problem, "integrity", "article_team", func(t *testing.T, p *place) {
			p.execute(t, "INSERT INTO article_team (article_id, user_id) VALUES (1, 999)")
		}},
		{"a lost key", problem, "signing key", "no signing key", func(_ *testing.T, p *place) { p.key += "-none" }},
		{"a key that others may read", problem, "signing key", "chmod 600", func(t *testing.T, p *place) { chmod(t, p.key, 0o644) }},
		{"a key in the data", problem, "signing key", "lies in the data folder", func(_ *testing.T, p *place) { p.key = filepath.Join(p.data, "key") }},
		{"another key", problem, "signing key", "signed with another key", func(t *testing.T, p *place) {
			other := newPlace(t)
			other.must(t, "seed")
			p.key = other.key
		}},
		{"no backup though it is asked for", problem, "backups", "there is none in", func(t *testing.T, p *place) { p.execute(t, "UPDATE settings SET nightly_backup = 1") }},
		{"an old backup", problem, "backups", "2025-01-02T03:04:05Z", func(t *testing.T, p *place) {
			p.execute(t, "UPDATE settings SET nightly_backup = 1")
			if err := os.MkdirAll(filepath.Join(p.data, "backups"), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(p.data, "backups", "tickmark-20250102T030405Z.tar"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}},
		{"a clock before the newest event", problem, "clock", "Set the clock", func(t *testing.T, p *place) {
			p.execute(t, drop("events_never_updated"), "UPDATE events SET at = 4102444800000 WHERE seq = (SELECT MAX(seq) FROM events)")
		}},
		{"a zone that nobody knows", problem, "time zone", "Mars/Olympus", func(t *testing.T, p *place) { p.execute(t, "UPDATE settings SET time_zone = 'Mars/Olympus'") }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newDemo(t)
			tt.hurt(t, &p)
			out, errs, code := p.call(t, "doctor")
			if want := map[string]int{warning: 0, problem: 1}[tt.state]; code != want {
				t.Errorf("exit %d", code)
			}
			lines := strings.Split(out, "\n")
			i := slices.IndexFunc(lines, func(l string) bool {
				return strings.HasPrefix(l, tt.state) && strings.Contains(l[8:], " "+tt.check+" ")
			})
			if i < 0 || !strings.Contains(lines[i]+lines[i+1], tt.words) {
				t.Errorf("it does not say %q of %s:\n%s%s", tt.words, tt.check, out, errs)
			}
		})
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func TestDoctorBesideAServer(t *testing.T) {
	p := newDemo(t)
	s := p.serve(t)
	if out := p.must(t, "doctor"); !strings.Contains(out, "running, process") {
		t.Error(out)
	}
	s.stop(t)
	q := newPlace(t).over(testkit.Postgres(t))
	q.must(t, "seed")
	if out := q.must(t, "doctor"); strings.Count(out, skipped) < 5 || !strings.Contains(out, "PostgreSQL answers") {
		t.Error(out)
	}
}
