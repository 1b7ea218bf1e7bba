package store

import (
	"context"
	"math"

	"example.org/tickmark/models"

	"gorm.io/gorm"
)

// What the page of an article shows of claims that are not open. Reading a
// column costs more than finding its row, so these name the few they need.

// Stamp says as of when something of an article was read: no act changes
// anything of an article without an event of it, so all of it is as it was
// while the newest event is.
type Stamp struct {
	ID  models.ID // of the article
	Seq int64     // of its newest event
}

// Stamp returns the stamp of the article if viewer may see it, else
// apperr.NotFoundOrSeen.
func (q Queries) Stamp(ctx context.Context, viewer, article models.ID) (Stamp, error) {
	return one[Stamp](q.stamps(ctx, viewer).Where("articles.id = ?", article), "article")
}

// Stamps returns the stamps of up to limit articles that viewer may see, newest
// first, from below the article with the id before, or from the top when it is
// 0.
func (q Queries) Stamps(ctx context.Context, viewer, before models.ID, limit int) ([]Stamp, error) {
	return all[Stamp](q.stamps(ctx, viewer).Where("articles.id < ?", below(before)).Order("articles.id DESC").Limit(limit))
}

// below is the ID below which a list goes on; 0 begins at the top.
func below(before models.ID) models.ID {
	if before == 0 {
		return math.MaxInt64
	}
	return before
}

func (q Queries) stamps(ctx context.Context, viewer models.ID) *gorm.DB {
	return q.on(ctx).Table("articles").Scopes(visible(viewer)).
		Select("articles.id", "(SELECT MAX(events.seq) FROM events WHERE events.article_id = articles.id) AS seq")
}

// ClaimLine is a claim as the list beside the copy shows it.
type ClaimLine struct {
	models.Claim                // without what only its own page shows: the sentence and the words around it
	Verdict      models.Verdict // of the current finding
}

// ClaimLines returns the article's claims as a list shows them, by number.
// The caller has asked for the article.
func (q Queries) ClaimLines(ctx context.Context, article models.ID) ([]ClaimLine, error) {
	return all[ClaimLine](q.on(ctx).Table("claims").Joins("LEFT JOIN findings ON findings.id = claims.finding_id").
		Select("claims.id", "claims.article_id", "claims.number", "claims.revision_id", "claims.span_start", "claims.span_end", "claims.outcome", "claims.statement",
			"claims.kinds", "claims.state", "claims.withdraw_reason", "claims.finding_id", "claims.approval_id", "claims.first_approval_id", "claims.criticises", "claims.severity", "claims.assignee_id", "claims.due_at", "COALESCE(findings.verdict, '') AS verdict").
		Where("claims.article_id = ?", article).Order("claims.number"))
}

// ApprovalLines returns every approval of the article's claims, ended ones
// too, oldest first, without what they bind to and who gave them.
func (q Queries) ApprovalLines(ctx context.Context, article models.ID) ([]models.Approval, error) {
	return all[models.Approval](q.on(ctx).Table("approvals").Joins("JOIN claims ON claims.id = approvals.claim_id").
		Select("approvals.id", "approvals.claim_id", "approvals.break_glass", "approvals.first_of_two", "approvals.created_at", "approvals.ended_at", "approvals.ended_by").
		Where("claims.article_id = ?", article).Order("approvals.id"))
}

// OpenTalk returns the comments on the article itself, and of those on its
// claims the queries and fixes that wait; oldest first. The caller has asked
// for the article.
func (q Queries) OpenTalk(ctx context.Context, article models.ID) ([]models.Comment, error) {
	return all[models.Comment](q.on(ctx).Where("article_id = ?", article).
		Where("claim_id IS NULL OR (closed_at IS NULL AND parent_id IS NULL AND kind <> 'comment')").Order("id"))
}

// ReportLines returns the article's reports as its page names them, oldest
// first. The caller has asked for the article.
func (q Queries) ReportLines(ctx context.Context, article models.ID) ([]models.Report, error) {
	return all[models.Report](q.on(ctx).Select("id", "revision_id", "year", "serial", "break_glass", "issued_at").
		Where("article_id = ?", article).Order("id"))
}

// People returns everybody by name, disabled accounts too, with their roles
// and nothing else.
func (q Queries) People(ctx context.Context) ([]models.User, error) {
	return all[models.User](q.on(ctx).Select("id", "name", "roles", "disabled_at").Order("name, id"))
}

// ClaimNumbers returns the claims with the given IDs, with their articles and
// numbers and nothing else. The caller has asked for their articles.
func (q Queries) ClaimNumbers(ctx context.Context, ids []models.ID) ([]models.Claim, error) {
	return all[models.Claim](q.on(ctx).Select("id", "article_id", "number").Where("id IN ?", ids))
}
