package main

import "fmt"

type migrateCmd struct{}

// Run brings the database up to date.
func (migrateCmd) Run(r *run) error {
	db, err := r.open()
	if err != nil {
		return err
	}
	fmt.Fprintln(r.out, "The database is up to date.")
	return db.Close()
}
