package handlers

import (
	"io"
	"net/http"
	"strconv"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
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
// out, for only its end tells whether it is what it was; a large one is read twice
// for that, and never whole in memory.
func (h *Handlers) sendOriginal(c *gin.Context, o models.Original) error {
	if !o.Kept() {
		return apperr.NotFoundOrSeen.With("original")
	}
	name := o.Name
	if name == "" {
		name = views.OriginalName
	}
	if o.Size > newsroom.MaxCapture {
		return h.sendLarge(c, o, name)
	}
	body, err := h.original(c, o.SHA256)
	if err != nil {
		return err
	}
	attach(c, name)
	c.Data(http.StatusOK, "application/octet-stream", body)
	return nil
}

// sendLarge sends an original that is too large to be held in memory, for as long
// as its reader goes on taking it.
func (h *Handlers) sendLarge(c *gin.Context, o models.Original, name string) error {
	pass := func(to io.Writer) error {
		blob, _, err := h.blob(c, o.SHA256)
		if err != nil {
			return err
		}
		defer func() { _ = blob.Close() }()
		slow := newPatient(blob, c.Writer)
		defer slow.end()
		_, err = io.Copy(to, slow)
		return err
	}
	if err := pass(io.Discard); err != nil {
		return err
	}
	attach(c, name)
	c.Header("Content-Type", "application/octet-stream")
	c.Header("Content-Length", strconv.FormatInt(o.Size, 10))
	c.Status(http.StatusOK)
	if err := pass(c.Writer); err != nil { // what was sent is short, which its length tells
		h.note(c, err)
	}
	return nil
}
