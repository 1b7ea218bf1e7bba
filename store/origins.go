package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// common is how many captures may share a fingerprint before it is taken for
// words that stand on every page, such as a notice about cookies.
const common = 200

// Near is a capture that shares words with another.
type Near struct {
	CaptureID models.ID
	SourceID  models.ID
	Shared    int // fingerprints that both have
}

// NearCaptures returns up to limit captures of other sources than its own that
// have nearly the same text as a capture: of the fingerprints of either, such a
// share, 0 to 1, is the other's as well. Those that share most come first.
// Sources that viewer may not see are left out, and so are those that are
// protected and kept by others. Of two texts in one of which every hundredth
// word is changed about half of the fingerprints are shared: ask for 0.5, and
// show what differs.
func (q Queries) NearCaptures(ctx context.Context, viewer, capture models.ID, share float64, limit int) ([]Near, error) {
	const prints = "(SELECT count(*) FROM fingerprints WHERE fingerprints.capture_id = "
	return all[Near](q.nearest(ctx, []models.ID{capture}).Scopes(q.sourceSeen(ctx, viewer), openTo(viewer)).
		Where("near.shared >= CAST(? AS double precision) * "+prints+"?)", share, capture).
		Where("near.shared >= CAST(? AS double precision) * "+prints+"near.capture_id)", share).
		Where("captures.source_id <> (SELECT source_id FROM captures WHERE id = ?)", capture).Limit(limit))
}

// nearest finds the captures that share fingerprints with some captures, those
// that share most first. Fingerprints that stand everywhere do not count, so
// that for each no more than common captures are looked at.
func (q Queries) nearest(ctx context.Context, captures []models.ID) *gorm.DB {
	near := q.on(ctx).Table("fingerprints AS mine").Joins("JOIN fingerprints AS other ON other.print = mine.print").
		Select("other.capture_id", "count(DISTINCT other.print) AS shared").
		Where("mine.capture_id IN ? AND other.capture_id NOT IN ?", captures, captures).
		Where("(SELECT count(*) FROM (SELECT 1 FROM fingerprints WHERE fingerprints.print = mine.print LIMIT ?) AS counted) <= ?", common+1, common).
		Group("other.capture_id")
	return q.on(ctx).Table("(?) AS near", near).Select("near.capture_id", "captures.source_id", "near.shared").
		Joins("JOIN captures ON captures.id = near.capture_id").Joins("JOIN sources ON sources.id = captures.source_id").
		Order("near.shared DESC, near.capture_id")
}

// Traced is a source whose text is compared with others, by the capture that
// stands for it: the newest with words that evidence rests on, else the newest
// with words.
type Traced struct {
	SourceID  models.ID
	CaptureID models.ID
}

// Bounds of what a source is compared with.
const (
	nearSources    = 50 // whose texts share most with its own
	claimedSources = 30 // that are evidence of the same claims, newest first
	joinedSources  = 15 // that are joined to it already
)

// ToTrace returns a source with those that its text is to be compared with, by
// ID, at most 96: sources whose captures share words with its own, sources that
// are evidence of the same claims, sources that it is joined with already.
// Protected ones and those without words are left out; there is none when the
// source itself is. It is for the program itself: nobody's rights are asked.
func (q Queries) ToTrace(ctx context.Context, source models.ID) ([]Traced, error) {
	captures, err := all[models.Capture](q.on(ctx).Select("id").Where("source_id = ? AND EXISTS (SELECT 1 FROM fingerprints WHERE fingerprints.capture_id = captures.id)", source).
		Order("id DESC").Limit(nearSources))
	if err != nil || len(captures) == 0 {
		return nil, err
	}
	ids := make([]models.ID, len(captures))
	for i, c := range captures {
		ids[i] = c.ID
	}
	near, err := all[Near](q.nearest(ctx, ids).Where("captures.source_id <> ?", source).Limit(nearSources))
	if err != nil {
		return nil, err
	}
	with := []models.ID{source}
	for _, n := range near {
		with = append(with, n.SourceID)
	}
	for _, more := range []*gorm.DB{q.claimedWith(ctx, source), q.joinedWith(ctx, source)} {
		var ids []models.ID
		if err := more.Pluck("source_id", &ids).Error; err != nil {
			return nil, err
		}
		with = append(with, ids...)
	}
	return q.traced(ctx, source, with)
}

