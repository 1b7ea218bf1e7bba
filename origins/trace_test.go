package origins_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/models"
	"example.org/tickmark/origins"
)

const (
	noon   = models.Instant(1_760_000_400_000)
	hour   = models.Instant(3_600_000)
	report = `The harbour council voted on Thursday to close the old fish market at the end of June. Traders were told by letter in the evening.
Nineteen of the 34 stalls have been empty since the crane accident of 2016, and repairs would cost 4.3 million crowns.
"We have sold herring here since before there was a council," said Ida Brandvold, who speaks for the traders.
The site is to become a museum of the northern fleet with 120 places for boats.`
	retelling = `By a vote of the council, taken on Thursday, there will be no fish market at the harbour after June, as its traders read in their letter boxes that night.
A crane fell in 2016; of 34 stalls nineteen have had no tenant from that day on. Putting things right would swallow 4.3 million crowns.
Ida Brandvold, their speaker, is bitter: "We have sold herring here since before there was a council."
What comes instead is devoted to the northern fleet: a museum, and moorings for 120 boats.`
	elsewhere = `Berit Aas, 71, gutted her last cod at six. She will not go to the meeting.
Her stall was her mother's, and the scales are older than both. The landlord wants 900 crowns for the key.
"We have sold herring here since before there was a council," Ida Brandvold had told reporters on the quay. Nobody from the town hall came.
A petition has gathered 5,200 names, among them those of two admirals.`
)

// text is a text with a headline and a paragraph for each further line.
func text(id models.ID, publisher, body string) origins.Text {
	t := origins.Text{ID: id, Language: "en", Publisher: publisher, Address: "https://" + strings.ToLower(strings.ReplaceAll(publisher, " ", "-")) + ".example/story"}
	t.Text = body
	at := 0
	for line := range strings.SplitSeq(body, "\n") {
		end := at + utf8.RuneCountInString(line)
		t.Blocks = append(t.Blocks, models.Block{Span: models.Span{Start: at, End: end}, Kind: models.Paragraph})
		at = end + 1
	}
	return t
}

func published(t origins.Text, at models.Instant) origins.Text {
	t.Published = at
	return t
}

func captured(t origins.Text, at models.Instant) origins.Text {
	t.Captured = at
	return t
}

func linking(t origins.Text, to string) origins.Text {
	t.Links = []string{"https://" + to + ".example/story"}
	return t
}

