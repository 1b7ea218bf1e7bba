package checks

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// ranges finds ranges whose end is less than their beginning: between two
// figures, and from one year to another.
func (b *bench) ranges() (found []Finding) {
	if lex := lexicons[b.lang]; lex != nil {
		for _, all := range b.figures {
			for _, f := range all {
				apart := f.Quantity.Low < 1000 && f.Quantity.High >= 1e6 && f.Quantity.Low > mantissa(f.Quantity.High)
				if (apart || f.Quantity.Falling) && lex.between[b.wordsBefore(f.Start, 1)] {
					found = append(found, b.finding("The range ends with less than it begins with: "+b.text(f.Span)+".", f.Span))
				}
			}
			for k := 0; k+1 < len(all); k++ {
				if at, ok := b.reversed(all[k], all[k+1], lex); ok {
					found = append(found, b.finding(fmt.Sprintf("The range ends with less than it begins with: %s and %s.", b.text(all[k].Span), b.text(all[k+1].Span)), at))
				}
			}
		}
	}
	return append(append(found, b.yearsBackwards()...), b.daysBackwards()...)
}

// reversed reports whether x and y are "between x and y" the wrong way round.
// Small bare figures may be hours.
func (b *bench) reversed(x, y figure, lex *lexicon) (models.Span, bool) {
	at := models.Span{Start: x.Start, End: y.End}
	gap := b.gapWords(x.End, y.Start)
	if !x.exact() || !y.exact() || len(gap) != 1 || !lex.and[gap[0]] || !lex.between[b.wordsBefore(b.signBefore(x.Start), 1)] {
		return at, false
	}
	low, high := x.value, y.value
	switch {
	case x.unit() == "" && y.step >= 1000 && low < 1000:
		high = mantissa(high)
	case x.unit() != y.unit() && x.unit() != "" || x.Kind != y.Kind && x.unit() != "":
		return at, false
	}
	if x.unit() == "" && y.unit() == "" && low <= 24 || low < 0 || high < 0 {
		return at, false
	}
	return at, low > high
}

// mantissa is a value without its thousands, millions or more.
func mantissa(v float64) float64 { return v / math.Pow(1000, math.Floor(math.Log10(v)/3)) }

// signBefore is at, or before a sign of money that stands there.
func (b *bench) signBefore(at int) int {
	if at > 0 && strings.ContainsRune("$€£¥", b.runes[at-1]) {
		return at - 1
	}
	return at
}

// yearTo are words between the first and the last year of a time.
var yearTo = map[string][2]map[string]bool{
	"en": {set("from between"), set("to until and through")}, "de": {set("von zwischen"), set("bis und")}, "fr": {set("de entre"), set("à et")},
	"es": {set("de desde entre"), set("a hasta y")}, "it": {set("dal tra fra"), set("al e")}, "pt": {set("de entre"), set("a e até")}, "nl": {set("van tussen"), set("tot en")},
	"pl": {set("od między"), set("do a i")}, "ru": {set("с между"), set("по до и")}, "uk": {set("з між"), set("по до і та")},
}

// yearsBackwards finds times that end before they begin: "1963–1958", "from 1998 to
// 1991".
func (b *bench) yearsBackwards() (found []Finding) {
	for i := range b.words {
		for _, k := range []int{i + 1, i + 2} {
			x, y := b.year(i), b.year(k)
			if x <= y || y == 0 || !b.fromTo(i, k) {
				continue
			}
			at := models.Span{Start: b.words[i].Start, End: b.words[k].End}
			found = append(found, b.finding(fmt.Sprintf("The time ends in %d, before it begins in %d.", y, x), at))
		}
	}
	return found
}

// daysBackwards finds times that end on a day before the one on which they
// begin: “from 30 October to 12 October 2025”. From one month into an earlier
// one they may go on in the next year, unless both years are named.
func (b *bench) daysBackwards() (found []Finding) {
	for i := range b.Reading.Sentences {
		for _, d := range b.Reading.Sentences[i].Found {
			if d.Kind != detect.Date || d.When.From != "" || d.When.Grain != detect.ByDay || d.When.Event != nil {
				continue
			}
			if days := b.daysIn(d.Span); len(days) == 2 && days[0].behind(days[1]) {
				found = append(found, b.finding(fmt.Sprintf("The time ends on %d %s, before it begins on %d %s.", days[1].day, monthNames[days[1].month], days[0].day, monthNames[days[0].month]), d.Span))
			}
		}
	}
	return found
}

// monthDay is a day of a month, and its year or 0.
type monthDay struct{ day, month, year int }

// behind reports whether a day surely is later than another.
func (d monthDay) behind(e monthDay) bool {
	switch {
	case d.year > 0 && e.year > 0 && d.year != e.year:
		return d.year > e.year
	case d.month == e.month && (d.year == 0 || e.year > 0):
		return d.day > e.day
	}
	return d.year > 0 && e.year > 0 && d.month > e.month
}

// daysIn are the days that stand with a month in a span.
func (b *bench) daysIn(s models.Span) (all []monthDay) {
	for i := b.wordAt(s.Start); i < len(b.words) && b.words[i].End <= s.End; i++ {
		if month := monthOf[b.lang][b.words[i].low]; month > 0 {
			_, day, year := b.dayBeside(i)
			if day == 0 || day > longest[month] {
				return nil
			}
			all = append(all, monthDay{day, month, year})
		}
	}
	return all
}

// year is the year that the i-th word is, or 0.
func (b *bench) year(i int) int {
	if i >= len(b.words) || b.words[i].End-b.words[i].Start != 4 {
		return 0
	}
	n, err := strconv.Atoi(b.words[i].low)
	if err != nil || n < 1500 || n > 2100 {
		return 0
	}
	return n
}

// fromTo reports whether the i-th and the k-th word are the ends of a time.
func (b *bench) fromTo(i, k int) bool {
	x, y := b.words[i], b.words[k]
	if x.block != y.block || b.glued(x.Start-1) || b.glued(y.End) {
		return false
	}
	if k == i+1 {
		gap := strings.TrimSpace(b.lowText(x.End, y.Start))
		return gap == "–" || gap == "-" && y.Start == x.End+1 && i > 0 && !slices.Contains([]string{"tel", "phone", "isbn", "no", "nr"}, b.words[i-1].low)
	}
	words, ok := yearTo[b.lang]
	if !ok || i == 0 || !words[0][b.words[i-1].low] || !words[1][b.words[i+1].low] || !b.joined(i, i+1, " ") || !b.joined(i+1, k, " ") {
		return false
	}
	lex := lexicons[b.lang]
	for n := max(0, i-5); lex != nil && n < i; n++ {
		if lex.tellsChange(b.words[n].low) {
			return false
		}
	}
	next := b.wordsAfter(y.End, 1)
	return next == "" || lex != nil && lex.and[next]
}

// glued reports whether a sign or digit at the offset belongs to the figure
// there.
func (b *bench) glued(at int) bool {
	return at >= 0 && at < len(b.runes) && strings.ContainsRune("-–/+$€£%_#@", b.runes[at])
}
