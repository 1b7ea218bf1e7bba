package handlers

import (
	"crypto/rand"
	"net/http"

	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// showAccount serves GET /account.
func (h *Handlers) showAccount(c *gin.Context) error {
	return render(c, http.StatusOK, views.AccountPage(h.frame(c, views.AccountTitle), who(c), rand.Text()))
}

// signOutEverywhere serves POST /account/sign-out-everywhere.
func (h *Handlers) signOutEverywhere(c *gin.Context) error {
	if err := h.Act.SignOutEverywhere(ctx(c), h.by(c)); err != nil {
		return err
	}
	return h.signedOut(c, "signed-out-everywhere")
}
