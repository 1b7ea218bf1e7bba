package detect

import (
	"strings"

	"example.org/tickmark/models"
)

// properLanguages are languages whose capitals tell names from other words.
var properLanguages = []string{
	"en", "de", "fr", "es", "it", "ru", "uk", "pt", "nl", "pl", "el", "tr",
	"bg", "ca", "cs", "da", "et", "fi", "hr", "hu", "lt", "lv", "nb", "nn", "no", "ro", "sk", "sl", "sr", "sv",
}

// findProper finds organisations and places, and every other run of capitalised
// words that no sign tells to be a person.
func findProper(b *block) (found []Detection) {
	p := b.prose()
	for _, n := range p.nominals {
		if n.kind == Proper {
			found = append(found, p.detected(Proper, n.run))
		}
	}
	return found
}

// capitalised cuts the words into runs that begin with capitals, without
// titles, words that open sentences, months and weekdays.
func (p *prose) capitalised() (runs []run) {
	for i := 0; i < len(p.tokens); {
		end := i
		switch {
		case p.titleAt[i] > 0:
			i += p.titleAt[i]
			continue
		case p.begins(i):
			end = p.runEnd(i)
		case p.uncased && p.titleBefore(i) < i:
			end = p.calledTo(i)
		}
		if end > i {
			runs = append(runs, run{i, end})
		}
		i = max(end, i+1)
	}
	return runs
}

// begins reports whether a run of capitalised words can begin at a word.
func (p *prose) begins(i int) bool {
	w := p.tokens[i]
	none := functional | pronoun
	if p.nouns {
		none |= notName
	}
	return p.placeAt[i] > 0 || p.outletAt[i] > 0 || p.titled(i) ||
		w.capital && !p.is(w, calendar|quantitative) && !p.unsure(w) && (!p.is(w, none) || p.shouted(i))
}

// unsure reports whether a word may have its capital only because a sentence
// opens with it: in a language without a list of words that do.
func (p *prose) unsure(w word) bool {
	return w.opens && !p.opens && !w.capitals && !p.inside[w.folded]
}

// titled reports whether the first name of two stands behind a title, whatever
// it means elsewhere: "Judge April Jones".
func (p *prose) titled(i int) bool {
	return p.tokens[i].capital && p.titleEnds[i] > 0 && p.tied(i) &&
		i+1 < len(p.tokens) && p.tokens[i+1].capital && p.bound(i+1) && p.titleAt[i+1] == 0
}

// shouted reports whether a word is written as an acronym is, in a sentence
// that is not: "WHO", "US", "IT".
func (p *prose) shouted(i int) bool {
	w := p.tokens[i]
	return w.capitals && !p.loud[w.sentence]
}

// runEnd is where the run that begins at a word ends.
func (p *prose) runEnd(from int) int {
	if n := p.outletAt[from]; n > 0 {
		return from + n
	}
	if n := p.placeAt[from]; n > 0 && (p.uncased || p.titleBefore(from) < from) {
		return from + n
	}
	end, headed := from+max(p.placeAt[from], 1), p.is(p.tokens[from], head)
	for end < len(p.tokens) {
		next := p.continues(end, headed)
		if next == 0 {
			break
		}
		headed = headed || p.is(p.tokens[next-1], head)
		end = next
	}
	return end
}

// maxParticles is how many particles may follow one another in a name.
const maxParticles = 3

// continues returns the end of a run with the word at i, or with the particles
// at i and the word behind them; 0 when the run ends before i. headed says that
// a word of the run takes "of".
func (p *prose) continues(i int, headed bool) int {
	for n := 0; n <= maxParticles && i+n < len(p.tokens) && p.bound(i+n); n++ {
		w := p.tokens[i+n]
		switch {
		case p.titleAt[i+n] > 0 || p.is(w, calendar|quantitative) || p.nouns && n == 0 && w.gap == spaced && p.outletAt[i] > 0:
			return 0
		case n > 0 && !headed && (p.is(w, head) || p.placeAt[i+n] > 0):
			return 0 // another name: "Idris Vaughan de l'Université"
		case p.begins(i+n) || w.digits && n == 0 && w.gap == hyphen:
			return i + n + 1
		case headed && p.is(w, headAnd) && n == 0 && i+1 < len(p.tokens) && p.tokens[i+1].capital && !p.is(p.tokens[i+1], head):
		case !p.particleAt(i+n, n, headed):
			return 0
		}
	}
	return 0
}

