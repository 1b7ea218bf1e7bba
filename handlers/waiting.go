package handlers

import (
	"slices"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"

	"github.com/gin-gonic/gin"
)

// listQueries serves GET /queries.
func (h *Handlers) listQueries(c *gin.Context) error {
	return h.queriesPage(c, views.ReadListFilter(views.QueriesPath, c.Request.URL.Query()), views.Attempt{})
}

// queriesPage draws the list of open queries as it is asked for.
func (h *Handlers) queriesPage(c *gin.Context, list views.ListFilter, a views.Attempt) (err error) {
	p := views.QueryQueue{Page: h.frame(c, views.QueriesTitle)}
	p.Page.Keys, p.Filter = ui.LibraryKeys, list
	f, err := h.waitFilter(c, &p.ListPart)
	if err == nil {
		err = h.fillQueries(c, &p, f)
	}
	status, err := refusedList(&p.ListPart, err)
	if err != nil {
		return err
	}
	if p.Saved, err = h.savedViews(c, p.Filter, a); err != nil {
		return err
	}
	if a.Err != nil {
		p.Problem, status = a.Message(), statusOf(a)
	}
	people, err := h.Read.People(ctx(c))
	if err != nil {
		return err
	}
	p.People = slices.DeleteFunc(people, func(u models.User) bool { return !u.Active() })
	return render(c, status, views.QueriesPage(p))
}

// waitFilter is what is asked of the list of open queries or debts.
func (h *Handlers) waitFilter(c *gin.Context, p *views.ListPart) (f store.WaitFilter, err error) {
	r := listReader{filter: &p.Filter, viewer: who(c).ID}
	f.Article, f.Asked = r.number("article"), r.person("asked")
	if oneOf(&r, "due", []string{"overdue"}) != "" {
		f.DueBefore = models.At(h.Now())
	}
	f.After, f.Limit = claimKey(c.Query("after")), perPage+1
	if f.After != (store.ClaimKey{}) {
		p.Newer = p.Filter.Address("")
	}
	return f, r.err
}

// waitPart cuts the rows of a list, asked for one too many, to a page, and says
// where the others are.
func waitPart[T any](p *views.ListPart, rows []T, key func(T) store.ClaimKey) []T {
	if len(rows) > perPage {
		rows = rows[:perPage]
		p.Older = p.Filter.Address(claimKeyText(key(rows[perPage-1])))
	}
	return rows
}

// fillQueries puts the queries of this part of the list on the page.
func (h *Handlers) fillQueries(c *gin.Context, p *views.QueryQueue, f store.WaitFilter) error {
	found, err := h.Read.OpenQueries(ctx(c), who(c).ID, f)
	if err != nil {
		return err
	}
	found = waitPart(&p.ListPart, found, func(m models.Comment) store.ClaimKey {
		if m.DueAt == 0 {
			m.DueAt = models.Never
		}
		return store.ClaimKey{Due: m.DueAt, ID: m.ID}
	})
	w, err := h.waiting(c, len(found), func(i int) (models.ID, models.Ref) { return found[i].ArticleID, found[i].ClaimID })
	if err != nil {
		return err
	}
	for _, m := range found {
		a, open := w.articles[m.ArticleID]
		if !open {
			continue
		}
		p.Rows = append(p.Rows, views.QueryQueueRow{
			Comment: m, Headline: a.Headline, Language: a.Language, Claim: w.numbers[models.ID(m.ClaimID)], Asked: w.names[models.ID(m.AskedID)],
			Mine: models.ID(m.AskedID) == who(c).ID, By: w.names[m.CreatedBy], Due: w.clock.Moment(m.DueAt), Overdue: w.clock.Overdue(m.DueAt),
		})
	}
	return nil
}

// waiting is what lists name of what waits: articles that are open to the
// reader, numbers of claims, people.
type waiting struct {
	articles map[models.ID]models.Article
	numbers  map[models.ID]int
	names    map[models.ID]string
	clock    views.Clock
}

func (h *Handlers) waiting(c *gin.Context, n int, of func(int) (models.ID, models.Ref)) (w waiting, err error) {
	var about []models.Claim
	var claims []models.ID
	for i := range n {
		article, claim := of(i)
		about = append(about, models.Claim{ArticleID: article})
		if claim != 0 {
			claims = append(claims, models.ID(claim))
		}
	}
	if w.articles, err = h.articlesOf(c, about); err != nil {
		return w, err
	}
	numbers, err := h.Read.ClaimNumbers(ctx(c), claims)
	if err != nil {
		return w, err
	}
	w.numbers = map[models.ID]int{}
	for _, claim := range numbers {
		w.numbers[claim.ID] = claim.Number
	}
	if w.names, err = h.names(c); err != nil {
		return w, err
	}
	w.clock, err = h.clock(c)
	return w, err
}

// listDebts serves GET /debts.
func (h *Handlers) listDebts(c *gin.Context) error {
	return h.debtsPage(c, views.ReadListFilter(views.DebtsPath, c.Request.URL.Query()), views.Attempt{})
}

// debtsPage draws the list of open review debts as it is asked for.
func (h *Handlers) debtsPage(c *gin.Context, list views.ListFilter, a views.Attempt) (err error) {
	p := views.DebtQueue{Page: h.frame(c, views.DebtsTitle)}
	p.Page.Keys, p.Filter = ui.LibraryKeys, list
	f, err := h.waitFilter(c, &p.ListPart)
	if err == nil {
		err = h.fillDebts(c, &p, f)
	}
	status, err := refusedList(&p.ListPart, err)
	if err != nil {
		return err
	}
	if p.Saved, err = h.savedViews(c, p.Filter, a); err != nil {
		return err
	}
	if a.Err != nil {
		p.Problem, status = a.Message(), statusOf(a)
	}
	return render(c, status, views.DebtsPage(p))
}

// fillDebts puts the debts of this part of the list on the page.
func (h *Handlers) fillDebts(c *gin.Context, p *views.DebtQueue, f store.WaitFilter) error {
	found, err := h.Read.OpenDebtList(ctx(c), who(c).ID, f)
	if err != nil {
		return err
	}
	found = waitPart(&p.ListPart, found, func(d models.Debt) store.ClaimKey { return store.ClaimKey{Due: d.DueAt, ID: d.ID} })
	w, err := h.waiting(c, len(found), func(i int) (models.ID, models.Ref) { return found[i].ArticleID, found[i].ClaimID })
	if err != nil {
		return err
	}
	for _, d := range found {
		a, open := w.articles[d.ArticleID]
		if !open {
			continue
		}
		p.Rows = append(p.Rows, views.DebtQueueRow{
			Debt: d, Headline: a.Headline, Language: a.Language, Claim: w.numbers[models.ID(d.ClaimID)], By: w.names[d.OpenedBy],
			Due: w.clock.Moment(d.DueAt), Overdue: w.clock.Overdue(d.DueAt),
		})
	}
	return nil
}
