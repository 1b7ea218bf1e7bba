package worth

import (
	"iter"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// look is what a text shows without being understood.
type look struct {
	length      int // in words
	numbers     int // written in digits
	capitals    int // how many of a hundred words, the first left out, begin with one
	question    bool
	exclamation bool
}

// charactersAWord is how many letters of a script that parts no words stand for
// one word, about.
const charactersAWord = 1.7

// lookAt looks at a text.
func lookAt(text string) (l look) {
	capitals := 0
	for w := range words(text) {
		l.length++
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsDigit(first):
			l.numbers++
		case l.length > 1 && unicode.IsUpper(first):
			capitals++
		}
	}
	if l.length > 1 {
		l.capitals = 100 * capitals / (l.length - 1)
	}
	dense := 0
	for _, r := range text {
		switch r {
		case '?', '？', '؟', '⸮', '՞':
			l.question = true
		case '!', '！':
			l.exclamation = true
		default:
			if isDense(r) && unicode.IsLetter(r) {
				dense++
			}
		}
	}
	l.length += int(math.Ceil(float64(dense) / charactersAWord))
	return l
}

// isDense reports whether a script that parts no words has r.
func isDense(r rune) bool {
	return r >= firstDense && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// firstDense is before every letter of those scripts.
const firstDense = '\u0e00'

// words yields the words and numbers of a text, of scripts that part them, as
// they stand: runs of letters, marks and digits, with an apostrophe, a full
// stop or a comma between two of them.
func words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := -1
		for i, r := range text {
			switch in := isOfWord(r); {
			case in && start < 0:
				start = i
			case in || start < 0:
			case isJoint(r) && goesOn(text[i+utf8.RuneLen(r):]):
			default:
				if !yield(text[start:i]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(text[start:])
		}
	}
}

// isJoint reports whether r may stand inside a word or a number.
func isJoint(r rune) bool { return r == '.' || r == ',' || r == '\'' || r == '’' }

// goesOn reports whether a word may go on with what follows an apostrophe or a
// point.
func goesOn(follows string) bool {
	r, _ := utf8.DecodeRuneInString(follows)
	return isOfWord(r)
}

func isOfWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !isDense(r)
}

// most is how many words of a sentence are weighed as words: what is longer is
// no sentence, and must not cost more.
const most = 400

// firstWords are the first words of a text as they stand, most of them at most.
func firstWords(text string) []string {
	var all []string
	for w := range words(text) {
		if len(all) == most {
			break
		}
		all = append(all, w)
	}
	return all
}

// Words that stand for others.
const (
	beginning = "^"     // before the first word
	number    = "#"     // a number in digits
	year      = "#year" // from 1900 to 2099
	name      = "#name" // a word with a capital
)

// small puts a word in small letters; numbers become all alike.
func small(word string) string {
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case !unicode.IsDigit(first):
		return strings.ReplaceAll(strings.ToLower(word), "’", "'")
	case len(word) == len("1900") && (word[:2] == "19" || word[:2] == "20") && strings.Trim(word, "0123456789") == "":
		return year
	}
	return number
}

// isName reports whether an English word inside a sentence is taken for a part
// of a name: it has a capital and is not "I".
func isName(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	next, _ := utf8.DecodeRuneInString(word[size:])
	return unicode.IsUpper(first) && (first != 'I' || len(word) > size && next != '\'' && next != '’')
}
