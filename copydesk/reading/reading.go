// Package reading reads an article's copy: its sentences, what can be checked
// in each and how much that is worth. Suggestions, coverage and the bench of
// checks all begin with it. A Reader remembers blocks that it has read, so a
// new revision costs what changed in it.
//
// Spans are code points of canonical text.
package reading

import (
	"slices"
	"strings"
	"unicode"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/worth"
	"example.org/tickmark/models"
)

// Copy is what is read.
type Copy struct {
	models.Document
	Language      string     // BCP 47
	On            detect.Day // the article's date, or ""
	Abbreviations []string   // the newsroom's own, without their last full stop
	// Sentences are those of the revision, cut when it was made; nil cuts the
	// copy now.
	Sentences []models.Span
}

// Reading is what was read in the copy.
type Reading struct {
	Copy
	Sentences  []Sentence         // in order
	Detections []detect.Detection // in the order of detect.In
	NoList     []string           // detectors that have no list for the language
}

// Sentence is a sentence as it was read.
type Sentence struct {
	models.Span
	Block     int                // its index in the document
	Found     []detect.Detection // what begins in it
	Score     worth.Score
	Checkable bool // something in it can be checked
}

// Read reads the copy. Every block is read by itself: what is found in it
// depends on no other.
func Read(c Copy) Reading { return read(c, readBlock) }

// read reads every block of the copy by way of one and puts them together.
func read(c Copy, one func(blockCopy) blockReading) Reading {
	blocks := blocksOf(c)
	parts := make([]blockReading, len(blocks))
	sentences, detections := 0, 0
	for i, b := range blocks {
		parts[i] = one(b)
		sentences += len(parts[i].sentences)
		detections += len(parts[i].detections)
	}
	r := Reading{Copy: c, Sentences: make([]Sentence, 0, sentences), Detections: make([]detect.Detection, 0, detections), NoList: detect.WithoutList(c.Language)}
	for i, part := range parts {
		r.add(part, i)
	}
	if c.Sentences == nil {
		r.Copy.Sentences = make([]models.Span, len(r.Sentences))
		for i, s := range r.Sentences {
			r.Copy.Sentences[i] = s.Span
		}
	}
	return r
}

// few is up to which number "two" and the like count nothing that anybody would
// check: "the two leaders".
const few = 2

// Weighs reports whether a detection alone makes its sentence checkable. A name
// does not: what is said of it may. Nor does a small number in a word.
func Weighs(d detect.Detection) bool {
	switch {
	case d.Kind == detect.Name || d.Kind == detect.Proper:
		return false
	case d.Kind == detect.Number && d.Quantity != nil && d.Quantity.High <= few && d.Quantity.Low >= 0 && d.Quantity.Unit == "":
		return strings.ContainsFunc(d.Words, unicode.IsDigit)
	}
	return true
}

// readSentences reads the sentences of a block, whose code points are runes.
func readSentences(b blockCopy, runes []rune, spans []models.Span, found []detect.Detection) []Sentence {
	all := make([]Sentence, 0, len(spans))
	next := 0
	for _, span := range spans {
		s := Sentence{Span: span}
		from := next
		for next < len(found) && found[next].Start < span.End {
			next++
		}
		s.Found = found[from:next:next]
		s.Score = worth.Of(worth.Sentence{Text: string(runes[span.Start:span.End]), Language: b.language, Found: s.Found})
		s.Checkable = s.Score.Value >= worth.Threshold || slices.ContainsFunc(s.Found, Weighs)
		all = append(all, s)
	}
	return all
}
