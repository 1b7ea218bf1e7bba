package demo

import (
	"slices"
	"testing"
)

// The bars of the demo article, and of the others.
const (
	mostNoise     = 0.20
	leastCoverage = 0.90
)

func TestEveryFactOfTheDemoArticleIsSuggested(t *testing.T) {
	a, err := read(Summit)
	if err != nil {
		t.Fatal(err)
	}
	r := a.Measure()
	t.Logf("%d of %d facts, %d of %d suggestions are noise", r.Covered, r.Facts, r.Noise, r.Suggestions)
	if r.Facts != 14 || r.Covered != r.Facts {
		t.Errorf("%d of %d facts; none overlaps %v", r.Covered, r.Facts, r.Missed)
	}
	if float64(r.Noise) > mostNoise*float64(r.Suggestions) {
		t.Errorf("%d of %d are noise: %q", r.Noise, r.Suggestions, r.Idle)
	}
	if covered, facts, noise, suggestions := Measure(); covered != r.Covered || facts != r.Facts || noise != r.Noise || suggestions != r.Suggestions {
		t.Error("Measure measures something else")
	}
}

func TestOtherArticlesAreMetAsWell(t *testing.T) {
	all, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 5 || !slices.ContainsFunc(all, func(a Article) bool { return a.Name == Summit }) {
		t.Fatalf("%d articles", len(all))
	}
	for _, a := range all {
		t.Run(a.Name, func(t *testing.T) {
			r := a.Measure()
			t.Logf("%d of %d facts, missed %v, %d of %d suggestions are noise: %q", r.Covered, r.Facts, r.Missed, r.Noise, r.Suggestions, r.Idle)
			if float64(r.Covered) < leastCoverage*float64(r.Facts) || float64(r.Noise) > mostNoise*float64(r.Suggestions) {
				t.Error("over the bars")
			}
		})
	}
}
