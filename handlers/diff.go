package handlers

import (
	"net/http"
	"strconv"

	"example.org/tickmark/diff"
	"example.org/tickmark/models"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// showChanges serves GET /articles/:article/revisions/:revision/changes: what
// became of the text from ?from, or the revision before, to this one. A form
// that asks for another revision by ?to is sent on to its address.
func (h *Handlers) showChanges(c *gin.Context) error {
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
	from, side := asked(c, "from", number-1), c.Query("view") == views.ViewSide
	if to := asked(c, "to", number); to != number {
		c.Redirect(http.StatusSeeOther, views.ChangesPath(id, int(from), int(to))+"&view="+views.ViewName(side))
		return nil
	}
	p := views.ChangesView{Page: h.frame(c, views.ChangesTitle(int(number), article.Headline)), Article: article, Side: side}
	if err := h.addChanges(c, &p, int(from), int(number)); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.ChangesPage(p))
}

// asked is a number that an address asks for; what is none asks for nothing
// that there is.
func asked(c *gin.Context, name string, otherwise int64) int64 {
	said := c.Query(name)
	if said == "" {
		return otherwise
	}
	n, err := strconv.ParseInt(said, 10, 32)
	if err != nil || n < 1 {
		return -1
	}
	return n
}

// addChanges compares two revisions. The one before the first is none: there is
// nothing to compare then.
func (h *Handlers) addChanges(c *gin.Context, p *views.ChangesView, from, to int) error {
	var err error
	if p.All, err = h.heads(c, p.Article.ID); err != nil {
		return err
	}
	next, err := h.Read.Revision(ctx(c), p.Article.ID, to)
	if err != nil {
		return err
	}
	p.To = headOf(p.All, to)
	if from == 0 {
		return nil
	}
	old, err := h.Read.Revision(ctx(c), p.Article.ID, from)
	if err != nil {
		return err
	}
	p.From = headOf(p.All, from)
	rows := diff.Blocks(old.Document, next.Document)
	p.Count = diff.Stats(rows, old.Document, next.Document)
	p.Changes = views.Difference{
		Old: old.Document, New: next.Document, OldName: views.RevisionName(from), NewName: views.RevisionName(to),
		Rows: rows, Lang: p.Article.Language, Dir: p.Article.Direction,
	}
	return nil
}

// heads lists all revisions of the article, oldest first.
func (h *Handlers) heads(c *gin.Context, article models.ID) ([]views.RevisionHead, error) {
	revisions, err := h.Read.RevisionHeads(ctx(c), article)
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
	heads := make([]views.RevisionHead, len(revisions))
	for i, r := range revisions {
		heads[i] = views.RevisionHead{Number: r.Number, By: names[r.CreatedBy], At: clock.Moment(r.CreatedAt), Origin: r.Origin}
	}
	return heads, nil
}

func headOf(heads []views.RevisionHead, number int) views.RevisionHead {
	for _, r := range heads {
		if r.Number == number {
			return r
		}
	}
	return views.RevisionHead{}
}
