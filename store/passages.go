package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// excerpt is what an excerpt reads of a capture: of its text one piece, for each
// is unpacked anew. substr counts code points on either database, from 1. Of a
// protected source it is the passage alone.
const excerpt = "evidence.id AS evidence_id, captures.id AS capture_id, captures.source_id, captures.at, captures.how, " +
	"captures.body_sha256, captures.media_type, captures.language, sources.protected, evidence.quoted_start, evidence.quoted_end, " +
	"CASE WHEN sources.protected = @yes THEN '' ELSE captures.address END AS address, " +
	"CASE WHEN sources.protected = @yes THEN '' ELSE captures.file_name END AS file_name, " + around + " AS said"

// around is a capture's text from as far before a passage to as far behind it as
// is asked for.
const around = "CASE WHEN captures.id IS NULL OR evidence.quoted_end = 0 THEN '' " +
	"WHEN sources.protected = @yes THEN substr(captures.text, CAST(evidence.quoted_start + 1 AS INTEGER), CAST(evidence.quoted_end - evidence.quoted_start AS INTEGER)) " +
	"WHEN evidence.quoted_start > @most THEN substr(captures.text, CAST(evidence.quoted_start - @most + 1 AS INTEGER), CAST(evidence.quoted_end - evidence.quoted_start + 2 * @most AS INTEGER)) " +
	"ELSE substr(captures.text, 1, CAST(evidence.quoted_end + @most AS INTEGER)) END"

// Excerpts returns, for the evidence that rests on a capture, what stands there
// where it quotes it, by evidence. It reads no more of a capture's text than that.
// The caller has asked for the article.
func (q Queries) Excerpts(ctx context.Context, o Of) ([]models.Excerpt, error) {
	rows, err := all[excerptRow](o.of(q.on(ctx).Table("evidence")).
		Joins("JOIN captures ON captures.id = evidence.capture_id").Joins("JOIN sources ON sources.id = captures.source_id").
		Clauses(clause.Select{Expression: clause.NamedExpr{SQL: excerpt, Vars: []any{map[string]any{"most": models.MaxContext, "yes": true}}}}).
		Where("evidence.removed_at IS NULL").Order("evidence.id"))
	excerpts := make([]models.Excerpt, len(rows))
	for i, r := range rows {
		excerpts[i] = r.excerpt()
	}
	return excerpts, err
}

// excerptRow is an excerpt in one piece.
type excerptRow struct {
	models.Excerpt
	QuotedStart, QuotedEnd int
	Said                   string
}

func (r excerptRow) excerpt() models.Excerpt {
	x := r.Excerpt
	if x.Found = r.QuotedEnd > 0; !x.Found {
		return x
	}
	said, before := []rune(r.Said), min(r.QuotedStart, models.MaxContext)
	if x.Protected {
		before = 0
	}
	end := min(before+r.QuotedEnd-r.QuotedStart, len(said))
	x.Before, x.Quoted, x.After = string(said[:before]), string(said[before:end]), string(said[end:])
	return x
}

// NewestTexts returns the newest capture of each of the sources with nothing but
// its ID, its source, its time, its language and its text, but for protected
// sources. The caller has asked for the sources.
func (q Queries) NewestTexts(ctx context.Context, sources []models.ID) ([]models.Capture, error) {
	newest := q.on(ctx).Model(&models.Capture{}).Select("max(id)").
		Where("source_id IN (?)", q.on(ctx).Model(&models.Source{}).Select("id").Where("id IN ? AND protected = ?", sources, false)).Group("source_id")
	return all[models.Capture](q.on(ctx).Select("id", "source_id", "at", "language", "text").Where("id IN (?)", newest).Order("id"))
}

// ToQuote returns the newest capture of each of the article's sources of which
// text was read, with nothing but its ID, its source and its time, as far as
// viewer may know what the sources keep. The caller has asked for the article.
func (q Queries) ToQuote(ctx context.Context, viewer, article models.ID) ([]models.Capture, error) {
	of := q.on(ctx).Model(&models.Source{}).Select("id").Scopes(sourcesOf(article))
	newest := q.on(ctx).Model(&models.Capture{}).Select("max(id)").Where("source_id IN (?)", of).Group("source_id")
	return all[models.Capture](q.on(ctx).Select("id", "source_id", "at").Where("id IN (?) AND unread = ''", newest).
		Scopes(q.captureOpenTo(ctx, viewer)).Order("id"))
}

// Translations returns the translations that were not removed of passages that
// the claims' evidence quotes, oldest first. The caller has asked for the article.
func (q Queries) Translations(ctx context.Context, o Of) ([]models.Translation, error) {
	of := func(g *gorm.DB) *gorm.DB { return o.of(g).Where("removed_at IS NULL") }
	return all[models.Translation](q.on(ctx).Where("removed_at IS NULL AND evidence_id IN (?)", of(q.on(ctx).Model(&models.Evidence{}).Select("id"))).Order("id"))
}

// Waiting is evidence with a passage that rests on no capture yet, with its
// claim's article and state.
type Waiting struct {
	models.Evidence
	ArticleID models.ID
	State     models.State
}

// WaitingFor returns the evidence of a source that quotes a passage and rests on
// no capture, for the program itself, and keeps everybody else from acting on its
// articles until the transaction ends.
func (t Tx) WaitingFor(ctx context.Context, source models.ID) ([]Waiting, error) {
	waiting := func() *gorm.DB {
		return t.on(ctx).Table("evidence").Joins("JOIN claims ON claims.id = evidence.claim_id").
			Where("evidence.source_id = ? AND evidence.capture_id IS NULL AND evidence.passage <> '' AND evidence.removed_at IS NULL", source)
	}
	var held []models.ID
	err := t.on(ctx).Model(&models.Article{}).Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).
		Where("id IN (?)", waiting().Select("claims.article_id")).Order("id").Pluck("id", &held).Error
	if err != nil || len(held) == 0 {
		return nil, err
	}
	return all[Waiting](waiting().Where("claims.article_id IN ?", held).Select("evidence.*", "claims.article_id", "claims.state").Order("evidence.id"))
}

// AddTranslation adds r and sets its ID.
func (t Tx) AddTranslation(ctx context.Context, r *models.Translation) error {
	return t.on(ctx).Create(r).Error
}

// RemoveTranslation says that a translation is no longer shown. It fails with
// apperr.Stale when somebody removed it before.
func (t Tx) RemoveTranslation(ctx context.Context, id models.ID, at models.Instant) error {
	return oneRow(t.on(ctx).Model(&models.Translation{}).Where("id = ? AND removed_at IS NULL", id).Update("removed_at", at), apperr.Stale.With())
}
