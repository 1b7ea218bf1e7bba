package handlers

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// showBulk serves GET /claims/bulk.
func (h *Handlers) showBulk(c *gin.Context) error {
	return h.bulkPage(c, c.Request.URL.Query(), views.Attempt{})
}

// bulkAgain shows what an act on several claims would come to, once more.
func (h *Handlers) bulkAgain(c *gin.Context, a views.Attempt) error {
	return h.bulkPage(c, a.Values, a)
}

// bulkPage draws the page from what a form over several claims says.
func (h *Handlers) bulkPage(c *gin.Context, in url.Values, a views.Attempt) error {
	p := views.Bulk{Page: h.frame(c, views.BulkTitle), Key: rand.Text(), Most: newsroom.MaxBulk, All: in.Get("all") != "", Attempt: a, Problem: a.Message()}
	list, ok := views.ParseList(in.Get("list"))
	if !ok || list.Path != views.ClaimsPath {
		list, _ = views.ParseList(views.ClaimsPath)
	}
	p.List = list.Address("")
	if err := h.bulkFields(c, &p.Fields); err != nil {
		return err
	}
	p.Fields.Do, p.Fields.Assignee, p.Fields.Due, p.Fields.Withdraw = in.Get("act"), in.Get("assignee"), in.Get("due"), in.Get("withdraw")
	seen, err := seenClaims(in["claims"])
	if p.All && err == nil {
		seen, err = h.wholeList(c, list)
	}
	if err == nil {
		err = h.fillBulk(c, &p, in, seen)
	}
	if err != nil && apperr.KindOf(err) != apperr.Invalid {
		return err
	}
	status := statusOf(a)
	if err != nil {
		p.Problem, status = apperr.Message(err), apperr.Status(err)
	}
	return render(c, status, views.BulkPage(p))
}

// fillBulk puts the claims on the page with what the act comes to for each; what
// is wrong with the act itself comes back, with the claims there all the same.
func (h *Handlers) fillBulk(c *gin.Context, p *views.Bulk, in url.Values, seen []newsroom.Seen) error {
	if len(seen) > newsroom.MaxBulk {
		return apperr.TooManyThings.With("claims", newsroom.MaxBulk)
	}
	do, wrong := h.bulkIn(c, &form{values: in})
	var lines []models.BulkLine
	if wrong == nil {
		lines, wrong = newsroom.PreviewBulk(ctx(c), h.Read, who(c), seen, do)
	}
	if len(lines) == 0 {
		for _, s := range seen {
			lines = append(lines, models.BulkLine{Claim: s.Claim})
		}
	}
	rows, _, err := h.bulkRows(c, lines)
	if err != nil {
		return err
	}
	version := map[models.ID]int{}
	for _, s := range seen {
		version[s.Claim] = s.Version
	}
	for i := range rows {
		rows[i].Version = version[rows[i].ID] // as it was seen
	}
	p.Rows = rows
	return wrong
}

// bulkRows are claims with what came of each; those that are not open to the
// reader are counted.
func (h *Handlers) bulkRows(c *gin.Context, lines []models.BulkLine) (rows []views.BulkRow, gone int, err error) {
	ids, why := make([]models.ID, len(lines)), map[models.ID]string{}
	for i, l := range lines {
		ids[i], why[l.Claim] = l.Claim, l.Why
	}
	claims, err := h.Read.ClaimArticles(ctx(c), who(c).ID, ids)
	if err != nil {
		return nil, 0, err
	}
	queue, err := h.queueRows(c, claims)
	for _, r := range queue {
		rows = append(rows, views.BulkRow{QueueRow: r, Why: why[r.ID]})
	}
	return rows, len(lines) - len(rows), err
}

// bulkFields puts on the page what the act may be given.
func (h *Handlers) bulkFields(c *gin.Context, f *views.BulkFields) error {
	people, err := h.Read.People(ctx(c))
	for _, u := range people {
		if u.Is(models.RoleChecker) && u.Active() {
			f.Checkers = append(f.Checkers, u)
		}
	}
	f.Editor = who(c).Is(models.RoleEditor)
	return err
}

