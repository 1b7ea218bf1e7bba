package copydesk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits on a newsroom's own abbreviations.
const (
	MaxAbbreviations = 500 // how many there may be
	MaxAbbreviation  = 40  // how long each may be, in code points
)

// Abbreviations returns a newsroom's own abbreviations as Sentences takes them:
// in NFC, without white space around them and without their last full stop,
// each once, in the order given; empty ones are left out. An abbreviation is
// made of letters and digits, with full stops, hyphens and apostrophes between
// them.
//
// A sentence goes on behind each of them. They are found with and without the
// full stops inside them, and with the spaces that may stand behind those
// (z.B, zB and z. B. are one), in the case given, or with a capital letter
// where they begin a sentence.
//
// bad is the first that is none, as it was given, or the first that is too
// many; it is empty when all are well.
func Abbreviations(given []string) (clean []string, bad string) {
	for _, entry := range given {
		word := strings.TrimSuffix(norm.NFC.String(strings.TrimSpace(entry)), ".")
		switch {
		case strings.TrimSpace(entry) == "" || slices.Contains(clean, word):
			continue
		case !isAbbreviation(word), len(clean) == MaxAbbreviations:
			return nil, entry
		}
		clean = append(clean, word)
	}
	return clean, ""
}

func isAbbreviation(word string) bool {
	if !utf8.ValidString(word) || utf8.RuneCountInString(word) > MaxAbbreviation {
		return false
	}
	var last rune
	letters := false
	for i, r := range word {
		switch {
		case isJoint(r):
			if i == 0 || isJoint(last) && (r != '-' || last != '.') {
				return false
			}
		case !isWordRune(r), i == 0 && unicode.IsMark(r):
			return false
		}
		letters = letters || unicode.IsLetter(r)
		last = r
	}
	return letters && !isJoint(last)
}

// undotted returns a word without the full stops in it.
func undotted(word string) string { return strings.ReplaceAll(word, ".", "") }

// isJoint reports whether r stands between the letters of an abbreviation.
func isJoint(r rune) bool { return strings.ContainsRune(".-'’", r) }
