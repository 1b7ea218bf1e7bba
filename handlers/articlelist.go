package handlers

import (
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// listArticles serves GET /articles.
func (h *Handlers) listArticles(c *gin.Context) error {
	return h.articlesPage(c, views.ReadListFilter(views.ArticlesPath, c.Request.URL.Query()), views.Attempt{})
}

// articlesPage draws the list of articles as it is asked for.
func (h *Handlers) articlesPage(c *gin.Context, list views.ListFilter, a views.Attempt) (err error) {
	p := views.ArticleList{Page: h.frame(c, views.ArticlesTitle), MayOpen: workflow.MayEdit(who(c)) == nil, Hint: h.hint(c, views.OnArticles)}
	p.Filter = list
	f, err := h.articleFilter(c, &p.Filter)
	if err == nil {
		err = h.fillArticles(c, &p, f)
	}
	status, err := refusedList(&p.ListPart, err)
	if err != nil {
		return err
	}
	if p.Saved, err = h.savedViews(c, p.Filter, a); err != nil {
		return err
	}
	if a.Err != nil {
		p.Problem, status = a.Message(), statusOf(a)
	}
	s, err := h.settings(c)
	if err != nil {
		return err
	}
	p.Desks, p.Languages = s.Desks, s.Languages
	if p.Editors, err = h.editors(c); err != nil {
		return err
	}
	return render(c, status, views.ArticlesPage(p))
}

// editors are those who may be an article's editor.
func (h *Handlers) editors(c *gin.Context) ([]models.User, error) {
	people, err := h.Read.People(ctx(c))
	return slices.DeleteFunc(people, func(u models.User) bool { return !u.Is(models.RoleEditor) || !u.Active() }), err
}

// articleFilter is what is asked of the list of articles.
func (h *Handlers) articleFilter(c *gin.Context, f *views.ListFilter) (of store.ArticleFilter, err error) {
	r := listReader{filter: f, viewer: who(c).ID}
	of.Desk, of.Language, of.Editor = r.line("desk"), r.line("language"), r.person("editor")
	of.Work = oneOf(&r, "work", store.ArticleWorks)
	due := oneOf(&r, "due", []string{"overdue", "today", "week", "none"})
	if r.err != nil {
		return of, r.err
	}
	s, err := h.settings(c)
	of.DueFrom, of.DueBefore = dueBetween(due, h.Now().In(s.Location()))
	of.NeverDue = due == "none"
	return of, err
}

// fillArticles puts the articles of this part of the list on the page.
func (h *Handlers) fillArticles(c *gin.Context, p *views.ArticleList, f store.ArticleFilter) (err error) {
	var stamps []store.Stamp
	var next models.ID
	if f == (store.ArticleFilter{}) {
		stamps, err = h.Read.Stamps(ctx(c), who(c).ID, before(c), perPage+1)
	} else {
		f.Before, f.Limit = before(c), perPage+1
		stamps, next, err = h.Read.ListArticles(ctx(c), who(c).ID, f)
	}
	if err != nil {
		return err
	}
	if before(c) != 0 {
		p.Newer = p.Filter.Address("")
	}
	if len(stamps) > perPage {
		stamps, next = stamps[:perPage], stamps[perPage-1].ID
	} else if next != 0 {
		p.Looked = store.ClaimsLookedThrough
	}
	if next != 0 {
		p.Older = belowOf(p.Filter.Address(""), next)
	}
	p.Rows, err = h.articleRows(c, stamps)
	return err
}

// belowOf is the address of a list from below a row.
func belowOf(address string, id models.ID) string {
	with := "?"
	if strings.Contains(address, "?") {
		with = "&"
	}
	return address + with + "before=" + strconv.FormatInt(id, 10)
}
