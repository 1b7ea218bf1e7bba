package views

import (
	"fmt"
	"strings"

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

	Sentences []models.Sentence // of the revision
	Covers    []models.Cover    // of each of them; none where no strip is drawn
	Suggested []string          // the keys of the suggestions over it, in their order

	// Of a capture: what stands for its sentences are passages that evidence
	// quotes, by the evidence's ID, and 0 for what is chosen to be quoted.
	Quotes bool
	Picks  *Picking // its paragraphs may be chosen without a script
}

// Text is the sheet's text alone, one LF between two blocks.
func (c CopySheet) Text() string {
	blocks := make([]string, len(c.Sheet.Blocks))
	for i, b := range c.Sheet.Blocks {
		blocks[i] = b.Text()
	}
	return strings.Join(blocks, "\n")
}

// State is a claim's state.
func (c CopySheet) State(number int) models.State { return c.States[number] }

// RefLabel is what a screen reader says of a claim's reference.
func (c CopySheet) RefLabel(number int) string {
	return fmt.Sprintf("Claim %d, %s", number, c.States[number])
}

// key is the key of a suggestion over the copy, by its number from 1.
func (c CopySheet) key(number int) string { return c.Suggested[number-1] }

func blockClass(k models.BlockKind) string {
	switch k { //nolint:exhaustive // the others need no class
	case models.Standfirst:
		return "standfirst"
	case models.Caption:
		return "caption"
	}
	return ""
}