// claimedWith are the sources that are evidence of the claims that a source is
// evidence of.
func (q Queries) claimedWith(ctx context.Context, source models.ID) *gorm.DB {
	return q.on(ctx).Table("evidence AS mine").Joins("JOIN evidence AS other ON other.claim_id = mine.claim_id").
		Where("mine.source_id = ? AND mine.removed_at IS NULL AND other.removed_at IS NULL AND other.source_id <> mine.source_id", source).
		Select("DISTINCT other.source_id AS source_id").Order("source_id DESC").Limit(claimedSources)
}

// joinedWith are the sources to or from which an edge of a source leads.
func (q Queries) joinedWith(ctx context.Context, source models.ID) *gorm.DB {
	other := gorm.Expr("CASE WHEN from_id = ? THEN to_id ELSE from_id END AS source_id", source)
	return q.on(ctx).Model(&models.OriginEdge{}).Clauses(clause.Select{Expression: other}).
		Where("from_id = ? OR to_id = ?", source, source).Order("source_id DESC").Limit(joinedSources)
}

// traced returns those of the sources that have words to compare and are not
// protected, unless source is not among them.
func (q Queries) traced(ctx context.Context, source models.ID, with []models.ID) ([]Traced, error) {
	const texts = "captures.source_id = sources.id AND EXISTS (SELECT 1 FROM fingerprints WHERE fingerprints.capture_id = captures.id)"
	rests := q.on(ctx).Model(&models.Capture{}).Select("max(captures.id)").Where(texts).
		Where("captures.id IN (SELECT evidence.capture_id FROM evidence WHERE evidence.source_id = sources.id AND evidence.removed_at IS NULL AND evidence.capture_id IS NOT NULL)")
	newest := q.on(ctx).Model(&models.Capture{}).Select("max(captures.id)").Where(texts)
	pair := gorm.Expr("sources.id AS source_id, COALESCE((?), (?), 0) AS capture_id", rests, newest)
	found, err := all[Traced](q.on(ctx).Table("sources").Clauses(clause.Select{Expression: pair}).
		Where("sources.id IN ? AND sources.protected = ?", with, false).Order("sources.id"))
	if err != nil {
		return nil, err
	}
	kept, itself := found[:0], false
	for _, t := range found {
		if t.CaptureID != 0 {
			kept, itself = append(kept, t), itself || t.SourceID == source
		}
	}
	if !itself {
		return nil, nil
	}
	return kept, nil
}

// TextToTrace returns a source and what of its capture is compared: the text as
// far as most code points, its blocks and marks, and what the page says of
// itself. Which of two came first is told by what was seen first of each,
// however often they were captured since: PublishedOn is what the first capture
// that tells a day told, At when the first was. It is for the program itself.
func (q Queries) TextToTrace(ctx context.Context, of Traced, most int) (models.Source, models.Capture, error) {
	s, err := one[models.Source](q.on(ctx).Where("id = ?", of.SourceID), "source")
	if err != nil {
		return s, models.Capture{}, err
	}
	const first = "(SELECT min(first.at) FROM captures AS first WHERE first.source_id = captures.source_id) AS at"
	const told = "COALESCE((SELECT first.published_on FROM captures AS first WHERE first.source_id = captures.source_id AND first.published_on <> '' ORDER BY first.id LIMIT 1), '') AS published_on"
	c, err := one[models.Capture](q.on(ctx).Clauses(clause.Select{Expression: gorm.Expr(
		"id, source_id, address, substr(text, 1, ?) AS text, blocks, marks, author, publisher, language, canonical, "+first+", "+told, most)}).
		Where("id = ?", of.CaptureID), "capture")
	return s, c, err
}

