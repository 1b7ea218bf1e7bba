package main

import (
	"fmt"
	"math"
	"strings"

	"example.org/tickmark/bench/labelled"
	"example.org/tickmark/copydesk/worth"
)

// head is what stands above the weights.
const head = `# How much each feature of a sentence adds to its being worth checking, in
# log-odds. make train writes this file; worth.Features says what the keys mean.
#
# Trained on ClaimBuster: sentences of U.S. presidential debates from 1960 to
# 2016, labelled by people. Arslan, Hassan, Li, Tremayne, "A Benchmark Dataset
# of Check-worthy Factual Claims", ICWSM 2020, doi 10.5281/zenodo.3609356,
# published as open access under Creative Commons Attribution, as far as known.
# None of its sentences stands here: words and pairs of words, each of at least
# five sentences, with weights of our own fitting.
`

// seen is a sentence that was read, as far as a score looks at it.
type seen struct {
	worth.Sentence
	worth bool
}

// train fits a model for every view, and tells how well each does on the
// development sentences. Each bias is set so that worth.Threshold gives the
// best F1 there.
func train(training, development []labelled.Sentence) (models map[worth.View]worth.Model, told string) {
	learned, kept := read(training), read(development)
	models = map[worth.View]worth.Model{}
	var b strings.Builder
	fmt.Fprintf(&b, "%d sentences to train on, %d to look at\n", len(learned), len(kept))
	named := names(learned)
	for _, v := range worth.Views {
		of := examples(learned, v)
		withoutNames(of, named)
		m := rounded(fit(of))
		scores := scored(m, examples(kept, v))
		at := labelled.BestThreshold(scores)
		m.Bias -= at
		models[v] = m
		fmt.Fprintf(&b, "%-10s F1 %.3f, average precision %.3f, %d weights\n", v, labelled.F1(scores, at), labelled.AveragePrecision(scores), weighty(m))
	}
	return models, b.String()
}

// rounded is the model with its weights as they are written, so that what is
// told of it is told of what is embedded.
func rounded(m worth.Model) worth.Model {
	for key, w := range m.Weights {
		m.Weights[key] = math.Round(w*100) / 100
	}
	return m
}

func read(sentences []labelled.Sentence) []seen {
	all := make([]seen, len(sentences))
	for i, s := range sentences {
		all[i] = seen{worth.Sentence{Text: s.Text, Language: s.Language, Found: s.Read().Found}, s.Worth}
	}
	return all
}

func examples(all []seen, v worth.View) []example {
	es := make([]example, len(all))
	for i, s := range all {
		es[i] = example{worth.Features(s.Sentence, v), s.worth}
	}
	return es
}

// scored scores examples in log-odds.
func scored(m worth.Model, examples []example) []labelled.Scored {
	all := make([]labelled.Scored, len(examples))
	for i, e := range examples {
		all[i] = labelled.Scored{Score: m.Bias, Worth: e.worth}
		for _, f := range e.features {
			all[i].Score += float64(m.Weights[f.Key] * f.Value)
		}
	}
	return all
}

// weighty counts the weights that are left.
func weighty(m worth.Model) (n int) {
	for _, w := range m.Weights {
		if w != 0 {
			n++
		}
	}
	return n
}
