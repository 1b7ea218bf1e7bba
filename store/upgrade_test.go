package store_test

import (
	"compress/gzip"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/note"
)

// The folder testdata has the demo newsroom as each version of the schema kept
// it, written by the program of its time: version-N.<database>.sql.gz. A new
// dump is added when a version is released and none is ever changed. Their
// trails were signed with the keys whose public halves are below.
var dumpsSignedBy = []string{
	"tickmark/ly6dgd4aeo+152e0e2b+AeWp8EP39xpfczp+yYmKMkncQx2NfoMJljd+wNFRSypC", // version 2
	"tickmark/pdqp5djgsv+e2e6a2b9+ASIYoZ3SkQoN84t74VRzUlCgLIv+T1ukwT7nlm0/oSDP", // version 8
}

// loaded is a database with a dump in it.
func loaded(t *testing.T, dump string) (*store.DB, *sql.DB) {
	t.Helper()
	address := filepath.Join(t.TempDir(), "old.db")
	driver, name := "sqlite", "file:"+address
	if strings.Contains(dump, ".postgres.") {
		address = testkit.Postgres(t)
		driver, name = "pgx", address
	}
	raw, err := sql.Open(driver, name)
	must(t, err)
	t.Cleanup(func() { must(t, raw.Close()) })
	raw.SetMaxOpenConns(1)
	file, err := os.Open(dump)
	must(t, err)
	defer func() { must(t, file.Close()) }()
	plain, err := gzip.NewReader(file)
	must(t, err)
	script, err := io.ReadAll(plain)
	must(t, err)
	_, err = raw.ExecContext(t.Context(), string(script))
	must(t, err)
	if driver == "pgx" { // the dump takes the schemas away that are looked through
		_, err = raw.ExecContext(t.Context(), "SELECT set_config('search_path', 'public', false)")
		must(t, err)
	}
	db, err := store.Open(t.Context(), address)
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return db, raw
}

// columnsOf are the columns of every table but the migrations'.
func columnsOf(t *testing.T, raw *sql.DB, postgres bool) map[string][]string {
	t.Helper()
	q := "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
	if postgres {
		q = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
	}
	rows, err := raw.QueryContext(t.Context(), q)
	must(t, err)
	defer func() { must(t, rows.Close()) }()
	all := map[string][]string{}
	for rows.Next() {
		var table, name string
		must(t, rows.Scan(&table, &name))
		if !strings.HasPrefix(table, "goose") && !strings.HasPrefix(table, "sqlite") {
			all[table] = append(all[table], name)
		}
	}
	must(t, rows.Err())
	return all
}

// rowsOf are the rows of the named columns, as text.
func rowsOf(t *testing.T, raw *sql.DB, columns map[string][]string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for table, names := range columns {
		rows, err := raw.QueryContext(t.Context(), "SELECT "+strings.Join(names, ", ")+" FROM "+table)
		must(t, err)
		for rows.Next() {
			values, into := make([]any, len(names)), make([]any, len(names))
			for i := range values {
				into[i] = &values[i]
			}
			must(t, rows.Scan(into...))
			all[table] = append(all[table], fmt.Sprint(values...))
		}
		must(t, rows.Err())
		must(t, rows.Close())
		slices.Sort(all[table])
	}
	return all
}

