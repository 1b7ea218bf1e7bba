package handlers

import (
	"crypto/rand"
	"slices"
	"strconv"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// perPage is how many rows of a list stand on a page.
const perPage = 50

// before is the row below which the part of a list begins that was asked for;
// 0 is the top.
func before(c *gin.Context) int64 {
	n, err := strconv.ParseInt(c.Query("before"), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// paged parts the rows of a list, asked for one too many: those of this page,
// and where the newest and the older ones are.
func paged[T any](c *gin.Context, rows []T, id func(T) models.ID) (page []T, newer, older string) {
	path := c.Request.URL.Path
	if before(c) != 0 {
		newer = path
	}
	if len(rows) > perPage {
		rows = rows[:perPage]
		older = path + "?before=" + strconv.FormatInt(id(rows[perPage-1]), 10)
	}
	return rows, newer, older
}

func (h *Handlers) articleRows(c *gin.Context, stamps []store.Stamp) ([]views.ArticleRow, error) {
	lines, err := h.readLines(ctx(c), who(c).ID, stamps)
	if err != nil {
		return nil, err
	}
	names, err := h.names(c)
	if err != nil {
		return nil, err
	}
	clock, err := h.clock(c)
	if err != nil {
		return nil, err
	}
	ids := make([]models.ID, len(lines))
	for i, l := range lines {
		ids[i] = l.article.ID
	}
	drifts, err := h.driftsFor(c, ids...)
	if err != nil {
		return nil, err
	}
	rows := make([]views.ArticleRow, 0, len(lines))
	for _, l := range lines {
		if l.article.ID == 0 { // it was hidden a moment ago
			continue
		}
		rows = append(rows, articleRow(l, clock, names, drifts))
	}
	return rows, nil
}

// articleRow is a line of the list.
func articleRow(l keptLine, clock views.Clock, names map[models.ID]string, drifts []store.ArticleDrift) views.ArticleRow {
	r := views.ArticleRow{
		Article: l.article, Editor: names[l.article.EditorID], Drifted: driftedIn(drifts, l.article.ID), Stage: workflow.StageOf(l.tally), Counts: views.ClaimCounts(l.tally.ByState),
		Approved: l.tally.ByState[models.Approved], Live: l.tally.Live(), Deadline: clock.Moment(l.article.DeadlineAt),
	}
	r.Overdue = clock.Overdue(l.article.DeadlineAt) && r.Stage != models.StageSignedOff
	return r
}

// names are the names of everybody, by ID.
func (h *Handlers) names(c *gin.Context) (map[models.ID]string, error) {
	users, err := h.Read.People(ctx(c))
	names := make(map[models.ID]string, len(users))
	for _, u := range users {
		names[u.ID] = u.Name
	}
	return names, err
}

// clock words times as the newsroom does.
func (h *Handlers) clock(c *gin.Context) (views.Clock, error) {
	s, err := h.settings(c)
	return views.Clock{Now: h.Now(), Zone: s.Location(), Hours: who(c).Hours}, err
}

// showArticleForm serves GET /articles/:article/edit.
func (h *Handlers) showArticleForm(c *gin.Context) error {
	return h.articleFormAgain(c, views.Attempt{})
}

// articleFormAgain shows the form on what is said about an article.
func (h *Handlers) articleFormAgain(c *gin.Context, a views.Attempt) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	return h.articleForm(c, views.ArticleForm{Page: h.frame(c, views.EditArticleTitle), Article: d.Article, Writers: d.Writers, Team: d.Team, Attempt: a})
}

// articleForm draws the form.
func (h *Handlers) articleForm(c *gin.Context, p views.ArticleForm) error {
	if err := h.fillArticleForm(c, &p); err != nil {
		return err
	}
	return render(c, statusOf(p.Attempt), views.ArticleFormPage(p))
}

// fillArticleForm adds what the form lets one choose from.
func (h *Handlers) fillArticleForm(c *gin.Context, p *views.ArticleForm) (err error) {
	if p.Settings, err = h.settings(c); err != nil {
		return err
	}
	users, err := h.Read.Users(ctx(c))
	if err != nil {
		return err
	}
	for _, u := range users {
		if u.Active() || slices.Contains(p.Writers, u.ID) || slices.Contains(p.Team, u.ID) {
			p.People = append(p.People, u)
		}
		if u.Is(models.RoleEditor) || u.ID == p.Article.EditorID {
			p.Editors = append(p.Editors, u)
		}
	}
	p.Clock, p.Key = views.Clock{Now: h.Now(), Zone: p.Settings.Location(), Hours: who(c).Hours}, rand.Text()
	return nil
}

// openArticle serves POST /articles.
func (h *Handlers) openArticle(c *gin.Context) error {
	meta, err := h.articleMeta(c)
	if err != nil {
		return err
	}
	f := posted(c)
	text := newsroom.Copy{Draft: f.id("draft"), DraftVersion: f.number("draft_version"), Cite: f.numbers("cite")}
	if f.err != nil {
		return f.err
	}
	if text.Draft == 0 {
		return apperr.DraftGone.With()
	}
	id, err := h.Act.OpenArticle(ctx(c), h.by(c), meta, text)
	if err != nil {
		return err
	}
	return h.done(c, "article.open", views.ArticlePath(id))
}

// editArticle serves POST /articles/:article/edit.
func (h *Handlers) editArticle(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	meta, err := h.articleMeta(c)
	if err != nil {
		return err
	}
	version := posted(c).number("version")
	if err := posted(c).err; err != nil {
		return err
	}
	if err := h.Act.EditArticle(ctx(c), h.by(c), id, version, meta); err != nil {
		return err
	}
	return h.done(c, "article.edit", views.ArticlePath(id))
}

// articleMeta is what the article's form says beside the copy.
func (h *Handlers) articleMeta(c *gin.Context) (newsroom.Meta, error) {
	s, err := h.settings(c)
	if err != nil {
		return newsroom.Meta{}, err
	}
	f := posted(c)
	meta := newsroom.Meta{
		Byline: f.line("byline", models.MaxLine), Writers: f.ids("writers"), Desk: f.line("desk", models.MaxLine),
		Language: f.line("language", maxTag), Direction: choice[models.Direction](f, "direction"),
		PublishOn: f.line("publish_on", models.MaxLine), DeadlineAt: f.moment("deadline", s.Location()),
		EditorID: f.id("editor"), Restricted: f.yes("restricted"), Team: f.ids("team"),
	}
	return meta, f.err
}

// maxTag is how long a language tag may be, in bytes.
const maxTag = 100

// copyIn is the text that a form brings in, and how it is to be read.
func copyIn(f *form) newsroom.Copy {
	return newsroom.Copy{Text: f.word("text"), Format: choice[intake.Format](f, "format")}
}
