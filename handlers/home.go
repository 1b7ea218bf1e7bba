package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// home leads to the articles: they are where work begins while there is no
// desk of one's own.
func (h *Handlers) home(c *gin.Context) error {
	c.Redirect(http.StatusSeeOther, "/articles")
	return nil
}
