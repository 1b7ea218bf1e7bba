package worth

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

func TestScores(t *testing.T) {
	for _, row := range []struct {
		name, text, language string
		found                []detect.Kind
		worth                bool
	}{
		{"figures in English are worth checking", "Unemployment fell by 4.1 percent and 2 million people found jobs.", "en", []detect.Kind{detect.Percentage, detect.Number}, true},
		{"so they are in British English", "Unemployment fell by 4.1 percent and 2 million people found jobs.", "en-GB", []detect.Kind{detect.Percentage, detect.Number}, true},
		{"thanks are not", "Thank you very much, Jim.", "en", nil, false},
		{"nor is a question", "Why should anybody believe that?", "en", nil, false},
		{"a language without words of its own is carried by what was found", "La deuda subió un 4 por ciento en 2019 y llegó a 300 millones.", "es", []detect.Kind{detect.Percentage, detect.Date, detect.Money}, true},
		{"and a short sentence in it is not worth it", "Ya veremos.", "es", nil, false},
		{"a script without capitals is scored as well", "انخفض معدل البطالة إلى 9.8 في المئة عام 2019 وبلغ 300 ألف شخص.", "ar", []detect.Kind{detect.Percentage, detect.Date, detect.Number}, true},
		{"a language that is none is scored without words", "Thank you very much, Jim.", "no language at all", nil, false},
		{"nothing", "", "en", nil, false},
		{"white space and marks", " … — “”", "en", nil, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := Sentence{Text: row.text, Language: row.language}
			for _, k := range row.found {
				s.Found = append(s.Found, detect.Detection{Kind: k})
			}
			if got := Of(s); got.Value >= Threshold != row.worth {
				t.Errorf("got %v", got)
			}
		})
	}
}

// What an English word weighs says nothing of the same letters elsewhere.
func TestWordsCountInEnglishAlone(t *testing.T) {
	for _, lang := range []string{"fr", "de", "nl", "tr", "zh-Hant", "und", "", "enm", "x-en"} {
		for _, row := range Weights(lang) {
			if strings.Contains(row.Feature, "“") {
				t.Fatalf("%q weighs %s", lang, row.Feature)
			}
		}
		one, other := Of(Sentence{Text: "million on or jobs", Language: lang}), Of(Sentence{Text: "tonight do if men", Language: lang})
		if one.Value != other.Value {
			t.Errorf("%q: %v, but %v", lang, one, other)
		}
	}
}

func TestCapitalsCountWhereTheyTellSomething(t *testing.T) {
	for lang, view := range map[string]View{"en": Words, "en-US": Words, "fr": Plain, "ru": Plain, "el": Plain, "sr-Cyrl": Plain, "de-AT": Plain, "ar": Caseless, "fa": Caseless, "he": Caseless, "hi": Caseless, "zh": Caseless, "zh-TW": Caseless, "ja": Caseless, "": Plain, "!": Plain} {
		if got := viewOf(lang); got != view {
			t.Errorf("%q: %s, not %s", lang, got, view)
		}
	}
}

// Because and Rest are the whole of it.
func TestTheExplanationAddsUpToTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySentence(t)
		got := Of(s)
		if len(got.Because) > mostReasons {
			t.Fatalf("%d reasons", len(got.Because))
		}
		sum := got.Rest
		for i, w := range got.Because {
			sum += w.Adds
			if i > 0 && math.Abs(w.Adds) > math.Abs(got.Because[i-1].Adds) {
				t.Fatalf("a heavier one stands behind a lighter one: %v", got.Because)
			}
		}
		if look := lookAt(s.Text); look.length > 0 && math.Abs(Logistic(sum)-got.Value) > 1e-12 {
			t.Fatalf("the parts make %v, the score is %v", Logistic(sum), got.Value)
		}
	})
}

// What a score names can be found on the page of weights.
func TestEveryReasonIsAmongTheWeights(t *testing.T) {
	listed := map[string]map[string]bool{}
	rapid.Check(t, func(t *rapid.T) {
		s := anySentence(t)
		if listed[s.Language] == nil {
			listed[s.Language] = map[string]bool{}
			for _, w := range Weights(s.Language) {
				listed[s.Language][w.Feature] = true
			}
		}
		for _, w := range Of(s).Because {
			if !listed[s.Language][w.Feature] {
				t.Fatalf("%q is not listed", w.Feature)
			}
		}
	})
}

