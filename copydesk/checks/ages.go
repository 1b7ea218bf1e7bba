package checks

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

var (
	born = set("born geboren geborene geborener geb né née nés nacido nacida nació nato nata nacque nascido nascida nasceu urodzony urodzona urodził urodziła " +
		"родился родилась рождения народився народилася народилась ولد ولدت مولود")
	dead = set("died dies dead death late killed buried starb gestorben tot verstarb mort morte décédé décédée mourut murió fallecido fallecida falleció morto morta morì " +
		"morreu overleden stierf zmarł zmarła умер умерла скончался скончалась погиб погибла помер померла загинув загинула توفي توفيت")
	// backThen are words before an age that somebody had at another time.
	backThen = set("age at when turned since alter als mit âge edad cuando los età quando возрасте віці wieku will turns wird werden wurde würde cumplirá cumplía compirà aura исполнится исполняется исполнилось виповниться виповнилося kończy skończy wordt سيبلغ while until before after than son daughter wife husband sister brother mother father " +
		"sohn tochter frau mann fils fille hijo hija figlio figlia сын дочь син дочка syn córka")
	heShe = set("he she er sie il elle él ella lui lei ele ela hij zij ze on ona он она він вона هو هي")
)

// likely is how many years an age may be off to be a slip about one person
// rather than the age of another.
const likely = 15

// clause is a part of a sentence between semicolons, with what was detected in
// it: who is spoken of in one is often not who is spoken of in the next.
type clause struct {
	models.Span
	found []detect.Detection
}

// clauses are the parts of a sentence, in order.
func (b *bench) clauses(i int) (all []clause) {
	s := b.Reading.Sentences[i]
	from, first := s.Start, 0
	for at := s.Start; at <= s.End; at++ {
		if at < s.End && b.runes[at] != ';' && b.runes[at] != '؛' {
			continue
		}
		next := first
		for next < len(s.Found) && s.Found[next].Start < at {
			next++
		}
		all = append(all, clause{models.Span{Start: from, End: at}, s.Found[first:next]})
		from, first = at+1, next
	}
	return all
}

// ages finds ages and birthdays that do not fit the date of birth in the same
// clause, or in the next sentence when that begins with a pronoun.
func (b *bench) ages() (found []Finding) {
	for i, s := range b.Reading.Sentences {
		if !slices.ContainsFunc(s.Found, birthDate) {
			continue
		}
		for n, c := range b.clauses(i) {
			birth, ok := b.birth(c)
			if !ok {
				continue
			}
			found = append(found, b.birthdays(c, birth)...)
			all := b.agesIn(c, birth)
			if n == 0 && len(all) == 0 && b.goesOn(i) {
				before := b.Reading.Sentences[i-1]
				c.Start = before.Start
				all = append(b.agesIn(clause{before.Span, before.Found}, birth), all...)
			}
			if len(all) != 1 || has(b.gapWords(c.Start, c.End), dead) {
				continue
			}
			if f, wrong := b.ageAt(all[0], birth); wrong {
				found = append(found, f)
			}
		}
	}
	return found
}

// goesOn reports whether a sentence begins with a pronoun for somebody of the
// one before it.
func (b *bench) goesOn(i int) bool {
	first := b.wordAt(b.sentence(i).Start)
	return i > 0 && first < len(b.words) && heShe[b.words[first].low] && b.Reading.Sentences[i-1].Block == b.Reading.Sentences[i].Block
}

func birthDate(d detect.Detection) bool {
	return d.Kind == detect.Date && d.When.Year && d.When.From != ""
}

// birth is the only date of birth in a clause.
func (b *bench) birth(c clause) (birth detect.Detection, ok bool) {
	for _, d := range c.found {
		if !birthDate(d) || !has(b.lastWords(c.Start, d.Start, 3), born) {
			continue
		}
		if ok {
			return birth, false
		}
		birth, ok = d, true
	}
	return birth, ok
}

// ofAge are words in an age that is told of another time.
var ofAge = set("age edad âge alter")

// agesIn are the ages in a clause, none when one of them is told of another
// time or another person. A bare figure is one only behind the birth.
func (b *bench) agesIn(c clause, birth detect.Detection) (all []detect.Detection) {
	for _, d := range c.found {
		if d.Quantity == nil || d.Kind != detect.Age && !b.hasYears(d) && (d.Start < birth.End || !b.isNow(d)) {
			continue
		}
		if has(b.lastWords(c.Start, d.Start, 3), backThen) || has(b.gapWords(d.Start, d.End), ofAge) {
			return nil
		}
		all = append(all, d)
	}
	return all
}

// nowIs are the words right before a bare figure that is somebody's age, and
// nowEnds those behind it.
var (
	nowIs   = map[string]string{"en": "is", "de": "ist"}
	nowEnds = set("and but now today und aber")
)

// isNow reports whether a figure without a noun is an age: “is 81 and”.
func (b *bench) isNow(d detect.Detection) bool {
	q := d.Quantity
	is := nowIs[b.lang]
	if d.Kind != detect.Number || q.Unit != "" || q.Counted != "" || q.Ordinal || q.Low < 10 || q.High > 110 || is == "" || b.wordsBefore(d.Start, 1) != is {
		return false
	}
	return d.End < len(b.runes) && strings.ContainsRune(",.;", b.runes[d.End]) && !b.decimal(d.End) || nowEnds[b.wordsAfter(d.End, 1)]
}

// decimal reports whether a sign at the offset stands before a digit.
func (b *bench) decimal(at int) bool {
	return at+1 < len(b.runes) && unicode.IsDigit(b.runes[at+1])
}

// birthday are words for the day.
var birthday = set("birthday geburtstag verjaardag cumpleaños compleanno urodziny")

// birthdays compares the birthday that somebody had with the year of a date in
// the same clause, which has no other.
func (b *bench) birthdays(c clause, birth detect.Detection) (found []Finding) {
	var other []detect.Detection
	for _, d := range c.found {
		if birthDate(d) && d.Span != birth.Span {
			other = append(other, d)
		}
	}
	if len(other) != 1 || other[0].When.From.Year() != other[0].When.To.Year() || birth.When.From.Year() != birth.When.To.Year() {
		return nil
	}
	at := other[0].When
	should := at.From.Year() - birth.When.From.Year()
	for _, d := range c.found {
		if d.Kind != detect.Number || d.Quantity.Low != d.Quantity.High || !birthday[b.dayOf(d)] {
			continue
		}
		said := int(d.Quantity.Low)
		late := at.Grain != detect.ByDay && at.Grain != detect.ByMonth || at.From.Month() != birth.When.From.Month()
		if off := abs(said - should); off == 0 || off == 1 && late || off > likely {
			continue
		}
		places := []models.Span{birth.Span, d.Span, other[0].Span}
		slices.SortFunc(places, func(a, b models.Span) int { return a.Start - b.Start })
		found = append(found, b.finding(fmt.Sprintf("Born “%s” makes “%s” the %s birthday, not the %s.", b.text(birth.Span), b.text(other[0].Span), ordinal(should), ordinal(said)), places...))
	}
	return found
}

// dayOf is the word behind an ordinal.
func (b *bench) dayOf(d detect.Detection) string {
	at := d.End
	if at < len(b.runes) && (b.runes[at] == '.' || b.runes[at] == 'º' || b.runes[at] == '°') {
		at++
	}
	return b.wordsAfter(at, 1)
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

// ordinal is a number in a row, as a message has it.
func ordinal(n int) string {
	ending := "th"
	if tens := n / 10 % 10; tens != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return strconv.Itoa(n) + ending
}
