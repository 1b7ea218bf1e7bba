package store

import (
	"context"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// AnswerLink returns the link to answer by whose token has the given SHA-256,
// also one that has run out or ended, or apperr.NotFoundOrSeen. Whoever holds the
// token may ask.
func (q Queries) AnswerLink(ctx context.Context, tokenHash []byte) (models.AnswerLink, error) {
	return one[models.AnswerLink](q.on(ctx).Where("token_hash = ?", tokenHash), "link")
}

// AnswerLinks returns the links by which a query may or might be answered, newest
// first. The caller has asked for its article.
func (q Queries) AnswerLinks(ctx context.Context, query models.ID) ([]models.AnswerLink, error) {
	return all[models.AnswerLink](q.on(ctx).Where("comment_id = ?", query).Order("id DESC"))
}

// Thread returns a comment and all that is said below it, oldest first. The
// caller has asked for its article.
func (q Queries) Thread(ctx context.Context, article, comment models.ID) ([]models.Comment, error) {
	return all[models.Comment](q.on(ctx).Where("article_id = ?", article).Where("id = ? OR parent_id = ?", comment, comment).Order("id"))
}

// OfferOf returns a file that came with an answer on the article, or
// apperr.NotFoundOrSeen. The caller has asked for the article.
func (q Queries) OfferOf(ctx context.Context, article, id models.ID) (models.Offer, error) {
	return one[models.Offer](q.on(ctx).Where("id = ? AND article_id = ?", id, article), "file")
}

// OffersWith returns the files that came with answers, oldest first. The caller
// has asked for their article.
func (q Queries) OffersWith(ctx context.Context, comments []models.ID) ([]models.Offer, error) {
	if len(comments) == 0 {
		return nil, nil
	}
	return all[models.Offer](q.on(ctx).Where("comment_id IN ?", comments).Order("id"))
}

// AnswersBy returns the IDs of the answers that came by a link, oldest first.
func (t Tx) AnswersBy(ctx context.Context, link models.ID) (answers []models.LinkAnswer, err error) {
	return all[models.LinkAnswer](t.on(ctx).Where("link_id = ?", link).Order("comment_id"))
}

// AddAnswerLink adds a link and sets its ID.
func (t Tx) AddAnswerLink(ctx context.Context, l *models.AnswerLink) error {
	return t.on(ctx).Create(l).Error
}

// EndAnswerLink ends a link. It fails with apperr.Stale when it has ended already.
func (t Tx) EndAnswerLink(ctx context.Context, l models.AnswerLink) error {
	return oneRow(t.on(ctx).Model(&models.AnswerLink{}).Where("id = ? AND ended_at IS NULL", l.ID).
		Select("ended_at", "ended_by").Updates(&l), apperr.Stale.With())
}

// LiveLinks returns the links of an article that nobody ended and that have not
// run out, oldest first; of one query, or of all (0).
func (t Tx) LiveLinks(ctx context.Context, article, query models.ID, now models.Instant) ([]models.AnswerLink, error) {
	g := t.on(ctx).Where("article_id = ? AND ended_at IS NULL AND expires_at > ?", article, int64(now))
	if query != 0 {
		g = g.Where("comment_id = ?", query)
	}
	return all[models.AnswerLink](g.Order("id"))
}

// AddLinkAnswer notes that a form came through a link. It fails with apperr.Stale
// when its key was used.
func (t Tx) AddLinkAnswer(ctx context.Context, a *models.LinkAnswer) error {
	return t.on(ctx).Create(a).Error
}

// SetQuery writes who is asked, and until when.
func (t Tx) SetQuery(ctx context.Context, c models.Comment) error {
	return oneRow(t.on(ctx).Model(&models.Comment{}).Where("id = ? AND closed_at IS NULL", c.ID).
		Select("asked_id", "asked_name", "due_at").Updates(&c), apperr.Stale.With())
}

// AddOffer adds a file that came with an answer and sets its ID.
func (t Tx) AddOffer(ctx context.Context, o *models.Offer) error { return t.on(ctx).Create(o).Error }

// DecideOffer writes what became of a file. It fails with apperr.Stale when
// somebody decided about it before.
func (t Tx) DecideOffer(ctx context.Context, o models.Offer) error {
	return oneRow(t.on(ctx).Model(&models.Offer{}).Where("id = ? AND decided_at IS NULL", o.ID).
		Select("source_id", "decided_at", "decided_by", "reason").Updates(&o), apperr.Stale.With())
}

// LinkTries counts the links that are none which an address asked for since a
// moment.
func (q Queries) LinkTries(ctx context.Context, address string, since models.Instant) (n int64, err error) {
	err = q.on(ctx).Model(&models.LinkTry{}).Where("address = ? AND at >= ?", address, int64(since)).Count(&n).Error
	return n, err
}

// AddLinkTry notes that an address asked for a link that is none.
func (t Tx) AddLinkTry(ctx context.Context, l *models.LinkTry) error {
	return t.on(ctx).Create(l).Error
}

// ForgetLinkTriesBefore drops what addresses asked for before a moment.
func (t Tx) ForgetLinkTriesBefore(ctx context.Context, at models.Instant) error {
	return t.on(ctx).Where("at < ?", int64(at)).Delete(&models.LinkTry{}).Error
}
