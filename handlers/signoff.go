package handlers

import (
	"cmp"
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/report"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// showSignOff serves GET /articles/:article/sign-off.
func (h *Handlers) showSignOff(c *gin.Context) error { return h.signOffAgain(c, views.Attempt{}) }

// waiveAgain shows the page again on which a sentence could not be waived.
func (h *Handlers) waiveAgain(c *gin.Context, a views.Attempt) error {
	if onRecheck(posted(c)) {
		return h.recheck(c, 0, a)
	}
	return h.signOffAgain(c, a)
}

// signOffAgain shows the page to sign off on.
func (h *Handlers) signOffAgain(c *gin.Context, a views.Attempt) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	settings, err := h.settings(c)
	if err != nil {
		return err
	}
	p := views.SignOff{
		Page: h.frame(c, views.SignOffTitle), Article: d.Article, Revision: d.Revision.Number, Stage: workflow.StageOf(workflow.TallyOf(d.File)),
		Missing: d.missing(workflow.WhatIsMissing(d.File)), Passes: d.missing(workflow.PassedOverAtSignOff(d.File, d.reader)),
		Sign:        d.closed(func(u models.User) error { return workflow.MaySignOff(d.File, u) }),
		Glass:       d.closed(func(u models.User) error { return workflow.MayBreakGlassOver(d.File, u) }),
		GlassClaims: d.glassClaims(a),
		DebtDue:     d.clock.Moment(models.At(d.clock.Now) + models.Instant(settings.DebtHours)*hour), Key: rand.Text(), Attempt: a,
	}
	if r := d.Report(); r.ID != 0 {
		p.Report = report.Number(r.Year, r.Serial)
	}
	for _, debt := range d.Debts {
		if row := d.debtRow(debt); debt.PaidAt == 0 {
			p.Owed = append(p.Owed, row)
		} else {
			p.Paid = append(p.Paid, row)
		}
	}
	return render(c, statusOf(a), views.SignOffPage(p))
}

// hour in milliseconds.
const hour = 3_600_000

// missing are points as the page lists them.
func (d *desk) missing(points []workflow.Missing) []views.MissingRow {
	rows := make([]views.MissingRow, len(points))
	for i, m := range points {
		rows[i] = views.MissingRow{Point: m.Point, Waits: d.namesOf(workflow.WaitsFor(m, d.people))}
		if m.Case != nil {
			cl := m.Case.Claim
			rows[i].Claim, rows[i].State, rows[i].Detail = cl.Number, cl.State, cl.Statement
			rows[i].Path = views.ClaimPath(d.Article.ID, cl.Number)
			if m.Point == models.PointNotApproved && cl.WaitsForSecond() {
				rows[i].First = views.FirstWords(d.names[m.Case.First().CreatedBy])
			}
		}
		if m.Comment.ID != 0 {
			rows[i].Detail = cmp.Or(d.prose(m.Comment.Body).Text(), m.Comment.Proposed)
		}
		if m.Point == models.PointTK {
			rows[i].Detail, rows[i].Sentence = m.TK.Sentence, d.sentenceOf(m.TK.Start)
			rows[i].Waive = d.closed(func(u models.User) error { return workflow.MayWaive(d.Revision, rows[i].Sentence, models.CQ, u) })
		}
		if m.Point == models.PointCoverage {
			rows[i].Open = d.openSentences()
			rows[i].Leave = d.closed(func(u models.User) error { return d.mayLeave(rows[i].Open, u) })
		}
	}
	return rows
}

// openSentences are the checkable sentences that nobody accounts for.
func (d *desk) openSentences() (open []views.OpenSentence) {
	text := []rune(d.Revision.Text)
	for i, cover := range workflow.Covers(d.File) {
		if cover == models.Uncovered {
			s := d.Revision.Sentences[i]
			open = append(open, views.OpenSentence{Number: i + 1, Text: string(text[s.Start:s.End])})
		}
	}
	return open
}

// mayLeave says why user may not leave all of the sentences unchecked, or nil.
func (d *desk) mayLeave(open []views.OpenSentence, user models.User) error {
	for _, s := range open {
		if err := workflow.MayWaive(d.Revision, s.Number, models.LeftUnchecked, user); err != nil {
			return err
		}
	}
	return nil
}

// sentenceOf is the number, from 1, of the sentence of the newest revision that
// the code point at an offset belongs to; 0 when there is none.
func (d *desk) sentenceOf(at int) int {
	return 1 + slices.IndexFunc(d.Revision.Sentences, func(s models.Sentence) bool { return s.Start <= at && at < s.End })
}

