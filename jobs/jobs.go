// Package jobs carries out work that goes on after the act that asked for it.
// The table of jobs is the truth: a job that was queued in a transaction that
// committed is carried out at least once, by whichever server takes it, however
// often one is killed. It knows nothing of what the jobs do.
package jobs

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// Work does the part of a job that takes long, outside of any transaction, and
// returns how its result is saved. It may be done again, so it leaves nothing
// behind that a second time would double; what saves the result is called once
// at most, in the transaction that ends the job.
type Work func(ctx context.Context, j models.Job) (save Save, err error)

// Save saves what a job came to.
type Save func(ctx context.Context, tx store.Tx) error

// ErrFinal marks an error after which trying again is no use: wrap it.
var ErrFinal = errors.New("trying again is no use")

// LaterError puts a job off without counting it as an attempt.
type LaterError struct{ In time.Duration }

func (l LaterError) Error() string { return "not before " + l.In.String() + " from now" }

// Workers carry out jobs.
type Workers struct {
	DB     *store.DB
	Do     map[models.JobKind]Work
	Now    func() time.Time
	AtOnce int // jobs at once
	// Most is how many jobs of a kind are done at once, for kinds that may not
	// have every worker. Those that wait for their like keep no worker waiting.
	Most map[models.JobKind]int
	// GaveUp returns what is saved, in the transaction that gives a job up, of
	// kinds of which somebody waits for what they come to. The job's LastError
	// says why.
	GaveUp map[models.JobKind]func(j models.Job) Save
	// Failed is told what went wrong with a job, or with the table itself, in
	// which case the job's ID is 0.
	Failed func(j models.Job, err error)
	// Ended, unless nil, is told of each job that was carried out, put off or
	// given up.
	Ended func(j models.Job)

	wake chan struct{}
	once sync.Once

	mu   sync.Mutex
	busy map[models.JobKind]int // jobs under way
}

// The manner of the workers.
const (
	look  = time.Second      // between two looks at the table, when nobody wakes them
	hold  = time.Minute      // of a lease
	renew = hold / 3         // between two renewals of it
	most  = 8                // attempts
	start = 10 * time.Second // before the second attempt; each further wait is three times as long
	worst = 6 * time.Hour    // of waits
)

// wait is how long a job waits after so many attempts.
func wait(attempts int) time.Duration {
	d := start
	for i := 1; i < attempts && d < worst; i++ {
		d *= 3
	}
	return min(d, worst)
}

// Wake has the workers look at the table at once. It never waits.
func (w *Workers) Wake() {
	w.once.Do(w.begin)
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (w *Workers) begin() { w.wake = make(chan struct{}, 1) }

// Run carries out jobs until the context ends, and then waits for those under
// way, whose context has ended as well.
func (w *Workers) Run(ctx context.Context) {
	w.once.Do(w.begin)
	var busy sync.WaitGroup
	defer busy.Wait()
	free := make(chan struct{}, w.AtOnce)
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		for ctx.Err() == nil && w.next(ctx, &busy, free) {
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-w.wake:
		}
	}
}

// next takes a job that is due, when a worker is free, and has it done. It
// reports whether there may be another.
func (w *Workers) next(ctx context.Context, busy *sync.WaitGroup, free chan struct{}) bool {
	select {
	case free <- struct{}{}:
	default:
		return false
	}
	j, err := w.take(ctx)
	if err != nil {
		<-free
		if apperr.KindOf(err) != apperr.NotFound && ctx.Err() == nil {
			w.Failed(models.Job{}, err)
		}
		return false
	}
	w.count(j.Kind, 1)
	busy.Go(func() {
		defer w.Wake()
		defer func() { <-free }()
		defer w.count(j.Kind, -1)
		w.carryOut(ctx, j)
	})
	return true
}

// count notes that more jobs of a kind are under way, or fewer.
func (w *Workers) count(k models.JobKind, more int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy == nil {
		w.busy = map[models.JobKind]int{}
	}
	w.busy[k] += more
}

