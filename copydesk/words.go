package copydesk

import (
	"unicode"
	"unicode/utf8"
)

// unspaced are the scripts that put no space between words.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// lettersToWord is how many letters of such a script stand for one word, about.
const lettersToWord = 2

// Words counts the words of a text, as far as its length in words matters:
// what stands between blanks and holds a letter or a digit, and for scripts
// that put no space between words one for every two of their letters.
func Words(text string) int {
	words, letters, within := 0, 0, false
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && r != ' ' && r != '\n' && r != '\t':
			if !within && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
				words, within = words+1, true
			}
		case unicode.IsSpace(r):
			within = false
		case unicode.In(r, unspaced...):
			letters, within = letters+1, false
		case !within && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			words, within = words+1, true
		}
	}
	return words + (letters+lettersToWord-1)/lettersToWord
}
