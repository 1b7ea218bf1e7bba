package views

import (
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Titles of the pages of acts on several claims.
const (
	BulkTitle     = "Several claims at once"
	BulkDoneTitle = "What came of it"
)

// BulkPath is where acts on several claims are looked at first.
const BulkPath = ClaimsPath + "/bulk"

// BulkDonePath is where it is told what came of one.
func BulkDonePath(id models.ID) string { return BulkPath + "/" + idText(id) }

// bulkWords are the acts on several claims: what a button says, and what was
// done to a number of claims.
var bulkWords = map[string][2]string{
	"assign": {"Assign", "assigned"}, "due": {"Set the due time", "given the due time"}, "take": {"Take", "taken"},
	"submit": {"Send to review", "sent to review"}, "withdraw": {"Withdraw", "withdrawn"},
}

// BulkFields are what an act on several claims asks for.
type BulkFields struct {
	Do, Assignee, Due, Withdraw string
	Checkers                    []models.User
	Zone                        string
	Editor                      bool // the reader may assign and withdraw
}

func (f BulkFields) acts() []ui.Choice {
	names := []string{"take", "submit"}
	if f.Editor {
		names = []string{"assign", "due", "withdraw", "take", "submit"}
	}
	of := make([]ui.Choice, len(names))
	for i, n := range names {
		of[i] = ui.Choice{Value: n, Label: bulkWords[n][0]}
	}
	return of
}

func (f BulkFields) assignees() []ui.Choice {
	return personChoices(f.Checkers, ui.Choice{Value: "", Label: "Nobody"})
}

func (f BulkFields) reasons() []ui.Choice {
	return anyOf([]models.WithdrawReason{models.CutFromCopy, models.NotAFact}, "Choose why")
}

// Bulk is the page that says what an act on several claims would come to.
type Bulk struct {
	Page    ui.Page
	Fields  BulkFields
	Problem string
	Rows    []BulkRow
	List    string // where the list is that it came from
	All     bool   // all of that list, as far as one act goes
	Key     string
	Most    int
	Attempt Attempt
}

// BulkRow is a claim and what the act comes to for it.
type BulkRow struct {
	QueueRow
	Why string // why it is not done; "" it is
}

func (p Bulk) may() (n int) {
	for _, r := range p.Rows {
		if r.Why == "" {
			n++
		}
	}
	return n
}

func (p Bulk) label() string {
	return bulkWords[p.Fields.Do][0] + ": " + counted(p.may(), "claim", "claims")
}

func (p Bulk) sum() string {
	may, not := p.may(), len(p.Rows)-p.may()
	s := counted(may, "claim", "claims") + " will be " + bulkWords[p.Fields.Do][1]
	if not > 0 {
		s += ", " + strconv.Itoa(not) + " not; why stands beside each"
	}
	return s + "."
}

func (p Bulk) hidden() []ui.Hidden {
	hidden := []ui.Hidden{
		{Name: "form", Value: "bulk"},
		{Name: "key", Value: p.Key},
		{Name: "act", Value: p.Fields.Do},
		{Name: "assignee", Value: p.Fields.Assignee},
		{Name: "due", Value: p.Fields.Due},
		{Name: "withdraw", Value: p.Fields.Withdraw},
		{Name: "list", Value: p.List},
	}
	for _, r := range p.Rows {
		hidden = append(hidden, ui.Hidden{Name: "claims", Value: r.named()})
	}
	return hidden
}

// BulkDone is the page that says what came of an act on several claims.
type BulkDone struct {
	Page ui.Page
	Do   string
	At   ui.Moment
	Rows []BulkRow
	Gone int // claims that are not open to the reader any more
}

func (p BulkDone) done() (rows []BulkRow) {
	for _, r := range p.Rows {
		if r.Why == "" {
			rows = append(rows, r)
		}
	}
	return rows
}

func (p BulkDone) not() (rows []BulkRow) {
	for _, r := range p.Rows {
		if r.Why != "" {
			rows = append(rows, r)
		}
	}
	return rows
}

func (p BulkDone) sum() string {
	s := counted(len(p.done()), "claim was ", "claims were ") + bulkWords[p.Do][1]
	if n := len(p.not()); n > 0 {
		s += ", " + strconv.Itoa(n) + " not"
	}
	return s + "."
}