// full are the kinds of which no more is done for now.
func (w *Workers) full() (kinds []models.JobKind) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for k, most := range w.Most {
		if w.busy[k] >= most {
			kinds = append(kinds, k)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// take takes the job that is due longest. It looks before it writes: an idle
// newsroom makes no writes.
func (w *Workers) take(ctx context.Context) (j models.Job, err error) {
	now, full := w.Now(), w.full()
	if due, err := w.DB.Queries().JobsDue(ctx, models.At(now), full...); err != nil || !due {
		return j, errors.Join(err, apperr.NotFoundOrSeen.With("job"))
	}
	err = w.DB.Tx(ctx, func(tx store.Tx) (err error) {
		j, err = tx.TakeJob(ctx, rand.Text(), models.At(now), models.At(now.Add(hold)), full...)
		return err
	})
	return j, err
}

// carryOut does a job and ends it, or puts it off. One that was begun as often as
// may be without anybody ending it is not begun again: it may be what ended them.
func (w *Workers) carryOut(ctx context.Context, j models.Job) {
	if j.Attempts > most {
		w.fails(ctx, j, apperr.JobNeverEnded.With(j.Attempts-1))
		return
	}
	held, let := context.WithCancel(ctx)
	stop := w.keep(held, let, j)
	save, err := w.work(held, j)
	stop()
	let()
	if ctx.Err() != nil { // the program ends: the lease does as well, and somebody else takes the job
		w.giveBack(context.WithoutCancel(ctx), j)
		return
	}
	if err == nil {
		err = w.done(ctx, j, save)
	}
	var later LaterError
	if errors.As(err, &later) {
		j.State, j.Attempts, j.RunAt = models.Queued, j.Attempts-1, models.At(w.Now().Add(later.In))
		if err := w.end(ctx, j, nil); err != nil {
			w.Failed(j, err)
		}
		return
	}
	if err != nil && !errors.Is(err, errLost) {
		w.fails(ctx, j, err)
	}
}

// fails tells what went wrong with a job, and puts it off or gives it up.
func (w *Workers) fails(ctx context.Context, j models.Job, why error) {
	w.Failed(j, why)
	if err := w.failed(ctx, j, why); err != nil {
		w.Failed(j, err)
	}
}

var errLost = errors.New("the job is another's by now")

// work does a job. One that panics failed.
func (w *Workers) work(ctx context.Context, j models.Job) (save Save, err error) {
	do := w.Do[j.Kind]
	if do == nil {
		return nil, fmt.Errorf("%w: nobody knows how to do %q", ErrFinal, j.Kind)
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the job panicked: %v", p)
		}
	}()
	return do(ctx, j)
}

// keep renews the lease of a job until it is stopped, and lets go of the work
// when the lease is lost.
func (w *Workers) keep(ctx context.Context, let context.CancelFunc, j models.Job) (stop func()) {
	end := make(chan struct{})
	var keeper sync.WaitGroup
	keeper.Go(func() {
		tick := time.NewTicker(renew)
		defer tick.Stop()
		for {
			select {
			case <-end:
				return
			case <-tick.C:
			}
			err := w.DB.Tx(ctx, func(tx store.Tx) error { return tx.KeepJob(ctx, j, models.At(w.Now().Add(hold))) })
			if errors.Is(err, apperr.Stale) {
				let()
				return
			}
		}
	})
	return func() { close(end); keeper.Wait() }
}

// done saves what a job came to, and that it is done, in one transaction.
func (w *Workers) done(ctx context.Context, j models.Job, save Save) error {
	j.State, j.EndedAt, j.LastError = models.Done, models.At(w.Now()), ""
	return w.ends(ctx, j, save)
}

// ends says what became of a job, and tells of it once that is saved. It fails
// with errLost when the job is another's by now.
func (w *Workers) ends(ctx context.Context, j models.Job, save Save) error {
	err := w.saves(ctx, j, save)
	if err == nil && w.Ended != nil {
		w.Ended(j)
	}
	return err
}

// saves puts down what became of a job and what it came to, in one transaction.
func (w *Workers) saves(ctx context.Context, j models.Job, save Save) error {
	return w.DB.Tx(ctx, func(tx store.Tx) error {
		if err := tx.EndJob(ctx, j); errors.Is(err, apperr.Stale) { // first: it holds the row
			return errLost
		} else if err != nil {
			return err
		}
		if save == nil {
			return nil
		}
		return save(ctx, tx)
	})
}

// failed puts a job off, or gives it up.
func (w *Workers) failed(ctx context.Context, j models.Job, why error) error {
	now := w.Now()
	j.State, j.LastError, j.RunAt = models.Queued, apperr.Message(why), models.At(now.Add(wait(j.Attempts)))
	var save Save
	if j.Attempts >= most || errors.Is(why, ErrFinal) {
		j.State, j.EndedAt = models.Failed, models.At(now)
		if gaveUp := w.GaveUp[j.Kind]; gaveUp != nil {
			save = gaveUp(j)
		}
	}
	return w.end(ctx, j, save)
}

// giveBack queues a job again that the end of the program broke off.
func (w *Workers) giveBack(ctx context.Context, j models.Job) {
	ctx, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	j.State, j.Attempts = models.Queued, j.Attempts-1
	if err := w.end(ctx, j, nil); err != nil {
		w.Failed(j, err)
	}
}

// end says what became of a job, unless it is another's by now, and saves what
// there is to save of that.
func (w *Workers) end(ctx context.Context, j models.Job, save Save) error {
	if err := w.ends(ctx, j, save); !errors.Is(err, errLost) {
		return err
	}
	return nil
}
