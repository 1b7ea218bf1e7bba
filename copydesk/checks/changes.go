package checks

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// change is "from 40 to 50" in a sentence, with what is said of it.
type change struct {
	from, to figure
	before   []string // words of the clause before it
	said     []figure // figures that say how much it is
	at       models.Span
}

// changes are the changes of each sentence whose figures are exact and of one
// unit.
func (b *bench) changes(lex *lexicon) (all []change) {
	for i, figures := range b.figures {
		if len(figures) > 12 {
			continue
		}
		for k := 0; k+1 < len(figures); k++ {
			if c, ok := b.change(i, figures, k, lex); ok {
				all = append(all, c)
			}
		}
	}
	return all
}

func (b *bench) change(i int, all []figure, k int, lex *lexicon) (c change, ok bool) {
	x, y := all[k], all[k+1]
	words := b.gapWords(x.End, y.Start)
	if y.Quantity.Hedge == "under" && len(words) > 0 && lex.to[words[len(words)-1]] {
		q := *y.Quantity // "до 60" is "up to 60" elsewhere, and here "to 60"
		q.Hedge, y.Quantity = "", &q
	}
	if !x.exact() || !y.exact() || len(words) == 0 || len(words) > 4 || !lex.to[words[len(words)-1]] || strings.ContainsAny(b.lowText(x.End, y.Start), ",،;؛()") {
		return c, false
	}
	lead := strings.Fields(b.wordsBefore(x.Start, 1))
	if len(lead) == 0 || !lex.from[lead[0]] || x.value <= 0 || y.value <= 0 {
		return c, false
	}
	if x.unit() == "" && y.unit() != "" {
		x.Quantity, x.Kind = y.Quantity, y.Kind
	}
	if x.unit() != y.unit() || x.Kind != y.Kind || y.step >= 1000 && x.value < 1000 || x.step >= 1000 && y.value < 1000 {
		return c, false
	}
	c = change{from: x, to: y, at: models.Span{Start: x.Start, End: y.End}}
	start := b.sentence(i).Start
	if k > 0 {
		start = all[k-1].End
		if p := all[k-1]; p.inWords() || p.exact() && b.amountBefore(p, x, lex) {
			c.said = append(c.said, p)
			start = b.sentence(i).Start
		}
	}
	c.before = b.gapWords(start, x.Start)
	if k+2 < len(all) && b.amountBehind(y, all[k+2], lex) {
		c.said = append(c.said, all[k+2])
	}
	return c, true
}

// amountBefore reports whether p says how much the change is that begins with
// x: "by 10, from 40".
func (b *bench) amountBefore(p, x figure, lex *lexicon) bool {
	by := strings.Fields(b.wordsBefore(p.Start, 1))
	between := b.gapWords(p.End, x.Start)
	return len(by) == 1 && lex.by[by[0]] && len(between) > 0 && len(between) <= 2 && lex.from[between[len(between)-1]]
}

// amountBehind reports whether p says how much the change is that ends with y:
// ", an increase of 25 per cent", "or 25 per cent", "25 per cent more".
func (b *bench) amountBehind(y, p figure, lex *lexicon) bool {
	gap := b.gapWords(y.End, p.Start)
	end := b.sentence(b.sentenceAt(p.Start)).End
	rest := b.gapWords(p.End, end)
	if !p.exact() || len(gap) > 9 || slices.ContainsFunc(gap, func(w string) bool { return lex.other[w] || again[w] }) {
		return false
	}
	if between := b.lowText(y.End, p.Start); !strings.ContainsAny(between, ",،(–—") || strings.ContainsAny(between, ";؛") {
		return false
	}
	return slices.ContainsFunc(gap, lex.tellsChange) || len(gap) > 0 && (lex.or[gap[0]] || lex.or[gap[len(gap)-1]] || lex.by[gap[len(gap)-1]]) || len(rest) > 0 && moreOrLess[rest[0]]
}

// again are words of a change that comes after another.
var again = set("then later again another further dann danach später weitere weiteren weiterer puis ensuite encore luego después otro otra poi ancora altro altri depois daarna opnieuw potem później jeszcze потом затем позже ещё еще снова потім згодом ще знову ثم بعدها")

// tellsChange reports whether a word names a rise or a fall.
func (l *lexicon) tellsChange(word string) bool {
	begins := func(p string) bool { return strings.HasPrefix(word, p) }
	return slices.ContainsFunc(l.up, begins) || slices.ContainsFunc(l.down, begins) || changeNouns[word]
}

// changeNouns name how much something changed.
var changeNouns = set("cut gain loss reduction growth plus minus zuwachs anstieg rückgang erhöhung senkung hausse baisse augmentation recul subida bajada aumento alza caída descenso calo crescita incremento рост снижение зростання wzrost spadek queda rise drop fall increase decrease decline jump up down")

