package suggest

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"

	"example.org/tickmark/copydesk"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/worth"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

// testing's T and rapid's.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
}

// holds holds suggestions to what Claims promises of them.
func holds(t tester, r reading.Reading, all []Suggestion) {
	t.Helper()
	runes := []rune(r.Text)
	edges := map[int]bool{len(runes): true}
	at := 0
	for g := graphemes.FromString(r.Text); g.Next(); {
		edges[at] = true
		at += utf8.RuneCountInString(g.Value())
	}
	end := 0
	for _, s := range all {
		if s.Start < end || s.End <= s.Start || s.End > len(runes) {
			t.Errorf("%v begins before %d, is empty, or ends behind %d", s.Span, end, len(runes))
			return
		}
		end = s.End
		if !edges[s.Start] || !edges[s.End] {
			t.Errorf("%v parts a grapheme", s.Span)
		}
		if words := string(runes[s.Start:s.End]); s.Words != words || strings.TrimFunc(words, unicode.IsSpace) != words {
			t.Errorf("words %q at %v, where %q stands", s.Words, s.Span, words)
		}
		if of := r.Sentences[s.Sentence-1]; s.Start < of.Start || s.Start >= of.End {
			t.Errorf("%v does not begin in sentence %d, %v", s.Span, s.Sentence, of.Span)
		}
		explained(t, s)
	}
}

// explained holds a suggestion's words about itself to what Claims promises.
func explained(t tester, s Suggestion) {
	t.Helper()
	for _, text := range []string{s.Statement, s.Before} {
		if len(text) > models.MaxStatement || !utf8.ValidString(text) || strings.TrimSpace(text) != text || strings.ContainsAny(text, "\n\t\u2028") {
			t.Errorf("no line for a form: %q", text)
		}
	}
	if letters(s.Words) == "" {
		t.Errorf("%q says nothing", s.Words)
	}
	place := func(k models.Kind) int { return slices.Index(models.AllKinds, k) }
	if s.Statement == "" || len(s.Reasons) == 0 || len(s.Kinds) == 0 || place(s.Kinds[0]) < 0 || math.IsNaN(s.Score) {
		t.Errorf("something is missing: %+v", s)
	}
	for i := 1; i < len(s.Kinds); i++ {
		if place(s.Kinds[i-1]) >= place(s.Kinds[i]) {
			t.Errorf("kinds %v", s.Kinds)
		}
	}
}

// scripts are texts of which random copy is made.
var scripts = []string{
	"On 18 September Trump said that Putin had “let him down”; they met, yesterday. He said so:", "Ukraine", "options, and others;", "5 ships.",
	"Am 18. September kamen 3 Leute; sie sagten: „Ja“. Er auch.", "Ils ont dit : « oui » ; elle en a vu 5.", "他们说有5人；这是真的。那么？", "彼は言った。",
	"هو قال إن ٥ جاؤوا؛ وهي كذلك.", "उसने कहा। यह 5 है।", "Он сказал: «Да»; это было 12 марта.", "Ήρθαν 5; Ναι.", "e\u0301. \u0301x; \u0301y 🇩🇪🇫🇷. 👩‍👩‍👧", "...", "“", ";", "12\t5\tx\ty", " \u2028 a. ",
}