// particleAt reports whether a word, the nth behind a run, may stand inside a
// name.
func (p *prose) particleAt(i, n int, headed bool) bool {
	w, before := p.tokens[i], p.tokens[i-1]
	switch {
	case headed && p.is(w, headParticle):
		return !p.is(before, headAnd)
	case p.is(w, secondParticle):
		return n > 0
	case p.is(w, particle):
		return !p.nouns || n > 0 || !endsAs(before.folded, p.ends[notNameEndings])
	}
	return false
}

// bound reports whether a word and the one before it can be parts of one name.
func (p *prose) bound(i int) bool {
	w, before := p.tokens[i], p.tokens[i-1]
	if w.sentence != before.sentence {
		return false
	}
	switch w.gap {
	case spaced, hyphen, ampersand:
		return true
	case apostrophe: // O'Brien, d'Estaing
		return before.end-before.start <= 2
	case dotted: // J. K. Rowling, St. Petersburg
		return p.is(before, abbreviated) || before.capital && before.end-before.start == 1
	case broken, comma:
	}
	return false
}

// names reports whether a run of capitalised words names something by itself.
func (p *prose) names(r run) bool {
	w := p.tokens[r.from]
	switch {
	case p.placeAt[r.from] > 0 || p.outletAt[r.from] > 0:
		return true
	case p.loud[w.sentence]:
		return false
	case p.nouns:
		return p.namesAmongNouns(r)
	case r.to-r.from > 1:
		return true
	case w.end-w.start < 2 || p.is(w, notName):
		return false
	case w.capitals:
		return true
	case w.opens:
		return p.inside[w.folded]
	}
	return true
}

// namesAmongNouns reports whether a run names something in a language that
// writes every noun with a capital: it has two words or more, is an acronym or a
// company, or follows a preposition of place.
func (p *prose) namesAmongNouns(r run) bool {
	compound := true // its words are joined by hyphens
	for at := r.from; at < r.to; at++ {
		w := p.tokens[at]
		if w.capitals || at > r.from && p.is(w, company) {
			return true
		}
		compound = compound && (at == r.from || w.gap == hyphen)
	}
	w := p.tokens[r.from]
	if !compound {
		return true
	}
	return r.to-r.from == 1 && !w.opens && w.gap == spaced && p.is(p.tokens[r.from-1], whereabouts) && !endsAs(w.folded, p.ends[notNameEndings])
}

// written reports whether the words of a list stand as a name does: with
// capitals, and where a sentence opens with no more than a short word or an
// article.
func (p *prose) written(r run) bool {
	first, last := p.tokens[r.from], p.tokens[r.to-1]
	switch {
	case !last.capital || p.nouns && !first.capital:
		return false
	case r.to-r.from == 1:
		return first.capitals || !first.opens || first.end-first.start >= longWord
	}
	return first.capital && !(p.nouns && first.opens && p.is(first, article)) || p.is(first, article)
}

// endsAs reports whether a word ends as one of the endings, and is longer.
func endsAs(word string, endings []string) bool {
	for _, e := range endings {
		if len(word) > len(e) && strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}

// look notes in which sentences capitals tell nothing, and which words have one
// inside a sentence.
func (p *prose) look() {
	p.loud, p.inside = make([]bool, len(p.sentences)+1), map[string]bool{}
	for from := 0; from < len(p.tokens); {
		to, long, raised, upper := from, 0, 0, 0
		for ; to < len(p.tokens) && p.tokens[to].sentence == p.tokens[from].sentence; to++ {
			w := p.tokens[to]
			if w.capital && !w.opens {
				p.inside[w.folded] = true
			}
			if w.end-w.start < longWord || w.digits {
				continue
			}
			long++
			if w.capital {
				raised++
			}
			if w.capitals {
				upper++
			}
		}
		title := p.Kind == models.Headline || p.Kind == models.Heading
		p.loud[p.tokens[from].sentence] = long >= 3 && (upper == long || title && !p.nouns && raised*5 >= long*4)
		from = to
	}
}

// longWord is from how many letters on a word has a capital in a headline.
const longWord = 4

// listNames notes where outlets and places of the lists stand.
func (p *prose) listNames() {
	p.outletAt, p.placeAt, p.placeEnds = make([]int, len(p.tokens)+1), make([]int, len(p.tokens)+1), make([]int, len(p.tokens)+1)
	for list, at := range map[section][]int{outlets: p.outletAt, places: p.placeAt} {
		for _, r := range p.lists[list].find(p.tokens) {
			if p.uncased || p.written(r) {
				at[r.from] = r.to - r.from
			}
			if list == places {
				p.placeEnds[r.to] = at[r.from]
			}
		}
	}
}
