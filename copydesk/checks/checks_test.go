package checks_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"example.org/tickmark/bench/planted"
	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

func TestWhatIsPlantedIsFound(t *testing.T) {
	for _, c := range planted.Cases() {
		if !slices.ContainsFunc(c.Found(), c.Hit) {
			t.Errorf("%s: %s finds nothing in %q", c.Name, c.Check, c.Copy)
		}
	}
}

func TestNothingIsFoundInCleanCopy(t *testing.T) {
	for _, c := range planted.Clean() {
		for _, f := range c.Found() {
			t.Errorf("%s: %s: %s", c.Name, f.Check, f.Message)
		}
	}
}

func TestEveryCheckExplainsItself(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range checks.All {
		if c.Name == "" || seen[c.Name] || !strings.HasSuffix(c.Explains, ".") {
			t.Errorf("%q, %q", c.Name, c.Explains)
		}
		seen[c.Name] = true
	}
}

// read reads Markdown as an article in a language.
func read(t testing.TB, lang, markdown string) reading.Reading {
	t.Helper()
	doc, _, err := intake.Note(markdown)
	if err != nil {
		t.Skip("this is no copy:", err)
	}
	return reading.Read(reading.Copy{Document: doc, Language: lang, On: "2025-09-22"})
}

// holds fails unless the findings are what Run promises of any text.
func holds(t interface{ Errorf(string, ...any) }, r reading.Reading, found []checks.Finding) {
	text := []rune(r.Text)
	n, last := map[string]int{}, models.Span{}
	for _, f := range found {
		n[f.Check]++
		if len(f.Places) == 0 || len(f.Places) != len(f.Words) || f.Message == "" || !utf8.ValidString(f.Message) {
			t.Errorf("%+v has no place, no words or no message", f)
			continue
		}
		for i, p := range f.Places {
			if p.Start < 0 || p.End > len(text) || p.Start >= p.End || string(text[p.Start:p.End]) != f.Words[i] {
				t.Errorf("%+v: the words are not those of the place", f)
			}
			if i > 0 && p.Start < f.Places[i-1].Start {
				t.Errorf("%+v: the places are not in the order of the copy", f)
			}
		}
		if f.Places[0].Start < last.Start {
			t.Errorf("%+v stands behind one at %d", f, last.Start)
		}
		last = f.Places[0]
		if f.Check == "" || n[f.Check] > 200 {
			t.Errorf("%d findings of %q", n[f.Check], f.Check)
		}
	}
}

