package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// kind is a table whose rows the trail tells from the first word to the last.
type kind struct {
	table   string
	subject string   // of its events; "" takes the article's
	actions []string // beginnings of the actions that tell of it
	fields  []column
}

// column is a field of the trail with the SQL that shows the row's in the
// trail's manner. A text's field stands beside the leaf.
type column struct {
	field string
	sql   string
	text  bool
}

func plain(fields ...string) (cs []column) {
	for _, f := range fields {
		cs = append(cs, column{field: f, sql: f})
	}
	return cs
}

// refs are numbers of which 0 and nothing are the same.
func refs(fields map[string]string) (cs []column) {
	for f, col := range fields {
		cs = append(cs, column{field: f, sql: "CASE coalesce(" + col + ", 0) WHEN 0 THEN '' ELSE " + col + " END"})
	}
	return cs
}

func flags(fields ...string) (cs []column) {
	for _, f := range fields {
		cs = append(cs, column{field: f, sql: "CASE " + f + " WHEN 1 THEN 'yes' ELSE '' END"})
	}
	return cs
}

func texts(fields map[string]string) (cs []column) {
	for f, col := range fields {
		cs = append(cs, column{field: f, sql: col, text: true})
	}
	return cs
}

func all(lists ...[]column) (cs []column) {
	for _, l := range lists {
		cs = append(cs, l...)
	}
	return cs
}

var kinds = []kind{
	{"claims", "claim", []string{"claim."}, all(
		plain("state", "kinds", "severity", "withdraw_reason", "outcome"), flags("reopened"),
		refs(map[string]string{
			"number": "number", "version": "version", "finding": "finding_id", "approval": "approval_id", "assignee": "assignee_id",
			"submitted_by": "submitted_by", "due_at": "due_at", "duplicate_of": "duplicate_of", "revision": "revision_id",
		}),
		texts(map[string]string{"statement": "statement", "words": "exact", "sentence": "sentence"}),
	)},
	{"articles", "", []string{"article.", "revision."}, all(
		plain("language", "direction", "publish_on"), flags("restricted"),
		refs(map[string]string{"version": "version", "deadline_at": "deadline_at", "editor": "editor_id", "revision": "revision_id"}),
		texts(map[string]string{"headline": "headline", "byline": "byline", "desk": "desk"}),
	)},
	{"evidence", "evidence", []string{"evidence."}, all(
		plain("stance", "authority"), refs(map[string]string{"source": "source_id", "removed_at": "removed_at"}),
		texts(map[string]string{"passage": "passage", "locator": "locator", "calculation": "calculation", "note": "note"}),
	)},
	{"waivers", "waiver", []string{"waiver."}, all(
		plain("kind"), refs(map[string]string{"ended_at": "ended_at"}), texts(map[string]string{"sentence": "sentence"}),
	)},
	{"check_answers", "check answer", []string{"check."}, all(
		plain("answer"), []column{{field: "check", sql: "check_name"}},
		refs(map[string]string{"claim": "claim_id", "comment": "comment_id", "ended_at": "ended_at"}), texts(map[string]string{"message": "message"}),
	)},
	{"comments", "comment", []string{"comment."}, all(
		plain("kind", "closing"), flags("must_fix", "cut"),
		refs(map[string]string{
			"parent": "parent_id", "evidence": "evidence_id", "asked": "asked_id", "due_at": "due_at", "finding": "finding_id", "applied_in": "applied_in",
		}),
		texts(map[string]string{"body": "body", "proposed": "proposed"}),
	)},
}

// told is what the trail tells of one row: a value for each field.
type told map[string]string

// replayed tells every row of the kinds anew from the trail, change by change,
// and compares it with the row. A change that does not begin where the last
// ended, a row without its event and an event without its row do not hold.
func (f *file) replayed(ctx context.Context) error {
	for _, k := range kinds {
		stories := f.stories(k)
		if k.table == "claims" {
			f.found.Claims = len(stories)
		}
		if err := f.compare(ctx, k, stories); err != nil {
			return err
		}
		for id := range stories {
			f.wrong("%s: the trail tells of row %d, which is not there", k.table, id)
		}
	}
	return nil
}

// stories are what the trail tells of a kind, by row.
func (f *file) stories(k kind) map[int64]told {
	of := map[string]column{}
	for _, c := range k.fields {
		of[c.field] = c
	}
	rows := map[int64]told{}
	for _, e := range f.events {
		if !k.tells(e) {
			continue
		}
		id := e.subjectID
		if k.subject == "" {
			id = e.article
		}
		row := rows[id]
		if row == nil {
			row = told{}
			rows[id] = row
		}
		for _, c := range e.said.Changes {
			if col, ok := of[c.Field]; ok {
				f.turn(k, row, col, e, c)
			}
		}
	}
	return rows
}

func (k kind) tells(e event) bool {
	if k.subject != "" && e.subject != k.subject {
		return false
	}
	for _, a := range k.actions {
		if strings.HasPrefix(e.action, a) {
			return true
		}
	}
	return false
}

// turn puts one change into a row's story.
func (f *file) turn(k kind, row told, col column, e event, c change) {
	from, to := c.From.word, c.To.word
	if col.text {
		from, to = f.wordsOf(e, c.Field, "from"), f.wordsOf(e, c.Field, "to")
	}
	if row[c.Field] != from {
		f.wrong("event %d changes %s of %s %d from %q, which was %q", e.seq, c.Field, k.table, e.subjectID, from, row[c.Field])
	}
	row[c.Field] = to
	if k.table == "claims" && c.Field == "version" {
		f.step(e, from, to)
	}
}

// step checks that a claim's version goes up by one.
func (f *file) step(e event, from, to string) {
	var was, is int
	if from != "" {
		_, _ = fmt.Sscan(from, &was)
	}
	if _, err := fmt.Sscan(to, &is); err != nil || is != was+1 {
		f.wrong("event %d takes claim %d from version %q to %q", e.seq, e.subjectID, from, to)
	}
}

// compare compares the rows of a kind with their stories, which it takes out.
func (f *file) compare(ctx context.Context, k kind, stories map[int64]told) error {
	columns := []string{"id"}
	for _, c := range k.fields {
		columns = append(columns, "CAST("+c.sql+" AS TEXT)")
	}
	return f.each(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM "+k.table, func(rows *sql.Rows) error {
		var id int64
		values := make([]sql.NullString, len(k.fields))
		into := []any{&id}
		for i := range values {
			into = append(into, &values[i])
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		story, ok := stories[id]
		if !ok {
			f.wrong("%s: row %d is there, and the trail tells nothing of it", k.table, id)
			return nil
		}
		for i, c := range k.fields {
			if values[i].String != story[c.field] {
				f.wrong("%s %d: %s is %q, the trail tells %q", k.table, id, c.field, values[i].String, story[c.field])
			}
		}
		delete(stories, id)
		return nil
	})
}
