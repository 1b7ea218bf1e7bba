// Package capture fetches pages from the web, and sends JSON to services that
// the newsroom chose. It is the only room that makes requests of its own, and
// it believes neither the address, which somebody typed or a site redirected
// to, nor the server behind it. It knows nothing of articles, people and what
// becomes of a page or an answer, and tells no server of them.
//
// What may be reached is decided where a connection is made, on the very
// address that it goes to: whatever a name resolves to at that moment, and by
// whichever spelling or redirect it was come to, passes one guard (dial.go).
package capture

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"example.org/tickmark/apperr"
)

// Limits that nobody needs to set.
const (
	maxHops   = 5       // redirects
	maxHeader = 1 << 16 // bytes of an answer's header
	lightBody = 1 << 19 // bytes, above which a page is a heavy one
	heavyOnes = 2       // at once
	sentOnes  = 4       // questions to services at once
)

// pageTime is how long a page is waited for. No fetch takes more than 15 seconds
// from its start, as its site sees it too: half a second is for the site to hear
// that nobody listens any more.
const pageTime = 15*time.Second - time.Second/2

// Options say how a Client fetches. The zero of each is a good default.
type Options struct {
	Version string // of the program, for the User-Agent

	// Allow are networks that may be reached although they are not public, at
	// any port: those that an operator names, and this machine in tests.
	Allow []netip.Prefix
	// Places are like Allow, at the one port alone.
	Places []netip.AddrPort
	// Own is where this program listens itself, which is never reached, not
	// even if Allow has it. The unspecified address stands for every address
	// of this machine.
	Own []netip.AddrPort

	Time   time.Duration // for a page with all its redirects, and waiting; 14.5 seconds
	Size   int64         // bytes of a page, unpacked; 10 MiB
	AtOnce int           // pages at once; 8
	Now    func() time.Time
}

// Client fetches pages and asks services. Any number of goroutines may use it.
type Client struct {
	guard     guard
	transport *http.Transport
	house     *http.Transport // to places of our own, for what is sent as it stands
	agent     string
	time      time.Duration
	size      int64
	now       func() time.Time
	all       chan struct{} // holds one for every page under way
	heavy     chan struct{} // and one for every heavy page
	sent      chan struct{} // and one for every question to a service
	spaces    sync.Pool     // of *bytes.Buffer, with space for a page of any size
}

// New returns a client. Nothing of the environment changes what it does: not a
// proxy, not a file of cookies or passwords.
func New(o Options) *Client {
	c := &Client{
		guard: guard{allow: o.Allow, places: o.Places, own: o.Own},
		agent: "Mozilla/5.0 (compatible; Tickmark/" + or(o.Version, "dev") + ")",
		time:  or(o.Time, pageTime),
		size:  or(o.Size, 10<<20),
		now:   o.Now,
		all:   make(chan struct{}, or(o.AtOnce, 8)),
		heavy: make(chan struct{}, heavyOnes),
		sent:  make(chan struct{}, sentOnes),
	}
	c.transport = c.guard.transport()
	inside := c.guard
	inside.house = true
	c.house = inside.transport()
	return c
}

// or is v, or the default of it.
func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// Page is what a site gave.
type Page struct {
	Address string      // where it was found in the end, as it was asked for
	Status  int         // 200 to 299; of a visit any
	Header  http.Header // without cookies
	Type    string      // the media type, with its charset if the site named one
	Body    []byte      // unpacked, in the charset in which it came; of a visit nil
	Hops    []string    // every address that was asked for, the last being Address
	At      time.Time   // when it was asked for, by Options.Now
	Asked   http.Header // of a visit: the fields with which Address was asked, beside Host
}

// Fetch gets the page at an address by http or https, following redirects. It
// sends no more than the address and the program's name, and keeps nothing for
// the next. It fails with apperr.BadAddress, CaptureSecret and CapturePort for
// what is no address of a page; NotPublic for every place that is not on the
// public internet or not there at all; CaptureAway, CaptureUntrusted,
// CaptureAnswer, CaptureBarred, CaptureHops and CaptureCoded for sites that do
// not give one; CaptureLarge, CaptureSlow and CaptureType for pages that are
// not taken; CaptureBusy when too many are under way; and with the context's
// error when that ends first.
func (c *Client) Fetch(ctx context.Context, address string) (Page, error) {
	p, err := c.run(ctx, errand{address: address, accept: textTypes, take: c.read})
	if err != nil {
		return Page{}, err
	}
	return p, nil
}

// errand is what to ask for, and what takes the page out of the answer.
type errand struct {
	address, accept string
	since           Validators
	take            func(context.Context, *http.Response, *Page) error
}

// run carries out an errand within the time for it.
func (c *Client) run(ctx context.Context, e errand) (Page, error) {
	within, stop := context.WithTimeout(ctx, c.time)
	defer stop()
	p, err := c.queue(within, e)
	var ours keepError
	switch {
	case err == nil:
		return p, nil
	case ctx.Err() != nil:
		return Page{}, ctx.Err()
	case errors.As(err, &ours):
		return p, ours.error
	}
	return p, c.refused(within, err)
}

// queue waits for a place among those under way, and follows the address.
func (c *Client) queue(ctx context.Context, e errand) (Page, error) {
	if err := take(ctx, c.all, c.time/3, apperr.CaptureBusy); err != nil {
		return Page{}, err
	}
	defer func() { <-c.all }()
	return c.follow(ctx, e)
}

// take waits for a place. When there is none for so long, it is busy.
func take(ctx context.Context, places chan struct{}, longest time.Duration, busy *apperr.Refusal) error {
	within, stop := context.WithTimeout(ctx, longest)
	defer stop()
	select {
	case places <- struct{}{}:
		return nil
	case <-within.Done():
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return busy.With()
	}
}

// follow goes from address to address until one gives a page.
func (c *Client) follow(ctx context.Context, e errand) (p Page, err error) {
	at, err := parse(e.address, !c.guard.named())
	if err != nil {
		return p, err
	}
	if c.now != nil {
		p.At = c.now().UTC()
	}
	for range maxHops + 1 {
		p.Address = at.String()
		p.Hops = append(p.Hops, p.Address)
		answer, err := c.ask(ctx, at, e)
		if err != nil {
			return p, err
		}
		next := onward(answer)
		if next == "" {
			err = e.take(ctx, answer, &p)
			return p, errors.Join(err, answer.Body.Close())
		}
		_ = answer.Body.Close() // nothing of it is wanted
		to, err := at.Parse(next)
		if err != nil {
			return p, apperr.BadAddress.With()
		}
		if at, err = parse(to.String(), !c.guard.named()); err != nil {
			return p, err
		}
	}
	return p, apperr.CaptureHops.With(maxHops)
}
