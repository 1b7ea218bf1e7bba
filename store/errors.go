package store

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

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

// deadlockDetected is PostgreSQL's code for a transaction that was ended because
// it and others waited for one another.
const deadlockDetected = "40P01"

// Crossed reports whether a transaction failed because it and another waited for
// one another: nothing of it is saved, and it may be tried again.
func Crossed(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == deadlockDetected
}

// primary keeps of an error code of SQLite what sort of error it is.
const primary = 0xff

// storage is what a person is told when the storage does not take a write.
// The error below it stays, for the log.
var storage = map[int]*apperr.Refusal{
	sqlite3.SQLITE_FULL:     apperr.DiskFull,
	sqlite3.SQLITE_IOERR:    apperr.StorageFailed,
	sqlite3.SQLITE_READONLY: apperr.StorageFailed,
	sqlite3.SQLITE_CANTOPEN: apperr.StorageFailed,
}

// pgStorage is the same for PostgreSQL. A server that goes down or away in the
// midst of a commit leaves it open whether that was made.
var pgStorage = map[string]*apperr.Refusal{
	"53100": apperr.DiskFull,      // disk_full
	"58030": apperr.StorageFailed, // io_error
	"25006": apperr.StorageFailed, // read_only_sql_transaction
	"57P01": apperr.StorageFailed, // admin_shutdown
	"57P02": apperr.StorageFailed, // crash_shutdown
	"57P03": apperr.StorageFailed, // cannot_connect_now
}

// pgAway reports whether PostgreSQL cannot be reached, or went away while it
// was asked.
func pgAway(err error) bool {
	var connect *pgconn.ConnectError
	return errors.As(err, &connect) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// unsynced reports whether the storage failed to make a commit last. What the
// operating system then still holds of it, it may have dropped: a later try
// that succeeds proves nothing.
func unsynced(err error) bool {
	var lite *sqlite.Error
	return errors.As(err, &lite) && (lite.Code() == sqlite3.SQLITE_IOERR_FSYNC || lite.Code() == sqlite3.SQLITE_IOERR_DIR_FSYNC)
}

// translate gives the second locks of the schema the words of the first: the
// rules in Go speak before them, so a person sees these only in a race.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if strings.Contains(err.Error(), "tickmark: a hand may not approve") {
		return apperr.HandApproves.With()
	}
	if strings.Contains(err.Error(), "approvals_by_two") || strings.Contains(err.Error(), "approvals.claim_id, approvals.created_by") {
		return apperr.GaveFirst.With()
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() {
		case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
			return apperr.Stale.With()
		}
		if refused := storage[lite.Code()&primary]; refused != nil {
			return fmt.Errorf("%w: %w", refused.With(), err)
		}
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case uniqueViolation:
			return apperr.Stale.With()
		case deadlockDetected:
			return fmt.Errorf("%w: %w", apperr.Stale.With(), err)
		case noSuchCharacter:
			return apperr.Unreadable.With()
		}
		if refused := pgStorage[pg.Code]; refused != nil {
			return fmt.Errorf("%w: %w", refused.With(), err)
		}
	}
	if pgAway(err) {
		return fmt.Errorf("%w: %w", apperr.StorageFailed.With(), err)
	}
	return err
}
