package handlers

import (
	"crypto/rand"
	"slices"
	"strconv"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/typeset"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// mostLooks is how many looks at a page its capture lists.
const mostLooks = 50

// captureOf returns the capture that the address names, with its source, which
// has to be one of the article's.
func (h *Handlers) captureOf(c *gin.Context, d *desk) (models.Capture, models.Source, error) {
	id, err := param(c, "capture")
	if err != nil {
		return models.Capture{}, models.Source{}, err
	}
	capture, err := h.Read.Capture(ctx(c), who(c).ID, id)
	if err != nil {
		return capture, models.Source{}, err
	}
	i := slices.IndexFunc(d.Sources, func(s models.Source) bool { return s.ID == capture.SourceID })
	if i < 0 {
		return capture, models.Source{}, apperr.NotFoundOrSeen.With("capture")
	}
	return capture, d.Sources[i], nil
}

// showCapture serves GET /articles/:article/captures/:capture.
func (h *Handlers) showCapture(c *gin.Context) error { return h.capturePage(c, views.Attempt{}) }

// capturePage shows a capture with the form that quotes it.
func (h *Handlers) capturePage(c *gin.Context, a views.Attempt) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	capture, source, err := h.captureOf(c, d)
	if err != nil {
		return err
	}
	p := views.CapturePage{
		Page: h.frame(c, views.CaptureTitle(source.Title)), Article: d.Article, Source: source, Capture: capture, At: d.clock.Moment(capture.At),
		Quote: d.quoteForm(c, capture, a), Attempt: a,
	}
	p.Page.Keys = ui.QuoteKeys
	p.Sheet = d.quotedIn(capture, p.Quote)
	if err := h.addLooks(c, d, &p); err != nil {
		return err
	}
	if err := h.addBeside(c, d, &p); err != nil {
		return err
	}
	return render(c, statusOf(a), views.CaptureShown(p))
}

// addLooks adds the other captures of the source and the looks at its page.
func (h *Handlers) addLooks(c *gin.Context, d *desk, p *views.CapturePage) error {
	all, err := h.Read.CaptureLines(ctx(c), who(c).ID, []models.ID{p.Source.ID})
	if err != nil {
		return err
	}
	for _, o := range all {
		p.Others = append(p.Others, views.CaptureRow{ID: o.ID, At: d.clock.Moment(o.At)})
	}
	looks, err := h.Read.Looks(ctx(c), p.Source.ID, mostLooks)
	for _, l := range looks {
		p.Looks = append(p.Looks, views.LookRow{Look: l, When: d.clock.Moment(l.At)})
	}
	return err
}

// quotedIn is the text of a capture with the passages over it that the article's
// claims quote, and with what is chosen to be quoted.
func (d *desk) quotedIn(capture models.Capture, q views.QuoteForm) views.CopySheet {
	claim, _ := strconv.Atoi(q.Claim)
	over := []typeset.Claim{{Span: q.At, As: typeset.Sentence}}
	states := map[int]models.State{}
	for _, k := range d.Cases {
		for _, e := range k.Evidence {
			if at, ok := e.Quoted(); ok && models.ID(e.CaptureID) == capture.ID {
				over = append(over, typeset.Claim{Number: k.Claim.Number, Span: at}, typeset.Claim{Number: int(e.ID), Span: at, As: typeset.Sentence})
				states[k.Claim.Number] = k.Claim.State
			}
		}
	}
	sheet := views.CopySheet{
		Article: d.Article.ID, Sheet: typeset.Lay(capture.Document, over), Lang: capture.Language, Dir: "auto", States: states, Current: claim, Quotes: true,
	}
	if q.Closed == "" && len(q.Claims) > 0 {
		sheet.Picks = &views.Picking{Capture: capture.ID, Claim: claim}
	}
	return sheet
}

// captureBody serves GET /articles/:article/captures/:capture/body: what was
// kept, to be saved.
func (h *Handlers) captureBody(c *gin.Context) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	capture, _, err := h.captureOf(c, d)
	if err != nil {
		return err
	}
	return h.sendOriginal(c, models.Original{SHA256: capture.BodySHA256, Name: views.CaptureFileName(capture), Type: capture.MediaType, Size: capture.BodySize})
}

// lookAgain serves POST /articles/:article/sources/:source/look.
func (h *Handlers) lookAgain(c *gin.Context) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	source, err := param(c, "source")
	if err != nil {
		return err
	}
	if err := h.Act.LookAgain(ctx(c), h.by(c), article, source); err != nil {
		return err
	}
	return h.done(c, "source.look", views.ArticlePath(article)+"/backup")
}

// captureStates are how the capturing of the desk's sources stands.
func (h *Handlers) captureStates(c *gin.Context, d *desk) (map[models.ID]views.CaptureState, error) {
	ids := make([]models.ID, len(d.Sources))
	for i, s := range d.Sources {
		ids[i] = s.ID
	}
	return h.statesOf(c, d, ids)
}

// statesOf are how the capturing of sources stands.
func (h *Handlers) statesOf(c *gin.Context, d *desk, ids []models.ID) (map[models.ID]views.CaptureState, error) {
	jobs, err := h.Read.JobsOf(ctx(c), models.CaptureJob, ids)
	if err != nil {
		return nil, err
	}
	looks, err := h.Read.LastLooks(ctx(c), ids)
	if err != nil {
		return nil, err
	}
	captures, err := h.Read.CaptureLines(ctx(c), who(c).ID, ids)
	if err != nil {
		return nil, err
	}
	by := make(map[models.ID]views.CaptureState, len(ids))
	may := workflow.MayAnswer(d.reader) == nil
	for _, id := range ids {
		by[id] = d.captureState(id, jobs, looks, captures, may)
	}
	return by, nil
}

// captureState is how the capturing of one source stands.
func (d *desk) captureState(source models.ID, jobs []models.Job, looks []models.Look, captures []models.Capture, may bool) views.CaptureState {
	s := views.CaptureState{May: may, Key: rand.Text()}
	if i := slices.IndexFunc(jobs, func(j models.Job) bool { return j.SubjectID == source }); i >= 0 {
		s.Job, s.Next = jobs[i], d.clock.Moment(jobs[i].RunAt)
	}
	if i := slices.IndexFunc(looks, func(l models.Look) bool { return l.SourceID == source }); i >= 0 {
		s.Look, s.Looked = looks[i], d.clock.Moment(looks[i].At)
	}
	for _, c := range captures {
		if c.SourceID == source {
			s.Last = c.ID // the newest comes last
		}
	}
	return s
}
