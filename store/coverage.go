package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm/clause"
)

// Waivers returns the article's waivers that stand, oldest first.
func (q Queries) Waivers(ctx context.Context, article models.ID) ([]models.Waiver, error) {
	return all[models.Waiver](q.on(ctx).Where("article_id = ? AND ended_at IS NULL", article).Order("id"))
}

// Acceptances returns the acceptances of suggestions in the article that were
// not taken back, newest first, at most limit. The caller has asked for the
// article.
func (q Queries) Acceptances(ctx context.Context, article models.ID, limit int) ([]models.Acceptance, error) {
	return all[models.Acceptance](q.on(ctx).Where("article_id = ? AND undone_at IS NULL", article).Order("id DESC").Limit(limit))
}

// Accepted returns the claims that an acceptance made, by number. The caller
// has asked for their article.
func (q Queries) Accepted(ctx context.Context, acceptance models.ID) ([]models.Claim, error) {
	return all[models.Claim](q.on(ctx).Where("acceptance_id = ?", acceptance).Order("number"))
}

// ActsOnAccepted counts what people did to each claim of an acceptance after
// the act that made it. The caller has asked for their article.
func (q Queries) ActsOnAccepted(ctx context.Context, acceptance models.ID) (map[models.ID]int, error) {
	var rows []struct {
		ClaimID models.ID
		N       int
	}
	err := q.on(ctx).Table("claims").Select("claims.id AS claim_id, COUNT(*) AS n").
		Joins("JOIN events made ON made.claim_id = claims.id AND made.subject_id = claims.id AND made.action = 'claim.accept'").
		Joins("JOIN events ON events.claim_id = claims.id AND events.actor_id IS NOT NULL AND events.request_id <> made.request_id").
		Where("claims.acceptance_id = ?", acceptance).Group("claims.id").Find(&rows).Error
	by := make(map[models.ID]int, len(rows))
	for _, r := range rows {
		by[r.ClaimID] = r.N
	}
	return by, err
}

// CheckAnswers returns what people made of what the checks found in the
// article, as far as it stands, oldest first. The caller has asked for the
// article.
func (q Queries) CheckAnswers(ctx context.Context, article models.ID) ([]models.CheckAnswer, error) {
	return all[models.CheckAnswer](q.on(ctx).Where("article_id = ? AND ended_at IS NULL", article).Order("id"))
}

// PassageLine is a passage that supports a claim, as a source says it.
type PassageLine struct {
	models.Span // of the claim, in the revision RevisionID
	RevisionID  models.ID
	Title       string // of the source
	Passage     string
	Said        string // what the capture says there and around it; empty where it says nothing of the kind, and of a protected source
}

// MostAround is how many code points of a capture before a passage and behind it
// a quotation in the copy is held against.
const MostAround = 2_000

// Passages returns the passages that support the article's claims where those
// have a place, in the order of the evidence. The caller has asked for the
// article.
func (q Queries) Passages(ctx context.Context, article models.ID) ([]PassageLine, error) {
	const line = "claims.span_start, claims.span_end, claims.revision_id, sources.title, evidence.passage, " +
		"CASE WHEN sources.protected = @yes THEN '' ELSE " + around + " END AS said"
	return all[PassageLine](q.on(ctx).Table("claims").
		Joins("JOIN evidence ON evidence.claim_id = claims.id").Joins("JOIN sources ON sources.id = evidence.source_id").
		Joins("LEFT JOIN captures ON captures.id = evidence.capture_id").
		Clauses(clause.Select{Expression: clause.NamedExpr{SQL: line, Vars: []any{map[string]any{"most": MostAround, "yes": true}}}}).
		Where("claims.article_id = ? AND claims.state <> ? AND claims.outcome NOT IN ?", article, models.Withdrawn, []models.Outcome{models.Ambiguous, models.Lost}).
		Where("evidence.removed_at IS NULL AND evidence.passage <> '' AND evidence.stance = ?", models.Supports).Order("evidence.id"))
}

// Proposals returns what models proposed for a revision, oldest first. The
// caller has asked for its article.
func (q Queries) Proposals(ctx context.Context, revision models.ID) ([]models.Proposal, error) {
	return all[models.Proposal](q.on(ctx).Where("revision_id = ?", revision).Order("id"))
}

// ReplaceProposals makes ps what models proposed for the revision, and sets
// their IDs.
func (t Tx) ReplaceProposals(ctx context.Context, revision models.ID, ps []models.Proposal) error {
	if err := t.on(ctx).Where("revision_id = ?", revision).Delete(&models.Proposal{}).Error; err != nil || len(ps) == 0 {
		return err
	}
	return t.on(ctx).Create(&ps).Error
}

// AddWaivers adds waivers and sets their IDs.
func (t Tx) AddWaivers(ctx context.Context, ws []models.Waiver) error {
	if len(ws) == 0 {
		return nil
	}
	return t.on(ctx).Create(&ws).Error
}

// EndWaiver says that a waiver no longer holds. It fails with apperr.Stale if
// it did not hold any more.
func (t Tx) EndWaiver(ctx context.Context, w models.Waiver) error {
	return oneRow(t.on(ctx).Model(&models.Waiver{}).Where("id = ? AND ended_at IS NULL", w.ID).
		Select("ended_at", "ended_by").Updates(&w), apperr.Stale.With())
}

// AddAcceptance adds a and sets its ID.
func (t Tx) AddAcceptance(ctx context.Context, a *models.Acceptance) error {
	return t.on(ctx).Create(a).Error
}

// EndAcceptance says that an acceptance was taken back. It fails with
// apperr.Stale if it was before.
func (t Tx) EndAcceptance(ctx context.Context, id models.ID, at models.Instant) error {
	return oneRow(t.on(ctx).Model(&models.Acceptance{}).Where("id = ? AND undone_at IS NULL", id).
		Update("undone_at", at), apperr.Stale.With())
}

// AddCheckAnswer adds a and sets its ID.
func (t Tx) AddCheckAnswer(ctx context.Context, a *models.CheckAnswer) error {
	return t.on(ctx).Create(a).Error
}

// EndCheckAnswer says that an answer to a check no longer stands. It fails with
// apperr.Stale if it did not stand any more.
func (t Tx) EndCheckAnswer(ctx context.Context, id models.ID, at models.Instant) error {
	return oneRow(t.on(ctx).Model(&models.CheckAnswer{}).Where("id = ? AND ended_at IS NULL", id).
		Update("ended_at", at), apperr.Stale.With())
}
