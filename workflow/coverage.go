package workflow

import (
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Covers says of each sentence of the newest revision how far it is accounted
// for. A claim that is not withdrawn covers every sentence that it lies in.
func Covers(f *File) []models.Cover {
	sentences := f.Revision.Sentences
	covers := make([]models.Cover, len(sentences))
	for i, s := range sentences {
		switch w, waived := f.Waived[i]; {
		case waived && w.Kind != models.LeftUnchecked:
			covers[i] = models.Waived
		case !s.Checkable:
			covers[i] = models.Plain
		case waived:
			covers[i] = models.Unchecked
		default:
			covers[i] = models.Uncovered
		}
	}
	for _, c := range f.Cases {
		if c.Claim.State == models.Withdrawn || !c.Claim.Placed() || c.Claim.RevisionID != f.Revision.ID {
			continue
		}
		first, _ := slices.BinarySearchFunc(sentences, c.Claim.Start+1, func(s models.Sentence, at int) int { return s.End - at })
		for i := first; i < len(sentences) && sentences[i].Start < c.Claim.End; i++ {
			covers[i] = models.Covered
		}
	}
	return covers
}

// CoverageOf counts the checkable sentences of the newest revision. Of a
// revision that no reading marked none is.
func CoverageOf(f *File) (c models.Coverage) {
	for i, cover := range Covers(f) {
		if !f.Revision.Sentences[i].Checkable {
			continue
		}
		c.Checkable++
		switch cover { //nolint:exhaustive // the others are done
		case models.Uncovered:
			c.Uncovered++
		case models.Unchecked:
			c.Uncovered++
			c.Unchecked++
		}
	}
	return c
}

// White reports whether a manuscript is white: long, and with far fewer claims
// than copy of its length usually has. An article of under 150 words never is.
func White(words, claims int) bool {
	const (
		short    = 150
		perClaim = 120 // words of copy to one claim, where a checker looks at everything
	)
	return words >= short && claims*perClaim < words
}

// MayWaive says why user may not waive the sentence with the given number, from
// 1, of a revision, or nil: apperr.RoleMissing, NoSentence, WriterBarred. To
// leave one unchecked is an editor's act.
func MayWaive(rev models.Revision, sentence int, kind models.WaiverKind, user models.User) error {
	who := checkerOrEditor
	if kind == models.LeftUnchecked {
		who = editor
	}
	if err := only(who, user); err != nil {
		return err
	}
	switch {
	case sentence < 1 || sentence > len(rev.Sentences):
		return apperr.NoSentence.With().On("sentence")
	case slices.Contains(rev.Sentences[sentence-1].Writers, user.ID):
		return apperr.WriterBarred.With()
	}
	return nil
}

// waiverRanks orders the kinds of waivers by how much they say.
var waiverRanks = map[models.WaiverKind]int{models.LeftUnchecked: 1, models.NothingToCheck: 2, models.CQ: 3}

// MayReplace says why a waiver of a kind may not take the place of the one that
// stands for a sentence with a cover, or nil: it says no more than that does
// (apperr.AlreadyWaived), or leaves a sentence unchecked that somebody accounts
// for or that has nothing to check (NothingUnread).
func MayReplace(standing models.Waiver, cover models.Cover, kind models.WaiverKind) error {
	switch {
	case kind == models.LeftUnchecked && cover != models.Uncovered:
		return apperr.NothingUnread.With().On("sentence")
	case standing.ID != 0 && waiverRanks[kind] <= waiverRanks[standing.Kind]:
		return apperr.AlreadyWaived.With().On("sentence")
	}
	return nil
}

// MayEndWaiver says why user may not take a waiver back, or nil: whoever gave
// it and editors do.
func MayEndWaiver(w models.Waiver, user models.User) error {
	if user.Active() && w.CreatedBy == user.ID {
		return nil
	}
	return only(editor, user)
}

// MayUndo says why user may not take an acceptance of suggestions back, or nil:
// whoever accepted them and editors do.
func MayUndo(a models.Acceptance, user models.User) error {
	if user.Active() && a.CreatedBy == user.ID {
		return nil
	}
	return only(editor, user)
}

// MayTakeBack says why user may not withdraw a claim by taking its acceptance
// back, or nil: of their own words only who accepted it does.
func MayTakeBack(a models.Acceptance, c Case, user models.User) error {
	if a.CreatedBy != user.ID && c.WroteWords(user.ID) {
		return apperr.WriterBarred.With()
	}
	return nil
}

// Untouched reports whether nobody did anything about an accepted suggestion
// since, acts being what people did to it: then taking its acceptance back
// withdraws it.
func Untouched(c models.Claim, acts int) bool { return c.State == models.Open && acts == 0 }

// MayAnswer says why user may not answer what a check of the bench found, or
// nil: checkers and editors do.
func MayAnswer(user models.User) error { return only(checkerOrEditor, user) }

// MayDismiss says why user may not dismiss what a check found at the places, or
// nil: who wrote the words does not.
func MayDismiss(rev models.Revision, places []models.Span, user models.User) error {
	for _, s := range rev.Sentences {
		if slices.Contains(s.Writers, user.ID) && slices.ContainsFunc(places, s.Overlaps) {
			return apperr.WriterBarred.With()
		}
	}
	return nil
}
