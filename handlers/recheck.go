package handlers

import (
	"crypto/rand"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/report"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// showRecheck serves GET /articles/:article/revisions/:revision/recheck: what
// the revision did to the claims.
func (h *Handlers) showRecheck(c *gin.Context) error {
	number, err := param(c, "revision")
	if err != nil {
		return err
	}
	return h.recheck(c, int(number), views.Attempt{})
}

// recheck draws what the revision with a number did; number 0 is the newest.
func (h *Handlers) recheck(c *gin.Context, number int, a views.Attempt) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	if number == 0 {
		if number, err = h.newest(c, id); err != nil {
			return err
		}
	}
	r, err := newsroom.ReadRecheck(ctx(c), h.Read, who(c).ID, id, number)
	if err != nil {
		return err
	}
	d, err := h.deskOf(c, r.File)
	if err != nil {
		return err
	}
	p := views.Recheck{
		Page: h.frame(c, views.RecheckTitle(number, d.Article.Headline)), Article: d.Article, Number: number, Newest: d.Revision.Number,
		Origin: r.Revision.Origin, By: d.names[r.Revision.CreatedBy], At: d.clock.Moment(r.Revision.CreatedAt), MayMark: workflow.MayMark(d.reader) == nil,
		Key: rand.Text(), Attempt: a,
	}
	p.Page.Keys = ui.RecheckKeys
	d.addRecheck(&p, r)
	if err := h.addSigned(c, &p, d); err != nil {
		return err
	}
	return render(c, statusOf(a), views.RecheckPage(p))
}

// newest is the number of the article's newest revision.
func (h *Handlers) newest(c *gin.Context, article models.ID) (int, error) {
	if _, err := h.Read.Article(ctx(c), who(c).ID, article); err != nil {
		return 0, err
	}
	heads, err := h.Read.RevisionHeads(ctx(c), article)
	if err != nil || len(heads) == 0 {
		return 0, err
	}
	return heads[len(heads)-1].Number, nil
}

// addSigned says that an earlier revision was signed off, and this one not yet.
func (h *Handlers) addSigned(c *gin.Context, p *views.Recheck, d *desk) error {
	last := d.Report()
	if !p.Open() || last.ID == 0 || last.RevisionID == d.Revision.ID {
		return nil
	}
	heads, err := h.Read.RevisionHeads(ctx(c), d.Article.ID)
	if err != nil {
		return err
	}
	for _, r := range heads {
		if r.ID == last.RevisionID {
			p.Signed = &views.SignedBefore{Number: report.Number(last.Year, last.Serial), Revision: r.Number}
		}
	}
	return nil
}

// addRecheck sorts the claims by what the revision did to them.
func (d *desk) addRecheck(p *views.Recheck, r *newsroom.Recheck) {
	ended := map[models.ID]bool{}
	for _, l := range r.Lines {
		if l.WasState != models.Withdrawn {
			ended[models.ID(l.ApprovalID)] = true
			d.addLine(p, l)
		}
	}
	if p.Open() {
		d.addEarlier(p, ended)
	}
	for _, s := range r.Fresh {
		if !s.Covered {
			p.Fresh = append(p.Fresh, views.FreshSentence{
				Number: s.Number, Text: s.Text, Waive: workflow.MayWaive(d.Revision, s.Number, models.CQ, d.reader) == nil,
			})
		}
	}
}

// addLine puts a claim where it belongs by what the revision did to it.
func (d *desk) addLine(p *views.Recheck, l newsroom.RecheckLine) {
	p.Claims++
	line := d.recheckLine(l)
	switch {
	case l.Outcome == models.Ambiguous || l.Outcome == models.Lost:
		d.addChoice(p, &line, l.Case.Claim.Anchor)
		p.Waiting = append(p.Waiting, line)
	case l.ApprovalID != 0:
		p.Stale = append(p.Stale, line)
	case l.Outcome == models.Edited || l.Outcome == models.Context:
		p.Lapsed = append(p.Lapsed, line)
	case line.Words != nil:
		p.Alike = append(p.Alike, line)
	case l.Outcome == models.Moved:
		p.Moved++
	default:
		p.Same++
	}
}

