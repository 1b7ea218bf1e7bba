// Package checks is the bench: what a computer checks better than a person.
// Weekdays against dates, sums that do not add up, one name spelled two ways,
// quotation marks that do not close. Each check is a row of a table, explains
// itself, and finds the same in the same copy. It asks no network, and when it
// cannot be sure it says nothing.
//
// Spans are code points of canonical text.
package checks

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"example.org/tickmark/anchor"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/models"
)

// Check is one of the checks.
type Check struct {
	Name     string // as a reader sees it, and as it is stored
	Explains string // in a sentence: what it looks at and when it speaks
	run      func(*bench) []Finding
}

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
	// Around are the words around the places in their sentences and which of
	// its like the finding is there, "" when it is of the whole copy, as a name
	// is. They tell it from others and are not shown.
	Around string `json:"-"`

	ofCopy bool // where it stands first says nothing of it
}

// Passage is what a source says, as a claim's evidence quotes it.
type Passage struct {
	models.Span        // of the claim in the copy
	Source      string // its title
	Text        string
}

// most is how many findings of one check are kept: who has more has another
// kind of trouble.
const most = 200

// Run returns what the checks find in the copy, by place, then in the order of
// All, at most 200 of each check.
func Run(r reading.Reading, passages []Passage) (found []Finding) {
	b := newBench(r, passages)
	for _, c := range All {
		own := c.run(b)
		slices.SortStableFunc(own, byPlace)
		own = own[:min(len(own), most)]
		b.tellApart(own)
		for _, f := range own {
			f.Check = c.Name
			found = append(found, f)
		}
	}
	slices.SortStableFunc(found, byPlace)
	return found
}

// byPlace is the order of findings: by start of the first place, then the
// longer.
func byPlace(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Places[0].Start, b.Places[0].Start), cmp.Compare(b.Places[0].End, a.Places[0].End))
}

// reachAround is how many code points before and behind a place tell it from
// others.
const reachAround = 120

// tellApart notes around each finding of one check, in the order of the copy,
// what tells it from its like: what stands near its places in their sentences,
// and how many of them stand there or in sentences like them before this one.
// So an edit elsewhere in the copy leaves it what it is.
func (b *bench) tellApart(found []Finding) {
	before := map[string]int{}
	for i, f := range found {
		if f.ofCopy {
			continue
		}
		var around []string
		for _, p := range f.Places {
			around = append(around, b.nearby(p))
		}
		near := strings.Join(slices.Compact(around), "\x00")
		like := anchor.Fold(strings.Join(f.Words, "\x00") + "\x00\x00" + near)
		found[i].Around = fmt.Sprintf("%s %d", near, before[like])
		before[like]++
	}
}

// nearby is what stands near a place, from where the sentence begins that it
// begins in to where the one ends that it ends in.
func (b *bench) nearby(at models.Span) string {
	in := b.Blocks[b.blockAt(at.Start)].Span
	if n := b.sentenceAt(at.Start); n < len(b.Reading.Sentences) && b.sentence(n).Start <= at.Start {
		in.Start = b.sentence(n).Start
	}
	if n := b.sentenceAt(at.End - 1); n < len(b.Reading.Sentences) && b.sentence(n).Start < at.End {
		in.End = b.sentence(n).End
	}
	return b.text(models.Span{Start: max(in.Start, at.Start-reachAround), End: max(at.End, min(in.End, at.End+reachAround))})
}

// Fingerprint tells the finding from others across revisions: the hex SHA-256
// over the check's name, the words of its places and those around them, as
// anchor.Fold has them. It depends neither on where in the copy they stand nor
// on the message: the same words in two sentences are two findings, and stay
// what they are while other sentences change.
func (f Finding) Fingerprint() string {
	h := sha256.New()
	_, _ = io.WriteString(h, f.Check)
	for _, w := range f.Words {
		_, _ = io.WriteString(h, "\x00")
		_, _ = io.WriteString(h, anchor.Fold(w))
	}
	if f.Around != "" {
		_, _ = io.WriteString(h, "\x00\x00"+anchor.Fold(f.Around))
	}
	return hex.EncodeToString(h.Sum(nil))
}
