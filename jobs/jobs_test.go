package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// table is a table of jobs whose clock the test moves.
type table struct {
	*testkit.House
	t      *testing.T
	gaveUp func(models.Job) jobs.Save

	mu     sync.Mutex
	now    time.Time
	failed []string
}

func onBoth(t *testing.T, test func(*table)) {
	t.Helper()
	run := func(address func() string) func(*testing.T) {
		return func(t *testing.T) {
			test(&table{House: testkit.NewHouse(t, address()), t: t, now: time.Date(2025, 9, 18, 9, 0, 0, 0, time.UTC)})
		}
	}
	t.Run("SQLite", run(func() string { return "" }))
	t.Run("PostgreSQL", func(t *testing.T) { run(func() string { return testkit.Postgres(t) })(t) })
}

func (b *table) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *table) later(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

func (b *table) tx(do func(tx store.Tx) error) error { return b.DB.Tx(b.t.Context(), do) }

// queue queues a job about each of the subjects.
func (b *table) queue(subjects ...models.ID) {
	b.t.Helper()
	err := b.tx(func(tx store.Tx) error {
		for _, s := range subjects {
			if err := tx.AddJob(b.t.Context(), &models.Job{Kind: models.CaptureJob, SubjectID: s, RunAt: models.At(b.clock()), CreatedAt: models.At(b.clock())}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// in are the subjects of the jobs in a state, by ID.
func (b *table) in(state models.JobState) (subjects []models.ID) {
	b.t.Helper()
	js, err := b.DB.Queries().JobsIn(b.t.Context(), state, 0, 1000)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, j := range js {
		subjects = append(subjects, j.SubjectID)
	}
	slices.Sort(subjects)
	return subjects
}

func (b *table) job() models.Job {
	b.t.Helper()
	js, err := b.DB.Queries().JobsOf(b.t.Context(), models.CaptureJob, []models.ID{1})
	if err != nil || len(js) != 1 {
		b.t.Fatal(js, err)
	}
	return js[0]
}

// works has workers do jobs until the test ends or what it returns is called.
func (b *table) works(atOnce int, do jobs.Work) (w *jobs.Workers, stop func()) {
	w = &jobs.Workers{DB: b.DB, Do: map[models.JobKind]jobs.Work{models.CaptureJob: do}, GaveUp: map[models.JobKind]func(models.Job) jobs.Save{models.CaptureJob: b.gaveUp}, Now: b.clock, AtOnce: atOnce, Failed: func(_ models.Job, err error) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.failed = append(b.failed, err.Error())
	}}
	ctx, cancel := context.WithCancel(b.t.Context())
	var runs sync.WaitGroup
	runs.Go(func() { w.Run(ctx) })
	stop = sync.OnceFunc(func() { cancel(); runs.Wait() })
	b.t.Cleanup(stop)
	return w, stop
}

// until waits for something that the workers bring about.
func (b *table) until(what string, is func() bool) {
	b.t.Helper()
	for range 3000 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	b.t.Fatalf("never: %s; %q", what, b.failed)
}

// kept keeps a job's subject as the idempotency key of a user: a row that is
// there once however often it is written.
func (b *table) kept(j models.Job) jobs.Save {
	return func(ctx context.Context, tx store.Tx) error {
		done, err := tx.UseKey(ctx, &models.ActKey{UserID: b.Ed.ID, Key: fmt.Sprintf("job %d", j.SubjectID), Form: make([]byte, 32), CreatedAt: j.CreatedAt})
		if err == nil && done {
			err = fmt.Errorf("%d was saved twice", j.SubjectID)
		}
		return err
	}
}

func TestEveryJobIsSavedOnceHoweverManyWorkersThereAre(t *testing.T) {
	onBoth(t, func(b *table) {
		var now, most atomic.Int32
		do := func(_ context.Context, j models.Job) (jobs.Save, error) {
			n := now.Add(1)
			defer now.Add(-1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			time.Sleep(20 * time.Millisecond)
			return b.kept(j), nil
		}
		subjects := make([]models.ID, 40)
		for i := range subjects {
			subjects[i] = models.ID(i + 1)
		}
		b.queue(subjects...)
		b.queue(subjects...) // queued already
		b.works(3, do)
		b.works(3, do)
		b.until("all are done", func() bool { return len(b.in(models.Done)) == 40 })
		if got := b.in(models.Done); !slices.Equal(got, subjects) || len(b.failed) > 0 {
			b.t.Errorf("done are %v, wrong was %q", got, b.failed)
		}
		if most.Load() > 6 || most.Load() < 2 {
			b.t.Errorf("%d at once", most.Load())
		}
		b.queue(1)
		if got := b.in(models.Queued); len(got) > 1 {
			b.t.Errorf("queued are %v", got)
		}
	})
}

func TestAJobThatFailsWaitsLongerEachTimeAndIsGivenUp(t *testing.T) {
	onBoth(t, func(b *table) {
		b.queue(1)
		w, _ := b.works(1, func(_ context.Context, j models.Job) (jobs.Save, error) {
			switch j.Attempts {
			case 1:
				panic("out of paper")
			case 2:
				return func(context.Context, store.Tx) error { return apperr.DiskFull.With() }, nil
			}
			return nil, apperr.CaptureAway.With("example.org")
		})
		for i, seconds := range []int{10, 30, 90, 270, 810, 2430, 7290} {
			want := time.Duration(seconds) * time.Second
			b.until("an attempt failed", func() bool { j := b.job(); return j.State == models.Queued && j.Attempts == i+1 })
			if got := b.job().RunAt - models.At(b.clock()); got != models.Instant(want.Milliseconds()) {
				b.t.Errorf("after %d attempts it waits %d ms", i+1, got)
			}
			b.later(want - time.Millisecond)
			w.Wake()
			time.Sleep(20 * time.Millisecond)
			if b.job().Attempts != i+1 {
				b.t.Error("it was tried too early")
			}
			b.later(time.Millisecond)
			w.Wake()
		}
		b.until("it is given up", func() bool { return b.job().State == models.Failed })
		if j := b.job(); j.LastError != apperr.Message(apperr.CaptureAway.With("example.org")) || j.EndedAt == 0 || len(b.failed) != 8 {
			b.t.Errorf("given up as %+v, %q", j, b.failed)
		}
	})
}

// That a job is given up, and what that means, are saved together or not at all,
// and once.
func TestWhatItMeansThatAJobIsGivenUpIsSavedWithIt(t *testing.T) {
	onBoth(t, func(b *table) {
		var full atomic.Bool
		full.Store(true)
		b.gaveUp = func(j models.Job) jobs.Save {
			return func(ctx context.Context, tx store.Tx) error {
				if j.State != models.Failed || j.EndedAt == 0 || j.LastError == "" {
					b.t.Errorf("given up is %+v", j)
				}
				err := b.kept(j)(ctx, tx)
				if full.Load() {
					err = errors.Join(err, apperr.DiskFull.With())
				}
				return err
			}
		}
		wrong := func() int {
			b.mu.Lock()
			defer b.mu.Unlock()
			return len(b.failed)
		}
		b.queue(1)
		w, _ := b.works(1, func(_ context.Context, j models.Job) (jobs.Save, error) {
			if j.Attempts == 1 {
				return nil, apperr.CaptureAway.With() // which is no reason to give up
			}
			return nil, errors.Join(jobs.ErrFinal, apperr.BadAddress.With())
		})
		b.until("an attempt failed", func() bool { return wrong() == 1 && b.job().State == models.Queued })
		b.later(10 * time.Second)
		w.Wake()
		b.until("the disk is full", func() bool { return wrong() == 3 })
		if j := b.job(); j.State != models.Running || j.EndedAt != 0 {
			b.t.Errorf("without room for what it means the job is %+v", j)
		}
		full.Store(false)
		b.later(time.Minute)
		w.Wake()
		b.until("it is given up", func() bool { return b.job().State == models.Failed })
		if wrong() != 4 {
			b.t.Errorf("wrong was %q", b.failed)
		}
		err := b.tx(func(tx store.Tx) error { return b.kept(b.job())(b.t.Context(), tx) })
		if err == nil {
			b.t.Error("what it means was not saved")
		}
	})
}

func TestAJobIsGivenUpAtOnceWhereTryingIsNoUse(t *testing.T) {
	onBoth(t, func(b *table) {
		b.queue(1)
		b.works(1, func(context.Context, models.Job) (jobs.Save, error) {
			return nil, errors.Join(jobs.ErrFinal, apperr.BadAddress.With())
		})
		b.until("it is given up", func() bool { return b.job().State == models.Failed })
		if j := b.job(); j.Attempts != 1 || j.LastError != apperr.Message(apperr.BadAddress.With()) {
			b.t.Errorf("given up as %+v", j)
		}
	})
}

// A server that is killed never ends its jobs: another takes them once the
// lease has ended. One that was only slow finds its lease gone, and saves
// nothing.
func TestAJobOfAServerThatDiedIsDoneByAnother(t *testing.T) {
	onBoth(t, func(b *table) {
		b.queue(1)
		began, goOn := make(chan bool, 1), make(chan bool)
		_, stop := b.works(1, func(_ context.Context, j models.Job) (jobs.Save, error) {
			began <- true
			<-goOn
			return b.kept(j), nil
		})
		<-began
		b.later(59 * time.Second)
		other, _ := b.works(1, func(_ context.Context, j models.Job) (jobs.Save, error) { return b.kept(j), nil })
		other.Wake()
		time.Sleep(20 * time.Millisecond)
		if j := b.job(); j.State != models.Running || j.Attempts != 1 {
			b.t.Errorf("within its lease the job became %+v", j)
		}
		b.later(2 * time.Second)
		other.Wake()
		b.until("the other has done it", func() bool { return b.job().State == models.Done })
		close(goOn)
		stop()
		if j := b.job(); j.State != models.Done || j.Attempts != 2 || len(b.failed) > 0 {
			b.t.Errorf("in the end it is %+v, %q", j, b.failed)
		}
	})
}

// A job that takes the whole program with it each time is given up in the end,
// though nobody lives to say that it failed.
func TestAJobThatNobodyLivesToEndIsGivenUp(t *testing.T) {
	onBoth(t, func(b *table) {
		b.queue(1)
		for range 8 {
			err := b.tx(func(tx store.Tx) error {
				_, err := tx.TakeJob(b.t.Context(), "dies", models.At(b.clock()), models.At(b.clock().Add(time.Minute)))
				return err
			})
			if err != nil {
				b.t.Fatal(err)
			}
			b.later(time.Minute)
		}
		b.works(1, func(_ context.Context, j models.Job) (jobs.Save, error) {
			b.t.Errorf("it is begun for the %dth time", j.Attempts)
			return nil, nil
		})
		b.until("it is given up", func() bool { return b.job().State == models.Failed })
		if j := b.job(); j.LastError != apperr.Message(apperr.JobNeverEnded.With(8)) || j.EndedAt == 0 {
			b.t.Errorf("given up as %+v", j)
		}
	})
}

func TestTheEndOfTheProgramGivesAJobBack(t *testing.T) {
	onBoth(t, func(b *table) {
		b.queue(1)
		began := make(chan bool, 1)
		_, stop := b.works(1, func(ctx context.Context, _ models.Job) (jobs.Save, error) {
			began <- true
			<-ctx.Done()
			return nil, ctx.Err()
		})
		<-began
		stop()
		if j := b.job(); j.State != models.Queued || j.Attempts != 0 || j.RunAt > models.At(b.clock()) || len(b.failed) > 0 {
			b.t.Errorf("given back as %+v, %q", j, b.failed)
		}
	})
}

// Of a kind that may not have every worker the others wait in the table, and
// jobs of another kind pass them.
func TestJobsOfOneKindLeaveWorkersToTheOthers(t *testing.T) {
	onBoth(t, func(b *table) {
		now := models.At(b.clock())
		err := b.tx(func(tx store.Tx) error {
			for _, s := range []models.ID{11, 12, 13} {
				if err := tx.AddJob(b.t.Context(), &models.Job{Kind: models.RenderJob, SubjectID: s, RunAt: now - 1000, CreatedAt: now}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.t.Fatal(err)
		}
		b.queue(1, 2, 3)
		var drawn, most atomic.Int32
		goOn := make(chan bool)
		w := &jobs.Workers{
			DB: b.DB, Now: b.clock, AtOnce: 3, Most: map[models.JobKind]int{models.RenderJob: 1}, Failed: func(_ models.Job, err error) { b.t.Error(err) },
			Do: map[models.JobKind]jobs.Work{
				models.CaptureJob: func(_ context.Context, j models.Job) (jobs.Save, error) { return b.kept(j), nil },
				models.RenderJob: func(context.Context, models.Job) (jobs.Save, error) {
					most.Store(max(most.Load(), drawn.Add(1)))
					defer drawn.Add(-1)
					<-goOn
					return nil, nil
				},
			},
		}
		ctx, cancel := context.WithCancel(b.t.Context())
		var runs sync.WaitGroup
		runs.Go(func() { w.Run(ctx) })
		defer func() { cancel(); runs.Wait() }()
		b.until("the others are done", func() bool { return slices.Equal(b.in(models.Done), []models.ID{1, 2, 3}) })
		if got := b.in(models.Running); !slices.Equal(got, []models.ID{11}) {
			b.t.Errorf("running are %v", got)
		}
		close(goOn)
		b.until("all are done", func() bool { return len(b.in(models.Done)) == 6 })
		if most.Load() != 1 {
			b.t.Errorf("%d at once", most.Load())
		}
	})
}
