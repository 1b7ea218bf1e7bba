package workflow

import (
	"slices"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Lengths of the name that somebody signs in with, in bytes.
const (
	shortestHandle = 2
	longestHandle  = 32
)

// MayKeepHouse says why user may not keep the newsroom's users and settings,
// or nil: admins do.
func MayKeepHouse(user models.User) error { return only(admin, user) }

// CheckHandle says why nobody may sign in as handle, or nil.
func CheckHandle(handle string) error {
	strange := strings.ContainsFunc(handle, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.' && r != '-'
	})
	if strange || len(handle) < shortestHandle || len(handle) > longestHandle || strings.Trim(handle, ".-") != handle {
		return apperr.HandleForm.With()
	}
	return nil
}

// MayHold says why nobody may hold these roles, or nil.
func MayHold(roles models.Roles) error {
	for i, r := range roles {
		if !slices.Contains(models.AllRoles, r) || slices.Contains(roles[:i], r) {
			return apperr.UnknownChoice.With(string(r), "the roles")
		}
	}
	return nil
}

// MayGiveRoles says why user may not hold these roles from now on, or nil.
// admins are the newsroom's: the last who can sign in stays one.
func MayGiveRoles(user models.User, roles models.Roles, admins []models.User) error {
	if err := MayHold(roles); err != nil {
		return err
	}
	if !roles.Has(models.RoleAdmin) && lastAdmin(user, admins) {
		return apperr.LastAdmin.With()
	}
	return nil
}

// MayDisable says why actor may not disable user, or nil: not themselves, and
// not the last admin who can sign in.
func MayDisable(actor, user models.User, admins []models.User) error {
	switch {
	case !user.Active():
		return apperr.AlreadyClosed.With()
	case actor.ID == user.ID:
		return apperr.OwnAccount.With()
	case lastAdmin(user, admins):
		return apperr.LastAdmin.With()
	}
	return nil
}

// lastAdmin reports whether user is the only one of the admins who can sign in.
func lastAdmin(user models.User, admins []models.User) bool {
	canSignIn := func(u models.User) bool { return u.Is(models.RoleAdmin) && !u.Invited() }
	return canSignIn(user) && !slices.ContainsFunc(admins, func(u models.User) bool { return u.ID != user.ID && canSignIn(u) })
}
