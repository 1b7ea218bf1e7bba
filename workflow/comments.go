package workflow

import (
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// MayComment says why user may not make a comment of a kind, or nil: everybody
// comments and answers; to ask and to propose wording takes a desk role.
func MayComment(user models.User, kind models.CommentKind) error {
	if !user.Active() || len(user.Roles) == 0 {
		return apperr.NotActive.With()
	}
	if kind != models.Remark && !user.Is(models.RoleChecker, models.RoleReviewer, models.RoleEditor) {
		return apperr.RoleMissing.With("checker, reviewer or editor")
	}
	return nil
}

// Answers reports whether a reply by user answers the query m. One to somebody
// outside the house is closed by a person in it, who has read what came.
func Answers(m models.Comment, user models.User) bool {
	return topQuery(m) && !m.Outside() && models.ID(m.AskedID) == user.ID
}

// MayClose says why user may not close the comment m without answering,
// applying or refusing it, or nil. wrote tells whether user wrote the words it
// is about. Reasons are asked for by the act.
func MayClose(m models.Comment, user models.User, wrote bool) error {
	author, asked, isEditor := m.CreatedBy == user.ID, models.ID(m.AskedID) == user.ID, user.Is(models.RoleEditor)
	switch {
	case !user.Active():
		return apperr.NotActive.With()
	case !m.Open():
		return apperr.CommentClosed.With()
	case m.OpenMustFix():
		return apperr.MustFixCloses.With()
	case m.Kind == models.Query && wrote:
		return apperr.WriterBarred.With()
	case m.Kind == models.Query && !author && !isEditor:
		return apperr.NotQueryCloser.With()
	case !author && !asked && !isEditor:
		return apperr.NotCommentCloser.With()
	}
	return nil
}

// Wrote reports whether user wrote words that the comment m is about: those of
// its claim's sentence, or, when it is on the article itself, any of its words.
func Wrote(f *File, m models.Comment, user models.ID) bool {
	if m.ClaimID == 0 {
		return WroteIn(f, user)
	}
	return slices.ContainsFunc(f.Cases, func(c Case) bool { return c.Claim.ID == models.ID(m.ClaimID) && c.WroteWords(user) })
}

// NeedsReasonToClose reports whether user closes m only with a reason: an
// editor who closes somebody else's query.
func NeedsReasonToClose(m models.Comment, user models.User) bool {
	return m.Kind == models.Query && m.CreatedBy != user.ID
}

// MayStet says why user may not let the words stand against the fix m, or nil.
func MayStet(m models.Comment, user models.User, wrote bool) error {
	if err := mayDecideFix(m, user); err != nil {
		return err
	}
	if wrote {
		return apperr.WriterBarred.With()
	}
	return nil
}

// MayApply says why user may not apply the fix m as it was proposed, or nil.
func MayApply(m models.Comment, c Case, user models.User) error {
	if err := mayDecideFix(m, user); err != nil {
		return err
	}
	switch {
	case m.AppliedIn != 0:
		return apperr.CommentClosed.With()
	case c.Claim.ID == 0 || (m.Proposed == "" && !m.Cut):
		return apperr.NothingToApply.With()
	case !c.Claim.Placed():
		return apperr.NotPlaced.With()
	case c.Claim.State == models.Withdrawn:
		return apperr.NotWhileIn.With(c.Claim.State)
	}
	return nil
}

// MaySendBack says why user may not send the fix m back to who proposed it, or
// nil.
func MaySendBack(m models.Comment, user models.User) error {
	if err := mayDecideFix(m, user); err != nil {
		return err
	}
	switch {
	case m.AppliedIn != 0:
		return apperr.FixApplied.With()
	case m.SentBackAt != 0:
		return apperr.FixSentBack.With()
	}
	return nil
}

// MayReword says why user may not propose other wording in the place of that of
// the fix m, or nil: who proposed it may, once an editor sent it back.
func MayReword(m models.Comment, user models.User) error {
	switch {
	case !user.Active():
		return apperr.NotActive.With()
	case m.Kind != models.Fix || m.ParentID != 0:
		return apperr.NotFoundOrSeen.With("fix")
	case !m.Open():
		return apperr.CommentClosed.With()
	case m.CreatedBy != user.ID:
		return apperr.NotYourFix.With()
	case m.SentBackAt == 0:
		return apperr.FixNotSentBack.With()
	}
	return MayComment(user, models.Fix)
}

func mayDecideFix(m models.Comment, user models.User) error {
	switch {
	case !user.Active():
		return apperr.NotActive.With()
	case m.Kind != models.Fix || m.ParentID != 0:
		return apperr.NotFoundOrSeen.With("fix")
	case !m.Open():
		return apperr.CommentClosed.With()
	case !user.Is(models.RoleEditor):
		return apperr.RoleMissing.With("editor")
	}
	return nil
}
