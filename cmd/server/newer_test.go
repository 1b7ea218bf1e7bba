package main

import (
	"database/sql"
	"path/filepath"
	"testing"
)

func TestAProgramKeepsItsHandsOffANewerDatabase(t *testing.T) {
	p := newDemo(t)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(p.data, "tickmark.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"serve"}, {"migrate"}, {"report", "2"}, {"trail", "verify"}, {"user", "list"}} {
		p.refused(t, 1, []string{"newer than this program", "99999", "restore the backup"}, command...)
	}
}
