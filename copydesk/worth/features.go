package worth

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"example.org/tickmark/copydesk/detect"
)

// View is what of a sentence is weighed. Each has weights of its own.
type View string

// The views.
const (
	Words    View = "words"    // everything, with the words themselves: for English, the language of the training data
	Plain    View = "plain"    // what can be seen in any language: what was found, its length, its marks, its voices
	Caseless View = "caseless" // that, without what only capitals show
)

// Views are all views.
var Views = []View{Words, Plain, Caseless}

// viewOf says how sentences of a language (BCP 47) are seen: words count in
// English alone, so that no other language's words are taken for English ones,
// and what only capitals show counts where the script has them.
func viewOf(lang string) View {
	script, _ := language.Make(lang).Script()
	switch {
	case baseOf(lang) == "en":
		return Words
	case withoutCapitals[script.String()]:
		return Caseless
	}
	return Plain
}

// withoutCapitals are scripts without capitals (ISO 15924).
var withoutCapitals = map[string]bool{
	"Arab": true, "Beng": true, "Deva": true, "Ethi": true, "Gujr": true, "Guru": true, "Hans": true, "Hant": true, "Hebr": true, "Jpan": true,
	"Khmr": true, "Knda": true, "Kore": true, "Laoo": true, "Mlym": true, "Mymr": true, "Sinh": true, "Taml": true, "Telu": true, "Thai": true,
}

// capitalsShow are the kinds of detections that rest on capitals.
var capitalsShow = map[detect.Kind]bool{detect.Name: true, detect.Proper: true}

// Feature is something that a sentence has.
type Feature struct {
	// Key is a group, a colon and what is there of it: "number:2"
	// (a second one), "length:10-13", "word:million", "words:million people".
	Key string
	// Value is how much of its weight counts: 1, but for words less in a longer
	// sentence and more in a shorter one.
	Value float64
}

// Features returns what a view sees in a sentence, by key, each key once; nil
// when the text has neither letters nor digits.
func Features(s Sentence, v View) []Feature {
	look := lookAt(s.Text)
	if look.length == 0 {
		return nil
	}
	var fs []Feature
	has := func(group, what string) { fs = append(fs, Feature{group + ":" + what, 1}) }
	hasMany := func(group string, n int) {
		for i := 1; i <= min(n, countedTo); i++ {
			has(group, strconv.Itoa(i))
		}
	}
	counts := map[detect.Kind]int{}
	for _, d := range s.Found {
		counts[d.Kind]++
	}
	for _, k := range weighed {
		if v != Caseless || !capitalsShow[k] {
			hasMany(string(k), counts[k])
		}
	}
	has("length", bucket(look.length, lengths))
	hasMany(digits, look.numbers)
	if look.question {
		has("mark", "?")
	}
	if look.exclamation {
		has("mark", "!")
	}
	words := firstWords(own(s))
	for _, voice := range voicesOf(words, s.Language) {
		has("voice", voice)
	}
	if v == Words {
		has("capitals", bucket(look.capitals, shares))
		fs = append(fs, wordFeatures(nameless(words, look, s.Found))...)
	}
	slices.SortFunc(fs, func(a, b Feature) int { return cmp.Compare(a.Key, b.Key) })
	return slices.Compact(fs)
}

// weighed are the kinds of detections that are weighed: all but quotations.
// Speakers in a debate quote to mock and to plead, where news quotes to report,
// so what was learned of quotations there would mislead here.
var weighed = slices.DeleteFunc(slices.Clone(detect.Kinds), func(k detect.Kind) bool { return k == detect.Quotation })

// own is the text in the copy's own words: without quotations of which it says
// whose they are. What these hope, or whom they ask, is not what the copy hopes
// or asks: it states that they were said.
func own(s Sentence) string {
	var text strings.Builder
	rest := s.Text
	for _, d := range s.Found {
		if d.Quote == nil || d.Quote.Speaker == nil || d.Quote.Open {
			continue
		}
		before, after, whole := strings.Cut(rest, d.Words)
		if !whole {
			break // it goes on in the next sentence
		}
		text.WriteString(before)
		rest = after
	}
	text.WriteString(rest)
	return text.String()
}

// digits is the group of numbers that are written in digits.
const digits = "digits"

// countedTo is how far things are counted. Of two the first and the second
// have a weight each, which add up: a second one may add less than the first,
// but one that was rarely seen does not take away what the first added.
const countedTo = 3

// The first value of every bucket.
var (
	lengths = []int{1, 7, 10, 14, 19, 26, 36} // in words
	shares  = []int{0, 1, 10, 20, 35}         // of a hundred words
)

// bucket names the bucket that n, at least the first value of the first one, is
// in by its own first and last value: "2", "4-6", "36+".
func bucket(n int, starts []int) string {
	i, exact := slices.BinarySearch(starts, n)
	if !exact {
		i--
	}
	from := strconv.Itoa(starts[i])
	switch {
	case i == len(starts)-1:
		return from + "+"
	case starts[i+1] == starts[i]+1:
		return from
	}
	return from + "-" + strconv.Itoa(starts[i+1]-1)
}

// usual is in how long a sentence a word counts with its whole weight, in
// words.
const usual = 8

// titled is from how many capitals on a hundred words on a sentence is taken
// for a title, in which capitals do not tell names.
const titled = 60

// nameless are English words as they are weighed: in small letters, and all
// names alike, so that no person or place weighs more than another.
func nameless(words []string, l look, found []detect.Detection) []string {
	all := make([]string, len(words))
	for i, w := range words {
		switch {
		case isName(w) && l.capitals < titled && (i > 0 || opensWithName(w, found)):
			all[i] = name
		default:
			all[i] = small(w)
		}
	}
	return all
}

// opensWithName reports whether the first name that was found begins with the
// word.
func opensWithName(word string, found []detect.Detection) bool {
	i := slices.IndexFunc(found, func(d detect.Detection) bool { return capitalsShow[d.Kind] })
	return i >= 0 && strings.HasPrefix(found[i].Words, word)
}

// wordFeatures are words and the pairs of them, the first one paired with the
// sentence's beginning.
func wordFeatures(words []string) []Feature {
	value := math.Sqrt(usual / float64(max(len(words), 2)))
	fs := make([]Feature, 0, 2*len(words))
	before := beginning
	for _, w := range words {
		fs = append(fs, Feature{"word:" + w, value}, Feature{"words:" + before + " " + w, value})
		before = w
	}
	return fs
}
