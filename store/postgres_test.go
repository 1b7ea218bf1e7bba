package store_test

import (
	"errors"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// TestWhatPostgreSQLCannotKeepIsToldAndLaterTaken: its disk full, its server
// turned read-only, its connections cut in the midst of an act.
func TestWhatPostgreSQLCannotKeepIsToldAndLaterTaken(t *testing.T) {
	h := testkit.NewHouse(t, testkit.FoundedPostgres(t))
	raw := h.SQL(t)
	exec := func(q string) {
		t.Helper()
		if _, err := raw.ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	id := h.Open(t, testkit.Copy)
	comment := func() error {
		_, err := h.Comment(t.Context(), testkit.By(h.Carl), id, newsroom.NewComment{Kind: models.Remark, Body: "words"})
		return err
	}
	var name string
	must(t, raw.QueryRowContext(t.Context(), "SELECT current_database()").Scan(&name))
	const cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
	refusal := func(name string, err error, want *apperr.Refusal) {
		t.Helper()
		if !errors.Is(err, want) || apperr.Status(err) != 503 {
			t.Errorf("%s: %v, status %d; want %s", name, err, apperr.Status(err), want.Code)
		}
		if err := comment(); err != nil {
			t.Errorf("%s, and afterwards: %v", name, err)
		}
	}

	exec(`CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $$`)
	exec("CREATE TRIGGER no_space BEFORE INSERT ON comments FOR EACH ROW EXECUTE FUNCTION no_space()")
	err := comment()
	exec("DROP TRIGGER no_space ON comments")
	refusal("a full disk", err, apperr.DiskFull)

	exec("ALTER DATABASE " + name + " SET default_transaction_read_only = on")
	exec(cut)
	err = comment()
	exec("SET default_transaction_read_only = off")
	exec("ALTER DATABASE " + name + " RESET default_transaction_read_only")
	exec(cut)
	refusal("a server that only reads", err, apperr.StorageFailed)

	err = h.DB.Tx(t.Context(), func(tx store.Tx) error {
		exec(cut)
		return tx.SetCursor(t.Context(), "cut", 1)
	})
	refusal("a connection that is cut", err, apperr.StorageFailed)
}
