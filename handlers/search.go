package handlers

import (
	"net/http"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// search serves GET /search.
func (h *Handlers) search(c *gin.Context) error {
	p := views.Search{Page: h.frame(c, views.SearchTitle), Most: perPage}
	raw := c.Query("q")
	term, err := intake.Line(raw)
	if err == nil && len(raw) > models.MaxLine {
		term, err = "", apperr.FieldTooLong.With(views.Label("q"), views.Bytes(models.MaxLine), views.Bytes(len(raw)))
	}
	if err != nil {
		p.Problem = apperr.Message(err)
		return render(c, apperr.Status(err), views.SearchPage(p))
	}
	p.Term, p.Page.Query = term, term
	if term != "" {
		if err := h.find(c, &p); err != nil {
			return err
		}
	}
	return render(c, http.StatusOK, views.SearchPage(p))
}

// find looks for the term in what is open to the reader.
func (h *Handlers) find(c *gin.Context, p *views.Search) error {
	found, err := h.Read.Search(ctx(c), who(c).ID, p.Term, p.Most)
	if err != nil {
		return err
	}
	ids := make([]models.ID, 0, len(found.Claims)+len(found.Sources))
	for _, cl := range found.Claims {
		ids = append(ids, cl.ArticleID)
	}
	for _, s := range found.Sources {
		ids = append(ids, s.ArticleID)
	}
	headlines, err := h.Read.ArticleHeadlines(ctx(c), who(c).ID, ids)
	if err != nil {
		return err
	}
	p.Articles = found.Articles
	for _, cl := range found.Claims {
		p.Claims = append(p.Claims, views.FoundClaim{Claim: cl, Headline: headlines[cl.ArticleID]})
	}
	for _, s := range found.Sources {
		p.Sources = append(p.Sources, views.FoundSource{Source: s, Headline: headlines[s.ArticleID]})
	}
	return nil
}
