package checks

import (
	"fmt"
	"slices"
	"strings"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// toll is what happened to people, by beginnings of words.
var tolls = [][]string{
	strings.Fields("kill dead die death todes getötet tot tote starb morts tué muert murier mort ucciso uccise погиб убит загин вбит zginę zabit"),
	strings.Fields("injur wound hurt verletz bless herid ferit ранен постради поранен постражда rann"),
}

// otherTime are words that make the figures of a sentence those of another
// time, or of a plan.
var otherTime = set("earlier previous previously year years since rose initially later former ago would could may might if wants plans hopes until " +
	"zuvor jahr jahre vorjahr seit zunächst später bis année depuis avant año desde antes anno prima год года лет назад рік тому rok temu")

// otherPart are words beside a figure that make it one of another part.
var otherPart = set("more another other others further including least total first last next remaining new additional already so far each every per both only just " +
	"weitere weiteren andere anderen insgesamt erste ersten letzte neue neuen übrigen je davon darunter autres autre premiers nouveaux chaque dont otros otro primeros nuevos cada incluidos " +
	"altri altro primi nuovi ogni другие других ещё еще первые новых каждый інші інших ще перші нових inne innych jeszcze pierwsze nowych każdy")

// apart reports whether a figure is of another time or part.
func (b *bench) apart(f placed) bool {
	s := b.sentence(f.sentence)
	near := b.around(f.Span, 3, 2)
	return b.ofOtherTime(f.sentence) || has(b.gapWords(max(s.Start, near.Start), f.Start), otherPart) || has(b.gapWords(f.End, min(s.End, near.End)), otherPart) || strings.HasPrefix(b.wordsAfter(f.End, 2), "of ")
}

// ofOtherTime reports whether a sentence tells of another time, or of a plan. It
// is asked for each of its figures, and reads the sentence once.
func (b *bench) ofOtherTime(i int) bool {
	other, known := b.otherTimes[i]
	if !known {
		other = has(b.sentenceWords(i), otherTime)
		b.otherTimes[i] = other
	}
	return other
}

// twoValues finds a figure of the same thing that is another later on. It
// speaks when the later one refers to the earlier: with a definite article and
// the same noun, or in the headline and the copy of a toll.
func (b *bench) twoValues() (found []Finding) {
	byNoun := map[string][]placed{}
	for i, all := range b.figures {
		for _, f := range all {
			if f.Kind != detect.Number || f.unit() != "" || f.value < 2 {
				continue
			}
			if key := nounKey(f.Quantity.Counted); key != "" {
				byNoun[key] = append(byNoun[key], placed{f, i})
			}
		}
	}
	keys := make([]string, 0, len(byNoun))
	for k := range byNoun {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		found = append(found, b.sameNoun(byNoun[k])...)
	}
	return append(found, b.tollOf()...)
}

// nounKey is what forms of a noun have in common.
func nounKey(noun string) string {
	r := []rune(noun)
	if len(r) < 3 {
		return ""
	}
	return string(r[:max(3, min(5, len(r)-1))])
}

// sameNoun compares the figures of one noun, when there are only two values and
// the later is said to be the earlier again.
func (b *bench) sameNoun(all []placed) []Finding {
	if len(all) < 2 || len(all) > 6 {
		return nil
	}
	first := all[0]
	for _, f := range all {
		if !f.exact() || b.apart(f) || f.value < 5 && leadingDigits(f.Words) == "" {
			return nil
		}
	}
	k := slices.IndexFunc(all, func(f placed) bool { return f.value != first.value })
	if k < 0 || slices.ContainsFunc(all[k:], func(f placed) bool { return f.value != all[k].value && f.value != first.value }) {
		return nil
	}
	y := all[k]
	if y.sentence == first.sentence || first.step >= 1000 || y.step >= 1000 || !kindred(first.Quantity.Counted, y.Quantity.Counted) || !b.definite(y.Start) || !b.shared(first.sentence, y.sentence, y.Quantity.Counted) || b.restricted(y) {
		return nil
	}
	return []Finding{b.twice(first.figure, y.figure)}
}

// clauses begin what says which of several are meant.
var clauses = set("that who which whose where qui que dont où che cui которые которых який які яких którzy które których")

// restricted reports whether a clause behind the noun says which are meant:
// then the article speaks of nothing before.
func (b *bench) restricted(f placed) bool {
	s := b.sentence(f.sentence)
	return has(b.gapWords(f.End, min(s.End, b.around(f.Span, 0, 3).End)), clauses)
}

func (b *bench) twice(x, y figure) Finding {
	return b.finding(fmt.Sprintf("The copy has %s here and %s there for what seems to be the same: “%s” and “%s”.", write(x.value), write(y.value), b.text(b.around(x.Span, 1, 2)), b.text(b.around(y.Span, 1, 2))), x.Span, y.Span)
}

// tollOf compares the dead or injured of the headline with those of the first
// paragraphs, and later ones with a definite article with the first.
func (b *bench) tollOf() (found []Finding) {
	for _, stems := range tolls {
		all := b.victims(stems)
		for k := 1; k < len(all) && len(all) <= 4; k++ {
			x, y := all[0], all[k]
			if x.value == y.value || y.sentence == x.sentence || !b.shared(x.sentence, y.sentence, "") {
				continue
			}
			if b.top(x.sentence) && !b.top(y.sentence) && b.Reading.Sentences[y.sentence].Block <= 3 || b.definite(y.Start) && isToll(y.Quantity.Counted, stems) {
				found = append(found, b.twice(x.figure, y.figure))
				break
			}
		}
	}
	return found
}

// victims are the figures beside a word of a toll, none when one of them is not
// exact or of another time or part.
func (b *bench) victims(stems []string) (all []placed) {
	for i, figures := range b.figures {
		for _, f := range figures {
			if f.Kind != detect.Number || f.unit() != "" || !b.besideToll(i, f, stems) {
				continue
			}
			if !f.exact() || b.apart(placed{f, i}) {
				return nil
			}
			all = append(all, placed{f, i})
		}
	}
	return all
}

// besideToll reports whether the figure counts people in general and a word of
// the toll stands beside it.
func (b *bench) besideToll(i int, f figure, stems []string) bool {
	noun := f.Quantity.Counted
	if noun != "" && !anybody[noun] && !isToll(noun, stems) {
		return false
	}
	near := b.around(f.Span, 1, 3)
	s := b.sentence(i)
	return slices.ContainsFunc(b.gapWords(max(near.Start, s.Start), min(near.End, s.End)), func(w string) bool { return isToll(w, stems) })
}

// anybody are nouns for people in general.
var anybody = set("people persons menschen personen personnes personas persone pessoas человек людей людини осіб osób mensen")

func isToll(word string, stems []string) bool {
	return slices.ContainsFunc(stems, func(s string) bool { return strings.HasPrefix(word, s) })
}

// top reports whether the sentence stands in the headline or the standfirst.
func (b *bench) top(i int) bool {
	kind := b.Blocks[b.Reading.Sentences[i].Block].Kind
	return kind == models.Headline || kind == models.Standfirst
}
