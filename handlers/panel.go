package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/typeset"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"
)

// statusOf is the status of a page that shows a refused form again.
func statusOf(a views.Attempt) int {
	if a.Err == nil {
		return http.StatusOK
	}
	return apperr.Status(a.Err)
}

// panel is the open claim as the reader may see and move it.
func (d *desk) panel(number int) views.ClaimPanel {
	i := slices.IndexFunc(d.Cases, func(c workflow.Case) bool { return c.Claim.Number == number })
	cs := d.Cases[i]
	c := cs.Claim
	p := views.ClaimPanel{
		Revision: d.Revision.Number, Claim: c,
		Path: views.ClaimPath(d.Article.ID, number), Due: d.clock.Moment(c.DueAt), DueField: d.clock.Input(c.DueAt), Zone: d.house.TimeZone,
		Overdue: c.State != models.Approved && d.clock.Overdue(c.DueAt),
		Steps:   d.steps(cs), WaitsForCopy: cs.WaitsForCopy(), Stale: d.stale(cs),
		Hands: d.hands(cs), WriterChecked: cs.Finding().ID != 0 && cs.WroteWords(cs.Finding().CreatedBy),
		Threads: d.threads(&cs, cs.Comments), MayFix: workflow.MayComment(d.reader, models.Fix) == nil,
		Checkers: append([]ui.Choice{{Value: "0", Label: views.Nobody}}, d.choicesOf(models.RoleChecker)...), Ask: d.choicesOf(),
		Others: d.others(number), Replies: d.replies(cs),
	}
	if i > 0 {
		p.Prev = views.ClaimPath(d.Article.ID, d.Cases[i-1].Claim.Number)
	}
	if i+1 < len(d.Cases) {
		p.Next = views.ClaimPath(d.Article.ID, d.Cases[i+1].Claim.Number)
	}
	d.addFindings(&p, cs)
	d.addEvidence(&p, cs)
	p.Checks = d.checklist(cs)
	p.Origins, p.SourcesSeen = d.origins(cs), newsroom.SourcesSeen(cs, d.cited)
	d.addMoves(&p, cs)
	return p
}

func (d *desk) addFindings(p *views.ClaimPanel, cs workflow.Case) {
	if f := cs.Finding(); f.ID != 0 {
		p.Finding = d.finding(f)
	} else if f := cs.Before(); f.ID != 0 {
		p.Before = d.finding(f)
	}
	if a := cs.Approval(); a.ID != 0 {
		p.Approval = &views.ApprovalView{By: d.names[a.CreatedBy], At: d.clock.Moment(a.CreatedAt), BreakGlass: a.BreakGlass, Reason: a.Reason}
	}
	if p.Two = cs.TwoApprovals; cs.First().ID != 0 {
		p.First = &views.ApprovalView{By: d.names[cs.First().CreatedBy], At: d.clock.Moment(cs.First().CreatedAt)}
		for _, u := range workflow.Approvers(cs, d.people) {
			p.Second = append(p.Second, u.Name)
		}
	}
	for _, debt := range cs.Debts {
		p.Debts = append(p.Debts, views.DebtView{
			Point: views.Point(debt.Point), Reason: debt.Reason, By: d.names[debt.OpenedBy], Due: d.clock.Moment(debt.DueAt), Paid: debt.PaidAt != 0,
		})
	}
	for _, m := range workflow.PassedOver(cs, d.reader) {
		p.Passes = append(p.Passes, strings.TrimSpace(views.Point(m.Point)+" "+m.Comment.Body))
	}
}

func (d *desk) finding(f models.Finding) *views.FindingView {
	return &views.FindingView{Verdict: f.Verdict, Note: f.Note, By: d.names[f.CreatedBy], At: d.clock.Moment(f.CreatedAt)}
}

func (d *desk) addEvidence(p *views.ClaimPanel, cs workflow.Case) {
	for _, e := range cs.Evidence {
		p.Evidence = append(p.Evidence, d.evidence(cs.Claim, e))
	}
	p.ToQuote = d.toQuote(cs.Claim.Number)
	p.MayMend = workflow.MayAnswer(d.reader) == nil
	p.Said = saidOf(cs.Claim, d.Article)
	for _, s := range d.choice {
		p.Sources = append(p.Sources, ui.Choice{Value: strconv.FormatInt(s.ID, 10), Label: s.Title})
	}
}

func (d *desk) source(id models.ID) models.Source {
	i := slices.IndexFunc(d.cited, func(s models.Source) bool { return s.ID == id })
	if i < 0 {
		return models.Source{}
	}
	return d.cited[i]
}

// addMoves says which acts are open to the reader, why not the others and who
// may, and what an act that gives a hand would cost.
func (d *desk) addMoves(p *views.ClaimPanel, cs workflow.Case) {
	for _, dec := range workflow.Decide(cs, d.reader, d.people) {
		p.Moves = append(p.Moves, moveOf(dec))
	}
	p.Costs = d.costs(cs)
	if p.May(string(workflow.Place)) {
		p.Candidates = d.candidates(cs.Claim.Anchor)
	}
}

// costs says what an act that gives a hand in the claim would cost the reader,
// and who could still approve it; "" when nothing.
func (d *desk) costs(cs workflow.Case) string {
	if !workflow.CostsApproval(cs, d.reader, workflow.AddEvidence) {
		return ""
	}
	var left []string
	for _, u := range workflow.Approvers(cs, d.people) {
		if u.ID != d.reader.ID {
			left = append(left, u.Name)
		}
	}
	return views.HandCosts(left)
}

