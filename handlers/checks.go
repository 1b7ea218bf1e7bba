package handlers

import (
	"crypto/rand"
	"strconv"
	"strings"

	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/diff"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// onChecks reports whether the form that was refused stands in the tab of the
// checks.
func onChecks(a views.Attempt) bool {
	return a.Values.Has("fingerprint") || strings.HasPrefix(a.Form, "reopen-")
}

// checks is the tab of what the checks found in the newest revision.
func (h *Handlers) checks(c *gin.Context, d *desk, a views.Attempt) (*views.Checks, error) {
	found, err := h.found(c, d)
	if err != nil {
		return nil, err
	}
	p := &views.Checks{
		Article: d.Article, Revision: d.Revision.Number, Ask: d.choicesOf(), Answer: d.closed(workflow.MayAnswer),
		MayMark: workflow.MayMark(d.reader) == nil, Key: rand.Text(), Attempt: a,
	}
	p.At, _ = strconv.Atoi(c.Query("at"))
	open := map[string]int{}
	for _, f := range found {
		if row := d.checkRow(f); f.Answer.ID == 0 {
			p.Open = append(p.Open, row)
			open[f.Check]++
		} else {
			p.Settled = append(p.Settled, row)
		}
	}
	for _, c := range checks.All {
		p.All = append(p.All, views.CheckLine{Name: c.Name, Explains: c.Explains, Open: open[c.Name]})
	}
	return p, nil
}

func (d *desk) checkRow(f newsroom.Found) views.CheckRow {
	row := views.CheckRow{Check: f.Check, Message: f.Message, Fingerprint: f.Fingerprint, Settled: d.settled(f.Answer)}
	for i, at := range f.Places {
		row.Places = append(row.Places, views.CheckPlace{Words: f.Words[i], Sentence: d.sentenceOf(at.Start)})
	}
	row.Sentence, row.Wrote = row.Places[0].Sentence, workflow.MayDismiss(d.Revision, f.Places, d.reader) != nil
	if row.Sentence > 0 {
		s := d.Revision.Sentences[row.Sentence-1]
		row.Words = string([]rune(d.Revision.Text)[s.Start:s.End])
	}
	if f.Source != "" {
		row.Change = &views.WordChange{Old: f.Said, New: f.Source, Parts: diff.Words(f.Said, f.Source), Lang: d.Article.Language, Dir: d.Article.Direction}
	}
	return row
}

// settled is what somebody made of a finding.
func (d *desk) settled(a models.CheckAnswer) views.CheckSettled {
	s := views.CheckSettled{ID: a.ID, Answer: a.Answer, Reason: a.Reason, By: d.names[a.CreatedBy], At: d.clock.Moment(a.CreatedAt)}
	for _, cs := range d.Cases {
		if models.Ref(cs.Claim.ID) == a.ClaimID && a.ClaimID != 0 {
			s.Path = views.ClaimPath(d.Article.ID, cs.Claim.Number)
		}
	}
	if a.CommentID != 0 {
		s.Path = views.ArticlePath(d.Article.ID) + "?tab=discussion"
	}
	return s
}

// answerCheck serves POST /articles/:article/checks.
func (h *Handlers) answerCheck(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	settings, err := h.settings(c)
	if err != nil {
		return err
	}
	f := posted(c)
	in := newsroom.CheckAnswer{
		Check: f.line("check", models.MaxLine), Fingerprint: f.line("fingerprint", models.MaxLine), Answer: choice[models.Answer](f, "answer"),
		Reason: f.prose("reason", models.MaxNote),
		Claim: newsroom.NewClaim{
			Selection: newsroom.Selection{Revision: f.number("revision"), Sentence: f.number("sentence")},
			Statement: f.line("statement", models.MaxStatement), Kinds: choices[models.Kind](f, "kinds"), Severity: choice[models.Severity](f, "severity"),
		},
		Query: newsroom.NewComment{Body: f.prose("body", models.MaxNote), Asked: f.id("asked"), DueAt: f.moment("due", settings.Location())},
	}
	if f.err != nil {
		return f.err
	}
	if _, err := h.Act.AnswerCheck(ctx(c), h.by(c), id, in); err != nil {
		return err
	}
	return h.done(c, "check."+string(in.Answer), views.ChecksFrom(id, f.number("next")))
}

// reopenCheck serves POST /articles/:article/checks/:answer/reopen.
func (h *Handlers) reopenCheck(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	answer, err := param(c, "answer")
	if err != nil {
		return err
	}
	if err := h.Act.ReopenCheck(ctx(c), h.by(c), id, answer); err != nil {
		return err
	}
	return h.done(c, "check.reopen", views.ChecksPath(id))
}