// Comparable is what of a source tells whether it is one with another, whether
// its text is compared with those of others, and whether it counts.
type Comparable struct {
	ID        models.ID
	SameAs    models.Ref
	Protected bool
	Kept      bool // there is a capture of it
	Compared  bool // a capture of it has words
	Joined    bool // an edge leads from it to another
	Ruled     bool // somebody said, once, whether it has its words from another
	Lacks     models.Lack
}

// Comparables returns that of the sources, by ID. The caller has asked for them.
func (q Queries) Comparables(ctx context.Context, sources []models.ID) ([]Comparable, error) {
	const words = "EXISTS (SELECT 1 FROM captures JOIN fingerprints ON fingerprints.capture_id = captures.id WHERE captures.source_id = sources.id)"
	const kept = "EXISTS (SELECT 1 FROM captures WHERE captures.source_id = sources.id)"
	const joined = "EXISTS (SELECT 1 FROM origin_edges WHERE origin_edges.from_id = sources.id)"
	const ruled = "EXISTS (SELECT 1 FROM origin_rulings WHERE origin_rulings.from_id = sources.id)"
	const lacks = "CASE WHEN sources.url = '' OR " + kept + " THEN ''" +
		" WHEN sources.health = '' THEN 'no look' ELSE 'no capture' END"
	return all[Comparable](q.on(ctx).Table("sources").
		Select("sources.id", "sources.same_as", "sources.protected", kept+" AS kept", words+" AS compared", joined+" AS joined", ruled+" AS ruled", lacks+" AS lacks").
		Where("sources.id IN ?", sources).Order("sources.id"))
}

// Edges returns the edges between sources, by where they come from, then by
// where they lead. The caller has asked for the sources.
func (q Queries) Edges(ctx context.Context, sources []models.ID) ([]models.OriginEdge, error) {
	return all[models.OriginEdge](q.on(ctx).Where("from_id IN ? AND to_id IN ?", sources, sources).Order("from_id, to_id"))
}

// Rulings returns what people ruled of two of the sources each, oldest first,
// those that ended as well. The caller has asked for the sources.
func (q Queries) Rulings(ctx context.Context, sources []models.ID) ([]models.OriginRuling, error) {
	return all[models.OriginRuling](q.on(ctx).Where("from_id IN ? AND to_id IN ?", sources, sources).Order("id"))
}

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

// LockTrace keeps two transactions apart until the first ends, of which the one
// adds something that a trace of the source has to know, and the other saves
// one. It lets others refer to the source meanwhile.
func (t Tx) LockTrace(ctx context.Context, source models.ID) error {
	var held []models.ID
	return t.on(ctx).Model(&models.Source{}).Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).Where("id = ?", source).Pluck("id", &held).Error
}

// SetEdges puts edges in the place of all that there are between a source and
// those that it was compared with.
func (t Tx) SetEdges(ctx context.Context, source models.ID, with []models.ID, edges []models.OriginEdge) error {
	err := t.on(ctx).Where("from_id = ? AND to_id IN ? OR to_id = ? AND from_id IN ?", source, with, source, with).Delete(&models.OriginEdge{}).Error
	if err != nil || len(edges) == 0 {
		return err
	}
	return t.on(ctx).Create(edges).Error
}

// DropEdges takes away every edge from and to a source.
func (t Tx) DropEdges(ctx context.Context, source models.ID) error {
	return t.on(ctx).Where("from_id = ? OR to_id = ?", source, source).Delete(&models.OriginEdge{}).Error
}

// EndRuling says that a ruling holds no more. It fails with apperr.Stale when
// somebody ended it before.
func (t Tx) EndRuling(ctx context.Context, id models.ID, at models.Instant) error {
	return oneRow(t.on(ctx).Model(&models.OriginRuling{}).Where("id = ? AND ended_at IS NULL", id).Update("ended_at", at), apperr.Stale.With())
}

// AddRuling adds r and sets its ID.
func (t Tx) AddRuling(ctx context.Context, r *models.OriginRuling) error {
	return t.on(ctx).Create(r).Error
}
