package store_test

import (
	"crypto/rand"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// tells gives a user a notice about an article, and returns its ID.
func tells(t *testing.T, h *testkit.House, user, article models.ID) models.ID {
	t.Helper()
	n := models.Notice{UserID: user, Kind: models.NoticeMentioned, Once: rand.Text(), ArticleID: article, CreatedAt: 1, Mail: models.MailNone}
	must(t, h.DB.Tx(t.Context(), func(tx store.Tx) error {
		_, err := tx.AddNotice(t.Context(), &n)
		return err
	}))
	return n.ID
}
