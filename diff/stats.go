package diff

import (
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"

	"example.org/tickmark/models"
)

// Count is what a difference comes to.
type Count struct {
	Removed, Added int // words; in scripts that part none by spaces, characters
	Alike          int // places that count as unchanged
	Moved          int // blocks that stand elsewhere
	Restyled       int // blocks that are of another kind or got other marks
}

// Nothing reports whether there is no difference at all.
func (c Count) Nothing() bool { return c == Count{} }

// Stats counts what rows that Blocks made of the two documents hold. A block
// that moved counts as moved and not by its words.
func Stats(rows []Row, old, next models.Document) Count {
	was, is := []rune(old.Text), []rune(next.Text)
	var c Count
	for _, r := range rows {
		if r.Restyled || len(r.Marks) > 0 {
			c.Restyled++
		}
		if r.Moved {
			if r.Old >= 0 {
				c.Moved++
			}
			continue
		}
		for _, p := range r.Parts {
			switch p.Op {
			case Removed:
				c.Removed += wordsIn(was[p.Old.Start:p.Old.End])
			case Added:
				c.Added += wordsIn(is[p.New.Start:p.New.End])
			case Alike:
				c.Alike++
			case Same:
			}
		}
	}
	return c
}

// wordsIn counts the words of a text that hold a letter or a number.
func wordsIn(text []rune) int {
	n := 0
	for w := words.FromString(string(text)); w.Next(); {
		for _, r := range w.Value() {
			if unicode.IsLetter(r) || unicode.IsNumber(r) {
				n++
				break
			}
		}
	}
	return n
}