// bulkIn is the act that a form over several claims asks for.
func (h *Handlers) bulkIn(c *gin.Context, f *form) (newsroom.Bulk, error) {
	s, err := h.settings(c)
	if err != nil {
		return newsroom.Bulk{}, err
	}
	in := newsroom.Bulk{
		Do: choice[newsroom.BulkDo](f, "act"), Assignee: f.id("assignee"), Due: f.moment("due", s.Location()), Withdraw: choice[models.WithdrawReason](f, "withdraw"),
	}
	return in, f.err
}

// wholeList are the claims of a list, as many as one act may be about.
func (h *Handlers) wholeList(c *gin.Context, list views.ListFilter) (seen []newsroom.Seen, err error) {
	f, err := h.claimFilter(c, &list)
	if err != nil {
		return nil, err
	}
	f.Limit = newsroom.MaxBulk
	l, err := h.Read.ListClaims(ctx(c), who(c).ID, f)
	for _, r := range l.Rows {
		seen = append(seen, newsroom.Seen{Claim: r.ID, Version: r.Version})
	}
	return seen, err
}

// seenClaims reads claims as forms name them: their rows and the versions that
// were seen.
func seenClaims(names []string) (seen []newsroom.Seen, err error) {
	for _, name := range names {
		id, version, _ := strings.Cut(name, ".")
		n, err := strconv.ParseInt(id, 10, 64)
		v, err2 := strconv.Atoi(version)
		if err != nil || err2 != nil || n <= 0 || v <= 0 {
			return nil, apperr.UnknownChoice.With(clip(name), views.Label("claims"))
		}
		seen = append(seen, newsroom.Seen{Claim: n, Version: v})
	}
	return seen, nil
}

// bulkClaims serves POST /claims/bulk.
func (h *Handlers) bulkClaims(c *gin.Context) error {
	f := posted(c)
	in, err := h.bulkIn(c, f)
	if err != nil {
		return err
	}
	seen, err := seenClaims(f.values["claims"])
	if err != nil {
		return err
	}
	id, err := h.Act.BulkClaims(ctx(c), h.by(c), seen, in)
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, views.BulkDonePath(id))
	return nil
}

// showBulkDone serves GET /claims/bulk/:bulk.
func (h *Handlers) showBulkDone(c *gin.Context) error {
	id, err := param(c, "bulk")
	if err != nil {
		return err
	}
	b, err := h.Read.BulkAct(ctx(c), who(c).ID, id)
	if err != nil {
		return err
	}
	clock, err := h.clock(c)
	if err != nil {
		return err
	}
	p := views.BulkDone{Page: h.frame(c, views.BulkDoneTitle), Do: b.Act, At: clock.Moment(b.CreatedAt)}
	if p.Rows, p.Gone, err = h.bulkRows(c, b.Lines); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.BulkDonePage(p))
}

// takeNext serves POST /claims/next.
func (h *Handlers) takeNext(c *gin.Context) error {
	if f := posted(c); f.word("take") != "next" { // an empty form takes nothing
		return apperr.NothingChosen.With()
	}
	id, err := h.Act.TakeNext(ctx(c), h.by(c))
	if err != nil {
		return err
	}
	claims, err := h.Read.ClaimArticles(ctx(c), who(c).ID, []models.ID{id})
	if err != nil || len(claims) == 0 {
		return h.done(c, "claim.take", views.ClaimsPath)
	}
	return h.done(c, "claim.take", views.ClaimPath(claims[0].ArticleID, claims[0].Number))
}

// claimsAgain shows the list of claims with what was refused.
func (h *Handlers) claimsAgain(c *gin.Context, a views.Attempt) error {
	list, _ := views.ParseList(views.ClaimsPath)
	return h.claimsPage(c, list, a)
}
