package copydesk

import (
	"maps"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// kind is what follows an abbreviation.
type kind byte

const (
	plain        kind = iota // it is none
	always                   // its sentence goes on: Mr. Smith
	beforeNumber             // its sentence goes on before a number: No. 5
	within                   // its sentence goes on, unless a word that begins sentences follows: U.S. Steel
	atFirm                   // likewise, and unless a small word stands behind the next: Acme Inc. Shares fell
	atHour                   // its sentence ends before a capital letter, but for Monday and such: 5 p.m. She left
	atYear                   // behind a number as atHour, else as always: в 1990 г. and в г. Туле
	atEnd                    // its sentence ends before a capital letter: etc. She left
)

// vocabulary is what we know of a language's full stops, as lists of words
// parted by white space. Abbreviations stand without their last full stop, and
// with none between their letters when they are also written with spaces
// (z.B covers z. B.).
type vocabulary struct {
	always, beforeNumber, within, atFirm, atHour, atYear, atEnd string

	starters      string // words that begin sentences, as they are written there
	smallStarters string // those that do so with a small letter in careless copy
	labels        string // what a single letter or number follows as its name: vitamin C
	openers       string // what an adverbial at a sentence's beginning begins with: At 5 p.m. …
	behindHours   string // what goes on behind an hour with a capital: 5 p.m. Monday
	says          string // verbs of saying that may stand behind a quotation; ^x for x right behind it

	ordinals      bool   // a number with a full stop is an ordinal
	beforeOrdinal string // what an ordinal follows, written small
	behindOrdinal string // what follows an ordinal with a capital letter

	stops string // what ends a sentence beside what Unicode knows
}

// habits are a vocabulary, ready for looking up.
type habits struct {
	kinds  map[string]kind
	pieces map[string]bool // beginnings of abbreviations of several parts: z of z.B
	own    map[string]bool // of the newsroom, without full stops

	starters, smallStarters, labels, openers, behindHours, says map[string]bool
	beforeOrdinal, behindOrdinal                                map[string]bool

	ordinals bool
	stops    string
}

// habitsOf returns the habits of a language; those of an unknown one are what
// all languages share.
func habitsOf(lang string) habits {
	tag, err := language.Parse(lang)
	if err != nil {
		return unknown
	}
	base, _ := tag.Base()
	if h, ok := byLanguage[base.String()]; ok {
		return h
	}
	return unknown
}

// byLanguage are the habits of each language, by the base of its BCP 47 tag.
// The abbreviations are our own collection, looked over with the sentence break
// suppressions of CLDR at hand (those that are also words are left out).
var byLanguage = func() map[string]habits {
	all := map[string]habits{}
	for _, group := range []map[string]vocabulary{germanic, romance, slavic, others} {
		for lang, v := range group {
			all[lang] = v.habits()
		}
	}
	return all
}()

// unknown are the habits of a language that we know nothing of.
var unknown = vocabulary{}.habits()

// shared are abbreviations that stand in copy of any language.
var shared = vocabulary{
	always:       "Mr Mrs Ms Dr Prof vs",
	beforeNumber: "Vol vol Nr No pp p",
	within:       "St Jr Sr Mt a.k.a",
	atFirm:       "Inc Ltd Corp Co Bros Cie LLC L.L.C S.p.A S.A",
	atEnd:        "etc",
}

func (v vocabulary) habits() habits {
	h := habits{
		kinds: map[string]kind{}, pieces: map[string]bool{},
		starters: words(v.starters), smallStarters: words(v.smallStarters), labels: words(v.labels),
		openers: words(v.openers), behindHours: words(v.behindHours), says: words(v.says),
		beforeOrdinal: words(v.beforeOrdinal), behindOrdinal: words(v.behindOrdinal),
		ordinals: v.ordinals, stops: v.stops,
	}
	for _, of := range []vocabulary{shared, v} {
		h.add(always, of.always)
		h.add(beforeNumber, of.beforeNumber)
		h.add(within, of.within)
		h.add(atFirm, of.atFirm)
		h.add(atHour, of.atHour)
		h.add(atYear, of.atYear)
		h.add(atEnd, of.atEnd)
	}
	return h
}

// add takes in the abbreviations of a list.
func (h habits) add(k kind, list string) {
	for word := range strings.FieldsSeq(list) {
		h.kinds[word] = k
		for i, r := range word {
			if r == '.' {
				h.pieces[word[:i]] = true
			}
		}
	}
}

func words(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// with is h with a newsroom's own abbreviations.
func (h habits) with(own []string) habits {
	if len(own) == 0 {
		return h
	}
	h.own = map[string]bool{}
	for _, word := range own {
		h.own[undotted(word)] = true
	}
	h.pieces = maps.Clone(h.pieces)
	for _, word := range own {
		for i, r := range word {
			if r == '.' {
				h.pieces[word[:i]] = true
			}
		}
	}
	return h
}

// kindOf returns what follows the word that begins at start as an abbreviation.
// A word that begins a sentence is looked up with a small letter too, one in
// capitals as a title, one with a hyphen by its last part, and one of a few
// letters together with those before it.
func (c *cutter) kindOf(word string, start int) kind {
	if k := c.kindOfJoined(word, start); k != plain {
		return k
	}
	if k := c.lookUp(word); k != plain {
		return k
	}
	end := start + utf8.RuneCountInString(word)
	if c.pieces[word] && c.goesOnAsPiece(word, end) {
		return always
	}
	small := decapitalised(word)
	if k := c.lookUp(small); small != word && k != plain && (k == beforeNumber || c.isBlankFrom(c.start, start)) {
		return k
	}
	if title := capitalised(strings.ToLower(word)); utf8.RuneCountInString(word) > 1 && c.isAllCapitals(word) && c.kinds[title] == always {
		return always
	}
	if joint := strings.LastIndexAny(word, "-'’"); joint >= 0 {
		_, size := utf8.DecodeRuneInString(word[joint:])
		return c.lookUp(word[joint+size:])
	}
	return plain
}

func (c *cutter) lookUp(word string) kind {
	if len(c.own) > 0 && c.own[undotted(word)] {
		return always
	}
	return c.kinds[word]
}

// longPiece is how many code points a part of an abbreviation of several parts
// may have.
const longPiece = 5

// kindOfJoined looks a word up together with the short ones before it, as the
// last part of z. B. and i. d. R.
func (c *cutter) kindOfJoined(word string, start int) kind {
	found := plain
	end := start + utf8.RuneCountInString(word)
	for range 3 {
		before, at := c.previous(start)
		piece, dotted := strings.CutSuffix(before, ".")
		if !dotted || piece == "" || utf8.RuneCountInString(piece) > longPiece {
			break
		}
		word, start = piece+"."+word, at
		if k := c.lookUp(word); k != plain {
			found = k
		} else if c.pieces[word] && c.goesOnAsPiece(word, end) {
			found = always
		} else if k := c.kinds[decapitalised(word)]; k != plain && c.isBlankFrom(c.start, start) {
			found = k
		}
	}
	return found
}

// goesOnAsPiece reports whether the abbreviation that begins with word, which
// ends at end, goes on behind its full stop and a space.
func (c *cutter) goesOnAsPiece(word string, end int) bool {
	if end+2 >= len(c.text) || !isBlank(c.text[end+1]) {
		return false
	}
	next := c.wordAt(end + 2)
	behind := end + 2 + utf8.RuneCountInString(next)
	if next == "" || behind >= len(c.text) || c.text[behind] != '.' {
		return false
	}
	joined := word + "." + next
	return c.pieces[joined] || c.lookUp(joined) != plain
}
