package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// keptRoom is how much more a form may hold when it comes through the sign-in
// page: the name, the password, and the names of what was kept.
const keptRoom = 32 << 10

// askToSignIn answers a request that needs a session and has none. A form
// keeps what was typed into it; whatever else leads back to where it was going.
func (h *Handlers) askToSignIn(c *gin.Context, rt route) {
	if unsafe(c.Request.Method) {
		h.keepForm(c, rt)
		return
	}
	if h.asksByItself(c, rt) { // nobody would read what happened; whoever does something next does
		c.Status(http.StatusNoContent)
		c.Writer.WriteHeaderNow()
		return
	}
	if h.token(c) != "" { // somebody was signed in here: the page says what happened
		h.setCookie(c, h.cookieName(), "", -1)
		h.setCookie(c, flashCookie, views.SessionEnded, 60)
	}
	to := "/sign-in?" + url.Values{"next": {c.Request.URL.RequestURI()}}.Encode()
	if c.Request.Header.Get("HX-Request") != "" {
		c.Header("HX-Redirect", to) // or the sign-in page would land in a part of this one
		c.Status(http.StatusUnauthorized)
		c.Writer.WriteHeaderNow()
		return
	}
	c.Redirect(http.StatusSeeOther, to)
}

// keepForm shows the sign-in page with the form that was sent kept in it.
func (h *Handlers) keepForm(c *gin.Context, rt route) {
	most := short
	if rt.room.typed > most.typed {
		most.typed = rt.room.typed - keptRoom
	}
	read, err := readForm(c.Writer, c.Request, most, nil)
	if err == nil || badFile(err) { // a file is not kept in any case
		if c.Request.Header.Get("HX-Request") != "" {
			c.Header("HX-Retarget", "#main")
			c.Header("HX-Reselect", "#main")
			c.Header("HX-Reswap", "outerHTML")
		}
		err = h.signInPage(c, http.StatusUnauthorized, views.SignIn{Next: "/", Kept: views.Keep(c.Request.URL.Path, read.values)})
	}
	if err != nil {
		h.fail(c, err)
	}
}

// keepPosted is keepForm for a form that was read already: its session ended
// while it was under way. It fails when there is none.
func (h *Handlers) keepPosted(c *gin.Context) error {
	f := posted(c)
	if len(f.values) == 0 {
		return apperr.Unreadable.With()
	}
	return h.signInPage(c, http.StatusUnauthorized, views.SignIn{Next: "/", Kept: views.Keep(c.Request.URL.Path, f.values)})
}

// keptBy is the form that the sign-in form carries, if it would go to one of
// our addresses.
func (h *Handlers) keptBy(f *form) views.Kept {
	action := f.word(views.KeptAction)
	if !h.leads(http.MethodPost, action) {
		return views.Kept{}
	}
	values := url.Values{}
	for name, vs := range f.values {
		if own, ok := strings.CutPrefix(name, views.KeptPrefix); ok {
			values[own] = vs
		}
	}
	return views.Keep(action, values)
}

// next is where a browser goes on to after signing in: an address of ours that
// it asked for, or else home.
func (h *Handlers) next(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.Contains(address, `\`) || !h.leads(http.MethodGet, u.Path) {
		return "/"
	}
	return u.RequestURI()
}

// leads reports whether path is the address of a page or form for those who
// are signed in.
func (h *Handlers) leads(method, path string) bool {
	return slices.ContainsFunc(h.routes(), func(rt route) bool {
		return rt.method == method && !rt.right.public && rt.matches(path)
	})
}

// matches reports whether path is of the route's form.
func (rt route) matches(path string) bool {
	return slices.EqualFunc(strings.Split(rt.path, "/"), strings.Split(path, "/"), func(want, got string) bool {
		return want == got || strings.HasPrefix(want, ":") && got != "" && got != "." && got != ".."
	})
}
