package store_test

import (
	"path/filepath"
	"testing"

	"example.org/tickmark/store"
)

func TestVersionsThatLoseWrites(t *testing.T) {
	for version, want := range map[string]bool{
		"3.6.23": false, "3.7.0": true, "3.44.5": true, "3.44.6": false, "3.45.0": true,
		"3.50.6": true, "3.50.7": false, "3.51.0": true, "3.51.2": true, "3.51.3": false, "3.53.0": false, "4.0.0": false, "": true,
	} {
		if store.LosesWrites(version) != want {
			t.Errorf("%q: got %v", version, !want)
		}
	}
}

func TestTheSQLiteInUseKeepsItsWrites(t *testing.T) {
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "tickmark.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	version, err := db.SQLiteVersion(t.Context())
	if err != nil || store.LosesWrites(version) {
		t.Errorf("SQLite %q, %v", version, err)
	}
}
