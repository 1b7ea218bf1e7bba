package handlers

import (
	"context"
	"crypto/rand"
	"slices"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// listJobs serves GET /jobs.
func (h *Handlers) listJobs(c *gin.Context) error { return h.jobsAgain(c, views.Attempt{}) }

// jobsAgain shows the jobs of a state.
func (h *Handlers) jobsAgain(c *gin.Context, a views.Attempt) error {
	p := views.JobList{Page: h.frame(c, views.JobsTitle), State: models.JobState(c.Query("state")), Attempt: a}
	if states := views.JobStates(); !slices.Contains(states, p.State) {
		p.State = states[0]
	}
	jobs, err := h.Read.JobsIn(ctx(c), p.State, before(c), perPage+1)
	if err != nil {
		return err
	}
	clock, err := h.clock(c)
	if err != nil {
		return err
	}
	names, err := h.names(c)
	if err != nil {
		return err
	}
	jobs, p.Newer, p.Older = paged(c, jobs, func(j models.Job) models.ID { return j.ID })
	for _, j := range jobs {
		row := views.JobRow{
			Job: j, By: names[models.ID(j.CreatedBy)], Asked: clock.Moment(j.CreatedAt), When: clock.Moment(j.RunAt), Key: rand.Text(),
			Retryable: j.State == models.Failed || j.State == models.Discarded, Discardable: newsroom.Discardable(j, models.At(clock.Now)),
		}
		if j.EndedAt != 0 {
			row.When = clock.Moment(j.EndedAt)
		}
		p.Rows = append(p.Rows, row)
	}
	return render(c, statusOf(a), views.JobsPage(p))
}

// aboutJob serves what an admin decides about a job.
func (h *Handlers) aboutJob(done string, act func(context.Context, newsroom.By, models.ID) error) serve {
	return func(c *gin.Context) error {
		id, err := param(c, "job")
		if err != nil {
			return err
		}
		if err := act(ctx(c), h.by(c), id); err != nil {
			return err
		}
		return h.done(c, done, "/jobs")
	}
}
