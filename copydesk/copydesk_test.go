package copydesk

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

func read(t interface{ Fatal(...any) }, markdown string) models.Document {
	doc, _, err := intake.Markdown(markdown)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func cuts(doc models.Document, spans []models.Span) []string {
	runes := []rune(doc.Text)
	var out []string
	for _, s := range spans {
		out = append(out, string(runes[s.Start:s.End]))
	}
	return out
}

func TestSentencesAreCut(t *testing.T) {
	tests := []struct {
		name, lang, text string
		want             []string
	}{
		{"at full stops", "en", "One. Two! Three?", []string{"One.", "Two!", "Three?"}},
		{"behind closing quotation marks", "en", "“One.” Two.", []string{"“One.”", "Two."}},
		{"not in numbers", "en", "It cost 3.5 million. Yes.", []string{"It cost 3.5 million.", "Yes."}},
		{"not behind titles", "en", "Dr. Jane Roe met Mr. Doe. They left.", []string{"Dr. Jane Roe met Mr. Doe.", "They left."}},
		{"not behind initials", "en", "J. K. Rowling wrote it. So what.", []string{"J. K. Rowling wrote it.", "So what."}},
		{"behind a letter that is no initial", "en", "Take vitamin C. It helps.", []string{"Take vitamin C.", "It helps."}},
		{"not inside U.S. President", "en", "U.S. President Trump spoke. It rained.", []string{"U.S. President Trump spoke.", "It rained."}},
		{"but behind U.S. at an end", "en", "He left the U.S. He came back.", []string{"He left the U.S.", "He came back."}},
		{"not before a number behind No.", "en", "It is No. 5 Avenue. No. He lied.", []string{"It is No. 5 Avenue.", "No.", "He lied."}},
		{"not behind a German ordinal", "de", "Am 18. September kam Dr. Weiß. Er ging.", []string{"Am 18. September kam Dr. Weiß.", "Er ging."}},
		{"not behind z.B. in German", "de-AT", "Es gibt z.B. Äpfel. Gut.", []string{"Es gibt z.B. Äpfel.", "Gut."}},
		{"not behind M. in French", "fr", "M. Dupont et Mme. Durand sont là. Bien.", []string{"M. Dupont et Mme. Durand sont là.", "Bien."}},
		{"not behind Sr. in Spanish", "es", "El Sr. Pérez vino. Bien.", []string{"El Sr. Pérez vino.", "Bien."}},
		{"not behind Dott. in Italian", "it", "Il Dott. Rossi venne. Bene.", []string{"Il Dott. Rossi venne.", "Bene."}},
		{"not behind Sra. in Portuguese", "pt-BR", "A Sra. Silva veio. Bem.", []string{"A Sra. Silva veio.", "Bem."}},
		{"not behind dhr. in Dutch", "nl", "De dhr. Jansen kwam. Goed.", []string{"De dhr. Jansen kwam.", "Goed."}},
		{"not behind ul. in Polish", "pl", "Przy ul. Długiej stoi dom. Tak.", []string{"Przy ul. Długiej stoi dom.", "Tak."}},
		{"not behind ул. in Russian", "ru", "На ул. Ленина стоит дом. Да.", []string{"На ул. Ленина стоит дом.", "Да."}},
		{"not behind вул. in Ukrainian", "uk", "На вул. Хрещатик є дім. Так.", []string{"На вул. Хрещатик є дім.", "Так."}},
		{"behind a small letter", "es", "Es la b. Luego fue.", []string{"Es la b.", "Luego fue."}},
		{"in Japanese", "ja", "今日は。明日は。", []string{"今日は。", "明日は。"}},
		{"in Arabic", "ar", "هل جاء؟ نعم.", []string{"هل جاء؟", "نعم."}},
		{"by UAX 29 in an unknown language", "xx", "One. Two.", []string{"One.", "Two."}},
		{"at a forced line break", "en", "One\\\ntwo.\\\nthree", []string{"One", "two.", "three"}},
		{"whole when nothing ends one", "en", "one two", []string{"one two"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := read(t, "# h\n\n"+tt.text)
			if diff := cmp.Diff(tt.want, cuts(doc, Sentences(doc, tt.lang))[1:]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBlocksBoundSentences(t *testing.T) {
	doc := read(t, "# One. Two.\n\n## A. B.\n\n![C. D.]()\n\n| E. F. | G |\n|---|---|\n| | H |\n\n- no end\n- *I* said. J")
	want := []string{"One. Two.", "A. B.", "C. D.", "E. F.", "G", "H", "no end", "I said.", "J"}
	if diff := cmp.Diff(want, cuts(doc, Sentences(doc, "en"))); diff != "" {
		t.Error(diff)
	}
}

// Copy may come in without a headline: its first paragraph stands in that place.
func TestATitleAsLongAsAParagraphIsCutAsOne(t *testing.T) {
	const title = "He came. He saw. He left."
	if doc := read(t, "# "+title); len(Sentences(doc, "en")) != 1 {
		t.Errorf("the headline is cut into %q", cuts(doc, Sentences(doc, "en")))
	}
	long := strings.TrimSpace(strings.Repeat(title+" ", 9))
	if doc := read(t, "# "+long); len(Sentences(doc, "en")) != 27 {
		t.Errorf("the paragraph is cut into %q", cuts(doc, Sentences(doc, "en")))
	}
}

// scraps of copy, in many scripts.
var scraps = []string{
	"a", "A", ".", ". ", "! ", "Dr. ", "U.S. ", "18. ", "\n\n", "\n\n- ", "\\\n", "\u00a0", "日本。", "“", "”", "é", "👩‍👩‍👧", "\n\n| a | b. C |\n|---|---|\n\n",
	"« ", " »", "„", "\"", "'", "’", "(", ")", "[…] ", "…", " . . . ", "...", "?!", "1. ", "2) ", " a) ", " b) ", "i. ", "• ", "z. B. ", "г. ", "т. д. ", "Ελλάδα; ", "؟ ", "؛ ",
	"مرحبا. ", "שלום. ", "ד\"ר ", "है। ", "॥ ", "ہے۔ ", "「", "」", "。", "！", "』と", "’s ", " she said. ", " said", ", ", ":) ", "😀 ", "www.a.b/?C=D ", "end.Next ", "p.m. ", "Inc. ", "No. 5 ", "։ ", "። ", "။ ", "ก", " – ", "\u200f", "\ufe0f", "\u2029", "[3] ",
}

// checkCut fails if spans are not in order, each in one block and trimmed, with
// nothing but white space left out.
func checkCut(t interface{ Fatalf(string, ...any) }, doc models.Document, spans []models.Span) {
	runes := []rune(doc.Text)
	at, block := 0, 0
	for _, s := range spans {
		for block < len(doc.Blocks) && doc.Blocks[block].End < s.End {
			block++
		}
		if s.Start < at || s.Len() <= 0 || block == len(doc.Blocks) || !doc.Blocks[block].Contains(s) {
			t.Fatalf("%v after %d, in no block", s, at)
		}
		if words := string(runes[s.Start:s.End]); strings.TrimSpace(words) != words {
			t.Fatalf("%q is not trimmed", words)
		}
		if gap := string(runes[at:s.Start]); strings.TrimSpace(gap) != "" {
			t.Fatalf("%q is in no sentence", gap)
		}
		at = s.End
	}
	if strings.TrimSpace(string(runes[at:])) != "" {
		t.Fatalf("%q is in no sentence", string(runes[at:]))
	}
}

var someLanguages = []string{"en", "de", "fr", "ru", "el", "ar", "he", "hi", "zh", "ja", "tr", "hy", "zz", ""}

// TestSentencesCoverTheWords checks that sentences come in order, lie in one
// block each, are trimmed, and leave out nothing but white space.
func TestSentencesCoverTheWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := read(t, "# h"+strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 40).Draw(t, "text"), ""))
		checkCut(t, doc, Sentences(doc, rapid.SampledFrom(someLanguages).Draw(t, "lang")))
	})
}

func TestABlockIsCutWhateverStandsBesideIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom(someLanguages).Draw(t, "lang")
		doc := read(t, "# h"+strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 40).Draw(t, "text"), ""))
		var alone []string
		for _, b := range doc.Blocks {
			one := models.Document{
				Text:   string([]rune(doc.Text)[b.Start:b.End]),
				Blocks: []models.Block{{Span: models.Span{End: b.Len()}, Kind: b.Kind}},
			}
			alone = append(alone, cuts(one, Sentences(one, lang))...)
		}
		if diff := cmp.Diff(alone, cuts(doc, Sentences(doc, lang))); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzSentences(f *testing.F) {
	for _, s := range append(scraps, hostile...) {
		f.Add(strings.Repeat(s, 3), "en")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		var doc models.Document
		at := 0
		doc.Text = strings.ToValidUTF8(text, "\ufffd")
		for line := range strings.SplitSeq(doc.Text, "\n") {
			if length := len([]rune(line)); length > 0 {
				doc.Blocks = append(doc.Blocks, models.Block{Span: models.Span{Start: at, End: at + length}, Kind: models.Paragraph})
			}
			at += len([]rune(line)) + 1
		}
		checkCut(t, doc, Sentences(doc, lang, "abbr", "a.b"))
	})
}

func TestTKsAreFound(t *testing.T) {
	doc := read(t, "# TK: TKTK\n\nIt cost $TK, TK-year-old, TKs, tk, ATK, TKK, TKTKT, KT, TK7, TK\u0332, TK_x, (TK).")
	if diff := cmp.Diff([]string{"TK", "TKTK", "TK", "TK", "TK"}, cuts(doc, TKs(doc))); diff != "" {
		t.Error(diff)
	}
}

func TestLanguagesRun(t *testing.T) {
	for lang, want := range map[string]models.Direction{
		"en": models.LeftToRight, "ar": models.RightToLeft, "he-IL": models.RightToLeft, "fa": models.RightToLeft,
		"ur": models.RightToLeft, "az": models.LeftToRight, "az-Arab": models.RightToLeft, "ar-Latn": models.LeftToRight,
		"yi": models.RightToLeft, "ckb": models.RightToLeft, "dv": models.RightToLeft, "": models.LeftToRight, "?": models.LeftToRight,
	} {
		if got := Direction(lang); got != want {
			t.Errorf("%q runs %s", lang, got)
		}
	}
}

// hostile are patterns whose repetition might make a scanner look far or often.
var hostile = []string{
	"One two. ", ". 1 ", "a. ", ".", ".)", "A.a", "\u0301", "日本。", "Dr. ", "“", "a", "(", "(.", ".\" ", "“a.” ", "' ", "1. ", "a) ", "• ", "…", ". . ",
	"!?", "? a", ":) ", ". :)", "\U0001F600", ".[1]", "z.B. ", "z. B. ", "a-", "a.b", "x@y.", "a?b", "。」", "「。", "\u2028", ". \u00a0", "A. B", "12. ", "»«", "I. ",
}

