package detect

import (
	"slices"
	"strings"
)

// glossary is what the scanner looks words up in: a language's terms, read.
type glossary struct {
	*terms

	numerals, scales, ordinals, fractions, vague dict[float64]
	morphemes                                    map[string]float64   // number words that are written as one
	multipliers                                  map[float64][]string // those of them that multiply, by value
	looseNumbers                                 dict[bool]
	ordinalSigns                                 tail[bool]
	joints, articles, ordinalMarks               dict[bool]
	hedges                                       tail[string]
	hedgesBehind                                 dict[string]
	to, betweenAnd                               dict[bool]
	from, between                                tail[bool]
	rangeFirst, minuses                          dict[bool]
	tenses                                       dict[int]
	tenseEndings                                 []tenseEnding
	targets, attached                            tail[bool]
	breaks, beWords                              map[string]bool
	eventStops, eventRest                        wordlist
	eventJoins                                   map[string]bool
	units, currencies, signs, percents           dict[string]
	percentFirst                                 dict[bool]
	partitives, adjectives, functions            dict[bool]
	endings                                      []string // of adjectives
	changing                                     []string // beginnings of words for a rise or a fall

	ageBefore, people, ageOf tail[bool]
	ageBehind                dict[bool]

	months, persian, weekdays, seasons                    dict[int]
	loose, dayBefore, dayBehind, yearBefore, yearBehind   dict[bool]
	yearSigns, theYear, decadesFirst, centFirst           tail[bool]
	early                                                 dict[string]
	decades, centuries, quarters                          dict[bool]
	relative, grains                                      dict[string]
	shifts, shiftsBehind, later, event, henceFirst, duals dict[int]
	ago, agoFirst, hence, ones, clause                    dict[bool]
	timeBefore, oclock, mornings                          tail[bool]
	timeBehind, timePast, noon, hour                      dict[bool]

	starts map[string]bool // the first tokens of what begins a detection
}

// newGlossary reads the terms of a language, and with them what all have.
func newGlossary(lang string, t *terms) *glossary {
	r := reader{lang, t.prefixes}
	g := &glossary{terms: t, starts: map[string]bool{}, morphemes: map[string]float64{}, multipliers: map[float64][]string{}}
	g.readNumbers(r)
	g.readAges(r)
	g.readDates(r)
	g.readRelative(r)
	return g
}

// reader reads the tables and lists of a language.
type reader struct{ lang, prefixes string }

func (r reader) texts(table string) dict[string] {
	return dictOf(rowsOf(table, r.lang, r.prefixes), func(s string) string { return s })
}

func (r reader) numbers(table string) dict[float64] {
	return dictOf(rowsOf(table, r.lang, r.prefixes), asNumber)
}

func (r reader) wholes(table string) dict[int] {
	return dictOf(rowsOf(table, r.lang, r.prefixes), asWhole)
}

func (r reader) list(list string) dict[bool] {
	return dictOf(formsOf("", list, r.lang, r.prefixes), yes)
}

func (r reader) before(list string) tail[bool] {
	return tailOf(formsOf("", list, r.lang, r.prefixes), yes)
}

func yes(string) bool { return true }

// begin notes the first tokens of what begins a detection.
func begin[V any](g *glossary, d dict[V]) dict[V] {
	for first := range d {
		g.starts[first] = true
	}
	return d
}

func (g *glossary) readNumbers(r reader) {
	g.numerals = begin(g, r.numbers(g.terms.numerals))
	g.scales = r.numbers(g.terms.scales)
	begin(g, g.scales)
	g.ordinals = begin(g, r.numbers(g.terms.ordinals))
	g.fractions = begin(g, r.numbers(g.terms.fractions+everyFraction))
	g.vague = begin(g, r.numbers(g.terms.vague))
	g.joints, g.articles = r.list(g.terms.joints), begin(g, r.list(g.terms.articles))
	g.ordinalMarks = r.list(g.terms.ordinalMarks)
	g.looseNumbers, g.ordinalSigns = r.list(g.terms.looseNumbers), r.before(g.terms.ordinalSigns)
	g.hedges = tailOf(rowsOf(g.terms.hedges+everyHedge, r.lang, r.prefixes), func(s string) string { return s })
	g.hedgesBehind = r.texts(g.terms.hedgesBehind)
	g.to, g.betweenAnd = r.list(g.terms.to+",-"), r.list(g.terms.betweenAnd)
	g.from, g.between = r.before(g.terms.from), r.before(g.terms.between)
	g.changing = strings.Fields(g.terms.changes)
	g.rangeFirst, g.minuses = r.list(g.terms.rangeFirst), begin(g, r.list(g.terms.minuses))
	g.units = r.texts(g.terms.units + everyUnit)
	g.currencies = r.texts(g.terms.currencies + everyCurrency)
	g.signs = begin(g, r.texts(everySign+everyCurrency))
	g.percents = r.texts(g.terms.percents + everyPercent)
	g.percentFirst = begin(g, r.list(g.terms.percentFirst))
	g.partitives, g.functions = r.list(g.terms.partitives), r.list(g.terms.functions)
	words := make([]string, 0, 16)
	for form := range strings.SplitSeq(g.terms.adjectives, ",") {
		if ending, ok := strings.CutPrefix(strings.TrimSpace(form), "-"); ok {
			g.endings = append(g.endings, ending)
			continue
		}
		words = append(words, form)
	}
	g.adjectives = r.list(strings.Join(words, ","))
	g.readMorphemes()
}

