package handlers_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// kept is an article with one source and its captures: one that was fetched, and
// drawn, and one that was uploaded.
type kept struct {
	*site
	article, source, fetched, uploaded models.ID
	picture, pdf                       string
}

const keptPage = "<!doctype html><title>Fares</title><p>The fares rise in May.</p>"

func newKept(t *testing.T) kept {
	t.Helper()
	k := kept{site: newSite(t), pdf: "%PDF-1.7\n%not one that is opened\n"}
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	k.picture = drawn.String()
	k.article = k.Open(t, testkit.Copy)
	n := k.Mark(t, k.Carl, k.article, 2)
	k.Evidence(t, k.Carl, k.article, n, models.Supports)
	k.source = k.File(t, k.article).Sources[0].ID
	page := models.Capture{
		SourceID: k.source, How: models.Fetched, At: 1_758_218_400_000, Status: 200, Address: "https://harbour.example/fares", Hops: []string{"https://harbour.example/fares"},
		Header: "Content-Type: text/html", Asked: "Accept: */*\nUser-Agent: Tickmark", MediaType: "text/html", Document: models.Document{Text: "The fares rise in May."},
	}
	file := models.Capture{SourceID: k.source, How: models.Uploaded, At: 1_758_218_500_000, FileName: "list.txt", MediaType: "text/plain"}
	k.keep(t, &page, keptPage)
	k.keep(t, &file, "41,000\n")
	k.fetched, k.uploaded = page.ID, file.ID
	k.drawn(t, models.Screenshot, "image/png", k.picture)
	k.drawn(t, models.PrintedPDF, "application/pdf", k.pdf)
	return k
}

// keep adds a capture with its bytes.
func (k kept) keep(t *testing.T, c *models.Capture, body string) {
	t.Helper()
	var err error
	if c.BodySHA256, c.BodySize, err = k.Blobs.Put(t.Context(), strings.NewReader(body), newsroom.MaxCapture); err != nil {
		t.Fatal(err)
	}
	k.tx(t, func(tx store.Tx) error { return tx.AddCapture(t.Context(), c) })
}

// drawn adds a file of the fetched capture.
func (k kept) drawn(t *testing.T, kind models.FileKind, media, body string) {
	t.Helper()
	sum, size, err := k.Blobs.Put(t.Context(), strings.NewReader(body), newsroom.MaxCapture)
	if err != nil {
		t.Fatal(err)
	}
	f := models.CaptureFile{CaptureID: k.fetched, Kind: kind, SHA256: sum, Size: size, MediaType: media, MadeAt: 1_758_218_401_000}
	k.tx(t, func(tx store.Tx) error { return tx.AddCaptureFile(t.Context(), f) })
}

func (k kept) tx(t *testing.T, do func(store.Tx) error) {
	t.Helper()
	if err := k.DB.Tx(t.Context(), do); err != nil {
		t.Fatal(err)
	}
}

// path is the address of something of the article.
func (k kept) path(rest string, of ...models.ID) string {
	rest = "/articles/" + itoa(k.article) + rest
	for _, id := range of {
		rest = strings.Replace(rest, "#", itoa(id), 1)
	}
	return rest
}

func TestWhatWasDrawnIsShownAndSaved(t *testing.T) {
	k := newKept(t)
	vera := k.as(t, k.Vera)
	page := vera.get(t, k.path("/captures/#", k.fetched))
	for _, want := range []string{`<img src="` + k.path("/captures/#/files/screenshot", k.fetched) + `"`, k.path("/captures/#/files/pdf", k.fetched), k.path("/captures/#/capture.warc.gz", k.fetched)} {
		if page.status != http.StatusOK || !strings.Contains(page.body, want) {
			t.Errorf("the page of the capture (%d) has no %s", page.status, want)
		}
	}
	for _, row := range []struct {
		name, path                 string
		status                     int
		media, disposition, begins string
	}{
		{"the picture", k.path("/captures/#/files/screenshot", k.fetched), 200, "image/png", "inline", k.picture},
		{"the PDF", k.path("/captures/#/files/pdf", k.fetched), 200, "application/pdf", "attachment; filename=capture-" + itoa(k.fetched) + ".pdf", k.pdf},
		{"a kind that there is none of", k.path("/captures/#/files/video", k.fetched), 404, "", "", ""},
		{"a picture of an upload", k.path("/captures/#/files/screenshot", k.uploaded), 404, "", "", ""},
		{"by the wrong article", strings.Replace(k.path("/captures/#/files/pdf", k.fetched), "/articles/", "/articles/9", 1), 404, "", "", ""},
	} {
		a := vera.get(t, row.path)
		if a.status != row.status {
			t.Errorf("%s: %d", row.name, a.status)
		}
		if row.status != 200 {
			continue
		}
		if h := a.header; h.Get("Content-Type") != row.media || h.Get("Content-Disposition") != row.disposition || a.body != row.begins ||
			!strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", row.name, h)
		}
	}
}

