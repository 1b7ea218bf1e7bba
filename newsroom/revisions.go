package newsroom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

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
		if err := workflow.MayEdit(a.actor); err != nil {
			return 0, err
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
		err = a.addRevision(ctx, &art, old, doc, in.Origin, writers, carryAll(old))
		if err != nil {
			return 0, err
		}
		return models.ID(old.Number + 1), a.settle(ctx, art)
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
			return nil, missing(err, apperr.NoSuchPerson.With().On("writers"))
		}
	}
	return in.Writers, nil
}

// carrier finds a claim's anchor again in the next revision.
type carrier func(next models.Revision) func(models.Anchor) models.Anchor

// carryAll carries anchors over to a text that came in as a whole.
func carryAll(old models.Revision) carrier {
	return func(next models.Revision) func(models.Anchor) models.Anchor {
		return anchor.NewCarrier(old, next).Carry
	}
}

// addRevision adds doc as the article's next revision, carries every claim
// over to it, and records both. Sentences that it leaves alike keep their
// writers, the others get writers.
func (a *act) addRevision(ctx context.Context, art *models.Article, old models.Revision, doc models.Document, origin models.Origin, writers []models.ID, carry carrier) error {
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
	cases, err := readCases(ctx, a.Queries, store.Of{Article: art.ID})
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

func headline(d models.Document) string {
	b := d.Blocks[0]
	return string([]rune(d.Text)[b.Start:b.End])
}
