package detect

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"example.org/tickmark/models"
)

// figures are what figures and dates are made of, in any script.
var figures = []string{
	"1", "12", "2014", "1,234.5", "1.234,5", "1 234", "12,34,567", "٢٠", "۱۴۰۴", "१२", "１２", "½", "-5", "3/4", "21:30", "9.30", "18.9.2025", "2025-09-18", "555-1234", "+1 555", "F-16", "XIX", "Q3",
	"million ", " Mio. ", "милн", "万", "亿", "年", "月", "日", "岁", "%", "٪", " per cent", " percentage points", "$", "€", "US$", " dollars", " рублей", " km", "°C", "-year-old", " ans", " лет",
	"two hundred and ", "zweihundertfünfzig ", "quatre-vingt-dix ", "duecentomila", "двадцать ", "三百五十", "百分之", "yüzde ",
	"Monday, ", "18 September ", "septembre ", "сентября ", "سبتمبر ", "בספטמבר", "early ", "Anfang ", "last week ", "yesterday", "vor drei Tagen", "il y a ", "قبل يومين", "לפני ", "three weeks after the ", "summit ", "and ", "to ", "between ", "from ", "the ", ", ", ". ", "–", "-", "(", ")", " ", "\u00a0", "\u2028", "\t", "\u200f", "Anna Smith, ", "wo", "e\u0301", "🙂",
}

func someLanguage(t *rapid.T) string {
	languages := append(slices.Sorted(maps.Keys(termsOf)), "sv", "en-GB", "", "!")
	return rapid.SampledFrom(languages).Draw(t, "language")
}

func someText(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(figures), rapid.SampledFrom(figures), rapid.String()), 1, 30).Draw(t, "parts")
	return strings.ReplaceAll(norm.NFC.String(strings.Join(parts, "")), "\n", " ")
}

// blocksFrom is copy of a paragraph for each text.
func blocksFrom(lang string, on Day, texts ...string) Copy {
	c := Copy{Language: lang, On: on}
	c.Text = strings.Join(texts, "\n")
	at := 0
	for _, text := range texts {
		span := models.Span{Start: at, End: at + utf8.RuneCountInString(text)}
		c.Blocks = append(c.Blocks, models.Block{Span: span, Kind: models.Paragraph})
		if span.Len() > 0 {
			c.Sentences = append(c.Sentences, span)
		}
		at = span.End + 1
	}
	return c
}

// sound reports what is wrong with what was found in copy, "" when nothing is.
func sound(c Copy, found []Detection) string {
	runes, ends := []rune(c.Text), map[Kind]int{}
	for _, d := range found {
		inBlock := slices.ContainsFunc(c.Blocks, func(b models.Block) bool { return b.Start <= d.Start && d.End <= b.End })
		switch {
		case !inBlock || d.Start >= d.End:
			return "lies in no block"
		case string(runes[d.Start:d.End]) != d.Words:
			return "says other words than the copy"
		case d.Start < ends[d.Kind]:
			return "overlaps another of its kind"
		}
		ends[d.Kind] = d.End
		if wrong := soundMeasure(c, d); wrong != "" {
			return wrong
		}
	}
	if _, err := json.Marshal(found); err != nil {
		return err.Error()
	}
	return ""
}

func soundMeasure(c Copy, d Detection) string {
	if q := d.Quantity; q != nil {
		switch {
		case math.IsNaN(q.Low) || math.IsInf(q.Low, 0) || math.IsInf(q.High, 0) || q.Low > q.High:
			return "has no order"
		case d.Kind == Age && (q.Low < 0 || q.High > oldest):
			return "is older than anybody"
		case d.Kind == Money && (q.Unit == "" || q.Counted != ""):
			return "is in no currency"
		}
	}
	if w := d.When; w != nil {
		switch {
		case (w.From == "") != (w.To == ""), w.From > w.To, w.From != "" && (ParseDay(string(w.From)) == "" || ParseDay(string(w.To)) == ""):
			return "has no days in order"
		case c.On == "" && !w.Year && w.From != "":
			return "knows days that nobody told it"
		case w.Weekday < 0 || w.Weekday > 7:
			return "has an eighth weekday"
		case w.Event != nil && (w.Event.Start < d.Start || w.Event.End > d.End || w.Event.Start >= w.Event.End):
			return "has its event elsewhere"
		}
	}
	return ""
}

func TestWhatIsMeasuredIsSoundInAnyScript(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		on := rapid.SampledFrom([]Day{"", "2025-09-20", "2024-02-29", "0001-01-01", "9999-12-31"}).Draw(t, "on")
		c := blocksFrom(someLanguage(t), on, someText(t), someText(t))
		if wrong := sound(c, In(c)); wrong != "" {
			t.Fatalf("%q: what is found %s: %+v", c.Text, wrong, In(c))
		}
	})
}

// A reader remembers blocks that it has read, so what is found in one may not
// hang on another.
func TestABlockIsReadWithoutTheOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang, before, text := someLanguage(t), someText(t), someText(t)
		alone := In(blocksFrom(lang, "2025-09-20", text))
		var beside []Detection
		shift := utf8.RuneCountInString(before) + 1
		for _, d := range In(blocksFrom(lang, "2025-09-20", before, text)) {
			if d.Start >= shift {
				beside = append(beside, d.moved(-shift))
			}
		}
		if diff := cmp.Diff(alone, beside); diff != "" {
			t.Fatal(diff)
		}
	})
}

