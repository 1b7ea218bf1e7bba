// Package notify tells people of what others did: it reads the trail's events
// by a cursor of its own, and what is due by the clock, and writes notices. It
// decides who is told, and no rule of review; what it writes has no words. It
// knows nothing of pages.
package notify

import (
	"context"
	"errors"
	"slices"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/audit"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// Cursor is the name under which the notifier remembers how far it has read the
// events.
const Cursor = "notices"

// The manner of the notifier.
const (
	helping = 200                // events of one transaction
	look    = time.Second        // between two looks at the trail, when nobody wakes it
	dueLook = time.Minute        // between two looks at what is due
	most    = 100                // claims, articles or debts that one look tells of
	near    = 4 * time.Hour      // before it is due somebody is told
	late    = 7 * 24 * time.Hour // after which nobody is told of a debt any more
)

// Notifier writes notices.
type Notifier struct {
	DB  *store.DB
	Now func() time.Time
	// Tell, unless nil, is told whom there is something new for, after it was
	// saved. It is for pages that are open, and must not wait.
	Tell func(users []models.ID)
	// Mailed, unless nil, is called after a mail was queued.
	Mailed func()
	// Failed is told what went wrong. It is tried again.
	Failed func(error)

	wake chan struct{}
}

// New is a notifier that reads and writes db.
func New(db *store.DB, now func() time.Time, failed func(error)) *Notifier {
	return &Notifier{DB: db, Now: now, Failed: failed, wake: make(chan struct{}, 1)}
}

// Wake has the notifier look at the trail at once. It never waits.
func (n *Notifier) Wake() {
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// Run writes notices until the context ends.
func (n *Notifier) Run(ctx context.Context) {
	tick := time.NewTicker(look)
	defer tick.Stop()
	var due time.Time // when it was last looked for what is due
	for {
		if _, err := n.Hear(ctx); err != nil && ctx.Err() == nil {
			n.Failed(err)
		}
		if now := n.Now(); now.Sub(due) >= dueLook || now.Before(due) {
			due = now
			if err := errors.Join(n.Due(ctx), n.Digests(ctx)); err != nil && ctx.Err() == nil {
				n.Failed(err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-n.wake:
		}
	}
}

// Hear reads what the notifier has not heard yet and writes who is told of it.
// It returns how many events there were.
func (n *Notifier) Hear(ctx context.Context) (heard int, err error) {
	for {
		q := n.DB.Queries()
		from, err := q.Cursor(ctx, Cursor)
		if err != nil {
			return heard, err
		}
		events, err := q.EventsAfter(ctx, from, helping)
		if err != nil || len(events) == 0 {
			return heard, err
		}
		if err := n.write(ctx, func(ctx context.Context, w *writing) error { return w.hear(ctx, from, events) }); err != nil {
			return heard, err
		}
		heard += len(events)
	}
}

// write writes notices in one transaction, and tells of them when it is
// through.
func (n *Notifier) write(ctx context.Context, do func(context.Context, *writing) error) error {
	var told []models.ID
	mailed := false
	err := n.DB.Tx(ctx, func(tx store.Tx) error {
		w := &writing{Tx: tx, now: models.At(n.Now()), sees: map[[2]models.ID]bool{}, ways: map[models.ID]ways{}}
		err := do(ctx, w)
		told, mailed = w.told, w.mailed
		return err
	})
	if err != nil {
		return err
	}
	if mailed && n.Mailed != nil {
		n.Mailed()
	}
	if len(told) > 0 && n.Tell != nil {
		slices.Sort(told)
		n.Tell(slices.Compact(told))
	}
	return nil
}

// writing are notices on their way into the database.
type writing struct {
	store.Tx
	now    models.Instant
	told   []models.ID
	mailed bool
	sees   map[[2]models.ID]bool // by user and article
	ways   map[models.ID]ways
}

// hear writes who is told of events, and moves the cursor with them: they are
// heard together or not at all. Where another server heard them meanwhile there
// is nothing to do.
func (w *writing) hear(ctx context.Context, from int64, events []models.Event) error {
	at, err := w.LockCursor(ctx, Cursor)
	if err != nil || at != from {
		return err
	}
	for _, e := range events {
		if err := w.hearOne(ctx, e); err != nil {
			return err
		}
	}
	return w.SetCursor(ctx, Cursor, events[len(events)-1].Seq+1)
}

// hearOne writes who is told of one event.
func (w *writing) hearOne(ctx context.Context, e models.Event) error {
	hears := heard[e.Action]
	if hears == nil || e.ArticleID == 0 {
		return nil
	}
	entry, err := audit.Read(e.Leaf)
	if err != nil {
		return err
	}
	notices, err := hears(ctx, w, e, entry)
	if apperr.KindOf(err) == apperr.NotFound && err != nil {
		return nil //nolint:nilerr // what it was about is not there any more
	}
	if err != nil {
		return err
	}
	for _, n := range notices {
		n.EventSeq, n.ActorID = models.Ref(e.Seq), e.ActorID
		if n.ArticleID == 0 {
			n.ArticleID, n.ClaimID = models.ID(e.ArticleID), e.ClaimID
		}
		if n.Once == "" {
			n.Once = "event " + number(e.Seq) + " " + string(n.Kind)
		}
		if err := w.tell(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// tell writes a notice, unless it is nobody's, tells somebody what they did
// themselves, or is about an article that they may not see.
func (w *writing) tell(ctx context.Context, n models.Notice) error {
	if n.UserID == 0 || models.Ref(n.UserID) == n.ActorID {
		return nil
	}
	if may, err := w.may(ctx, n.UserID, n.ArticleID); err != nil || !may {
		return err
	}
	how, err := w.way(ctx, n.UserID)
	if err != nil {
		return err
	}
	n.CreatedAt, n.Mail = w.now, how.of(n.Kind)
	added, err := w.AddNotice(ctx, &n)
	if err != nil || !added {
		return err
	}
	w.told = append(w.told, n.UserID)
	return w.post(ctx, n)
}

// may reports whether a user can sign in and see an article.
func (w *writing) may(ctx context.Context, user, article models.ID) (bool, error) {
	key := [2]models.ID{user, article}
	if sees, ok := w.sees[key]; ok {
		return sees, nil
	}
	u, err := w.User(ctx, user)
	if err == nil {
		_, err = w.Article(ctx, user, article)
	}
	if err != nil && apperr.KindOf(err) != apperr.NotFound {
		return false, err
	}
	w.sees[key] = err == nil && u.Active() && len(u.Roles) > 0
	return w.sees[key], nil
}
