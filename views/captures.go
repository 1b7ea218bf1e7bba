package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"

	"github.com/a-h/templ"
)

// CapturePage is what a source looked like at one time.
type CapturePage struct {
	Page    ui.Page
	Article models.Article
	Source  models.Source
	Capture models.Capture
	Sheet   CopySheet // its text with the quoted passages over it
	At      ui.Moment
	Beside  CaptureBeside
	Others  []CaptureRow // all captures of the source, oldest first
	Looks   []LookRow    // newest first
	Quote   QuoteForm
	Attempt Attempt
}

// CaptureRow is a capture in a list.
type CaptureRow struct {
	ID models.ID
	At ui.Moment
}

// LookRow is one look at the source's page.
type LookRow struct {
	models.Look
	When ui.Moment
}

// CaptureTitle names the page of a capture.
func CaptureTitle(title string) string { return "Capture of " + title }

// CapturePath is where a capture of one of the article's sources is shown.
func CapturePath(article, id models.ID) string {
	return ArticlePath(article) + "/captures/" + idText(id)
}

// captureEndings are the ends of the names of downloaded captures, by media type.
var captureEndings = map[string]string{
	"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md", "application/pdf": ".pdf",
	"application/json": ".json", "application/rss+xml": ".xml", "application/atom+xml": ".xml", "application/xml": ".xml", "text/xml": ".xml",
	"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif", "message/rfc822": ".eml",
}

// CaptureFileName is what a downloaded capture is called: as it came, or by its
// number.
func CaptureFileName(c models.Capture) string {
	if c.FileName != "" {
		return c.FileName
	}
	kind, _, _ := strings.Cut(c.MediaType, ";")
	return "capture-" + idText(c.ID) + captureEndings[strings.ToLower(strings.TrimSpace(kind))]
}

// lookWords say what came of a look.
var lookWords = map[models.LookOutcome]struct {
	words string
	tone  ui.Tone
}{
	models.LookFirst:   {"Kept", ui.Good},
	models.LookSame:    {"The same", ui.Good},
	models.LookMoved:   {"Moved", ui.Info},
	models.LookChanged: {"Changed", ui.Warn},
	models.LookGone:    {"Gone: the site says so", ui.Bad},
	models.LookRefused: {"The site does not show it to us", ui.Warn},
	models.LookFailed:  {"Could not be looked at", ui.Warn},
}

// facts are what is known of the capture, as pairs of words.
func (p CapturePage) facts() (facts [][2]string) {
	c := p.Capture
	add := func(name, value string) {
		if value != "" {
			facts = append(facts, [2]string{name, value})
		}
	}
	add("Title", c.Title)
	add("Author", c.Author)
	add("Publisher", c.Publisher)
	add("Published", dayWords(c.PublishedOn))
	add("Modified", dayWords(c.ModifiedOn))
	add("Language", c.Language)
	add("Found at", c.Address)
	add("Names itself", c.Canonical)
	add("File", c.FileName)
	add("Type", c.MediaType)
	add("Size", strconv.FormatInt(c.BodySize, 10)+" bytes")
	add("SHA-256", c.BodySHA256)
	return facts
}

// CaptureState is how the capturing of a source stands.
type CaptureState struct {
	Job    models.Job // the newest; ID 0: none
	Next   ui.Moment  // when it is tried again
	Look   models.Look
	Looked ui.Moment
	Last   models.ID // the newest capture; 0: none
	May    bool      // the reader may have it looked at again
	Key    string
}

// waits reports whether the page is about to be looked at.
func (s CaptureState) waits() bool {
	return underWay(s.Job)
}

// looking is what the part of the evidence has that shows what is kept, while
// nothing is and its page is being looked at.
func (e EvidenceView) looking(claim string) templ.Attributes {
	if e.NothingKept() == "" {
		return nil
	}
	return e.Looks.looking(claim)
}

// looking is what a part of the claim has that hangs on what is kept of all its
// evidence, while the page of some is being looked at.
func (p ClaimPanel) looking() templ.Attributes {
	for _, e := range p.Evidence {
		if at := e.looking(p.Path); at != nil {
			return at
		}
	}
	return nil
}

// NothingKept says how the looking at a source with an address stands while
// nothing of it is kept; "" once something is.
func (e EvidenceView) NothingKept() string {
	s := e.Looks
	if e.Source.URL == "" || e.CaptureID != 0 || s.Last != 0 {
		return ""
	}
	said := s.words()
	switch {
	case said == "" && s.Look.ID == 0:
		said = "Not looked at yet"
	case said == "":
		if said = lookWords[s.Look.Outcome].words; s.Look.Reason != "" {
			said += ": " + strings.TrimRight(s.Look.Reason, ".")
		}
	}
	return strings.TrimRight(said, ".") + ". Nothing of it is kept."
}

// words say how the capturing stands, beside what the last look found.
func (s CaptureState) words() string {
	switch {
	case s.Job.State == models.Running:
		return "Being looked at now"
	case s.Job.State == models.Queued && s.Job.Attempts > 0:
		return "No luck yet, tried again by itself: " + s.Job.LastError
	case s.Job.State == models.Queued:
		return "About to be looked at"
	case s.Job.State == models.Failed && s.Look.At <= s.Job.EndedAt: // no later look found something
		return "Given up: " + s.Job.LastError
	}
	return ""
}
