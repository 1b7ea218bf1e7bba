package newsroom

import (
	"context"

	"example.org/tickmark/models"
	"example.org/tickmark/origins"
)

// keepCapture adds a capture with what finds its text among others, and has it
// told from whom its source has its words. Every capture comes in by it.
func (a *act) keepCapture(ctx context.Context, c *models.Capture) error {
	if err := a.AddCapture(ctx, c); err != nil {
		return err
	}
	if err := a.AddFingerprints(ctx, c.ID, origins.Fingerprint(c.Text)); err != nil {
		return err
	}
	return a.queueTrace(ctx, c.SourceID)
}

// queueTrace has it told from whom a source has its words, once the act is done.
func (a *act) queueTrace(ctx context.Context, source models.ID) error {
	a.wakes = true
	return a.AddJob(ctx, &models.Job{Kind: models.TraceJob, SubjectID: source, RunAt: a.now, CreatedBy: models.Ref(a.actor.ID), CreatedAt: a.now})
}
