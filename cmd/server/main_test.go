package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"example.org/tickmark/report"
	"example.org/tickmark/seeds"
	"example.org/tickmark/testkit"
)

// program is the built binary that the tests call, demo the place of a demo
// newsroom that they copy.
var (
	program string
	demo    place
)

func TestMain(m *testing.M) { os.Exit(built(m)) }

// built builds the program as make does and runs the tests.
func built(m *testing.M) int {
	folder, err := os.MkdirTemp("", "tickmark-server-test")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	program = filepath.Join(folder, "tickmark")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%s\n%v\n", out, err)
		return 1
	}
	demo = placeIn(folder)
	if out, err := demo.command(context.Background(), "seed").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%s\n%v\n", out, err)
		return 1
	}
	return m.Run()
}

// place is a newsroom's place on a machine: its data and its key.
type place struct{ data, key, db string }

func newPlace(t *testing.T) place {
	t.Helper()
	return placeIn(t.TempDir())
}

func placeIn(folder string) place {
	return place{data: filepath.Join(folder, "data"), key: filepath.Join(folder, "settings", "key")}
}

// newDemo is a place with the demo newsroom.
func newDemo(t *testing.T) place {
	t.Helper()
	p := newPlace(t)
	for from, to := range map[string]string{demo.data: p.data, filepath.Dir(demo.key): filepath.Dir(p.key)} {
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(p.key, 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p place) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(os.Environ(), "TICKMARK_DATA="+p.data, "TICKMARK_KEY="+p.key, "TICKMARK_DB="+p.db, "TICKMARK_ADDR=127.0.0.1:0")
	return cmd
}

// call runs the program to its end.
func (p place) call(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	cmd := p.command(t.Context(), args...)
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return o.String(), e.String(), cmd.ProcessState.ExitCode()
}

// must runs the program, which has to succeed.
func (p place) must(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, code := p.call(t, args...)
	if code != 0 {
		t.Fatalf("tickmark %s: exit %d\n%s%s", strings.Join(args, " "), code, out, errs)
	}
	return out
}

// refused runs the program, which has to end with code and name all the words.
func (p place) refused(t *testing.T, code int, words []string, args ...string) {
	t.Helper()
	out, errs, got := p.call(t, args...)
	if got != code {
		t.Errorf("tickmark %s: exit %d, not %d\n%s%s", strings.Join(args, " "), got, code, out, errs)
	}
	for _, w := range words {
		if !strings.Contains(errs, w) {
			t.Errorf("tickmark %s does not say %q:\n%s", strings.Join(args, " "), w, errs)
		}
	}
}

// server is a running “tickmark serve”.
type server struct {
	cmd  *exec.Cmd
	at   string
	said *words
	errs *words
	end  chan struct{}
}

// words are what a process says, to be read while it runs.
type words struct {
	mu   sync.Mutex
	text bytes.Buffer
	came chan struct{}
}

func newWords() *words { return &words{came: make(chan struct{}, 1)} }

func (w *words) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	select {
	case w.came <- struct{}{}:
	default:
	}
	return w.text.Write(b)
}

func (w *words) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

// serve starts a server and waits until it says where it is.
func (p place) serve(t *testing.T, args ...string) *server {
	t.Helper()
	s := &server{cmd: p.command(context.WithoutCancel(t.Context()), append([]string{"serve"}, args...)...), said: newWords(), errs: newWords(), end: make(chan struct{})}
	s.cmd.Stdout, s.cmd.Stderr = s.said, s.errs
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = s.cmd.Wait()
		close(s.end)
	}()
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		<-s.end
	})
	for {
		if _, after, ok := strings.Cut(s.said.String(), " at http://"); ok && strings.Contains(after, "Stop with") {
			where, _, _ := strings.Cut(after, "\n")
			s.at = "http://" + where
			return s
		}
		select {
		case <-s.said.came:
		case <-s.end:
			t.Fatalf("the server ended: %s%s", s.said, s.errs)
		}
	}
}

// stop tells the server to stop and returns how it ended.
func (s *server) stop(t *testing.T) int {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-s.end
	return s.cmd.ProcessState.ExitCode()
}

