package handlers

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// showQuery serves GET /articles/:article/queries/:query.
func (h *Handlers) showQuery(c *gin.Context) error { return h.queryAgain(c, views.Attempt{}) }

// queryAgain shows a query with its answers, who is asked, and its links.
func (h *Handlers) queryAgain(c *gin.Context, a views.Attempt) error {
	id, err := param(c, "query")
	if err != nil {
		return err
	}
	return h.queryPage(c, id, a)
}

// queryPage draws a query.
func (h *Handlers) queryPage(c *gin.Context, id models.ID, a views.Attempt) error {
	d, err := h.openDesk(c)
	if err != nil {
		return err
	}
	cs, thread := d.threadOf(id)
	if len(thread) == 0 || thread[0].Kind != models.Query {
		return apperr.NotFoundOrSeen.With("query")
	}
	m := thread[0]
	p := views.QuerySheet{
		Page: h.frame(c, views.QueryTitle), Article: d.Article, Claim: cs.Claim.Number, Quote: quote(cs.Claim),
		Thread: d.threads(&cs, thread)[0], Key: rand.Text(), Attempt: a, People: d.choicesOf(), MaxDays: newsroom.MaxLinkDays, Zone: d.house.TimeZone,
		Ask:  d.closed(func(u models.User) error { return workflow.MayAskAgain(m, u) }),
		Give: d.closed(func(u models.User) error { return workflow.MayGiveLink(m, d.Article, u) }),
		End:  d.closed(workflow.MayEndLink),
		Take: d.closed(workflow.MayAddSource),
	}
	if err := h.addAnswerLinks(c, d, &p); err != nil {
		return err
	}
	return render(c, statusOf(a), views.QueryPage(p))
}

// threadOf is a comment with what is said below it, and the case of its claim.
func (d *desk) threadOf(id models.ID) (workflow.Case, []models.Comment) {
	of := func(talk []models.Comment) (thread []models.Comment) {
		for _, m := range talk {
			if m.ID == id && m.ParentID == 0 || models.ID(m.ParentID) == id {
				thread = append(thread, m)
			}
		}
		return thread
	}
	for _, cs := range d.Cases {
		if thread := of(cs.Comments); len(thread) > 0 {
			return cs, thread
		}
	}
	return workflow.Case{}, of(d.Comments)
}

// addAnswerLinks adds the links by which a query is answered; one that was just
// given is shown, once.
func (h *Handlers) addAnswerLinks(c *gin.Context, d *desk, p *views.QuerySheet) error {
	links, err := h.Read.AnswerLinks(ctx(c), p.Thread.ID)
	if err != nil {
		return err
	}
	now := models.At(h.Now())
	for _, l := range links {
		p.Links = append(p.Links, views.LinkRow{
			AnswerLink: l, By: d.names[l.CreatedBy], Given: d.clock.Moment(l.CreatedAt), Until: d.clock.Moment(l.ExpiresAt),
			Ended: d.clock.Moment(l.EndedAt), EndedWho: d.name(l.EndedBy), Works: l.Works(now),
		})
	}
	if token := h.takeAnswerLink(c, p.Thread.ID); token != "" {
		p.New = h.URL + answerPath + token
	}
	return nil
}

// answerCookie is the name of the cookie that carries a new link to the page
// which shows it once.
func (h *Handlers) answerCookie() string { return h.cookieName() + "-answer" }

// takeAnswerLink is the token of the link that was just given for a query, once.
func (h *Handlers) takeAnswerLink(c *gin.Context, query models.ID) string {
	carried := h.cookie(c, h.answerCookie())
	if carried == "" || c.Request.Method != http.MethodGet || c.GetHeader(waitsHeader) != "" {
		return ""
	}
	h.setCookie(c, h.answerCookie(), "", -1)
	id, token, _ := strings.Cut(carried, ".")
	if id != strconv.FormatInt(query, 10) || !h.Act.IsLinkOf(ctx(c), token, query) {
		return ""
	}
	return token
}

// aboutQuery carries out act on the query of the request and leads back to it.
func (h *Handlers) aboutQuery(c *gin.Context, done string, act func(article, query models.ID, f *form) error) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	query, err := param(c, "query")
	if err != nil {
		return err
	}
	if err := act(article, query, posted(c)); err != nil {
		return err
	}
	return h.done(c, done, views.QueryPath(article, query))
}

