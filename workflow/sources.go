package workflow

import (
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// MayAddSource says why user may add no source, and no file to one, or nil:
// checkers and editors do.
func MayAddSource(user models.User) error { return only(checkerOrEditor, user) }

// MaySeeToDrift says why user may not say that a source which is gone or changed
// was seen to, or nil: who researched a claim, who approved it and editors do.
func MaySeeToDrift(user models.User) error { return only(deskWorker, user) }

// MayStopKeeping says why somebody may not stop keeping a protected source, or
// nil: left are those who would keep it then, and one of them has to be able to
// sign in.
func MayStopKeeping(left []models.User) error {
	if !slices.ContainsFunc(left, models.User.Active) {
		return apperr.LastKeeper.With()
	}
	return nil
}
