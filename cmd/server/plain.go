package main

import (
	"strings"
	"unicode"
)

// plain is what somebody outside wrote, for a terminal: without control signs,
// by which it could move the cursor or set the terminal, and without format
// signs, by which it could be read the other way round. Line ends and tabs
// stay.
func plain(words string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(words, "\uFFFD"))
}

// plainLine is plain on one line.
func plainLine(words string) string { return strings.Join(strings.Fields(plain(words)), " ") }
