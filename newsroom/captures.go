package newsroom

import (
	"cmp"
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
	e, err := n.errand(ctx, j)
	if err != nil {
		return nil, err
	}
	e.keeps = true
	return n.lookAt(ctx, e)
}

// errand is what a look is about.
type errand struct {
	job      models.Job
	source   models.Source
	last     models.Capture // the newest that was fetched; ID 0: none
	passages []string       // that evidence quotes of the source
	// keeps has what is there kept though it says the same as before.
	keeps bool
}

// errand reads what the look of a job is about.
func (n *Newsroom) errand(ctx context.Context, j models.Job) (e errand, err error) {
	q := n.DB.Queries()
	e.job = j
	if e.source, err = q.SourceByID(ctx, j.SubjectID); err != nil {
		return e, errors.Join(jobs.ErrFinal, err)
	}
	if e.last, err = q.LastFetched(ctx, e.source.ID); err != nil && apperr.KindOf(err) != apperr.NotFound {
		return e, err
	}
	e.passages, err = q.PassagesOf(ctx, e.source.ID)
	return e, err
}

// lookAt looks at a source's page and says how what it found is saved.
func (n *Newsroom) lookAt(ctx context.Context, e errand) (jobs.Save, error) {
	found, err := n.visit(ctx, e)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, tx store.Tx) error { return n.saveLook(ctx, tx, e, found) }, nil
}

// looked is what a look found: the look, and what is to be kept of it.
type looked struct {
	look    models.Look
	capture *models.Capture
	put     models.Instant // its bytes into the store of files, or a little before
}

// visit looks at a source's page, and reads it when it is there.
func (n *Newsroom) visit(ctx context.Context, e errand) (looked, error) {
	var sum string
	var size int64
	put := models.At(n.Now())
	page, err := n.Web.Visit(ctx, e.source.URL, validators(e.last), func(r io.Reader) (err error) {
		sum, size, err = n.Blobs.Put(ctx, r, MaxCapture)
		return err
	})
	at := models.At(page.At)
	if page.At.IsZero() {
		at = models.At(n.Now())
	}
	look := models.Look{SourceID: e.source.ID, At: at, Status: page.Status, Address: page.Address}
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
	read, err := n.readKept(ctx, sum, size, sources.Input{Type: page.Type, Address: page.Address})
	if err != nil {
		return looked{}, err
	}
	c := captured(e.source, page, read)
	c.At, c.BodySHA256, c.BodySize = at, sum, size
	look.Outcome = e.outcome(c)
	return looked{look, &c, put}, nil
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
	outcome, passes := OutcomeOf(status)
	if passes {
		return looked{}, apperr.CaptureAnswer.With(status)
	}
	if look.Outcome = outcome; outcome == models.LookFailed {
		look.Reason = apperr.Message(apperr.CaptureAnswer.With(status))
	}
	return looked{look: look}, nil
}

// withoutPage are the outcomes of looks by the status of HTTP that a site
// answered with instead of the page. Of all others nothing can be said.
var withoutPage = map[int]models.LookOutcome{
	http.StatusNotModified:                models.LookSame,
	http.StatusNotFound:                   models.LookGone,
	http.StatusGone:                       models.LookGone,
	http.StatusUnauthorized:               models.LookRefused,
	http.StatusPaymentRequired:            models.LookRefused,
	http.StatusForbidden:                  models.LookRefused,
	http.StatusUnavailableForLegalReasons: models.LookRefused,
}

// passingStatuses tell of a site that may answer otherwise in a while.
var passingStatuses = map[int]bool{
	http.StatusTooManyRequests: true, http.StatusInternalServerError: true, http.StatusBadGateway: true,
	http.StatusServiceUnavailable: true, http.StatusGatewayTimeout: true,
}

// OutcomeOf is what a look came to that was answered without a page, by the
// status of HTTP. It passes where the site may answer otherwise in a while.
func OutcomeOf(status int) (outcome models.LookOutcome, passes bool) {
	return cmp.Or(withoutPage[status], models.LookFailed), passingStatuses[status]
}

// captured is the capture of a page.
func captured(source models.Source, page capture.Page, r sources.Reading) models.Capture {
	return models.Capture{
		SourceID: source.ID, How: models.Fetched, Status: page.Status, Address: page.Address, Hops: page.Hops,
		Header: capture.FieldLines(page.Header), Asked: capture.FieldLines(page.Asked),
		MediaType: r.MediaType, Document: r.Document, Pages: r.Pages, Title: r.Title, Author: r.Author, Publisher: r.Publisher,
		PublishedOn: r.PublishedOn, ModifiedOn: r.ModifiedOn, Language: r.Language, Canonical: r.Canonical, Unread: r.Unread, Facts: r.Facts,
	}
}

