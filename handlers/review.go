package handlers

import (
	"cmp"
	"crypto/rand"
	"math"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// mostInReview is how much of the queue a page of it counts.
const mostInReview = 200

// showReview serves GET /review: the claim that the address names, or the next
// of the queue.
func (h *Handlers) showReview(c *gin.Context) error {
	s := sittingOf(func(name string) string {
		if name == views.SittingArticle {
			name = "article"
		}
		return c.Query(name)
	})
	article, number, named := claimMark(c.Query("claim"))
	if !named {
		next, err := h.toReview(c, s, keyOf(s.After), 1)
		if err != nil {
			return err
		}
		if len(next) == 0 {
			return h.reviewOver(c, s)
		}
		article, number = next[0].ArticleID, next[0].Number
	}
	return h.review(c, s, article, number, views.Attempt{})
}

// reviewAgain shows the claim of a form that was refused, as it is now, with
// what was typed.
func (h *Handlers) reviewAgain(c *gin.Context, a views.Attempt) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	number, err := param(c, "claim")
	if err != nil {
		return err
	}
	return h.review(c, sittingOf(posted(c).word), article, int(number), a)
}

// review shows one claim of the queue.
func (h *Handlers) review(c *gin.Context, s views.Sitting, article models.ID, number int, a views.Attempt) error {
	d, err := h.openClaimOf(c, article, number)
	if err != nil {
		return err
	}
	if d.drifts, err = h.driftsFor(c, article); err != nil {
		return err
	}
	cs, _ := d.Case(number)
	key, err := h.keyOfClaim(c, article, number)
	if err != nil {
		return err
	}
	left, err := h.toReview(c, s, key, mostInReview)
	if err != nil {
		return err
	}
	r := d.review(cs)
	r.Page, r.Sitting, r.Spot, r.Left, r.More, r.Attempt = h.frame(c, views.ReviewTitle), s, keyWord(key), len(left), len(left) == mostInReview, a
	r.Page.Keys = ui.ReviewKeys
	r.Panel.Key, r.Panel.Attempt = rand.Text(), a
	r.Source = shownSource(c, len(r.Panel.Evidence))
	return render(c, statusOf(a), views.ReviewPage(r))
}

// reviewOver says that nothing is left behind where the sitting is.
func (h *Handlers) reviewOver(c *gin.Context, s views.Sitting) error {
	still, err := h.toReview(c, s, store.ClaimKey{}, mostInReview)
	if err != nil {
		return err
	}
	if s.Article != 0 {
		if _, err := h.Read.Article(ctx(c), who(c).ID, s.Article); err != nil {
			return err
		}
	}
	page := h.frame(c, views.ReviewTitle)
	page.Keys = ui.ReviewKeys
	return render(c, 200, views.ReviewPage(views.Review{Page: page, Sitting: s, Skipped: len(still)}))
}

// review is what the page shows of a claim.
func (d *desk) review(cs workflow.Case) views.Review {
	p := d.panel(cs.Claim.Number)
	r := views.Review{Article: d.Article, Panel: &p, MustFix: d.closed(func(u models.User) error { return workflow.MayComment(u, models.Fix) })}
	if cs.Claim.State == models.Withdrawn {
		r.MustFix.Why = apperr.Message(apperr.NotInThisState.With(cs.Claim.State, "ask for a fix"))
	}
	for _, a := range slices.Backward(cs.Approvals) {
		if a.EndedAt != 0 {
			r.Earlier = append(r.Earlier, views.PastApproval{
				By: d.names[a.CreatedBy], At: d.clock.Moment(a.CreatedAt), Ended: d.clock.Moment(a.EndedAt), Why: views.EndCause(a.EndedBy), Glass: a.BreakGlass,
			})
		}
	}
	r.Before, r.After = d.neighbours(cs.Claim)
	return r
}

// neighbours are the sentences before and behind those of a claim, with the
// space between; "" where its words have no place in the newest revision.
func (d *desk) neighbours(c models.Claim) (before, after string) {
	if !c.Placed() || c.RevisionID != d.Revision.ID {
		return "", ""
	}
	text := anchor.Index(d.Revision.Text)
	around := d.beside(c.Sentences())
	return ending(text, models.Span{Start: around.Start, End: c.SentenceStart}, mostAround), beginning(text, models.Span{Start: c.SentenceEnd, End: around.End}, mostAround)
}

// shownSource is which piece of evidence the address asks for, from 1; of none
// 0, and without a wish the first.
func shownSource(c *gin.Context, of int) int {
	n, err := strconv.Atoi(c.Query("source"))
	if err != nil {
		n = 1
	}
	return min(max(n, 1), of)
}

// sittingOf reads where somebody is in the queue from an address or a form. What
// is none of it is left out: the queue is shown from its beginning then.
func sittingOf(value func(string) string) views.Sitting {
	s := views.Sitting{}
	if id, err := strconv.ParseInt(value(views.SittingArticle), 10, 64); err == nil && id > 0 {
		s.Article = id
	}
	if after := value(views.SittingAfter); keyOf(after).ID != 0 {
		s.After = after
	}
	if n, err := strconv.Atoi(value(views.SittingPassed)); err == nil {
		s.Passed = min(max(n, 0), 1_000_000)
	}
	return s
}

// toReview are the claims of the queue behind a place in it.
func (h *Handlers) toReview(c *gin.Context, s views.Sitting, after store.ClaimKey, most int) ([]models.Claim, error) {
	l, err := h.Read.ListClaims(ctx(c), who(c).ID, store.ClaimFilter{Reviewer: who(c).ID, Article: s.Article, After: after, Limit: most})
	return l.Rows, err
}

// keyOfClaim is the place of a claim in the queue, be it there or not.
func (h *Handlers) keyOfClaim(c *gin.Context, article models.ID, number int) (store.ClaimKey, error) {
	claim, err := h.Read.Claim(ctx(c), article, number)
	return store.ClaimFilter{}.KeyOf(claim), err
}

// keyOf reads a place in the queue; the zero key is its beginning.
func keyOf(word string) store.ClaimKey {
	due, id, ok := strings.Cut(word, ".")
	n, err := strconv.ParseInt(id, 10, 64)
	if !ok || err != nil || n <= 0 {
		return store.ClaimKey{}
	}
	at, err := strconv.ParseInt(due, 10, 64)
	if err != nil {
		return store.ClaimKey{}
	}
	return store.ClaimKey{Due: models.Instant(cmp.Or(at, math.MaxInt64)), ID: n}
}

// keyWord is a place in the queue as an address has it; what is never due is 0.
func keyWord(k store.ClaimKey) string {
	due := int64(k.Due)
	if due == math.MaxInt64 {
		due = 0
	}
	return strconv.FormatInt(due, 10) + "." + strconv.FormatInt(k.ID, 10)
}

// backToReview is where a form of the review mode leads: on from its claim, or
// back to it after a tick.
func backToReview(c *gin.Context, article models.ID) string {
	f := posted(c)
	s := sittingOf(f.word)
	if number, err := param(c, "claim"); err == nil && f.word("item") != "" {
		return s.On(article, int(number))
	}
	return s.Behind(s.After).Path()
}

// claimMark reads an article and the number of one of its claims.
func claimMark(word string) (article models.ID, number int, ok bool) {
	a, n, found := strings.Cut(word, ".")
	article, err := strconv.ParseInt(a, 10, 64)
	if !found || err != nil || article <= 0 {
		return 0, 0, false
	}
	number, err = strconv.Atoi(n)
	return article, number, err == nil && number > 0
}
