// Package diff compares two texts by word and two documents by block. It is
// pure: it knows texts and spans, and nothing of claims or of how a difference
// is drawn.
//
// Offsets are code points of the text that they belong to.
package diff

import "example.org/tickmark/models"

// Op is what became of a run of words.
type Op string

// The ops.
const (
	Same    Op = "same"
	Alike   Op = "alike" // other white space, quotation marks or dashes: counts as unchanged
	Removed Op = "removed"
	Added   Op = "added"
)

// Part is a run of words of one op. Old is empty for what was added, New for
// what was removed; an empty span stands where its words would.
type Part struct {
	Op       Op
	Old, New models.Span
}

// Row sets one block of the old document beside the one that it became. A
// block that was put in has Old -1, one that was taken out New -1.
type Row struct {
	Old, New int
	Parts    []Part // over the blocks' words, in code points of the two documents' texts
	Moved    bool   // it stands alike elsewhere in the other document: Other says where
	Other    int    // the block there, when Moved
}
