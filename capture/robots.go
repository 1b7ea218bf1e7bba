package capture

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"example.org/tickmark/apperr"
)

// What is asked of robots.txt.
const (
	robotsProduct = "tickmark"     // what a site calls us there, in small letters
	robotsSize    = 500 << 10      // bytes that are read of one, as RFC 9309 wants at the least
	robotsFresh   = 24 * time.Hour // for which what it says holds
	robotsAway    = time.Hour      // after which a site that gave none is asked again
	robotsSites   = 1000           // whose rules are remembered
)

// Robots tells where sites let programs go that nobody sent: the scheduled
// looks at sources. What a person asks for needs no leave. Any number of
// goroutines may use it.
type Robots struct {
	client *Client
	now    func() time.Time
	mu     sync.Mutex
	sites  map[string]*robotsSite // by scheme, host and port
}

// robotsSite is what one site said.
type robotsSite struct {
	mu    sync.Mutex // held while it is asked, so that it is asked once
	rules robotsRules
	known bool      // it has said something
	until time.Time // when it is asked again
}

// NewRobots returns a Robots that asks sites by c, and goes by the clock now.
func NewRobots(c *Client, now func() time.Time) *Robots {
	return &Robots{client: c, now: now, sites: map[string]*robotsSite{}}
}

// May reports whether the site at an address lets a program that nobody sent
// look there, by RFC 9309. Its robots.txt is asked for through the same guard
// as pages are, and holds for a day. Where there is none (400 to 499) everything
// may be looked at. Where the site fails (500 to 599, no answer) nothing may,
// until it is asked again an hour later, unless it said something before. It
// fails as Fetch does for what is no address of a public page, with
// apperr.CaptureBusy, and with the context's error.
func (r *Robots) May(ctx context.Context, address string) (bool, error) {
	at, err := parse(address, !r.client.guard.named())
	if err != nil {
		return false, err
	}
	if at.Path == "/robots.txt" {
		return true, nil
	}
	s := r.site(at)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !r.now().Before(s.until) {
		if err := r.ask(ctx, s, at); err != nil {
			return false, err
		}
	}
	return s.rules.allow(at), nil
}

// site is the place to remember what a site said.
func (r *Robots) site(at *url.URL) *robotsSite {
	r.mu.Lock()
	defer r.mu.Unlock()
	origin := at.Scheme + "://" + at.Host
	s := r.sites[origin]
	if s == nil {
		r.forget()
		s = &robotsSite{}
		r.sites[origin] = s
	}
	return s
}

// forget makes room for one more site.
func (r *Robots) forget() {
	for origin := range r.sites {
		if len(r.sites) < robotsSites {
			return
		}
		delete(r.sites, origin)
	}
}

// ask asks a site for its rules.
func (r *Robots) ask(ctx context.Context, s *robotsSite, at *url.URL) error {
	var text []byte
	from := url.URL{Scheme: at.Scheme, Host: at.Host, Path: "/robots.txt"}
	page, err := r.client.Visit(ctx, from.String(), Validators{}, func(body io.Reader) (err error) {
		text, err = io.ReadAll(io.LimitReader(body, robotsSize))
		return err
	})
	switch {
	case errors.Is(err, apperr.NotPublic), errors.Is(err, apperr.CapturePort), errors.Is(err, apperr.CaptureBusy), err != nil && ctx.Err() != nil:
		return err
	case errors.Is(err, apperr.CaptureHops), page.Status == http.StatusNoContent, err == nil && page.Status >= 300 && page.Status <= 499:
		text = nil
	case err != nil, page.Status >= 500:
		if !s.known {
			s.rules = nothing
		}
		s.until = r.now().Add(robotsAway)
		return nil
	}
	if len(text) == robotsSize {
		text = text[:bytes.LastIndexByte(text, '\n')+1] // the last line may not be all
	}
	s.rules, s.known, s.until = robotsOf(text), true, r.now().Add(robotsFresh)
	return nil
}
