package suggest

import (
	"slices"
	"strings"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/models"
)

// assertions are what the copy asserts that can be checked, in order.
func (d *drafter) assertions() (all []assertion) {
	for i := 0; i < len(d.Sentences); {
		some, next := d.at(i)
		all = append(all, some...)
		i = next
	}
	return all
}

// at are the assertions that begin in sentence i, and the index of the first
// sentence behind them.
func (d *drafter) at(i int) (some []assertion, next int) {
	s := d.Sentences[i]
	switch d.Blocks[s.Block].Kind {
	case models.TableRow:
		return d.row(i)
	case models.Caption:
		if len(s.Found) > 0 || s.Checkable {
			some = []assertion{d.sentenceAt(i)}
		}
		return some, i + 1
	case models.Heading:
		if d.titleAsserts(s) {
			some = []assertion{d.sentenceAt(i)}
		}
		return some, i + 1
	case models.Paragraph, models.Standfirst, models.ListItem, models.Quotation:
		if end := d.listUnder(i); end > i+1 {
			return d.list(i, end), end
		}
	case models.Headline:
	}
	if s.Checkable && !d.asks(s) {
		some = d.parts(i)
	}
	return some, i + 1
}

// sentenceAt is the assertion that is the whole of sentence i.
func (d *drafter) sentenceAt(i int) assertion {
	s := d.Sentences[i]
	return assertion{Span: s.Span, first: i, found: s.Found, score: s.Score.Value}
}

// joined is the assertion that goes from the sentence i to the one before end.
func (d *drafter) joined(i, end int) assertion {
	a := d.sentenceAt(i)
	a.End = d.Sentences[end-1].End
	a.found, a.score = nil, 0
	for _, s := range d.Sentences[i:end] {
		a.found = append(a.found, s.Found...)
		a.score = max(a.score, s.Score.Value)
		a.parts = append(a.parts, s.Span)
	}
	return a
}

// row is a table row as one assertion: its cells mean nothing alone. A row of
// words and years is the head of the table.
func (d *drafter) row(i int) (some []assertion, next int) {
	next = i
	figures := false
	for next < len(d.Sentences) && d.Sentences[next].Block == d.Sentences[i].Block {
		figures = figures || slices.ContainsFunc(d.Sentences[next].Found, func(f detect.Detection) bool { return f.Quantity != nil })
		next++
	}
	if figures {
		some = []assertion{d.joined(i, next)}
	}
	return some, next
}

// shortTitle is up to how many words a heading is taken for a name and not for
// an assertion, unless there is a figure in it.
const shortTitle = 4

// titleAsserts reports whether a heading says something that can be checked.
// Words in quotation marks are said again below it.
func (d *drafter) titleAsserts(s reading.Sentence) bool {
	words := d.count(s.Span)
	figures := false
	for _, f := range s.Found {
		if f.Kind == detect.Quotation {
			words -= d.count(f.Span)
		}
		figures = figures || f.Quantity != nil
	}
	if d.asks(s) {
		return false
	}
	return figures && words >= shortTitle-1 || words > shortTitle && s.Checkable
}

// asks reports whether a sentence is a question and says nothing itself.
func (d *drafter) asks(s reading.Sentence) bool {
	end := d.runes[s.End-1]
	return strings.ContainsRune("?？؟⁇", end) || end == ';' && d.lang == "el" // its question mark, in canonical text
}

// mostItems is how many items a list may have and still be one.
const mostItems = 100

// listUnder is the index behind the last sentence of the list that sentence i
// introduces with a colon, or i+1 when it introduces none. Items that are
// sentences of their own are no such list.
func (d *drafter) listUnder(i int) int {
	s := d.Sentences[i]
	if !strings.ContainsRune(":：", d.runes[s.End-1]) || s.End != d.Blocks[s.Block].End {
		return i + 1
	}
	end := i + 1
	for block := s.Block + 1; end < len(d.Sentences) && d.Sentences[end].Block == block && d.Blocks[block].Kind == models.ListItem; block++ {
		if end-i > mostItems || d.Sentences[end].Start != d.Blocks[block].Start || d.Sentences[end].End != d.Blocks[block].End {
			return i + 1
		}
		end++
	}
	for _, item := range d.Sentences[i+1 : max(end-1, i+1)] { // the last one may end the sentence
		if strings.ContainsRune(".!?。", d.runes[item.End-1]) {
			return i + 1
		}
	}
	return end
}

// longList is how many code points a list has that is proposed item by item.
const longList = 600

// list are the assertions of a list and its introduction: one for each item
// where items can be checked by themselves, or the list is long, else one.
func (d *drafter) list(i, end int) []assertion {
	var alone, named int
	for _, s := range d.Sentences[i:end] {
		if s.Checkable {
			alone++
		}
		if s.Checkable || len(s.Found) > 0 {
			named++
		}
	}
	if named == 0 {
		return nil
	}
	if d.Sentences[i].Checkable {
		alone--
	}
	if alone < 2 && d.Sentences[end-1].End-d.Sentences[i].Start <= longList {
		a := d.joined(i, end)
		a.parts, a.lead = a.parts[1:], &d.Sentences[i].Span
		return []assertion{a}
	}
	var some []assertion
	for j := i + 1; j < end; j++ {
		a := d.sentenceAt(j)
		a.lead = &d.Sentences[i].Span
		a.found = slices.Concat(d.Sentences[i].Found, a.found)
		a.score = max(a.score, d.Sentences[i].Score.Value)
		some = append(some, a)
	}
	return some
}

// fewWords is how many words a part of a sentence has at least that is checked
// apart.
const fewWords = 4

// parts is a sentence as one assertion, or as two where a semicolon parts two
// of them: each has words enough and something of its own to check.
func (d *drafter) parts(i int) []assertion {
	a := d.sentenceAt(i)
	at := d.semicolon(a)
	if at < 0 {
		return []assertion{a}
	}
	one, two := a, a
	one.End, two.Start = at, at+1
	one.found, two.found = within(one.Span, a.found), within(two.Span, a.found)
	for _, part := range []assertion{one, two} {
		if d.count(part.Span) < fewWords || !slices.ContainsFunc(part.found, reading.Weighs) {
			return []assertion{a}
		}
	}
	return []assertion{one, two}
}

// within are the detections that lie in a span.
func within(span models.Span, found []detect.Detection) (some []detect.Detection) {
	for _, f := range found {
		if span.Contains(f.Span) {
			some = append(some, f)
		}
	}
	return some
}

// semicolon is where the only semicolon of a sentence stands, outside of
// parentheses and of anything detected; -1 when there is none, or several, as
// in a list.
func (d *drafter) semicolon(a assertion) int {
	if d.lang == "el" { // there it is the question mark
		return -1
	}
	at, deep := -1, 0
	for i := a.Start; i < a.End; i++ {
		switch d.runes[i] {
		case '(', '[', '（':
			deep++
		case ')', ']', '）':
			deep--
		case ';', '；', '؛':
			if deep != 0 || at >= 0 {
				return -1
			}
			at = i
		}
	}
	here := models.Span{Start: at, End: at + 1}
	if slices.ContainsFunc(a.found, func(f detect.Detection) bool { return f.Overlaps(here) }) {
		return -1
	}
	return at
}
