package origins

import (
	"example.org/tickmark/models"
)

// From what on texts are joined, chosen by the tuning half of bench/origins.
const (
	leastCopied  = 0.40            // of the own words of one
	leastCovered = 15 * wordWeight // what those words weigh
	leastPassage = 40 * wordWeight // or what a passage weighs that stands in both, however long the texts
	leastRetold  = 0.34            // of likeness.retold
	leastFacts   = 3               // figures and quotations that both tell
	leastRelated = 3               // marks that both tell, for a link or a name to mean this text
)

// judge tells how two texts depend on each other, if they do.
func judge(a, b *reading, says [2]citing) (Edge, bool) {
	l := compare(a, b)
	e := Edge{Figures: l.figures, Quotes: l.quotes}
	share := max(l.of[0], l.of[1])
	switch {
	case l.same:
		e.Kind, e.Score = Copied, 1
	case share >= leastCopied && l.covered >= leastCovered, l.run.weight >= leastPassage:
		e.Kind, e.Score = Copied, share
	case l.retold >= leastRetold && l.figures+l.quotes >= leastFacts:
		e.Kind, e.Score = Rewritten, l.retold
	default:
		return cite(a, b, says, l, e)
	}
	from, sign := direction(a, b, says, l)
	return e.between(a, b, from, sign, l), true
}

// cite joins texts of which one says that it depends on the other.
func cite(a, b *reading, says [2]citing, l likeness, e Edge) (Edge, bool) {
	if !says[0].rests(a, b, l) {
		says[0] = citing{}
	}
	if !says[1].rests(b, a, l) {
		says[1] = citing{}
	}
	if says == [2]citing{} {
		return e, false
	}
	from, _ := direction(a, b, says, l)
	e.Kind, e.Score = Cites, 1
	return e.between(a, b, from, says[from].sign(), l), true
}

// rests reports whether a text rests on another for what it says of it: the two
// tell of one thing, and the other was not published afterwards.
func (c citing) rests(r, on *reading, l likeness) bool {
	return (c.canonical || l.marks >= leastRelated) && !earlier(r, on)
}

// sign is the strongest sign among what a text says of another.
func (c citing) sign() Sign {
	switch {
	case c.canonical:
		return ByCanonical
	case c.link:
		return ByLink
	case c.named:
		return ByAttribution
	}
	return ByNothing
}

// strength is how strong a sign is beside others.
var strength = map[Sign]int{ByCanonical: 3, ByLink: 2, ByAttribution: 1}

// direction tells which of two texts is the copy, 0 or 1, and what shows it.
func direction(a, b *reading, says [2]citing, l likeness) (from int, sign Sign) {
	first, second := says[0].sign(), says[1].sign()
	switch {
	case strength[first] > strength[second]:
		return 0, first
	case strength[second] > strength[first]:
		return 1, second
	case earlier(a, b):
		return 1, ByTime
	case earlier(b, a):
		return 0, ByTime
	case a.Captured != 0 && b.Captured != 0 && a.Captured != b.Captured:
		if a.Captured < b.Captured {
			return 1, ByCapture
		}
		return 0, ByCapture
	case l.of[0] > l.of[1]:
		return 0, ByLength
	case l.of[1] > l.of[0]:
		return 1, ByLength
	}
	return 1, ByNothing
}

const day = models.Instant(24 * 60 * 60 * 1000) // in milliseconds

// earlier reports whether a text was certainly published before another.
func earlier(a, b *reading) bool {
	if a.Published == 0 || b.Published == 0 {
		return false
	}
	latest := a.Published
	if a.ByDay {
		latest += day - 1
	}
	return latest < b.Published
}

// between is the edge with its ends and its reason.
func (e Edge) between(a, b *reading, from int, sign Sign, l likeness) Edge {
	copier, origin := a, b
	if from == 1 {
		copier, origin = b, a
		l.of[0], l.of[1] = l.of[1], l.of[0]
	}
	e.From, e.To, e.Sign = copier.ID, origin.ID, sign
	e.Reason = reason(e, copier, origin, l)
	return e
}
