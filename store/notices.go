package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// NoticeFilter narrows a person's notices. Zero fields do not narrow.
type NoticeFilter struct {
	Kind   models.NoticeKind
	Unread bool
	Before models.ID // the notice below which to go on; 0 for the newest
	Limit  int
}

// notices are those of the viewer, about articles that they may see.
func (q Queries) notices(ctx context.Context, viewer models.ID) *gorm.DB {
	return q.on(ctx).Table("notices").Joins("JOIN articles ON articles.id = notices.article_id").
		Where("notices.user_id = ?", viewer).Scopes(visible(viewer))
}

// Notices returns what viewer was told and f lets through, newest first, of
// articles that they may see.
func (q Queries) Notices(ctx context.Context, viewer models.ID, f NoticeFilter) ([]models.Notice, error) {
	g := q.notices(ctx, viewer).Select("notices.*").Where("notices.id < ?", below(f.Before))
	if f.Kind != "" {
		g = g.Where("notices.kind = ?", f.Kind)
	}
	if f.Unread {
		g = g.Where("notices.read_at IS NULL")
	}
	return all[models.Notice](g.Order("notices.id DESC").Limit(f.Limit))
}

// Notice returns a notice to viewer, or apperr.NotFoundOrSeen: there is none to
// anybody else, and none of an article that they may not see.
func (q Queries) Notice(ctx context.Context, viewer, id models.ID) (models.Notice, error) {
	return one[models.Notice](q.notices(ctx, viewer).Select("notices.*").Where("notices.id = ?", id), "notice")
}

// UnreadNotices counts what viewer was told and has not read, of articles that
// they may see, up to most.
func (q Queries) UnreadNotices(ctx context.Context, viewer models.ID, most int) (n int64, err error) {
	unread := q.notices(ctx, viewer).Select("notices.id").Where("notices.read_at IS NULL").Limit(most)
	return n, q.on(ctx).Table("(?) AS unread", unread).Count(&n).Error
}

// ReadNotices notes that viewer read notices, all up to the one with the ID upto
// or that one alone. That is no act of the newsroom and leaves no event.
func (t Tx) ReadNotices(ctx context.Context, viewer, upto models.ID, all bool, at models.Instant) error {
	g := t.on(ctx).Model(&models.Notice{}).Where("user_id = ? AND read_at IS NULL", viewer)
	if all {
		return g.Where("id <= ?", upto).Update("read_at", at).Error
	}
	return g.Where("id = ?", upto).Update("read_at", at).Error
}

// LockCursor returns how far the named listener has read, and keeps others from
// moving it until the transaction ends.
func (t Tx) LockCursor(ctx context.Context, name string) (int64, error) {
	rows, err := all[models.Cursor](t.on(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Where("name = ?", name))
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].Seq, nil
}

// AddNotice adds n and sets its ID, unless its user was told of the same before:
// then it reports false.
func (t Tx) AddNotice(ctx context.Context, n *models.Notice) (added bool, err error) {
	res := t.on(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(n)
	return res.RowsAffected == 1, res.Error
}

// DropNotices drops up to limit notices that were written before an instant,
// read or not.
func (t Tx) DropNotices(ctx context.Context, before models.Instant, limit int) error {
	old := t.on(ctx).Model(&models.Notice{}).Select("id").Where("created_at < ?", before).Limit(limit)
	return t.on(ctx).Where("id IN (?)", old).Delete(&models.Notice{}).Error
}

// CommentOf returns a comment, whoever may see it: for listeners, who ask for
// its article.
func (q Queries) CommentOf(ctx context.Context, id models.ID) (models.Comment, error) {
	return one[models.Comment](q.on(ctx).Where("id = ?", id), "comment")
}

// ClaimOf returns a claim, whoever may see it: for listeners, who ask for its
// article.
func (q Queries) ClaimOf(ctx context.Context, id models.ID) (models.Claim, error) {
	return one[models.Claim](q.on(ctx).Where("id = ?", id), "claim")
}

// ArticleOf returns an article, whoever may see it: for listeners, who ask for
// each of those whom they tell.
func (q Queries) ArticleOf(ctx context.Context, id models.ID) (models.Article, error) {
	return one[models.Article](q.on(ctx).Where("id = ?", id), "article")
}

// Assignees returns who has a claim of the article that is not withdrawn.
func (q Queries) Assignees(ctx context.Context, article models.ID) (ids []models.ID, err error) {
	return ids, q.on(ctx).Model(&models.Claim{}).Where("article_id = ? AND state <> ? AND assignee_id IS NOT NULL", article, models.Withdrawn).
		Distinct().Order("assignee_id").Pluck("assignee_id", &ids).Error
}

// ClaimsResting returns up to limit claims that somebody has and that rest on a
// source, or on one that is one with it; their IDs, articles and assignees only.
func (q Queries) ClaimsResting(ctx context.Context, source models.ID, limit int) ([]models.Claim, error) {
	sources := q.on(ctx).Model(&models.Source{}).Select("id").Where("id = ? OR same_as = ?", source, source)
	resting := q.on(ctx).Model(&models.Evidence{}).Select("claim_id").Where("removed_at IS NULL AND source_id IN (?)", sources)
	return all[models.Claim](q.on(ctx).Select("id", "article_id", "number", "assignee_id").
		Where("id IN (?) AND assignee_id IS NOT NULL AND state <> ?", resting, models.Withdrawn).Order("id").Limit(limit))
}

// DriftOf returns a drift, or apperr.NotFoundOrSeen.
func (q Queries) DriftOf(ctx context.Context, id models.ID) (models.Drift, error) {
	return one[models.Drift](q.on(ctx).Where("id = ?", id), "drift")
}

// DeadlinesBetween returns up to limit articles whose deadline lies between two
// instants and whose newest revision has no report, soonest first.
func (q Queries) DeadlinesBetween(ctx context.Context, from, until models.Instant, limit int) ([]models.Article, error) {
	return all[models.Article](q.on(ctx).Select("id", "editor_id", "deadline_at").
		Where("deadline_at > ? AND deadline_at <= ?", int64(from), int64(until)).
		Where("NOT EXISTS (SELECT 1 FROM reports WHERE reports.revision_id = articles.revision_id)").
		Order("deadline_at").Limit(limit))
}

// DebtsDue returns up to limit debts that nobody paid and that are due between
// two instants, soonest first.
func (q Queries) DebtsDue(ctx context.Context, from, until models.Instant, limit int) ([]models.Debt, error) {
	return all[models.Debt](q.on(ctx).Where("paid_at IS NULL AND due_at > ? AND due_at <= ?", int64(from), int64(until)).Order("due_at").Limit(limit))
}

// NoticeChoices returns how users chose to get notices by mail.
func (q Queries) NoticeChoices(ctx context.Context, users []models.ID) ([]models.NoticeChoice, error) {
	return all[models.NoticeChoice](q.on(ctx).Where("user_id IN ?", users))
}

// MailAddresses returns where users get mail, those of them who named an
// address.
func (q Queries) MailAddresses(ctx context.Context, users []models.ID) ([]models.MailAddress, error) {
	return all[models.MailAddress](q.on(ctx).Where("user_id IN ?", users))
}

// MailAddress returns where a user gets mail; the zero MailAddress when they
// named no address.
func (q Queries) MailAddress(ctx context.Context, user models.ID) (models.MailAddress, error) {
	m, err := one[models.MailAddress](q.on(ctx).Where("user_id = ?", user), "address")
	if apperr.KindOf(err) == apperr.NotFound {
		return models.MailAddress{}, nil
	}
	return m, err
}
