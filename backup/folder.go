package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Folder is where nightly backups are kept.
type Folder string

// Kept is one of the backups in a folder.
type Kept struct {
	Name string
	At   time.Time // UTC, as its name has it
	Size int64     // bytes
}

// nameForm is how nightly backups are named: by when they were made, in UTC.
const nameForm = "tickmark-20060102T150405Z.tar"

// leap is how far ahead of the clock a backup may have been made and still
// count: clocks are put right.
const leap = time.Hour

// List returns the backups in the folder that have a name of ours, newest
// first. A folder that is not there holds none.
func (f Folder) List() (kept []Kept, err error) {
	entries, err := os.ReadDir(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		at, bad := time.Parse(nameForm, e.Name())
		if bad != nil || at.Format(nameForm) != e.Name() || !e.Type().IsRegular() {
			continue
		}
		if info, gone := e.Info(); gone == nil {
			kept = append(kept, Kept{e.Name(), at, info.Size()})
		}
	}
	slices.SortFunc(kept, func(a, b Kept) int { return b.At.Compare(a.At) })
	return kept, err
}

// Last is when the newest backup was made, as seen at now: one that bears a
// date far in the future was made under a wrong clock, and says nothing. It is
// the zero time when there is none.
func (f Folder) Last(now time.Time) (time.Time, error) {
	kept, err := f.List()
	if i := slices.IndexFunc(kept, func(k Kept) bool { return !k.At.After(now.Add(leap)) }); i >= 0 {
		return kept[i].At, err
	}
	return time.Time{}, err
}

// Add makes a backup in the folder, reads it back whole, and only then removes
// the oldest, so that keep of them are left. Those from the future, and
// whatever has no name of ours, stay and do not count. The folder is made for
// its owner alone when it is missing. Add fails as Write does.
func (f Folder) Add(ctx context.Context, n Newsroom, at time.Time, keep int) (k Kept, err error) {
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return k, err
	}
	k = Kept{Name: at.UTC().Format(nameForm), At: at.UTC().Truncate(time.Second)}
	path := filepath.Join(string(f), k.Name)
	if _, err := Write(ctx, n, at, path); err != nil {
		return k, err
	}
	if _, err := Verify(ctx, path); err != nil {
		return k, errors.Join(err, os.Remove(path))
	}
	return k, f.prune(k.At, keep)
}

// prune removes all but the newest keep of the backups made until now.
func (f Folder) prune(now time.Time, keep int) error {
	kept, err := f.List()
	errs := []error{err}
	left := 0
	for _, k := range kept {
		if k.At.After(now) {
			continue
		}
		if left++; left > max(1, keep) {
			errs = append(errs, os.Remove(filepath.Join(string(f), k.Name)))
		}
	}
	return errors.Join(errs...)
}

// Due reports whether a nightly backup is owed at now, the last having been
// made at last: whether the hour of the day, in zone, has struck since. Nights
// that were missed are one debt.
func Due(now, last time.Time, hour int, zone *time.Location) bool {
	return last.Before(struck(now, hour, zone))
}

// struck is when the hour of the day, in zone, last struck before now or at it.
// On a day that leaves the hour out it strikes beside it.
func struck(now time.Time, hour int, zone *time.Location) time.Time {
	here := now.In(zone)
	at := time.Date(here.Year(), here.Month(), here.Day(), hour, 0, 0, 0, zone)
	if at.After(now) {
		at = time.Date(here.Year(), here.Month(), here.Day()-1, hour, 0, 0, 0, zone)
	}
	return at
}
