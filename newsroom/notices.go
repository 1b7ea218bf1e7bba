package newsroom

import (
	"context"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// OpenNotice notes that a user read a notice, and returns it. What somebody has
// read is no act of the newsroom and leaves no event. It fails with
// apperr.NotFoundOrSeen when they have none of that ID, or one of an article
// that they may not see.
func (n *Newsroom) OpenNotice(ctx context.Context, by By, id models.ID) (models.Notice, error) {
	notice, err := n.DB.Queries().Notice(ctx, by.UserID, id)
	if err != nil || notice.ReadAt != 0 {
		return notice, err
	}
	return notice, n.DB.Tx(ctx, func(tx store.Tx) error { return tx.ReadNotices(ctx, by.UserID, id, false, models.At(n.Now())) })
}

// ReadNotices notes that a user read all notices up to the one with an ID.
func (n *Newsroom) ReadNotices(ctx context.Context, by By, upto models.ID) error {
	return n.DB.Tx(ctx, func(tx store.Tx) error { return tx.ReadNotices(ctx, by.UserID, upto, true, models.At(n.Now())) })
}

// NoticeDays is how long a notice is kept, read or not, from when it was
// written: what it tells of stays where it is.
const NoticeDays = 90
