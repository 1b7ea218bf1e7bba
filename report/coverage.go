package report

import (
	"fmt"
	"slices"
	"strings"

	"example.org/tickmark/models"
)

// waiverSections are the sections of sentences that lie in no claim, by why.
var waiverSections = []struct {
	title string
	kinds []models.WaiverKind
}{
	{"Sentences left unchecked", []models.WaiverKind{models.LeftUnchecked}},
	{"Sentences that stand as they are", []models.WaiverKind{models.CQ, ""}},
	{"Sentences with nothing to check", []models.WaiverKind{models.NothingToCheck}},
}

// waiverSection is the waivers of one section.
type waiverSection struct {
	Title string
	Of    []Waiver
}

// waiversByKind are the report's waivers by section; a section without any is
// left out.
func waiversByKind(r Report) (sections []waiverSection) {
	for _, s := range waiverSections {
		here := slices.DeleteFunc(slices.Clone(r.Waivers), func(v Waiver) bool { return !slices.Contains(s.kinds, v.Kind) })
		if len(here) > 0 {
			sections = append(sections, waiverSection{s.title, here})
		}
	}
	return sections
}

// ended are the withdrawn claims that somebody may have worked on.
func ended(r Report) []Withdrawn {
	return slices.DeleteFunc(slices.Clone(r.Withdrawn), func(w Withdrawn) bool { return w.Reason == models.TakenBack })
}

// takenBack are the numbers of the others: accepted suggestions that were taken
// back before anybody worked on them.
func takenBack(r Report) (numbers []int) {
	for _, w := range r.Withdrawn {
		if w.Reason == models.TakenBack {
			numbers = append(numbers, w.Number)
		}
	}
	return numbers
}

// takenBackWords lead to the numbers of those that were taken back.
const takenBackWords = "Accepted from the suggestions and taken back before anybody worked on them:"

// coverageWords say how far the copy is covered, and what it falls short by;
// both are "" where no reading marked what can be checked.
func coverageWords(r Report) (said, short string) {
	c := r.Coverage
	if c == nil {
		return "", ""
	}
	var rest []string
	if c.Unchecked > 0 {
		rest = append(rest, count(c.Unchecked, "sentence", "sentences")+" left unchecked, with a reason below.")
	}
	if open := c.Checkable - c.Done - c.Unchecked; open > 0 {
		rest = append(rest, count(open, "sentence lies", "sentences lie")+" in no claim.")
	}
	return fmt.Sprintf("%d of %s covered.", c.Done, count(c.Checkable, "checkable sentence", "checkable sentences")), strings.Join(rest, " ")
}
