package main

import (
	"errors"
	"fmt"

	"example.org/tickmark/apperr"
	"example.org/tickmark/seeds"
)

type seedCmd struct{}

// Run fills an empty database with the demo newsroom.
func (seedCmd) Run(r *run) (err error) {
	n, err := r.openSigning()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shut(n)) }()
	err = seeds.Fill(r.ctx, n)
	if errors.Is(err, apperr.NotEmpty) {
		return fmt.Errorf("%w There is a newsroom in it already; name an empty one with TICKMARK_DATA or TICKMARK_DB", err)
	}
	if err != nil {
		return fmt.Errorf("the demo newsroom was made in part only: %w. Remove the database and try again", err)
	}
	r.say("The demo newsroom is there. Its main article is number 1.\n")
	return nil
}
