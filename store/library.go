package store

import (
	"context"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// SourceFilter is what is asked of the list of all sources; what is zero is not
// asked.
type SourceFilter struct {
	Term      string // words next to each other in title, publisher, author or address
	Begun     bool   // the last of these may be the beginning of a word
	Health    models.LookOutcome
	Unlooked  bool // nobody has looked at its page
	Type      models.SourceType
	Publisher string // as it is written
	Unused    bool   // no claim that viewer may see rests on it
	Protected bool
	Drifted   bool      // what is quoted of it is gone or says something else
	Before    models.ID // only sources below; 0 begins at the top
	Limit     int
}

// SourceList is a part of the list of all sources, newest first.
type SourceList struct {
	Rows   []models.Source
	Begun  bool      // the last word may be the beginning of one, as for the parts further down
	Looked int       // how many sources these were picked from, where that was bounded; else 0
	Next   models.ID // what to begin below for what was not looked at; 0: these are all
}

// LookedThrough is how many sources are looked at where no index answers.
const LookedThrough = candidates

// Library returns sources that viewer may see and that are as f asks. Of
// sources that are one, that with which the others are one stands for them,
// except where words are looked for. Where more than one index would have to be
// asked at once, or none there is, it looks at no more than the newest 1000. Words
// are looked for as they are; when these do not fill the first part, the last may
// be the beginning of one, there and further down.
func (q Queries) Library(ctx context.Context, viewer models.ID, f SourceFilter) (SourceList, error) {
	l, err := q.library(ctx, viewer, f)
	if err != nil || f.Begun || f.Before != 0 || len(l.Rows) >= f.Limit || !begins(f.Term) {
		return l, err
	}
	f.Begun = true
	return q.library(ctx, viewer, f)
}

func (q Queries) library(ctx context.Context, viewer models.ID, f SourceFilter) (l SourceList, err error) {
	l.Begun = f.Begun
	d, rest := q.sourceParts(ctx, viewer, f)
	floor := models.ID(0)
	if len(rest) > 0 {
		if floor, err = q.floor(ctx, d, f.Before); err != nil {
			return l, err
		}
	}
	g := q.down(ctx, d, f.Before).Select("sources.*").Scopes(d.fromFloor(floor)).Scopes(rest...).Scopes(q.sourceSeen(ctx, viewer))
	if floor > 0 {
		l.Looked, l.Next = candidates, floor
	}
	if f.Term == "" {
		g = g.Where("sources.same_as IS NULL OR NOT EXISTS (?)",
			q.on(ctx).Table("sources AS heads").Select("1").Where("heads.id = sources.same_as").Scopes(q.seenAs(ctx, viewer, "heads")))
	}
	l.Rows, err = all[models.Source](g.Limit(f.Limit))
	return l, err
}

// drive is the index by which the list of all sources is gone down.
type drive struct {
	asks  func(*gorm.DB) *gorm.DB
	words bool // it is SQLite's index of words, with a source's ID for its rowid
}

// down goes down a list of sources from below one.
func (q Queries) down(ctx context.Context, d drive, before models.ID) *gorm.DB {
	if d.words {
		return q.on(ctx).Table("source_words").Scopes(d.asks).Where("source_words.rowid < ?", below(before)).Order("source_words.rowid DESC")
	}
	return q.on(ctx).Table("sources").Scopes(d.asks).Where("sources.id < ?", below(before)).Order("sources.id DESC")
}

// fromFloor joins the sources to the index where they are not it, and leaves out
// those below floor, unless it is 0.
func (d drive) fromFloor(floor models.ID) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		if d.words {
			g = g.Joins("CROSS JOIN sources ON sources.id = source_words.rowid")
		}
		switch {
		case floor == 0:
			return g
		case d.words:
			return g.Where("source_words.rowid >= ?", floor)
		}
		return g.Where("sources.id >= ?", floor)
	}
}

// sourceParts are the index to go by and what is left to ask of each source.
func (q Queries) sourceParts(ctx context.Context, viewer models.ID, f SourceFilter) (drive, []func(*gorm.DB) *gorm.DB) {
	var rest []func(*gorm.DB) *gorm.DB
	d, worded := q.wordDrive(words{term: f.Term, open: f.Begun && begins(f.Term)})
	parts := f.asks()
	switch {
	case worded:
		rest = parts
	case len(parts) > 0:
		rest = parts[1:]
		d = byID(parts[0])
	default:
		d = byID(func(g *gorm.DB) *gorm.DB { return g })
	}
	if f.Term != "" && !worded {
		like := words{term: f.Term}.like()
		rest = append(rest, func(g *gorm.DB) *gorm.DB {
			return g.Where("lower(sources.title || ' ' || sources.publisher || ' ' || sources.author) LIKE ? ESCAPE '\\'", like)
		})
	}
	if f.Unused {
		rest = append(rest, q.unused(ctx, viewer))
	}
	return d, rest
}

