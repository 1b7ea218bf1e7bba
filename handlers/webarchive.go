package handlers

import (
	"context"
	"io"
	"net/http"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/warc"

	"github.com/gin-gonic/gin"
)

// maxArchive is how many bytes of captures and their files go into one web
// archive, before they are packed.
const maxArchive = 1 << 30

// articleArchive serves GET /articles/:article/captures.warc.gz: what was fetched
// for the article's sources, as a web archive. What a protected source keeps is
// in none.
func (h *Handlers) articleArchive(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	article, err := h.Read.Article(ctx(c), who(c).ID, id)
	if err != nil {
		return err
	}
	sources, err := h.Read.Sources(ctx(c), id)
	if err != nil {
		return err
	}
	var open []models.ID
	for _, s := range sources {
		if !s.Protected {
			open = append(open, s.ID)
		}
	}
	all, err := h.Read.CaptureLines(ctx(c), who(c).ID, open)
	if err != nil {
		return err
	}
	fetched := slices.DeleteFunc(all, func(c models.Capture) bool { return c.How != models.Fetched })
	return h.sendArchive(c, views.CapturesArchiveName(id), article.Headline, fetched)
}

// captureArchive serves GET /articles/:article/captures/:capture/capture.warc.gz.
func (h *Handlers) captureArchive(c *gin.Context) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	capture, _, err := h.captureOf(c, d)
	if err != nil {
		return err
	}
	return h.sendArchive(c, views.CaptureArchiveName(capture.ID), d.Article.Headline, []models.Capture{capture})
}

// sendArchive sends captures as a web archive, one after the other, for as long
// as its reader goes on taking it. It fails with apperr.ArchiveLarge. What breaks
// in the middle breaks the answer off, for its beginning is sent.
func (h *Handlers) sendArchive(c *gin.Context, name, partOf string, captures []models.Capture) error {
	files, err := h.archivedFiles(c, captures)
	if err != nil {
		return err
	}
	attach(c, name)
	c.Header("Content-Type", "application/gzip")
	c.Status(http.StatusOK)
	if c.Request.Method == http.MethodHead {
		return nil
	}
	w := warc.NewWriter(c.Writer, patientBlobs{h.Act.Blobs, c.Writer}, true)
	err = w.Info(ctx(c), warc.Info{Software: "Tickmark", At: models.At(h.Now()), PartOf: partOf})
	for _, line := range captures {
		if err != nil {
			break
		}
		var head models.Capture
		if head, err = h.Read.CaptureHead(ctx(c), line.ID); err == nil {
			err = w.Add(ctx(c), warc.Capture{Capture: head, Files: files[line.ID]})
		}
	}
	if err != nil {
		h.note(c, err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

// archivedFiles returns the files of captures, unless they are too much together.
func (h *Handlers) archivedFiles(c *gin.Context, captures []models.Capture) (map[models.ID][]models.CaptureFile, error) {
	size, ids := int64(0), make([]models.ID, len(captures))
	for i, capture := range captures {
		ids[i] = capture.ID
		size += capture.BodySize
	}
	files, err := h.Read.CaptureFiles(ctx(c), ids)
	if err != nil {
		return nil, err
	}
	by := map[models.ID][]models.CaptureFile{}
	for _, f := range files {
		by[f.CaptureID] = append(by[f.CaptureID], f)
		size += f.Size
	}
	if size > maxArchive {
		return nil, apperr.ArchiveLarge.With(size, maxArchive)
	}
	return by, nil
}

// patientBlobs are blobs that put off the end of an answer while they are read
// for it.
type patientBlobs struct {
	newsroom.Blobs
	answer http.ResponseWriter
}

// Get opens a file as Blobs does.
func (b patientBlobs) Get(ctx context.Context, sum string) (io.ReadCloser, int64, error) {
	blob, size, err := b.Blobs.Get(ctx, sum)
	if err != nil {
		return nil, 0, err
	}
	return patientBlob{newPatient(blob, b.answer), blob}, size, nil
}

type patientBlob struct {
	*patient
	io.Closer
}

// Close closes the file, and ends the wait for its parts.
func (b patientBlob) Close() error {
	b.end()
	return b.Closer.Close()
}