// signIn signs in as the demo's editor and returns the browser.
func (s *server) signIn(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	form := url.Values{"handle": {"edda"}, "password": {seeds.DemoPassword}}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.at+"/sign-in", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := browser.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil || res.StatusCode != http.StatusOK || res.Request.URL.Path == "/sign-in" {
		t.Fatalf("signing in led to %s, status %d, %v\n%s", res.Request.URL, res.StatusCode, err, s.errs)
	}
	return browser
}

func (s *server) get(t *testing.T, browser *http.Client, path string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.at+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	res, err := browser.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", path, res.StatusCode, err)
	}
	return string(body)
}

func TestCommandsWorkWhileTheServerRuns(t *testing.T) {
	p := newDemo(t)
	s := p.serve(t)
	if said := s.said.String(); !strings.Contains(said, seeds.DemoPassword) && !strings.Contains(said, "edda") {
		t.Errorf("it does not name the demo sign-ins:\n%s", said)
	}
	if page := s.get(t, s.signIn(t), "/articles/1"); !strings.Contains(page, "Kremlin says") {
		t.Error("the demo article is not on its page")
	}
	if md := p.must(t, "report", "1", "--format", "md"); !strings.Contains(strings.ToLower(md), "draft") {
		t.Errorf("the report of article 1 is no draft:\n%.300s", md)
	}
	body, _, err := report.Open([]byte(p.must(t, "report", "2", "--format=json")))
	if err != nil {
		t.Fatal(err)
	}
	if r, err := report.Parse(body); err != nil || r.Status != report.Verified {
		t.Errorf("the report of article 2: %s, %v", r.Status, err)
	}
	if out := p.must(t, "trail", "verify"); !strings.Contains(out, "The trail holds") || !strings.Contains(out, "Root: ") {
		t.Error(out)
	}
	p.must(t, "migrate")
	p.refused(t, 1, []string{"not empty", "TICKMARK_DATA"}, "seed")
	p.refused(t, 1, []string{"is running over", strconv.Itoa(s.cmd.Process.Pid)}, "serve")
	if code := s.stop(t); code != 0 {
		t.Errorf("stopped with %d: %s", code, s.errs)
	}
	if again := p.serve(t).stop(t); again != 0 {
		t.Errorf("the second server stopped with %d", again)
	}
}

func TestSeedingTwiceChangesNothing(t *testing.T) {
	p := newPlace(t)
	p.must(t, "seed")
	before := p.must(t, "trail", "verify")
	p.refused(t, 1, []string{"not empty"}, "seed")
	if after := p.must(t, "trail", "verify"); after != before {
		t.Errorf("the trail became\n%s", after)
	}
}

func TestTheReportGoesIntoAFile(t *testing.T) {
	p := newDemo(t)
	file := filepath.Join(t.TempDir(), "report.html")
	if out := p.must(t, "report", "2", "-o", file); out != "" {
		t.Errorf("it says %q", out)
	}
	page, err := os.ReadFile(file)
	if err != nil || !bytes.HasPrefix(page, []byte("<!doctype html>")) {
		t.Errorf("%.40s, %v", page, err)
	}
	p.must(t, "report", "4", "-o", file) // open to a team only
	p.refused(t, 1, []string{"no article number 99"}, "report", "99")
	p.refused(t, 1, []string{"cannot be written"}, "report", "2", "-o", filepath.Join(file, "in", "a", "file"))
}

func TestWhatIsOurs(t *testing.T) {
	p := newPlace(t)
	p.must(t, "seed")
	for path, want := range map[string]os.FileMode{
		p.data: os.ModeDir | 0o700, filepath.Dir(p.key): os.ModeDir | 0o700, p.key: 0o600, filepath.Join(p.data, "tickmark.db"): 0o600,
	} {
		info, err := os.Stat(path)
		if err != nil || info.Mode() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	if err := os.Chmod(p.key, 0o644); err != nil {
		t.Fatal(err)
	}
	p.refused(t, 1, []string{"chmod 600"}, "trail", "verify")
}

func TestTheKeyStaysOutOfTheData(t *testing.T) {
	p := newPlace(t)
	if err := os.MkdirAll(p.data, 0o700); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(p.data, link); err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]string{
		"in it":                filepath.Join(p.data, "key"),
		"deep in it":           filepath.Join(p.data, "a", "b", "key"),
		"in it by a detour":    filepath.Join(p.data, "..", "data", "key"),
		"in it through a link": filepath.Join(link, "deep", "key"),
	} {
		t.Run(name, func(t *testing.T) {
			q := p
			q.key = key
			for _, command := range []string{"seed", "serve"} {
				q.refused(t, 1, []string{"lies in the data folder", "TICKMARK_KEY"}, command)
			}
			if _, err := os.Stat(key); err == nil {
				t.Error("there is a key")
			}
			if _, err := os.Stat(filepath.Join(p.data, "tickmark.db")); err == nil {
				t.Error("there is a database")
			}
		})
	}
}

