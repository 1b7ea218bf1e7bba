package views

import (
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"

	"github.com/a-h/templ"
)

// CoverageBar is how much of an article's copy is accounted for.
type CoverageBar struct {
	models.Coverage
	Article models.ID
	Unread  bool // no reading marked what can be checked in the revision
	White   bool // far fewer claims than copy of its length has
	Words   int  // of the copy
	Claims  int  // that are not withdrawn
	Next    int  // the number of the sentence that nobody accounts for and that comes next; 0 is none
}

// number is the coverage in words.
func (b CoverageBar) number() string { return CoverageWords(b.Coverage) }

// white warns of a white manuscript.
func (b CoverageBar) white() string {
	return "White manuscript: " + counted(b.Claims, "claim", "claims") + " in " + strconv.Itoa(b.Words) +
		" words. Copy of this length usually has more that can be checked."
}

// CoverageWords is a coverage in words.
func CoverageWords(c models.Coverage) string {
	if c.Checkable == 0 {
		return "Coverage: nothing that can be checked was found"
	}
	words := "Coverage: " + strconv.Itoa(c.Done()) + " of " + counted(c.Checkable, "checkable sentence", "checkable sentences")
	if c.Unchecked > 0 {
		words += ", " + strconv.Itoa(c.Unchecked) + " left unchecked"
	}
	return words
}

// coverNames say what each cover is called on the screen, in the order of the
// legend.
var coverNames = []struct {
	Cover models.Cover
	Name  string
	Means string
}{
	{models.Uncovered, "Uncovered", "can be checked, lies in no claim, and nobody waived it"},
	{models.Unchecked, "Left unchecked", "uncovered, and an editor gave a reason"},
	{models.Covered, "Covered", "a claim lies in it"},
	{models.Waived, "Waived", "somebody looked, and says why no claim is needed"},
	{models.Plain, "Plain", "nothing in it was found that can be checked"},
}

// coverName is what a cover is called.
func coverName(c models.Cover) string {
	for _, n := range coverNames {
		if n.Cover == c {
			return n.Name
		}
	}
	return ""
}

// coverKey is a cover as the style sheet names it.
func coverKey(c models.Cover) string {
	switch c { //nolint:exhaustive // the others are one word
	case models.Plain:
		return "plain"
	case models.Unchecked:
		return "unchecked"
	}
	return string(c)
}

// WaiverView is a waiver with who gave it.
type WaiverView struct {
	models.Waiver
	By  string
	At  ui.Moment
	End Closed // why the reader does not take it back
}

// SentenceView is a sentence with how far it is accounted for.
type SentenceView struct {
	Number int // from 1
	Text   string
	Cover  models.Cover
	Claims []int // that lie in it
	Waiver *WaiverView
	Waive  bool // the reader may waive it
}

// SentencePanel is one sentence beside the copy, with what can be done about
// it.
type SentencePanel struct {
	Article  models.ID
	Revision int
	Of       int // how many sentences there are
	SentenceView
	Offers  []SuggestionCard // open in it
	Mark    Closed           // why the reader marks no claim
	Barred  Closed           // why the reader does not waive it
	Next    int              // the number of the next that nobody accounts for; 0 is none
	Key     string
	Attempt Attempt
}

// SentencePath is the address of a sentence beside the copy.
func SentencePath(article models.ID, number int) string {
	n := strconv.Itoa(number)
	return ArticlePath(article) + "?sentence=" + n + "#" + SentenceID(number)
}

// CoveragePath is the address of an article's coverage.
func CoveragePath(article models.ID) string { return ArticlePath(article) + "/coverage" }

// carry is what the forms on the sentence carry.
func (p SentencePanel) carry(form string) []ui.Hidden {
	return []ui.Hidden{
		{Name: "form", Value: form},
		{Name: "key", Value: p.Key + "." + form},
		{Name: "revision", Value: strconv.Itoa(p.Revision)},
		{Name: "sentence", Value: strconv.Itoa(p.Number)},
		{Name: BackField, Value: BackCoverage},
	}
}

func (p SentencePanel) accepting(c SuggestionCard) []ui.Hidden {
	return append(p.carry("accept-"+c.Key), ui.Hidden{Name: "suggestion", Value: c.Key})
}

// mark is where a claim is marked in the sentence.
func (p SentencePanel) mark() string {
	return ArticlePath(p.Article) + "/claims/new?sentence=" + strconv.Itoa(p.Number) + "&" + BackField + "=" + BackCoverage
}

// Coverage is the page that lists every sentence by how far it is accounted
// for.
type Coverage struct {
	Page      ui.Page
	Article   models.Article
	Revision  int
	Bar       CoverageBar
	Uncovered []SentenceView
	Left      []SentenceView
	Waived    []SentenceView
	Covered   int
	Plain     int
	Waive     Closed // why the reader waives nothing
	Key       string
	Attempt   Attempt
}

func (p Coverage) waiving() []ui.Hidden {
	return []ui.Hidden{
		{Name: "form", Value: WaiveSuggestion},
		{Name: "key", Value: p.Key + ".waive"},
		{Name: "revision", Value: strconv.Itoa(p.Revision)},
		{Name: BackField, Value: BackList},
	}
}

// BackList leads back to the page of the article's coverage.
const BackList = "list"

func ending(key string, w models.Waiver) []ui.Hidden {
	form := "end-" + strconv.FormatInt(w.ID, 10)
	return []ui.Hidden{{Name: "form", Value: form}, {Name: "key", Value: key + "." + form}}
}

func endPath(w models.Waiver) string {
	return ArticlePath(w.ArticleID) + "/waivers/" + strconv.FormatInt(w.ID, 10) + "/end"
}

// CoverageTitle names the page.
func CoverageTitle(headline string) string { return "Coverage of " + headline }

// stretch is one sentence's part of the strip beside its block.
type stretch struct {
	Sentence int
	Cover    string
	Y, Size  int // in characters of the block
}

// shapes say where a stretch lies across the strip, which is 8 wide: from where
// to where, twice for one that is double.
var shapes = map[string][][2]string{
	"plain": {{"3.5", "1"}}, "waived": {{"2.5", "3"}}, "covered": {{"1", "6"}}, "uncovered": {{"1", "6"}}, "unchecked": {{"0", "3"}, {"5", "3"}},
}

// path draws the stretch.
func (s stretch) path() string {
	var d strings.Builder
	for _, across := range shapes[s.Cover] {
		d.WriteString("M" + across[0] + " " + strconv.Itoa(s.Y) + "h" + across[1] + "v" + strconv.Itoa(s.Size) + "h-" + across[1] + "z")
	}
	return d.String()
}

// stretches draw the parts of a strip.
func stretches(parts []stretch) []templ.Component {
	cs := make([]templ.Component, len(parts))
	for i, part := range parts {
		cs[i] = stretchPath(part)
	}
	return cs
}

// strip are the sentences of a block, from a to b in code points, each as long
// as it is in it. Without covers there are none.
func (c CopySheet) strip(a, b int) (parts []stretch) {
	const gap = 3 // between two sentences, in characters
	first, _ := slices.BinarySearchFunc(c.Sentences, a+1, func(s models.Sentence, at int) int { return s.End - at })
	for i := first; i < len(c.Covers) && c.Sentences[i].Start < b; i++ {
		from, to := max(c.Sentences[i].Start, a), min(c.Sentences[i].End, b)
		parts = append(parts, stretch{i + 1, coverKey(c.Covers[i]), from - a, max(to-from-gap, 2)})
	}
	return parts
}
