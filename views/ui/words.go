package ui

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// StateWord is a state as a chip says it.
func StateWord(s models.State) string { return Capital(string(s)) }

// ShortState is a state as the reference in the copy says it: one word.
func ShortState(s models.State) string {
	if w, ok := shortStates[s]; ok {
		return w
	}
	return string(s)
}

var shortStates = map[models.State]string{
	models.Researching:      "research",
	models.InReview:         "review",
	models.ChangesRequested: "changes",
}

// VerdictWord is a verdict as a chip says it.
func VerdictWord(v models.Verdict) string {
	if v == models.NoVerdict {
		return "No verdict"
	}
	return Capital(string(v))
}

// Capital gives a word its first letter as a capital.
func Capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// MainNav is the sections of the newsroom; the one at current is marked.
func MainNav(current string) []Link {
	nav := []Link{
		{Label: "Articles", Href: "/articles"},
		{Label: "Reports", Href: "/reports"},
		{Label: "Trail", Href: "/trail"},
		{Label: "Help", Href: "/help"},
	}
	for i := range nav {
		nav[i].Current = nav[i].Href == current
	}
	return nav
}

// CommonKeys are the keys of every page.
var CommonKeys = []Key{
	{Keys: []string{"/"}, Does: "Search"},
	{Keys: []string{"?"}, Does: "Show these keys"},
}

// WorkspaceKeys are the keys of the page with the copy and its claims.
var WorkspaceKeys = []Key{
	{Keys: []string{"J"}, Does: "Next claim"},
	{Keys: []string{"K"}, Does: "Previous claim"},
	{Keys: []string{"A"}, Does: "Approve"},
	{Keys: []string{"R"}, Does: "Request changes"},
	{Keys: []string{"C"}, Does: "Comment"},
	{Keys: []string{"M"}, Does: "Mark the selected words; with nothing selected, put a cursor into the copy"},
	{Keys: []string{"←", "→"}, Does: "While marking: word by word; with Shift, widen the selection"},
	{Keys: []string{"↑", "↓"}, Does: "While marking: block by block"},
	{Keys: []string{"S"}, Does: "While marking: take the whole sentence"},
	{Keys: []string{"Enter"}, Does: "While marking: open the form"},
	{Keys: []string{"Esc"}, Does: "While marking: leave"},
}

// windowTitle is what the browser's tab says.
func windowTitle(p Page) string {
	name := p.Newsroom
	if name == "" {
		name = "Tickmark"
	}
	if p.Title == "" {
		return name
	}
	return p.Title + " · " + name
}

// tally is the states that have claims, with their numbers, as a sentence.
func tally(counts []Count) string {
	var parts []string
	for _, c := range counts {
		if c.N > 0 {
			parts = append(parts, strconv.Itoa(c.N)+" "+string(c.State))
		}
	}
	if len(parts) == 0 {
		return "No claims yet"
	}
	return strings.Join(parts, ", ")
}

// slice is one state's part of the progress bar, in hundredths of its width.
type slice struct {
	State    models.State
	X, Width string
}

// gap is what lies between two slices, in hundredths of the bar's width.
const gap = 0.4

// slices lays the counts side by side in their order.
func slices(counts []Count) []slice {
	total, parts := 0, 0
	for _, c := range counts {
		if c.N > 0 {
			total += c.N
			parts++
		}
	}
	if total == 0 {
		return nil
	}
	room := 100 - gap*float64(parts-1)
	var out []slice
	x := 0.0
	for _, c := range counts {
		if c.N <= 0 {
			continue
		}
		w := room * float64(c.N) / float64(total)
		out = append(out, slice{c.State, hundredths(x), hundredths(w)})
		x += w + gap
	}
	return out
}

func hundredths(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }
