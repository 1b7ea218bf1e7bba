package handlers

import (
	"crypto/rand"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// savedViews are the lists that the reader may go to by their names. Their
// addresses are read anew, so that one that no list knows any more leads nowhere.
func (h *Handlers) savedViews(c *gin.Context, here views.ListFilter, a views.Attempt) (s views.SavedViews, err error) {
	s = views.SavedViews{Here: here.Address(""), Key: rand.Text()}
	if a.Is("view") {
		s.Open, s.Name, s.Shared, s.Problem = true, a.Value("view", "name", ""), a.Value("view", "shared", "") != "", a.Problem("view", "name")
	}
	rows, err := h.Read.SavedViews(ctx(c), who(c).ID)
	for _, v := range rows {
		f, ok := views.ParseList(v.Address)
		if !ok {
			continue
		}
		v.Address = f.Address("")
		s.Rows = append(s.Rows, views.SavedViewRow{SavedView: v, May: newsroom.MayDropView(who(c), v) == nil})
	}
	return s, err
}

// listOf is the list that a form stands on.
func listOf(f *form) (views.ListFilter, error) {
	list, ok := views.ParseList(f.word("list"))
	if !ok || len(list.Address("")) > models.MaxNote {
		return list, apperr.NoSuchList.With()
	}
	return list, f.err
}

// saveView serves POST /views.
func (h *Handlers) saveView(c *gin.Context) error {
	f := posted(c)
	list, err := listOf(f)
	if err != nil {
		return err
	}
	name, shared := f.line("name", models.MaxLine), f.yes("shared")
	if f.err != nil {
		return f.err
	}
	if _, err := h.Act.SaveView(ctx(c), h.by(c), models.SavedView{Name: name, Address: list.With("begun", "").Address(""), Shared: shared}); err != nil {
		return err
	}
	return h.done(c, "view.save", list.Address(""))
}

// dropView serves POST /views/:view/drop.
func (h *Handlers) dropView(c *gin.Context) error {
	id, err := param(c, "view")
	if err != nil {
		return err
	}
	if err := h.Act.DropView(ctx(c), h.by(c), id); err != nil {
		return err
	}
	list, err := listOf(posted(c))
	if err != nil {
		list, _ = views.ParseList(views.ClaimsPath)
	}
	return h.done(c, "view.drop", list.Address(""))
}

// listAgain shows the list again that a form stands on, with what was typed.
func (h *Handlers) listAgain(c *gin.Context, a views.Attempt) error {
	list, ok := views.ParseList(a.Values.Get("list"))
	if !ok {
		return apperr.NoSuchList.With()
	}
	switch list.Path {
	case views.QueriesPath:
		return h.queriesPage(c, list, a)
	case views.ArticlesPath:
		return h.articlesPage(c, list, a)
	case views.DebtsPath:
		return h.debtsPage(c, list, a)
	}
	return h.claimsPage(c, list, a)
}
