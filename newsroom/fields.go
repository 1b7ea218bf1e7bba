package newsroom

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// field is one column of a noun as the trail shows it.
type field[T any] struct {
	name string
	free bool // a name or free text: the leaf holds a salted digest
	of   func(*T) string
}

// changed lists the fields in which was and is differ, in table order.
func changed[T any](fields []field[T], was, is T) (changes []models.Change) {
	for _, f := range fields {
		if from, to := f.of(&was), f.of(&is); from != to {
			changes = append(changes, models.Change{Field: f.name, From: from, To: to, Free: f.free})
		}
	}
	return changes
}

// made lists every field of something new that is not empty.
func made[T any](fields []field[T], is T) []models.Change {
	var none T
	return changed(fields, none, is)
}

func number[N ~int | ~int64](n N) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(int64(n), 10)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func numbers(ids []models.ID) string {
	ss := make([]string, len(ids))
	for i, id := range ids {
		ss[i] = number(id)
	}
	return strings.Join(ss, ",")
}

func words[W ~string](ws []W) string {
	ss := make([]string, len(ws))
	for i, w := range ws {
		ss[i] = string(w)
	}
	return strings.Join(ss, ",")
}

var claimFields = []field[models.Claim]{
	{"number", false, func(c *models.Claim) string { return number(c.Number) }},
	{"version", false, func(c *models.Claim) string { return number(c.Version) }},
	{"state", false, func(c *models.Claim) string { return string(c.State) }},
	{"statement", true, func(c *models.Claim) string { return c.Statement }},
	{"kinds", false, func(c *models.Claim) string { return words(c.Kinds) }},
	{"severity", false, func(c *models.Claim) string { return string(c.Severity) }},
	{"finding", false, func(c *models.Claim) string { return number(c.FindingID) }},
	{"approval", false, func(c *models.Claim) string { return number(c.ApprovalID) }},
	{"first_approval", false, func(c *models.Claim) string { return number(c.FirstApprovalID) }},
	{"assignee", false, func(c *models.Claim) string { return number(c.AssigneeID) }},
	{"submitted_by", false, func(c *models.Claim) string { return number(c.SubmittedBy) }},
	{"reopened", false, func(c *models.Claim) string { return yes(c.Reopened) }},
	{"due_at", false, func(c *models.Claim) string { return number(c.DueAt) }},
	{"criticises", true, func(c *models.Claim) string { return c.Criticises }},
	{"withdraw_reason", false, func(c *models.Claim) string { return string(c.WithdrawReason) }},
	{"acceptance", false, func(c *models.Claim) string { return number(c.AcceptanceID) }},
	{"duplicate_of", false, func(c *models.Claim) string { return number(c.DuplicateOf) }},
	{"revision", false, func(c *models.Claim) string { return number(c.RevisionID) }},
	{"outcome", false, func(c *models.Claim) string { return string(c.Outcome) }},
	{"span", false, func(c *models.Claim) string {
		if !c.Placed() || c.RevisionID == 0 {
			return ""
		}
		return strconv.Itoa(c.Start) + "-" + strconv.Itoa(c.End)
	}},
	{"words", true, func(c *models.Claim) string { return c.Exact }},
	{"sentence", true, func(c *models.Claim) string { return c.Sentence }},
}

var findingFields = []field[models.Finding]{
	{"finding", false, func(f *models.Finding) string { return number(f.ID) }},
	{"verdict", false, func(f *models.Finding) string { return string(f.Verdict) }},
	{"verdict_note", true, func(f *models.Finding) string { return f.Note }},
}

var sourceFields = []field[models.Source]{
	{"type", false, func(s *models.Source) string { return string(s.Type) }},
	{"title", true, func(s *models.Source) string { return s.Title }},
	{"url", true, func(s *models.Source) string { return s.URL }},
	{"publisher", true, func(s *models.Source) string { return s.Publisher }},
	{"author", true, func(s *models.Source) string { return s.Author }},
	{"published_on", false, func(s *models.Source) string { return s.PublishedOn }},
	{"located", false, func(s *models.Source) string { return yes(s.Located) }},
	{"word_how", false, func(s *models.Source) string { return string(s.WordHow) }},
	{"word_at", false, func(s *models.Source) string { return number(s.WordAt) }},
	{"consent", false, func(s *models.Source) string { return string(s.Consent) }},
	{"protected", false, func(s *models.Source) string { return yes(s.Protected) }},
}

var evidenceFields = []field[models.Evidence]{
	{"source", false, func(e *models.Evidence) string { return number(e.SourceID) }},
	{"stance", false, func(e *models.Evidence) string { return string(e.Stance) }},
	{"authority", false, func(e *models.Evidence) string { return string(e.Authority) }},
	{"passage", true, func(e *models.Evidence) string { return e.Passage }},
	{"locator", true, func(e *models.Evidence) string { return e.Locator }},
	{"calculation", true, func(e *models.Evidence) string { return e.Calculation }},
	{"note", true, func(e *models.Evidence) string { return e.Note }},
	{"capture", false, func(e *models.Evidence) string { return number(e.CaptureID) }},
	{"quoted_start", false, func(e *models.Evidence) string { return number(e.QuotedStart) }},
	{"quoted_end", false, func(e *models.Evidence) string { return number(e.QuotedEnd) }},
	{"removed_at", false, func(e *models.Evidence) string { return number(e.RemovedAt) }},
}

