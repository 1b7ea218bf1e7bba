package views

import (
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Drifts is the page of what drifted below an article's claims.
type Drifts struct {
	Page    ui.Page
	Article models.Article
	Items   []DriftItem
	May     bool // the reader may say that it was seen
	Attempt Attempt
}

// DriftItem is a source that is gone or says something else.
type DriftItem struct {
	models.Drift
	Source   models.Source
	Article  models.ID // an article on whose page of drifts it stands; 0: none that is open to the reader
	Opened   ui.Moment
	Again    ui.Moment // since when what was quoted stands there again
	Capture  models.ID // the newest, among the article's; 0: none that the reader may see
	Compared bool      // with a newest capture
	Captured ui.Moment
	Passages []DriftPassage
	Key      string
}

// DriftPassage is what a claim quotes of a source that drifted.
type DriftPassage struct {
	Claim     int
	Version   int
	Path      string
	Statement string
	State     models.State
	Passage   string
	Stands    bool        // in the newest capture, as in the one that the evidence rests on
	Never     bool        // the capture that the evidence rests on has nothing like it
	Near      bool        // it is not quoted word for word
	Words     *WordChange // what stands there in its place, where anything near does
	Reopen    Move
	Key       string
}

// DriftsTitle names the page of what drifted.
func DriftsTitle(headline string) string { return "Changed sources of " + headline }

// DriftsPath is where an article's drifts are shown.
func DriftsPath(article models.ID) string { return ArticlePath(article) + "/drifts" }

// BackDrifts is the page of drifts, as a form names it.
const BackDrifts = "drifts"

// driftWords say what became of a source, at a claim and in a row.
var driftWords = map[models.LookOutcome]string{
	models.LookChanged: "Says something else now",
	models.LookGone:    "Gone: the site says so",
}

// words say what became of the source.
func (d DriftItem) words() string {
	words := map[models.LookOutcome]string{
		models.LookChanged: "What is quoted of it stands there no more.",
		models.LookGone:    "Its page is gone: the site says so.",
	}[d.Outcome]
	if d.AgainAt != 0 {
		words += " A later look found it there again."
	}
	return words
}

// driftReason is the reason for which a claim is reopened, to begin with.
func (d DriftItem) driftReason() string {
	if d.Outcome == models.LookGone {
		return "Source changed: the page of “" + d.Source.Title + "” is gone."
	}
	return "Source changed: “" + d.Source.Title + "” no longer says what is quoted."
}

func (d DriftItem) hidden() []ui.Hidden { return []ui.Hidden{{Name: "key", Value: d.Key}} }

func (p DriftPassage) reopening() []ui.Hidden {
	return []ui.Hidden{{Name: "key", Value: p.Key}, {Name: "version", Value: strconv.Itoa(p.Version)}, {Name: BackField, Value: BackDrifts}}
}

// drifted reports whether what the claim quotes is among what drifted.
func (p DriftPassage) drifted(d DriftItem) bool {
	return d.Outcome == models.LookGone || !p.Stands && !p.Never
}

// standing is what became of a quoted passage, in words.
func (p DriftPassage) standing(d DriftItem) string {
	switch {
	case !d.Compared:
		return "Nothing is kept of it that could be compared."
	case p.Stands && d.Outcome == models.LookGone:
		return "The capture that is kept has it" + p.exactly()
	case p.Stands:
		return "It stands in the newest capture" + p.exactly()
	case p.Never:
		return "The capture that it rests on never had it."
	case p.Words != nil:
		return "In its place the newest capture has:"
	}
	return "The newest capture has nothing like it."
}

// exactly says how a passage stands where it did not change: as it stood.
func (p DriftPassage) exactly() string {
	if p.Near {
		return " as it stood in the one that it rests on: not word for word as quoted."
	}
	return ", word for word."
}

// DriftCount says how many sources of an article are gone or changed.
func DriftCount(n int) string { return counted(n, "source changed", "sources changed") }
