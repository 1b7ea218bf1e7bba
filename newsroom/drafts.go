package newsroom

import (
	"bytes"
	"context"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// Limits on drafts: how many one person has, and for how long after its last
// save one is kept.
const (
	MaxDrafts = 30
	DraftDays = 30
)

// NewDraft is copy that somebody begins to bring in: what they typed or
// pasted, a file, or an address that is fetched. The address counts before the
// file, and the file before the text.
type NewDraft struct {
	Article models.ID // whose next revision it may become; 0: a new article
	Base    int       // the number of the revision that it was made from
	Reading
	Text    string
	File    File
	Address string
}

// Reading is how a draft is to be read: see intake.Input. Empty is told from
// the copy.
type Reading struct {
	Format  intake.Format
	Charset string
	View    intake.View
	Whole   bool
}

// File is an uploaded file.
type File struct {
	Name  string
	Type  string // the media type that the browser named
	Bytes []byte
}

// BeginDraft takes copy in as a draft of the actor's and returns its ID. Of
// what cannot be read nothing is kept. Errors: apperr.RoleMissing,
// NotFoundOrSeen, TooManyThings, those of intake.Read and of capture's Fetch.
func (n *Newsroom) BeginDraft(ctx context.Context, by By, in NewDraft) (models.ID, error) {
	if (in.Article == 0) != (in.Base == 0) {
		return 0, apperr.Stale.With()
	}
	if err := n.mayGather(ctx, by.UserID, in.Article); err != nil {
		return 0, err
	}
	d, err := n.gather(ctx, in)
	if err != nil {
		return 0, err
	}
	return n.doDraft(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := mayBegin(ctx, a.Queries, a.actor, in.Article); err != nil {
			return 0, err
		}
		d.UserID, d.CreatedAt, d.UpdatedAt = a.actor.ID, a.now, a.now
		err = a.AddDraft(ctx, &d)
		return d.ID, err
	})
}

// doDraft carries out fn as one act on the actor's drafts. It leaves no event,
// and its key says so, since every other taken form left one.
func (n *Newsroom) doDraft(ctx context.Context, by By, fn func(context.Context, *act) (models.ID, error)) (models.ID, error) {
	if by.Key != "" {
		by.Key = "draft:" + by.Key
	}
	return n.do(ctx, by, fn)
}

// mayGather says why a user may not begin to bring copy in, before anything is
// fetched or kept; the act asks again.
func (n *Newsroom) mayGather(ctx context.Context, user, article models.ID) error {
	u, err := n.DB.Queries().User(ctx, user)
	if err != nil {
		return err
	}
	return mayBegin(ctx, n.DB.Queries(), u, article)
}

// mayBegin says why a user may not begin another draft, or nil.
func mayBegin(ctx context.Context, q store.Queries, u models.User, article models.ID) error {
	if err := mayDraft(ctx, q, u, article); err != nil {
		return err
	}
	own, err := q.Drafts(ctx, u.ID)
	if err == nil && len(own) >= MaxDrafts {
		return apperr.TooManyThings.With("drafts", MaxDrafts)
	}
	return err
}

// gather fetches the copy, keeps its original, and looks whether it can be
// read.
func (n *Newsroom) gather(ctx context.Context, in NewDraft) (models.Draft, error) {
	d := models.Draft{
		ArticleID: models.Ref(in.Article), Base: in.Base, Origin: models.OriginPasted, Version: 1,
		Format: string(in.Format), Charset: in.Charset, View: string(in.View), Whole: in.Whole,
	}
	file := in.File
	switch {
	case in.Address != "":
		page, err := n.Web.Fetch(ctx, in.Address)
		if err != nil {
			return d, onField(err, "address")
		}
		file = File{Type: page.Type, Bytes: page.Body}
		d.Original.Address = page.Address
	case len(file.Bytes) == 0:
		if len(in.Text) > 2*models.MaxText {
			return d, apperr.TextTooLarge.With(models.MaxText, len(in.Text)).On("text")
		}
		d.Text = storable(in.Text)
		_, err := n.ReadDraft(ctx, d)
		return d, onField(err, "text")
	}
	err := n.keep(ctx, &d, file)
	return d, err
}

// keep puts the file into the blob store as the draft's original, if it can be
// read.
func (n *Newsroom) keep(ctx context.Context, d *models.Draft, file File) error {
	d.Origin = models.OriginImported
	d.Original.Name, d.Original.Type = file.Name, file.Type
	_, err := readCopy(ctx, intake.Input{
		Bytes: file.Bytes, Name: file.Name, Type: file.Type, Address: d.Original.Address,
		Format: intake.Format(d.Format), Charset: d.Charset, View: intake.View(d.View), Whole: d.Whole,
	})
	if err != nil {
		return err
	}
	d.Original.SHA256, d.Original.Size, err = n.Blobs.Put(ctx, bytes.NewReader(file.Bytes), intake.MaxUpload)
	return err
}

