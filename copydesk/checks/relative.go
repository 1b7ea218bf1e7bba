package checks

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// happened are beginnings of words that tell of an event itself, and not of
// what came of it.
var happened = strings.Fields("broke struck hit happen occur began start collid met meet held opened erupt crash sank explod died killed polls took tore " +
	"erreicht ereign begann brach traf geschah fand stürzt explodier déclar produit commenc frapp éclat survenu lieu produjo ocurri comenz empez golpe sacudi estall " +
	"colpit avvenut cominciat scoppi verificat aconteceu ocorreu começou atingiu begon gebeurd trof началос началас начался произош случил ударил почал сталас стався відбул wybuch zacz doszł uderz nawiedz")

// sameEvent are words for a kind of event, and for what those who are there do.
var sameEvent = []map[string]bool{
	set("summit meeting talks met meet meets conference"),
	set("gipfel treffen gespräche trafen traf"), set("sommet rencontre réunion rencontrés réunis"), set("cumbre reunión encuentro reunieron"),
	set("vertice incontro incontrati"), set("саммит саммита встреча встречи встретились"), set("саміт саміту зустріч зустрічі зустрілися"),
}

// pointing begin a sentence that speaks of what the one before it says.
var pointing = set("that this these those dieser diese dieses ce cette cela ese esa este esta questo questa это этот эта це цей ця")

// Each relative date is held against each sentence that dates an event: as many
// of both as an article ever has, so that time stays bounded.
const (
	mostRelative = 100
	mostDated    = 300
)

// relatives finds "three weeks after the summit" where the dates of both say
// otherwise.
func (b *bench) relatives() (found []Finding) {
	left, told := mostRelative, b.datedEvents()
	for i, s := range b.Reading.Sentences {
		for _, d := range s.Found {
			if w := d.When; w == nil || w.Event == nil || w.Offset == 0 || w.Hedge == "over" || w.Hedge == "under" {
				continue
			}
			if left--; left < 0 {
				return found
			}
			dated, at, ok := b.datedThing(i, d)
			if !ok {
				continue
			}
			event, day, ok := eventDay(told, i, b.eventWords(*d.When.Event))
			if !ok {
				continue
			}
			if f, wrong := b.offBy(d, dated, at, event, day); wrong {
				found = append(found, f)
			}
		}
	}
	return found
}

// datedThing is the date of what is said to lie before or after the event: one
// in the same sentence, or the one of the sentence before when this one points
// back to it.
func (b *bench) datedThing(i int, d detect.Detection) (w *detect.When, at models.Span, ok bool) {
	if w, at, n := b.onlyDate(i); n > 0 {
		return w, at, n == 1
	}
	first := b.words[b.wordAt(b.sentence(i).Start)]
	if i == 0 || !pointing[first.low] || b.Reading.Sentences[i-1].Block != b.Reading.Sentences[i].Block || d.Start-first.Start > 60 {
		return nil, at, false
	}
	w, at, n := b.onlyDate(i - 1)
	return w, at, n == 1
}

// onlyDate is the absolute date of a sentence, exact to the month at least, and
// how many it has.
func (b *bench) onlyDate(i int) (w *detect.When, at models.Span, n int) {
	for _, d := range b.Reading.Sentences[i].Found {
		if d.Kind == detect.Date && d.When.From != "" && (d.When.Grain == detect.ByDay || d.When.Grain == detect.ByMonth) {
			w, at, n = d.When, d.Span, n+1
		}
	}
	return w, at, n
}

// eventWords are the words that tell an event from others, in small letters.
func (b *bench) eventWords(s models.Span) (words []string) {
	for _, w := range b.gapWords(s.Start, s.End) {
		if w = unelided(w); utf8.RuneCountInString(w) >= 4 && !determiner[w] {
			words = append(words, w)
		}
	}
	return words
}

// unelided is a word without a French or Italian article before its apostrophe.
func unelided(w string) string {
	if head, rest, ok := strings.Cut(w, "'"); ok && len(head) <= 5 && len(rest) > 1 {
		return rest
	}
	return strings.TrimSuffix(w, "'s")
}

// datedEvent is a sentence that says of something that it happened on a day.
type datedEvent struct {
	sentence int
	at       models.Span // of the date
	day      detect.Day
	words    []string
}

