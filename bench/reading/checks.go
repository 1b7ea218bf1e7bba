package main

import (
	"example.org/tickmark/bench/demo"
	"example.org/tickmark/bench/planted"
	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/reading"
)

// Bars for the checks.
const (
	leastPlanted   = 150  // errors
	leastPrecision = 0.95 // of the findings
)

// alarms measures what the checks find in the demo article, where everything
// fits, and in texts with one planted error each and without.
func alarms() ([]measure, error) {
	articles, err := demo.Articles()
	if err != nil {
		return nil, err
	}
	var rows []measure
	for _, a := range articles {
		if a.Name == demo.Summit {
			found := checks.Run(reading.Read(reading.Copy{Document: a.Document, Language: a.Language, On: a.On}), nil)
			rows = append(rows, measure{about: "checks", name: "false alarms in the demo article", value: float64(len(found)), whole: true, bar: bar{sign: atMost}})
		}
	}
	r := planted.Measure()
	return append(rows,
		measure{about: "checks", name: "planted errors", value: float64(r.Planted), whole: true, bar: bar{sign: atLeast, figure: leastPlanted}},
		measure{about: "checks", name: "planted errors found", value: float64(r.Found), of: r.Planted, bar: bar{sign: atLeast, figure: float64(r.Planted)}},
		measure{about: "checks", name: "findings that are such an error", value: r.Precision(), bar: bar{sign: atLeast, figure: leastPrecision}},
		measure{about: "checks", name: "clean texts, false alarms in these and the others", value: float64(len(r.False)), of: r.Clean + r.Planted},
	), nil
}
