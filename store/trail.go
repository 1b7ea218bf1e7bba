package store

import (
	"bytes"
	"context"
	"errors"
	"math"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// EventFilter narrows the trail's pages. Zero fields do not narrow.
type EventFilter struct {
	Article models.ID
	Claim   models.ID
	Actor   models.ID
	Action  string
	From    models.Instant // at or after
	Until   models.Instant // before
	Before  int64          // the sequence number below which to go on; 0 for the newest
	Limit   int
}

// Events returns the newest events that f lets through and viewer may see:
// those of articles open to them, and those of no article, but of a source only
// where they may see that, and keep it when it is protected. Times are looked up
// as sequence numbers first, so that the answer is found from its end; an event
// whose clock was off by more than slack is not found by its time.
func (q Queries) Events(ctx context.Context, viewer models.ID, f EventFilter) ([]models.Event, error) {
	from, until, err := q.between(ctx, f)
	if err != nil {
		return nil, err
	}
	article := q.on(ctx).Model(&models.Article{}).Select("1").Scopes(visible(viewer)).Where("articles.id = events.article_id")
	source := q.on(ctx).Model(&models.Source{}).Select("1").Where("sources.id = events.subject_id").Scopes(q.sourceSeen(ctx, viewer), openTo(viewer))
	g := q.on(ctx).Where("events.seq >= ? AND events.seq < ?", from, until).
		Where("(events.article_id IS NULL AND (events.subject <> ? OR EXISTS (?)) OR EXISTS (?))", models.SubjectSource, source, article)
	for _, c := range []struct {
		on  bool
		sql string
		arg any
	}{
		{f.Article != 0, "events.article_id = ?", f.Article},
		{f.Claim != 0, "events.claim_id = ?", f.Claim},
		{f.Actor != 0, "events.actor_id = ?", f.Actor},
		{f.Action != "", "events.action = ?", f.Action},
		{f.From != 0, "+events.at >= ?", int64(f.From)}, // the plus keeps the index over times out of it: it has another order
		{f.Until != 0, "+events.at < ?", int64(f.Until)},
	} {
		if c.on {
			g = g.Where(c.sql, c.arg)
		}
	}
	return all[models.Event](g.Order("events.seq DESC").Limit(f.Limit))
}

// slack is how far apart the clocks of two acts that follow each other may be,
// in milliseconds.
const slack = 60 * 60 * 1000

// between returns the sequence number from which on an event may lie in the
// time that f asks for, and the one below which.
func (q Queries) between(ctx context.Context, f EventFilter) (from, until int64, err error) {
	until = f.Before
	if until == 0 {
		until = math.MaxInt64
	}
	if f.From != 0 {
		first, err := all[models.Event](q.on(ctx).Select("seq").Where("at >= ?", int64(f.From-slack)).Order("at, seq").Limit(1))
		if err != nil || len(first) == 0 {
			return 0, 0, err
		}
		from = first[0].Seq
	}
	if f.Until != 0 {
		last, err := all[models.Event](q.on(ctx).Select("seq").Where("at < ?", int64(f.Until+slack)).Order("at DESC, seq DESC").Limit(1))
		if err != nil || len(last) == 0 {
			return 0, 0, err
		}
		until = min(until, last[0].Seq+1)
	}
	return from, until, nil
}

// EventsAfter returns up to limit events from sequence number seq on, oldest
// first, whoever may see them: for listeners and for verifying.
func (q Queries) EventsAfter(ctx context.Context, seq int64, limit int) ([]models.Event, error) {
	return all[models.Event](q.on(ctx).Where("seq >= ?", seq).Order("seq").Limit(limit))
}

// EventTexts returns the free texts of the events between two sequence
// numbers, both included.
func (q Queries) EventTexts(ctx context.Context, from, to int64) ([]models.EventText, error) {
	return all[models.EventText](q.on(ctx).Where("event_seq BETWEEN ? AND ?", from, to).Order("event_seq, field, side"))
}

// TextsOf returns the free texts of the named events.
func (q Queries) TextsOf(ctx context.Context, seqs []int64) ([]models.EventText, error) {
	return all[models.EventText](q.on(ctx).Where("event_seq IN ?", seqs).Order("event_seq, field, side"))
}

// TrailSize returns the number of events.
func (q Queries) TrailSize(ctx context.Context) (size int64, err error) {
	return size, q.on(ctx).Table("trail_head").Select("size").Where("id = 1").Scan(&size).Error
}

// TrailHashes returns the stored hashes of the trail's tree at the given
// indexes, in that order. It fails if one is missing.
func (q Queries) TrailHashes(ctx context.Context, indexes []int64) ([][]byte, error) {
	rows, err := all[models.TrailHash](q.on(ctx).Where("id IN ?", indexes))
	if err != nil {
		return nil, err
	}
	by := make(map[int64][]byte, len(rows))
	for _, r := range rows {
		by[r.ID] = r.Hash
	}
	hashes := make([][]byte, len(indexes))
	for i, x := range indexes {
		if hashes[i] = by[x]; hashes[i] == nil {
			return nil, errors.New("store: a hash of the trail's tree is missing")
		}
	}
	return hashes, nil
}

// TrailHashRange returns up to limit stored hashes from index on.
func (q Queries) TrailHashRange(ctx context.Context, from int64, limit int) ([]models.TrailHash, error) {
	return all[models.TrailHash](q.on(ctx).Where("id >= ?", from).Order("id").Limit(limit))
}

// Checkpoints returns every signed checkpoint, smallest first.
func (q Queries) Checkpoints(ctx context.Context) ([]models.Checkpoint, error) {
	return all[models.Checkpoint](q.on(ctx).Order("size"))
}

// CheckpointRange returns up to limit signed checkpoints over at least from
// events, smallest first.
func (q Queries) CheckpointRange(ctx context.Context, from int64, limit int) ([]models.Checkpoint, error) {
	return all[models.Checkpoint](q.on(ctx).Where("size >= ?", from).Order("size").Limit(limit))
}

// Cursor returns how far the named listener has read; a new one starts at 0.
func (q Queries) Cursor(ctx context.Context, name string) (int64, error) {
	var rows []models.Cursor
	if err := q.on(ctx).Where("name = ?", name).Find(&rows).Error; err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].Seq, nil
}

