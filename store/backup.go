package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrNoFile says that the database is no file: it is copied and checked with
// its own tools.
var ErrNoFile = errors.New("the database is no file of SQLite's")

// CopyTo writes the database as it stands at one moment to a new file at path,
// with its free pages left out. Readers and writers go on meanwhile. It fails
// with ErrNoFile over PostgreSQL.
func (d *DB) CopyTo(ctx context.Context, path string) (err error) {
	if d.dialect != "sqlite" {
		return ErrNoFile
	}
	// The pools will not do: one must stay free for writers, the other may
	// write nothing, not even a file apart.
	var file string
	if err := d.read.WithContext(ctx).Raw("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file).Error; err != nil {
		return err
	}
	own, err := connect(ctx, "sqlite", "file:"+escapePath(file)+"?_pragma=busy_timeout(5000)&_pragma=synchronous(FULL)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)", 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, own.Close()) }()
	_, err = own.ExecContext(ctx, "VACUUM INTO ?", path)
	return err
}

// Damage names what is broken in a database file, and rows that refer to none.
// Quickly leaves out whether indexes agree with their tables. It fails with
// ErrNoFile over PostgreSQL.
func (d *DB) Damage(ctx context.Context, quickly bool) (found []string, err error) {
	if d.dialect != "sqlite" {
		return nil, ErrNoFile
	}
	check := d.read.WithContext(ctx).Raw("PRAGMA integrity_check(20)")
	if quickly {
		check = d.read.WithContext(ctx).Raw("PRAGMA quick_check(20)")
	}
	var said []string
	if err := check.Scan(&said).Error; err != nil {
		return broken(err)
	}
	for _, s := range said {
		if s != "ok" {
			found = append(found, s)
		}
	}
	var stray []struct{ Table, Parent string }
	if err := d.read.WithContext(ctx).Raw(`SELECT DISTINCT "table", parent FROM pragma_foreign_key_check LIMIT 20`).Scan(&stray).Error; err != nil {
		return broken(err)
	}
	for _, s := range stray {
		found = append(found, fmt.Sprintf("a row of %s refers to a row of %s that is not there", s.Table, s.Parent))
	}
	return found, nil
}

// broken turns SQLite's word that a file is damaged into what was found.
func broken(err error) ([]string, error) {
	var lite *sqlite.Error
	if errors.As(err, &lite) && (lite.Code()&0xff == sqlite3.SQLITE_CORRUPT || lite.Code()&0xff == sqlite3.SQLITE_NOTADB) {
		return []string{lite.Error()}, nil
	}
	return nil, err
}

// SchemaVersion returns the number of the newest migration that the database
// has had, and of the newest that this program knows.
func (d *DB) SchemaVersion(ctx context.Context) (has, knows int64, err error) {
	p, err := d.provider()
	if err != nil {
		return 0, 0, err
	}
	for _, s := range p.ListSources() {
		knows = max(knows, s.Version)
	}
	has, err = p.GetDBVersion(ctx)
	return has, knows, err
}

// Altered names the tables, indexes, triggers and views of an SQLite database
// that are not as the migrations it has had make them: a trigger that is gone
// guards nothing, and one that was put in may do anything. It fails with
// ErrNoFile over PostgreSQL.
func (d *DB) Altered(ctx context.Context) (found []string, err error) {
	if d.dialect != "sqlite" {
		return nil, ErrNoFile
	}
	has, _, err := d.SchemaVersion(ctx)
	if err != nil {
		return nil, err
	}
	fresh, err := connect(ctx, "sqlite", ":memory:", 1)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	made := &DB{pools: []*sql.DB{fresh}, dialect: d.dialect}
	p, err := made.provider()
	if err != nil {
		return nil, err
	}
	if _, err := p.UpTo(ctx, has); err != nil {
		return nil, err
	}
	want, err := objects(ctx, fresh)
	if err != nil {
		return nil, err
	}
	got, err := objects(ctx, d.pools[len(d.pools)-1])
	if err != nil {
		return nil, err
	}
	for name, text := range want {
		if got[name] != text {
			found = append(found, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found, nil
}

// objects are what a database is made of, by kind and name.
func objects(ctx context.Context, db *sql.DB) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, "SELECT type || ' ' || name, COALESCE(tbl_name || ': ' || sql, tbl_name) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat_' ESCAPE '\\'")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	made := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		made[name] = text
	}
	return made, rows.Err()
}

// EndSignIns drops whatever lets a browser in, or knows one: sessions, links
// that set a password, browsers seen before, and tries to sign in. A restored
// database must not revive what ended since.
func (d *DB) EndSignIns(ctx context.Context) error {
	return d.write.WithContext(ctx).Transaction(func(g *gorm.DB) error {
		var errs []error
		for _, drop := range []*gorm.DB{
			g.Exec("DELETE FROM sessions"), g.Exec("DELETE FROM password_links"),
			g.Exec("DELETE FROM devices"), g.Exec("DELETE FROM sign_in_tries"),
		} {
			errs = append(errs, drop.Error)
		}
		return errors.Join(errs...)
	})
}
