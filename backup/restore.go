package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"example.org/tickmark/audit"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
)

// Restored is what came of a restore.
type Restored struct {
	Manifest Manifest
	// Result is what was found in the trail, with the checkpoints kept outside
	// that it reaches to.
	Result audit.Result
	// Missing is how many events the checkpoints kept outside know of that are
	// not in the backup: a roll-back. The first of them has the number
	// Result.Events.
	Missing int64
}

// RolledBack reports whether checkpoints kept outside know of later events.
func (r Restored) RolledBack() bool { return r.Missing > 0 }

// Restore takes the newsroom out of the backup at file and puts it into
// folder, which must be missing or empty, for its owner alone. Nothing is put
// there before every hash is right, the database is sound, and nothing is in
// it that its migrations did not make; then it is brought up to date, and every
// sign-in ends. Kept are checkpoints that somebody kept outside, as they were
// signed.
//
// That the trail does not hold, or is older than a kept checkpoint, is told in
// what is returned, and the folder is there to look at. Restore fails with
// ErrNotEmpty, ErrNotOurs, ErrNewer, ErrDamaged, and with audit.ErrSignature or
// audit.ErrCheckpoint when a kept checkpoint is not of the backup's newsroom.
func Restore(ctx context.Context, file, folder string, kept ...string) (r Restored, err error) {
	if err := emptyFolder(folder); err != nil {
		return r, err
	}
	shop, err := openWorkshop(folder)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, shop.close()) }()
	outside, err := r.unpack(ctx, file, shop.path, kept)
	if err != nil {
		return r, err
	}
	if err := r.settle(ctx, shop.in(Database), outside); err != nil {
		return r, err
	}
	return r, moveIn(shop.path, folder)
}

// emptyFolder makes the folder when it is missing. Of what may be in it, a
// disk's own folder for lost files and what a killed restore left do not count.
func emptyFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != "lost+found" && !workshopName.MatchString(e.Name()) {
			return fmt.Errorf("%w: there is %s in it", ErrNotEmpty, e.Name())
		}
	}
	return os.Chmod(folder, 0o700) //nolint:gosec // a folder needs its x
}

// outside is a checkpoint that somebody kept.
type outside struct {
	size int64
	note string
}

// unpack writes the backup's files into shop once its manifest and the kept
// checkpoints make sense.
func (r *Restored) unpack(ctx context.Context, file, shop string, kept []string) (known []outside, err error) {
	root, err := os.OpenRoot(shop)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	r.Manifest, err = read(ctx, file, func(m Manifest) error {
		known, err = openKept(m.Key, kept)
		return err
	}, func(f File, from io.Reader) error { return unpackFile(root, f, from) })
	return known, err
}

// openKept reads the kept checkpoints, which key must have signed.
func openKept(key string, kept []string) (known []outside, err error) {
	keys, err := audit.Verifiers(key)
	if err != nil {
		return nil, fmt.Errorf("%w: its key is none", ErrDamaged)
	}
	for _, msg := range kept {
		signed, err := audit.OpenCheckpoint(msg, keys)
		if err != nil {
			return nil, err
		}
		known = append(known, outside{signed.Size, msg})
	}
	return known, nil
}

func unpackFile(root *os.Root, f File, from io.Reader) (err error) {
	if err := root.MkdirAll(path.Dir(f.Path), 0o700); err != nil {
		return err
	}
	to, err := root.OpenFile(f.Path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	return errors.Join(copyHashed(to, from, f), to.Sync())
}

// settle looks whether the unpacked database is what it must be, brings it up
// to date, ends its sign-ins and reads its trail.
func (r *Restored) settle(ctx context.Context, file string, kept []outside) (err error) {
	db, err := store.Open(ctx, file)
	if err != nil {
		return fmt.Errorf("%w: its database cannot be opened: %w", ErrDamaged, err)
	}
	defer func() { err = errors.Join(err, closeAlone(db, file)) }()
	if err := whole(ctx, db); err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	if err := db.EndSignIns(ctx); err != nil {
		return err
	}
	return r.readTrail(ctx, db, kept)
}

// whole fails with ErrDamaged or ErrNewer when a database is not to be used.
func whole(ctx context.Context, db *store.DB) error {
	found, err := db.Damage(ctx, false)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return fmt.Errorf("%w: its database is broken: %s", ErrDamaged, found[0])
	}
	has, knows, err := db.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	if has > knows {
		return fmt.Errorf("%w: its database is at step %d, and this one knows %d", ErrNewer, has, knows)
	}
	altered, err := db.Altered(ctx)
	if err == nil && len(altered) > 0 {
		err = fmt.Errorf("%w: its database is not as we make them: %s", ErrDamaged, altered[0])
	}
	return err
}

// readTrail checks the whole trail, and notes which kept checkpoints it does
// not reach to.
func (r *Restored) readTrail(ctx context.Context, db *store.DB, kept []outside) error {
	size, err := db.Queries().TrailSize(ctx)
	if err != nil {
		return err
	}
	var within []string
	for _, k := range kept {
		if r.Missing = max(r.Missing, k.size-size); k.size <= size {
			within = append(within, k.note)
		}
	}
	known, err := audit.Verifiers(r.Manifest.Key)
	if err != nil {
		return err
	}
	r.Result, err = (&newsroom.Newsroom{DB: db}).VerifyTrail(ctx, known, within...)
	return err
}

// moveIn moves what was unpacked to where it belongs, the database last:
// without it there is no newsroom.
func moveIn(shop, folder string) error {
	err := filepath.WalkDir(shop, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return syncFolder(path)
	})
	if err != nil {
		return err
	}
	for _, name := range []string{Blobs, Database} {
		err := os.Rename(filepath.Join(shop, name), filepath.Join(folder, name))
		if err != nil && (name == Database || !errors.Is(err, fs.ErrNotExist)) {
			return err
		}
		if err := syncFolder(folder); err != nil {
			return err
		}
	}
	return nil
}
