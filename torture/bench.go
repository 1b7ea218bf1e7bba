package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// bench is one run of a scenario.
type bench struct {
	Options
	mill           *mill
	place          place
	folder         string
	program, fault string
	book           *ledger
	crew           []*writer
	world          world
	out            io.Writer
	reach          string // a place of the house that the program may go to; may be empty
	result         string // what held, for people
}

// verdict is what the checker found; see torture/checker.
type verdict struct {
	Problems, Events, Claims, Acked, Refused, Unknown, Happened, Captures, Blobs, Left int
	Told                                                                               []string
}

// look copies the database under data, which nobody writes to, and the ledger
// as it is, and returns what has the checker look at both, and at the trail
// with the program itself when verify is set.
func (b *bench) look(data string, verify bool) (func(context.Context) (verdict, error), error) {
	at := placeIn(filepath.Join(b.folder, "copy"))
	at.key = b.place.key
	if err := errors.Join(os.RemoveAll(at.data), os.MkdirAll(at.data, 0o700)); err != nil {
		return nil, err
	}
	for _, name := range []string{"tickmark.db", "tickmark.db-wal"} {
		if err := copyFile(filepath.Join(data, name), filepath.Join(at.data, name)); err != nil {
			return nil, err
		}
	}
	told := filepath.Join(b.folder, "copy", "ledger.jsonl")
	if err := copyFile(b.book.path, told); err != nil {
		return nil, err
	}
	return func(ctx context.Context) (verdict, error) {
		v, err := b.check(ctx, filepath.Join(at.data, "tickmark.db"), told)
		if err != nil || !verify {
			return v, err
		}
		out, err := at.command(ctx, b.program, "trail", "verify").CombinedOutput()
		if err != nil {
			return v, fmt.Errorf("%w: tickmark trail verify: %w\n%s", errBroken, err, out)
		}
		return v, nil
	}, nil
}

// copyFile copies a file. One that is not there is nothing to copy.
func copyFile(from, to string) error {
	in, err := os.Open(from) //nolint:gosec // in our own folder
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) //nolint:gosec // in our own folder
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// check has the checker look, beside the database and the ledger at whatever
// else it is told. That something does not hold is an errBroken.
func (b *bench) check(ctx context.Context, db, told string, beside ...string) (v verdict, err error) {
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, b.mill.checker, append([]string{"-db", db, "-ledger", told}, beside...)...) //nolint:gosec // our own program
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	if decoded := decode(out.Bytes(), &v); decoded != nil {
		return v, fmt.Errorf("the checker failed: %w\n%s", errors.Join(err, decoded), errs.String())
	}
	if v.Problems > 0 {
		return v, fmt.Errorf("%w: %d problems after %d events: %s", errBroken, v.Problems, v.Events, strings.Join(v.Told, "\n  "))
	}
	return v, err
}
