package capture

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"time"

	"example.org/tickmark/apperr"
)

// savingTime is how long an archive is waited for, which looks at the page
// itself before it answers.
const savingTime = 90 * time.Second

// Save asks a public archive to keep a page, as the Wayback Machine's “Save Page
// Now” is asked: by a GET of the service's address with the page's after it. It
// returns where the archive keeps the page, which the archive says in
// Content-Location or Location; no redirect is followed. Nothing but the address
// of the page is told. It fails with apperr.ServiceAddress, ServicePlace and
// ServiceOpen when nothing was sent; ServiceAway, ServiceUntrusted, ServiceSlow,
// ServiceBusy and, for 5xx, ServiceAnswer when it may go better later;
// ArchiveRefused and ArchiveNowhere for an archive that does not keep it; and
// with the context's error when that ends first.
func (c *Client) Save(ctx context.Context, service, page string) (string, error) {
	o := Outgoing{Address: service + page, Time: savingTime}
	within, stop := context.WithTimeout(ctx, o.Time)
	defer stop()
	saved, err := c.save(within, o)
	switch {
	case err == nil:
		return saved, nil
	case ctx.Err() != nil:
		return "", ctx.Err()
	}
	return "", o.refused(within, err)
}

// save waits for a place among the questions under way and asks once.
func (c *Client) save(ctx context.Context, o Outgoing) (string, error) {
	at, err := parse(o.Address, !c.guard.named())
	if err != nil {
		return "", err
	}
	if err := take(ctx, c.sent, o.Time/3, apperr.ServiceBusy); err != nil {
		return "", err
	}
	defer func() { <-c.sent }()
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), http.NoBody)
	if err != nil {
		return "", apperr.BadAddress.With()
	}
	q.Header.Set("User-Agent", c.agent)
	q.Header.Set("Accept", "*/*")
	way := c.transport
	if at.Scheme == "http" { // what anybody on the way could read
		way = c.house
	}
	answer, err := way.RoundTrip(q)
	if err != nil {
		return "", err
	}
	_ = answer.Body.Close() // nothing of it is wanted
	return savedAt(at, answer)
}

// savedAt is where an archive says that it keeps what it was asked for. That is
// a place of its own.
func savedAt(asked *url.URL, answer *http.Response) (string, error) {
	switch status := answer.StatusCode; {
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable:
		return "", apperr.ServiceBusy.With()
	case status >= 500:
		return "", apperr.ServiceAnswer.With(status)
	case status < 200 || status > 399:
		return "", apperr.ArchiveRefused.With(status)
	}
	named := cmp.Or(answer.Header.Get("Content-Location"), answer.Header.Get("Location"))
	if named == "" {
		return "", apperr.ArchiveNowhere.With()
	}
	to, err := asked.Parse(named)
	if err != nil {
		return "", apperr.ArchiveNowhere.With()
	}
	if to, err = parse(to.String(), false); err != nil || to.Host != asked.Host || to.String() == asked.String() {
		return "", apperr.ArchiveNowhere.With()
	}
	return to.String(), nil
}
