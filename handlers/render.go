package handlers

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// render writes comp only once all of it has rendered, so that a failure
// halfway becomes an error page rather than half a page.
func render(c *gin.Context, status int, comp templ.Component) error {
	buf, _ := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := comp.Render(ctx(c), buf); err != nil {
		return fmt.Errorf("render %s: %w", c.FullPath(), err)
	}
	c.Data(status, "text/html; charset=utf-8", buf.Bytes())
	return nil
}

// back shows the page that a form stands on again, with what was typed and
// what was wrong with it.
type back func(*gin.Context, views.Attempt) error

// fail answers with the page for err. A form that was refused comes back
// filled, on the page it stands on as that is now.
func (h *Handlers) fail(c *gin.Context, err error) {
	c.Abort()
	kind := h.note(c, err)
	if f := posted(c); f.page != nil && (who(c).ID != 0 || byLink(c)) && (comesBack(kind) || errors.Is(err, apperr.DiskFull)) {
		if again := f.page(c, f.attempt(err)); again == nil {
			return
		}
	}
	if kind == apperr.Unauthenticated && h.keepPosted(c) == nil {
		return
	}
	p := h.frame(c, views.ErrorTitle(err))
	if render(c, apperr.Status(err), views.ErrorPage(p, apperr.Status(err), apperr.Message(err), h.wayBack(c))) != nil {
		c.String(http.StatusInternalServerError, "internal error")
	}
}

// note keeps for the request's line what was refused, and logs what somebody
// who runs the site should see. It returns the kind of failure.
func (h *Handlers) note(c *gin.Context, err error) apperr.Kind {
	c.Set(refusalKey, apperr.Code(err))
	kind := apperr.KindOf(err)
	switch kind { //nolint:exhaustive // the others are a person's to mend, and not worth a line
	case apperr.Internal, apperr.Unavailable:
		h.Log.ErrorContext(ctx(c), "request failed", "id", requestID(c), "route", c.FullPath(), "err", err)
	case apperr.Forbidden:
		h.Log.WarnContext(ctx(c), "refused", "id", requestID(c), "route", c.FullPath(), "user", who(c).ID, "code", apperr.Code(err))
	}
	return kind
}

// comesBack reports whether a refused form is shown again.
func comesBack(k apperr.Kind) bool {
	return k == apperr.Invalid || k == apperr.Conflict || k == apperr.Forbidden || k == apperr.TooMany || k == apperr.TooLarge || k == apperr.WrongType || k == apperr.Internal
}

// wayBack is where an error page leads.
func (h *Handlers) wayBack(c *gin.Context) ui.Link {
	if who(c).ID == 0 {
		return views.ToSignIn
	}
	if id, err := param(c, "article"); err == nil {
		if _, err := h.Read.Article(ctx(c), who(c).ID, id); err == nil {
			return views.ToArticle(id)
		}
	}
	return views.ToArticles
}

// frame is what the frame around a page needs.
func (h *Handlers) frame(c *gin.Context, title string) ui.Page {
	u := who(c)
	p := ui.Page{Title: title, RequestID: requestID(c), Query: ""}
	if s, err := h.settings(c); err == nil {
		p.Newsroom = s.NewsroomName
	}
	if u.ID == 0 {
		return p
	}
	p.User = ui.Person{Name: u.Name, Note: views.RoleWords(u.Roles)}
	p.Nav = ui.MainNav(section(c.Request.URL.Path), workflow.MayKeepHouse(u) == nil)
	p.HideKeys = !u.KeyHints
	if p.Bell = len(u.Roles) > 0; p.Bell {
		p.Unread = h.unread(c)
	}
	p.Live = h.liveness(c)
	if done := h.takeFlash(c); done != "" {
		p.Flash = append(p.Flash, views.Done(done))
	}
	return p
}

// section is the part of the site that a path lies in.
func section(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return "/" + first
}

const flashCookie = "tickmark-done"

// done sends the browser on to where after an act, and tells there what it did.
func (h *Handlers) done(c *gin.Context, what, where string) error {
	h.setCookie(c, flashCookie, url.QueryEscape(what), 60)
	c.Redirect(http.StatusSeeOther, where)
	return nil
}

// waitsHeader is on what a page asks by itself to put a part of it in place anew
// (assets/js/waits.js): whatever else comes with that part, nobody reads.
const waitsHeader = "X-Waits"

// takeFlash is what the last act did, told once, on a page that somebody reads.
func (h *Handlers) takeFlash(c *gin.Context) string {
	cookie, err := c.Request.Cookie(flashCookie)
	if err != nil || unsafe(c.Request.Method) || c.GetHeader(waitsHeader) != "" {
		return ""
	}
	h.setCookie(c, flashCookie, "", -1)
	what, _ := url.QueryUnescape(cookie.Value)
	return what
}

// settings are the newsroom's, read once for each request.
func (h *Handlers) settings(c *gin.Context) (models.Settings, error) {
	if s, ok := c.Get(settingsKey); ok {
		if known, ok := s.(models.Settings); ok {
			return known, nil
		}
	}
	s, err := h.Read.Settings(ctx(c))
	if err == nil {
		c.Set(settingsKey, s)
	}
	return s, err
}
