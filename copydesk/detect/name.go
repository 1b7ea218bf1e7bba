package detect

import (
	"strings"

	"example.org/tickmark/models"
)

// nameLanguages are the languages with lists of titles.
var nameLanguages = []string{"en", "de", "fr", "es", "it", "ru", "uk", "ar", "pt", "nl", "pl"}

// findNames finds people: runs of capitalised words behind or before a title,
// or by whom something is said, and the same names again.
func findNames(b *block) (found []Detection) {
	p := b.prose()
	for _, n := range p.nominals {
		if n.kind == Name {
			d := p.detected(Name, n.run)
			d.Called = p.at(n.called)
			found = append(found, d)
		}
	}
	return found
}

// at is where a run of words stands in the document.
func (p *prose) at(r run) *models.Span {
	s := p.span(p.tokens[r.from].start, p.endOf(r))
	return &s
}

// nominal is a run of words that names somebody or something.
type nominal struct {
	run         // all of it: "Kremlin spokesman Dmitry Peskov"
	called run  // without titles: "Dmitry Peskov"
	kind   Kind // Name or Proper
	outlet bool // it is a newspaper, an agency, a station
}

// name finds what the block names, in order.
func (p *prose) name() {
	people := map[string]bool{}
	for _, r := range p.capitalised() {
		n, ok := p.nominalOf(r)
		if !ok {
			continue
		}
		if k := len(p.nominals); k > 0 { // what stands before its title is another's name
			n.from = max(n.from, p.nominals[k-1].to)
		}
		if n.kind == Name {
			people[p.tokens[n.called.to-1].folded] = true
		}
		p.nominals = append(p.nominals, n)
	}
	for i, n := range p.nominals {
		if n.kind == Proper && !n.outlet && people[p.tokens[n.to-1].folded] {
			p.nominals[i].kind = Name
		}
	}
	p.nominalAt = make([]int, len(p.tokens))
	for i, n := range p.nominals {
		for at := n.from; at < n.to; at++ {
			p.nominalAt[at] = i + 1
		}
	}
}

// nominalOf is what a run of capitalised words names; not ok when nothing tells
// that it is a name.
func (p *prose) nominalOf(r run) (n nominal, ok bool) {
	n = nominal{run: r, called: r, kind: Proper, outlet: p.outletAt[r.from] > 0}
	before := p.titleBefore(r.from)
	known := p.placeAt[r.from] >= r.to-r.from || n.outlet
	switch {
	case known:
	case before < r.from:
		n.kind, n.from = Name, before
	case p.tokens[r.from].capitals && r.to-r.from == 1 && p.names(r):
	case p.titleBehind(r.to) || p.titleBeforeComma(r) || p.says(r):
		n.kind = Name
	case !p.names(r):
		return nominal{}, false
	}
	return n, true
}

// titleBefore returns where the titles begin that stand right before the word
// at i, with what is written with a capital right before them: "Kremlin
// spokesman", "US-Präsident". It returns i when there are none.
func (p *prose) titleBefore(i int) int {
	begin := p.titleOf(i)
	least := max(0, i-maxTitles)
	for begin > least && p.titleEnds[begin] > 0 && p.tied(begin) {
		begin -= p.titleEnds[begin]
	}
	if begin == i || p.titleAt[begin] == 0 {
		return i
	}
	for begin > least && p.tied(begin) && p.adorns(begin-1) {
		begin--
	}
	return begin
}

// maxTitles is how many words of titles and what adorns them are gone back over.
const maxTitles = 16

// maxBetween is how many words may stand between a title and its name.
const maxBetween = 4

