package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Titles of the desk's lists.
const (
	ClaimsTitle  = "Claims"
	QueriesTitle = "Queries"
	DebtsTitle   = "Review debts"
)

// Words of the list of claims in its address, beside those of the newsroom.
const (
	Me   = "me"
	None = "none"
)

// ClaimQueue is a part of the list of the claims of all articles.
type ClaimQueue struct {
	Page ui.Page
	ListPart
	Rows      []QueueRow
	Desks     []string
	Languages []string
	Checkers  []models.User
	MayReview bool // the reader may approve claims
	MayAct    bool // the reader may do something to several claims at once
	MayTake   bool // the reader may take claims
	Bulk      BulkFields
	Ticked    bool   // all boxes of this part are ticked
	TickAll   string // where they are
	Key       string
	About     string // the headline of the article to which the list is narrowed
}

// QueueRow is a claim in the list.
type QueueRow struct {
	models.Claim
	Headline   string
	Language   string
	Restricted bool
	Assignee   string
	Mine       bool // the reader has it
	Due        ui.Moment
	Overdue    bool
}

// named is the claim as a form over several names it.
func (r QueueRow) named() string { return ClaimName(r.Claim) }

// ClaimName is a claim as forms over several claims name it: its row and the
// version that was seen.
func ClaimName(c models.Claim) string { return idText(c.ID) + "." + strconv.Itoa(c.Version) }

func (r QueueRow) path() string { return ClaimPath(r.ArticleID, r.Number) }

// kinds are the claim's kinds in words.
func (r QueueRow) kinds() string {
	words := make([]string, len(r.Kinds))
	for i, k := range r.Kinds {
		words[i] = string(k)
	}
	return ui.Capital(strings.Join(words, ", "))
}

func (p ClaimQueue) states() []ui.Choice {
	of := []ui.Choice{{Value: "", Label: "Still to do"}}
	for _, s := range models.States {
		of = append(of, ui.Choice{Value: string(s), Label: ui.StateWord(s)})
	}
	return append(of, ui.Choice{Value: "any", Label: "Any state"})
}

func (p ClaimQueue) assignees() []ui.Choice {
	return personChoices(p.Checkers, ui.Choice{Value: "", Label: "Anybody"}, ui.Choice{Value: Me, Label: "Me"}, ui.Choice{Value: None, Label: "Nobody"})
}

func (p ClaimQueue) reviewers() []ui.Choice {
	return []ui.Choice{{Value: "", Label: "All"}, {Value: Me, Label: "What I may approve"}}
}

func (p ClaimQueue) sorts() []ui.Choice {
	return []ui.Choice{{Value: "", Label: "Due first"}, {Value: "newest", Label: "Newest first"}, {Value: "oldest", Label: "Oldest first"}}
}

// more reports whether one of the filters is asked that are folded away.
func (p ClaimQueue) more() bool {
	return p.Filter.Get("severity")+p.Filter.Get("kind")+p.Filter.Get("desk")+p.Filter.Get("language") != ""
}

// shortcuts are lists that people ask for most.
func (p ClaimQueue) shortcuts() []ui.Link {
	of := []ui.Link{
		{Label: "Mine", Href: ReadListFilter(ClaimsPath, nil).With("assignee", Me).Address("")},
		{Label: "Nobody has them", Href: ReadListFilter(ClaimsPath, nil).With("assignee", None).Address("")},
	}
	if p.MayReview {
		of = append(of, ui.Link{Label: "What I may approve", Href: ReadListFilter(ClaimsPath, nil).With("reviewer", Me).Address("")})
	}
	of = append(of, ui.Link{Label: "Overdue", Href: ReadListFilter(ClaimsPath, nil).With("due", "overdue").Address("")})
	for i := range of {
		of[i].Current = of[i].Href == p.Filter.Address("")
	}
	return of
}
