package handlers

import (
	"crypto/rand"
	"net/http"
	"slices"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/typeset"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// newRevision serves GET /articles/:article/revisions/new.
func (h *Handlers) newRevision(c *gin.Context) error { return h.revisionAgain(c, views.Attempt{}) }

// revisionAgain shows the form that brings in a revision, over the newest one.
func (h *Handlers) revisionAgain(c *gin.Context, a views.Attempt) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	s, err := h.settings(c)
	if err != nil {
		return err
	}
	p := views.RevisionForm{
		Page: h.frame(c, views.NewRevisionTitle), Article: d.Article, Newest: d.Revision.Number, Text: intake.ToMarkdown(d.Revision.Document),
		Longest: max(s.LongestText, len(d.Revision.Text)),
		Writers: d.Writers, Key: rand.Text(), Attempt: a,
	}
	for _, u := range d.people {
		p.People = append(p.People, u)
		if u.ID != d.reader.ID && u.Is(models.RoleReviewer, models.RoleEditor) {
			p.Approve = append(p.Approve, u.Name)
		}
	}
	for _, cs := range d.Cases {
		if cs.Claim.State != models.Withdrawn {
			p.Claims++
		}
	}
	return render(c, statusOf(a), views.RevisionFormPage(p))
}

// revise serves POST /articles/:article/revisions.
func (h *Handlers) revise(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	f := posted(c)
	in := newsroom.NewRevision{Base: f.number("base"), Copy: copyIn(f), Origin: choice[models.Origin](f, "origin")}
	if in.Origin == views.OriginTold {
		in.Origin, in.Told, in.Writers = models.OriginPasted, true, f.ids("writers")
	}
	if f.err != nil {
		return f.err
	}
	if _, err := h.Act.Revise(ctx(c), h.by(c), id, in); err != nil {
		return err
	}
	return h.done(c, "revision.add", views.ArticlePath(id))
}

// showRevision serves GET /articles/:article/revisions/:revision.
func (h *Handlers) showRevision(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	number, err := param(c, "revision")
	if err != nil {
		return err
	}
	article, err := h.Read.Article(ctx(c), who(c).ID, id)
	if err != nil {
		return err
	}
	rev, err := h.Read.Revision(ctx(c), id, int(number))
	if err != nil {
		return err
	}
	p := views.RevisionView{
		Page: h.frame(c, views.RevisionTitle(rev.Number, article.Headline)), Article: article, Revision: rev,
		Copy: views.CopySheet{Article: id, Sheet: typeset.Lay(rev.Document, nil), Lang: article.Language, Dir: article.Direction},
	}
	if err := h.addHeads(c, &p); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.RevisionPage(p))
}

// addHeads lists all revisions of the article, newest first.
func (h *Handlers) addHeads(c *gin.Context, p *views.RevisionView) error {
	heads, err := h.heads(c, p.Article.ID)
	if err != nil {
		return err
	}
	this := headOf(heads, p.Revision.Number)
	p.By, p.At = this.By, this.At
	slices.Reverse(heads)
	p.All = heads
	return nil
}