func TestTheArchiveIsAskedFromThePageOfACapture(t *testing.T) {
	k := newKept(t)
	const ask = "Ask the archive to keep it"
	carl, at := k.as(t, k.Carl), k.path("/captures/#", k.fetched)
	if a := carl.get(t, at); strings.Contains(a.text(), ask) {
		t.Error("an archive is offered though none is named")
	}
	k.Archive = "https://archive.example/save/"
	for name, row := range map[string]struct {
		who   models.User
		at    string
		offer bool
	}{
		"a checker": {k.Carl, at, true}, "an editor": {k.Ed, at, true}, "a viewer": {k.Vera, at, false},
		"of an upload": {k.Carl, k.path("/captures/#", k.uploaded), false},
	} {
		if a := k.as(t, row.who).get(t, row.at); strings.Contains(a.text(), ask) != row.offer || row.offer && !strings.Contains(a.text(), "archive.example is told https://harbour.example/fares") {
			t.Errorf("%s: offered is %v: %s", name, !row.offer, a.text())
		}
	}
	from := k.size(t)
	if a := carl.post(t, at+"/archive"); a.status != http.StatusSeeOther || a.to() != at {
		t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
	}
	if got := k.actions(t, from); len(got) != 1 || got[0] != "capture.archive" {
		t.Errorf("the trail has %v", got)
	}
	if a := carl.get(t, at); !strings.Contains(a.text(), "The archive is being asked") || strings.Contains(a.text(), ask) {
		t.Error("the page does not say that the archive is being asked")
	}
	k.tx(t, func(tx store.Tx) error {
		return tx.AddArchiving(t.Context(), &models.Archiving{CaptureID: k.fetched, At: 1, Address: "https://archive.example/web/1/fares"})
	})
	if a := carl.get(t, at); !strings.Contains(a.body, `href="https://archive.example/web/1/fares"`) {
		t.Error("the page does not say where the archive keeps it")
	}
}

