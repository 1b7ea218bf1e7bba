// Package reading reads an article's copy: its sentences, what can be checked
// in each and how much that is worth. Suggestions, coverage and the bench of
// checks all begin with it. A Reader remembers blocks that it has read, so a
// new revision costs what changed in it.
//
// Spans are code points of canonical text.
package reading

import (
	"slices"

	"example.org/tickmark/copydesk"
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

// Read reads the copy.
func Read(c Copy) Reading {
	if c.Sentences == nil {
		c.Sentences = copydesk.Sentences(c.Document, c.Language, c.Abbreviations...)
	}
	found := detect.In(detect.Copy{Document: c.Document, Sentences: c.Sentences, Language: c.Language, On: c.On})
	r := Reading{Copy: c, Detections: found, NoList: detect.WithoutList(c.Language)}
	runes, block, next := []rune(c.Text), 0, 0
	for _, span := range c.Sentences {
		for c.Blocks[block].End < span.End {
			block++
		}
		s := Sentence{Span: span, Block: block}
		for ; next < len(found) && found[next].Start < span.End; next++ {
			s.Found = append(s.Found, found[next])
		}
		s.Score = worth.Of(worth.Sentence{Text: string(runes[span.Start:span.End]), Language: c.Language, Found: s.Found})
		s.Checkable = s.Score.Value >= worth.Threshold || slices.ContainsFunc(s.Found, checkable)
		r.Sentences = append(r.Sentences, s)
	}
	return r
}

// checkable reports whether a detection alone makes its sentence checkable. A
// name does not: what is said of it may.
func checkable(d detect.Detection) bool { return d.Kind != detect.Name && d.Kind != detect.Proper }
