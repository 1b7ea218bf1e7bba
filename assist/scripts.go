package assist

import (
	"slices"
	"unicode"
)

// scripts are those that a text uses. A statement in another one was not
// drafted from it.
type scripts struct {
	tables []*unicode.RangeTable
}

// together are scripts of one way of writing: whoever uses one may use all.
var together = [][]*unicode.RangeTable{
	{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo},
	{unicode.Han, unicode.Hangul},
}

// scriptsOf finds the scripts of a text's letters.
func scriptsOf(text string) scripts {
	var s scripts
	for _, r := range text {
		if unicode.IsLetter(r) && !unicode.In(r, s.tables...) {
			s.add(scriptOf(r))
		}
	}
	return s
}

// add takes a script in, with those that go together with it.
func (s *scripts) add(table *unicode.RangeTable) {
	s.tables = append(s.tables, table)
	for _, group := range together {
		if slices.Contains(group, table) {
			s.tables = append(s.tables, group...)
		}
	}
}

// scriptOf is the script of a letter; every letter is of one.
func scriptOf(letter rune) *unicode.RangeTable {
	for _, table := range unicode.Scripts {
		if unicode.Is(table, letter) {
			return table
		}
	}
	return unicode.Common
}

// has reports whether every letter of a statement is of one of the scripts, or
// of none in particular.
func (s scripts) has(statement string) bool {
	for _, r := range statement {
		if unicode.IsLetter(r) && !unicode.In(r, unicode.Common, unicode.Inherited) && !unicode.In(r, s.tables...) {
			return false
		}
	}
	return true
}