func TestHowALookGoesOnIsToldToThePageThatShowsIt(t *testing.T) {
	k := newKept(t)
	if _, err := k.SQL(t).ExecContext(t.Context(), "UPDATE sources SET url = 'https://harbour.example/fares' WHERE id = $1", k.source); err != nil {
		t.Fatal(err)
	}
	carl, at := k.as(t, k.Carl), k.path("/sources/#/look", k.source)
	if a := carl.get(t, at); a.status != http.StatusSeeOther || a.to() != k.path("/backup") {
		t.Errorf("a browser that comes by itself: %d to %q", a.status, a.to())
	}
	state := func() answer {
		t.Helper()
		r := httptest.NewRequest(http.MethodGet, at, http.NoBody)
		r.Header.Set("HX-Request", "true")
		return carl.send(t, r)
	}
	if a := state(); a.status != http.StatusOK || strings.Contains(a.body, "data-waits") || !strings.Contains(a.body, "Look again") {
		t.Errorf("before: %d %s", a.status, a.body)
	}
	if a := carl.post(t, at); a.status != http.StatusSeeOther {
		t.Fatal(a.status, a.text())
	}
	if a := state(); !strings.Contains(a.body, `data-waits="`+at+`"`) || !strings.Contains(a.text(), "About to be looked at") || strings.Contains(a.body, "<!doctype") {
		t.Errorf("while it waits: %s", a.body)
	}
	if _, err := k.SQL(t).ExecContext(t.Context(), "UPDATE jobs SET state = 'failed', ended_at = 1, last_error = 'no answer'"); err != nil {
		t.Fatal(err)
	}
	if a := state(); strings.Contains(a.body, "data-waits") || !strings.Contains(a.text(), "Given up: no answer") {
		t.Errorf("after: %s", a.body)
	}
	j := models.Job{ID: 1, SubjectID: k.source, EndedAt: 1, LastError: "no answer"}
	if err := k.DB.Tx(t.Context(), func(tx store.Tx) error { return k.LookGivenUp(j)(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
	if a := state(); !strings.Contains(a.body, `datetime="1970-01-01T`) || !strings.Contains(a.text(), "Could not be looked at") || !strings.Contains(a.text(), "Given up: no answer") {
		t.Errorf("in the end: %s", a.body)
	}
}

// What a protected source keeps is for its keepers, whichever way it is asked
// for, and in no archive of the article.
func TestWhatAProtectedSourceKeepsIsForItsKeepers(t *testing.T) {
	k := newKept(t)
	db := k.SQL(t)
	_, err := db.ExecContext(t.Context(), "UPDATE sources SET protected = 1 WHERE id = $1", k.source)
	_, keeps := db.ExecContext(t.Context(), "INSERT INTO source_keepers (source_id, user_id) VALUES ($1, $2)", k.source, k.Carl.ID)
	if err := errors.Join(err, keeps); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", "/body", "/files/screenshot", "/files/pdf", "/capture.warc.gz"} {
		at := k.path("/captures/#"+path, k.fetched)
		if a := k.as(t, k.Carl).get(t, at); a.status != http.StatusOK {
			t.Errorf("%s for its keeper: %d", path, a.status)
		}
		if a := k.as(t, k.Ed).get(t, at); a.status != http.StatusNotFound {
			t.Errorf("%s for an editor: %d", path, a.status)
		}
	}
	if got := k.archive(t, k.as(t, k.Carl), k.path("/captures.warc.gz")); strings.Contains(got, "harbour.example") || strings.Contains(got, "fares rise") || !strings.Contains(got, "warcinfo") {
		t.Errorf("the article's archive has %s", got)
	}
}

// addFetched adds a source with an address, what might have been fetched of it,
// and two jobs of the newsroom, one that was given up and one that is done.
func (s *site) addFetched(t testing.TB, p *piece) {
	t.Helper()
	uploaded, err := strconv.ParseInt(p.ids["capture"], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.queries().CaptureHead(t.Context(), uploaded) // its file is there
	if err != nil {
		t.Fatal(err)
	}
	web, err := s.AddSource(t.Context(), testkit.By(s.Carl), p.article, newsroom.NewSource{Source: models.Source{
		Type: models.PressReport, Title: "The quay", URL: "https://harbour.example/quay.jpg", Located: true,
	}})
	if err != nil {
		t.Fatal(err)
	}
	c.ID, c.SourceID, c.How, c.Status, c.Address = 0, web, models.Fetched, 200, "https://harbour.example/quay.jpg"
	failed, done := models.Job{Kind: models.RenderJob, RunAt: 1, CreatedAt: 1}, models.Job{Kind: models.RenderJob, RunAt: 1, CreatedAt: 1}
	err = s.DB.Tx(t.Context(), func(tx store.Tx) error {
		if err := tx.AddCapture(t.Context(), &c); err != nil {
			return err
		}
		for job, state := range map[*models.Job]models.JobState{&failed: models.Failed, &done: models.Done} {
			job.SubjectID = c.ID
			if err := tx.AddJob(t.Context(), job); err != nil {
				return err
			}
			was := *job
			job.State, job.EndedAt = state, 1
			if err := tx.MoveJob(t.Context(), *job, was); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p.ids["web"], p.ids["fetched"], p.ids["failed"], p.ids["done"] = itoa(web), itoa(c.ID), itoa(failed.ID), itoa(done.ID)
}
