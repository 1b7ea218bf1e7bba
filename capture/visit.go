package capture

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/apperr"
)

// Validators are what a site said of a page by which it knows whether the page
// has changed since. It would also know by them who comes again, so they are
// sent to the address that gave them and to none that leads there.
type Validators struct {
	Address      string // at which they were given; empty: wherever a visit leads
	ETag         string
	LastModified string
}

// set puts the validators into a request to the address that gave them.
func (v Validators) set(q *http.Request) {
	if v.Address != "" && v.Address != q.URL.String() {
		return
	}
	if v.ETag != "" {
		q.Header.Set("If-None-Match", v.ETag)
	}
	if v.LastModified != "" {
		q.Header.Set("If-Modified-Since", v.LastModified)
	}
}

// conditional reports whether a request asked for a page only if it has changed.
func conditional(q *http.Request) bool {
	return q.Header.Get("If-None-Match") != "" || q.Header.Get("If-Modified-Since") != ""
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
// neither because of the answer's type nor of its status, unless that is one
// that makes no page of what was asked: 204, 205, 206, and 304 where nothing was
// said of an earlier one. And it fails with what keep fails with. Bytes that
// were given to keep are of no use where it fails: they may not be all.
func (c *Client) Visit(ctx context.Context, address string, since Validators, keep func(io.Reader) error) (Page, error) {
	return c.run(ctx, errand{
		address: address, accept: anyType, since: since,
		take: func(_ context.Context, answer *http.Response, p *Page) error { return c.look(answer, p, keep) },
	})
}

// look gives an answer's bytes to keep.
func (c *Client) look(answer *http.Response, p *Page, keep func(io.Reader) error) error {
	p.Status, p.Header, p.Asked = answer.StatusCode, readable(answer.Header), answer.Request.Header.Clone()
	p.Asked.Set("Connection", "close") // as the transport says by itself
	p.Type = strings.TrimSpace(p.Header.Get("Content-Type"))
	switch {
	case p.Status == http.StatusNoContent, p.Status == http.StatusResetContent, p.Status == http.StatusPartialContent,
		p.Status == http.StatusNotModified && !conditional(answer.Request):
		return apperr.CaptureAnswer.With(p.Status)
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
	if err := keep(body); err != nil && body.err == nil {
		return keepError{err}
	}
	return body.err
}

// keepError is what keep failed with, by itself and not for a site's fault.
type keepError struct{ error }

// readable is a header without cookies, its values in UTF-8 and without control
// signs, whatever a site sends: what is no UTF-8 is read as ISO 8859-1, as it
// was meant before RFC 9110.
func readable(h http.Header) http.Header {
	all := http.Header{}
	for name, values := range h {
		if name == "Set-Cookie" || name == "Set-Cookie2" {
			continue
		}
		for _, v := range values {
			all.Add(name, inUTF8(v))
		}
	}
	return all
}

// FieldLines are the fields of a header by name, one in each line, without what
// proves who somebody is.
func FieldLines(h http.Header) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(h)) {
		if secretFields[name] {
			continue
		}
		for _, v := range h[name] {
			lines = append(lines, name+": "+v)
		}
	}
	return strings.Join(lines, "\n")
}

// secretFields prove who somebody is.
var secretFields = map[string]bool{
	"Authorization": true, "Cookie": true, "Cookie2": true, "Proxy-Authorization": true, "Set-Cookie": true, "Set-Cookie2": true,
}

func inUTF8(v string) string {
	if !utf8.ValidString(v) {
		latin := make([]rune, len(v))
		for i := range len(v) {
			latin[i] = rune(v[i])
		}
		v = string(latin)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return -1
		}
		return r
	}, v)
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
