// Package diff compares two texts by word and two documents by block. It is
// pure: it knows texts and spans, and nothing of claims or of how a difference
// is drawn.
//
// The same texts always give the same difference, in time and memory that are
// bounded by their length alone: where an exact answer would take too long, a
// good one is taken.
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
	// Restyled: the block is of another kind, level or number than it was.
	Restyled bool
	// Marks are what words that stayed lost or got: bold, italics, links.
	Marks []MarkChange
}

// MarkChange is an inline mark that words lost (Removed) or got (Added) while
// they themselves stayed. A link to another address is one lost and one got.
type MarkChange struct {
	Op       Op
	Kind     models.MarkKind
	URL      string      // of a link
	Old, New models.Span // the words, in code points of the two documents' texts
}

// Changed reports whether anything is to be seen in the row, be it only that
// it stands elsewhere. What is alike counts as unchanged.
func (r Row) Changed() bool {
	if r.Old < 0 || r.New < 0 || r.Restyled || len(r.Marks) > 0 {
		return true
	}
	for _, p := range r.Parts {
		if p.Op == Removed || p.Op == Added {
			return true
		}
	}
	return false
}
