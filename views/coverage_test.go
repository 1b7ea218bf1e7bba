package views

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/copydesk"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/typeset"
	"example.org/tickmark/views/ui"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// coveredCopy is copy with a cover for each of its sentences, the same ones over
// and over.
func coveredCopy(doc models.Document, dir models.Direction, covers ...models.Cover) CopySheet {
	c := CopySheet{Article: 1, Dir: dir, Sheet: typeset.Lay(doc, nil)}
	for i, span := range copydesk.Sentences(doc, "en") {
		c.Sentences = append(c.Sentences, models.Sentence{Span: span})
		c.Covers = append(c.Covers, covers[i%len(covers)])
	}
	var over []typeset.Claim
	for i, s := range c.Sentences {
		over = append(over, typeset.Claim{Number: i + 1, Span: s.Span, As: typeset.Sentence})
	}
	c.Sheet = typeset.Lay(doc, over)
	return c
}

var (
	aStrip   = regexp.MustCompile(`<svg class="strip" viewBox="0 0 8 (\d+)" preserveAspectRatio="none" aria-hidden="true" data-strip>(.*?)</svg>`)
	aStretch = regexp.MustCompile(`<path d="M[\d.]+ (\d+)h[\d.]+v(\d+)[^"]*" data-cover="([a-z]+)" data-s="(\d+)"></path>`)
)

// drawnStretch is one stretch as a page has it.
type drawnStretch struct {
	Sentence int
	Cover    string
	Y, Size  int
}

// drawnStrips are the strips of a page, a slice for each block, and how long
// each block is said to be.
func drawnStrips(page string) (strips [][]drawnStretch, lengths []int) {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	for _, m := range aStrip.FindAllStringSubmatch(page, -1) {
		var strip []drawnStretch
		for _, p := range aStretch.FindAllStringSubmatch(m[2], -1) {
			strip = append(strip, drawnStretch{number(p[4]), p[3], number(p[1]), number(p[2])})
		}
		strips, lengths = append(strips, strip), append(lengths, number(m[1]))
	}
	return strips, lengths
}

func TestTheStripHasAMarkForEachSentence(t *testing.T) {
	doc := paragraphs("Fares rise", "Fares rose. The mayor smiled. It rained. Nobody came.")
	all := []models.Cover{models.Plain, models.Uncovered, models.Covered, models.Waived, models.Unchecked}
	for _, dir := range []models.Direction{models.LeftToRight, models.RightToLeft} {
		page := drawnAs(t, Copy(coveredCopy(doc, dir, all...)))
		strips, lengths := drawnStrips(page)
		want := [][]drawnStretch{
			{{1, "plain", 0, 7}},
			{{2, "uncovered", 0, 8}, {3, "covered", 12, 14}, {4, "waived", 30, 7}, {5, "unchecked", 41, 9}},
		}
		if diff := cmp.Diff(want, strips); diff != "" {
			t.Errorf("%s: %s", dir, diff)
		}
		if !slices.Equal(lengths, []int{10, 53}) {
			t.Errorf("%s: the blocks are %v long", dir, lengths)
		}
		if !strings.Contains(page, `dir="`+string(dir)+`"`) {
			t.Errorf("the copy does not run %s", dir)
		}
		for n := range 5 { // where each stretch leads to
			if strings.Count(page, `id="`+SentenceID(n+1)+`"`) != 1 {
				t.Errorf("%s: sentence %d has no place of its own", dir, n+1)
			}
		}
	}
	c := coveredCopy(doc, models.LeftToRight, all...)
	c.Covers = nil
	if page := drawnAs(t, Copy(c)); strings.Contains(page, "<svg") {
		t.Error("a strip is drawn where nothing is known of covers")
	}
}

// Each cover has a shape of its own, so that colour is not needed to tell them.
func TestEachCoverHasItsNameKeyAndShape(t *testing.T) {
	seen := map[string]models.Cover{}
	for _, cover := range []models.Cover{models.Plain, models.Covered, models.Waived, models.Uncovered, models.Unchecked} {
		key := coverKey(cover)
		if coverName(cover) == "" || len(shapes[key]) == 0 || strings.ContainsAny(key, " ") {
			t.Errorf("%q: name %q, key %q, shape %v", cover, coverName(cover), key, shapes[key])
		}
		if cover == models.Uncovered || cover == models.Covered {
			continue // these two are told by how they are filled
		}
		shape := fmt.Sprint(shapes[key])
		if other, ok := seen[shape]; ok {
			t.Errorf("%q is drawn like %q", cover, other)
		}
		seen[shape] = cover
	}
}

