package copydesk

import (
	"cmp"
	"slices"

	"example.org/tickmark/models"
)

// Replace puts words in place of a span of the document, or cuts the span when
// words is empty, and returns the new document, the span of the old text that
// went, and the length of what came in its place. A cut takes one of two
// spaces that would meet with it, and a block that it empties. A span over
// several blocks makes one of them, of the first one's kind. Marks keep to the
// words they were on. ok is false when the cut would take the headline.
func Replace(doc models.Document, span models.Span, words string) (next models.Document, at models.Span, inserted int, ok bool) {
	text, put := []rune(doc.Text), []rune(words)
	first, last := touched(doc.Blocks, span)
	whole := len(put) == 0 && doc.Blocks[first].Start == span.Start && doc.Blocks[last].End == span.End
	if whole && first == 0 {
		return doc, span, 0, false
	}
	switch {
	case whole:
		at = models.Span{Start: span.Start - 1, End: span.End} // with the LF before it
	case len(put) == 0:
		at = tidy(text, span, doc.Blocks[first].Start, doc.Blocks[last].End)
	default:
		at = span
	}
	e := edit{at, len(put)}
	next.Text = string(slices.Concat(text[:at.Start], put, text[at.End:]))
	next.Blocks = e.blocks(doc.Blocks, first, last, whole)
	next.Marks = e.marks(doc.Marks)
	return next, at, len(put), true
}

// Replacement is a span of a document and the words that come in its place; none
// cut it.
type Replacement struct {
	Span  models.Span
	Words string
}

// Replaced is one step of ReplaceAll: the document that it left, the span of the
// text before it that went, and the length of what came. Of is the index of its
// replacement.
type Replaced struct {
	models.Document
	At       models.Span
	Inserted int
	Of       int
}

// ReplaceAll carries out several replacements in one document, from its end to
// its beginning, so that every step leaves the offsets of those to come alone.
// ok is false where one of them meets another, or takes the headline: then clash
// holds the indexes of the two, or that of the one twice.
func ReplaceAll(doc models.Document, rs []Replacement) (steps []Replaced, clash [2]int, ok bool) {
	order := make([]int, len(rs))
	for i := range rs {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rs[b].Span.Start, rs[a].Span.Start) })
	for n, i := range order {
		next, at, inserted, ok := Replace(doc, rs[i].Span, rs[i].Words)
		switch {
		case !ok:
			return nil, [2]int{i, i}, false
		case n > 0 && at.End > steps[n-1].At.Start:
			return nil, [2]int{i, order[n-1]}, false
		}
		steps, doc = append(steps, Replaced{next, at, inserted, i}), next
	}
	return steps, clash, true
}

// touched are the first and the last block that a span lies in. One that takes
// the LF before a block touches that block.
func touched(blocks []models.Block, span models.Span) (first, last int) {
	for i, b := range blocks {
		if b.Start <= span.Start {
			first = i
		}
		if b.Start <= span.End {
			last = i
		}
	}
	return first, last
}

// tidy widens a cut by one space where two would meet, or one would be left at
// the edge of the block.
func tidy(text []rune, cut models.Span, start, end int) models.Span {
	spaceBefore := cut.Start > start && text[cut.Start-1] == ' '
	spaceAfter := cut.End < end && text[cut.End] == ' '
	switch {
	case spaceAfter && (spaceBefore || cut.Start == start):
		cut.End++
	case spaceBefore && cut.End == end:
		cut.Start--
	}
	return cut
}

// edit replaces a span of the old text by so many code points.
type edit struct {
	at       models.Span
	inserted int
}

// behind is where an offset at or behind the edit lies afterwards.
func (e edit) behind(offset int) int { return offset - e.at.Len() + e.inserted }

func (e edit) blocks(old []models.Block, first, last int, whole bool) (blocks []models.Block) {
	for i, b := range old {
		switch {
		case i > last:
			b.Start, b.End = e.behind(b.Start), e.behind(b.End)
		case i < first:
		case whole, i > first:
			continue
		default:
			b.End = e.behind(old[last].End)
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// marks moves the marks: one that holds the whole span stretches over what
// came in its place, one that ends or begins inside loses what it had of it.
func (e edit) marks(old []models.Mark) (marks []models.Mark) {
	for _, m := range old {
		switch {
		case m.End <= e.at.Start:
		case m.Start >= e.at.End:
			m.Start, m.End = e.behind(m.Start), e.behind(m.End)
		case m.Start <= e.at.Start && m.End >= e.at.End:
			m.End = e.behind(m.End)
		case m.Start < e.at.Start:
			m.End = e.at.Start
		case m.End > e.at.End:
			m.Start, m.End = e.at.Start+e.inserted, e.behind(m.End)
		default:
			continue
		}
		if m.Len() > 0 {
			marks = append(marks, m)
		}
	}
	return joined(marks)
}

// joined makes one mark of two of a kind that have come to touch.
func joined(marks []models.Mark) (js []models.Mark) {
	for _, m := range marks {
		i := slices.IndexFunc(js, func(j models.Mark) bool { return j.Kind == m.Kind && j.URL == m.URL && j.End == m.Start })
		if i < 0 {
			js = append(js, m)
			continue
		}
		js[i].End = m.End
	}
	slices.SortStableFunc(js, byPlace)
	return js
}

// byPlace is the order of marks: by start, then the longer, then by kind.
func byPlace(a, b models.Mark) int {
	switch {
	case a.Start != b.Start:
		return a.Start - b.Start
	case a.End != b.End:
		return b.End - a.End
	case a.Kind < b.Kind:
		return -1
	case a.Kind > b.Kind:
		return 1
	}
	return 0
}
