package suggest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/copydesk"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/worth"
	"example.org/tickmark/models"
)

// block is a block of an article that a test writes.
type block struct {
	kind models.BlockKind
	text string
}

func paragraph(text string) block { return block{models.Paragraph, text} }

// found is what the test says was detected: words that stand in the article.
type found struct {
	kind  detect.Kind
	words string
	when  *detect.When
}

func day(words string, from, to detect.Day, grain detect.Grain) found {
	return found{detect.Date, words, &detect.When{From: from, To: to, Grain: grain}}
}

// readAs is the reading of an article in which just that was detected. What is
// detected must stand in the order of the copy.
func readAs(t *testing.T, lang string, blocks []block, all ...found) reading.Reading {
	t.Helper()
	var doc models.Document
	var texts []string
	at := 0
	for _, b := range blocks {
		n := utf8.RuneCountInString(b.text)
		doc.Blocks = append(doc.Blocks, models.Block{Kind: b.kind, Span: models.Span{Start: at, End: at + n}})
		texts = append(texts, b.text)
		at += n + 1
	}
	doc.Text = strings.Join(texts, "\n")
	r := reading.Reading{Copy: reading.Copy{Document: doc, Language: lang, On: "2025-09-22"}}
	from := 0
	for _, f := range all {
		i := strings.Index(doc.Text[from:], f.words)
		if i < 0 {
			t.Fatalf("%q does not stand in the copy", f.words)
		}
		i += from
		from = i
		start := utf8.RuneCountInString(doc.Text[:i])
		d := detect.Detection{Kind: f.kind, Words: f.words, When: f.when, Span: models.Span{Start: start, End: start + utf8.RuneCountInString(f.words)}}
		switch f.kind {
		case detect.Quotation:
			d.Quote = &detect.Quote{Inside: models.Span{Start: d.Start + 1, End: d.End - 1}}
		case detect.Number, detect.Money, detect.Percentage, detect.Age:
			d.Quantity = &detect.Quantity{}
		case detect.Attribution:
			d.Outlet = f.words == "told CNN"
		case detect.Date, detect.RelativeDate, detect.Time, detect.Name, detect.Proper, detect.Superlative, detect.Comparison, detect.Cause:
		}
		r.Detections = append(r.Detections, d)
	}
	next := 0
	for _, s := range copydesk.Sentences(doc, lang) {
		one := reading.Sentence{Span: s}
		for doc.Blocks[one.Block].End < s.End {
			one.Block++
		}
		for ; next < len(r.Detections) && r.Detections[next].Start < s.End; next++ {
			one.Found = append(one.Found, r.Detections[next])
		}
		one.Checkable = slices.ContainsFunc(one.Found, reading.Weighs)
		if one.Checkable {
			one.Score = worth.Score{Value: 0.83}
		}
		r.Sentences = append(r.Sentences, one)
	}
	return r
}

