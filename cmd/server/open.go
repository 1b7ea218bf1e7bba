package main

import (
	"context"
	"errors"
	"fmt"

	"example.org/tickmark/audit"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
)

// open opens the database and brings it up to date, the data folder with it.
func (r *run) open() (db *store.DB, err error) {
	if err := r.dataFolder(); err != nil {
		return nil, err
	}
	release, err := r.lockSchema(r.ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, release()) }()
	if db, err = r.connect(); err != nil {
		return nil, err
	}
	if err := db.Migrate(r.ctx); errors.Is(err, store.ErrNewer) {
		return nil, errors.Join(newer(err), db.Close())
	} else if err != nil {
		return nil, errors.Join(fmt.Errorf("the database could not be brought up to date, nothing was changed by the step that failed: %w", err), db.Close())
	}
	return db, nil
}

// openAsIs opens a database that must be there and up to date.
func (r *run) openAsIs() (*store.DB, error) {
	if err := r.exists(); err != nil {
		return nil, err
	}
	db, err := r.connect()
	if err != nil {
		return nil, err
	}
	current, err := db.Migrated(r.ctx)
	switch {
	case errors.Is(err, store.ErrNewer):
		err = newer(err)
	case err == nil && !current:
		err = errors.New("the database is older than this program. Run “tickmark migrate” first")
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// newer says what to do about a database that a newer program has been at.
func newer(err error) error {
	return fmt.Errorf("%w. Nothing was changed. Install the version that was here, or a later one; to go back, restore the backup from before the upgrade", err)
}

func (r *run) connect() (*store.DB, error) {
	db, err := store.Open(r.ctx, r.database())
	if err != nil {
		return nil, fmt.Errorf("%w. Say with TICKMARK_DB where the database is", err)
	}
	if err := sound(r.ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// sound fails when the database's engine may lose what was committed.
func sound(ctx context.Context, db *store.DB) error {
	version, err := db.SQLiteVersion(ctx)
	if err != nil {
		return err
	}
	if version != "" && store.LosesWrites(version) {
		return fmt.Errorf("SQLite %s may lose what was saved. Build tickmark with a newer modernc.org/sqlite", version)
	}
	return nil
}

// newsroom is the newsroom over db, which signs with key.
func (r *run) newsroom(db *store.DB, key audit.Key) *newsroom.Newsroom {
	return &newsroom.Newsroom{DB: db, Now: r.now, Salt: audit.RandomSalt, Key: key, Reader: new(reading.Reader)}
}

// openSigning opens the database, brings it up to date, and reads the signing
// key, which it makes when nothing was signed yet.
func (r *run) openSigning() (*newsroom.Newsroom, error) {
	if err := r.dataFolder(); err != nil {
		return nil, err
	}
	if _, err := r.keyPath(); err != nil { // before anything is made
		return nil, err
	}
	db, err := r.open()
	if err != nil {
		return nil, err
	}
	key, err := r.keyFor(db)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	n := r.newsroom(db, key)
	if n.Blobs, err = r.openBlobs(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return n, nil
}

// shut closes what openSigning opened.
func shut(n *newsroom.Newsroom) error { return errors.Join(n.Blobs.Close(), n.DB.Close()) }

func (r *run) keyFor(db *store.DB) (audit.Key, error) {
	checkpoints, err := db.Queries().Checkpoints(r.ctx)
	if err != nil {
		return audit.Key{}, err
	}
	key, err := r.signingKey(len(checkpoints) == 0)
	if err != nil {
		return key, err
	}
	return key, signed(checkpoints, key)
}
