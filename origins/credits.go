package origins

import (
	"slices"
	"strings"
	"unicode"
)

// Where credits are looked for: in short lines at either end of a text.
const (
	creditLines  = 4   // from either end
	creditLength = 240 // code points in one at most
	bylineLength = 120 // in one that begins as a byline does
)

// openers begin a line that says who wrote a text or where it comes from. Like
// all lists here they are in the languages with lists of attributions, and hold
// for a text in any: a page does not always tell its own.
var openers = phrases(
	"by, staff, our staff, source, sources",
	"von, redaktion, quelle, quellen, unter mitarbeit von",
	"par, rédaction, la rédaction, avec, avec le concours de, avec la contribution de",
	"por, redacción, la redacción, fuente, fuentes, con la colaboración de",
	"di, a cura di, redazione, la redazione, fonte, fonti, con il contributo di, con la collaborazione di", //nolint:misspell // Italian
	"автор, авторы, редакция, источник, источники, текст, при участии",
	"автори, редакція, джерело, джерела, за участі, за участю",
	"بقلم, كتب, كتبت, المصدر, المصادر, بمساهمة من, بالاشتراك مع, بالتعاون مع",
)

// materials stand before those from whom a text has what it tells, anywhere in
// a line.
var materials = phrases(
	"reporting by, reporting from, material from, files from, information from, contributions from, dispatches from, wire reports from",
	"material von, material der, material des, informationen von, informationen der, informationen des",
	"informations de, éléments de, dépêches de",
	"con información de, informaciones de, con material de, con materiales de, con datos de, despachos de", //nolint:misspell // Spanish
	"con informazioni di, informazioni di, con materiale di, con materiali di, con notizie di",
	"использованием материалов, по материалам, с материалами",
	"використанням матеріалів, за матеріалами, з матеріалами",
	"مع مواد من, مواد من, معلومات من",
)

// others stand before those who did something else for a text.
var others = phrases(
	"editing by, edited by, photo, photos, credit, credits, photograph, photography, picture, pictures, video, graphic, graphics, translated by, translation by, produced by, illustration, illustrations",
	"bearbeitet von, bearbeitung, foto, fotos, bild, bilder, grafik, übersetzt von, übersetzung, redaktion der bilder",
	"édité par, édition, crédit, crédits, photographie, images, vidéo, infographie, traduit par, traduction",
	"editado por, edición, fotografía, imagen, imágenes, vídeo, traducido por, traducción",
	"fotografia, immagine, immagini, grafica, tradotto da, traduzione",
	"редактор, под редакцией, фото, фотография, видео, перевод, графика",
	"за редакцією, світлина, відео, переклад, графіка",
	"تحرير, تصوير, صورة, الصورة, ترجمة, فيديو",
)

// ands stand between two that a line credits, descriptions before the name of
// one: what stands before these counts. Behind a name may stand any, and where
// its reporters were.
var (
	ands = phrases("and, with", "und, mit", "et, avec", "y, e, con", "ed", "и, с", "та, й, і, з", "مع")

	descriptions = phrases(
		"the, agency, news agency, newswire",
		"der, dem, die, agentur, nachrichtenagentur, presseagentur",
		"la, le, l, agence, agence de presse",
		"el, agencia, agencia de noticias",
		"il, dell, agenzia, agenzia di stampa",
		"агентство, агентства, информагентство, информагентства",
		"агенція, агенції, інформагентство, інформагентства",
		"وكالة الأنباء",
	)

	placed = phrases("in, at, agency", "aus, nachrichtenagentur", "à", "en", "a", "в, из", "у, із", "في")
)

// phrases are lists of phrases, divided by commas, as words.
func phrases(lists ...string) (all [][]word) {
	for _, list := range lists {
		for phrase := range strings.SplitSeq(list, ", ") {
			all = append(all, words([]rune(phrase)))
		}
	}
	return all
}

// longest is how many words from one on are a phrase of a list at most.
func longest(of []word, list [][]word) (n int) {
	for _, phrase := range list {
		if len(phrase) > n && len(phrase) <= len(of) && sameWords(of[:len(phrase)], phrase) {
			n = len(phrase)
		}
	}
	return n
}

