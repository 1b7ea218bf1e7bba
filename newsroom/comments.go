package newsroom

import (
	"context"
	"slices"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// NewComment is what somebody says: on the article, on one of its claims, on
// an evidence of a claim, or as a reply.
type NewComment struct {
	Claim    int // the claim's number; 0: on the article
	Evidence models.ID
	Parent   models.ID // the comment it answers
	Kind     models.CommentKind
	Body     string
	Asked    models.ID // of a query
	Outside  string    // of a query: who is asked outside the house, by name
	DueAt    models.Instant
	MustFix  bool // of a fix
	Proposed string
	Cut      bool
}

// Comment adds a comment and returns its ID. A reply by the person asked
// answers a query and closes it. Errors: apperr.NotFoundOrSeen, RoleMissing,
// FieldMissing, UnknownChoice, NoSuchPerson, NotOnTeam.
func (n *Newsroom) Comment(ctx context.Context, by By, article models.ID, in NewComment) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		m := in.comment(art.ID)
		if err := workflow.MayComment(a.actor, m.Kind); err != nil {
			return 0, err
		}
		if in.Parent != 0 {
			return a.reply(ctx, art, in.Parent, m)
		}
		err = a.say(ctx, art, &m, in)
		return m.ID, err
	})
}

// say adds a comment that answers none. A query that names no time is due as
// dueOf says.
func (a *act) say(ctx context.Context, art models.Article, m *models.Comment, in NewComment) error {
	if err := a.hang(ctx, m, in); err != nil {
		return err
	}
	if err := validComment(*m); err != nil {
		return err
	}
	if m.Kind == models.Query {
		if err := a.putTo(ctx, m, Asked{User: in.Asked, Outside: in.Outside}); err != nil {
			return err
		}
	}
	if m.Kind == models.Query && m.DueAt == 0 {
		settings, err := a.Settings(ctx)
		if err != nil {
			return err
		}
		m.DueAt = dueOf(art, a.now, settings)
	}
	return a.comment(ctx, m)
}

// dueOf is when an answer is due where nobody said: by the article's deadline,
// or when the newsroom's settings say.
func dueOf(art models.Article, now models.Instant, s models.Settings) models.Instant {
	if art.DeadlineAt > now {
		return art.DeadlineAt
	}
	return now + hours(s.QueryHours)
}

// comment is what is said, as a row of the article; it has what its kind has,
// and no more.
func (in NewComment) comment(article models.ID) models.Comment {
	m := models.Comment{ArticleID: article, EvidenceID: models.Ref(in.Evidence), Kind: in.Kind, Body: in.Body}
	switch {
	case in.Parent != 0:
		m.Kind = models.Remark
	case in.Kind == models.Query:
		m.DueAt = in.DueAt
	case in.Kind == models.Fix:
		m.MustFix, m.Proposed, m.Cut = in.MustFix, in.Proposed, in.Cut
	}
	return m
}

// hang hangs a new comment on its claim and evidence.
func (a *act) hang(ctx context.Context, m *models.Comment, in NewComment) error {
	if in.Claim == 0 {
		m.EvidenceID = 0
		return nil
	}
	c, err := a.caseOf(ctx, m.ArticleID, in.Claim)
	if err != nil {
		return err
	}
	if in.Evidence != 0 && !slices.ContainsFunc(c.Evidence, func(e models.Evidence) bool { return e.ID == in.Evidence }) {
		return apperr.EvidenceGone.With()
	}
	m.ClaimID = models.Ref(c.Claim.ID)
	if m.Kind == models.Fix {
		m.Sentence = c.Claim.Sentence
	}
	return nil
}

