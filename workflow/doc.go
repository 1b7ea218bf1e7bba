package workflow

import (
	"fmt"
	"slices"
	"strings"

	"example.org/tickmark/models"
)

// consequence is a move that a claim makes by itself.
type consequence struct {
	from []models.State
	to   models.State
	when string
}

// consequences are drawn by the acts of the newsroom, not asked of anybody.
var consequences = []consequence{
	{[]models.State{models.Approved}, models.Researching, "by itself, when the approval goes stale"},
	{[]models.State{models.InReview}, models.Researching, "by itself, when its words or sentence change"},
	{anyLive, models.Withdrawn, "by itself, when a fix that cuts the words is applied"},
}

// Paper is docs/workflow.md: the moves as a Mermaid diagram, and every row of
// the table with who may and what it asks for.
func Paper() string {
	var b strings.Builder
	b.WriteString("# How a claim moves through review\n\n" +
		"Printed from the table in workflow/moves.go; `go test ./workflow -update` writes it anew.\n\n" +
		"```mermaid\n" + mermaid() + "```\n\n" +
		"What a row asks for is asked in its order, after the state and the person.\n" +
		"What is not in the table is refused.\n\n## Moves\n\n")
	table(&b, func(r rule) bool { return r.to != "" })
	b.WriteString("\n## Acts that leave the state as it is\n\n")
	table(&b, func(r rule) bool { return r.to == "" })
	b.WriteString("\n## Moves that nobody makes\n\n| from | to | when |\n|---|---|---|\n")
	for _, d := range Drifts() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", d.From, d.To, d.When)
	}
	b.WriteString("\n## Hands\n\nThese acts give whoever does them a hand in the claim: " + join(handGivers) +
		".\nSo do marking it, and writing the sentence it stands in. A hand bars from approving, but not from breaking the glass.\n")
	return b.String()
}

// mermaid draws the moves of the table and those that a claim makes by itself.
func mermaid() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, s := range models.States {
		fmt.Fprintf(&b, "    state %q as %s\n", string(s), node(s))
	}
	fmt.Fprintf(&b, "    [*] --> %s: mark\n", node(models.Open))
	for _, r := range rules {
		if r.to == "" {
			continue
		}
		for _, from := range r.from {
			fmt.Fprintf(&b, "    %s --> %s: %s (%s)\n", node(from), node(r.to), r.act, r.who.name)
		}
	}
	for _, c := range consequences {
		for _, from := range c.from {
			fmt.Fprintf(&b, "    %s --> %s: %s\n", node(from), node(c.to), c.when)
		}
	}
	return b.String()
}

func node(s models.State) string { return strings.ReplaceAll(string(s), " ", "_") }

// table prints the rows of the rules that want keeps.
func table(b *strings.Builder, want func(rule) bool) {
	b.WriteString("| act | from | to | who | asks for |\n|---|---|---|---|---|\n")
	for _, r := range rules {
		if !want(r) {
			continue
		}
		row := r.inWords()
		to := string(row.To)
		if to == "" {
			to = "(the same)"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", row.Act, row.From, to, row.Who, strings.Join(row.Asks, "; "))
	}
}

// Row is a row of the table in words.
type Row struct {
	Act    Act
	States []models.State // that it is for
	From   string         // the same in words
	To     models.State   // "" leaves the state as it is
	Who    string
	Asks   []string
}

// Moves lists the moves of the table in words, in its order.
func Moves() (rows []Row) {
	for _, r := range rules {
		if r.to != "" {
			rows = append(rows, r.inWords())
		}
	}
	return rows
}

func (r rule) inWords() Row {
	row := Row{Act: r.act, States: r.from, From: r.where(), To: r.to, Who: r.who.name}
	for _, a := range r.asks {
		row.Asks = append(row.Asks, a.name)
	}
	if NeedsReason(r.act) {
		row.Asks = append(row.Asks, "a reason")
	}
	return row
}

// Drift is a move that claims make by themselves, in words.
type Drift struct {
	From string
	To   models.State
	When string
}

// Drifts lists the moves that nobody makes.
func Drifts() (ds []Drift) {
	for _, c := range consequences {
		ds = append(ds, Drift{fromStates(c.from), c.to, c.when})
	}
	return ds
}

// fromStates names the states, or the set of them.
func fromStates(states []models.State) string {
	switch {
	case slices.Equal(states, anyState):
		return "any"
	case slices.Equal(states, anyLive):
		return "any but withdrawn"
	}
	return join(states)
}

func join[W ~string](words []W) string {
	ss := make([]string, len(words))
	for i, w := range words {
		ss[i] = string(w)
	}
	return strings.Join(ss, ", ")
}

// where is the states that a row is for, in words.
func (r rule) where() string {
	if r.only.name == "" {
		return fromStates(r.from)
	}
	return fromStates(r.from) + ", if " + r.only.name
}