// titleOf goes back from the word at i over what may stand between a title and
// its name, a country's adjective or a place ("le président russe Vladimir
// Poutine", "пресс-секретарь Кремля Дмитрий Песков"), to where the title ends. It
// returns i when there is none.
func (p *prose) titleOf(i int) int {
	place := p.placeAt[i] > 0
	for at := i; at > 0 && at >= i-maxBetween && (p.tied(at) || p.tokens[at].gap == apostrophe); {
		switch {
		case p.titleEnds[at] > 0:
			return at
		case p.placeEnds[at] > 0:
			at, place = at-p.placeEnds[at], true
		case p.is(p.tokens[at-1], demonym) || place && p.is(p.tokens[at-1], particle|secondParticle|headParticle):
			at--
		default:
			return i
		}
	}
	return i
}

// adorns reports whether a word before a title belongs to it: "Kremlin
// spokesman", "Russian President", "US-Präsident".
func (p *prose) adorns(i int) bool {
	w := p.tokens[i]
	if p.nouns {
		return w.capitals || p.placeAt[i] > 0 || p.outletAt[i] > 0 || p.tokens[i+1].gap == hyphen
	}
	return w.capital && !p.is(w, functional|calendar)
}

// tied reports whether a word follows the one before it with no more than white
// space, a hyphen or an abbreviation's full stop between.
func (p *prose) tied(i int) bool {
	w := p.tokens[i]
	return w.sentence == p.tokens[i-1].sentence && (w.gap == spaced || w.gap == hyphen || w.gap == dotted && p.is(p.tokens[i-1], abbreviated))
}

// titleBehind reports whether a title stands behind a comma at i: ", the Kremlin
// spokesman".
func (p *prose) titleBehind(i int) bool {
	if i >= len(p.tokens) || p.tokens[i].gap != comma {
		return false
	}
	for at := i; at < len(p.tokens) && at < i+maxApposition && (at == i || p.tied(at)) && p.saidAt[at] == 0; at++ {
		if n := p.titleAt[at]; n > 0 { // not one with a name of its own: "In Wales, Mayor Lund"
			return at+n == len(p.tokens) || !p.tokens[at+n].capital || !p.tied(at+n)
		}
	}
	return false
}

// titleBeforeComma reports whether a title stands before a comma before a run of
// two words or more: "el portavoz del Kremlin, Dmitri Peskov".
func (p *prose) titleBeforeComma(r run) bool {
	if p.tokens[r.from].gap != comma || r.to-r.from < 2 {
		return false
	}
	for at := r.from; at > 0 && at > r.from-maxApposition && (at == r.from || p.tied(at)); at-- {
		if p.titleEnds[at] > 0 {
			return true
		}
	}
	return false
}

// calledTo is where the name behind a title ends in a language that has no
// capitals: behind two words, or before one that is no part of a name.
func (p *prose) calledTo(i int) int {
	at := i
	for at < len(p.tokens) && at < i+2 && p.tied(at) && p.named(at, at == i) {
		at++
	}
	return at
}

// named reports whether a word may be part of an Arabic name.
func (p *prose) named(i int, first bool) bool {
	w := p.tokens[i]
	none := functional | pronoun | calendar | notName | demonym
	return !w.digits && w.end-w.start > 1 && !p.is(w, none) && p.saidAt[i] == 0 && p.titleAt[i] == 0 && p.placeAt[i] == 0 &&
		!(first && strings.HasPrefix(w.folded, "ال"))
}

// maxApposition is how far behind a name its title may begin, in words.
const maxApposition = 4

// findTitles notes where titles begin and end.
func (p *prose) findTitles() {
	p.titleAt, p.titleEnds = make([]int, len(p.tokens)+1), make([]int, len(p.tokens)+1)
	for _, r := range p.lists[titles].find(p.tokens) {
		p.titleAt[r.from], p.titleEnds[r.to] = r.to-r.from, r.to-r.from
	}
	for i, w := range p.tokens {
		if p.titleAt[i] == 0 && p.titleEnds[i+1] == 0 && endsAs(w.folded, p.ends[titleEndings]) && !p.is(w, notName) {
			p.titleAt[i], p.titleEnds[i+1] = 1, 1
		}
	}
}
