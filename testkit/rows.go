package testkit

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

// Tables lists the tables of the house's database, but for the migrations' and
// those of words, which are made of the others for the search.
func (h *House) Tables(t testing.TB, db *sql.DB) []string {
	t.Helper()
	q := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose%' AND name NOT GLOB '*_words*' ORDER BY name"
	if h.Postgres() {
		q = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%' AND table_name NOT LIKE '%\\_words' ORDER BY table_name"
	}
	return query(t, db, q)
}

// Rows is every row of every table as text, so that a test can say that an act
// changed none.
func (h *House) Rows(t testing.TB, db *sql.DB) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, table := range h.Tables(t, db) {
		all[table] = query(t, db, "SELECT * FROM "+table)
		slices.Sort(all[table])
	}
	return all
}

// Sums is a sum of every table's rows, so that a test can ask often and of
// many rows whether an act changed any.
func (h *House) Sums(t testing.TB, db *sql.DB) map[string]string {
	t.Helper()
	all := map[string]string{}
	if !h.Postgres() {
		for table, rows := range h.Rows(t, db) {
			all[table] = strings.Join(rows, "\n")
		}
		return all
	}
	for _, table := range h.Tables(t, db) {
		all[table] = query(t, db, "SELECT COUNT(*) || ' rows, ' || COALESCE(md5(string_agg(r::text, ',' ORDER BY r::text)), '') FROM "+table+" r")[0]
	}
	return all
}

// query returns each row as text.
func query(t testing.TB, db *sql.DB, q string) (rows []string) {
	t.Helper()
	rs, err := db.QueryContext(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rs.Close() }()
	columns, err := rs.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rs.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rs.Scan(into...); err != nil {
			t.Fatal(err)
		}
		texts := make([]string, len(values))
		for i, v := range values {
			texts[i] = fmt.Sprint(v)
			if b, ok := v.([]byte); ok {
				texts[i] = hex.EncodeToString(b)
			}
		}
		rows = append(rows, strings.Join(texts, "|"))
	}
	if err := rs.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// SameTally fails the test if the database counts an article otherwise than
// the rules do.
func SameTally(t testing.TB, h *House, article models.ID) {
	t.Helper()
	q := h.DB.Queries()
	a, err := q.Article(t.Context(), h.Duo.ID, article)
	if err != nil {
		t.Fatal(err)
	}
	f, err := newsroom.ReadFile(t.Context(), q, h.Duo.ID, article)
	if err != nil {
		t.Fatal(err)
	}
	counted, err := q.Tallies(t.Context(), []models.Article{a})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(workflow.TallyOf(f), counted[article]); diff != "" {
		t.Errorf("the rules (-) and the database (+) count article %d differently:\n%s", article, diff)
	}
}
