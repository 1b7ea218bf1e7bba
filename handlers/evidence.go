package handlers

import (
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// evidenceIn is what a form says a source says.
func evidenceIn(f *form) models.Evidence {
	return models.Evidence{
		Stance: choice[models.Stance](f, "stance"), Authority: choice[models.Authority](f, "authority"),
		Passage: f.prose("passage", models.MaxPassage), Locator: f.line("locator", models.MaxLine),
		Calculation: f.prose("calculation", models.MaxNote), Note: f.prose("note", models.MaxNote),
	}
}

// sourceIn is a new source as a form describes it.
func sourceIn(f *form) models.Source {
	s := models.Source{
		Type: choice[models.SourceType](f, "type"), Title: f.line("title", models.MaxLine), URL: f.line("url", models.MaxURL),
		Publisher: f.line("publisher", models.MaxLine), Author: f.line("author", models.MaxLine),
		PublishedOn: f.line("published_on", models.MaxLine), Located: !f.yes("to_locate"),
	}
	if _, err := time.Parse(time.DateOnly, s.PublishedOn); s.PublishedOn != "" && err != nil {
		f.fail(apperr.BadDate.With(views.Label("published_on")).On("published_on"))
	}
	return s
}

// addEvidence serves POST …/evidence. It asks for no version: what a source
// says fits whoever moved the claim in between.
func (h *Handlers) addEvidence(c *gin.Context) error {
	return h.onClaim(c, "evidence.add", func(t newsroom.Target, f *form) error {
		in := newsroom.NewEvidence{SourceID: f.id("source"), Source: sourceIn(f), Evidence: evidenceIn(f)}
		if f.err != nil {
			return f.err
		}
		t.Version = 0
		return h.Act.AddEvidence(ctx(c), h.by(c), t, in)
	})
}

// changeEvidence serves POST …/evidence/:evidence.
func (h *Handlers) changeEvidence(c *gin.Context) error {
	id, err := param(c, "evidence")
	if err != nil {
		return err
	}
	return h.onClaim(c, "evidence.change", func(t newsroom.Target, f *form) error {
		e := evidenceIn(f)
		if f.err != nil {
			return f.err
		}
		return h.Act.ChangeEvidence(ctx(c), h.by(c), t, id, e)
	})
}

// removeEvidence serves POST …/evidence/:evidence/remove.
func (h *Handlers) removeEvidence(c *gin.Context) error {
	id, err := param(c, "evidence")
	if err != nil {
		return err
	}
	return h.onClaim(c, "evidence.remove", func(t newsroom.Target, _ *form) error {
		return h.Act.RemoveEvidence(ctx(c), h.by(c), t, id)
	})
}
