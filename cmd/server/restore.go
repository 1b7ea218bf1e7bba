package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/audit"
	"example.org/tickmark/backup"
)

type restoreCmd struct {
	File       string   `arg:"" type:"existingfile" help:"The backup."`
	Dir        string   `arg:"" type:"path" help:"The folder to put it into: one that is empty, or not there yet."`
	Checkpoint []string `type:"path" placeholder:"FILE" help:"A checkpoint that somebody kept outside, as it was signed: shows whether the backup is older. May be given several times."`
}

// lookFirstError is a restore that is in place, and that somebody should look at
// before it is used.
type lookFirstError struct{ error }

// exitCode tells it from a restore that failed.
func (lookFirstError) exitCode() int { return exitLookFirst }

// Run restores a backup and says how it stands to what was kept outside.
func (c restoreCmd) Run(r *run) error {
	kept, err := verifyCmd{Checkpoint: c.Checkpoint}.read()
	if err != nil {
		return err
	}
	got, err := backup.Restore(r.ctx, c.File, c.Dir, kept...)
	switch {
	case errors.Is(err, audit.ErrSignature), errors.Is(err, audit.ErrCheckpoint):
		return fmt.Errorf("a checkpoint that was kept outside is not one of this backup's newsroom: %w. Look whether both are the right files; nothing was put in place", err)
	case err != nil:
		return badBackup(c.File, err)
	}
	r.say("The newsroom is in %s. Everybody has to sign in anew.\n", c.Dir)
	r.describe(got.Manifest)
	r.tellElsewhere()
	if p := got.Result.Problem; p != nil {
		return lookFirstError{fmt.Errorf("the trail does not hold. %s Look at what is in %s before you use it, and at an older backup",
			apperr.TrailProblem(string(p.Code), p.Seq, p.Size, p.ID, p.Field, p.Side), c.Dir)}
	}
	r.say("The trail holds: %d events, %d of them signed.\n", got.Result.Events, got.Result.Covered)
	if got.RolledBack() {
		return lookFirstError{fmt.Errorf("this is a ROLL-BACK: %d events are missing, all from number %d on. A checkpoint that was kept outside signed %d events, and the backup, made %s, has %d. What happened after it has to be done again; if you did not expect that, look for a newer backup",
			got.Missing, got.Result.Events, got.Result.Events+got.Missing, got.Manifest.MadeAt.Format(time.RFC3339), got.Result.Events)}
	}
	if len(kept) > 0 {
		r.say("It reaches to every checkpoint that was kept outside: nothing under them is missing or was written anew.\n")
	}
	r.next(c.Dir, got.Manifest.Key)
	return nil
}

// next says what to do with a restored newsroom.
func (r *run) next(folder, key string) {
	r.say("Serve it with TICKMARK_DATA=%s", folder)
	if r.DB != "" {
		r.say(" and TICKMARK_DB=%s", filepath.Join(folder, backup.Database))
	}
	path, err := r.keyPath()
	if err != nil {
		r.say(", and the signing key at TICKMARK_KEY.\n")
		return
	}
	switch mine, err := r.signingKey(false); {
	case err != nil:
		r.say(".\nIts signing key is not at %s: bring that back too, or say with TICKMARK_KEY where it is.\n", path)
	case mine.Public() != key:
		r.say(".\nThe key at %s is not the one that signed it: say with TICKMARK_KEY where that one is.\n", path)
	default:
		r.say("; its signing key is at %s.\n", path)
	}
}
