package detect

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// terms are a language's words for figures and dates, written so that people
// can read and mend them. A list is forms between commas; a form with bars is a
// stem and its endings, "week||s" is week and weeks. A table is keys with their
// lists, "1=one; 2=two, twain". Letters may be large or small; ` is a comma.
type terms struct {
	// numbers
	commaDecimals bool   // 1.234,5
	spacedGroups  bool   // 1 234,5
	prefixes      string // words that are written as one with the next, beside none: every form is listed with each
	numerals      string // table: words that add up
	scales        string // table: words that multiply what stands before them
	composed      string // joint of number words that are written as one, "und"; "" when the language has none
	joints        string // list: words between number words, "and"
	onesFirst     bool   // "three and twenty"
	tenAndOnes    bool   // thirteen is "ten three"
	articles      string // list: what says one before a scale, "a"
	ordinals      string // table
	ordinalSigns  string // list: what stands before ordinals that are other words as well, "the"; empty when none are
	looseNumbers  string // list: number words that are other words as well: only with a unit behind them
	ordinalMarks  string // list: what is written behind digits, "th"
	fractions     string // table
	vague         string // table: "hundreds of"
	hedges        string // table of about, over and under, before the figure
	hedgesBehind  string // table of the same, behind it
	to            string // list: between the ends of a range
	from          string // list: before a range or a change
	changes       string // words: beginnings of those for a rise or a fall, before "to" that is a hedge elsewhere
	rangeFirst    string // list: hedges that before a range only say where it begins
	minuses       string // list: before a temperature below zero
	between       string // list: before a range whose ends betweenAnd joins
	betweenAnd    string // list
	units         string // table by symbol
	currencies    string // table by ISO 4217 code
	percents      string // table of % and pp
	percentFirst  string // list: what says per cent before the figure
	partitives    string // list: between million and what is counted, "of"
	adjectives    string // list: words before what is counted; with a hyphen, their endings
	functions     string // list: words that are never counted
	// ages
	ageBefore string // list: "aged"
	ageBehind string // list: "-year-old"
	people    string // list: who has an age behind ageOf: "a man of 43 years"
	ageOf     string // list: that "of"
	// dates
	months       string // table
	months2      string // table of the Persian calendar
	loose        string // list: months and weekdays that are other words as well
	capitals     bool   // months and weekdays have a capital letter
	weekdays     string // table
	dayBefore    string // list: between a weekday and the day, "the"
	dayBehind    string // list: between the day and the month, "of"
	yearBefore   string // list: between the month and the year, "of"
	yearBehind   string // list: behind a year, "года"
	yearSigns    string // list: before a year alone, "in"
	theYear      string // list: before a year that stands before a noun, "the"
	early        string // table of early, mid, late, earlier and later, before a date
	decades      string // list: behind a round year, "s"
	decadesFirst string // list: before a round year, "les années"
	centuries    string // list: behind its ordinal
	centFirst    string // list: before it
	quarters     string // list
	seasons      string // table: 1 spring to 4 winter
	monthFirst   bool   // September 18
	weekdayLast  bool   // 18 September Thursday
	tenses       string // table of -1 has been, 1 is to come, 0 neither: verbs and what goes with them
	tenseEndings string // table of the same for endings of verbs
	breaks       string // list: words that begin another clause, "and", "which"
	beWords      string // list: right before what would be past else, "be"
	attached     string // list: between a noun and its date, "of"
	targets      string // list: before a date that something is put off to, "until"
	// relative dates
	relative     string // table by shift: "-1d=yesterday"
	weekShift    bool   // "last Tuesday" is that of last week
	mornings     string // list: before what means tomorrow elsewhere: "por la" mañana
	shifts       string // table of -1, 0, 1: before a weekday or month, "last"
	shiftsBehind string // table of the same, behind it
	grains       string // table of d, w, m, q, y
	duals        string // table of grains that say two
	bareGrain    bool   // "week ago" is a week ago
	ago          string // list
	agoFirst     string // list
	hence        string // list: "from now"
	henceFirst   string // table: 1 that can only be the future, 0 that may be a while as well
	later        string // table: 1 later, -1 earlier
	event        string // table: 1 after, -1 before
	ones         string // list: what says one before a grain, "the" day after
	clause       string // list: what ends an event's words
	eventStops   string // list: what does so behind a first word of them; with a hyphen, endings
	eventJoins   string // list: what joins further nouns to an event's
	eventRest    string // list: words that may stand behind an event's noun; with a hyphen, endings
	// times of day
	timeBefore string // list: before hours and minutes, "at"
	oclock     string // list: what makes a bare number behind it an hour, "ore"
	timePast   string // list: what begins a time before its hour, "half past"
	timeBehind string // list
	noon       string // list
	hour       string // list: between hours and minutes, "h"
}

// dict finds phrases by their first token; of those that fit the longest one.
type dict[V any] map[string][]phrase[V]