func TestALostKeyIsNotReplacedInSilence(t *testing.T) {
	p := newDemo(t)
	if err := os.Rename(p.key, p.key+".gone"); err != nil {
		t.Fatal(err)
	}
	p.refused(t, 1, []string{"no signing key"}, "serve")
	other := newPlace(t)
	other.must(t, "seed")
	p.key = other.key
	p.refused(t, 1, []string{"signed with another key"}, "serve")
	p.refused(t, 1, []string{"not signed by a known key"}, "trail", "verify")
}

func TestATamperedTrailIsNamed(t *testing.T) {
	tests := []struct {
		name string
		sql  []string
		says string
	}{
		{"a changed event", []string{"DROP TRIGGER events_never_updated", "UPDATE events SET action = 'claim.approve' WHERE seq = 40"}, "Event 40 was changed"},
		{"a changed text", []string{"DROP TRIGGER event_texts_only_emptied", "UPDATE event_texts SET text = 'other' WHERE event_seq = (SELECT MAX(event_seq) FROM event_texts)"}, "A text of event"},
		{"a deleted event", []string{"DROP TRIGGER events_never_deleted", "DELETE FROM event_texts WHERE event_seq = 40", "DELETE FROM events WHERE seq = 40"}, "Event 40 is missing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := newDemo(t)
			raw, err := sql.Open("sqlite", filepath.Join(p.data, "tickmark.db"))
			if err != nil {
				t.Fatal(err)
			}
			raw.SetMaxOpenConns(1)
			for _, stmt := range append([]string{"PRAGMA foreign_keys = OFF", "DROP TRIGGER IF EXISTS event_texts_never_deleted"}, tt.sql...) {
				if _, err := raw.ExecContext(t.Context(), stmt); err != nil {
					t.Fatalf("%s: %v", stmt, err)
				}
			}
			if err := raw.Close(); err != nil {
				t.Fatal(err)
			}
			p.refused(t, 1, []string{"the trail does not hold", tt.says}, "trail", "verify")
		})
	}
}

