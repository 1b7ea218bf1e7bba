package e2e

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"example.org/tickmark/capture"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// keepSources gives the demo what only comes of looking at pages: captures of
// the source that a claim of the third article quotes, whose page says something
// else since, a source whose page is locked, and jobs in every state.
func keepSources(ctx context.Context, n *newsroom.Newsroom) error {
	emil, err := n.DB.Queries().UserByHandle(ctx, "emil")
	if err != nil {
		return err
	}
	f, err := newsroom.ReadFile(ctx, n.DB.Queries(), emil.ID, 3)
	if err != nil {
		return err
	}
	var quoted models.Evidence
	for _, k := range f.Cases {
		for _, e := range k.Evidence {
			if e.Passage != "" {
				quoted = e
			}
		}
	}
	said := strings.Replace(quoted.Passage, "العاشرة", "التاسعة", 1)
	if said == quoted.Passage {
		return errors.New("no claim of article 3 quotes at what hour the library opens")
	}
	at := models.At(n.Now())
	address := "https://office.example/" + strings.Repeat("a-long-address/", 20)
	page := models.Source{ArticleID: 3, Type: models.PressReport, Title: "A page that changes", URL: address, Located: true, CreatedBy: emil.ID, CreatedAt: at}
	was, span := noteOf(quoted.Passage)
	now, _ := noteOf(said)
	unread := models.Capture{MediaType: "application/pdf", Unread: "The PDF is locked by a password, so no text was read from it."}
	for c, body := range map[*models.Capture]string{&was: was.Text, &now: now.Text, &unread: "%PDF-1.7 locked"} {
		c.SourceID, c.How, c.At, c.Status, c.Address = quoted.SourceID, models.Fetched, at, 200, address
		if c.BodySHA256, c.BodySize, err = n.Blobs.Put(ctx, strings.NewReader(body), 1<<20); err != nil {
			return err
		}
	}
	return n.DB.Tx(ctx, func(tx store.Tx) error {
		if err := tx.AddSource(ctx, &page); err != nil {
			return err
		}
		unread.SourceID = page.ID
		if err := errors.Join(tx.AddCapture(ctx, &was), tx.AddCapture(ctx, &unread), tx.AddCapture(ctx, &now)); err != nil {
			return err
		}
		quoted.CaptureID, quoted.QuotedStart, quoted.QuotedEnd = models.Ref(was.ID), span.Start, span.End
		if err := tx.SetEvidence(ctx, quoted); err != nil {
			return err
		}
		drift := models.Drift{SourceID: quoted.SourceID, Outcome: models.LookChanged, OpenedAt: at}
		for _, l := range []models.Look{
			{SourceID: quoted.SourceID, Outcome: models.LookFirst, Status: 200, CaptureID: models.Ref(was.ID)},
			{SourceID: quoted.SourceID, Outcome: models.LookSame, Status: 304},
			{SourceID: quoted.SourceID, Outcome: models.LookMoved, Status: 200},
			{SourceID: quoted.SourceID, Outcome: models.LookGone, Status: 410},
			{SourceID: quoted.SourceID, Outcome: models.LookRefused, Status: 403},
			{SourceID: quoted.SourceID, Outcome: models.LookFailed, Reason: "The site does not answer."},
			{SourceID: page.ID, Outcome: models.LookFirst, Status: 200, CaptureID: models.Ref(unread.ID)},
			{SourceID: quoted.SourceID, Outcome: models.LookChanged, Status: 200, CaptureID: models.Ref(now.ID)},
		} {
			l.At = at
			if err := errors.Join(tx.AddLook(ctx, &l), tx.SetHealth(ctx, l)); err != nil {
				return err
			}
			drift.LookID = l.ID
		}
		return errors.Join(tx.AddDrift(ctx, &drift), addJobs(ctx, tx, page.ID, emil.ID, at))
	})
}

// noteOf is the capture of an office's note that says something, and where.
func noteOf(said string) (models.Capture, models.Span) {
	const begins = "As it was said to us."
	span := models.Span{Start: len([]rune(begins)) + 1, End: len([]rune(begins)) + 1 + len([]rune(said))}
	return models.Capture{
		MediaType: "text/plain; charset=utf-8", Title: "A note", Author: "An office", Publisher: "An office",
		PublishedOn: "2025-09-19", Language: "en", Canonical: "https://office.example/note",
		Document: models.Document{Text: begins + "\n" + said, Blocks: []models.Block{
			{Kind: models.Paragraph, Span: models.Span{End: span.Start - 1}}, {Kind: models.Paragraph, Span: span},
		}},
	}, span
}

