package origins

import (
	"unicode"
	"unicode/utf8"
)

// MaxText is how much of a text is read, in code points; what stands behind is
// left aside. It is about 15,000 words.
const MaxText = 100_000

// unspaced are the scripts that put no space between words. A letter of theirs
// is a word here.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// What a word weighs, so that shingles are about as long in every script: two
// letters of Chinese, Japanese or Thai are taken for a word.
const (
	wordWeight   = 2
	letterWeight = 1
)

// word is a word of a text, or a letter of a script without spaces.
type word struct {
	hash   uint64 // of its folded letters
	stem   uint64 // of how it begins, or of it and the letter behind it; 0 when that says nothing
	at     int    // where it begins, in code points
	weight int
	figure bool // it has a digit
}

// How many letters of a word tell what it is about: endings differ between two
// ways of saying one thing.
const (
	stemLetters = 5
	stemArabic  = 4
)

// readable is the text as far as it is read.
func readable(text string) []rune {
	runes := []rune(text)
	return runes[:min(len(runes), MaxText)]
}

// words cuts the text into words, folded: small letters, no marks over them,
// one form of a letter, figures without what groups their digits.
func words(text []rune) []word {
	c := cutter{all: make([]word, 0, len(text)/5)}
	for i, r := range text {
		c.take(text, i, fold(r))
	}
	c.end()
	return c.all
}

// cutter cuts a text into words.
type cutter struct {
	all     []word
	letters []rune // of the word that is being read
	at      int
	digits  bool
}

func (c *cutter) take(text []rune, i int, r rune) {
	switch {
	case r < 0:
		// A mark over a letter, or what joins letters.
	case isUnspaced(r):
		c.end()
		c.all = append(c.all, word{hash: hashOf([]rune{r}), stem: pairStem(text, i, r), at: i, weight: letterWeight})
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		if len(c.letters) == 0 {
			c.at = i
		}
		c.letters, c.digits = append(c.letters, r), c.digits || unicode.IsDigit(r)
	case c.digits && groups(text, i):
		// 2,300 and 2 300 are 2300.
	default:
		c.end()
	}
}

// end ends the word that is being read.
func (c *cutter) end() {
	if len(c.letters) == 0 {
		return
	}
	w := word{hash: hashOf(c.letters), at: c.at, weight: wordWeight, figure: c.digits}
	if c.digits {
		w.stem = w.hash
	} else {
		w.stem = stemOf(c.letters)
	}
	c.all = append(c.all, w)
	c.letters, c.digits = c.letters[:0], false
}

// groups reports whether the sign at i stands within a figure: a point or comma
// between digits, a space before three of them.
func groups(text []rune, i int) bool {
	digit := func(j int) bool { return j >= 0 && j < len(text) && unicode.IsDigit(text[j]) }
	switch text[i] {
	case '.', ',', '\'', '’', '٫', '٬':
		return digit(i-1) && digit(i+1)
	case ' ', '\u00a0', '\u202f', '\u2009':
		return digit(i-1) && digit(i+1) && digit(i+2) && digit(i+3) && !digit(i+4)
	}
	return false
}

// stemOf is how a word of a spaced script begins, or 0 when it is too short to
// say what it is about.
func stemOf(letters []rune) uint64 {
	most := stemLetters
	if unicode.Is(unicode.Arabic, letters[0]) {
		letters, most = withoutArticle(letters), stemArabic
	}
	if len(letters) < most {
		return 0
	}
	return hashOf(letters[:most])
}

// withoutArticle leaves out what Arabic writes before a word: and, by, for, the.
func withoutArticle(letters []rune) []rune {
	for _, before := range []string{"وال", "بال", "فال", "لل", "ال", "و"} {
		n := utf8.RuneCountInString(before)
		if len(letters) >= n+stemArabic-1 && string(letters[:n]) == before {
			return letters[n:]
		}
	}
	return letters
}

// pairStem is a letter of a script without spaces and the one behind it.
func pairStem(text []rune, i int, r rune) uint64 {
	if i+1 >= len(text) {
		return 0
	}
	next := fold(text[i+1])
	if next < 0 || !isUnspaced(next) {
		return 0
	}
	return hashOf([]rune{r, next})
}

func isUnspaced(r rune) bool { return r > 0x0e00 && unicode.In(r, unspaced...) }

// fold returns the form of a letter in which copies are compared, or -1 for
// what is no letter by itself: marks, the Arabic stretch, joiners, soft hyphens.
func fold(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return unicode.ToLower(r)
	case r == '\u0640' || r == '\u00ad' || r >= '\u200b' && r <= '\u200f' || r == '\ufeff' || unicode.Is(unicode.Mn, r):
		return -1
	case r >= '\uff01' && r <= '\uff5e':
		return unicode.ToLower(r - 0xfee0)
	case unicode.IsDigit(r):
		return digitOf(r)
	}
	if as, ok := oneForm[r]; ok {
		return as
	}
	return unicode.ToLower(r)
}

// oneForm are letters that are written in several ways.
var oneForm = map[rune]rune{'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ى': 'ي', 'ة': 'ه', 'ё': 'е', 'Ё': 'е'}

// noughts begin the rows of ten digits that news is written in, beside 0.
var noughts = []rune{'٠', '۰', '०', '০', '๐'}

// digitOf is the ASCII digit of a digit in another script, or the digit itself.
func digitOf(r rune) rune {
	for _, nought := range noughts {
		if r >= nought && r < nought+10 {
			return '0' + r - nought
		}
	}
	return r
}

// hashOf is the 64-bit FNV-1a hash of letters.
func hashOf(letters []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range letters {
		for range 3 {
			h = (h ^ uint64(r&0xff)) * 1099511628211
			r >>= 8
		}
	}
	return h
}
