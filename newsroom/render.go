package newsroom

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/render"
	"example.org/tickmark/store"
)

// Renderer draws a page from its bytes alone: render.Renderer, which says with
// which errors it fails.
type Renderer interface {
	Page(ctx context.Context, html []byte, address, mediaType string) (render.Result, error)
}

// drawnTried is how many attempts are made at drawing a page. What takes the
// browser too long once mostly does so again.
const drawnTried = 2

// drawable reports whether a capture is a page that a browser draws.
func drawable(c models.Capture) bool {
	kind, _, _ := strings.Cut(c.MediaType, ";")
	kind = strings.TrimSpace(kind)
	return c.How == models.Fetched && (kind == "text/html" || kind == "application/xhtml+xml")
}

// queueRender has a new capture drawn, where it is a page and there is something
// that draws.
func (a *act) queueRender(ctx context.Context, c models.Capture) error {
	if a.house.Renderer == nil || !drawable(c) {
		return nil
	}
	a.wakes = true
	return a.AddJob(ctx, &models.Job{Kind: models.RenderJob, SubjectID: c.ID, RunAt: a.now, CreatedAt: a.now})
}

// RenderCapture draws the page of the capture that the job is about, from the
// bytes that were kept, as a picture and as a PDF. Where nothing draws, and for
// what is no page, it does nothing. Of a page that cannot be drawn whole it keeps
// what was drawn, after some attempts. Errors: those of render.Renderer,
// jobs.ErrFinal for a capture that is not there or whose bytes are lost.
func (n *Newsroom) RenderCapture(ctx context.Context, j models.Job) (jobs.Save, error) {
	c, err := n.DB.Queries().CaptureHead(ctx, j.SubjectID)
	if err != nil {
		return nil, errors.Join(jobs.ErrFinal, err)
	}
	if n.Renderer == nil || !drawable(c) {
		return nil, nil
	}
	html, err := n.bytesOf(ctx, c.BodySHA256)
	if err != nil {
		return nil, err
	}
	drawn, err := n.Renderer.Page(ctx, html, c.Address, c.MediaType)
	switch {
	case errors.Is(err, render.ErrNone), errors.Is(err, apperr.RenderType):
		return nil, nil
	case err != nil && j.Attempts < drawnTried:
		return nil, err
	case err != nil && len(drawn.PNG)+len(drawn.PDF) == 0:
		return nil, errors.Join(jobs.ErrFinal, err)
	}
	files, err := n.keepDrawn(ctx, c.ID, drawn)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, tx store.Tx) error { return n.saveDrawn(ctx, tx, j, c, files) }, nil
}

// bytesOf reads a blob, whole. One that is not there, or not what it was, fails
// with jobs.ErrFinal.
func (n *Newsroom) bytesOf(ctx context.Context, sum string) (content []byte, err error) {
	blob, size, err := n.Blobs.Get(ctx, sum)
	if errors.Is(err, apperr.NotFoundOrSeen) {
		return nil, errors.Join(jobs.ErrFinal, err)
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, blob.Close()) }()
	b := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err = io.Copy(b, blob)
	return b.Bytes(), err
}

// keepDrawn puts what was drawn into the blobs.
func (n *Newsroom) keepDrawn(ctx context.Context, capture models.ID, drawn render.Result) (files []models.CaptureFile, err error) {
	for _, f := range []struct {
		kind    models.FileKind
		media   string
		content []byte
	}{
		{models.Screenshot, "image/png", drawn.PNG},
		{models.PrintedPDF, "application/pdf", drawn.PDF},
	} {
		if len(f.content) == 0 {
			continue
		}
		sum, size, err := n.Blobs.Put(ctx, bytes.NewReader(f.content), render.MaxSize)
		if err != nil {
			return nil, err
		}
		files = append(files, models.CaptureFile{
			CaptureID: capture, Kind: f.kind, SHA256: sum, Size: size, MediaType: f.media, MadeAt: models.At(n.Now()),
		})
	}
	return files, nil
}

// saveDrawn keeps the files of a capture, in the transaction that ends the job.
func (n *Newsroom) saveDrawn(ctx context.Context, tx store.Tx, j models.Job, c models.Capture, files []models.CaptureFile) error {
	source, err := tx.SourceByID(ctx, c.SourceID)
	if err != nil {
		return err
	}
	a := &act{Tx: tx, house: n, now: models.At(n.Now()), by: By{RequestID: "job " + number(j.ID)}}
	var changes []models.Change
	for _, f := range files {
		if err := tx.AddCaptureFile(ctx, f); err != nil {
			return err
		}
		changes = append(changes, models.Change{Field: string(f.Kind), To: f.SHA256})
	}
	a.record("capture.draw", models.SubjectCapture, c.ID, changes...).on(source.ArticleID, 0).byItself()
	return a.finish(ctx)
}
