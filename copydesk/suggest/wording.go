package suggest

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"example.org/tickmark/copydesk/detect"
)

// wording is how a language says dates and what its pronouns are.
type wording struct {
	// named are the months as they stand alone, dated behind a day; forms are
	// all in which they stand in copy.
	named, dated []string
	forms        []string
	day          string // of a day of a month: number; "" when dates are written as ISO 8601 has them
	year         string // what follows a month: number
	monthFirst   bool   // "September 18" is a date
	americans    bool   // and the usual one
	afterDate    bool   // a comma stands behind a date that opens a sentence
	places       map[string]bool
	pronouns     pronouns
}

// pronouns are those that a sentence may open with and that are about somebody
// or something before it, in small letters.
type pronouns struct {
	words  map[string]bool
	parted bool // words are parted by spaces
}

// wordingOf is the wording of a base language and of its variant by the tag.
func wordingOf(base, tag string) wording {
	w, ok := dating[base]
	if !ok {
		w = wording{}
	}
	list := openers[base]
	w.pronouns = pronouns{words: set(list), parted: base != "zh" && base != "ja"}
	w.places = set(locatives[base])
	w.forms = append(append(append([]string{}, w.named...), w.dated...), w.forms...)
	if t, err := language.Parse(tag); err == nil && w.monthFirst {
		region, sure := t.Region()
		w.americans = sure == language.Exact && region.String() == "US"
	}
	return w
}

// isMonth reports whether a word of a date is a month, or short for one.
func (w wording) isMonth(word string) bool {
	word = strings.ToLower(strings.TrimRight(word, ".,"))
	if utf8.RuneCountInString(word) < len("mai") {
		return false
	}
	for _, f := range w.forms {
		if strings.HasPrefix(strings.ToLower(f), word) {
			return true
		}
	}
	return false
}

// span says from when to when, as exactly as the grain is.
func (w wording) span(from, to time.Time, grain detect.Grain) string {
	switch grain {
	case detect.ByYear:
		return dash(from.Format("2006"), to.Format("2006"), "–")
	case detect.ByMonth, detect.ByQuarter:
		return w.months(from, to)
	case detect.ByDay, detect.ByWeek:
		return w.days(from, to)
	case detect.ByDecade, detect.ByCentury, detect.ByUnknown:
	}
	return ""
}

// dash joins two texts unless they are the same.
func dash(from, to, by string) string {
	if from == to {
		return from
	}
	return from + by + to
}

func (w wording) months(from, to time.Time) string {
	one, two := from.Format("2006-01"), to.Format("2006-01")
	switch {
	case w.day == "":
		return dash(one, two, "/")
	case from.Year() == to.Year():
		return dash(w.named[from.Month()-1], w.named[to.Month()-1], "–") + fmt.Sprintf(w.year, to.Year())
	}
	return w.named[from.Month()-1] + fmt.Sprintf(w.year, from.Year()) + " – " + w.named[to.Month()-1] + fmt.Sprintf(w.year, to.Year())
}

func (w wording) days(from, to time.Time) string {
	sameMonth := from.Format("2006-01") == to.Format("2006-01")
	switch {
	case w.day == "":
		return dash(from.Format(time.DateOnly), to.Format(time.DateOnly), "/")
	case sameMonth && w.americans:
		return w.named[to.Month()-1] + " " + dash(from.Format("2"), to.Format("2"), "–") + to.Format(", 2006")
	case sameMonth:
		return dash(fmt.Sprintf(w.day, from.Day()), fmt.Sprintf(w.day, to.Day()), "–") + " " + w.dated[to.Month()-1] + fmt.Sprintf(w.year, to.Year())
	}
	return w.days(from, from) + " – " + w.days(to, to)
}
