package handlers_test

import (
	"strings"
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// A job that a server took and died of is discarded on the page of the jobs, as
// soon as its lease is over.
func TestAJobThatNobodyRunsAnyMoreIsDiscardedOverThePage(t *testing.T) {
	s := newSite(t)
	source := s.keptSource(t, s.Open(t, testkit.Copy), "The readout").SourceID
	at := models.At(s.Clock.Now())
	if err := s.DB.Tx(t.Context(), func(tx store.Tx) error {
		if err := tx.AddJob(t.Context(), &models.Job{Kind: models.CaptureJob, SubjectID: source, RunAt: at, CreatedAt: at}); err != nil {
			return err
		}
		_, err := tx.TakeJob(t.Context(), "dies", at, at+models.Instant(time.Hour.Milliseconds()))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	const discard = `action="/jobs/1/discard"`
	adam := s.as(t, s.Adam)
	if a := adam.get(t, "/jobs?state=running"); !strings.Contains(a.text(), "Capture 1") || strings.Contains(a.body, discard) {
		t.Errorf("within its lease: %s", a.text())
	}
	s.Clock.Move(2 * time.Hour)
	adam = s.as(t, s.Adam)
	if a := adam.get(t, "/jobs?state=running"); !strings.Contains(a.body, discard) || strings.Contains(a.body, "/jobs/1/retry") {
		t.Errorf("after its lease: %s", a.text())
	}
	if a := adam.post(t, "/jobs/1/discard"); a.to() != "/jobs" {
		t.Errorf("discarded: %d %s", a.status, a.text())
	}
	if a := adam.get(t, "/jobs?state=discarded"); !strings.Contains(a.text(), "Capture 1") {
		t.Errorf("in the end: %s", a.text())
	}
}
