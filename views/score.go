package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/views/ui"
)

// ScoreTitle names the page on how the score of a suggestion is made.
const ScoreTitle = "How the score is made"

// Score is the page on how the score of a suggestion is made.
type Score struct {
	Page      ui.Page
	Threshold float64
	Lists     []WeightList
	Detectors []DetectorRow
}

// ScoreView is what of a sentence is weighed, by its language.
type ScoreView struct {
	Like  string // a language that is weighed so
	ID    string
	Title string
	Says  string
}

// ScoreViews are all of them.
var ScoreViews = []ScoreView{
	{"en", "english", "English", "What was found in the sentence, how it looks, who speaks, and its words."},
	{"fr", "others", "Other languages", "What was found in the sentence, how it looks and who speaks. Its words are not weighed: the training data is English."},
	{"de", "without-capitals", "German, and scripts without capitals", "The same, without what only capitals show."},
}

// WeightList is the weights of a view, the heaviest first behind what every
// sentence begins with.
type WeightList struct {
	ScoreView
	Weights []WeightRow
}

// WeightRow is what one feature adds to the log-odds.
type WeightRow struct {
	Feature string
	Adds    float64
}

// adds is the weight with its sign.
func (w WeightRow) adds() string {
	figure := strconv.FormatFloat(w.Adds, 'f', 2, 64)
	if w.Adds >= 0 {
		return "+" + figure
	}
	return "−" + figure[1:]
}

// word reports whether it weighs a word of the sentence.
func (w WeightRow) word() bool { return strings.Contains(w.Feature, "“") }

// mostWords is how many words stand in the list: the rest weighs less.
const mostWords = 120

// parted are the weights of what is seen, and the heaviest of words.
func (l WeightList) parted() (seen, words []WeightRow, left int) {
	for _, w := range l.Weights {
		switch {
		case !w.word():
			seen = append(seen, w)
		case len(words) < mostWords:
			words = append(words, w)
		default:
			left++
		}
	}
	return seen, words, left
}

// DetectorRow is a detector with what it looks for.
type DetectorRow struct {
	Name, Explains string
	Languages      []string // nil: all
}

func (d DetectorRow) languages() string {
	if d.Languages == nil {
		return "Every language"
	}
	names := make([]string, len(d.Languages))
	for i, tag := range d.Languages {
		names[i] = LanguageName(tag)
	}
	return strings.Join(names, ", ")
}

// threshold is the score from which on a sentence counts as worth checking.
func (s Score) threshold() string { return strconv.Itoa(int(100 * s.Threshold)) }

// trainedOn says where the weights come from.
const trainedOn = "The weights were fitted to ClaimBuster, sentences of United States presidential debates from 1960 to 2016 that people labelled: Arslan, Hassan, Li, Tremayne, “A Benchmark Dataset of Check-worthy Factual Claims”, ICWSM 2020, doi 10.5281/zenodo.3609356, published as open access under Creative Commons Attribution, as far as known. The weights are our own; none of its sentences stands in the product."