// The texts are planted errors and clean copy, cut into words and put together
// anew: whatever comes of it, the findings are in order.
func TestFindingsKeepTheirPromisesInAnyScript(t *testing.T) {
	var words []string
	for _, c := range append(planted.Cases(), planted.Clean()...) {
		words = append(words, strings.Fields(c.Copy)...)
	}
	langs := []string{"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "ar", "zh", "xx", ""}
	rapid.Check(t, func(rt *rapid.T) {
		some := rapid.SliceOfN(rapid.SampledFrom(words), 1, 80).Draw(rt, "words")
		lang := rapid.SampledFrom(langs).Draw(rt, "language")
		doc, _, err := intake.Note(strings.Join(some, " "))
		if err != nil {
			return
		}
		r := reading.Read(reading.Copy{Document: doc, Language: lang, On: "2025-09-22"})
		passages := []checks.Passage{{Span: models.Span{End: utf8.RuneCountInString(doc.Text)}, Text: strings.Join(some[:len(some)/2], " ")}}
		holds(rt, r, checks.Run(r, passages))
	})
}

func TestTheSameCopyGivesTheSameFindings(t *testing.T) {
	for _, c := range planted.Cases() {
		one, two := c.Found(), c.Found()
		if !slices.EqualFunc(one, two, func(a, b checks.Finding) bool { return a.Fingerprint() == b.Fingerprint() && a.Message == b.Message }) {
			t.Errorf("%s: %v, then %v", c.Name, one, two)
		}
	}
}

func TestAFindingIsKnownAgainInAnotherRevision(t *testing.T) {
	before := read(t, "en", "The deal was signed on Monday, 15 August 2025, by the “old” board.")
	after := read(t, "en", "Another beginning.\n\nThe deal was signed on Monday,\u00a015 August 2025, by the “old” board.")
	one, two := checks.Run(before, nil), checks.Run(after, nil)
	if len(one) != 1 || len(two) != 1 {
		t.Fatalf("%v, %v", one, two)
	}
	if one[0].Fingerprint() != two[0].Fingerprint() {
		t.Error("the finding is another one, though its words are alike")
	}
	other := one[0]
	other.Check = "ranges"
	if other.Fingerprint() == one[0].Fingerprint() {
		t.Error("another check's finding has the same fingerprint")
	}
	other = one[0]
	other.Message = "Something else."
	if other.Fingerprint() != one[0].Fingerprint() {
		t.Error("the message makes another fingerprint")
	}
}

// fingerprints are those of what is found in Markdown in English.
func fingerprints(t *testing.T, markdown string) (all []string) {
	t.Helper()
	for _, f := range checks.Run(read(t, "en", markdown), nil) {
		all = append(all, f.Fingerprint())
	}
	return all
}

func TestTheSameWordsInTwoSentencesAreTwoFindings(t *testing.T) {
	tests := []struct{ name, first, second string }{
		{"a placeholder", "The mayor, TK, opened the bridge.", "It cost TK pounds."},
		{"a doubled word", "She saw the the lake.", "He saw the the sea."},
		{"a day that is none", "The deal was signed on 31 June 2024 in Oslo.", "It began on 31 June 2024."},
		{"a weekday", "The hearing was on Monday, 15 August 2025, in Leeds.", "The verdict came on Monday, 15 August 2025, too."},
		{"an address", "See http://localhost/a for more.", "Or read http://localhost/a again."},
		{"a range", "The exhibition ran from 1998 to 1991.", "It lay idle from 1998 to 1991."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			both := fingerprints(t, tt.first+" "+tt.second)
			if len(both) != 2 || both[0] == both[1] {
				t.Fatalf("%v", both)
			}
			if alone := fingerprints(t, "Another beginning. "+tt.first+" Another end."); !slices.Equal(alone, both[:1]) {
				t.Errorf("other sentences make another finding: %v, not %v", alone, both[:1])
			}
			same := fingerprints(t, tt.first+"\n\n"+tt.first)
			if len(same) != 2 || same[0] == same[1] || same[0] != both[0] {
				t.Errorf("in sentences that are alike: %v", same)
			}
		})
	}
	if same := fingerprints(t, "XXX men met XXX women.\n\nXXX men met XXX women."); len(same) != 4 || len(slices.Compact(slices.Sorted(slices.Values(same)))) != 4 {
		t.Errorf("two each in sentences that are alike: %v", same)
	}
}

// Which of two spellings is right is one question, wherever they stand.
func TestOneNameInTwoSpellingsIsOneFindingWhereverItStands(t *testing.T) {
	names := "Anna Schmidt spoke. Later Anna Schmitt left."
	before := fingerprints(t, names)
	if after := fingerprints(t, "At nine Anna Schmidt came. "+names); len(before) != 1 || !slices.Equal(before, after) {
		t.Errorf("%v, then %v", before, after)
	}
}

func TestAtMostTwoHundredFindingsOfACheckAreKept(t *testing.T) {
	r := read(t, "en", strings.Repeat("XXXX and the the end. ", 300))
	found := checks.Run(r, nil)
	holds(t, r, found)
	if len(found) != 2*200 {
		t.Errorf("%d findings of two checks", len(found))
	}
}