// asks are the questions of f that a column answers, those first for which there
// is an index that leaves the fewest.
func (f SourceFilter) asks() (parts []func(*gorm.DB) *gorm.DB) {
	for _, ask := range []struct {
		wanted bool
		sql    string
		args   []any
	}{
		{f.Drifted, "sources.id IN (SELECT drifts.source_id FROM drifts WHERE drifts.closed_at IS NULL)", nil},
		{f.Health != "", "sources.health = ?", []any{f.Health}},
		{f.Publisher != "", "sources.publisher = ?", []any{f.Publisher}},
		{f.Type != "", "sources.type = ?", []any{f.Type}},
		{f.Protected, "sources.protected", nil},
		{f.Unlooked, "sources.health = ''", nil},
	} {
		if ask.wanted {
			parts = append(parts, func(g *gorm.DB) *gorm.DB { return g.Where(ask.sql, ask.args...) })
		}
	}
	return parts
}

// byID goes down the sources with which what is asked agrees.
func byID(asks func(*gorm.DB) *gorm.DB) drive {
	return drive{asks: asks}
}

// wordDrive goes down the sources that have words; it does not where the words
// stand in a script without spaces, or are none.
func (q Queries) wordDrive(w words) (drive, bool) {
	if strings.ContainsFunc(w.term, unspacedRune) || !strings.ContainsFunc(w.term, isWord) {
		return drive{}, false
	}
	if q.g.Name() != "sqlite" {
		return byID(func(g *gorm.DB) *gorm.DB {
			return g.Where("to_tsvector('simple', sources.title || ' ' || sources.publisher || ' ' || sources.author || ' ' || sources.url)"+
				" @@ (NULLIF(phraseto_tsquery('simple', ?)::text, '') || ?)::tsquery", w.term, w.begun())
		}), true
	}
	return drive{words: true, asks: func(g *gorm.DB) *gorm.DB { return g.Where("source_words MATCH ?", w.lite()) }}, true
}

