package newsroom

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/origins"
	"example.org/tickmark/store"
)

// keepCapture adds a capture with what finds its text among others, and has it
// told from whom its source has its words; evidence that waited for one rests on
// it. Every capture comes in by it.
func (a *act) keepCapture(ctx context.Context, c *models.Capture) error {
	if err := a.AddCapture(ctx, c); err != nil {
		return err
	}
	if err := a.pinWaiting(ctx, *c); err != nil {
		return err
	}
	if err := a.AddFingerprints(ctx, c.ID, origins.Fingerprint(c.Text)); err != nil {
		return err
	}
	return a.queueTrace(ctx, c.SourceID)
}

// queueTrace has it told from whom a source has its words, once the act is done.
func (a *act) queueTrace(ctx context.Context, source models.ID) error {
	if err := a.LockTrace(ctx, source); err != nil {
		return err
	}
	a.wakes = true
	return a.AddJob(ctx, &models.Job{Kind: models.TraceJob, SubjectID: source, RunAt: a.now, CreatedBy: models.Ref(a.actor.ID), CreatedAt: a.now})
}

// keepEvidence adds evidence, and has its source compared with the others of the
// claim. All evidence comes in by it.
func (a *act) keepEvidence(ctx context.Context, e *models.Evidence) error {
	if err := a.LockTrace(ctx, e.SourceID); err != nil { // what is said of it meanwhile is told to this article, or seen by it
		return err
	}
	if err := a.AddEvidence(ctx, e); err != nil {
		return err
	}
	return a.retrace(ctx, e.SourceID)
}

// retrace has a source compared anew, where it has words: its evidence changed,
// or what is said of its publisher and its day.
func (a *act) retrace(ctx context.Context, source models.ID) error {
	of, err := a.Comparables(ctx, []models.ID{source})
	if err != nil || len(of) == 0 || !of[0].Compared || of[0].Protected {
		return err
	}
	return a.queueTrace(ctx, source)
}

// traceAgain is how soon a source is traced again whose texts changed meanwhile.
const traceAgain = time.Second

// TraceSource finds from whom the source that the job is about has its words,
// and who has them from it, among the sources that share words or claims with
// it. Doing it again finds the same. Of a protected source nothing is found: its
// captures are for its keepers only.
func (n *Newsroom) TraceSource(ctx context.Context, j models.Job) (jobs.Save, error) {
	of, err := n.DB.Queries().ToTrace(ctx, j.SubjectID)
	if err != nil {
		return nil, err
	}
	edges, err := n.edgesOf(ctx, j.SubjectID, of)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, tx store.Tx) error {
		if err := tx.LockTrace(ctx, j.SubjectID); err != nil {
			return err
		}
		now, err := tx.ToTrace(ctx, j.SubjectID)
		if err != nil {
			return err
		}
		if !slices.Equal(of, now) {
			return jobs.LaterError{In: traceAgain}
		}
		if len(of) == 0 {
			return tx.DropEdges(ctx, j.SubjectID)
		}
		return tx.SetEdges(ctx, j.SubjectID, others(of, j.SubjectID), edges)
	}, nil
}

// others are the sources that one was compared with.
func others(of []store.Traced, source models.ID) (ids []models.ID) {
	for _, t := range of {
		if t.SourceID != source {
			ids = append(ids, t.SourceID)
		}
	}
	return ids
}

// edgesOf are the edges from and to a source. Of the others one text at a time is
// in memory. It ends between two when the context does.
func (n *Newsroom) edgesOf(ctx context.Context, source models.ID, of []store.Traced) (edges []models.OriginEdge, err error) {
	i := slices.IndexFunc(of, func(t store.Traced) bool { return t.SourceID == source })
	if i < 0 {
		return nil, nil
	}
	own, err := n.readTraced(ctx, of[i])
	if err != nil {
		return nil, err
	}
	for _, t := range slices.Concat(of[:i], of[i+1:]) {
		other, err := n.readTraced(ctx, t)
		if err != nil {
			return nil, err
		}
		if e, joined := origins.Between(own, other); joined {
			edges = append(edges, models.OriginEdge{
				FromID: e.From, ToID: e.To, Kind: string(e.Kind), Sign: string(e.Sign), Score: e.Score,
				Figures: e.Figures, Quotes: e.Quotes, Reason: e.Reason,
			})
		}
	}
	return edges, nil
}

// readTraced reads the text that stands for a source.
func (n *Newsroom) readTraced(ctx context.Context, t store.Traced) (origins.Reading, error) {
	if err := ctx.Err(); err != nil {
		return origins.Reading{}, err
	}
	s, c, err := n.DB.Queries().TextToTrace(ctx, t, origins.MaxText)
	if err != nil {
		return origins.Reading{}, err
	}
	return origins.Read(tracedText(s, c)), nil
}

// tracedText is a source's text as it is compared: what people entered of the
// source goes before what its page says of itself. An agency's copy of which no
// publisher is known is named by its author.
func tracedText(s models.Source, c models.Capture) origins.Text {
	t := origins.Text{
		ID: s.ID, Document: c.Document, Language: c.Language, Title: s.Title,
		Publisher: cmp.Or(s.Publisher, c.Publisher), Address: cmp.Or(c.Address, s.URL), Canonical: c.Canonical, ByDay: true, Captured: c.At, Author: c.Author,
	}
	if t.Publisher == "" && s.Type == models.AgencyCopy {
		t.Publisher = cmp.Or(s.Author, c.Author)
	}
	if day, err := time.Parse(time.DateOnly, cmp.Or(s.PublishedOn, c.PublishedOn)); err == nil {
		t.Published = models.At(day)
	}
	for _, m := range c.Marks {
		if m.Kind == models.Link {
			t.Links = append(t.Links, m.URL)
		}
	}
	return t
}
