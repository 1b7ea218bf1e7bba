package handlers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// originalPolicy lets an original do nothing, should a browser show it after
// all.
const originalPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

// revisionOriginal serves GET /articles/:article/revisions/:revision/original.
func (h *Handlers) revisionOriginal(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	number, err := param(c, "revision")
	if err != nil {
		return err
	}
	if _, err := h.Read.Article(ctx(c), who(c).ID, id); err != nil {
		return err
	}
	rev, err := h.Read.Revision(ctx(c), id, int(number))
	if err != nil {
		return err
	}
	return h.sendOriginal(c, rev.Original)
}

// draftOriginal serves GET /drafts/:draft/original.
func (h *Handlers) draftOriginal(c *gin.Context) error {
	id, err := param(c, "draft")
	if err != nil {
		return err
	}
	d, err := h.ownDraft(c, id)
	if err != nil {
		return err
	}
	return h.sendOriginal(c, d.Original)
}

// sendOriginal sends an original as a file to be saved, never to be shown: it
// is as somebody outside made it. It is read whole before the first byte goes
// out, for only its end tells whether it is what it was.
func (h *Handlers) sendOriginal(c *gin.Context, o models.Original) error {
	if !o.Kept() {
		return apperr.NotFoundOrSeen.With("original")
	}
	blob, size, err := h.Act.Blobs.Get(ctx(c), o.SHA256)
	if errors.Is(err, apperr.NotFoundOrSeen) { // it is kept, so that it is gone is our failure
		return fmt.Errorf("the original %s is lost", o.SHA256)
	}
	if err != nil {
		return err
	}
	defer func() { _ = blob.Close() }()
	var b bytes.Buffer
	b.Grow(int(size) + bytes.MinRead)
	if _, err := io.Copy(&b, blob); err != nil {
		return err
	}
	name := o.Name
	if name == "" {
		name = views.OriginalName
	}
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Header("Content-Security-Policy", originalPolicy)
	c.Data(http.StatusOK, "application/octet-stream", b.Bytes())
	return nil
}
