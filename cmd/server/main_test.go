package main

import (
	"bytes"
	"database/sql"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
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
