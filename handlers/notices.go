package handlers

import (
	"crypto/rand"
	"net/http"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// mostUnread is how far unread notices are counted.
const mostUnread = 100

// listNotices serves GET /notices.
func (h *Handlers) listNotices(c *gin.Context) error {
	p := views.NoticeList{Key: rand.Text(), Page: h.frame(c, views.NoticesTitle), All: c.Query("show") == "all", Kind: models.NoticeKind(c.Query("kind"))}
	if !slices.Contains(models.NoticeKinds, p.Kind) {
		p.Kind = ""
	}
	notices, err := h.Read.Notices(ctx(c), who(c).ID, store.NoticeFilter{Kind: p.Kind, Unread: !p.All, Before: before(c), Limit: perPage + 1})
	if err != nil {
		return err
	}
	if before(c) != 0 {
		p.Newer = views.NoticesAddress(p.All, p.Kind, 0)
	}
	if len(notices) > perPage {
		notices = notices[:perPage]
		p.Older = views.NoticesAddress(p.All, p.Kind, notices[perPage-1].ID)
	}
	if len(notices) > 0 {
		p.Upto = notices[0].ID
	}
	if p.Rows, err = h.noticeRows(c, notices); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.NoticesPage(p))
}

// noticeRows are notices in words: the reader was found to see their articles.
func (h *Handlers) noticeRows(c *gin.Context, notices []models.Notice) (rows []views.NoticeRow, err error) {
	clock, err := h.clock(c)
	if err != nil {
		return nil, err
	}
	names, err := h.names(c)
	if err != nil {
		return nil, err
	}
	var articles, claims []models.ID
	for _, n := range notices {
		articles, claims = append(articles, n.ArticleID), append(claims, models.ID(n.ClaimID))
	}
	headlines, err := h.Read.ArticleHeadlines(ctx(c), who(c).ID, articles)
	if err != nil {
		return nil, err
	}
	numbers, err := h.claimNumbers(c, claims)
	for _, n := range notices {
		rows = append(rows, views.NoticeRow{
			Notice: n, By: names[models.ID(n.ActorID)], Headline: headlines[n.ArticleID], Claim: numbers[models.ID(n.ClaimID)], When: clock.Moment(n.CreatedAt),
		})
	}
	return rows, err
}

func (h *Handlers) claimNumbers(c *gin.Context, ids []models.ID) (map[models.ID]int, error) {
	claims, err := h.Read.ClaimNumbers(ctx(c), ids)
	numbers := make(map[models.ID]int, len(claims))
	for _, k := range claims {
		numbers[k.ID] = k.Number
	}
	return numbers, err
}

// openNotice serves POST /notices/:notice/open: it leads to what it tells of.
func (h *Handlers) openNotice(c *gin.Context) error {
	n, err := h.noticed(c)
	if err != nil {
		return err
	}
	rows, err := h.noticeRows(c, []models.Notice{n})
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, rows[0].Leads())
	return nil
}

// seeNotice serves POST /notices/:notice/seen.
func (h *Handlers) seeNotice(c *gin.Context) error {
	if _, err := h.noticed(c); err != nil {
		return err
	}
	return h.done(c, "notice.seen", views.NoticesPath)
}

// noticed is the notice of the address, which was read by that.
func (h *Handlers) noticed(c *gin.Context) (models.Notice, error) {
	id, err := param(c, "notice")
	if err == nil && !posted(c).yes("read") {
		err = apperr.FieldMissing.With("What was read").On("read")
	}
	if err != nil {
		return models.Notice{}, err
	}
	return h.Act.OpenNotice(ctx(c), h.by(c), id)
}

// seeNotices serves POST /notices/seen: all that its page showed, and older ones.
func (h *Handlers) seeNotices(c *gin.Context) error {
	f := posted(c)
	upto := f.id("upto")
	if upto == 0 {
		f.fail(apperr.FieldMissing.With("What was read").On("upto"))
	}
	if f.err != nil {
		return f.err
	}
	if err := h.Act.ReadNotices(ctx(c), h.by(c), upto); err != nil {
		return err
	}
	return h.done(c, "notices.seen", views.NoticesPath)
}

// unread counts the reader's unread notices. Where they cannot be counted the
// page does without.
func (h *Handlers) unread(c *gin.Context) int {
	n, err := h.Read.UnreadNotices(ctx(c), who(c).ID, mostUnread)
	if err != nil {
		h.Log.WarnContext(ctx(c), "notices could not be counted", "id", requestID(c), "err", err)
	}
	return int(n)
}
