package generate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// bulk are the settings of a database that nobody needs if the power goes.
var bulk = []string{
	"PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA foreign_keys = OFF",
	"PRAGMA cache_size = -400000", "PRAGMA temp_store = MEMORY", "PRAGMA secure_delete = OFF",
}

// wordsOf fills the index of words with the copies.
var wordsOf = []string{
	"INSERT INTO claim_words (claim_words) VALUES ('rebuild')", "INSERT INTO source_words (source_words) VALUES ('rebuild')",
	"INSERT INTO article_words (rowid, headline, byline, text) SELECT articles.id, headline, byline, text" +
		" FROM articles JOIN revisions ON revisions.id = articles.revision_id WHERE articles.id > 2",
}

// copyArticles makes copies of the first two articles of the database at path
// until there are as many as asked for. Every 25th is of a team.
func copyArticles(ctx context.Context, path string, articles int, say func(string, ...any)) (err error) {
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if err := run(ctx, db, bulk...); err != nil {
		return err
	}
	bare, err := strip(ctx, db)
	if err != nil {
		return err
	}
	var of [2]*original
	for i := range of {
		if of[i], err = readOriginal(ctx, db, int64(i+1)); err != nil {
			return err
		}
	}
	w, err := newWriter(ctx, db, of)
	if err != nil {
		return err
	}
	for n := 2; n < articles; n++ {
		from := of[0]
		if n%25 == 0 {
			from = of[1]
		}
		if err := w.copy(from, n); err != nil {
			return fmt.Errorf("article %d: %w", n+1, err)
		}
		if n%5000 == 0 {
			say("%d articles", n)
		}
	}
	if err := w.finish(); err != nil {
		return err
	}
	say("indexes")
	return run(ctx, db, append(append(wordsOf, bare...), "PRAGMA locking_mode = NORMAL", "PRAGMA journal_mode = DELETE")...)
}

func run(ctx context.Context, db *sql.DB, commands ...string) error {
	for _, c := range commands {
		if _, err := db.ExecContext(ctx, c); err != nil {
			return fmt.Errorf("%s: %w", c, err)
		}
	}
	return nil
}

// strip takes indexes and triggers away and returns what puts them back: to
// sort once is faster than to keep in order, and the locks are for people.
func strip(ctx context.Context, db *sql.DB) (back []string, err error) {
	found, err := query(ctx, db, "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type, name")
	if err != nil {
		return nil, err
	}
	for _, r := range found.values {
		back = append(back, fmt.Sprint(r[2]))
		if err := run(ctx, db, fmt.Sprintf("DROP %s %s", r[0], r[1])); err != nil {
			return nil, err
		}
	}
	return back, nil
}

// writer writes rows, many in one command.
type writer struct {
	ctx    context.Context
	tx     *sql.Tx
	tables map[string]*pile
	next   map[string]int64 // the next free ID of each table
	tree   *tree
	salts  uint64
}

// pile is the rows of one table that are not written yet.
type pile struct {
	columns string
	width   int
	most    int // values in one command
	command *sql.Stmt
	values  []any
}

// atOnce is how many values one command holds, at most.
const atOnce = 3000

func newWriter(ctx context.Context, db *sql.DB, of [2]*original) (*writer, error) {
	w := &writer{ctx: ctx, tables: map[string]*pile{}, next: map[string]int64{}, salts: 1 << 32}
	last := of[1]
	for table, first := range last.first {
		w.next[table] = first + last.count[table]
	}
	var err error
	w.tree, err = regrow(w.next["events"], func(id int64) (h tlog.Hash, err error) {
		var b []byte
		err = db.QueryRowContext(ctx, "SELECT hash FROM trail_hashes WHERE id = ?", id).Scan(&b)
		copy(h[:], b)
		return h, err
	})
	if err != nil {
		return nil, err
	}
	if w.tx, err = db.BeginTx(ctx, nil); err != nil {
		return nil, err
	}
	for _, r := range last.rows {
		w.table(r.table, r.columns...)
	}
	w.table("events", "seq", "at", "actor_id", "action", "subject", "subject_id", "article_id", "claim_id", "request_id", "leaf", "leaf_hash")
	w.table("event_texts", "event_seq", "field", "side", "salt", "text")
	w.table("trail_hashes", "id", "hash")
	return w, nil
}

func (w *writer) table(name string, columns ...string) {
	w.tables[name] = &pile{columns: strings.Join(columns, ", "), width: len(columns), most: atOnce / len(columns) * len(columns)}
}

// copy writes copy number n of an original.
func (w *writer) copy(from *original, n int) error {
	c := copier{original: from, number: n, shift: map[string]int64{}, later: int64(n) * apart.Milliseconds()}
	for table, first := range from.first {
		c.shift[table] = w.next[table] - first
		w.next[table] += from.count[table]
	}
	for _, r := range from.rows {
		for _, was := range r.values {
			is, err := c.row(r.table, r.columns, was)
			if err != nil {
				return err
			}
			if err := w.add(r.table, is...); err != nil {
				return err
			}
		}
	}
	for _, e := range from.events {
		if err := w.event(c, e); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) event(c copier, was event) error {
	e, texts, err := c.entry(was, func() ([]byte, error) { w.salts++; return salt(w.salts), nil })
	if err != nil {
		return err
	}
	err = w.add("events", e.Seq, e.At, e.ActorID, e.Action, string(e.Subject), e.SubjectID, e.ArticleID, e.ClaimID, e.RequestID, e.Leaf, e.LeafHash)
	for _, t := range texts {
		err = errors.Join(err, w.add("event_texts", t.EventSeq, t.Field, t.Side, t.Salt, t.Text))
	}
	w.tree.add(tlog.Hash(e.LeafHash), func(id int64, h tlog.Hash) { err = errors.Join(err, w.add("trail_hashes", id, h[:])) })
	return err
}

// add puts a row on its pile, and writes the pile when it is high enough.
func (w *writer) add(table string, values ...any) error {
	p := w.tables[table]
	p.values = append(p.values, values...)
	if len(p.values) < p.most {
		return nil
	}
	if p.command == nil {
		var err error
		if p.command, err = w.tx.PrepareContext(w.ctx, p.insert(table, p.most/p.width)); err != nil {
			return err
		}
	}
	_, err := p.command.ExecContext(w.ctx, p.values...)
	p.values = p.values[:0]
	return err
}

func (p *pile) insert(table string, rows int) string {
	one := "(" + strings.TrimSuffix(strings.Repeat("?, ", p.width), ", ") + ")"
	return "INSERT INTO " + table + " (" + p.columns + ") VALUES " + strings.TrimSuffix(strings.Repeat(one+", ", rows), ", ")
}

// finish writes what is left and says how long the trail is.
func (w *writer) finish() error {
	for table, p := range w.tables {
		if len(p.values) == 0 {
			continue
		}
		if _, err := w.tx.ExecContext(w.ctx, p.insert(table, len(p.values)/p.width), p.values...); err != nil {
			return err
		}
	}
	if _, err := w.tx.ExecContext(w.ctx, "UPDATE trail_head SET size = ?", w.tree.size); err != nil {
		return err
	}
	return w.tx.Commit()
}
