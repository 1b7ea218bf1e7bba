package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Of narrows a question about an article's claims to one claim, or asks about
// all of them when Claim is 0. Claims, unless nil, are those of any articles and
// go before both. The caller has asked for the articles.
type Of struct {
	Article models.ID
	Claim   models.ID
	Claims  []models.ID
}

// of keeps the rows of a table with a claim_id column that belong to o.
func (o Of) of(g *gorm.DB) *gorm.DB {
	if o.Claims != nil {
		return g.Where("claim_id IN ?", o.Claims)
	}
	if o.Claim != 0 {
		return g.Where("claim_id = ?", o.Claim)
	}
	return g.Where("claim_id IN (SELECT id FROM claims WHERE article_id = ?)", o.Article)
}

// ofTalk keeps the rows of a table that hangs on articles, and perhaps on their
// claims, that belong to o.
func (o Of) ofTalk(g *gorm.DB) *gorm.DB {
	if o.Claims != nil {
		return g.Where("claim_id IN ?", o.Claims)
	}
	g = g.Where("article_id = ?", o.Article)
	if o.Claim != 0 {
		g = g.Where("claim_id = ?", o.Claim)
	}
	return g
}

// Claim returns the article's claim with the given number, or
// apperr.NotFoundOrSeen. The caller has asked for the article.
func (q Queries) Claim(ctx context.Context, article models.ID, number int) (models.Claim, error) {
	return one[models.Claim](q.on(ctx).Where("article_id = ? AND number = ?", article, number), "claim")
}

// Claims returns the article's claims by number.
func (q Queries) Claims(ctx context.Context, o Of) ([]models.Claim, error) {
	if o.Claims != nil {
		return all[models.Claim](q.on(ctx).Where("id IN ?", o.Claims).Order("article_id, number"))
	}
	g := q.on(ctx).Where("article_id = ?", o.Article)
	if o.Claim != 0 {
		g = g.Where("id = ?", o.Claim)
	}
	return all[models.Claim](g.Order("number"))
}

// Findings returns every finding, ended ones too, oldest first.
func (q Queries) Findings(ctx context.Context, o Of) ([]models.Finding, error) {
	return all[models.Finding](o.of(q.on(ctx)).Order("id"))
}

// Approvals returns every approval, ended ones too, oldest first.
func (q Queries) Approvals(ctx context.Context, o Of) ([]models.Approval, error) {
	return all[models.Approval](o.of(q.on(ctx)).Order("id"))
}

// Hands returns who has, or as a writer had, a hand in the claims.
func (q Queries) Hands(ctx context.Context, o Of) ([]models.Hand, error) {
	return all[models.Hand](o.of(q.on(ctx)).Order("id"))
}

// Evidence returns the evidence that was not removed, oldest first.
func (q Queries) Evidence(ctx context.Context, o Of) ([]models.Evidence, error) {
	return all[models.Evidence](o.of(q.on(ctx)).Where("removed_at IS NULL").Order("id"))
}

// Comments returns the comments on one claim, oldest first; for the whole
// article those on the article itself too.
func (q Queries) Comments(ctx context.Context, o Of) ([]models.Comment, error) {
	g := q.on(ctx).Scopes(o.ofTalk)
	return all[models.Comment](g.Order("id"))
}

// Comment returns a comment of the article, or apperr.NotFoundOrSeen.
func (q Queries) Comment(ctx context.Context, article, id models.ID) (models.Comment, error) {
	return one[models.Comment](q.on(ctx).Where("id = ? AND article_id = ?", id, article), "comment")
}

// Debts returns the review debts, paid ones too, oldest first; for the whole
// article those of the article itself too.
func (q Queries) Debts(ctx context.Context, o Of) ([]models.Debt, error) {
	g := q.on(ctx).Scopes(o.ofTalk)
	return all[models.Debt](g.Order("id"))
}

// OpenDebts returns the article's unpaid review debts, oldest first.
func (q Queries) OpenDebts(ctx context.Context, article models.ID) ([]models.Debt, error) {
	return all[models.Debt](q.on(ctx).Where("article_id = ? AND paid_at IS NULL", article).Order("id"))
}

