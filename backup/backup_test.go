package backup_test

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
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
	for _, words := range []string{"a photograph", "a page"} {
		name := sum([]byte(words))
		folder := filepath.Join(n.Data, backup.Blobs, name[:2])
		must(t, os.MkdirAll(folder, 0o700))
		must(t, os.WriteFile(filepath.Join(folder, name), []byte(words), 0o600))
		must(t, os.WriteFile(filepath.Join(folder, ".part-"+name), []byte("half"), 0o600)) // under way: not in the backup
	}
	return h, n
}

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
	must(t, db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&n)) //nolint:gosec // of this test
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

// entry is one file of a tar as it is read and written by hand.
type entry struct {
	tar.Header
	body []byte
}

func readTar(t *testing.T, path string) (es []entry) {
	t.Helper()
	f, err := os.Open(path)
	must(t, err)
	defer func() { must(t, f.Close()) }()
	for r := tar.NewReader(f); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return es
		}
		must(t, err)
		body, err := io.ReadAll(r)
		must(t, err)
		es = append(es, entry{*h, body})
	}
}

func writeTar(t *testing.T, es []entry) string {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, e := range es {
		e.Size = int64(len(e.body))
		must(t, w.WriteHeader(&e.Header))
		_, err := w.Write(e.body)
		must(t, err)
	}
	must(t, w.Close())
	path := filepath.Join(t.TempDir(), "changed.tar")
	must(t, os.WriteFile(path, out.Bytes(), 0o600))
	return path
}

// manifest changes the manifest of a backup.
func manifest(t *testing.T, es []entry, change func(*backup.Manifest)) []entry {
	t.Helper()
	var m backup.Manifest
	must(t, json.Unmarshal(es[0].body, &m))
	change(&m)
	body, err := json.Marshal(m)
	must(t, err)
	es[0].body = body
	return es
}

// withDatabase puts a changed database into a backup, its hashes made right.
func withDatabase(t *testing.T, es []entry, statements ...string) []entry {
	t.Helper()
	path := filepath.Join(t.TempDir(), "changed.db")
	must(t, os.WriteFile(path, es[1].body, 0o600))
	db := raw(t, path)
	for _, s := range append([]string{"PRAGMA journal_mode = DELETE", "PRAGMA foreign_keys = OFF"}, statements...) {
		_, err := db.ExecContext(t.Context(), s)
		must(t, err)
	}
	must(t, db.Close())
	body, err := os.ReadFile(path)
	must(t, err)
	return withBytes(t, es, body)
}

func withBytes(t *testing.T, es []entry, body []byte) []entry {
	t.Helper()
	es[1].body = body
	return manifest(t, es, func(m *backup.Manifest) { m.Files[0].Size, m.Files[0].SHA256 = int64(len(body)), sum(body) })
}