// LockTrail returns the number of events and keeps everybody else from adding
// one until the transaction ends. Take it last: it makes writers wait.
func (t Tx) LockTrail(ctx context.Context) (size int64, err error) {
	err = t.on(ctx).Table("trail_head").Clauses(clause.Locking{Strength: "UPDATE"}).Select("size").Where("id = 1").Scan(&size).Error
	return size, err
}

// AddEvents appends to the trail: events whose sequence numbers go on from
// size, their texts, and the tree's new hashes.
func (t Tx) AddEvents(ctx context.Context, size int64, events []models.Event, texts []models.EventText, hashes []models.TrailHash) error {
	if err := t.on(ctx).Create(&events).Error; err != nil {
		return err
	}
	if len(texts) > 0 {
		if err := t.on(ctx).Create(&texts).Error; err != nil {
			return err
		}
	}
	if err := t.on(ctx).Create(&hashes).Error; err != nil {
		return err
	}
	return oneRow(t.on(ctx).Table("trail_head").Where("id = 1 AND size = ?", size).
		Update("size", size+int64(len(events))), apperr.Stale.With())
}

// AddCheckpoint keeps a signed checkpoint, unless there is one over as many
// events. The caller holds the trail's lock.
func (t Tx) AddCheckpoint(ctx context.Context, c *models.Checkpoint) error {
	var n int64
	err := t.on(ctx).Model(&models.Checkpoint{}).Where("size = ?", c.Size).Limit(1).Count(&n).Error
	if err != nil || n > 0 {
		return err
	}
	return t.on(ctx).Create(c).Error
}

// SetCursor says how far the named listener has read.
func (t Tx) SetCursor(ctx context.Context, name string, seq int64) error {
	return t.on(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "name"}}, DoUpdates: clause.AssignmentColumns([]string{"seq"})}).
		Create(&models.Cursor{Name: name, Seq: seq}).Error
}

// UseKey notes that user sent a form with key. When they did before it returns
// what that made and true; it fails with apperr.KeyUsed if the form carried
// something else then.
func (t Tx) UseKey(ctx context.Context, k *models.ActKey) (done bool, err error) {
	res := t.on(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(k)
	if res.Error != nil || res.RowsAffected == 1 {
		return false, res.Error
	}
	was, err := one[models.ActKey](t.on(ctx).Where("user_id = ? AND key = ?", k.UserID, k.Key), "form")
	if err != nil {
		return false, err
	}
	if !bytes.Equal(was.Form, k.Form) {
		return false, apperr.KeyUsed.With()
	}
	k.Result = was.Result
	return true, nil
}

// SetKeyResult notes what the act made.
func (t Tx) SetKeyResult(ctx context.Context, k models.ActKey) error {
	return oneRow(t.on(ctx).Model(&models.ActKey{}).Where("user_id = ? AND key = ?", k.UserID, k.Key).
		Update("result", k.Result), gorm.ErrRecordNotFound)
}

// ForgetKeysBefore drops the keys of forms sent before at.
func (t Tx) ForgetKeysBefore(ctx context.Context, at models.Instant) error {
	return t.on(ctx).Where("created_at < ?", at).Delete(&models.ActKey{}).Error
}

// ArticleEvents returns every event of an article, oldest first. The caller
// has asked for the article.
func (q Queries) ArticleEvents(ctx context.Context, article models.ID) ([]models.Event, error) {
	return all[models.Event](q.on(ctx).Where("article_id = ?", article).Order("seq"))
}