func (d *desk) debtRow(debt models.Debt) views.DebtRow {
	row := views.DebtRow{
		Point: debt.Point, Detail: debt.Detail, Reason: debt.Reason, By: d.names[debt.OpenedBy], At: d.clock.Moment(debt.OpenedAt),
		Due: d.clock.Moment(debt.DueAt), Overdue: d.clock.Overdue(debt.DueAt), PaidBy: d.name(debt.PaidBy), PaidAt: d.clock.Moment(debt.PaidAt),
	}
	for _, cs := range d.Cases {
		if cs.Claim.ID == models.ID(debt.ClaimID) {
			row.Claim, row.Path = cs.Claim.Number, views.ClaimPath(d.Article.ID, cs.Claim.Number)
		}
	}
	return row
}

// missingText serves GET /articles/:article/missing.txt.
func (h *Handlers) missingText(c *gin.Context) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	text := views.MissingText(d.Article, d.Revision.Number, d.missing(workflow.WhatIsMissing(d.File)))
	c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte(text))
	return nil
}

// waive serves POST /articles/:article/waivers.
func (h *Handlers) waive(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	f := posted(c)
	kind := cmp.Or(choice[models.WaiverKind](f, "kind"), models.CQ)
	revision, sentences, note := f.number("revision"), f.numbers("sentence"), f.prose("note", models.MaxNote)
	if f.err != nil {
		return f.err
	}
	if err := h.Act.Waive(ctx(c), h.by(c), id, revision, kind, sentences, note); err != nil {
		return err
	}
	return h.done(c, "waiver.add", h.leadsBack(c, id, views.ArticlePath(id)+"/sign-off"))
}

// signOff serves POST /articles/:article/sign-off.
func (h *Handlers) signOff(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	f := posted(c)
	in := newsroom.SignOff{
		Revision: f.number("revision"), As: choice[report.Amendment](f, "as"), Reason: f.prose("reason", models.MaxNote), Break: f.yes("break"),
	}
	if f.err != nil {
		return f.err
	}
	if _, err := h.Act.SignOffArticle(ctx(c), h.by(c), id, in); err != nil {
		return err
	}
	return h.done(c, "report.issue", views.ArticlePath(id)+"/sign-off")
}

// breakGlass serves POST /articles/:article/break-glass: over several claims
// at once, each named by its number and the version that was seen.
func (h *Handlers) breakGlass(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	f := posted(c)
	named, reason := f.named("claim"), f.prose("reason", models.MaxNote)
	if f.err != nil {
		return f.err
	}
	if err := h.Act.BreakGlass(ctx(c), h.by(c), id, named, reason); err != nil {
		return err
	}
	return h.done(c, "claim.break-glass", views.ArticlePath(id)+"/sign-off")
}

// named are claims that a form names as number and version: "5.7".
func (f *form) named(field string) (ts []newsroom.Target) {
	for _, s := range f.values[field] {
		var t newsroom.Target
		number, version, _ := strings.Cut(s, ".")
		var errNumber, errVersion error
		t.Number, errNumber = strconv.Atoi(number)
		t.Version, errVersion = strconv.Atoi(version)
		if errNumber != nil || errVersion != nil || t.Version <= 0 {
			f.fail(apperr.UnknownChoice.With(clip(s), views.Label(field)).On(field))
			continue
		}
		ts = append(ts, t)
	}
	return ts
}

// glassClaims are the claims that the reader could approve by breaking the
// glass only, to choose from.
func (d *desk) glassClaims(a views.Attempt) (cs []ui.Choice) {
	for _, c := range d.Cases {
		if !workflow.May(c, d.reader, workflow.BreakGlass) {
			continue
		}
		value := strconv.Itoa(c.Claim.Number) + "." + strconv.Itoa(c.Claim.Version)
		cs = append(cs, ui.Choice{
			Value: value, Label: strconv.Itoa(c.Claim.Number) + ". " + c.Claim.Statement,
			Hint: passes(workflow.PassedOver(c, d.reader)), Chosen: a.Has(views.GlassClaimsForm, "claim", value, false),
		})
	}
	return cs
}

// passes lists points in words.
func passes(points []workflow.Missing) string {
	words := make([]string, len(points))
	for i, m := range points {
		words[i] = views.Point(m.Point)
	}
	return strings.Join(words, "; ")
}