// validators are what the site said of the page when it was captured.
func validators(c models.Capture) capture.Validators {
	h := http.Header{}
	for line := range strings.SplitSeq(c.Header, "\n") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			h.Add(name, value)
		}
	}
	v := capture.ValidatorsOf(h)
	v.Address = c.Address
	return v
}

// outcome compares a capture with the one before: only what evidence quotes of
// it counts.
func (e errand) outcome(c models.Capture) models.LookOutcome {
	switch {
	case e.last.ID == 0:
		return models.LookFirst
	case slices.ContainsFunc(e.passages, func(p string) bool { return verbatim(e.last.Text, p) && !verbatim(c.Text, p) }):
		return models.LookChanged
	case e.last.Address != c.Address:
		return models.LookMoved
	}
	return models.LookSame
}

// wanted reports whether a capture is to be kept beside the one before.
func (e errand) wanted(c *models.Capture, outcome models.LookOutcome) bool {
	if c == nil {
		return false
	}
	return outcome == models.LookFirst || outcome == models.LookChanged || e.keeps && c.BodySHA256 != e.last.BodySHA256
}

// saveLook keeps what came of a look, in the transaction that ends its job, and
// puts it on the desk where a page that evidence quotes is gone or says
// something else. No claim moves: approvals rest on the captures that are kept.
func (n *Newsroom) saveLook(ctx context.Context, tx store.Tx, e errand, found looked) error {
	a := &act{Tx: tx, house: n, now: models.At(n.Now()), by: By{RequestID: "job " + number(e.job.ID)}}
	if err := a.compareAnew(ctx, &e, &found); err != nil {
		return err
	}
	look := found.look
	if c := found.capture; e.wanted(c, look.Outcome) {
		if err := n.renew(ctx, c.BodySHA256, found.put); err != nil { // where it was collected meanwhile it is fetched again
			return err
		}
		if err := a.keepCapture(ctx, c); err != nil {
			return err
		}
		look.CaptureID = models.Ref(c.ID)
		if err := a.queueRender(ctx, *c); err != nil {
			return err
		}
		a.record("capture.add", models.SubjectCapture, c.ID,
			models.Change{Field: "source", To: number(e.source.ID)}, models.Change{Field: "body_sha256", To: c.BodySHA256}, models.Change{Field: "size", To: number(c.BodySize)},
		).on(e.source.ArticleID, 0).byItself()
	}
	if err := tx.AddLook(ctx, &look); err != nil {
		return err
	}
	if err := tx.SetHealth(ctx, look); err != nil {
		return err
	}
	if err := a.drifted(ctx, e, look); err != nil {
		return err
	}
	if err := a.standsAgain(ctx, e, found, look.ID); err != nil {
		return err
	}
	return a.finish(ctx)
}

// compareAnew compares what is to be kept with what another look kept since the
// page was read, so that the same is not kept twice, and holds the source: after the
// articles in which evidence waits for it, as acts on those do.
func (a *act) compareAnew(ctx context.Context, e *errand, found *looked) error {
	if !e.wanted(found.capture, found.look.Outcome) {
		return nil
	}
	if _, err := a.WaitingFor(ctx, e.source.ID); err != nil {
		return err
	}
	if err := a.LockTrace(ctx, e.source.ID); err != nil {
		return err
	}
	last, err := a.LastFetched(ctx, e.source.ID)
	if err != nil && apperr.KindOf(err) != apperr.NotFound {
		return err
	}
	if last.ID != e.last.ID {
		e.last = last
		found.look.Outcome = e.outcome(*found.capture)
	}
	return nil
}

// drifted opens an item for the desk when a page that evidence quotes is gone or
// says something else.
func (a *act) drifted(ctx context.Context, e errand, look models.Look) error {
	if len(e.passages) == 0 || look.Outcome != models.LookChanged && look.Outcome != models.LookGone {
		return nil
	}
	d := models.Drift{SourceID: e.source.ID, LookID: look.ID, Outcome: look.Outcome, OpenedAt: a.now}
	if err := a.AddDrift(ctx, &d); err != nil || d.ID == 0 {
		return err
	}
	a.record("drift.open", models.SubjectDrift, d.ID,
		models.Change{Field: "source", To: number(e.source.ID)}, models.Change{Field: "outcome", To: string(d.Outcome)}).on(e.source.ArticleID, 0).byItself()
	return nil
}