type phrase[V any] struct {
	rest  []string // the tokens behind the first; in a tail, those before the last, backwards
	value V
}

// at finds a phrase that begins at token i, and the token behind it.
func (d dict[V]) at(ts []token, i int) (value V, next int, ok bool) {
	if i < 0 || i >= len(ts) {
		return value, i, false
	}
	for _, p := range d[ts[i].fold] {
		if fits(ts[i+1:], p.rest) {
			return p.value, i + 1 + len(p.rest), true
		}
	}
	return value, i, false
}

func fits(ts []token, rest []string) bool {
	if len(ts) < len(rest) {
		return false
	}
	for i, w := range rest {
		if ts[i].fold != w {
			return false
		}
	}
	return true
}

// tail finds phrases by their last token.
type tail[V any] map[string][]phrase[V]

// before finds a phrase that ends right before token i, and where it begins.
func (d tail[V]) before(ts []token, i int) (value V, start int, ok bool) {
	if i < 1 || i > len(ts) {
		return value, i, false
	}
	for _, p := range d[ts[i-1].fold] {
		if start := i - 1 - len(p.rest); start >= 0 && endsWith(ts[:i-1], p.rest) {
			return p.value, start, true
		}
	}
	return value, i, false
}

func endsWith(ts []token, rest []string) bool {
	for i, w := range rest {
		if ts[len(ts)-1-i].fold != w {
			return false
		}
	}
	return true
}

// row is a phrase of a table with its key.
type row struct {
	key    string
	tokens []string
}

// rowsOf reads a table.
func rowsOf(table, lang, prefixes string) (rows []row) {
	for entry := range strings.SplitSeq(table, ";") {
		key, list, ok := strings.Cut(entry, "=")
		if !ok {
			continue
		}
		rows = append(rows, formsOf(strings.TrimSpace(key), list, lang, prefixes)...)
	}
	return rows
}

// formsOf reads a list, whose rows have a key.
func formsOf(key, list, lang, prefixes string) (rows []row) {
	for form := range strings.SplitSeq(list, ",") {
		form = norm.NFC.String(strings.ReplaceAll(strings.TrimSpace(form), "`", ","))
		if form == "" {
			continue
		}
		stem, endings, rest := bars(form)
		for ending := range strings.SplitSeq(endings, "|") {
			for prefix := range strings.SplitSeq(prefixes, " ") {
				if parts := partsOf(prefix+stem+ending+rest, lang); len(parts) > 0 {
					rows = append(rows, row{key, parts})
				}
			}
		}
	}
	return rows
}

// bars cuts a form with bars into its stem, its endings and what stands behind
// each of them.
func bars(form string) (stem, endings, rest string) {
	last := strings.LastIndexByte(form, '|')
	if last < 0 {
		return form, "", ""
	}
	if space := strings.IndexByte(form[last:], ' '); space >= 0 {
		form, rest = form[:last+space], form[last+space:]
	}
	stem, endings, _ = strings.Cut(form, "|")
	return stem, endings, rest
}

// partsOf are the folded tokens of a form.
func partsOf(form, lang string) (parts []string) {
	for _, t := range tokens(&block{runes: []rune(form), lang: lang}) {
		parts = append(parts, t.fold)
	}
	return parts
}

// dictOf makes a dictionary of rows.
func dictOf[V any](rows []row, value func(string) V) dict[V] {
	d := dict[V]{}
	for _, r := range rows {
		d[r.tokens[0]] = append(d[r.tokens[0]], phrase[V]{r.tokens[1:], value(r.key)})
	}
	longestFirst(d)
	return d
}

func tailOf[V any](rows []row, value func(string) V) tail[V] {
	d := tail[V]{}
	for _, r := range rows {
		last := len(r.tokens) - 1
		rest := slices.Clone(r.tokens[:last])
		slices.Reverse(rest)
		d[r.tokens[last]] = append(d[r.tokens[last]], phrase[V]{rest, value(r.key)})
	}
	longestFirst(d)
	return d
}

func longestFirst[V any](d map[string][]phrase[V]) {
	for _, list := range d {
		slices.SortStableFunc(list, func(a, b phrase[V]) int { return len(b.rest) - len(a.rest) })
	}
}

func asNumber(s string) float64 {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("detect: no number in a table: " + s)
	}
	return n
}

func asWhole(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic("detect: no whole number in a table: " + s)
	}
	return n
}

// glossaries are the glossaries of the languages, each made when it is first asked
// for; "" is that of any other.
var glossaries = map[string]func() *glossary{}

func init() {
	for lang, w := range termsOf {
		glossaries[lang] = sync.OnceValue(func() *glossary { return newGlossary(lang, w) })
	}
	glossaries[""] = sync.OnceValue(func() *glossary { return newGlossary("", &terms{}) })
}

func glossaryOf(lang string) *glossary {
	if made, ok := glossaries[lang]; ok {
		return made()
	}
	return glossaries[""]()
}
