package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Article returns the article with the given id if viewer may see it, else
// apperr.NotFoundOrSeen: a hidden article looks like none.
func (q Queries) Article(ctx context.Context, viewer, id models.ID) (models.Article, error) {
	return one[models.Article](q.on(ctx).Scopes(visible(viewer)).Where("articles.id = ?", id), "article")
}

// ArticlesOf returns those of the articles that viewer may see, in no order.
func (q Queries) ArticlesOf(ctx context.Context, viewer models.ID, ids []models.ID) ([]models.Article, error) {
	return all[models.Article](q.on(ctx).Scopes(visible(viewer)).Where("articles.id IN ?", ids))
}

// ArticleHeadlines returns the headlines of those of the articles that viewer
// may see.
func (q Queries) ArticleHeadlines(ctx context.Context, viewer models.ID, ids []models.ID) (map[models.ID]string, error) {
	var rows []models.Article
	err := q.on(ctx).Scopes(visible(viewer)).Select("articles.id", "articles.headline").Where("articles.id IN ?", ids).Find(&rows).Error
	by := make(map[models.ID]string, len(rows))
	for _, r := range rows {
		by[r.ID] = r.Headline
	}
	return by, err
}

// Writers returns the users who wrote the article.
func (q Queries) Writers(ctx context.Context, article models.ID) (ids []models.ID, err error) {
	return ids, q.on(ctx).Model(&models.ArticleWriter{}).Where("article_id = ?", article).Order("user_id").Pluck("user_id", &ids).Error
}

// Team returns the users who may see the article when it is restricted.
func (q Queries) Team(ctx context.Context, article models.ID) (ids []models.ID, err error) {
	return ids, q.on(ctx).Model(&models.ArticleMember{}).Where("article_id = ?", article).Order("user_id").Pluck("user_id", &ids).Error
}

// Revision returns the article's revision with the given number, or
// apperr.NotFoundOrSeen. The caller has asked for the article.
func (q Queries) Revision(ctx context.Context, article models.ID, number int) (models.Revision, error) {
	return one[models.Revision](q.on(ctx).Where("article_id = ? AND number = ?", article, number), "revision")
}

// RevisionByID returns a revision, or apperr.NotFoundOrSeen.
func (q Queries) RevisionByID(ctx context.Context, id models.ID) (models.Revision, error) {
	return one[models.Revision](q.on(ctx).Where("id = ?", id), "revision")
}

// RevisionHeads returns the article's revisions without their text, oldest first.
func (q Queries) RevisionHeads(ctx context.Context, article models.ID) ([]models.Revision, error) {
	return all[models.Revision](q.on(ctx).Select("id", "article_id", "number", "sha256", "origin", "created_by", "created_at",
		"original_sha256", "original_name", "original_type", "original_size", "original_address").
		Where("article_id = ?", article).Order("number"))
}

// Tallies counts what stands between each of the articles and its sign-off,
// in five questions however many articles there are.
func (q Queries) Tallies(ctx context.Context, articles []models.Article) (map[models.ID]models.Tally, error) {
	by := make(map[models.ID]models.Tally, len(articles))
	ids := make([]models.ID, 0, len(articles))
	for _, a := range articles {
		by[a.ID] = models.Tally{ByState: map[models.State]int{}, TKs: a.OpenTKs, Coverage: a.Coverage}
		ids = append(ids, a.ID)
	}
	for _, count := range []func(context.Context, []models.ID, map[models.ID]models.Tally) error{
		q.tallyClaims, q.tallyComments, q.tallyReplies, q.tallyDebts,
	} {
		if err := count(ctx, ids, by); err != nil {
			return nil, err
		}
	}
	return by, q.tallyReports(ctx, articles, by)
}

