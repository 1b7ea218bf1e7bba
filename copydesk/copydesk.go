// Package copydesk reads copy as a copy editor does: where sentences end, what
// is still to come, which way a language runs. It is pure, and knows texts and
// languages only.
//
// Spans are code points of canonical text.
package copydesk

import (
	"unicode"

	"golang.org/x/text/language"

	"example.org/tickmark/models"
)

// rightToLeft are the scripts written from right to left.
var rightToLeft = map[string]bool{
	"Adlm": true, "Arab": true, "Aran": true, "Hebr": true, "Mand": true, "Mend": true,
	"Nkoo": true, "Rohg": true, "Samr": true, "Syrc": true, "Thaa": true, "Yezi": true,
}

// Direction returns the direction in which a language is written: that of the
// script its BCP 47 tag names, or else of the script it is usually written in.
// A tag that is none is taken for left to right.
func Direction(lang string) models.Direction {
	tag, err := language.Parse(lang)
	if err != nil {
		return models.LeftToRight
	}
	if script, _ := tag.Script(); rightToLeft[script.String()] {
		return models.RightToLeft
	}
	return models.LeftToRight
}

// TKs returns where the copy says TK, "to come": TK, TKTK and so on, upper
// case, as words of their own.
func TKs(doc models.Document) []models.Span {
	var found []models.Span
	start, letters := 0, 0 // of the word at hand
	fits := true           // it is made of T and K in turn so far
	at := 0
	end := func() {
		if fits && letters > 0 && letters%2 == 0 {
			found = append(found, models.Span{Start: start, End: at})
		}
		letters, fits = 0, true
	}
	for _, r := range doc.Text {
		switch {
		case !wordRune(r):
			end()
		default:
			if letters == 0 {
				start = at
			}
			fits = fits && r == rune("TK"[letters%2])
			letters++
		}
		at++
	}
	end()
	return found
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_'
}
