package main

type migrateCmd struct{}

// Run brings the database up to date.
func (migrateCmd) Run(r *run) error {
	db, err := r.open()
	if err != nil {
		return err
	}
	r.say("The database is up to date.\n")
	return db.Close()
}
