package handlers

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"

	"example.org/tickmark/apperr"

	"github.com/gin-gonic/gin"
)

// policy is what every HTML answer lets the browser do: nothing but what this
// site serves itself, and no script or style inside a page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// identify gives the request its ID, by which logs and the trail name it.
func (h *Handlers) identify(c *gin.Context) {
	id := rand.Text()
	c.Set(requestKey, id)
	c.Header("X-Request-Id", id)
	c.Next()
}

func requestID(c *gin.Context) string { return c.GetString(requestKey) }

// observe logs the request: its route, never its address or what was sent.
func (h *Handlers) observe(c *gin.Context) {
	start := h.Now()
	c.Next()
	took := h.Now().Sub(start)
	h.tell(c, took)
	h.Log.Log(ctx(c), quiet[c.FullPath()], "request", "id", requestID(c), "method", method(c), "route", c.FullPath(),
		"status", c.Writer.Status(), "user", who(c).ID, "ms", took.Milliseconds())
}

// recover turns a panic into an error page and logs where it came from.
func (h *Handlers) recover(c *gin.Context) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			panic(v)
		}
		h.Log.ErrorContext(ctx(c), "panic", "id", requestID(c), "route", c.FullPath(), "stack", string(debug.Stack()))
		h.fail(c, fmt.Errorf("panic in %s", c.FullPath()))
	}()
	c.Next()
}

// headers sets what every answer carries. Over HTTPS browsers are told to come
// no other way for a year.
func (h *Handlers) headers(c *gin.Context) {
	if h.HTTPS {
		c.Header("Strict-Transport-Security", "max-age=31536000")
	}
	for name, value := range map[string]string{
		"Content-Security-Policy":      policy,
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "no-referrer",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Permissions-Policy":           "camera=(), geolocation=(), microphone=()",
		"Cache-Control":                "no-store",
	} {
		c.Header(name, value)
	}
	c.Next()
}

// crossOrigin refuses unsafe requests from other origins.
var crossOrigin = http.NewCrossOriginProtection()

// sameOrigin refuses unsafe requests that come from another origin, and those
// with a session that no browser vouches for: every browser that we serve says
// where a form was sent from.
func (h *Handlers) sameOrigin(c *gin.Context) {
	if unsafe(c.Request.Method) && !h.vouched(c) {
		h.fail(c, apperr.CrossOrigin.With())
		return
	}
	c.Next()
}

// vouched reports whether an unsafe request comes from this origin, or, if it
// says nothing of that, from no browser in which somebody is signed in. That
// nobody's page sent it ("none") is no word for a form.
func (h *Handlers) vouched(c *gin.Context) bool {
	r := c.Request
	if crossOrigin.Check(r) != nil {
		return false
	}
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	switch {
	case site == "same-origin":
		return true
	case origin != "":
		u, err := url.Parse(origin)
		return err == nil && u.Host == r.Host
	}
	return site == "" && h.token(c) == ""
}

func unsafe(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

// demoHere reports whether demo accounts may be used by this request: server,
// browser and the name it called must all be this machine's.
func (h *Handlers) demoHere(c *gin.Context) bool {
	remote, _, err := net.SplitHostPort(c.Request.RemoteAddr)
	return err == nil && h.Loopback && isLoopback(remote) && isLoopback(c.ClientIP()) && isLoopback(hostOnly(c.Request.Host))
}

func hostOnly(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return hostport
}

// isLoopback reports whether a host name or address is this machine's own.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