// line is a line that may credit somebody.
type line struct {
	code   []rune
	words  []word
	credit []bool // of each word: it stands where a name is credited
}

// creditable are the short lines at either end of the text, and the byline that
// its page tells beside it.
func (r *reading) creditable() (all []line) {
	for i, b := range r.Blocks {
		if i < creditLines || i >= len(r.Blocks)-creditLines {
			all = append(all, lineOf(r.code[min(b.Start, len(r.code)):min(b.End, len(r.code))], false))
		}
	}
	return append(all, lineOf([]rune(r.Author), true))
}

// lineOf reads a line. A byline credits from its beginning on.
func lineOf(code []rune, byline bool) line {
	if len(code) > creditLength {
		return line{}
	}
	l := line{code: code, words: words(code)}
	l.credit = make([]bool, len(l.words))
	on := byline
	for i := 0; i < len(l.words); {
		n, material, other := 0, longest(l.words[i:], materials), longest(l.words[i:], others)
		if i == 0 && len(code) <= bylineLength {
			n = longest(l.words, openers)
		}
		switch {
		case other > max(n, material):
			on = false
		case max(n, material) > 0:
			on = true
		}
		for range max(1, n, material, other) {
			l.credit[i] = on
			i++
		}
		if gap := l.behind(i - 1); strings.Contains(gap, ";") || strings.Contains(gap, ". ") {
			on = false
		}
	}
	return l
}

// behind is what stands behind a word, up to the next one.
func (l line) behind(i int) string {
	end := len(l.code)
	if i+1 < len(l.words) {
		end = l.words[i+1].at
	}
	return strings.TrimLeftFunc(string(l.code[l.words[i].at:end]), func(r rune) bool {
		return unicode.In(r, unicode.L, unicode.M, unicode.N) || r == '\u00ad'
	})
}

// credits reports whether the line credits a name.
func (l line) credits(name []word) bool {
	for i := range l.words {
		to := i + len(name)
		if to <= len(l.words) && sameWords(l.words[i:to], name) && !slices.Contains(l.credit[i:to], false) && l.begins(i) && l.ends(to) {
			return true
		}
	}
	return false
}

// begins reports whether a name that begins with a word is no part of a longer
// one, and is itself what is credited: not an outlet for which somebody worked.
func (l line) begins(i int) bool {
	if i == 0 || parts(l.behind(i-1)) || l.stands(ands, i) > 0 || l.stands(materials, i) > 0 || l.stands(openers, i) == i {
		return true
	}
	n := l.stands(descriptions, i)
	return n > 0 && l.begins(i-n)
}

// stands is how many words right before a word are a phrase of a list at most.
func (l line) stands(list [][]word, before int) (n int) {
	for _, phrase := range list {
		if len(phrase) > n && len(phrase) <= before && sameWords(l.words[before-len(phrase):before], phrase) {
			n = len(phrase)
		}
	}
	return n
}

// ends reports whether a name ends before a word, and no longer one goes on.
func (l line) ends(to int) bool {
	return to == len(l.words) || parts(l.behind(to-1)) || longest(l.words[to:], ands) > 0 || longest(l.words[to:], placed) > 0
}

// parts reports whether signs part two names: they are none of a name's own.
func parts(signs string) bool {
	return strings.ContainsFunc(signs, func(r rune) bool {
		return (unicode.IsPunct(r) || unicode.IsSymbol(r)) && !strings.ContainsRune("'’-.«»“”„\"", r)
	}) || strings.ContainsFunc(signs, unicode.IsSpace) && strings.ContainsAny(signs, "-.")
}

// credits reports whether the text credits an outlet in a byline or a line about
// where it comes from. A line with the text's own outlet credits nobody else by
// it: The Herald is not named by "Herald Sports".
func (r *reading) credits(name []word) bool {
	own := words([]rune(r.Publisher))
	for i := range own {
		if i+len(name) <= len(own) && sameWords(own[i:i+len(name)], name) {
			return false
		}
	}
	return slices.ContainsFunc(r.lines, func(l line) bool { return l.credits(name) })
}
