package main

import (
	"context"
	"log/slog"

	"example.org/tickmark/live"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
)

// hints is what tells open pages that something changed. Every act wakes it.
func hints(n *newsroom.Newsroom, log *slog.Logger) *live.Hub {
	hub := &live.Hub{Read: n.DB.Queries(), Still: n.StillIn, Failed: func(err error) {
		log.Error("open pages could not be told what changed", "error", err)
	}}
	n.Told = hub.Wake
	return hub
}

// jobHints tells the pages of the articles in which a source shows that a job
// about it ended: one that came to nothing leaves no event.
func jobHints(ctx context.Context, n *newsroom.Newsroom, hub *live.Hub) func(models.Job) {
	return func(j models.Job) {
		q, source := n.DB.Queries(), j.SubjectID
		if j.Kind == models.MailJob {
			return // of no article's page
		}
		if j.Kind == models.RenderJob || j.Kind == models.ArchiveJob {
			c, err := q.CaptureHead(ctx, j.SubjectID)
			if err != nil {
				return
			}
			source = c.SourceID
		}
		if articles, err := q.ShownIn(ctx, []models.ID{source}); err == nil {
			hub.Tell(articles...)
		}
	}
}