func TestEdgesAreExplained(t *testing.T) {
	agency := published(text(1, "Nordwire", report), noon)
	house := text(2, "The Herald", strings.ReplaceAll(report, "traders", "dealers"))
	part := text(2, "The Herald", strings.Join(strings.Split(report, "\n")[:2], "\n"))
	for name, row := range map[string]struct {
		texts []origins.Text
		want  []string
		roots []models.ID
	}{
		"a copy is younger": {
			[]origins.Text{agency, published(house, noon+hour)},
			[]string{"2 copied 1 by time: Quotations aside, 98 % of its words stand in the text of Nordwire, published 60 minutes earlier."},
			[]models.ID{1},
		},
		"the other way round": {
			[]origins.Text{agency, published(house, noon-3*hour)},
			[]string{"1 copied 2 by time: Quotations aside, 98 % of its words stand in the text of The Herald, published 3 hours earlier."},
			[]models.ID{2},
		},
		"a part comes from the whole when no times are known": {
			[]origins.Text{text(1, "Nordwire", report), part},
			[]string{"2 copied 1 by length: Quotations aside, 100 % of its words stand in the text of Nordwire; which came first is not known, but that one says more."},
			[]models.ID{1},
		},
		"a day is not before its own noon": {
			[]origins.Text{published(part, noon-12*hour+43_200_000), func() origins.Text { a := agency; a.ByDay = true; return a }()},
			[]string{"2 copied 1 by length: Quotations aside, 100 % of its words stand in the text of Nordwire; which came first is not known, but that one says more."},
			[]models.ID{1},
		},
		"the one captured first goes first when no times are known, and that is said": {
			[]origins.Text{captured(text(1, "Nordwire", report), noon+hour), captured(part, noon)},
			[]string{"1 copied 2 by capture: Quotations aside, it holds 100 % of the words of the text of The Herald; which came first is not known, but that one was captured first."},
			[]models.ID{2},
		},
		"when they were published goes before that": {
			[]origins.Text{captured(agency, noon+hour), captured(published(house, noon+hour), noon)},
			[]string{"2 copied 1 by time: Quotations aside, 98 % of its words stand in the text of Nordwire, published 60 minutes earlier."},
			[]models.ID{1},
		},
		"two that link to each other": {
			[]origins.Text{captured(linking(text(1, "Nordwire", report), "the-herald"), noon+hour), captured(linking(house, "nordwire"), noon)},
			[]string{"1 copied 2 by capture: Quotations aside, 98 % of its words stand in the text of The Herald; which came first is not known, but that one was captured first."},
			[]models.ID{2},
		},
		"the same words": {
			[]origins.Text{agency, published(text(2, "The Herald", strings.ToUpper(report)), noon+50*hour)},
			[]string{"2 copied 1 by time: It has the same words as the text of Nordwire, published 2 days earlier."},
			[]models.ID{1},
		},
		"a link goes before time": {
			[]origins.Text{agency, func() origins.Text {
				h := published(house, noon-hour)
				h.Links = []string{"http://www.nordwire.example/story/?utm_source=x#top"}
				return h
			}()},
			[]string{"2 copied 1 by link: Quotations aside, 98 % of its words stand in the text of Nordwire, to which it links."},
			[]models.ID{1},
		},
		"whose address a page gives as its own wrote it": {
			[]origins.Text{agency, func() origins.Text {
				h := published(house, noon-hour)
				h.Canonical = "https://nordwire.example/story"
				return h
			}()},
			[]string{"2 copied 1 by canonical: Quotations aside, 98 % of its words stand in the text of Nordwire, whose address it gives as its own."},
			[]models.ID{1},
		},
		"whom a byline names is credited": {
			[]origins.Text{agency, func() origins.Text { h := published(house, noon-hour); h.Author = "Staff and Nordwire"; return h }()},
			[]string{"2 copied 1 by attribution: Quotations aside, 98 % of its words stand in the text of Nordwire, which it credits."},
			[]models.ID{1},
		},
		"in other words": {
			[]origins.Text{agency, published(text(2, "The Herald", retelling), noon+2*hour)},
			[]string{"2 rewritten 1 by time: In other words and the same order, it gives 4 figures and 1 quotation of the text of Nordwire, published 2 hours earlier."},
			[]models.ID{1},
		},
		"the same public quotation joins nobody": {
			[]origins.Text{agency, published(text(2, "The Herald", elsewhere), noon+2*hour)},
			nil,
			[]models.ID{1, 2},
		},
		"a text with passages of two others has two roots": {
			[]origins.Text{agency, published(text(2, "The Quay", elsewhere), noon), published(text(3, "Digest", report+"\n"+elsewhere), noon+hour)},
			[]string{
				"3 copied 1 by time: Quotations aside, it holds 100 % of the words of the text of Nordwire, published 60 minutes earlier.",
				"3 copied 2 by time: Quotations aside, it holds 100 % of the words of the text of The Quay, published 60 minutes earlier.",
			},
			[]models.ID{1, 2},
		},
	} {
		t.Run(name, func(t *testing.T) {
			g := origins.Trace(row.texts, nil)
			if diff := cmp.Diff(row.want, told(g)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(row.roots, g.Roots); diff != "" {
				t.Errorf("roots: %s", diff)
			}
		})
	}
}

// What a reason counts is counted as the language does, and quotations are set
// aside only where there are some.
func TestReasonsCountInWords(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	plain := strings.ReplaceAll(report, `"`, "")
	passage := "Nineteen of the 34 stalls have been empty since the crane accident of 2016, and repairs would cost 4.3 million crowns, which the council does not have, so that nobody knows who is to pay for the roof, the floor, the drains and the gate"
	chinese := "县应急局表示，地震造成三十七人受伤，两座水库出现裂缝，下游居民已经转移到安全地带，学校停课三天，通往石桥村的公路塌方，抢修队伍连夜赶到现场，首批帐篷来自绵阳的仓库，医院开设绿色通道接收伤员，志愿者为老人送去热饭"
	long := strings.Repeat("The Very Long Name of a Gazette ", 9)
	for _, row := range []struct {
		name, publisher, one, two string
		want                      string
	}{
		{"without quotations", "Nordwire", plain, "Read this first, before all. " + plain, "100 % of its words stand in the text of Nordwire; which came first is not known, but that one says more."},
		{"the same", "Nordwire", plain, plain, "It has the same words as the text of Nordwire; which came first is not known."},
		{"a passage", "Nordwire", prose(rng, 300) + passage + ". " + prose(rng, 300), passage + ". " + prose(rng, 900), "It shares 45 words in a row with the text of Nordwire; which came first is not known, but that one says more."},
		{"a passage without spaces", "岭南通讯社", chinese + prose(rng, 500), prose(rng, 900) + chinese, "It shares 96 letters in a row with the text of 岭南通讯社; which came first is not known, but that one says more."},
		{"a long name", long, plain, plain, "It has the same words as the text of The Very Long Name of a Gazette The Ver…; which came first is not known."},
	} {
		one, two := text(1, row.publisher, row.one), text(2, row.publisher+" too", row.two)
		two.Publisher = row.publisher
		g := origins.Trace([]origins.Text{one, two}, nil)
		if len(g.Edges) != 1 || g.Edges[0].Reason != row.want {
			t.Errorf("%s: %+v", row.name, g.Edges)
		}
	}
}

// told are the edges in words.
func told(g origins.Graph) (all []string) {
	for _, e := range g.Edges {
		all = append(all, strings.Join([]string{string('0' + rune(e.From)), string(e.Kind), string('0' + rune(e.To)), "by", string(e.Sign) + ":", e.Reason}, " "))
	}
	return all
}

// Own reporting that names another's as its source rests on it for what it says.
func TestWhoNamesASourceCitesIt(t *testing.T) {
	for lang, row := range map[string]struct{ publisher, origin, citing string }{
		"en": {"Nordwire", "The minister owns 47 flats in Bergen, Nordwire found. He bought them between 2011 and 2014.", "Calls for the minister to go grew louder on Friday. He owns 47 flats in Bergen, according to Nordwire, and bought them in 2011. His office would not comment."},
		"de": {"Nordagentur", "Der Minister besitzt 47 Wohnungen in Bergen. Er kaufte sie zwischen 2011 und 2014.", "Der Druck auf den Minister wächst. Laut Nordagentur besitzt er 47 Wohnungen in Bergen, gekauft seit 2011. Sein Büro schwieg dazu."},
		"fr": {"Dépêche du Nord", "Le ministre possède 47 appartements à Bergen. Il les a achetés entre 2011 et 2014.", "La pression monte sur le ministre. Selon Dépêche du Nord, il possède 47 appartements à Bergen, achetés dès 2011. Son cabinet se tait."},
		"es": {"Agencia Duero", "El ministro posee 47 pisos en Bergen. Los compró entre 2011 y 2014.", "Crece la presión sobre el ministro. Según Agencia Duero, posee 47 pisos en Bergen, comprados desde 2011. Su gabinete calla."},
		"it": {"Agenzia Sele", "Il ministro possiede 47 appartamenti a Bergen. Li comprò tra il 2011 e il 2014.", "Cresce la pressione sul ministro. Secondo Agenzia Sele possiede 47 appartamenti a Bergen, comprati dal 2011. Il suo ufficio tace."},
		"ru": {"Северная лента", "У министра 47 квартир в Бергене. Он купил их между 2011 и 2014 годами.", "Давление на министра растёт. По данным Северная лента, у него 47 квартир в Бергене, первые купил в 2011 году. Его аппарат молчит."},
		"uk": {"Північна стрічка", "У міністра 47 квартир у Бергені. Він купив їх між 2011 і 2014 роками.", "Тиск на міністра зростає. За даними Північна стрічка, у нього 47 квартир у Бергені, перші купив 2011 року. Його апарат мовчить."},
		"ar": {"وكالة النيل", "يملك الوزير 47 شقة في برغن. واشتراها بين عامي 2011 و2014.", "يتزايد الضغط على الوزير. وبحسب وكالة النيل يملك 47 شقة في برغن اشترى أولها عام 2011. ولم يعلق مكتبه."},
		"zh": {"岭南通讯社", "部长在卑尔根拥有47套公寓，购于2011年至2014年。", "要求部长下台的声音越来越大。据岭南通讯社报道，他在卑尔根拥有47套公寓，第一套买于2011年。办公室不予置评。"},
	} {
		t.Run(lang, func(t *testing.T) {
			origin, citing := text(1, row.publisher, row.origin), text(2, "Other", row.citing)
			origin.Language, citing.Language = lang, lang
			g := origins.Trace([]origins.Text{origin, citing}, nil)
			if len(g.Edges) != 1 || g.Edges[0].From != 2 || g.Edges[0].Sign != origins.ByAttribution {
				t.Fatalf("%+v", g.Edges)
			}
			silent := citing
			silent.Document = text(2, "", strings.ReplaceAll(row.citing, row.publisher, "X")).Document
			if g := origins.Trace([]origins.Text{origin, silent}, nil); len(g.Edges) > 0 && g.Edges[0].Sign == origins.ByAttribution {
				t.Errorf("cited without being named: %+v", g.Edges)
			}
			if g := origins.Trace([]origins.Text{published(origin, noon+hour), published(citing, noon)}, nil); len(g.Edges) > 0 && g.Edges[0].Kind == origins.Cites {
				t.Errorf("cites what came later: %+v", g.Edges)
			}
		})
	}
}

// A byline that stands beside the text credits as one in it does.
func TestAByline(t *testing.T) {
	for name, row := range map[string]struct {
		publisher, own, author string
		want                   bool
	}{
		"that names an outlet": {"North Wire", "The Quay", "Our staff and North Wire", true},
		"of the outlet":        {"North Wire", "The Quay", "North Wire", true},
		"of a person":          {"North Wire", "The Quay", "Ellen Marsh", false},
		"of a person whose name ends as an outlet’s does": {"Marsh", "The Quay", "Ellen Marsh", false},
		"of a person whose name begins so":                {"Marsh", "The Quay", "Marsh Ellen", false},
		"of two persons, one of whom has a joined name":   {"Marsh", "The Quay", "Paul Orme and Marsh-Ellen Orme", false},
		"of the own outlet":                               {"Quay", "The Quay", "The Quay", false},
		"of a desk of the own outlet":                     {"The Quay", "The Quay Sports", "The Quay Sports", false},
		"that is the beginning of a story":                {"North Wire", "The Quay", "North Wire " + strings.Repeat("and others ", 40), false},
	} {
		origin := text(1, row.publisher, "The minister owns 47 flats in Bergen. He bought them between 2011 and 2014.")
		by := text(2, row.own, "Calls for the minister to go grew louder on Friday. He owns 47 flats in Bergen, bought since 2011. His office would not comment.")
		by.Author = row.author
		g := origins.Trace([]origins.Text{origin, by}, nil)
		if got := len(g.Edges) == 1 && g.Edges[0].From == 2 && g.Edges[0].Sign == origins.ByAttribution; got != row.want {
			t.Errorf("a byline %s: %+v", name, g.Edges)
		}
	}
}

func TestALinkCites(t *testing.T) {
	origin := published(text(1, "Nordwire", report), noon)
	citing := published(text(2, "The Quay", elsewhere+"\nThe council votes to close the fish market in June."), noon+hour)
	citing.Links = []string{"https://nordwire.example/story"}
	want := []string{"2 cites 1 by link: It links to the text of Nordwire."}
	if diff := cmp.Diff(want, told(origins.Trace([]origins.Text{origin, citing}, nil))); diff != "" {
		t.Error(diff)
	}
	citing.Links = []string{"https://nordwire.example/"}
	if g := origins.Trace([]origins.Text{origin, citing}, nil); len(g.Edges) > 0 {
		t.Errorf("a link to a front page cites: %+v", g.Edges)
	}
	citing.Links = []string{"https://nordwire.example/story"}
	citing.Document = text(2, "", "Herons breed on seven islands this year, wardens counted in April.").Document
	if g := origins.Trace([]origins.Text{origin, citing}, nil); len(g.Edges) > 0 {
		t.Errorf("a link beside something else cites: %+v", g.Edges)
	}
}

// Of two that link to each other the later one rests on the other, whichever was
// entered first.
func TestOfTwoThatLinkToEachOtherTheLaterCites(t *testing.T) {
	one := linking(text(1, "Nordwire", report), "the-quay")
	two := linking(text(2, "The Quay", elsewhere+"\nThe council votes to close the fish market in June."), "nordwire")
	for name, row := range map[string]struct {
		one, two origins.Text
		from     models.ID
	}{
		"captured afterwards":  {captured(one, noon), captured(two, noon+hour), 2},
		"captured before":      {captured(one, noon+hour), captured(two, noon), 1},
		"published afterwards": {published(captured(one, noon+hour), noon), published(captured(two, noon), noon+hour), 2},
	} {
		if g := origins.Trace([]origins.Text{row.one, row.two}, nil); len(g.Edges) != 1 || g.Edges[0].From != row.from || g.Edges[0].Kind != origins.Cites || g.Edges[0].Sign != origins.ByLink {
			t.Errorf("the second was %s: %+v", name, g.Edges)
		}
	}
}

func TestAPersonOverrules(t *testing.T) {
	texts := []origins.Text{
		published(text(1, "Nordwire", report), noon), published(text(2, "The Herald", report), noon+hour), published(text(3, "The Quay", elsewhere), noon),
	}
	independent := origins.Ruling{From: 1, To: 2, Reason: "The Herald's reporter was there first."}
	dependent := origins.Ruling{From: 3, To: 1, Copies: true, Reason: "The author told us."}
	g := origins.Trace(texts, []origins.Ruling{independent, dependent})
	if diff := cmp.Diff([]string{"3 declared 1 by ruling: The author told us."}, told(g)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]models.ID{1, 2}, g.Roots); diff != "" {
		t.Error(diff)
	}
	stranger := origins.Ruling{From: 3, To: 9, Copies: true}
	if g := origins.Trace(texts, []origins.Ruling{dependent, {From: 1, To: 3}, stranger}); len(g.Edges) != 1 || g.Edges[0].Kind != origins.Copied {
		t.Errorf("the last ruling does not hold, or one on a text that is not there does: %+v", g.Edges)
	}
}

