package auth

import (
	"strings"
	"unicode/utf8"

	"example.org/tickmark/apperr"

	zxcvbn "github.com/ccojocar/zxcvbn-go"
	"golang.org/x/text/unicode/norm"
)

// MinPassword is the length of the shortest password that is taken, in code
// points.
const MinPassword = 12

// What a password must be worth, by zxcvbn's scale from 0 to 4, and how much of
// it is looked at, in code points: the time that takes grows with the square.
const (
	minScore = 3
	scored   = 64
)

// product is a name that everybody who is here knows.
const product = "tickmark"

// CheckPassword reports whether a new password is good enough; about are names
// that others know: the user's, the newsroom's. There are no rules on which
// characters it holds. It fails with apperr.PasswordShort (under MinPassword
// code points), PasswordLong (over MaxPassword bytes), PasswordPersonal or
// PasswordGuessable.
func CheckPassword(password string, about ...string) error {
	if len(password) > MaxPassword {
		return apperr.PasswordLong.With(MaxPassword)
	}
	password = norm.NFC.String(password)
	if n := utf8.RuneCountInString(password); n < MinPassword {
		return apperr.PasswordShort.With(n, MinPassword)
	}
	known := names(append(about, product))
	if personal(password, known) {
		return apperr.PasswordPersonal.With()
	}
	if zxcvbn.PasswordStrength(head(password, scored), known).Score < minScore {
		return apperr.PasswordGuessable.With()
	}
	return nil
}

// names are the given names and their words, folded.
func names(about []string) (known []string) {
	for _, name := range about {
		if name = fold(name); name == "" {
			continue
		}
		known = append(known, name)
		known = append(known, strings.Fields(name)...)
	}
	return known
}

// personal reports whether the password is little more than the names in it:
// without them less than half of MinPassword is left.
func personal(password string, known []string) bool {
	rest := fold(password)
	for _, name := range known {
		if utf8.RuneCountInString(name) > 2 {
			rest = strings.ReplaceAll(rest, name, "")
		}
	}
	return len(rest) < len(fold(password)) && utf8.RuneCountInString(rest) < MinPassword/2
}

func fold(s string) string { return strings.ToLower(norm.NFC.String(s)) }

// head is at most the first n code points of s.
func head(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
