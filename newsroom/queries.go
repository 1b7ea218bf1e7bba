package newsroom

import (
	"context"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// How long a link to answer works, and how many of a query may at once.
const (
	MaxLinkDays  = 30
	maxLiveLinks = 5
)

// Asked is who is asked, and until when.
type Asked struct {
	User    models.ID // of the house
	Outside string    // or by name, outside of it
	DueAt   models.Instant
}

// AskAgain puts a query to somebody else, or changes when it is due. The links of
// whoever was asked outside end when they are asked no more. Errors: those of
// workflow.MayAskAgain, apperr.FieldMissing, AskedTwice, NoSuchPerson, NotOnTeam,
// AskedSame.
func (n *Newsroom) AskAgain(ctx context.Context, by By, article, query models.ID, in Asked) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, m, err := a.query(ctx, article, query)
		if err != nil {
			return 0, err
		}
		if err := workflow.MayAskAgain(m, a.actor); err != nil {
			return 0, err
		}
		was := m
		if err := a.putTo(ctx, &m, in); err != nil {
			return 0, err
		}
		if in.DueAt != 0 {
			m.DueAt = in.DueAt
		}
		if m.AskedID == was.AskedID && m.AskedName == was.AskedName && m.DueAt == was.DueAt {
			return 0, apperr.AskedSame.With().On("asked")
		}
		if err := a.SetQuery(ctx, m); err != nil {
			return 0, err
		}
		a.record("comment.ask-again", models.SubjectComment, m.ID, changed(commentFields, was, m)...).on(art.ID, models.ID(m.ClaimID))
		if m.AskedName == was.AskedName {
			return m.ID, nil
		}
		return m.ID, a.endLinks(ctx, art.ID, m.ID)
	})
	return err
}

// query returns a query of an article that it locks.
func (a *act) query(ctx context.Context, article, query models.ID) (models.Article, models.Comment, error) {
	art, err := a.LockArticle(ctx, a.actor.ID, article)
	if err != nil {
		return art, models.Comment{}, err
	}
	m, err := a.Queries.Comment(ctx, art.ID, query)
	if err == nil && (m.Kind != models.Query || m.ParentID != 0) {
		err = apperr.NotFoundOrSeen.With("query")
	}
	return art, m, err
}

// putTo says of a query whom it asks. Somebody outside the house is seen to by
// whoever puts it to them.
func (a *act) putTo(ctx context.Context, m *models.Comment, in Asked) error {
	switch {
	case in.User != 0 && in.Outside != "":
		return apperr.AskedTwice.With().On("outside")
	case in.User == 0 && in.Outside == "":
		return apperr.FieldMissing.With("The person asked").On("asked")
	case in.Outside != "" && in.Outside == m.AskedName:
		return nil
	case in.Outside != "":
		m.AskedID, m.AskedName = models.Ref(a.actor.ID), in.Outside
		return nil
	}
	m.AskedID, m.AskedName = models.Ref(in.User), ""
	return a.can(ctx, m.ArticleID, in.User, "")
}

// GivenLink is a link to answer by. Its token is told once and stored nowhere.
type GivenLink struct {
	ID        models.ID
	Token     string // 256 random bits; "" when the form was sent before
	ExpiresAt models.Instant
}

// GiveLink gives whoever a query asks outside the house a link to answer it, for
// so many days. It shows the question and the words it is about with their
// sentence, as they stand now, and the headline only if that is chosen. Errors:
// those of workflow.MayGiveLink, apperr.LinkDays, TooManyLive.
func (n *Newsroom) GiveLink(ctx context.Context, by By, article, query models.ID, days int, headline bool) (given GivenLink, err error) {
	given.ID, err = n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, m, err := a.query(ctx, article, query)
		if err != nil {
			return 0, err
		}
		if days < 1 || days > MaxLinkDays {
			return 0, apperr.LinkDays.With(MaxLinkDays).On("days")
		}
		if err := workflow.MayGiveLink(m, art, a.actor); err != nil {
			return 0, err
		}
		live, err := a.LiveLinks(ctx, art.ID, m.ID, a.now)
		if err != nil {
			return 0, err
		}
		if len(live) >= maxLiveLinks {
			return 0, apperr.TooManyLive.With(maxLiveLinks)
		}
		l, token, err := a.newAnswerLink(ctx, art, m, time.Duration(days)*24*time.Hour, headline)
		given.Token, given.ExpiresAt = token, l.ExpiresAt
		return l.ID, err
	})
	return given, err
}

