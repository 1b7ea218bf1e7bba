package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
)

// full makes db's file as large as it may become, and returns what lets it
// grow again. SQLite answers as it does on a full disk.
func full(t *testing.T, db *DB) (free func()) {
	t.Helper()
	limit := func(pages string) {
		t.Helper()
		if _, err := db.pools[0].ExecContext(t.Context(), "PRAGMA max_page_count = "+pages); err != nil {
			t.Fatal(err)
		}
	}
	limit("1")
	return func() { t.Helper(); limit("1000000") }
}

func TestAFullDiskRefusesActsAndTakesThemAgainOnceThereIsSpace(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "full.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	write := func() error {
		return db.Tx(t.Context(), func(tx Tx) error { return tx.SetCursor(t.Context(), strings.Repeat("x", 1<<20), 1) })
	}
	free := full(t, db)
	err = write()
	if !errors.Is(err, apperr.DiskFull) || apperr.Status(err) != 503 {
		t.Errorf("on a full disk: %v, status %d", err, apperr.Status(err))
	}
	if _, err := db.Queries().Users(t.Context()); err != nil {
		t.Errorf("reading on a full disk: %v", err)
	}
	free()
	if err := write(); err != nil {
		t.Errorf("after there was space again: %v", err)
	}
	select {
	case <-db.Failed():
		t.Error("a full disk ended the program")
	default:
	}
}

func TestAnActThatPanicsKeepsNobodyWaiting(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "panic.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	func() {
		defer func() { _ = recover() }()
		_ = db.Tx(t.Context(), func(Tx) error { panic("in an act") })
	}()
	if err := db.Tx(t.Context(), func(Tx) error { return nil }); err != nil {
		t.Error(err)
	}
}

func TestAfterACommitThatDoesNotLastNoActIsCarriedOut(t *testing.T) {
	db := &DB{commits: newCommits()}
	end, err := db.commits.begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	close(db.commits.failed) // as end does when the storage fails
	end(nil)
	<-db.Failed()
	err = db.Tx(t.Context(), func(Tx) error { t.Error("an act was carried out"); return nil })
	if !errors.Is(err, apperr.StorageFailed) {
		t.Errorf("%v", err)
	}
}
