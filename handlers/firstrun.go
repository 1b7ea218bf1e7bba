package handlers

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// firstRunPath is the page to which every other leads while there is no
// newsroom.
const firstRunPath = "/first-run"

// beforeFounding are the paths that are there while there is no newsroom: what
// founds it, and what asks after the program.
var beforeFounding = []string{firstRunPath, healthPath, readyPath}

// opening reports whether there is no newsroom yet, and a way to found one.
// Once there is one this asks the database no more.
func (h *Handlers) opening(c *gin.Context) bool {
	if h.FirstRun == nil || h.founded.Load() {
		return false
	}
	_, err := h.settings(c)
	if err == nil {
		h.founded.Store(true)
	}
	return apperr.KindOf(err) == apperr.NotFound && err != nil
}

// showFirstRun serves GET /first-run.
func (h *Handlers) showFirstRun(c *gin.Context) error {
	if !h.opening(c) {
		return apperr.NoSuchPage.With()
	}
	return h.firstRunPage(c, views.Attempt{})
}

// firstRun serves POST /first-run: it makes the newsroom and its first admin.
func (h *Handlers) firstRun(c *gin.Context) error {
	if !h.opening(c) {
		return apperr.NoSuchPage.With()
	}
	f := posted(c)
	s := models.DefaultSettings(f.line("newsroom_name", models.MaxLine), f.line("time_zone", models.MaxLine))
	admin := newsroom.NewUser{
		Handle: strings.ToLower(f.line("handle", models.MaxLine)), Name: f.line("name", models.MaxLine), Password: f.word("password"),
	}
	code, err := f.line("code", models.MaxLine), f.err
	if err == nil && admin.Password != f.word("password_again") {
		err = apperr.PasswordUnlike.With().On("password_again")
	}
	if err == nil {
		err = h.Act.FoundFirst(ctx(c), h.FirstRun, code, peer(c), s, admin)
	}
	switch {
	case err == nil:
		return h.done(c, "newsroom.found", "/sign-in")
	case errors.Is(err, apperr.NotEmpty): // somebody else was first
		return apperr.NoSuchPage.With()
	case apperr.KindOf(err) == apperr.Internal:
		return err
	}
	return h.firstRunPage(c, f.attempt(err))
}

// firstRunPage shows the form to found the newsroom.
func (h *Handlers) firstRunPage(c *gin.Context, a views.Attempt) error {
	p := views.FirstRun{Page: h.frame(c, views.FirstRunTitle), Attempt: a}
	p.Page.Bare = true
	return render(c, statusOf(a), views.FirstRunPage(p))
}

// leadToFirstRun sends the request on to the first run, if there is no
// newsroom, and reports whether it did.
func (h *Handlers) leadToFirstRun(c *gin.Context, rt route) bool {
	if slices.Contains(beforeFounding, rt.path) || !h.opening(c) {
		return false
	}
	c.Redirect(http.StatusSeeOther, firstRunPath)
	c.Abort()
	return true
}
