package report

import (
	"slices"

	"example.org/tickmark/models"
)

// Checked is an item of a claim's checklist, and who looked at it, of what the
// claim says in this report.
type Checked struct {
	Kind     models.Kind `json:"kind"`
	Item     string      `json:"item"`
	Required bool        `json:"required"`
	By       *Person     `json:"by,omitempty"` // none: nobody ticked it
	At       Time        `json:"at,omitempty"`
}

// checklistOf is the checklist of a claim, when an item of it was ticked or had to
// be.
func (b *builder) checklistOf(c models.Claim) (out []Checked) {
	checks := b.Checks[c.ID]
	if !slices.ContainsFunc(checks, func(k models.Check) bool { return k.Ticked() || k.Required }) {
		return nil
	}
	for _, k := range checks {
		item := Checked{Kind: k.Kind, Item: k.Text, Required: k.Required}
		if k.Ticked() {
			item.By, item.At = b.who(models.Ref(k.Tick.CreatedBy)), at(k.Tick.CreatedAt)
		}
		out = append(out, item)
	}
	return out
}

// checklist writes what was looked at.
func (w *mdWriter) checklist(of []Checked) {
	for i, k := range of {
		if i == 0 {
			w.item("Checklist:")
		}
		if k.By == nil {
			w.line("    - ☐ %s (%s): nobody ticked it", inline(k.Item), k.Kind)
		} else {
			w.line("    - ☑ %s (%s): %s, %s", inline(k.Item), k.Kind, inline(k.By.Name), w.when(k.At))
		}
	}
}
