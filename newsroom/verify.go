package newsroom

import (
	"cmp"
	"context"
	"slices"

	"example.org/tickmark/audit"
	"example.org/tickmark/models"
	"example.org/tickmark/store"

	"golang.org/x/mod/sumdb/note"
)

// VerifyTrail checks the whole trail as it stands at one moment: see
// audit.Verify. Known are the keys that may have signed its checkpoints; kept
// are checkpoints that somebody kept outside the database, as they were signed.
// It fails with audit.ErrSignature or audit.ErrCheckpoint when one of those is
// not what it says, and when the database does.
func (n *Newsroom) VerifyTrail(ctx context.Context, known note.Verifiers, kept ...string) (result audit.Result, err error) {
	outside := make([]models.Checkpoint, len(kept))
	for i, msg := range kept {
		signed, err := audit.OpenCheckpoint(msg, known)
		if err != nil {
			return result, err
		}
		outside[i] = models.Checkpoint{Size: signed.Size, Root: signed.Root, Note: msg}
	}
	err = n.DB.Snapshot(ctx, func(q store.Queries) error {
		result, err = audit.Verify(ctx, trail{q, outside}, known)
		return err
	})
	return result, err
}

// trail is the stored trail as audit reads it, with checkpoints kept outside.
type trail struct {
	q       store.Queries
	outside []models.Checkpoint
}

// Events implements audit.Source.
func (t trail) Events(ctx context.Context, from int64, limit int) ([]models.Event, error) {
	return t.q.EventsAfter(ctx, from, limit)
}

// Texts implements audit.Source.
func (t trail) Texts(ctx context.Context, first, last int64) ([]models.EventText, error) {
	return t.q.EventTexts(ctx, first, last)
}

// Hashes implements audit.Source.
func (t trail) Hashes(ctx context.Context, from int64, limit int) (ids []int64, hashes [][]byte, err error) {
	rows, err := t.q.TrailHashRange(ctx, from, limit)
	for _, r := range rows {
		ids, hashes = append(ids, r.ID), append(hashes, r.Hash)
	}
	return ids, hashes, err
}

// Checkpoints implements audit.Source. Those from outside that lie beyond this
// piece of the stored ones come with a later one.
func (t trail) Checkpoints(ctx context.Context, from int64, limit int) ([]models.Checkpoint, error) {
	stored, err := t.q.CheckpointRange(ctx, from, limit)
	if err != nil {
		return nil, err
	}
	whole := len(stored) < limit
	for _, c := range t.outside {
		if c.Size >= from && (whole || c.Size <= stored[len(stored)-1].Size) {
			stored = append(stored, c)
		}
	}
	slices.SortStableFunc(stored, func(a, b models.Checkpoint) int { return cmp.Compare(a.Size, b.Size) })
	return stored, nil
}
