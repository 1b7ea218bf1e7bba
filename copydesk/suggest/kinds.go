package suggest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/models"
)

// reason is what a kind of detection adds to a suggestion: the claim's kind and
// the words that tell why, how much it weighs beside the others.
var reasons = []struct {
	found detect.Kind
	kind  models.Kind // "" for none of its own
	words string
}{ // the heaviest first
	{detect.Quotation, models.KindQuotation, "a quotation"},
	{detect.Percentage, models.KindFigure, "a percentage"},
	{detect.Money, models.KindFigure, "an amount of money"},
	{detect.Number, models.KindFigure, "a figure"},
	{detect.Age, models.KindFigure, "an age"},
	{detect.Date, models.KindDate, "a date"},
	{detect.RelativeDate, models.KindDate, "a relative date"},
	{detect.Attribution, models.KindAttribution, "an attribution"},
	{detect.Superlative, "", "a superlative"},
	{detect.Comparison, "", "a comparison"},
	{detect.Cause, "", "a cause"},
	{detect.Time, models.KindDate, "a time"},
	{detect.Name, models.KindName, "a name or title"},
	{detect.Proper, "", "an organisation or place"},
}

// reasonsOf are the reasons for an assertion in words, the heaviest first, and
// its score.
func reasonsOf(a assertion) []string {
	var all []string
	for _, r := range reasons {
		if a.finds(r.found) {
			all = append(all, r.words)
		}
	}
	return append(all, fmt.Sprintf("scores %.2f", a.score))
}

// finds reports whether something of the kind is in the assertion, but for
// numbers that weigh nothing.
func (a assertion) finds(k detect.Kind) bool {
	return slices.ContainsFunc(a.found, func(f detect.Detection) bool { return f.Kind == k && (k != detect.Number || reading.Weighs(f)) })
}

// kindsOf are the kinds of a claim of an assertion, in the order of
// models.AllKinds, at least one.
func (d *drafter) kindsOf(a assertion) []models.Kind {
	has := map[models.Kind]bool{}
	for _, r := range reasons {
		if r.kind != "" && a.finds(r.found) {
			has[r.kind] = true
		}
	}
	has[models.KindPlace] = d.place(a)
	// What happened on a day and nobody is named for is an event.
	has[models.KindEvent] = has[models.KindDate] && !has[models.KindAttribution] && !has[models.KindQuotation]
	has[models.KindReport] = outlet(a)
	var all []models.Kind
	for _, k := range models.AllKinds {
		if has[k] {
			all = append(all, k)
		}
	}
	if all == nil {
		all = []models.Kind{models.KindOther}
	}
	return all
}

// place reports whether capitalised words stand behind a word like "in".
func (d *drafter) place(a assertion) bool {
	return slices.ContainsFunc(a.found, func(f detect.Detection) bool {
		return f.Kind == detect.Proper && d.words.places[strings.ToLower(d.wordBefore(a.Start, f.Start))]
	})
}

// wordBefore is the word that ends before a place, but for the space between
// them, not before start.
func (d *drafter) wordBefore(start, at int) string {
	end := at
	for end > start && unicode.IsSpace(d.runes[end-1]) {
		end--
	}
	from := end
	for from > start && end-from < longestPronoun && unicode.IsLetter(d.runes[from-1]) {
		from--
	}
	return string(d.runes[from:end])
}

// outlet reports whether a newspaper, an agency or a station says so.
func outlet(a assertion) bool {
	return slices.ContainsFunc(a.found, func(f detect.Detection) bool { return f.Outlet })
}