func TestEveryOlderVersionIsBroughtUpToDate(t *testing.T) {
	dumps, err := filepath.Glob("testdata/version-*.sql.gz")
	must(t, err)
	if len(dumps) < 4 {
		t.Fatalf("dumps: %v", dumps)
	}
	for _, dump := range dumps {
		t.Run(filepath.Base(dump), func(t *testing.T) {
			postgres := strings.Contains(dump, ".postgres.")
			db, raw := loaded(t, dump)
			columns := columnsOf(t, raw, postgres)
			was := rowsOf(t, raw, columns)
			if len(was["events"]) == 0 || len(was["claims"]) == 0 {
				t.Fatal("the dump is empty")
			}
			must(t, db.Migrate(t.Context()))
			is := rowsOf(t, raw, columns)
			// Who is told of events begins with those that come after the migration.
			if is["cursors"] = slices.DeleteFunc(is["cursors"], func(row string) bool { return strings.Contains(row, "notices") }); len(is["cursors"]) == 0 {
				delete(is, "cursors")
			}
			if diff := cmp.Diff(was, is); diff != "" {
				t.Errorf("what was kept is not what it was:\n%s", diff)
			}
			restsOnNothing(t, raw, len(was["evidence"]))
			fresh := ""
			if postgres {
				fresh = testkit.Postgres(t)
			}
			h := testkit.NewHouse(t, fresh)
			want, got := columnsOf(t, h.SQL(t), postgres), columnsOf(t, raw, postgres)
			for _, of := range []map[string][]string{want, got} {
				for _, names := range of {
					slices.Sort(names)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("a new database (-) and this one (+) differ:\n%s", diff)
			}
			works(t, db)
		})
	}
}

// restsOnNothing fails the test unless so many pieces of evidence, which are
// older than captures, rest on none and are quoted nowhere.
func restsOnNothing(t *testing.T, raw *sql.DB, want int) {
	t.Helper()
	var all, captured int
	must(t, raw.QueryRowContext(t.Context(),
		"SELECT count(*), count(CASE WHEN capture_id IS NOT NULL OR quoted_start <> 0 OR quoted_end <> 0 THEN 1 END) FROM evidence").Scan(&all, &captured))
	if all != want || all == 0 || captured != 0 {
		t.Errorf("of %d pieces of evidence there are %d, %d of them with a capture", want, all, captured)
	}
}

// Rulings that version 12 kept stay what they are, and know by their events in
// which article they were made. Others are made after them.
func TestRulingsKnowWhereTheyWereMade(t *testing.T) {
	for _, dump := range []string{"testdata/version-8.sqlite.sql.gz", "testdata/version-8.postgres.sql.gz"} {
		t.Run(filepath.Base(dump), func(t *testing.T) {
			ctx := t.Context()
			db, raw := loaded(t, dump)
			must(t, db.MigrateTo(ctx, 12))
			want := []models.OriginRuling{
				{ID: 1, FromID: 1, ToID: 2, Copies: true, ArticleID: 2, Reason: "the same words, a day later", MadeBy: 3, MadeAt: 1_000, EndedAt: 2_000},
				{ID: 2, FromID: 3, ToID: 1, Copies: false, ArticleID: 1, Reason: "she was there herself", MadeBy: 4, MadeAt: 3_000},
			}
			seq := 0
			must(t, raw.QueryRowContext(ctx, "SELECT max(seq) FROM events").Scan(&seq))
			tell := func(action, subject string, id, article models.ID) {
				t.Helper()
				seq++
				_, err := raw.ExecContext(ctx, `INSERT INTO events (seq, at, actor_id, action, subject, subject_id, article_id, request_id, leaf, leaf_hash)
					VALUES ($1, 1, 3, $2, $3, $4, $5, '', 'leaf', $6)`, seq, action, subject, id, article, make([]byte, 32))
				must(t, err)
			}
			for _, r := range want {
				_, err := raw.ExecContext(ctx, "INSERT INTO origin_rulings (from_id, to_id, copies, reason, made_by, made_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6, nullif($7, 0))",
					r.FromID, r.ToID, r.Copies, r.Reason, r.MadeBy, r.MadeAt, r.EndedAt)
				must(t, err)
				tell("ruling.make", "ruling", r.ID, r.ArticleID)
			}
			tell("ruling.end", "ruling", 1, 3) // of another article, on which the same sources stand
			tell("source.edit", "source", 2, 3)
			must(t, db.Migrate(ctx))
			is := func() []models.OriginRuling {
				t.Helper()
				all, err := db.Queries().Rulings(ctx, []models.ID{1, 2, 3})
				must(t, err)
				return all
			}
			if diff := cmp.Diff(want, is()); diff != "" {
				t.Errorf("rulings (-want +got):\n%s", diff)
			}
			if _, err := raw.ExecContext(ctx, "UPDATE origin_rulings SET article_id = NULL"); err == nil {
				t.Error("a ruling was made nowhere")
			}
			next := models.OriginRuling{FromID: 2, ToID: 3, ArticleID: 1, Reason: "another desk", MadeBy: 3, MadeAt: 4_000}
			must(t, db.Tx(ctx, func(tx store.Tx) error { return tx.AddRuling(ctx, &next) }))
			if diff := cmp.Diff(append(want, next), is()); diff != "" || next.ID != 3 {
				t.Errorf("with ruling %d (-want +got):\n%s", next.ID, diff)
			}
		})
	}
}

// works fails the test unless the newsroom in db goes on: its trail verifies,
// somebody signs in, reads and writes, and it verifies again.
func works(t *testing.T, db *store.DB) {
	t.Helper()
	key, err := audit.NewKey("upgraded")
	must(t, err)
	n := &newsroom.Newsroom{DB: db, Now: time.Now, Salt: audit.RandomSalt, Key: key}
	signers := make([]note.Verifier, len(dumpsSignedBy))
	for i, public := range dumpsSignedBy {
		signers[i], err = note.NewVerifier(public)
		must(t, err)
	}
	verify := func() {
		t.Helper()
		result, err := n.VerifyTrail(context.WithoutCancel(t.Context()), note.VerifierList(signers...))
		must(t, err)
		if !result.OK() {
			t.Errorf("the trail: %+v", result)
		}
	}
	verify()
	in, err := n.SignIn(t.Context(), newsroom.SignIn{Handle: "clara", Password: "demo newsroom", Address: "127.0.0.1", Demo: true})
	must(t, err)
	f, err := newsroom.ReadFile(t.Context(), db.Queries(), in.User.ID, 1)
	must(t, err)
	_, err = n.Comment(t.Context(), testkit.By(in.User), f.Article.ID, newsroom.NewComment{Kind: models.Remark, Body: "still here"})
	must(t, err)
	verify()
}
