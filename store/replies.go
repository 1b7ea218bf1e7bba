package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// unheard are the claims that criticise somebody of whom no reply was sought, or
// not every point is settled.
const unheard = "claims.criticises <> '' AND (NOT EXISTS (SELECT 1 FROM replies_sought r WHERE r.claim_id = claims.id AND r.removed_at IS NULL)" +
	" OR EXISTS (SELECT 1 FROM replies_sought r WHERE r.claim_id = claims.id AND r.removed_at IS NULL AND r.settled_at IS NULL))"

// RepliesSought returns the points that were put to somebody and not removed,
// oldest first.
func (q Queries) RepliesSought(ctx context.Context, o Of) ([]models.ReplySought, error) {
	return all[models.ReplySought](o.of(q.on(ctx)).Where("removed_at IS NULL").Order("id"))
}

// tallyReplies counts the claims whose right of reply is not settled.
func (q Queries) tallyReplies(ctx context.Context, ids []models.ID, by map[models.ID]models.Tally) error {
	var rows []struct {
		ArticleID models.ID
		N         int
	}
	err := q.on(ctx).Model(&models.Claim{}).Select("claims.article_id, COUNT(*) AS n").
		Where("claims.article_id IN ? AND claims.state <> ?", ids, models.Withdrawn).Where(unheard).
		Group("claims.article_id").Find(&rows).Error
	for _, r := range rows {
		t := by[r.ArticleID]
		t.Replies = r.N
		by[r.ArticleID] = t
	}
	return err
}

// AddReplySought adds r and sets its ID.
func (t Tx) AddReplySought(ctx context.Context, r *models.ReplySought) error {
	return t.on(ctx).Create(r).Error
}

// SetReplySought writes what came of r. It fails with apperr.Stale when it was
// settled or removed meanwhile.
func (t Tx) SetReplySought(ctx context.Context, r models.ReplySought) error {
	return oneRow(t.on(ctx).Model(&models.ReplySought{}).Where("id = ? AND removed_at IS NULL AND settled_at IS NULL", r.ID).
		Select("answer", "no_answer", "answered_at", "reflected", "settled_at", "settled_by", "removed_at").Updates(&r), apperr.Stale.With())
}
