package suggest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// reason is what a kind of detection adds to a suggestion: the claim's kind and
// the words that tell why, how much it weighs beside the others.
var reasons = []struct {
	found detect.Kind
	kind  models.Kind // "" for none of its own
	words string
}{ // the heaviest first
	{detect.Quotation, models.KindQuotation, "a quotation"},
	{detect.Percentage, models.KindFigure, "a percentage"},
	{detect.Money, models.KindFigure, "an amount of money"},
	{detect.Number, models.KindFigure, "a figure"},
	{detect.Age, models.KindFigure, "an age"},
	{detect.Date, models.KindDate, "a date"},
	{detect.RelativeDate, models.KindDate, "a relative date"},
	{detect.Attribution, models.KindAttribution, "an attribution"},
	{detect.Superlative, "", "a superlative"},
	{detect.Comparison, "", "a comparison"},
	{detect.Cause, "", "a cause"},
	{detect.Time, models.KindDate, "a time"},
	{detect.Name, models.KindName, "a name or title"},
	{detect.Proper, "", "an organisation or place"},
}

// reasonsOf are the reasons for an assertion in words, the heaviest first, and
// its score.
func reasonsOf(a assertion) []string {
	var all []string
	for _, r := range reasons {
		if a.finds(r.found) {
			all = append(all, r.words)
		}
	}
	return append(all, fmt.Sprintf("scores %.2f", a.score))
}

func (a assertion) finds(k detect.Kind) bool {
	return slices.ContainsFunc(a.found, func(f detect.Detection) bool { return f.Kind == k })
}

// kindsOf are the kinds of a claim of an assertion, in the order of
// models.AllKinds, at least one.
func (d *drafter) kindsOf(a assertion) []models.Kind {
	has := map[models.Kind]bool{}
	for _, r := range reasons {
		if r.kind != "" && a.finds(r.found) {
			has[r.kind] = true
		}
	}
	has[models.KindPlace] = d.place(a)
	// What happened on a day and nobody is named for is an event.
	has[models.KindEvent] = has[models.KindDate] && !has[models.KindAttribution] && !has[models.KindQuotation]
	has[models.KindReport] = has[models.KindAttribution] && d.outlet(a)
	var all []models.Kind
	for _, k := range models.AllKinds {
		if has[k] {
			all = append(all, k)
		}
	}
	if all == nil {
		all = []models.Kind{models.KindOther}
	}
	return all
}

// place reports whether capitalised words stand behind a word like "in".
func (d *drafter) place(a assertion) bool {
	return slices.ContainsFunc(a.found, func(f detect.Detection) bool {
		return f.Kind == detect.Proper && d.words.places[strings.ToLower(d.wordBefore(a.Start, f.Start))]
	})
}

// wordBefore is the word that ends before a place, but for the space between
// them, not before start.
func (d *drafter) wordBefore(start, at int) string {
	end := at
	for end > start && unicode.IsSpace(d.runes[end-1]) {
		end--
	}
	from := end
	for from > start && end-from < longestPronoun && unicode.IsLetter(d.runes[from-1]) {
		from--
	}
	return string(d.runes[from:end])
}

// outlet reports whether a name in the assertion is that of a newspaper, an
// agency or a broadcaster.
func (d *drafter) outlet(a assertion) bool {
	return slices.ContainsFunc(a.found, func(f detect.Detection) bool {
		if f.Kind != detect.Proper && f.Kind != detect.Name {
			return false
		}
		return slices.ContainsFunc(strings.FieldsFunc(f.Words, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }), func(word string) bool { return outlets[word] })
	})
}

// outlets are words in the names of those that report, as they are written.
var outlets = set(`
	ABC AFP ANSA AP APA ARD Aftonbladet Agence Agency Agenzia Agência Agencia Agentur AlJazeera Jazeera Anzeiger Associated Axios BBC Bild Bloomberg Broadcasting CBC CBS CNBC CNN
	Chronicle Clarín Corriere Courier Courrier DPA DW Daily Dagblad Deutschlandfunk Echo Efe EFE El-País Expresso Figaro Folha France-Presse Fox Gazeta Gazette Globe Globo Guardian
	Haaretz Handelsblatt Herald Independent Infobae Interfax Interfax-Ukraine Izvestia Journal Kommersant Kurier Kyodo Kyiv-Independent Magazin Magazine Mail Mediazona Meduza Mirror Monde
	NBC NHK NOS NPR NRC NZZ News Newsweek Nouvelles Novaya Observer PAP Politico Post Postimees Presse Press Pravda RAI RBC RFE RIA RTL RTVE Repubblica Reuters Rundschau
	SRF SVT Sky Spiegel Stampa Standard Star Sun TASS TVN TVP Tageszeitung Tagesschau Tagesspiegel Telegraph Telegraaf Times Tribune UNIAN Ukrinform Unian Vesti Volkskrant Welt Xinhua ZDF Zeit Zeitung
	ТАСС РИА Интерфакс Вести Коммерсант Коммерсантъ Известия РБК Медуза Ведомости Правда Новости Укринформ Укрінформ УНІАН Суспільне`)
