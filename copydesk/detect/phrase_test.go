package detect

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tickmark/models"
)

// TestListsAreWhatDetectorsSay reads every list, and asks that a detector
// names just the languages that have one.
func TestListsAreWhatDetectorsSay(t *testing.T) {
	files, err := listFiles.ReadDir("phrases")
	if err != nil {
		t.Fatal(err)
	}
	have := map[section]map[string]bool{}
	for _, f := range files {
		lang := strings.TrimSuffix(f.Name(), ".txt")
		if lang == everywhere {
			continue
		}
		w := wordbookOf(lang)
		for list, p := range w.lists {
			if have[list] == nil {
				have[list] = map[string]bool{}
			}
			have[list][lang] = len(p.stands) > len(wordbookOf(everywhere).lists[list].stands)
		}
	}
	for list, languages := range map[section][]string{
		titles: nameLanguages, saying: attributionLanguages, accordingTo: attributionLanguages, stating: attributionLanguages,
		superlatives: listLanguages, comparisons: listLanguages, causes: listLanguages,
	} {
		var with []string
		for lang, has := range have[list] {
			if has {
				with = append(with, lang)
			}
		}
		slices.Sort(with)
		if diff := cmp.Diff(slices.Sorted(slices.Values(languages)), with); diff != "" {
			t.Errorf("%s: %s", list, diff)
		}
	}
}

func TestLanguagesWithoutListsAreNamed(t *testing.T) {
	for lang, want := range map[string][]string{
		"en":    nil,
		"de-AT": nil,
		"ar":    {"Organisations and places"},
		"pl":    {"Attributions"},
		"ja":    {"Names and titles", "Organisations and places", "Attributions", "Superlatives and firsts", "Comparisons and trends", "Causes"},
	} {
		if diff := cmp.Diff(want, WithoutList(lang)); diff != "" {
			t.Errorf("%s: %s", lang, diff)
		}
	}
}

func TestPhrasesAreSpelledOut(t *testing.T) {
	got := spellings([]string{"le/la", "plus~s", "*"}, map[string][]string{"s": {"", "s"}})
	want := [][]string{{"le", "plus", "*"}, {"le", "pluss", "*"}, {"la", "plus", "*"}, {"la", "pluss", "*"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMistakesInListsAreTold(t *testing.T) {
	for name, text := range map[string]string{
		"no such list": "[no such list]\none",
		"two words":    "[function word]\none two",
		"no paradigm":  "[cause]\nstem~none",
	} {
		w := &wordbook{words: map[string]wordID{}, marks: []mark{0}, lists: map[section]*phrases{causes: newPhrases()}, ends: map[section][]string{}}
		if err := w.read(text, "en"); err == nil {
			t.Error(name, "is read")
		}
	}
}

// TestLongestPhrasesAreFound compares the tree of words with the plain way to
// look: every phrase at every word.
func TestLongestPhrasesAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SampledFrom([]wordID{1, 2, 3, anyWord})
		list := rapid.SliceOfN(rapid.SliceOfN(ids, 1, 4), 1, 8).Draw(t, "list")
		p, stands := newPhrases(), map[string]standing{}
		for i, phrase := range list {
			s := []standing{listed, excepted}[i%2]
			p.add(phrase, s)
			key := keyOf(phrase)
			stands[key] = max(stands[key], s)
		}
		var words []word
		for _, id := range rapid.SliceOfN(rapid.SampledFrom([]wordID{0, 1, 2, 3}), 1, 6).Draw(t, "words") {
			words = append(words, word{id: id, gap: spaced})
		}
		wantN, wantS := 0, unlisted
		for _, phrase := range list {
			if len(phrase) > len(words) || !matches(phrase, words) {
				continue
			}
			s := stands[keyOf(phrase)]
			if len(phrase) > wantN || len(phrase) == wantN && s > wantS {
				wantN, wantS = len(phrase), s
			}
		}
		if n, s := p.longest(words); n != wantN || s != wantS {
			t.Fatalf("found %d %d, not %d %d", n, s, wantN, wantS)
		}
	})
}

func keyOf(phrase []wordID) string {
	var b strings.Builder
	for _, w := range phrase {
		b.WriteRune(rune('b' + w))
	}
	return b.String()
}

func matches(phrase []wordID, words []word) bool {
	for i, w := range phrase {
		if w != anyWord && w != words[i].id {
			return false
		}
	}
	return true
}

