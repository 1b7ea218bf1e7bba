package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/bench/labelled"
)

// root is the project's.
const root = "../.."

func TestTheBarsAreHeld(t *testing.T) {
	measures, err := options{Data: root + "/../shared/data/claimbuster"}.measure(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := table(&out, measures); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + out.String())
	if err := missed(measures); err != nil {
		t.Error(err)
	}
	about := map[string]bool{}
	for _, m := range measures {
		about[m.about] = true
	}
	for _, want := range []string{"sentences", "check-worthiness", "suggestions", "checks", "origins"} {
		if !about[want] {
			t.Errorf("nothing is measured of %s", want)
		}
	}
}

// Whoever has no labelled debates is told so, and all else is measured.
func TestWithoutTheDebates(t *testing.T) {
	rows, err := debates(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range rows {
		if m.none == "" || m.missed() || !strings.Contains(m.row()[3], "not taken: the labelled debates are not in") {
			t.Errorf("%+v", m)
		}
	}
	if whole(rows) {
		t.Error("the paper would be written")
	}
}

func TestRows(t *testing.T) {
	for _, r := range []struct {
		name   string
		m      measure
		want   row
		missed bool
	}{
		{"a share that is held", measure{about: "a", name: "b", value: 0.9, bar: bar{sign: atLeast, figure: 0.9}}, row{"a: b", "0.900", "≥ 0.900", "held"}, false},
		{"one that is not", measure{about: "a", name: "b", value: 0.89, bar: bar{sign: atLeast, figure: 0.9}}, row{"a: b", "0.890", "≥ 0.900", "MISSED"}, true},
		{"above and not at", measure{about: "a", name: "b", value: 0.5, bar: bar{sign: above, figure: 0.5, note: "why"}}, row{"a: b", "0.500", "> 0.500 (why)", "MISSED"}, true},
		{"above", measure{about: "a", name: "b", value: 0.6, bar: bar{sign: above, figure: 0.5}}, row{"a: b", "0.600", "> 0.500", "held"}, false},
		{"a count of some", measure{about: "a", name: "b", value: 3, of: 14, bar: bar{sign: atMost, figure: 2}}, row{"a: b", "3 of 14", "≤ 2", "MISSED"}, true},
		{"a count", measure{about: "a", name: "b", whole: true, bar: bar{sign: atMost}}, row{"a: b", "0", "≤ 0", "held"}, false},
		{"without a bar", measure{about: "a", name: "b", value: 0.25}, row{"a: b", "0.250", "", ""}, false},
		{"not taken", measure{about: "a", name: "b", none: "no data", bar: bar{sign: atLeast, figure: 1}}, row{"a: b", "", "≥ 1.000", "not taken: no data"}, false},
	} {
		t.Run(r.name, func(t *testing.T) {
			if diff := cmp.Diff(r.want, r.m.row()); diff != "" {
				t.Error(diff)
			}
			if r.m.missed() != r.missed || (missed([]measure{r.m}) != nil) != r.missed {
				t.Errorf("missed: %v", r.m.missed())
			}
		})
	}
}

func TestThePaperHasEveryRowAndTheMethod(t *testing.T) {
	text := paper([]measure{{about: "a", name: "b", value: 0.25}, {about: "c", name: "d", value: 3, of: 4, bar: bar{sign: atLeast, figure: 4}}})
	for _, has := range []string{"# Evaluation\n", "| what | value | bar |  |\n|---|", "| a: b | 0.250 |  |  |\n", "| c: d | 3 of 4 | ≥ 4 | MISSED |\n", "\n\n## Method\n", "10.5281/zenodo.3609356"} {
		if !strings.Contains(text, has) {
			t.Errorf("it has no %q", has)
		}
	}
}

func TestSentencesAreCountedByTheirCases(t *testing.T) {
	files := fstest.MapFS{"copydesk/testdata/sentences.txt": {Data: []byte("# about\n\n[en ends]\nHe left. | She stayed.\nHe left. She | stayed.\n[zh marks]\n他走了。|她留下。\n")}}
	cases, err := cuttings(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) != 3 || cases[2].text != "他走了。她留下。" || cases[2].lang != "zh" || cases[0].text != "He left. She stayed." {
		t.Fatalf("%+v", cases)
	}
	rows, err := sentences(files)
	if err != nil {
		t.Fatal(err)
	}
	if rows[0].value != 2 || rows[0].of != 3 || !rows[0].missed() {
		t.Errorf("%+v", rows[0])
	}
	if rows[1].value != 1 || !rows[1].missed() {
		t.Errorf("the fewest: %+v", rows[1])
	}
	if _, err := sentences(fstest.MapFS{}); err == nil {
		t.Error("without a file")
	}
}

// The news must be able to tell a good score from a bad one.
func TestTheNewsAreEnough(t *testing.T) {
	f, err := os.Open("testdata/news.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	all, err := labelled.News(f)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, s := range all {
		if seen[s.Text] {
			t.Errorf("twice: %s", s.Text)
		}
		seen[s.Text] = true
	}
	langs := languages(all)
	if len(all) < 300 || len(langs) != 6 {
		t.Errorf("%d sentences in %d languages", len(all), len(langs))
	}
	for _, lang := range langs {
		worthy, rest, longest := 0, 0, 0.0
		for _, s := range all {
			switch {
			case s.Language != lang:
			case s.Worth:
				worthy++
			default:
				rest++
				longest = max(longest, byLength(s))
			}
		}
		if worthy < 20 || rest < 20 || longest < 80 {
			t.Errorf("%s: %d worth checking, %d not, the longest of these %v long", lang, worthy, rest, longest)
		}
	}
}

func TestBaselines(t *testing.T) {
	if got := byDigits(labelled.Sentence{Text: "12 or ٣, no ½"}); got != 3 {
		t.Errorf("%v digits", got)
	}
	if got := byLength(labelled.Sentence{Text: "été"}); got != 3 {
		t.Errorf("%v long", got)
	}
}

// What is printed for a language rests on its sentences alone.
func TestNewsByLanguage(t *testing.T) {
	files := fstest.MapFS{"bench/reading/testdata/news.tsv": {Data: []byte("de\t1\tIm Jahr 1990 stieg sie um 4 Prozent.\nde\t0\tWer weiß das schon?\nxx\t0\tabc 12 def\nxx\t1\tx\n")}}
	rows, err := news(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0].value != 1 || rows[0].bar.figure != 1 || rows[1].bar.figure != 0.5 || !strings.Contains(rows[1].name, "2 sentences of news in xx") {
		t.Errorf("%+v", rows)
	}
	if _, err := news(fstest.MapFS{}); err == nil {
		t.Error("without a file")
	}
}
