// Package newsroom holds every act that changes something. Each has the same
// five beats, in one transaction: load, ask the rule, change, save at the
// version that was seen, record in the trail. It knows nothing of HTTP or
// HTML, and no rule lives here: they are in workflow.
package newsroom

import (
	"context"
	"crypto/sha256"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/audit"
	"example.org/tickmark/auth"
	"example.org/tickmark/capture"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// Newsroom carries out acts on behalf of people.
type Newsroom struct {
	DB   *store.DB
	Now  func() time.Time
	Salt func() ([]byte, error) // 32 random bytes for a digest in the trail
	Key  audit.Key              // signs the trail's checkpoints
	// Blobs keeps the originals of copy that comes in as a file or from an
	// address, which Web fetches.
	Blobs Blobs
	Web   *capture.Client
	// Renderer draws pages that were captured. None draws nothing.
	Renderer Renderer
	// Archive is where the address of a service begins that keeps pages for
	// everybody, such as the Wayback Machine's; the page's address comes after it.
	// None is asked when it is empty.
	Archive string
	// AssistToken is for the server of the language model that the settings
	// name.
	AssistToken capture.Secret
	// Reader reads copy for suggestions, coverage and checks, and remembers what
	// it read. None reads anew each time.
	Reader *reading.Reader
	// Robots, unless nil, says where sites let looks that nobody asked for.
	// Turns, unless nil, has them one at a time at each site.
	Robots *capture.Robots
	Turns  *capture.Turns
	// Wake, unless nil, is called after an act that queued a job.
	Wake func()
	// Told, unless nil, is called after every act that is in the trail.
	Told func()
}

// By says who acts and through which form.
type By struct {
	UserID    models.ID
	RequestID string
	// Key is the form's idempotency key: a form sent again with the same
	// content does nothing and answers as the first did; with other content
	// it fails with apperr.KeyUsed.
	Key string
	// Form is what was sent, to tell the two apart.
	Form []byte
	// Token is that of the session in which it was sent, "" for none: the act
	// is refused with apperr.SignInFirst once that has ended.
	Token string

	console bool
}

// Console is the request of acts from the command line, in the trail: nobody
// of the newsroom did them, but somebody who has the run of the machine.
const Console = "command line"

// FromConsole is By for an act from the command line.
func FromConsole() By { return By{RequestID: Console, console: true} }

// maxKey is the length of the longest idempotency key, in bytes.
const maxKey = 200

// act is one act under way: its transaction, who acts, and what it recorded.
type act struct {
	store.Tx
	house   *Newsroom
	actor   models.User
	now     models.Instant
	by      By
	records []*record
	// recounts says that the act changed what covers the copy.
	recounts bool
	// signs has the trail signed once the act is in it.
	signs bool
	// wakes says that the act queued a job.
	wakes bool
}

// record is an event on its way into the trail, with the hands that it gives
// and ends.
type record struct {
	event   models.Event
	changes []models.Change
	reason  string
	gives   []models.Hand
	ends    []models.Hand
}

// do carries out fn as one act of by and returns what fn returns: the ID of
// what was made, or of what it was about. The actor is read and held inside
// the transaction, so that no act commits after their rights were taken away.
// Every act may fail with apperr.NotActive, SignInFirst, Unreadable (no key, or one of over 200 bytes) or KeyUsed.
func (n *Newsroom) do(ctx context.Context, by By, fn func(context.Context, *act) (models.ID, error)) (result models.ID, err error) {
	return n.doHolding(ctx, by, nil, fn)
}

// doHolding is do for an act that has to hold more than its actor: hold is
// done before anything else. Of an act that crossed another fn is carried out
// again, so that what it leaves outside is that of its last try.
func (n *Newsroom) doHolding(
	ctx context.Context, by By, hold func(context.Context, store.Tx) error, fn func(context.Context, *act) (models.ID, error),
) (result models.ID, err error) {
	if by.Key == "" || len(by.Key) > maxKey {
		return 0, apperr.Unreadable.With()
	}
	wakes, tries := false, 0
	err = n.uncrossed(ctx, func(tx store.Tx) (err error) {
		tries++
		if hold != nil {
			if err := hold(ctx, tx); err != nil {
				return err
			}
		}
		a := &act{Tx: tx, house: n, now: models.At(n.Now()), by: by}
		if a.actor, err = tx.LockUser(ctx, by.UserID); err != nil {
			return err
		}
		if err := a.mayAct(ctx); err != nil {
			return err
		}
		key, done, err := a.useKey(ctx, tries > 1)
		if err != nil || done {
			result = key.Result
			return err
		}
		if result, err = fn(ctx, a); err != nil {
			return err
		}
		key.Result = result
		if err := tx.SetKeyResult(ctx, key); err != nil {
			return err
		}
		wakes = a.wakes
		return a.finish(ctx)
	})
	if err == nil {
		n.saved(wakes)
	}
	return result, err
}

// saved tells those who wait for it that an act was saved: the workers, where it
// leaves them something, and whoever reads the trail.
func (n *Newsroom) saved(wakes bool) {
	if wakes && n.Wake != nil {
		n.Wake()
	}
	if n.Told != nil {
		n.Told()
	}
}

// useKey uses the key of the act's form, and reports whether the form did its act
// before. An act that is tried again fails then: what its first try left outside
// was not saved, and another form of its key was faster.
func (a *act) useKey(ctx context.Context, again bool) (models.ActKey, bool, error) {
	form := sha256.Sum256(a.by.Form)
	key := models.ActKey{UserID: a.by.UserID, Key: a.by.Key, Form: form[:], CreatedAt: a.now}
	done, err := a.UseKey(ctx, &key)
	if err == nil && done && again {
		err = apperr.Stale.With()
	}
	return key, done, err
}

// maxCrossed is how often an act is tried again that crossed another.
const maxCrossed = 3

// uncrossed carries out an act in one transaction, and again where it and another
// waited for one another, of which nothing was saved.
func (n *Newsroom) uncrossed(ctx context.Context, once func(store.Tx) error) error {
	err := n.DB.Tx(ctx, once)
	for range maxCrossed {
		if store.Crossed(err) {
			err = n.DB.Tx(ctx, once)
		}
	}
	return err
}

// finish puts what the act did into the trail, as its last step.
func (a *act) finish(ctx context.Context) error {
	if err := a.house.commitTrail(ctx, a.Tx, a.records); err != nil || !a.signs {
		return err
	}
	return a.house.signTrail(ctx, a.Tx)
}

// mayAct says why the actor, whose row the act holds, may do nothing any
// more, or nil. Whoever closes an account or ends its sessions holds that row
// as well, so nothing that hangs on them commits afterwards.
func (a *act) mayAct(ctx context.Context) error {
	if !a.actor.Active() {
		return apperr.NotActive.With()
	}
	if a.by.Token == "" {
		return nil
	}
	s, _, err := a.Session(ctx, auth.HashToken(a.by.Token))
	if apperr.KindOf(err) == apperr.NotFound || err == nil && s.UserID != a.actor.ID {
		return apperr.SignInFirst.With()
	}
	return err
}

// record notes an event for the trail. The trail is written when the act is
// through, so that its head is locked last and briefly.
func (a *act) record(action string, subject models.Subject, id models.ID, changes ...models.Change) *record {
	r := &record{
		event: models.Event{
			At: a.now, ActorID: models.Ref(a.actor.ID), Action: action, Subject: subject, SubjectID: id,
			RequestID: a.by.RequestID,
		},
		changes: changes,
	}
	a.records = append(a.records, r)
	return r
}

// on says which article, and which of its claims (0: none), the event is about.
func (r *record) on(article, claim models.ID) *record {
	r.event.ArticleID, r.event.ClaimID = models.Ref(article), models.Ref(claim)
	return r
}

// because gives the event its reason.
func (r *record) because(reason string) *record {
	r.reason = reason
	return r
}

// byItself marks the event as a consequence, not an act of the actor's.
func (r *record) byItself() *record {
	r.event.ActorID = 0
	return r
}

// hand says that the event gives user a hand in a claim.
func (r *record) hand(claim, user models.ID, cause models.HandCause) {
	r.gives = append(r.gives, models.Hand{ClaimID: claim, UserID: user, Cause: cause})
}
