package assist

import (
	"strings"
	"unicode"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// inOneGroup are the signs that may part the digits of one figure; a space may
// as well part two figures.
const (
	inOneGroup = ".,'’٫٬"
	spaces     = " \u00a0\u202f"
)

// figures adds the figures of a text, each by its digits alone, so that 41,000
// and 41.000 are one, and 41 000 with " " among the signs that part digits.
func figures(text []rune, parting string, into map[string]bool) {
	var digits strings.Builder
	end := func() {
		if digits.Len() > 0 {
			into[digits.String()] = true
			digits.Reset()
		}
	}
	for i, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits.WriteRune('0' + value(r))
		case digits.Len() > 0 && i+1 < len(text) && unicode.IsDigit(text[i+1]) && strings.ContainsRune(parting, r):
			// it parts the digits of one figure
		default:
			end()
		}
	}
	end()
}

// value is what a decimal digit of any script stands for: they come in runs of
// ten, as the Unicode Standard has it (section 4.6).
func value(r rune) rune {
	for v := rune(0); v < 10; v++ {
		if !unicode.IsDigit(r - v - 1) {
			return v
		}
	}
	return value(r-10) % 10
}

// invents reports whether a statement holds a figure that the copy does not.
// Those of its dates and times it may: they say of which day the copy speaks.
func (v verifier) invents(statement string) bool {
	runes := []rune(statement)
	whole := models.Span{End: len(runes)}
	for _, d := range detect.In(detect.Copy{
		Document:  models.Document{Text: statement, Blocks: []models.Block{{Span: whole, Kind: models.Paragraph}}},
		Sentences: []models.Span{whole}, Language: v.in.Language, On: detect.Day(v.in.Date),
	}) {
		if d.Kind == detect.Date || d.Kind == detect.RelativeDate || d.Kind == detect.Time {
			for i := d.Start; i < d.End; i++ {
				runes[i] = '_'
			}
		}
	}
	return v.lacks(runes, inOneGroup) && v.lacks(runes, inOneGroup+spaces)
}

// lacks reports whether the copy lacks one of the figures.
func (v verifier) lacks(statement []rune, parting string) bool {
	said := map[string]bool{}
	figures(statement, parting, said)
	for f := range said {
		if !v.figures[f] {
			return true
		}
	}
	return false
}
