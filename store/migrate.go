package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// ErrNewer says that a newer program brought the schema up to date, so that
// this one does not know what it means.
var ErrNewer = errors.New("the database is newer than this program")

// Migrate brings the schema up to date. It does nothing when it is. Several
// programs may call it at once over one PostgreSQL: all but one wait. Over one
// SQLite file the caller sees to it that only one does. It fails with ErrNewer.
func (d *DB) Migrate(ctx context.Context) error {
	p, err := d.provider()
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return d.known(ctx)
}

// Migrated reports whether the schema is the one this program was made for, or
// older. It fails with ErrNewer.
func (d *DB) Migrated(ctx context.Context) (bool, error) {
	p, err := d.provider()
	if err != nil {
		return false, err
	}
	pending, err := p.HasPending(ctx)
	if err != nil || pending {
		return false, err
	}
	err = d.known(ctx)
	return err == nil, err
}

// known fails with ErrNewer when the schema has had a migration that this
// program lacks.
func (d *DB) known(ctx context.Context) error {
	has, knows, err := d.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	if has > knows {
		return fmt.Errorf("%w: it has had migration %d, and this one knows %d", ErrNewer, has, knows)
	}
	return nil
}

func (d *DB) provider(options ...goose.ProviderOption) (*goose.Provider, error) {
	folder, err := fs.Sub(migrations, "migrations/"+d.dialect)
	if err != nil {
		return nil, err
	}
	dialect := map[string]database.Dialect{"sqlite": database.DialectSQLite3, "postgres": database.DialectPostgres}[d.dialect]
	if dialect == database.DialectPostgres {
		one, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // a second, 300 times
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(one))
	}
	return goose.NewProvider(dialect, d.pools[0], folder, options...)
}
