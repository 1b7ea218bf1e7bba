package newsroom

import (
	"bytes"
	"context"
	"errors"
	"io"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// Copy is text that comes in: as it was typed, or a draft of the actor's.
type Copy struct {
	Text   string
	Format intake.Format // of Text: plain text or Markdown
	// Draft, when not 0, is a draft of the actor's at DraftVersion; it is gone
	// once its copy is in.
	Draft        models.ID
	DraftVersion int
	// Cite are the citations of the draft that become sources, by their place
	// in what intake read, from 0.
	Cite []int
}

// incoming is copy that was read.
type incoming struct {
	intake.Result
	draft models.Draft // ID 0: none
	cite  []int
}

// read reads copy. It does so before any lock is held: hostile copy takes its
// time.
func (n *Newsroom) read(ctx context.Context, user models.ID, c Copy) (in incoming, err error) {
	if c.Draft == 0 {
		typed := map[intake.Format]func(string) (models.Document, []intake.Warning, error){
			intake.FormatPlain: intake.Plain, intake.FormatMarkdown: intake.Markdown,
		}[c.Format]
		if typed == nil {
			return in, apperr.UnknownChoice.With(c.Format, "the format").On("format")
		}
		in.Document, in.Warnings, err = typed(c.Text)
		return in, err
	}
	in.cite = c.Cite
	if in.draft, err = ownDraft(ctx, n.DB.Queries(), user, c.Draft); err != nil {
		return in, err
	}
	if in.draft.Version != c.DraftVersion {
		return in, apperr.Stale.With()
	}
	in.Result, err = n.ReadDraft(ctx, in.draft)
	return in, err
}

// ownDraft returns a draft of the user's, if they may still see the article that
// it is for, else apperr.NotFoundOrSeen.
func ownDraft(ctx context.Context, q store.Queries, user, id models.ID) (models.Draft, error) {
	d, err := q.Draft(ctx, user, id)
	if err != nil || d.ArticleID == 0 {
		return d, err
	}
	if _, err := q.Article(ctx, user, models.ID(d.ArticleID)); err != nil {
		return models.Draft{}, missing(err, apperr.NotFoundOrSeen.With("draft"))
	}
	return d, nil
}

// ReadDraft reads the draft's copy as it says that it be read. Errors: those of
// intake.Read; blobs.ErrDamaged.
func (n *Newsroom) ReadDraft(ctx context.Context, d models.Draft) (intake.Result, error) {
	in := intake.Input{
		Bytes: []byte(d.Text), Name: d.Original.Name, Type: d.Original.Type, Address: d.Original.Address,
		Format: intake.Format(d.Format), Charset: d.Charset, View: intake.View(d.View), Whole: d.Whole,
	}
	if !d.Original.Kept() {
		in.Charset = "utf-8"
		return readCopy(ctx, in)
	}
	var err error
	if in.Bytes, err = n.original(ctx, d.Original); err != nil {
		return intake.Result{}, err
	}
	return readCopy(ctx, in)
}

// readers bounds how many files are read at once: each may take a second and
// 64 MiB.
var readers = make(chan struct{}, 3)

// readCopy is intake.Read when its turn comes. It fails with the context's error
// when that ends before.
func readCopy(ctx context.Context, in intake.Input) (intake.Result, error) {
	select {
	case readers <- struct{}{}:
		defer func() { <-readers }()
		return intake.Read(in)
	case <-ctx.Done():
		return intake.Result{}, ctx.Err()
	}
}

// original reads an original out of the blob store.
func (n *Newsroom) original(ctx context.Context, o models.Original) ([]byte, error) {
	blob, size, err := n.Blobs.Get(ctx, o.SHA256)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.Grow(int(size))
	if _, err := io.Copy(&b, blob); err != nil {
		return nil, errors.Join(err, blob.Close())
	}
	return b.Bytes(), blob.Close()
}

// fits fails with apperr.LongerThanTaken when the copy is longer than the
// newsroom takes, and than the text that it replaces.
func (a *act) fits(ctx context.Context, text, replaced string) error {
	s, err := a.Settings(ctx)
	if err != nil {
		return err
	}
	if size := len(text); size > max(s.LongestText, len(replaced)) {
		return apperr.LongerThanTaken.With(s.LongestText/kib, s.LongestText, size).On("text")
	}
	return nil
}

// takeDraft removes the draft whose copy comes in to the article (0: a new one).
// It fails with apperr.NotFoundOrSeen when it is for another, and with Stale
// when it was saved again since it was read.
func (a *act) takeDraft(ctx context.Context, article models.ID, d models.Draft) error {
	if d.ID == 0 {
		return nil
	}
	if models.ID(d.ArticleID) != article {
		return apperr.NotFoundOrSeen.With("draft")
	}
	return a.DropDraft(ctx, a.actor.ID, d.ID, d.Version)
}
