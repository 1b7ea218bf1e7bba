package views

import (
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// ReportsTitle names the list of reports.
const ReportsTitle = "Reports"

// ReportList is the list of the reports on articles that the reader may see.
type ReportList struct {
	Page         ui.Page
	Rows         []ReportRow
	Newer, Older string
}

// ReportRow is a report in a list.
type ReportRow struct {
	Number     string
	Article    models.ID
	Headline   string
	BreakGlass bool
	By         string // "" when it was issued by itself
	At         ui.Moment
}

// ReportView is a report's page: what it is, and where to read it.
type ReportView struct {
	Page       ui.Page
	Row        ReportRow
	Revision   int
	SHA256     string
	Supersedes string // the number of the one before, or ""
	Superseded string // the number of the one after, or ""
}

// Path is the report's address.
func (p ReportView) Path() string { return ReportPath(p.Row.Number) }

// ReportTitle names a report's page.
func ReportTitle(number string) string { return "Report " + number }

func issuedBy(r ReportRow) string {
	if r.By == "" {
		return "by itself, when the last review debt was paid"
	}
	return "by " + r.By
}
