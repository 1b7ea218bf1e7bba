package store

import (
	"context"

	"example.org/tickmark/models"

	"gorm.io/gorm/clause"
)

// AddFingerprints keeps the integers by which a capture's text is found among
// those that are nearly the same. Whoever adds a capture adds them in the same
// transaction.
func (t Tx) AddFingerprints(ctx context.Context, capture models.ID, prints []int64) error {
	if len(prints) == 0 {
		return nil
	}
	rows := make([]models.Fingerprint, len(prints))
	for i, p := range prints {
		rows[i] = models.Fingerprint{Print: p, CaptureID: capture}
	}
	return t.on(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(rows).Error
}
