package workflow

import (
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// MayAskAgain says why user may not put the query m to somebody else, or change
// when it is due, or nil: everybody of the desk may, for whoever asked it may have
// gone home. It closes nothing.
func MayAskAgain(m models.Comment, user models.User) error {
	switch {
	case !user.Active():
		return apperr.NotActive.With()
	case m.Kind != models.Query || m.ParentID != 0:
		return apperr.NotFoundOrSeen.With("query")
	case !m.Open():
		return apperr.CommentClosed.With()
	}
	return MayComment(user, models.Query)
}

// MayGiveLink says why user may not give a link by which somebody without an
// account answers the query m, or nil. What is for a team alone leaves the house
// by no link.
func MayGiveLink(m models.Comment, a models.Article, user models.User) error {
	if err := MayAskAgain(m, user); err != nil {
		return err
	}
	switch {
	case a.Restricted:
		return apperr.LinkRestricted.With()
	case !m.Outside():
		return apperr.LinkInside.With()
	}
	return nil
}

// MayEndLink says why user may not end links by which the query m is answered, or
// nil: everybody of the desk may.
func MayEndLink(user models.User) error { return only(deskWorker, user) }

// MayDecideOffer says why user may not decide about a file that came with an
// answer, or nil.
func MayDecideOffer(o models.Offer, user models.User) error {
	if err := MayAddSource(user); err != nil {
		return err
	}
	if !o.Waits() {
		return apperr.OfferDecided.With()
	}
	return nil
}
