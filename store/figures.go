package store

import (
	"context"
	"database/sql"
	"errors"

	"example.org/tickmark/models"
)

// Figures are what those who run the program count.
type Figures struct {
	Events       int64          // of the trail
	Signed       int64          // events that the newest checkpoint covers
	CheckpointAt models.Instant // when that was made; 0 when nothing was signed
	NewestAt     models.Instant // when the newest event happened; 0 when there is none
	Sessions     int64          // those that have run out and were not tidied away yet too
}

// Figures counts, without reading what it counts.
func (d *DB) Figures(ctx context.Context) (f Figures, err error) {
	g := d.read.WithContext(ctx)
	err = errors.Join(
		g.Raw("SELECT size FROM trail_head WHERE id = 1").Scan(&f.Events).Error,
		g.Raw("SELECT COALESCE(MAX(size), 0) FROM checkpoints").Scan(&f.Signed).Error,
		g.Raw("SELECT COALESCE(MAX(created_at), 0) FROM checkpoints WHERE size = (SELECT MAX(size) FROM checkpoints)").Scan(&f.CheckpointAt).Error,
		g.Raw("SELECT COALESCE(MAX(at), 0) FROM events WHERE seq = (SELECT MAX(seq) FROM events)").Scan(&f.NewestAt).Error,
		g.Raw("SELECT COUNT(*) FROM sessions").Scan(&f.Sessions).Error,
	)
	return f, err
}

// Pools tells how busy the connections are: those that write and those that
// read of SQLite, one pool for both of PostgreSQL.
func (d *DB) Pools() map[string]sql.DBStats {
	if d.dialect == "postgres" {
		return map[string]sql.DBStats{"both": d.pools[0].Stats()}
	}
	return map[string]sql.DBStats{"write": d.pools[0].Stats(), "read": d.pools[1].Stats()}
}

// errReadOnly says that a server takes no writes.
var errReadOnly = errors.New("the database server takes no writes: it is read-only, or a standby")

// Answers fails when the database does not answer a read, or says of itself
// that it takes no writes.
func (d *DB) Answers(ctx context.Context) error {
	if _, err := d.Queries().TrailSize(ctx); err != nil || d.dialect != "postgres" {
		return err
	}
	var standby bool
	err := d.read.WithContext(ctx).Raw("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'").Scan(&standby).Error
	if err == nil && standby {
		err = errReadOnly
	}
	return err
}
