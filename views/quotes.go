package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// QuoteFormName names the form that quotes a passage of a capture.
const QuoteFormName = "quote"

// QuoteForm quotes a passage of a capture for one of the article's claims.
type QuoteForm struct {
	Path    string // of the capture
	Claims  []ui.Choice
	Claim   string      // the number of the one that is chosen first; "" for none
	At      models.Span // what is chosen of the text, in code points; empty for nothing
	Passage string      // its words
	Locator string      // its page, where the capture has pages
	Pages   []int       // where each page begins, in code points
	Parts   []QuotePart // the paragraph of what is chosen, and its sentences
	Costs   string      // what quoting costs the reader; "" when nothing
	Closed  string      // why the reader may not quote; "" when they may
	Key     string
	Attempt Attempt
}

// QuotePart is a part of the text that can be chosen with a link.
type QuotePart struct {
	Label   string
	Href    string
	Current bool
}

// QuoteCosts says what quoting costs a reader who has not chosen a claim yet and
// could approve some of them.
const QuoteCosts = "Who quotes a source for a claim has a hand in it and cannot approve it. The page of each claim says who else may."

// hidden is what the form carries.
func (q QuoteForm) hidden() []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: QuoteFormName}, {Name: "key", Value: q.Key + "." + QuoteFormName}}
}

// value is what was typed into a field, or what is chosen.
func (q QuoteForm) value(field, otherwise string) string {
	return q.Attempt.Value(QuoteFormName, field, otherwise)
}

func (q QuoteForm) place(field string, at int) string {
	if q.At.Len() == 0 {
		return q.value(field, "")
	}
	return q.value(field, strconv.Itoa(at))
}

// claims are the choices of a claim, with the chosen one.
func (q QuoteForm) claims() []ui.Choice {
	return append([]ui.Choice{{Value: "", Label: "Choose a claim"}}, q.Claims...)
}

// pages says where the pages begin, for the script that fills in the page.
func (q QuoteForm) pages() string {
	pages := make([]string, len(q.Pages))
	for i, at := range q.Pages {
		pages[i] = strconv.Itoa(at)
	}
	return strings.Join(pages, " ")
}

// PageWords say on which page of a capture something stands; pageSign is where
// the number goes.
func PageWords(page int) string { return pageWords(strconv.Itoa(page)) }

const pageSign = "%"

func pageWords(page string) string { return "page " + page }

// WholeParagraph names the link that chooses a paragraph.
const WholeParagraph = "The whole paragraph"

// QuotePath is where a part of a capture is chosen, in code points, for a claim
// (0: none yet).
func QuotePath(article, capture models.ID, claim int, at models.Span) string {
	path := CapturePath(article, capture) + "?from=" + strconv.Itoa(at.Start) + "&to=" + strconv.Itoa(at.End)
	if claim > 0 {
		path += "&claim=" + strconv.Itoa(claim)
	}
	return path + "#" + QuoteFormName
}

// QuotedPath is where a capture shows the passage that evidence of a claim quotes.
func QuotedPath(article, capture models.ID, claim int, evidence models.ID) string {
	path := CapturePath(article, capture)
	if claim > 0 {
		path += "?claim=" + strconv.Itoa(claim)
	}
	if evidence > 0 {
		path += "#" + quotedID(int(evidence))
	}
	return path
}

// quotedID names a quoted passage of a capture's text.
func quotedID(evidence int) string {
	if evidence == 0 {
		return "chosen"
	}
	return "quoted-" + strconv.Itoa(evidence)
}

// Picking lets a reader without a script choose paragraphs of a capture.
type Picking struct {
	Capture models.ID
	Claim   int
}

// pick is the address that chooses a block, in code points.
func (c CopySheet) pick(start, end int) string {
	return QuotePath(c.Article, c.Picks.Capture, c.Picks.Claim, models.Span{Start: start, End: end})
}
