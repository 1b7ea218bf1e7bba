package suggest

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// resolved are the insertions that say of which year, or on which day, the
// dates of an assertion are. Those that lean on an event, and those that name
// their year, stay as they are.
func (d *drafter) resolved(a assertion) (add []insertion) {
	end := 0               // of what is resolved already: a date may be found inside another
	var quoted models.Span // the last quotation: its words are somebody else's
	for _, f := range a.found {
		if f.Quote != nil {
			quoted = f.Quote.Inside
		}
		if f.When == nil || f.When.Year || f.Start < end {
			continue
		}
		text := d.resolve(a, f, quoted.Contains(f.Span))
		if text != "" {
			add = append(add, insertion{f.End, text})
			end = f.End
		}
	}
	return add
}

// longAgo is how far back a date without a year may lie when no words tell
// whether it has been or is to come. Of what lies further back the next one is
// nearer: "the fair is in January" need not be last January.
const longAgo = 183 * 24 * time.Hour

// resolve is what is to be said behind a date, or ""; quoted says that it stands
// in a quotation.
func (d *drafter) resolve(a assertion, f detect.Detection, quoted bool) string {
	from, err := time.Parse(time.DateOnly, string(f.When.From))
	to, err2 := time.Parse(time.DateOnly, string(f.When.To))
	if err != nil || err2 != nil || d.yearFollows(f.End) || quoted && f.Kind == detect.RelativeDate {
		return "" // what a speaker calls yesterday is the day before they spoke
	}
	if on, err := time.Parse(time.DateOnly, string(d.On)); f.Kind == detect.Date && f.When.Tense == detect.Untold && err == nil && on.Sub(from) > longAgo {
		return ""
	}
	year := from.Year() == to.Year() && !quoted
	words := f.Words
	switch {
	case year && d.endsWithMonth(words):
		return fmt.Sprintf(d.words.year, from.Year()) + d.comma(a, f)
	case year && d.words.monthFirst && d.isMonthAndDay(words):
		return fmt.Sprintf(", %d", from.Year()) + d.commaAround(f.End)
	}
	if text := d.words.span(from, to, f.When.Grain); text != "" {
		return " [" + text + "]"
	}
	return ""
}

// yearFollows reports whether a number of four digits stands behind a date.
func (d *drafter) yearFollows(at int) bool {
	for at < len(d.runes) && strings.ContainsRune(" ,\u00a0", d.runes[at]) {
		at++
	}
	if d.has(at, "de ") {
		at += len("de ")
	}
	digits := 0
	for at+digits < len(d.runes) && unicode.IsDigit(d.runes[at+digits]) {
		digits++
	}
	return digits == len("2025")
}

// comma parts "On 18 September 2025" from the sentence that it opens, where
// the language does.
func (d *drafter) comma(a assertion, f detect.Detection) string {
	const short = 8 // code points: more than "On" with blanks around it
	opening := models.Span{Start: a.Start, End: min(f.Start, a.Start+short)}
	if d.words.afterDate && (f.Start == a.Start && unicode.IsUpper(d.runes[a.Start]) && strings.HasPrefix(f.Words, "On ") || opening.End == f.Start && d.line(opening, nil) == "On") {
		return d.commaAround(f.End)
	}
	return ""
}

// commaAround is a comma when words follow.
func (d *drafter) commaAround(at int) string {
	if at+1 < len(d.runes) && d.runes[at] == ' ' && unicode.IsLetter(d.runes[at+1]) {
		return ","
	}
	return ""
}

// endsWithMonth reports whether the last word of a date is a month.
func (d *drafter) endsWithMonth(date string) bool {
	words := strings.FieldsFunc(date, unicode.IsSpace)
	return len(words) > 0 && d.words.isMonth(words[len(words)-1])
}

// isMonthAndDay reports whether a date ends like "September 18".
func (d *drafter) isMonthAndDay(date string) bool {
	words := strings.FieldsFunc(date, unicode.IsSpace)
	if len(words) < 2 || !d.words.isMonth(words[len(words)-2]) {
		return false
	}
	day := strings.TrimRight(words[len(words)-1], "stndrh")
	return day != "" && len(day) <= 2 && strings.Trim(day, "0123456789") == ""
}
