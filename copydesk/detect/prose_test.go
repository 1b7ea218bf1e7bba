package detect_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/copydesk"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// ofWords are the kinds that the tables of testdata/prose tell.
var ofWords = map[detect.Kind]bool{
	detect.Name: true, detect.Proper: true, detect.Quotation: true, detect.Attribution: true,
	detect.Superlative: true, detect.Comparison: true, detect.Cause: true,
}

// paragraph is a text as copy of one paragraph.
func paragraph(text, lang string) detect.Copy {
	span := models.Span{End: len([]rune(text))}
	doc := models.Document{Text: text, Blocks: []models.Block{{Span: span, Kind: models.Paragraph}}}
	return detect.Copy{Document: doc, Sentences: copydesk.Sentences(doc, lang), Language: lang}
}

// foundIn tells what is found in a sentence, one line each: the kind, the words,
// and who says so, the speaker, or the name without its titles.
func foundIn(text, lang string) (lines []string) {
	runes := []rune(text)
	words := func(s *models.Span) string { return string(runes[s.Start:s.End]) }
	for _, d := range detect.In(paragraph(text, lang)) {
		if !ofWords[d.Kind] {
			continue
		}
		line := string(d.Kind) + ": " + d.Words
		if d.Called != nil && words(d.Called) != d.Words {
			line += " | " + words(d.Called)
		}
		if d.By != nil {
			line += " | " + words(d.By)
		}
		if d.Outlet {
			line += " | outlet"
		}
		if d.Quote != nil && d.Quote.Open {
			line += " | open"
		}
		if d.Quote != nil && d.Quote.Speaker != nil {
			line += " | " + words(d.Quote.Speaker)
		}
		lines = append(lines, line)
	}
	return lines
}

// TestWordsAreFound reads the tables of testdata/prose, one for each language: a
// sentence, then all that is found in it, and nothing else.
func TestWordsAreFound(t *testing.T) {
	files, err := filepath.Glob("testdata/prose/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no tables", err)
	}
	for _, file := range files {
		lang := strings.TrimSuffix(filepath.Base(file), ".txt")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for row := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
			lines := strings.Split(row, "\n\t")
			t.Run(lang+"/"+lines[0], func(t *testing.T) {
				if diff := cmp.Diff(lines[1:], foundIn(lines[0], lang)); diff != "" && len(lines)+len(foundIn(lines[0], lang)) > 1 {
					t.Error(diff)
				}
			})
		}
	}
}

// TestCapitalsOfHeadlinesTellNothing reads headlines in which every word has a
// capital: lists and acronyms are found there, other runs are not.
func TestCapitalsOfHeadlinesTellNothing(t *testing.T) {
	for text, want := range map[string][]string{
		"Rents Rise Again Across Northern Wales, Mayor Lund Says": {"Mayor Lund"},
		"RENTS RISE AGAIN ACROSS NORTHERN WALES":                  nil,
		"Rents rise again, Peter Lund says":                       {"Peter Lund"},
	} {
		c := paragraph(text, "en")
		c.Blocks[0].Kind = models.Headline
		var got []string
		for _, d := range detect.In(c) {
			if d.Kind == detect.Name || d.Kind == detect.Proper {
				got = append(got, d.Words)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// TestMarksAreQuotations looks at marks alone: what stands between which.
func TestMarksAreQuotations(t *testing.T) {
	tests := []struct {
		name, lang, text string
		want             []string // the words inside; "…" behind them when the marks do not close
	}{
		{"curly", "en", "He said “yes” and “no”.", []string{"yes", "no"}},
		{"straight", "en", `He said "yes" and "no".`, []string{"yes", "no"}},
		{"single", "en", "He said ‘yes’ and 'no'.", []string{"yes", "no"}},
		{"not apostrophes", "en", "Don’t ask; it's the '90s and the ’80s, James’ and the boys' time.", nil},
		{"not two apostrophes of plurals", "en", "The boys' dog ate the girls' cake.", nil},
		{"with a possessive in them", "en", "It is ‘the workers’ day’ today.", []string{"the workers’ day"}},
		{"with apostrophes in them", "en", "'I don't know,' she said.", []string{"I don't know,"}},
		{"not feet and inches", "en", `He is 5'10" tall and she 5′9" tall.`, nil},
		{"with inches in them", "en", `He said "a 10" pipe" twice.`, []string{`a 10" pipe`}},
		{"that end with a year", "en", `He wrote "in 1990" and "in 1991".`, []string{"in 1990", "in 1991"}},
		{"the outermost of several", "en", "“He said ‘no’ to me,” she said.", []string{"He said ‘no’ to me,"}},
		{"the same marks in one another", "en", "“a “b” c”", []string{"a “b” c"}},
		{"the same marks again where one was not closed", "en", "“We go, he said. “We stay,” she said. \"No, he said. \"Yes.\"", []string{"We go, he said.…", "We stay,", "No, he said.…", "Yes."}},
		{"open to the end", "en", "“It goes on. And on.", []string{"It goes on. And on.…"}},
		{"open inside a paragraph", "en", "He said: “It goes on.", []string{"It goes on.…"}},
		{"not a mark that closes nothing", "en", "It ends here.” And so.", nil},
		{"not empty marks", "en", "“” and \"\" and « ».", nil},
		{"with a dash before them", "en", "Peace—“now”—it is.", []string{"now"}},
		{"in brackets", "en", "(“now”) [\"then\"]", []string{"now", "then"}},
		{"German", "de", "Er sagte „ja ‚doch‘ ja“ und »nein« und ›nie‹.", []string{"ja ‚doch‘ ja", "nein", "nie"}},
		{"German with English ends", "de", "Er sagte „ja” und \"nein\".", []string{"ja", "nein"}},
		{"Swiss", "de-CH", "Er sagte «ja ‹doch›» dazu.", []string{"ja ‹doch›"}},
		{"French, with no-break spaces", "fr", "Il dit «\u00a0oui\u00a0» et «\u202fnon\u202f».", []string{"oui", "non"}},
		{"French, in one another", "fr", "« Il a dit « non » hier »", []string{"Il a dit « non » hier"}},
		{"French, behind an article", "fr", "C’est l’« ami » d’hier, pas l’“autre”.", []string{"ami", "autre"}},
		{"Polish", "pl", "Powiedział „tak «na pewno» tak”.", []string{"tak «na pewno» tak"}},
		{"Swedish and Finnish", "sv", "Han sade ”ja” och »nej» och ’kanske’.", []string{"ja", "nej", "kanske"}},
		{"Hebrew, not abbreviations", "he", "צה\"ל אמר \"כן\" וד״ר לוי ״לא״.", []string{"כן", "לא"}},
		{"Japanese", "ja", "「はい」と『いいえ』。", []string{"はい", "いいえ"}},
		{"Chinese without spaces", "zh", "他说“是”和\"否\"。", []string{"是", "否"}},
		{"Ukrainian, not apostrophes", "uk", "П’ять об'єктів «так».", []string{"так"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range detect.In(paragraph(tt.text, tt.lang)) {
				if d.Quote == nil {
					continue
				}
				inside := string([]rune(tt.text)[d.Quote.Inside.Start:d.Quote.Inside.End])
				if d.Quote.Open {
					inside += "…"
				}
				got = append(got, inside)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
