package handlers

import (
	"net/http"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// saveTyping serves POST /articles/:article/typing: it keeps what an editor
// types over the newest revision. A script is answered with JSON.
func (h *Handlers) saveTyping(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	script := c.GetHeader("Accept") == gin.MIMEJSON
	f := posted(c)
	version, err := h.keep(c, id, f, h.by(c))
	switch {
	case script && err != nil:
		h.note(c, err)
		c.JSON(apperr.Status(err), views.NotSaved(err))
		return nil
	case err != nil:
		return err
	case script:
		return h.saved(c, version)
	case f.word("then") == views.ThenChanges:
		c.Redirect(http.StatusSeeOther, views.NewRevisionPath(id)+"?"+views.ThenChanges+"#changes")
		return nil
	}
	return h.done(c, "typing.keep", views.NewRevisionPath(id))
}

// saved tells a script what the typing's version is now.
func (h *Handlers) saved(c *gin.Context, version int) error {
	clock, err := h.clock(c)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, views.Saved(clock, models.At(clock.Now), version))
	return nil
}

// keep keeps the text of the form as what the actor types over the article.
func (h *Handlers) keep(c *gin.Context, article models.ID, f *form, by newsroom.By) (version int, err error) {
	if _, err := h.Read.Article(ctx(c), who(c).ID, article); err != nil {
		return 0, err
	}
	in := newsroom.Typing{Base: f.number("base"), Version: f.number("typing"), Text: f.word("text")}
	switch {
	case f.err != nil:
		return 0, f.err
	case in.Base == 0: // a form that does not say what it was made from is stale
		return 0, apperr.Stale.With()
	}
	version, err = h.Act.SaveTyping(ctx(c), by, article, in)
	if err == nil || !isStale(err) {
		return version, err
	}
	now, readErr := h.Read.EditDraft(ctx(c), who(c).ID, article)
	if readErr == nil && now.Text == in.Text {
		return now.Version, nil // it is kept already: an answer got lost
	}
	return 0, err
}

func isStale(err error) bool { return apperr.Code(err) == apperr.Stale.Code }

// keepTyped keeps what the editing page sent as a revision. A form that says
// nothing of what was kept before did not come from there.
func (h *Handlers) keepTyped(c *gin.Context, article models.ID, in newsroom.NewRevision) error {
	f := posted(c)
	if in.Draft != 0 || !f.values.Has("typing") {
		return nil
	}
	_, err := h.keep(c, article, f, h.part(c, "kept"))
	return err
}

// discardTyping serves POST /articles/:article/typing/discard. That it is gone
// already is no failure.
func (h *Handlers) discardTyping(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	if _, err := h.Read.Article(ctx(c), who(c).ID, id); err != nil {
		return err
	}
	f := posted(c)
	version, where := f.number("typing"), views.NewRevisionPath(id)
	if f.word("then") == views.ThenNewest {
		where = views.ArticlePath(id)
	}
	if f.err != nil {
		return f.err
	}
	if err := h.discard(c, id, version); err != nil {
		return err
	}
	return h.done(c, "typing.discard", where)
}

// discard throws away what the actor types over the article, if it is as it
// was: what another window kept since is not thrown away.
func (h *Handlers) discard(c *gin.Context, article models.ID, version int) error {
	kept, err := h.Read.EditDraft(ctx(c), who(c).ID, article)
	if err != nil {
		return ifFound(err)
	}
	return h.Act.DiscardDraft(ctx(c), h.by(c), kept.ID, version)
}

// ifFound is err, but nil when it says that there is none.
func ifFound(err error) error {
	if apperr.KindOf(err) == apperr.NotFound {
		return nil
	}
	return err
}

// part is who acts by one of several acts of a request: each has a key of its
// own.
func (h *Handlers) part(c *gin.Context, name string) newsroom.By {
	by := h.by(c)
	if by.Key != "" {
		by.Key += "." + name
	}
	return by
}
