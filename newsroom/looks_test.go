package newsroom_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// web is a site whose only page says what the test wants.
type web struct {
	*httptest.Server
	status       int
	page, robots string
	asked        []string
}

func (d *desk) site() *web {
	w := &web{status: http.StatusOK}
	w.Server = httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, r *http.Request) {
		w.asked = append(w.asked, r.URL.Path)
		answer.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path == "/robots.txt" {
			answer.Header().Set("Content-Type", "text/plain")
			_, _ = answer.Write([]byte(w.robots))
			return
		}
		answer.WriteHeader(w.status)
		_, _ = answer.Write([]byte("<html><article><h1>Communiqué</h1><p>" + w.page + "</p></article></html>"))
	}))
	d.t.Cleanup(w.Close)
	d.Web = capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Now: d.Clock.Now})
	d.Robots = capture.NewRobots(d.Web, d.Clock.Now)
	return w
}

// carryOut does the job that is due, but for tracing, by itself, and returns
// what came of it.
func (d *desk) carryOut() (done models.Job, err error) {
	d.t.Helper()
	ctx, now := d.t.Context(), models.At(d.Clock.Now())
	d.ok(d.DB.Tx(ctx, func(tx store.Tx) (err error) {
		done, err = tx.TakeJob(ctx, "lease", now, now+1000, models.TraceJob)
		return err
	}))
	do := map[models.JobKind]jobs.Work{models.CaptureJob: d.CaptureSource, models.LookJob: d.LookAtSource, models.RenderJob: d.RenderCapture, models.ArchiveJob: d.ArchivePage}[done.Kind]
	save, err := do(ctx, done)
	if err != nil {
		done.State, done.RunAt = models.Queued, now
		d.ok(d.DB.Tx(ctx, func(tx store.Tx) error { return tx.EndJob(ctx, done) }))
		return done, err
	}
	done.State, done.EndedAt = models.Done, now
	d.ok(d.DB.Tx(ctx, func(tx store.Tx) error {
		if err := tx.EndJob(ctx, done); err != nil || save == nil {
			return err
		}
		return save(ctx, tx)
	}))
	return done, nil
}

func TestPagesAreLookedAtAgainAndDriftIsTold(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		w := d.site()
		w.page = "The leaders met on 15 August 2025 in Anchorage. Nothing was signed."
		n := d.marked()
		in := testkit.SomeEvidence(models.Supports)
		in.Source.URL, in.Evidence.Passage = w.URL+"/communique", "The leaders met on 15 August 2025"
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		source := d.file().Sources[0].ID
		if j, err := d.carryOut(); err != nil || j.Kind != models.CaptureJob {
			t.Fatal(j, err)
		}
		newest := func() models.Look {
			t.Helper()
			looks, err := d.DB.Queries().Looks(t.Context(), source, 1)
			d.ok(err)
			return looks[0]
		}
		// again looks once more after a while, whose end the test chooses.
		again := func(after time.Duration) (models.Look, error) {
			t.Helper()
			d.Clock.Move(after)
			d.ok(d.ScheduleLooks(t.Context()))
			d.ok(d.ScheduleLooks(t.Context())) // once is enough
			d.Clock.Move(2 * time.Hour)
			_, err := d.carryOut()
			return newest(), err
		}
		none := func() {
			t.Helper()
			d.Clock.Move(time.Hour)
			d.ok(d.ScheduleLooks(t.Context()))
			if due, err := d.DB.Queries().JobsDue(t.Context(), models.At(d.Clock.Now())+10_000_000, models.TraceJob); err != nil || due {
				t.Errorf("a look is queued too early, %v", err)
			}
		}
		none()
		from := d.size()
		w.page += " It rained."
		look, err := again(24 * time.Hour)
		if d.ok(err); look.Outcome != models.LookSame || look.CaptureID != 0 || d.size() != from {
			t.Errorf("what nobody quotes changed: %+v", look)
		}
		w.robots = "User-agent: *\nDisallow: /"
		d.Clock.Move(48 * time.Hour)
		look, err = again(24 * time.Hour)
		if d.ok(err); look.Outcome != models.LookFailed || look.Reason == "" || look.CaptureID != 0 {
			t.Errorf("a site that asks not to be looked at: %+v", look)
		}
		w.robots = ""
		d.Clock.Move(48 * time.Hour)
		w.page = "The leaders met on 16 August 2025 in Anchorage."
		look, err = again(24 * time.Hour)
		if d.ok(err); look.Outcome != models.LookChanged || look.CaptureID == 0 {
			t.Errorf("a quoted passage changed: %+v", look)
		}
		if got := d.actions(from); !slices.Equal(got, []string{"capture.add", "drift.open"}) {
			t.Errorf("the trail has %v", got)
		}
		open, err := d.DB.Queries().OpenDrifts(t.Context(), []models.ID{source})
		d.ok(err)
		if len(open) != 1 || open[0].Outcome != models.LookChanged {
			t.Fatalf("drifts %+v", open)
		}
		w.status = http.StatusNotFound
		look, err = again(48 * time.Hour)
		if d.ok(err); look.Outcome != models.LookGone {
			t.Errorf("gone is %+v", look)
		}
		if all, err := d.DB.Queries().OpenDrifts(t.Context(), []models.ID{source}); err != nil || len(all) != 1 {
			t.Errorf("one source has %d open drifts, %v", len(all), err)
		}
		shut := func(u models.User) func() error {
			return func() error { return d.CloseDrift(t.Context(), testkit.By(u), d.article, open[0].ID) }
		}
		d.refuse(apperr.RoleMissing, shut(d.Vera))
		d.ok(shut(d.Carl)())
		d.refuse(apperr.DriftClosed, shut(d.Cleo))
		if c := d.claim(n); c.State != models.Open {
			t.Errorf("the claim moved to %s", c.State)
		}
		d.Verify(t)
	})
}

