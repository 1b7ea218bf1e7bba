package apperr

// NoNightlyBackup refuses backups where the program can make none.
var NoNightlyBackup = refusal(Invalid, "no-nightly-backup", "This newsroom is in a PostgreSQL database, of which Tickmark makes no backups. Take the tick away; pg_dump makes them, as the restore drill in the program's papers shows.")