func TestAnArticleWithoutADateIsNotComparedWithIt(t *testing.T) {
	doc, _, err := intake.Note("The minister resigned yesterday, 17 September. Ada Lund, 12, was born in 1961.")
	if err != nil {
		t.Fatal(err)
	}
	r := reading.Read(reading.Copy{Document: doc, Language: "en"})
	if found := checks.Run(r, nil); len(found) > 0 {
		t.Errorf("%v", found)
	}
}

func TestAQuotationFitsWhenOnePassageHasIt(t *testing.T) {
	r := read(t, "en", "She called it “a mistake […] of [the board’s] making”.")
	all := models.Span{End: utf8.RuneCountInString(r.Text)}
	wrong := checks.Passage{Span: all, Source: "the minutes", Text: "It was a mistake of nobody’s making."}
	right := checks.Passage{Span: all, Source: "the letter", Text: "It was A mistake, I know, of their own making."}
	if found := checks.Run(r, []checks.Passage{wrong, right}); len(found) > 0 {
		t.Errorf("with the right passage: %v", found)
	}
	elsewhere := wrong
	elsewhere.Span = models.Span{End: 3}
	if found := checks.Run(r, []checks.Passage{elsewhere}); len(found) > 0 {
		t.Errorf("with a passage of another claim: %v", found)
	}
}

func TestAQuotationThatIsNotVerbatimShowsBothTexts(t *testing.T) {
	r := read(t, "en", "“We will never close the plant,” she said.")
	found := checks.Run(r, []checks.Passage{{Span: models.Span{End: 5}, Source: "The Gazette", Text: "Asked again, she said: we will not close the plant, and left."}})
	if len(found) != 1 {
		t.Fatalf("%v", found)
	}
	if f := found[0]; f.Said != "We will never close the plant," || f.Source != "we will not close the plant" || !strings.Contains(f.Message, "The Gazette") {
		t.Errorf("%+v", f)
	}
}

// hostile are texts that a check might read again and again, by language.
var hostile = map[string][]string{
	"en": {
		"“", "«a ", `" `, "[", "(", "(a) ", "(link) ", "XXX [name] ?? ", "the ", "the the ", "12 ", "1) ", "2024 ", "1990s ", "12 men and 7 women, ", "from 40 to 50, ",
		"51 per cent of the vote, ", "(5%) ", "$5 million, ", "$5 ", "3 May 2024, ", "Monday, 3 May, ", "Monday, 15 August 2025, ", "30 October to 12 October 2025, ",
		"three weeks after the summit on 15 August. ", "yesterday, 3 May, ", "Ada Lund, 12, was born in 1961. ", "born 3 May 1980; ", "born 3 May 1980 is 43, ",
		"her 80th birthday in May 2025, born 1951, ", "aged 43, ", "12 people killed, ", "12 killed ", "Some 12 people were killed. The 14 people killed. ",
		"The 12 km road. The 12 mile road. ", "The €3 million grant. The $3 million grant. ", "http//a.b ", "according to , said . ", "Anna Schmidt Anne Schmidt ", "Anna ", "“a” said Bob, ",
		"a", "A", "9", "1999-1998 ", "fell by a quarter, from 400 to 200 cars, ", "- a ", "; ", "「好", "é\u0301",
	},
	"de": {"3. Mai 2024, ", "1990er ", "43 Jahre alt, ", "geboren am 3. Mai 1980, ", "12 Menschen getötet, ", "„a“ ", "Haus ", "5 Euro, "},
	"fr": {"3 mai 2024, ", "43 ans, ", "né le 3 mai 1980, ", "12 personnes, ", "« a » "},
	"es": {"3 de mayo de 2024, ", "tiene 43 años ", "miércoles 17, ", "12 muertos, "},
	"it": {"3 maggio 2024, ", "ha 43 anni, ", "12 morti, "},
	"pl": {"3 maja 2024, ", "lata 90. ", "12 osób, "},
	"ru": {"3 мая 2024 года, ", "1990-е ", "43 года, ", "12 погибших, ", "упала на четверть, с 400 до 200, "},
	"ar": {"3 مايو 2024، ", "43 عاما، ", "أي 29 عضوا، ", "و7 نساء "},
}

