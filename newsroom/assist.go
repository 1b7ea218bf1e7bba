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
// model of the settings and keeps what it proposes as suggestions. The copy
// leaves the house, and the trail says so, also when nothing came of it.
// Errors: apperr.RoleMissing, AssistOff, Stale, AssistNothing (which is kept in
// the trail as well), and those of assist.Asker.Suggest.
func (n *Newsroom) AskModel(ctx context.Context, by By, article models.ID, revision int) error {
	f, settings, err := n.mayAsk(ctx, by.UserID, article, revision)
	if err != nil {
		return err
	}
	c := CopyOf(f, settings)
	asker := assist.Asker{Web: n.Web, Address: settings.AssistAddress, Model: settings.AssistModel, Token: n.AssistToken, Time: longestQuestion}
	said, unsaid := asker.Suggest(ctx, assist.Request{Document: c.Document, Sentences: c.Sentences, Language: c.Language, Date: string(c.On)})
	if unsaid != nil && said.Prompt == "" {
		return unsaid
	}
	_, err = n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		switch {
		case err != nil:
			return 0, err
		case !standing(art, f):
			return 0, apperr.Stale.With()
		}
		if err := workflow.MayMark(a.actor); err != nil {
			return 0, err
		}
		return art.ID, a.keepProposals(ctx, f.Revision, settings, said)
	})
	return errors.Join(err, unsaid)
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

// keepProposals keeps what the model proposed for the revision, and that it was
// asked.
func (a *act) keepProposals(ctx context.Context, rev models.Revision, settings models.Settings, said assist.Proposal) error {
	ps := make([]models.Proposal, len(said.Suggestions))
	for i, s := range said.Suggestions {
		ps[i] = models.Proposal{
			ArticleID: rev.ArticleID, RevisionID: rev.ID, Span: s.Span, Statement: s.Statement, Kinds: s.Kinds,
			Reasons: strings.Join(s.Reasons, "\n"), Model: settings.AssistModel, CreatedBy: a.actor.ID, CreatedAt: a.now,
		}
	}
	dropped := 0
	for _, d := range said.Dropped {
		dropped += d.Count
	}
	a.record("suggestion.ask", models.SubjectRevision, rev.ID).on(rev.ArticleID, 0).
		because(fmt.Sprintf("%s, %s, %s: %d kept, %d dropped", settings.AssistModel, settings.AssistAddress, said.Prompt, len(ps), dropped))
	return a.AddProposals(ctx, ps)
}
