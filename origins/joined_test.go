package origins_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/origins"
)

// speech is what everybody heard.
const speech = "my friends, the lamps in this valley were lit by your grandmothers with oil that they pressed at night, and tonight we light them again although nobody paid us for it, because a valley without lamps is only a hole between two hills"

func TestTextsAreJoinedOnlyForAReason(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	sentences := strings.Split(report, "\n")
	unmarked := strings.ReplaceAll(retelling, `"`, "")
	for name, row := range map[string]struct {
		one, two string
		want     origins.Kind // "" for none
		quotes   int
	}{
		"a public speech is nobody's own, even where no marks stand": {
			"In Ostrava the mayor spoke for a minute. “" + speech + "”, she said. Then rain fell.",
			"Here is what was said at the lamp feast: " + speech + ". A choir followed, and dancing.",
			"", 0,
		},
		"few words in common are chance": {
			"The shop is closed on Mondays and on all public holidays this year.", "Note: the shop is closed on Mondays and on all public holidays, says Eva.", "", 0,
		},
		"a passage of forty words is copied however long the texts are": {
			prose(rng, 700) + sentences[0] + " " + sentences[1] + " " + prose(rng, 700), "Much else first. " + strings.Repeat("aa bb cc dd ", 200) + prose(rng, 900) + sentences[0] + " " + sentences[1], origins.Copied, 0,
		},
		"a quotation is known without its marks":              {report, unmarked, origins.Rewritten, 1},
		"a quotation is known without its marks in the first": {unmarked, report, origins.Rewritten, 1},
		"the same figures in another order were found anew":   {report, backwards(retelling), "", 1},
		"one figure and no quotation is no retelling":         {"Fire at the mill: 31 sheep saved.", "Fire at the mill, 31 sheep safe.", "", 0},
		"nothing in common":                                   {report, "Herons breed on seven islands this year.", "", 0},
		"nothing at all":                                      {"", "", "", 0},
		"signs alone":                                         {"…", "…", "", 0},
		"a word is a copy of itself":                          {"Yes.", "yes", origins.Copied, 0},
		"a figure is one however its digits are grouped":      {"It cost 4,300,000 crowns, 2 310 of them borrowed.", "it cost 4.300.000 crowns 2310 of them borrowed", origins.Copied, 0},
		"digits are the same in every script":                 {"في عام ٢٠١٤ بلغ ١٢", "في عام 2014 بلغ 12", origins.Copied, 0},
		"Arabic and Russian letters have one form":            {"أُعلِن إلى المدينةِ ещё", "اعلن الى المدينه еще", origins.Copied, 0},
		"a Chinese copy is one":                               {"县应急局表示，地震造成三十七人受伤，两座水库出现裂缝，下游居民已经转移到安全地带。", "快讯！县应急局表示，地震造成三十七人受伤，两座水库出现裂缝，下游居民已经转移到安全地带！！", origins.Copied, 0},
		"a Thai copy is one":                                  {"เจ้าหน้าที่แจ้งว่าแผ่นดินไหวทำให้มีผู้บาดเจ็บหลายคนและบ้านเรือนเสียหาย", "ด่วน เจ้าหน้าที่แจ้งว่าแผ่นดินไหวทำให้มีผู้บาดเจ็บหลายคนและบ้านเรือนเสียหาย", origins.Copied, 0},
	} {
		t.Run(name, func(t *testing.T) {
			g := origins.Trace([]origins.Text{text(1, "Nordwire", row.one), text(2, "The Quay", row.two)}, nil)
			var kind origins.Kind
			quotes := row.quotes
			if len(g.Edges) > 0 {
				kind, quotes = g.Edges[0].Kind, g.Edges[0].Quotes
			}
			if kind != row.want || quotes != row.quotes {
				t.Errorf("%q, not %q: %+v", kind, row.want, g.Edges)
			}
		})
	}
}

// A quotation without marks keeps its place in the order.
func TestAnUnmarkedQuotationStandsWhereItStands(t *testing.T) {
	score := func(retold string) float64 {
		g := origins.Trace([]origins.Text{text(1, "Nordwire", report), text(2, "The Quay", retold)}, nil)
		if len(g.Edges) != 1 {
			t.Fatalf("%+v", g.Edges)
		}
		return g.Edges[0].Score
	}
	marked, unmarked := score(retelling), score(strings.ReplaceAll(retelling, `"`, ""))
	t.Logf("marked %.3f, unmarked %.3f", marked, unmarked)
	if unmarked < 0.95*marked {
		t.Errorf("marked %.3f, unmarked %.3f", marked, unmarked)
	}
}

