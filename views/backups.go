package views

import (
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Nights is how the nightly backups stand.
type Nights struct {
	Impossible bool   // the database is PostgreSQL
	Folder     string // on the server
	Kept       []KeptBackup
	Failed     ui.Moment // when the last try failed; the zero Moment when it did not
	Failure    string    // what it came to, as the server says it
}

// KeptBackup is one of the backups, newest first.
type KeptBackup struct {
	Name string
	At   ui.Moment
	Size string
}

// backupsShown is how many backups the settings list.
const backupsShown = 5

// Backup is a backup as it is listed.
func (k Clock) Backup(name string, at models.Instant, bytes int64) KeptBackup {
	return KeptBackup{Name: name, At: k.Moment(at), Size: Bytes(int(bytes))}
}

func (n Nights) shown() []KeptBackup { return n.Kept[:min(len(n.Kept), backupsShown)] }

// summary says how many backups there are.
func (n Nights) summary() string {
	switch len(n.Kept) {
	case 0:
		return "There is no backup in " + n.Folder + " on the server yet. With the box ticked the first is made within a minute."
	case 1:
		return "One backup is in " + n.Folder + " on the server:"
	}
	words := strconv.Itoa(len(n.Kept)) + " backups are in " + n.Folder + " on the server"
	if len(n.Kept) > backupsShown {
		words += ", the newest being"
	}
	return words + ":"
}
