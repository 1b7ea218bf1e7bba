package checks

import (
	"fmt"
	"strings"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

var weekdayNames = [8]string{1: "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// sayDay is a day as a message has it.
func sayDay(d detect.Day) string {
	return fmt.Sprintf("%d %s %d", d.Of(), monthNames[d.Month()], d.Year())
}

// days are how many days lie between two days of the calendar.
func days(from, to detect.Day) int { return from.Days(to) }

// soon is how many days off the article's date a date without a year may lie
// to be sure of its year.
const soon = 150

// weekdays finds days of the week that are not those of their dates.
func (b *bench) weekdays() (found []Finding) {
	for i := range b.Reading.Sentences {
		named := b.named(i)
		for _, d := range b.Reading.Sentences[i].Found {
			w := d.When
			if w == nil || w.Weekday == 0 || w.Grain != detect.ByDay || w.From == "" || w.From != w.To {
				continue
			}
			is := w.From.Weekday()
			if is == w.Weekday || !w.Year && !b.thisYear(w.From, named) {
				continue
			}
			was := "was"
			if b.On != "" && w.From > b.On {
				was = "is"
			}
			found = append(found, b.finding(fmt.Sprintf("%s %s a %s, not a %s.", sayDay(w.From), was, weekdayNames[is], weekdayNames[w.Weekday]), d.Span))
		}
	}
	return found
}

// thisYear reports whether a date without a year is surely of the year that was
// supposed: it is near the article's, and no other year is named beside it.
func (b *bench) thisYear(day detect.Day, named years) bool {
	return b.On != "" && abs(days(b.On, day)) <= soon && named.only(day.Year())
}

// years are the first and the last year that is named somewhere, 0 when none is.
type years struct{ first, last int }

func (y years) only(year int) bool { return y.first == 0 || y.first == year && y.last == year }

// named are the years that the dates of a sentence name.
func (b *bench) named(sentence int) (y years) {
	for _, d := range b.Reading.Sentences[sentence].Found {
		if d.When == nil || !d.When.Year || d.When.From == "" {
			continue
		}
		year := d.When.From.Year()
		if y.first == 0 {
			y = years{year, year}
		}
		y = years{min(y.first, year), max(y.last, year)}
	}
	return y
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// leads are words that may stand between a day and the same day said otherwise.
var leads = set("on in am dem den the le el il lo em no na w at от от на у в of dia")

// published finds relative days that contradict the date beside them, and what
// is told as past of a day that is still to come.
func (b *bench) published() (found []Finding) {
	if b.On == "" {
		return nil
	}
	for i, s := range b.Reading.Sentences {
		found = append(found, b.besideRelative(s.Found)...)
		if f, ok := b.notYet(i); ok {
			found = append(found, f)
		}
	}
	return found
}

func (b *bench) besideRelative(all []detect.Detection) (found []Finding) {
	var dates []detect.Detection
	for _, d := range all {
		if d.When != nil && d.When.From != "" && d.When.Event == nil {
			dates = append(dates, d)
		}
	}
	for i := 1; i < len(dates); i++ {
		x, y := dates[i-1], dates[i]
		if b.quotedAt(x.Start) || i > 1 && (b.ahead(x) || b.ahead(y)) {
			continue // said on another day, or counted from the date before it
		}
		if x.Kind == y.Kind || !b.apposed(x.End, y.Start) {
			continue
		}
		if x.Kind == detect.Date {
			x, y = y, x
		}
		if x.When.Grain == detect.ByYear && !y.When.Year || y.When.Year && abs(y.When.From.Year()-b.On.Year()) > 2 {
			continue // the date's year rests on the article's date, or it is of long ago
		}
		if x.When.From > y.When.To || x.When.To < y.When.From {
			found = append(found, b.finding(fmt.Sprintf("In an article of %s, “%s” is %s, and not “%s”.", sayDay(b.On), b.text(x.Span), sayDays(x.When), b.text(y.Span)), ordered(x.Span, y.Span)...))
		}
	}
	return found
}

// ahead reports whether a relative date is so far ahead that it may be counted
// from another day than the article's: “two weeks later”.
func (b *bench) ahead(d detect.Detection) bool {
	return d.Kind == detect.RelativeDate && (d.When.Offset != 0 || days(b.On, d.When.From) > 7)
}

// ordered are two places in the order of the copy.
func ordered(x, y models.Span) []models.Span {
	if y.Start < x.Start {
		x, y = y, x
	}
	return []models.Span{x, y}
}

func sayDays(w *detect.When) string {
	if w.From == w.To {
		return sayDay(w.From)
	}
	return sayDay(w.From) + " to " + sayDay(w.To)
}

// apposed reports whether what stands between two dates sets one beside the
// other: a comma or a bracket, and at most a preposition.
func (b *bench) apposed(start, end int) bool {
	gap := b.lowText(start, end)
	sign := strings.TrimLeft(gap, " ")
	if !strings.HasPrefix(sign, ",") && !strings.HasPrefix(sign, "(") && !strings.HasPrefix(sign, "،") {
		return false
	}
	words := strings.Fields(strings.TrimLeft(sign, ",(، "))
	return len(words) == 0 || len(words) <= 2 && leads[words[0]] && leads[words[len(words)-1]]
}

// past are English verbs that tell what was, and coming words that speak of
// what is planned.
var (
	past   = set("said told announced met signed died killed arrived won lost opened closed resigned agreed voted confirmed cancelled published began ended")
	coming = set("will would should could may might if due scheduled expected expects plan plans planned unless until next to")
)

// notYet finds an English sentence that begins with a day still to come and
// goes on in the past.
func (b *bench) notYet(i int) (Finding, bool) {
	s := b.Reading.Sentences[i]
	if b.lang != "en" || len(s.Found) == 0 {
		return Finding{}, false
	}
	for _, d := range s.Found {
		w := d.When
		if d.Kind != detect.Date || w.Grain != detect.ByDay || !w.Year || w.From <= b.On || w.From == "" {
			continue
		}
		before, rest := b.gapWords(s.Start, d.Start), b.gapWords(d.End, s.End)
		if len(before) != 1 || before[0] != "on" || has(rest, coming) || !has(rest[:min(len(rest), 6)], past) {
			continue
		}
		return b.finding(fmt.Sprintf("%s is still to come in an article of %s, and is told as past.", sayDay(w.From), sayDay(b.On)), d.Span), true
	}
	return Finding{}, false
}