// addChoice gives a claim that waits its candidates, where the reader may choose
// one and the page has not too many already.
func (d *desk) addChoice(p *views.Recheck, line *views.RecheckLine, a models.Anchor) {
	switch {
	case !p.Open() || !line.Waits() || !line.Place.Open:
	case p.Choices == mostChoices:
		line.Elsewhere = true
	default:
		p.Choices++
		line.Candidates = d.candidates(a)
	}
}

// addEarlier lists the claims whose approval an earlier revision ended, and at
// which nobody has looked since.
func (d *desk) addEarlier(p *views.Recheck, here map[models.ID]bool) {
	for _, cs := range d.Cases {
		if a := d.staleByCopy(cs); a.ID != 0 && !here[a.ID] {
			p.Earlier = append(p.Earlier, d.lineOf(cs, a, d.since(cs)))
		}
	}
}

// staleByCopy is the approval that a revision ended, of a claim that nobody has
// sent to review since; else the zero Approval.
func (d *desk) staleByCopy(cs workflow.Case) models.Approval {
	a := cs.Stale()
	if cs.Claim.State != models.Researching || !slices.Contains([]models.EndCause{models.EndedWords, models.EndedSentence}, a.EndedBy) {
		return models.Approval{}
	}
	return a
}

// since is what became of the sentence that the last verdict was about.
func (d *desk) since(cs workflow.Case) *views.WordChange {
	f := workflow.LastFinding(cs)
	if f.Sentence == "" || f.Sentence == cs.Claim.Sentence {
		return nil
	}
	w := d.words(f.Sentence, cs.Claim.Sentence)
	return &w
}

// recheckLine is what the revision did to one claim.
func (d *desk) recheckLine(l newsroom.RecheckLine) views.RecheckLine {
	var words *views.WordChange
	if l.Sentence != "" {
		w := d.words(l.WasSentence, l.Sentence)
		words = &w
	}
	line := d.lineOf(l.Case, l.Approval(), words)
	line.Outcome, line.WasWords = l.Outcome, l.WasWords
	if line.WasWords == "" { // it waited before already
		line.WasWords = l.Case.Claim.Exact
	}
	for _, f := range l.Case.Findings {
		if f.ID == models.ID(l.FindingID) {
			line.Before = f.Verdict
		}
	}
	if !l.Case.Claim.Placed() {
		line.Why = views.LostWords(l.Outcome)
	}
	return line
}

// lineOf is a claim as it stands now, whose approval, if any, ended.
func (d *desk) lineOf(cs workflow.Case, ended models.Approval, words *views.WordChange) views.RecheckLine {
	c := cs.Claim
	line := views.RecheckLine{
		Number: c.Number, Version: c.Version, Path: views.ClaimPath(c.ArticleID, c.Number), Statement: c.Statement, State: c.State,
		Outcome: c.Outcome, Words: words, Placed: c.Placed(), Costs: d.costs(cs), Withdraw: c.Outcome == models.Lost && workflow.May(cs, d.reader, workflow.Withdraw),
	}
	if ended.ID != 0 {
		line.Approved = &views.ApprovalView{By: d.names[ended.CreatedBy], At: d.clock.Moment(ended.CreatedAt), BreakGlass: ended.BreakGlass}
		line.Why = views.EndCause(ended.EndedBy)
	}
	for _, dec := range workflow.Decide(cs, d.reader, d.people) {
		switch dec.Act { //nolint:exhaustive // the others are on the claim's own page
		case workflow.StillHolds:
			line.StillHolds = moveOf(dec)
		case workflow.Place:
			line.Place = moveOf(dec)
		}
	}
	return line
}

// moveOf is an act as it is to the reader.
func moveOf(dec workflow.Decision) views.Move {
	m := views.Move{Act: string(dec.Act), Open: dec.Why == nil}
	if dec.Why != nil {
		m.Why = apperr.Message(dec.Why)
		for _, u := range dec.Others {
			m.Others = append(m.Others, u.Name)
		}
	}
	return m
}

// onRecheck reports whether a form stands on the page of what a revision did.
func onRecheck(f *form) bool { return backTo(f) == views.BackRecheck }
