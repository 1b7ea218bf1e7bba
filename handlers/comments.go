package handlers

import (
	"context"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// commentIn is what a form says. A fix is one of two kinds of it.
func (h *Handlers) commentIn(c *gin.Context) (newsroom.NewComment, error) {
	settings, err := h.settings(c)
	if err != nil {
		return newsroom.NewComment{}, err
	}
	f := posted(c)
	in := newsroom.NewComment{
		Kind: choice[models.CommentKind](f, "kind"), Body: f.prose("body", models.MaxNote), Evidence: f.id("evidence"),
		Asked: f.id("asked"), Outside: f.line("outside", models.MaxLine), DueAt: f.moment("due", settings.Location()),
		Proposed: f.line("proposed", models.MaxPassage), Cut: f.yes("cut"),
	}
	switch in.Kind {
	case views.SayMustFix:
		in.Kind, in.MustFix = models.Fix, true
	case views.SaySuggest:
		in.Kind = models.Fix
	case models.Query:
		in.Proposed, in.Cut = "", false
	case models.Fix: // sent as one of the two above
		in.Kind = ""
	case models.Remark:
		in.Asked, in.Outside, in.DueAt, in.Proposed, in.Cut = 0, "", 0, "", false
	}
	return in, f.err
}

// commentClaim serves POST …/claims/:claim/comments.
func (h *Handlers) commentClaim(c *gin.Context) error {
	t, err := h.target(c)
	if err != nil {
		return err
	}
	in, err := h.commentIn(c)
	if err != nil {
		return err
	}
	in.Claim = t.Number
	if _, err := h.Act.Comment(ctx(c), h.by(c), t.Article, in); err != nil {
		return err
	}
	return h.done(c, "comment.add", h.leadsBack(c, t.Article, views.ClaimPath(t.Article, t.Number)))
}

// commentArticle serves POST /articles/:article/comments.
func (h *Handlers) commentArticle(c *gin.Context) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	in, err := h.commentIn(c)
	if err != nil {
		return err
	}
	if _, err := h.Act.Comment(ctx(c), h.by(c), article, in); err != nil {
		return err
	}
	return h.done(c, "comment.add", views.ArticlePath(article)+"?tab=discussion")
}

// onComment carries out act on the comment of the request and tells, where the
// comment stands, what it did.
func (h *Handlers) onComment(c *gin.Context, what string, act func(article, comment models.ID, f *form) error) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	comment, err := param(c, "comment")
	if err != nil {
		return err
	}
	if err := act(article, comment, posted(c)); err != nil {
		return err
	}
	switch backTo(posted(c)) {
	case views.BackCheckedCopy:
		return h.done(c, what, views.CheckedCopyPath(article))
	case views.BackQuery:
		return h.done(c, what, views.QueryPath(article, comment))
	}
	number, err := h.claimOf(c, article, comment)
	if err != nil {
		return err
	}
	if number == 0 {
		return h.done(c, what, views.ArticlePath(article)+"?tab=discussion")
	}
	return h.done(c, what, views.ClaimPath(article, number))
}

// claimOf is the number of the claim that a comment of the article is on, or 0.
func (h *Handlers) claimOf(c *gin.Context, article, comment models.ID) (int, error) {
	if _, err := h.Read.Article(ctx(c), who(c).ID, article); err != nil {
		return 0, err
	}
	m, err := h.Read.Comment(ctx(c), article, comment)
	if err != nil || m.ClaimID == 0 {
		return 0, err
	}
	claims, err := h.Read.Claims(ctx(c), store.Of{Article: article, Claim: models.ID(m.ClaimID)})
	if err != nil || len(claims) == 0 {
		return 0, err
	}
	return claims[0].Number, nil
}

// commentAgain shows the page that a comment stands on after a refused form.
func (h *Handlers) commentAgain(c *gin.Context, a views.Attempt) error {
	article, err := param(c, "article")
	if err != nil {
		return err
	}
	comment, err := param(c, "comment")
	if err != nil {
		return err
	}
	switch backTo(posted(c)) {
	case views.BackCheckedCopy:
		return h.checkedCopy(c, a)
	case views.BackQuery:
		return h.queryPage(c, comment, a)
	}
	number, err := h.claimOf(c, article, comment)
	if err != nil {
		return err
	}
	return h.workspace(c, number, a)
}

// reply serves POST …/comments/:comment/replies.
func (h *Handlers) reply(c *gin.Context) error {
	return h.onComment(c, "comment.add", func(article, comment models.ID, f *form) error {
		in := newsroom.NewComment{Parent: comment, Kind: models.Remark, Body: f.prose("body", models.MaxNote)}
		if f.err != nil {
			return f.err
		}
		_, err := h.Act.Comment(ctx(c), h.by(c), article, in)
		return err
	})
}

// resolve serves POST …/comments/:comment/resolve.
func (h *Handlers) resolve(c *gin.Context) error {
	return h.forReason(c, "comment.close", h.Act.Resolve)
}

// stet serves POST …/comments/:comment/stet.
func (h *Handlers) stet(c *gin.Context) error {
	return h.forReason(c, "comment.stet", h.Act.Stet)
}

// forReason closes the comment of the request, for the reason in its form.
func (h *Handlers) forReason(c *gin.Context, done string, act func(context.Context, newsroom.By, models.ID, models.ID, string) error) error {
	return h.onComment(c, done, func(article, comment models.ID, f *form) error {
		reason := f.prose("reason", models.MaxNote)
		if f.err != nil {
			return f.err
		}
		return act(ctx(c), h.by(c), article, comment, reason)
	})
}

// applyFix serves POST …/comments/:comment/apply.
func (h *Handlers) applyFix(c *gin.Context) error {
	return h.onComment(c, "comment.apply", func(article, comment models.ID, f *form) error {
		seen := newsroom.SeenFix{ID: comment, Wording: clip(f.word("wording"))}
		if f.err != nil {
			return f.err
		}
		return h.Act.ApplyFixes(ctx(c), h.by(c), article, 0, seen)
	})
}

// sendBack serves POST …/comments/:comment/send-back.
func (h *Handlers) sendBack(c *gin.Context) error {
	return h.forReason(c, "comment.send-back", h.Act.SendBack)
}

// reword serves POST …/comments/:comment/reword.
func (h *Handlers) reword(c *gin.Context) error {
	return h.onComment(c, "comment.reword", func(article, comment models.ID, f *form) error {
		proposed, cut := f.line("proposed", models.MaxPassage), f.yes("cut")
		if f.err != nil {
			return f.err
		}
		return h.Act.Reword(ctx(c), h.by(c), article, comment, proposed, cut)
	})
}