// validComment says why there is no such comment, or nil.
func validComment(m models.Comment) error {
	switch m.Kind {
	case models.Remark:
		if m.Body == "" {
			return apperr.FieldMissing.With("The comment").On("body")
		}
	case models.Query:
		if m.Body == "" {
			return apperr.FieldMissing.With("The question").On("body")
		}
	case models.Fix:
		switch {
		case m.Body == "" && m.Proposed == "" && !m.Cut:
			return apperr.FieldMissing.With("What should change").On("proposed")
		case m.Proposed != "" && m.Cut:
			return apperr.WordsOrCut.With().On("cut")
		case m.MustFix && m.ClaimID == 0:
			return apperr.MustFixOnClaim.With().On("kind")
		}
	default:
		return apperr.UnknownChoice.With(m.Kind, "the kind of comment").On("kind")
	}
	return nil
}

// reply adds m below the comment parent, or below the first of its thread, and
// closes a query that it answers.
func (a *act) reply(ctx context.Context, art models.Article, parent models.ID, m models.Comment) (models.ID, error) {
	top, err := a.Queries.Comment(ctx, art.ID, parent)
	if err == nil && top.ParentID != 0 {
		top, err = a.Queries.Comment(ctx, art.ID, models.ID(top.ParentID))
	}
	if err != nil {
		return 0, err
	}
	if m.Body == "" {
		return 0, apperr.FieldMissing.With("The answer").On("body")
	}
	m = models.Comment{ArticleID: art.ID, ClaimID: top.ClaimID, EvidenceID: top.EvidenceID, ParentID: models.Ref(top.ID), Kind: models.Remark, Body: m.Body}
	if err := a.comment(ctx, &m); err != nil {
		return 0, err
	}
	if !workflow.Answers(top, a.actor) {
		return m.ID, nil
	}
	if err := a.close(ctx, top, models.Answered, ""); err != nil {
		return 0, err
	}
	return m.ID, a.settle(ctx, art)
}

// comment adds m as the actor's and records it.
func (a *act) comment(ctx context.Context, m *models.Comment) error {
	m.CreatedBy, m.CreatedAt, m.Mentions = a.actor.ID, a.now, a.mentions(ctx, m.ArticleID, m.Body)
	if err := a.AddComment(ctx, m); err != nil {
		return err
	}
	a.record("comment.add", models.SubjectComment, m.ID, made(commentFields, *m)...).on(m.ArticleID, models.ID(m.ClaimID))
	return nil
}

// mostMentions bounds the people that one comment mentions; a handle beyond is
// words like any other.
const mostMentions = 20

// mentions are the users named by @handle in body who may see the article.
func (a *act) mentions(ctx context.Context, article models.ID, body string) (ids []models.ID) {
	for _, handle := range handlesIn(body) {
		u, err := a.UserByHandle(ctx, handle)
		if err != nil || !u.Active() {
			continue // nobody's handle: words like any other
		}
		if _, err := a.Article(ctx, u.ID, article); err == nil && !slices.Contains(ids, u.ID) {
			ids = append(ids, u.ID)
		}
	}
	return ids
}

// handlesIn are the words of body that begin with @, without it.
func handlesIn(body string) (handles []string) {
	body = strings.ToLower(body)
	for i, r := range body {
		if len(handles) == mostMentions {
			break
		}
		if r != '@' || (i > 0 && isHandleByte(body[i-1])) {
			continue
		}
		end := i + 1
		for end < len(body) && isHandleByte(body[end]) {
			end++
		}
		if h := strings.TrimRight(body[i+1:end], ".-_"); h != "" && !slices.Contains(handles, h) {
			handles = append(handles, h)
		}
	}
	return handles
}

func isHandleByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '_' || b == '.'
}

// close closes an open comment and records how.
func (a *act) close(ctx context.Context, m models.Comment, how models.Closing, reason string) error {
	return a.closeAs(ctx, m, m, how, reason)
}

