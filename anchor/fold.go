package anchor

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const softHyphen = '\u00ad'

// Alike reports whether the texts count as unchanged: they are equal after
// Fold.
func Alike(a, b string) bool { return a == b || Fold(a) == Fold(b) }

// Fold returns the form in which alike texts are equal: NFC, each run of white
// space one space, none at the ends, no soft hyphens, every double quotation
// mark ", every single one ', every dash or minus -.
func Fold(s string) string {
	if strings.ContainsRune(s, softHyphen) {
		s = strings.ReplaceAll(s, string(softHyphen), "")
	}
	return string(fold([]rune(norm.NFC.String(s))).runes)
}

// folded is a text in its alike form with the way back to it.
type folded struct {
	runes []rune
	at    []int // of each folded rune: the offset in the text, in code points, that it stands for
	to    []int // of each offset in the text and its end: the first folded rune from there on
}

func fold(text []rune) folded {
	f := folded{
		runes: make([]rune, 0, len(text)),
		at:    make([]int, 0, len(text)),
		to:    make([]int, 0, len(text)+1),
	}
	space := -1 // where a run of white space began that waits for what follows
	for i, r := range text {
		switch {
		case unicode.IsSpace(r):
			f.to = append(f.to, len(f.runes))
			if space >= 0 {
				f.to[i]++
			} else if len(f.runes) > 0 {
				space = i
			}
			continue
		case r == softHyphen:
			next := len(f.runes)
			if space >= 0 {
				next++
			}
			f.to = append(f.to, next)
			continue
		case space >= 0:
			f.runes, f.at = append(f.runes, ' '), append(f.at, space)
			space = -1
		}
		f.to = append(f.to, len(f.runes))
		f.runes, f.at = append(f.runes, foldRune(r)), append(f.at, i)
	}
	// A waiting space is dropped; offsets after it are the end.
	for i := len(f.to) - 1; i >= 0 && f.to[i] > len(f.runes); i-- {
		f.to[i] = len(f.runes)
	}
	f.to = append(f.to, len(f.runes))
	return f
}

// foldRune folds quotation marks and dashes.
func foldRune(r rune) rune {
	if r < 0x80 {
		return r
	}
	switch r {
	case '«', '»', '“', '”', '„', '‟', '〝', '〞', '〟', '＂', '❝', '❞', '⹂':
		return '"'
	case '‹', '›', '‘', '’', '‚', '‛', '＇', '❛', '❜', 'ʼ':
		return '\''
	case '−', '➖':
		return '-'
	}
	if unicode.Is(unicode.Pd, r) {
		return '-'
	}
	return r
}
