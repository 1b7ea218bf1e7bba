package newsroom

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// FirstRun opens the way to the first newsroom of an empty database, to whoever
// has its code. The code is told once and kept nowhere but in a hash, for as
// long as the program runs.
type FirstRun struct{ hash []byte }

// codeGroup is the number of characters of a code that stand together.
const codeGroup = 5

// NewFirstRun returns a way with a new code of 130 random bits, in groups that
// can be read out.
func NewFirstRun() (f *FirstRun, code string) {
	code = rand.Text()
	f = &FirstRun{auth.HashToken(code)}
	var groups []string
	for len(code) > codeGroup {
		groups, code = append(groups, code[:codeGroup]), code[codeGroup:]
	}
	return f, strings.Join(append(groups, code), "-")
}

// opens reports whether code is the way's, however it is grouped. It takes as
// long for every other code.
func (f *FirstRun) opens(code string) bool {
	plain := strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToUpper(code))
	return subtle.ConstantTimeCompare(auth.HashToken(plain), f.hash) == 1
}

// FoundFirst makes the newsroom and its first admin for whoever at address has
// the code of the way f. It fails with apperr.WrongCode, with TooManyCodes when
// the address has sent too many wrong ones, and as Found does.
func (n *Newsroom) FoundFirst(ctx context.Context, f *FirstRun, code, address string, s models.Settings, admin NewUser) error {
	try, err := n.reserveTry(ctx, models.User{}, SignIn{Handle: "first run from " + address, Address: address})
	if errors.Is(err, apperr.TooManySignIns) {
		return apperr.TooManyCodes.With(int(triesFor.Minutes()))
	}
	if err != nil {
		return err
	}
	if !f.opens(code) {
		return apperr.WrongCode.With().On("code")
	}
	if err := n.DB.Tx(ctx, func(tx store.Tx) error { return tx.ForgetTry(ctx, try.ID) }); err != nil {
		return err
	}
	admin.Roles, admin.Demo = models.Roles{models.RoleAdmin}, false
	_, err = n.Found(ctx, s, []NewUser{admin})
	return err
}
