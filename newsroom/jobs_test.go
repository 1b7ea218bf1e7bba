package newsroom_test

import (
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"

	"github.com/google/go-cmp/cmp"
)

// A job that was given up is queued anew or let be by an admin, and a source is
// looked at again by whoever checks.
func TestJobsAreRetriedAndDiscarded(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n := d.marked()
		in := testkit.SomeEvidence(models.Supports)
		in.Source.URL = "https://example.org/communique"
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		source := d.file().Sources[0].ID
		job := func() models.Job {
			t.Helper()
			js, err := d.DB.Queries().JobsOf(t.Context(), models.CaptureJob, []models.ID{source})
			d.ok(err)
			return js[len(js)-1]
		}
		retry := func(u models.User) func() error {
			return func() error { return d.RetryJob(t.Context(), testkit.By(u), job().ID) }
		}
		discard := func(u models.User) func() error {
			return func() error { return d.DiscardJob(t.Context(), testkit.By(u), job().ID) }
		}
		look := func(u models.User) func() error {
			return func() error { return d.LookAgain(t.Context(), testkit.By(u), d.article, source) }
		}
		d.refuse(apperr.JobMoved, retry(d.Adam))
		d.refuse(apperr.RoleMissing, discard(d.Ed))
		first := job().ID
		d.ok(look(d.Carl)())
		if job().ID != first {
			t.Error("a source that waits to be looked at has two jobs")
		}
		d.ok(discard(d.Adam)())
		if j := job(); j.State != models.Discarded || j.EndedAt == 0 {
			t.Errorf("discarded is %+v", j)
		}
		d.refuse(apperr.JobMoved, discard(d.Adam))
		d.refuse(apperr.RoleMissing, look(d.Vera))
		d.ok(look(d.Ed)())
		if j := job(); j.ID == first || j.State != models.Queued || j.CreatedBy != models.Ref(d.Ed.ID) {
			t.Errorf("looked at again by %+v", j)
		}
		fail := job()
		d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error {
			j, err := tx.TakeJob(t.Context(), "lease", models.At(d.Clock.Now()), models.At(d.Clock.Now())+1000)
			if err != nil {
				return err
			}
			j.State, j.EndedAt, j.LastError = models.Failed, models.At(d.Clock.Now()), "no answer"
			return tx.EndJob(t.Context(), j)
		}))
		d.ok(retry(d.Adam)())
		if j := job(); j.ID != fail.ID || j.State != models.Queued || j.Attempts != 0 || j.EndedAt != 0 {
			t.Errorf("queued anew is %+v", j)
		}
		in.Source.URL = ""
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		all := d.file().Sources
		d.refuse(apperr.FieldMissing, func() error { return d.LookAgain(t.Context(), testkit.By(d.Carl), d.article, all[len(all)-1].ID) })
		other := d.Open(t, testkit.Copy)
		d.refuse(apperr.NotFoundOrSeen, func() error { return d.LookAgain(t.Context(), testkit.By(d.Carl), other, source) })
	})
}

// A job whose server died can be let be once its lease is over, and not before.
func TestAJobThatNobodyRunsAnyMoreIsDiscarded(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.source("Communiqué", "Ministry")
		var j models.Job
		d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error {
			now := models.At(d.Clock.Now())
			if err := tx.AddJob(t.Context(), &models.Job{Kind: models.CaptureJob, SubjectID: 1, RunAt: now, CreatedAt: now}); err != nil {
				return err
			}
			var err error
			j, err = tx.TakeJob(t.Context(), "dies", now, now+3_600_000)
			return err
		}))
		d.refuse(apperr.JobMoved, func() error { return d.DiscardJob(t.Context(), testkit.By(d.Adam), j.ID) })
		d.Clock.Move(2 * time.Hour)
		seen := j
		d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) (err error) {
			now := models.At(d.Clock.Now())
			j, err = tx.TakeJob(t.Context(), "dies too", now, now+3_600_000)
			return err
		}))
		d.refuse(apperr.Stale, func() error { // somebody else runs it since it was seen
			return d.DB.Tx(t.Context(), func(tx store.Tx) error { return tx.MoveJob(t.Context(), models.Job{State: models.Discarded}, seen) })
		})
		d.Clock.Move(2 * time.Hour)
		d.ok(d.DiscardJob(t.Context(), testkit.By(d.Adam), j.ID))
		got, err := d.DB.Queries().Job(t.Context(), j.ID)
		d.ok(err)
		if got.State != models.Discarded || got.Lease != "" || got.EndedAt == 0 {
			t.Errorf("discarded is %+v", got)
		}
		err = d.DB.Tx(t.Context(), func(tx store.Tx) error { return tx.EndJob(t.Context(), j) })
		d.refuse(apperr.Stale, func() error { return err })
	})
}

// Jobs that ended long ago are dropped, be they many; those that wait for
// somebody are not.
func TestOldJobsAreDropped(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		end := func(subject models.ID, state models.JobState) {
			t.Helper()
			now := models.At(d.Clock.Now())
			d.ok(d.DB.Tx(ctx, func(tx store.Tx) error {
				if err := tx.AddJob(ctx, &models.Job{Kind: models.LookJob, SubjectID: subject, RunAt: now, CreatedAt: now}); err != nil || state == models.Queued {
					return err
				}
				j, err := tx.TakeJob(ctx, "lease", now, now+1000)
				if err != nil {
					return err
				}
				j.State, j.EndedAt = state, now
				return tx.EndJob(ctx, j)
			}))
		}
		left := func() (left []models.ID) {
			t.Helper()
			for _, state := range []models.JobState{models.Done, models.Discarded, models.Failed, models.Queued} {
				js, err := d.DB.Queries().JobsIn(ctx, state, 0, 5000)
				d.ok(err)
				for _, j := range js {
					left = append(left, j.SubjectID)
				}
			}
			return left
		}
		end(1, models.Done)
		end(2, models.Discarded)
		end(3, models.Failed)
		db := d.SQL(t)
		_, err := db.ExecContext(ctx, `INSERT INTO jobs (kind, subject_id, state, attempts, run_at, lease, last_error, created_at, ended_at)
			WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 1300) SELECT 'look', i, 'done', 1, 1, '', '', 1, 1 FROM n`)
		d.ok(err)
		d.Clock.Move((newsroom.JobDays*24 - 1) * time.Hour)
		end(4, models.Done)
		end(5, models.Queued)
		d.ok(d.Tidy(ctx))
		if diff := cmp.Diff([]models.ID{4, 1, 2, 3, 5}, left()); diff != "" {
			t.Errorf("within %d days (-want +got):\n%s", newsroom.JobDays, diff)
		}
		d.Clock.Move(2 * time.Hour)
		d.ok(d.Tidy(ctx))
		if diff := cmp.Diff([]models.ID{4, 3, 5}, left()); diff != "" {
			t.Errorf("after %d days (-want +got):\n%s", newsroom.JobDays, diff)
		}
	})
}
