// Package detect marks in copy what can be checked: figures, money, dates,
// names, quotations and who said them, superlatives, comparisons, causes. Each
// detector is a row of a table with a name and an explanation. It works from
// lists and patterns of its own, asks no network, and knows nothing of claims.
//
// Spans are code points of the document's canonical text.
package detect

import (
	"slices"

	"example.org/tickmark/models"
)

// Kind is what was detected.
type Kind string

// The kinds of detections.
const (
	Number       Kind = "number"        // a count or a measure; Quantity
	Money        Kind = "money"         // Quantity, in a currency
	Percentage   Kind = "percentage"    // Quantity, per cent or percentage points
	Age          Kind = "age"           // of a person or thing, in years; Quantity
	Date         Kind = "date"          // a day, month or year by name; When
	RelativeDate Kind = "relative date" // "yesterday", "three weeks after the summit"; When
	Time         Kind = "time"          // of the day
	Name         Kind = "name or title"
	Proper       Kind = "organisation or place" // a run of capitalised words
	Quotation    Kind = "quotation"             // between quotation marks; Quote
	Attribution  Kind = "attribution"           // who said so, as a verb or a phrase
	Superlative  Kind = "superlative"           // and firsts and onlys
	Comparison   Kind = "comparison"            // and trends
	Cause        Kind = "cause"
)

// Kinds lists every kind.
var Kinds = []Kind{Number, Money, Percentage, Age, Date, RelativeDate, Time, Name, Proper, Quotation, Attribution, Superlative, Comparison, Cause}

// Detection is one place in the copy that can be checked.
type Detection struct {
	models.Span
	Kind     Kind      `json:"kind"`
	Words    string    `json:"words"`              // the words of the span, as they stand
	Quantity *Quantity `json:"quantity,omitempty"` // of a number, money, a percentage, an age
	When     *When     `json:"when,omitempty"`     // of a date and a relative date
	Quote    *Quote    `json:"quote,omitempty"`    // of a quotation
	// Called is, of a name, where it stands without its titles.
	Called *models.Span `json:"called,omitempty"`
	// By is, of an attribution, who says so: a name, a run of capitals, a
	// pronoun or a title in the same sentence; nil when that is not to be told.
	By *models.Span `json:"by,omitempty"`
	// Outlet reports that who says so is a newspaper, an agency, a station.
	Outlet bool `json:"outlet,omitempty"`
}

// Quantity is a figure with what it counts or measures.
type Quantity struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"` // as Low, unless the copy gives a range
	// Falling reports a range whose higher end stands first: "between 70 and 60
	// million".
	Falling bool `json:"falling,omitempty"`
	// Unit is the unit's symbol: an ISO 4217 code for money, "%" for per cent,
	// "pp" for percentage points, an SI or customary symbol ("km", "mi", "t",
	// "°C"), "yr" for an age, or "" when things are counted.
	Unit string `json:"unit,omitempty"`
	// Counted is what is counted, in small letters as the copy has it
	// ("soldiers"), or "" when that is not to be told.
	Counted string `json:"counted,omitempty"`
	// Hedge is how exact it is said to be: "" exactly, "about", "over" (more
	// than, at least), "under" (less than, at most).
	Hedge   string `json:"hedge,omitempty"`
	Ordinal bool   `json:"ordinal,omitempty"` // "third"
}

// Day is a day of the calendar, YYYY-MM-DD, "" for none.
type Day string

// Grain is how exact a date is.
type Grain string

// The grains of dates.
const (
	ByDay     Grain = "day"
	ByWeek    Grain = "week"
	ByMonth   Grain = "month"
	ByQuarter Grain = "quarter"
	ByYear    Grain = "year"
	ByDecade  Grain = "decade"
	ByCentury Grain = "century"
	ByUnknown Grain = "" // a relative date that leans on an event
)

// When is what a date says.
type When struct {
	// From and To are the first and the last day that it may mean, both
	// included; "" when it leans on something other than the article's date.
	From  Day   `json:"from,omitempty"`
	To    Day   `json:"to,omitempty"`
	Grain Grain `json:"grain,omitempty"`
	// Weekday is the day of the week that stands with it, 1 Monday to 7 Sunday
	// as ISO 8601 has it, or 0 when there is none.
	Weekday int `json:"weekday,omitempty"`
	// Year reports that the copy names the year; else From and To rest on the
	// article's date.
	Year bool `json:"year,omitempty"`
	// Tense is, of a date without a year, what the words around it tell: that it
	// has been or is to come.
	Tense Tense `json:"tense,omitempty"`
	// Of a date that is so long before or after an event ("three weeks after
	// the summit"): how long, in the grain, negative before it, and where the
	// event's words stand.
	Offset int          `json:"offset,omitempty"`
	Event  *models.Span `json:"event,omitempty"`
	Hedge  string       `json:"hedge,omitempty"` // as of a Quantity; also "early", "mid", "late"
}

