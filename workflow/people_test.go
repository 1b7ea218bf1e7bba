package workflow_test

import (
	"errors"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

func TestWhoOpensMarksAndKeeps(t *testing.T) {
	for name, may := range map[models.Role]func(models.User) error{
		models.RoleEditor: workflow.MayEdit, models.RoleChecker: workflow.MayMark, models.RoleAdmin: workflow.MayKeepHouse,
	} {
		for _, r := range models.AllRoles {
			u := models.User{ID: 1, Roles: models.Roles{r}}
			switch err := may(u); {
			case r == name && err != nil:
				t.Errorf("a %s may not: %v", r, err)
			case r != name && (!errors.Is(err, apperr.RoleMissing) || !strings.Contains(err.Error(), string(name))):
				t.Errorf("where it takes a %s, a %s is told %v", name, r, err)
			}
			u.DisabledAt = 1
			if err := may(u); !errors.Is(err, apperr.NotActive) {
				t.Errorf("a %s whose account is disabled is told %v", r, err)
			}
		}
	}
}

func TestOnlyAnEditorLowersTheSeverity(t *testing.T) {
	checker, editor := models.User{ID: 1, Roles: models.Roles{models.RoleChecker}}, models.User{ID: 2, Roles: models.Roles{models.RoleEditor}}
	for i, from := range models.Severities {
		for j, to := range models.Severities {
			if err := workflow.MaySetSeverity(from, to, editor); err != nil {
				t.Errorf("an editor, from %s to %s: %v", from, to, err)
			}
			if err := workflow.MaySetSeverity(from, to, checker); (err != nil) != (j > i) || err != nil && !errors.Is(err, apperr.LowerSeverity) {
				t.Errorf("a checker, from %s to %s: %v", from, to, err)
			}
		}
	}
}

func TestWhatOneMaySignInAs(t *testing.T) {
	for handle, fine := range map[string]bool{
		"ed": true, "ed.7-b": true, strings.Repeat("a", 32): true,
		"": false, "e": false, strings.Repeat("a", 33): false, "Ed": false, "éd": false, "e d": false, "e_d": false, "@ed": false,
		".ed": false, "ed.": false, "-ed": false, "ed-": false,
	} {
		if err := workflow.CheckHandle(handle); (err == nil) != fine {
			t.Errorf("%q: %v", handle, err)
		}
	}
}

func TestTheLastAdminStays(t *testing.T) {
	admin := func(id models.ID, change func(*models.User)) models.User {
		u := models.User{ID: id, Roles: models.Roles{models.RoleAdmin}, PasswordHash: "hash"}
		if change != nil {
			change(&u)
		}
		return u
	}
	ann := admin(1, nil)
	for _, row := range []struct {
		name   string
		admins []models.User
		last   bool
	}{
		{"alone", []models.User{ann}, true},
		{"beside one who has no password yet", []models.User{ann, admin(2, func(u *models.User) { u.PasswordHash = "" })}, true},
		{"beside one who is disabled", []models.User{ann, admin(2, func(u *models.User) { u.DisabledAt = 1 })}, true},
		{"beside another", []models.User{ann, admin(2, nil)}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			checker := models.Roles{models.RoleChecker}
			if err := workflow.MayGiveRoles(ann, checker, row.admins); errors.Is(err, apperr.LastAdmin) != row.last {
				t.Errorf("losing the role: %v", err)
			}
			if err := workflow.MayDisable(models.User{ID: 9}, ann, row.admins); errors.Is(err, apperr.LastAdmin) != row.last {
				t.Errorf("being disabled: %v", err)
			}
			if err := workflow.MayGiveRoles(ann, append(checker, models.RoleAdmin), row.admins); err != nil {
				t.Errorf("keeping the role: %v", err)
			}
			if err := workflow.MayDisable(ann, ann, row.admins); !errors.Is(err, apperr.OwnAccount) {
				t.Errorf("disabling oneself: %v", err)
			}
		})
	}
	if err := workflow.MayDisable(ann, models.User{ID: 3, DisabledAt: 1}, []models.User{ann}); !errors.Is(err, apperr.AlreadyClosed) {
		t.Errorf("disabling who is: %v", err)
	}
	for _, roles := range []models.Roles{{"king"}, {models.RoleEditor, models.RoleEditor}} {
		if err := workflow.MayHold(roles); !errors.Is(err, apperr.UnknownChoice) {
			t.Errorf("%v: %v", roles, err)
		}
	}
}
