// Package checks is the bench: what a computer checks better than a person.
// Weekdays against dates, sums that do not add up, one name spelled two ways,
// quotation marks that do not close. Each check is a row of a table, explains
// itself, and finds the same in the same copy. It asks no network, and when it
// cannot be sure it says nothing.
//
// Spans are code points of canonical text.
package checks

import (
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/models"
)

// Check is one of the checks.
type Check struct {
	Name     string // as a reader sees it, and as it is stored
	Explains string // in a sentence: what it looks at and when it speaks
	run      func(*bench) []Finding
}

// All are the checks, in the order in which a reader sees them.
var All = []Check{}

// Finding is what a check found.
type Finding struct {
	Check   string `json:"check"`
	Message string `json:"message"` // what does not fit, in a sentence
	// Places are where to look, in the order of the copy, at least one. The
	// first one is the finding's own.
	Places []models.Span `json:"places"`
	// Words are the words of the places, as they stand.
	Words []string `json:"words"`
	// Said and Source are, of a quotation that is not verbatim, the words in
	// the copy and those in the source, for a word diff.
	Said   string `json:"said,omitempty"`
	Source string `json:"source,omitempty"`
}

// Passage is what a source says, as a claim's evidence quotes it.
type Passage struct {
	models.Span        // of the claim in the copy
	Source      string // its title
	Text        string
}

// bench is what the checks look at.
type bench struct {
	reading.Reading
	passages []Passage
}

// Run returns what the checks find in the copy, by place, then by check.
func Run(r reading.Reading, passages []Passage) (found []Finding) {
	b := &bench{r, passages}
	for _, c := range All {
		found = append(found, c.run(b)...)
	}
	return found
}
