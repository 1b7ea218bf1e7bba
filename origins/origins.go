// Package origins tells who copied whom among captured texts: five links to one
// agency's report are one source. It compares words, quotations and figures, and
// looks for links and for outlets that are named as sources. It decides nothing:
// every edge says why it is there, and a person's ruling goes before it. It knows
// texts and languages, and nothing of claims, articles and people.
//
// Spans are code points of canonical text.
package origins

import (
	"cmp"
	"slices"

	"example.org/tickmark/models"
)

// MaxTexts is how many texts are traced at once; of more, those with the lowest
// IDs are.
const MaxTexts = 100

// Text is a captured text, as far as its origin is concerned. What is not known
// is empty.
type Text struct {
	ID models.ID // no two texts have the same
	models.Document
	Language  string         // BCP 47
	Title     string         // names it to a person where neither publisher nor address does
	Publisher string         // as others may name it
	Author    string         // its byline, where that stands beside the text
	Address   string         // where it was found
	Canonical string         // the address that the page itself names
	Links     []string       // the addresses to which it links
	Published models.Instant // 0 when it is not known
	ByDay     bool           // Published is the beginning of its day, and the hour is not known
	Captured  models.Instant // when it was first captured, whichever capture Document is; 0 when that is not known
}

// Kind is how one text depends on another.
type Kind string

// The kinds of edges, the strongest first.
const (
	Declared  Kind = "declared"  // a person says so
	Copied    Kind = "copied"    // its words are the other's
	Rewritten Kind = "rewritten" // it tells what the other tells in the same order, in other words
	Cites     Kind = "cites"     // it names the other as its source, or links to it
)

// Sign is what shows which of two texts came from the other.
type Sign string

// The signs, the strongest first.
const (
	ByRuling      Sign = "ruling"      // a person says so
	ByCanonical   Sign = "canonical"   // it gives the other's address as its own
	ByLink        Sign = "link"        // it links to the other
	ByAttribution Sign = "attribution" // it names the other's publisher as its source
	ByTime        Sign = "time"        // it was published later
	ByCapture     Sign = "capture"     // which was published first is not known; it was captured later
	ByLength      Sign = "length"      // neither is known; it has less of the other than the other has of it
	ByNothing     Sign = "nothing"     // nothing shows it; the one with the higher ID is taken for the copy
)

// Edge says that one text depends on another.
type Edge struct {
	From    models.ID // the copy
	To      models.ID // what it was copied from
	Kind    Kind
	Sign    Sign    // what shows which of them is the copy
	Score   float64 // how sure the kind is: 0 to 1, and 1 for what a person says and for cites
	Figures int     // that both tell
	Quotes  int     // that both quote
	Reason  string  // in a sentence, for a person
}

// Ruling is what a person decided of two texts, whatever else speaks for it.
type Ruling struct {
	From, To models.ID
	Copies   bool   // From copies To; else neither depends on the other
	Reason   string // the person's, in a sentence
}

// Graph is who copied whom.
type Graph struct {
	Texts []models.ID // that were traced, in order
	Edges []Edge      // by From, then To; at most one between two texts
	Roots []models.ID // as Roots tells them
}

// Trace tells who copied whom. Two texts are joined by what stands in them
// alone, so that a third changes nothing, nor does the order in which they are
// given. What two texts quote from others counts for neither as its own words:
// who quotes the same public speech has not copied.
//
// It takes time in proportion to the texts' lengths and to how many pairs of
// them share words.
func Trace(texts []Text, rulings []Ruling) Graph {
	texts = slices.SortedFunc(slices.Values(texts), func(a, b Text) int { return cmp.Compare(a.ID, b.ID) })
	texts = texts[:min(len(texts), MaxTexts)]
	readings := make([]*reading, len(texts))
	g := Graph{Texts: make([]models.ID, len(texts))}
	for i, t := range texts {
		readings[i], g.Texts[i] = read(t), t.ID
	}
	g.Edges = overrule(edges(readings), g.Texts, rulings)
	g.Roots = Roots(g.Texts, g.Edges)
	return g
}

// edges joins texts by what stands in them.
func edges(of []*reading) (found []Edge) {
	c := findCitations(of)
	for _, p := range pairs(of, c) {
		if e, ok := judge(of[p.a], of[p.b], c.between(p)); ok {
			found = append(found, e)
		}
	}
	return found
}

// Reading is a text as it was read, once for all that it is compared with. It is
// some megabytes, and keeps nothing of what is not read of the text.
type Reading struct{ of *reading }

// Read reads a text: its first MaxText code points.
func Read(t Text) Reading { return Reading{read(t)} }

// Between returns the edge by which Trace joins two texts, and reports whether
// there is one.
func Between(a, b Reading) (e Edge, joined bool) {
	if a.of.ID > b.of.ID {
		a, b = b, a
	}
	found := edges([]*reading{a.of, b.of})
	if len(found) == 0 {
		return Edge{}, false
	}
	return found[0], true
}

// overrule puts what persons ruled in place of what was found. The last ruling
// on two texts holds.
func overrule(edges []Edge, texts []models.ID, rulings []Ruling) []Edge {
	for _, r := range rulings {
		edges = slices.DeleteFunc(edges, func(e Edge) bool {
			return e.From == r.From && e.To == r.To || e.From == r.To && e.To == r.From
		})
		if r.Copies && r.From != r.To && slices.Contains(texts, r.From) && slices.Contains(texts, r.To) {
			edges = append(edges, Edge{From: r.From, To: r.To, Kind: Declared, Sign: ByRuling, Score: 1, Reason: r.Reason})
		}
	}
	slices.SortFunc(edges, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return edges
}
