package views

import (
	"slices"
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// ChecklistsPath is where admins edit the checklists.
const ChecklistsPath = "/checklists"

// ChecklistsTitle names that page.
const ChecklistsTitle = "Checklists"

// ChecklistForm names the form that edits a list.
const ChecklistForm = "checklist"

// spareItems is how many empty items the form offers behind those of the list.
const spareItems = 3

// Checklists is the page of the lists, with one of them open.
type Checklists struct {
	Page    ui.Page
	Kinds   []ui.Tab
	List    models.Checklist
	By      string // who made it; "" for the list that a newsroom begins with
	At      ui.Moment
	Key     string
	Attempt Attempt
}

// ChecklistPath is where the list of a kind is edited.
func ChecklistPath(k models.Kind) string {
	i := slices.Index(models.AllKinds, k)
	return ChecklistsPath + "?kind=" + strconv.Itoa(i+1)
}

// ChecklistLabel is what a list is called, and how many items it has.
func ChecklistLabel(k models.Kind) string { return ui.Capital(string(k)) }

func (p Checklists) hidden() []ui.Hidden {
	return []ui.Hidden{
		{Name: "form", Value: ChecklistForm},
		{Name: "key", Value: p.Key + "." + ChecklistForm},
		{Name: "version", Value: strconv.Itoa(p.List.Version)},
		{Name: "kind", Value: string(p.List.Kind)},
	}
}

// items are the fields of the form: what was typed, or the list with some to
// spare.
func (p Checklists) items() (items []models.ChecklistItem) {
	items = slices.Clone(p.List.Items)
	if p.Attempt.Is(ChecklistForm) {
		items = nil
		for i, text := range p.Attempt.Values["item"] {
			items = append(items, models.ChecklistItem{Text: text, Required: slices.Contains(p.Attempt.Values["required"], strconv.Itoa(i+1))})
		}
		return items[:min(len(items), models.MaxChecklist+spareItems)]
	}
	for range min(spareItems, models.MaxChecklist-len(items)) {
		items = append(items, models.ChecklistItem{})
	}
	return items
}

// CheckView is an item of a claim's checklist as it is shown.
type CheckView struct {
	models.Check
	By string
	At ui.Moment
}

// TickForm names the form that ticks an item of the open claim, by its place in
// the list, from 1.
func TickForm(at int) string { return "tick-" + strconv.Itoa(at) }

// ticking is what the form that ticks an item carries, or takes its tick back.
func (c CheckView) ticking() []ui.Hidden {
	ticked := "yes"
	if c.Ticked() {
		ticked = ""
	}
	return []ui.Hidden{{Name: "kind", Value: string(c.Kind)}, {Name: "item", Value: c.Text}, {Name: "ticked", Value: ticked}}
}

// ticked counts what is ticked of a checklist.
func ticked(checks []CheckView) string {
	n := 0
	for _, c := range checks {
		if c.Ticked() {
			n++
		}
	}
	return strconv.Itoa(n) + " of " + strconv.Itoa(len(checks))
}
