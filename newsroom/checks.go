package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// CheckAnswer is what a person makes of what a check of the bench found.
type CheckAnswer struct {
	Check       string // its name
	Fingerprint string // of what it found
	Answer      models.Answer
	Reason      string     // of a dismissal
	Claim       NewClaim   // what is marked, when it is made a claim
	Query       NewComment // who is asked what, when it is made a query
}

// AnswerCheck dismisses what a check found with a reason, makes a claim of it,
// or asks somebody about it, and returns the number of the claim or the ID of
// the query. The answer stands while the check finds the same words. Errors:
// apperr.RoleMissing, CheckGone, AnsweredBefore, WriterBarred, NoSentence,
// NoteMissing, UnknownChoice, and those of MarkClaim and Comment.
func (n *Newsroom) AnswerCheck(ctx context.Context, by By, article models.ID, in CheckAnswer) (models.ID, error) {
	f, found, unread := n.checkNewest(ctx, by.UserID, article)
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if unread != nil {
			return 0, unread
		}
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		switch {
		case err != nil:
			return 0, err
		case !standing(art, f):
			return 0, apperr.Stale.With()
		}
		if err := workflow.MayAnswer(a.actor); err != nil {
			return 0, err
		}
		found, err := a.findingOf(ctx, article, found, in)
		if err != nil {
			return 0, err
		}
		if err := mayAnswer(f.Revision, found, in, a.actor); err != nil {
			return 0, err
		}
		answer := models.CheckAnswer{
			ArticleID: art.ID, CheckName: in.Check, Fingerprint: in.Fingerprint, Message: found.Message,
			Answer: in.Answer, CreatedBy: a.actor.ID, CreatedAt: a.now,
		}
		result, err := a.drawFromAnswer(ctx, &art, f.Revision, &answer, in)
		if err != nil {
			return 0, err
		}
		if err := a.AddCheckAnswer(ctx, &answer); err != nil {
			return 0, err
		}
		a.record("check.answer", models.SubjectCheck, answer.ID, made(answerFields, answer)...).on(art.ID, models.ID(answer.ClaimID)).because(answer.Reason)
		return result, a.settle(ctx, art)
	})
}

// checkNewest is readNewest with what the checks find. Like reading it is done
// outside of the act.
func (n *Newsroom) checkNewest(ctx context.Context, viewer, article models.ID) (*workflow.File, []checks.Finding, error) {
	f, r, err := n.readNewest(ctx, viewer, article)
	if err != nil {
		return nil, nil, err
	}
	passages, err := ReadPassages(ctx, n.DB.Queries(), f.Article)
	if err != nil {
		return nil, nil, err
	}
	return f, checks.Run(r, passages), nil
}

// findingOf is what the check found, which nobody answered yet.
func (a *act) findingOf(ctx context.Context, article models.ID, all []checks.Finding, in CheckAnswer) (checks.Finding, error) {
	answers, err := a.CheckAnswers(ctx, article)
	if err != nil {
		return checks.Finding{}, err
	}
	for _, found := range FoundWith(all, answers) {
		if found.Check != in.Check || found.Fingerprint != in.Fingerprint {
			continue
		}
		if found.Answer.ID != 0 {
			return checks.Finding{}, apperr.AnsweredBefore.With()
		}
		return found.Finding, nil
	}
	return checks.Finding{}, apperr.CheckGone.With()
}

// mayAnswer asks whether the answer is one that the actor may give to what was
// found: a claim is made where it was found.
func mayAnswer(rev models.Revision, found checks.Finding, in CheckAnswer, user models.User) error {
	switch in.Answer { //nolint:exhaustive // the others ask nothing of the place
	case models.Dismissed:
		return workflow.MayDismiss(rev, found.Places, user)
	case models.MadeClaim:
		at := in.Claim.Sentence - 1
		if at < 0 || at >= len(rev.Sentences) || !slices.ContainsFunc(found.Places, rev.Sentences[at].Overlaps) {
			return apperr.NoSentence.With().On("sentence")
		}
	}
	return nil
}

// drawFromAnswer makes the claim or the query that an answer asks for.
func (a *act) drawFromAnswer(ctx context.Context, art *models.Article, rev models.Revision, answer *models.CheckAnswer, in CheckAnswer) (models.ID, error) {
	switch in.Answer {
	case models.Dismissed:
		if in.Reason == "" {
			return 0, apperr.NoteMissing.With("why this is right as it stands").On("reason")
		}
		answer.Reason = in.Reason
		return art.ID, nil
	case models.MadeClaim:
		c, err := a.mark(ctx, art, rev, in.Claim)
		answer.ClaimID = models.Ref(c.ID)
		return models.ID(c.Number), err
	case models.MadeQuery:
		in.Query.Kind = models.Query
		m, err := a.ask(ctx, *art, in.Query)
		answer.CommentID = models.Ref(m.ID)
		return m.ID, err
	}
	return 0, apperr.UnknownChoice.With(in.Answer, "the answer").On("answer")
}

// ask adds a query on the article.
func (a *act) ask(ctx context.Context, art models.Article, in NewComment) (models.Comment, error) {
	m := in.comment(art.ID)
	if err := workflow.MayComment(a.actor, m.Kind); err != nil {
		return m, err
	}
	err := a.say(ctx, art, &m, in)
	return m, err
}

// ReopenCheck takes the answer to a check back, so that what it found is open
// again; a claim or a query that came of it stays. Errors: apperr.RoleMissing,
// AlreadyUndone.
func (n *Newsroom) ReopenCheck(ctx context.Context, by By, article, answer models.ID) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		if err := workflow.MayAnswer(a.actor); err != nil {
			return 0, err
		}
		answers, err := a.CheckAnswers(ctx, art.ID)
		if err != nil {
			return 0, err
		}
		i := slices.IndexFunc(answers, func(x models.CheckAnswer) bool { return x.ID == answer })
		if i < 0 {
			return 0, apperr.AlreadyUndone.With()
		}
		was := answers[i]
		is := was
		is.EndedAt = a.now
		if err := a.EndCheckAnswer(ctx, is.ID, a.now); err != nil {
			return 0, err
		}
		a.record("check.reopen", models.SubjectCheck, is.ID, changed(answerFields, was, is)...).on(art.ID, models.ID(is.ClaimID))
		return is.ID, nil
	})
	return err
}

var answerFields = []field[models.CheckAnswer]{
	{"check", false, func(c *models.CheckAnswer) string { return c.CheckName }},
	{"message", true, func(c *models.CheckAnswer) string { return c.Message }},
	{"answer", false, func(c *models.CheckAnswer) string { return string(c.Answer) }},
	{"claim", false, func(c *models.CheckAnswer) string { return number(c.ClaimID) }},
	{"comment", false, func(c *models.CheckAnswer) string { return number(c.CommentID) }},
	{"ended_at", false, func(c *models.CheckAnswer) string { return number(c.EndedAt) }},
}
