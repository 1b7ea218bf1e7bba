package detect

import (
	"unicode"
)

// word is a word of a block: letters, marks and digits in a row. Offsets are
// code points of the block.
type word struct {
	start, end int
	folded     string // in small letters, without what Arabic may leave out
	id         wordID // in the vocabulary of the language
	sentence   int    // its index in the block
	gap        gap    // what stands before it
	opens      bool   // it opens a sentence or a quotation, or stands behind a colon
	capital    bool   // it begins with a capital letter
	capitals   bool   // it has two letters or more and all are capital
	digits     bool   // it begins with a digit
}

// gap is what stands between a word and the one before it in its sentence.
type gap int

const (
	broken     gap = iota // the sentence begins, or anything else
	spaced                // white space
	apostrophe            // one apostrophe
	hyphen                // one hyphen
	dotted                // one full stop, and perhaps white space
	comma                 // one comma, and perhaps white space
	ampersand             // one "&", and perhaps white space
)

// wordsOf cuts a block into its words.
func wordsOf(b *block, l *wordbook) []word {
	var words []word
	buffer := make([]byte, 0, len(b.text))
	var ends []int // in the buffer
	sentence, from := 0, 0
	for at := 0; at < len(b.runes); {
		if !inWord(b.runes[at]) {
			at++
			continue
		}
		w := word{start: at}
		for at < len(b.runes) && inWord(b.runes[at]) && dense(b.runes[at]) == dense(b.runes[w.start]) {
			if r := fold(b.runes[at]); r != 0 {
				buffer = append(buffer, string(r)...)
			}
			at++
		}
		w.end = at
		for sentence < len(b.sentences) && b.sentences[sentence].End <= w.start {
			sentence++
		}
		w.sentence = sentence
		begins := len(words) == 0 || words[len(words)-1].sentence != sentence
		w.gap, w.opens = between(b.runes[from:w.start], begins)
		w.capital, w.capitals, w.digits = caseOf(b.runes[w.start:w.end])
		words, ends, from = append(words, w), append(ends, len(buffer)), at
	}
	folded, begin := string(buffer), 0
	for i := range words {
		words[i].folded, begin = folded[begin:ends[i]], ends[i]
		words[i].id = l.words[words[i].folded]
	}
	return words
}

func inWord(r rune) bool {
	if r < unicode.MaxASCII {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// folds are letters that are written in more than one way, with the way that
// the lists have; 0 leaves one out.
var folds = map[rune]rune{
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ى': 'ي', 'ة': 'ه', 'ـ': 0,
	'ё': 'е', 'Ё': 'е', 'ґ': 'г', 'Ґ': 'г',
}

// fold is a letter as the lists have it, or 0 when they leave it out.
func fold(r rune) rune {
	if r < unicode.MaxASCII {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if to, ok := folds[r]; ok {
		return to
	}
	if 0x064B <= r && r <= 0x0655 || r == 0x0670 { // Arabic vowel signs
		return 0
	}
	return unicode.ToLower(r)
}

// between reads what stands between two words, and whether the second opens
// something.
func between(runes []rune, begins bool) (g gap, opens bool) {
	marks, spaces := 0, 0
	for i, r := range runes {
		switch {
		case unicode.IsSpace(r):
			spaces++
			continue
		case r == '\'' || r == '’' || r == 'ʼ':
			g = apostrophe
		case r == '-' || r == '‐' || r == '‑':
			g = hyphen
		case r == '.':
			g = dotted
		case r == ',' || r == '،' || r == '、':
			g = comma
		case r == '&':
			g = ampersand
		default:
			g = broken
		}
		if r == ':' || isQuote(r) && (i+1 == len(runes) || !unicode.IsSpace(runes[i+1])) && (i > 0 || begins) {
			opens = true
		}
		marks++
	}
	switch {
	case begins:
		return broken, true
	case marks == 0:
		return spaced, opens
	case marks > 1 || spaces > 0 && (g == apostrophe || g == hyphen):
		return broken, opens
	}
	return g, opens
}

// caseOf says how a word is written.
func caseOf(runes []rune) (capital, capitals, digits bool) {
	upper, letters := 0, 0
	for _, r := range runes {
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.IsUpper(r) || unicode.IsTitle(r) {
			upper++
		}
	}
	first := runes[0]
	return unicode.IsUpper(first) || unicode.IsTitle(first), letters > 1 && upper == letters, unicode.IsDigit(first)
}

// isQuote reports whether a rune is a quotation mark.
func isQuote(r rune) bool {
	return r == '"' || 0x2018 <= r && r <= 0x201F || r == '«' || r == '»' || r == '‹' || r == '›' || 0x300C <= r && r <= 0x300F
}
