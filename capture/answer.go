package capture

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"

	"example.org/tickmark/apperr"
)

// textTypes are the types of pages that copy is read from.
const textTypes = "text/html,application/xhtml+xml,text/plain;q=0.9"

// ask sends one request, and follows nothing.
func (c *Client) ask(ctx context.Context, at *url.URL, e errand) (*http.Response, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), http.NoBody)
	if err != nil {
		return nil, apperr.BadAddress.With()
	}
	q.Header.Set("User-Agent", c.agent)
	q.Header.Set("Accept", e.accept)
	q.Header.Set("Accept-Encoding", "gzip")
	e.since.set(q)
	return c.transport.RoundTrip(q)
}

// onward is where an answer sends us, or "".
func onward(answer *http.Response) string {
	switch answer.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return answer.Header.Get("Location")
	}
	return ""
}

// read takes the page out of an answer.
func (c *Client) read(ctx context.Context, answer *http.Response, p *Page) (err error) {
	p.Status, p.Header = answer.StatusCode, answer.Header
	p.Header.Del("Set-Cookie")
	switch {
	case p.Status == http.StatusUnauthorized, p.Status == http.StatusForbidden:
		return apperr.CaptureBarred.With(p.Status)
	case p.Status < 200 || p.Status > 299:
		return apperr.CaptureAnswer.With(p.Status)
	case answer.ContentLength > c.size:
		return apperr.CaptureLarge.With(c.size)
	}
	named := p.Header.Get("Content-Type")
	if p.Type = typeOf(named); named != "" && p.Type == "" {
		return apperr.CaptureType.With(short(named))
	}
	if p.Body, err = c.body(ctx, answer); err != nil {
		return err
	}
	if named == "" {
		guess, _, _ := strings.Cut(http.DetectContentType(p.Body), ";") // it guesses no charset
		if p.Type = typeOf(guess); p.Type == "" {
			return apperr.CaptureType.With(guess)
		}
	}
	return nil
}

// charsetForm is what the name of a charset looks like.
var charsetForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._:+-]{0,39}$`)

// typeOf is the Content-Type of a page of text, with its charset and nothing
// else that it says; "" for every other. A charset whose name cannot be one is
// left out, and so is one beside parameters that cannot be read.
func typeOf(named string) string {
	media, params, err := mime.ParseMediaType(named)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		return ""
	}
	switch media {
	case "text/html", "application/xhtml+xml", "text/plain", "text/markdown":
	default:
		return ""
	}
	if charset := params["charset"]; charsetForm.MatchString(charset) {
		return mime.FormatMediaType(media, map[string]string{"charset": charset})
	}
	return media
}

// short is the beginning of what a site says, for people, without what nobody
// sees.
func short(s string) string {
	const most = 60
	end := ""
	if len(s) > most {
		s, end = s[:most], "…"
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")) + end
}

// body reads what an answer holds, unpacked. A heavy page waits until few
// others are read, and is read into memory that is used again, so that many of
// them, or of what only looks like one, cost no more than few.
func (c *Client) body(ctx context.Context, answer *http.Response) ([]byte, error) {
	r, err := unpacked(answer, c.size)
	if err != nil {
		return nil, err
	}
	begin, err := io.ReadAll(io.LimitReader(r, min(lightBody, c.size+1)))
	if err != nil || len(begin) < lightBody {
		return c.sized(begin, err)
	}
	if err := take(ctx, c.heavy, c.time, apperr.CaptureBusy); err != nil {
		return nil, err
	}
	defer func() { <-c.heavy }()
	space, _ := c.spaces.Get().(*bytes.Buffer)
	if space == nil {
		space = bytes.NewBuffer(make([]byte, 0, c.size+1+bytes.MinRead))
	}
	defer c.spaces.Put(space)
	space.Reset()
	_, err = space.ReadFrom(io.LimitReader(io.MultiReader(bytes.NewReader(begin), r), c.size+1))
	if _, err = c.sized(space.Bytes(), err); err != nil {
		return nil, err
	}
	return bytes.Clone(space.Bytes()), nil
}

// sized refuses a body that is too large.
func (c *Client) sized(body []byte, err error) ([]byte, error) {
	if err == nil && int64(len(body)) > c.size {
		err = apperr.CaptureLarge.With(c.size)
	}
	return body, err
}

// unpacked reads the body of an answer out of its packing. What comes over the
// wire is bounded too: there are packings that go on for ever and hold
// nothing.
func unpacked(answer *http.Response, most int64) (io.Reader, error) {
	coding := strings.ToLower(strings.TrimSpace(strings.Join(answer.Header.Values("Content-Encoding"), ",")))
	switch coding {
	case "", "identity":
		return answer.Body, nil
	case "gzip", "x-gzip":
		return gzip.NewReader(io.LimitReader(answer.Body, most+lightBody))
	}
	return nil, apperr.CaptureCoded.With(short(coding))
}

// refused gives a failure its words. Why a place is not public stays in the
// error below them, for the log.
func (c *Client) refused(ctx context.Context, err error) error {
	var refusal *apperr.Error
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var slow net.Error
	switch {
	case errors.As(err, &refusal):
		return err
	case errors.As(err, &name):
		return fmt.Errorf("%w: %w", apperr.NotPublic.With(), err)
	case errors.As(err, &certificate):
		return fmt.Errorf("%w: %w", apperr.CaptureUntrusted.With(), err)
	case ctx.Err() != nil, errors.As(err, &slow) && slow.Timeout():
		return fmt.Errorf("%w: %w", apperr.CaptureSlow.With(int(c.time/time.Second)), err)
	}
	return fmt.Errorf("%w: %w", apperr.CaptureAway.With(), err)
}
