package handlers

import (
	"slices"
	"strconv"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// root adds to the open claim where its sources have their words, and its
// checklist. That is read anew each time: what is found of sources, what is said
// of them on another claim's page, and a new version of a list, is no event of
// this article.
func (h *Handlers) root(c *gin.Context, d *desk, open int) error {
	i := slices.IndexFunc(d.Cases, func(cs workflow.Case) bool { return cs.Claim.Number == open })
	f := *d.File
	f.Cases = slices.Clone(f.Cases) // what is kept is shared
	d.File = &f
	if err := newsroom.CheckCase(ctx(c), h.Read, &f.Cases[i]); err != nil {
		return err
	}
	return newsroom.RootCase(ctx(c), h.Read, d.house, &f.Cases[i])
}

// origins are where the sources that support a claim have their words.
func (d *desk) origins(cs workflow.Case) views.OriginsView {
	v := views.OriginsView{Wanted: cs.TwoRoots}
	v.Roots, v.Of = models.Roots(cs.Sources)
	for _, r := range cs.Sources {
		s := d.source(r.SourceID)
		row := views.OriginRow{Rooted: r, Title: s.Title, Root: d.source(r.Root).Title, Protected: s.Protected, Alone: v.Of == 1}
		if r.Edge.ToID != 0 {
			row.From = d.source(r.Edge.ToID).Title
		}
		if r.OneWith != r.SourceID {
			row.With = d.source(r.OneWith).Title
		} else {
			v.Choices = append(v.Choices, ui.Choice{Value: strconv.FormatInt(r.SourceID, 10), Label: s.Title})
		}
		v.Rows = append(v.Rows, row)
	}
	for _, r := range cs.Rulings {
		v.Rulings = append(v.Rulings, views.RulingView{
			OriginRuling: r, From: d.source(r.FromID).Title, To: d.source(r.ToID).Title, By: d.names[r.MadeBy], At: d.clock.Moment(r.MadeAt),
		})
	}
	return v
}

// ruleSources serves POST …/rulings. It asks for no version: what is said of
// two sources fits whoever moved the claim in between.
func (h *Handlers) ruleSources(c *gin.Context) error {
	return h.onClaim(c, "ruling.make", func(t newsroom.Target, f *form) error {
		if _, err := h.Read.Article(ctx(c), who(c).ID, t.Article); err != nil {
			return err
		}
		in := newsroom.NewRuling{From: f.id("first"), To: f.id("second"), Reason: f.prose("reason", models.MaxNote)}
		switch said := f.word("said"); said {
		case views.SaidCopies:
			in.Copies = true
		case views.SaidIndependent:
		default:
			f.fail(apperr.UnknownChoice.With(clip(said), "what you say of the two sources").On("said"))
		}
		if f.err != nil {
			return f.err
		}
		t.Version = 0
		return h.Act.RuleSources(ctx(c), h.by(c), t, in)
	})
}

// endRuling serves POST …/rulings/:ruling/end.
func (h *Handlers) endRuling(c *gin.Context) error {
	id, err := param(c, "ruling")
	if err != nil {
		return err
	}
	return h.onClaim(c, "ruling.end", func(t newsroom.Target, _ *form) error {
		t.Version = 0
		return h.Act.EndRuling(ctx(c), h.by(c), t, id)
	})
}
