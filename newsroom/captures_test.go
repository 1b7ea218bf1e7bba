package newsroom_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/capture"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// A source with an address is looked at by a job, and what is there is kept.
func TestASourceIsCaptured(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		status, page := http.StatusOK, `<html lang="en"><title>Communiqué</title><article><h1>Communiqué</h1><p>The leaders met on 15 August 2025 in Anchorage, the office said.</p></article></html>`
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Etag", `"1"`)
			w.Header().Set("Set-Cookie", "who=you")
			if r.Header.Get("If-None-Match") == `"1"` && status == http.StatusOK {
				status = http.StatusNotModified
			}
			w.WriteHeader(status)
			if status == http.StatusOK {
				_, _ = w.Write([]byte(page))
			}
		}))
		t.Cleanup(site.Close)
		d.Web = capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Now: d.Clock.Now})
		n := d.marked()
		woken := 0
		d.Wake = func() { woken++ }
		in := testkit.SomeEvidence(models.Supports)
		in.Source.URL = site.URL + "/communique"
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		source := d.file().Sources[len(d.file().Sources)-1]
		jobs, err := d.DB.Queries().JobsOf(t.Context(), models.CaptureJob, []models.ID{source.ID})
		d.ok(err)
		if len(jobs) != 1 || jobs[0].State != models.Queued || woken != 1 {
			t.Fatalf("jobs %+v, woken %d times", jobs, woken)
		}
		look := func() models.Look {
			t.Helper()
			save, err := d.CaptureSource(t.Context(), jobs[0])
			d.ok(err)
			d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error { return save(t.Context(), tx) }))
			looks, err := d.DB.Queries().Looks(t.Context(), source.ID, 1)
			d.ok(err)
			return looks[0]
		}
		from := d.size()
		first := look()
		c, err := d.DB.Queries().Capture(t.Context(), d.Vera.ID, models.ID(first.CaptureID))
		d.ok(err)
		if first.Outcome != models.LookFirst || c.Status != 200 || !strings.Contains(c.Text, "15 August 2025") || c.Title != "Communiqué" || c.Language != "en" ||
			strings.Contains(c.Header, "who=you") || !strings.Contains(c.Header, `Etag: "1"`) || c.BodySize != int64(len(page)) {
			t.Errorf("look %+v, capture %+v", first, c)
		}
		if kept, _, err := d.Blobs.Get(t.Context(), c.BodySHA256); err != nil {
			t.Error(err)
		} else {
			_ = kept.Close()
		}
		if got := d.actions(from); len(got) != 2 || got[0] != "evidence.pin" || got[1] != "capture.add" {
			t.Errorf("the trail has %v", got)
		}
		if !strings.Contains(c.Asked, "User-Agent: Mozilla/5.0 (compatible; Tickmark") {
			t.Errorf("asked with %q", c.Asked)
		}
		for _, row := range []struct {
			status int
			page   string
			want   models.LookOutcome
		}{
			{http.StatusNotModified, "", models.LookSame},
			{http.StatusNotFound, "", models.LookGone},
			{http.StatusGone, "", models.LookGone},
			{http.StatusForbidden, "", models.LookRefused},
			{http.StatusTeapot, "", models.LookFailed},
		} {
			status = row.status
			if got := look(); got.Outcome != row.want || got.CaptureID != 0 {
				t.Errorf("%d is %+v", row.status, got)
			}
			if now, err := d.DB.Queries().SourceByID(t.Context(), source.ID); err != nil || now.Health != row.want || now.LookedAt == 0 || now.Version != source.Version {
				t.Errorf("after %d the source is %+v, %v", row.status, now, err)
			}
		}
		status = http.StatusBadGateway
		if _, err := d.CaptureSource(t.Context(), jobs[0]); err == nil {
			t.Error("an error of the server is taken for an answer")
		}
		in = testkit.SomeEvidence(models.Supports)
		in.SourceID, in.Evidence.Passage = source.ID, "the leaders met on 15 August 2025 in Anchorage"
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		all := d.kase(n).Evidence
		pinned := all[len(all)-1]
		if at, ok := pinned.Quoted(); !ok || pinned.CaptureID != models.Ref(c.ID) || string([]rune(c.Text)[at.Start:at.End]) != "The leaders met on 15 August 2025 in Anchorage" {
			t.Errorf("evidence rests on %+v", pinned)
		}
		change := pinned
		change.Passage = "Nothing of the kind was said anywhere by anybody at all."
		d.ok(d.ChangeEvidence(t.Context(), testkit.By(d.Carl), d.at(n), pinned.ID, change))
		all = d.kase(n).Evidence
		if _, ok := all[len(all)-1].Quoted(); ok || all[len(all)-1].CaptureID != models.Ref(c.ID) {
			t.Errorf("what the capture does not say rests on %+v", all[len(all)-1])
		}
		// What is uploaded later is no page, and nothing is compared with it.
		d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error {
			return tx.AddCapture(t.Context(), &models.Capture{SourceID: source.ID, How: models.Uploaded, At: 1, BodySHA256: c.BodySHA256, Document: models.Document{Text: "a note"}})
		}))
		status = http.StatusOK // which becomes 304 where the site is told what it said of the page
		if got := look(); got.Outcome != models.LookSame || got.Status != http.StatusNotModified {
			t.Errorf("after an upload the page is %+v", got)
		}
		d.Verify(t)
	})
}

// What a file tells beside its text is kept with it.
func TestTheFactsOfAFileAreKept(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "message/rfc822")
			_, _ = w.Write([]byte("From: Ada <ada@example.org>\r\nTo: press@example.org\r\nSubject: The fares\r\nDate: Thu, 18 Sep 2025 10:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe fares rise in May.\r\n"))
		}))
		t.Cleanup(site.Close)
		d.Web = capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Now: d.Clock.Now})
		n := d.marked()
		in := testkit.SomeEvidence(models.Supports)
		in.Source.URL = site.URL + "/mail.eml"
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		_, err := d.carryOut()
		d.ok(err)
		c, err := d.DB.Queries().LastFetched(t.Context(), d.file().Sources[0].ID)
		d.ok(err)
		at := slices.IndexFunc(c.Facts, func(f models.Fact) bool { return f.Name == models.FactFrom })
		if at < 0 || !strings.Contains(c.Facts[at].Value, "ada@example.org") {
			t.Errorf("the capture has the facts %v", c.Facts)
		}
	})
}
