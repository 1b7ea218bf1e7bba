package main

import (
	"fmt"
	"slices"

	"example.org/tickmark/bench/origins"
)

// copied measures how well it is told which reports come from which.
func copied() ([]measure, error) {
	var of []origins.Row
	for _, set := range origins.Sets {
		of = append(of, origins.Measure(origins.Of(set)).Rows(set)...)
	}
	var rows []measure
	for _, r := range slices.Concat(of, origins.MeasureCredits(origins.Credits()).Rows()) {
		m := measure{about: "origins", name: r.Name, value: r.Value, bar: bar{sign: sign(r.Sign), figure: r.Bar}}
		if r.Count {
			m.of = r.Of
		} else {
			m.name += fmt.Sprintf(" (%d pairs)", r.Of)
		}
		rows = append(rows, m)
	}
	return rows, nil
}
