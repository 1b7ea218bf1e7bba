package newsroom

import (
	"context"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// KeepCapture keeps a capture as a look does, for tests that need no site.
func (n *Newsroom) KeepCapture(ctx context.Context, c *models.Capture) error {
	return n.DB.Tx(ctx, func(tx store.Tx) error {
		a := &act{Tx: tx, house: n, now: models.At(n.Now()), by: By{RequestID: "test"}}
		if err := a.keepCapture(ctx, c); err != nil {
			return err
		}
		return a.finish(ctx)
	})
}