// addJobs adds a job about a source in each state, the newest given up.
func addJobs(ctx context.Context, tx store.Tx, source, by models.ID, at models.Instant) error {
	add := func(kind models.JobKind) error {
		return tx.AddJob(ctx, &models.Job{Kind: kind, SubjectID: source, RunAt: at, CreatedBy: models.Ref(by), CreatedAt: at})
	}
	for _, end := range []models.JobState{models.Done, models.Discarded, models.Failed} {
		if err := add(models.CaptureJob); err != nil {
			return err
		}
		j, err := tx.TakeJob(ctx, "a lease", at, at+1)
		if err != nil {
			return err
		}
		j.State, j.EndedAt, j.LastError = end, at, "The site does not answer, or not in time. It is tried again by itself."
		if err := tx.EndJob(ctx, j); err != nil {
			return err
		}
	}
	if err := add(models.LookJob); err != nil {
		return err
	}
	if _, err := tx.TakeJob(ctx, "another lease", at, at+1); err != nil {
		return err
	}
	return tx.AddJob(ctx, &models.Job{Kind: models.LookJob, SubjectID: source + 1, RunAt: at, CreatedAt: at})
}

// capturesNow does the look that is due, as a worker would.
func (s *site) capturesNow(t *testing.T) {
	t.Helper()
	ctx, now := t.Context(), models.At(s.Clock.Now())
	var j models.Job
	if err := s.DB.Tx(ctx, func(tx store.Tx) (err error) {
		j, err = tx.TakeJob(ctx, "a lease", now, now+60_000, models.RenderJob, models.TraceJob)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	save, err := s.CaptureSource(ctx, j)
	if err != nil {
		t.Fatal(err)
	}
	j.State, j.EndedAt = models.Done, now
	if err := s.DB.Tx(ctx, func(tx store.Tx) error { return errors.Join(tx.EndJob(ctx, j), save(ctx, tx)) }); err != nil {
		t.Fatal(err)
	}
}

// A source with an address is looked at, and what it said stands beside the
// claim that quotes it; an admin sees to the jobs by the keyboard alone.
func TestASourceIsCapturedAndQuoted(t *testing.T) {
	t.Parallel()
	const said = "The two presidents met for three hours, the office said"
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, `<html lang="en"><title>Readout</title><article><h1>Readout</h1><p>`+said+`. Nothing was signed on that day.</p></article></html>`)
		}))
		t.Cleanup(page.Close)
		s := newSite(t)
		s.Web = capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Now: s.Clock.Now})
		article := s.Open(t, testkit.Copy)
		n := s.Mark(t, s.Carl, article, 2)
		in := testkit.SomeEvidence(models.Supports)
		in.Source.URL = page.URL + "/readout"
		adds := func() {
			t.Helper()
			if err := s.AddEvidence(t.Context(), testkit.By(s.Carl), newsroom.Target{Article: article, Number: n}, in); err != nil {
				t.Fatal(err)
			}
		}
		adds()
		carl, adam := s.person(t, "carl", opts...), s.person(t, "adam", opts...)
		carl.open("/articles/1/backup")
		carl.sees("About to be looked at")
		adam.open("/jobs?state=queued")
		adam.sees("Capture 1", "Carl")
		adam.tab(`form[action="/jobs/1/discard"] button`)
		adam.leads(keyAction(kb.Enter))
		adam.sees("Discarded.", "No such jobs")
		adam.open("/jobs?state=discarded")
		adam.tab(`form[action="/jobs/1/retry"] button`)
		adam.leads(keyAction(kb.Enter))
		adam.sees("It is about to be tried again.")
		adam.open("/jobs?state=queued")
		adam.press("/jobs/1/discard")
		carl.open("/articles/1/backup")
		carl.press("/look")
		carl.sees("Its page is about to be looked at.", "About to be looked at")
		s.capturesNow(t)

		sources, err := s.DB.Queries().Sources(t.Context(), article)
		if err != nil || len(sources) != 1 {
			t.Fatal(sources, err)
		}
		in.SourceID, in.Evidence.Passage = sources[0].ID, said
		adds()
		carl.open("/articles/1/backup")
		carl.sees("Kept")
		carl.follow(`a[href="/articles/1/captures/1"]`)
		carl.sees("As it looked", said, "Nothing was signed on that day.", page.URL+"/readout")
		if got := look[string](carl, `[...document.querySelectorAll("mark.claim")].map(m => m.innerText).join("|")`); !strings.Contains(got, said) {
			t.Errorf("marked is %q", got)
		}
		if got := carl.download(`a[href$="/captures/1/body"]`); !strings.Contains(got, said) {
			t.Errorf("downloaded is %q", got)
		}
	})
}

