package handlers

import (
	"context"
	"net/http"
	"slices"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// How much one's own desk shows.
const (
	deskRows    = 8                   // of each list
	deskLooked  = 300                 // articles with a deadline, of which those that are signed off are left out
	deskPast    = 14 * 24 * time.Hour // how long after its deadline an article is still shown
	mostUnowned = 50                  // claims that are counted
	weekMost    = 2000                // of each figure
	mostWeeks   = 200                 // people whose figures are kept until the next event
	weekDays    = 7
)

// myDesk is one's own desk on its way to the page.
type myDesk struct {
	h     *Handlers
	c     *gin.Context
	user  models.User
	clock views.Clock
	names map[models.ID]string
	heads map[models.ID]models.Article // that its rows name
	page  views.MyDesk
}

// home serves GET /: one's own desk.
func (h *Handlers) home(c *gin.Context) error {
	d := &myDesk{h: h, c: c, user: who(c), heads: map[models.ID]models.Article{}}
	d.page = views.MyDesk{Page: h.frame(c, views.MyDeskTitle), Roles: d.user.Roles, MayOpen: workflow.MayEdit(d.user) == nil, Hint: h.hint(c, views.OnArticles)}
	d.page.Page.Keys = ui.DeskKeys
	if len(d.user.Roles) > 0 {
		if err := d.fill(); err != nil {
			return err
		}
	}
	return render(c, http.StatusOK, views.MyDeskPage(d.page))
}

// fill reads what the person's roles have waiting for them.
func (d *myDesk) fill() (err error) {
	if d.clock, err = d.h.clock(d.c); err != nil {
		return err
	}
	if d.names, err = d.h.names(d.c); err != nil {
		return err
	}
	for _, part := range []struct {
		roles []models.Role
		read  func(context.Context) error
	}{
		{[]models.Role{models.RoleReviewer, models.RoleEditor}, d.toReview},
		{[]models.Role{models.RoleChecker, models.RoleEditor}, d.toResearch},
		{models.AllRoles, d.toAnswer},
		{models.AllRoles, d.mentions},
		{[]models.Role{models.RoleReviewer, models.RoleEditor}, d.debts},
		{[]models.Role{models.RoleChecker, models.RoleReviewer, models.RoleEditor}, d.drifted},
		{models.AllRoles, d.articles},
		{models.AllRoles, d.week},
	} {
		if d.user.Is(part.roles...) {
			if err := part.read(ctx(d.c)); err != nil {
				return err
			}
		}
	}
	return nil
}

// allAt is a link to a whole list.
func allAt(address string) ui.Link { return ui.Link{Label: "All of them", Href: address} }

// add adds a list, of which one row more was asked for than is shown.
func (d *myDesk) add(p views.DeskPart) {
	if p.More = len(p.Rows) > deskRows; p.More {
		p.Rows = p.Rows[:deskRows]
	}
	d.page.Parts = append(d.page.Parts, p)
}

// know reads the articles that rows will name.
func (d *myDesk) know(ctx context.Context, ids []models.ID) error {
	unknown := slices.DeleteFunc(ids, func(id models.ID) bool { return d.heads[id].ID != 0 })
	if len(unknown) == 0 {
		return nil
	}
	articles, err := d.h.Read.ArticlesOf(ctx, d.user.ID, unknown)
	for _, a := range articles {
		d.heads[a.ID] = a
	}
	return err
}

func (d *myDesk) name(id models.Ref) ui.Person { return ui.Person{Name: d.names[models.ID(id)]} }

// row is a row about something in an article that was known.
func (d *myDesk) row(article models.ID, due models.Instant) views.DeskRow {
	a := d.heads[article]
	return views.DeskRow{Headline: a.Headline, Lang: a.Language, Article: views.ArticlePath(article), Due: d.clock.Moment(due), Overdue: d.clock.Overdue(due)}
}

// claimRows are claims as rows, from whoever has them or sent them.
func (d *myDesk) claimRows(ctx context.Context, claims []models.Claim, from func(models.Claim) models.Ref) ([]views.DeskRow, error) {
	ids := make([]models.ID, len(claims))
	for i, c := range claims {
		ids[i] = c.ArticleID
	}
	if err := d.know(ctx, ids); err != nil {
		return nil, err
	}
	rows := make([]views.DeskRow, len(claims))
	for i, c := range claims {
		due := c.DueAt
		if due == 0 {
			due = d.heads[c.ArticleID].DeadlineAt
		}
		r := d.row(c.ArticleID, due)
		r.Href, r.Words, r.State, r.From = views.ClaimPath(c.ArticleID, c.Number), c.Statement, c.State, d.name(from(c))
		r.Notes = []string{views.KindWords(c.Kinds)}
		if c.Severity == models.MustNotGoWrong {
			r.Notes = append(r.Notes, ui.Capital(string(c.Severity)))
		}
		rows[i] = r
	}
	return rows, nil
}

// articles adds the articles in checking: what is due first, then those without
// a deadline, newest first.
func (d *myDesk) articles(ctx context.Context) error {
	now := models.At(d.h.Now().Add(-deskPast))
	after := store.DueKey{Due: now}
	for looked := 0; looked < deskLooked && len(d.page.Articles) <= deskRows; looked += perPage {
		due, err := d.h.Read.StampsDue(ctx, d.user.ID, after, perPage)
		if err != nil || len(due) == 0 {
			if err != nil {
				return err
			}
			break
		}
		last := due[len(due)-1]
		after = store.DueKey{Due: last.DeadlineAt, ID: last.ID}
		stamps := make([]store.Stamp, len(due))
		for i, s := range due {
			stamps[i] = s.Stamp
		}
		if err := d.addArticles(ctx, stamps); err != nil {
			return err
		}
	}
	return d.neverDue(ctx)
}

// neverDue fills up with articles without a deadline.
func (d *myDesk) neverDue(ctx context.Context) error {
	if len(d.page.Articles) <= deskRows {
		stamps, err := d.h.Read.StampsNeverDue(ctx, d.user.ID, deskLooked, 2*deskRows)
		if err != nil {
			return err
		}
		if err := d.addArticles(ctx, stamps); err != nil {
			return err
		}
	}
	if d.page.More = len(d.page.Articles) > deskRows; d.page.More {
		d.page.Articles = d.page.Articles[:deskRows]
	}
	return nil
}

// addArticles adds those of the articles that are not signed off.
func (d *myDesk) addArticles(ctx context.Context, stamps []store.Stamp) error {
	lines, err := d.h.readLines(ctx, d.user.ID, stamps)
	if err != nil {
		return err
	}
	lines = slices.DeleteFunc(lines, func(l keptLine) bool { return l.article.ID == 0 || workflow.StageOf(l.tally) == models.StageSignedOff })
	lines = lines[:min(len(lines), deskRows+1-min(len(d.page.Articles), deskRows))]
	ids := make([]models.ID, len(lines))
	for i, l := range lines {
		ids[i] = l.article.ID
	}
	drifts, err := d.h.driftsFor(d.c, ids...) //nolint:contextcheck // which is of the same request
	if err != nil {
		return err
	}
	for _, l := range lines {
		r := articleRow(l, d.clock, d.names, drifts)
		r.Missing = views.MissingWords(l.tally)
		d.page.Articles = append(d.page.Articles, r)
	}
	return nil
}