func TestALookWaitsForItsTurnAtTheSite(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		w := d.site()
		d.Turns = capture.NewTurns(d.Clock.Now)
		n := d.marked()
		in := testkit.SomeEvidence(models.Supports)
		in.Source.URL = w.URL + "/one"
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		_, err := d.carryOut()
		d.ok(err)
		d.Clock.Move(24 * time.Hour)
		d.ok(d.ScheduleLooks(t.Context()))
		d.Clock.Move(2 * time.Hour)
		leave, _ := d.Turns.Take(w.URL + "/two")
		w.asked = nil
		var later jobs.LaterError
		if _, err := d.carryOut(); !errors.As(err, &later) || later.In <= 0 || len(w.asked) > 0 {
			t.Errorf("while the site is looked at: %v, asked for %q", err, w.asked)
		}
		leave()
		d.Clock.Move(time.Minute)
		_, err = d.carryOut()
		d.ok(err)
	})
}

// A page is not gone because its site does not answer, and it is not asked
// again and again.
func TestASiteThatDoesNotAnswerCouldNotBeLookedAt(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		w := d.site()
		n := d.marked()
		in := testkit.SomeEvidence(models.Supports)
		in.Source.URL = w.URL + "/one"
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		source := d.file().Sources[0].ID
		_, err := d.carryOut()
		d.ok(err)
		w.status = http.StatusServiceUnavailable
		d.Clock.Move(24 * time.Hour)
		d.ok(d.ScheduleLooks(t.Context()))
		d.Clock.Move(2 * time.Hour)
		for range 2 {
			if _, err := d.carryOut(); !errors.Is(err, apperr.CaptureAnswer) {
				t.Fatal(err)
			}
		}
		_, err = d.carryOut()
		d.ok(err)
		s, err := d.DB.Queries().SourceByID(t.Context(), source)
		if d.ok(err); s.Health != models.LookFailed {
			t.Errorf("its health is %q", s.Health)
		}
		if open, err := d.DB.Queries().OpenDrifts(t.Context(), []models.ID{source}); err != nil || len(open) > 0 {
			t.Errorf("drifts %v, %v", open, err)
		}
	})
}

