// Package suggest proposes claims for an article: which words, a statement
// that says them in full, of which kinds, and why. It decides nothing: what it
// proposes becomes a claim when a person accepts it.
//
// Spans are code points of canonical text.
package suggest

import (
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/models"
)

// Suggestion is a claim that is proposed.
type Suggestion struct {
	models.Span
	Sentence  int           `json:"sentence"`  // the number, from 1, of the sentence that it begins in
	Words     string        `json:"words"`     // those of the span, as they stand
	Statement string        `json:"statement"` // drafted: dates resolved, pronouns in brackets
	Kinds     []models.Kind `json:"kinds"`
	Score     float64       `json:"score"`   // 0 to 1
	Reasons   []string      `json:"reasons"` // in words: "a date", "a quotation"
	// Before is the sentence before it when it opens with a pronoun, "" else.
	Before string `json:"before,omitempty"`
}

// Claims proposes claims of what was read, in the order of the copy. Spans lie
// on grapheme boundaries, are trimmed, and do not overlap.
func Claims(r reading.Reading) []Suggestion {
	return nil
}
