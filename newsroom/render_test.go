package newsroom_test

import (
	"bytes"
	"errors"
	"image/png"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/render"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// drawing has the newsroom draw pages, where there is a Chromium to draw with.
func (d *desk) drawing() {
	d.t.Helper()
	r := render.New(render.Options{})
	d.t.Cleanup(r.Close)
	if _, err := r.Chromium(); errors.Is(err, render.ErrNone) {
		if os.Getenv("CI") != "" {
			d.t.Fatal("CI draws pages, and has no Chromium")
		}
		d.t.Skip("no Chromium on this machine, so nothing is drawn")
	}
	d.Renderer = r
}

// captures has a source captured and returns the capture.
func (d *desk) captures(address string) models.Capture {
	d.t.Helper()
	in := testkit.SomeEvidence(models.Supports)
	in.Source.URL = address
	d.ok(d.AddEvidence(d.t.Context(), testkit.By(d.Carl), d.at(d.marked()), in))
	_, err := d.carryOut()
	d.ok(err)
	all := d.file().Sources
	c, err := d.DB.Queries().LastFetched(d.t.Context(), all[len(all)-1].ID)
	d.ok(err)
	return c
}

// draws are the jobs that draw a capture.
func (d *desk) draws(c models.Capture) []models.Job {
	d.t.Helper()
	js, err := d.DB.Queries().JobsOf(d.t.Context(), models.RenderJob, []models.ID{c.ID})
	d.ok(err)
	return js
}

func TestACapturedPageIsDrawn(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.drawing()
		w := d.site()
		w.page = "The ferry fares rise in May."
		c := d.captures(w.URL + "/fares")
		if got := d.draws(c); len(got) != 1 || got[0].State != models.Queued {
			t.Fatalf("jobs %+v", got)
		}
		w.Close() // what is drawn is what was kept
		from := d.size()
		if j, err := d.carryOut(); err != nil || j.Kind != models.RenderJob {
			t.Fatal(j, err)
		}
		files, err := d.DB.Queries().CaptureFiles(t.Context(), []models.ID{c.ID})
		d.ok(err)
		if len(files) != 2 || files[0].Kind != models.PrintedPDF || files[1].Kind != models.Screenshot {
			t.Fatalf("files %+v", files)
		}
		for i, begins := range []string{"%PDF-", "\x89PNG"} {
			blob, size, err := d.Blobs.Get(t.Context(), files[i].SHA256)
			d.ok(err)
			content, err := io.ReadAll(blob)
			d.ok(errors.Join(err, blob.Close()))
			if size != files[i].Size || !strings.HasPrefix(string(content), begins) {
				t.Errorf("%s has %d bytes and begins %q", files[i].Kind, size, content[:8])
			}
			if files[i].Kind == models.Screenshot {
				if shown, err := png.DecodeConfig(bytes.NewReader(content)); err != nil || shown.Width != render.Width {
					t.Errorf("the picture is %+v, %v", shown, err)
				}
			}
		}
		if got := d.actions(from); !slices.Equal(got, []string{"capture.draw"}) {
			t.Errorf("the trail has %v", got)
		}
		d.Verify(t)
	})
}

// Without a browser nothing is queued, and a job that was queued before does
// nothing.
func TestNothingIsDrawnWithoutABrowser(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		w := d.site()
		c := d.captures(w.URL + "/fares")
		if got := d.draws(c); len(got) != 0 {
			t.Errorf("jobs %+v", got)
		}
		none := render.New(render.Options{Chromium: render.None})
		t.Cleanup(none.Close)
		for name, r := range map[string]newsroom.Renderer{"none": nil, "a browser that is not there": none} {
			d.Renderer = r
			if save, err := d.RenderCapture(t.Context(), models.Job{SubjectID: c.ID, Attempts: 1}); save != nil || err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestOnlyPagesThatWereFetchedAreDrawn(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.Renderer = render.New(render.Options{Chromium: "/there/is/none"})
		w := d.site()
		c := d.captures(w.URL + "/fares")
		if len(d.draws(c)) != 1 {
			t.Error("a page is not drawn")
		}
		d.ok(d.Blobs.Remove(t.Context(), c.BodySHA256))
		if _, err := d.RenderCapture(t.Context(), models.Job{SubjectID: c.ID, Attempts: 1}); !errors.Is(err, jobs.ErrFinal) {
			t.Errorf("of bytes that are lost: %v", err)
		}
		for name, other := range map[string]models.Capture{
			"an upload": {How: models.Uploaded, MediaType: "text/html"},
			"a PDF":     {How: models.Fetched, MediaType: "application/pdf"},
		} {
			other.SourceID, other.At, other.BodySHA256 = c.SourceID, 1, c.BodySHA256
			d.ok(d.DB.Tx(t.Context(), func(tx store.Tx) error { return tx.AddCapture(t.Context(), &other) }))
			if save, err := d.RenderCapture(t.Context(), models.Job{SubjectID: other.ID, Attempts: 1}); save != nil || err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := d.RenderCapture(t.Context(), models.Job{SubjectID: 9999, Attempts: 1}); !errors.Is(err, jobs.ErrFinal) || apperr.KindOf(err) != apperr.NotFound {
			t.Errorf("a capture that is not there: %v", err)
		}
	})
}
