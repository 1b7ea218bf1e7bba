// Package render draws captured pages with the Chromium of the machine: a
// picture of the whole page and a PDF, from the captured bytes alone. What it
// draws comes from strangers, so the browser has no way to a network, to files
// or to JavaScript, and a page gets a bounded time. The package knows nothing
// of captures, sources and where pictures are kept.
//
// Four walls stand between a page and a network. The page has a
// Content-Security-Policy that lets nothing in but what the page itself holds.
// Every request but the first is stopped before it is made (DevTools Fetch),
// which does not see the connections that Chromium opens ahead of requests.
// The browser resolves no host, not even an IP address, which its probes of
// the DNS after an error pass by. And on Linux, where the kernel lets it, the
// browser runs in a network namespace in which there is no network. Taking
// away the first, the second or the last lets nothing out; taking away the
// third lets empty connections out where the last is missing too.
package render

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"os/exec"
	"time"

	"example.org/tickmark/apperr"
)

// The bounds of what is drawn. What lies beyond them is cut off.
const (
	Width     = 1280  // CSS pixels of the window and of the picture
	MaxHeight = 16000 // CSS pixels of the picture
	MaxPages  = 50    // A4 pages of the PDF
	MaxSize   = 32 << 20
)

// ErrNone says that there is no Chromium to draw with. Nothing failed: there
// are no pictures.
var ErrNone = errors.New("there is no Chromium to draw pages with")

// None is the Options.Chromium of a newsroom that wants no pictures.
const None = "none"

// Options say how pages are drawn. The zero value is what a newsroom runs
// with.
type Options struct {
	// Chromium is the path of the program, None, or empty for the one that is
	// found in the PATH.
	Chromium string
	// Limit is how long a page may take, its browser's start included; 20
	// seconds by default.
	Limit time.Duration
	// Idle is how long the browser stays when there is nothing to draw; 30
	// seconds by default.
	Idle time.Duration
	// Shared leaves the browser the network namespace of this process, so that
	// one of the four walls is missing.
	Shared bool

	flags map[string]any // further ones, for tests
}

// Result is a page as it was drawn.
type Result struct {
	PNG []byte // at most Width by MaxHeight pixels, and MaxSize bytes
	PDF []byte // at most MaxPages pages, and MaxSize bytes
}

// Renderer draws pages, one after the other: at most one Chromium runs, from
// the first page that is asked for until there was none for a while. Any
// number of goroutines may use it. Close it.
type Renderer struct {
	options Options
	life    context.Context //nolint:containedctx // ends with Close, and everything that is drawn with it
	quit    context.CancelFunc

	turn    chan struct{} // holds the one turn to draw, unless somebody has it
	browser *browser      // of whoever has the turn; nil when none runs
	idle    *time.Timer   // of whoever has the turn
}

// New returns a Renderer. It starts nothing.
func New(o Options) *Renderer {
	if o.Limit == 0 {
		o.Limit = 20 * time.Second
	}
	if o.Idle == 0 {
		o.Idle = 30 * time.Second
	}
	r := &Renderer{options: o, turn: make(chan struct{}, 1)}
	r.life, r.quit = context.WithCancel(context.Background())
	r.turn <- struct{}{}
	return r
}

// programs are the names that Chromium goes by.
var programs = []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome"}

// Chromium returns the path of the program that draws. It fails with ErrNone
// where none is wanted or found.
func (r *Renderer) Chromium() (string, error) {
	names := programs
	switch r.options.Chromium {
	case None:
		return "", ErrNone
	case "":
	default:
		names = []string{r.options.Chromium}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("%w: looked for %v", ErrNone, names)
}

// Page draws the page whose bytes are html, as they were captured from address
// with the Content-Type mediaType. The address is where relative links of the
// PDF lead; nothing is fetched from it. What the page takes from elsewhere,
// pictures and style sheets among it, is missing from both.
//
// It waits for its turn. It fails with ErrNone, apperr.RenderType for what is
// no HTML, apperr.RenderSlow and apperr.RenderFailed; what was drawn before it
// failed comes with the error. It fails with context.Canceled after Close.
func (r *Renderer) Page(ctx context.Context, html []byte, address, mediaType string) (Result, error) {
	program, err := r.Chromium()
	if err != nil {
		return Result{}, err
	}
	kind, _, err := mime.ParseMediaType(mediaType)
	if err != nil || kind != "text/html" && kind != "application/xhtml+xml" {
		return Result{}, apperr.RenderType.With(mediaType)
	}
	select {
	case <-r.turn:
		defer func() { r.turn <- struct{}{} }()
	case <-r.life.Done():
		return Result{}, r.life.Err()
	case <-ctx.Done():
		return Result{}, ctx.Err()
	}
	limited, cancel := context.WithTimeout(ctx, r.options.Limit)
	defer cancel()
	defer context.AfterFunc(r.life, cancel)() //nolint:contextcheck // Close ends what was begun by anybody
	result, err := r.draw(limited, program, sheet{body: html, address: webAddress(address), mediaType: mediaType})
	if err == nil {
		return result, nil
	}
	if ended := errors.Join(ctx.Err(), r.life.Err()); ended != nil {
		return result, ended
	}
	if limited.Err() != nil {
		return result, apperr.RenderSlow.With(int(r.options.Limit.Seconds()))
	}
	return result, fmt.Errorf("%w: %w", apperr.RenderFailed.With(), err)
}

// draw draws with the browser, which it starts when there is none. With a
// browser that failed in any way nothing is drawn again. The caller has the
// turn.
func (r *Renderer) draw(ctx context.Context, program string, s sheet) (result Result, err error) {
	if r.idle != nil {
		r.idle.Stop()
	}
	if r.browser == nil {
		if r.browser, err = start(ctx, program, r.options); err != nil {
			return Result{}, err
		}
	}
	stop := context.AfterFunc(ctx, r.browser.kill)
	result, err = r.browser.draw(ctx, s)
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		r.end()
		return result, err
	}
	r.idle = time.AfterFunc(r.options.Idle, r.endIdle)
	return result, nil
}

// endIdle ends a browser with which nothing is drawn.
func (r *Renderer) endIdle() {
	select {
	case <-r.turn:
		r.end()
		r.turn <- struct{}{}
	default: // whoever has the turn sets the time anew
	}
}

// end ends the browser, if there is one, and returns when its processes and
// files are gone. The caller has the turn.
func (r *Renderer) end() {
	if r.browser != nil {
		r.browser.end()
		r.browser = nil
	}
}

// Close ends the browser, with the page that it is at, and returns when its
// processes and files are gone. No page is drawn after it.
func (r *Renderer) Close() {
	r.quit()
	<-r.turn
	r.end()
	r.turn <- struct{}{}
}

// webAddress returns an address for a page: its own, or one that leads nowhere
// where its own is none of the web.
func webAddress(address string) string {
	const nowhere = "http://page.invalid/"
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nowhere
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	return u.String()
}
