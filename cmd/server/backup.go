package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"path/filepath"

	"example.org/tickmark/backup"
	"example.org/tickmark/store"
)

type backupCmd struct {
	File   string `arg:"" type:"path" help:"The file to write. Nothing is overwritten."`
	Verify bool   `help:"Check the file, a backup made before, instead of writing one."`
}

// errPostgres sends elsewhere whoever wants a backup of PostgreSQL.
var errPostgres = errors.New("a PostgreSQL database is backed up by its own pg_dump, which docs/restore-drill.md shows; “tickmark backup” is for SQLite")

// Run writes a backup, or checks one.
func (c backupCmd) Run(r *run) (err error) {
	if c.Verify {
		m, err := backup.Verify(r.ctx, c.File)
		if err != nil {
			return badBackup(c.File, err)
		}
		r.say("Every file in %s is as it was written.\n", c.File)
		r.describe(m)
		return nil
	}
	if !r.isFile() {
		return errPostgres
	}
	if err := r.outside(c.File); err != nil {
		return err
	}
	db, err := r.openAsIs()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	m, err := r.backUp(db, c.File)
	if errors.Is(err, backup.ErrDamaged) {
		return fmt.Errorf("there is no backup: %w. Run “tickmark doctor”, and keep the backups that you have", err)
	}
	if err != nil {
		return badBackup(c.File, err)
	}
	r.say("The backup is in %s.\n", c.File)
	r.describe(m)
	r.tellElsewhere()
	r.say("The signing key is not in it: keep a copy of that elsewhere.\n")
	return nil
}

func (r *run) backUp(db *store.DB, file string) (m backup.Manifest, err error) {
	key, err := r.keyFor(db)
	if err != nil {
		return m, err
	}
	return backup.Write(r.ctx, backup.Newsroom{DB: db, Data: r.Data, Program: version(), Key: key.Public()}, r.now(), file)
}

// outside fails when file lies in the data folder, unless it is where nightly
// backups are.
func (s Settings) outside(file string) error {
	in, err := liesIn(file, s.Data)
	if err != nil || !in {
		return err
	}
	fine, err := liesIn(file, string(s.backups()))
	if err == nil && !fine {
		err = errInside
	}
	return err
}

// describe says what is in a backup.
func (r *run) describe(m backup.Manifest) {
	r.say("Made %s by %s.\nIn it: the database at step %d and %d other files, %s.\n", m.MadeAt.Format("2 January 2006, 15:04:05 UTC"), m.Program, m.Schema, len(m.Files)-1, size(m.Size()))
	r.say("Trail: %d events, root %s\nKey: %s\n", m.Trail.Events, base64.StdEncoding.EncodeToString(m.Trail.Root), m.Key)
}

// size writes bytes as people count them.
func size(bytes int64) string {
	const step = 1000
	if bytes < step {
		return fmt.Sprintf("%d bytes", bytes)
	}
	n := float64(bytes)
	for _, unit := range []string{"kB", "MB", "GB"} {
		if n /= step; n < step {
			return fmt.Sprintf("%.1f %s", n, unit)
		}
	}
	return fmt.Sprintf("%.1f TB", n/step)
}

// badBackup says what to do about an error of backup.
func badBackup(file string, err error) error {
	switch {
	case errors.Is(err, backup.ErrExists):
		return fmt.Errorf("%w. Choose another name, or remove it first", err)
	case errors.Is(err, backup.ErrNotEmpty):
		return fmt.Errorf("%w. Name one that is empty or not there yet", err)
	case errors.Is(err, backup.ErrNewer):
		return fmt.Errorf("%s: %w. Use the tickmark that made it, or a newer one", filepath.Base(file), err)
	case errors.Is(err, backup.ErrNotOurs):
		return fmt.Errorf("%s is %w", file, err)
	case errors.Is(err, backup.ErrDamaged):
		return fmt.Errorf("%s: %w. Nothing of it was put in place; take another backup", filepath.Base(file), err)
	}
	return err
}
