package backup

import "time"

// Nights is how the nightly backups stand, for those who look after them.
type Nights struct {
	Impossible bool   // the database is none that a backup of ours holds
	Folder     string // where they are kept
	Kept       []Kept // newest first
	// FailedAt is when the last try failed, and Failure what it came to; zero
	// once one succeeded.
	FailedAt time.Time
	Failure  string
}
