package views

import (
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Checks is the bench: what the checks found in the newest revision.
type Checks struct {
	Article  models.Article
	Revision int
	Open     []CheckRow
	Settled  []CheckRow
	All      []CheckLine // every check there is
	Ask      []ui.Choice // whom a query may go to
	Answer   Closed      // why the reader answers none
	MayMark  bool
	At       int // the open one to begin with, from 1; 0 is none
	Key      string
	Attempt  Attempt
}

// CheckLine says what a check looks at, and how much it found that is open.
type CheckLine struct {
	Name, Explains string
	Open           int
}

// CheckRow is what a check found, with what somebody made of it.
type CheckRow struct {
	Check, Explains, Message, Fingerprint string

	Places   []CheckPlace
	Change   *WordChange // of a quotation that does not stand so in its source
	Sentence int         // the number of the sentence of the first place
	Words    string      // of that sentence
	Settled  CheckSettled
	Wrote    bool // the reader wrote words that it is about
}

// CheckPlace is one of the places that a check names.
type CheckPlace struct {
	Words    string
	Sentence int // its number, from 1
}

// CheckSettled is what somebody made of what a check found.
type CheckSettled struct {
	ID     models.ID
	Answer models.Answer
	Reason string
	By     string
	At     ui.Moment
	Path   string // of the claim or the query that it was made
}

// form names the row's forms: an answer of each kind has its own.
func (r CheckRow) form(answer models.Answer) string {
	return string(answer) + "-" + r.Fingerprint[:min(16, len(r.Fingerprint))]
}

// shows reports whether the refused form stands here.
func (p Checks) shows(form string) bool {
	for _, r := range p.Open {
		for a := range answered {
			if form == r.form(a) {
				return true
			}
		}
	}
	return false
}

func (p Checks) path() string { return ArticlePath(p.Article.ID) + "/checks" }

// begins reports whether the cursor goes to the open one with an index: the
// last, where fewer are left.
func (p Checks) begins(i int) bool { return p.At > 0 && i == min(p.At, len(p.Open))-1 }

// hidden is what the form of an answer carries; i is where among the open ones
// it stands.
func (p Checks) hidden(r CheckRow, answer models.Answer, i int) []ui.Hidden {
	form := r.form(answer)
	return []ui.Hidden{
		{Name: "form", Value: form},
		{Name: "key", Value: p.Key + "." + form},
		{Name: "answer", Value: string(answer)},
		{Name: "check", Value: r.Check},
		{Name: "fingerprint", Value: r.Fingerprint},
		{Name: "revision", Value: strconv.Itoa(p.Revision)},
		{Name: "sentence", Value: strconv.Itoa(r.Sentence)},
		{Name: "next", Value: strconv.Itoa(i + 1)},
	}
}

func (p Checks) reopening(r CheckRow) []ui.Hidden {
	form := "reopen-" + strconv.FormatInt(r.Settled.ID, 10)
	return []ui.Hidden{{Name: "form", Value: form}, {Name: "key", Value: p.Key + "." + form}}
}

// place is where a sentence stands in the copy beside the tab.
func (p Checks) place(sentence int) string {
	return ChecksPath(p.Article.ID) + "#" + SentenceID(sentence)
}

// ChecksPath is the address of an article's checks.
func ChecksPath(article models.ID) string { return ArticlePath(article) + "?tab=checks" }

// ChecksFrom is the address of an article's checks with the open one to begin
// with, from 1.
func ChecksFrom(article models.ID, at int) string {
	if at <= 0 {
		return ChecksPath(article)
	}
	return ChecksPath(article) + "&at=" + strconv.Itoa(at)
}

// SentenceID is the id, in the page, of the sentence with a number.
func SentenceID(number int) string { return "s" + strconv.Itoa(number) }

var answered = map[models.Answer]string{
	models.Dismissed: "Dismissed", models.MadeClaim: "Made a claim", models.MadeQuery: "Asked about",
}
