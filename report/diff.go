package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// change is what a piece of a word diff is.
type change string

const (
	kept    change = "kept"
	dropped change = "dropped"
	put     change = "put"
)

// diffPiece is a run of words that are in both texts, or in one of them.
type diffPiece struct {
	Change change
	Text   string
}

// maxDiffCells bounds the table of a word diff; longer texts are shown whole,
// the old before the new.
const maxDiffCells = 1 << 20

// diffWords compares two texts word by word, white space included.
func diffWords(from, to string) (ps []diffPiece) {
	a, b := splitWords(from), splitWords(to)
	if len(a)*len(b) > maxDiffCells {
		return appendPiece(appendPiece(nil, dropped, from), put, to)
	}
	common := longestCommon(a, b)
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			ps = appendPiece(ps, kept, a[i])
			i++
			j++
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			ps = appendPiece(ps, dropped, a[i])
			i++
		default:
			ps = appendPiece(ps, put, b[j])
			j++
		}
	}
	return ps
}

// longestCommon returns the length of the longest common part of a from i and b
// from j on.
func longestCommon(a, b []string) [][]int32 {
	t := make([][]int32, len(a)+1)
	for i := range t {
		t[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				t[i][j] = t[i+1][j+1] + 1
			} else {
				t[i][j] = max(t[i+1][j], t[i][j+1])
			}
		}
	}
	return t
}

func appendPiece(ps []diffPiece, c change, text string) []diffPiece {
	if text == "" {
		return ps
	}
	if n := len(ps); n > 0 && ps[n-1].Change == c {
		ps[n-1].Text += text
		return ps
	}
	return append(ps, diffPiece{c, text})
}

// splitWords cuts a text before and after every run of white space.
func splitWords(s string) (words []string) {
	for s != "" {
		first, _ := utf8.DecodeRuneInString(s)
		space := unicode.IsSpace(first)
		end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) != space })
		if end < 0 {
			end = len(s)
		}
		words, s = append(words, s[:end]), s[end:]
	}
	return words
}