var moreOrLess = set("more less higher lower up down mehr weniger más menos plus de-plus")

// risesAndFalls finds changes whose direction, difference or percentage is not
// what is said of them.
func (b *bench) risesAndFalls() (found []Finding) {
	lex := lexicons[b.lang]
	if lex == nil {
		return nil
	}
	for _, c := range b.changes(lex) {
		found = append(found, b.direction(c, lex)...)
		found = append(found, b.multiple(c, lex)...)
		found = append(found, b.portion(c)...)
		if c.from.Kind == detect.Percentage {
			continue
		}
		for _, p := range c.said {
			found = append(found, b.amountOf(c, p)...)
		}
	}
	return found
}

// direction compares the verb right before a change with its figures.
func (b *bench) direction(c change, lex *lexicon) []Finding {
	reach := 3
	if lex.verbFirst {
		reach = 6
	}
	verbs := c.before[max(0, len(c.before)-reach):]
	begins := func(stems []string) bool {
		return slices.ContainsFunc(verbs, func(w string) bool {
			return slices.ContainsFunc(stems, func(s string) bool { return len(s) > 2 && strings.HasPrefix(w, s) })
		})
	}
	up, down := begins(lex.up), begins(lex.down)
	switch {
	case up == down || slices.ContainsFunc(c.before, func(w string) bool { return ranks[w] }):
		return nil
	case up && c.to.value < c.from.value:
		return []Finding{b.finding(fmt.Sprintf("From %s to %s is a fall, not a rise.", write(c.from.value), write(c.to.value)), c.at)}
	case down && c.to.value > c.from.value:
		return []Finding{b.finding(fmt.Sprintf("From %s to %s is a rise, not a fall.", write(c.from.value), write(c.to.value)), c.at)}
	}
	return nil
}

// ranks are words of places in an order, where less is better.
var ranks = set("place places rank ranking rankings table league number no. no position platz rang tabelle place classement puesto posto место місце miejsce odds chart charts")

// multiple compares "doubled" with the figures.
func (b *bench) multiple(c change, lex *lexicon) []Finding {
	for i := max(0, len(c.before)-4); i < len(c.before); i++ {
		times := lex.double[c.before[i]]
		if times == 0 || i > 0 && hedging[c.before[i-1]] {
			continue
		}
		if is := c.to.value / c.from.value; math.Abs(is/times-1) > 0.08 {
			return []Finding{b.finding(fmt.Sprintf("From %s to %s is %s times as much, not %s times.", write(c.from.value), write(c.to.value), write(round(is, 2)), write(times)), c.at)}
		}
	}
	return nil
}

var hedging = set("than nearly almost about roughly around over some fast beinahe nahezu rund knapp als etwa presque quasi casi almeno mehr plus почти более чем майже ponad prawie bijna")

// portions are parts by which something changes, as they stand right before
// “from 400 to 200”.
var portions = map[string]map[string]float64{
	"en": {"by half": 0.5, "by a half": 0.5, "by a third": 1. / 3, "by one third": 1. / 3, "by two thirds": 2. / 3, "by two-thirds": 2. / 3, "by a quarter": 0.25, "by one quarter": 0.25, "by three quarters": 0.75, "by a fifth": 0.2, "by one fifth": 0.2, "by a tenth": 0.1, "by one tenth": 0.1},
	"de": {"um die hälfte": 0.5, "um ein drittel": 1. / 3, "um zwei drittel": 2. / 3, "um ein viertel": 0.25, "um drei viertel": 0.75, "um ein fünftel": 0.2, "um ein zehntel": 0.1},
	"fr": {"de moitié": 0.5, "d'un tiers": 1. / 3, "de deux tiers": 2. / 3, "d'un quart": 0.25, "de trois quarts": 0.75, "d'un cinquième": 0.2, "d'un dixième": 0.1},
	"es": {"a la mitad": 0.5, "un tercio": 1. / 3, "en un tercio": 1. / 3, "un cuarto": 0.25, "en un cuarto": 0.25, "una cuarta parte": 0.25, "en una cuarta parte": 0.25, "un quinto": 0.2, "una quinta parte": 0.2},
	"it": {"della metà": 0.5, "di un terzo": 1. / 3, "di due terzi": 2. / 3, "di un quarto": 0.25, "di tre quarti": 0.75, "di un quinto": 0.2, "di un decimo": 0.1},
	"pt": {"um terço": 1. / 3, "em um terço": 1. / 3, "um quarto": 0.25, "em um quarto": 0.25, "um quinto": 0.2},
	"nl": {"met de helft": 0.5, "met een derde": 1. / 3, "met twee derde": 2. / 3, "met een kwart": 0.25, "met een vijfde": 0.2},
	"pl": {"o połowę": 0.5, "o jedną trzecią": 1. / 3, "o dwie trzecie": 2. / 3, "o jedną czwartą": 0.25, "o ćwierć": 0.25, "o jedną piątą": 0.2},
	"ru": {"на половину": 0.5, "наполовину": 0.5, "на треть": 1. / 3, "на две трети": 2. / 3, "на четверть": 0.25, "на три четверти": 0.75, "на пятую часть": 0.2, "на десятую часть": 0.1},
	"uk": {"на половину": 0.5, "наполовину": 0.5, "на третину": 1. / 3, "на дві третини": 2. / 3, "на чверть": 0.25, "на три чверті": 0.75, "на п'яту частину": 0.2},
	"ar": {"بمقدار النصف": 0.5, "بمقدار الثلث": 1. / 3, "بمقدار الربع": 0.25, "بنسبة الثلث": 1. / 3, "بنسبة الربع": 0.25},
}