func TestStripsAreTheSentencesOfAnyCopy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{
			"# Head\n", "\n\n", "One word. ", "*It rained.* ", "- item one. Item two.\n", "1. one\n", "> quote. It goes on.\n",
			"| a | b |\n| --- | --- |\n| c | d |\n", "![caption](https://b.example/)\n", "line\\\nbreak ", "Путин пришёл. ", "جاء الرئيس. ", "😀! ", "他来了。", "## Sub\n",
		})
		doc, _, err := intake.Markdown(strings.Join(rapid.SliceOfN(piece, 1, 40).Draw(t, "pieces"), ""))
		if err != nil {
			t.Skip("no article")
		}
		c := coveredCopy(doc, models.LeftToRight, models.Uncovered, models.Covered)
		var out strings.Builder
		if err := Copy(c).Render(context.Background(), &out); err != nil {
			t.Fatal(err)
		}
		strips, lengths := drawnStrips(out.String())
		if len(strips) != len(doc.Blocks) {
			t.Fatalf("%d strips beside %d blocks", len(strips), len(doc.Blocks))
		}
		drawn := map[int]bool{}
		for i, strip := range strips {
			end := 0
			for j, s := range strip {
				if s.Y < end || s.Size < 1 || s.Y > lengths[i] || s.Y+s.Size > lengths[i]+2 {
					t.Fatalf("stretch %d of block %d lies from %d for %d, behind %d of %d", j, i, s.Y, s.Size, end, lengths[i])
				}
				end = s.Y + 1
				drawn[s.Sentence] = true
			}
		}
		if len(drawn) != len(c.Sentences) {
			t.Fatalf("%d of %d sentences are drawn", len(drawn), len(c.Sentences))
		}
	})
}

// plainText is what a component says.
func plainText(html string) string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(html, " ")), " ")
}

func TestCoverageInWords(t *testing.T) {
	for _, row := range []struct {
		name string
		is   models.Coverage
		want string
	}{
		{"of nothing", models.Coverage{}, "Coverage: nothing that can be checked was found"},
		{"of one", models.Coverage{Checkable: 1, Uncovered: 1}, "Coverage: 0 of 1 checkable sentence"},
		{"of several", models.Coverage{Checkable: 9, Uncovered: 2}, "Coverage: 7 of 9 checkable sentences"},
		{"with some left unchecked", models.Coverage{Checkable: 9, Uncovered: 3, Unchecked: 2}, "Coverage: 6 of 9 checkable sentences, 2 left unchecked"},
	} {
		if got := CoverageWords(row.is); got != row.want {
			t.Errorf("%s: %q", row.name, got)
		}
	}
	meter := drawnAs(t, coverageMeter(models.Coverage{Checkable: 9, Uncovered: 3, Unchecked: 2}))
	for _, want := range []string{`viewBox="0 0 9 8"`, `<rect width="6" height="8">`, `x="6" width="2"`, `aria-hidden="true"`} {
		if !strings.Contains(meter, want) {
			t.Errorf("the meter has no %s: %s", want, meter)
		}
	}
	if got := drawnAs(t, coverageMeter(models.Coverage{})); got != "" {
		t.Errorf("of nothing a meter is drawn: %s", got)
	}
}

func TestACopyThatNothingReadSaysSo(t *testing.T) {
	text := plainText(drawnAs(t, coverageBar(CoverageBar{Article: 1, Unread: true, Next: 3})))
	if text != "Coverage begins with the next revision: nothing has read this one." {
		t.Errorf("it says %q", text)
	}
}

// closedTo is an act that only somebody else may do.
var closedTo = Closed{Why: "This takes the role of checker.", Who: []string{"Carl"}}

func TestASuggestionInWords(t *testing.T) {
	card := SuggestionCard{
		Key: "s1-9", Sentence: 2, At: 0, Words: "It paid 30 million euros.", Statement: "[It] paid 30 million euros", Kinds: models.Kinds{models.KindFigure},
		Reasons: []string{"an amount of money", "scores 0.62"}, Score: 62, Before: "The company grew.",
	}
	list := func(change func(*SuggestionCard), accept Closed) string {
		c := card
		if change != nil {
			change(&c)
		}
		return plainText(drawnAs(t, suggestionCard(Suggestions{Article: models.Article{ID: 1}, Accept: accept, Of: []SuggestionCard{c}, Total: 1}, c)))
	}
	for _, row := range []struct {
		name     string
		got      string
		has, not []string
	}{
		{
			"as a checker sees it", list(nil, Closed{}),
			[]string{"Sentence 2", "62 of 100", "worth checking", "Before it: “", "The company grew.", "[It] paid 30 million euros", "It paid 30 million euros.", "It has an amount of money.", "Accept", "Edit", "Waive"},
			[]string{"scores", "Proposed by"},
		},
		{"as somebody else sees it", list(nil, closedTo), []string{"[It] paid 30 million euros", "Waive"}, []string{"Accept", "Edit"}},
		{
			"whose sentence one may not waive", list(func(c *SuggestionCard) {
				c.Waive = Closed{Why: "You wrote these words, so somebody else must decide this."}
			}, Closed{}),
			[]string{"Accept", "Waive: You wrote these words"},
			[]string{"Waive sentence"},
		},
		{"whose statement is its words", list(func(c *SuggestionCard) { c.Words, c.Statement, c.Before = "It rained.", "It rained", "" }, Closed{}), []string{"It rained"}, []string{"It rained.", "Before it"}},
		{"of a model", list(func(c *SuggestionCard) { c.Model, c.Reasons = "small", nil }, Closed{}), []string{"Proposed by the model small"}, []string{"It has"}},
		{"well worth it", list(func(c *SuggestionCard) { c.Score = 80 }, Closed{}), []string{"80 of 100", "well worth checking"}, nil},
		{"hardly worth it", list(func(c *SuggestionCard) { c.Score = 49 }, Closed{}), []string{"49 of 100", "may be worth checking"}, nil},
	} {
		for _, w := range row.has {
			if !strings.Contains(row.got, w) {
				t.Errorf("%s: it does not say %q: %s", row.name, w, row.got)
			}
		}
		for _, w := range row.not {
			if strings.Contains(row.got, w) {
				t.Errorf("%s: it says %q: %s", row.name, w, row.got)
			}
		}
	}
}