// backwards is a text with its paragraphs in the other order.
func backwards(s string) string {
	lines := strings.Split(s, "\n")
	for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
	return strings.Join(lines, "\n")
}

func TestTheLessIsTakenForTheCopy(t *testing.T) {
	part := strings.Join(strings.Split(report, "\n")[:2], "\n")
	for name, row := range map[string]struct {
		one, two origins.Text
		from     models.ID
	}{
		"the first is a part":                 {text(1, "a", part), text(2, "b", report), 1},
		"the second is a part":                {text(1, "a", report), text(2, "b", part), 2},
		"a day is not before its own evening": {byDay(text(1, "a", part)), published(text(2, "b", report), noon+hour), 1},
	} {
		t.Run(name, func(t *testing.T) {
			g := origins.Trace([]origins.Text{row.one, row.two}, nil)
			if len(g.Edges) != 1 || g.Edges[0].From != row.from || g.Edges[0].Sign != origins.ByLength {
				t.Errorf("%+v", g.Edges)
			}
		})
	}
	g := origins.Trace([]origins.Text{byDay(text(1, "a", part)), published(text(2, "b", report), noon+30*hour)}, nil)
	if len(g.Edges) != 1 || g.Edges[0].From != 2 || !strings.HasSuffix(g.Edges[0].Reason, "published 1 day earlier.") {
		t.Errorf("the day after is later: %+v", g.Edges)
	}
}

func byDay(t origins.Text) origins.Text {
	t.Published, t.ByDay = noon, true
	return t
}

func TestNamesAloneAreNoSource(t *testing.T) {
	origin := text(1, "Nordwire", "The minister owns 47 flats in Bergen. He bought them between 2011 and 2014.")
	for name, row := range map[string]struct {
		citing string
		want   bool
	}{
		"it is a source at the top":           {"BERGEN (Nordwire) — Calls for the minister to go grew on Friday. He owns 47 flats in Bergen, bought since 2011.", true},
		"it is a source in the last line":     {"Calls for the minister to go grew on Friday. He owns 47 flats in Bergen, bought since 2011. With material from Nordwire", true},
		"it is spoken of":                     {"The minister has 47 flats in Bergen, bought since 2011. Once he had worked as a driver for Nordwire and other firms in town before he went into politics, which was a long time ago, and nobody in Bergen remembers him there at all.", false},
		"somebody else is the source":         {"The minister owns 47 flats in Bergen, according to The Herald, and bought them in 2011. Long ago he drove a van that belonged to Nordwire and other firms in the town, where nobody now remembers him at all, not even the oldest.", false},
		"another name begins in the same way": {"The minister owns 47 flats in Bergen, according to Nordwirelle, and bought them in 2011.", false},
	} {
		t.Run(name, func(t *testing.T) {
			g := origins.Trace([]origins.Text{origin, text(2, "The Quay", row.citing)}, nil)
			got := len(g.Edges) == 1 && g.Edges[0].Sign == origins.ByAttribution
			if got != row.want {
				t.Errorf("%+v", g.Edges)
			}
		})
	}
	follow := text(2, "Nordwire", "BERGEN (Nordwire) — Calls for the minister to go grew on Friday. He owns 47 flats in Bergen, bought since 2011.")
	if g := origins.Trace([]origins.Text{origin, follow}, nil); len(g.Edges) > 0 {
		t.Errorf("who names themselves has a source: %+v", g.Edges)
	}
	front := origin
	front.Address = "https://nordwire.example/"
	follow = text(2, "The Quay", "The minister owns 47 flats in Bergen, bought since 2011, as was found.")
	follow.Links = []string{"https://nordwire.example"}
	if g := origins.Trace([]origins.Text{front, follow}, nil); len(g.Edges) > 0 && g.Edges[0].Sign == origins.ByLink {
		t.Errorf("a link to a front page is one to what stood on it: %+v", g.Edges)
	}
}

func TestOnlySoManyTextsAreTraced(t *testing.T) {
	var texts []origins.Text
	for i := range origins.MaxTexts + 5 {
		texts = append(texts, text(models.ID(i+1), "Press", fmt.Sprint("Word ", i)))
	}
	if g := origins.Trace(texts, nil); len(g.Texts) != origins.MaxTexts || g.Texts[len(g.Texts)-1] != origins.MaxTexts {
		t.Errorf("%d texts", len(g.Texts))
	}
}