// loose is by how much of itself a part in words may be off.
const loose = 0.12

// portion compares “by a quarter”, right before a change, with the figures.
func (b *bench) portion(c change) []Finding {
	if len(c.before) < 2 || c.from.Kind == detect.Percentage {
		return nil
	}
	words := c.before[:len(c.before)-1] // without “from”
	before := strings.Join(words[max(0, len(words)-3):], " ")
	for phrase, part := range portions[b.lang] {
		if !endsIn(before, []string{phrase}) {
			continue
		}
		is, slack := relative(c)
		if near(is, 100*part, slack+100*part*loose) {
			return nil
		}
		return []Finding{b.finding(fmt.Sprintf("From %s to %s is %s per cent, not %s per cent.", write(c.from.value), write(c.to.value), write(round(is, 1)), write(round(100*part, 1))), c.at)}
	}
	return nil
}

// amountOf compares what is said of a change with the change.
func (b *bench) amountOf(c change, p figure) []Finding {
	diff := math.Abs(c.to.value - c.from.value)
	at := models.Span{Start: min(c.at.Start, p.Start), End: max(c.at.End, p.End)}
	switch {
	case p.inWords(): // see portion
		return nil
	case p.unit() == "%":
		is, slack := relative(c)
		if near(is, p.value, slack+p.step/2) || near(is, p.value, 0.02*is) {
			return nil
		}
		return []Finding{b.finding(fmt.Sprintf("From %s to %s is %s per cent, not %s per cent.", write(c.from.value), write(c.to.value), write(round(is, 1)), write(p.value)), at)}
	case p.unit() == c.from.unit() && p.Kind == c.from.Kind && !near(diff, p.value, c.from.slack()+c.to.slack()+p.slack()):
		return []Finding{b.finding(fmt.Sprintf("From %s to %s is a difference of %s, not %s.", write(c.from.value), write(c.to.value), write(round(diff, 2)), write(p.value)), at)}
	}
	return nil
}

// relative is a change in per cent of where it began, and by how much rounding
// may have moved it.
func relative(c change) (percent, slack float64) {
	percent = math.Abs(c.to.value-c.from.value) / c.from.value * 100
	slack = 100 * (c.to.slack()/c.from.value + c.to.value*c.from.slack()/(c.from.value*c.from.value))
	return percent, slack
}

func round(v float64, places int) float64 {
	p := math.Pow(10, float64(places))
	return math.Round(v*p) / p
}

// points finds changes of percentages in which per cent and percentage points
// are taken for each other, or the points are not the difference.
func (b *bench) points() (found []Finding) {
	lex := lexicons[b.lang]
	if lex == nil {
		return nil
	}
	for _, c := range b.changes(lex) {
		if c.from.unit() != "%" {
			continue
		}
		diff := round(math.Abs(c.to.value-c.from.value), 6)
		is, slack := relative(c)
		for _, p := range c.said {
			at := models.Span{Start: min(c.at.Start, p.Start), End: max(c.at.End, p.End)}
			allowed := (c.from.step+c.to.step)/2 - 1e-6
			if leadingDigits(p.Words) != "" {
				allowed += p.step / 2
			}
			switch {
			case p.unit() == "pp" && !near(diff, p.value, allowed*rounded(c, p)):
				found = append(found, b.finding(fmt.Sprintf("From %s to %s per cent are %s percentage points, not %s.", write(c.from.value), write(c.to.value), write(diff), write(p.value)), at))
			case p.unit() == "%" && !near(is, p.value, slack+p.step/2) && near(diff, p.value, p.step/2):
				found = append(found, b.finding(fmt.Sprintf("From %s to %s per cent are %s percentage points, or %s per cent; not %s per cent.", write(c.from.value), write(c.to.value), write(diff), write(round(is, 1)), write(p.value)), at))
			}
		}
	}
	return found
}

// rounded says how much of what rounding allows counts: nothing between whole
// figures, which are as they are said.
func rounded(c change, p figure) float64 {
	if c.from.step == 1 && c.to.step == 1 && p.step == 1 {
		return 0
	}
	return 1
}