func TestACheckpointKeptOutside(t *testing.T) {
	p := newDemo(t)
	raw, err := sql.Open("sqlite", filepath.Join(p.data, "tickmark.db"))
	if err != nil {
		t.Fatal(err)
	}
	var note string
	err = raw.QueryRowContext(t.Context(), "SELECT note FROM checkpoints ORDER BY size LIMIT 1").Scan(&note)
	if err := errors.Join(err, raw.Close()); err != nil {
		t.Fatal(err)
	}
	kept, other := filepath.Join(t.TempDir(), "kept"), filepath.Join(t.TempDir(), "other")
	for path, words := range map[string]string{kept: note, other: "tickmark/other\n"} {
		if err := os.WriteFile(path, []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out := p.must(t, "trail", "verify", "--checkpoint", kept); !strings.Contains(out, "kept outside") {
		t.Error(out)
	}
	p.refused(t, 1, []string{"not one of this newsroom's"}, "trail", "verify", "--checkpoint", other)
	p.refused(t, 1, []string{"cannot be read"}, "trail", "verify", "--checkpoint", filepath.Join(kept, "none"))
}

func TestPostgreSQL(t *testing.T) {
	p := newPlace(t)
	p.db = testkit.Postgres(t)
	p.must(t, "seed")
	s := p.serve(t)
	if page := s.get(t, s.signIn(t), "/articles/1"); !strings.Contains(page, "Kremlin says") {
		t.Error("the demo article is not on its page")
	}
	p.must(t, "trail", "verify")
	if out := p.must(t, "report", "2", "--format", "md"); out == "" {
		t.Error("no report")
	}
	if code := s.stop(t); code != 0 {
		t.Errorf("stopped with %d: %s", code, s.errs)
	}
}

// Several servers over one PostgreSQL may start at the same time.
func TestSeveralMigrateAtOnce(t *testing.T) {
	address := testkit.Postgres(t)
	sqlite := newPlace(t)
	for name, where := range map[string]func() place{
		"PostgreSQL": func() place { return newPlace(t).over(address) },
		"SQLite":     func() place { return sqlite },
	} {
		t.Run(name, func(t *testing.T) {
			var all sync.WaitGroup
			for range 5 {
				p := where()
				all.Go(func() {
					if _, errs, code := p.call(t, "migrate"); code != 0 {
						t.Error(errs)
					}
				})
			}
			all.Wait()
		})
	}
}

func (p place) over(db string) place {
	p.db = db
	return p
}

func TestCallsThatAreRefused(t *testing.T) {
	empty, busy, other := newPlace(t), newDemo(t), newDemo(t)
	s := busy.serve(t)
	taken := "--addr=" + strings.TrimPrefix(s.at, "http://")
	for _, tt := range []struct {
		name  string
		p     place
		code  int
		words []string
		args  []string
	}{
		{"no command", empty, 2, []string{"--help"}, nil},
		{"an unknown command", empty, 2, []string{"--help"}, []string{"sing"}},
		{"an unknown format", empty, 2, []string{"format"}, []string{"report", "1", "--format", "pdf"}},
		{"an article that is no number", empty, 2, nil, []string{"report", "first"}},
		{"a report without a database", empty, 1, []string{"no database", "TICKMARK_DATA"}, []string{"report", "1"}},
		{"serving no newsroom", empty, 1, []string{"tickmark seed"}, []string{"serve"}},
		{"an address in use", other, 1, []string{"listens on", "TICKMARK_ADDR"}, []string{"serve", taken}},
		{"an empty address", other, 1, []string{"TICKMARK_ADDR"}, []string{"serve", "--addr="}},
		{"an address without a host", other, 1, []string{"every address"}, []string{"serve", "--addr=:8080"}},
		{"a database that is not there", empty.over("postgres://127.0.0.1:1/none?user=who&password=hush"), 1, []string{"TICKMARK_DB"}, []string{"migrate"}},
		{"a data folder that is a file", place{data: filepath.Join(other.key, "x"), key: other.key}, 1, []string{"TICKMARK_DATA"}, []string{"seed"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.p.refused(t, tt.code, tt.words, tt.args...)
			if _, errs, _ := tt.p.call(t, tt.args...); strings.Contains(errs, "hush") {
				t.Errorf("it tells the password: %s", errs)
			}
		})
	}
}

func TestDemoAccountsAreRefusedElsewhere(t *testing.T) {
	p := newDemo(t)
	s := p.serve(t, "--addr=0.0.0.0:0", "--log=json")
	s.stop(t)
	if said := s.said.String(); !strings.Contains(said, "refused here") || strings.Contains(said, seeds.DemoPassword) {
		t.Errorf("it says:\n%s", said)
	}
	if errs := s.errs.String(); !strings.Contains(errs, `"level":"WARN"`) || !strings.Contains(errs, "TICKMARK_HTTPS") {
		t.Errorf("it does not warn in JSON:\n%s", errs)
	}
}

// A request that is under way when the server is told to stop gets its answer.
func TestARequestUnderWayIsAnswered(t *testing.T) {
	p := newDemo(t)
	s := p.serve(t)
	body, feed := io.Pipe()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.at+"/sign-in", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	answered := make(chan int, 1)
	go func() {
		res, err := http.DefaultTransport.RoundTrip(req)
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
	form := url.Values{"password": {seeds.DemoPassword}}
	if _, err := io.WriteString(feed, form.Encode()); err != nil {
		t.Fatal(err)
	}
	if err := feed.Close(); err != nil {
		t.Fatal(err)
	}
	if status := <-answered; status != http.StatusSeeOther {
		t.Errorf("status %d\n%s", status, s.errs)
	}
	<-s.end
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("stopped with %d", code)
	}
}
