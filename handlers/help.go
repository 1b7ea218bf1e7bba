package handlers

import (
	"net/http"

	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// showHelp serves GET /help.
func (h *Handlers) showHelp(c *gin.Context) error {
	return render(c, http.StatusOK, views.HelpPage(h.frame(c, views.HelpTitle)))
}
