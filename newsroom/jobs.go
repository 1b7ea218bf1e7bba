package newsroom

import (
	"context"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// RetryJob queues a job anew that was given up or discarded, from its first
// attempt. Errors: apperr.RoleMissing, NotFoundOrSeen, JobMoved.
func (n *Newsroom) RetryJob(ctx context.Context, by By, id models.ID) error {
	return n.moveJob(ctx, by, id, "job.retry", func(a *act, j *models.Job) bool {
		over := j.State == models.Failed || j.State == models.Discarded
		j.State, j.Attempts, j.RunAt, j.EndedAt = models.Queued, 0, a.now, 0
		a.wakes = true
		return over
	})
}

// DiscardJob lets a job be that waits or was given up. Errors:
// apperr.RoleMissing, NotFoundOrSeen, JobMoved.
func (n *Newsroom) DiscardJob(ctx context.Context, by By, id models.ID) error {
	return n.moveJob(ctx, by, id, "job.discard", func(a *act, j *models.Job) bool {
		waits := j.State == models.Failed || j.State == models.Queued
		j.State, j.EndedAt = models.Discarded, a.now
		return waits
	})
}

// moveJob changes a job that nobody runs; move reports whether its state lets
// it.
func (n *Newsroom) moveJob(ctx context.Context, by By, id models.ID, action string, move func(*act, *models.Job) bool) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := workflow.MayKeepHouse(a.actor); err != nil {
			return 0, err
		}
		was, err := a.Job(ctx, id)
		if err != nil {
			return 0, err
		}
		is := was
		if !move(a, &is) {
			return 0, apperr.JobMoved.With()
		}
		if err := a.MoveJob(ctx, is, was.State); err != nil {
			return 0, err
		}
		a.record(action, models.SubjectJob, id) // workers move it on without events
		return id, nil
	})
	return err
}

// LookAgain has the page of a source looked at again. Errors:
// apperr.RoleMissing, NotFoundOrSeen, FieldMissing for a source without an
// address.
func (n *Newsroom) LookAgain(ctx context.Context, by By, source models.ID) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := workflow.MayAnswer(a.actor); err != nil {
			return 0, err
		}
		s, err := a.Source(ctx, a.actor.ID, source)
		if err != nil {
			return 0, err
		}
		if s.URL == "" {
			return 0, apperr.FieldMissing.With("The address of the source").On("url")
		}
		a.record("source.look", models.SubjectSource, s.ID).on(s.ArticleID, 0)
		return s.ID, a.queueCapture(ctx, s.ID)
	})
	return err
}

// Jobs that were done or discarded are dropped after jobsKept, jobsPart of them
// in one transaction.
const (
	jobsKept = 7 * 24 * time.Hour
	jobsPart = 1000
)

// dropJobs drops the jobs that were over long ago, but for those that were given
// up, about which an admin has to decide.
func (n *Newsroom) dropJobs(ctx context.Context) error {
	for {
		var dropped int64
		err := n.DB.Tx(ctx, func(tx store.Tx) (err error) {
			dropped, err = tx.DropJobs(ctx, models.At(n.Now().Add(-jobsKept)), jobsPart)
			return err
		})
		if err != nil || dropped < jobsPart {
			return err
		}
	}
}