func (q Queries) tallyClaims(ctx context.Context, ids []models.ID, by map[models.ID]models.Tally) error {
	var rows []struct {
		ArticleID models.ID
		State     models.State
		Waits     bool
		N         int
	}
	err := q.on(ctx).Model(&models.Claim{}).
		Select("article_id, state, outcome IN ('ambiguous', 'lost') AS waits, COUNT(*) AS n").
		Where("article_id IN ?", ids).Group("article_id, state, outcome IN ('ambiguous', 'lost')").Find(&rows).Error
	for _, r := range rows {
		t := by[r.ArticleID]
		t.ByState[r.State] += r.N
		if r.Waits && r.State != models.Withdrawn {
			t.NotPlaced += r.N
		}
		by[r.ArticleID] = t
	}
	return err
}

func (q Queries) tallyComments(ctx context.Context, ids []models.ID, by map[models.ID]models.Tally) error {
	var rows []struct {
		ArticleID models.ID
		Kind      models.CommentKind
		N         int
	}
	err := q.on(ctx).Model(&models.Comment{}).
		Select("comments.article_id, comments.kind, COUNT(*) AS n").
		Joins("LEFT JOIN claims ON claims.id = comments.claim_id").
		Where("comments.article_id IN ? AND comments.closed_at IS NULL AND comments.parent_id IS NULL", ids).
		Where("comments.kind = 'query' OR (comments.kind = 'fix' AND comments.must_fix = ?)", true).
		Where("claims.id IS NULL OR claims.state <> 'withdrawn'").
		Group("comments.article_id, comments.kind").Find(&rows).Error
	for _, r := range rows {
		t := by[r.ArticleID]
		if r.Kind == models.Query {
			t.Queries = r.N
		} else {
			t.MustFixes = r.N
		}
		by[r.ArticleID] = t
	}
	return err
}

// tallyDebts counts the open debts whose point is still missing. One that
// hangs on no claim and no comment is paid by the act that mends it.
func (q Queries) tallyDebts(ctx context.Context, ids []models.ID, by map[models.ID]models.Tally) error {
	var rows []struct {
		ArticleID models.ID
		N         int
	}
	err := q.on(ctx).Model(&models.Debt{}).Select("debts.article_id, COUNT(*) AS n").
		Joins("LEFT JOIN claims ON claims.id = debts.claim_id").
		Joins("LEFT JOIN comments ON comments.id = debts.comment_id").
		Where("debts.article_id IN ? AND debts.paid_at IS NULL", ids).
		Where("claims.id IS NULL OR claims.state <> ?", models.Withdrawn).
		Where("debts.point IN @bare OR (debts.point = @approval AND claims.state <> @approved)"+
			" OR (debts.point = @reply AND "+unheard+")"+
			" OR (debts.point = @place AND claims.outcome IN @waiting) OR (debts.point IN @asked AND comments.closed_at IS NULL)",
			map[string]any{
				"bare":     []models.Point{models.PointNoClaims, models.PointTK, models.PointCoverage},
				"approval": models.PointNotApproved, "approved": models.Approved,
				"reply": models.PointReply, "place": models.PointNotPlaced, "waiting": []models.Outcome{models.Ambiguous, models.Lost},
				"asked": []models.Point{models.PointMustFix, models.PointQuery},
			}).
		Group("debts.article_id").Find(&rows).Error
	for _, r := range rows {
		t := by[r.ArticleID]
		t.Debts = r.N
		by[r.ArticleID] = t
	}
	return err
}

// tallyReports tells of which articles the newest report is of the newest
// revision and tells of its claims and sentences as they are: no approval or
// waiver came or ended since, or it was issued by break glass and is superseded
// by itself.
func (q Queries) tallyReports(ctx context.Context, articles []models.Article, by map[models.ID]models.Tally) error {
	newest := make([]models.Ref, 0, len(articles))
	for _, a := range articles {
		newest = append(newest, a.RevisionID)
	}
	var reported []models.ID
	err := q.on(ctx).Model(&models.Report{}).Where("reports.revision_id IN ?", newest).
		Where("NOT EXISTS (SELECT 1 FROM reports later WHERE later.article_id = reports.article_id AND later.id > reports.id)").
		Where("reports.break_glass = ? OR NOT (EXISTS (SELECT 1 FROM approvals JOIN claims ON claims.id = approvals.claim_id"+
			" WHERE claims.article_id = reports.article_id"+
			" AND (approvals.created_at > reports.issued_at OR approvals.ended_at > reports.issued_at))"+
			" OR EXISTS (SELECT 1 FROM articles WHERE articles.id = reports.article_id AND articles.waived_at > reports.issued_at))", true).
		Pluck("reports.article_id", &reported).Error
	for _, id := range reported {
		t := by[id]
		t.Reported = true
		by[id] = t
	}
	return err
}

