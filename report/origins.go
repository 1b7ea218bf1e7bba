package report

import (
	"fmt"
	"slices"
	"strings"

	"example.org/tickmark/models"
)

// Origins is where the sources that support a claim have their words, as far as
// that was known when the report was made.
type Origins struct {
	Roots   int      `json:"independent_roots"`
	Sources int      `json:"sources"` // those that are one counted once
	Of      []Origin `json:"of"`
	Rulings []Ruling `json:"rulings"`
}

// Origin is where one source has its words.
type Origin struct {
	Source     Named   `json:"source"`
	Root       Named   `json:"root"` // itself when it is independent
	OneWith    *Named  `json:"one_with,omitempty"`
	From       *Named  `json:"from,omitempty"` // the source that it depends on directly
	Kind       string  `json:"kind,omitempty"` // copied, rewritten, cites, declared
	Sign       string  `json:"sign,omitempty"` // what shows which of them is the copy
	Score      float64 `json:"score,omitempty"`
	Figures    int     `json:"figures,omitempty"`
	Quotations int     `json:"quotations,omitempty"`
	Reason     string  `json:"reason,omitempty"`
	Compared   bool    `json:"compared"`              // a text of it was compared with others
	NotCounted string  `json:"not_counted,omitempty"` // why it is no root: "no look", "no capture"; nothing of its page is kept
}

// Ruling is what a person said of two sources, whatever their texts show.
type Ruling struct {
	Source Named `json:"source"`
	Of     Named `json:"of"`
	Copies bool  `json:"copies"` // the source has its words from the other; else they are independent
	// By and Reason are left out when another article says so that is for its team
	// alone.
	Reason string  `json:"reason,omitempty"`
	By     *Person `json:"by,omitempty"`
	At     Time    `json:"at"`
}

// Who is who ruled.
func (r Ruling) Who() string {
	if r.By == nil {
		return "A person"
	}
	return r.By.Name
}

// Named is a source by its title.
type Named struct {
	ID    models.ID `json:"id"`
	Title string    `json:"title"`
}

func (b *builder) titled(id models.ID) Named { return Named{ID: id, Title: b.source[id].Title} }

// titledUnless names a source that is not the other.
func (b *builder) titledUnless(id, other models.ID) *Named {
	if id == 0 || id == other {
		return nil
	}
	n := b.titled(id)
	return &n
}

// originsOf tells it of a claim that two sources support at least.
func (b *builder) originsOf(c models.Claim) *Origins {
	rooted := b.Rooted[c.ID]
	if len(rooted) < 2 {
		return nil
	}
	out := &Origins{Of: []Origin{}, Rulings: []Ruling{}}
	out.Roots, out.Sources = models.Roots(rooted)
	for _, r := range rooted {
		out.Of = append(out.Of, Origin{
			Source: b.titled(r.SourceID), Root: b.titled(r.Root), OneWith: b.titledUnless(r.OneWith, r.SourceID), From: b.titledUnless(r.Edge.ToID, 0),
			Kind: r.Edge.Kind, Sign: r.Edge.Sign, Score: r.Edge.Score, Figures: r.Edge.Figures, Quotations: r.Edge.Quotes, Reason: r.Edge.Reason, Compared: r.Compared, NotCounted: string(r.Lacks),
		})
	}
	for _, r := range b.Rulings[c.ID] {
		out.Rulings = append(out.Rulings, Ruling{Source: b.titled(r.FromID), Of: b.titled(r.ToID), Copies: r.Copies, Reason: r.Reason, By: b.who(models.Ref(r.MadeBy)), At: at(r.MadeAt)})
	}
	return out
}

// Sentence counts the roots.
func (o Origins) Sentence() string {
	return count(o.Roots, "independent root", "independent roots") + " among " + count(o.Sources, "source", "sources")
}

// What a source has to do with the one that it depends on, and what shows it.
var (
	dependsWords = map[string]string{"declared": "has its words from", "copied": "has its words from", "rewritten": "tells what is told by", "cites": "gives as its source"}
	signWords    = map[string]string{
		"ruling":      "a person says so",
		"canonical":   "it gives the other’s address as its own",
		"link":        "it links to the other",
		"attribution": "it names the other’s publisher as its source",
		"time":        "it was published later",
		"capture":     "which came first is not known; the other was captured first",
		"length":      "it has less of the other than the other has of it",
		"nothing":     "which came first is not known",
	}
)

// unordered are the signs that do not show which of two sources came first.
var unordered = []string{"capture", "length", "nothing"}

// depends are the words between a source and the one it depends on. Of one that
// has the words of another it is said that it took them only where that shows.
func (o Origin) depends() string {
	if o.Kind == "copied" && slices.Contains(unordered, o.Sign) {
		return "shares its words with"
	}
	return dependsWords[o.Kind]
}

// GoesBack says to which root the source goes back.
func (o Origin) GoesBack() string {
	if o.Root.ID == o.Source.ID && o.NotCounted != "" {
		return "does not count"
	}
	if o.Root.ID == o.Source.ID {
		return "itself"
	}
	return o.Root.Title
}

// Shown is what shows it.
func (o Origin) Shown() string { return signWords[o.Sign] }

// Much is how much of the other the source has.
func (o Origin) Much() string {
	if o.Kind != "copied" && o.Kind != "rewritten" {
		return ""
	}
	parts := []string{fmt.Sprintf("%d %%", int(100*o.Score))}
	if o.Figures > 0 {
		parts = append(parts, count(o.Figures, "figure", "figures"))
	}
	if o.Quotations > 0 {
		parts = append(parts, count(o.Quotations, "quotation", "quotations"))
	}
	return strings.Join(parts, ", ")
}

// Why says why the source counts or does not; "" for a root that was compared.
func (o Origin) Why() string {
	switch {
	case o.OneWith != nil:
		return "Is one with “" + o.OneWith.Title + "”."
	case o.From != nil:
		return capital(o.depends()) + " “" + o.From.Title + "”." + behind(o.Reason)
	case o.NotCounted == string(models.LacksLook):
		return "It was about to be looked at; nothing of it was kept, so it does not count."
	case o.NotCounted != "":
		return "Nothing of it was kept, so it does not count."
	case !o.Compared:
		return "No text of it was compared; it counts as a root."
	}
	return ""
}

// behind is a reason behind a sentence, or nothing where it is not told.
func behind(reason string) string {
	if reason == "" {
		return ""
	}
	return " " + reason
}

// Says is the ruling in a sentence.
func (r Ruling) Says() string {
	if r.Copies {
		return "“" + r.Source.Title + "” has its words from “" + r.Of.Title + "”."
	}
	return "“" + r.Source.Title + "” and “" + r.Of.Title + "” are independent of each other."
}

// origins writes where the claim's sources have their words.
func (w *mdWriter) origins(o *Origins) {
	if o == nil {
		return
	}
	w.item("Sources: **%s**", o.Sentence())
	for _, s := range o.Of {
		about := []string{"is a root"}
		if s.NotCounted != "" {
			about[0] = s.GoesBack()
		}
		if s.Root.ID != s.Source.ID {
			about[0] = "goes back to " + inline(s.Root.Title)
		}
		for _, word := range []string{s.Shown(), s.Much(), s.Why()} {
			if word != "" {
				about = append(about, inline(word))
			}
		}
		w.line("    - %s: %s", inline(s.Source.Title), strings.Join(about, " · "))
	}
	for _, r := range o.Rulings {
		w.line("    - %s, %s: %s", inline(r.Who()), w.when(r.At), inline(r.Says()+behind(r.Reason)))
	}
}