// moved is a detection so many code points further on.
func (d Detection) moved(by int) Detection {
	move := func(s *models.Span) *models.Span {
		if s == nil {
			return nil
		}
		return &models.Span{Start: s.Start + by, End: s.End + by}
	}
	d.Span, d.Called, d.By = *move(&d.Span), move(d.Called), move(d.By)
	if d.When != nil {
		w := *d.When
		w.Event, d.When = move(w.Event), &w
	}
	if d.Quote != nil {
		q := *d.Quote
		q.Inside, q.Speaker, d.Quote = *move(&q.Inside), move(q.Speaker), &q
	}
	return d
}

// hostile are repeated in copy that is meant to be slow.
var hostile = []string{
	"1", "1 ", "1,", "1.", "1-", "1:", "+", "-", "(", "a", "a@", "a@a.", "a:", "www.", "i", "é", "two ", "hundred ", "million ", "zwei", "hundert", "und", "vent", "a ", "the ", "12 ",
	"from 1 to ", "between ", "5 May to ", "three weeks after ", "early ", "Monday, ", "十", "百", "万", "1万", "年", "二〇", "٢", "و", "ثلاثة ", "два ", "$", "$1", "US", "%", "%1", "1/", "½", "'", "\u200f", "1 234 ", "in 2014 ", "+1 555 ",
}

func TestHostileCopyIsReadToItsEnd(t *testing.T) {
	for _, lang := range []string{"en", "de", "it", "ru", "ar", "zh"} {
		for _, piece := range hostile {
			c := blocksFrom(lang, "2025-09-20", strings.Repeat(piece, 1<<12/len(piece)))
			if wrong := sound(c, In(c)); wrong != "" {
				t.Errorf("%s: %q: what is found %s", lang, piece, wrong)
			}
		}
	}
}

// BenchmarkHostile reads what is meant to be slow, and four times as much of it.
func BenchmarkHostile(b *testing.B) {
	for _, piece := range hostile {
		for name, bytes := range map[string]int{"256K": 1 << 18, "1M": 1 << 20} {
			b.Run(strings.TrimSpace(piece)+"/"+name, func(b *testing.B) {
				c := blocksFrom("de", "2025-09-20", strings.Repeat(piece, bytes/len(piece)))
				for b.Loop() {
					measure(blocksOf(c)[0])
				}
			})
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, text := range []string{"On 18 September, three weeks after the summit, 12 men paid $5.2 million.", "«Да», сказал Песков 18 сентября.", "قال 15% من الناس قبل يومين", "2025年9月18日、約5200万ドル", strings.Join(figures, " ")} {
		f.Add(text, "en")
		f.Add(text, "ar")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "\ufffd")
		}
		c := blocksFrom(lang, "2025-09-20", strings.Split(text, "\n")...)
		if wrong := sound(c, In(c)); wrong != "" {
			t.Fatalf("%q: what is found %s", text, wrong)
		}
	})
}

// BenchmarkMeasures reads the figures and dates of ten thousand words, and of
// twice as many.
func BenchmarkMeasures(b *testing.B) {
	for _, lang := range []struct{ name, text string }{
		{"en", "On Monday, 15 August 2025, about 1,234 dead sheep, or 12.5 per cent of the flock, were found three weeks after the flood in the valley of the river, and the mayor, 43, said that the loss of $5.2 million would be paid within two years by the county. Nobody in the village had seen the dogs that people spoke of, and nobody wished to say more about it than that. "},
		{"de", "Am Montag, den 15. August 2025, wurden rund 1.234 tote Schafe gefunden, 12,5 Prozent der Herde, drei Wochen nach dem Hochwasser im Tal, und der 43-jährige Bürgermeister sagte, der Schaden von 5,2 Millionen Euro werde vom Landkreis bezahlt. Niemand im Dorf hatte die Hunde gesehen, von denen die Leute sprachen, und niemand wollte mehr dazu sagen. "},
		{"ar", "يوم الثلاثاء 15 أغسطس اختفى نحو 1,234 خروفا، أي 12.5 في المئة، بعد ثلاثة أسابيع من الفيضان، وقال رئيس البلدية إن الخسارة البالغة 5.2 مليون دولار ستدفعها المقاطعة. لم ير أحد في القرية الكلاب التي تحدث عنها الناس ولم يرغب أحد في قول المزيد. "},
	} {
		for name, words := range map[string]int{"10k": 10_000, "20k": 20_000} {
			b.Run(lang.name+"/"+name, func(b *testing.B) {
				var texts []string
				for range words/(len(strings.Fields(lang.text))*3) + 1 {
					texts = append(texts, strings.Repeat(lang.text, 3))
				}
				c := blocksFrom(lang.name, "2025-09-20", texts...)
				for b.Loop() {
					for _, one := range blocksOf(c) {
						measure(one)
					}
				}
			})
		}
	}
}

// BenchmarkGlossary reads the terms of a language, as is done once.
func BenchmarkGlossary(b *testing.B) {
	for _, lang := range []string{"en", "ru", "ar"} {
		b.Run(lang, func(b *testing.B) {
			for b.Loop() {
				newGlossary(lang, termsOf[lang])
			}
		})
	}
}