func TestStatementsAreDrafted(t *testing.T) {
	number, said := detect.Number, detect.Attribution
	tests := []struct {
		name, lang, text string
		found            []found
		want             string
	}{
		{"a day gets its year", "en", "On 18 September Trump spoke.", []found{day("18 September", "2025-09-18", "2025-09-18", detect.ByDay)}, "On 18 September 2025, Trump spoke"},
		{"with no comma inside a sentence", "en", "Trump spoke on 18 September in Rome.", []found{day("18 September", "2025-09-18", "2025-09-18", detect.ByDay)}, "Trump spoke on 18 September 2025 in Rome"},
		{"American days get theirs between commas", "en-US", "On September 18 Trump spoke.", []found{day("September 18", "2025-09-18", "2025-09-18", detect.ByDay)}, "On September 18, 2025, Trump spoke"},
		{"at the end with one comma", "en", "Trump spoke on Sept. 18.", []found{day("Sept. 18", "2025-09-18", "2025-09-18", detect.ByDay)}, "Trump spoke on Sept. 18, 2025"},
		{"a month gets its year", "en", "Earlier in September CNN reported it.", []found{day("September", "2025-09-01", "2025-09-30", detect.ByMonth), {said, "reported", nil}}, "Earlier in September 2025 CNN reported it"},
		{"a date with its year stays", "en", "It began on 3 May 1998.", []found{{detect.Date, "3 May 1998", &detect.When{From: "1998-05-03", To: "1998-05-03", Grain: detect.ByDay, Year: true}}}, "[It] began on 3 May 1998"},
		{"as does one whose year was not detected", "en", "It began on 3 May 1998.", []found{day("3 May", "2025-05-03", "2025-05-03", detect.ByDay)}, "[It] began on 3 May 1998"},
		{"a date inside another is resolved once", "en", "It fell from 3 to 5 May.", []found{day("from 3 to 5 May", "2025-05-03", "2025-05-05", detect.ByDay), day("5 May", "2025-05-05", "2025-05-05", detect.ByDay)}, "[It] fell from 3 to 5 May 2025"},
		{"one that may be last year's or next year's stays", "en", "Work begins in January.", []found{day("January", "2025-01-01", "2025-01-31", detect.ByMonth)}, "Work begins in January"},
		{"a relative one gets its day", "en", "Trump spoke yesterday.", []found{day("yesterday", "2025-09-21", "2025-09-21", detect.ByDay)}, "Trump spoke yesterday [21 September 2025]"},
		{"a week its days", "en", "Last week Trump spoke.", []found{day("Last week", "2025-09-15", "2025-09-21", detect.ByWeek)}, "Last week [15–21 September 2025] Trump spoke"},
		{"over two months", "en", "Last week Trump spoke.", []found{day("Last week", "2025-09-29", "2025-10-05", detect.ByWeek)}, "Last week [29 September 2025 – 5 October 2025] Trump spoke"},
		{"the American way", "en-US", "Last week Trump spoke.", []found{day("Last week", "2025-09-15", "2025-09-21", detect.ByWeek)}, "Last week [September 15–21, 2025] Trump spoke"},
		{"a quarter its months", "en", "It rose last quarter.", []found{day("last quarter", "2025-04-01", "2025-06-30", detect.ByQuarter)}, "[It] rose last quarter [April–June 2025]"},
		{"a year its number", "en", "Sales rose last year.", []found{{detect.RelativeDate, "last year", &detect.When{From: "2024-01-01", To: "2024-12-31", Grain: detect.ByYear}}}, "Sales rose last year [2024]"},
		{"what leans on an event stays", "en", "Three weeks after the summit he spoke.", []found{{detect.RelativeDate, "Three weeks after the summit", &detect.When{Grain: detect.ByWeek, Offset: 3, Event: &models.Span{Start: 19, End: 25}}}}, "Three weeks after the summit he spoke"},
		{"without a date of the article nothing is added", "en", "Trump spoke yesterday.", []found{day("yesterday", "", "", detect.ByDay)}, "Trump spoke yesterday"},
		{"a quotation keeps its words", "en", "“We met on 3 May”, she said.", []found{{detect.Quotation, "“We met on 3 May”", nil}, day("3 May", "2025-05-03", "2025-05-03", detect.ByDay)}, "“We met on 3 May [3 May 2025]”, she said"},
		{"German", "de", "Am 18. September kam er.", []found{day("18. September", "2025-09-18", "2025-09-18", detect.ByDay)}, "Am 18. September 2025 kam er"},
		{"and relative", "de", "Gestern kam Weiß.", []found{day("Gestern", "2025-09-21", "2025-09-21", detect.ByDay)}, "Gestern [21. September 2025] kam Weiß"},
		{"French", "fr", "Le 1er septembre, Paul vint.", []found{day("1er septembre", "2025-09-01", "2025-09-01", detect.ByDay)}, "Le 1er septembre 2025, Paul vint"},
		{"Spanish", "es", "Vino el 18 de septiembre.", []found{day("18 de septiembre", "2025-09-18", "2025-09-18", detect.ByDay)}, "Vino el 18 de septiembre de 2025"},
		{"and relative", "es", "Ayer vino Ana.", []found{day("Ayer", "2025-09-21", "2025-09-21", detect.ByDay)}, "Ayer [21 de septiembre de 2025] vino Ana"},
		{"Italian", "it", "Venne il 18 settembre.", []found{day("18 settembre", "2025-09-18", "2025-09-18", detect.ByDay)}, "Venne il 18 settembre 2025"},
		{"Portuguese", "pt-BR", "Veio em setembro.", []found{day("setembro", "2025-09-01", "2025-09-30", detect.ByMonth)}, "Veio em setembro de 2025"},
		{"Dutch", "nl", "Op 18 september kwam Jan.", []found{day("18 september", "2025-09-18", "2025-09-18", detect.ByDay)}, "Op 18 september 2025 kwam Jan"},
		{"Polish", "pl", "Jan przyszedł we wrześniu.", []found{day("wrześniu", "2025-09-01", "2025-09-30", detect.ByMonth)}, "Jan przyszedł we wrześniu 2025 roku"},
		{"Russian", "ru", "Находку сделали 12 августа в подвале.", []found{day("12 августа", "2025-08-12", "2025-08-12", detect.ByDay)}, "Находку сделали 12 августа 2025 года в подвале"},
		{"and relative", "ru", "В прошлом месяце Анна ушла.", []found{day("прошлом месяце", "2025-08-01", "2025-08-31", detect.ByMonth)}, "В прошлом месяце [август 2025 года] Анна ушла"},
		{"Ukrainian", "uk", "Це сталося 3 травня.", []found{day("3 травня", "2025-05-03", "2025-05-03", detect.ByDay)}, "[Це] сталося 3 травня 2025 року"},
		{"other languages as ISO 8601 has it", "ja", "9月18日に会った。", []found{day("9月18日", "2025-09-18", "2025-09-18", detect.ByDay)}, "9月18日 [2025-09-18]に会った"},
		{"their months too", "tr", "Eylülde geldi.", []found{day("Eylülde", "2025-09-01", "2025-09-30", detect.ByMonth)}, "Eylülde [2025-09] geldi"},
		{"a pronoun stands in brackets", "en", "He said 5 came.", []found{{said, "said", nil}, {number, "5", nil}}, "[He] said 5 came"},
		{"only whole words are one", "en", "Heather said 5 came.", []found{{said, "said", nil}, {number, "5", nil}}, "Heather said 5 came"},
		{"with its apostrophe", "fr", "C’est Paul qui en a vu 5.", []found{{number, "5", nil}}, "[C’]est Paul qui en a vu 5"},
		{"in Arabic", "ar", "هو قال إن 5 جاؤوا.", []found{{number, "5", nil}}, "[هو] قال إن 5 جاؤوا"},
		{"in Chinese, the longest", "zh", "他们说有5人。", []found{{number, "5", nil}}, "[他们]说有5人"},
		{"a shortened word keeps its full stop", "en", "Ann left the U.S. in 5 days for the U.S.", []found{{number, "5", nil}}, "Ann left the U.S. in 5 days for the U.S."},
		{"any white space is a space", "en", "Ann ate 5\u00a0 apples.", []found{{number, "5", nil}}, "Ann ate 5 apples"},
	}
	for _, tt := range tests {
		t.Run(tt.lang+": "+tt.name, func(t *testing.T) {
			got := Claims(readAs(t, tt.lang, []block{paragraph(tt.text)}, tt.found...))
			if len(got) != 1 {
				t.Fatalf("%d suggestions", len(got))
			}
			if diff := cmp.Diff(tt.want, got[0].Statement); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAssertionsAreChosen(t *testing.T) {
	number := func(w string) found { return found{detect.Number, w, nil} }
	said := func(w string) found { return found{detect.Attribution, w, nil} }
	quote := func(w string) found { return found{detect.Quotation, w, nil} }
	proper := func(w string) found { return found{detect.Proper, w, nil} }
	item := func(text string) block { return block{models.ListItem, text} }
	tests := []struct {
		name   string
		lang   string
		blocks []block
		found  []found
		want   []string // statements
	}{
		{"a sentence without anything to check is left out", "en", []block{paragraph("The sea was grey. Ann saw 5 ships.")}, []found{number("5")}, []string{"Ann saw 5 ships"}},
		{"a question asserts nothing", "en", []block{paragraph("Did Ann see 5 ships?")}, []found{number("5")}, nil},
		{"nor in Greek", "el", []block{paragraph("Ήρθαν 5;")}, []found{number("5")}, nil},
		{"a headline that asserts", "en", []block{{models.Headline, "Ann saw 5 ships"}}, []found{number("5")}, []string{"Ann saw 5 ships"}},
		{"a heading that is a quotation is said below", "en", []block{{models.Heading, "“A good sense of things indeed”"}}, []found{quote("“A good sense of things indeed”")}, nil},
		{"a short heading is a name", "en", []block{{models.Heading, "A report from CNN"}}, []found{said("report"), proper("CNN")}, nil},
		{"a heading with a figure asserts", "en", []block{{models.Heading, "Prices rise 4 per cent"}}, []found{{detect.Percentage, "4 per cent", nil}}, []string{"Prices rise 4 per cent"}},
		{"a credit", "en", []block{{models.Caption, "Photo: Ann Bee"}}, []found{proper("Ann Bee")}, []string{"Photo: Ann Bee"}},
		{"two clauses with something of their own each", "en", []block{paragraph("Sales rose by 5 in May; costs, Ann said, fell by 3 then.")}, []found{number("5"), said("said"), number("3")}, []string{"Sales rose by 5 in May", "costs, Ann said, fell by 3 then"}},
		{"but not a list of them", "en", []block{paragraph("Ann saw 5 ships in May; 6 ships in June; 7 ships in July.")}, []found{number("5"), number("6"), number("7")}, []string{"Ann saw 5 ships in May; 6 ships in June; 7 ships in July"}},
		{"nor where one has nothing", "en", []block{paragraph("Ann saw 5 ships in May; it was a fine day.")}, []found{number("5")}, []string{"Ann saw 5 ships in May; it was a fine day"}},
		{"nor in parentheses", "en", []block{paragraph("Ann saw ships (5 came in May; 6 left in June).")}, []found{number("5"), number("6")}, []string{"Ann saw ships (5 came in May; 6 left in June)"}},
		{"a list is one with its introduction", "en", []block{paragraph("They spoke of:"), item("Ukraine"), item("ships")}, []found{proper("Ukraine")}, []string{"[They] spoke of: Ukraine, ships"}},
		{"with semicolons where there are commas", "en", []block{paragraph("Ann spoke of:"), item("Ukraine, again"), item("ships")}, []found{proper("Ukraine")}, []string{"Ann spoke of: Ukraine, again; ships"}},
		{"a list of what can be checked alone is one for each", "en", []block{paragraph("They have:"), item("5 ships;"), item("6 boats")}, []found{number("5"), number("6")}, []string{"[They] have: 5 ships;", "[They] have: 6 boats"}},
		{"items that are sentences stand for themselves", "en", []block{paragraph("Ann found out:"), item("There are 5 ships."), item("There are boats.")}, []found{number("5")}, []string{"There are 5 ships"}},
		{"a list of nothing", "en", []block{paragraph("We like:"), item("rain"), item("wind")}, nil, nil},
		{"a table row is one, its head none", "en", []block{{models.TableRow, "Year\tShips"}, {models.TableRow, "2020\t5"}}, []found{number("5")}, []string{"2020, 5"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range Claims(readAs(t, tt.lang, tt.blocks, tt.found...)) {
				got = append(got, s.Statement)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAVeryLongListIsNone(t *testing.T) {
	blocks := []block{paragraph("They have:")}
	var all []found
	for i := range mostItems + 50 {
		item := fmt.Sprintf("%d ships", i)
		blocks = append(blocks, block{models.ListItem, item})
		all = append(all, found{detect.Number, item, nil})
	}
	got := Claims(readAs(t, "en", blocks, all...))
	if len(got) != mostItems+50 || got[7].Statement != "7 ships" {
		t.Errorf("%d suggestions, %+v", len(got), got[0])
	}
}

func TestASuggestionSaysWhy(t *testing.T) {
	r := readAs(t, "en", []block{
		{models.Headline, "Talks"},
		paragraph("Ann Bee came to Rome."),
		{models.Heading, "A report"},
		paragraph("She told CNN in Rome on 3 May, and “liked” 5 ships."),
	},
		found{detect.Name, "Ann Bee", nil}, found{detect.Proper, "Rome", nil},
		found{detect.Attribution, "told CNN", nil}, found{detect.Proper, "CNN", nil}, found{detect.Proper, "Rome", nil}, day("3 May", "2025-05-03", "2025-05-03", detect.ByDay),
		found{detect.Quotation, "“liked”", nil}, found{detect.Number, "5 ships", nil})
	got := Claims(r)
	want := []Suggestion{{
		Span: models.Span{Start: 37, End: 87}, Sentence: 4,
		Words:     "She told CNN in Rome on 3 May, and “liked” 5 ships",
		Statement: "[She] told CNN in Rome on 3 May 2025, and “liked” 5 ships",
		Kinds:     []models.Kind{models.KindDate, models.KindPlace, models.KindFigure, models.KindQuotation, models.KindReport, models.KindAttribution},
		Score:     0.83,
		Reasons:   []string{"a quotation", "a figure", "a date", "an attribution", "an organisation or place", "scores 0.83"},
		Before:    "Ann Bee came to Rome.",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAPronounShowsTheSentenceBefore(t *testing.T) {
	he := found{detect.Attribution, "said", nil}
	tests := []struct {
		name, want string
		blocks     []block
		found      []found
	}{
		{"in its block", "Bob left.", []block{paragraph("Ann came. Bob left. He said so.")}, []found{he}},
		{"in the block before, and no heading", "Bob left.", []block{paragraph("Bob left."), {models.Heading, "News"}, {models.Caption, "A boat"}, paragraph("He said so.")}, []found{he}},
		{"none before the first", "", []block{paragraph("He said so.")}, []found{he}},
		{"none for other words", "", []block{paragraph("Ann came. Bob said so.")}, []found{he}},
		{"a list with its introduction", "We saw: a boat, a ship", []block{paragraph("We saw:"), {models.ListItem, "a boat"}, {models.ListItem, "a ship"}, paragraph("He said so.")}, []found{he}},
		{"an item that nothing introduces", "A ship.", []block{paragraph("So."), {models.ListItem, "A boat."}, {models.ListItem, "A ship."}, paragraph("He said so.")}, []found{he}},
		{"before a list", "Ann came.", []block{paragraph("Ann came."), paragraph("They said:"), {models.ListItem, "yes"}, {models.ListItem, "no"}}, []found{he}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Claims(readAs(t, "en", tt.blocks, tt.found...))
			if len(got) != 1 || got[0].Before != tt.want {
				t.Errorf("%+v", got)
			}
		})
	}
	got := Claims(readAs(t, "en", []block{paragraph("Ann said that 5 came; they said that 6 left.")}, he, found{detect.Number, "5", nil}, he, found{detect.Number, "6", nil}))
	if len(got) != 2 || got[1].Before != "Ann said that 5 came;" || got[1].Statement != "[they] said that 6 left" {
		t.Errorf("the second part of a sentence: %+v", got)
	}
}

func TestAStatementIsNeverTooLong(t *testing.T) {
	for name, text := range map[string]string{
		"words":                strings.Repeat("Ann ate apples yesterday and ", 200) + "left.",
		"without spaces":       "yesterday" + strings.Repeat("ä", 5000),
		"no room for its date": "He came yesterday " + strings.Repeat("x", models.MaxStatement-22),
		"one grapheme":         "yesterday e" + strings.Repeat("\u0301", 3000),
	} {
		t.Run(name, func(t *testing.T) {
			got := Claims(readAs(t, "en", []block{paragraph(text)}, day("yesterday", "2025-09-21", "2025-09-21", detect.ByDay)))
			if len(got) != 1 || len(got[0].Statement) > models.MaxStatement || got[0].Statement == "" || !utf8.ValidString(got[0].Statement) {
				t.Fatalf("%d suggestions, %d bytes", len(got), len(got[0].Statement))
			}
		})
	}
}
