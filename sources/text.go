package sources

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

// draft is canonical text in the making. When it is full it takes no more.
type draft struct {
	text   strings.Builder
	length int // of text, in code points
	blocks []models.Block
	marks  []models.Mark
	full   bool
}

// add appends a block; the first becomes the headline. Marks count from its
// start. What has no words is left out.
func (d *draft) add(b models.Block, text string, marks ...models.Mark) {
	if len(marks) == 0 {
		text = cleanLine(text)
	}
	switch {
	case text == "" || d.full:
		return
	case len(d.blocks) == intake.MaxBlocks || d.text.Len()+1+len(text) > models.MaxText:
		d.full = true
		return
	case len(d.blocks) == 0:
		b = models.Block{Kind: models.Headline}
	default:
		d.text.WriteByte('\n')
		d.length++
	}
	b.Start, b.End = d.length, d.length+utf8.RuneCountInString(text)
	for _, m := range marks {
		m.Start, m.End = m.Start+d.length, m.End+d.length
		d.marks = append(d.marks, m)
	}
	d.text.WriteString(text)
	d.length = b.End
	d.blocks = append(d.blocks, b)
}

// addDocument appends what was read of a part. Its headline becomes a block of
// the kind of first.
func (d *draft) addDocument(doc models.Document, first models.Block) {
	text := []rune(doc.Text)
	marks := doc.Marks
	for i, b := range doc.Blocks {
		var own []models.Mark
		for len(marks) > 0 && marks[0].Start < b.End {
			m := marks[0]
			m.Start, m.End = m.Start-b.Start, m.End-b.Start
			own, marks = append(own, m), marks[1:]
		}
		words := string(text[b.Start:b.End])
		switch {
		case i == 0:
			b = first
		case b.Kind == models.Standfirst:
			b = models.Block{Kind: models.Paragraph}
		}
		d.add(b, words, own...)
	}
}

// document is what was drafted. It says with SourceCut when that is not all,
// and with SourceDamaged when it is nothing.
func (d *draft) document(kind string) (models.Document, error) {
	doc := models.Document{Text: d.text.String(), Blocks: d.blocks, Marks: d.marks}
	switch {
	case d.full:
		return doc, apperr.SourceCut.With(models.MaxText, intake.MaxBlocks)
	case len(d.blocks) == 0:
		return doc, apperr.SourceDamaged.With(kind)
	}
	return doc, nil
}

// cleanLine brings words into the shape of a block: UTF-8 in NFC, no control
// characters, no white space at its ends.
func cleanLine(s string) string {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\v' || r == '\f' || r == '\t' || r == '\u0085' || r == '\u2029':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	return strings.TrimFunc(norm.NFC.String(s), func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
}

// maxValue is how long a fact or a name is at most, in code points.
const maxValue = 500

// value is a line that fits into a field.
func value(s string) string {
	s = strings.Join(strings.Fields(cleanLine(s[:min(len(s), 8*maxValue)])), " ")
	if runes := []rune(s); len(runes) > maxValue {
		s = strings.TrimSpace(string(runes[:maxValue]))
	}
	return s
}

// facts gathers what a file tells.
type facts []models.Fact

// maxFacts is how many facts are kept of a file.
const maxFacts = 200

func (f *facts) add(name models.FactName, text string) {
	if text = value(text); text != "" && len(*f) < maxFacts {
		*f = append(*f, models.Fact{Name: name, Value: text})
	}
}

// languageOf tells the language of a text from its words, as intake does.
func languageOf(text string) string {
	const enough = 16 << 10
	if len(text) > enough {
		text = strings.ToValidUTF8(text[:enough], "")
	}
	got, err := intake.Read(intake.Input{Bytes: []byte(text), Format: intake.FormatPlain})
	if err != nil {
		return ""
	}
	return got.Meta.Language
}