// Sources returns the sources that the article's evidence rests on and those
// entered for it, oldest first.
func (q Queries) Sources(ctx context.Context, article models.ID) ([]models.Source, error) {
	return all[models.Source](q.on(ctx).Scopes(sourcesOf(article)))
}

// SourceTitles returns the same sources with nothing but their IDs and titles.
func (q Queries) SourceTitles(ctx context.Context, article models.ID) ([]models.Source, error) {
	return all[models.Source](q.on(ctx).Select("id", "title").Scopes(sourcesOf(article)))
}

// SourcesOfClaim returns the sources that a claim's evidence rests on.
func (q Queries) SourcesOfClaim(ctx context.Context, claim models.ID) ([]models.Source, error) {
	return all[models.Source](q.on(ctx).Where("id IN (SELECT source_id FROM evidence WHERE claim_id = ?)", claim).Order("id"))
}

func sourcesOf(article models.ID) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		return g.Where("article_id = ? OR id IN (SELECT source_id FROM evidence"+
			" WHERE claim_id IN (SELECT id FROM claims WHERE article_id = ?))", article, article).Order("id")
	}
}

// Source returns a source if viewer may see the article it was entered for or
// one whose evidence rests on it, else apperr.NotFoundOrSeen.
func (q Queries) Source(ctx context.Context, viewer, id models.ID) (models.Source, error) {
	return one[models.Source](q.on(ctx).Where("sources.id = ?", id).Scopes(q.sourceSeen(ctx, viewer)), "source")
}

// sourceSeen keeps the sources that show in an article which viewer may see.
func (q Queries) sourceSeen(ctx context.Context, viewer models.ID) func(*gorm.DB) *gorm.DB {
	return q.seenAs(ctx, viewer, "sources")
}

// seenAs is sourceSeen where the question calls the sources otherwise.
func (q Queries) seenAs(ctx context.Context, viewer models.ID, sources string) func(*gorm.DB) *gorm.DB {
	articles := func() *gorm.DB { return q.on(ctx).Model(&models.Article{}).Select("1").Scopes(visible(viewer)) }
	return func(g *gorm.DB) *gorm.DB {
		return g.Where("EXISTS (?) OR EXISTS (?)", articles().Where("articles.id = ?", clause.Column{Table: sources, Name: "article_id"}),
			articles().Joins("JOIN claims ON claims.article_id = articles.id").Joins("JOIN evidence ON evidence.claim_id = claims.id").
				Where("evidence.source_id = ? AND evidence.removed_at IS NULL", clause.Column{Table: sources, Name: "id"}))
	}
}

// AddClaim adds c and sets its ID.
func (t Tx) AddClaim(ctx context.Context, c *models.Claim) error { return t.on(ctx).Create(c).Error }

// SetClaim writes every field of c that may change. c carries its new version;
// it fails with apperr.Stale if the row is no longer at version was.
func (t Tx) SetClaim(ctx context.Context, c *models.Claim, was int) error {
	return oneRow(t.on(ctx).Model(&models.Claim{}).Where("id = ? AND version = ?", c.ID, was).
		Select("*").Omit("id", "article_id", "number", "created_by", "created_at").Updates(c), apperr.Stale.With())
}

// AddFinding adds f and sets its ID.
func (t Tx) AddFinding(ctx context.Context, f *models.Finding) error {
	return t.on(ctx).Create(f).Error
}

// EndFinding says that a finding no longer counts.
func (t Tx) EndFinding(ctx context.Context, id models.Ref, at models.Instant) error {
	return oneRow(t.on(ctx).Model(&models.Finding{}).Where("id = ? AND ended_at IS NULL", id).
		Update("ended_at", at), apperr.Stale.With())
}

// AddApproval adds a and sets its ID. The schema refuses one by a hand that is
// no break glass (apperr.HandApproves), and a second one by the same person
// (apperr.GaveFirst).
func (t Tx) AddApproval(ctx context.Context, a *models.Approval) error {
	return translate(t.on(ctx).Create(a).Error)
}

// EndApproval says that an approval no longer counts, and why.
func (t Tx) EndApproval(ctx context.Context, id models.Ref, at models.Instant, by models.EndCause) error {
	return oneRow(t.on(ctx).Model(&models.Approval{}).Where("id = ? AND ended_at IS NULL", id).
		Updates(map[string]any{"ended_at": at, "ended_by": by}), apperr.Stale.With())
}

