package views

import (
	"fmt"
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// SignOffTitle names the page to sign off on.
const SignOffTitle = "Sign-off"

// SignOff is what keeps an article from its sign-off, and the forms to sign it
// off with.
type SignOff struct {
	Page     ui.Page
	Article  models.Article
	Revision int
	Stage    models.Stage
	Missing  []MissingRow
	Sign     Closed // why the reader may not sign off
	Glass    Closed // nor break the glass over it
	Passes   []MissingRow
	DebtDue  ui.Moment
	// GlassClaims are the claims in review that the reader could approve by
	// breaking the glass only.
	GlassClaims []ui.Choice
	Report      string // the number of the newest report, or ""
	Owed        []DebtRow
	Paid        []DebtRow
	Key         string
	Attempt     Attempt
}

// The forms of the page.
const (
	signForm  = "sign-off"
	breakForm = "break-glass"
	// GlassClaimsForm is the form that breaks the glass over claims.
	GlassClaimsForm = "break-glass-claims"
)

func (p SignOff) hidden(form string, more ...ui.Hidden) []ui.Hidden {
	return append([]ui.Hidden{
		{Name: "form", Value: form}, {Name: "key", Value: p.Key + "." + form}, {Name: "revision", Value: strconv.Itoa(p.Revision)},
	}, more...)
}

func (p SignOff) action() string { return ArticlePath(p.Article.ID) + "/sign-off" }

// formIsHere reports whether the form that was refused stands on the page.
func (p SignOff) formIsHere() bool {
	switch p.Attempt.Form {
	case signForm:
		return p.Sign.Why == ""
	case breakForm:
		return p.Glass.Why == ""
	case GlassClaimsForm:
		return len(p.GlassClaims) > 0
	}
	for _, m := range p.Missing {
		if p.Attempt.Form == m.form() && m.Waive.Why == "" && m.Leave.Why == "" {
			return true
		}
	}
	return false
}

// amendments are how a later report tells what changed.
func (p SignOff) amendments(form string) []ui.Choice {
	of := []ui.Choice{
		{Value: "", Label: "Nothing that readers saw"},
		{Value: "correction", Label: "A correction"},
		{Value: "clarification", Label: "A clarification"},
	}
	for i := range of {
		of[i].Chosen = p.Attempt.Has(form, "as", of[i].Value, i == 0)
	}
	return of
}

// MissingRow is a point that keeps an article from its sign-off.
type MissingRow struct {
	Point    models.Point
	Claim    int // 0: on no claim
	Path     string
	State    models.State // of the claim that is not approved
	Detail   string       // what it is about, in words of the copy or of a comment
	First    string       // of the claim that has one of two approvals: by whom, in words
	Waits    []string     // for whom it waits, by name
	Sentence int          // of a TK: the number of its sentence
	Waive    Closed       // of a TK: why the reader may not mark it CQ
	Open     []OpenSentence
	Leave    Closed // of the coverage: why the reader may not leave these unchecked
}

// OpenSentence is a checkable sentence that nobody accounts for.
type OpenSentence struct {
	Number int // from 1
	Text   string
}

// leaveForm is the form that leaves sentences unchecked.
const leaveForm = "unchecked"

func (m MissingRow) form() string {
	if m.Point == models.PointCoverage {
		return leaveForm
	}
	return "waive-" + strconv.Itoa(m.Sentence)
}

func (m MissingRow) title() string {
	if m.Point == models.PointCoverage && len(m.Open) > 0 {
		return counted(len(m.Open), "checkable sentence lies", "checkable sentences lie") + " in no claim"
	}
	if m.Point == models.PointNotApproved && m.State != "" {
		return Point(m.Point) + ": " + string(m.State)
	}
	return Point(m.Point)
}

func (m MissingRow) waits() string {
	if len(m.Waits) == 0 {
		return "It waits for nobody in particular."
	}
	return "Waits for " + strings.Join(m.Waits, ", ") + "."
}

// MissingText is what keeps an article from its sign-off, as plain text.
func MissingText(a models.Article, revision int, missing []MissingRow) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, revision %d\n", flat(a.Headline), revision)
	if len(missing) == 0 {
		b.WriteString("Nothing is missing.\n")
		return b.String()
	}
	fmt.Fprintf(&b, "Missing: %s\n", counted(len(missing), "point", "points"))
	for _, m := range missing {
		fmt.Fprintf(&b, "- %s", m.title())
		if m.Claim > 0 {
			fmt.Fprintf(&b, " (claim %d)", m.Claim)
		}
		if m.Detail != "" {
			fmt.Fprintf(&b, "\n  %s", flat(m.Detail))
		}
		if m.First != "" {
			fmt.Fprintf(&b, "\n  %s", flat(m.First))
		}
		for _, s := range m.Open {
			fmt.Fprintf(&b, "\n  %d. %s", s.Number, flat(s.Text))
		}
		fmt.Fprintf(&b, "\n  %s\n", m.waits())
	}
	return b.String()
}

// DebtRow is a review debt.
type DebtRow struct {
	Point   models.Point
	Claim   int
	Path    string
	Detail  string
	Reason  string
	By      string
	At      ui.Moment
	Due     ui.Moment
	Overdue bool
	PaidBy  string
	PaidAt  ui.Moment
}

// ReportPath is a report's address.
func ReportPath(number string) string { return "/reports/" + number }
