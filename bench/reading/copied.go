package main

import (
	"fmt"

	"example.org/tickmark/bench/origins"
)

// copied measures how well it is told which reports come from which.
func copied() ([]measure, error) {
	var rows []measure
	for _, set := range origins.Sets {
		for _, r := range origins.Measure(origins.Of(set)).Rows(set) {
			m := measure{about: "origins", name: r.Name, value: r.Value, bar: bar{sign: sign(r.Sign), figure: r.Bar}}
			if r.Count {
				m.of = r.Of
			} else {
				m.name += fmt.Sprintf(" (%d pairs)", r.Of)
			}
			rows = append(rows, m)
		}
	}
	return rows, nil
}
