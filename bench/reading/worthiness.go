package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/bench/labelled"
	"example.org/tickmark/copydesk/worth"
)

const worthiness = "check-worthiness"

// debates measures the score on the sentences of ClaimBuster that were kept
// out of training, in a folder that is not part of the project.
func debates(folder string) ([]measure, error) {
	f1 := measure{about: worthiness, name: "debates, F1", bar: bar{sign: atLeast, figure: 0.87}}
	precision := measure{about: worthiness, name: "debates, average precision", bar: bar{sign: atLeast, figure: 0.94}}
	_, kept, err := labelled.ClaimBuster(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f1.none = "the labelled debates are not in " + folder
		precision.none = f1.none
	case err != nil:
		return nil, err
	default:
		scores := scored(kept, byWorth)
		f1.value = labelled.F1(scores, worth.Threshold)
		precision.value = labelled.AveragePrecision(scores)
	}
	return []measure{f1, precision}, nil
}

// news measures the score on sentences of news of our own, a row for every
// language, against what length alone and digits alone reach.
func news(files fs.FS) ([]measure, error) {
	f, err := files.Open("bench/reading/testdata/news.tsv")
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	sentences, err := labelled.News(f)
	if err != nil {
		return nil, fmt.Errorf("news: %w", err)
	}
	var rows []measure
	for _, lang := range languages(sentences) {
		of := slices.DeleteFunc(slices.Clone(sentences), func(s labelled.Sentence) bool { return s.Language != lang })
		length := labelled.AveragePrecision(scored(of, byLength))
		digits := labelled.AveragePrecision(scored(of, byDigits))
		rows = append(rows, measure{
			about: worthiness, name: fmt.Sprintf("%d sentences of news in %s, average precision", len(of), lang),
			value: labelled.AveragePrecision(scored(of, byWorth)),
			bar:   bar{sign: above, figure: max(length, digits), note: fmt.Sprintf("length alone %.3f, digits alone %.3f", length, digits)},
		})
	}
	return rows, nil
}

// languages are those of the sentences, in the order in which they come.
func languages(sentences []labelled.Sentence) (langs []string) {
	for _, s := range sentences {
		if !slices.Contains(langs, s.Language) {
			langs = append(langs, s.Language)
		}
	}
	return langs
}

func scored(sentences []labelled.Sentence, by func(labelled.Sentence) float64) []labelled.Scored {
	all := make([]labelled.Scored, len(sentences))
	for i, s := range sentences {
		all[i] = labelled.Scored{Score: by(s), Worth: s.Worth}
	}
	return all
}

func byWorth(s labelled.Sentence) float64 { return s.Read().Score.Value }

// byLength is the sentence's length in code points.
func byLength(s labelled.Sentence) float64 { return float64(utf8.RuneCountInString(s.Text)) }

// byDigits is how many digits the sentence has.
func byDigits(s labelled.Sentence) (n float64) {
	for _, r := range s.Text {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