// readMorphemes takes the number words of one token for those that are written
// as one with others, if the language does so.
func (g *glossary) readMorphemes() {
	if g.composed == "" {
		return
	}
	for _, d := range []dict[float64]{g.numerals, g.scales} {
		for first, list := range d {
			for _, p := range list {
				if len(p.rest) == 0 && p.value < 1e6 {
					g.morphemes[first] = p.value
					g.multipliers[p.value] = append(g.multipliers[p.value], first)
				}
			}
		}
	}
	for _, names := range g.multipliers {
		slices.Sort(names)
	}
}

func (g *glossary) readAges(r reader) {
	g.ageBefore, g.people, g.ageOf = r.before(g.terms.ageBefore), r.before(g.terms.people), r.before(g.terms.ageOf)
	g.ageBehind = r.list(g.terms.ageBehind)
}

func (g *glossary) readDates(r reader) {
	g.months, g.weekdays = begin(g, r.wholes(g.terms.months)), begin(g, r.wholes(g.terms.weekdays))
	g.persian, g.seasons = r.wholes(g.months2), begin(g, r.wholes(g.terms.seasons))
	g.loose, g.dayBefore = r.list(g.terms.loose), r.list(g.terms.dayBefore)
	g.dayBehind = r.list(g.terms.dayBehind + "," + g.terms.ordinalMarks)
	g.yearBefore, g.yearBehind = r.list(g.terms.yearBefore), reader{r.lang, ""}.list(g.terms.yearBehind)
	g.yearSigns, g.theYear = r.before(g.terms.yearSigns), r.before(g.terms.theYear)
	g.early = begin(g, r.texts(g.terms.early))
	clitics := map[string]string{"ar": " و ف"}[r.lang] // no article: verbs have none
	g.tenses, g.tenseEndings = reader{r.lang, clitics}.wholes(g.terms.tenses), tenseEndingsOf(g.terms.tenseEndings)
	g.targets, g.attached = r.before(g.terms.targets), r.before(g.terms.attached)
	g.breaks, g.beWords = wordlistOf(g.terms.breaks).words, wordlistOf(g.terms.beWords).words
	g.decades, g.decadesFirst = r.list(g.terms.decades), r.before(g.terms.decadesFirst)
	g.centuries, g.centFirst = r.list(g.terms.centuries), r.before(g.terms.centFirst)
	g.quarters = r.list(g.terms.quarters)
	g.timeBefore, g.timeBehind = r.before(g.terms.timeBefore), r.list(g.terms.timeBehind)
	g.oclock, g.timePast = r.before(g.terms.oclock), begin(g, r.list(g.terms.timePast))
	g.noon, g.hour = begin(g, r.list(g.terms.noon)), r.list(g.terms.hour)
	for _, w := range []string{"q", "t"} {
		g.starts[w] = true
	}
}

func (g *glossary) readRelative(r reader) {
	g.relative, g.grains = begin(g, r.texts(g.terms.relative)), r.texts(g.terms.grains)
	g.shifts, g.shiftsBehind = begin(g, r.wholes(g.terms.shifts)), r.wholes(g.terms.shiftsBehind)
	g.later, g.event = r.wholes(g.terms.later), r.wholes(g.terms.event)
	g.henceFirst, g.duals = begin(g, r.wholes(g.terms.henceFirst)), r.wholes(g.terms.duals)
	g.ago, g.agoFirst = r.list(g.terms.ago), begin(g, r.list(g.terms.agoFirst))
	g.eventStops, g.eventRest = wordlistOf(g.terms.eventStops), wordlistOf(g.terms.eventRest)
	g.eventJoins = wordlistOf(g.terms.eventJoins).words
	g.hence, g.ones = r.list(g.terms.hence), begin(g, r.list(g.terms.ones))
	g.clause, g.mornings = r.list(g.terms.clause), r.before(g.terms.mornings)
	begin(g, g.duals)
	if g.bareGrain {
		begin(g, g.grains)
	}
}
