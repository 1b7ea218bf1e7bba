package views

import (
	"net/url"
	"slices"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"

	"github.com/a-h/templ"
)

// CaptureBeside is what there is of a capture beside its text: what was drawn of
// it, and where else it is kept.
type CaptureBeside struct {
	Files   []models.CaptureFile
	Drawing models.Job // the newest that draws it; ID 0: none
	Kept    []KeptElsewhere
	// Asks is where the address begins by which a public archive may be asked to
	// keep the page; none where nobody may ask, or there is none to ask.
	Asks   string
	Asking models.Job // the newest that asks; ID 0: none
	Key    string
}

// KeptElsewhere is where a public archive keeps the page of a capture.
type KeptElsewhere struct {
	Address string
	At      ui.Moment
}

// CaptureFilePath is where a file of a capture is.
func CaptureFilePath(article, capture models.ID, kind models.FileKind) string {
	return CapturePath(article, capture) + "/files/" + string(kind)
}

// CaptureArchivePath is where a capture is as a web archive.
func CaptureArchivePath(article, capture models.ID) string {
	return CapturePath(article, capture) + "/capture.warc.gz"
}

// CapturesArchivePath is where the captures of an article's sources are as one
// web archive.
func CapturesArchivePath(article models.ID) string {
	return ArticlePath(article) + "/captures.warc.gz"
}

// The names under which browsers save web archives and drawn files.
var (
	CaptureArchiveName  = func(capture models.ID) string { return "capture-" + idText(capture) + ".warc.gz" }
	CapturesArchiveName = func(article models.ID) string { return "article-" + idText(article) + "-captures.warc.gz" }
	DrawnFileName       = func(f models.CaptureFile) string { return "capture-" + idText(f.CaptureID) + fileEndings[f.Kind] }
)

var fileEndings = map[models.FileKind]string{models.Screenshot: ".png", models.PrintedPDF: ".pdf"}

// file is the file of a kind; its CaptureID is 0 where there is none.
func (b CaptureBeside) file(kind models.FileKind) (found models.CaptureFile) {
	for _, f := range b.Files {
		if f.Kind == kind {
			found = f
		}
	}
	return found
}

// drawn says why there is no picture, or none yet; "" where there is one, or
// nothing draws.
func (b CaptureBeside) drawn() string {
	switch {
	case len(b.Files) > 0:
		return ""
	case underWay(b.Drawing):
		return "The picture is being drawn, from what was kept. Open the page again in a moment."
	case b.Drawing.State == models.Failed:
		return "There is no picture: " + b.Drawing.LastError
	}
	return ""
}

// asked says how the asking of the archive stands, or "".
func (b CaptureBeside) asked() string {
	switch {
	case underWay(b.Asking) && b.Asking.LastError != "":
		return "No luck yet, the archive is asked again by itself: " + b.Asking.LastError
	case underWay(b.Asking):
		return "The archive is being asked. That may take some minutes."
	case b.Asking.State == models.Failed:
		return "The archive did not keep it: " + b.Asking.LastError
	}
	return ""
}

// leaves says what leaves the house when the archive is asked.
func (b CaptureBeside) leaves(c models.Capture) string {
	host := b.Asks
	if u, err := url.Parse(b.Asks); err == nil {
		host = u.Host
	}
	return "The address leaves the house: " + host + " is told " + c.Address + " and keeps the page for everybody to see, if it does. The trail keeps that you asked."
}

// underWay reports whether a job waits or runs.
func underWay(j models.Job) bool { return j.State == models.Queued || j.State == models.Running }

// moves reports whether a source's page is looked at about now, so that a page
// that shows it looks again in a moment.
func (s CaptureState) moves() bool { return s.waits() && s.Job.Attempts <= 1 && s.Job.LastError == "" }

// looking is what a part of a page has that shows how a look goes on: the address
// from which it is read anew until the look is over.
func (s CaptureState) looking(address string) templ.Attributes {
	if !s.moves() {
		return nil
	}
	return templ.Attributes{"data-waits": address}
}

// archived reports whether something was captured that can be taken along.
func (p Backup) archived() bool {
	return slices.ContainsFunc(p.Sources, func(s SourceRow) bool { return !s.Protected && s.Capture.Last != 0 })
}

// LookPath is where a source's page is had looked at again, and where it stands
// how that goes on.
func LookPath(article, source models.ID) string {
	return ArticlePath(article) + "/sources/" + idText(source) + "/look"
}
