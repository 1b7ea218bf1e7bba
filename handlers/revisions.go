package handlers

import (
	"crypto/rand"
	"net/http"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/diff"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/typeset"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// newRevision serves GET /articles/:article/revisions/new.
func (h *Handlers) newRevision(c *gin.Context) error { return h.editor(c, views.Attempt{}) }

// revisionAgain shows the page again from which a revision could not be brought
// in: the draft's, or that on which the newest one is edited.
func (h *Handlers) revisionAgain(c *gin.Context, a views.Attempt) error {
	if a.Values.Has("draft") {
		return h.draftAgain(c, a)
	}
	return h.editor(c, a)
}

// editor shows the page on which the newest revision is edited, with what the
// reader typed over it before.
func (h *Handlers) editor(c *gin.Context, a views.Attempt) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	s, err := h.settings(c)
	if err != nil {
		return err
	}
	kept, err := h.Read.EditDraft(ctx(c), who(c).ID, d.Article.ID)
	if err != nil && apperr.KindOf(err) != apperr.NotFound {
		return err
	}
	p := views.RevisionForm{
		Page: h.frame(c, views.NewRevisionTitle), Article: d.Article, Newest: d.Revision.Number, Text: intake.ToMarkdown(d.Revision.Document),
		Longest: max(s.LongestText, len(d.Revision.Text)), Writers: d.Writers, People: d.people, Typing: kept.Version, Key: rand.Text(), Attempt: a,
	}
	for _, u := range d.people {
		if u.ID != d.reader.ID && u.Is(models.RoleReviewer, models.RoleEditor) {
			p.Approve = append(p.Approve, u.Name)
		}
	}
	d.addTyping(&p, kept, c.Request.URL.Query().Has(views.ThenChanges))
	return render(c, statusOf(a), views.RevisionFormPage(p))
}

// addTyping puts what the reader typed into the form, and how it stands to the
// newest revision and to what another window of theirs kept.
func (d *desk) addTyping(p *views.RevisionForm, kept models.Draft, changes bool) {
	base := d.Revision.Number
	if kept.ID != 0 && kept.Text != p.Text {
		p.Text, base = kept.Text, kept.Base
		p.Kept = &views.KeptText{At: d.clock.Moment(kept.UpdatedAt), Base: kept.Base}
	}
	typed := p.Text
	if f := (&form{values: p.Attempt.Values}); p.Attempt.Err != nil {
		typed, base = f.word("text"), f.number("base")
		p.Other = kept.ID != 0 && kept.Text != typed
	}
	if base != 0 && base < d.Revision.Number {
		p.Newer = &views.NewerText{By: d.names[d.Revision.CreatedBy], At: d.clock.Moment(d.Revision.CreatedAt)}
	}
	switch {
	case p.Other:
		p.Changes = d.compared(kept.Text, typed)
	case p.Newer != nil || changes:
		p.Changes = d.changes(typed)
	}
}

// changes is what typed Markdown changes in the newest revision.
func (d *desk) changes(typed string) *views.TextChanges {
	doc, _, err := intake.Markdown(typed)
	if err != nil {
		return &views.TextChanges{Refused: apperr.Message(err)}
	}
	t := &views.TextChanges{Difference: d.difference(d.Revision.Document, doc)}
	for _, f := range newsroom.ForecastRevision(d.File, doc, d.house.Abbreviations) {
		is, at := f.Claim, f.Anchor
		switch {
		case is.State == models.Withdrawn, !is.Placed(): // it waits already
		case at.Outcome == models.Unchanged, at.Outcome == models.Moved:
			t.Keep++
		default:
			cl := views.ClaimChange{
				Number: is.Number, Path: views.ClaimPath(d.Article.ID, is.Number), Statement: is.Statement, State: is.State, Outcome: at.Outcome,
			}
			if at.Placed() {
				cl.Words = d.words(is.Sentence, at.Sentence)
			}
			t.Claims = append(t.Claims, cl)
		}
	}
	return t
}

// compared is what one typed text changes in another.
func (d *desk) compared(other, typed string) *views.TextChanges {
	was, _, err := intake.Markdown(other)
	if err != nil {
		return &views.TextChanges{Refused: apperr.Message(err)}
	}
	is, _, err := intake.Markdown(typed)
	if err != nil {
		return &views.TextChanges{Refused: apperr.Message(err)}
	}
	return &views.TextChanges{Difference: d.difference(was, is)}
}

// difference compares two texts of the article.
func (d *desk) difference(was, is models.Document) views.Difference {
	return views.Difference{Old: was, New: is, Rows: diff.Blocks(was, is), Lang: d.Article.Language, Dir: d.Article.Direction}
}

// words compares a few words of the article.
func (d *desk) words(was, is string) views.WordChange {
	return views.WordChange{Old: was, New: is, Parts: diff.Words(was, is), Lang: d.Article.Language, Dir: d.Article.Direction}
}

// revise serves POST /articles/:article/revisions. What was typed is kept
// before anything else, so that a refusal loses nothing and what another
// window kept is not written over.
func (h *Handlers) revise(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	f := posted(c)
	in := newsroom.NewRevision{Base: f.number("base"), Copy: copyIn(f), Origin: choice[models.Origin](f, "origin")}
	if in.Origin == views.OriginTold {
		in.Origin, in.Told, in.Writers = models.OriginPasted, true, f.ids("writers")
	}
	in.Draft, in.DraftVersion, in.Cite = f.id("draft"), f.number("draft_version"), f.numbers("cite")
	if f.err != nil {
		return f.err
	}
	if err := h.keepTyped(c, id, in); err != nil {
		return err
	}
	number, err := h.Act.Revise(ctx(c), h.by(c), id, in)
	if err != nil {
		return err
	}
	return h.done(c, "revision.add", views.RecheckPath(id, int(number)))
}

// showRevision serves GET /articles/:article/revisions/:revision.
func (h *Handlers) showRevision(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	number, err := param(c, "revision")
	if err != nil {
		return err
	}
	article, err := h.Read.Article(ctx(c), who(c).ID, id)
	if err != nil {
		return err
	}
	rev, err := h.Read.Revision(ctx(c), id, int(number))
	if err != nil {
		return err
	}
	p := views.RevisionView{
		Page: h.frame(c, views.RevisionTitle(rev.Number, article.Headline)), Article: article, Revision: rev,
		Copy: views.CopySheet{Article: id, Sheet: typeset.Lay(rev.Document, nil), Lang: article.Language, Dir: article.Direction},
	}
	if err := h.addHeads(c, &p); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.RevisionPage(p))
}

// addHeads lists all revisions of the article, newest first.
func (h *Handlers) addHeads(c *gin.Context, p *views.RevisionView) error {
	heads, err := h.heads(c, p.Article.ID)
	if err != nil {
		return err
	}
	this := headOf(heads, p.Revision.Number)
	p.By, p.At = this.By, this.At
	slices.Reverse(heads)
	p.All = heads
	return nil
}
