package checks

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// months are the names of the months by language, each with the forms in which
// a date has it.
var months = map[string][12]string{
	"en": {"january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"},
	"de": {"januar jänner", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"},
	"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	"es": {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre setiembre", "octubre", "noviembre", "diciembre"},
	"it": {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	"pt": {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
	"nl": {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
	"pl": {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"},
	"ru": {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
	"uk": {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"},
	"el": {"ιανουαρίου", "φεβρουαρίου", "μαρτίου", "απριλίου", "μαΐου", "ιουνίου", "ιουλίου", "αυγούστου", "σεπτεμβρίου", "οκτωβρίου", "νοεμβρίου", "δεκεμβρίου"},
	"tr": {"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"},
	"ar": {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
	"he": {"בינואר", "בפברואר", "במרץ", "באפריל", "במאי", "ביוני", "ביולי", "באוגוסט", "בספטמבר", "באוקטובר", "בנובמבר", "בדצמבר"},
	"hi": {"जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"},
}

// monthOf numbers the months of a language by each of their forms.
var monthOf = func() map[string]map[string]int {
	all := map[string]map[string]int{}
	for lang, names := range months {
		all[lang] = map[string]int{}
		for i, forms := range names {
			for form := range set(forms) {
				all[lang][form] = i + 1
			}
		}
	}
	return all
}()

// longest is how many days each month may have.
var longest = [13]int{1: 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// noSuchDay finds days that the calendar does not have.
func (b *bench) noSuchDay() (found []Finding) {
	add := func(at models.Span, why string) {
		found = append(found, b.finding(fmt.Sprintf("There is no %s: %s.", b.text(at), why), at))
	}
	for i, w := range b.words {
		if month := monthOf[b.lang][w.low]; month > 0 {
			if at, day, year := b.dayBeside(i); day > longest[month] && day < 100 {
				add(at, fmt.Sprintf("%s has %d days", monthNames[month], longest[month]))
			} else if month == 2 && day == 29 && year > 0 && detect.NewDay(year, 2, 29) == "" {
				add(at, fmt.Sprintf("February of %d has 28 days", year))
			}
		}
		if why := b.noISO(i); why != "" {
			add(models.Span{Start: w.Start, End: b.words[i+2].End}, why)
		}
	}
	return found
}

var monthNames = [13]string{1: "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// dayBeside is the day of the month that stands with the month at the i-th
// word, and its year, or 0; and the place of both.
func (b *bench) dayBeside(i int) (at models.Span, day, year int) {
	at = b.words[i].Span
	before := i - 1
	if before > 0 && b.words[before].low == "de" {
		before--
	}
	if day = b.figure(before, i); day > 0 {
		at.Start = b.words[before].Start
		if b.joined(i, i+1, " ", ", ") {
			year = b.figure(i+1, i+1)
		}
	} else if day = b.figure(i+1, i+1); b.lang == "en" && day > 0 && b.joined(i, i+1, " ") {
		at.End = b.words[i+1].End
		if b.joined(i+1, i+2, ", ", " ") {
			year = b.figure(i+2, i+2)
		}
	} else {
		return at, 0, 0
	}
	if year < 1000 || year > 2999 {
		return at, day, 0
	}
	at.End = max(at.End, b.words[b.wordAt(at.End)].End)
	return at, day, year
}

// figure is the whole number that the k-th word is, or 0; k is the end-th word,
// or one before it with which it makes a date.
func (b *bench) figure(k, end int) int {
	if k < 0 || k >= len(b.words) || k < end && !b.joined(k, end, " ", ". ", " de ") {
		return 0
	}
	digits := strings.TrimRight(b.words[k].low, "stndrhº.")
	if len(digits) > 4 || b.partOfFigure(k) {
		return 0
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// partOfFigure reports whether the k-th word is a part of a longer figure: a
// decimal, a range, a score.
func (b *bench) partOfFigure(k int) bool {
	w := b.words[k]
	glued := func(at, beyond int) bool {
		return at >= 0 && at < len(b.runes) && beyond >= 0 && beyond < len(b.runes) && strings.ContainsRune(".,:/-–—$€£%", b.runes[at]) && unicode.IsDigit(b.runes[beyond])
	}
	return glued(w.Start-1, w.Start-2) || glued(w.End, w.End+1) || w.Start > 0 && strings.ContainsRune("$€£#", b.runes[w.Start-1])
}

// joined reports whether one of these stands between two words of a block.
func (b *bench) joined(i, k int, between ...string) bool {
	if i < 0 || k >= len(b.words) || b.words[i].block != b.words[k].block {
		return false
	}
	for _, s := range between {
		if b.lowText(b.words[i].End, b.words[k].Start) == s {
			return true
		}
	}
	return false
}

// noISO says why a date in figures, beginning at the i-th word, is none; ""
// when it is one, or no date.
func (b *bench) noISO(i int) string {
	if i+2 >= len(b.words) || !b.joined(i, i+1, "-", ".", "/") || !b.joined(i+1, i+2, b.lowText(b.words[i].End, b.words[i+1].Start)) {
		return ""
	}
	if i > 0 && b.words[i].Start-b.words[i-1].End == 1 && strings.ContainsRune("-./:", b.runes[b.words[i].Start-1]) || b.tail(i+2) {
		return ""
	}
	x, y, z := b.words[i].low, b.words[i+1].low, b.words[i+2].low
	switch sign := b.lowText(b.words[i].End, b.words[i+1].Start); {
	case len(x) == 4 && len(y) == 2 && len(z) == 2 && sign == "-":
		return impossible(x, y, z)
	case len(z) == 4 && len(x) <= 2 && len(y) <= 2 && sign == ".":
		return impossible(z, y, x)
	case len(z) == 4 && len(x) <= 2 && len(y) <= 2 && sign == "/" && b.lang != "en":
		return impossible(z, y, x)
	}
	return ""
}

// tail reports whether the k-th word goes on as an address or a version does.
func (b *bench) tail(k int) bool {
	end := b.words[k].End
	return end+1 < len(b.runes) && strings.ContainsRune("-./:", b.runes[end]) && letterly(b.runes[end+1])
}

func impossible(y, m, d string) string {
	year, err1 := strconv.Atoi(y)
	month, err2 := strconv.Atoi(m)
	day, err3 := strconv.Atoi(d)
	switch {
	case err1 != nil || err2 != nil || err3 != nil || year < 1500 || year > 2199 || day == 0 || month == 0 || day > 39 || month > 19:
		return ""
	case month > 12:
		return "a year has 12 months"
	case day > longest[month]:
		return fmt.Sprintf("%s has %d days", monthNames[month], longest[month])
	case detect.NewDay(year, month, day) == "":
		return fmt.Sprintf("February of %d has 28 days", year)
	}
	return ""
}
