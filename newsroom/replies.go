package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// SetCriticism says whom a claim criticises; "" for nobody. Until they were heard
// the article is not ready. It raises no version and gives no hand, and nor does
// what follows of it. Errors: those of workflow.Next.
func (n *Newsroom) SetCriticism(ctx context.Context, by By, t Target, whom string) error {
	return n.onClaim(ctx, by, t, workflow.RightOfReply, func(ctx context.Context, a *act, c *workflow.Case) error {
		was := c.Claim
		c.Claim.Criticises = whom
		_, err := a.save(ctx, was, c, false, "claim.criticises")
		return err
	})
}

// SeekReply notes that a point of the claim was put to somebody. Errors: those of
// workflow.Next, apperr.CriticisesNobody, FieldMissing.
func (n *Newsroom) SeekReply(ctx context.Context, by By, t Target, r models.ReplySought) error {
	return n.onClaim(ctx, by, t, workflow.RightOfReply, func(ctx context.Context, a *act, c *workflow.Case) error {
		switch {
		case c.Claim.Criticises == "":
			return apperr.CriticisesNobody.With()
		case r.Whom == "":
			return apperr.FieldMissing.With("Who was asked").On("whom")
		case r.Channel == "":
			return apperr.FieldMissing.With("The way they were asked").On("channel")
		}
		is := models.ReplySought{ClaimID: c.Claim.ID, Whom: r.Whom, Channel: r.Channel, AskedAt: r.AskedAt, DueAt: r.DueAt, CreatedBy: a.actor.ID, CreatedAt: a.now}
		if is.AskedAt == 0 {
			is.AskedAt = a.now
		}
		if err := a.AddReplySought(ctx, &is); err != nil {
			return err
		}
		a.record("reply.seek", models.SubjectReply, is.ID, made(replyFields, is)...).on(c.Claim.ArticleID, c.Claim.ID)
		return nil
	})
}

// AnswerReply notes what somebody answered, or that they had no answer. Errors:
// those of workflow.Next, apperr.ReplyGone, FieldMissing.
func (n *Newsroom) AnswerReply(ctx context.Context, by By, t Target, id models.ID, answer string, none bool) error {
	return n.onReply(ctx, by, t, id, "reply.answer", "", func(a *act, r *models.ReplySought) error {
		if answer == "" && !none {
			return apperr.FieldMissing.With("The answer").On("answer")
		}
		r.Answer, r.NoAnswer, r.AnsweredAt = answer, none && answer == "", a.now
		return nil
	})
}

// SettleReply says how the copy reflects what came of a point; that settles it.
// Errors: those of workflow.Next, apperr.ReplyGone, NoReplyYet, FieldMissing.
func (n *Newsroom) SettleReply(ctx context.Context, by By, t Target, id models.ID, reflected string) error {
	return n.onReply(ctx, by, t, id, "reply.settle", "", func(a *act, r *models.ReplySought) error {
		switch {
		case !r.Came():
			return apperr.NoReplyYet.With()
		case reflected == "":
			return apperr.FieldMissing.With("How the copy reflects it").On("reflected")
		}
		r.Reflected, r.SettledAt, r.SettledBy = reflected, a.now, models.Ref(a.actor.ID)
		return nil
	})
}

// RemoveReply takes a point away that was put to somebody, with a reason; the
// trail keeps what it was. Errors: those of workflow.Next, apperr.ReplyGone,
// NeedsReason.
func (n *Newsroom) RemoveReply(ctx context.Context, by By, t Target, id models.ID, reason string) error {
	return n.onReply(ctx, by, t, id, "reply.remove", reason, func(a *act, r *models.ReplySought) error {
		if reason == "" {
			return apperr.NeedsReason.With().On("reason")
		}
		r.RemovedAt = a.now
		return nil
	})
}

// onReply changes a point of the claim that is not settled, and records it.
func (n *Newsroom) onReply(ctx context.Context, by By, t Target, id models.ID, action, reason string, change func(*act, *models.ReplySought) error) error {
	return n.onClaim(ctx, by, t, workflow.RightOfReply, func(ctx context.Context, a *act, c *workflow.Case) error {
		i := slices.IndexFunc(c.Replies, func(r models.ReplySought) bool { return r.ID == id && r.SettledAt == 0 })
		if i < 0 {
			return apperr.ReplyGone.With()
		}
		was := c.Replies[i]
		is := was
		if err := change(a, &is); err != nil {
			return err
		}
		if err := a.SetReplySought(ctx, is); err != nil {
			return err
		}
		a.record(action, models.SubjectReply, id, changed(replyFields, was, is)...).on(c.Claim.ArticleID, c.Claim.ID).because(reason)
		return nil
	})
}

var replyFields = []field[models.ReplySought]{
	{"whom", true, func(r *models.ReplySought) string { return r.Whom }},
	{"channel", true, func(r *models.ReplySought) string { return r.Channel }},
	{"asked_at", false, func(r *models.ReplySought) string { return number(r.AskedAt) }},
	{"due_at", false, func(r *models.ReplySought) string { return number(r.DueAt) }},
	{"answer", true, func(r *models.ReplySought) string { return r.Answer }},
	{"no_answer", false, func(r *models.ReplySought) string { return yes(r.NoAnswer) }},
	{"reflected", true, func(r *models.ReplySought) string { return r.Reflected }},
	{"settled_at", false, func(r *models.ReplySought) string { return number(r.SettledAt) }},
	{"removed_at", false, func(r *models.ReplySought) string { return number(r.RemovedAt) }},
}
