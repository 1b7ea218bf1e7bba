package capture

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/apperr"
)

// maxPatience is the longest that a busy service is waited for before it is
// asked again.
const maxPatience = 5 * time.Second

// Outgoing is what is put to a service that the newsroom chose.
type Outgoing struct {
	Address string        // https, or http to a place that Options name
	Token   Secret        // sent as a bearer's; none for ""
	Body    []byte        // JSON
	Time    time.Duration // for all of it, with waiting; 60 seconds
	Size    int64         // bytes of the answer, unpacked; 1 MiB
}

// Send posts JSON to a service and returns the JSON that it answers with. It
// follows no redirect, so the token goes to the one address alone, and no
// error holds the token or a word of the service. A service that says it is
// busy (429, 503) is asked once more, after the seconds that it names if they
// are few. It fails with apperr.ServiceAddress, ServicePlace, ServiceOpen and
// ServiceToken when nothing was sent; ServiceAway, ServiceUntrusted,
// ServiceBarred, ServiceMoved, ServiceAnswer and ServiceType for services that
// give no answer; ServiceLarge, ServiceSlow and ServiceBusy; and with the
// context's error when that ends first.
func (c *Client) Send(ctx context.Context, o Outgoing) ([]byte, error) {
	o.Time, o.Size = or(o.Time, time.Minute), or(o.Size, 1<<20)
	within, stop := context.WithTimeout(ctx, o.Time)
	defer stop()
	body, err := c.send(within, o)
	switch {
	case err == nil:
		return body, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	return nil, o.refused(within, err)
}

// send waits for a place among the questions under way and asks, twice if it
// must.
func (c *Client) send(ctx context.Context, o Outgoing) ([]byte, error) {
	at, err := parse(o.Address, !c.guard.named())
	if err != nil {
		return nil, err
	}
	if err := take(ctx, c.sent, o.Time/3, apperr.ServiceBusy); err != nil {
		return nil, err
	}
	defer func() { <-c.sent }()
	answer, err := c.post(ctx, at, o)
	if err != nil {
		return nil, err
	}
	if wait, ok := patience(answer); ok {
		_ = answer.Body.Close() // nothing of it is wanted
		if err := pause(ctx, wait); err != nil {
			return nil, err
		}
		if answer, err = c.post(ctx, at, o); err != nil {
			return nil, err
		}
	}
	defer func() { _ = answer.Body.Close() }()
	return o.read(answer)
}

// post sends the question once. What anybody on the way could read goes to
// places of our own only.
func (c *Client) post(ctx context.Context, at *url.URL, o Outgoing) (*http.Response, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, at.String(), bytes.NewReader(o.Body))
	if err != nil {
		return nil, apperr.BadAddress.With()
	}
	q.Header.Set("User-Agent", c.agent)
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Accept", "application/json")
	q.Header.Set("Accept-Encoding", "gzip")
	if token := strings.TrimSpace(string(o.Token)); token != "" {
		if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
			return nil, apperr.ServiceToken.With()
		}
		q.Header.Set("Authorization", "Bearer "+token)
	}
	if at.Scheme == "http" {
		return c.house.RoundTrip(q)
	}
	return c.transport.RoundTrip(q)
}

// patience is how long to wait before a busy service is asked again, and
// whether it is to be.
func patience(answer *http.Response) (time.Duration, bool) {
	if answer.StatusCode != http.StatusTooManyRequests && answer.StatusCode != http.StatusServiceUnavailable {
		return 0, false
	}
	named := answer.Header.Get("Retry-After")
	if named == "" {
		return time.Second, true
	}
	n, err := strconv.ParseUint(named, 10, 8)
	wait := time.Duration(n) * time.Second
	return wait, err == nil && wait <= maxPatience
}

// pause waits, or fails with the context's error.
func pause(ctx context.Context, wait time.Duration) error {
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// read takes the JSON out of an answer.
func (o Outgoing) read(answer *http.Response) ([]byte, error) {
	switch status := answer.StatusCode; {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return nil, apperr.ServiceBarred.With(status)
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable:
		return nil, apperr.ServiceBusy.With()
	case status >= 300 && status <= 399:
		return nil, apperr.ServiceMoved.With(status)
	case status < 200 || status > 299:
		return nil, apperr.ServiceAnswer.With(status)
	case answer.ContentLength > o.Size:
		return nil, apperr.ServiceLarge.With(o.Size)
	case !isJSON(answer.Header.Get("Content-Type")):
		return nil, apperr.ServiceType.With()
	}
	r, err := unpacked(answer, o.Size)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(r, o.Size+1))
	if err == nil && int64(len(body)) > o.Size {
		err = apperr.ServiceLarge.With(o.Size)
	}
	return body, err
}

// isJSON reports whether a Content-Type is that of JSON.
func isJSON(named string) bool {
	media, _, err := mime.ParseMediaType(named)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		return false
	}
	return media == "application/json" || strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json")
}

// asService is what refusals of a page are called when it is a service.
var asService = map[*apperr.Refusal]*apperr.Refusal{
	apperr.BadAddress:    apperr.ServiceAddress,
	apperr.CaptureSecret: apperr.ServiceAddress,
	apperr.CapturePort:   apperr.ServicePlace,
	apperr.NotPublic:     apperr.ServicePlace,
	apperr.CaptureCoded:  apperr.ServiceType,
}

// refused gives a failure its words. What the network said stays in the error
// below them; what the service said does not.
func (o Outgoing) refused(ctx context.Context, err error) error {
	var wire *net.OpError
	var name *net.DNSError
	switch refusal := o.refusal(ctx, err); {
	case errors.As(err, &name):
		return fmt.Errorf("%w: %w", refusal, name)
	case errors.As(err, &wire):
		return fmt.Errorf("%w: %w", refusal, wire)
	default:
		return refusal
	}
}

// refusal is what a failure is called.
func (o Outgoing) refusal(ctx context.Context, err error) *apperr.Error {
	var known *apperr.Error
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var slow net.Error
	switch {
	case errors.As(err, &known):
		if service := asService[known.Refusal]; service != nil {
			return service.With()
		}
		return known
	case errors.As(err, &name):
		return apperr.ServicePlace.With()
	case errors.As(err, &certificate):
		return apperr.ServiceUntrusted.With()
	case ctx.Err() != nil, errors.As(err, &slow) && slow.Timeout():
		return apperr.ServiceSlow.With(int(o.Time / time.Second))
	}
	return apperr.ServiceAway.With()
}
