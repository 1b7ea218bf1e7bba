package origins

import (
	"fmt"
	"math"
	"strings"
)

// reason says in a sentence why a text is taken for dependent on another. It says
// no more than is known: which came first only where that shows.
func reason(e Edge, copier, origin *reading, l likeness) string {
	of := "the text of " + nameOf(origin)
	switch e.Kind {
	case Copied:
		return copiedReason(copier, origin, l, of) + because(e.Sign, copier, origin) + "."
	case Rewritten:
		return "In other words and the same order, it gives " + facts(e) + " of " + of + because(e.Sign, copier, origin) + "."
	case Cites:
		return citesReason(e.Sign, of, origin) + "."
	case Declared:
	}
	return ""
}

// copiedReason begins the sentence about a text that has the words of another.
func copiedReason(copier, origin *reading, l likeness, of string) string {
	if l.same {
		return "It has the same words as " + of
	}
	says, share := "It shares "+l.run.String()+" in a row with "+of, max(l.of[0], l.of[1])
	switch {
	case share < leastCopied || l.covered < leastCovered:
	case l.of[0] >= l.of[1]:
		says = perCent(share) + " of its words stand in " + of
	default:
		says = "It holds " + perCent(share) + " of the words of " + of
	}
	if len(copier.quotes)+len(origin.quotes) > 0 {
		return "Quotations aside, " + strings.ToLower(says[:1]) + says[1:]
	}
	return says
}

// citesReason begins the sentence about a text that says where it comes from.
func citesReason(sign Sign, of string, origin *reading) string {
	switch sign { //nolint:exhaustive // a text says it in one of three ways
	case ByCanonical:
		return "It gives the address of " + of + " as its own"
	case ByLink:
		return "It links to " + of
	}
	return "It credits " + nameOf(origin)
}

// because says what shows which of the two is the copy.
func because(sign Sign, copier, origin *reading) string {
	switch sign {
	case ByCanonical:
		return ", whose address it gives as its own"
	case ByLink:
		return ", to which it links"
	case ByAttribution:
		return ", which it credits"
	case ByTime:
		return ", published " + before(copier, origin) + " earlier"
	case ByCapture:
		return "; which came first is not known, but that one was captured first"
	case ByLength:
		return "; which came first is not known, but that one says more"
	case ByNothing, ByRuling:
	}
	return "; which came first is not known"
}

// longestName is how long a name is in a reason, in code points: what is longer
// is cut, so that a reason takes two lines of a page at most.
const longestName = 40

func nameOf(r *reading) string {
	if r.Publisher != "" {
		return cut(r.Publisher)
	}
	if host, _, _ := strings.Cut(plainAddress(r.Address), "/"); host != "" {
		return cut(host)
	}
	if r.Title != "" {
		return "“" + cut(r.Title) + "”"
	}
	return fmt.Sprintf("source %d", r.ID)
}

// cut is a name as far as there is room for it, in one line.
func cut(name string) string {
	runes := []rune(strings.Join(strings.Fields(name), " "))
	if len(runes) <= longestName {
		return string(runes)
	}
	return strings.TrimSpace(string(runes[:longestName-1])) + "…"
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
