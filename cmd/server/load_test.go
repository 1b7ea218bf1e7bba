package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// load is people who comment without pause, and the ledger of what they were
// told was saved.
type load struct {
	mu     sync.Mutex
	acked  []string
	failed []string // answers of 500 and over
	ended  chan struct{}
	people sync.WaitGroup
}

var remarks atomic.Int64

// loaded lets four people comment on the demo's first article until the load ends.
func loaded(t *testing.T, s *server) *load {
	t.Helper()
	l := &load{ended: make(chan struct{})}
	browser := s.signIn(t)
	ctx := context.WithoutCancel(t.Context())
	for range 4 {
		l.people.Go(func() {
			for {
				select {
				case <-l.ended:
					return
				default:
					l.remark(ctx, s, browser)
				}
			}
		})
	}
	t.Cleanup(l.end)
	return l
}

// remark says one thing, and notes it when the server says that it is saved.
func (l *load) remark(ctx context.Context, s *server, browser *http.Client) {
	words := fmt.Sprintf("remark-%d-", remarks.Add(1))
	form := url.Values{"form": {"articlecomment"}, "kind": {"comment"}, "body": {words}, "key": {words}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.at+"/articles/1/comments", strings.NewReader(form.Encode()))
	if err != nil {
		panic(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	once := &http.Client{Jar: browser.Jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := once.Do(req)
	if err != nil {
		time.Sleep(time.Millisecond) // nobody listens any more
		return
	}
	_, _ = io.Copy(io.Discard, res.Body)
	_ = res.Body.Close()
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case res.StatusCode == http.StatusSeeOther && strings.HasPrefix(res.Header.Get("Location"), "/articles/1"):
		l.acked = append(l.acked, words)
	case res.StatusCode >= http.StatusInternalServerError:
		l.failed = append(l.failed, res.Status)
	}
}

// sofar is what was saved so far.
func (l *load) sofar() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.acked)
}

func (l *load) end() {
	l.mu.Lock()
	select {
	case <-l.ended:
	default:
		close(l.ended)
	}
	l.mu.Unlock()
	l.people.Wait()
}

// lost is what a database does not hold of what was saved, and what is broken
// in it: it knows nothing of ours but the name of a table.
func lost(t *testing.T, path string, saved []string) (found []string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var sound string
	if err := db.QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&sound); err != nil || sound != "ok" {
		return []string{fmt.Sprintf("%s %v", sound, err)}
	}
	rows, err := db.QueryContext(t.Context(), "SELECT body FROM comments WHERE body LIKE 'remark-%'")
	if err != nil {
		return []string{err.Error()}
	}
	defer func() { _ = rows.Close() }()
	there := map[string]int{}
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			t.Fatal(err)
		}
		there[body]++
	}
	for _, words := range saved {
		if there[words] != 1 {
			found = append(found, words)
		}
	}
	if err := rows.Err(); err != nil {
		found = append(found, err.Error())
	}
	return found
}

// TestBackupsUnderLoad makes backups while people work, restores each, and
// looks for all that was saved before it began. A plain copy of the file, made
// beside each, must be found out: else the look proves nothing.
func TestBackupsUnderLoad(t *testing.T) {
	p := newDemo(t)
	l := loaded(t, p.serve(t))
	folder, found := t.TempDir(), 0
	for i := range 10 {
		for before := len(l.sofar()); len(l.sofar()) < before+5; {
			time.Sleep(5 * time.Millisecond)
		}
		saved := l.sofar()
		plain := filepath.Join(folder, fmt.Sprintf("plain%d.db", i))
		if content, err := os.ReadFile(filepath.Join(p.data, "tickmark.db")); err != nil || os.WriteFile(plain, content, 0o600) != nil {
			t.Fatal(err)
		}
		if len(lost(t, plain, saved)) > 0 {
			found++
		}
		file, restored := filepath.Join(folder, fmt.Sprintf("%d.tar", i)), filepath.Join(folder, fmt.Sprintf("restored%d", i))
		p.must(t, "backup", file)
		p.must(t, "restore", file, restored)
		if missing := lost(t, filepath.Join(restored, "tickmark.db"), saved); len(missing) > 0 {
			t.Errorf("backup %d lacks %v of %d", i, missing, len(saved))
		}
	}
	l.end()
	if found == 0 {
		t.Error("ten plain copies of a file under load, and nothing was missing from any: the look proves nothing")
	}
	t.Logf("%d remarks were saved; %d of 10 plain copies lacked some", len(l.sofar()), found)
	if len(l.failed) > 0 {
		t.Errorf("%v", l.failed)
	}
}

// A backup that is killed leaves no file, or the whole of it, and the next
// leaves nothing of it behind.
func TestAKilledBackupLeavesNothingHalf(t *testing.T) {
	p := newDemo(t)
	l := loaded(t, p.serve(t))
	folder, whole := t.TempDir(), 0
	for i := range 8 {
		file := filepath.Join(folder, fmt.Sprintf("%d.tar", i))
		cmd := p.command(t.Context(), "backup", file)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(10+i*25) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if _, err := os.Stat(file); err == nil {
			p.must(t, "backup", "--verify", file)
			whole++
		}
	}
	p.must(t, "backup", filepath.Join(folder, "last.tar"))
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != whole+1 {
		t.Errorf("left are %v, %v", left, err)
	}
	l.end()
	t.Logf("%d of 8 were whole when they were killed", whole)
}

// TestToldToStopUnderLoad stops the server again and again while people work:
// soon, with nothing lost, no answer broken, and its log written back.
func TestToldToStopUnderLoad(t *testing.T) {
	p := newDemo(t)
	var saved []string
	for i := range 4 {
		s := p.serve(t)
		l := loaded(t, s)
		for len(l.sofar()) < 5+3*i {
			time.Sleep(2 * time.Millisecond)
		}
		begun := time.Now()
		if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		<-s.end
		if took := time.Since(begun); s.cmd.ProcessState.ExitCode() != 0 || took > shutdownTimeout {
			t.Errorf("it ended with %d after %v:\n%s", s.cmd.ProcessState.ExitCode(), took, s.errs)
		}
		l.end()
		if len(l.failed) > 0 {
			t.Errorf("answers while it stopped: %v", l.failed)
		}
		if _, err := os.Stat(filepath.Join(p.data, "tickmark.db-wal")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("its log was not written back: %v", err)
		}
		saved = append(saved, l.sofar()...)
	}
	if missing := lost(t, filepath.Join(p.data, "tickmark.db"), saved); len(missing) > 0 {
		t.Errorf("lost %v of %d", missing, len(saved))
	}
	p.must(t, "trail", "verify")
}
