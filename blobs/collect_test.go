package blobs_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"

	"github.com/google/go-cmp/cmp"
)

// age makes a blob as old as if it had been put at the given time.
func age(t *testing.T, dir, sum string, at time.Time) {
	t.Helper()
	if err := os.Chtimes(filepath.Join(dir, sum[:2], sum), at, at); err != nil {
		t.Fatal(err)
	}
}

var (
	longAgo = time.Date(2020, 5, 1, 12, 0, 0, 0, time.UTC)
	border  = longAgo.Add(time.Hour)
)

func TestEachNamesWhatIsThere(t *testing.T) {
	s, dir := open(t)
	var want, got []string
	for _, text := range []string{"one", "two", "three", "four"} {
		sum := put(t, s, text)
		age(t, dir, sum, longAgo)
		want = append(want, sum)
	}
	slices.Sort(want)
	for _, stray := range []string{"note.txt", want[0][:2] + "/note", want[0][:2] + "/" + strings.Repeat("0", 64)} {
		if err := os.WriteFile(filepath.Join(dir, stray), []byte("stray"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	err := s.Each(t.Context(), func(sum string, size int64, modified time.Time) error {
		if size < 3 || size > 5 || !modified.Equal(longAgo) {
			t.Errorf("%s: %d bytes, put at %v", sum, size, modified)
		}
		got = append(got, sum)
		return nil
	})
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestOnlyOldOrphansAreCollected(t *testing.T) {
	s, dir := open(t)
	used, orphan, fresh, again := put(t, s, "used"), put(t, s, "orphan"), put(t, s, "fresh"), put(t, s, "put again")
	for _, sum := range []string{used, orphan, again} {
		age(t, dir, sum, longAgo)
	}
	removed, err := s.Collect(t.Context(), border, func(_ context.Context, sum string) (bool, error) {
		if sum == fresh {
			t.Error("asked about a blob that was only just put")
		}
		if sum == again { // somebody uploads the same file in this moment
			put(t, s, "put again")
		}
		return sum == used, nil
	})
	if removed != 1 || err != nil {
		t.Errorf("removed %d, %v; want the one orphan", removed, err)
	}
	for sum, want := range map[string]bool{used: true, orphan: false, fresh: true, again: true} {
		if _, err := get(t, s, sum); (err == nil) != want {
			t.Errorf("%s: %v, want there: %v", sum, err, want)
		}
	}
}

func TestNothingIsCollectedInDoubt(t *testing.T) {
	s, dir := open(t)
	sum := put(t, s, "who knows")
	age(t, dir, sum, longAgo)
	away := errors.New("the database is away")
	removed, err := s.Collect(t.Context(), border, func(context.Context, string) (bool, error) { return false, away })
	if removed != 0 || !errors.Is(err, away) {
		t.Errorf("removed %d, %v", removed, err)
	}
	if _, err := get(t, s, sum); err != nil {
		t.Error(err)
	}
}

// A process that was killed leaves its file as it stood; it is no blob to
// anybody, and goes with the next sweep. One that is being written stays.
func TestWhatAKilledProcessLeftIsSwept(t *testing.T) {
	s, dir := open(t)
	sum := put(t, s, "whole")
	left := filepath.Join(dir, ".new-"+strings.Repeat("A", 26))
	if err := os.WriteFile(left, []byte("half of a f"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Each(t.Context(), func(got string, _ int64, _ time.Time) error {
		if got != sum {
			t.Errorf("%s is listed", got)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	r, w := io.Pipe()
	done := make(chan error)
	go func() {
		_, _, err := s.Put(t.Context(), r, plenty)
		done <- err
	}()
	if _, err := w.Write([]byte("at work")); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("swept %d, %v; want the one left behind", n, err)
	}
	if err := errors.Join(w.Close(), <-done); err != nil {
		t.Errorf("what was being put was swept: %v", err)
	}
	for _, text := range []string{"whole", "at work"} {
		if _, err := get(t, s, sumOf(text)); err != nil {
			t.Error(err)
		}
	}
	if n := len(files(t, dir)); n != 2 {
		t.Errorf("%d files for 2 blobs", n)
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	s, _ := open(t)
	sum := put(t, s, "for somebody who went away")
	ctx, cancel := context.WithCancel(t.Context())
	r, _, err := s.Get(ctx, sum)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	cancel()
	if _, err := io.ReadAll(r); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, _, err := s.Get(t.Context(), strings.Repeat("1", 64)); !errors.Is(err, apperr.NotFoundOrSeen) {
		t.Error(err)
	}
}