// BenchmarkSentences cuts a mebibyte of each.
func BenchmarkSentences(b *testing.B) {
	for _, s := range hostile {
		doc := paragraph("h" + strings.Repeat(s, (models.MaxText-1)/len(s)))
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				Sentences(doc, "en")
			}
		})
	}
	for _, half := range [][2]string{{"Dr. ", " "}, {"Dr. ", "("}, {"12. ", "\t"}, {"-", "Dr. "}, {"“", "a.” "}, {"...", ")"}} {
		doc := paragraph(strings.Repeat(half[0], models.MaxText/2/len(half[0])) + strings.Repeat(half[1], models.MaxText/2/len(half[1])))
		b.Run(half[0]+"then"+half[1], func(b *testing.B) {
			for b.Loop() {
				Sentences(doc, "en")
			}
		})
	}
}

// BenchmarkSentencesOfAnArticle cuts an article of ten thousand words.
func BenchmarkSentencesOfAnArticle(b *testing.B) {
	const text = "The U.S. Senate voted 52 to 48 on Tuesday. “We came. We won,” Sen. Ruth Amado said at 5 p.m. in Washington, D.C. " +
		"Shares of Brill Foods Inc. fell 3.5 percent (see p. 4). Was it fair? Nobody knew… "
	words := len(strings.Fields(text))
	doc := models.Document{}
	for range 10_000 / words / 2 {
		start := len([]rune(doc.Text))
		doc.Text += text + text
		doc.Blocks = append(doc.Blocks, models.Block{Span: models.Span{Start: start, End: len([]rune(doc.Text))}, Kind: models.Paragraph})
		doc.Text += "\n"
	}
	for _, lang := range []string{"en", "de", "ru"} {
		b.Run(lang, func(b *testing.B) {
			for b.Loop() {
				Sentences(doc, lang)
			}
		})
	}
}
