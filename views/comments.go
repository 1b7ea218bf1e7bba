package views

import (
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// commentFields is the form to say something.
type commentFields struct {
	Form    string
	Action  string
	Hidden  []ui.Hidden
	Ask     []ui.Choice
	MayAsk  bool
	MayFix  bool
	Attempt Attempt
	Open    bool
	Key     string
	Words   string
}

// The kinds of comments as the form offers them: a fix is one of two.
const (
	SayMustFix = "must-fix"
	SaySuggest = "suggested fix"
)

func (f commentFields) kinds() []ui.Choice {
	of := []ui.Choice{{Value: string(models.Remark), Label: "A comment"}, {Value: string(models.Query), Label: "A query", Hint: "blocks approval and sign-off until it is answered"}}
	if f.MayFix {
		of = append(of, ui.Choice{Value: SayMustFix, Label: "A must-fix", Hint: "blocks approval until the words changed"}, ui.Choice{Value: SaySuggest, Label: "A suggested fix"})
	}
	for i := range of {
		of[i].Chosen = f.Attempt.Has(f.Form, "kind", of[i].Value, i == 0)
	}
	return of
}

func formOf(what string, id models.ID) string { return what + "-" + strconv.FormatInt(id, 10) }

func answerLabel(c CommentView) string {
	if c.Kind == models.Query {
		return "Answer"
	}
	return "Reply"
}

func resolveLabel(c CommentView) string {
	if c.Kind == models.Query {
		return "Close without an answer"
	}
	return "Resolve"
}

// closedWords say how a comment was closed, and by whom.
func closedWords(c CommentView) string {
	words := map[models.Closing]string{
		models.Resolved: "Resolved", models.Answered: "Answered", models.ClosedUnasked: "Closed without an answer",
		models.Applied: "Applied", models.Stet: "Stet", models.Checked: "Closed: the checker looked at the new words",
		models.ClaimWithdrawn: "Closed: the claim was withdrawn",
	}[c.Closing]
	if c.ClosedBy != "" {
		words += " by " + c.ClosedBy
	}
	if c.ClosingReason != "" {
		words += ": " + c.ClosingReason
	}
	return words + "."
}
