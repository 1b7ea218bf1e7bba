package handlers

import (
	"crypto/rand"
	"net/http"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// addBeside adds to the page of a capture what there is of it beside its text.
func (h *Handlers) addBeside(c *gin.Context, d *desk, p *views.CapturePage) (err error) {
	capture, b := p.Capture, &p.Beside
	if b.Files, err = h.Read.CaptureFiles(ctx(c), []models.ID{capture.ID}); err != nil {
		return err
	}
	if b.Drawing, err = h.newestJob(c, models.RenderJob, capture.ID); err != nil {
		return err
	}
	kept, err := h.Read.Archivings(ctx(c), capture.ID)
	if err != nil {
		return err
	}
	for _, k := range kept {
		b.Kept = append(b.Kept, views.KeptElsewhere{Address: k.Address, At: d.clock.Moment(k.At)})
	}
	if capture.How == models.Fetched && !p.Source.Protected && workflow.MayAnswer(d.reader) == nil {
		b.Asks, b.Key = h.Act.Archive, rand.Text()
	}
	b.Asking, err = h.newestJob(c, models.ArchiveJob, capture.ID)
	return err
}

// newestJob is the newest job of a kind about a subject; its ID is 0 where there is
// none.
func (h *Handlers) newestJob(c *gin.Context, kind models.JobKind, subject models.ID) (j models.Job, err error) {
	js, err := h.Read.JobsOf(ctx(c), kind, []models.ID{subject})
	if len(js) > 0 {
		j = js[0]
	}
	return j, err
}

// captureFile serves GET /articles/:article/captures/:capture/files/:kind: a
// picture to be shown, for a browser drew it here, and everything else to be
// saved. Neither may do anything.
func (h *Handlers) captureFile(c *gin.Context) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	capture, _, err := h.captureOf(c, d)
	if err != nil {
		return err
	}
	files, err := h.Read.CaptureFiles(ctx(c), []models.ID{capture.ID})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(files, func(f models.CaptureFile) bool { return string(f.Kind) == c.Param("kind") })
	if i < 0 {
		return apperr.NotFoundOrSeen.With("file")
	}
	body, err := h.original(c, files[i].SHA256)
	if err != nil {
		return err
	}
	attach(c, views.DrawnFileName(files[i]))
	if files[i].Kind == models.Screenshot {
		c.Header("Content-Disposition", "inline")
		c.Data(http.StatusOK, "image/png", body)
		return nil
	}
	c.Data(http.StatusOK, "application/pdf", body)
	return nil
}

// askArchive serves POST /articles/:article/captures/:capture/archive.
func (h *Handlers) askArchive(c *gin.Context) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	capture, _, err := h.captureOf(c, d)
	if err != nil {
		return err
	}
	if err := h.Act.AskArchive(ctx(c), h.by(c), capture.ID); err != nil {
		return err
	}
	return h.done(c, "capture.archive", views.CapturePath(d.Article.ID, capture.ID))
}

// showLook serves GET /articles/:article/sources/:source/look: how the looking
// at a source's page goes on, to a page that shows it. A browser that comes by
// itself is led to that page.
func (h *Handlers) showLook(c *gin.Context) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	id, err := param(c, "source")
	if err != nil {
		return err
	}
	if _, err := h.Read.Article(ctx(c), who(c).ID, article); err != nil {
		return err
	}
	source, err := h.Read.Source(ctx(c), who(c).ID, id)
	if err != nil {
		return err
	}
	if c.Request.Header.Get("HX-Request") == "" {
		c.Redirect(http.StatusSeeOther, views.ArticlePath(article)+"/backup")
		return nil
	}
	d := &desk{reader: who(c)}
	if d.clock, err = h.clock(c); err != nil {
		return err
	}
	states, err := h.statesOf(c, d, []models.ID{id})
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.LookState(article, source, states[id]))
}
