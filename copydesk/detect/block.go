package detect

import (
	"golang.org/x/text/language"

	"example.org/tickmark/models"
)

// block is one block of the copy as detectors see it. Offsets into runes are
// code points of the block; at adds to them where the block begins.
type block struct {
	models.Block
	runes     []rune
	text      string        // the same
	sentences []models.Span // of the block, in code points of the block
	lang      string        // the base language
	on        Day

	read         *prose // see prose
	dayFirst     bool   // its region writes 3/4/2025 for 3 April
	measuredOnce bool
	figures      []Detection // see measures
}

// span is a span of the block in the document.
func (b *block) span(start, end int) models.Span {
	return models.Span{Start: b.Start + start, End: b.Start + end}
}

// words are the words of a span of the block.
func (b *block) words(start, end int) string { return string(b.runes[start:end]) }

// detection is a detection of a kind in the block.
func (b *block) detection(kind Kind, start, end int) Detection {
	return Detection{Span: b.span(start, end), Kind: kind, Words: b.words(start, end)}
}

// blocksOf cuts the copy into its blocks.
func blocksOf(c Copy) []*block {
	runes, lang, dayFirst := []rune(c.Text), baseOf(c.Language), dayFirstIn(c.Language)
	blocks := make([]*block, len(c.Blocks))
	next := 0
	for i, b := range c.Blocks {
		one := &block{Block: b, runes: runes[b.Start:b.End], text: string(runes[b.Start:b.End]), lang: lang, on: c.On, dayFirst: dayFirst}
		for ; next < len(c.Sentences) && c.Sentences[next].Start < b.End; next++ {
			s := c.Sentences[next]
			one.sentences = append(one.sentences, models.Span{Start: s.Start - b.Start, End: s.End - b.Start})
		}
		blocks[i] = one
	}
	return blocks
}

// baseOf is the base language of a BCP 47 tag, or "" when it is none.
func baseOf(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil {
		return ""
	}
	base, _ := tag.Base()
	return base.String()
}
