package auth_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"

	"github.com/ccojocar/zxcvbn-go/frequency"
)

func TestANewPasswordIsJudged(t *testing.T) {
	for _, row := range []struct {
		name, password string
		want           *apperr.Refusal // nil: good
	}{
		{"a few words", "velvet otter canyon", nil},
		{"letters without sense", "xkeyyqtrpwzb", nil},
		{"words of another script", "бархат выдра каньон", nil},
		{"words with their accents apart", "cafe\u0301 e\u0301le\u0301phant orage", nil},
		{"emoji", "🦦🎸🌋🧵🪤🥁🛶🧊🪐🦀🧲🪁", nil},
		{"as long as it may be", strings.Repeat("velvet otter canyon ", 52)[:auth.MaxPassword], nil},
		{"a byte too long", strings.Repeat("x", auth.MaxPassword+1), apperr.PasswordLong},
		{"eleven characters", "xkeyyqtrpwz", apperr.PasswordShort},
		{"eleven characters in more bytes", "жжжыыыщщщээ", apperr.PasswordShort},
		{"twelve only while accents stand apart", "cafe\u0301e\u0301le\u0301pha", apperr.PasswordShort},
		{"nothing", "", apperr.PasswordShort},
		{"a well-known one made longer", "password1234", apperr.PasswordGuessable},
		{"one with signs for letters", "P@ssw0rd1234", apperr.PasswordGuessable},
		{"keys in a row", "qwertyuiop12", apperr.PasswordGuessable},
		{"one letter", strings.Repeat("a", 40), apperr.PasswordGuessable},
		{"digits in a row", "123456789012", apperr.PasswordGuessable},
		{"a season and a year", "Summer2025!!", apperr.PasswordGuessable},
		{"their name", "Carl Muster 1980", apperr.PasswordPersonal},
		{"their handle, twice", "carlos.mcarlos.m", apperr.PasswordPersonal},
		{"the newsroom's name", "thedailybeagle1", apperr.PasswordPersonal},
		{"the product's name", "tickmarktickmark1", apperr.PasswordPersonal},
		{"their name in many other words", "carl plays velvet canyons", nil},
	} {
		err := auth.CheckPassword(row.password, "carlos.m", "Carl Muster", "The Daily Beagle")
		if row.want == nil && err != nil || row.want != nil && !errors.Is(err, row.want) {
			t.Errorf("%s: %v", row.name, err)
		}
		if err != nil && strings.Contains(err.Error(), row.password) && row.password != "" {
			t.Errorf("%s: the message repeats it", row.name)
		}
	}
}

// TestNoKnownPasswordIsTaken asks for every password of the library's list that
// is long enough.
func TestNoKnownPasswordIsTaken(t *testing.T) {
	asked := 0
	for _, p := range frequency.Lists["Passwords"].List {
		if utf8.RuneCountInString(p) < auth.MinPassword {
			continue
		}
		asked++
		if auth.CheckPassword(p) == nil {
			t.Errorf("%q is taken", p)
		}
	}
	t.Logf("%d of %d are long enough to be asked for", asked, len(frequency.Lists["Passwords"].List))
	if asked == 0 {
		t.Error("the list is not there")
	}
}

func TestAPasswordIsTheSameHoweverItsAccentsAreWritten(t *testing.T) {
	hash, err := auth.HashPassword(t.Context(), "caf\u00e9 orage otter")
	if err != nil {
		t.Fatal(err)
	}
	if same, err := auth.PasswordMatches(t.Context(), hash, "cafe\u0301 orage otter"); !same || err != nil {
		t.Errorf("%v, %v", same, err)
	}
}
