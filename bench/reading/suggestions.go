package main

import (
	"fmt"
	"math"

	"example.org/tickmark/bench/demo"
)

// Bars for the articles whose facts are marked.
const (
	mostNoise  = 0.20 // of the suggestions
	leastFacts = 0.90 // of the facts; in the demo article all
)

// suggestions measures, in articles whose facts were marked by hand, how many
// facts a suggestion meets, and how many suggestions meet no fact.
func suggestions() ([]measure, error) {
	articles, err := demo.Articles()
	if err != nil {
		return nil, err
	}
	var rows []measure
	for _, a := range articles {
		r := a.Measure()
		facts := math.Ceil(leastFacts * float64(r.Facts))
		name := fmt.Sprintf("an article in %s (%s)", a.Language, a.Name)
		if a.Name == demo.Summit {
			facts, name = float64(r.Facts), "the demo article"
		}
		rows = append(rows,
			measure{
				about: "suggestions", name: name + ", facts that one meets",
				value: float64(r.Covered), of: r.Facts, bar: bar{sign: atLeast, figure: facts},
			},
			measure{
				about: "suggestions", name: name + ", those that meet no fact",
				value: float64(r.Noise), of: r.Suggestions, bar: bar{sign: atMost, figure: math.Floor(mostNoise * float64(r.Suggestions))},
			})
	}
	return rows, nil
}
