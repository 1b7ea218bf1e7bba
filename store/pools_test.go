package store

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
)

// pragmas are what every connection has to say, whichever the pool gives.
var pragmas = map[string][2]string{ // written by, read by
	"busy_timeout":    {"5000", "5000"},
	"foreign_keys":    {"1", "1"},
	"journal_mode":    {"wal", "wal"},
	"synchronous":     {"2", "2"},
	"trusted_schema":  {"0", "0"},
	"cell_size_check": {"1", "1"},
	"secure_delete":   {"1", "1"},
	"mmap_size":       {"0", "0"},
	"query_only":      {"0", "1"},
}

func TestEveryPooledConnectionHasItsSettings(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "odd #name? 100%.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for side, pool := range db.pools {
		n := pool.Stats().MaxOpenConnections
		if side == 0 && n != 1 {
			t.Errorf("%d connections write", n)
		}
		conns := make([]*sql.Conn, n)
		for i := range conns { // all at once, so that each is another
			if conns[i], err = pool.Conn(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		for i, c := range conns {
			for name, want := range pragmas {
				var got string
				if err := c.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&got); err != nil || got != want[side] {
					t.Errorf("pool %d, connection %d: %s is %q, %v; want %q", side, i, name, got, err, want[side])
				}
			}
			_, err := c.ExecContext(t.Context(), []string{"CREATE TABLE t (x INTEGER)", "INSERT INTO t VALUES (1)"}[side])
			if side == 1 && (err == nil || !strings.Contains(err.Error(), "readonly")) {
				t.Errorf("a connection that reads wrote: %v", err)
			}
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