// closeAs closes the comment was, of which it becomes m.
func (a *act) closeAs(ctx context.Context, was, m models.Comment, how models.Closing, reason string) error {
	m.ClosedAt, m.ClosedBy, m.Closing, m.ClosingReason = a.now, models.Ref(a.actor.ID), how, reason
	if err := a.CloseComment(ctx, m); err != nil {
		return err
	}
	a.record("comment.close", models.SubjectComment, m.ID, changed(commentFields, was, m)...).
		on(m.ArticleID, models.ID(m.ClaimID)).because(reason)
	if !m.Outside() {
		return nil
	}
	return a.endLinks(ctx, m.ArticleID, m.ID)
}

// onComment carries out fn on a comment and its claim (the zero Case when it
// is on the article), and afterwards settles the article's debts.
func (n *Newsroom) onComment(ctx context.Context, by By, article, id models.ID, fn func(context.Context, *act, models.Article, models.Comment, *workflow.Case) error) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		m, err := a.Queries.Comment(ctx, art.ID, id)
		if err != nil {
			return 0, err
		}
		var c workflow.Case
		if m.ClaimID != 0 {
			cases, err := readCases(ctx, a.Queries, store.Of{Article: art.ID, Claim: models.ID(m.ClaimID)})
			if err != nil {
				return 0, err
			}
			c = cases[0]
		}
		if err := fn(ctx, a, art, m, &c); err != nil {
			return 0, err
		}
		if art, err = a.Article(ctx, a.actor.ID, art.ID); err != nil {
			return 0, err
		}
		return m.ID, a.settle(ctx, art)
	})
	return err
}

// Resolve closes a comment, or a query without its answer, which asks an
// editor for a reason. Errors: those of workflow.MayClose, NeedsReason.
func (n *Newsroom) Resolve(ctx context.Context, by By, article, comment models.ID, reason string) error {
	return n.onComment(ctx, by, article, comment, func(ctx context.Context, a *act, _ models.Article, m models.Comment, c *workflow.Case) error {
		wrote, err := a.wrote(ctx, m, c)
		if err != nil {
			return err
		}
		if err := workflow.MayClose(m, a.actor, wrote); err != nil {
			return err
		}
		if reason == "" && workflow.NeedsReasonToClose(m, a.actor) {
			return apperr.NeedsReason.With().On("reason")
		}
		how := models.Resolved
		if m.Kind == models.Query {
			if how, err = a.closing(ctx, m); err != nil {
				return err
			}
		}
		return a.close(ctx, m, how, reason)
	})
}

// closing is how a person closes the query m: one to somebody outside the house
// has its answer when something was said below it, by a link or by whoever wrote
// down what they heard.
func (a *act) closing(ctx context.Context, m models.Comment) (models.Closing, error) {
	if !m.Outside() {
		return models.ClosedUnasked, nil
	}
	thread, err := a.Thread(ctx, m.ArticleID, m.ID)
	if len(thread) > 1 {
		return models.Answered, err
	}
	return models.ClosedUnasked, err
}

// wrote reports whether the actor wrote words that m is about; see
// workflow.Wrote.
func (a *act) wrote(ctx context.Context, m models.Comment, c *workflow.Case) (bool, error) {
	if m.ClaimID != 0 {
		return c.WroteWords(a.actor.ID), nil
	}
	art, err := a.Article(ctx, a.actor.ID, m.ArticleID)
	if err != nil {
		return false, err
	}
	rev, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
	return workflow.WroteIn(&workflow.File{Revision: rev}, a.actor.ID), err
}

// Stet lets the words stand against a fix. Errors: those of workflow.MayStet,
// apperr.NeedsReason.
func (n *Newsroom) Stet(ctx context.Context, by By, article, comment models.ID, reason string) error {
	return n.onComment(ctx, by, article, comment, func(ctx context.Context, a *act, _ models.Article, m models.Comment, c *workflow.Case) error {
		wrote, err := a.wrote(ctx, m, c)
		if err != nil {
			return err
		}
		if err := workflow.MayStet(m, a.actor, wrote); err != nil {
			return err
		}
		if reason == "" {
			return apperr.NeedsReason.With().On("reason")
		}
		return a.close(ctx, m, models.Stet, reason)
	})
}
