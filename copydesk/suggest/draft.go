package suggest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/models"
)

// statement drafts an assertion's statement: its words with dates resolved and
// the pronoun that it opens with, if any, in brackets.
func (d *drafter) statement(a assertion, pronoun models.Span) string {
	parts := a.parts
	if parts == nil {
		parts = []models.Span{a.Span}
	}
	for _, resolve := range []bool{true, false} { // dates are left out first where there is no room
		var add []insertion
		if pronoun.Len() > 0 {
			add = []insertion{{pronoun.Start, "["}, {pronoun.End, "]"}}
		}
		if resolve {
			add = append(add, d.resolved(a)...)
			slices.SortStableFunc(add, func(x, y insertion) int { return cmp.Compare(x.at, y.at) })
		}
		text := d.join(a.lead, parts, add)
		if len(text) <= models.MaxStatement || !resolve {
			return fit(text)
		}
	}
	return ""
}

// join writes the parts after their lead and a colon, parted by commas, or by
// semicolons where one of them has a comma.
func (d *drafter) join(lead *models.Span, parts []models.Span, add []insertion) string {
	texts := make([]string, len(parts))
	between := ", "
	for i, p := range parts {
		p = d.trim(p)
		if len(parts) > 1 {
			p = d.without(p, ",;،؛，；、")
		}
		texts[i] = d.line(p, add)
		if len(parts) > 1 && strings.ContainsAny(texts[i], ",،，、") {
			between = "; "
		}
	}
	text := strings.Join(texts, between)
	if lead != nil {
		text = d.line(d.without(*lead, ":："), add) + ": " + text
	}
	return text
}

// without is the span without signs and white space at its end.
func (d *drafter) without(s models.Span, signs string) models.Span {
	for s.Start < s.End && (unicode.IsSpace(d.runes[s.End-1]) || strings.ContainsRune(signs, d.runes[s.End-1])) {
		s.End--
	}
	return s
}

// pronoun is the pronoun with which a span opens, or false when it opens with
// none. Words in quotation marks stay as they are.
func (d *drafter) pronoun(s models.Span) (models.Span, bool) {
	s = d.trim(s)
	p := d.words.pronouns
	word := models.Span{Start: s.Start, End: s.Start}
	for word.End < s.End && word.Len() < longestPronoun && (unicode.IsLetter(d.runes[word.End]) || unicode.IsMark(d.runes[word.End])) {
		word.End++
	}
	if p.parted && word.End < s.End && strings.ContainsRune("’'", d.runes[word.End]) && p.words[strings.ToLower(string(d.runes[word.Start:word.End]))+"’"] {
		word.End++
		return word, true
	}
	if p.parted && !p.words[strings.ToLower(string(d.runes[word.Start:word.End]))] {
		return models.Span{}, false
	}
	if p.parted {
		return word, true
	}
	for ; word.Len() > 0; word.End-- {
		if p.words[string(d.runes[word.Start:word.End])] {
			return word, true
		}
	}
	return models.Span{}, false
}

// longestPronoun is how many code points of a first word are looked at.
const longestPronoun = 16

// has reports whether a text stands at a place.
func (d *drafter) has(at int, text string) bool {
	return at >= 0 && at+utf8.RuneCountInString(text) <= len(d.runes) && string(d.runes[at:at+utf8.RuneCountInString(text)]) == text
}
