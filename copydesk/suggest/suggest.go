// Package suggest proposes claims for an article: which words, a statement
// that says them in full, of which kinds, and why. It decides nothing: what it
// proposes becomes a claim when a person accepts it.
//
// Spans are code points of canonical text.
package suggest

import (
	"cmp"
	"slices"

	"golang.org/x/text/language"

	"example.org/tickmark/copydesk/detect"
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

// Claims proposes claims of what was read, in the order of the copy: as a rule
// one for every sentence in which something can be checked. Spans lie on
// grapheme boundaries, are trimmed of white space and of the sentence's full
// stop, and do not overlap. A statement has at most models.MaxStatement bytes
// on one line.
func Claims(r reading.Reading) []Suggestion {
	d := newDrafter(r)
	var all []Suggestion
	for _, a := range d.assertions() {
		if s, ok := d.suggestion(a); ok {
			all = append(all, s)
		}
	}
	return all
}

// drafter drafts suggestions from a reading.
type drafter struct {
	reading.Reading
	runes []rune
	whole []bool // whether a grapheme begins there, or the text ends
	words wording
	lang  string // the base language, or ""
}

func newDrafter(r reading.Reading) *drafter {
	d := &drafter{Reading: r, runes: []rune(r.Text), whole: boundaries(r.Text)}
	if tag, err := language.Parse(r.Language); err == nil {
		base, _ := tag.Base()
		d.lang = base.String()
	}
	d.words = wordingOf(d.lang, r.Language)
	return d
}

// assertion is what one suggestion is about.
type assertion struct {
	models.Span
	first int // the index of the sentence that it begins in
	// parts are what its statement is made of, in order: itself when there are
	// none. A lead stands before them, with a colon.
	parts []models.Span
	lead  *models.Span
	found []detect.Detection
	score float64
}

// suggestion is the suggestion of an assertion, or false when nothing is left
// of it.
func (d *drafter) suggestion(a assertion) (Suggestion, bool) {
	a.Span = d.trim(a.Span)
	if !d.says(a.Span) {
		return Suggestion{}, false
	}
	s := Suggestion{
		Span: a.Span, Sentence: a.first + 1, Words: string(d.runes[a.Start:a.End]),
		Kinds: d.kindsOf(a), Score: a.score, Reasons: reasonsOf(a),
	}
	opening := a.Span
	if a.lead != nil {
		opening = *a.lead
	}
	pronoun, opens := d.pronoun(opening)
	if opens {
		s.Before = d.before(a, opening)
	}
	s.Statement = d.statement(a, pronoun)
	return s, s.Statement != ""
}

// before are the words before an assertion that opens with a pronoun: those of
// its sentence when it is the second part of one, else of the sentence before.
// Headings and captions are not what a pronoun is about.
func (d *drafter) before(a assertion, opening models.Span) string {
	of, _ := slices.BinarySearchFunc(d.Sentences, opening.Start+1, func(s reading.Sentence, at int) int { return cmp.Compare(s.Start, at) })
	of-- // the sentence in which the opening stands
	if of < 0 {
		return ""
	}
	if part := d.trim(models.Span{Start: d.Sentences[of].Start, End: opening.Start}); d.says(part) && a.lead == nil {
		return fit(d.line(part, nil))
	}
	for i, s := range slices.Backward(d.Sentences[:of]) {
		switch d.Blocks[s.Block].Kind {
		case models.Heading, models.Caption, models.TableRow:
		case models.ListItem:
			return fit(d.listBefore(i))
		case models.Headline, models.Standfirst, models.Paragraph, models.Quotation:
			return fit(d.line(s.Span, nil))
		}
	}
	return ""
}

// listBefore are the words of sentence i, of a list, with the others of the
// list and its introduction if it has one.
func (d *drafter) listBefore(i int) string {
	lead := i
	for lead >= 0 && i-lead <= mostItems && d.Blocks[d.Sentences[lead].Block].Kind == models.ListItem {
		lead--
	}
	if lead < 0 || d.listUnder(lead) != i+1 {
		return d.line(d.Sentences[i].Span, nil)
	}
	var parts []models.Span
	for _, s := range d.Sentences[lead+1 : i+1] {
		parts = append(parts, s.Span)
	}
	return d.join(&d.Sentences[lead].Span, parts, nil)
}
