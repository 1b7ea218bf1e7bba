package newsroom

import (
	"context"
	"slices"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"

	"golang.org/x/text/language"
)

// Meta is what an editor says about an article beside its copy.
type Meta struct {
	Byline     string
	Writers    []models.ID // none when the piece comes from outside
	Desk       string
	Language   string           // BCP 47
	Direction  models.Direction // empty: as the language is written
	PublishOn  string           // YYYY-MM-DD or empty
	DeadlineAt models.Instant
	EditorID   models.ID
	Restricted bool
	Team       []models.ID // of a restricted article; its editor belongs to it anyway
}

// OpenArticle makes an article with its first revision and returns its ID.
// Errors: apperr.RoleMissing, FieldMissing, BadDate, NoSuchPerson,
// PersonLacksRole, UnknownChoice, LongerThanTaken, and those of intake.
func (n *Newsroom) OpenArticle(ctx context.Context, by By, meta Meta, in Copy) (models.ID, error) {
	from, unread := n.read(ctx, by.UserID, in)
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := workflow.MayEdit(a.actor); err != nil {
			return 0, err
		}
		if unread != nil {
			return 0, unread
		}
		if err := a.fits(ctx, from.Text, ""); err != nil {
			return 0, err
		}
		art := models.Article{NextClaim: 1, Version: 1, CreatedBy: a.actor.ID, CreatedAt: a.now, Headline: headline(from.Document)}
		if err := a.setMeta(ctx, &art, &meta); err != nil {
			return 0, err
		}
		if err := a.AddArticle(ctx, &art); err != nil {
			return 0, err
		}
		if err := a.setPeople(ctx, art, meta); err != nil {
			return 0, err
		}
		a.record("article.open", models.SubjectArticle, art.ID, append(made(articleFields, art), peopleChanges(nil, meta.Writers, nil, meta.Team)...)...).on(art.ID, 0)
		rev := revisionOf(from, models.OriginPasted)
		if err := a.addRevision(ctx, &art, models.Revision{}, &rev, newWords{by: meta.Writers}, nil); err != nil {
			return 0, err
		}
		if err := a.cite(ctx, art, rev, from); err != nil {
			return 0, err
		}
		if err := a.recount(ctx, &art); err != nil {
			return 0, err
		}
		return art.ID, a.takeDraft(ctx, 0, from.draft)
	})
}

// EditArticle changes what is said about the article. Errors: those of
// OpenArticle, apperr.Stale when it is no longer at version.
func (n *Newsroom) EditArticle(ctx context.Context, by By, article models.ID, version int, meta Meta) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		if err := workflow.MayEdit(a.actor); err != nil {
			return 0, err
		}
		if art.Version != version {
			return 0, apperr.Stale.With()
		}
		writers, err := a.Writers(ctx, art.ID)
		if err != nil {
			return 0, err
		}
		team, err := a.Team(ctx, art.ID)
		if err != nil {
			return 0, err
		}
		was := art
		if err := a.setMeta(ctx, &art, &meta); err != nil {
			return 0, err
		}
		if err := a.SetArticle(ctx, &art); err != nil {
			return 0, err
		}
		if err := a.setPeople(ctx, art, meta); err != nil {
			return 0, err
		}
		a.record("article.edit", models.SubjectArticle, art.ID,
			append(changed(articleFields, was, art), peopleChanges(writers, meta.Writers, team, meta.Team)...)...).on(art.ID, 0)
		if !art.Restricted {
			return art.ID, nil
		}
		return art.ID, a.endLinks(ctx, art.ID, 0) // what is for a team leaves the house by no link
	})
	return err
}

// setMeta checks meta and puts it into art.
func (a *act) setMeta(ctx context.Context, art *models.Article, meta *Meta) error {
	if meta.Language == "" {
		return apperr.FieldMissing.With("The language").On("language")
	}
	if _, err := language.Parse(meta.Language); err != nil {
		return apperr.UnknownChoice.With(meta.Language, "the language").On("language")
	}
	if meta.Direction == "" {
		meta.Direction = copydesk.Direction(meta.Language)
	}
	if meta.Direction != models.LeftToRight && meta.Direction != models.RightToLeft {
		return apperr.UnknownChoice.With(meta.Direction, "the direction").On("direction")
	}
	if meta.PublishOn != "" && !isDate(meta.PublishOn) {
		return apperr.BadDate.With("The publication date").On("publish_on")
	}
	if err := a.validPeople(ctx, meta); err != nil {
		return err
	}
	art.Byline, art.Desk, art.Language, art.Direction = meta.Byline, meta.Desk, meta.Language, meta.Direction
	art.PublishOn, art.DeadlineAt, art.EditorID, art.Restricted = meta.PublishOn, meta.DeadlineAt, meta.EditorID, meta.Restricted
	return nil
}

// isDate reports whether s is a day like 2025-09-18.
func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// validPeople checks that the people named exist, that the editor is one, and
// completes the team of a restricted article: its editor and whoever opened or
// edits it belong to it.
func (a *act) validPeople(ctx context.Context, meta *Meta) error {
	editor, err := a.User(ctx, meta.EditorID)
	switch {
	case err != nil:
		return missing(err, apperr.NoSuchPerson.With().On("editor"))
	case !editor.Active():
		return apperr.NoSuchPerson.With().On("editor")
	case !editor.Is(models.RoleEditor):
		return apperr.PersonLacksRole.With(editor.Name, "editor").On("editor")
	}
	if !meta.Restricted {
		meta.Team = nil
	} else {
		meta.Team = append(meta.Team, meta.EditorID, a.actor.ID)
	}
	for _, list := range []*[]models.ID{&meta.Writers, &meta.Team} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
		for _, id := range *list {
			if _, err := a.User(ctx, id); err != nil {
				return missing(err, apperr.NoSuchPerson.With())
			}
		}
	}
	return nil
}

func (a *act) setPeople(ctx context.Context, art models.Article, meta Meta) error {
	if err := a.SetWriters(ctx, art.ID, meta.Writers); err != nil {
		return err
	}
	return a.SetTeam(ctx, art.ID, meta.Team)
}

func peopleChanges(writersWas, writers, teamWas, team []models.ID) (changes []models.Change) {
	for _, p := range []struct {
		field    string
		was, now []models.ID
	}{{"writers", writersWas, writers}, {"team", teamWas, team}} {
		if !slices.Equal(p.was, p.now) {
			changes = append(changes, models.Change{Field: p.field, From: numbers(p.was), To: numbers(p.now)})
		}
	}
	return changes
}
