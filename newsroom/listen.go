package newsroom

import (
	"context"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// checkpointEvery is the number of events after which the trail is signed
// without waiting, checkpointAfter the time after which it is signed anyway.
const (
	checkpointEvery = 100
	checkpointAfter = time.Minute
)

// Listener reads the events in order and remembers how far by a cursor of its
// own. What it does with them must bear being done twice: the cursor moves
// after it.
type Listener struct {
	Name string
	Hear func(context.Context, []models.Event) error
}

// Hear gives the listener what it has not heard yet, in bounded helpings, and
// returns how many events there were.
func (n *Newsroom) Hear(ctx context.Context, l Listener) (heard int, err error) {
	const helping = 500
	for {
		from, err := n.DB.Queries().Cursor(ctx, l.Name)
		if err != nil {
			return heard, err
		}
		events, err := n.DB.Queries().EventsAfter(ctx, from, helping)
		if err != nil || len(events) == 0 {
			return heard, err
		}
		if err := l.Hear(ctx, events); err != nil {
			return heard, err
		}
		next := events[len(events)-1].Seq + 1
		if err := n.DB.Tx(ctx, func(tx store.Tx) error { return tx.SetCursor(ctx, l.Name, next) }); err != nil {
			return heard, err
		}
		heard += len(events)
	}
}

// KeepCheckpoints signs the trail until ctx ends: once 100 events have come in
// or a minute after the first of them, whichever is sooner. Failures go to
// failed and are tried again.
func (n *Newsroom) KeepCheckpoints(ctx context.Context, failed func(error)) {
	const look = 2 * time.Second
	waiting, since := 0, n.Now()
	signer := Listener{Name: "checkpoints", Hear: func(_ context.Context, events []models.Event) error {
		waiting += len(events)
		return nil
	}}
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if waiting == 0 {
			since = n.Now()
		}
		if _, err := n.Hear(ctx, signer); err != nil {
			failed(err)
			continue
		}
		if waiting == 0 || (waiting < checkpointEvery && n.Now().Sub(since) < checkpointAfter) {
			continue
		}
		if err := n.Checkpoint(ctx); err != nil {
			failed(err)
			continue
		}
		waiting = 0
	}
}

// orphanAge is how long after it was put an original that nothing refers to is
// kept: the act that needs it commits well within that, or renews it as it
// commits.
const orphanAge = 10 * time.Minute

// renew sees that a file which was put at an instant outlives the act that keeps
// it, where that took so long that Tidy may come between. It fails as Renew of the
// store of files does. Of a file that was put lately it asks nothing: the store
// may be far away, and an act that waits for it keeps others from the database.
func (n *Newsroom) renew(ctx context.Context, sum string, put models.Instant) error {
	if n.Now().Before(put.Time().Add(orphanAge / 2)) {
		return nil
	}
	return n.Blobs.Renew(ctx, sum)
}

// Tidy drops what has run out: sessions, links to set a password, tries to sign
// in, keys of forms sent over a week ago, drafts that nobody saved for
// DraftDays, notices that were written NoticeDays ago, jobs that were done or discarded JobDays ago, and originals of
// none that is left. Before there is a newsroom it does nothing.
func (n *Newsroom) Tidy(ctx context.Context) error {
	settings, err := n.DB.Queries().Settings(ctx)
	if apperr.KindOf(err) == apperr.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	now := models.At(n.Now())
	err = n.DB.Tx(ctx, func(tx store.Tx) error {
		if err := tx.DropNotices(ctx, now-models.Instant((NoticeDays*24*time.Hour).Milliseconds()), 1000); err != nil {
			return err
		}
		if err := tx.DropMails(ctx, now-models.Instant((NoticeDays*24*time.Hour).Milliseconds()), 1000); err != nil {
			return err
		}
		if err := tx.EndSessionsBefore(ctx, now-minutes(settings.IdleMinutes), now-minutes(settings.AbsoluteMinutes)); err != nil {
			return err
		}
		if err := tx.EndLinksBefore(ctx, now); err != nil {
			return err
		}
		if err := tx.ForgetTriesBefore(ctx, now-models.Instant(triesFor.Milliseconds())); err != nil {
			return err
		}
		if err := tx.ForgetLinkTriesBefore(ctx, now-models.Instant(linkTriesFor.Milliseconds())); err != nil {
			return err
		}
		if err := tx.DropDrafts(ctx, now-models.Instant((DraftDays*24*time.Hour).Milliseconds())); err != nil {
			return err
		}
		return tx.ForgetKeysBefore(ctx, now-models.Instant((7*24*time.Hour).Milliseconds()))
	})
	if err == nil {
		err = n.dropJobs(ctx)
	}
	if err != nil || n.Blobs == nil {
		return err
	}
	if _, err := n.Blobs.Sweep(ctx); err != nil {
		return err
	}
	_, err = n.Blobs.Collect(ctx, n.Now().Add(-orphanAge), n.DB.Queries().Keeps)
	return err
}