func TestTheDetectorsWithoutAListAreNamed(t *testing.T) {
	for want, names := range map[string][]string{
		"attributions": {"Attributions"}, "attributions and causes": {"Attributions", "Causes"},
		"attributions, superlatives and causes": {"Attributions", "Superlatives", "Causes"},
	} {
		if got := listNone(names); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWhatBecameOfAnAcceptanceInWords(t *testing.T) {
	for want, a := range map[string]Acceptance{
		"1 claim made.":  {Claims: 1},
		"3 claims made.": {Claims: 3},
		"3 claims made, 1 of them worked on since and stays.": {Claims: 3, Touched: 1},
		"3 claims made, 2 of them worked on since and stay.":  {Claims: 3, Touched: 2},
	} {
		if got := a.words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAFindingInWords(t *testing.T) {
	row := CheckRow{
		Check: "sums", Message: "3 and 4 are 7, not 8.", Fingerprint: strings.Repeat("a", 64), Sentence: 4, Words: "3 and 4 are 8.",
		Places: []CheckPlace{{Words: "3 and 4", Sentence: 4}, {Words: "8", Sentence: 5}},
	}
	settled := row
	settled.Settled = CheckSettled{ID: 7, Answer: models.MadeClaim, Reason: "", By: "Carl", At: ui.Moment{ISO: "x", Exact: "now"}, Path: "/articles/1/claims/3"}
	page := func(p Checks) (html, text string) {
		p.Article.ID, p.Ask = 1, []ui.Choice{{Value: "2", Label: "Rita"}}
		html = drawnAs(t, checksTab(p))
		return html, plainText(html)
	}
	html, text := page(Checks{Open: []CheckRow{row}, MayMark: true, All: []CheckLine{{Name: "sums", Explains: "Adds up.", Open: 1}, {Name: "links", Explains: "Looks."}}})
	for _, want := range []string{"sums 3 and 4 are 7, not 8. 3 and 4 8", "Dismiss", "Make it a claim", "3 and 4 are 8.", "Ask somebody", "Rita", "What is checked Sums 1 Adds up. Links Looks."} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q: %s", want, text)
		}
	}
	for _, want := range []string{`href="/articles/1?tab=checks#s4"`, `href="/articles/1?tab=checks#s5"`, `name="fingerprint" value="` + row.Fingerprint + `"`, `name="check" value="sums"`, `name="sentence" value="4"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the row has no %s", want)
		}
	}
	if _, text = page(Checks{Open: []CheckRow{row}}); strings.Contains(text, "Make it a claim") || !strings.Contains(text, "Dismiss") {
		t.Errorf("to an editor it says %s", text)
	}
	if html, text = page(Checks{Open: []CheckRow{row}, Answer: closedTo}); strings.Contains(html, "<form") || !strings.Contains(text, "Answer: This takes the role of checker. Who may: Carl.") {
		t.Errorf("to who may not it says %s", text)
	}
	html, text = page(Checks{Settled: []CheckRow{settled}})
	if !strings.Contains(text, "Nothing stands out") || !strings.Contains(text, "1 settled") || !strings.Contains(text, "Made a claim by Carl") || !strings.Contains(html, `href="/articles/1/claims/3">Look at it`) || !strings.Contains(html, `action="/articles/1/checks/7/reopen"`) {
		t.Errorf("settled, it says %s", text)
	}
	if html, _ = page(Checks{Settled: []CheckRow{settled}, Answer: closedTo}); strings.Contains(html, "/reopen") {
		t.Error("who may not may open it again")
	}
}
