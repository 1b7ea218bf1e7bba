// Package store is the only room that talks to the database. Queries reads,
// Tx reads and writes inside one transaction; neither lets a *gorm.DB out.
// Every query about an article, or about anything that hangs on one, takes the
// viewer and asks the one function visible. It knows no rule of review beyond
// the second locks in the schema.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"example.org/tickmark/models"

	_ "github.com/jackc/pgx/v5/stdlib" // the PostgreSQL driver
	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	_ "modernc.org/sqlite" // the SQLite driver
)

// DB opens transactions and hands out the read side.
type DB struct {
	write, read *gorm.DB
	pools       []*sql.DB
	dialect     string // the name of its folder of migrations
	commits     *commits
}

// Queries reads. It has no method that writes, so its holder cannot.
type Queries struct{ g *gorm.DB }

// Tx reads and writes inside one transaction.
type Tx struct{ Queries }

// Open opens the database at address, a file path or a postgres:// address.
// The schema is not touched: see Migrate.
func Open(ctx context.Context, address string) (*DB, error) {
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		return openPostgres(ctx, address)
	}
	return openSQLite(ctx, address)
}

// openSQLite opens one connection that writes and several that cannot.
// Every setting is per connection and so stands in the address.
func openSQLite(ctx context.Context, path string) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := private(abs); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	file := "file:" + escapePath(abs)
	common := "&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_pragma=cache_size(-8000)" +
		"&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_pragma=mmap_size(0)&_pragma=secure_delete(1)&_time_format=sqlite"
	w, err := connect(ctx, "sqlite", file+"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"+common, 1)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	r, err := connect(ctx, "sqlite", file+"?_txlock=deferred&_pragma=query_only(1)"+common, max(4, runtime.NumCPU()))
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	db := &DB{pools: []*sql.DB{w, r}, dialect: "sqlite", commits: newCommits()}
	if db.write, err = wrap(sqlite.Dialector{DriverName: "sqlite", Conn: w}, true); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if db.read, err = wrap(sqlite.Dialector{DriverName: "sqlite", Conn: r}, true); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// private makes the database file, when there is none, readable by its owner
// only. SQLite gives the files beside it the same permissions.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return err
	}
	return f.Close()
}

// escapePath makes a path safe inside a file: address.
func escapePath(path string) string {
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
}

func openPostgres(ctx context.Context, address string) (*DB, error) {
	pool, err := connect(ctx, "pgx", address, max(8, 2*runtime.NumCPU()))
	if err != nil {
		return nil, fmt.Errorf("open the PostgreSQL database: %w", err)
	}
	db := &DB{pools: []*sql.DB{pool}, dialect: "postgres"}
	if db.write, err = wrap(postgres.New(postgres.Config{Conn: pool}), false); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	db.read = db.write
	return db, nil
}

func connect(ctx context.Context, name, dsn string, most int) (*sql.DB, error) {
	pool, err := sql.Open(name, dsn)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(most)
	pool.SetMaxIdleConns(most)
	if err := pool.PingContext(ctx); err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return pool, nil
}

// wrap gives gorm the pool. Its own log would print drafts, so it has none.
//
// gorm keeps prepared statements only where transactions have a pool of their
// own. In a shared one an act that holds a row would wait for a statement that
// a reader prepares, who waits for a connection, all of which wait for the row.
// PostgreSQL's driver keeps them for each connection, where nobody waits.
func wrap(d gorm.Dialector, prepare bool) (*gorm.DB, error) {
	return gorm.Open(d, &gorm.Config{
		Logger:                 logger.Discard,
		PrepareStmt:            prepare,
		PrepareStmtMaxSize:     256,
		SkipDefaultTransaction: true,
		DisableAutomaticPing:   true,
	})
}

// Close closes the database.
func (d *DB) Close() error {
	var errs []error
	for _, p := range d.pools {
		errs = append(errs, p.Close())
	}
	return errors.Join(errs...)
}

// Queries returns the read side.
func (d *DB) Queries() Queries { return Queries{d.read} }

// Snapshot runs fn over one state of the database: all that it reads was true
// at the same moment, whatever is written meanwhile.
func (d *DB) Snapshot(ctx context.Context, fn func(Queries) error) error {
	opts := map[string]*sql.TxOptions{"postgres": {Isolation: sql.LevelRepeatableRead, ReadOnly: true}, "sqlite": {}}[d.dialect]
	return d.read.WithContext(ctx).Transaction(func(g *gorm.DB) error { return fn(Queries{g}) }, opts)
}

// oneRow turns a write that touched another number of rows than one into err.
func oneRow(res *gorm.DB, err error) error {
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected != 1 {
		return err
	}
	return nil
}

func (q Queries) on(ctx context.Context) *gorm.DB { return q.g.WithContext(ctx) }

// visible keeps the articles that viewer may see: those open to the newsroom
// and those of whose team they are. Every list, count, search, trail page,
// report and act asks it; there is no other place that decides.
func visible(viewer models.ID) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		return g.Where("(articles.restricted = ? OR EXISTS (SELECT 1 FROM article_team"+
			" WHERE article_team.article_id = articles.id AND article_team.user_id = ?))", false, viewer)
	}
}
