package store_test

import (
	"errors"
	"testing"

	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

func TestANewerDatabaseIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		_, err := h.SQL(t).ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, '1')")
		must(t, err)
		if err := h.DB.Migrate(t.Context()); !errors.Is(err, store.ErrNewer) {
			t.Errorf("migrating says %v", err)
		}
		if done, err := h.DB.Migrated(t.Context()); done || !errors.Is(err, store.ErrNewer) {
			t.Errorf("is it current: %v, %v", done, err)
		}
	})
}
