package checks

import (
	"fmt"
	"slices"
	"strings"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// lexicon is what a language says between figures.
type lexicon struct {
	and map[string]bool // joins the last of a list
	// andStuck does so too, written as one with the figure or its word.
	andStuck string
	// verbFirst reports a language whose verb stands before what rises.
	verbFirst bool
	whole     []string // phrases beside a total
	// subset are words by which figures are part of one before, or stand for
	// one of several.
	subset map[string]bool

	from, to map[string]bool // "from 40 to 50"
	by       map[string]bool // "by 10"
	up, down []string        // beginnings of words for a rise and a fall
	other    map[string]bool // a change that is no rise or fall of this figure
	double   map[string]float64
	or       map[string]bool // says the same otherwise, right before a figure
	of       map[string]bool // between a part and its whole
	ofThese  []string        // right before a whole that comes first
	vote     map[string]bool // of one whole that shares are of
	people   map[string]bool // of whom there is no more than 100 per cent
	between  map[string]bool
}

// lexicons are the words by language.
var lexicons = map[string]*lexicon{
	"en": {
		and: set("and"), whole: phrases("in all|in total|altogether|a total of|total of|all told|all together|for a total of"),
		subset: set("including include includes among whom which them of-whom excluding plus each apiece"),
		from:   set("from"), to: set("to"), by: set("by"),
		up:   []string{"rose", "rise", "risen", "grew", "grow", "increas", "climb", "jump", "soar", "gain", "up"},
		down: []string{"fell", "fall", "drop", "declin", "decreas", "shrank", "shrunk", "sank", "plung", "down"}, other: set("than as compared against"),
		double: map[string]float64{"doubled": 2, "doubling": 2, "tripled": 3, "trebled": 3, "quadrupled": 4, "halved": 0.5},
		or:     set("or equivalent i.e is"), of: set("of"), ofThese: phrases("of the|of its|of their|of all|out of|of her|of his"),
		vote:    set("vote votes ballot ballots"),
		people:  set("respondents voters residents pupils students patients households members people women men children workers employees"),
		between: set("between"),
	},
	"de": {
		and: set("und sowie"), whole: phrases("insgesamt|zusammen|in summe|im ganzen|alles in allem"), subset: set("darunter davon einschließlich inklusive je jeweils"),
		from: set("von"), to: set("auf"), by: set("um"), up: []string{"stieg", "steig", "gestiegen", "wuchs", "gewachsen", "erhöh", "kletter", "nahm"},
		down: []string{"sank", "sink", "gesunken", "fiel", "fallen", "gefallen", "ging", "schrumpf"}, other: set("als gegenüber verglichen"),
		double: map[string]float64{"verdoppelt": 2, "verdoppelte": 2, "verdreifacht": 3, "verdreifachte": 3, "halbiert": 0.5, "halbierte": 0.5},
		or:     set("oder sind also rund"), of: set("der von"), ofThese: phrases("von den|von|der|von ihren|von seinen"), vote: set("stimmen"),
		people: set("befragten wähler einwohner schüler studenten patienten haushalte mitglieder menschen frauen männer kinder"), between: set("zwischen"),
	},
	"fr": {
		and: set("et ainsi"), whole: phrases("au total|en tout|un total de|soit"), subset: set("dont parmi compris chacun chacune"),
		from: set("de d'"), to: set("à"), by: set("de"), up: []string{"augment", "hausse", "grimp", "progress", "monté"}, down: []string{"baiss", "recul", "chut", "diminu", "tombé"},
		other: set("que contre rapport"), double: map[string]float64{"doublé": 2, "triplé": 3}, or: set("soit ou"), of: set("des sur"), ofThese: phrases("des|sur les|sur"), vote: set("voix suffrages"),
		people: set("sondés électeurs habitants élèves étudiants patients ménages membres personnes"), between: set("entre"),
	},
	"es": {
		and: set("y e"), whole: phrases("en total|un total de|en conjunto"), subset: set("incluidos incluidas entre cuales quienes cada"),
		from: set("de desde del"), to: set("a hasta al"), by: set("un en"), up: []string{"subi", "aument", "crec", "ascend"}, down: []string{"baj", "caí", "cay", "descend", "disminu", "redu"},
		other: set("que frente"), double: map[string]float64{"duplicó": 2, "duplicado": 2, "triplicó": 3}, or: set("o decir sea"), of: set("de"), ofThese: phrases("de los|de las|de sus"), vote: set("votos sufragios"),
		people: set("encuestados votantes vecinos alumnos estudiantes pacientes hogares miembros personas"), between: set("entre"),
	},
	"it": {
		and: set("e ed"), whole: phrases("in totale|in tutto|un totale di|complessivamente"), subset: set("cui compresi ciascuno ciascuna ognuno l'uno"),
		from: set("da dal dai dalle"), to: set("a ad al ai alle"), by: set("del di"), up: []string{"salit", "aument", "cresc", "salì"}, down: []string{"sces", "cala", "calo", "diminu", "scend"},
		other: set("rispetto che"), double: map[string]float64{"raddoppiato": 2, "raddoppiati": 2, "triplicato": 3}, or: set("cioè ossia o pari"), of: set("dei degli delle su"), ofThese: phrases("dei|degli|delle|su"), vote: set("voti suffragi"),
		people: set("intervistati elettori abitanti alunni studenti pazienti famiglie membri persone"), between: set("tra fra"),
	},
	"pt": {
		and: set("e"), whole: phrases("no total|ao todo|um total de"), subset: set("incluindo entre dos quais cada"),
		from: set("de"), to: set("para a"), by: set("em"), up: []string{"subi", "aument", "cresc"}, down: []string{"caiu", "desc", "diminu", "redu"}, other: set("que"),
		or: set("ou seja"), of: set("dos das"), ofThese: phrases("dos|das|de"), vote: set("votos"), people: set("inquiridos eleitores moradores alunos pessoas"), between: set("entre"),
	},
	"nl": {
		and: set("en"), whole: phrases("in totaal|samen|alles bij elkaar"), subset: set("onder wie waaronder inclusief waarvan elk per"),
		from: set("van"), to: set("naar tot"), by: set("met"), up: []string{"steeg", "steg", "gesteg", "groei"}, down: []string{"daal", "gedaal", "zakt"}, other: set("dan"),
		or: set("of ofwel"), of: set("van"), ofThese: phrases("van de|van"), vote: set("stemmen"), people: set("ondervraagden kiezers inwoners leerlingen mensen"), between: set("tussen"),
	},
	"pl": {
		and: set("i oraz"), whole: phrases("łącznie|w sumie|razem|ogółem"), subset: set("tym spośród każdy każda każde"),
		from: set("z ze od"), to: set("do"), by: set("o"), up: []string{"wzros", "wzrós", "zwięks", "urós", "uros"}, down: []string{"spad", "zmal", "obniż", "zmniejs"}, other: set("niż"),
		or: set("czyli"), of: set("z ze"), ofThese: phrases("z|ze"), vote: set("głosów"), people: set("ankietowanych badanych wyborców mieszkańców uczniów osób"), between: set("między pomiędzy"),
	},
	"ru": {
		and: set("и"), whole: phrases("всего|итого|в общей сложности|в сумме|вместе"), subset: set("включая числе среди них каждый каждая каждое каждого"),
		from: set("с со"), to: set("до"), by: set("на"), up: []string{"вырос", "выраст", "увелич", "возрос", "повыс", "подня"}, down: []string{"сниз", "упал", "сократ", "уменьш", "снизил"}, other: set("чем"),
		double: map[string]float64{"удвоилась": 2, "удвоилось": 2, "удвоился": 2, "удвоились": 2, "вдвое": 2}, or: set("то есть или"), of: set("из"), ofThese: phrases("из"), vote: set("голосов"),
		people: set("опрошенных избирателей жителей учеников студентов пациентов человек"), between: set("между"),
	},
	"uk": {
		and: set("і й та"), whole: phrases("усього|всього|загалом|разом"), subset: set("включно числі серед них зокрема кожен кожна кожного"),
		from: set("з із зі"), to: set("до"), by: set("на"), up: []string{"зрос", "збільш", "підвищ", "вирос"}, down: []string{"зниз", "впал", "скорот", "зменш", "знизил"}, other: set("ніж"),
		or: set("тобто або"), of: set("з із зі"), ofThese: phrases("з|із|зі"), vote: set("голосів"), people: set("опитаних виборців жителів учнів студентів людей"), between: set("між"),
	},
	"ar": {
		and: set("و"), andStuck: "و", verbFirst: true, whole: phrases("في المجموع|في المجمل|بالمجموع|المجموع|مجموعه|مجموعها|بمجموع|بإجمالي|بإجمال|إجمالا|إجمالاً|إجمالي|الإجمالي|جميعا|جميعهم"),
		subset: set("بينهم بينها منهم منها بما ضمنهم ضمنها عدا باستثناء لكل"),
		from:   set("من"), to: set("إلى الى"), by: set("بنسبة بمقدار بواقع"),
		up:   []string{"ارتفع", "ارتفاع", "زاد", "زياد", "بزياد", "ازداد", "صعد", "نما", "نمو", "بنمو", "قفز", "بارتفاع"},
		down: []string{"انخفض", "انخفاض", "بانخفاض", "تراجع", "بتراجع", "هبط", "هبوط", "تقلص", "نقص"}, other: set("مقارنة مقابل بدلا"),
		double: map[string]float64{"تضاعف": 2, "تضاعفت": 2},
		or:     set("أو أي"), of: set("من"), ofThese: phrases("من أصل|من بين|من مجموع|من إجمالي"), vote: set("أصوات الأصوات بأصوات"),
		people: set("المستطلعين الناخبين السكان الطلاب التلاميذ المرضى الأسر الأعضاء الأشخاص المشاركين العمال النساء الأطفال"), between: set("بين"),
	},
}

// sums finds lists of figures that do not add up to the total beside them.
func (b *bench) sums() (found []Finding) {
	lex := lexicons[b.lang]
	if lex == nil {
		return nil
	}
	for i, all := range b.figures {
		if len(all) < 3 || len(all) > 12 || b.mixed(i) || has(b.sentenceWords(i), lex.subset) {
			continue
		}
		all = withoutShares(all)
		for k := 2; k < len(all); k++ {
			if b.isTotal(all, k, lex) {
				found = append(found, b.unsummed(all[k], b.chain(all[:k], lex))...)
			}
		}
		found = append(found, b.announced(i, all, lex)...)
		found = append(found, b.totalled(i, all, lex)...)
	}
	return found
}

// mixed reports whether a sentence has figures that are no counts, or may be
// none: ages, and days of the month.
func (b *bench) mixed(i int) bool {
	return slices.ContainsFunc(b.figures[i], func(f figure) bool { return f.day }) ||
		slices.ContainsFunc(b.Reading.Sentences[i].Found, func(d detect.Detection) bool { return d.Kind == detect.Age })
}

// withoutShares are the figures that are no percentages.
func withoutShares(all []figure) (some []figure) {
	for _, f := range all {
		if f.Kind != detect.Percentage {
			some = append(some, f)
		}
	}
	return some
}

// isTotal reports whether the k-th figure is said to be the total of those
// before it.
func (b *bench) isTotal(all []figure, k int, lex *lexicon) bool {
	f, last := all[k], all[k-1]
	end := b.sentence(b.sentenceAt(f.Start)).End
	if k+1 < len(all) {
		end = all[k+1].Start
	}
	before, behind := b.gapWords(last.End, f.Start), b.gapWords(f.End, end)
	return strings.ContainsAny(b.lowText(last.End, f.Start), ",;:–—-،") &&
		(endsIn(strings.Join(before, " "), lex.whole) || endsIn(strings.Join(behind[:min(len(behind), 2)], " "), lex.whole) || endsIn(strings.Join(behind[:min(len(behind), 3)], " "), lex.whole) || endsIn(strings.Join(behind[:min(len(behind), 4)], " "), lex.whole))
}

// chain are the figures at the end that make one list: a comma or a word for
// "and" stands between each two, and such a word before the last.
func (b *bench) chain(all []figure, lex *lexicon) []figure {
	i := len(all) - 1
	for ; i > 0; i-- {
		words := b.gapWords(all[i-1].End, all[i].Start)
		joined := has(words, lex.and) || b.stuck(all[i], lex)
		if i == len(all)-1 && !joined || !joined && !strings.ContainsAny(b.lowText(all[i-1].End, all[i].Start), ",،") || len(words) > 8 {
			break
		}
	}
	if len(all)-i < 2 {
		return nil
	}
	return all[i:]
}

// stuck reports whether the word for "and" is written as one with a figure.
func (b *bench) stuck(f figure, lex *lexicon) bool {
	and := lex.andStuck
	return and != "" && (strings.HasPrefix(f.Words, and) || strings.HasSuffix(b.lowText(max(0, f.Start-2), f.Start), " "+and))
}

// unsummed compares a total with a list before it. Figures that begin the list
// may belong to something else, so any end of it that fits is enough.
func (b *bench) unsummed(total figure, parts []figure) []Finding {
	if len(parts) < 2 || !total.exact() {
		return nil
	}
	sum, slack := 0.0, total.slack()
	for i := len(parts) - 1; i >= 0; i-- {
		p := parts[i]
		if !p.exact() || p.unit() != total.unit() || p.Kind != total.Kind || p.value <= 0 {
			return nil
		}
		sum, slack = sum+p.value, slack+p.slack()
		if i < len(parts)-1 && near(sum, total.value, slack) {
			return nil
		}
	}
	terms := make([]string, len(parts))
	for i, p := range parts {
		terms[i] = write(p.value)
	}
	at := models.Span{Start: parts[0].Start, End: total.End}
	if total.Start < parts[0].Start {
		at = models.Span{Start: total.Start, End: parts[len(parts)-1].End}
	}
	return []Finding{b.finding(fmt.Sprintf("%s make %s, not %s.", strings.Join(terms, " and "), write(sum), write(total.value)), at)}
}

// announced finds a total before a colon, a dash or a bracket and the list
// behind it, which goes on to the end of the sentence.
func (b *bench) announced(i int, all []figure, lex *lexicon) []Finding {
	for k := 0; k+2 < len(all) && k < 2; k++ {
		gap := b.lowText(all[k].End, all[k+1].Start)
		sign := strings.IndexAny(gap, ":(–—")
		if sign < 0 || len(strings.Fields(gap[:sign])) > 3 || strings.ContainsAny(gap[:sign], ",،") || len(b.gapWords(all[k].End, all[k+1].Start)) > 4 {
			continue
		}
		parts := b.chain(all[k+1:], lex)
		if len(parts) != len(all)-k-1 || len(b.gapWords(parts[len(parts)-1].End, b.sentence(i).End)) > 3 {
			continue
		}
		return b.unsummed(all[k], parts)
	}
	return nil
}

// totalled finds “a total of 57 people were hurt, 31 in the north and 24 in the
// south”: the list goes on to the end, the same word stands behind each of its
// figures, which count nothing of their own, and they nearly make the total.
func (b *bench) totalled(i int, all []figure, lex *lexicon) []Finding {
	if len(all) < 3 || !endsIn(b.wordsBefore(all[0].Start, 3), lex.whole) || slices.ContainsFunc(b.Reading.Sentences[i].Found, dated) {
		return nil
	}
	total, parts := all[0], all[1:]
	words := b.gapWords(total.End, parts[0].Start)
	if !strings.ContainsAny(b.lowText(total.End, parts[0].Start), ",،") || has(words, lex.from) || has(words, lex.other) || slices.ContainsFunc(words, lex.tellsChange) {
		return nil
	}
	if len(b.chain(parts, lex)) != len(parts) || len(b.gapWords(parts[len(parts)-1].End, b.sentence(i).End)) > 4 {
		return nil
	}
	sum, where := 0.0, b.wordsAfter(parts[0].End, 1)
	for _, p := range parts {
		if b.wordsAfter(p.End, 1) != where || p.Quantity.Counted != "" && !kindred(p.Quantity.Counted, total.Quantity.Counted) {
			return nil
		}
		sum += p.value
	}
	if sum < 0.9*total.value || sum > 1.5*total.value {
		return nil
	}
	return b.unsummed(total, parts)
}

// dated reports whether a detection says when.
func dated(d detect.Detection) bool { return d.When != nil }