// pieces are what the properties make copy of, in many scripts.
var pieces = []string{
	"“", "”", "„", "«", "»", "‘", "’", "\"", "'", "「", "」", "״", "(", ")", ":", ",", ".", "!", "—", "-", "&", "\u00a0", "\u2028", "\t",
	"President ", "Peskov ", "said ", "the ", "Kremlin ", "according to ", "CNN ", "U.S. ", "he ", "O’Brien ", "von der ", "Leyen ", "first of all ", "the most ", "5'10\" ",
	"Präsident ", "fügte ", "hinzu ", "Nach ", "le président ", "russe ", "dit ", "президент ", "Кремля ", "Песков ", "сказал ", "الرئيس ", "الروسي ", "بوتين ", "وقال ", "אמר ", "צה\"ל ", "他说", "NATO", "彼は", "हम ", "🙂", "e\u0301", "\u200f", "ß", "İ", " ",
}

// TestWordsLieInTheirBlock checks in any script that what is found lies in one
// block, is trimmed, says its own words, and does not overlap within its kind.
func TestWordsLieInTheirBlock(t *testing.T) {
	languages := append(slices.Collect(maps.Keys(wordbooks)), "ja", "he", "xx", "")
	slices.Sort(languages)
	rapid.Check(t, func(t *rapid.T) {
		c := Copy{Language: rapid.SampledFrom(languages).Draw(t, "language"), On: "2025-09-20"}
		for i := range rapid.IntRange(1, 4).Draw(t, "blocks") {
			text := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String()), 1, 30).Draw(t, "pieces"), "")
			if i > 0 {
				c.Text += "\n"
			}
			start := len([]rune(c.Text))
			c.Text += text
			b := models.Block{Span: models.Span{Start: start, End: len([]rune(c.Text))}, Kind: rapid.SampledFrom([]models.BlockKind{models.Headline, models.Paragraph}).Draw(t, "kind")}
			c.Blocks = append(c.Blocks, b)
			for from := b.Start; from < b.End; { // sentences anywhere, as detectors may not rest on where they end
				to := rapid.IntRange(from+1, b.End).Draw(t, "end")
				c.Sentences = append(c.Sentences, models.Span{Start: from, End: to})
				from = to
			}
		}
		ends := map[Kind]int{}
		runes := []rune(c.Text)
		for _, d := range In(c) {
			at := slices.IndexFunc(c.Blocks, func(b models.Block) bool { return b.Start <= d.Start && d.End <= b.End })
			if at < 0 || d.Start >= d.End || string(runes[d.Start:d.End]) != d.Words {
				t.Fatalf("%+v", d)
			}
			if d.Start < ends[d.Kind] {
				t.Fatalf("%+v overlaps one of its kind", d)
			}
			ends[d.Kind] = d.End
			inner := []*models.Span{d.Called, d.By}
			if d.Quote != nil {
				inner = append(inner, &d.Quote.Inside, d.Quote.Speaker)
				if d.Quote.Inside.Start <= d.Start || d.Quote.Inside.End > d.End || d.Quote.Speaker != nil && d.Quote.Speaker.Start < d.End && d.Start < d.Quote.Speaker.End {
					t.Fatalf("%+v", d)
				}
			}
			for _, s := range inner {
				if s != nil && (s.Start < c.Blocks[at].Start || s.End > c.Blocks[at].End || s.Start >= s.End) {
					t.Fatalf("%+v: %+v lies elsewhere", d, *s)
				}
			}
			if d.Called != nil && (d.Called.Start < d.Start || d.Called.End > d.End) {
				t.Fatalf("%+v: its name lies outside", d)
			}
		}
	})
}

// BenchmarkWords reads ten thousand words with the detectors of words alone, and
// twice as many.
func BenchmarkWords(b *testing.B) {
	const paragraph = "Kremlin spokesman Dmitry Peskov told CNN that prices “rose sharply” because of the strike. The University of London is the largest one in the city, according to its president. "
	for name, words := range map[string]int{"10k": 10000, "20k": 20000} {
		b.Run(name, func(b *testing.B) {
			text := strings.Repeat(paragraph, 10)
			each := len(strings.Fields(text))
			c := Copy{Language: "en"}
			for range words / each {
				if c.Text != "" {
					c.Text += "\n"
				}
				from := len([]rune(c.Text))
				c.Text += text
				to := len([]rune(c.Text))
				c.Blocks = append(c.Blocks, models.Block{Kind: models.Paragraph, Span: models.Span{Start: from, End: to}})
				c.Sentences = append(c.Sentences, models.Span{Start: from, End: to})
			}
			for b.Loop() {
				for _, one := range blocksOf(c) {
					findNames(one)
					findProper(one)
					findQuotations(one)
					findAttributions(one)
					phrased(Superlative, superlatives)(one)
					phrased(Comparison, comparisons)(one)
					phrased(Cause, causes)(one)
				}
			}
		})
	}
}
