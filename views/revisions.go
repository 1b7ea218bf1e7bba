package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// RevisionForm is the form that brings in a revision.
type RevisionForm struct {
	Page    ui.Page
	Article models.Article
	Newest  int    // the number of the newest revision
	Longest int    // bytes that a text may have
	Text    string // the newest revision as Markdown
	Writers []models.ID
	People  []models.User // who may have written what is new
	Claims  int           // that will be looked for in the new text
	Approve []string      // who else could approve claims, when whoever edits cannot
	Key     string
	Attempt Attempt
}

const revisionFormName = "revision"

func (p RevisionForm) hidden() []ui.Hidden {
	return []ui.Hidden{
		{Name: "form", Value: revisionFormName}, {Name: "key", Value: p.Key}, {Name: "base", Value: strconv.Itoa(p.Newest)},
	}
}

// overtaken reports whether somebody brought in a revision while this one was
// being typed.
func (p RevisionForm) overtaken() bool {
	return apperr.Code(p.Attempt.Err) == apperr.Stale.Code && p.Attempt.Err != nil
}

func (p RevisionForm) newestLabel() string { return "Look at revision " + strconv.Itoa(p.Newest) }

// How what is new in a revision came about, as the form says it.
const (
	OriginTold = "told" // pasted, and the form tells who wrote it
)

func (p RevisionForm) origins() []ui.Choice {
	of := []ui.Choice{
		{
			Value: string(models.OriginEdited), Label: "I edited it here",
			Hint: "You become the writer of every sentence that you changed, so you cannot approve the claims on it. " + p.others(),
		},
		{Value: string(models.OriginPasted), Label: "It is pasted: the article's writers wrote what is new", Hint: p.writers()},
		{Value: OriginTold, Label: "It is pasted: somebody else wrote what is new", Hint: "Tick below who did; nobody, when it comes from outside."},
	}
	for i := range of {
		of[i].Chosen = p.Attempt.Has(revisionFormName, "origin", of[i].Value, false)
	}
	return of
}

func (p RevisionForm) others() string {
	if len(p.Approve) == 0 {
		return "Nobody else here could approve them."
	}
	return whoMay(p.Approve)
}

func (p RevisionForm) writers() string {
	if names := namesOf(p.People, p.Writers); len(names) > 0 {
		return strings.Join(names, ", ")
	}
	return "It has none in this newsroom: the piece comes from outside."
}

// RevisionView is a revision to read.
type RevisionView struct {
	Page     ui.Page
	Article  models.Article
	Revision models.Revision
	By       string
	At       ui.Moment
	Copy     CopySheet
	All      []RevisionHead // newest first
}

func (p RevisionView) newest() bool { return len(p.All) > 0 && p.All[0].Number == p.Revision.Number }

// RevisionHead is a revision in a list.
type RevisionHead struct {
	Number int
	By     string
	At     ui.Moment
	Origin models.Origin
}

// RevisionPath is a revision's address.
func RevisionPath(article models.ID, number int) string {
	return ArticlePath(article) + "/revisions/" + strconv.Itoa(number)
}

// RevisionTitle names a revision's page.
func RevisionTitle(number int, headline string) string {
	return "Revision " + strconv.Itoa(number) + " of " + headline
}

// originWords are the ways in which revisions come in.
var originWords = map[models.Origin]string{
	models.OriginPasted: "pasted",
	models.OriginEdited: "edited in the page",
	models.OriginFix:    "a fix that was applied",
}
