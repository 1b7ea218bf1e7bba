package copydesk

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

// find is where words stand in the document's text, for the first time.
func find(t *testing.T, doc models.Document, words string) models.Span {
	t.Helper()
	before, _, ok := strings.Cut(doc.Text, words)
	if !ok {
		t.Fatalf("%q does not stand in %q", words, doc.Text)
	}
	start := utf8.RuneCountInString(before)
	return models.Span{Start: start, End: start + utf8.RuneCountInString(words)}
}

func TestWordsAreReplaced(t *testing.T) {
	const before = "# Head line\n\nOne **two three** four.\n\nFive.\n\n- six seven\n\nEight nine.\n"
	tests := []struct{ name, span, words, want string }{
		{"by others", "four", "4", "# Head line\n\nOne **two three** 4.\n\nFive.\n\n- six seven\n\nEight nine.\n"},
		{"by more of them, and what follows keeps its place", "One", "Zero, and then one", "# Head line\n\nZero, and then one **two three** four.\n\nFive.\n\n- six seven\n\nEight nine.\n"},
		{"in the headline", "line", "words", "# Head words\n\nOne **two three** four.\n\nFive.\n\n- six seven\n\nEight nine.\n"},
		{"inside a mark, which stretches", "three", "and a half", "# Head line\n\nOne **two and a half** four.\n\nFive.\n\n- six seven\n\nEight nine.\n"},
		{"over a mark, which goes on over what came", "two three", "2, 3", "# Head line\n\nOne **2, 3** four.\n\nFive.\n\n- six seven\n\nEight nine.\n"},
		{"over a mark's beginning, which loses what it had", "One two", "1 2", "# Head line\n\n1 2<strong> three</strong> four.\n\nFive.\n\n- six seven\n\nEight nine.\n"},
		{"over a mark's end, which loses what it had", "three four", "3 4", "# Head line\n\nOne <strong>two </strong>3 4.\n\nFive.\n\n- six seven\n\nEight nine.\n"},
		{"over two blocks, which become one of the first one's kind", "seven\nEight", "7 8", "# Head line\n\nOne **two three** four.\n\nFive.\n\n- six 7 8 nine.\n"},
		{"by nothing, and one space goes with them", "two three", "", "# Head line\n\nOne four.\n\nFive.\n\n- six seven\n\nEight nine.\n"},
		{"by nothing at a block's beginning", "One", "", "# Head line\n\n**two three** four.\n\nFive.\n\n- six seven\n\nEight nine.\n"},
		{"by nothing at a block's end", "seven", "", "# Head line\n\nOne **two three** four.\n\nFive.\n\n- six\n\nEight nine.\n"},
		{"by nothing, and their block goes", "Five.", "", "# Head line\n\nOne **two three** four.\n\n- six seven\n\nEight nine.\n"},
		{"by nothing at the text's end, and their block goes", "Eight nine.", "", "# Head line\n\nOne **two three** four.\n\nFive.\n\n- six seven\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := read(t, before)
			got, _, _, ok := Replace(doc, find(t, doc, tt.span), tt.words)
			if !ok {
				t.Fatal("it is refused")
			}
			if md := intake.ToMarkdown(got); md != tt.want {
				t.Errorf("got\n%s\nwant\n%s", md, tt.want)
			}
		})
	}
}

func TestTheHeadlineIsNotCut(t *testing.T) {
	doc := read(t, "# Head\n\nText.\n")
	for _, words := range []string{"Head", "Head\nText."} {
		if got, _, _, ok := Replace(doc, find(t, doc, words), ""); ok || got.Text != doc.Text {
			t.Errorf("cutting %q leaves %q", words, got.Text)
		}
	}
}

func TestMarksThatComeToTouchAreOne(t *testing.T) {
	doc := read(t, "# Head\n\n**One** two **three**.\n")
	got, _, _, _ := Replace(doc, find(t, doc, " two "), "")
	if len(got.Marks) != 1 || got.Text != "Head\nOnethree." || got.Marks[0].Len() != 8 {
		t.Errorf("%q with %v", got.Text, got.Marks)
	}
}

func TestAReplacementThatTakesTheEndOfABlockJoinsTheNext(t *testing.T) {
	doc := read(t, "# Head\n\nOne two three.\n")
	next, _, _, ok := Replace(doc, models.Span{End: len("Head\n")}, "")
	if want := []models.Block{{Span: models.Span{End: len("One two three.")}, Kind: models.Headline}}; !ok || next.Text != "One two three." || !cmp.Equal(next.Blocks, want) {
		t.Errorf("%v, %q with %v", ok, next.Text, next.Blocks)
	}
}

// Whatever words are replaced in whatever copy: what it returns says how the
// old text became the new one, and the document keeps its promises.
func TestAReplacementIsWhatItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		block := rapid.SampledFrom([]string{"One **two** three.", "- *a* [b](https://c.example/) d", "> Said *she*.", "## Part", "| x **y** | z |\n| --- | --- |\n| 1 | 2 |"})
		doc := read(t, "# Head *line*\n\n"+strings.Join(rapid.SliceOfN(block, 1, 6).Draw(t, "blocks"), "\n\n")+"\n")
		runes := []rune(doc.Text)
		start := rapid.IntRange(0, len(runes)-1).Draw(t, "start")
		span := models.Span{Start: start, End: rapid.IntRange(start+1, len(runes)).Draw(t, "end")}
		words := rapid.SampledFrom([]string{"", "w", "some words"}).Draw(t, "words")
		next, at, inserted, ok := Replace(doc, span, words)
		if !ok {
			if words != "" || span.Start != 0 {
				t.Fatalf("replacing %v by %q is refused", span, words)
			}
			return
		}
		if want := string(runes[:at.Start]) + words + string(runes[at.End:]); next.Text != want || inserted != utf8.RuneCountInString(words) {
			t.Fatalf("%q, %d in the place of %v: %q", words, inserted, at, next.Text)
		}
		for i, b := range next.Blocks {
			if last := len(next.Blocks) - 1; b.Start > b.End || i > 0 && b.Start != next.Blocks[i-1].End+1 || i == last && b.End != utf8.RuneCountInString(next.Text) {
				t.Fatalf("block %d of %d lies at %v in %q", i, last+1, b.Span, next.Text)
			}
		}
		for _, m := range next.Marks {
			if m.Len() <= 0 || m.End > utf8.RuneCountInString(next.Text) {
				t.Fatalf("mark %v in %q", m, next.Text)
			}
		}
	})
}
