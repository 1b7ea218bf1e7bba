package backup_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/backup"
	"example.org/tickmark/blobs"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

func TestMain(m *testing.M) {
	syscall.Umask(0o077) // as the program does
	os.Exit(m.Run())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var made = time.Date(2025, 9, 23, 1, 2, 3, 4, time.UTC)

// full is a newsroom with a signed trail, somebody signed in, and blobs.
func full(t *testing.T) (*testkit.House, backup.Newsroom) {
	t.Helper()
	h := testkit.NewHouse(t, "")
	article := h.Open(t, testkit.Copy)
	h.ToApproved(t, h.Carl, h.Rita, article, h.Mark(t, h.Carl, article, 2))
	must(t, h.Checkpoint(t.Context()))
	n := backup.Newsroom{DB: h.DB, Data: t.TempDir(), Program: "test", Key: h.Key.Public()}
	folder := filepath.Join(n.Data, backup.Blobs)
	kept, err := blobs.Open(folder)
	must(t, err)
	for _, words := range originals {
		_, _, err := kept.Put(t.Context(), strings.NewReader(words), 100)
		must(t, err)
	}
	must(t, os.WriteFile(filepath.Join(folder, ".new-"+strings.Repeat("A", 26)), []byte("half"), 0o600)) // under way: not in the backup
	must(t, kept.Close())
	return h, n
}

// originals are the blobs of a full newsroom.
var originals = []string{"a photograph", "a page"}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// raw opens the database of a folder past all rules.
func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func count(t *testing.T, db *sql.DB, table string) (n int) {
	t.Helper()
	must(t, db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&n))
	return n
}

func TestABackupIsRestored(t *testing.T) {
	h, n := full(t)
	live := raw(t, h.Address)
	for _, put := range []string{
		"INSERT INTO sessions (token_hash, user_id, user_agent, created_at, last_seen_at) VALUES (x'01', 1, 'x', 1, 1)",
		"INSERT INTO devices (token_hash, user_id, created_at) VALUES (x'02', 1, 1)",
		"INSERT INTO password_links (user_id, token_hash, created_at, expires_at) VALUES (1, x'03', 1, 9)",
		"INSERT INTO sign_in_tries (handle, address, at) VALUES ('x', 'y', 1)",
	} {
		_, err := live.ExecContext(t.Context(), put)
		must(t, err)
	}
	file, folder := filepath.Join(t.TempDir(), "b.tar"), filepath.Join(t.TempDir(), "new")
	m, err := backup.Write(t.Context(), n, made, file)
	must(t, err)
	size, err := h.DB.Queries().TrailSize(t.Context())
	must(t, err)
	if m.Trail.Events != size || m.Trail.Checkpoint == "" || len(m.Files) != 3 || m.Schema < 3 || m.Key != h.Key.Public() || !m.MadeAt.Equal(made.Truncate(time.Second)) {
		t.Errorf("%+v", m)
	}
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if again, err := backup.Verify(t.Context(), file); err != nil || again.Trail.Events != size {
		t.Errorf("%+v, %v", again, err)
	}
	got, err := backup.Restore(t.Context(), file, folder, m.Trail.Checkpoint)
	must(t, err)
	if !got.Result.OK() || got.RolledBack() || got.Result.Events != size || !bytes.Equal(got.Result.Root, m.Trail.Root) {
		t.Errorf("%+v", got)
	}
	var found []string
	must(t, filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		info, err2 := d.Info()
		if want := map[bool]os.FileMode{true: os.ModeDir | 0o700, false: 0o600}[d.IsDir()]; info.Mode() != want {
			t.Errorf("%s: %v", path, info.Mode())
		}
		if inside, _ := filepath.Rel(folder, path); !d.IsDir() {
			found = append(found, inside)
		}
		return errors.Join(err, err2)
	}))
	if len(found) != 3 {
		t.Errorf("restored %v", found)
	}
	kept, err := blobs.Open(filepath.Join(folder, backup.Blobs))
	must(t, err)
	for _, words := range originals {
		r, _, err := kept.Get(t.Context(), sum([]byte(words)))
		must(t, err)
		got, err := io.ReadAll(r)
		must(t, errors.Join(err, r.Close()))
		if string(got) != words {
			t.Errorf("restored %q for %q", got, words)
		}
	}
	must(t, kept.Close())
	restored := raw(t, filepath.Join(folder, backup.Database))
	for _, table := range h.Tables(t, live) {
		want := count(t, live, table)
		switch table {
		case "sessions", "devices", "password_links", "sign_in_tries":
			if want == 0 {
				t.Errorf("%s proves nothing", table)
			}
			want = 0
		}
		if got := count(t, restored, table); got != want {
			t.Errorf("%s: %d rows, not %d", table, got, want)
		}
	}
}

