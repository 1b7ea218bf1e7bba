package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Checklists returns the newest version of the list of each kind that an admin
// made one for.
func (q Queries) Checklists(ctx context.Context) ([]models.Checklist, error) {
	return all[models.Checklist](q.on(ctx).Where("id IN (SELECT MAX(id) FROM checklists GROUP BY kind)").Order("id"))
}

// Ticks returns the ticks of claims that nobody took back, oldest first; whether
// they hold is not for the database to say.
func (q Queries) Ticks(ctx context.Context, o Of) ([]models.Tick, error) {
	return all[models.Tick](o.of(q.on(ctx)).Where("ended_at IS NULL").Order("id"))
}

// AddChecklist adds a version of a list. It fails with apperr.Stale when there is
// one of that version.
func (t Tx) AddChecklist(ctx context.Context, c *models.Checklist) error {
	var n int64
	if err := t.on(ctx).Model(&models.Checklist{}).Where("kind = ? AND version >= ?", c.Kind, c.Version).Limit(1).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return apperr.Stale.With()
	}
	return t.on(ctx).Create(c).Error
}

// AddTick adds k and sets its ID.
func (t Tx) AddTick(ctx context.Context, k *models.Tick) error { return t.on(ctx).Create(k).Error }

// EndTick takes a tick back. It fails with apperr.Stale when somebody did so
// before.
func (t Tx) EndTick(ctx context.Context, k models.Tick) error {
	return oneRow(t.on(ctx).Model(&models.Tick{}).Where("id = ? AND ended_at IS NULL", k.ID).
		Select("ended_at", "ended_by").Updates(&k), apperr.Stale.With())
}
