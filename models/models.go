// Package models holds the nouns of the newsroom as plain structs, each with
// the sanity it can check by itself. It knows nothing of databases (beyond the
// gorm tags), of HTTP or of the rules of review: those are in store, handlers
// and workflow.
//
// Offsets are Unicode code points of a revision's canonical text unless a name
// says otherwise; spans are half open.
package models

import (
	"database/sql/driver"
	"fmt"
	"math"
	"strings"
	"time"
)

// ID names a row; rows are numbered from 1, and 0 is no row.
type ID = int64

// Ref is the ID of another row, or 0 for none. The database holds NULL for none.
type Ref int64

// Value gives the database NULL for no row.
func (r Ref) Value() (driver.Value, error) {
	if r == 0 {
		return nil, nil //nolint:nilnil // NULL is the value
	}
	return int64(r), nil
}

// Scan reads NULL as no row.
func (r *Ref) Scan(v any) error {
	n, err := scanInt(v)
	*r = Ref(n)
	return err
}

// Instant is a moment in UTC milliseconds since 1970, or 0 for none. The
// database holds NULL for none.
type Instant int64

// Never is the moment after all others: what is due then is not due.
const Never Instant = math.MaxInt64

// At returns t as an Instant.
func At(t time.Time) Instant { return Instant(t.UnixMilli()) }

// Time returns the moment in UTC.
func (i Instant) Time() time.Time { return time.UnixMilli(int64(i)).UTC() }

// Value gives the database NULL for no moment.
func (i Instant) Value() (driver.Value, error) {
	if i == 0 {
		return nil, nil //nolint:nilnil // NULL is the value
	}
	return int64(i), nil
}

// Scan reads NULL as no moment.
func (i *Instant) Scan(v any) error {
	n, err := scanInt(v)
	*i = Instant(n)
	return err
}

func scanInt(v any) (int64, error) {
	switch n := v.(type) {
	case nil:
		return 0, nil
	case int64:
		return n, nil
	}
	return 0, fmt.Errorf("models: cannot read a whole number from %T", v)
}

// words joins and splits the sets of words that the database keeps as one
// text, parted by commas.
func joinWords[W ~string](ws []W) string {
	ss := make([]string, len(ws))
	for i, w := range ws {
		ss[i] = string(w)
	}
	return strings.Join(ss, ",")
}

func splitWords[W ~string](v any) ([]W, error) {
	var s string
	switch t := v.(type) {
	case nil:
	case string:
		s = t
	case []byte:
		s = string(t)
	default:
		return nil, fmt.Errorf("models: cannot read words from %T", v)
	}
	var ws []W
	for w := range strings.SplitSeq(s, ",") {
		if w != "" {
			ws = append(ws, W(w))
		}
	}
	return ws, nil
}
