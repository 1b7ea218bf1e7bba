package checks

import (
	"fmt"
	"slices"
	"strings"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// shares finds parts that are more than their whole, shares that are more than
// all, and a part and its share that do not fit.
func (b *bench) shares() (found []Finding) {
	lex := lexicons[b.lang]
	if lex == nil {
		return nil
	}
	for i, all := range b.figures {
		if len(all) == 0 || len(all) > 12 {
			continue
		}
		found = append(found, b.overAll(all, lex)...)
		found = append(found, b.votes(i, all, lex)...)
		for k := 0; k+1 < len(all); k++ {
			found = append(found, b.partOf(all, k, lex)...)
		}
		found = append(found, b.leading(all, lex)...)
	}
	return found
}

// overAll finds "130 per cent of respondents".
func (b *bench) overAll(all []figure, lex *lexicon) (found []Finding) {
	for _, f := range all {
		if f.unit() != "%" || f.value <= 100 || !f.exact() {
			continue
		}
		behind := strings.Fields(b.wordsAfter(f.End, 4))
		if len(behind) > 1 && (lex.of[behind[0]] || behind[0] == "des" || behind[0] == "of") && has(behind[1:], lex.people) {
			found = append(found, b.finding(fmt.Sprintf("%s per cent are more than all of them.", write(f.value)), f.Span))
		}
	}
	return found
}

// turnout are words of another share in a sentence on votes.
var turnout = set("turnout beteiligung wahlbeteiligung participation abstention participación abstención affluenza явка явкою frekwencja المشاركة الإقبال مقارنة up down compared than more less points")

// votes finds shares of one vote that are more than all together.
func (b *bench) votes(i int, all []figure, lex *lexicon) []Finding {
	words := b.sentenceWords(i)
	if !has(words, lex.vote) || has(words, turnout) || has(words, lex.from) && b.lang == "en" {
		return nil
	}
	sum, n := 0.0, 0
	for _, f := range all {
		if f.Kind != detect.Percentage {
			continue
		}
		if f.unit() != "%" || !f.exact() {
			return nil
		}
		sum, n = sum+f.value, n+1
	}
	if n < 2 || sum <= 100+float64(n)*0.5 {
		return nil
	}
	first, last := all[0], all[len(all)-1]
	return []Finding{b.finding(fmt.Sprintf("The shares add up to %s per cent.", write(round(sum, 1))), models.Span{Start: first.Start, End: last.End})}
}

// partOf looks at the k-th figure and the next: "30 of the 120 lifts, or 25 per
// cent", "half of the 120 seats, 60".
func (b *bench) partOf(all []figure, k int, lex *lexicon) []Finding {
	part, whole := all[k], all[k+1]
	gap := strings.Join(b.gapWords(part.End, whole.Start), " ")
	fraction := part.Kind == detect.Number && part.value > 0 && part.value < 1 && part.unit() == "" && leadingDigits(part.Words) == ""
	if !part.exact() || !whole.exact() || whole.Kind == detect.Percentage || whole.value <= 0 {
		return nil
	}
	switch {
	case fraction && len(gap) < 12 && k+2 < len(all):
		return b.fits(part.value*100, whole, all[k+2], part.Start, 0.5)
	case !endsIn(gap, lex.ofThese) || len(strings.Fields(gap)) > 3:
		return nil
	case part.unit() == "%" && k+2 < len(all):
		return b.fits(part.value, whole, all[k+2], part.Start, part.step/2)
	case part.unit() != whole.unit() || part.Kind != whole.Kind || part.unit() != "" || whole.step >= 1000 && part.value < 1000:
		return nil
	case part.value > whole.value && len(strings.Fields(gap)) > 1 && part.value == float64(int(part.value)):
		return []Finding{b.finding(fmt.Sprintf("%s of %s is more than there are.", write(part.value), write(whole.value)), models.Span{Start: part.Start, End: whole.End})}
	case part.value <= whole.value && k+2 < len(all) && b.otherwise(whole, all[k+2], lex):
		return b.percentage(part, whole, all[k+2], part.Start)
	}
	return nil
}

// fits compares a share of a whole with the figure that follows right behind
// it, set off by a comma, a bracket or "or".
func (b *bench) fits(percent float64, whole, is figure, start int, slack float64) []Finding {
	gap := b.lowText(whole.End, is.Start)
	words := b.gapWords(whole.End, is.Start)
	if !is.exact() || is.Kind != whole.Kind || is.unit() != "" && is.unit() != whole.unit() || len(words) > 4 || !strings.ContainsAny(gap, ",،(–—") || has(words, notThat) {
		return nil
	}
	rest := strings.TrimLeft(b.lowText(is.End, min(is.End+40, len(b.low))), " ")
	if tail := strings.TrimRight(gap, " "); !strings.HasSuffix(tail, ",") && !strings.HasSuffix(tail, "(") && !strings.HasSuffix(tail, " or") && !strings.HasSuffix(tail, "also") && !strings.HasSuffix(tail, "soit") && !strings.HasSuffix(tail, "أي") || rest == "" {
		return nil
	}
	if next := strings.Fields(b.wordsAfter(is.End, 1)); len(next) == 1 && notThat[next[0]] {
		return nil
	}
	should := percent / 100 * whole.value
	if near(should, is.value, whole.value*slack/100+is.step/2+whole.slack()) || near(should, is.value, 0.03*should) {
		return nil
	}
	return []Finding{b.finding(fmt.Sprintf("%s per cent of %s are %s, not %s.", write(round(percent, 1)), write(whole.value), write(round(should, 1)), write(is.value)), models.Span{Start: start, End: is.End})}
}

// notThat are words after which another thing is counted.
var notThat = set("and with for by of und mit von et avec y con e и та i oraz at in")

// otherwise reports whether p says the same as what stands before it: "or 25
// per cent", "(25 per cent)".
func (b *bench) otherwise(whole, p figure, lex *lexicon) bool {
	gap := b.gapWords(whole.End, p.Start)
	if p.unit() != "%" || !p.exact() || len(gap) > 6 {
		return false
	}
	before := strings.TrimRight(b.lowText(whole.End, p.Start), " ")
	return strings.HasSuffix(before, "(") || len(gap) > 0 && lex.or[gap[len(gap)-1]] && strings.ContainsAny(before, ",،–—(")
}

// percentage compares a part of a whole with its share.
func (b *bench) percentage(part, whole, p figure, start int) []Finding {
	is := part.value / whole.value * 100
	slack := p.step/2 + 100*(part.slack()+whole.slack())/whole.value
	if near(is, p.value, slack) || near(is, p.value, 0.02*is) {
		return nil
	}
	return []Finding{b.finding(fmt.Sprintf("%s of %s are %s per cent, not %s per cent.", write(part.value), write(whole.value), write(round(is, 1)), write(p.value)), models.Span{Start: start, End: p.End})}
}

// leading finds a whole that comes first: "of the 80 flats 20 stand empty, or
// 25 per cent".
func (b *bench) leading(all []figure, lex *lexicon) []Finding {
	if len(all) != 3 || !slices.Contains([]string{"de", "en", "ru", "uk", "ar"}, b.lang) {
		return nil
	}
	whole, part, p := all[0], all[1], all[2]
	if !endsIn(b.wordsBefore(whole.Start, 2), lex.ofThese) || !whole.exact() || !part.exact() || part.unit() != "" || whole.unit() != "" || part.value > whole.value || !b.otherwise(part, p, lex) {
		return nil
	}
	return b.percentage(part, whole, p, whole.Start)
}
