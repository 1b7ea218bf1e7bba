package demo

import (
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/models"
)

// tenThousand is an article of 10,000 words.
func tenThousand(t testing.TB, language string) reading.Copy {
	t.Helper()
	doc, err := Long(language, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	return reading.Copy{Document: doc, Language: language, On: "2025-09-22"}
}

func TestLongArticlesRepeatNoParagraph(t *testing.T) {
	for _, language := range Languages {
		c := tenThousand(t, language)
		if n := len(strings.Fields(c.Text)); n < 10_000 || n > 10_200 {
			t.Errorf("%s: %d words", language, n)
		}
		runes := []rune(c.Text)
		seen := map[string]bool{}
		for _, b := range c.Blocks {
			seen[string(runes[b.Start:b.End])] = true
		}
		if len(seen) != len(c.Blocks) || len(seen) < 100 {
			t.Errorf("%s: %d blocks, %d of them different", language, len(c.Blocks), len(seen))
		}
	}
	if _, err := Long("tlh", 1); err == nil {
		t.Error("there is an article in Klingon")
	}
	all, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if !slices.Contains(Languages, a.Language) {
			t.Errorf("%s is in %s", a.Name, a.Language)
		}
	}
}

// All of an article: sentences, detectors, scores, suggestions, checks.
func BenchmarkTenThousandWords(b *testing.B) {
	for _, language := range Languages {
		b.Run(language, func(b *testing.B) {
			c := tenThousand(b, language)
			for b.Loop() {
				r := reading.Read(c)
				suggest.Claims(r)
				checks.Run(r, nil)
			}
		})
	}
}

// A Reader that has read the article but for one paragraph, which has changed.
func BenchmarkReadAgain(b *testing.B) {
	c := tenThousand(b, "en")
	var r reading.Reader
	r.Read(c)
	n := 0
	for b.Loop() {
		n++
		r.Read(Edited(c, n))
	}
}

func BenchmarkStages(b *testing.B) {
	c := tenThousand(b, "en")
	r := reading.Read(c)
	for name, stage := range map[string]func(){
		"read":    func() { reading.Read(c) },
		"suggest": func() { suggest.Claims(r) },
		"checks":  func() { checks.Run(r, nil) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				stage()
			}
		})
	}
}

func TestEditedCopyDiffersInOneParagraph(t *testing.T) {
	was := tenThousand(t, "en")
	is := Edited(was, 7)
	differ := 0
	for i, b := range is.Blocks {
		words := func(c reading.Copy, s models.Span) string { return string([]rune(c.Text)[s.Start:s.End]) }
		if words(is, b.Span) != words(was, was.Blocks[i].Span) {
			differ++
		}
	}
	if differ != 1 || is.Text == was.Text || is.Text == Edited(was, 8).Text {
		t.Errorf("%d blocks differ", differ)
	}
}
