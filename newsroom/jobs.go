package newsroom

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// JobDays is how long a job that was done or discarded is kept. One that was
// given up waits for an admin.
const JobDays = 30

// jobPart is how many jobs are dropped in one transaction.
const jobPart = 500

// dropJobs drops the jobs that ended JobDays ago, a part at a time, so that
// nobody who writes meanwhile waits for all of them.
func (n *Newsroom) dropJobs(ctx context.Context) error {
	before := models.At(n.Now().Add(-JobDays * 24 * time.Hour))
	for {
		var dropped int64
		err := n.DB.Tx(ctx, func(tx store.Tx) (err error) {
			dropped, err = tx.DropJobs(ctx, before, jobPart)
			return err
		})
		if err != nil || dropped < jobPart {
			return err
		}
	}
}

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

// DiscardJob lets a job be that waits, was given up, or whose lease is over: who
// ran it is gone, or slow and saves nothing any more. Errors:
// apperr.RoleMissing, NotFoundOrSeen, JobMoved.
func (n *Newsroom) DiscardJob(ctx context.Context, by By, id models.ID) error {
	return n.moveJob(ctx, by, id, "job.discard", func(a *act, j *models.Job) bool {
		idle := Discardable(*j, a.now)
		j.State, j.Lease, j.LeaseEnds, j.EndedAt = models.Discarded, "", 0, a.now
		return idle
	})
}

// Discardable reports whether DiscardJob lets a job be that stands like this at
// now.
func Discardable(j models.Job, now models.Instant) bool {
	return j.State == models.Failed || j.State == models.Queued || j.State == models.Running && j.LeaseEnds <= now
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
		if err := a.MoveJob(ctx, is, was); err != nil {
			return 0, err
		}
		a.record(action, models.SubjectJob, id) // workers move it on without events
		return id, nil
	})
	return err
}

// LookAgain has the page of one of the article's sources looked at again; of the
// library's where article is 0. Errors: apperr.RoleMissing, NotFoundOrSeen,
// FieldMissing for a source without an address.
func (n *Newsroom) LookAgain(ctx context.Context, by By, article, source models.ID) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := workflow.MayAnswer(a.actor); err != nil {
			return 0, err
		}
		s, err := a.sourceIn(ctx, article, source)
		if err != nil {
			return 0, err
		}
		if s.URL == "" {
			return 0, apperr.FieldMissing.With("The address of the source").On("url")
		}
		a.record("source.look", models.SubjectSource, s.ID).on(cmp.Or(article, s.ArticleID), 0)
		return s.ID, a.queueCapture(ctx, s.ID)
	})
	return err
}

// sourceIn is a source that stands in an article which the actor may see; in any
// of them where article is 0.
func (a *act) sourceIn(ctx context.Context, article, source models.ID) (models.Source, error) {
	if article == 0 {
		return a.Source(ctx, a.actor.ID, source)
	}
	if _, err := a.Article(ctx, a.actor.ID, article); err != nil {
		return models.Source{}, err
	}
	all, err := a.Sources(ctx, article)
	if err != nil {
		return models.Source{}, err
	}
	i := slices.IndexFunc(all, func(s models.Source) bool { return s.ID == source })
	if i < 0 {
		return models.Source{}, apperr.NotFoundOrSeen.With("source")
	}
	return all[i], nil
}
