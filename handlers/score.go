package handlers

import (
	"net/http"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/worth"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// showScore serves GET /help/score: the weights behind the score of a
// suggestion, and what the detectors look for.
func (h *Handlers) showScore(c *gin.Context) error {
	p := views.Score{Page: h.frame(c, views.ScoreTitle), Threshold: worth.Threshold}
	for _, view := range views.ScoreViews {
		list := views.WeightList{ScoreView: view}
		for _, w := range worth.Weights(view.Like) {
			list.Weights = append(list.Weights, views.WeightRow{Feature: w.Feature, Adds: w.Adds})
		}
		p.Lists = append(p.Lists, list)
	}
	for _, d := range detect.Detectors {
		p.Detectors = append(p.Detectors, views.DetectorRow{Name: d.Name, Explains: d.Explains, Languages: d.Languages})
	}
	return render(c, http.StatusOK, views.ScorePage(p))
}
