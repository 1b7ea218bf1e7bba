package handlers

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"example.org/tickmark/backup"
	"example.org/tickmark/models"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// Operations is what those who run the site hang into it. The zero value is
// nothing.
type Operations struct {
	// Ready fails while requests cannot be served; what it says is for the log.
	Ready func(context.Context) error
	// Seen hears of every request that was answered.
	Seen func(Seen)
	// Nights tells how the nightly backups stand.
	Nights func() backup.Nights
}

// Seen is a request as it may be counted: nothing in it was chosen by whoever
// sent it.
type Seen struct {
	Route   string // the row of the route table; empty for an address that is none
	Method  string // GET, HEAD or POST, or "other"
	Status  int
	Took    time.Duration
	Refusal string // the code of what was refused, or "internal"; empty when nothing was
}

// The routes by which a machine asks how this one is.
const (
	healthPath = "/health"
	readyPath  = "/ready"
)

// quiet are the routes that are asked so often that the log leaves them out
// unless it is told everything.
var quiet = map[string]slog.Level{healthPath: slog.LevelDebug, readyPath: slog.LevelDebug, livePath: slog.LevelDebug}

// health says that the program answers.
func (h *Handlers) health(c *gin.Context) error {
	c.String(http.StatusOK, "ok\n")
	return nil
}

// ready says whether requests can be served, and to a stranger no more.
func (h *Handlers) ready(c *gin.Context) error {
	if h.Ops.Ready != nil {
		if err := h.Ops.Ready(ctx(c)); err != nil {
			h.Log.DebugContext(ctx(c), "not ready", "id", requestID(c), "err", err)
			c.String(http.StatusServiceUnavailable, "not ready\n")
			return nil
		}
	}
	c.String(http.StatusOK, "ready\n")
	return nil
}

// nights is how the nightly backups stand, or nil when nobody knows.
func (h *Handlers) nights(clock views.Clock) *views.Nights {
	if h.Ops.Nights == nil {
		return nil
	}
	n := h.Ops.Nights()
	p := &views.Nights{Impossible: n.Impossible, Folder: n.Folder, Failure: n.Failure}
	if !n.FailedAt.IsZero() {
		p.Failed = clock.Moment(models.At(n.FailedAt))
	}
	for _, k := range n.Kept {
		p.Kept = append(p.Kept, clock.Backup(k.Name, models.At(k.At), k.Size))
	}
	return p
}

// method is a request's method, or "other" for one that no route has: whoever
// sends a request may call its method as they like.
func method(c *gin.Context) string {
	switch m := c.Request.Method; m {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		return m
	}
	return "other"
}

// tell counts a request that was answered.
func (h *Handlers) tell(c *gin.Context, took time.Duration) {
	if h.Ops.Seen != nil {
		h.Ops.Seen(Seen{c.FullPath(), method(c), c.Writer.Status(), took, c.GetString(refusalKey)})
	}
}
