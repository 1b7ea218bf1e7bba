package handlers

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// sourceIn is a new source as a form describes it.
func sourceIn(f *form, zone *time.Location) (models.Source, newsroom.Beside) {
	s := models.Source{
		Type: choice[models.SourceType](f, "type"), Title: f.line("title", models.MaxLine), URL: f.line("url", models.MaxURL),
		Publisher: f.line("publisher", models.MaxLine), Author: f.line("author", models.MaxLine),
		PublishedOn: f.line("published_on", models.MaxLine), Located: !f.yes("to_locate"),
		WordHow: choice[models.WordHow](f, "word_how"), WordAt: f.moment("word_at", zone), Consent: choice[models.Consent](f, "consent"),
		Protected: f.yes("protected"),
	}
	if _, err := time.Parse(time.DateOnly, s.PublishedOn); s.PublishedOn != "" && err != nil {
		f.fail(apperr.BadDate.With(views.Label("published_on")).On("published_on"))
	}
	return s, newsroom.Beside{File: f.upload, Pseudonym: f.line("pseudonym", models.MaxLine), Name: sourceNameIn(f), Keepers: f.ids("keepers")}
}

// sourceNameIn is who a protected source is, as a form says it.
func sourceNameIn(f *form) models.SourceName {
	return models.SourceName{Name: f.line("real_name", models.MaxLine), Contact: f.line("contact", models.MaxLine), Note: f.prose("keeper_note", models.MaxNote)}
}

// newSource serves GET /articles/:article/sources/new.
func (h *Handlers) newSource(c *gin.Context) error { return h.newSourceAgain(c, views.Attempt{}) }

// newSourceAgain shows the form that adds a source.
func (h *Handlers) newSourceAgain(c *gin.Context, a views.Attempt) error {
	d, err := h.openClaim(c, 0)
	if err != nil {
		return err
	}
	p := views.NewSource{
		Page: h.frame(c, views.NewSourceTitle), Article: d.Article, Form: d.sourceForm(views.NewSourceForm, a), Key: rand.Text(), Attempt: a,
	}
	return render(c, statusOf(a), views.NewSourcePage(p))
}

// sourceForm is the part of a form that describes a new source.
func (d *desk) sourceForm(name string, a views.Attempt) views.SourceForm {
	f := views.SourceForm{Name: name, Zone: d.house.TimeZone, Largest: views.Bytes(newsroom.MaxSourceFile), Attempt: a}
	for _, u := range d.people {
		if u.ID != d.reader.ID {
			f.People = append(f.People, ui.Choice{Value: strconv.FormatInt(u.ID, 10), Label: u.Name})
		}
	}
	return f
}

// addSource serves POST /articles/:article/sources/new.
func (h *Handlers) addSource(c *gin.Context) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	settings, err := h.settings(c)
	if err != nil {
		return err
	}
	f := posted(c)
	var in newsroom.NewSource
	in.Source, in.Beside = sourceIn(f, settings.Location())
	if f.err != nil {
		return f.err
	}
	if _, err := h.Act.AddSource(ctx(c), h.by(c), article, in); err != nil {
		return err
	}
	return h.done(c, "source.add", views.ArticlePath(article)+"/backup")
}

// addFile serves POST /articles/:article/sources/:source/files.
func (h *Handlers) addFile(c *gin.Context) error {
	article, source, err := h.sourceOf(c)
	if err != nil {
		return err
	}
	f := posted(c)
	if f.err != nil {
		return f.err
	}
	id, err := h.Act.AddFile(ctx(c), h.by(c), source.ID, f.upload)
	if err != nil {
		return err
	}
	return h.done(c, "source.upload", views.CapturePath(article, id))
}

