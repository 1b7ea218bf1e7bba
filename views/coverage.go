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
	Unread  bool           // no reading marked what can be checked in the revision
	White   bool           // far fewer claims than copy of its length has
	Words   int            // of the copy
	Claims  int            // that are not withdrawn
	Next    int            // the number of the sentence that nobody accounts for and that comes next; 0 is none
	Offers  int            // how many suggestions are open
	Legend  []models.Cover // that the strip beside the copy shows
}

// number is the coverage in words.
func (b CoverageBar) number() string { return CoverageWords(b.Coverage) }

// white warns of a white manuscript.
func (b CoverageBar) white() string {
	return counted(b.Claims, "claim", "claims") + " in " + strconv.Itoa(b.Words) + " words: copy of this length usually has more that can be checked."
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
	Undo    *Acceptance      // what the reader accepted a moment ago, or nil
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

// CoverageFrom is the address of an article's coverage behind so many of the
// uncovered sentences.
func CoverageFrom(article models.ID, from int) string {
	if from <= 0 {
		return CoveragePath(article)
	}
	return CoveragePath(article) + "?from=" + strconv.Itoa(from)
}

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

// edit is where a suggestion in it is edited.
func (p SentencePanel) edit(c SuggestionCard) string {
	return SuggestionsPath(p.Article, 0, false) + "&" + EditSuggestion + "=" + c.Key + "&" + BackField + "=" + BackCoverage
}

// waiveLook keeps one main button to the panel.
func (p SentencePanel) waiveLook() ui.Look {
	if len(p.Offers) > 0 && p.Mark.Why == "" {
		return ui.Ordinary
	}
	return ui.Main
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
	Uncovered []SentenceView // those shown
	From      int            // how many come before those shown
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
		{Name: "from", Value: strconv.Itoa(p.From)},
	}
}

// title counts the uncovered, and says which of them are shown.
func (p Coverage) title() string {
	all := p.Bar.Open()
	words := counted(all, "uncovered sentence", "uncovered sentences")
	if len(p.Uncovered) < all {
		words += ": " + strconv.Itoa(p.From+1) + " to " + strconv.Itoa(p.From+len(p.Uncovered))
	}
	return words
}

// before and behind are where the rest of the uncovered is, or "".
func (p Coverage) before() string {
	if p.From == 0 {
		return ""
	}
	return CoverageFrom(p.Article.ID, max(0, p.From-PerList))
}

func (p Coverage) behind() string {
	if p.From+len(p.Uncovered) >= p.Bar.Open() {
		return ""
	}
	return CoverageFrom(p.Article.ID, p.From+len(p.Uncovered))
}

// done says how the sentences are accounted for that the page does not list.
func (p Coverage) done() string {
	switch {
	case p.Covered+p.Plain == 0:
		return ""
	case p.Plain == 0:
		return counted(p.Covered, "sentence lies", "sentences lie") + " in a claim."
	case p.Covered == 0:
		return "In " + counted(p.Plain, "sentence", "sentences") + " nothing was found that can be checked."
	}
	return counted(p.Covered, "sentence lies", "sentences lie") + " in a claim; in " + counted(p.Plain, "other", "others") + " nothing was found that can be checked."
}

// whole says that nothing is uncovered, or that nothing could be.
func (p Coverage) whole() (ui.Tone, string) {
	if p.Bar.Checkable == 0 {
		return ui.Info, "Nothing was found in the copy that can be checked, so nothing has to be covered. What you find yourself you mark in the copy."
	}
	return ui.Good, "Every sentence that can be checked lies in a claim, is waived, or an editor gave a reason."
}

// BackList leads back to the page of the article's coverage.
const BackList = "list"

// ending is what the form carries that takes the sentence's waiver back; back is
// the page that it leads back to.
func (s SentenceView) ending(key, back string) []ui.Hidden {
	form := "end-" + strconv.FormatInt(s.Waiver.ID, 10)
	return []ui.Hidden{
		{Name: "form", Value: form},
		{Name: "key", Value: key + "." + form},
		{Name: BackField, Value: back},
		{Name: "sentence", Value: strconv.Itoa(s.Number)},
	}
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