// A backup is what somebody hands in: nothing of a bad one is put in place.
func TestABadBackupIsRefused(t *testing.T) {
	_, n := full(t)
	file := filepath.Join(t.TempDir(), "b.tar")
	_, err := backup.Write(t.Context(), n, made, file)
	must(t, err)
	add := func(path string, typ byte, link string) func(*testing.T, []entry) []entry {
		return func(t *testing.T, es []entry) []entry {
			body := []byte("x")
			if typ != tar.TypeReg {
				body = nil
			}
			es = append(es, entry{tar.Header{Name: path, Typeflag: typ, Linkname: link, Mode: 0o644}, body})
			return manifest(t, es, func(m *backup.Manifest) {
				m.Files = append(m.Files, backup.File{Path: path, Size: int64(len(body)), SHA256: sum(body)})
			})
		}
	}
	blob := func(prefix string) string { return prefix + sum([]byte("x")) }
	for _, tt := range []struct {
		name   string
		change func(*testing.T, []entry) []entry
		want   error
	}{
		{"a path that leads out", add("../"+blob(""), tar.TypeReg, ""), backup.ErrDamaged},
		{"a path that leads out of the blobs", add("blobs/../../"+blob(""), tar.TypeReg, ""), backup.ErrDamaged},
		{"an absolute path", add("/tmp/"+blob(""), tar.TypeReg, ""), backup.ErrDamaged},
		{"a file that is none of ours", add("serve.lock", tar.TypeReg, ""), backup.ErrDamaged},
		{"a blob with another's name", add("blobs/"+strings.Repeat("0", 64), tar.TypeReg, ""), backup.ErrDamaged},
		{"a link", add(blob("blobs/"), tar.TypeSymlink, "/etc/passwd"), backup.ErrDamaged},
		{"a hard link", add(blob("blobs/"), tar.TypeLink, "tickmark.db"), backup.ErrDamaged},
		{"a device", add(blob("blobs/"), tar.TypeChar, ""), backup.ErrDamaged},
		{"a folder", add(blob("blobs/"), tar.TypeDir, ""), backup.ErrDamaged},
		{"a file twice", func(t *testing.T, es []entry) []entry {
			return manifest(t, append(es, es[2]), func(m *backup.Manifest) { m.Files = append(m.Files, m.Files[1]) })
		}, backup.ErrDamaged},
		{"a file more than it says", func(_ *testing.T, es []entry) []entry { return append(es, es[2]) }, backup.ErrDamaged},
		{"a file less than it says", func(_ *testing.T, es []entry) []entry { return es[:2] }, backup.ErrDamaged},
		{"its files in another order", func(_ *testing.T, es []entry) []entry { return []entry{es[0], es[2], es[1], es[3]} }, backup.ErrDamaged},
		{"a changed blob", func(_ *testing.T, es []entry) []entry { es[3].body[0] ^= 1; return es }, backup.ErrDamaged},
		{"a changed database", func(_ *testing.T, es []entry) []entry { es[1].body[5000] ^= 1; return es }, backup.ErrDamaged},
		{"a file larger than the whole", func(t *testing.T, es []entry) []entry {
			return manifest(t, es, func(m *backup.Manifest) { m.Files[1].Size = 1 << 40 })
		}, backup.ErrDamaged},
		{"files that overflow a number", func(t *testing.T, es []entry) []entry {
			return manifest(t, es, func(m *backup.Manifest) { m.Files[1].Size = 1<<63 - 1; m.Files[2].Size = 1<<63 - 1 })
		}, backup.ErrDamaged},
		{"a negative size", func(t *testing.T, es []entry) []entry {
			return manifest(t, es, func(m *backup.Manifest) { m.Files[1].Size = -1 })
		}, backup.ErrDamaged},
		{"no manifest", func(_ *testing.T, es []entry) []entry { return es[1:] }, backup.ErrNotOurs},
		{"a manifest that is none", func(_ *testing.T, es []entry) []entry { es[0].body = []byte("{}"); return es }, backup.ErrNotOurs},
		{"a manifest with more in it", func(_ *testing.T, es []entry) []entry {
			es[0].body = append([]byte(`{"run":"me",`), es[0].body[1:]...)
			return es
		}, backup.ErrNotOurs},
		{"a later form", func(t *testing.T, es []entry) []entry {
			return manifest(t, es, func(m *backup.Manifest) { m.Format = 2 })
		}, backup.ErrNewer},
		{"no database", func(t *testing.T, es []entry) []entry {
			return manifest(t, []entry{es[0], es[2], es[3]}, func(m *backup.Manifest) { m.Files = m.Files[1:] })
		}, backup.ErrDamaged},
		{"a database that is none", func(t *testing.T, es []entry) []entry {
			return withBytes(t, es, []byte(strings.Repeat("no database ", 500)))
		}, backup.ErrDamaged},
		{"a database with a broken page", func(t *testing.T, es []entry) []entry {
			body := bytes.Clone(es[1].body)
			for i := 5 * 4096; i < 6*4096; i++ {
				body[i] = 0xaa
			}
			return withBytes(t, es, body)
		}, backup.ErrDamaged},
		{"a database cut short", func(t *testing.T, es []entry) []entry { return withBytes(t, es, es[1].body[:8*4096]) }, backup.ErrDamaged},
		{"a database with a trigger put in", func(t *testing.T, es []entry) []entry {
			return withDatabase(t, es, "CREATE TRIGGER more AFTER INSERT ON sessions BEGIN UPDATE users SET roles = 'admin'; END")
		}, backup.ErrDamaged},
		{"a database with a trigger taken out", func(t *testing.T, es []entry) []entry {
			return withDatabase(t, es, "DROP TRIGGER approvals_never_by_a_hand")
		}, backup.ErrDamaged},
		{"a database with a view put in", func(t *testing.T, es []entry) []entry {
			return withDatabase(t, es, "CREATE VIEW more AS SELECT 1")
		}, backup.ErrDamaged},
		{"a database with a row that refers to none", func(t *testing.T, es []entry) []entry {
			return withDatabase(t, es, "INSERT INTO article_team (article_id, user_id) VALUES (1, 999)")
		}, backup.ErrDamaged},
		{"a database of a later program", func(t *testing.T, es []entry) []entry {
			return withDatabase(t, es, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)")
		}, backup.ErrNewer},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bad, folder := writeTar(t, tt.change(t, readTar(t, file))), t.TempDir()
			_, err := backup.Restore(t.Context(), bad, folder)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v", err)
			}
			untouched(t, folder)
		})
	}
	t.Run("cut off anywhere", func(t *testing.T) {
		whole, err := os.ReadFile(file)
		must(t, err)
		for cut := 0; cut < len(whole)-1024; cut += len(whole)/40 + 1 {
			short := filepath.Join(t.TempDir(), "short.tar")
			must(t, os.WriteFile(short, whole[:cut], 0o600))
			if _, err := backup.Verify(t.Context(), short); !errors.Is(err, backup.ErrDamaged) && !errors.Is(err, backup.ErrNotOurs) {
				t.Errorf("at %d: %v", cut, err)
			}
		}
	})
	t.Run("no backup at all", func(t *testing.T) {
		for _, path := range []string{t.TempDir(), "/dev/zero"} {
			if _, err := backup.Verify(t.Context(), path); !errors.Is(err, backup.ErrNotOurs) {
				t.Errorf("%s: %v", path, err)
			}
		}
	})
}

// What somebody wrote anew without the key is in place to look at, and told.
func TestATrailThatDoesNotHoldIsTold(t *testing.T) {
	_, n := full(t)
	file, folder := filepath.Join(t.TempDir(), "b.tar"), t.TempDir()
	_, err := backup.Write(t.Context(), n, made, file)
	must(t, err)
	es := readTar(t, file)
	trigger := "CREATE TRIGGER events_never_updated BEFORE UPDATE ON events\nBEGIN SELECT RAISE(ABORT, 'tickmark: events are never changed'); END"
	bad := writeTar(t, withDatabase(t, es, "DROP TRIGGER events_never_updated", "UPDATE events SET action = 'claim.approve' WHERE seq = 2", trigger))
	got, err := backup.Restore(t.Context(), bad, folder)
	must(t, err)
	if got.Result.OK() || got.Result.Problem.Seq != 2 {
		t.Errorf("%+v", got.Result)
	}
	if _, err := os.Stat(filepath.Join(folder, backup.Database)); err != nil {
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
	h := testkit.NewHouse(t, testkit.Postgres(t))
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
