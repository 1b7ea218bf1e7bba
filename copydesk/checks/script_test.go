package checks_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/models"
)

// pieces are of many scripts, some that no script has.
var pieces = []string{
	"On 3 March ", "the mayor, 43, ", "said: “Yes”. ", "TK ", "XXX ", "[name] ", "$5 million ", "12 of 10 ", "Am 3. März ", "wird ", "„Ja“ ", "к 3 марта ", "«Да», сказал он. ",
	"و7 نساء ", "في 3 مارس ", "ב-3 במרץ ", "३ मार्च ", "3月3日", "「はい」", "百分之五", "Στις 3 Μαρτίου ", "ǅ", "e\u0301", "\u0301", "👩‍👩‍👧", "🇩🇪", "ﷺ", "\u200f", "\u2028", "\u00a0", "\t", "ß", "İ", "ﬁ", "𝟙𝟚", "Ⅻ ", "؟ ", "। ", "。", ". ",
}

// Whatever the script, what is read lies in the text, and the text cut there is
// what was said to be there.
func TestWhatIsReadLiesInTheTextInAnyScript(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := models.Document{}
		for i, parts := range rapid.SliceOfN(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.SampledFrom(pieces), rapid.String()), 1, 15), 1, 3).Draw(t, "blocks") {
			text := norm.NFC.String(strings.ReplaceAll(strings.Join(parts, ""), "\n", " "))
			if i > 0 {
				doc.Text += "\n"
			}
			from := utf8.RuneCountInString(doc.Text)
			doc.Text += text
			doc.Blocks = append(doc.Blocks, models.Block{Kind: models.Paragraph, Span: models.Span{Start: from, End: utf8.RuneCountInString(doc.Text)}})
		}
		lang := rapid.SampledFrom([]string{"en", "de", "fr", "ru", "ar", "he", "hi", "zh", "ja", "el", "tr", "", "xx"}).Draw(t, "language")
		r := reading.Read(reading.Copy{Document: doc, Language: lang, On: "2025-09-20"})
		runes := []rune(doc.Text)
		lies := func(s models.Span, words string) {
			if s.Start < 0 || s.Start >= s.End || s.End > len(runes) || string(runes[s.Start:s.End]) != words {
				t.Fatalf("%q at %v of %q", words, s, doc.Text)
			}
		}
		for _, d := range r.Detections {
			lies(d.Span, d.Words)
		}
		for _, s := range suggest.Claims(r) {
			lies(s.Span, s.Words)
		}
		found := checks.Run(r, nil)
		holds(t, r, found)
		for _, f := range found {
			for i, p := range f.Places {
				lies(p, f.Words[i])
			}
		}
	})
}
