package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/store"
)

// Newsroom is what is backed up.
type Newsroom struct {
	DB      *store.DB
	Data    string // the data folder, for the blobs in it; there need be none
	Program string // the version of this program
	Key     string // the public half of the key that signs the trail
}

// Write puts the newsroom as it stands at one moment into a new file at path,
// mode 0600, while others go on working. What lets a browser in is left out. The file is there whole or not at
// all, and on the disk when Write returns; for a while it takes up twice its
// space. It fails with ErrExists when there is something at path, with
// ErrDamaged when the newsroom's own files are not sound, and with
// store.ErrNoFile over PostgreSQL.
func Write(ctx context.Context, n Newsroom, at time.Time, path string) (m Manifest, err error) {
	if _, err := os.Lstat(path); err == nil {
		return m, fmt.Errorf("%w at %s", ErrExists, path)
	}
	shop, err := openWorkshop(filepath.Dir(path))
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, shop.close()) }()
	m = Manifest{Format: Format, Program: n.Program, MadeAt: at.UTC().Truncate(time.Second), Database: "sqlite", Key: n.Key}
	if err := n.copyDatabase(ctx, shop, &m); err != nil {
		return m, err
	}
	blobs, err := listBlobs(filepath.Join(n.Data, Blobs))
	if err != nil {
		return m, err
	}
	m.Files = append(m.Files, blobs...)
	if err := m.check(m.Size()); err != nil {
		return m, err
	}
	if err := n.archive(ctx, shop, m); err != nil {
		return m, err
	}
	return m, place(shop.in("archive"), path)
}

// copyDatabase copies the database into the workshop, looks whether the copy
// is sound, and notes what is in it.
func (n Newsroom) copyDatabase(ctx context.Context, shop *workshop, m *Manifest) error {
	copied := shop.in(Database)
	if err := n.DB.CopyTo(ctx, copied); err != nil {
		return err
	}
	if err := describe(ctx, copied, m); err != nil {
		return err
	}
	f, err := hashFile(copied)
	if err != nil {
		return err
	}
	f.Path = Database
	m.Files = []File{f}
	return nil
}

// describe opens a copy of a database, which must be sound, drops from it what
// lets a browser in, and notes how its trail stands.
func describe(ctx context.Context, path string, m *Manifest) (err error) {
	db, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeAlone(db, path)) }()
	found, err := db.Damage(ctx, false)
	if err == nil && len(found) > 0 {
		err = fmt.Errorf("the database is %w: %s", ErrDamaged, found[0])
	}
	if err != nil {
		return err
	}
	if err := db.EndSignIns(ctx); err != nil {
		return err
	}
	if m.Schema, _, err = db.SchemaVersion(ctx); err != nil {
		return err
	}
	return db.Snapshot(ctx, func(q store.Queries) error {
		if m.Trail.Events, err = q.TrailSize(ctx); err != nil {
			return err
		}
		m.Trail.Root, err = audit.Root(m.Trail.Events, func(ids []int64) ([][]byte, error) { return q.TrailHashes(ctx, ids) })
		if err != nil {
			return err
		}
		signed, err := q.Checkpoints(ctx)
		if len(signed) > 0 {
			m.Trail.Checkpoint = signed[len(signed)-1].Note
		}
		return err
	})
}

// closeAlone closes the database at path, and fails when not all of it is in
// that one file then.
func closeAlone(db *store.DB, path string) error {
	err := db.Close()
	if _, left := os.Lstat(path + "-wal"); left == nil {
		err = errors.Join(err, errors.New("the database's log was not written back"))
	}
	return err
}

// listBlobs names the blobs of a folder, by name. It fails with ErrDamaged when
// a link in it leads to where a backup does not follow.
func listBlobs(folder string) (files []File, err error) {
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if path == folder && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		if d.Type()&fs.ModeSymlink != 0 {
			return fmt.Errorf("%w: %s is a link; put a folder with what it leads to in its place", ErrDamaged, path)
		}
		inside, err := filepath.Rel(filepath.Dir(folder), path)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(inside)
		sum := blobSum(name)
		if sum == "" || !d.Type().IsRegular() {
			return nil // none of ours, or not whole yet
		}
		info, err := d.Info()
		if err == nil {
			files = append(files, File{Path: name, Size: info.Size(), SHA256: sum})
		}
		return err
	})
	return files, err
}

// hashFile is the size and the hash of a file.
func hashFile(path string) (f File, err error) {
	file, err := os.Open(path) //nolint:gosec // in our workshop
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	hash := sha256.New()
	f.Size, err = io.Copy(hash, file)
	f.SHA256 = hex.EncodeToString(hash.Sum(nil))
	return f, err
}

// archive writes the files that m names into one in the workshop, and lets go
// of the copy of the database.
func (n Newsroom) archive(ctx context.Context, shop *workshop, m Manifest) (err error) {
	out, err := os.OpenFile(shop.in("archive"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if len(text) > maxManifest {
		return fmt.Errorf("%d blobs are more than a backup holds", len(m.Files))
	}
	w := tar.NewWriter(out)
	if err := header(w, m, manifestName, int64(len(text))); err != nil {
		return err
	}
	if _, err := w.Write(text); err != nil {
		return err
	}
	for _, f := range m.Files {
		from := filepath.Join(n.Data, filepath.FromSlash(f.Path))
		if f.Path == Database {
			from = shop.in(Database)
		}
		if err := addFile(ctx, w, m, f, from); err != nil {
			return err
		}
	}
	return errors.Join(w.Close(), out.Sync(), os.Remove(shop.in(Database)))
}

func header(w *tar.Writer, m Manifest, name string, size int64) error {
	return w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: m.MadeAt})
}

func addFile(ctx context.Context, w *tar.Writer, m Manifest, f File, from string) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	file, err := os.Open(from) //nolint:gosec // the copy of the database, or a blob of the data folder
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := header(w, m, f.Path, f.Size); err != nil {
		return err
	}
	return copyHashed(w, file, f)
}

// place gives a finished file its name, unless there is something by it. Where
// a disk knows no second name for a file the two are looked at one after the
// other.
func place(finished, path string) error {
	err := os.Link(finished, path)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w at %s", ErrExists, path)
	}
	if err != nil {
		if _, there := os.Lstat(path); there == nil {
			return fmt.Errorf("%w at %s", ErrExists, path)
		}
		err = os.Rename(finished, path)
	}
	return errors.Join(err, syncFolder(filepath.Dir(path)))
}
