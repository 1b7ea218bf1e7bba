package newsroom

import (
	"context"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// Limits on wrong tries to sign in. A browser in which the user signed in
// before has a count of its own, so that nobody locks them out by guessing
// elsewhere.
const (
	triesFor        = 15 * time.Minute
	triesPerAccount = 10
	triesPerAddress = 50
)

// reserveTry notes a try to sign in before its password is looked at, so that
// guesses sent at once cannot pass the limit together. It fails with
// apperr.TooManySignIns, alike for known and unknown accounts.
func (n *Newsroom) reserveTry(ctx context.Context, u models.User, in SignIn) (try models.SignInTry, err error) {
	now := models.At(n.Now())
	try = models.SignInTry{Handle: in.Handle, Address: in.Address, At: now}
	err = n.DB.Tx(ctx, func(tx store.Tx) error {
		if err := tx.LockTries(ctx); err != nil {
			return err
		}
		device := auth.HashToken(in.Device)
		known, err := tx.KnowsDevice(ctx, u.ID, device)
		if err != nil {
			return err
		}
		if known {
			try.Device = device
		}
		same, address, err := tx.Tries(ctx, try, now-models.Instant(triesFor.Milliseconds()))
		if err != nil {
			return err
		}
		if same >= triesPerAccount || address >= triesPerAddress {
			return apperr.TooManySignIns.With(int(triesFor.Minutes()))
		}
		return tx.AddTry(ctx, &try)
	})
	return try, err
}
