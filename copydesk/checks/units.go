package checks

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// measure is what a unit measures, and how much of the dimension's first unit
// it is.
type measure struct {
	of     string
	factor float64
}

// measures are units by their symbols. The customary ones are those of the
// International yard and pound agreement of 1959, and American for gallons.
var measures = map[string]measure{
	"mm": {"length", 0.001}, "cm": {"length", 0.01}, "m": {"length", 1}, "km": {"length", 1000},
	"in": {"length", 0.0254}, "ft": {"length", 0.3048}, "yd": {"length", 0.9144}, "mi": {"length", 1609.344}, "nmi": {"length", 1852},
	"m²": {"area", 1}, "ha": {"area", 10_000}, "km²": {"area", 1e6}, "sqft": {"area", 0.09290304}, "ac": {"area", 4046.8564224}, "sq mi": {"area", 2589988.110336},
	"mg": {"mass", 1e-6}, "g": {"mass", 0.001}, "kg": {"mass", 1}, "t": {"mass", 1000}, "oz": {"mass", 0.028349523125}, "lb": {"mass", 0.45359237},
	"ml": {"volume", 0.001}, "l": {"volume", 1}, "m³": {"volume", 1000}, "gal": {"volume", 3.785411784}, "bbl": {"volume", 158.987294928},
	"km/h": {"speed", 1}, "mph": {"speed", 1.609344}, "m/s": {"speed", 3.6}, "kn": {"speed", 1.852},
}

// conversions finds a measure and, in a bracket behind it, the same in another
// unit that is not as much.
func (b *bench) conversions() (found []Finding) {
	for _, all := range b.figures {
		for k := 0; k+1 < len(all); k++ {
			x, y := all[k], all[k+1]
			if gap := strings.TrimSpace(b.lowText(x.End, y.Start)); gap != "(" && gap != "[" && gap != "(about" && gap != "(rund" && gap != "(etwa" && gap != "(environ" && gap != "(unos" {
				continue
			}
			if is, ok := converted(x, y); ok {
				at := models.Span{Start: x.Start, End: y.End}
				found = append(found, b.finding(fmt.Sprintf("%s %s are about %s %s, not %s %s.", write(x.value), x.unit(), write(is), y.unit(), write(y.value), y.unit()), at))
			}
		}
	}
	return found
}

// converted is how much x is in y's unit when y is something else, beyond what
// rounding either may do.
func converted(x, y figure) (is float64, wrong bool) {
	if !x.exact() && x.Quantity.Low != x.Quantity.High || y.Quantity.Low != y.Quantity.High || x.unit() == y.unit() {
		return 0, false
	}
	if is, ok := warmth(x, y); ok {
		asDifference := x.value * 9 / 5
		if y.unit() == "°C" {
			asDifference = x.value * 5 / 9
		}
		slack := max(1, x.step, y.step) * 1.2
		return round(is, 0), !near(is, y.value, slack) && !near(asDifference, y.value, slack)
	}
	p, q := measures[x.unit()], measures[y.unit()]
	if p.of == "" || p.of != q.of || x.value <= 0 || y.value <= 0 || imprecise(x, y) {
		return 0, false
	}
	is = x.value * p.factor / q.factor
	if near(is, y.value, 0.12*is) || near(is, y.value, 0.6) {
		return 0, false
	}
	return significant(is), true
}

// imprecise reports units of one name that are several: short and long tons,
// American and imperial gallons.
func imprecise(x, y figure) bool {
	return (x.unit() == "gal" || y.unit() == "gal") && near(x.value*measures[x.unit()].factor*1.2, y.value*measures[y.unit()].factor, 0.12*y.value*measures[y.unit()].factor)
}

func warmth(x, y figure) (is float64, ok bool) {
	switch {
	case x.unit() == "°C" && y.unit() == "°F":
		return x.value*9/5 + 32, true
	case x.unit() == "°F" && y.unit() == "°C":
		return (x.value - 32) * 5 / 9, true
	}
	return 0, false
}

// significant is a value to two or three figures.
func significant(v float64) float64 {
	if v < 10 {
		return round(v, 1)
	}
	return round(v, 0)
}

