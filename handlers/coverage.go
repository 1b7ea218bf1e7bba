package handlers

import (
	"crypto/rand"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// coverage is how much of the copy is accounted for; after is the number of the
// sentence from which the next is looked for.
func (d *desk) coverage(after int) views.CoverageBar {
	claims := workflow.TallyOf(d.File).Live()
	return views.CoverageBar{
		Offers: len(d.offers), Legend: slices.Compact(slices.Sorted(slices.Values(d.covers))), Coverage: d.Article.Coverage, Article: d.Article.ID, Unread: d.Revision.Reading == 0,
		White: workflow.White(d.read.words, claims), Words: d.read.words, Claims: claims, Next: d.nextUncovered(after),
	}
}

// nextUncovered is the number of the first sentence behind another that nobody
// accounts for, the first of all behind the last; 0 is none but itself.
func (d *desk) nextUncovered(after int) int {
	n := len(d.covers)
	for i := range n {
		at := (after + i) % n
		if d.covers[at] == models.Uncovered && at+1 != after {
			return at + 1
		}
	}
	return 0
}

// mayWaive is the rule on waiving the sentence with a number.
func (d *desk) mayWaive(number int) func(models.User) error {
	return func(u models.User) error { return workflow.MayWaive(d.Revision, number, models.NothingToCheck, u) }
}

// sentencePanel is the sentence with a number beside the copy; nil when there
// is none.
func (d *desk) sentencePanel(number int, a views.Attempt) *views.SentencePanel {
	if number < 1 || number > len(d.covers) {
		return nil
	}
	text := anchor.Index(d.Revision.Text)
	p := &views.SentencePanel{
		Article: d.Article.ID, Revision: d.Revision.Number, Of: len(d.covers), SentenceView: d.sentenceView(number, text),
		Mark: d.closed(workflow.MayMark), Barred: d.closed(d.mayWaive(number)), Next: d.nextUncovered(number), Key: rand.Text(), Attempt: a,
	}
	for _, o := range d.offers {
		if o.Sentence == number {
			p.Offers = append(p.Offers, d.suggestionCard(o, text))
		}
	}
	return p
}

// sentenceView is the sentence with a number, and what accounts for it.
func (d *desk) sentenceView(number int, text *anchor.Text) views.SentenceView {
	s := d.Revision.Sentences[number-1]
	v := views.SentenceView{Number: number, Text: text.Slice(s.Span), Cover: d.covers[number-1]}
	for _, cs := range d.Cases {
		if c := cs.Claim; c.State != models.Withdrawn && c.Placed() && c.RevisionID == d.Revision.ID && c.Overlaps(s.Span) {
			v.Claims = append(v.Claims, c.Number)
		}
	}
	if w, ok := d.Waived[number-1]; ok {
		v.Waiver = &views.WaiverView{
			Waiver: w, By: d.names[w.CreatedBy], At: d.clock.Moment(w.CreatedAt),
			End: d.closed(func(u models.User) error { return workflow.MayEndWaiver(w, u) }),
		}
	}
	return v
}

// showCoverage serves GET /articles/:article/coverage.
func (h *Handlers) showCoverage(c *gin.Context) error { return h.coverageAgain(c, views.Attempt{}) }

// coverageAgain shows the sentences of an article by how far each is accounted
// for.
func (h *Handlers) coverageAgain(c *gin.Context, a views.Attempt) error {
	d, err := h.openClaim(c, 0)
	if err != nil {
		return err
	}
	p := views.Coverage{
		Page: h.frame(c, views.CoverageTitle(d.Article.Headline)), Article: d.Article, Revision: d.Revision.Number, Bar: d.coverage(0),
		Key: rand.Text(), Attempt: a,
	}
	p.Page.Keys = ui.CoverageKeys
	d.addSentences(&p)
	p.From, p.Uncovered = shownFrom(c, p.Uncovered)
	return render(c, statusOf(a), views.CoveragePage(p))
}

// shownFrom are the sentences that the list shows, and how many come before.
func shownFrom(c *gin.Context, all []views.SentenceView) (from int, shown []views.SentenceView) {
	from, _ = strconv.Atoi(listed(c, "from"))
	from = min(max(from, 0), max(len(all)-1, 0)) / views.PerList * views.PerList
	return from, all[from:min(len(all), from+views.PerList)]
}

// addSentences sorts the sentences by how far each is accounted for. The reader
// may waive when one of the uncovered is open to them.
func (d *desk) addSentences(p *views.Coverage) {
	text := anchor.Index(d.Revision.Text)
	mine := false
	for i, cover := range d.covers {
		switch cover {
		case models.Uncovered:
			v := d.sentenceView(i+1, text)
			v.Waive = d.mayWaive(i+1)(d.reader) == nil
			mine = mine || v.Waive
			p.Uncovered = append(p.Uncovered, v)
		case models.Unchecked:
			p.Left = append(p.Left, d.sentenceView(i+1, text))
		case models.Waived:
			p.Waived = append(p.Waived, d.sentenceView(i+1, text))
		case models.Covered:
			p.Covered++
		case models.Plain:
			p.Plain++
		}
	}
	if !mine && len(p.Uncovered) > 0 {
		p.Waive = d.closed(d.mayWaive(p.Uncovered[0].Number))
	}
}

// waiverAgain shows the page again on which sentences could not be waived.
func (h *Handlers) waiverAgain(c *gin.Context, a views.Attempt) error {
	switch backTo(posted(c)) {
	case views.BackSuggestions, views.BackCoverage:
		return h.workspace(c, 0, a)
	case views.BackList:
		return h.coverageAgain(c, a)
	case views.BackLine:
		return h.lineAgain(c, a)
	}
	return h.waiveAgain(c, a)
}

// endWaiver serves POST /articles/:article/waivers/:waiver/end.
func (h *Handlers) endWaiver(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	waiver, err := param(c, "waiver")
	if err != nil {
		return err
	}
	if err := h.Act.EndWaiver(ctx(c), h.by(c), id, waiver); err != nil {
		return err
	}
	next := views.CoveragePath(id)
	if f := posted(c); backTo(f) == views.BackCoverage {
		next = views.SentencePath(id, max(f.number("sentence"), 1))
	} else if backTo(f) == views.BackLine {
		next = views.LinePath(id, max(f.number("sentence"), 1))
	}
	return h.done(c, "waiver.end", next)
}

// leaveUnchecked serves POST /articles/:article/coverage/unchecked.
func (h *Handlers) leaveUnchecked(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	f := posted(c)
	revision, reason := f.number("revision"), f.prose("reason", models.MaxNote)
	if f.err != nil {
		return f.err
	}
	if err := h.Act.LeaveUnchecked(ctx(c), h.by(c), id, revision, reason); err != nil {
		return err
	}
	return h.done(c, "waiver.unchecked", views.ArticlePath(id)+"/sign-off")
}

// backTo is the page that a form leads back to, or "".
func backTo(f *form) string { return strings.TrimSpace(f.word(views.BackField)) }

// leadsBack is where an act leads: to the page that its form stood on, one of a
// closed set, or else to where it leads from everywhere.
func (h *Handlers) leadsBack(c *gin.Context, article models.ID, otherwise string) string {
	f := posted(c)
	switch backTo(f) {
	case views.BackRecheck:
		if number, err := h.newest(c, article); err == nil && number != 0 {
			return views.RecheckPath(article, number)
		}
	case views.BackDrifts:
		return views.DriftsPath(article)
	case views.BackLine:
		return views.LinePath(article, max(f.number("sentence"), 1))
	case views.BackReview:
		return backToReview(c, article)
	case views.BackSuggestions:
		return views.SuggestionsPath(article, max(f.number("at"), 0), f.word("sort") == views.ByScore)
	case views.BackCoverage:
		if d, err := h.openClaim(c, 0); err == nil {
			if next := d.nextUncovered(f.number("sentence")); next != 0 {
				return views.SentencePath(article, next)
			}
		}
		return views.ArticlePath(article)
	case views.BackList:
		return views.CoverageFrom(article, f.number("from"))
	}
	return otherwise
}

// askedSentence is the number of the sentence that is looked at, 0 for none.
func askedSentence(c *gin.Context) int {
	if unsafe(c.Request.Method) {
		if backTo(posted(c)) == views.BackCoverage {
			return posted(c).number("sentence")
		}
		return 0
	}
	n, err := strconv.Atoi(c.Query("sentence"))
	if err != nil || strings.HasSuffix(c.FullPath(), "/claims/new") || slices.Contains([]string{"suggestions", "discussion", "checks"}, c.Query("tab")) {
		return 0
	}
	return n
}
