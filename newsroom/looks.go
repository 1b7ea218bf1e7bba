package newsroom

import (
	"context"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// How often pages are looked at again by themselves, and how far those looks
// are spread out.
const (
	lookUnpublished = 24 * time.Hour
	lookPublished   = 7 * 24 * time.Hour
	lookSpread      = 2 * time.Hour
	lookPart        = 200 // sources that are queued in one transaction
	looksTried      = 3   // attempts, after which a site that does not answer could not be looked at
)

// ScheduleLooks queues a look at every page that evidence rests on and that
// nobody looked at for as long as its article's state asks for.
func (n *Newsroom) ScheduleLooks(ctx context.Context) error {
	now := n.Now()
	var after models.ID
	for {
		due, err := n.DB.Queries().SourcesDue(ctx, after, models.At(now.Add(-lookUnpublished)), models.At(now.Add(-lookPublished)), lookPart)
		if err != nil || len(due) == 0 {
			return err
		}
		err = n.DB.Tx(ctx, func(tx store.Tx) error {
			for _, s := range due {
				j := models.Job{Kind: models.LookJob, SubjectID: s.ID, RunAt: models.At(now.Add(spread(s.ID))), CreatedAt: models.At(now)}
				if err := tx.AddJob(ctx, &j); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		after = due[len(due)-1].ID
	}
}

// spread is how long the look at a source waits, so that those of one article
// do not come at once: the multiplicative hashing of Knuth, TAOCP 3, 6.4.
func spread(source models.ID) time.Duration {
	return time.Duration(uint32(source)*2654435761) % lookSpread //nolint:gosec // it is a hash
}

// LookAtSource looks at a page again, by itself: where the site lets programs
// that nobody sent, and at one page of a site at a time. A site that does not
// answer after some attempts could not be looked at. Otherwise it is
// CaptureSource.
func (n *Newsroom) LookAtSource(ctx context.Context, j models.Job) (jobs.Save, error) {
	e, err := n.errand(ctx, j)
	if err != nil {
		return nil, err
	}
	save, err := n.lookByItself(ctx, e)
	if err != nil && siteFaults[refusalOf(err)] && j.Attempts >= looksTried {
		return n.notLooked(e, err), nil
	}
	return save, err
}

// siteFaults are those of the passing failures that are the site's.
var siteFaults = map[*apperr.Refusal]bool{apperr.CaptureAway: true, apperr.CaptureSlow: true, apperr.CaptureAnswer: true}

// lookByItself looks at a page that nobody asked for at this moment.
func (n *Newsroom) lookByItself(ctx context.Context, e errand) (jobs.Save, error) {
	if n.Turns != nil {
		leave, wait := n.Turns.Take(e.source.URL)
		if leave == nil {
			return nil, jobs.LaterError{In: wait}
		}
		defer leave()
	}
	if n.Robots != nil {
		may, err := n.Robots.May(ctx, e.source.URL)
		if err == nil && !may {
			return n.notLooked(e, apperr.RobotsBar.With()), nil
		}
		if err != nil && passing[refusalOf(err)] {
			return nil, err
		}
	}
	return n.lookAt(ctx, e)
}

// notLooked saves that a page could not be looked at, and why.
func (n *Newsroom) notLooked(e errand, why error) jobs.Save {
	look := models.Look{SourceID: e.source.ID, At: models.At(n.Now()), Outcome: models.LookFailed, Reason: apperr.Message(why)}
	return func(ctx context.Context, tx store.Tx) error { return n.saveLook(ctx, tx, e, looked{look: look}) }
}

// LookGivenUp saves that a page could not be looked at whose job is given up,
// and why: nobody comes back to it for now. It says nothing of the page.
func (n *Newsroom) LookGivenUp(j models.Job) jobs.Save {
	return func(ctx context.Context, tx store.Tx) error {
		source, err := tx.SourceByID(ctx, j.SubjectID)
		if apperr.KindOf(err) == apperr.NotFound { // which may be why
			return nil
		}
		if err != nil {
			return err
		}
		look := models.Look{SourceID: source.ID, At: j.EndedAt, Outcome: models.LookFailed, Reason: j.LastError}
		return n.saveLook(ctx, tx, errand{job: j, source: source}, looked{look: look})
	}
}