// Quote is what a quotation says, and who is said to have said it.
type Quote struct {
	Inside  models.Span  `json:"inside"`            // the words between the marks
	Speaker *models.Span `json:"speaker,omitempty"` // in the same block
	Open    bool         `json:"open,omitempty"`    // its marks do not close in its block
}

// Copy is what the detectors read.
type Copy struct {
	models.Document
	Sentences []models.Span // in order, as copydesk.Sentences cuts them
	Language  string        // BCP 47
	On        Day           // the article's date, or "" when it has none: then dates without a year and relative ones have no From and To
}

// Detector is one of the detectors.
type Detector struct {
	Name     string // as a reader sees it
	Explains string // in a sentence: what it looks for
	// Languages are the base languages (BCP 47) for which it has a list; nil
	// when it needs none.
	Languages []string
	find      func(*block) []Detection
}

// Detectors are all detectors, in the order in which a reader sees them.
var Detectors = []Detector{
	{Name: "Numbers", Explains: "Counts and measures in digits and words, with their units, ranges and what is counted.", find: measured(Number)},
	{Name: "Money", Explains: "Sums with a currency's sign, code or name.", find: measured(Money)},
	{Name: "Percentages", Explains: "Per cent and percentage points.", find: measured(Percentage)},
	{Name: "Ages", Explains: "How old a person or thing is said to be.", Languages: measuredLanguages, find: measured(Age)},
	{Name: "Dates", Explains: "Days, months, quarters, years, decades and centuries by name or in figures.", Languages: measuredLanguages, find: measured(Date)},
	{Name: "Relative dates", Explains: "Yesterday, last week, three weeks after an event.", Languages: measuredLanguages, find: measured(RelativeDate)},
	{Name: "Times of day", Explains: "Hours and minutes, noon and midnight.", Languages: measuredLanguages, find: measured(Time)},
	{Name: "Names and titles", Explains: "People: behind or before a title, or beside a verb of saying.", Languages: nameLanguages, find: findNames},
	{Name: "Organisations and places", Explains: "Other runs of capitalised words, acronyms, countries and outlets.", Languages: properLanguages, find: findProper},
	{Name: "Quotations", Explains: "What stands between quotation marks, and who is said to have said it.", find: findQuotations},
	{Name: "Attributions", Explains: "Who says so, as a verb or a phrase: said, according to, in a statement.", Languages: attributionLanguages, find: findAttributions},
	{Name: "Superlatives and firsts", Explains: "The largest, the first, the only one, never before.", Languages: listLanguages, find: phrased(Superlative, superlatives)},
	{Name: "Comparisons and trends", Explains: "More than, twice as many, compared with; rose, fell, doubled.", Languages: listLanguages, find: phrased(Comparison, comparisons)},
	{Name: "Causes", Explains: "Because, due to, led to, as a result.", Languages: listLanguages, find: phrased(Cause, causes)},
}

// WithoutList names the detectors that have no list for a language and so find
// nothing in it.
func WithoutList(lang string) (names []string) {
	for _, d := range Detectors {
		if d.Languages != nil && !slices.Contains(d.Languages, baseOf(lang)) {
			names = append(names, d.Name)
		}
	}
	return names
}

// In returns what the detectors find in the copy, by start, then the longer,
// then by kind. Every detection lies in one block, and detections of one kind
// do not overlap.
func In(c Copy) (found []Detection) {
	for _, b := range blocksOf(c) {
		for _, d := range Detectors {
			found = append(found, d.find(b)...)
		}
	}
	slices.SortStableFunc(found, byPlace)
	return found
}

func byPlace(a, b Detection) int {
	switch {
	case a.Start != b.Start:
		return a.Start - b.Start
	case a.End != b.End:
		return b.End - a.End
	}
	return slices.Index(Kinds, a.Kind) - slices.Index(Kinds, b.Kind)
}
