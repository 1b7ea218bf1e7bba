package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Lookers are the others who look at an article at the moment.
type Lookers struct {
	Article models.ID
	People  []ui.Person
}

// mostShown is how many of them are named.
const mostShown = 6

func (l Lookers) shown() []ui.Person { return l.People[:min(mostShown, len(l.People))] }

// words names them in a sentence.
func (l Lookers) words() string {
	names := make([]string, 0, mostShown)
	for _, p := range l.shown() {
		names = append(names, p.Name)
	}
	if rest := len(l.People) - len(names); rest > 0 {
		return "Also here: " + strings.Join(names, ", ") + " and " + strconv.Itoa(rest) + " more"
	}
	return "Also here: " + strings.Join(names, ", ")
}
