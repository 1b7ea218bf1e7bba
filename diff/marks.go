package diff

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"example.org/tickmark/models"
)

// effect is what a mark does, without where.
type effect struct {
	kind models.MarkKind
	url  string
}

// marks are what words that stayed lost or got from block i of a to block j of
// b. Where words are only alike, a mark that is on any of them counts for all;
// marks on nothing but white space count for nothing.
func (p *pairing) marks(i, j int, parts []Part) []MarkChange {
	old, next := byEffect(p.a, i), byEffect(p.b, j)
	effects := make([]effect, 0, len(old)+len(next))
	for s := range old {
		effects = append(effects, s)
	}
	for s := range next {
		if _, ok := old[s]; !ok {
			effects = append(effects, s)
		}
	}
	slices.SortFunc(effects, func(a, b effect) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.url, b.url)) })
	text, from := []rune(p.a.texts[i]), p.a.Blocks[i].Start
	var out []MarkChange
	for _, s := range effects {
		was, is := onKept(old[s], parts, oldSpan), onKept(next[s], parts, newSpan)
		for _, c := range append(changes(Removed, was, is, parts), changes(Added, is, was, parts)...) {
			if strings.TrimSpace(string(text[c.Old.Start-from:c.Old.End-from])) != "" {
				c.Kind, c.URL = s.kind, s.url
				out = append(out, c)
			}
		}
	}
	return out
}

// byEffect are the spans of the marks in block i: those of one effect are in
// order and do not overlap.
func byEffect(s side, i int) map[effect][]models.Span {
	out := map[effect][]models.Span{}
	b := s.Blocks[i]
	first := sort.Search(len(s.Marks), func(k int) bool { return s.Marks[k].Start >= b.Start })
	for _, m := range s.Marks[first:] {
		if m.Start >= b.End {
			break
		}
		e := effect{m.Kind, m.URL}
		out[e] = append(out[e], m.Span)
	}
	return out
}

func oldSpan(p Part) models.Span { return p.Old }
func newSpan(p Part) models.Span { return p.New }

// onKept returns what of spans lies on words that stayed, as spans of the old
// text. of tells which text the spans are of.
func onKept(spans []models.Span, parts []Part, of func(Part) models.Span) (out []models.Span) {
	for _, s := range spans {
		k := sort.Search(len(parts), func(k int) bool { return of(parts[k]).End > s.Start })
		for ; k < len(parts) && of(parts[k]).Start < s.End; k++ {
			p, here := parts[k], of(parts[k])
			at := p.Old
			if p.Op == Same {
				by := p.Old.Start - here.Start
				at = models.Span{Start: max(s.Start, here.Start) + by, End: min(s.End, here.End) + by}
			}
			if p.Op == Removed || p.Op == Added || len(out) > 0 && out[len(out)-1] == at {
				continue
			}
			out = append(out, at)
		}
	}
	return out
}

// changes are the spans, or pieces of them, that others do not cover; both are
// in order.
func changes(op Op, spans, others []models.Span, parts []Part) (out []MarkChange) {
	k := 0
	for _, s := range spans {
		for ; k < len(others) && others[k].End <= s.Start; k++ {
		}
		for o := k; o < len(others) && others[o].Start < s.End; o++ {
			out = change(out, op, models.Span{Start: s.Start, End: others[o].Start}, parts)
			s.Start = min(s.End, others[o].End)
		}
		out = change(out, op, s, parts)
	}
	return out
}

// change adds the change of a span of the old text, which lies in one part, to
// the last one if it follows that directly.
func change(out []MarkChange, op Op, s models.Span, parts []Part) []MarkChange {
	if s.Start >= s.End {
		return out
	}
	part := parts[sort.Search(len(parts), func(k int) bool { return parts[k].Old.End > s.Start })]
	c := MarkChange{Op: op, Old: s, New: part.New}
	if part.Op == Same {
		by := part.New.Start - part.Old.Start
		c.New = models.Span{Start: s.Start + by, End: s.End + by}
	}
	if k := len(out) - 1; k >= 0 && out[k].Old.End == c.Old.Start && out[k].New.End == c.New.Start {
		out[k].Old.End, out[k].New.End = c.Old.End, c.New.End
		return out
	}
	return append(out, c)
}