func TestRootsAreCounted(t *testing.T) {
	edge := func(from, to models.ID) origins.Edge { return origins.Edge{From: from, To: to} }
	for name, row := range map[string]struct {
		texts []models.ID
		edges []origins.Edge
		want  []models.ID
	}{
		"nobody copies":                       {[]models.ID{1, 2}, nil, []models.ID{1, 2}},
		"nothing is there":                    {nil, nil, nil},
		"five sources with two roots":         {[]models.ID{1, 2, 3, 4, 5}, []origins.Edge{edge(2, 1), edge(3, 2), edge(5, 4)}, []models.ID{1, 4}},
		"one of two roots is enough":          {[]models.ID{1, 2, 3}, []origins.Edge{edge(3, 1), edge(3, 2)}, []models.ID{1, 2}},
		"a ring has one":                      {[]models.ID{1, 2, 3}, []origins.Edge{edge(1, 2), edge(2, 3), edge(3, 1)}, []models.ID{1}},
		"a ring that copies has none":         {[]models.ID{1, 2, 3}, []origins.Edge{edge(1, 2), edge(2, 1), edge(2, 3)}, []models.ID{3}},
		"what is not among them is no origin": {[]models.ID{1}, []origins.Edge{edge(1, 7)}, []models.ID{1}},
		"itself is no origin":                 {[]models.ID{1}, []origins.Edge{edge(1, 1)}, []models.ID{1}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(row.want, origins.Roots(row.texts, row.edges)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
