package detect

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/models"
)

var update = flag.Bool("update", false, "write testdata/measures.txt anew")

// The file has a sentence of ours to each line, behind its language and the
// article's date, with what is measured in it between braces. Lines in brackets
// and empty ones part them.
func TestFiguresDatesAndTimesAreRead(t *testing.T) {
	const file = "testdata/measures.txt"
	all, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(all), "\n")
	for i, line := range lines {
		head, want, ok := strings.Cut(line, "] ")
		if !ok {
			continue
		}
		lang, on, _ := strings.Cut(strings.TrimPrefix(head, "["), " ")
		got := marked(paragraph(plainOf(want), lang, Day(on)))
		if got != want && !*update {
			t.Errorf("line %d:\n got %s\nwant %s", i+1, got, want)
		}
		lines[i] = head + "] " + got
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// plainOf is a line of the file without what was measured.
func plainOf(marked string) string {
	var out strings.Builder
	for rest := marked; ; {
		before, after, ok := strings.Cut(rest, "{")
		out.WriteString(strings.ReplaceAll(before, "}", ""))
		if !ok {
			return out.String()
		}
		_, rest, _ = strings.Cut(after, ": ")
	}
}

// paragraph is copy of one paragraph that is one sentence.
func paragraph(text, lang string, on Day) Copy {
	n := len([]rune(text))
	return Copy{
		Document:  models.Document{Text: text, Blocks: []models.Block{{Span: models.Span{End: n}, Kind: models.Paragraph}}},
		Sentences: []models.Span{{End: n}}, Language: lang, On: on,
	}
}

// marked is the text of copy with what was measured in it between braces, as
// testdata/measures has it.
func marked(c Copy) string {
	runes := []rune(c.Text)
	opens, closes := map[int]string{}, map[int]string{}
	for _, d := range In(c) {
		if measuredKind(d.Kind) {
			opens[d.Start] += "{" + strings.Join(saidBy(d, runes), " ") + ": "
			closes[d.End] += "}"
		}
	}
	var out strings.Builder
	for i := range len(runes) + 1 {
		out.WriteString(closes[i] + opens[i])
		if i < len(runes) {
			out.WriteRune(runes[i])
		}
	}
	return out.String()
}

func measuredKind(k Kind) bool {
	return slices.Contains([]Kind{Number, Money, Percentage, Age, Date, RelativeDate, Time}, k)
}

// saidBy is what a detection says, in words.
func saidBy(d Detection, runes []rune) []string {
	words := []string{map[Kind]string{RelativeDate: "relative", Percentage: "percent"}[d.Kind]}
	if words[0] == "" {
		words[0] = string(d.Kind)
	}
	if q := d.Quantity; q != nil {
		n := short(q.Low)
		if q.High != q.Low {
			n += ".." + short(q.High)
		}
		if q.Ordinal {
			n += "."
		}
		for _, w := range []string{n, q.Unit, q.Counted, q.Hedge} {
			if w != "" {
				words = append(words, w)
			}
		}
	}
	if w := d.When; w != nil {
		switch {
		case w.From == "":
		case w.From == w.To:
			words = append(words, string(w.From))
		default:
			words = append(words, string(w.From)+".."+string(w.To))
		}
		if w.Offset != 0 {
			words = append(words, fmt.Sprintf("%+d", w.Offset))
		}
		if w.Grain != ByDay && w.Grain != "" {
			words = append(words, string(w.Grain))
		}
		if w.Weekday > 0 {
			words = append(words, strings.Fields("Mon Tue Wed Thu Fri Sat Sun")[w.Weekday-1])
		}
		if w.Year {
			words = append(words, "y")
		}
		if w.Hedge != "" {
			words = append(words, w.Hedge)
		}
		if w.Event != nil {
			words = append(words, "<"+string(runes[w.Event.Start:w.Event.End])+">")
		}
	}
	return words
}

func short(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
