package main

import (
	"log/slog"

	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
)

// capturesAtOnce is how many sources are looked at at once.
const capturesAtOnce = 4

// workers carry out the newsroom's jobs.
func (r *run) workers(n *newsroom.Newsroom, log *slog.Logger) *jobs.Workers {
	return &jobs.Workers{
		DB: n.DB, Now: r.now, AtOnce: capturesAtOnce,
		Do: map[models.JobKind]jobs.Work{models.CaptureJob: n.CaptureSource},
		Failed: func(j models.Job, err error) {
			log.Warn("a job failed", "job", j.ID, "kind", j.Kind, "attempt", j.Attempts, "error", err)
		},
	}
}
