package handlers

import (
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// setCriticism serves POST …/criticises.
func (h *Handlers) setCriticism(c *gin.Context) error {
	return h.onClaim(c, "claim.criticises", func(t newsroom.Target, f *form) error {
		whom := f.line("criticises", models.MaxLine)
		if f.err != nil {
			return f.err
		}
		return h.Act.SetCriticism(ctx(c), h.by(c), t, whom)
	})
}

// seekReply serves POST …/asked.
func (h *Handlers) seekReply(c *gin.Context) error {
	settings, err := h.settings(c)
	if err != nil {
		return err
	}
	return h.onClaim(c, "reply.seek", func(t newsroom.Target, f *form) error {
		r := models.ReplySought{
			Whom: f.line("whom", models.MaxLine), Channel: f.line("channel", models.MaxLine),
			AskedAt: f.moment("asked_at", settings.Location()), DueAt: f.moment("due", settings.Location()),
		}
		if f.err != nil {
			return f.err
		}
		return h.Act.SeekReply(ctx(c), h.by(c), t, r)
	})
}

// onAsked carries out act on a point of the claim that was put to somebody.
func (h *Handlers) onAsked(c *gin.Context, what string, act func(newsroom.Target, *form, models.ID) error) error {
	id, err := param(c, "reply")
	if err != nil {
		return err
	}
	return h.onClaim(c, what, func(t newsroom.Target, f *form) error { return act(t, f, id) })
}

// answerReply serves POST …/asked/:reply/answer.
func (h *Handlers) answerReply(c *gin.Context) error {
	return h.onAsked(c, "reply.answer", func(t newsroom.Target, f *form, id models.ID) error {
		answer, none := f.prose("answer", models.MaxNote), f.yes("no_answer")
		if f.err != nil {
			return f.err
		}
		return h.Act.AnswerReply(ctx(c), h.by(c), t, id, answer, none)
	})
}

// settleReply serves POST …/asked/:reply/settle.
func (h *Handlers) settleReply(c *gin.Context) error {
	return h.onAsked(c, "reply.settle", func(t newsroom.Target, f *form, id models.ID) error {
		reflected := f.prose("reflected", models.MaxNote)
		if f.err != nil {
			return f.err
		}
		return h.Act.SettleReply(ctx(c), h.by(c), t, id, reflected)
	})
}

// removeReply serves POST …/asked/:reply/remove.
func (h *Handlers) removeReply(c *gin.Context) error {
	return h.onAsked(c, "reply.remove", func(t newsroom.Target, f *form, id models.ID) error {
		reason := f.prose("reason", models.MaxNote)
		if f.err != nil {
			return f.err
		}
		return h.Act.RemoveReply(ctx(c), h.by(c), t, id, reason)
	})
}

// replies are the points of the claim that were put to somebody.
func (d *desk) replies(cs workflow.Case) (of []views.ReplyView) {
	for _, r := range cs.Replies {
		of = append(of, views.ReplyView{
			ReplySought: r, Asked: d.clock.Moment(r.AskedAt), Due: d.clock.Moment(r.DueAt), Answered: d.clock.Moment(r.AnsweredAt),
			Overdue: !r.Came() && d.clock.Overdue(r.DueAt), Settler: d.name(r.SettledBy),
		})
	}
	return of
}
