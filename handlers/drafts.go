package handlers

import (
	"crypto/rand"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// newDraft serves GET /articles/new and GET /articles/:article/drafts/new.
func (h *Handlers) newDraft(c *gin.Context) error { return h.newDraftAgain(c, views.Attempt{}) }

// newDraftAgain shows the form that brings copy in, for the article that the
// address or the form names, or for a new one.
func (h *Handlers) newDraftAgain(c *gin.Context, a views.Attempt) error {
	s, err := h.settings(c)
	if err != nil {
		return err
	}
	p := views.BringIn{
		Page: h.frame(c, views.NewArticleTitle), Longest: s.LongestText, Largest: intake.MaxUpload, Key: rand.Text(),
		Attempt: a, Lost: a.Err != nil && (len(posted(c).file.Bytes) > 0 || badFile(a.Err)),
	}
	if id, err := draftedFor(c); err != nil {
		return err
	} else if id != 0 {
		if err := h.overNewest(c, &p, id); err != nil {
			return err
		}
	}
	if p.Drafts, err = h.draftRows(c); err != nil {
		return err
	}
	return render(c, statusOf(a), views.BringInPage(p))
}

// draftedFor is the article whose revision is brought in; 0: a new one.
func draftedFor(c *gin.Context) (models.ID, error) {
	if c.Param("article") != "" {
		return param(c, "article")
	}
	return posted(c).id("article"), nil
}

// overNewest has the form bring in what follows the article's newest revision.
func (h *Handlers) overNewest(c *gin.Context, p *views.BringIn, id models.ID) (err error) {
	if p.Article, err = h.Read.Article(ctx(c), who(c).ID, id); err != nil {
		return err
	}
	rev, err := h.Read.RevisionByID(ctx(c), models.ID(p.Article.RevisionID))
	p.Page.Title, p.Base, p.Longest = views.BringInTitle, rev.Number, max(p.Longest, len(rev.Text))
	return err
}

// draftRows are the reader's drafts that are not brought in yet. One for an
// article that is not open to the reader any more looks like none.
func (h *Handlers) draftRows(c *gin.Context) (rows []views.DraftRow, err error) {
	drafts, err := h.Read.Drafts(ctx(c), who(c).ID)
	if err != nil || len(drafts) == 0 {
		return nil, err
	}
	clock, err := h.clock(c)
	if err != nil {
		return nil, err
	}
	ids := make([]models.ID, 0, len(drafts))
	for _, d := range drafts {
		ids = append(ids, models.ID(d.ArticleID))
	}
	headlines, err := h.Read.ArticleHeadlines(ctx(c), who(c).ID, ids)
	if err != nil {
		return nil, err
	}
	for _, d := range drafts {
		headline, open := headlines[models.ID(d.ArticleID)]
		if d.ArticleID != 0 && !open {
			continue
		}
		r := views.DraftRow{Draft: d, Headline: headline, Saved: clock.Moment(d.UpdatedAt), Key: rand.Text()}
		if r.Words, err = h.firstWords(c, d); err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// firstWords are the words by which one knows what one pasted.
func (h *Handlers) firstWords(c *gin.Context, d models.Draft) (string, error) {
	if d.Original.Kept() {
		return "", nil
	}
	d, err := h.Read.Draft(ctx(c), who(c).ID, d.ID)
	if apperr.KindOf(err) == apperr.NotFound {
		return "", nil // it came in a moment ago
	}
	words := d.Text[:min(len(d.Text), 10*maxBrief)]
	if d.Format == string(intake.FormatHTML) {
		words = markup.ReplaceAllString(words, " ")
	}
	return brief(strings.Join(strings.Fields(strings.TrimLeft(words, "#>: \n")), " ")), err
}

// markup are the tags of a page, near enough to tell pages apart in a list.
var markup = regexp.MustCompile(`(?is)<(script|style)[^>]*>.*?</(script|style)>|<[^>]*>?`)

// beginDraft serves POST /drafts.
func (h *Handlers) beginDraft(c *gin.Context) error {
	f := posted(c)
	in := newsroom.NewDraft{
		Article: f.id("article"), Base: f.number("base"), Text: f.word("text"), File: f.file, Address: f.line("address", models.MaxURL),
		Reading: newsroom.Reading{Format: choice[intake.Format](f, "format")},
	}
	if f.err != nil {
		return f.err
	}
	if err := oneWay(&in); err != nil {
		return err
	}
	id, err := h.Act.BeginDraft(ctx(c), h.by(c), in)
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, views.DraftPath(id))
	return nil
}

// oneWay refuses a form that brings in nothing, or more than one thing. The
// format that it names is that of what was pasted.
func oneWay(in *newsroom.NewDraft) error {
	var ways []string
	if strings.TrimSpace(in.Text) != "" {
		ways = append(ways, views.WayText)
	}
	if in.Address != "" {
		ways = append(ways, views.WayAddress)
	}
	if len(in.File.Bytes) > 0 {
		ways = append(ways, views.WayFile)
	}
	switch len(ways) {
	case 0:
		return apperr.DraftEmpty.With().On("text")
	case 1:
		if ways[0] == views.WayText {
			return encoded(in.Text)
		}
		in.Format, in.Text = "", ""
		return nil
	}
	return apperr.DraftTwoWays.With(strings.Join(ways, views.WaysAnd))
}

// encoded refuses a typed text that is not UTF-8: no browser sends one.
func encoded(text string) error {
	if utf8.ValidString(text) {
		return nil
	}
	_, _, err := intake.Plain(text)
	var e *apperr.Error
	if errors.As(err, &e) {
		return e.On("text")
	}
	return err
}

// ownDraft is a draft of the reader's: of what somebody else brings in, or for
// an article that is not open to the reader, there is none.
func (h *Handlers) ownDraft(c *gin.Context, id models.ID) (models.Draft, error) {
	d, err := h.Read.Draft(ctx(c), who(c).ID, id)
	if err != nil || d.ArticleID == 0 {
		return d, err
	}
	_, err = h.Read.Article(ctx(c), who(c).ID, models.ID(d.ArticleID))
	if apperr.KindOf(err) == apperr.NotFound {
		err = apperr.NotFoundOrSeen.With("draft")
	}
	return d, err
}

// rereadDraft serves POST /drafts/:draft: the same page, with the copy read
// another way and everything else as it was filled in.
func (h *Handlers) rereadDraft(c *gin.Context) error {
	id, err := param(c, "draft")
	if err != nil {
		return err
	}
	f := posted(c)
	as, version := readingOf(f), f.number("draft_version")
	if f.err != nil {
		return f.err
	}
	d, err := h.ownDraft(c, id)
	if err != nil {
		return err
	}
	was, _ := h.Act.ReadDraft(ctx(c), d)
	if _, err := h.Act.RereadDraft(ctx(c), h.by(c), id, version, as); err != nil {
		return err
	}
	if d, err = h.ownDraft(c, id); err != nil {
		return err
	}
	read, err := h.Act.ReadDraft(ctx(c), d)
	if err != nil {
		return err
	}
	keepTicks(f.values, d.Version, was.Citations, read.Citations)
	return h.preview(c, d, read, views.Attempt{Form: f.values.Get("form"), Values: f.values, Again: true})
}

// readingOf is how a form says that a draft be read.
func readingOf(f *form) newsroom.Reading {
	return newsroom.Reading{
		Format: choice[intake.Format](f, "format"), Charset: clip(f.word("charset")), View: choice[intake.View](f, "view"), Whole: f.yes("whole"),
	}
}

// discardDraft serves POST /drafts/:draft/discard.
func (h *Handlers) discardDraft(c *gin.Context) error {
	id, err := param(c, "draft")
	if err != nil {
		return err
	}
	f := posted(c)
	version := f.number("draft_version")
	if f.err != nil {
		return f.err
	}
	if version == 0 {
		return apperr.Stale.With()
	}
	_, err = h.ownDraft(c, id)
	if err != nil && apperr.KindOf(err) != apperr.NotFound {
		return err
	}
	if err == nil { // else it is gone already
		if err := h.Act.DiscardDraft(ctx(c), h.by(c), id, version); err != nil {
			return err
		}
	}
	return h.done(c, "draft.discard", "/articles/new")
}
