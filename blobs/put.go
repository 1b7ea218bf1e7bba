package blobs

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"math"
	"os"
	"regexp"
	"syscall"
	"time"

	"example.org/tickmark/apperr"
)

// Put keeps what r yields, up to most bytes, and returns the SHA-256 that names
// it and its size in bytes. When it returns without an error the blob is on the
// disk; putting the same bytes again mends a damaged blob and makes an old one
// new for Collect. It fails with apperr.FileTooLarge, apperr.DiskFull,
// apperr.StorageFailed, and with whatever r fails with; then nothing is kept.
func (s *Store) Put(ctx context.Context, r io.Reader, most int64) (sum string, size int64, err error) {
	n, err := s.take(ctx, r, most)
	if err != nil {
		return "", 0, err
	}
	if err := errors.Join(s.place(n.file, n.name, n.sum), n.file.Close()); err != nil {
		_ = s.root.Remove(n.name) // Sweep does it if this cannot
		return "", 0, err
	}
	return n.sum, n.size, nil
}

// Renew makes the blob sum new for Collect, as putting it again would. It fails
// with apperr.NotFoundOrSeen when it is gone, and with apperr.DiskFull or
// apperr.StorageFailed.
func (s *Store) Renew(_ context.Context, sum string) (err error) {
	now, err := s.fileTime()
	if err != nil {
		return err
	}
	open, err := s.lock(syscall.LOCK_SH)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, open()) }()
	if _, err := s.stat(sum); err != nil {
		return err
	}
	return storage(s.root.Chtimes(path(sum), now, now))
}

// fileTime is the time that a file gets which is written now.
func (s *Store) fileTime() (time.Time, error) {
	f, name, err := s.begin()
	if err != nil {
		return time.Time{}, err
	}
	info, err := f.Stat()
	if err := errors.Join(err, s.drop(newcomer{file: f, name: name})); err != nil {
		return time.Time{}, storage(err)
	}
	return info.ModTime(), nil
}

// newcomer is a file that was taken in and has no place yet. It is locked
// until it is closed.
type newcomer struct {
	file *os.File
	name string // in the folder
	sum  string
	size int64 // bytes
}

// take writes what r yields into a file of the folder, and fails as Put does;
// then no file is left.
func (s *Store) take(ctx context.Context, r io.Reader, most int64) (n newcomer, err error) {
	if n.file, n.name, err = s.begin(); err != nil {
		return n, err
	}
	running := sha256.New()
	n.size, err = io.Copy(io.MultiWriter(onDisk{n.file}, running), io.LimitReader(watched{ctx, r}, min(most, math.MaxInt64-1)+1))
	n.sum = hex.EncodeToString(running.Sum(nil))
	if err == nil && n.size > most {
		err = apperr.FileTooLarge.With(most)
	}
	if err != nil {
		return n, errors.Join(err, s.drop(n))
	}
	return n, nil
}

// drop lets go of a newcomer. Sweep removes its file if this cannot.
func (s *Store) drop(n newcomer) error {
	_ = s.root.Remove(n.name)
	return n.file.Close()
}

// begin makes a file that is not whole yet and locks it.
func (s *Store) begin() (*os.File, string, error) {
	for {
		name := ".new-" + rand.Text()
		f, err := s.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
		if err != nil {
			return nil, "", storage(err)
		}
		if err := flock(f, syscall.LOCK_EX); err != nil {
			return nil, "", errors.Join(storage(err), f.Close(), s.root.Remove(name))
		}
		if _, err := s.root.Lstat(name); err == nil {
			return f, name, nil
		}
		_ = f.Close() // somebody swept it before we held it
	}
}

// place gives the file its name, and returns when both are on the disk.
func (s *Store) place(f *os.File, name, sum string) (err error) {
	if err := f.Sync(); err != nil {
		return storage(err)
	}
	open, err := s.lock(syscall.LOCK_SH)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, open()) }()
	if err := s.folder(sum[:2]); err != nil {
		return err
	}
	if err := s.root.Rename(name, path(sum)); err != nil {
		return storage(err)
	}
	return s.sync(sum[:2])
}

// folder makes a folder for blobs, unless it is there and known to last.
func (s *Store) folder(name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.root.Mkdir(name, 0o700)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return storage(err)
	}
	info, bad := s.root.Lstat(name)
	if bad != nil || !info.IsDir() {
		return fmt.Errorf("%w: the place for blobs %s is no folder", apperr.StorageFailed.With(), name)
	}
	if err != nil && s.made[name] {
		return nil
	}
	if err := s.sync("."); err != nil {
		return err
	}
	s.made[name] = true
	return nil
}

// leftName is how a file is named that is not whole yet.
var leftName = regexp.MustCompile(`^\.new-[A-Z2-7]{26}$`)

// Sweep removes what killed processes began to put, and returns how many files
// that were. What is being put stays.
func (s *Store) Sweep(ctx context.Context) (swept int, err error) {
	entries, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return 0, err
	}
	var errs []error
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return swept, err
		}
		if !e.Type().IsRegular() || !leftName.MatchString(e.Name()) {
			continue
		}
		f, gone := s.root.Open(e.Name())
		if gone != nil {
			continue
		}
		if flock(f, syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			errs = append(errs, storage(s.root.Remove(e.Name())))
			swept++
		}
		errs = append(errs, f.Close())
	}
	return swept, errors.Join(errs...)
}

// onDisk tells the errors of writing from those of whoever is read.
type onDisk struct{ f *os.File }

func (d onDisk) Write(p []byte) (int, error) {
	n, err := d.f.Write(p)
	return n, storage(err)
}

// watched is a reader that ends with its context.
type watched struct {
	ctx context.Context //nolint:containedctx // of the one call that reads
	r   io.Reader
}

func (w watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.r.Read(p)
}

// reading is a blob that is checked while it is read.
type reading struct {
	ctx  context.Context //nolint:containedctx // of whoever asked for the blob
	file io.ReadCloser
	hash hash.Hash
	sum  string
}

func (r *reading) Read(p []byte) (int, error) {
	n, err := watched{r.ctx, r.file}.Read(p)
	r.hash.Write(p[:n])
	if errors.Is(err, io.EOF) {
		if got := hex.EncodeToString(r.hash.Sum(nil)); got != r.sum {
			err = fmt.Errorf("%w: %s has the hash %s", ErrDamaged, r.sum, got)
		}
	}
	return n, err
}

func (r *reading) Close() error { return r.file.Close() }