// storable is what was typed as either database takes it: without bytes that
// are no text, and without NUL.
func storable(typed string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(typed, "\uFFFD"), "\x00", "")
}

// mayDraft says why a user may not bring copy in, for a new article (0) or as a
// revision of one, or nil.
func mayDraft(ctx context.Context, q store.Queries, u models.User, article models.ID) error {
	if err := workflow.MayEdit(u); err != nil || article == 0 {
		return err
	}
	_, err := q.Article(ctx, u.ID, article)
	return err
}

// RereadDraft changes how a draft of the actor's is read, and returns its
// version. Errors: apperr.NotFoundOrSeen, Stale when it is no longer at
// version, and those of intake.Read, which leave it as it was.
func (n *Newsroom) RereadDraft(ctx context.Context, by By, id models.ID, version int, as Reading) (int, error) {
	d, err := ownDraft(ctx, n.DB.Queries(), by.UserID, id)
	if err != nil {
		return 0, err
	}
	d.Format, d.Charset, d.View, d.Whole = string(as.Format), as.Charset, string(as.View), as.Whole
	if _, err := n.ReadDraft(ctx, d); err != nil {
		return 0, err
	}
	is, err := n.doDraft(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		d.Version, d.UpdatedAt = version+1, a.now
		return models.ID(d.Version), a.SetDraft(ctx, &d, version)
	})
	return int(is), err
}

// DiscardDraft throws a draft of the actor's away. It fails with apperr.Stale
// when it is no longer at version; that it is gone already is no failure.
func (n *Newsroom) DiscardDraft(ctx context.Context, by By, id models.ID, version int) error {
	_, err := n.doDraft(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		return id, a.DropDraft(ctx, a.actor.ID, id, version)
	})
	return err
}

// Typing is what somebody types over the newest revision of an article.
type Typing struct {
	Base    int // the number of the revision they began with
	Version int // of the draft that was saved before; 0: none was
	Text    string
}

// SaveTyping keeps what the actor is typing over an article, as Markdown, and
// returns the version it has now. It is a draft: the article does not change.
// Errors: apperr.RoleMissing, NotFoundOrSeen, TextTooLarge; Stale when another
// window of the actor's saved in between.
func (n *Newsroom) SaveTyping(ctx context.Context, by By, article models.ID, in Typing) (int, error) {
	if len(in.Text) > 2*models.MaxText {
		return 0, apperr.TextTooLarge.With(models.MaxText, len(in.Text)).On("text")
	}
	is, err := n.doDraft(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := mayDraft(ctx, a.Queries, a.actor, article); err != nil {
			return 0, err
		}
		d, err := a.EditDraft(ctx, a.actor.ID, article)
		fresh := apperr.KindOf(err) == apperr.NotFound
		switch {
		case fresh && in.Version != 0:
			return 0, apperr.Stale.With()
		case err != nil && !fresh:
			return 0, err
		}
		if fresh {
			if is, err := a.broughtIn(ctx, article, in); is || err != nil {
				return 0, err
			}
			in.Version = int(a.now) // a number that no draft before it had: an old window saves over nothing
		}
		d.Base, d.Text, d.Version, d.UpdatedAt = in.Base, storable(in.Text), in.Version+1, a.now
		if !fresh {
			return models.ID(d.Version), a.SetDraft(ctx, &d, in.Version)
		}
		d.UserID, d.ArticleID, d.Origin, d.Format, d.CreatedAt = a.actor.ID, models.Ref(article), models.OriginEdited, string(intake.FormatMarkdown), a.now
		return models.ID(d.Version), a.AddDraft(ctx, &d)
	})
	return int(is), err
}

// broughtIn reports whether the actor has just made the newest revision of what
// they typed: then it comes late, and is no draft any more.
func (a *act) broughtIn(ctx context.Context, article models.ID, in Typing) (bool, error) {
	art, err := a.Article(ctx, a.actor.ID, article)
	if err != nil {
		return false, err
	}
	rev, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
	if err != nil || rev.Number == in.Base || rev.CreatedBy != a.actor.ID {
		return false, err
	}
	doc, _, err := intake.Markdown(in.Text)
	return err == nil && doc.Text == rev.Text, nil
}
