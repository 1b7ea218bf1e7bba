package handlers

import (
	"cmp"
	"crypto/rand"
	"strconv"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// mostInLine is how many claims of a sentence are shown with their sources.
const mostInLine = 12

// showLine serves GET /articles/:article/line-by-line.
func (h *Handlers) showLine(c *gin.Context) error {
	n, _ := strconv.Atoi(c.Query("sentence"))
	return h.line(c, n, views.Attempt{})
}

// lineAgain shows the sentence of a form that was refused.
func (h *Handlers) lineAgain(c *gin.Context, a views.Attempt) error {
	return h.line(c, posted(c).number("sentence"), a)
}

// line shows one sentence of an article, the nearest to the one that is asked for.
func (h *Handlers) line(c *gin.Context, number int, a views.Attempt) error {
	d, err := h.openClaim(c, 0)
	if err != nil {
		return err
	}
	if len(d.Revision.Sentences) == 0 {
		return apperr.NoSentence.With()
	}
	number = min(max(number, 1), len(d.Revision.Sentences))
	l := views.Line{
		Page: h.frame(c, views.LineTitle(d.Article.Headline)), Article: d.Article, Revision: d.Revision.Number, Of: len(d.Revision.Sentences), Read: d.Revision.Reading != 0,
		Mark: d.closed(workflow.MayMark), Barred: d.closed(d.mayWaive(number)), Next: d.nextUncovered(number), Key: rand.Text(), Attempt: a,
	}
	l.Page.Keys = ui.LineKeys
	text := anchor.Index(d.Revision.Text)
	l.Sentence = d.sentenceView(number, text)
	if number > 1 {
		l.Before = text.Slice(d.Revision.Sentences[number-2].Span)
	}
	if number < l.Of {
		l.After = text.Slice(d.Revision.Sentences[number].Span)
	}
	l.Offers = d.offersIn(number)
	if err := h.addLineClaims(c, d, &l); err != nil {
		return err
	}
	return render(c, statusOf(a), views.LinePage(l))
}

// offersIn are the statements that are suggested for a sentence.
func (d *desk) offersIn(number int) (statements []string) {
	for _, o := range d.offers {
		if o.Sentence == number {
			statements = append(statements, o.Statement)
		}
	}
	return statements
}

// addLineClaims adds the claims in the sentence, with what they rest on.
func (h *Handlers) addLineClaims(c *gin.Context, d *desk, l *views.Line) error {
	for i, number := range l.Sentence.Claims {
		if i == mostInLine {
			l.MoreClaims = len(l.Sentence.Claims) - mostInLine
			break
		}
		cs, _ := d.Case(number)
		of := store.Of{Article: d.Article.ID, Claim: cs.Claim.ID}
		evidence, err := h.Read.Evidence(ctx(c), of)
		if err != nil {
			return err
		}
		sources, err := h.Read.SourcesOfClaim(ctx(c), cs.Claim.ID)
		if err != nil {
			return err
		}
		claim := views.LineClaim{ClaimCard: d.card(cs)}
		titles := make(map[models.ID]string, len(sources))
		for _, s := range sources {
			titles[s.ID] = s.Title
		}
		for _, e := range evidence {
			claim.Sources = append(claim.Sources, views.LineSource{
				Title: titles[e.SourceID], Stance: e.Stance, Words: cmp.Or(e.Passage, e.Calculation), Path: views.SourcePath(e.SourceID),
			})
		}
		l.Claims = append(l.Claims, claim)
	}
	return nil
}