// What becomes of a page shows at the evidence that quotes it, by itself where
// scripts run, and nothing that is typed meanwhile is touched.
func TestWhatBecomesOfAPageShowsAtItsEvidence(t *testing.T) {
	t.Parallel()
	const said = "The two presidents met for three hours, the office said"
	add := func(t *testing.T, pages []string, opts ...testkit.BrowserOption) (*site, *person) {
		t.Helper()
		page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, `<html lang="en"><title>Readout</title><article><h1>Readout</h1><p>`+said+`. Nothing was signed on that day.</p></article></html>`)
		}))
		t.Cleanup(page.Close)
		s := newSite(t)
		s.Web = capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Now: s.Clock.Now})
		article := s.Open(t, testkit.Copy)
		n := s.Mark(t, s.Carl, article, 2)
		for _, at := range pages {
			in := testkit.SomeEvidence(models.Supports)
			in.Source.URL, in.Evidence.Passage = page.URL+at, said
			if err := s.AddEvidence(t.Context(), testkit.By(s.Carl), newsroom.Target{Article: article, Number: n}, in); err != nil {
				t.Fatal(err)
			}
		}
		p := s.person(t, "carl", opts...)
		p.open("/articles/1/claims/1")
		p.sees("About to be looked at. Nothing of it is kept.")
		return s, p
	}
	t.Run("with scripts", func(t *testing.T) {
		s, p := add(t, []string{"/readout"})
		p.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("#side details").forEach(d => d.open = true)`))
		p.fill("#side .evidence [name=note]", "Typed meanwhile.")
		s.capturesNow(t)
		p.until(`document.body.innerText.includes("Word for word in the capture")`)
		p.misses("Nothing of it is kept")
		if got := look[string](p, `document.activeElement.name + ": " + document.activeElement.value`); got != "note: Typed meanwhile." {
			t.Errorf("the cursor is in %q", got)
		}
		if look[bool](p, `document.querySelector("[data-waits]") !== null`) {
			t.Error("it goes on waiting")
		}
	})
	t.Run("of two at once, by one answer that tells nothing else", func(t *testing.T) {
		s, p := add(t, []string{"/readout", "/diary"})
		p.sees("0 independent roots among 2 sources", "Is about to be looked at.")
		p.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("#roots details").forEach(d => d.open = true)`))
		p.fill("#ruling-reason", "Typed meanwhile.")
		if got, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`(form => {
			const comment = new URLSearchParams(new FormData(form));
			comment.set("body", "In another tab.");
			return fetch(form.action, { method: "POST", body: comment, redirect: "manual" }).then(answer => answer.type);
		})(document.querySelector('form[action$="/comments"]'))`, chromedp.EvalAwaitPromise)); err != nil || got != "opaqueredirect" {
			t.Fatal(got, err)
		}
		s.capturesNow(t)
		p.until(`document.body.innerText.includes("Word for word in the capture")`)
		p.sees("About to be looked at. Nothing of it is kept.", "1 independent root among 2 sources")
		s.capturesNow(t)
		p.until(`document.body.innerText.split("Word for word in the capture").length === 3`)
		p.sees("2 independent roots among 2 sources")
		p.misses("bout to be looked at", "does not count")
		if got := look[string](p, `document.activeElement.id + ": " + document.activeElement.value`); got != "ruling-reason: Typed meanwhile." {
			t.Errorf("the cursor is in %q", got)
		}
		if look[bool](p, `document.querySelector("[data-waits]") !== null`) {
			t.Error("it goes on waiting")
		}
		asked := look[[][2]float64](p, `performance.getEntriesByType("resource").filter(e => e.initiatorType === "fetch" && new URL(e.name).pathname === location.pathname).map(e => [e.startTime, e.responseEnd])`)
		if len(asked) < 2 {
			t.Errorf("the page was asked for at %v ms", asked)
		}
		for i := 1; i < len(asked); i++ {
			if asked[i][0] < asked[i-1][1] || asked[i][0]-asked[i-1][0] < 250 { // one at a time, and with a pause of 300 ms
				t.Errorf("the page was asked for twice at once: at %v ms", asked)
			}
		}
		if told, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`fetch(location.href).then(a => a.text()).then(page => page.includes("Your comment is added."))`, chromedp.EvalAwaitPromise)); err != nil || !told {
			t.Error("the next page does not tell that the comment is added", err)
		}
	})
	t.Run("without", func(t *testing.T) {
		s, p := add(t, []string{"/readout"}, testkit.NoScript())
		s.capturesNow(t)
		p.open("/articles/1/claims/1")
		p.sees("Word for word in the capture")
		p.misses("Nothing of it is kept")
	})
}
