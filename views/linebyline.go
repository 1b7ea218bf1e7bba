package views

import (
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// BackLine is the page that goes through an article line by line, as a form names
// it.
const BackLine = "line"

// LineTitle names the page that goes through an article line by line.
func LineTitle(headline string) string { return "Line by line: " + headline }

// LinePath is where an article is gone through line by line, at a sentence.
func LinePath(article models.ID, sentence int) string {
	return ArticlePath(article) + "/line-by-line?sentence=" + strconv.Itoa(sentence)
}

// Line is one sentence of an article's newest revision, with what was found about
// it.
type Line struct {
	Page       ui.Page
	Article    models.Article
	Revision   int
	Of         int    // how many sentences there are
	Before     string // the sentence before, and the one behind
	After      string
	Read       bool // a reading marked what can be checked in the revision
	Sentence   SentenceView
	Claims     []LineClaim
	MoreClaims int // that lie in it and are not shown
	Offers     []string
	Next       int    // the next sentence that nobody accounts for; 0 is none
	Mark       Closed // why the reader marks no claim
	Barred     Closed // why the reader does not waive it
	Key        string
	Attempt    Attempt
}

// LineClaim is a claim in the sentence, with what it rests on.
type LineClaim struct {
	ClaimCard
	Sources []LineSource
}

// LineSource is a piece of a claim's evidence.
type LineSource struct {
	Title  string
	Stance models.Stance
	Words  string // that are quoted of it
	Path   string
}

// at leads to another sentence; "" when there is none of that number.
func (l Line) at(sentence int) string {
	if sentence < 1 || sentence > l.Of {
		return ""
	}
	return LinePath(l.Article.ID, sentence)
}

// mark is where a claim is marked in the sentence.
func (l Line) mark() string {
	return ArticlePath(l.Article.ID) + "/claims/new?sentence=" + strconv.Itoa(l.Sentence.Number) + "&" + BackField + "=" + BackLine
}

// waiving is what the form carries that waives the sentence.
func (l Line) waiving() []ui.Hidden {
	return []ui.Hidden{
		{Name: "form", Value: WaiveSuggestion},
		{Name: "key", Value: l.Key + ".waive"},
		{Name: "revision", Value: strconv.Itoa(l.Revision)},
		{Name: "sentence", Value: strconv.Itoa(l.Sentence.Number)},
		{Name: BackField, Value: BackLine},
	}
}

// accounted reports whether nothing is left to say of the sentence.
func (l Line) accounted() bool {
	return l.Sentence.Cover == models.Covered || l.Sentence.Cover == models.Waived
}
