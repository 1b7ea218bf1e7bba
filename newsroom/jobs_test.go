package newsroom_test

import (
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
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
			return func() error { return d.LookAgain(t.Context(), testkit.By(u), source) }
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
		d.refuse(apperr.FieldMissing, func() error { return d.LookAgain(t.Context(), testkit.By(d.Carl), all[len(all)-1].ID) })
	})
}

// What was over a week ago is dropped; what was given up waits for an admin, and
// what is queued for its turn.
func TestOldJobsAreDropped(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		now := models.At(d.Clock.Now())
		states := []models.JobState{models.Done, models.Discarded, models.Failed, models.Queued}
		d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error {
			for subject := range models.ID(1200) {
				j := models.Job{Kind: models.RenderJob, SubjectID: 1 + subject, RunAt: now, CreatedAt: now}
				if err := tx.AddJob(t.Context(), &j); err != nil {
					return err
				}
				if j.State = states[min(int(subject), 3)]; subject >= 4 {
					j.State = models.Done
				}
				if j.State == models.Queued {
					continue
				}
				j.EndedAt = now
				if err := tx.MoveJob(t.Context(), j, models.Queued); err != nil {
					return err
				}
			}
			return nil
		}))
		left := func() map[models.JobState]int {
			t.Helper()
			by := map[models.JobState]int{}
			for _, state := range states {
				js, err := d.DB.Queries().JobsIn(t.Context(), state, 0, 2000)
				d.ok(err)
				by[state] = len(js)
			}
			return by
		}
		d.Clock.Move(6 * 24 * time.Hour)
		d.ok(d.Tidy(t.Context()))
		if got := left(); got[models.Done] != 1197 || got[models.Discarded] != 1 {
			t.Errorf("after six days %v are left", got)
		}
		d.Clock.Move(2 * 24 * time.Hour)
		d.ok(d.Tidy(t.Context()))
		if got := left(); got[models.Done] != 0 || got[models.Discarded] != 0 || got[models.Failed] != 1 || got[models.Queued] != 1 {
			t.Errorf("after eight days %v are left", got)
		}
	})
}
