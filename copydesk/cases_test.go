package copydesk

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"example.org/tickmark/models"
)

// paragraph is copy of one paragraph.
func paragraph(text string) models.Document {
	return models.Document{Text: text, Blocks: []models.Block{{Span: models.Span{End: len([]rune(text))}, Kind: models.Paragraph}}}
}

// cutCase is a line of testdata/sentences.txt.
type cutCase struct {
	lang, subject string
	sentences     []string
	text          string
}

func cutCases(t *testing.T) []cutCase {
	t.Helper()
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []cutCase
	var lang, subject string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if head, ok := strings.CutPrefix(line, "["); ok && strings.HasSuffix(head, "]") {
			lang, subject, _ = strings.Cut(strings.TrimSuffix(head, "]"), " ")
			continue
		}
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		c := cutCase{lang: lang, subject: subject, text: strings.ReplaceAll(strings.ReplaceAll(line, " | ", " "), "|", "")}
		for s := range strings.SplitSeq(line, "|") {
			c.sentences = append(c.sentences, strings.TrimSpace(s))
		}
		cases = append(cases, c)
	}
	return cases
}

func TestSentencesAreCutAsInTheCases(t *testing.T) {
	for _, c := range cutCases(t) {
		t.Run(c.lang+" "+c.subject, func(t *testing.T) {
			doc := paragraph(c.text)
			if diff := cmp.Diff(c.sentences, cuts(doc, Sentences(doc, c.lang))); diff != "" {
				t.Errorf("%s\n%s", c.text, strings.Join(cuts(doc, Sentences(doc, c.lang)), " | "))
			}
		})
	}
}

// TestEveryWordOfAVocabularyStandsOnce guards the data: an abbreviation of two
// kinds would have the last, and one with a full stop at its end none.
func TestEveryWordOfAVocabularyStandsOnce(t *testing.T) {
	for _, group := range []map[string]vocabulary{germanic, romance, slavic, others} {
		for lang, v := range group {
			for _, lists := range [][]string{
				{v.always, v.beforeNumber, v.within, v.atFirm, v.atHour, v.atYear, v.atEnd},
				{v.starters},
				{v.smallStarters},
				{v.labels},
				{v.openers},
				{v.behindHours},
				{v.says},
				{v.beforeOrdinal},
				{v.behindOrdinal},
			} {
				seen := map[string]bool{}
				for word := range strings.FieldsSeq(strings.Join(lists, " ")) {
					if seen[word] || strings.HasSuffix(word, ".") || !norm.NFC.IsNormalString(word) {
						t.Errorf("%s: %q stands twice, ends with a full stop, or is not in NFC", lang, word)
					}
					seen[word] = true
				}
			}
		}
	}
}

// TestTheCasesAreEnough holds the cases to what was promised of them.
func TestTheCasesAreEnough(t *testing.T) {
	subjects, languages := map[string]int{}, map[string]int{}
	for _, c := range cutCases(t) {
		languages[c.lang]++
		if c.lang == "en" {
			subjects[c.subject]++
		}
	}
	if len(subjects) < 12 {
		t.Errorf("%d subjects", len(subjects))
	}
	for subject, n := range subjects {
		if n < 5 {
			t.Errorf("%s has %d cases", subject, n)
		}
	}
	for lang := range strings.FieldsSeq("en de fr es it pt nl pl ru uk el ar fa he hi zh ja tr") {
		if languages[lang] < 6 {
			t.Errorf("%s has %d cases", lang, languages[lang])
		}
	}
}
