package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/render"
	"example.org/tickmark/sources"
)

// capturesAtOnce is how many sources are looked at, all at the same time.
const capturesAtOnce = 4

// lookEvery is how often it is asked whose page is to be looked at again.
const lookEvery = 10 * time.Minute

// pdfReader is the folder in the data folder in which the compiled reader of
// PDFs is kept. It is made again when it is missing.
const pdfReader = "pdf-reader"

// keepPDFReader has the compiled reader of PDFs kept in the data folder, where
// there is one.
func (r *run) keepPDFReader() {
	if info, err := os.Stat(r.Data); err == nil && info.IsDir() {
		sources.KeepIn(filepath.Join(r.Data, pdfReader))
	}
}

// keepLooking queues looks at the pages that sources have.
func keepLooking(ctx context.Context, n *newsroom.Newsroom, log *slog.Logger) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if err := n.ScheduleLooks(ctx); err != nil && ctx.Err() == nil {
			log.Error("looks at sources could not be queued", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// drawing has the newsroom draw pages, where there is a Chromium that does. What
// it returns ends that.
func (r *run) drawing(n *newsroom.Newsroom) (end func()) {
	draws := render.New(render.Options{Chromium: r.Chromium})
	if _, err := draws.Chromium(); err == nil {
		n.Renderer = draws
	}
	return draws.Close
}

// atOnce are the kinds of jobs that may not have every worker: a browser takes
// much memory, and comparing texts takes a processor, while the pages of sources
// wait.
var atOnce = map[models.JobKind]int{models.RenderJob: 1, models.TraceJob: 1}

// workers carry out the newsroom's jobs.
func (r *run) workers(n *newsroom.Newsroom, log *slog.Logger) *jobs.Workers {
	return &jobs.Workers{
		DB: n.DB, Now: r.now, AtOnce: capturesAtOnce, Most: atOnce,
		Do:     map[models.JobKind]jobs.Work{models.CaptureJob: n.CaptureSource, models.LookJob: n.LookAtSource, models.RenderJob: n.RenderCapture, models.ArchiveJob: n.ArchivePage, models.TraceJob: n.TraceSource},
		GaveUp: map[models.JobKind]func(models.Job) jobs.Save{models.CaptureJob: n.LookGivenUp, models.LookJob: n.LookGivenUp},
		Failed: func(j models.Job, err error) {
			log.Warn("a job failed", "job", j.ID, "kind", j.Kind, "attempt", j.Attempts, "error", err)
		},
	}
}
