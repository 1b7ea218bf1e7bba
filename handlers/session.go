package handlers

import (
	"net/http"
	"net/netip"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// right is who may call a route. The rules of review ask again, and more.
type right struct {
	public bool          // everybody, signed in or not
	link   bool          // of these whoever has a link to answer that works
	roles  []models.Role // any of these; none: everybody who is signed in
}

// Whoever holds no role, because the last one was taken away, reads nothing
// and may only look at their own account and leave.
var (
	public     = right{public: true}
	answering  = right{public: true, link: true}
	signedIn   = right{}
	member     = right{roles: models.AllRoles}
	admins     = right{roles: []models.Role{models.RoleAdmin}}
	editors    = right{roles: []models.Role{models.RoleEditor}}
	checkers   = right{roles: []models.Role{models.RoleChecker}}
	reviewers  = right{roles: []models.Role{models.RoleReviewer, models.RoleEditor}}
	researches = right{roles: []models.Role{models.RoleChecker, models.RoleEditor}}
	checking   = right{roles: []models.Role{models.RoleChecker, models.RoleReviewer, models.RoleEditor}}
)

// words names the roles for whoever lacks them.
func (r right) words() string {
	return views.RoleWords(r.roles)
}

// admit finds out who is asking and turns away who may not call the route.
func (h *Handlers) admit(rt route) gin.HandlerFunc {
	return func(c *gin.Context) {
		if h.leadToFirstRun(c, rt) {
			return
		}
		user, settings, err := h.asks(c, rt)
		if err == nil {
			c.Set(settingsKey, settings)
		}
		if err == nil && user.Demo && !h.demoHere(c) {
			user, err = models.User{}, apperr.DemoElsewhere.With()
		}
		c.Set(userKey, user)
		switch {
		case rt.right.public && apperr.KindOf(err) != apperr.Internal:
		case rt.right.public && err == nil:
		case err != nil && apperr.KindOf(err) == apperr.Unauthenticated:
			h.askToSignIn(c, rt)
			c.Abort()
		case err != nil:
			h.fail(c, err)
		case len(rt.right.roles) > 0 && !user.Is(rt.right.roles...):
			h.fail(c, apperr.RoleMissing.With(rt.right.words()))
		}
	}
}

// asks is who is asking. What a page asks by itself is no sign that somebody is
// there.
func (h *Handlers) asks(c *gin.Context, rt route) (models.User, models.Settings, error) {
	if h.Live != nil {
		c.Set(seqKey, h.Live.Seq()) // before anything is read
	}
	if h.asksByItself(c, rt) {
		return h.Act.WhoLooks(ctx(c), h.token(c))
	}
	return h.Act.Who(ctx(c), h.token(c))
}

// asksByItself reports whether a page asks, and not somebody who looks at it.
func (h *Handlers) asksByItself(c *gin.Context, rt route) bool {
	return c.GetHeader(waitsHeader) != "" || rt.path == livePath
}

// cookieName is the session cookie's. Over HTTPS its prefix binds it to this
// host and to HTTPS.
func (h *Handlers) cookieName() string {
	if h.HTTPS {
		return "__Host-tickmark"
	}
	return "tickmark"
}

// deviceCookie is the name of the cookie that tells a browser in which
// somebody signed in before; it opens nothing.
func (h *Handlers) deviceCookie() string { return h.cookieName() + "-device" }

// deviceAge is how long a browser is known for, in seconds.
const deviceAge = 400 * 24 * 60 * 60

// token is the session token that the browser sent, or "".
func (h *Handlers) token(c *gin.Context) string { return h.cookie(c, h.cookieName()) }

// cookie is a cookie that the browser sent, or "".
func (h *Handlers) cookie(c *gin.Context, name string) string {
	cookie, err := c.Request.Cookie(name)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// peer is the address that a request comes from: the other end of the
// connection, whatever headers say, or what a proxy that is trusted says is
// behind it. Whoever has one IPv6 address has all of its /64, so that is one.
func peer(c *gin.Context) string {
	ip, err := netip.ParseAddr(c.ClientIP())
	if err != nil {
		return hostOnly(c.Request.RemoteAddr)
	}
	if ip = ip.Unmap().WithZone(""); ip.Is6() {
		return netip.PrefixFrom(ip, 64).Masked().String()
	}
	return ip.String()
}

// setCookie gives the browser a cookie that scripts cannot read and other
// sites cannot send; a negative age takes it away.
func (h *Handlers) setCookie(c *gin.Context, name, value string, age int) {
	http.SetCookie(c.Writer, &http.Cookie{ //nolint:gosec // Secure follows HTTPS: a demo runs without
		Name: name, Value: value, Path: "/", MaxAge: age, Secure: h.HTTPS, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// by says for the trail who acts, and through which form.
func (h *Handlers) by(c *gin.Context) newsroom.By {
	f := posted(c)
	return newsroom.By{
		UserID: who(c).ID, RequestID: requestID(c), Key: f.word("key"), Form: f.fingerprint(c.Request.URL.Path), Token: h.token(c),
	}
}
