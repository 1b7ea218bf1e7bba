package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"
	"time"

	"example.org/tickmark/capture"
	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
)

// The server's workers ask a site that does not answer eight times; then the
// source says that its page could not be looked at, and when.
func TestTheServerSaysOfAPageThatItGaveUp(t *testing.T) {
	asked := make(chan bool, 100)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked <- true
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	t.Cleanup(site.Close)
	h := testkit.NewHouse(t, "")
	h.Web = capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Now: h.Clock.Now})
	article := h.Open(t, testkit.Copy)
	n := h.Mark(t, h.Carl, article, 2)
	in := testkit.SomeEvidence(models.Supports)
	in.Source.URL = site.URL
	if err := h.AddEvidence(t.Context(), testkit.By(h.Carl), h.At(t, article, n), in); err != nil {
		t.Fatal(err)
	}
	workers := (&run{now: h.Clock.Now}).workers(h.Newsroom, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(t.Context())
	var runs sync.WaitGroup
	runs.Go(func() { workers.Run(ctx) })
	defer func() { stop(); runs.Wait() }()
	q := h.DB.Queries()
	var given []models.Job
	for end := time.Now().Add(time.Minute); len(given) == 0; {
		if time.Now().After(end) {
			t.Fatalf("it was never given up, after %d attempts", len(asked))
		}
		time.Sleep(10 * time.Millisecond)
		if queued, err := q.JobsIn(t.Context(), models.Queued, 0, 1); err != nil {
			t.Fatal(err)
		} else if len(queued) > 0 {
			h.Clock.Move(6 * time.Hour)
			workers.Wake()
		}
		var err error
		if given, err = q.JobsIn(t.Context(), models.Failed, 0, 1); err != nil {
			t.Fatal(err)
		}
	}
	s, err := q.SourceByID(t.Context(), given[0].SubjectID)
	if err != nil || s.Health != models.LookFailed || s.LookedAt != given[0].EndedAt || len(asked) != 8 {
		t.Errorf("after %d attempts the source is %q since %d, the job ended at %d; %v", len(asked), s.Health, s.LookedAt, given[0].EndedAt, err)
	}
}
