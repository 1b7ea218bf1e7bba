package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Titles of the pages of answers.
const (
	AnswerTitle     = "A question for you"
	AnswerGoneTitle = "This link does not work"
	QueryTitle      = "Query"
)

// AnswerSheet is what a link to answer shows: the question and its passage, and
// nothing else of the article.
type AnswerSheet struct {
	Page     ui.Page
	Action   string
	Key      string
	Attempt  Attempt
	Asker    string
	GivenTo  string
	Headline string
	Question CopySheet
	Quote    Quote
	Language string
	Dir      models.Direction
	Due      ui.Moment
	Until    ui.Moment
	Came     []ui.Moment // when answers came
	Most     int         // bytes of a file
}

// answerForm is the form on that page.
const answerForm = "answer"

func (p AnswerSheet) hidden() []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: answerForm}, {Name: "key", Value: p.Key}}
}

// AnswerGone is the page of a link that does not work, with what was typed into
// its form.
type AnswerGone struct {
	Page    ui.Page
	Attempt Attempt
}

func (p AnswerGone) typed() string { return strings.TrimSpace(p.Attempt.Values.Get("body")) }

// QuoteOf is words with what stands around them in their sentence.
func QuoteOf(sentence, words string) Quote {
	before, after, found := strings.Cut(sentence, words)
	if words == "" || !found {
		return Quote{Words: words}
	}
	return Quote{before, words, after}
}

// QuerySheet is a query with its answers, who is asked, and its links.
type QuerySheet struct {
	Page    ui.Page
	Article models.Article
	Claim   int // 0: on the article
	Quote   Quote
	Thread  Thread
	Links   []LinkRow // newest first
	New     string    // a link that was just given, shown this once
	Key     string
	Attempt Attempt
	People  []ui.Choice
	MaxDays int
	Zone    string
	Ask     Closed
	Give    Closed
	End     Closed
	Take    Closed
}

// LinkRow is a link by which a query is answered.
type LinkRow struct {
	models.AnswerLink
	By, EndedWho        string
	Given, Until, Ended ui.Moment
	Works               bool
}

// QueryPath is the address of a query.
func QueryPath(article, query models.ID) string {
	return ArticlePath(article) + "/queries/" + strconv.FormatInt(query, 10)
}

func (p QuerySheet) path() string { return QueryPath(p.Article.ID, p.Thread.ID) }

func (p QuerySheet) hidden(form string) []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: form}, {Name: "key", Value: p.Key + "." + form}}
}

// BackQuery is the page of a query, as a form names it.
const BackQuery = "query"

func (p QuerySheet) offer(o models.Offer) string { return p.path() + "/offers/" + idText(o.ID) }

// askedNow is who of the house is asked, as the form chooses them.
func (p QuerySheet) askedNow() string {
	if p.Thread.AskedName != "" {
		return ""
	}
	return idText(models.ID(p.Thread.AskedID))
}

// replyLabel says what a reply to the query is.
func replyLabel(c CommentView) string {
	if c.AskedName != "" {
		return "What you heard, or a remark"
	}
	return "Answer, or remark"
}

// queryClose says what closing the query means.
func queryClose(t Thread) string {
	if t.AskedName != "" && len(t.Answers) > 0 {
		return "Close: it is answered"
	}
	return "Close without an answer"
}

// formHere reports whether the form that was refused stands on the page.
func (p QuerySheet) formHere() bool {
	form, _, _ := strings.Cut(p.Attempt.Form, "-")
	return form == "reply" || form == "resolve" || form == "ask" && p.Ask.Why == "" || form == "give" && p.Give.Why == "" || (form == "take" || form == "refuse") && p.Take.Why == ""
}

// linkDays are for how many days a link is given.
var linkDays = []ui.Choice{{Value: "1", Label: "1 day"}, {Value: "3", Label: "3 days"}, {Value: "7", Label: "7 days"}, {Value: "14", Label: "14 days"}, {Value: "30", Label: "30 days"}}

// via says how an answer came that nobody of the house wrote.
func (c CommentView) via() string {
	return "by link, given to " + c.AskedName + " by " + c.Giver + "; not an account"
}

// sentWords say what came with an answer.
func sentWords(o models.Offer) string {
	name := o.FileName
	if name == "" {
		name = "A file without a name"
	}
	return name + ", " + o.MediaType + ", " + Bytes(int(o.Size))
}

// sentTitle is what a source is called at first that is made of a file.
func sentTitle(o models.Offer) string { return o.FileName }

// sourceTypes are the types to choose from.
func sourceTypes() []ui.Choice {
	of := []ui.Choice{{Value: "", Label: "As the file tells"}}
	for _, t := range models.SourceTypes {
		of = append(of, ui.Choice{Value: string(t), Label: ui.Capital(string(t))})
	}
	return of
}
