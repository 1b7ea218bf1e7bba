package origins

import (
	"fmt"
	"math"
	"strings"
)

// reason says in a sentence why a text is taken for dependent on another.
func reason(e Edge, copier, origin *reading, l likeness) string {
	of := "the text of " + nameOf(origin)
	switch e.Kind {
	case Copied:
		return copiedReason(l, of) + because(e.Sign, copier, origin) + "."
	case Rewritten:
		return fmt.Sprintf("It tells %s of %s in the same order, in other words%s.", facts(e), of, because(e.Sign, copier, origin))
	case Cites:
		return citesReason[e.Sign] + of + "."
	case Declared:
	}
	return ""
}

func copiedReason(l likeness, of string) string {
	switch {
	case l.same:
		return "It has the same words as " + of
	case l.of[0] >= l.of[1]:
		return fmt.Sprintf("%s of its own words stand in %s", perCent(l.of[0]), of)
	}
	return fmt.Sprintf("It holds %s of the own words of %s", perCent(l.of[1]), of)
}

// citesReason begins the sentence about a text that says where it comes from.
var citesReason = map[Sign]string{
	ByCanonical:   "It gives as its own the address of ",
	ByLink:        "It links to ",
	ByAttribution: "It names as its source the publisher of ",
}

// because says what shows which of the two is the copy.
func because(sign Sign, copier, origin *reading) string {
	switch sign {
	case ByCanonical:
		return ", whose address it gives as its own"
	case ByLink:
		return ", to which it links"
	case ByAttribution:
		return ", which it names as its source"
	case ByTime:
		return ", published " + before(copier, origin) + " before"
	case ByCapture:
		return "; which came first is not known, but that one was captured first"
	case ByLength:
		return "; which came first is not known, but that one says more"
	case ByNothing, ByRuling:
	}
	return "; which came first is not known"
}

func nameOf(r *reading) string {
	if r.Publisher != "" {
		return r.Publisher
	}
	if host, _, _ := strings.Cut(plainAddress(r.Address), "/"); host != "" {
		return host
	}
	if r.Title != "" {
		return "“" + r.Title + "”"
	}
	return fmt.Sprintf("source %d", r.ID)
}

// perCent is a part in whole per cent.
func perCent(part float64) string { return fmt.Sprintf("%.0f %%", math.Floor(100*part)) }

// facts are the figures and quotations that both texts have.
func facts(e Edge) string {
	switch {
	case e.Quotes == 0:
		return counted(e.Figures, "figure")
	case e.Figures == 0:
		return counted(e.Quotes, "quotation")
	}
	return counted(e.Figures, "figure") + " and " + counted(e.Quotes, "quotation")
}

// before is how long before one text another was published.
func before(copier, origin *reading) string {
	minutes := int((copier.Published - origin.Published) / (60 * 1000))
	switch {
	case copier.ByDay || origin.ByDay || minutes >= 2*24*60:
		return counted(max(1, minutes/(24*60)), "day")
	case minutes >= 2*60:
		return counted(minutes/60, "hour")
	case minutes >= 1:
		return counted(minutes, "minute")
	}
	return "less than a minute"
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
