package views

import (
	"fmt"
	"unicode/utf8"

	"example.org/tickmark/models"
	"example.org/tickmark/typeset"
)

// CopySheet is copy ready to be drawn.
type CopySheet struct {
	Article models.ID
	Sheet   typeset.Sheet
	Lang    string
	Dir     models.Direction
	States  map[int]models.State // of the claims over it, by number
	Current int                  // the number of the claim that is open, or 0
}

// State is a claim's state.
func (c CopySheet) State(number int) models.State { return c.States[number] }

// RefLabel is what a screen reader says of a claim's reference.
func (c CopySheet) RefLabel(number int) string {
	return fmt.Sprintf("Claim %d, %s", number, c.States[number])
}

func blockClass(k models.BlockKind) string {
	switch k { //nolint:exhaustive // the others need no class
	case models.Standfirst:
		return "standfirst"
	case models.Caption:
		return "caption"
	}
	return ""
}

// signs are the names of characters that cannot be seen or that turn the text
// around.
var signs = map[rune]string{
	'\u00ad': "SHY", '\u200b': "ZWSP", '\u200c': "ZWNJ", '\u200d': "ZWJ", '\u200e': "LRM", '\u200f': "RLM", '\u061c': "ALM",
	'\u202a': "LRE", '\u202b': "RLE", '\u202c': "PDF", '\u202d': "LRO", '\u202e': "RLO",
	'\u2060': "WJ", '\u2066': "LRI", '\u2067': "RLI", '\u2068': "FSI", '\u2069': "PDI", '\ufeff': "BOM",
}

func signName(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	if name, ok := signs[r]; ok {
		return name
	}
	return fmt.Sprintf("U+%04X", r)
}