// newAnswerLink makes a link and records it. What the trail says of it opens
// nothing.
func (a *act) newAnswerLink(ctx context.Context, art models.Article, m models.Comment, lasts time.Duration, headline bool) (models.AnswerLink, string, error) {
	token, hash := auth.NewToken()
	l := models.AnswerLink{
		ArticleID: art.ID, CommentID: m.ID, GivenTo: m.AskedName, TokenHash: hash,
		CreatedBy: a.actor.ID, CreatedAt: a.now, ExpiresAt: a.now + models.Instant(lasts.Milliseconds()),
	}
	if headline {
		l.Headline = art.Headline
	}
	if m.ClaimID != 0 {
		claims, err := a.Claims(ctx, store.Of{Article: art.ID, Claim: models.ID(m.ClaimID)})
		if err != nil {
			return l, "", err
		}
		l.Words, l.Sentence = claims[0].Exact, claims[0].Sentence
	}
	if err := a.AddAnswerLink(ctx, &l); err != nil {
		return l, "", err
	}
	a.record("answer-link.give", models.SubjectAnswerLink, l.ID, made(linkFields, l)...).on(art.ID, models.ID(m.ClaimID))
	return l, token, nil
}

// linkFields are what the trail says of a link.
var linkFields = []field[models.AnswerLink]{
	{"comment", false, func(l *models.AnswerLink) string { return number(l.CommentID) }},
	{"given_to", true, func(l *models.AnswerLink) string { return l.GivenTo }},
	{"expires_at", false, func(l *models.AnswerLink) string { return number(l.ExpiresAt) }},
	{"link_ended_at", false, func(l *models.AnswerLink) string { return number(l.EndedAt) }},
}

// RevokeLink ends a link to answer. Errors: those of workflow.MayEndLink,
// apperr.NotFoundOrSeen, Stale when it has ended already.
func (n *Newsroom) RevokeLink(ctx context.Context, by By, article, query, link models.ID) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		_, m, err := a.query(ctx, article, query)
		if err != nil {
			return 0, err
		}
		if err := workflow.MayEndLink(a.actor); err != nil {
			return 0, err
		}
		links, err := a.AnswerLinks(ctx, m.ID)
		if err != nil {
			return 0, err
		}
		for _, l := range links {
			if l.ID == link {
				_, err := a.endLink(ctx, l)
				return l.ID, err
			}
		}
		return 0, apperr.NotFoundOrSeen.With("link")
	})
	return err
}

// endLink ends a link and records it.
func (a *act) endLink(ctx context.Context, l models.AnswerLink) (*record, error) {
	was := l
	l.EndedAt, l.EndedBy = a.now, models.Ref(a.actor.ID)
	if err := a.EndAnswerLink(ctx, l); err != nil {
		return nil, err
	}
	return a.record("answer-link.end", models.SubjectAnswerLink, l.ID, changed(linkFields, was, l)...).on(l.ArticleID, 0), nil
}

// endLinks ends, by themselves, the links of one query of an article, or of all
// of its queries (0).
func (a *act) endLinks(ctx context.Context, article, query models.ID) error {
	live, err := a.LiveLinks(ctx, article, query, a.now)
	if err != nil {
		return err
	}
	for _, l := range live {
		r, err := a.endLink(ctx, l)
		if err != nil {
			return err
		}
		r.byItself()
	}
	return nil
}
