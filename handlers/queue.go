package handlers

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"

	"github.com/gin-gonic/gin"
)

// listClaims serves GET /claims.
func (h *Handlers) listClaims(c *gin.Context) error {
	return h.claimsPage(c, views.ReadListFilter(views.ClaimsPath, c.Request.URL.Query()), views.Attempt{})
}

// claimsPage draws the list of claims as it is asked for.
func (h *Handlers) claimsPage(c *gin.Context, list views.ListFilter, a views.Attempt) error {
	u := who(c)
	p := views.ClaimQueue{
		Page: h.frame(c, views.ClaimsTitle), MayReview: mayReview(u), MayAct: u.Is(models.RoleChecker, models.RoleEditor), MayTake: u.Is(models.RoleChecker),
		Ticked: c.Query("ticked") != "", Key: rand.Text(),
	}
	p.Page.Keys, p.Filter = ui.QueueKeys, list
	f, err := h.claimFilter(c, &p.Filter)
	if err == nil {
		err = h.fillQueue(c, &p, f)
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
	if err := h.queueChoices(c, &p); err != nil {
		return err
	}
	return render(c, status, views.ClaimsPage(p))
}

// refusedList takes what was wrong with what is asked of a list, if that is it,
// and returns the status of the page; any other failure comes back.
func refusedList(p *views.ListPart, err error) (int, error) {
	switch {
	case err == nil:
		return http.StatusOK, nil
	case apperr.KindOf(err) != apperr.Invalid:
		return 0, err
	}
	p.Problem = apperr.Message(err)
	return apperr.Status(err), nil
}

// fillQueue puts the claims of this part of the list on the page.
func (h *Handlers) fillQueue(c *gin.Context, p *views.ClaimQueue, f store.ClaimFilter) error {
	f.After, f.Limit = claimKey(c.Query("after")), perPage+1
	l, err := h.Read.ListClaims(ctx(c), who(c).ID, f)
	if err != nil {
		return err
	}
	if l.Begun {
		p.Filter = p.Filter.With("begun", "yes")
	}
	if f.After != (store.ClaimKey{}) {
		p.Newer = p.Filter.Address("")
	}
	p.Looked = l.Looked
	if len(l.Rows) > perPage {
		l.Rows = l.Rows[:perPage]
		p.Older, p.Looked = p.Filter.Address(claimKeyText(f.KeyOf(l.Rows[perPage-1]))), 0
	} else if l.Next.ID != 0 {
		p.Older = p.Filter.Address(claimKeyText(l.Next))
	}
	p.Rows, err = h.queueRows(c, l.Rows)
	return err
}

// queueRows are claims as the list shows them; those whose article was hidden a
// moment ago are left out.
func (h *Handlers) queueRows(c *gin.Context, claims []models.Claim) (rows []views.QueueRow, err error) {
	of, err := h.articlesOf(c, claims)
	if err != nil {
		return nil, err
	}
	names, err := h.names(c)
	if err != nil {
		return nil, err
	}
	clock, err := h.clock(c)
	for _, claim := range claims {
		a, open := of[claim.ArticleID]
		if !open {
			continue
		}
		r := views.QueueRow{
			Claim: claim, Headline: a.Headline, Language: a.Language, Restricted: a.Restricted,
			Assignee: names[models.ID(claim.AssigneeID)], Mine: models.ID(claim.AssigneeID) == who(c).ID,
		}
		if claim.DueBy != models.Never {
			r.Due, r.Overdue = clock.Moment(claim.DueBy), clock.Overdue(claim.DueBy) && !finished(claim.State)
		}
		rows = append(rows, r)
	}
	return rows, err
}

// finished reports whether nothing is left to do on a claim.
func finished(s models.State) bool { return s == models.Approved || s == models.Withdrawn }

// articlesOf are the articles of claims that are open to the reader, by ID.
func (h *Handlers) articlesOf(c *gin.Context, claims []models.Claim) (map[models.ID]models.Article, error) {
	var ids []models.ID
	for _, claim := range claims {
		if !slices.Contains(ids, claim.ArticleID) {
			ids = append(ids, claim.ArticleID)
		}
	}
	articles, err := h.Read.ArticlesOf(ctx(c), who(c).ID, ids)
	by := make(map[models.ID]models.Article, len(articles))
	for _, a := range articles {
		by[a.ID] = a
	}
	return by, err
}

// queueChoices puts on the page what its filter lets one choose from.
func (h *Handlers) queueChoices(c *gin.Context, p *views.ClaimQueue) error {
	s, err := h.settings(c)
	if err != nil {
		return err
	}
	p.Desks, p.Languages = s.Desks, s.Languages
	people, err := h.Read.People(ctx(c))
	for _, u := range people {
		if u.Is(models.RoleChecker) && u.Active() {
			p.Checkers = append(p.Checkers, u)
		}
	}
	p.Bulk = views.BulkFields{Checkers: p.Checkers, Editor: who(c).Is(models.RoleEditor)}
	if p.MayAct && !p.Ticked {
		p.TickAll = withTicks(p.Filter.Address(c.Query("after")))
	}
	if id, _ := strconv.ParseInt(p.Filter.Get("article"), 10, 64); id > 0 && err == nil {
		var named map[models.ID]string
		named, err = h.Read.ArticleHeadlines(ctx(c), who(c).ID, []models.ID{id})
		p.About = named[id]
	}
	return err
}

// withTicks is the address of a part of a list with all its boxes ticked.
func withTicks(address string) string {
	if strings.Contains(address, "?") {
		return address + "&ticked=all"
	}
	return address + "?ticked=all"
}

func mayReview(u models.User) bool { return u.Is(models.RoleReviewer, models.RoleEditor) }

// claimFilter is what is asked of the list of claims. What nobody can have meant
// is refused, and taken out of the filter.
func (h *Handlers) claimFilter(c *gin.Context, f *views.ListFilter) (of store.ClaimFilter, err error) {
	r := listReader{filter: f, viewer: who(c).ID}
	of.Term, of.Begun = r.line("q"), f.Get("begun") != ""
	of.Desk, of.Language = r.line("desk"), r.line("language")
	of.State = oneOf(&r, "state", append(slices.Clone(models.States), store.AnyState))
	of.Kind, of.Severity = oneOf(&r, "kind", models.AllKinds), oneOf(&r, "severity", models.Severities)
	of.Sort = oneOf(&r, "sort", []store.ClaimSort{store.SortNewest, store.SortOldest})
	of.Article = r.number("article")
	if of.Unowned = f.Get("assignee") == views.None; !of.Unowned {
		of.Assignee = r.person("assignee")
	}
	if oneOf(&r, "reviewer", []string{views.Me}) != "" {
		of.Reviewer = who(c).ID
	}
	due := oneOf(&r, "due", []string{"overdue", "today", "week", "none"})
	if r.err != nil {
		return of, r.err
	}
	s, err := h.settings(c)
	of.DueFrom, of.DueBefore = dueBetween(due, h.Now().In(s.Location()))
	of.NeverDue = due == "none"
	return of, err
}

// dueBetween are the bounds of a due time in words: overdue is before now, today
// and this week are whole days, a week from Monday on.
func dueBetween(due string, now time.Time) (from, before models.Instant) {
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch due {
	case "overdue":
		return 0, models.At(now)
	case "today":
		return models.At(midnight), models.At(midnight.AddDate(0, 0, 1))
	case "week":
		monday := midnight.AddDate(0, 0, -int((now.Weekday()+6)%7))
		return models.At(monday), models.At(monday.AddDate(0, 0, 7))
	}
	return 0, 0
}

// listReader reads what an address asks of a list and keeps the first thing that is
// wrong.
type listReader struct {
	filter *views.ListFilter
	viewer models.ID
	err    error
}

func (r *listReader) fail(name string, err error) {
	*r.filter = r.filter.With(name, "")
	if r.err == nil {
		r.err = err
	}
}

// line is a cleaned line.
func (r *listReader) line(name string) string {
	raw := r.filter.Get(name)
	said, err := intake.Line(raw)
	if err == nil && len(raw) > models.MaxLine {
		err = apperr.FieldTooLong.With(views.Label(name), views.Bytes(models.MaxLine), views.Bytes(len(raw)))
	}
	if err != nil {
		r.fail(name, err)
		return ""
	}
	return said
}

// oneOf is a word out of a closed set, or "".
func oneOf[W ~string](r *listReader, name string, words []W) W {
	said := W(r.filter.Get(name))
	if said != "" && !slices.Contains(words, said) {
		r.fail(name, apperr.UnknownChoice.With(clip(string(said)), views.Label(name)))
		return ""
	}
	return said
}

// number is the number of a row, or 0.
func (r *listReader) number(name string) models.ID {
	said := r.filter.Get(name)
	if said == "" {
		return 0
	}
	n, err := strconv.ParseInt(said, 10, 64)
	if err != nil || n <= 0 {
		r.fail(name, apperr.UnknownChoice.With(clip(said), views.Label(name)))
		return 0
	}
	return n
}

// person is somebody's number, or the reader's own where it says "me".
func (r *listReader) person(name string) models.ID {
	if r.filter.Get(name) == views.Me {
		return r.viewer
	}
	return r.number(name)
}

// claimKey is where in a list of claims a part begins; what says no place is the
// beginning.
func claimKey(after string) (k store.ClaimKey) {
	due, id, ok := strings.Cut(after, ".")
	if !ok {
		due, id = "0", after
	}
	at, err := strconv.ParseInt(due, 10, 64)
	n, err2 := strconv.ParseInt(id, 10, 64)
	if err != nil || err2 != nil || n <= 0 {
		return k
	}
	return store.ClaimKey{Due: models.Instant(at), ID: n}
}

func claimKeyText(k store.ClaimKey) string {
	return strconv.FormatInt(int64(k.Due), 10) + "." + strconv.FormatInt(k.ID, 10)
}
