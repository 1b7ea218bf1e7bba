package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"example.org/tickmark/audit"
	"example.org/tickmark/models"
)

// keyPath is where the signing key lies. It fails when that is in the data
// folder: whoever gets a copy of the data must not get the key with it.
func (s Settings) keyPath() (string, error) {
	path := s.Key
	if path == "" {
		settings, err := os.UserConfigDir()
		if err != nil {
			return "", fmt.Errorf("nobody knows where your settings are (%w). Say with TICKMARK_KEY where the signing key shall lie", err)
		}
		path = filepath.Join(settings, "tickmark", "key")
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	inside, err := liesIn(abs, s.Data)
	if err != nil {
		return "", err
	}
	if inside {
		return "", fmt.Errorf("the signing key %s lies in the data folder %s, so a copy of the data could be signed anew. Choose another place with TICKMARK_KEY", abs, s.Data)
	}
	return abs, nil
}

// liesIn reports whether path, which need not exist, is in folder or below it,
// by whatever names or links they are called.
func liesIn(path, folder string) (bool, error) {
	want, err := os.Stat(folder)
	if errors.Is(err, fs.ErrNotExist) {
		want, err = nil, nil
	}
	if err != nil {
		return false, err
	}
	at, err := resolve(path)
	if err != nil {
		return false, err
	}
	in, err := resolve(folder)
	if err != nil {
		return false, err
	}
	if at == in || strings.HasPrefix(at, in+string(filepath.Separator)) {
		return true, nil
	}
	for dir := filepath.Dir(at); want != nil; dir = filepath.Dir(dir) {
		if is, err := os.Stat(dir); err == nil && os.SameFile(is, want) {
			return true, nil
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	return false, nil
}

// resolve follows the links of as much of path as exists.
func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	followed, err := filepath.EvalSymlinks(path)
	if !errors.Is(err, fs.ErrNotExist) || path == filepath.Dir(path) {
		return followed, err
	}
	parent, err := resolve(filepath.Dir(path))
	return filepath.Join(parent, filepath.Base(path)), err
}

// signingKey reads the signing key. When there is none it makes one if fresh is
// set, and fails otherwise.
func (s Settings) signingKey(fresh bool) (audit.Key, error) {
	path, err := s.keyPath()
	if err != nil {
		return audit.Key{}, err
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if !fresh {
			return audit.Key{}, fmt.Errorf("there is no signing key at %s. Say with TICKMARK_KEY where it is; if it is lost, bring it back from your backup", path)
		}
		if err := newKey(path); err != nil {
			return audit.Key{}, fmt.Errorf("the signing key cannot be made: %w. Choose another place with TICKMARK_KEY", err)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return audit.Key{}, fmt.Errorf("the signing key cannot be read: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return audit.Key{}, fmt.Errorf("others may read the signing key %s. Take that right away: chmod 600 %s", path, path)
	}
	file, err := os.ReadFile(path) //nolint:gosec // the administrator says where it is
	if err != nil {
		return audit.Key{}, fmt.Errorf("the signing key cannot be read: %w", err)
	}
	key, err := audit.ParseKey(file)
	if err != nil {
		return audit.Key{}, fmt.Errorf("%s is not a signing key of ours. Say with TICKMARK_KEY where it is, or bring it back from your backup", path)
	}
	return key, nil
}

// newKey puts a new key at path, whole or not at all. When somebody else puts
// one there at the same time, theirs stays.
func newKey(path string) (err error) {
	key, err := audit.NewKey(strings.ToLower(rand.Text()[:10]))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".key-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(part.Name())) }()
	if err := writeOut(part, key.Private()); err != nil {
		return err
	}
	if err := os.Link(part.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// writeOut writes all of content to the disk and closes the file.
func writeOut(f *os.File, content []byte) error {
	_, err := f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}

// signed fails when the newest of the checkpoints was signed with another key.
func signed(checkpoints []models.Checkpoint, key audit.Key) error {
	if len(checkpoints) == 0 {
		return nil
	}
	known, err := audit.Verifiers(key.Public())
	if err != nil {
		return err
	}
	newest := checkpoints[len(checkpoints)-1]
	if _, err := audit.OpenCheckpoint(newest.Note, known); err != nil {
		return fmt.Errorf("the trail was signed with another key than %s (%w). Say with TICKMARK_KEY where that one is", key.Origin(), err)
	}
	return nil
}
