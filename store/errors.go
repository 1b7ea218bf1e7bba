package store

import (
	"errors"
	"strings"

	"example.org/tickmark/apperr"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// PostgreSQL's codes for a second row with the same key, and for a text that
// is not UTF-8 or holds NUL.
const (
	uniqueViolation = "23505"
	noSuchCharacter = "22021"
)

// translate gives the second locks of the schema the words of the first: the
// rules in Go speak before them, so a person sees these only in a race.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if strings.Contains(err.Error(), "tickmark: a hand may not approve") {
		return apperr.HandApproves.With()
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() {
		case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
			return apperr.Stale.With()
		}
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case uniqueViolation:
			return apperr.Stale.With()
		case noSuchCharacter:
			return apperr.Unreadable.With()
		}
	}
	return err
}
