package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/backup"
	"example.org/tickmark/newsroom"
)

// When the nightly backup is thought of, and how long after a failure it is
// tried again.
const (
	nightlyLook  = time.Minute
	nightlyAgain = 15 * time.Minute
)

// backups is the folder of nightly backups.
func (s Settings) backups() backup.Folder {
	if s.Backups != "" {
		return backup.Folder(s.Backups)
	}
	return backup.Folder(filepath.Join(s.Data, "backups"))
}

// nightly makes a backup each night while the newsroom's settings ask for it.
type nightly struct {
	of         backup.Newsroom
	folder     backup.Folder
	impossible bool // the database is no file
	newsroom   *newsroom.Newsroom
	now        func() time.Time
	log        *slog.Logger

	mu       sync.Mutex // over what follows
	failedAt time.Time
	failure  string
	failures int
	told     bool // that it is impossible
}

func (r *run) nightly(n *newsroom.Newsroom, log *slog.Logger) *nightly {
	return &nightly{
		of:     backup.Newsroom{DB: n.DB, Data: r.Data, Program: version(), Key: n.Key.Public()},
		folder: r.backups(), impossible: !r.isFile(), newsroom: n, now: r.now, log: log,
	}
}

// keep looks every minute whether a backup is due, from now on: a night that
// was missed is made up.
func (k *nightly) keep(ctx context.Context) {
	tick := time.NewTicker(nightlyLook)
	defer tick.Stop()
	for {
		k.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// look makes a backup when one is due.
func (k *nightly) look(ctx context.Context) {
	settings, err := k.newsroom.DB.Queries().Settings(ctx)
	switch {
	case apperr.KindOf(err) == apperr.NotFound && err != nil, err == nil && !settings.NightlyBackup:
		return
	case err == nil && k.impossible:
		if !k.told {
			k.log.Warn("the settings ask for nightly backups, which there are none of for PostgreSQL; use pg_dump, as docs/restore-drill.md shows")
		}
		k.told = true
		return
	}
	now := k.now()
	if err == nil && k.waits(now) {
		return
	}
	var last time.Time
	if err == nil {
		last, err = k.folder.Last(now)
	}
	if err == nil && !backup.Due(now, last, settings.BackupHour, settings.Location()) {
		return
	}
	var made backup.Kept
	if err == nil {
		made, err = k.folder.Add(ctx, k.of, now, settings.BackupsKept)
	}
	if ctx.Err() != nil {
		return // told to stop, not failed
	}
	k.ended(now, made, err)
}

// waits reports whether the last try failed not long before now.
func (k *nightly) waits(now time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	since := now.Sub(k.failedAt)
	return !k.failedAt.IsZero() && since >= 0 && since < nightlyAgain
}

// ended notes how a try ended, for the log, the figures and the admins.
func (k *nightly) ended(at time.Time, made backup.Kept, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err != nil {
		k.failures++
		k.failedAt, k.failure = at, err.Error()
		k.log.Error("the nightly backup failed", "folder", k.folder, "error", err, "again", nightlyAgain)
		return
	}
	k.failedAt, k.failure = time.Time{}, ""
	k.log.Info("the nightly backup was made", "file", made.Name, "folder", k.folder)
}

// state is how the nightly backups stand.
func (k *nightly) state() backup.Nights {
	k.mu.Lock()
	defer k.mu.Unlock()
	kept, err := k.folder.List()
	s := backup.Nights{Impossible: k.impossible, Folder: string(k.folder), Kept: kept, FailedAt: k.failedAt, Failure: k.failure}
	if err != nil && s.Failure == "" {
		s.Failure = err.Error()
	}
	return s
}

// count is how many tries failed since the start.
func (k *nightly) count() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.failures
}

// errInside says that a backup would be put among what it is a backup of.
var errInside = errors.New("a backup in the data folder is lost with it. Name a file elsewhere, on another disk if you can")
