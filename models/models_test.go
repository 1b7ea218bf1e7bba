package models_test

import (
	"database/sql/driver"
	"slices"
	"testing"

	"example.org/tickmark/models"
)

func TestNoneIsNullInTheDatabase(t *testing.T) {
	for _, v := range []driver.Valuer{models.Ref(0), models.Instant(0)} {
		if got, err := v.Value(); got != nil || err != nil {
			t.Errorf("%T: got %v, %v; want NULL", v, got, err)
		}
	}
	ref, at := models.Ref(7), models.Instant(7)
	if err := ref.Scan(nil); err != nil || ref != 0 {
		t.Errorf("NULL reads as %d, %v", ref, err)
	}
	if err := at.Scan(int64(1_758_531_600_000)); err != nil || at.Time().Year() != 2025 {
		t.Errorf("reads as %v, %v", at.Time(), err)
	}
	if ref.Scan("7") == nil || at.Scan(1.5) == nil {
		t.Error("only whole numbers are read")
	}
}

func TestSetsOfWordsReadBack(t *testing.T) {
	kinds := models.Kinds{models.KindReport, models.KindDate}
	stored, err := kinds.Value()
	if err != nil {
		t.Fatal(err)
	}
	var back models.Kinds
	if err := back.Scan(stored); err != nil || !slices.Equal(back, kinds) || !back.Has(models.KindDate) || back.Has(models.KindPlace) {
		t.Errorf("%v was stored as %q and read as %v (%v)", kinds, stored, back, err)
	}
	var roles models.Roles
	if err := roles.Scan([]byte("editor,admin")); err != nil || !roles.Has(models.RoleEditor, models.RoleChecker) || roles.Has(models.RoleChecker) {
		t.Errorf("read %v (%v)", roles, err)
	}
	if err := roles.Scan(""); err != nil || len(roles) != 0 {
		t.Errorf("no words read as %v (%v)", roles, err)
	}
	if roles.Scan(5) == nil {
		t.Error("a number is no set of words")
	}
}

func TestADisabledUserIsNobody(t *testing.T) {
	u := models.User{ID: 1, Roles: models.Roles{models.RoleEditor}}
	if !u.Is(models.RoleEditor) {
		t.Error("an editor is one")
	}
	u.DisabledAt = 1
	if u.Active() || u.Is(models.RoleEditor) || (models.User{Roles: u.Roles}).Is(models.RoleEditor) {
		t.Error("a disabled account, or none, holds no role")
	}
}