// datedEvents are the sentences that tell of an event and name one day.
func (b *bench) datedEvents() (all []datedEvent) {
	for i, s := range b.Reading.Sentences {
		if len(s.Found) == 0 || len(all) == mostDated {
			continue
		}
		w, place, n := b.onlyDate(i)
		if n != 1 || w.Grain != detect.ByDay || w.From != w.To {
			continue
		}
		if words := b.sentenceWords(i); slices.ContainsFunc(words, tellsOfIt) {
			all = append(all, datedEvent{i, place, w.From, words})
		}
	}
	return all
}

// tellsOfIt reports whether a word says that something happened.
func tellsOfIt(word string) bool {
	return slices.ContainsFunc(happened, func(stem string) bool { return strings.HasPrefix(word, stem) })
}

// eventDay is the day on which the event happened: the only one that sentences
// other than the one at hand name that tell of it.
func eventDay(told []datedEvent, not int, event []string) (at models.Span, day detect.Day, ok bool) {
	if len(event) == 0 || len(event) > 4 {
		return at, "", false
	}
	for _, e := range told {
		if e.sentence == not || !e.tells(event) {
			continue
		}
		if day != "" && day != e.day {
			return at, "", false
		}
		at, day = e.at, e.day
	}
	return at, day, day != ""
}

// tells reports whether the sentence's words name the event.
func (d datedEvent) tells(event []string) bool {
	for _, e := range event {
		if !slices.ContainsFunc(d.words, func(w string) bool { return kindred(unelided(w), e) || synonyms(w, e) }) {
			return false
		}
	}
	return true
}

func synonyms(a, b string) bool {
	return slices.ContainsFunc(sameEvent, func(s map[string]bool) bool { return s[a] && s[b] })
}

// kindred reports whether two words in small letters seem to be forms of one:
// most of them is the same, from the start.
func kindred(a, b string) bool {
	if a == b {
		return true
	}
	if a == "" || b == "" || a[0] != b[0] {
		return false
	}
	p, q := []rune(a), []rune(b)
	n := 0
	for n < min(len(p), len(q)) && p[n] == q[n] {
		n++
	}
	return n >= 4 && (3*n >= 2*min(len(p), len(q)) || n > 4 && 2*n >= min(len(p), len(q))) && max(len(p), len(q))-n <= 4
}

// reach is how many days a length of time in a grain may be off by rounding.
var reach = map[detect.Grain]int{detect.ByDay: 1, detect.ByWeek: 4, detect.ByMonth: 16, detect.ByYear: 200}

func (b *bench) offBy(d detect.Detection, dated *detect.When, at, event models.Span, day detect.Day) (Finding, bool) {
	w := d.When
	var should detect.Day
	switch w.Grain { //nolint:exhaustive // the others are not exact enough
	case detect.ByDay:
		should = day.AddDays(w.Offset)
	case detect.ByWeek:
		should = day.AddDays(7 * w.Offset)
	case detect.ByMonth:
		should = day.AddMonths(w.Offset)
	case detect.ByYear:
		should = day.AddYears(w.Offset)
	}
	allowed := reach[w.Grain]
	if w.Hedge != "" {
		allowed = allowed*3/2 + 2
	}
	if should == "" || allowed == 0 || should >= dated.From && should <= dated.To {
		return Finding{}, false
	}
	if min(abs(days(should, dated.From)), abs(days(should, dated.To))) <= allowed {
		return Finding{}, false
	}
	n := days(day, dated.From)
	message := fmt.Sprintf("“%s” would be about %s, but the copy says “%s”, %s after %s.", b.text(d.Span), sayDay(should), b.text(at), count(n, "day"), sayDay(day))
	if n < 0 {
		message = fmt.Sprintf("“%s” would be about %s, but the copy says “%s”, %s before %s.", b.text(d.Span), sayDay(should), b.text(at), count(-n, "day"), sayDay(day))
	}
	places := []models.Span{d.Span, at, event}
	slices.SortFunc(places, func(a, b models.Span) int { return a.Start - b.Start })
	return b.finding(message, places...), true
}

// count is so many of something.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return write(float64(n)) + " " + noun + "s"
}
