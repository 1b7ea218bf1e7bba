package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"

	"example.org/tickmark/apperr"
	"example.org/tickmark/audit"
)

type verifyCmd struct {
	Checkpoint []string `type:"path" placeholder:"FILE" help:"A checkpoint that somebody kept outside the database, as it was signed. May be given several times."`
}

// Run checks the whole trail and says what that proves.
func (c verifyCmd) Run(r *run) (err error) {
	key, err := r.signingKey(false)
	if err != nil {
		return err
	}
	known, err := audit.Verifiers(key.Public())
	if err != nil {
		return err
	}
	kept, err := c.read()
	if err != nil {
		return err
	}
	db, err := r.openAsIs()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	result, err := r.newsroom(db, key).VerifyTrail(r.ctx, known, kept...)
	switch {
	case errors.Is(err, audit.ErrSignature), errors.Is(err, audit.ErrCheckpoint):
		return fmt.Errorf("a checkpoint that was kept outside is not one of this newsroom's: %w. Look whether it is the right file, as it was signed", err)
	case err != nil:
		return err
	case !result.OK():
		p := result.Problem
		return fmt.Errorf("the trail does not hold. %s Keep the database as it is, and compare it with a backup",
			apperr.TrailProblem(string(p.Code), p.Seq, p.Size, p.ID, p.Field, p.Side))
	}
	r.tell(result, key, len(kept))
	return nil
}

// read reads the checkpoints that were kept outside.
func (c verifyCmd) read() (kept []string, err error) {
	for _, path := range c.Checkpoint {
		msg, err := os.ReadFile(path) //nolint:gosec // the administrator names it
		if err != nil {
			return nil, fmt.Errorf("the checkpoint cannot be read: %w", err)
		}
		kept = append(kept, string(msg))
	}
	return kept, nil
}

// tell says what was found and what it proves.
func (r *run) tell(result audit.Result, key audit.Key, kept int) {
	r.say("The trail holds: %d events, %d texts (%d erased), %d checkpoints signed by %s.\n",
		result.Events, result.Texts+result.Erased, result.Erased, result.Checkpoints, key.Origin())
	r.say("Root: %s\n", base64.StdEncoding.EncodeToString(result.Root))
	r.say("Proven: no event was changed, moved, put in or taken out between two others, and no text beside one was changed.\n")
	r.say("Signed: the first %d events, as they are here.\n", result.Covered)
	if after := result.Events - result.Covered; after > 0 {
		r.say("Not signed yet: the last %d events. A running server signs within a minute.\n", after)
	}
	if kept == 0 {
		r.say("Not proven: that whoever holds both the database and the key did not write it anew. A checkpoint kept outside shows that: see --checkpoint.\n")
	} else {
		r.say("The %d checkpoints kept outside are part of it: nothing under them was written anew.\n", kept)
	}
}

type checkpointCmd struct{}

// Run signs what is not signed yet, and prints the newest checkpoint as it was
// signed.
func (checkpointCmd) Run(r *run) (err error) {
	db, err := r.openAsIs()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	key, err := r.keyFor(db)
	if err != nil {
		return err
	}
	n := r.newsroom(db, key)
	if err := n.Checkpoint(r.ctx); err != nil {
		return err
	}
	signed, err := n.DB.Queries().Checkpoints(r.ctx)
	if err == nil && len(signed) == 0 {
		err = errors.New("nothing has happened yet that could be signed")
	}
	if err != nil {
		return err
	}
	r.say("%s", signed[len(signed)-1].Note)
	return nil
}