// madeCopy is random copy with random detections in it.
func madeCopy(t *rapid.T) reading.Reading {
	kinds := []models.BlockKind{models.Headline, models.Standfirst, models.Heading, models.Paragraph, models.ListItem, models.Quotation, models.Caption, models.TableRow}
	var doc models.Document
	at := 0
	for i := range rapid.IntRange(1, 7).Draw(t, "blocks") {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(scripts), 1, 3).Draw(t, "text"), rapid.SampledFrom([]string{"", " ", "; "}).Draw(t, "space"))
		n := utf8.RuneCountInString(text)
		if i > 0 {
			doc.Text += "\n"
			at++
		}
		doc.Text += text
		doc.Blocks = append(doc.Blocks, models.Block{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Span: models.Span{Start: at, End: at + n}})
		at += n
	}
	lang := rapid.SampledFrom([]string{"en", "en-US", "de", "fr", "el", "zh", "ar", "ru", "", "?"}).Draw(t, "lang")
	r := reading.Reading{Copy: reading.Copy{Document: doc, Language: lang, On: "2025-09-22"}}
	for _, span := range madeSentences(t, doc, lang) {
		s := reading.Sentence{Span: span, Checkable: rapid.Bool().Draw(t, "checkable")}
		s.Block = slices.IndexFunc(doc.Blocks, func(b models.Block) bool { return b.Contains(span) })
		s.Score = worth.Score{Value: rapid.Float64Range(0, 1).Draw(t, "score")}
		for start := span.Start; start < span.End && rapid.Bool().Draw(t, "more"); start++ {
			start = rapid.IntRange(start, span.End-1).Draw(t, "start")
			s.Found = append(s.Found, madeDetection(t, []rune(doc.Text), start, doc.Blocks[s.Block].End))
		}
		r.Sentences = append(r.Sentences, s)
		r.Detections = append(r.Detections, s.Found...)
	}
	return r
}

// madeSentences are the sentences of the copy, or others, cut anywhere.
func madeSentences(t *rapid.T, doc models.Document, lang string) (spans []models.Span) {
	if rapid.Bool().Draw(t, "cut well") {
		return copydesk.Sentences(doc, lang)
	}
	for _, b := range doc.Blocks {
		for at := b.Start; at < b.End; {
			end := rapid.IntRange(at+1, b.End).Draw(t, "cut")
			spans = append(spans, models.Span{Start: at, End: end})
			at = end
		}
	}
	return spans
}

func madeDetection(t *rapid.T, runes []rune, start, last int) detect.Detection {
	d := detect.Detection{Kind: rapid.SampledFrom(detect.Kinds).Draw(t, "kind"), Span: models.Span{Start: start, End: rapid.IntRange(start+1, last).Draw(t, "end")}}
	d.Words = string(runes[d.Start:d.End])
	days := rapid.SampledFrom([]detect.Day{"", "2025-09-18", "2024-02-29", "2025-12-31", "2026-01-01"})
	grains := rapid.SampledFrom([]detect.Grain{detect.ByDay, detect.ByWeek, detect.ByMonth, detect.ByQuarter, detect.ByYear, detect.ByDecade, detect.ByUnknown})
	if d.Kind == detect.Date || d.Kind == detect.RelativeDate {
		d.When = &detect.When{From: days.Draw(t, "from"), To: days.Draw(t, "to"), Grain: grains.Draw(t, "grain"), Year: rapid.Bool().Draw(t, "year")}
	}
	if d.Kind == detect.Quotation {
		d.Quote = &detect.Quote{Inside: d.Span}
	}
	return d
}

func TestSuggestionsKeepTheirPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := madeCopy(t)
		holds(t, r, Claims(r))
	})
}

func TestStatementsInventNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := madeCopy(t)
		for i := range r.Sentences {
			for j := range r.Sentences[i].Found {
				r.Sentences[i].Found[j].When = nil
			}
		}
		for _, s := range Claims(r) {
			want := letters(s.Words)
			if got := letters(s.Statement); !strings.HasSuffix(got, want) { // an introduction may stand before an item
				t.Errorf("%q is drafted as %q", s.Words, s.Statement)
			}
		}
	})
}

// letters are a text's letters and digits.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

func FuzzSuggest(f *testing.F) {
	for i, text := range scripts {
		f.Add(text+"\n\n"+scripts[(i+1)%len(scripts)], "en")
	}
	f.Add("# Head\n\nThey met:\n\n- Ann\n- 5 ships\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "de")
	f.Add("\u0301\u0301;\u0301 5. 6", "el")
	f.Fuzz(func(t *testing.T, text, lang string) {
		if len(text) > 1<<14 {
			t.Skip("longer than an input of this test")
		}
		doc, _, err := intake.Markdown(text)
		if err != nil {
			return
		}
		r := reading.Read(reading.Copy{Document: doc, Language: lang, On: "2025-09-22"})
		holds(t, r, Claims(r))
	})
}
