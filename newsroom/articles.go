package newsroom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/intake"
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

// Format is how pasted text is to be read.
type Format string

// The formats.
const (
	FormatPlain    Format = "plain text"
	FormatMarkdown Format = "markdown"
)

// Copy is text that comes in.
type Copy struct {
	Text   string
	Format Format
}

func (c Copy) document() (models.Document, error) {
	read := map[Format]func(string) (models.Document, []intake.Warning, error){
		FormatPlain: intake.Plain, FormatMarkdown: intake.Markdown,
	}[c.Format]
	if read == nil {
		return models.Document{}, apperr.UnknownChoice.With(c.Format, "the format").On("format")
	}
	d, _, err := read(c.Text)
	return d, err
}

// OpenArticle makes an article with its first revision and returns its ID.
// Errors: apperr.RoleMissing, FieldMissing, BadDate, NoSuchPerson,
// PersonLacksRole, UnknownChoice, LongerThanTaken, and those of intake.
func (n *Newsroom) OpenArticle(ctx context.Context, by By, meta Meta, in Copy) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if !a.actor.Is(models.RoleEditor) {
			return 0, apperr.RoleMissing.With("editor")
		}
		doc, err := a.taken(ctx, in, "")
		if err != nil {
			return 0, err
		}
		art := models.Article{NextClaim: 1, Version: 1, CreatedBy: a.actor.ID, CreatedAt: a.now, Headline: headline(doc)}
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
		return art.ID, n.addRevision(ctx, a, &art, models.Revision{}, doc, models.OriginPasted, meta.Writers, nil)
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
		if !a.actor.Is(models.RoleEditor) {
			return 0, apperr.RoleMissing.With("editor")
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
		return art.ID, nil
	})
	return err
}

func headline(d models.Document) string {
	b := d.Blocks[0]
	return string([]rune(d.Text)[b.Start:b.End])
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
	if err != nil || !editor.Active() {
		return apperr.NoSuchPerson.With().On("editor")
	}
	if !editor.Is(models.RoleEditor) {
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
				return apperr.NoSuchPerson.With()
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

// NewRevision is a text that replaces the newest revision.
type NewRevision struct {
	Base int // the number of the revision it was made from
	Copy
	Origin models.Origin // pasted or edited
	// Writers, when Told, are the users who wrote what is new in it; else the
	// article's writers did (pasted), or whoever typed it (edited).
	Writers []models.ID
	Told    bool
}

// Revise brings in a revision and returns its number. Errors:
// apperr.RoleMissing, Stale when Base is no longer the newest, NothingChanged,
// NoSuchPerson, LongerThanTaken, and those of intake.
func (n *Newsroom) Revise(ctx context.Context, by By, article models.ID, in NewRevision) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		if !a.actor.Is(models.RoleEditor) {
			return 0, apperr.RoleMissing.With("editor")
		}
		old, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
		if err != nil {
			return 0, err
		}
		if old.Number != in.Base {
			return 0, apperr.Stale.With()
		}
		doc, err := a.taken(ctx, in.Copy, old.Text)
		if err != nil {
			return 0, err
		}
		if doc.Text == old.Text && slices.Equal(doc.Blocks, old.Blocks) && slices.Equal(doc.Marks, old.Marks) {
			return 0, apperr.NothingChanged.With(old.Number).On("text")
		}
		writers, err := a.writersOfNew(ctx, art, in)
		if err != nil {
			return 0, err
		}
		err = n.addRevision(ctx, a, &art, old, doc, in.Origin, writers, carryAll(old))
		if err != nil {
			return 0, err
		}
		return models.ID(old.Number + 1), n.settle(ctx, a, art)
	})
}

// writersOfNew says who wrote what is new in a revision.
func (a *act) writersOfNew(ctx context.Context, art models.Article, in NewRevision) ([]models.ID, error) {
	switch {
	case in.Origin == models.OriginEdited:
		return []models.ID{a.actor.ID}, nil
	case in.Origin != models.OriginPasted:
		return nil, apperr.UnknownChoice.With(in.Origin, "how the text came in").On("origin")
	case !in.Told:
		return a.Writers(ctx, art.ID)
	}
	for _, id := range in.Writers {
		if _, err := a.User(ctx, id); err != nil {
			return nil, apperr.NoSuchPerson.With().On("writers")
		}
	}
	return in.Writers, nil
}

// carrier finds a claim's anchor again in the next revision.
type carrier func(next models.Revision) func(models.Anchor) models.Anchor

