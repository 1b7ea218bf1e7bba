// Package handlers turns requests into acts and pages: the route table, the
// error adapter, forms in, page structs out. No rule lives here, and no words
// for people: those are in views and apperr.
package handlers

import (
	"context"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/assets"
	"example.org/tickmark/live"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
)

// Handlers serves the site.
type Handlers struct {
	Read store.Queries      // all a handler may read with
	Act  *newsroom.Newsroom // all a handler may write with
	Now  func() time.Time
	Log  *slog.Logger
	// HTTPS says that browsers reach the site over HTTPS, through a proxy that
	// ends it; cookies are bound to that.
	HTTPS bool
	// Proxies are the addresses, or ranges in CIDR form, of the proxies whose
	// word counts for the address that a request comes from.
	Proxies []string
	// Loopback says that the server listens on a loopback address, where alone
	// demo accounts may sign in.
	Loopback bool
	// DemoPassword is shown beside the demo accounts on the sign-in page, where
	// they may be used; empty shows none.
	DemoPassword string
	// URL is where browsers find the site, without a slash at its end. Links
	// that are sent on begin with it; what a request calls the site never counts.
	URL string
	// Mail says that the server sends mail.
	Mail bool
	// FirstRun founds the newsroom while there is none; nil founds none.
	FirstRun *newsroom.FirstRun
	// Live tells pages that others act; nil tells none.
	Live *live.Hub
	// Ops is what those who run the site want to know of it.
	Ops Operations

	founded atomic.Bool // there is a newsroom: FirstRun is over

	desks    kept[keptDesk]
	lines    kept[keptLine]
	cases    kept[keptCase]
	offers   kept[keptOffers]
	answered kept[keptFound]
	weeks    kept[keptWeek] // by person, and the size of the trail
	// These are by revision.
	readings kept[keptReading]
	benches  kept[keptBench]
}

// serve answers a request, or says what went wrong.
type serve func(*gin.Context) error

// Handler returns the whole site: the routes behind the guards that every
// request passes.
func (h *Handlers) Handler() (http.Handler, error) {
	r, err := h.engine()
	if err != nil {
		return nil, err
	}
	zip, err := gzhttp.NewWrapper(gzhttp.CompressionLevel(1), gzhttp.MinSize(1024))
	if err != nil {
		return nil, err
	}
	zipped := zip(r)
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if q.URL.Path == livePath { // each line has to go out at once, and by itself is too short to press
			r.ServeHTTP(w, q)
			return
		}
		zipped.ServeHTTP(w, q)
	}), nil
}

// engine is the site without compression.
func (h *Handlers) engine() (*gin.Engine, error) {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.RemoteIPHeaders = []string{"X-Forwarded-For"}
	if err := r.SetTrustedProxies(h.Proxies); err != nil {
		return nil, err
	}
	r.HandleMethodNotAllowed = true
	r.Use(h.identify, h.observe, h.recover, h.headers, h.sameOrigin)
	anyone := h.admit(route{right: public})
	r.NoRoute(anyone, h.page(func(*gin.Context) error { return apperr.NoSuchPage.With() }))
	r.NoMethod(anyone, h.page(func(*gin.Context) error { return apperr.WrongMethod.With() }))
	static := assets.Handler()
	r.GET("/assets/*file", gin.WrapH(static))
	r.HEAD("/assets/*file", gin.WrapH(static))
	for _, rt := range h.routes() {
		r.Handle(rt.method, rt.path, h.admit(rt), h.gate(rt), h.form(rt), h.page(rt.serve))
		if rt.method == http.MethodGet {
			r.HEAD(rt.path, h.admit(rt), h.gate(rt), h.page(rt.serve))
		}
	}
	return r, nil
}

// page runs fn and turns its error into a page.
func (h *Handlers) page(fn serve) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := fn(c); err != nil {
			h.fail(c, err)
		}
	}
}

// who is the user of the request; the zero User is signed out.
func who(c *gin.Context) models.User {
	u, _ := c.Get(userKey)
	user, _ := u.(models.User)
	return user
}

// ctx is the request's context; gin's own never ends.
func ctx(c *gin.Context) context.Context { return c.Request.Context() }

const (
	userKey     = "tickmark-user"
	requestKey  = "tickmark-request"
	refusalKey  = "tickmark-refusal"
	formKey     = "tickmark-form"
	settingsKey = "tickmark-settings"
	seqKey      = "tickmark-seq"
)
