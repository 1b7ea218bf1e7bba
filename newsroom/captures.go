package newsroom

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/sources"
	"example.org/tickmark/store"
)

// MaxCapture is how many bytes of a source are kept.
const MaxCapture = 10 << 20

// queueCapture has a source's page looked at, once the act is done.
func (a *act) queueCapture(ctx context.Context, source models.ID) error {
	a.wakes = true
	return a.AddJob(ctx, &models.Job{Kind: models.CaptureJob, SubjectID: source, RunAt: a.now, CreatedBy: models.Ref(a.actor.ID), CreatedAt: a.now})
}

// CaptureSource looks at the page of the source that the job is about, and
// keeps what it finds. Doing it again leaves nothing behind but a blob that is
// there already. That a page is gone, or not for everybody, is found as well and
// no failure; a site that does not answer is.
func (n *Newsroom) CaptureSource(ctx context.Context, j models.Job) (jobs.Save, error) {
	q := n.DB.Queries()
	source, err := q.SourceByID(ctx, j.SubjectID)
	if err != nil {
		return nil, errors.Join(jobs.ErrFinal, err)
	}
	last, err := q.LastCapture(ctx, source.ID)
	if err != nil && apperr.KindOf(err) != apperr.NotFound {
		return nil, err
	}
	found, err := n.visit(ctx, source, last)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, tx store.Tx) error { return n.saveLook(ctx, tx, source, j, found) }, nil
}

// looked is what a look found: the look, and what is to be kept of it.
type looked struct {
	look    models.Look
	capture *models.Capture
}

// visit looks at a source's page, and reads it when it is there.
func (n *Newsroom) visit(ctx context.Context, source models.Source, last models.Capture) (looked, error) {
	var body bytes.Buffer
	var sum string
	var size int64
	page, err := n.Web.Visit(ctx, source.URL, validators(last), func(r io.Reader) (err error) {
		sum, size, err = n.Blobs.Put(ctx, io.TeeReader(r, &body), MaxCapture)
		return err
	})
	at := models.At(page.At)
	if page.At.IsZero() {
		at = models.At(n.Now())
	}
	look := models.Look{SourceID: source.ID, At: at, Status: page.Status, Address: page.Address}
	switch {
	case err != nil && passing[refusalOf(err)]:
		return looked{}, err
	case err != nil && refusalOf(err) == nil:
		return looked{}, err
	case err != nil:
		look.Outcome, look.Reason = models.LookFailed, apperr.Message(err)
		return looked{look: look}, nil
	case page.Status < 200 || page.Status > 299:
		return refusedLook(look, page.Status)
	}
	c := captured(source, page, body.Bytes())
	c.At, c.BodySHA256, c.BodySize = at, sum, size
	look.Outcome = outcome(last, c)
	return looked{look, &c}, nil
}

// passing are failures that may be over when it is tried again.
var passing = map[*apperr.Refusal]bool{
	apperr.CaptureAway: true, apperr.CaptureSlow: true, apperr.CaptureBusy: true, apperr.DiskFull: true, apperr.StorageFailed: true,
}

func refusalOf(err error) *apperr.Refusal {
	var e *apperr.Error
	if errors.As(err, &e) {
		return e.Refusal
	}
	return nil
}

// refusedLook is what came of a look that was answered without a page.
func refusedLook(look models.Look, status int) (looked, error) {
	switch status {
	case http.StatusNotModified:
		look.Outcome = models.LookSame
	case http.StatusNotFound, http.StatusGone:
		look.Outcome = models.LookGone
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusPaymentRequired, http.StatusUnavailableForLegalReasons:
		look.Outcome = models.LookRefused
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return looked{}, apperr.CaptureAnswer.With(status)
	default:
		look.Outcome, look.Reason = models.LookFailed, apperr.Message(apperr.CaptureAnswer.With(status))
	}
	return looked{look: look}, nil
}

// captured is the capture of a page.
func captured(source models.Source, page capture.Page, body []byte) models.Capture {
	r := sources.Read(sources.Input{Bytes: body, Type: page.Type, Address: page.Address})
	return models.Capture{
		SourceID: source.ID, How: models.Fetched, Status: page.Status, Address: page.Address, Hops: page.Hops, Header: headerLines(page.Header),
		MediaType: r.MediaType, Document: r.Document, Pages: r.Pages, Title: r.Title, Author: r.Author, Publisher: r.Publisher,
		PublishedOn: r.PublishedOn, ModifiedOn: r.ModifiedOn, Language: r.Language, Canonical: r.Canonical, Unread: r.Unread,
	}
}

// headerLines are the fields of an answer, one in each line, by name.
func headerLines(h http.Header) string {
	var lines []string
	for name, values := range h {
		for _, v := range values {
			lines = append(lines, name+": "+v)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// validators are what the site said of the page when it was captured.
func validators(c models.Capture) capture.Validators {
	h := http.Header{}
	for line := range strings.SplitSeq(c.Header, "\n") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			h.Add(name, value)
		}
	}
	return capture.ValidatorsOf(h)
}

// outcome compares a capture with the one before.
func outcome(last, c models.Capture) models.LookOutcome {
	switch {
	case last.ID == 0:
		return models.LookFirst
	case last.Text != c.Text || last.Text == "" && last.BodySHA256 != c.BodySHA256:
		return models.LookChanged
	case last.Address != c.Address:
		return models.LookMoved
	}
	return models.LookSame
}

// saveLook keeps what came of a look, in the transaction that ends its job. A
// page that is the same is not kept twice.
func (n *Newsroom) saveLook(ctx context.Context, tx store.Tx, source models.Source, j models.Job, found looked) error {
	a := &act{Tx: tx, house: n, now: models.At(n.Now()), by: By{RequestID: "job " + number(j.ID)}}
	look := found.look
	if c := found.capture; c != nil && look.Outcome != models.LookSame {
		if err := tx.AddCapture(ctx, c); err != nil {
			return err
		}
		look.CaptureID = models.Ref(c.ID)
		a.record("capture.add", models.SubjectCapture, c.ID,
			models.Change{Field: "source", To: number(source.ID)}, models.Change{Field: "body_sha256", To: c.BodySHA256}, models.Change{Field: "size", To: number(c.BodySize)},
		).on(source.ArticleID, 0).byItself()
	}
	if err := tx.AddLook(ctx, &look); err != nil {
		return err
	}
	return a.finish(ctx)
}
