package reading

import (
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/copydesk"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// blockCopy is all that the reading of a block depends on. Offsets are code
// points of the block.
type blockCopy struct {
	models.Block // from 0 on
	text         string
	sentences    []models.Span // nil: to be cut
	language     string
	on           detect.Day
	own          []string // abbreviations
}

// blocksOf parts the copy into its blocks.
func blocksOf(c Copy) []blockCopy {
	blocks := make([]blockCopy, len(c.Blocks))
	rest, at, next := c.Text, 0, 0
	for i, b := range c.Blocks {
		_, rest = split(rest, b.Start-at)
		one := blockCopy{Block: b, language: c.Language, on: c.On, own: c.Abbreviations}
		one.text, rest = split(rest, b.Len())
		one.Span, at = models.Span{End: b.Len()}, b.End
		if c.Sentences != nil {
			one.sentences = []models.Span{}
			for ; next < len(c.Sentences) && c.Sentences[next].Start < b.End; next++ {
				one.sentences = append(one.sentences, moved(c.Sentences[next], -b.Start))
			}
		}
		blocks[i] = one
	}
	return blocks
}

// split parts s behind its first n code points.
func split(s string, n int) (head, tail string) {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return s[:at], s[at:]
}

// blockReading is what was read in a block, in code points of the block.
type blockReading struct {
	sentences  []Sentence
	detections []detect.Detection
}

// readBlock reads a block. What it returns holds nothing of the text around it.
func readBlock(b blockCopy) blockReading {
	doc := models.Document{Text: strings.Clone(b.text), Blocks: []models.Block{b.Block}}
	spans := b.sentences
	if spans == nil {
		spans = copydesk.Sentences(doc, b.language, b.own...)
	}
	found := detect.In(detect.Copy{Document: doc, Sentences: spans, Language: b.language, On: b.on})
	return blockReading{sentences: readSentences(b, []rune(doc.Text), spans, found), detections: found}
}

// add adds the reading of the block with that index. It shares nothing with
// part that can be changed.
func (r *Reading) add(part blockReading, index int) {
	start, next := r.Blocks[index].Start, len(r.Detections)
	for _, d := range part.detections {
		r.Detections = append(r.Detections, movedDetection(d, start))
	}
	for _, s := range part.sentences {
		s.Span, s.Block = moved(s.Span, start), index
		s.Score.Because = slices.Clone(s.Score.Because)
		end := next + len(s.Found)
		s.Found, next = r.Detections[next:end:end], end
		r.Sentences = append(r.Sentences, s)
	}
}

func moved(s models.Span, by int) models.Span {
	return models.Span{Start: s.Start + by, End: s.End + by}
}

// movedDetection is a copy of d, so many code points further on.
func movedDetection(d detect.Detection, by int) detect.Detection {
	d.Span = moved(d.Span, by)
	if d.Quantity != nil {
		q := *d.Quantity
		d.Quantity = &q
	}
	if d.When != nil {
		w := *d.When
		w.Event = movedPointer(w.Event, by)
		d.When = &w
	}
	if d.Quote != nil {
		q := *d.Quote
		q.Inside, q.Speaker = moved(q.Inside, by), movedPointer(q.Speaker, by)
		d.Quote = &q
	}
	d.Called, d.By = movedPointer(d.Called, by), movedPointer(d.By, by)
	return d
}

func movedPointer(s *models.Span, by int) *models.Span {
	if s == nil {
		return nil
	}
	m := moved(*s, by)
	return &m
}
