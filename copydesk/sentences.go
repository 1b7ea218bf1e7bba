package copydesk

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/models"
)

// Sentences cuts the copy into sentences, in order, each trimmed of white
// space, with nothing but white space left out. None goes over a block's end,
// and no block has a say in how another is cut. Headline, headings and
// captions are one sentence each, unless they are as long as a paragraph
// (longTitle), and so is every cell of a table row.
//
// Elsewhere the bounds are those of Unicode's UAX 29, but where a rule of ours
// knows better (verdicts.go has them in order): abbreviations, initials and
// ordinals of the language (a BCP 47 tag; an unknown one has none of its own),
// quotations and brackets that are part of a sentence, lists in running text,
// addresses, careless typing. A quotation stays with the sentence that carries
// it, above all with the verb that attributes it: “He came. He saw,” she said
// is one sentence, and so is: She said, “He came. He saw.” Only a quotation as
// long as a paragraph (longAside) is cut there. One that begins a sentence and
// is followed by another is cut where its own end: “He came.” She left.
//
// own are abbreviations of the newsroom, as Abbreviations returns them, beside
// those of the language: a sentence goes on behind each.
func Sentences(doc models.Document, lang string, own ...string) []models.Span {
	var spans []models.Span
	rest, at := doc.Text, 0
	habits := habitsOf(lang).with(own)
	for _, b := range doc.Blocks {
		rest = skip(rest, b.Start-at)
		tail := skip(rest, b.Len())
		text := rest[:len(rest)-len(tail)]
		rest, at = tail, b.End
		var parts []string
		switch b.Kind {
		case models.Headline, models.Heading, models.Caption:
			parts = []string{text}
			if b.Len() > longTitle {
				parts = habits.cut(text)
			}
		case models.TableRow:
			parts = strings.SplitAfter(text, "\t")
		case models.Standfirst, models.Paragraph, models.ListItem, models.Quotation:
			parts = habits.cut(text)
		}
		spans = appendTrimmed(spans, b.Start, parts)
	}
	return spans
}

// longTitle is how long a headline, heading or caption may be and still be one
// sentence, in code points: what is longer is a paragraph in a title's place.
const longTitle = 200

// skip returns s without its first n code points.
func skip(s string, n int) string {
	for ; n > 0 && s != ""; n-- {
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	return s
}

// appendTrimmed adds the spans of parts that follow one another from offset at.
func appendTrimmed(spans []models.Span, at int, parts []string) []models.Span {
	for _, part := range parts {
		length := utf8.RuneCountInString(part)
		left := strings.TrimLeftFunc(part, unicode.IsSpace)
		words := strings.TrimRightFunc(left, unicode.IsSpace)
		if words != "" {
			start := at + length - utf8.RuneCountInString(left)
			spans = append(spans, models.Span{Start: start, End: start + utf8.RuneCountInString(words)})
		}
		at += length
	}
	return spans
}

// cut parts a block's text into sentences with the white space behind them.
func (h habits) cut(text string) []string {
	runes := []rune(text)
	c := cutter{
		habits:  h,
		text:    runes,
		pairs:   pairUp(runes),
		markers: h.markersIn(runes),
	}
	c.careless = c.isCareless()
	for i := 0; i < len(runes); {
		i = c.step(i)
	}
	c.breakAt(len(runes))
	return c.parts
}

// cutter cuts one block. Its offsets are code points of the block.
type cutter struct {
	habits
	text     []rune
	pairs    pairs
	markers  []marker // what is left of them
	careless bool     // the block is typed without capitals

	parts []string
	start int   // of the sentence at hand
	held  int   // up to here a quotation or bracket holds its sentence together
	token token // the last one looked at
}

// step looks at what stands at i and returns where to look next.
func (c *cutter) step(i int) int {
	if len(c.markers) > 0 && c.markers[0].start == i {
		c.breakAt(i)
		end := c.markers[0].end
		c.markers = c.markers[1:]
		return end
	}
	if closing, ok := c.pairs.closing(i); ok && closing >= c.held && c.holds(i, closing) {
		c.held = closing
	}
	if isParagraphEnd(c.text[i]) {
		c.breakAt(i + 1)
		return i + 1
	}
	s, ok := c.stopAt(i)
	if !ok {
		return i + 1
	}
	if c.ends(s) {
		c.breakAt(s.next)
	}
	return s.next
}

// breakAt ends the sentence at hand before end.
func (c *cutter) breakAt(end int) {
	if end > c.start {
		c.parts = append(c.parts, string(c.text[c.start:end]))
		c.start = end
	}
}

// isParagraphEnd reports whether r ends a sentence whatever stands before it:
// ParaSep of UAX 29, with the forced line break among them.
func isParagraphEnd(r rune) bool {
	switch r {
	case models.LineBreak, '\u2029', '\u0085', '\n', '\r':
		return true
	}
	return false
}
