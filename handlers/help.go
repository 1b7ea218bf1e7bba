package handlers

import (
	"crypto/rand"
	"net/http"

	"example.org/tickmark/apperr"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// showHelp serves GET /help. What moves a claim on is told by the table that
// decides it.
func (h *Handlers) showHelp(c *gin.Context) error {
	p := views.Help{Page: h.frame(c, views.HelpTitle), Roles: who(c).Roles}
	for _, m := range workflow.Moves() {
		p.Moves = append(p.Moves, views.MoveRow{Act: string(m.Act), From: m.States, To: m.To, Who: m.Who, Asks: m.Asks})
	}
	for _, d := range workflow.Drifts() {
		p.Drifts = append(p.Drifts, views.DriftRow{From: d.From, To: d.To, When: d.When})
	}
	return render(c, http.StatusOK, views.HelpPage(p))
}

// hint is what the reader may do first on a page, until they have had enough
// of it.
func (h *Handlers) hint(c *gin.Context, on views.HintedPage) views.Hint {
	if who(c).HintDismissed || unsafe(c.Request.Method) {
		return views.Hint{}
	}
	return views.Hint{Steps: views.FirstSteps(on, who(c).Roles), At: c.Request.URL.RequestURI(), Key: rand.Text()}
}

// dismissHint serves POST /account/hint. It leads back to the page that the
// hint stood on.
func (h *Handlers) dismissHint(c *gin.Context) error {
	f := posted(c)
	if hint := f.word("hint"); hint != views.HideHint {
		return apperr.UnknownChoice.With(clip(hint), views.Label("hint")).On("hint")
	}
	next := h.next(f.word("next"))
	if f.err != nil {
		return f.err
	}
	if err := h.Act.DismissHint(ctx(c), h.by(c)); err != nil {
		return err
	}
	return h.done(c, "account.hint", next)
}