var commentFields = []field[models.Comment]{
	{"kind", false, func(c *models.Comment) string { return string(c.Kind) }},
	{"parent", false, func(c *models.Comment) string { return number(c.ParentID) }},
	{"evidence", false, func(c *models.Comment) string { return number(c.EvidenceID) }},
	{"body", true, func(c *models.Comment) string { return c.Body }},
	{"mentions", false, func(c *models.Comment) string { return numbers(c.Mentions) }},
	{"asked", false, func(c *models.Comment) string { return number(c.AskedID) }},
	{"asked_name", true, func(c *models.Comment) string { return c.AskedName }},
	{"answer_link", false, func(c *models.Comment) string { return number(c.AnswerLinkID) }},
	{"due_at", false, func(c *models.Comment) string { return number(c.DueAt) }},
	{"must_fix", false, func(c *models.Comment) string { return yes(c.MustFix) }},
	{"proposed", true, func(c *models.Comment) string { return c.Proposed }},
	{"cut", false, func(c *models.Comment) string { return yes(c.Cut) }},
	{"finding", false, func(c *models.Comment) string { return number(c.FindingID) }},
	{"applied_in", false, func(c *models.Comment) string { return number(c.AppliedIn) }},
	{"sent_back_at", false, func(c *models.Comment) string { return number(c.SentBackAt) }},
	{"sent_back_reason", true, func(c *models.Comment) string { return c.SentBackReason }},
	{"closing", false, func(c *models.Comment) string { return string(c.Closing) }},
}

var articleFields = []field[models.Article]{
	{"version", false, func(a *models.Article) string { return number(a.Version) }},
	{"headline", true, func(a *models.Article) string { return a.Headline }},
	{"byline", true, func(a *models.Article) string { return a.Byline }},
	{"desk", true, func(a *models.Article) string { return a.Desk }},
	{"language", false, func(a *models.Article) string { return a.Language }},
	{"direction", false, func(a *models.Article) string { return string(a.Direction) }},
	{"publish_on", false, func(a *models.Article) string { return a.PublishOn }},
	{"deadline_at", false, func(a *models.Article) string { return number(a.DeadlineAt) }},
	{"editor", false, func(a *models.Article) string { return number(a.EditorID) }},
	{"restricted", false, func(a *models.Article) string { return yes(a.Restricted) }},
	{"revision", false, func(a *models.Article) string { return number(a.RevisionID) }},
}

var userFields = []field[models.User]{
	{"version", false, func(u *models.User) string { return number(u.Version) }},
	{"handle", true, func(u *models.User) string { return u.Handle }},
	{"name", true, func(u *models.User) string { return u.Name }},
	{"roles", false, func(u *models.User) string { return words(u.Roles) }},
	{"password", false, func(u *models.User) string { return yes(!u.Invited()) }},
	{"demo", false, func(u *models.User) string { return yes(u.Demo) }},
	{"disabled_at", false, func(u *models.User) string { return number(u.DisabledAt) }},
}

var tickFields = []field[models.Tick]{
	{"tick", false, func(t *models.Tick) string { return number(t.ID) }},
	{"kind", false, func(t *models.Tick) string { return string(t.Kind) }},
	{"item", true, func(t *models.Tick) string { return t.Item }},
	{"checklist", false, func(t *models.Tick) string { return number(t.List) }},
	{"fingerprint", true, func(t *models.Tick) string { return t.Fingerprint }},
	{"ended_at", false, func(t *models.Tick) string { return number(t.EndedAt) }},
}

var checklistFields = []field[models.Checklist]{
	{"kind", false, func(c *models.Checklist) string { return string(c.Kind) }},
	{"version", false, func(c *models.Checklist) string { return number(c.Version) }},
	{"items", true, func(c *models.Checklist) string { return itemLines(c.Items) }},
}

// itemLines are the items of a list, one in each line; a required one says so.
func itemLines(items []models.ChecklistItem) string {
	lines := make([]string, len(items))
	for i, item := range items {
		if lines[i] = item.Text; item.Required {
			lines[i] += " (required)"
		}
	}
	return strings.Join(lines, "\n")
}

var debtFields = []field[models.Debt]{
	{"point", false, func(d *models.Debt) string { return string(d.Point) }},
	{"comment", false, func(d *models.Debt) string { return number(d.CommentID) }},
	{"detail", true, func(d *models.Debt) string { return d.Detail }},
	{"due_at", false, func(d *models.Debt) string { return number(d.DueAt) }},
	{"paid_at", false, func(d *models.Debt) string { return number(d.PaidAt) }},
	{"paid_by", false, func(d *models.Debt) string { return number(d.PaidBy) }},
}
