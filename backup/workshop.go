package backup

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
)

// workshop is a folder of our own beside what we make, which nobody else may
// look into and which holds what is not whole yet. It is locked as long as it
// is ours, so that what a killed program left behind is known by its lock
// being open.
type workshop struct {
	path string
	lock *os.File
}

var workshopName = regexp.MustCompile(`^\.tickmark-part-[A-Z2-7]{26}$`)

// openWorkshop makes a workshop in folder, and removes those in it that were
// left behind.
func openWorkshop(folder string) (*workshop, error) {
	if err := sweep(folder); err != nil {
		return nil, err
	}
	for {
		path := filepath.Join(folder, ".tickmark-part-"+rand.Text())
		if err := os.Mkdir(path, 0o700); err != nil {
			return nil, err
		}
		lock, err := hold(path)
		switch {
		case err == nil:
			return &workshop{path, lock}, nil
		case !errors.Is(err, errHeld): // else somebody swept it before we held it
			return nil, errors.Join(err, os.Remove(path))
		}
	}
}

// in is the path of a file in the workshop.
func (w *workshop) in(name string) string { return filepath.Join(w.path, name) }

// close removes the workshop and what is still in it.
func (w *workshop) close() error { return errors.Join(os.RemoveAll(w.path), w.lock.Close()) }

var errHeld = errors.New("another program holds it")

// hold locks a folder. It fails with errHeld when somebody else has it, or
// took it away.
func hold(path string) (*os.File, error) {
	f, err := os.Open(path) //nolint:gosec // a folder of our own naming
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			err = errHeld
		}
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = errHeld
	}
	if err == nil {
		if _, gone := os.Lstat(path); gone != nil {
			err = errHeld
		}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// sweep removes the workshops in folder that nobody holds.
func sweep(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range entries {
		if !e.IsDir() || !workshopName.MatchString(e.Name()) {
			continue
		}
		left := filepath.Join(folder, e.Name())
		lock, err := hold(left)
		if err != nil {
			continue // somebody's at work
		}
		errs = append(errs, os.RemoveAll(left), lock.Close())
	}
	return errors.Join(errs...)
}

// syncFolder makes the names in a folder last.
func syncFolder(path string) error {
	f, err := os.Open(path) //nolint:gosec // a folder that we wrote into
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
