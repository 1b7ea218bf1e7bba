package handlers

import (
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"

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

// addEvidence serves POST …/evidence. It asks for no version: what a source
// says fits whoever moved the claim in between.
func (h *Handlers) addEvidence(c *gin.Context) error {
	settings, err := h.settings(c)
	if err != nil {
		return err
	}
	done := "evidence.add"
	if f := posted(c); f.id("source") == 0 && f.line("url", models.MaxURL) != "" {
		done = "evidence.add-page"
	}
	return h.onClaim(c, done, func(t newsroom.Target, f *form) error {
		in := newsroom.NewEvidence{SourceID: f.id("source"), Evidence: evidenceIn(f)}
		in.Source, in.Beside = sourceIn(f, settings.Location())
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
