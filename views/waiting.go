package views

import (
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// QueryQueue is a part of the list of open queries.
type QueryQueue struct {
	Page ui.Page
	ListPart
	Rows   []QueryQueueRow
	People []models.User // who may be asked
}

// QueryQueueRow is an open query in the list.
type QueryQueueRow struct {
	models.Comment
	Headline string
	Language string
	Claim    int // its claim's number, 0: it is on the article
	Asked    string
	Mine     bool // the reader is asked
	By       string
	Due      ui.Moment
	Overdue  bool
}

func (r QueryQueueRow) path() string { return waitPath(r.ArticleID, r.Claim) }

// waitPath is where something stands that waits: on a claim, or on the article.
func waitPath(article models.ID, claim int) string {
	if claim == 0 {
		return ArticlePath(article)
	}
	return ClaimPath(article, claim)
}

// on is what something is about, in words.
func on(claim int) string {
	if claim == 0 {
		return "On"
	}
	return "On claim " + strconv.Itoa(claim) + " of"
}

func (p QueryQueue) asked() []ui.Choice {
	return personChoices(p.People, ui.Choice{Value: "", Label: "Anybody"}, ui.Choice{Value: Me, Label: "Me"})
}

// waitDues are the due times that may be asked for of what waits.
var waitDues = []ui.Choice{{Value: "", Label: "Any time"}, {Value: "overdue", Label: "Overdue"}}

// DebtQueue is a part of the list of open review debts.
type DebtQueue struct {
	Page ui.Page
	ListPart
	Rows []DebtQueueRow
}

// DebtQueueRow is an open review debt in the list.
type DebtQueueRow struct {
	models.Debt
	Headline string
	Language string
	Claim    int
	By       string
	Due      ui.Moment
	Overdue  bool
}

func (r DebtQueueRow) path() string { return waitPath(r.ArticleID, r.Claim) }