// A page that was asked for again and again in vain could not be looked at, which
// says nothing of it; a day later somebody comes by themselves.
func TestAPageWhoseLookIsGivenUpCouldNotBeLookedAt(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		w := d.site()
		w.status = http.StatusServiceUnavailable
		in := testkit.SomeEvidence(models.Supports)
		in.Source.URL, in.Evidence.Passage = w.URL+"/one", "The two met."
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(d.marked()), in))
		source := d.file().Sources[0].ID
		j, err := d.carryOut()
		if !errors.Is(err, apperr.CaptureAnswer) {
			t.Fatal(err)
		}
		from := d.size()
		j.EndedAt, j.LastError = models.At(d.Clock.Now()), apperr.Message(err)
		d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error { return d.LookGivenUp(j)(t.Context(), tx) }))
		looks, err := d.DB.Queries().Looks(t.Context(), source, 9)
		d.ok(err)
		if want := []models.Look{{ID: 1, SourceID: source, At: j.EndedAt, Outcome: models.LookFailed, Reason: j.LastError}}; !slices.Equal(looks, want) {
			t.Errorf("looks %+v, want %+v", looks, want)
		}
		if s := d.sourceByID(source); s.Health != models.LookFailed || s.LookedAt != j.EndedAt {
			t.Errorf("its health is %q since %d", s.Health, s.LookedAt)
		}
		if open, err := d.DB.Queries().OpenDrifts(t.Context(), []models.ID{source}); err != nil || len(open) > 0 || d.size() != from {
			t.Errorf("drifts %v, %v, and %d events", open, err, d.size()-from)
		}
		j.SubjectID = 99
		d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error { return d.LookGivenUp(j)(t.Context(), tx) }))

		w.status, w.page = http.StatusOK, "The two met."
		d.ok(d.DiscardJob(t.Context(), testkit.By(d.Adam), j.ID))
		d.Clock.Move(24 * time.Hour)
		d.ok(d.ScheduleLooks(t.Context()))
		d.Clock.Move(2 * time.Hour)
		if j, err = d.carryOut(); err != nil || j.Kind != models.LookJob || d.sourceByID(source).Health != models.LookFirst {
			t.Errorf("a day later: %+v, %v, the source is %+v", j, err, d.sourceByID(source))
		}
	})
}

// Two looks at one page that end at a time wait for each other.
func TestLooksThatEndAtOnceKeepAPageOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		w := d.site()
		w.page = "The two met."
		source := d.added(d.Carl, newsroom.NewSource{Source: models.Source{Type: models.PressReport, Title: "x", URL: w.URL + "/a", Located: true}}).ID
		ctx := t.Context()
		first, err := d.CaptureSource(ctx, models.Job{ID: 1, SubjectID: source, Attempts: 1})
		d.ok(err)
		second, err := d.LookAtSource(ctx, models.Job{ID: 2, SubjectID: source, Attempts: 1})
		d.ok(err)
		saved, ended := make(chan struct{}), make(chan error, 1)
		go func() {
			<-saved
			ended <- d.DB.Tx(ctx, func(tx store.Tx) error { return second(ctx, tx) })
		}()
		d.ok(d.DB.Tx(ctx, func(tx store.Tx) error {
			err := first(ctx, tx)
			close(saved)
			select {
			case err := <-ended:
				t.Errorf("the second did not wait for the first: %v", err)
				ended <- err
			case <-time.After(200 * time.Millisecond):
			}
			return err
		}))
		d.ok(<-ended)
		lines, err := d.DB.Queries().CaptureLines(ctx, d.Carl.ID, []models.ID{source})
		d.ok(err)
		if len(lines) != 1 {
			t.Errorf("captures %+v", lines)
		}
	})
}

// Two looks at one page at a time keep it once.
func TestLooksAtOnceKeepAPageOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		w := d.site()
		w.page = "The two met."
		source := d.added(d.Carl, newsroom.NewSource{Source: models.Source{Type: models.PressReport, Title: "x", URL: w.URL + "/a", Located: true}}).ID
		ctx := t.Context()
		asked, err := d.CaptureSource(ctx, models.Job{ID: 1, SubjectID: source, Attempts: 1})
		d.ok(err)
		byItself, err := d.LookAtSource(ctx, models.Job{ID: 2, SubjectID: source, Attempts: 1})
		d.ok(err)
		for _, save := range []jobs.Save{asked, byItself} {
			d.ok(d.DB.Tx(ctx, func(tx store.Tx) error { return save(ctx, tx) }))
		}
		lines, err := d.DB.Queries().CaptureLines(ctx, d.Carl.ID, []models.ID{source})
		d.ok(err)
		looks, err := d.DB.Queries().Looks(ctx, source, 2)
		d.ok(err)
		if len(lines) != 1 || len(looks) != 2 || looks[0].Outcome != models.LookSame || looks[0].CaptureID != 0 {
			t.Errorf("captures %+v, looks %+v", lines, looks)
		}
	})
}
