package main

import (
	"context"
	"fmt"

	"example.org/tickmark/bench/demo"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
)

// longArticle is how many words the article has that is read.
const longArticle = 10_000

// longCopy is an article of so many words, of a day.
func longCopy(language string, words int) (reading.Copy, error) {
	doc, err := demo.Long(language, words)
	return reading.Copy{Document: doc, Language: language, On: "2025-09-22"}, err
}

// readAll reads copy as a new article is: sentences, detectors, scores,
// suggestions, checks.
func readAll(c reading.Copy) func() error {
	return func() error {
		r := reading.Read(c)
		suggest.Claims(r)
		checks.Run(r, nil)
		return nil
	}
}

// took is the CPU time that fn takes in milliseconds, the median of rounds.
func took(fn func() error) (float64, error) {
	var all []float64
	for range rounds {
		from := cpu()
		if err := fn(); err != nil {
			return 0, err
		}
		all = append(all, float64(cpu()-from)/1e6)
	}
	return median(all), nil
}

// copyRead measures the reading of a long article.
func copyRead(_ context.Context, t *table) error {
	var worst float64
	var slowest string
	for _, language := range demo.Languages {
		c, err := longCopy(language, longArticle)
		if err != nil {
			return err
		}
		ms, err := took(readAll(c))
		if err != nil {
			return err
		}
		if ms > worst {
			worst, slowest = ms, language
		}
	}
	t.most(fmt.Sprintf("reading 10,000 words, CPU time, slowest of %d languages (%s)", len(demo.Languages), slowest), worst, 250, " ms")
	if err := stages(t); err != nil {
		return err
	}
	return growth(t)
}

// stages tells what each part of the reading takes.
func stages(t *table) error {
	c, err := longCopy("en", longArticle)
	if err != nil {
		return err
	}
	r := reading.Read(c)
	in := detect.Copy{Document: c.Document, Sentences: r.Copy.Sentences, Language: c.Language, On: c.On}
	for _, s := range []struct {
		name string
		do   func()
	}{
		{"sentences", func() { copydesk.Sentences(c.Document, c.Language) }},
		{"detectors", func() { detect.In(in) }},
		{"these, and scores", func() { reading.Read(c) }},
		{"suggestions", func() { suggest.Claims(r) }},
		{"checks", func() { checks.Run(r, nil) }},
	} {
		ms, err := took(func() error { s.do(); return nil })
		if err != nil {
			return err
		}
		t.told("of it in English: "+s.name, fmt.Sprintf("%.1f ms", ms))
	}
	return nil
}

// growth holds twice the words against the words, and a second reading, of copy
// in which one paragraph changed, against the first.
func growth(t *table) error {
	c, err := longCopy("en", longArticle)
	if err != nil {
		return err
	}
	double, err := longCopy("en", 2*longArticle)
	if err != nil {
		return err
	}
	twice, err := ratio(readAll(double), 2, readAll(c), 2)
	if err != nil {
		return err
	}
	t.most("reading 20,000 words / 10,000", twice, 2.3, "×")
	var edited []reading.Copy
	for n := range rounds * 20 {
		edited = append(edited, demo.Edited(c, n))
	}
	var reader reading.Reader
	reader.Read(c)
	next := 0
	again := func() error {
		reader.Read(edited[next])
		next++
		return nil
	}
	part, err := ratio(again, 20, func() error { reading.Read(c); return nil }, 2)
	if err != nil {
		return err
	}
	t.add(line{"reading it again, one paragraph changed / at first", fmt.Sprintf("%.2f×", part), "≤ 0.1×", part <= 0.1})
	return nil
}
