package main

import (
	"bytes"
	"database/sql"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/backup"
	"example.org/tickmark/testkit"
)

// night is a newsroom that is backed up each night, under a clock of the test's.
type night struct {
	*nightly
	house *testkit.House
	at    time.Time
	log   *bytes.Buffer
}

func newNight(t *testing.T, address string) *night {
	t.Helper()
	n := &night{house: testkit.NewHouse(t, address), at: time.Date(2025, 9, 22, 9, 0, 0, 0, time.UTC), log: new(bytes.Buffer)}
	r := &run{Settings: Settings{Data: t.TempDir(), DB: address}, now: func() time.Time { return n.at }}
	n.nightly = r.nightly(n.house.Newsroom, slog.New(slog.NewTextHandler(n.log, nil)))
	return n
}

func (n *night) set(t *testing.T, statement string) {
	t.Helper()
	driver := "sqlite"
	if n.impossible {
		driver = "pgx"
	}
	db, err := sql.Open(driver, n.house.Address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// kept is how many backups there are after a look.
func (n *night) kept(t *testing.T) int {
	t.Helper()
	n.look(t.Context())
	return len(n.state().Kept)
}

func TestTheNightlyBackup(t *testing.T) {
	n := newNight(t, "")
	if n.kept(t) != 0 {
		t.Fatal("nobody asked for it")
	}
	n.set(t, "UPDATE settings SET nightly_backup = true, backups_kept = 2, backup_hour = 3") // in Berlin
	if n.kept(t) != 1 {
		t.Fatalf("the first: %s", n.log)
	}
	if again := n.kept(t); again != 1 {
		t.Fatalf("%d at once", again)
	}
	for _, step := range []struct {
		name string
		by   time.Duration
		kept int
	}{
		{"the same day", 10 * time.Hour, 1},
		{"the next night", 8 * time.Hour, 2},
		{"a minute later", time.Minute, 2},
		{"three nights later, the oldest is gone", 72 * time.Hour, 2},
	} {
		n.at = n.at.Add(step.by)
		if got := n.kept(t); got != step.kept {
			t.Errorf("%s: %d", step.name, got)
		}
	}
	state := n.state()
	if state.Kept[0].At != n.at.UTC() || state.Failure != "" || n.count() != 0 {
		t.Errorf("%+v", state)
	}
	if _, err := backup.Restore(t.Context(), filepath.Join(state.Folder, state.Kept[0].Name), t.TempDir()); err != nil {
		t.Error(err)
	}
}

func TestANightlyBackupThatFails(t *testing.T) {
	n := newNight(t, "")
	n.set(t, "UPDATE settings SET nightly_backup = true")
	if err := os.WriteFile(string(n.folder), nil, 0o600); err != nil { // where the folder should be
		t.Fatal(err)
	}
	n.look(t.Context())
	n.look(t.Context()) // not yet again
	if s := n.state(); n.count() != 1 || s.Failure == "" || !s.FailedAt.Equal(n.at) || !strings.Contains(n.log.String(), "level=ERROR") {
		t.Errorf("%d, %+v\n%s", n.count(), s, n.log)
	}
	n.at = n.at.Add(-48 * time.Hour) // a clock that is put back does not make it wait for two days
	n.look(t.Context())
	if n.count() != 2 {
		t.Errorf("%d", n.count())
	}
	if err := os.Remove(string(n.folder)); err != nil {
		t.Fatal(err)
	}
	n.at = n.at.Add(nightlyAgain)
	if n.kept(t) != 1 || n.state().Failure != "" || !n.state().FailedAt.IsZero() {
		t.Errorf("%+v\n%s", n.state(), n.log)
	}
}

func TestNoNightlyBackupOfPostgreSQL(t *testing.T) {
	n := newNight(t, testkit.Postgres(t))
	n.set(t, "UPDATE settings SET nightly_backup = true")
	n.look(t.Context())
	n.look(t.Context())
	if s := n.state(); !s.Impossible || len(s.Kept) > 0 || strings.Count(n.log.String(), "pg_dump") != 1 {
		t.Errorf("%+v\n%s", s, n.log)
	}
}

// The server makes the backup by itself, and says so where it is looked for.
func TestTheServerBacksUpAtNight(t *testing.T) {
	p := newDemo(t)
	p.execute(t, "UPDATE settings SET nightly_backup = 1")
	s := p.serve(t, "--metrics=127.0.0.1:0")
	for !strings.Contains(s.errs.String(), "nightly backup was made") {
		select {
		case <-s.errs.came:
		case <-s.end:
			t.Fatal(s.errs)
		}
	}
	kept, err := filepath.Glob(filepath.Join(p.data, "backups", "tickmark-*Z.tar"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("%v, %v", kept, err)
	}
	p.must(t, "backup", "--verify", kept[0])
	if _, text := ask(t, s.beside(t)+"/metrics"); figure(text, "tickmark_backups") != "1" || figure(text, "tickmark_backup_last_success_timestamp_seconds") == "0" {
		t.Error(text)
	}
	if out := p.must(t, "doctor"); !strings.Contains(out, "the newest in") {
		t.Error(out)
	}
	p.refused(t, 1, []string{"Name a file elsewhere"}, "backup", filepath.Join(p.data, "x.tar"))
	p.must(t, "backup", filepath.Join(p.data, "backups", "by-hand.tar"))
}