func anySentence(t *rapid.T) Sentence {
	words := rapid.SliceOf(rapid.OneOf(rapid.SampledFrom([]string{"million", "people", "I", "think", "1992", "4.1", "percent", "the", "It’s", "U.S.", "год", "人口", "٣٠"}), rapid.String())).Draw(t, "words")
	s := Sentence{
		Text:     strings.Join(words, rapid.SampledFrom([]string{" ", "", "? "}).Draw(t, "between")),
		Language: rapid.SampledFrom([]string{"en", "de", "fr", "ar", "ja", "x"}).Draw(t, "language"),
	}
	for _, k := range rapid.SliceOf(rapid.SampledFrom(detect.Kinds)).Draw(t, "kinds") {
		s.Found = append(s.Found, detect.Detection{Kind: k})
	}
	return s
}

func TestFeatures(t *testing.T) {
	found := []detect.Detection{{Kind: detect.Number}, {Kind: detect.Number}, {Kind: detect.Proper}}
	for _, row := range []struct {
		name, text string
		view       View
		want       []string
	}{
		{"English, with words", "In 2019 Rome’s 12,000 cats won!", Words, []string{
			"capitals:20-34", "digits:1", "digits:2", "length:1-6", "mark:!", "number:1", "number:2", "organisation or place:1",
			"word:#", "word:#name", "word:#year", "word:cats", "word:in", "word:won",
			"words:# cats", "words:#name #", "words:#year #name", "words:^ in", "words:cats won", "words:in #year",
		}},
		{"without words", "In 2019 Rome’s 12,000 cats won!", Plain, []string{"digits:1", "digits:2", "length:1-6", "mark:!", "number:1", "number:2", "organisation or place:1"}},
		{"without capitals", "In 2019 Rome’s 12,000 cats won!", Caseless, []string{"digits:1", "digits:2", "length:1-6", "mark:!", "number:1", "number:2"}},
		{"a script that parts no words", "世界人口は2019年に増えたか？", Caseless, []string{"digits:1", "length:7-9", "mark:?", "number:1", "number:2"}},
		{"one letter of it", "水", Caseless, []string{"length:1-6", "number:1", "number:2"}},
		{"a word that stands twice counts once", "No, no.", Words, []string{"capitals:0", "length:1-6", "number:1", "number:2", "organisation or place:1", "word:no", "words:^ no", "words:no no"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			var got []string
			for _, f := range Features(Sentence{Text: row.text, Found: found}, row.view) {
				got = append(got, f.Key)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// No person and no place weighs more than another.
func TestNamesWeighAlike(t *testing.T) {
	proper := func(words string) []detect.Detection {
		return []detect.Detection{{Kind: detect.Number, Words: "two"}, {Kind: detect.Proper, Words: words}}
	}
	for _, row := range []struct {
		name, text string
		found      []detect.Detection
		want       string
	}{
		{"inside a sentence", "Then Lena Ortiz’s boat left New York with us and sank", nil, "then #name #name boat left #name #name with us and sank"},
		{"at its beginning, when a name was found there", "Ortiz left in two boats", proper("Ortiz"), "#name left in two boats"},
		{"another name found says nothing of the beginning", "Boats left for York", proper("York"), "boats left for #name"},
		{"I am none", "Then I said I’m off, and I'll be back", nil, "then i said i'm off and i'll be back"},
		{"in a title capitals do not tell", "Council Votes to Cut Taxes", nil, "council votes to cut taxes"},
		{"in shouting neither", "COUNCIL CUTS TAXES", nil, "council cuts taxes"},
		{"a number keeps its own", "In 2019 Paris had 12 of them", nil, "in #year #name had # of them"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := strings.Join(nameless(firstWords(row.text), lookAt(row.text), row.found), " "); got != row.want {
				t.Errorf("%q, not %q", got, row.want)
			}
		})
	}
	for _, w := range Weights("en") {
		for _, spoken := range []string{"trump", "obama", "clinton", "iraq", "california", "democrats", "republicans"} {
			if strings.Contains(w.Feature, spoken) {
				t.Errorf("%s weighs %v", w.Feature, w.Adds)
			}
		}
	}
}

// Eight words count with their whole weight, and what is longer than a sentence
// can be costs no more.
func TestWordsCountLessInALongerSentence(t *testing.T) {
	for n, value := range map[int]float64{1: 2, 2: 2, 8: 1, 32: 0.5, 400: math.Sqrt(8.0 / 400), 100_000: math.Sqrt(8.0 / 400)} {
		fs := wordFeatures(firstWords(strings.Repeat("word ", n)))
		if fs[0].Value != value || len(fs) != 2*min(n, most) {
			t.Errorf("%d words: %d features of %v", n, len(fs), fs[0].Value)
		}
	}
}

func TestEveryWeightIsExplained(t *testing.T) {
	for _, lang := range []string{"en", "fr", "ar"} {
		rows := Weights(lang)
		if len(rows) < 10 || rows[0].Feature != "to begin with" {
			t.Fatalf("%s: %d rows, the first is %v", lang, len(rows), rows[0])
		}
		seen := map[string]bool{}
		for i, w := range rows {
			if len(w.Feature) < 3 || strings.Contains(w.Feature, ":") || seen[w.Feature] || w.Adds == 0 && i > 0 {
				t.Errorf("%s: %+v", lang, w)
			}
			seen[w.Feature] = true
			if i > 1 && math.Abs(rows[i-1].Adds) < math.Abs(w.Adds) {
				t.Errorf("%s: %v before %v", lang, rows[i-1], w)
			}
		}
	}
}

// What somebody is said to have said is stated, whatever they wished or asked.
func TestWhatIsQuotedSpeaksForItself(t *testing.T) {
	quotation := func(words string, speaker *models.Span, open bool) detect.Detection {
		return detect.Detection{Kind: detect.Quotation, Words: words, Quote: &detect.Quote{Speaker: speaker, Open: open}}
	}
	somebody := &models.Span{}
	for _, row := range []struct {
		name, text string
		found      []detect.Detection
		want       string
	}{
		{"with a speaker", "“I hope so,” said Reyes.", []detect.Detection{quotation("“I hope so,”", somebody, false)}, " said Reyes."},
		{"two of them", "“I hope,” she said, “and pray.”", []detect.Detection{quotation("“I hope,”", somebody, false), quotation("“and pray.”", somebody, false)}, " she said, "},
		{"without a speaker", "It was “rather good”.", []detect.Detection{quotation("“rather good”", nil, false)}, "It was “rather good”."},
		{"that does not close", "She said “I hope so.", []detect.Detection{quotation("“I hope so.", somebody, true)}, "She said “I hope so."},
		{"that goes on in the next sentence", "She said: “I hope so.", []detect.Detection{quotation("“I hope so. We pray.”", somebody, false)}, "She said: “I hope so."},
		{"none", "She said so.", []detect.Detection{{Kind: detect.Attribution, Words: "said"}}, "She said so."},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := own(Sentence{Text: row.text, Found: row.found}); got != row.want {
				t.Errorf("%q, not %q", got, row.want)
			}
		})
	}
}

// A voice that is misspelled in the lists would never be heard.
func TestEveryVoiceHasAName(t *testing.T) {
	for lang, list := range voices() {
		has := map[string]bool{}
		for word, voice := range list {
			has[voice] = true
			if speaking[voice] == "" {
				t.Errorf("%s: %q is of voice %q", lang, word, voice)
			}
			if got := firstWords(word); strings.Join(got, " ") != word || strings.ToLower(word) != word {
				t.Errorf("%s: a text never has %q, but %q", lang, word, got)
			}
		}
		for voice := range speaking {
			if !has[voice] && voice != "past" {
				t.Errorf("%s: no word is of voice %q", lang, voice)
			}
		}
	}
}

func TestVoices(t *testing.T) {
	for _, row := range []struct {
		name, text, lang string
		want             []string
	}{
		{"a word", "We were there.", "en", []string{"self", "past"}},
		{"on either side of an apostrophe", "Ce que j’ai vu", "fr", []string{"self"}},
		{"two words together", "Le tunnel ouvrira sans doute demain, peut-être", "fr", []string{"maybe", "maybe", "maybe"}},
		{"a regional language has the lists of its base", "Vielleicht morgen", "de-CH", []string{"maybe"}},
		{"another language’s words say nothing", "We were there.", "de", nil},
		{"a language without lists", "We were there.", "is", nil},
		{"no language", "We were there.", "", nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			if diff := cmp.Diff(row.want, voicesOf(firstWords(row.text), row.lang)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryKindHasAName(t *testing.T) {
	for _, k := range weighed {
		for _, n := range []string{"1", "2", "3"} {
			if got := inWords(string(k) + ":" + n); len(got) < 4 {
				t.Errorf("%s:%s is %q", k, n, got)
			}
		}
	}
	for key, want := range map[string]string{
		"number:2":                "a second number",
		"percentage:1":            "a percentage",
		"cause:3":                 "a third cause",
		"length:10-13":            "10 to 13 words long",
		"length:36+":              "36 or more words long",
		"capitals:0":              "capitals on 0 of a hundred words",
		"word:million":            "the word “million”",
		"words:# million":         "the words “[number] million”",
		"words:^ the":             "at the beginning “the”",
		"words:in #year":          "the words “in [year]”",
		"mark:?":                  "a question mark",
		"mark:!":                  "an exclamation mark",
		"digits:1":                "a figure in digits",
		"relative date:3":         "a third relative date",
		"superlative:1":           "a superlative or first",
		"organisation or place:2": "a second organisation or place",
	} {
		if got := inWords(key); got != want {
			t.Errorf("%s is %q, not %q", key, got, want)
		}
	}
}

// 1 MiB without an end must not keep anybody waiting: most of it is only
// looked at once.
func TestAHostileSentenceIsBounded(t *testing.T) {
	const size = 1 << 20
	for _, unit := range []string{"a", "a ", "1", "1.", "'", "人", "\u0301", "é,", "\xff", "I think 5 "} {
		for _, lang := range []string{"en", "fr", "zh"} {
			s := Sentence{Text: strings.Repeat(unit, size/len(unit)), Language: lang, Found: make([]detect.Detection, size/16)}
			if fs := Features(s, viewOf(lang)); len(fs) > 2*most+50 {
				t.Errorf("%q in %s: %d features", unit, lang, len(fs))
			}
			if v := Of(s).Value; math.IsNaN(v) || v < 0 || v > 1 {
				t.Errorf("%q in %s: %v", unit, lang, v)
			}
		}
	}
}

func FuzzScore(f *testing.F) {
	f.Add("Unemployment fell by 4.1 percent.", "en", uint8(3))
	f.Add("لا أحد يعرف؟", "ar", uint8(0))
	f.Add("人口は1.2億人。\xff", "ja", uint8(200))
	f.Fuzz(func(t *testing.T, text, lang string, n uint8) {
		s := Sentence{Text: text, Language: lang}
		for i := range int(n) {
			s.Found = append(s.Found, detect.Detection{Kind: detect.Kinds[i%len(detect.Kinds)]})
		}
		got := Of(s)
		if math.IsNaN(got.Value) || got.Value < 0 || got.Value > 1 || len(got.Because) > mostReasons {
			t.Errorf("%+v", got)
		}
		if again := Of(s); !cmp.Equal(got, again) {
			t.Errorf("%+v, then %+v", got, again)
		}
	})
}

// 600 sentences are an article of 10,000 words.
func BenchmarkArticle(b *testing.B) {
	s := Sentence{
		Text:     "The council approved the budget on Tuesday by nine votes to six, said Anna Reyes, who has led the city since 2017.",
		Language: "en", Found: []detect.Detection{{Kind: detect.Number}, {Kind: detect.Date}, {Kind: detect.Name}},
	}
	for b.Loop() {
		for range 600 {
			Of(s)
		}
	}
}
