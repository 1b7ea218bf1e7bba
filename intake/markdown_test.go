package intake

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"example.org/tickmark/models"
)

// scraps are what documents in these tests are made of: words of many scripts
// and everything that means something to Markdown or to a terminal.
var scraps = []string{
	"a", "Wort", "1986", "1.", "2)", "-", "+", "*", "**", "_", "__", "`", "```", "#", "##", ">", "<", "<b>",
	"<strong>", "</strong>", "<em>", "<br>", "</a>", `<a href="http://x.org/">`, "&", "&amp;", "&#32;", "&copy", ";",
	"[", "]", "(", ")", "![", "](", "[x]: http://x.org", "!", "|", "---", ":--", "===", "~~~", ":", ": ", "\\", "\\\\", "\"", "'",
	"$", "^", "http://example.org/a_b", "e\u0301", "\u0338", "\u0301", "é", "ﬁ", "한국", "שלום", "مرحبا", "日本語",
	"👩‍👩‍👧", "🇩🇪", "\u200d", "\u200b", "\u202e", "\u2066", "\u2069", "\u00ad", "\u00a0", "\ufeff", "  ", " ", " ", " ", "\u2028",
}

var urls = []string{"http://x.org", "https://example.org/a_(b)?c=d&e=*f*|g", "mailto:a@b.org", `https://x.org/"<>\\` + "`"}

// text draws one block's or cell's text.
func drawText(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom(scraps), 1, 8).Draw(t, "parts")
	s := strings.TrimFunc(norm.NFC.String(strings.Join(parts, "")), isBlank)
	if s == "" {
		return "x"
	}
	return s
}

func drawDocument(t *rapid.T) models.Document {
	var d models.Document
	n := rapid.IntRange(1, 8).Draw(t, "blocks")
	for i := range n {
		b := models.Block{Kind: models.Headline}
		if i > 0 {
			b.Kind = rapid.SampledFrom(kinds[2:]).Draw(t, "kind")
			if i == 1 && rapid.Bool().Draw(t, "standfirst") {
				b.Kind = models.Standfirst
			}
			d.Text += "\n"
		}
		text := drawText(t)
		switch b.Kind {
		case models.Heading:
			b.Level = rapid.IntRange(2, 6).Draw(t, "level")
		case models.ListItem:
			b.Level = rapid.IntRange(1, 4).Draw(t, "level")
			b.Number = rapid.SampledFrom([]int{0, 0, 1, 1, 2, 3, 9, 10, maxNumber}).Draw(t, "number")
		case models.TableRow:
			for range rapid.IntRange(0, 3).Draw(t, "cells") {
				if rapid.Bool().Draw(t, "filled") {
					text += "\t" + drawText(t)
				} else {
					text += "\t"
				}
			}
			if rapid.Bool().Draw(t, "empty first") {
				text = "\t" + text
			}
		}
		b.Start = utf8.RuneCountInString(d.Text)
		d.Text += text
		b.End = utf8.RuneCountInString(d.Text)
		d.Blocks = append(d.Blocks, b)
	}
	d.Marks = drawMarks(t, d.Text)
	return d
}

func drawMarks(t *rapid.T, text string) []models.Mark {
	var marks []models.Mark
	var links []models.Mark
	bounds := segments(text)
	for range rapid.IntRange(0, 8).Draw(t, "marks") {
		s := rapid.SampledFrom(bounds).Draw(t, "segment")
		if s.Len() == 0 {
			continue
		}
		m := models.Mark{Kind: rapid.SampledFrom([]models.MarkKind{models.Strong, models.Emphasis, models.Link}).Draw(t, "kind")}
		m.Start = rapid.IntRange(s.Start, s.End-1).Draw(t, "start")
		m.End = rapid.IntRange(m.Start+1, s.End).Draw(t, "end")
		if m.Kind == models.Link {
			m.URL = rapid.SampledFrom(urls).Draw(t, "url")
			m.URL, _ = cleanURL(m.URL)
			if slices.ContainsFunc(links, func(o models.Mark) bool { return o.Overlaps(m.Span) }) || m.URL == "" {
				continue
			}
			links = append(links, m)
		}
		marks = append(marks, m)
	}
	return tidy(marks)
}

func TestEveryDocumentReadsBackFromItsMarkdown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t)
		if err := Valid(d); err != nil {
			t.Fatalf("drew a bad document: %v\n%q", err, d.Text)
		}
		for name, md := range map[string]string{"best": ToMarkdown(d), "spelt out": writeDocument(d, spellOut)} {
			back, warns, err := Markdown(md)
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, md)
			}
			if diff := cmp.Diff(d, back); diff != "" || len(warns) > 0 {
				t.Fatalf("%s: %s\n%v\n%s", name, diff, warns, md)
			}
		}
	})
}

func drawSource(t *rapid.T) string {
	pieces := append([]string{"\n", "\n", "\n\n", "    ", "\t", "> ", "- ", "1. ", "# ", "| a | b |\n| --- | --- |\n", "\x00", "\x1b", "\v", "\f", "\u2029", "\u0085", "\r\n", "\r", "```\n", "[r]: <http://r.org>\n", "[r]", "[a](javascript:b)", "![i](http://i.org/i.png)", "<http://auto.org>"}, scraps...)
	parts := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "source")
	return strings.Join(parts, "")
}

func TestWhateverIsTypedBecomesAValidDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSource(t)
		for name, read := range map[string]func(string) (models.Document, []Warning, error){"plain": Plain, "markdown": Markdown} {
			d, _, err := read(s)
			if err != nil {
				continue
			}
			if err := Valid(d); err != nil {
				t.Fatalf("%s: %v\n%q", name, err, d.Text)
			}
			back, _, err := Markdown(ToMarkdown(d))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if diff := cmp.Diff(d, back); diff != "" {
				t.Fatalf("%s: %s", name, diff)
			}
		}
	})
}
