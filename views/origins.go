package views

import (
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// RulingForm and RulingEndForm name the forms by which people say whose words
// are whose; the second is followed by the ruling's ID.
const (
	RulingForm    = "ruling"
	RulingEndForm = "ruling-end-"
)

// What a ruling says, as the form has it.
const (
	SaidCopies      = "copies"
	SaidIndependent = "independent"
)

// OriginsView is where the sources that support a claim have their words.
type OriginsView struct {
	Roots, Of int
	Wanted    bool // the newsroom asks for two roots of a claim of this severity
	Rows      []OriginRow
	Rulings   []RulingView
	Choices   []ui.Choice // the sources to rule on
}

// OriginRow is a source that supports the claim.
type OriginRow struct {
	models.Rooted
	Title     string
	Root      string // the title of the source to which it goes back
	From      string // the title of the source it depends on
	With      string // the title of the source that it is one with
	Protected bool
	Alone     bool // no other source supports the claim
}

// RulingView is what a person said of two sources.
type RulingView struct {
	models.OriginRuling
	From, To string // titles
	By       string
	At       ui.Moment
}

// Shown reports whether there is something to say: of one source there is only
// where two are asked for.
func (v OriginsView) Shown() bool { return v.Of > 1 || len(v.Rows) > 1 || v.Wanted && v.Of > 0 }

// Sentence counts the roots.
func (v OriginsView) Sentence() string {
	return counted(v.Roots, "independent root", "independent roots") + " among " + counted(v.Of, "source", "sources")
}

// Short reports whether a root is missing that the newsroom asks for.
func (v OriginsView) Short() bool { return v.Wanted && v.Roots < 2 }

// depends are the words between a source and the one it depends on.
var depends = map[string]string{
	"declared": "has its words from", "copied": "has its words from", "rewritten": "tells what is told by", "cites": "gives as its source",
}

// signs say what shows which of two sources has its words from the other.
var signs = map[string]string{
	"ruling":      "a person says so",
	"canonical":   "it gives the other’s address as its own",
	"link":        "it links to the other",
	"attribution": "it names the other’s publisher as its source",
	"time":        "it was published later",
	"capture":     "which came first is not known; the other was captured first",
	"length":      "it has less of the other than the other has of it",
	"nothing":     "which came first is not known",
}

// unordered are the signs that do not show which of two sources came first.
var unordered = []string{"capture", "length", "nothing"}

// depends are the words between a source and the one it depends on. Of one that
// has the words of another it is said that it took them only where that shows.
func (r OriginRow) depends() string {
	if r.Edge.Kind == "copied" && slices.Contains(unordered, r.Edge.Sign) {
		return "shares its words with"
	}
	return depends[r.Edge.Kind]
}

// lacks say why a source does not count as a root.
var lacks = map[models.Lack]string{
	models.LacksLook:    "Is about to be looked at. Nothing of it is kept yet, so it does not count.",
	models.LacksCapture: "Nothing of it is kept, so it does not count.",
}

// Why says in a sentence why a source does not count as a root, or why it does
// though nothing was compared; "" for a root that was compared.
func (r OriginRow) Why() string {
	switch {
	case r.With != "":
		return "Is one with “" + r.With + "”."
	case r.From != "":
		return strings.TrimSpace(ui.Capital(r.depends()) + " “" + r.From + "”. " + r.Edge.Reason)
	case r.Lacks != models.LacksNothing:
		return lacks[r.Lacks]
	case r.Protected:
		return "Is protected, so it is compared with nobody. It counts as a root."
	case !r.Compared:
		return "No text of it is kept, so it is compared with nobody. It counts as a root."
	case r.Alone:
		return "Its text is kept, and there is no other source to compare it with."
	}
	return ""
}

// GoesBack is the title of the root, or that it is the source itself, or that it
// does not count.
func (r OriginRow) GoesBack() string {
	if r.IsRoot() && r.Lacks != models.LacksNothing {
		return "does not count"
	}
	if r.IsRoot() {
		return "itself"
	}
	return r.Root
}

// Shown is what shows that the source depends on another, or why it does not
// count.
func (r OriginRow) Shown() string {
	if r.From == "" && r.With == "" && r.Lacks != models.LacksNothing {
		return r.Why()
	}
	return signs[r.Edge.Sign]
}

// Much is how much speaks for it.
func (r OriginRow) Much() string {
	if r.From == "" || r.Edge.Kind == "declared" || r.Edge.Kind == "cites" {
		return ""
	}
	parts := []string{strconv.Itoa(int(100*r.Edge.Score)) + " %"}
	if r.Edge.Figures > 0 {
		parts = append(parts, counted(r.Edge.Figures, "figure", "figures"))
	}
	if r.Edge.Quotes > 0 {
		parts = append(parts, counted(r.Edge.Quotes, "quotation", "quotations"))
	}
	return strings.Join(parts, ", ")
}

// Says is a ruling in a sentence.
func (r RulingView) Says() string {
	if r.Copies {
		return "“" + r.From + "” has its words from “" + r.To + "”."
	}
	return "“" + r.From + "” and “" + r.To + "” are independent of each other."
}

// Told reports whether the page tells who ruled and why: not where another article
// says so that is for its team alone.
func (r RulingView) Told() bool { return r.MadeBy != 0 }

// Who is who ruled.
func (r RulingView) Who() string {
	if !r.Told() {
		return "A person"
	}
	return r.By
}

// Why is their reason.
func (r RulingView) Why() string {
	if !r.Told() {
		return "It was said in an article that is for its team alone; there it says why, and there it is taken back."
	}
	return r.Reason
}

// Form is what the form that takes the ruling back is called.
func (r RulingView) Form() string { return RulingEndForm + strconv.FormatInt(r.ID, 10) }

// said are the two things that can be said of two sources.
func said(a Attempt) []ui.Choice {
	return []ui.Choice{
		{Value: SaidCopies, Label: "The first has its words from the second", Chosen: a.Has(RulingForm, "said", SaidCopies, false)},
		{Value: SaidIndependent, Label: "They are independent of each other", Chosen: a.Has(RulingForm, "said", SaidIndependent, false)},
	}
}

func rulingField(p ClaimPanel, name, label, now string) ui.Field {
	return ui.Field{
		Name: name, ID: "ruling-" + name, Label: label, Required: true,
		Value: p.Attempt.Value(RulingForm, name, now), Error: p.Attempt.Problem(RulingForm, name),
	}
}