// BenchmarkHostileCopy checks each in one sentence, and one four times as long,
// and reports how much longer that takes: about four times.
func BenchmarkHostileCopy(b *testing.B) {
	for lang, units := range hostile {
		for _, unit := range units {
			b.Run(lang+" "+unit, func(b *testing.B) {
				short, long := repeated(lang, unit, 1<<16), repeated(lang, unit, 1<<18)
				passages := []checks.Passage{{Span: models.Span{End: 1 << 20}, Text: strings.Repeat(unit, 20_000/len(unit))}}
				var of [2]time.Duration
				for b.Loop() {
					for i, r := range []reading.Reading{short, long} {
						start := time.Now()
						checks.Run(r, passages)
						of[i] += time.Since(start)
					}
				}
				b.ReportMetric(float64(of[1])/float64(of[0]), "times")
			})
		}
	}
}

// repeated is what is read of a text of about so many bytes, in one paragraph.
func repeated(lang, unit string, size int) reading.Reading {
	text := strings.TrimSpace(strings.Repeat(unit, 1+size/len(unit)))
	all := models.Span{End: utf8.RuneCountInString(text)}
	doc := models.Document{Text: text, Blocks: []models.Block{{Span: all, Kind: models.Paragraph}}}
	return reading.Read(reading.Copy{Document: doc, Language: lang, On: "2025-09-22"})
}

// stuck is after how long a run of the checks is given up: many times what the
// slowest machine needs, and less than what grows with the square takes.
const stuck = 4 * time.Minute

// ends fails when the checks of the copy do not end.
func ends(t *testing.T, r reading.Reading) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		checks.Run(r, nil)
	}()
	select {
	case <-done:
	case <-time.After(stuck):
		t.Fatal("the checks do not end")
	}
}

func TestHostileCopyEnds(t *testing.T) {
	for lang, units := range hostile {
		for _, unit := range units {
			r := repeated(lang, unit, 1<<13)
			holds(t, r, checks.Run(r, nil))
		}
	}
}

// A sentence of a megabyte, of what checks look at again and again.
func TestASentenceWithoutEndEnds(t *testing.T) {
	ends(t, repeated("en", "3 May 2024, ", 1<<20))
}

// names are thousands of names that are all different.
func TestThousandsOfNamesEnd(t *testing.T) {
	var text strings.Builder
	for i := range 30_000 {
		word := []byte("Aaaaaaaa")
		for k, n := 1, i; n > 0; k, n = k+1, n/26 {
			word[k] = byte('a' + n%26)
		}
		text.Write(word)
		text.WriteString(" Bodin said. ")
	}
	ends(t, read(t, "en", text.String()))
}

func FuzzChecks(f *testing.F) {
	for i, c := range planted.Cases() {
		if i%8 == 0 {
			f.Add(c.Copy, c.Language, "a mistake of their own making")
		}
	}
	f.Fuzz(func(t *testing.T, text, lang, passage string) {
		r := read(t, lang, text)
		holds(t, r, checks.Run(r, []checks.Passage{{Span: models.Span{End: utf8.RuneCountInString(r.Text)}, Text: passage}}))
	})
}

// article is about 10,000 words of clean copy.
func article(t testing.TB) reading.Reading {
	t.Helper()
	var text strings.Builder
	words := 0
	for words < 10_000 {
		for _, c := range planted.Clean() {
			if c.Language == "en" && words < 10_000 {
				text.WriteString(c.Copy + "\n\n")
				words += len(strings.Fields(c.Copy))
			}
		}
	}
	doc, _, err := intake.Note(text.String())
	if err != nil {
		t.Fatal(err)
	}
	return reading.Read(reading.Copy{Document: doc, Language: "en", On: detect.Day("2025-09-22")})
}

func BenchmarkChecks(b *testing.B) {
	r := article(b)
	for b.Loop() {
		checks.Run(r, nil)
	}
}