// A table that holds what lets a browser in must be emptied by a restore.
func TestNoTokenSurvivesARestore(t *testing.T) {
	_, n := full(t)
	file, folder := filepath.Join(t.TempDir(), "b.tar"), t.TempDir()
	_, err := backup.Write(t.Context(), n, made, file)
	must(t, err)
	file = writeTar(t, withDatabase(t, readTar(t, file), // somebody put them in
		"INSERT INTO sessions (token_hash, user_id, user_agent, created_at, last_seen_at) VALUES (x'01', 1, 'x', 1, 1)",
		"INSERT INTO devices (token_hash, user_id, created_at) VALUES (x'02', 1, 1)",
		"INSERT INTO password_links (user_id, token_hash, created_at, expires_at) VALUES (1, x'03', 1, 9)"))
	_, err = backup.Restore(t.Context(), file, folder)
	must(t, err)
	db := raw(t, filepath.Join(folder, backup.Database))
	rows, err := db.QueryContext(t.Context(), "SELECT DISTINCT m.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name LIKE '%token%'")
	must(t, err)
	var tables []string
	for rows.Next() {
		var name string
		must(t, rows.Scan(&name))
		tables = append(tables, name)
	}
	must(t, errors.Join(rows.Err(), rows.Close()))
	if len(tables) < 3 {
		t.Fatalf("only %v hold tokens", tables)
	}
	for _, table := range tables {
		if n := count(t, db, table); n != 0 {
			t.Errorf("%s holds %d rows", table, n)
		}
	}
}

func TestAnOlderBackupIsARollBack(t *testing.T) {
	h, n := full(t)
	file := filepath.Join(t.TempDir(), "b.tar")
	m, err := backup.Write(t.Context(), n, made, file)
	must(t, err)
	h.Open(t, "Later\n\nMore happened.")
	must(t, h.Checkpoint(t.Context()))
	all, err := h.DB.Queries().Checkpoints(t.Context())
	must(t, err)
	later := all[len(all)-1]
	folder := t.TempDir()
	got, err := backup.Restore(t.Context(), file, folder, m.Trail.Checkpoint, later.Note)
	must(t, err)
	if !got.RolledBack() || got.Missing != later.Size-m.Trail.Events || !got.Result.OK() {
		t.Errorf("%+v", got)
	}
	if _, err := os.Stat(filepath.Join(folder, backup.Database)); err != nil {
		t.Error("there is nothing to look at")
	}
	other, err := audit.NewKey("test")
	must(t, err)
	forged, err := audit.SignCheckpoint(other, 1, make([]byte, 32))
	must(t, err)
	for name, note := range map[string]string{"of another key": forged, "of none": "tickmark/test\n"} {
		empty := t.TempDir()
		if _, err := backup.Restore(t.Context(), file, empty, note); !errors.Is(err, audit.ErrSignature) {
			t.Errorf("a checkpoint %s: %v", name, err)
		}
		untouched(t, empty)
	}
}

func untouched(t *testing.T, folder string) {
	t.Helper()
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("%s holds %v, %v", folder, left, err)
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	_, n := full(t)
	file := filepath.Join(t.TempDir(), "b.tar")
	must(t, os.WriteFile(file, []byte("mine"), 0o600))
	if _, err := backup.Write(t.Context(), n, made, file); !errors.Is(err, backup.ErrExists) {
		t.Error(err)
	}
	if got, err := os.ReadFile(file); string(got) != "mine" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	must(t, os.Remove(file))
	_, err := backup.Write(t.Context(), n, made, file)
	must(t, err)
	busy := t.TempDir()
	must(t, os.WriteFile(filepath.Join(busy, "notes"), nil, 0o600))
	if _, err := backup.Restore(t.Context(), file, busy); !errors.Is(err, backup.ErrNotEmpty) {
		t.Error(err)
	}
}

