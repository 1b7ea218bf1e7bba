package handlers

import (
	"crypto/rand"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// driftsFor returns the open drifts of what claims of the articles rest on, for
// a reader who may do something about them.
func (h *Handlers) driftsFor(c *gin.Context, articles ...models.ID) ([]store.ArticleDrift, error) {
	if len(articles) == 0 || !who(c).Is(models.RoleChecker, models.RoleReviewer, models.RoleEditor) {
		return nil, nil
	}
	return h.Read.DriftsIn(ctx(c), articles)
}

// driftedIn counts the drifts of an article, each once.
func driftedIn(drifts []store.ArticleDrift, article models.ID) int {
	seen := map[models.ID]bool{}
	for _, d := range drifts {
		if d.ArticleID == article {
			seen[d.ID] = true
		}
	}
	return len(seen)
}

// drifted is what became of a source on which claims of the article rest, or "".
func (d *desk) drifted(source models.ID) models.LookOutcome {
	i := slices.IndexFunc(d.drifts, func(o store.ArticleDrift) bool { return o.RestingID == source })
	if i < 0 {
		return ""
	}
	return d.drifts[i].Outcome
}

// showDrifts serves GET /articles/:article/drifts.
func (h *Handlers) showDrifts(c *gin.Context) error { return h.driftsAgain(c, views.Attempt{}) }

// driftsAgain shows what drifted below the claims of an article.
func (h *Handlers) driftsAgain(c *gin.Context, a views.Attempt) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	drifts, err := newsroom.ReadDrifts(ctx(c), h.Read, d.Article.ID)
	if err != nil {
		return err
	}
	if len(drifts) > 0 {
		if d.excerpts, err = h.Read.Excerpts(ctx(c), store.Of{Article: d.Article.ID}); err != nil {
			return err
		}
	}
	p := views.Drifts{
		Page: h.frame(c, views.DriftsTitle(d.Article.Headline)), Article: d.Article, May: workflow.MaySeeToDrift(d.reader) == nil, Attempt: a,
	}
	p.Page.Keys = ui.DriftKeys
	for i, drift := range drifts {
		if i > 0 && drifts[i-1].ID == drift.ID {
			continue
		}
		item, err := h.driftItem(c, d, drifts, drift.Drift)
		if err != nil {
			return err
		}
		p.Items = append(p.Items, item)
	}
	return render(c, statusOf(a), views.DriftsPage(p))
}

// driftItem is one drift with what the article's claims quote of its source.
func (h *Handlers) driftItem(c *gin.Context, d *desk, drifts []store.ArticleDrift, drift models.Drift) (views.DriftItem, error) {
	item := views.DriftItem{
		Drift: drift, Article: d.Article.ID, Opened: d.clock.Moment(drift.OpenedAt), Again: d.clock.Moment(drift.AgainAt), Key: rand.Text(),
	}
	var resting []models.ID
	for _, o := range drifts {
		if o.ID == drift.ID {
			resting = append(resting, o.RestingID)
		}
	}
	in := func(id models.ID) int {
		return slices.IndexFunc(d.Sources, func(s models.Source) bool { return s.ID == id })
	}
	if i := in(resting[0]); i >= 0 {
		item.Source = d.Sources[i]
	}
	newest, err := h.lookedText(c, drift.SourceID)
	if err != nil {
		return item, err
	}
	item.Compared = newest.ID != 0
	if i := in(drift.SourceID); i >= 0 {
		item.Source, item.Capture, item.Captured = d.Sources[i], newest.ID, d.clock.Moment(newest.At)
	}
	item.Passages = d.driftPassages(resting, newest)
	return item, nil
}

// lookedText is the newest capture of the source that was looked at; none where
// it is not open to the reader.
func (h *Handlers) lookedText(c *gin.Context, source models.ID) (newest models.Capture, err error) {
	if _, err = h.Read.Source(ctx(c), who(c).ID, source); err == nil {
		newest, err = h.Read.NewestCapture(ctx(c), who(c).ID, source)
	}
	if apperr.KindOf(err) == apperr.NotFound {
		return models.Capture{}, nil
	}
	return newest, err
}

// driftPassages are what the claims quote of sources, and what the newest capture
// has in its place.
func (d *desk) driftPassages(sources []models.ID, newest models.Capture) (passages []views.DriftPassage) {
	for _, cs := range d.Cases {
		for _, e := range cs.Evidence {
			if cs.Claim.State != models.Withdrawn && slices.Contains(sources, e.SourceID) {
				passages = append(passages, d.driftPassage(cs, e, newest))
			}
		}
	}
	return passages
}

// driftPassage is what one piece of evidence quotes.
func (d *desk) driftPassage(cs workflow.Case, e models.Evidence, newest models.Capture) views.DriftPassage {
	p := views.DriftPassage{
		Claim: cs.Claim.Number, Version: cs.Claim.Version, Path: views.ClaimPath(d.Article.ID, cs.Claim.Number),
		Statement: cs.Claim.Statement, State: cs.Claim.State, Passage: e.Passage, Key: rand.Text(),
	}
	for _, dec := range workflow.Decide(cs, d.reader, d.people) {
		if dec.Act == workflow.Reopen && cs.Claim.State == models.Approved {
			p.Reopen = moveOf(dec)
		}
	}
	said, there := d.said(e)
	p.Never, p.Near = !there, !anchor.Alike(said, e.Passage)
	at, found := anchor.Passage(newest.Text, said)
	p.Stands = found && at.Verbatim
	if there && found && !at.Verbatim {
		w := d.words(said, string([]rune(newest.Text)[at.Start:at.End]))
		w.Lang, w.Dir = newest.Language, ""
		p.Words = &w
	}
	return p
}

// said are the words of its source that evidence rests on: as the capture has
// them on which it rests, else as somebody typed them. There reports whether the
// capture, if there is one, has anything like them.
func (d *desk) said(e models.Evidence) (words string, there bool) {
	i := slices.IndexFunc(d.excerpts, func(x models.Excerpt) bool { return x.EvidenceID == e.ID })
	switch {
	case i < 0:
		return e.Passage, true
	case d.excerpts[i].Found:
		return d.excerpts[i].Quoted, true
	}
	return e.Passage, false
}

// closeDrift serves POST /articles/:article/drifts/:drift/close.
func (h *Handlers) closeDrift(c *gin.Context) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	id, err := param(c, "drift")
	if err != nil {
		return err
	}
	if err := h.Act.CloseDrift(ctx(c), h.by(c), article, id); err != nil {
		return err
	}
	return h.done(c, "drift.close", views.DriftsPath(article))
}