// otherUnits finds the same figure in another unit or currency where the copy
// speaks of one thing: what comes later does so with a definite article, and
// the sentences share a word.
func (b *bench) otherUnits() (found []Finding) {
	seen := map[float64][]placed{}
	for i, all := range b.figures {
		for _, f := range all {
			rare := f.value >= 11 && len(strings.Trim(leadingDigits(f.Words), "0")) >= 2
			if !f.exact() || dimension(f) == "" || !rare && (f.Kind != detect.Money || f.value < 2) {
				continue
			}
			now := placed{f, i}
			for _, before := range seen[f.value] {
				if before.sentence != i && b.turned(before, now) && (rare || b.ofOneNoun(before, now)) {
					found = append(found, b.finding(fmt.Sprintf("The copy has “%s” and “%s”, the same figure in another %s.", b.text(before.Span), b.text(f.Span), kindOf(f)), before.Span, f.Span))
					break
				}
			}
			if len(seen[f.value]) < bucket {
				seen[f.value] = append(seen[f.value], now)
			}
		}
	}
	return found
}

// placed is a figure with the index of its sentence.
type placed struct {
	figure
	sentence int
}

// dimension is what a figure measures, "money" of money.
func dimension(f figure) string {
	if f.Kind == detect.Money {
		return "money"
	}
	return measures[f.unit()].of
}

func kindOf(f figure) string {
	if f.Kind == detect.Money {
		return "currency"
	}
	return "unit"
}

// turned reports whether y is what x was, in another unit.
func (b *bench) turned(x, y placed) bool {
	if strings.Contains(x.Words, "$") && strings.Contains(y.Words, "$") {
		return false // whose dollars they are need not be said twice
	}
	return x.unit() != y.unit() && dimension(x.figure) == dimension(y.figure) && b.definite(y.Start) && b.shared(x.sentence, y.sentence, "")
}

// ofOneNoun reports whether the noun behind y stands beside x as well: “a grant
// of €3 million”, “the $3 million grant”.
func (b *bench) ofOneNoun(x, y placed) bool {
	noun, rest, _ := strings.Cut(b.wordsAfter(y.End, 2), " ")
	if utf8.RuneCountInString(noun) < 4 || empty[noun] || whose[rest] {
		return false
	}
	beside := append([]string{b.wordsAfter(x.End, 1)}, b.lastWords(b.sentence(x.sentence).Start, x.Start, 2)...)
	return slices.ContainsFunc(beside, func(w string) bool { return kindred(w, noun) })
}

// whose are words behind a noun that say which of several is meant.
var whose = set("of for from by in that which who von der des für aus im de du des pour del para di della per")

// determiner are words before a figure that say that it was spoken of before.
var determiner = set("the this that these those its their his her our all " +
	"der die das den dem des diese dieser diesen dieses ihre ihrer seine seiner alle " +
	"le la les des ces ce ses leurs l' los las el esos estos sus los i gli il lo quei questi dei degli delle suoi " +
	"os as seus suas de het deze die te tych эти этих те тех его её их все ці цих його її їх усі всі wszystkie wszystkich jego jej")

// definite reports whether a determiner or a genitive stands right before at.
func (b *bench) definite(at int) bool {
	if at > 0 && strings.ContainsRune("$€£¥", b.runes[at-1]) {
		at--
	}
	word := b.wordsBefore(at, 1)
	return determiner[word] || b.lang == "en" && (strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "s'"))
}

// shared reports whether two sentences have a word in common that says what
// they are about, other than the one left out.
func (b *bench) shared(i, k int, but string) bool {
	words := b.subjects(k)
	for _, w := range b.subjects(i) {
		if but != "" && kindred(w, but) {
			continue
		}
		for _, v := range words {
			if kindred(w, v) {
				return true
			}
		}
	}
	return false
}

// empty are words, and beginnings of them, that say nothing of a subject.
var empty = set("that this with from were have will been they their about after before over under more than when which what into only some also million millions billion thousand " +
	"people persons menschen personen personnes personas persone человек людей осіб osób millionen milliarden million millionen euro euros dollar dollars pounds wurde wurden haben nicht einen einer eine auch " +
	"dans avec pour sont plus millones milioni миллионов миллиона мільйонів которые были będzie będą para como hasta sobre nella della delle sono")

// subjects are up to 40 words of a sentence that may say what it is about.
func (b *bench) subjects(i int) (all []string) {
	for _, w := range b.sentenceWords(i) {
		w = unelided(w)
		if utf8.RuneCountInString(w) < 4 || empty[w] || w[0] >= '0' && w[0] <= '9' {
			continue
		}
		if all = append(all, w); len(all) == 40 {
			break
		}
	}
	return all
}
