package anchor

import (
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/models"

	"pgregory.net/rapid"
)

func TestAPassageIsFoundWhereTheTextSaysIt(t *testing.T) {
	const text = "The office said on Monday: “We carried 41,000 passengers in 2024 — more than ever.” Nobody asked."
	for _, row := range []struct {
		name, words, want string
		verbatim          bool
	}{
		{"as it stands", "41,000 passengers in 2024", "41,000 passengers in 2024", true},
		{"with other marks and spaces", "\"We  carried 41,000 passengers in 2024 - more than ever.\"", "“We carried 41,000 passengers in 2024 — more than ever.”", true},
		{"with a word left out", "We carried 41,000 in 2024 — more than ever.", "We carried 41,000 passengers in 2024 — more than ever.", false},
		{"with another figure", "We carried 45,000 passengers in 2024", "We carried 41,000 passengers in 2024", false},
		{"with a letter that was read wrong", "We carrled 41,000 passengers", "We carried 41,000 passengers", false},
		{"with a word that begins otherwise", "the office said on Monday", "The office said on Monday", false},
		{"with a figure for a word at its end", "We carried 41,000 passengers in 24 — more than before", "We carried 41,000 passengers in 2024 — more than ever", false},
		{"what it does not say", "The ferry sank in the harbour of the town.", "", false},
		{"nothing", " ", "", false},
	} {
		got, found := Passage(text, row.words)
		if alike, stands := Verbatim(text, row.words); stands != row.verbatim || stands && alike != got.Span {
			t.Errorf("%s: word for word %v at %v, and nearly at %+v", row.name, stands, alike, got)
		}
		if found != (row.want != "") {
			t.Errorf("%s: found %v at %+v", row.name, found, got)
			continue
		}
		if said := string([]rune(text)[got.Start:got.End]); said != row.want || got.Verbatim != row.verbatim || got.Verbatim && got.Errors != 0 {
			t.Errorf("%s: %q, %+v", row.name, said, got)
		}
	}
}

func TestAPassageStandsWhereItWasSelected(t *testing.T) {
	const text = "No deal. They met 𝒶gain. No deal."
	second := models.Span{Start: 25, End: 33}
	for _, row := range []struct {
		name     string
		place    models.Span
		words    string
		want     models.Span
		verbatim bool
	}{
		{"the second of two alike", second, "No  deal.", second, true},
		{"nowhere in particular", models.Span{}, "No deal.", models.Span{Start: 0, End: 8}, true},
		{"at a place where other words stand", models.Span{Start: 9, End: 13}, "No deal.", models.Span{Start: 0, End: 8}, true},
		{"outside the text", models.Span{Start: 25, End: 99}, "No deal.", models.Span{Start: 0, End: 8}, true},
		{"turned round", models.Span{Start: 33, End: 25}, "No deal.", models.Span{Start: 0, End: 8}, true},
		{"nearly there", second, "No deals.", models.Span{Start: 0, End: 8}, false},
	} {
		got, found := PassageAt(text, row.place, row.words)
		if !found || got.Span != row.want || got.Verbatim != row.verbatim {
			t.Errorf("%s: found %v at %+v, want %v", row.name, found, got, row.want)
		}
	}
}

func TestALongPassageIsFoundByItsBeginningAndItsEnd(t *testing.T) {
	var b strings.Builder
	for i := range 400 {
		b.WriteString(strconv.Itoa(i*i) + " ")
	}
	long := strings.TrimSpace(b.String())
	text := "Before it. " + long + ". Behind it."
	at := strings.Index(text, long)
	words := strings.Replace(long, "144", "145", 1)
	got, found := Passage(text, words)
	if !found || got.Verbatim || got.Start != at || got.End != at+len(long) {
		t.Errorf("found %v, %+v, want %d to %d", found, got, at, at+len(long))
	}
	if got, found := Passage("Before it. "+long[:900]+". Behind it.", long); found {
		t.Errorf("half of it is found: %+v", got)
	}
}

// The bits find what the table of all distances does.
func TestThePassageIsTheNearestThereIs(t *testing.T) {
	letters := rapid.SliceOfN(rapid.RuneFrom([]rune("abя漢 ")), 1, 200)
	rapid.Check(t, func(t *rapid.T) {
		words, text := letters.Draw(t, "words"), letters.Draw(t, "text")
		_, want := sellers(words, text)
		at, errors := near(words, text)
		if errors != want {
			t.Fatalf("%d errors, want %d", errors, want)
		}
		if got := levenshtein(words, text[at.Start:at.End]); got != errors {
			t.Fatalf("%v differs by %d, not by %d", at, got, errors)
		}
	})
}

// levenshtein is the distance of two texts, by the table.
func levenshtein(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			next := diagonal
			if x != y {
				next++
			}
			diagonal = row[j+1]
			row[j+1] = min(next, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

func BenchmarkPassage(b *testing.B) {
	text, words := longAndNear()
	for b.Loop() {
		if _, found := Passage(text, words); !found {
			b.Fatal("not found")
		}
	}
}

func BenchmarkVerbatim(b *testing.B) {
	text, words := longAndNear()
	for b.Loop() {
		if _, found := Verbatim(text, words); found {
			b.Fatal("found")
		}
	}
}

// longAndNear is a long text with words that stand nearly at its end.
func longAndNear() (text, words string) {
	text = strings.Repeat("The ferry carried more than it did in the year before, the office said. ", 1400) + "We carried 41,000 passengers in 2024, and the pier was opened in May, which nobody had expected before the end of the year, as the mayor told the council on Monday evening in the town hall of the harbour."
	return text, "We carried 45,000 passengers in 2024, and the pier was opened in June, which nobody expected before the end of the year, as the mayor told the council on Monday evening in the town hall of the harbour"
}
