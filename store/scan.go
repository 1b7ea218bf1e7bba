package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync"

	"example.org/tickmark/apperr"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// gorm builds the questions of this room, and this file reads the answers.
// gorm's own reading looks every value up anew by reflection, which takes more
// time than the database does; here a question's columns are matched with the
// fields of a row once, and every row is then read into the same places.

// one returns the single row that g finds, or NotFoundOrSeen naming what.
func one[T any](g *gorm.DB, what string) (row T, err error) {
	rows, err := all[T](g.Limit(1))
	if err == nil && len(rows) == 0 {
		err = apperr.NotFoundOrSeen.With(what)
	}
	if err != nil {
		return row, err
	}
	return rows[0], nil
}

// all returns every row that g finds.
func all[T any](g *gorm.DB) ([]T, error) { return read[T](patient(g)) }

// read returns every row that g finds, unless its context ends before.
func read[T any](g *gorm.DB) (found []T, err error) {
	var row T
	rows, err := g.Model(&row).Rows()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	into, err := places(rows, reflect.ValueOf(&row).Elem(), g.NamingStrategy)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		found = append(found, row)
	}
	return found, rows.Err()
}

// patient lets a question be answered to its end on SQLite even if whoever asked
// has gone: setting somebody up to watch for that takes longer than the answer.
func patient(g *gorm.DB) *gorm.DB {
	if g.Name() != "sqlite" {
		return g
	}
	return g.WithContext(context.WithoutCancel(g.Statement.Context))
}

// schemas are the tables of the models, read by gorm once.
var schemas sync.Map

// places are where the columns of an answer go in a row.
func places(rows *sql.Rows, row reflect.Value, names schema.Namer) ([]any, error) {
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	table, err := schema.Parse(row.Addr().Interface(), &schemas, names)
	if err != nil {
		return nil, err
	}
	into := make([]any, len(columns))
	for i, name := range columns {
		field := table.LookUpField(name)
		if field == nil {
			return nil, fmt.Errorf("store: %s has no place for %s", table.Name, name)
		}
		into[i] = place(field, row)
	}
	return into, nil
}

// place is where a field of a row is scanned into: as plain a type as the
// field allows, for database/sql is slow with named ones.
func place(field *schema.Field, row reflect.Value) any {
	at := field.ReflectValueOf(context.Background(), row).Addr()
	if field.Serializer != nil {
		return decoded{at.Interface()}
	}
	if _, scans := at.Interface().(sql.Scanner); scans {
		return at.Interface()
	}
	switch at.Elem().Kind() { //nolint:exhaustive // the others are as plain as they get
	case reflect.String:
		return at.Convert(reflect.TypeFor[*string]()).Interface()
	case reflect.Int:
		return at.Convert(reflect.TypeFor[*whole]()).Interface()
	}
	return at.Interface()
}

// whole reads a whole number of the database as an int.
type whole int

// Scan implements sql.Scanner.
func (w *whole) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("store: cannot read a whole number from %T", v)
	}
	*w = whole(n)
	return nil
}

// decoded reads a list that is kept as JSON.
type decoded struct{ into any }

// Scan implements sql.Scanner. What was read before is not written over: rows
// that were handed out hold it.
func (d decoded) Scan(v any) error {
	reflect.ValueOf(d.into).Elem().SetZero()
	switch v := v.(type) {
	case string:
		return json.Unmarshal([]byte(v), d.into)
	case []byte:
		return json.Unmarshal(v, d.into)
	}
	return fmt.Errorf("store: cannot read a list from %T", v)
}
