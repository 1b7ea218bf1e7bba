package store

import (
	"context"
	"fmt"
)

// SQLiteVersion returns the version of the SQLite that runs here, such as
// "3.53.0", or "" when the database is another.
func (d *DB) SQLiteVersion(ctx context.Context) (version string, err error) {
	if d.dialect != "sqlite" {
		return "", nil
	}
	return version, d.read.WithContext(ctx).Raw("SELECT sqlite_version()").Scan(&version).Error
}

// LosesWrites reports whether an SQLite of the version may lose what was
// committed: from 3.7.0 to 3.51.2 a checkpoint may reset the write-ahead log
// while another connection still writes into it. 3.44.6 and 3.50.7 have the
// repair as well. A version that cannot be read counts as affected.
func LosesWrites(version string) bool {
	var major, minor, patch int
	if _, err := fmt.Sscanf(version, "%d.%d.%d", &major, &minor, &patch); err != nil {
		return true
	}
	switch {
	case major != 3 || minor < 7:
		return false
	case minor == 44:
		return patch < 6
	case minor == 50:
		return patch < 7
	case minor == 51:
		return patch <= 2
	}
	return minor < 51
}
