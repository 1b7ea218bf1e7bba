package handlers

import (
	"net/http"
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// linkPath is where links to set a password lead, before their token. Logs name
// the route, so no token is ever in them.
const linkPath = "/links/"

// LinkAddress is the address of a link to set a password, on the site at base.
func LinkAddress(base, token string) string { return base + linkPath + token }

// linkCookie is the name of the cookie that carries a new link to the page
// which shows it once: no address ever holds it but its own.
func (h *Handlers) linkCookie() string { return h.cookieName() + "-link" }

// linkShown is how long a new link waits for its page, in seconds.
const linkShown = 60

// showLink sends the browser on to the user's page, which shows the link.
func (h *Handlers) showLink(c *gin.Context, done string, user models.ID, link newsroom.Link) error {
	if link.Token != "" {
		h.setCookie(c, h.linkCookie(), strconv.FormatInt(user, 10)+"."+link.Token, linkShown)
	}
	return h.done(c, done, views.UserPath(user))
}

// takeLink is the link that was just made for a user, once, and until when it
// works; "" when there is none, or when it was used meanwhile.
func (h *Handlers) takeLink(c *gin.Context, user models.ID) (token string, until models.Instant) {
	carried := h.cookie(c, h.linkCookie())
	if carried == "" || c.Request.Method != http.MethodGet {
		return "", 0
	}
	h.setCookie(c, h.linkCookie(), "", -1)
	id, token, _ := strings.Cut(carried, ".")
	holder, until, err := h.Act.LinkHolder(ctx(c), token)
	if err != nil || id != strconv.FormatInt(user, 10) || holder.ID != user {
		return "", 0
	}
	return token, until
}

// openLink serves GET /links/:link. Looking changes nothing: mail programs and
// messengers look before a person does.
func (h *Handlers) openLink(c *gin.Context) error { return h.linkPage(c, nil) }

// useLink serves POST /links/:link. Whoever this browser was signed in as is not
// any more: the link may be somebody else's.
func (h *Handlers) useLink(c *gin.Context) error {
	f := posted(c)
	password := f.word("password")
	err := f.err
	if err == nil && password != f.word("password_again") {
		err = apperr.PasswordUnlike.With().On("password_again")
	}
	if err == nil {
		err = h.Act.UsePasswordLink(ctx(c), c.Param("link"), password, requestID(c))
	}
	if apperr.KindOf(err) == apperr.Invalid && err != nil {
		return h.linkPage(c, err)
	}
	if err != nil {
		return err
	}
	if err := h.endSession(c); err != nil {
		return err
	}
	return h.signedOut(c, "password-set")
}

// linkPage shows the form to set a password, with what was wrong with it.
func (h *Handlers) linkPage(c *gin.Context, problem error) error {
	u, until, err := h.Act.LinkHolder(ctx(c), c.Param("link"))
	if err != nil {
		return err
	}
	clock, err := h.clock(c)
	if err != nil {
		return err
	}
	a := views.Attempt{Err: problem}
	p := views.SetPassword{Page: h.frame(c, views.SetPasswordTitle), Action: c.Request.URL.Path, User: u, Until: clock.Moment(until), Attempt: a}
	p.Page.Bare = true
	return render(c, statusOf(a), views.SetPasswordPage(p))
}