// floor is the lowest of the sources that are looked at, of those that d goes
// by; 0 when they are fewer than may be.
func (q Queries) floor(ctx context.Context, d drive, before models.ID) (models.ID, error) {
	var ids []models.ID
	last := q.down(ctx, d, before).Offset(candidates - 1).Limit(1)
	if d.words {
		last = last.Pluck("source_words.rowid", &ids)
	} else {
		last = last.Pluck("sources.id", &ids)
	}
	if err := last.Error; err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

// unused keeps the sources on which, and on what is one with them, no claim
// rests that viewer may see.
func (q Queries) unused(ctx context.Context, viewer models.ID) func(*gorm.DB) *gorm.DB {
	rests := q.on(ctx).Table("evidence").Select("1").Joins("JOIN claims ON claims.id = evidence.claim_id").
		Joins("JOIN articles ON articles.id = claims.article_id").Scopes(visible(viewer)).Where("evidence.removed_at IS NULL")
	return func(g *gorm.DB) *gorm.DB {
		return g.Where("NOT EXISTS (?) AND NOT EXISTS (?)",
			rests.Session(&gorm.Session{}).Where("evidence.source_id = sources.id"),
			rests.Session(&gorm.Session{}).Joins("JOIN sources members ON members.id = evidence.source_id").Where("members.same_as = sources.id"))
	}
}

// SourceUse is what rests on a source and on what is one with it.
type SourceUse struct {
	SourceID models.ID // with which the others are one
	Evidence int
	Claims   int
	Articles int
}

// SourceUses returns what rests on sources with which others may be one, as far
// as viewer may see it, for those that are used.
func (q Queries) SourceUses(ctx context.Context, viewer models.ID, heads []models.ID) ([]SourceUse, error) {
	return all[SourceUse](q.on(ctx).Table("sources AS members").
		Select("COALESCE(members.same_as, members.id) AS source_id", "COUNT(*) AS evidence", "COUNT(DISTINCT claims.id) AS claims", "COUNT(DISTINCT claims.article_id) AS articles").
		Joins("JOIN evidence ON evidence.source_id = members.id").Joins("JOIN claims ON claims.id = evidence.claim_id").
		Joins("JOIN articles ON articles.id = claims.article_id").Scopes(visible(viewer)).
		Where("(members.id IN ? OR members.same_as IN ?) AND evidence.removed_at IS NULL", heads, heads).
		Group("COALESCE(members.same_as, members.id)"))
}

// SourceHeld is how many captures there are of a source and of what is one with
// it.
type SourceHeld struct {
	SourceID models.ID
	Captures int
}

// SourcesHeld returns how many captures there are of sources with which others
// may be one, as far as viewer may see them, for those that have any.
func (q Queries) SourcesHeld(ctx context.Context, viewer models.ID, heads []models.ID) ([]SourceHeld, error) {
	return all[SourceHeld](q.on(ctx).Table("sources AS members").
		Select("COALESCE(members.same_as, members.id) AS source_id", "COUNT(*) AS captures").
		Joins("JOIN captures ON captures.source_id = members.id").Scopes(q.seenAs(ctx, viewer, "members")).
		Where("members.id IN ? OR members.same_as IN ?", heads, heads).Group("COALESCE(members.same_as, members.id)"))
}

// SourceGroup returns the sources that are one with a source, itself among
// them, as far as viewer may see them: the one with which the others are one
// comes first, the others by ID.
func (q Queries) SourceGroup(ctx context.Context, viewer, source models.ID) ([]models.Source, error) {
	const head = "(SELECT COALESCE(of.same_as, of.id) FROM sources of WHERE of.id = @id)"
	return all[models.Source](q.on(ctx).Where("(sources.id = "+head+" OR sources.same_as = "+head+")", map[string]any{"id": source}).
		Scopes(q.sourceSeen(ctx, viewer)).Order("sources.same_as IS NOT NULL, sources.id"))
}

// Resting is a piece of evidence with the claim and the article that it is in.
type Resting struct {
	models.Evidence
	ArticleID models.ID
	Headline  string
	Language  string
	Number    int
	Statement string
	State     models.State
}

// RestingOn returns up to limit pieces of evidence of the sources in articles
// that viewer may see, newest first, from below the evidence before.
func (q Queries) RestingOn(ctx context.Context, viewer models.ID, sources []models.ID, before models.ID, limit int) ([]Resting, error) {
	return all[Resting](q.on(ctx).Table("evidence").
		Select("evidence.*", "articles.id AS article_id", "articles.headline", "articles.language", "claims.number", "claims.statement", "claims.state").
		Joins("JOIN claims ON claims.id = evidence.claim_id").Joins("JOIN articles ON articles.id = claims.article_id").Scopes(visible(viewer)).
		Where("evidence.source_id IN ? AND evidence.removed_at IS NULL AND evidence.id < ?", sources, below(before)).
		Order("evidence.id DESC").Limit(limit))
}

// ShownIn returns the articles in which sources show: those they were entered
// for and those whose evidence rests on them, by ID, whoever may see them. An
// act that changes a source is told in each.
func (q Queries) ShownIn(ctx context.Context, sources []models.ID) (ids []models.ID, err error) {
	return ids, q.on(ctx).Model(&models.Article{}).
		Where("articles.id IN (SELECT article_id FROM sources WHERE id IN ?) OR articles.id IN (SELECT claims.article_id FROM claims"+
			" JOIN evidence ON evidence.claim_id = claims.id WHERE evidence.source_id IN ? AND evidence.removed_at IS NULL)", sources, sources).
		Order("articles.id").Pluck("articles.id", &ids).Error
}

// PublisherNotes returns what the newsroom knows of publishers, which are named
// in small letters.
func (q Queries) PublisherNotes(ctx context.Context, publishers []string) ([]models.PublisherNote, error) {
	return all[models.PublisherNote](q.on(ctx).Where("publisher IN ?", publishers).Order("publisher"))
}

// LockSources keeps others from making sources one until the transaction ends.
func (t Tx) LockSources(ctx context.Context) error { return t.LockTries(ctx) }

// SetSource writes what a person may change of s and raises its version. It
// fails with apperr.Stale if the row is no longer at s.Version.
func (t Tx) SetSource(ctx context.Context, s *models.Source) error {
	next := *s
	next.Version++
	err := oneRow(t.on(ctx).Model(&models.Source{}).Where("id = ? AND version = ?", s.ID, s.Version).
		Select("type", "title", "publisher", "author", "published_on", "version").Updates(&next), apperr.Stale.With())
	if err == nil {
		s.Version++
	}
	return err
}

// OneWith returns the sources that are one with a source, which is one with none,
// by ID, whoever may see them.
func (q Queries) OneWith(ctx context.Context, source models.ID) ([]models.Source, error) {
	return all[models.Source](q.on(ctx).Where("same_as = ?", source).Order("id"))
}

// SetSame makes a source one with another, which is one with none; 0 makes it one
// with none. The caller holds LockSources.
func (t Tx) SetSame(ctx context.Context, source models.ID, with models.Ref) error {
	return oneRow(t.on(ctx).Model(&models.Source{}).Where("id = ?", source).Update("same_as", with), apperr.Stale.With())
}

// SetPublisherNote writes what the newsroom knows of a publisher and raises the
// version. It fails with apperr.Stale if the note is no longer at n.Version; a
// new one has version 0.
func (t Tx) SetPublisherNote(ctx context.Context, n models.PublisherNote) error {
	next := n
	next.Version++
	if n.Version == 0 {
		return oneRow(t.on(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&next), apperr.Stale.With())
	}
	return oneRow(t.on(ctx).Model(&models.PublisherNote{}).Where("publisher = ? AND version = ?", n.Publisher, n.Version).
		Select("note", "changed_by", "changed_at", "version").Updates(&next), apperr.Stale.With())
}
