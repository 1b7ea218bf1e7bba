package checks

import (
	"fmt"
	"slices"
	"strconv"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

var (
	born = set("born geboren geborene geborener geb né née nés nacido nacida nació nato nata nacque nascido nascida nasceu urodzony urodzona urodził urodziła " +
		"родился родилась рождения народився народилася народилась ولد ولدت مولود")
	dead = set("died dies dead death late killed buried starb gestorben tot verstarb mort morte décédé décédée mourut murió fallecido fallecida falleció morto morta morì " +
		"morreu overleden stierf zmarł zmarła умер умерла скончался скончалась погиб погибла помер померла загинув загинула توفي توفيت")
	// backThen are words before an age that somebody had at another time.
	backThen = set("age at when turned since alter als mit âge edad cuando los età quando возрасте віці wieku while until before after than son daughter wife husband sister brother mother father " +
		"sohn tochter frau mann fils fille hijo hija figlio figlia сын дочь син дочка syn córka")
	heShe = set("he she er sie il elle él ella lui lei ele ela hij zij ze on ona он она він вона هو هي")
)

// likely is how many years an age may be off to be a slip about one person
// rather than the age of another.
const likely = 15

// ages finds ages that do not fit the date of birth in the same sentence, or in
// the next one when that begins with a pronoun.
func (b *bench) ages() (found []Finding) {
	for i := range b.Reading.Sentences {
		birth, ok := b.birth(i)
		if !ok {
			continue
		}
		from := i
		first := b.words[min(b.wordAt(b.sentence(i).Start), len(b.words)-1)]
		if i > 0 && heShe[first.low] && b.Reading.Sentences[i-1].Block == b.Reading.Sentences[i].Block && len(b.agesIn(i, i)) == 0 {
			from = i - 1
		}
		all := b.agesIn(from, i)
		if len(all) != 1 || has(b.gapWords(b.sentence(from).Start, b.sentence(i).End), dead) {
			continue
		}
		if f, wrong := b.ageAt(all[0], birth); wrong {
			found = append(found, f)
		}
	}
	return found
}

// birth is the only date of birth in a sentence.
func (b *bench) birth(i int) (birth detect.Detection, ok bool) {
	for _, d := range b.Reading.Sentences[i].Found {
		if d.Kind != detect.Date || !d.When.Year || d.When.From == "" {
			continue
		}
		if has(b.lastWords(b.sentence(i).Start, d.Start, 3), born) {
			if ok {
				return birth, false
			}
			birth, ok = d, true
		}
	}
	return birth, ok
}

// ofAge are words in an age that is told of another time.
var ofAge = set("age edad âge alter")

// agesIn are the ages from one sentence to another, none when one of them is
// told of another time or another person.
func (b *bench) agesIn(from, to int) (all []detect.Detection) {
	for i := from; i <= to; i++ {
		for _, d := range b.Reading.Sentences[i].Found {
			if d.Quantity == nil || d.Kind != detect.Age && !b.hasYears(d) {
				continue
			}
			inside := b.gapWords(d.Start, d.End)
			if has(b.lastWords(b.sentence(i).Start, d.Start, 3), backThen) || has(inside, ofAge) {
				return nil
			}
			all = append(all, d)
		}
	}
	return all
}

// holds are verbs by which somebody is so many years old, and notAge words
// before a number of years that is no age.
var (
	holds  = set("ha tiene tem a cumple compie")
	notAge = set("в за через на с со около более почти после до под к от из по у ещё еще лет протягом від близько понад майже після")
)

// hasYears reports whether a number of years is somebody's age where a language
// has no other words for that: “ha 51 anni”, “ему 50 лет”.
func (b *bench) hasYears(d detect.Detection) bool {
	if d.Kind != detect.Number || d.Quantity.Unit != "yr" {
		return false
	}
	before := b.wordsBefore(d.Start, 1)
	switch b.lang {
	case "ru", "uk":
		next := b.wordsAfter(d.End, 1)
		return !notAge[before] && next == ""
	case "it", "es", "pt", "fr":
		return holds[before]
	}
	return false
}

// ageAt compares an age with a date of birth on the article's date.
func (b *bench) ageAt(age, birth detect.Detection) (Finding, bool) {
	q := age.Quantity
	if b.On == "" || birth.When.To > b.On || q.Hedge != "" || q.Low != q.High || birth.When.Hedge != "" {
		return Finding{}, false
	}
	least, mostly := full(birth.When.To, b.On), full(birth.When.From, b.On)
	said := int(q.Low)
	if float64(said) != q.Low || said >= least && said <= mostly || said < least-likely || said > mostly+likely {
		return Finding{}, false
	}
	should := strconv.Itoa(least)
	if mostly != least {
		should = fmt.Sprintf("%d or %d", least, mostly)
	}
	places := []models.Span{age.Span, birth.Span}
	slices.SortFunc(places, func(a, b models.Span) int { return a.Start - b.Start })
	return b.finding(fmt.Sprintf("Born “%s” makes %s on %s, not %d.", b.text(birth.Span), should, sayDay(b.On), said), places...), true
}

// full is how many full years lie between two days.
func full(from, to detect.Day) int {
	years := to.Year() - from.Year()
	if from.Month() > to.Month() || from.Month() == to.Month() && from.Of() > to.Of() {
		years--
	}
	return years
}
