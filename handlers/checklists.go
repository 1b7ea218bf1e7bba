package handlers

import (
	"crypto/rand"
	"slices"
	"strconv"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// showChecklists serves GET /checklists.
func (h *Handlers) showChecklists(c *gin.Context) error {
	at, err := strconv.Atoi(c.Query("kind"))
	if err != nil {
		at = 1
	}
	return h.checklists(c, models.AllKinds[min(max(at, 1), len(models.AllKinds))-1], views.Attempt{})
}

// checklistsAgain shows the list of a form that was refused.
func (h *Handlers) checklistsAgain(c *gin.Context, a views.Attempt) error {
	kind := choice[models.Kind](posted(c), "kind")
	if !slices.Contains(models.AllKinds, kind) {
		kind = models.AllKinds[0]
	}
	return h.checklists(c, kind, a)
}

func (h *Handlers) checklists(c *gin.Context, kind models.Kind, a views.Attempt) error {
	made, err := h.Read.Checklists(ctx(c))
	if err != nil {
		return err
	}
	settings, err := h.settings(c)
	if err != nil {
		return err
	}
	p := views.Checklists{Page: h.frame(c, views.ChecklistsTitle), List: newsroom.ListOf(made, kind), Key: rand.Text(), Attempt: a}
	clock := views.Clock{Now: h.Now(), Zone: settings.Location(), Hours: who(c).Hours}
	if p.List.MadeBy != 0 {
		by, err := h.Read.User(ctx(c), p.List.MadeBy)
		if err != nil {
			return err
		}
		p.By, p.At = by.Name, clock.Moment(p.List.MadeAt)
	}
	for _, k := range models.AllKinds {
		p.Kinds = append(p.Kinds, ui.Tab{Link: ui.Link{Label: views.ChecklistLabel(k), Href: views.ChecklistPath(k), Current: k == kind}, Count: len(newsroom.ListOf(made, k).Items)})
	}
	return render(c, statusOf(a), views.ChecklistsPage(p))
}

// editChecklist serves POST /checklists.
func (h *Handlers) editChecklist(c *gin.Context) error {
	f := posted(c)
	kind, version, items := choice[models.Kind](f, "kind"), f.number("version"), f.items()
	if f.err != nil {
		return f.err
	}
	if err := h.Act.EditChecklist(ctx(c), h.by(c), kind, version, items); err != nil {
		return err
	}
	return h.done(c, "checklist.edit", views.ChecklistPath(kind))
}

// items are the items of a checklist, without those that were left empty.
func (f *form) items() (items []models.ChecklistItem) {
	required := f.numbers("required")
	for i, raw := range f.values["item"] {
		if len(raw) > models.MaxChecklistItem {
			f.fail(apperr.FieldTooLong.With(views.Label("item"), views.Bytes(models.MaxChecklistItem), views.Bytes(len(raw))).On("item"))
			return nil
		}
		text, err := intake.Line(raw)
		if err != nil {
			f.fail(err)
			return nil
		}
		if text != "" {
			items = append(items, models.ChecklistItem{Text: text, Required: slices.Contains(required, i+1)})
		}
	}
	return items
}

// tickItem serves POST …/ticks.
func (h *Handlers) tickItem(c *gin.Context) error {
	what := "claim.untick"
	if posted(c).yes("ticked") {
		what = "claim.tick"
	}
	return h.onClaim(c, what, func(t newsroom.Target, f *form) error {
		kind, item := choice[models.Kind](f, "kind"), f.line("item", models.MaxChecklistItem)
		if f.err != nil {
			return f.err
		}
		return h.Act.TickItem(ctx(c), h.by(c), t, kind, item, f.yes("ticked"))
	})
}

// checklist is a claim's checklist as its page shows it.
func (d *desk) checklist(cs workflow.Case) (checks []views.CheckView) {
	for _, k := range cs.Checks {
		checks = append(checks, views.CheckView{Check: k, By: d.names[k.Tick.CreatedBy], At: d.clock.Moment(k.Tick.CreatedAt)})
	}
	return checks
}