// steps are the claim's way from open to approved.
func (d *desk) steps(cs workflow.Case) []ui.Step {
	c := cs.Claim
	at := slices.Index([]models.State{models.Open, models.Researching, models.InReview, models.Approved}, c.State)
	if c.State == models.ChangesRequested {
		at = 1
	}
	steps := []ui.Step{
		{Label: views.StepOpen},
		{Label: views.StepResearch(d.name(c.AssigneeID), c.State == models.ChangesRequested)},
		{Label: views.StepReview},
		{Label: views.StepApproved(d.names[cs.Approval().CreatedBy])},
	}
	for i := range steps {
		steps[i].Done, steps[i].Now = i < at || c.State == models.Approved, i == at && c.State != models.Approved
	}
	return steps
}

// stale says what an approval that no longer holds was given for, and what is
// no longer alike.
func (d *desk) stale(cs workflow.Case) *views.StaleView {
	a := cs.Stale()
	if a.ID == 0 || cs.Claim.State != models.Researching {
		return nil
	}
	s := &views.StaleView{By: d.names[a.CreatedBy], At: d.clock.Moment(a.CreatedAt), Why: views.EndCause(a.EndedBy)}
	if w := d.since(cs); w != nil {
		s.Words = *w
	}
	return s
}

func (d *desk) hands(cs workflow.Case) (hands []views.HandView) {
	seen := map[models.ID]bool{}
	for _, hand := range cs.Hands {
		causes := cs.HandOf(hand.UserID)
		if seen[hand.UserID] || len(causes) == 0 {
			continue
		}
		seen[hand.UserID] = true
		ws := make([]string, len(causes))
		for i, w := range causes {
			ws[i] = string(w)
		}
		slices.Sort(ws)
		hands = append(hands, views.HandView{
			Name: d.names[hand.UserID], Causes: strings.Join(slices.Compact(ws), ", "), You: hand.UserID == d.reader.ID,
		})
	}
	return hands
}

// others are the other live claims to choose from.
func (d *desk) others(number int) (cs []ui.Choice) {
	for _, o := range d.Cases {
		if o.Claim.Number != number && o.Claim.State != models.Withdrawn {
			n := strconv.Itoa(o.Claim.Number)
			cs = append(cs, ui.Choice{Value: n, Label: n + ". " + o.Claim.Statement})
		}
	}
	return cs
}

// threads hangs answers below the comments that they answer.
func (d *desk) threads(cs *workflow.Case, comments []models.Comment) (ts []views.Thread) {
	at := map[models.Ref]int{}
	for _, m := range comments {
		if m.ParentID == 0 {
			at[models.Ref(m.ID)] = len(ts)
			ts = append(ts, views.Thread{CommentView: d.comment(cs, m)})
		} else if i, ok := at[m.ParentID]; ok {
			ts[i].Answers = append(ts[i].Answers, d.comment(cs, m))
		}
	}
	return ts
}

func (d *desk) comment(cs *workflow.Case, m models.Comment) views.CommentView {
	v := views.CommentView{
		Comment: m, Author: d.names[m.CreatedBy], At: d.clock.Moment(m.CreatedAt), Asked: d.name(m.AskedID),
		Due: d.clock.Moment(m.DueAt), Overdue: d.clock.Overdue(m.DueAt), Body: d.prose(m.Body), ClosedBy: d.name(m.ClosedBy),
		Path: fmt.Sprintf("%s/comments/%d", views.ArticlePath(m.ArticleID), m.ID),
	}
	d.byLink(&v)
	var c workflow.Case
	if cs != nil {
		c = *cs
		v.Words = c.Claim.Exact
	}
	for _, e := range c.Evidence {
		if e.ID == models.ID(m.EvidenceID) {
			v.Evidence = d.source(e.SourceID).Title
		}
	}
	wrote := workflow.Wrote(d.File, m, d.reader.ID)
	v.MayResolve = m.ParentID == 0 && workflow.MayClose(m, d.reader, wrote) == nil
	v.NeedReason = workflow.NeedsReasonToClose(m, d.reader)
	v.MayApply = workflow.MayApply(m, c, d.reader) == nil
	stet := workflow.MayStet(m, d.reader, wrote)
	v.MayStet = stet == nil
	if m.Kind == models.Fix && m.Open() && stet != nil && d.reader.Is(models.RoleEditor) {
		v.StetWhy = apperr.Message(stet)
	}
	return v
}

func (d *desk) prose(body string) views.CopySheet {
	s := prose(body)
	s.Article = d.Article.ID
	return s
}

// byLink says of an answer that came by a link who was given that, by whom, and
// what file came with it.
func (d *desk) byLink(v *views.CommentView) {
	if v.AnswerLinkID != 0 {
		v.Author, v.Giver, v.Sent = v.AskedName, d.names[v.CreatedBy], d.sent[v.ID]
	}
}

// prose is a comment's Markdown, set without claims. What cannot be read as
// Markdown is shown as it was typed.
func prose(body string) views.CopySheet {
	doc, _, err := intake.Note(body)
	if err != nil {
		doc = models.Document{Text: body, Blocks: []models.Block{{Span: models.Span{End: len([]rune(body))}, Kind: models.Paragraph}}}
	}
	return views.CopySheet{Sheet: typeset.Lay(doc, nil)}
}
