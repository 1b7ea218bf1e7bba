package generate

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"example.org/tickmark/audit"
	"example.org/tickmark/models"
)

// ofArticle says for each table which of its rows belong to an article, in the
// order of their IDs. Events and their texts are made anew: see trail.go.
var ofArticle = []struct{ table, rows string }{
	{"articles", "id = ? ORDER BY id"},
	{"article_writers", "article_id = ?"},
	{"article_team", "article_id = ?"},
	{"revisions", "article_id = ? ORDER BY id"},
	{"claims", "article_id = ? ORDER BY id"},
	{"sources", "article_id = ? ORDER BY id"},
	{"comments", "article_id = ? ORDER BY id"},
	{"findings", "claim_id IN (SELECT id FROM claims WHERE article_id = ?) ORDER BY id"},
	{"approvals", "claim_id IN (SELECT id FROM claims WHERE article_id = ?) ORDER BY id"},
	{"evidence", "claim_id IN (SELECT id FROM claims WHERE article_id = ?) ORDER BY id"},
	{"hands", "claim_id IN (SELECT id FROM claims WHERE article_id = ?) ORDER BY id"},
}

// refers says which table a column's number is a row of.
var refers = map[string]string{
	"article_id": "articles", "revision_id": "revisions", "claim_id": "claims", "finding_id": "findings", "approval_id": "approvals", "first_approval_id": "approvals",
	"source_id": "sources", "evidence_id": "evidence", "parent_id": "comments", "comment_id": "comments", "applied_in": "revisions",
	"event_seq": "events", "ended_seq": "events",
}

// rows are the rows of one table that belong to an article.
type rows struct {
	table   string
	columns []string
	values  [][]any
}

// original is an article that is copied.
type original struct {
	rows   []rows
	events []event
	first  map[string]int64 // the lowest ID of each table
	count  map[string]int64
}

// readOriginal reads an article.
func readOriginal(ctx context.Context, db *sql.DB, article int64) (*original, error) {
	o := &original{first: map[string]int64{}, count: map[string]int64{}}
	for _, t := range ofArticle {
		r, err := query(ctx, db, "SELECT * FROM "+t.table+" WHERE "+t.rows, article)
		if err != nil {
			return nil, err
		}
		r.table = t.table
		o.rows = append(o.rows, r)
		if len(r.values) > 0 && r.columns[0] == "id" {
			o.first[t.table], o.count[t.table] = r.values[0][0].(int64), int64(len(r.values)) //nolint:forcetypeassert // an ID
		}
	}
	if err := o.readTrail(ctx, db, article); err != nil {
		return nil, err
	}
	return o, nil
}

// query reads whole rows.
func query(ctx context.Context, db *sql.DB, question string, args ...any) (r rows, err error) {
	found, err := db.QueryContext(ctx, question, args...)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, found.Close()) }()
	if r.columns, err = found.Columns(); err != nil {
		return r, err
	}
	for found.Next() {
		values, into := make([]any, len(r.columns)), make([]any, len(r.columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			return r, err
		}
		r.values = append(r.values, values)
	}
	return r, found.Err()
}

// copier makes one copy of an original.
type copier struct {
	*original
	number int              // of the copy: its words and its time
	shift  map[string]int64 // what is added to the IDs of each table
	later  int64            // milliseconds
}

// id is where a row of a table is in the copy.
func (c copier) id(table string, was int64) int64 { return was + c.shift[table] }

// row is a row of a table in the copy.
func (c copier) row(table string, columns []string, was []any) ([]any, error) {
	is := make([]any, len(was))
	for i, column := range columns {
		switch v := was[i].(type) {
		case int64:
			is[i] = c.whole(table, column, v)
		case string:
			is[i] = filled(v, c.number)
		default:
			is[i] = v
		}
	}
	switch table {
	case "revisions":
		return is, c.hashText(columns, is)
	case "approvals":
		return is, c.bind(columns, was, is)
	}
	return is, nil
}

