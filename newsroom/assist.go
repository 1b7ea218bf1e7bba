package newsroom

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/assist"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// AskModel sends the copy of the article's newest revision to the language
// model of the settings and keeps what it proposes as suggestions. That the
// copy leaves the house is in the trail before it does, whatever comes of it,
// and what came of it is an act of its own. The same form sent again asks
// nothing. Errors: apperr.RoleMissing, AssistOff, Stale, and those of
// assist.Asker.Suggest.
func (n *Newsroom) AskModel(ctx context.Context, by By, article models.ID, revision int) error {
	f, settings, err := n.mayAsk(ctx, by.UserID, article, revision)
	if err != nil {
		return err
	}
	c := CopyOf(f, settings)
	asker := assist.Asker{
		Web: n.Web, Address: settings.AssistAddress, Model: settings.AssistModel, Token: n.AssistToken, Time: longestQuestion,
		Leaving: func(ctx context.Context) error {
			words := fmt.Sprintf("%s, %s, %s", settings.AssistModel, settings.AssistAddress, assist.Prompt)
			return n.noteAsked(ctx, by, f, words)
		},
	}
	said, err := asker.Suggest(ctx, assist.Request{Document: c.Document, Sentences: c.Sentences, Language: c.Language, Date: string(c.On)})
	if errors.Is(err, errAsked) {
		return nil
	}
	if err != nil {
		return err
	}
	by.Key += "/kept"
	_, err = n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if _, err := a.mayPropose(ctx, f); err != nil {
			return 0, err
		}
		return f.Revision.ID, a.keepProposals(ctx, f.Revision, settings.AssistModel, said)
	})
	return err
}

// errAsked says that a form was sent before.
var errAsked = errors.New("the model was asked already")

// noteAsked keeps in the trail that the copy is about to leave the house, and
// for whom. It fails with errAsked when the same form did so before.
func (n *Newsroom) noteAsked(ctx context.Context, by By, f *workflow.File, model string) error {
	fresh := false
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.mayPropose(ctx, f)
		if err != nil {
			return 0, err
		}
		fresh = true
		a.record("suggestion.ask", models.SubjectRevision, f.Revision.ID).on(art.ID, 0).because(model)
		return art.ID, nil
	})
	if err == nil && !fresh {
		err = errAsked
	}
	return err
}

// mayPropose holds the article of f, and says why the actor may have nothing
// proposed for its revision: it may have a newer one, or they another role.
func (a *act) mayPropose(ctx context.Context, f *workflow.File) (models.Article, error) {
	art, err := a.LockArticle(ctx, a.actor.ID, f.Article.ID)
	switch {
	case err != nil:
		return art, err
	case !standing(art, f):
		return art, apperr.Stale.With()
	}
	return art, workflow.MayMark(a.actor)
}

// longestQuestion is how long a model is waited for: less than a browser's
// request may take.
const longestQuestion = 45 * time.Second

// mayAsk reads the article for whoever wants to ask the model about it, and
// says why they may not before anything leaves the house.
func (n *Newsroom) mayAsk(ctx context.Context, viewer, article models.ID, revision int) (*workflow.File, models.Settings, error) {
	q := n.DB.Queries()
	settings, err := q.Settings(ctx)
	if err != nil {
		return nil, settings, err
	}
	user, err := q.User(ctx, viewer)
	if err != nil {
		return nil, settings, err
	}
	if err := workflow.MayMark(user); err != nil {
		return nil, settings, err
	}
	f, err := ReadDesk(ctx, q, viewer, article)
	switch {
	case err != nil:
		return nil, settings, err
	case f.Revision.Number != revision:
		return nil, settings, apperr.Stale.With()
	case settings.AssistAddress == "":
		return nil, settings, apperr.AssistOff.With()
	}
	return f, settings, nil
}

// keepProposals keeps what the model proposed for the revision, in the place of
// what one proposed before.
func (a *act) keepProposals(ctx context.Context, rev models.Revision, model string, said assist.Proposal) error {
	ps := make([]models.Proposal, len(said.Suggestions))
	for i, s := range said.Suggestions {
		ps[i] = models.Proposal{
			ArticleID: rev.ArticleID, RevisionID: rev.ID, Span: s.Span, Statement: s.Statement, Kinds: s.Kinds,
			Reasons: strings.Join(s.Reasons, "\n"), Model: model, CreatedBy: a.actor.ID, CreatedAt: a.now,
		}
	}
	dropped := 0
	for _, d := range said.Dropped {
		dropped += d.Count
	}
	a.record("suggestion.propose", models.SubjectRevision, rev.ID).on(rev.ArticleID, 0).
		because(fmt.Sprintf("%s: %d kept, %d dropped", model, len(ps), dropped))
	return a.ReplaceProposals(ctx, rev.ID, ps)
}