// LockArticle returns the article if viewer may see it, else
// apperr.NotFoundOrSeen, and keeps everybody else from acting on it until the
// transaction ends. Others may refer to it meanwhile, as events do of what was
// done to a source that shows in it. Who may see it is asked after the lock is
// held: whoever was taken off the team while it was waited for does not get in.
func (t Tx) LockArticle(ctx context.Context, viewer, id models.ID) (models.Article, error) {
	var held []models.ID
	err := t.on(ctx).Model(&models.Article{}).Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).Where("id = ?", id).Pluck("id", &held).Error
	if err != nil {
		return models.Article{}, err
	}
	return t.Article(ctx, viewer, id)
}

// AddArticle adds a and sets its ID.
func (t Tx) AddArticle(ctx context.Context, a *models.Article) error {
	return t.on(ctx).Create(a).Error
}

// SetArticle writes every field of a that a person may change and raises its
// version. It fails with apperr.Stale if the row is no longer at a.Version.
func (t Tx) SetArticle(ctx context.Context, a *models.Article) error {
	res := t.on(ctx).Model(&models.Article{}).Where("id = ? AND version = ?", a.ID, a.Version).
		Select("headline", "byline", "desk", "language", "direction", "publish_on", "deadline_at", "editor_id",
			"restricted", "revision_id", "next_claim", "open_tks", "version").
		Updates(withVersion(a))
	if err := oneRow(res, apperr.Stale.With()); err != nil {
		return err
	}
	a.Version++
	return nil
}

func withVersion(a *models.Article) *models.Article {
	next := *a
	next.Version++
	return &next
}

// CountArticle writes the article's counters, which no form shows: the next
// claim's number, the open TKs and the coverage. The caller has locked the
// article.
func (t Tx) CountArticle(ctx context.Context, a models.Article) error {
	return oneRow(t.on(ctx).Model(&models.Article{}).Where("id = ?", a.ID).
		Select("next_claim", "open_tks", "checkable", "uncovered", "unchecked", "waived_at").Updates(&a), apperr.Stale.With())
}

// SetWriters makes users the article's writers.
func (t Tx) SetWriters(ctx context.Context, article models.ID, users []models.ID) error {
	rows := make([]models.ArticleWriter, len(users))
	for i, u := range users {
		rows[i] = models.ArticleWriter{ArticleID: article, UserID: u}
	}
	return replace(t.on(ctx), article, rows)
}

// SetTeam makes users the article's team.
func (t Tx) SetTeam(ctx context.Context, article models.ID, users []models.ID) error {
	rows := make([]models.ArticleMember, len(users))
	for i, u := range users {
		rows[i] = models.ArticleMember{ArticleID: article, UserID: u}
	}
	return replace(t.on(ctx), article, rows)
}

func replace[T any](g *gorm.DB, article models.ID, rows []T) error {
	if err := g.Session(&gorm.Session{}).Where("article_id = ?", article).Delete(new(T)).Error; err != nil {
		return err
	}
	if len(rows) == 0 {
		return nil
	}
	return g.Session(&gorm.Session{}).Create(&rows).Error
}

// AddRevision adds r and sets its ID.
func (t Tx) AddRevision(ctx context.Context, r *models.Revision) error {
	return t.on(ctx).Create(r).Error
}
