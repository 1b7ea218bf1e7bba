package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// articleWords returns the words of a page's article, as a person has set them
// down: its headline, standfirst and text, without notes, byline and date. Both
// readers are measured by it.
func articleWords(t *testing.T, file string) []string {
	t.Helper()
	b, err := os.ReadFile(strings.TrimSuffix(file, ".html") + ".article")
	if err != nil {
		t.Fatal(err)
	}
	return bag(string(b))
}

// bag returns the words of a text without signs.
func bag(s string) []string {
	var all []string
	for w := range strings.FieldsSeq(strings.ReplaceAll(s, "\u2028", " ")) {
		if w = letters(w); w != "" {
			all = append(all, w)
		}
	}
	return all
}

// overlap returns which share of want is in got, and which of got in want,
// each word as often as it stands there.
func overlap(want, got []string) (recall, precision float64) {
	left := map[string]int{}
	for _, w := range want {
		left[w]++
	}
	both := 0
	for _, w := range got {
		if left[w] > 0 {
			left[w]--
			both++
		}
	}
	return float64(both) / float64(max(1, len(want))), float64(both) / float64(max(1, len(got)))
}

// The headline is in what we read and not in what the library returns, so it
// is added to that.
func TestExtractionIsAtLeastTheLibrarys(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.article")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %d pages", err, len(files))
	}
	for _, file := range files {
		page := strings.TrimSuffix(file, ".article") + ".html"
		t.Run(filepath.Base(page), func(t *testing.T) {
			want := articleWords(t, page)
			ours := readPage(t, page)
			recall, precision := overlap(want, bag(ours.Text))
			headline, _, _ := strings.Cut(ours.Text, "\n")
			theirRecall, theirPrecision := overlap(want, bag(headline+" "+libraryText(t, page)))
			t.Logf("recall %.3f, precision %.3f; the library's %.3f, %.3f", recall, precision, theirRecall, theirPrecision)
			if recall < theirRecall || precision < theirPrecision {
				t.Errorf("recall %.3f, precision %.3f; the library's %.3f, %.3f", recall, precision, theirRecall, theirPrecision)
			}
		})
	}
}

func libraryText(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := html.Parse(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	article, err := readability.FromDocument(tree, nil)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := article.RenderText(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}