// sourceOf returns the source that the address names, which has to be one of the
// article's, and the article that it names.
func (h *Handlers) sourceOf(c *gin.Context) (article models.ID, s models.Source, err error) {
	if article, err = param(c, "article"); err != nil {
		return 0, s, err
	}
	id, err := param(c, "source")
	if err != nil {
		return 0, s, err
	}
	if _, err := h.Read.Article(ctx(c), who(c).ID, article); err != nil {
		return 0, s, err
	}
	all, err := h.Read.Sources(ctx(c), article)
	if err != nil {
		return 0, s, err
	}
	i := slices.IndexFunc(all, func(s models.Source) bool { return s.ID == id })
	if i < 0 {
		return 0, s, apperr.NotFoundOrSeen.With("source")
	}
	return article, all[i], nil
}

// besides are what belongs to the desk's sources in their rows.
func (h *Handlers) besides(c *gin.Context, d *desk, a views.Attempt) (map[models.ID]views.SourceBeside, error) {
	ids := make([]models.ID, len(d.Sources))
	for i, s := range d.Sources {
		ids[i] = s.ID
	}
	open, err := h.Read.KeptBy(ctx(c), who(c).ID, ids)
	if err != nil {
		return nil, err
	}
	by := make(map[models.ID]views.SourceBeside, len(ids))
	for _, s := range d.Sources {
		mine := slices.Contains(open, s.ID)
		by[s.ID] = views.SourceBeside{
			May: mine && workflow.MayAddSource(d.reader) == nil, Kept: mine && s.Protected, WordAt: d.clock.Moment(s.WordAt),
			Largest: views.Bytes(newsroom.MaxSourceFile), Key: rand.Text(), Attempt: a,
		}
	}
	return by, nil
}

// captureStripped serves GET /articles/:article/captures/:capture/stripped: a
// picture without what it tells beside what it shows, to be saved and given on.
func (h *Handlers) captureStripped(c *gin.Context) error {
	capture, picture, err := h.stripped(c)
	if err != nil {
		return err
	}
	attach(c, strippedName(capture))
	c.Data(http.StatusOK, "application/octet-stream", picture)
	return nil
}

// capturePicture serves GET /articles/:article/captures/:capture/picture: the
// same, to be shown. It may do nothing.
func (h *Handlers) capturePicture(c *gin.Context) error {
	capture, picture, err := h.stripped(c)
	if err != nil {
		return err
	}
	attach(c, strippedName(capture))
	c.Header("Content-Disposition", "inline")
	c.Data(http.StatusOK, capture.MediaType, picture)
	return nil
}

// stripped is the picture that the capture of the request kept, without what it
// tells beside what it shows.
func (h *Handlers) stripped(c *gin.Context) (capture models.Capture, picture []byte, err error) {
	d, err := h.openDesk(c)
	if err != nil {
		return capture, nil, err
	}
	if capture, _, err = h.captureOf(c, d); err != nil {
		return capture, nil, err
	}
	picture, err = h.Act.Stripped(ctx(c), capture)
	return capture, picture, err
}

func strippedName(capture models.Capture) string {
	return "stripped" + path.Ext(strings.ToLower(capture.FileName))
}

// original reads what is kept under a hash whole, for only its end tells whether
// it is what it was.
func (h *Handlers) original(c *gin.Context, sha256 string) ([]byte, error) {
	blob, size, err := h.blob(c, sha256)
	if err != nil {
		return nil, err
	}
	defer func() { _ = blob.Close() }()
	var b bytes.Buffer
	b.Grow(int(size) + bytes.MinRead)
	_, err = b.ReadFrom(blob)
	return b.Bytes(), err
}

// blob opens what is kept under a hash, and how large it is in bytes.
func (h *Handlers) blob(c *gin.Context, sha256 string) (io.ReadCloser, int64, error) {
	blob, size, err := h.Act.Blobs.Get(ctx(c), sha256)
	if errors.Is(err, apperr.NotFoundOrSeen) { // it is kept, so that it is gone is our failure
		return nil, 0, fmt.Errorf("the original %s is lost", sha256)
	}
	return blob, size, err
}

// attach says of what is sent that it is to be saved under a name, and that it
// may do nothing should a browser show it after all.
func attach(c *gin.Context, name string) {
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Header("Content-Security-Policy", originalPolicy)
}
