package checks

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// kin is how two spellings belong together.
type kin int

const (
	strangers kin = iota
	slip          // one letter is another, more, missing, or changed places with the next
	variant       // the same but for accents or the way of transliteration
)

// inflecting are the languages that change a name's ending, and so what may
// differ in one name.
var inflecting = set("ru uk be pl cs sk sl hr sr bs bg mk el lt lv et fi hu tr ro la az kk hy ka eu is ga")

// adjectival are the languages whose adjectives in names change their last
// letters.
var adjectival = set("de nl sv da nb no nn lb fy af")

// kinship says how two spellings, in small letters, belong together. Endings
// that the language gives to words make no difference.
func (b *bench) kinship(x, y string) kin {
	if x == y || strings.HasPrefix(x, y) && !grown(x, y) || strings.HasPrefix(y, x) && !grown(y, x) {
		return strangers
	}
	p, q := []rune(x), []rune(y)
	if p[0] != q[0] && plain(string(p[:1])) != plain(string(q[:1])) {
		return strangers
	}
	tail := sameTail(p, q)
	if inflecting[b.lang] && tail < 3 {
		return strangers
	}
	switch {
	case latin(p) && (plain(x) == plain(y) || umlauts.Replace(x) == umlauts.Replace(y)):
		return variant
	case latin(p) && latin(q) && skeleton(x) == skeleton(y):
		return variant
	case min(len(p), len(q)) >= 4 && oneStep(p, q) && b.within(p, q, tail):
		return slip
	}
	return strangers
}

// grown reports whether a longer spelling that begins with the shorter one is
// still the same name: Zelensky and Zelenskyy.
func grown(long, short string) bool {
	return latin([]rune(long)) && skeleton(long) == skeleton(short) && !strings.HasSuffix(long, "s")
}

// within reports whether a slip is no ending of the language.
func (b *bench) within(p, q []rune, tail int) bool {
	switch {
	case tail > 0:
		return true
	case len(p) != len(q) || adjectival[b.lang] || b.lang == "it":
		return false
	}
	last := string([]rune{min(p[len(p)-1], q[len(q)-1]), max(p[len(p)-1], q[len(q)-1])})
	return slices.Contains([]string{"ae", "ey", "iy", "ei", "áa"}, last)
}

// sameTail is how many letters at their ends are the same.
func sameTail(p, q []rune) (n int) {
	for n < min(len(p), len(q)) && p[len(p)-1-n] == q[len(q)-1-n] {
		n++
	}
	return n
}

// oneStep reports whether one letter put in, taken out, changed, or exchanged
// with the next, other than the first, makes one word the other (Damerau 1964).
func oneStep(p, q []rune) bool {
	if len(p) > len(q) {
		p, q = q, p
	}
	head := 0
	for head < len(p) && p[head] == q[head] {
		head++
	}
	if head == 0 {
		return false
	}
	rest := sameTail(p[head:], q[head:])
	p, q = p[head:len(p)-rest], q[head:len(q)-rest]
	switch {
	case len(p) == 0:
		return len(q) == 1
	case len(p) == 1:
		return len(q) == 1
	}
	return rest > 0 && len(p) == 2 && len(q) == 2 && p[0] == q[1] && p[1] == q[0]
}

func latin(word []rune) bool {
	return !slices.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}

// strokes are letters that Unicode does not take apart.
var strokes = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ð", "d", "ı", "i", "ß", "ss", "æ", "ae", "œ", "oe", "ħ", "h", "ŧ", "t", "þ", "th", "ə", "a", "'", "")

// umlauts are written as German does without them.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "ø", "oe", "å", "aa", "æ", "ae")

// plain is a word without accents.
func plain(word string) string {
	ascii := true
	for i := range len(word) {
		ascii = ascii && word[i] < 0x80
	}
	if !ascii {
		word = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFD.String(word))
	}
	return strokes.Replace(word)
}

// ways are what systems of transliteration write differently, brought to one.
var ways = strings.NewReplacer(
	"tsch", "c", "tch", "c", "sch", "s", "dzh", "j", "dsch", "j", "kh", "h", "gh", "g", "ph", "f", "ck", "k", "sh", "s", "ch", "c",
	"zh", "j", "ts", "z", "tz", "z", "w", "v", "ou", "u", "oo", "u", "ee", "i", "iy", "i", "ij", "i", "yy", "i", "ii", "i", "y", "i",
	"ie", "e", "ye", "e", "je", "e", "x", "ks", "q", "k",
)

// skeleton is what spellings of one name in Latin letters share, however it is
// transliterated.
func skeleton(word string) string {
	word = plain(word)
	if n := len(word); n > 5 && (strings.HasSuffix(word, "cki") || strings.HasSuffix(word, "cka")) {
		word = word[:n-3] + "ts" + word[n-2:] // Polish: Nowicka, Nowitska
	}
	s := []rune(ways.Replace(word))
	s = slices.Compact(s)
	if n := len(s); n > 3 && s[n-1] == 'h' {
		s = s[:n-1]
	}
	return string(s)
}
