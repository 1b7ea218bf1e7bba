package store

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
)

// MigrateTo brings the schema to a version that it had once.
func (d *DB) MigrateTo(ctx context.Context, version int64) error {
	p, err := d.provider()
	if err == nil {
		_, err = p.UpTo(ctx, version)
	}
	return err
}

// MigrateAgain brings the schema up to date where a migration in the middle of
// all was taken away.
func (d *DB) MigrateAgain(ctx context.Context) error {
	p, err := d.provider(goose.WithAllowOutofOrder(true))
	if err == nil {
		_, err = p.Up(ctx)
	}
	return err
}

// Asked is a question that the store put to the database.
type Asked struct {
	SQL  string
	Args []any
}

// Asked returns the questions that run puts to the database.
func (d *DB) Asked(run func(Queries) error) (asked []Asked, err error) {
	g := d.read.WithContext(context.Background()) // a statement of its own
	g.Statement.ConnPool = watched{g.Statement.ConnPool, &asked}
	return asked, run(Queries{g.Session(&gorm.Session{})})
}

// watched notes every question.
type watched struct {
	gorm.ConnPool
	asked *[]Asked
}

func (w watched) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	*w.asked = append(*w.asked, Asked{query, args})
	return w.ConnPool.QueryContext(ctx, query, args...)
}

func (w watched) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	*w.asked = append(*w.asked, Asked{query, args})
	return w.ConnPool.QueryRowContext(ctx, query, args...)
}
