package store

import (
	"context"

	"example.org/tickmark/models"

	"gorm.io/gorm"
)

// Alike is a source and another that may be the same.
type Alike struct {
	SourceID models.ID
	OtherID  models.ID
}

// AlikeBy is in what two sources are alike.
type AlikeBy string

// What two sources may have in common.
const (
	SameAddress AlikeBy = "address"
	SameBytes   AlikeBy = "bytes"
	SameText    AlikeBy = "text"      // of the other
	LentText    AlikeBy = "lent text" // to the other
)

// AlikeBys lists all that two sources may have in common, what says most first.
var AlikeBys = []AlikeBy{SameBytes, SameAddress, SameText, LentText}

// alike finds, for sources, others that have something in common with them and
// that viewer may see: the same address, as models.AddressKey has it, captures of
// the same bytes, or nine tenths of the words of one in the other. Protected ones,
// and those that are one with another, are left out.
func (q Queries) alike(ctx context.Context, viewer models.ID, by AlikeBy) *gorm.DB {
	g := q.on(ctx).Table("sources")
	for _, way := range []struct {
		by  AlikeBy
		sql string // finds the others
	}{
		{SameAddress, "JOIN sources others ON others.address_key = sources.address_key AND others.address_key <> '' AND others.id <> sources.id"},
		{SameBytes, "JOIN captures mine ON mine.source_id = sources.id AND mine.body_size > 0" +
			" JOIN captures theirs ON theirs.body_sha256 = mine.body_sha256 AND theirs.source_id <> mine.source_id" +
			" JOIN sources others ON others.id = theirs.source_id"},
		{SameText, "JOIN origin_edges edges ON edges.from_id = sources.id AND edges.kind = 'copied' AND edges.score >= 0.9 JOIN sources others ON others.id = edges.to_id"},
		{LentText, "JOIN origin_edges edges ON edges.to_id = sources.id AND edges.kind = 'copied' AND edges.score >= 0.9 JOIN sources others ON others.id = edges.from_id"},
	} {
		if way.by == by {
			g = g.Joins(way.sql)
		}
	}
	return g.Where("NOT sources.protected AND NOT others.protected AND sources.same_as IS NULL AND others.same_as IS NULL").
		Scopes(q.sourceSeen(ctx, viewer), q.seenAs(ctx, viewer, "others"))
}

// AlikeTo returns up to limit other sources that have something in common with a
// source, oldest first. The caller has asked for the source.
func (q Queries) AlikeTo(ctx context.Context, viewer models.ID, by AlikeBy, source models.ID, limit int) ([]Alike, error) {
	return all[Alike](q.alike(ctx, viewer, by).Select("sources.id AS source_id", "others.id AS other_id").
		Where("sources.id = ?", source).Group("sources.id, others.id").Order("others.id").Limit(limit))
}

// AlikeOnes returns up to limit sources that have something in common with an
// older one, each with the oldest of these, newest first. It looks at the newest
// 1000 below the source before and says below which it looked at none; 0: it
// looked at all.
func (q Queries) AlikeOnes(ctx context.Context, viewer models.ID, by AlikeBy, before models.ID, limit int) (found []Alike, next models.ID, err error) {
	if next, err = q.floor(ctx, byID(func(g *gorm.DB) *gorm.DB { return g }), before); err != nil {
		return nil, 0, err
	}
	found, err = all[Alike](q.alike(ctx, viewer, by).Select("sources.id AS source_id", "MIN(others.id) AS other_id").
		Where("sources.id < ? AND sources.id >= ? AND others.id < sources.id", below(before), next).
		Group("sources.id").Order("sources.id DESC").Limit(limit))
	return found, next, err
}

// SourcesOf returns those of the sources that viewer may see, by ID.
func (q Queries) SourcesOf(ctx context.Context, viewer models.ID, ids []models.ID) ([]models.Source, error) {
	return all[models.Source](q.on(ctx).Where("sources.id IN ?", ids).Scopes(q.sourceSeen(ctx, viewer)).Order("sources.id"))
}
