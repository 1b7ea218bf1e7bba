package capture

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"example.org/tickmark/apperr"
)

// Validators are what a site said of a page by which it knows whether the page
// has changed since.
type Validators struct {
	ETag         string
	LastModified string
}

func (v Validators) set(h http.Header) {
	if v.ETag != "" {
		h.Set("If-None-Match", v.ETag)
	}
	if v.LastModified != "" {
		h.Set("If-Modified-Since", v.LastModified)
	}
}

// ValidatorsOf are those that an answer named.
func ValidatorsOf(h http.Header) Validators {
	return Validators{ETag: h.Get("Etag"), LastModified: h.Get("Last-Modified")}
}

// anyType is asked for by a visit: what a source is made of.
const anyType = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"

// Visit looks at whatever a site has at an address, and gives its bytes,
// unpacked, to keep while they come in: at most as many as Options.Size. They
// are given for an answer of 200 to 299 only; every other is told by
// Page.Status alone, and so is 304, for a page that has not changed since. The
// page is what is known of it also where it fails. It fails as Fetch does, but
// neither because of the answer's status nor of its type, and with what keep
// fails with.
func (c *Client) Visit(ctx context.Context, address string, since Validators, keep func(io.Reader) error) (Page, error) {
	return c.run(ctx, errand{
		address: address, accept: anyType, since: since,
		take: func(_ context.Context, answer *http.Response, p *Page) error { return c.look(answer, p, keep) },
	})
}

// look gives an answer's bytes to keep.
func (c *Client) look(answer *http.Response, p *Page, keep func(io.Reader) error) error {
	p.Status, p.Header = answer.StatusCode, answer.Header
	p.Header.Del("Set-Cookie")
	p.Type = strings.TrimSpace(p.Header.Get("Content-Type"))
	switch {
	case p.Status < 200 || p.Status > 299:
		return nil
	case answer.ContentLength > c.size:
		return apperr.CaptureLarge.With(c.size)
	}
	r, err := unpacked(answer, c.size)
	if err != nil {
		return err
	}
	body := &bounded{from: r, left: c.size, most: c.size}
	if err := keep(body); err != nil {
		return errors.Join(body.err, err)
	}
	return body.err
}

// bounded reads no more than it may. What went wrong at the site stays in err,
// whatever becomes of it further on.
type bounded struct {
	from       io.Reader
	left, most int64
	err        error
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.from.Read(p)
	if b.left -= int64(n); b.left < 0 {
		b.err = apperr.CaptureLarge.With(b.most)
		return 0, b.err
	}
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
	return n, err
}