func (c copier) whole(table, column string, v int64) int64 {
	switch {
	case column == "id":
		return c.id(table, v)
	case refers[column] != "":
		return c.id(refers[column], v)
	case strings.HasSuffix(column, "_at"):
		return v + c.later
	}
	return v
}

func (c copier) hashText(columns []string, is []any) error {
	text, sum := column(columns, "text"), column(columns, "sha256")
	s, ok := is[text].(string)
	if !ok {
		return errors.New("a revision has no text")
	}
	h := sha256.Sum256([]byte(s))
	is[sum] = hex.EncodeToString(h[:])
	return nil
}

// boundIDs are the IDs in what an approval binds to.
var boundIDs = regexp.MustCompile(`"(id|source)":(\d+)`)

// bind moves what an approval binds to, and takes its fingerprint anew. The
// originals have no text that folding would change, which is checked.
func (c copier) bind(columns []string, was, is []any) error {
	bound, fingerprint := column(columns, "bound"), column(columns, "fingerprint")
	if s, ok := was[bound].(string); !ok || was[fingerprint] != fingerprintOf(s) {
		return errors.New("an approval's fingerprint is not that of what it binds to")
	}
	s, _ := is[bound].(string)
	s = boundIDs.ReplaceAllStringFunc(s, func(m string) string {
		part := boundIDs.FindStringSubmatch(m)
		table := map[string]string{"id": "evidence", "source": "sources"}[part[1]]
		n, _ := strconv.ParseInt(part[2], 10, 64)
		return strconv.Quote(part[1]) + ":" + strconv.FormatInt(c.id(table, n), 10)
	})
	is[bound], is[fingerprint] = s, fingerprintOf(s)
	return nil
}

func fingerprintOf(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

func column(columns []string, name string) int {
	for i, c := range columns {
		if c == name {
			return i
		}
	}
	return -1
}

// event is an event as it is copied: its leaf read, its texts in their places.
type event struct {
	event   models.Event
	changes []models.Change
	reason  string
}

// readTrail reads the events of an article. They must follow each other.
func (o *original) readTrail(ctx context.Context, db *sql.DB, article int64) error {
	found, err := query(ctx, db, "SELECT seq, leaf FROM events WHERE article_id = ? ORDER BY seq", article)
	if err != nil {
		return err
	}
	for i, row := range found.values {
		seq, _ := row[0].(int64)
		leaf, _ := row[1].(string)
		if i == 0 {
			o.first["events"] = seq
		}
		if seq != o.first["events"]+int64(i) {
			return fmt.Errorf("event %d does not follow the one before", seq)
		}
		e, err := readEvent(ctx, db, seq, leaf)
		if err != nil {
			return err
		}
		o.events = append(o.events, e)
	}
	o.count["events"] = int64(len(o.events))
	return nil
}

func readEvent(ctx context.Context, db *sql.DB, seq int64, leaf string) (event, error) {
	entry, err := audit.Read(leaf)
	if err != nil {
		return event{}, err
	}
	beside, err := query(ctx, db, "SELECT field, side, text FROM event_texts WHERE event_seq = ?", seq)
	if err != nil {
		return event{}, err
	}
	texts := make([]models.EventText, len(beside.values))
	for i, t := range beside.values {
		texts[i] = models.EventText{Field: fmt.Sprint(t[0]), Side: fmt.Sprint(t[1]), Text: fmt.Sprint(t[2]), Salt: []byte{1}}
	}
	entry.Fill(texts)
	e := event{event: entry.Event, reason: entry.Reason.Text}
	for _, ch := range entry.Changes {
		e.changes = append(e.changes, models.Change{
			Field: ch.Field, From: ch.From.Text, To: ch.To.Text, Free: ch.From.Salted != "" || ch.To.Salted != "",
		})
	}
	return e, nil
}
