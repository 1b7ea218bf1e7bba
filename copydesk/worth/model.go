package worth

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Model is the weights of one view.
type Model struct {
	Bias    float64            // what every sentence begins with, in log-odds
	Weights map[string]float64 // by the feature's key; a feature without one weighs nothing
}

//go:embed weights.txt
var weights string

// embedded are the weights that the project carries, in words.
var embedded = sync.OnceValue(func() map[View]worded {
	models, err := Read(strings.NewReader(weights))
	if err != nil {
		panic(err) // no test passes with weights that cannot be read
	}
	views := map[View]worded{}
	for v, m := range models {
		w := worded{bias: m.Bias, by: make(map[string]Weight, len(m.Weights))}
		for key, adds := range m.Weights {
			w.by[key] = Weight{Feature: inWords(key), Adds: adds}
		}
		views[v] = w
	}
	return views
})

// worded is a model whose weights are named in words.
type worded struct {
	bias float64
	by   map[string]Weight // by the feature's key
}

// bias is the key of the bias in a file of weights. No feature has it: theirs
// hold a colon.
const bias = "bias"

// Read reads models as Write writes them. It fails at a line that is none of a
// comment, a view in brackets, or a key, a tab and a number, and at a key that
// stands twice in its view.
func Read(r io.Reader) (map[View]Model, error) {
	models := map[View]Model{}
	var view View
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			view = View(strings.Trim(line, "[]"))
			models[view] = Model{Weights: map[string]float64{}}
			continue
		}
		key, figure, _ := strings.Cut(line, "\t")
		w, err := strconv.ParseFloat(figure, 64)
		m, ok := models[view]
		if _, twice := m.Weights[key]; err != nil || !ok || twice {
			return nil, fmt.Errorf("worth: weights, line %d: %q", n, line)
		}
		if key == bias {
			m.Bias = w
			models[view] = m
			continue
		}
		m.Weights[key] = w
	}
	return models, lines.Err()
}

// Write writes models as text, below a head of which every line begins with
// "#": weights by key and in hundredths, those left out that round to nothing,
// and the bias in ten thousandths.
func Write(w io.Writer, head string, models map[View]Model) error {
	var out strings.Builder
	out.WriteString(head)
	for _, v := range Views {
		m := models[v]
		fmt.Fprintf(&out, "[%s]\n%s\t%.4f\n", v, bias, m.Bias)
		for _, key := range slices.Sorted(maps.Keys(m.Weights)) {
			if figure := strconv.FormatFloat(m.Weights[key], 'f', 2, 64); strings.Trim(figure, "-0.") != "" {
				fmt.Fprintf(&out, "%s\t%s\n", key, figure)
			}
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}