// AddHands adds those of the hands that do not stand already.
func (t Tx) AddHands(ctx context.Context, hands []models.Hand) error {
	for _, h := range hands {
		var n int64
		err := t.on(ctx).Model(&models.Hand{}).Where("claim_id = ? AND user_id = ? AND cause = ? AND ended_seq IS NULL",
			h.ClaimID, h.UserID, h.Cause).Limit(1).Count(&n).Error
		if err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		if err := t.on(ctx).Create(&h).Error; err != nil {
			return err
		}
	}
	return nil
}

// EndWriterHand ends a user's hand as the writer of a claim's sentence.
func (t Tx) EndWriterHand(ctx context.Context, claim, user models.ID, seq int64) error {
	return oneRow(t.on(ctx).Model(&models.Hand{}).
		Where("claim_id = ? AND user_id = ? AND cause = ? AND ended_seq IS NULL", claim, user, models.HandWriter).
		Update("ended_seq", seq), apperr.Stale.With())
}

// AddSource adds s and sets its ID and the key of its address.
func (t Tx) AddSource(ctx context.Context, s *models.Source) error {
	s.AddressKey = models.AddressKey(s.URL)
	return t.on(ctx).Create(s).Error
}

// AddEvidence adds e and sets its ID.
func (t Tx) AddEvidence(ctx context.Context, e *models.Evidence) error {
	return t.on(ctx).Create(e).Error
}

// SetEvidence writes what a person may change of e, and its removal.
func (t Tx) SetEvidence(ctx context.Context, e models.Evidence) error {
	return oneRow(t.on(ctx).Model(&models.Evidence{}).Where("id = ? AND removed_at IS NULL", e.ID).
		Select("stance", "authority", "passage", "locator", "calculation", "note", "capture_id", "quoted_start", "quoted_end", "removed_at").Updates(&e), apperr.Stale.With())
}

// AddComment adds c and sets its ID.
func (t Tx) AddComment(ctx context.Context, c *models.Comment) error {
	return t.on(ctx).Create(c).Error
}

// CloseComment closes an open comment. It fails with apperr.Stale if it is
// closed already.
func (t Tx) CloseComment(ctx context.Context, c models.Comment) error {
	return oneRow(t.on(ctx).Model(&models.Comment{}).Where("id = ? AND closed_at IS NULL", c.ID).
		Select("closed_at", "closed_by", "closing", "closing_reason", "applied_in").Updates(&c), apperr.Stale.With())
}

// MarkApplied notes the revision that applied a fix, which stays open.
func (t Tx) MarkApplied(ctx context.Context, comment, revision models.ID) error {
	return oneRow(t.on(ctx).Model(&models.Comment{}).Where("id = ? AND closed_at IS NULL", comment).
		Update("applied_in", revision), apperr.Stale.With())
}

// SetFix writes the wording that an open fix proposes, and whether it was sent
// back. It fails with apperr.Stale if the fix is closed.
func (t Tx) SetFix(ctx context.Context, c models.Comment) error {
	return oneRow(t.on(ctx).Model(&models.Comment{}).Where("id = ? AND closed_at IS NULL", c.ID).
		Select("proposed", "cut", "sent_back_at", "sent_back_by", "sent_back_reason").Updates(&c), apperr.Stale.With())
}

// MoveComment hangs a comment on another claim, and on an evidence of it (0:
// on none).
func (t Tx) MoveComment(ctx context.Context, comment, claim models.ID, evidence models.Ref) error {
	return oneRow(t.on(ctx).Model(&models.Comment{}).Where("id = ?", comment).
		Updates(map[string]any{"claim_id": claim, "evidence_id": evidence}), apperr.Stale.With())
}

// AddDebt adds d and sets its ID.
func (t Tx) AddDebt(ctx context.Context, d *models.Debt) error { return t.on(ctx).Create(d).Error }

// PayDebt says that a debt is paid.
func (t Tx) PayDebt(ctx context.Context, d models.Debt) error {
	return oneRow(t.on(ctx).Model(&models.Debt{}).Where("id = ? AND paid_at IS NULL", d.ID).
		Select("paid_at", "paid_by").Updates(&d), apperr.Stale.With())
}
