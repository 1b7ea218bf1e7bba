package store

import (
	"context"
	"errors"

	"example.org/tickmark/apperr"

	"gorm.io/gorm"
)

// commits lets one act at a time write to SQLite, which has one connection for
// it, until one could not be made to last. A nil commits lets everybody.
type commits struct {
	turn   chan struct{}
	failed chan struct{}
}

func newCommits() *commits {
	return &commits{turn: make(chan struct{}, 1), failed: make(chan struct{})}
}

// Failed is closed when a commit could not be made to last. From then on no
// act is carried out: the program has to be started anew, which reads from the
// disk what is there. It is never closed for PostgreSQL, which does so itself.
func (d *DB) Failed() <-chan struct{} {
	if d.commits == nil {
		return nil
	}
	return d.commits.failed
}

// Tx runs fn in one transaction, which commits if fn returns nil. Constraint
// errors of either database come back as apperr where they have a meaning for
// a person, and so do apperr.DiskFull, after which nothing is saved, and
// apperr.StorageFailed, after which nobody knows.
func (d *DB) Tx(ctx context.Context, fn func(Tx) error) (err error) {
	end, err := d.commits.begin(ctx)
	if err != nil {
		return err
	}
	defer func() {
		end(err)
		err = translate(err)
	}()
	return d.write.WithContext(ctx).Transaction(func(g *gorm.DB) error { return fn(Tx{Queries{g}}) })
}

var errEnded = errors.New("an earlier commit could not be made to last; start the program anew")

// begin waits for the caller's turn, which ends with what came of it.
func (c *commits) begin(ctx context.Context) (end func(error), err error) {
	if c == nil {
		return func(error) {}, nil
	}
	select {
	case c.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case <-c.failed:
		<-c.turn
		return nil, errors.Join(apperr.StorageFailed.With(), errEnded)
	default:
	}
	return func(err error) {
		if unsynced(err) {
			close(c.failed)
		}
		<-c.turn
	}, nil
}
