package handlers

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"

	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// quoteCapture serves POST /articles/:article/captures/:capture/quote.
func (h *Handlers) quoteCapture(c *gin.Context) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	capture, err := param(c, "capture")
	if err != nil {
		return err
	}
	f := posted(c)
	claim := f.number("claim")
	in := newsroom.NewQuote{Capture: capture, At: models.Span{Start: f.number("start"), End: f.number("end")}, Evidence: evidenceIn(f)}
	if f.err != nil {
		return f.err
	}
	id, err := h.Act.QuoteCapture(ctx(c), h.by(c), newsroom.Target{Article: article, Number: claim}, in)
	if err != nil {
		return err
	}
	return h.done(c, "evidence.quote", views.QuotedPath(article, capture, claim, id))
}

// takeWording serves POST …/evidence/:evidence/wording.
func (h *Handlers) takeWording(c *gin.Context) error {
	id, err := param(c, "evidence")
	if err != nil {
		return err
	}
	return h.onClaim(c, "evidence.wording", func(t newsroom.Target, _ *form) error {
		return h.Act.TakeWording(ctx(c), h.by(c), t, id)
	})
}

// translate serves POST …/evidence/:evidence/translations.
func (h *Handlers) translate(c *gin.Context) error {
	id, err := param(c, "evidence")
	if err != nil {
		return err
	}
	return h.onClaim(c, "translation.add", func(t newsroom.Target, f *form) error {
		in := models.Translation{Language: f.line("language", models.MaxLine), Text: f.prose("translation", models.MaxPassage)}
		if f.err != nil {
			return f.err
		}
		return h.Act.AddTranslation(ctx(c), h.by(c), t, id, in)
	})
}

// removeTranslation serves POST …/evidence/:evidence/translations/:translation/remove.
func (h *Handlers) removeTranslation(c *gin.Context) error {
	evidence, err := param(c, "evidence")
	if err != nil {
		return err
	}
	id, err := param(c, "translation")
	if err != nil {
		return err
	}
	return h.onClaim(c, "translation.remove", func(t newsroom.Target, _ *form) error {
		return h.Act.RemoveTranslation(ctx(c), h.by(c), t, evidence, id)
	})
}

// captureAgain shows a capture after a refused form.
func (h *Handlers) captureAgain(c *gin.Context, a views.Attempt) error { return h.capturePage(c, a) }

// chosenIn is what the request's address chooses of a capture's text, in code
// points; empty for nothing, and for a place outside.
func chosenIn(c *gin.Context, text []rune) models.Span {
	from, err := strconv.Atoi(c.Query("from"))
	to, err2 := strconv.Atoi(c.Query("to"))
	if c.Request.Method != http.MethodGet || err != nil || err2 != nil || from < 0 || from >= to || to > len(text) {
		return models.Span{}
	}
	return models.Span{Start: from, End: to}
}

// quoteForm is the form beside a capture's text as the reader may use it.
func (d *desk) quoteForm(c *gin.Context, capture models.Capture, a views.Attempt) views.QuoteForm {
	text := []rune(capture.Text)
	at := chosenIn(c, text)
	q := views.QuoteForm{
		Path: views.CapturePath(d.Article.ID, capture.ID), Key: rand.Text(), Attempt: a, Pages: capture.Pages, At: at, Passage: string(text[at.Start:at.End]),
	}
	if err := workflow.MayMark(d.reader); err != nil {
		q.Closed = apperr.Message(err)
		return q
	}
	asked, _ := strconv.Atoi(c.Query("claim"))
	d.claimsToQuote(&q, asked)
	if at.Len() == 0 {
		return q
	}
	if page := len(slices.DeleteFunc(slices.Clone(capture.Pages), func(begins int) bool { return begins > at.Start })); page > 0 {
		q.Locator = views.PageWords(page)
	}
	q.Parts = quoteParts(d.Article.ID, capture, text, at, asked)
	return q
}

// claimsToQuote adds the claims for which the reader may quote, with what it
// costs, and chooses the one that is asked for.
func (d *desk) claimsToQuote(q *views.QuoteForm, asked int) {
	for _, k := range d.Cases {
		if !workflow.May(k, d.reader, workflow.AddEvidence) {
			continue
		}
		n := strconv.Itoa(k.Claim.Number)
		q.Claims = append(q.Claims, ui.Choice{Value: n, Label: n + ". " + k.Claim.Statement})
		costs := d.costs(k)
		if k.Claim.Number == asked {
			q.Claim, q.Costs = n, costs
		} else if costs != "" && q.Claim == "" {
			q.Costs = views.QuoteCosts
		}
	}
}

// quoteParts are the paragraph in which something was chosen and its sentences.
func quoteParts(article models.ID, capture models.Capture, text []rune, at models.Span, claim int) (parts []views.QuotePart) {
	i := slices.IndexFunc(capture.Blocks, func(b models.Block) bool { return b.Contains(at) })
	if i < 0 {
		return nil
	}
	part := func(label string, s models.Span) {
		parts = append(parts, views.QuotePart{Label: label, Href: views.QuotePath(article, capture.ID, claim, s), Current: s == at})
	}
	block := capture.Blocks[i]
	part(views.WholeParagraph, block.Span)
	alone := models.Document{Text: string(text[block.Start:block.End]), Blocks: []models.Block{{Kind: models.Paragraph, Span: models.Span{End: block.Len()}}}}
	for _, s := range copydesk.Sentences(alone, capture.Language) {
		s.Start, s.End = s.Start+block.Start, s.End+block.Start
		part(string(text[s.Start:s.End]), s)
	}
	return parts
}
