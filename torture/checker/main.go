// Command checker says whether a newsroom's database is whole: its file, its
// trail, and what a client was told about its writes. It reads the SQLite file
// with SQL of its own and computes what docs/trail-format.md promises anew; it
// must know nothing of the program that wrote the file, so it imports no
// package of ours.
//
// It prints what it found as JSON and exits with 0, with 1 when something does
// not hold, and with 2 when it could not look.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	_ "modernc.org/sqlite" // the driver
)

// The ways to end.
const (
	exitBroken = 1
	exitFailed = 2
)

// mostTold bounds the problems that are printed; all are counted.
const mostTold = 40

// Found is what the checker found.
type Found struct {
	Problems int      `json:"problems"`
	Told     []string `json:"told,omitempty"` // the first of them
	Events   int      `json:"events"`
	Claims   int      `json:"claims"`
	Acked    int      `json:"acked"`
	Refused  int      `json:"refused"`
	Unknown  int      `json:"unknown"`
	Happened int      `json:"happened"` // of the unknown
	Captures int      `json:"captures"`
	Blobs    int      `json:"blobs"`
	Left     int      `json:"left"` // files beside the blobs that are not whole yet
}

// file is the database under the checker's eyes, with what does not hold.
type file struct {
	db     *sql.DB
	found  Found
	events []event
	texts  map[int64][]text // by event
}

func main() {
	var in input
	flag.StringVar(&in.db, "db", "", "the SQLite file, which nobody writes to meanwhile")
	flag.StringVar(&in.told, "ledger", "", "what the client was told, one JSON object a line")
	flag.StringVar(&in.blobs, "blobs", "", "the folder of blobs, which nobody writes to meanwhile")
	flag.StringVar(&in.pages, "pages", "", "what a site served, one JSON object a line")
	flag.StringVar(&in.ended, "ended", "", "the beginning of the addresses of a site that every job is done with")
	flag.Parse()
	found, err := check(context.Background(), in)
	if err != nil {
		fmt.Fprintf(os.Stderr, "checker: %v\n", err)
		os.Exit(exitFailed)
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		os.Exit(exitFailed)
	}
	if found.Problems > 0 {
		os.Exit(exitBroken)
	}
}

// input is what is looked at: the database, and all else that is not empty.
type input struct{ db, told, blobs, pages, ended string }

// check looks at everything.
func check(ctx context.Context, in input) (Found, error) {
	if _, err := os.Stat(in.db); err != nil {
		return Found{}, err
	}
	db, err := sql.Open("sqlite", "file:"+in.db+"?_pragma=busy_timeout(5000)")
	if err != nil {
		return Found{}, err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	f := &file{db: db}
	for _, look := range []func(context.Context) error{
		f.engine, f.readTrail, f.leaves, f.tree, f.checkpoints, f.replayed, f.made, f.approvals, f.coverage, f.keys, f.captured,
	} {
		if err := look(ctx); err != nil {
			return Found{}, err
		}
	}
	for _, beside := range []struct {
		what string
		look func(context.Context, string) error
	}{{in.told, f.ledger}, {in.blobs, f.whole}, {in.pages, f.truthful}, {in.ended, f.ended}} {
		if beside.what == "" {
			continue
		}
		if err := beside.look(ctx, beside.what); err != nil {
			return Found{}, err
		}
	}
	return f.found, nil
}

// wrong notes something that does not hold.
func (f *file) wrong(format string, args ...any) {
	if f.found.Problems++; f.found.Problems <= mostTold {
		f.found.Told = append(f.found.Told, fmt.Sprintf(format, args...))
	}
}

// each calls row for every row of the answer.
func (f *file) each(ctx context.Context, query string, row func(*sql.Rows) error) error {
	rows, err := f.db.QueryContext(ctx, query)
	if err != nil {
		return fmt.Errorf("%s: %w", query, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := row(rows); err != nil {
			return fmt.Errorf("%s: %w", query, err)
		}
	}
	return rows.Err()
}

// engine asks SQLite itself.
func (f *file) engine(ctx context.Context) error {
	err := f.each(ctx, "PRAGMA integrity_check", func(rows *sql.Rows) error {
		var said string
		err := rows.Scan(&said)
		if said != "ok" {
			f.wrong("integrity_check: %s", said)
		}
		return err
	})
	if err != nil {
		return err
	}
	return f.each(ctx, "PRAGMA foreign_key_check", func(rows *sql.Rows) error {
		var table, parent string
		var row, key sql.NullInt64
		err := rows.Scan(&table, &row, &parent, &key)
		f.wrong("foreign_key_check: row %d of %s points to no %s", row.Int64, table, parent)
		return err
	})
}
