// Package worth says how much a sentence is worth checking: a linear model
// over what the detectors found in it, how it looks and, in English, its
// words. The weights were trained by bench/train and are embedded; each can be
// read in words. It knows sentences, not articles, and asks no network.
package worth

import (
	"cmp"
	"math"
	"slices"

	"example.org/tickmark/copydesk/detect"
)

// Threshold is the score from which on a sentence is worth checking: on the
// sentences that the training kept for it, this one gives the best F1.
const Threshold = 0.5

// mostReasons is how many weights a score names.
const mostReasons = 8

// Sentence is what is scored.
type Sentence struct {
	Text     string
	Language string             // BCP 47
	Found    []detect.Detection // in it
}

// Score is how much a sentence is worth checking.
type Score struct {
	// Value lies between 0 and 1, the higher the more worth; the logistic
	// function of the sum of Rest and of what the weights in Because add.
	Value   float64  `json:"value"`
	Because []Weight `json:"because"` // what weighed most, by how much, the heaviest first; at most eight
	Rest    float64  `json:"rest"`    // what everything else adds, and with how much every sentence begins
}

// Weight is how one feature of the sentence moved its score.
type Weight struct {
	Feature string  `json:"feature"` // as a reader sees it
	Adds    float64 `json:"adds"`    // to the log-odds; negative when it speaks against
}

// Of scores a sentence. Of one without letters and digits it says 0.
func Of(s Sentence) Score {
	view := viewOf(s.Language)
	features := Features(s, view)
	if features == nil {
		return Score{}
	}
	m := embedded()[view]
	adds := make([]Weight, 0, len(features))
	for _, f := range features {
		if w, ok := m.by[f.Key]; ok {
			adds = append(adds, Weight{Feature: w.Feature, Adds: w.Adds * f.Value})
		}
	}
	return summed(m.bias, adds)
}

// summed is the score of what a bias and weights add up to.
func summed(bias float64, adds []Weight) Score {
	slices.SortFunc(adds, heaviest)
	logit := bias
	for _, w := range adds {
		logit += w.Adds
	}
	s := Score{Value: Logistic(logit), Because: slices.Clone(adds[:min(len(adds), mostReasons)]), Rest: bias}
	for _, w := range adds[len(s.Because):] {
		s.Rest += w.Adds
	}
	return s
}

// heaviest sorts what moves a score most first, in either direction.
func heaviest(a, b Weight) int {
	return cmp.Or(cmp.Compare(math.Abs(b.Adds), math.Abs(a.Adds)), cmp.Compare(a.Feature, b.Feature))
}

// Logistic turns log-odds into a number between 0 and 1.
func Logistic(logit float64) float64 { return 1 / (1 + math.Exp(-logit)) }
