package backup_test

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tickmark/backup"
)

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
