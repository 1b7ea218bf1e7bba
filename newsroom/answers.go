package newsroom

import (
	"bytes"
	"context"
	"crypto/sha256"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// Bounds on what comes by one link.
const (
	// MaxAnswerFile is how many bytes a file has that comes with an answer.
	MaxAnswerFile  = 20 << 20
	maxLinkAnswers = 20
	maxLinkOffers  = 5
)

// Limits on asking for links that are none, of an address.
const (
	linkTriesFor        = 15 * time.Minute
	linkTriesPerAddress = 50
)

// AnswerPage is what a link to answer shows: its question and its passage, and
// nothing else of the article.
type AnswerPage struct {
	Link     models.AnswerLink
	Question models.Comment
	Asker    string // the name of who gave the link
	Came     []models.Instant
	Language string // of the passage
	Dir      models.Direction
}

// AnswerPage returns what a link shows. It changes nothing, but for counting
// links that are none. It fails with apperr.AnswerLinkGone, alike when the link
// was never given, was revoked, ran out, or ended with its query, and with
// TooManyTokens for an address that tried too many of those.
func (n *Newsroom) AnswerPage(ctx context.Context, token, address string) (AnswerPage, error) {
	q, now := n.DB.Queries(), models.At(n.Now())
	tries, err := q.LinkTries(ctx, address, now-models.Instant(linkTriesFor.Milliseconds()))
	if err != nil {
		return AnswerPage{}, err
	}
	if tries >= linkTriesPerAddress {
		return AnswerPage{}, apperr.TooManyTokens.With(int(linkTriesFor.Minutes()))
	}
	l, art, m, err := openLink(ctx, q, token, now)
	if apperr.KindOf(err) == apperr.NotFound && err != nil {
		try := models.LinkTry{Address: address, At: now}
		if err := n.DB.Tx(ctx, func(tx store.Tx) error { return tx.AddLinkTry(ctx, &try) }); err != nil {
			return AnswerPage{}, err
		}
	}
	if err != nil {
		return AnswerPage{}, err
	}
	p := AnswerPage{Link: l, Question: m, Language: art.Language, Dir: art.Direction}
	err = p.read(ctx, q)
	return p, err
}

// openLink returns the link with a token, its article and its query, while they
// are open.
func openLink(ctx context.Context, q store.Queries, token string, now models.Instant) (l models.AnswerLink, art models.Article, m models.Comment, err error) {
	if l, err = q.AnswerLink(ctx, auth.HashToken(token)); err == nil {
		art, err = q.Article(ctx, l.CreatedBy, l.ArticleID)
	}
	if err == nil {
		m, err = q.Comment(ctx, l.ArticleID, l.CommentID)
	}
	if err == nil && (!l.Works(now) || !m.Open() || art.Restricted || l.GivenTo != m.AskedName) {
		err = apperr.AnswerLinkGone.With()
	}
	return l, art, m, missing(err, apperr.AnswerLinkGone.With())
}

// read adds who asks, and when answers came.
func (p *AnswerPage) read(ctx context.Context, q store.Queries) error {
	asker, err := q.User(ctx, p.Link.CreatedBy)
	if err != nil {
		return err
	}
	p.Asker = asker.Name
	thread, err := q.Thread(ctx, p.Link.ArticleID, p.Question.ID)
	for _, a := range thread {
		if models.ID(a.AnswerLinkID) == p.Link.ID {
			p.Came = append(p.Came, a.CreatedAt)
		}
	}
	return err
}

// IsLinkOf reports whether a token is that of a link to answer a query.
func (n *Newsroom) IsLinkOf(ctx context.Context, token string, query models.ID) bool {
	l, err := n.DB.Queries().AnswerLink(ctx, auth.HashToken(token))
	return err == nil && l.CommentID == query && l.Works(models.At(n.Now()))
}

// LinkAnswer is what somebody without an account sends.
type LinkAnswer struct {
	Body      string
	File      Upload
	Key       string // the form's idempotency key
	Form      []byte // what was sent, to tell two forms apart
	RequestID string
}

// Answer adds what came by a link as a comment below its query, which stays open:
// it closes nothing, approves nothing, and gives nobody a hand. A file waits until
// a checker takes it up. A form sent again does nothing. Errors:
// apperr.AnswerLinkGone, FieldMissing, Unreadable, KeyUsed, TooManyAnswers,
// TooManyOffers.
func (n *Newsroom) Answer(ctx context.Context, token string, in LinkAnswer) error {
	switch {
	case in.Key == "" || len(in.Key) > maxKey:
		return apperr.Unreadable.With()
	case in.Body == "" && !in.File.Kept():
		return apperr.FieldMissing.With("The answer").On("body")
	}
	return n.uncrossed(ctx, func(tx store.Tx) error {
		a := &act{Tx: tx, house: n, now: models.At(n.Now()), by: By{RequestID: in.RequestID}}
		l, _, _, err := openLink(ctx, tx.Queries, token, a.now)
		if err != nil {
			return err
		}
		if _, err := tx.LockArticle(ctx, l.CreatedBy, l.ArticleID); err != nil {
			return missing(err, apperr.AnswerLinkGone.With())
		}
		l, _, m, err := openLink(ctx, tx.Queries, token, a.now) // nobody ends it from here on
		if err != nil {
			return err
		}
		if done, err := a.roomFor(ctx, l, in); done || err != nil {
			return err
		}
		if err := a.answered(ctx, l, m, in); err != nil {
			return err
		}
		return a.finish(ctx)
	})
}

// roomFor reports whether a form came before, and refuses one that a link does not
// take any more.
func (a *act) roomFor(ctx context.Context, l models.AnswerLink, in LinkAnswer) (done bool, err error) {
	answers, err := a.AnswersBy(ctx, l.ID)
	if err != nil {
		return false, err
	}
	form := sha256.Sum256(in.Form)
	ids := make([]models.ID, len(answers))
	for i, one := range answers {
		switch {
		case one.Key == in.Key && bytes.Equal(one.Form, form[:]):
			return true, nil
		case one.Key == in.Key:
			return false, apperr.KeyUsed.With()
		}
		ids[i] = one.CommentID
	}
	offers, err := a.OffersWith(ctx, ids)
	switch {
	case err != nil:
		return false, err
	case len(answers) >= maxLinkAnswers:
		return false, apperr.TooManyAnswers.With(maxLinkAnswers)
	case in.File.Kept() && len(offers) >= maxLinkOffers:
		return false, apperr.TooManyOffers.With(maxLinkOffers).On("file")
	}
	return false, nil
}

// answered adds an answer that came by a link, with its file.
func (a *act) answered(ctx context.Context, l models.AnswerLink, m models.Comment, in LinkAnswer) error {
	answer := models.Comment{
		ArticleID: l.ArticleID, ClaimID: m.ClaimID, EvidenceID: m.EvidenceID, ParentID: models.Ref(m.ID), Kind: models.Remark,
		Body: in.Body, AskedName: l.GivenTo, AnswerLinkID: models.Ref(l.ID), CreatedBy: l.CreatedBy, CreatedAt: a.now,
	}
	if err := a.AddComment(ctx, &answer); err != nil {
		return err
	}
	form := sha256.Sum256(in.Form)
	if err := a.AddLinkAnswer(ctx, &models.LinkAnswer{LinkID: l.ID, Key: in.Key, Form: form[:], CommentID: answer.ID}); err != nil {
		return err
	}
	a.record("comment.answer", models.SubjectComment, answer.ID, made(commentFields, answer)...).on(l.ArticleID, models.ID(m.ClaimID)).byItself()
	if !in.File.Kept() {
		return nil
	}
	return a.offer(ctx, answer, in.File)
}

// offer has a file that came with an answer wait for a checker.
func (a *act) offer(ctx context.Context, answer models.Comment, u Upload) error {
	if err := a.house.renew(ctx, u.capture.BodySHA256, u.put); apperr.KindOf(err) == apperr.NotFound { // it was collected meanwhile
		return apperr.FileMissing.With().On("file")
	} else if err != nil {
		return err
	}
	o := models.Offer{
		ArticleID: answer.ArticleID, CommentID: answer.ID, SHA256: u.capture.BodySHA256, Size: u.capture.BodySize,
		FileName: u.capture.FileName, MediaType: u.capture.MediaType, CameAt: a.now,
	}
	if err := a.AddOffer(ctx, &o); err != nil {
		return err
	}
	a.record("offer.come", models.SubjectOffer, o.ID, made(offerFields, o)...).on(o.ArticleID, models.ID(answer.ClaimID)).byItself()
	return nil
}

// offerFields are what the trail says of a file that came with an answer.
var offerFields = []field[models.Offer]{
	{"comment", false, func(o *models.Offer) string { return number(o.CommentID) }},
	{"body_sha256", false, func(o *models.Offer) string { return o.SHA256 }},
	{"size", false, func(o *models.Offer) string { return number(o.Size) }},
	{"media_type", false, func(o *models.Offer) string { return o.MediaType }},
	{"file_name", true, func(o *models.Offer) string { return o.FileName }},
	{"source", false, func(o *models.Offer) string { return number(o.SourceID) }},
	{"decided_at", false, func(o *models.Offer) string { return number(o.DecidedAt) }},
}

// TakeOffer makes a source of a file that came with an answer, and returns its ID.
// Whoever takes it up has uploaded it, as far as hands go. Errors: those of
// workflow.MayDecideOffer and AddSource, and of TakeFile where the file can be
// had no more.
func (n *Newsroom) TakeOffer(ctx context.Context, by By, article, offer models.ID, s models.Source) (models.ID, error) {
	u, unread := n.offered(ctx, by.UserID, article, offer)
	return n.onOffer(ctx, by, article, offer, func(ctx context.Context, a *act, o *models.Offer) error {
		if unread != nil {
			return unread
		}
		id, err := a.source(ctx, article, NewEvidence{Source: s, Beside: Beside{File: u}})
		o.SourceID = models.Ref(id)
		return err
	})
}

// RefuseOffer says that no source is made of a file, and why: it is kept no more.
// Errors: those of workflow.MayDecideOffer, apperr.NeedsReason.
func (n *Newsroom) RefuseOffer(ctx context.Context, by By, article, offer models.ID, reason string) error {
	_, err := n.onOffer(ctx, by, article, offer, func(_ context.Context, _ *act, o *models.Offer) error {
		if reason == "" {
			return apperr.NeedsReason.With().On("reason")
		}
		o.Reason = reason
		return nil
	})
	return err
}

// offered reads a file that waits, as it was read when it came.
func (n *Newsroom) offered(ctx context.Context, viewer, article, offer models.ID) (Upload, error) {
	q := n.DB.Queries()
	if _, err := q.Article(ctx, viewer, article); err != nil {
		return Upload{}, err
	}
	o, err := q.OfferOf(ctx, article, offer)
	if err != nil || !o.Waits() {
		return Upload{}, err
	}
	b, err := n.kept(ctx, o.SHA256)
	if err != nil {
		return Upload{}, err
	}
	return n.TakeFile(ctx, bytes.NewReader(b), o.FileName, o.MediaType)
}

// onOffer carries out fn on a file that came with an answer, and writes what
// became of it.
func (n *Newsroom) onOffer(ctx context.Context, by By, article, offer models.ID, fn func(context.Context, *act, *models.Offer) error) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		o, err := a.OfferOf(ctx, art.ID, offer)
		if err != nil {
			return 0, err
		}
		if err := workflow.MayDecideOffer(o, a.actor); err != nil {
			return 0, err
		}
		was, action := o, "offer.refuse"
		if err := fn(ctx, a, &o); err != nil {
			return 0, err
		}
		o.DecidedAt, o.DecidedBy = a.now, models.Ref(a.actor.ID)
		if o.SourceID != 0 {
			action = "offer.take"
		}
		if err := a.DecideOffer(ctx, o); err != nil {
			return 0, err
		}
		a.record(action, models.SubjectOffer, o.ID, changed(offerFields, was, o)...).on(art.ID, 0).because(o.Reason)
		return o.CommentID, nil
	})
}
