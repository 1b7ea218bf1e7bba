package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Job returns a job, or apperr.NotFoundOrSeen.
func (q Queries) Job(ctx context.Context, id models.ID) (models.Job, error) {
	return one[models.Job](q.on(ctx).Where("id = ?", id), "job")
}

// JobsIn returns up to limit jobs of a state with an ID below before, newest
// first.
func (q Queries) JobsIn(ctx context.Context, state models.JobState, before models.ID, limit int) ([]models.Job, error) {
	return all[models.Job](q.on(ctx).Where("state = ? AND id < ?", state, below(before)).Order("id DESC").Limit(limit))
}

// JobsOf returns the newest job of a kind about each of the subjects.
func (q Queries) JobsOf(ctx context.Context, kind models.JobKind, subjects []models.ID) ([]models.Job, error) {
	newest := q.on(ctx).Model(&models.Job{}).Select("max(id)").Where("kind = ? AND subject_id IN ?", kind, subjects).Group("subject_id")
	return all[models.Job](q.on(ctx).Where("id IN (?)", newest).Order("id"))
}

// AddJob queues j, and sets its ID, unless one of its kind about its subject is
// queued or running already.
func (t Tx) AddJob(ctx context.Context, j *models.Job) error {
	j.State = models.Queued
	return t.on(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(j).Error
}

// TakeJob gives the job that is due longest of those that may run at now, and
// are of none of the kinds not, to whoever names the lease, until it ends. It
// fails with apperr.NotFoundOrSeen when none is due. A job whose lease has ended
// is due since then.
func (t Tx) TakeJob(ctx context.Context, lease string, now, until models.Instant, not ...models.JobKind) (models.Job, error) {
	free := clause.Locking{Strength: "UPDATE", Options: "SKIP LOCKED"}
	j, err := one[models.Job](t.on(ctx).Clauses(free).Scopes(noneOf(not)).Where("state = ? AND lease_ends <= ?", models.Running, now).Order("lease_ends"), "job")
	if apperr.KindOf(err) == apperr.NotFound {
		j, err = one[models.Job](t.on(ctx).Clauses(free).Scopes(noneOf(not)).Where("state = ? AND run_at <= ?", models.Queued, now).Order("run_at"), "job")
	}
	if err != nil {
		return j, err
	}
	j.State, j.Lease, j.LeaseEnds, j.Attempts = models.Running, lease, until, j.Attempts+1
	return j, setJob(t.on(ctx).Where("id = ?", j.ID), j)
}

// KeepJob puts off the end of a lease. It fails with apperr.Stale when the
// lease is another's by now.
func (t Tx) KeepJob(ctx context.Context, j models.Job, until models.Instant) error {
	return oneRow(t.on(ctx).Model(&models.Job{}).Where("id = ? AND lease = ?", j.ID, j.Lease).Update("lease_ends", until), apperr.Stale.With())
}

// EndJob says what became of a running job: it is in another state by now, or
// queued for later. It fails with apperr.Stale when the lease is another's.
func (t Tx) EndJob(ctx context.Context, j models.Job) error {
	lease := j.Lease
	j.Lease, j.LeaseEnds = "", 0
	return setJob(t.on(ctx).Where("id = ? AND lease = ?", j.ID, lease), j)
}

// MoveJob writes what an admin decided about a job that nobody runs. It fails
// with apperr.Stale when its state, or its lease, is no longer that of was.
func (t Tx) MoveJob(ctx context.Context, j, was models.Job) error {
	return setJob(t.on(ctx).Where("id = ? AND state = ? AND lease = ?", was.ID, was.State, was.Lease), j)
}

// setJob writes what may change of a job into the row that is asked for, or
// fails with apperr.Stale when there is none.
func setJob(row *gorm.DB, j models.Job) error {
	return oneRow(row.Model(&models.Job{}).
		Select("state", "attempts", "run_at", "lease", "lease_ends", "last_error", "ended_at").Updates(&j), apperr.Stale.With())
}

// DropJobs drops up to limit jobs that were done or discarded before an
// instant, and returns how many.
func (t Tx) DropJobs(ctx context.Context, before models.Instant, limit int) (int64, error) {
	old := t.on(ctx).Model(&models.Job{}).Select("id").Where("ended_at < ? AND state <> ?", before, models.Failed).Limit(limit)
	res := t.on(ctx).Where("id IN (?)", old).Delete(&models.Job{})
	return res.RowsAffected, res.Error
}

// JobsDue reports whether a job that is of none of the kinds not may run at now,
// or its lease has ended.
func (q Queries) JobsDue(ctx context.Context, now models.Instant, not ...models.JobKind) (bool, error) {
	queued, err := all[models.Job](q.on(ctx).Scopes(noneOf(not)).Where("state = ? AND run_at <= ?", models.Queued, now).Limit(1))
	if err != nil || len(queued) > 0 {
		return len(queued) > 0, err
	}
	late, err := all[models.Job](q.on(ctx).Scopes(noneOf(not)).Where("state = ? AND lease_ends <= ?", models.Running, now).Limit(1))
	return len(late) > 0, err
}

// noneOf keeps the jobs that are of none of the kinds.
func noneOf(kinds []models.JobKind) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		if len(kinds) == 0 {
			return g
		}
		return g.Where("kind NOT IN ?", kinds)
	}
}