// askAgain serves POST …/queries/:query/ask.
func (h *Handlers) askAgain(c *gin.Context) error {
	settings, err := h.settings(c)
	if err != nil {
		return err
	}
	return h.aboutQuery(c, "comment.ask-again", func(article, query models.ID, f *form) error {
		in := newsroom.Asked{User: f.id("asked"), Outside: f.line("outside", models.MaxLine), DueAt: f.moment("due", settings.Location())}
		if f.err != nil {
			return f.err
		}
		return h.Act.AskAgain(ctx(c), h.by(c), article, query, in)
	})
}

// giveLink serves POST …/queries/:query/links.
func (h *Handlers) giveLink(c *gin.Context) error {
	return h.aboutQuery(c, "answer-link.give", func(article, query models.ID, f *form) error {
		days, headline := f.number("days"), f.yes("with_headline")
		if f.err != nil {
			return f.err
		}
		given, err := h.Act.GiveLink(ctx(c), h.by(c), article, query, days, headline)
		if err == nil && given.Token != "" {
			h.setCookie(c, h.answerCookie(), strconv.FormatInt(query, 10)+"."+given.Token, linkShown)
		}
		return err
	})
}

// revokeLink serves POST …/queries/:query/links/:given/revoke.
func (h *Handlers) revokeLink(c *gin.Context) error {
	link, err := param(c, "given")
	if err != nil {
		return err
	}
	return h.aboutQuery(c, "answer-link.end", func(article, query models.ID, _ *form) error {
		return h.Act.RevokeLink(ctx(c), h.by(c), article, query, link)
	})
}

// takeOffer serves POST …/queries/:query/offers/:offer/take.
func (h *Handlers) takeOffer(c *gin.Context) error {
	offer, err := param(c, "offer")
	if err != nil {
		return err
	}
	return h.aboutQuery(c, "offer.take", func(article, _ models.ID, f *form) error {
		s := models.Source{Type: choice[models.SourceType](f, "type"), Title: f.line("title", models.MaxLine), Author: f.line("author", models.MaxLine)}
		if f.err != nil {
			return f.err
		}
		_, err := h.Act.TakeOffer(ctx(c), h.by(c), article, offer, s)
		return err
	})
}

// refuseOffer serves POST …/queries/:query/offers/:offer/refuse.
func (h *Handlers) refuseOffer(c *gin.Context) error {
	offer, err := param(c, "offer")
	if err != nil {
		return err
	}
	return h.aboutQuery(c, "offer.refuse", func(article, _ models.ID, f *form) error {
		reason := f.prose("reason", models.MaxNote)
		if f.err != nil {
			return f.err
		}
		return h.Act.RefuseOffer(ctx(c), h.by(c), article, offer, reason)
	})
}

// offerFile serves GET …/queries/:query/offers/:offer/file: a file that came with
// an answer, to be saved and looked at, before anybody decides about it.
func (h *Handlers) offerFile(c *gin.Context) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	id, err := param(c, "offer")
	if err != nil {
		return err
	}
	if _, err := h.Read.Article(ctx(c), who(c).ID, article); err != nil {
		return err
	}
	o, err := h.Read.OfferOf(ctx(c), article, id)
	if err != nil {
		return err
	}
	if !o.Waits() && o.SourceID == 0 {
		return apperr.NotFoundOrSeen.With("file")
	}
	return h.sendOriginal(c, models.Original{SHA256: o.SHA256, Name: o.FileName, Type: o.MediaType, Size: o.Size})
}

// addOffersTo adds to the desk the files that came with answers, by answer.
func (h *Handlers) addOffersTo(c *gin.Context, d *desk) error {
	var answers []models.ID
	add := func(talk []models.Comment) {
		for _, m := range talk {
			if m.AnswerLinkID != 0 {
				answers = append(answers, m.ID)
			}
		}
	}
	add(d.Comments)
	for _, cs := range d.Cases {
		add(cs.Comments)
	}
	slices.Sort(answers)
	offers, err := h.Read.OffersWith(ctx(c), answers)
	d.sent = map[models.ID]models.Offer{}
	for _, o := range offers {
		d.sent[o.CommentID] = o
	}
	return err
}
