package handlers

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/audit"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"

	"github.com/gin-gonic/gin"
)

// trail serves GET /trail.
func (h *Handlers) trail(c *gin.Context) error {
	return h.trailPage(c, views.Trail{Lede: views.TrailOfAll}, store.EventFilter{})
}

// articleTrail serves GET /articles/:article/trail.
func (h *Handlers) articleTrail(c *gin.Context) error {
	article, err := h.articleOf(c)
	if err != nil {
		return err
	}
	p := views.Trail{Lede: views.TrailOfArticle, Crumbs: articleCrumbs(article)}
	return h.trailPage(c, p, store.EventFilter{Article: article.ID})
}

// claimTrail serves GET /articles/:article/claims/:claim/trail.
func (h *Handlers) claimTrail(c *gin.Context) error {
	article, err := h.articleOf(c)
	if err != nil {
		return err
	}
	n, err := param(c, "claim")
	if err != nil {
		return err
	}
	claim, err := h.Read.Claim(ctx(c), article.ID, int(n))
	if err != nil {
		return err
	}
	p := views.Trail{Lede: views.TrailOfClaim(claim.Number), Crumbs: append(articleCrumbs(article), views.ToClaim(article.ID, claim.Number))}
	return h.trailPage(c, p, store.EventFilter{Article: article.ID, Claim: claim.ID})
}

// articleOf is the article of the request, if it is open to the reader.
func (h *Handlers) articleOf(c *gin.Context) (models.Article, error) {
	id, err := param(c, "article")
	if err != nil {
		return models.Article{}, err
	}
	return h.Read.Article(ctx(c), who(c).ID, id)
}

func articleCrumbs(a models.Article) []ui.Link {
	return []ui.Link{{Label: views.ArticlesTitle, Href: "/articles"}, {Label: a.Headline, Href: views.ArticlePath(a.ID)}}
}

// trailPage draws the part of the trail that f and the address let through.
func (h *Handlers) trailPage(c *gin.Context, p views.Trail, f store.EventFilter) error {
	settings, err := h.settings(c)
	if err != nil {
		return err
	}
	p.Page, p.Path, p.Zone = h.frame(c, views.TrailTitle), c.Request.URL.Path, settings.TimeZone
	p.Filter = views.TrailFilter{Person: c.Query("person"), Action: c.Query("action"), From: c.Query("from"), Until: c.Query("until")}
	if p.People, err = h.Read.Users(ctx(c)); err != nil {
		return err
	}
	bad := narrow(&f, p.Filter, settings.Location())
	if bad != nil {
		p.Problem = apperr.Message(bad)
		return render(c, apperr.Status(bad), views.TrailPage(p))
	}
	if err := h.addEntries(c, &p, f); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.TrailPage(p))
}

// narrow puts what was chosen into the question to the store. Days are those
// of the newsroom's time zone, both included.
func narrow(f *store.EventFilter, chosen views.TrailFilter, zone *time.Location) error {
	f.Action = clip(chosen.Action)
	if chosen.Person != "" {
		id, err := strconv.ParseInt(chosen.Person, 10, 64)
		if err != nil || id <= 0 {
			return apperr.UnknownChoice.With(clip(chosen.Person), views.PersonLabel)
		}
		f.Actor = id
	}
	from, err := day(chosen.From, 0, zone)
	if err != nil {
		return apperr.BadDate.With(views.FromLabel)
	}
	until, err := day(chosen.Until, 1, zone)
	if err != nil {
		return apperr.BadDate.With(views.UntilLabel)
	}
	f.From, f.Until = from, until
	return nil
}

// day is the beginning of a day, or of so many days later; 0 for none.
func day(s string, later int, zone *time.Location) (models.Instant, error) {
	if s == "" {
		return 0, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(s), zone)
	if err != nil {
		return 0, err
	}
	return models.At(t.AddDate(0, 0, later)), nil
}

// addEntries reads the events and words them.
func (h *Handlers) addEntries(c *gin.Context, p *views.Trail, f store.EventFilter) error {
	f.Before, f.Limit = before(c), perPage+1
	events, err := h.Read.Events(ctx(c), who(c).ID, f)
	if err != nil {
		return err
	}
	if f.Before != 0 {
		p.Newer = p.Filter.Address(p.Path, 0)
	}
	if len(events) > perPage {
		events = events[:perPage]
		p.Older = p.Filter.Address(p.Path, events[perPage-1].Seq)
	}
	entries, err := newsroom.Words(ctx(c), h.Read, events)
	if err != nil {
		return err
	}
	w, err := h.wording(c, p.People, events)
	if err != nil {
		return err
	}
	for i, e := range entries {
		p.Entries = append(p.Entries, w.entry(events[i], e))
	}
	return nil
}

// wording is what events are put into words with.
type wording struct {
	names     map[models.ID]string
	headlines map[models.ID]string
	claims    map[models.ID]models.Claim
	clock     views.Clock
}

// wording reads the names of all that the events are about.
func (h *Handlers) wording(c *gin.Context, people []models.User, events []models.Event) (w wording, err error) {
	w.names, w.claims = make(map[models.ID]string, len(people)), map[models.ID]models.Claim{}
	for _, u := range people {
		w.names[u.ID] = u.Name
	}
	var articles, claims []models.ID
	for _, e := range events {
		if e.ArticleID != 0 {
			articles = append(articles, models.ID(e.ArticleID))
		}
		if e.ClaimID != 0 {
			claims = append(claims, models.ID(e.ClaimID))
		}
	}
	found, err := h.Read.ClaimNumbers(ctx(c), claims)
	if err != nil {
		return w, err
	}
	for _, cl := range found {
		w.claims[cl.ID] = cl
	}
	if w.headlines, err = h.Read.ArticleHeadlines(ctx(c), who(c).ID, articles); err != nil {
		return w, err
	}
	w.clock, err = h.clock(c)
	return w, err
}

// entry is an event in words.
func (w wording) entry(e models.Event, said audit.Entry) views.TrailEntry {
	out := views.TrailEntry{
		Seq: e.Seq, ISO: w.clock.Moment(e.At).ISO, Exact: w.clock.Exact(e.At), Who: w.names[models.ID(e.ActorID)], Did: views.Did(e.Action),
		Headline: w.headlines[models.ID(e.ArticleID)], ArticlePath: views.ArticlePath(models.ID(e.ArticleID)),
		Reason: value(said.Reason), Request: e.RequestID,
	}
	if e.RequestID == newsroom.Console {
		out.Who = views.AtConsole
	}
	if e.Subject == models.SubjectUser && models.Ref(e.SubjectID) != e.ActorID {
		out.Whom = w.names[e.SubjectID]
	}
	if cl, ok := w.claims[models.ID(e.ClaimID)]; ok {
		out.Claim, out.ClaimPath = cl.Number, views.ClaimPath(cl.ArticleID, cl.Number)
	}
	for _, ch := range said.Changes {
		out.Changes = append(out.Changes, views.TrailChange(ch.Field, value(ch.From), value(ch.To), w.names, w.clock))
	}
	return out
}

// value is what a value of a leaf says.
func value(v audit.Value) string {
	if v.Erased {
		return views.Erased
	}
	return v.Text
}
