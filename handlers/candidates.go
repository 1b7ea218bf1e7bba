package handlers

import (
	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
	"example.org/tickmark/views"
)

// How much of where claims may stand is drawn on one page.
const (
	mostChoices = 50  // claims that are given candidates; the others lead to their own pages
	mostAround  = 150 // code points before and behind the words of a candidate
	mostWords   = 300 // code points of the words
)

// places finds where claims that wait may stand in one revision. The revision
// is read when the first of them asks.
type places struct {
	finder *anchor.Finder
	text   *anchor.Text
}

// candidates are the places where the words of a claim that waits may stand,
// each in its sentence and between those beside it: two places that hold the
// same words are told apart by what stands around them.
func (d *desk) candidates(a models.Anchor) (cs []views.Candidate) {
	if d.places == nil {
		d.places = &places{anchor.NewFinder(d.Revision), anchor.Index(d.Revision.Text)}
	}
	text := d.places.text
	for _, at := range d.places.finder.Candidates(a) {
		around := d.beside(at)
		words := text.Slice(at)
		cs = append(cs, views.Candidate{
			Before: ending(text, models.Span{Start: around.Start, End: at.Start}, mostAround),
			Words:  beginning(text, at, mostWords),
			After:  beginning(text, models.Span{Start: at.End, End: around.End}, mostAround),
			Quote:  words, Start: text.UTF16(at.Start), End: text.UTF16(at.End),
		})
	}
	return cs
}

// beside is the span from the sentence before a place to the one behind it.
func (d *desk) beside(at models.Span) models.Span {
	around, sentences := at, d.Revision.Sentences
	for i, s := range sentences {
		if s.Overlaps(at) {
			around.Start = min(around.Start, sentences[max(0, i-1)].Start)
			around.End = max(around.End, sentences[min(len(sentences)-1, i+1)].End)
		}
	}
	return around
}

// cut stands where a passage was cut short.
const cut = "…"

// beginning is the first code points of a span, most or a few more, so that no
// character is cut.
func beginning(text *anchor.Text, s models.Span, most int) string {
	if s.Len() <= most {
		return text.Slice(s)
	}
	return text.Slice(text.Widen(models.Span{Start: s.Start, End: s.Start + most})) + cut
}

// ending is the last code points of a span, as beginning is the first.
func ending(text *anchor.Text, s models.Span, most int) string {
	if s.Len() <= most {
		return text.Slice(s)
	}
	return cut + text.Slice(text.Widen(models.Span{Start: s.End - most, End: s.End}))
}