// addRevision adds doc as the article's next revision, carries every claim
// over to it, and records both. Sentences that it leaves alike keep their
// writers, the others get writers.
func (n *Newsroom) addRevision(ctx context.Context, a *act, art *models.Article, old models.Revision, doc models.Document, origin models.Origin, writers []models.ID, carry carrier) error {
	sum := sha256.Sum256([]byte(doc.Text))
	rev := models.Revision{
		ArticleID: art.ID, Number: old.Number + 1, Document: doc, SHA256: hex.EncodeToString(sum[:]), Origin: origin,
		CreatedBy: a.actor.ID, CreatedAt: a.now,
	}
	rev.Sentences = anchor.Writers(old, rev.Text, copydesk.Sentences(doc, art.Language), writers)
	if err := a.AddRevision(ctx, &rev); err != nil {
		return err
	}
	waivers, err := a.Waivers(ctx, art.ID)
	if err != nil {
		return err
	}
	was := *art
	art.RevisionID, art.Headline, art.OpenTKs = models.Ref(rev.ID), headline(doc), len(openTKs(rev, waivers))
	if err := a.SetArticle(ctx, art); err != nil {
		return err
	}
	a.record("revision.add", models.SubjectRevision, rev.ID, append(changed(articleFields, was, *art),
		models.Change{Field: "number", To: number(rev.Number)},
		models.Change{Field: "origin", To: string(origin)},
		models.Change{Field: "new_words_by", To: numbers(writers)},
		models.Change{Field: "text", To: rev.Text, Free: true})...).on(art.ID, 0)
	if carry == nil {
		return nil
	}
	return a.carryClaims(ctx, *art, rev, carry(rev))
}

// carryClaims gives every claim of the article its anchor in rev.
func (a *act) carryClaims(ctx context.Context, art models.Article, rev models.Revision, to func(models.Anchor) models.Anchor) error {
	cases, err := readCases(ctx, a.Queries, ofArticle(art.ID))
	if err != nil {
		return err
	}
	for i := range cases {
		c := &cases[i]
		if err := a.reanchor(ctx, rev, c, to(c.Claim.Anchor), "claim.carry"); err != nil {
			return err
		}
	}
	return nil
}

// Waive marks a sentence of the newest revision CQ: it looks odd, has been
// checked, and stands. It holds while a sentence alike stands in the copy.
// Errors: apperr.RoleMissing, NoSentence, WriterBarred.
func (n *Newsroom) Waive(ctx context.Context, by By, article models.ID, revision, sentence int, note string) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		rev, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
		if err != nil {
			return 0, err
		}
		if rev.Number != revision {
			return 0, apperr.Stale.With()
		}
		if err := workflow.MayWaive(rev, sentence, a.actor); err != nil {
			return 0, err
		}
		text := sentenceAt(rev, rev.Sentences[sentence-1].Span)
		w := models.Waiver{ArticleID: art.ID, Sentence: text, Folded: anchor.Fold(text), Note: note, CreatedBy: a.actor.ID, CreatedAt: a.now}
		if err := a.AddWaiver(ctx, &w); err != nil {
			return 0, err
		}
		a.record("waiver.add", models.SubjectWaiver, w.ID, models.Change{Field: "sentence", To: text, Free: true}).on(art.ID, 0).because(note)
		waivers, err := a.Waivers(ctx, art.ID)
		if err != nil {
			return 0, err
		}
		art.OpenTKs = len(openTKs(rev, waivers))
		if err := a.CountArticle(ctx, art); err != nil {
			return 0, err
		}
		return w.ID, n.settle(ctx, a, art)
	})
	return err
}

// ApplyFix makes the wording that a fix proposes for its claim's words the
// copy, in a new revision. Whoever proposed the
// wording is the writer of the sentence; whoever applies it has no hand. A fix
// that cuts the words withdraws the claim by itself. A suggested fix is closed
// by it; a must-fix waits for the checker. Errors: those of workflow.MayApply,
// apperr.CutHeadline.
func (n *Newsroom) ApplyFix(ctx context.Context, by By, article, comment models.ID) error {
	return n.onComment(ctx, by, article, comment, func(ctx context.Context, a *act, art models.Article, m models.Comment, c *workflow.Case) error {
		if err := workflow.MayApply(m, *c, a.actor); err != nil {
			return err
		}
		old, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
		if err != nil {
			return err
		}
		if c.Claim.RevisionID != old.ID {
			return apperr.NotPlaced.With()
		}
		return n.applyFix(ctx, a, art, old, m, c)
	})
}
