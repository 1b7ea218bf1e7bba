package labelled

import (
	"cmp"
	"slices"
)

// Scored is a sentence's score beside its label.
type Scored struct {
	Score float64
	Worth bool
}

// AveragePrecision is the mean, over all sentences that are worth checking, of
// the precision among those ranked as high or higher. Of several with one score
// every order is as likely, so each takes the precision at the end of its tie:
// a score that says the same of all reaches their share, and no more.
func AveragePrecision(all []Scored) float64 {
	sum, worth := 0.0, 0
	for at := range levels(all) {
		sum += float64(at.newly) * at.precision()
		worth = at.right
	}
	if worth == 0 {
		return 0
	}
	return sum / float64(worth)
}

// F1 is the harmonic mean of precision and recall when those with a score of
// at least threshold are called worth checking.
func F1(all []Scored, threshold float64) float64 {
	var l level
	worth := 0
	for _, s := range all {
		worth += one(s.Worth)
		if s.Score >= threshold {
			l.called++
			l.right += one(s.Worth)
		}
	}
	return l.f1(worth)
}

// BestThreshold is the score from which on calling sentences worth checking
// gives the best F1: half way between the last one called and the next.
func BestThreshold(all []Scored) float64 {
	worth := 0
	for _, s := range all {
		worth += one(s.Worth)
	}
	best, threshold, last := 0.0, 0.0, false
	for at := range levels(all) {
		if last {
			threshold = (threshold + at.score) / 2
		}
		if last = at.f1(worth) > best; last {
			best, threshold = at.f1(worth), at.score
		}
	}
	return threshold
}

// level is a score, and what is called worth checking from it on.
type level struct {
	score         float64
	called, right int
	newly         int // right ones with this very score
}

func (l level) precision() float64 { return float64(l.right) / float64(l.called) }

func (l level) f1(worth int) float64 {
	if l.right == 0 {
		return 0
	}
	return 2 * float64(l.right) / float64(l.called+worth)
}

// levels yields every score that there is, the highest first.
func levels(all []Scored) func(func(level) bool) {
	ranked := slices.SortedStableFunc(slices.Values(all), func(a, b Scored) int { return cmp.Compare(b.Score, a.Score) })
	return func(yield func(level) bool) {
		var l level
		for i, s := range ranked {
			if i == 0 || s.Score != l.score {
				l.score, l.newly = s.Score, 0
			}
			l.called++
			l.right += one(s.Worth)
			l.newly += one(s.Worth)
			if (i+1 == len(ranked) || ranked[i+1].Score != s.Score) && !yield(l) {
				return
			}
		}
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
