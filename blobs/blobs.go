// Package blobs keeps files by the SHA-256 of their bytes, each whole or not
// at all: in a folder (Store) or in an S3-compatible store (Bucket). It knows
// nothing of what the bytes are, who brought them and which of them are still
// needed, and takes no clock.
//
// In both the blob whose hash begins with ab lies at ab/HASH, all 64 digits in
// small letters: that is what a backup walks and verifies. A file that is not
// whole yet lies at the top of a folder as .new-NAME, locked by whoever writes
// it, so that what a killed process left behind is known by its lock being
// open.
package blobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
	"time"

	"example.org/tickmark/apperr"
)

// ErrDamaged says that a blob is not what it was when it was put: its bytes no
// longer have the hash that names them.
var ErrDamaged = errors.New("a blob is damaged")

// sumForm is how a blob is named.
var sumForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Store is a folder of blobs. Any number of goroutines may use it, and other
// processes may have the same folder open. Everything in it is for its owner
// alone: folders 0700, files 0600.
type Store struct {
	root *os.Root

	mu   sync.Mutex
	made map[string]bool // folders whose names are known to be on the disk
}

// Open opens the store in the folder dir, which it makes when missing. It
// fails when dir is a symbolic link: a backup would not follow it.
func Open(dir string) (*Store, error) {
	if err := makeFolder(dir); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Store{root: root, made: map[string]bool{}}, nil
}

// makeFolder makes a folder whose name lasts, unless it is there.
func makeFolder(dir string) error {
	info, err := os.Lstat(dir)
	switch {
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s is no folder, or a link to one", dir)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return storage(err)
	}
	above, err := os.Open(filepath.Dir(dir))
	if err != nil {
		return err
	}
	return storage(errors.Join(above.Sync(), above.Close()))
}

// Close lets go of the folder. What is being read can be read on.
func (s *Store) Close() error { return s.root.Close() }

// Get opens the blob sum, which has size bytes. Reading checks the hash: where
// it is another than sum, the end of the blob comes as ErrDamaged and not as
// io.EOF, so use nothing of it before the end. It fails with
// apperr.NotFoundOrSeen when there is no such blob or sum is no hash.
func (s *Store) Get(ctx context.Context, sum string) (blob io.ReadCloser, size int64, err error) {
	info, err := s.stat(sum)
	if err != nil {
		return nil, 0, err
	}
	f, err := s.root.Open(path(sum))
	if err != nil {
		return nil, 0, missing(err)
	}
	return &reading{ctx: ctx, file: f, hash: sha256.New(), sum: sum}, info.Size(), nil
}

// stat looks at the blob sum. It fails with apperr.NotFoundOrSeen.
func (s *Store) stat(sum string) (fs.FileInfo, error) {
	if !sumForm.MatchString(sum) {
		return nil, missing(fs.ErrNotExist)
	}
	info, err := s.root.Lstat(path(sum))
	if err != nil {
		return nil, missing(err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s is no file", ErrDamaged, sum)
	}
	return info, nil
}

// Remove removes the blob sum; one that is not there is removed already. Be
// sure that nothing needs it: for blobs that may have come to be needed since
// somebody looked there is Collect.
func (s *Store) Remove(ctx context.Context, sum string) error {
	_, err := s.removeIf(ctx, sum, func(fs.FileInfo) bool { return true })
	return err
}

// removeIf removes the blob sum if it is there and fit says so, while nobody
// puts one.
func (s *Store) removeIf(ctx context.Context, sum string, fit func(fs.FileInfo) bool) (removed bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	open, err := s.lock(syscall.LOCK_EX)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, open()) }()
	info, err := s.stat(sum)
	if errors.Is(err, apperr.NotFoundOrSeen) {
		return false, nil
	}
	if err != nil || !fit(info) {
		return false, err
	}
	if err := s.root.Remove(path(sum)); err != nil {
		return false, storage(err)
	}
	return true, s.sync(sum[:2])
}

// Each calls do for every blob, in the order of their hashes, with its size in
// bytes and when it was put last. It reads no blob. It ends with the first
// error of do.
func (s *Store) Each(ctx context.Context, do func(sum string, size int64, modified time.Time) error) error {
	tree := s.root.FS()
	for i := range 256 {
		folder := hex.EncodeToString([]byte{byte(i)})
		entries, err := fs.ReadDir(tree, folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, e := range entries {
			if err := ctx.Err(); err != nil {
				return err
			}
			info, gone := e.Info()
			if gone != nil || !e.Type().IsRegular() || !sumForm.MatchString(e.Name()) || e.Name()[:2] != folder {
				continue
			}
			if err := do(e.Name(), info.Size(), info.ModTime()); err != nil {
				return err
			}
		}
	}
	return nil
}

// path is where the blob sum lies in the folder.
func path(sum string) string { return sum[:2] + "/" + sum }

// lock holds the folder until open is called: shared (syscall.LOCK_SH) to put
// a blob in its place, alone (syscall.LOCK_EX) to take one away.
func (s *Store) lock(how int) (open func() error, err error) {
	f, err := s.root.Open(".")
	if err != nil {
		return nil, err
	}
	if err := flock(f, how); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f.Close, nil
}

// flock locks an open file until it is closed, or its process ends.
func flock(f *os.File, how int) error {
	for {
		err := syscall.Flock(int(f.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// sync makes the names in a folder last.
func (s *Store) sync(folder string) error {
	f, err := s.root.Open(folder)
	if err != nil {
		return storage(err)
	}
	return storage(errors.Join(f.Sync(), f.Close()))
}

// missing gives a file that is not there its words.
func missing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return apperr.NotFoundOrSeen.With("file")
	}
	return err
}

// storage gives a write that the disk did not take its words.
func storage(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w: %w", apperr.DiskFull.With(), err)
	}
	return fmt.Errorf("%w: %w", apperr.StorageFailed.With(), err)
}