func TestABlobThatChangedIsNotBackedUp(t *testing.T) {
	_, n := full(t)
	blobs, err := filepath.Glob(filepath.Join(n.Data, backup.Blobs, "??", "[0-9a-f]*"))
	must(t, err)
	must(t, os.WriteFile(blobs[0], []byte("A photograph"), 0o600))
	folder := t.TempDir()
	if _, err := backup.Write(t.Context(), n, made, filepath.Join(folder, "b.tar")); !errors.Is(err, backup.ErrDamaged) {
		t.Error(err)
	}
	untouched(t, folder)
}

// A backup that passed over a link in silence would be one without its blobs.
func TestALinkAmongTheBlobsIsNotBackedUp(t *testing.T) {
	for _, at := range []string{"", "00", "00/" + strings.Repeat("0", 64)} {
		_, n := full(t)
		link := filepath.Join(n.Data, backup.Blobs, at)
		must(t, os.RemoveAll(link))
		must(t, os.MkdirAll(filepath.Dir(link), 0o700))
		must(t, os.Symlink(t.TempDir(), link))
		folder := t.TempDir()
		if _, err := backup.Write(t.Context(), n, made, filepath.Join(folder, "b.tar")); !errors.Is(err, backup.ErrDamaged) {
			t.Errorf("a link at blobs/%s: %v", at, err)
		}
		untouched(t, folder)
	}
}

func TestABrokenDatabaseIsNotBackedUp(t *testing.T) {
	h, n := full(t)
	h.Tampered = true
	db := raw(t, h.Address)
	for _, s := range []string{"PRAGMA foreign_keys = OFF", "INSERT INTO article_team (article_id, user_id) VALUES (1, 999)"} {
		_, err := db.ExecContext(t.Context(), s)
		must(t, err)
	}
	folder := t.TempDir()
	if _, err := backup.Write(t.Context(), n, made, filepath.Join(folder, "b.tar")); !errors.Is(err, backup.ErrDamaged) {
		t.Error(err)
	}
	untouched(t, folder)
}

// What a killed backup left is swept by the next, what another is at is not.
func TestWhatWasLeftBehindIsSwept(t *testing.T) {
	_, n := full(t)
	folder := t.TempDir()
	left, held, mine := filepath.Join(folder, ".tickmark-part-"+strings.Repeat("A", 26)), filepath.Join(folder, ".tickmark-part-"+strings.Repeat("B", 26)), filepath.Join(folder, ".tickmark-part-mine")
	for _, f := range []string{left, held, mine} {
		must(t, os.Mkdir(f, 0o700))
		must(t, os.WriteFile(filepath.Join(f, "x"), nil, 0o600))
	}
	lock, err := os.Open(held)
	must(t, err)
	must(t, syscall.Flock(int(lock.Fd()), syscall.LOCK_EX))
	defer func() { must(t, lock.Close()) }()
	_, err = backup.Write(t.Context(), n, made, filepath.Join(folder, "b.tar"))
	must(t, err)
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Error("what was left is there")
	}
	for _, f := range []string{held, mine} {
		if _, err := os.Stat(filepath.Join(f, "x")); err != nil {
			t.Error(err)
		}
	}
}

func TestACancelledBackupLeavesNothing(t *testing.T) {
	_, n := full(t)
	folder := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := backup.Write(ctx, n, made, filepath.Join(folder, "b.tar")); err == nil {
		t.Error("it was written")
	}
	untouched(t, folder)
}

func TestPostgreSQLIsSentElsewhere(t *testing.T) {
	h := testkit.NewHouse(t, testkit.FoundedPostgres(t))
	folder := t.TempDir()
	if _, err := backup.Write(t.Context(), backup.Newsroom{DB: h.DB, Data: t.TempDir()}, made, filepath.Join(folder, "b.tar")); !errors.Is(err, store.ErrNoFile) {
		t.Error(err)
	}
	untouched(t, folder)
	if f, err := h.DB.Figures(t.Context()); err != nil || f.Events == 0 || f.NewestAt == 0 {
		t.Errorf("%+v, %v", f, err)
	}
	must(t, h.DB.Answers(t.Context()))
	if len(h.DB.Pools()) != 1 {
		t.Error("pools")
	}
}

func ExampleDue() {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	last := time.Date(2025, 9, 22, 1, 0, 5, 0, time.UTC) // 3:00 in Berlin
	for _, now := range []time.Time{last.Add(23 * time.Hour), last.Add(24 * time.Hour)} {
		fmt.Println(now.In(berlin).Format("2 Jan 15:04"), backup.Due(now, last, 3, berlin))
	}
	// Output:
	// 23 Sep 02:00 false
	// 23 Sep 03:00 true
}
