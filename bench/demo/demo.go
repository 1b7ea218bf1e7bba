// Package demo holds articles with their facts, marked by hand: the demo
// newsroom's own and some in other languages. By them it measures whether the
// claims that are suggested are the ones a checker would mark. The texts are
// the project's own, and nothing was trained on them.
package demo

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

//go:embed testdata
var files embed.FS

// Summit is the name of the demo newsroom's own article.
const Summit = "summit"

// Article is copy with its facts.
type Article struct {
	Name string
	models.Document
	Language string     // BCP 47
	On       detect.Day // its date
	// Facts are the places of each fact, in code points: one or more, since
	// headlines and standfirsts say again what stands below.
	Facts [][]models.Span
}

// Articles returns all articles, by name. It fails when a fact's words do not
// stand in the copy exactly once.
func Articles() ([]Article, error) {
	entries, err := files.ReadDir("testdata")
	if err != nil {
		return nil, err
	}
	var all []Article
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".md"); ok {
			a, err := read(name)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			all = append(all, a)
		}
	}
	return all, nil
}

// read reads one article with its facts.
func read(name string) (Article, error) {
	a := Article{Name: name}
	markdown, err := files.ReadFile(path.Join("testdata", name+".md"))
	if err != nil {
		return a, err
	}
	if a.Document, _, err = intake.Markdown(string(markdown)); err != nil {
		return a, err
	}
	marked, err := files.ReadFile(path.Join("testdata", name+".json"))
	if err != nil {
		return a, err
	}
	var gold struct {
		Language string
		Date     detect.Day
		Facts    [][]string
	}
	if err := json.Unmarshal(marked, &gold); err != nil {
		return a, err
	}
	a.Language, a.On = gold.Language, gold.Date
	for _, fact := range gold.Facts {
		var places []models.Span
		for _, words := range fact {
			at, err := find(a.Text, words)
			if err != nil {
				return a, err
			}
			places = append(places, at)
		}
		a.Facts = append(a.Facts, places)
	}
	return a, nil
}

// find is where the words stand, which is one place.
func find(text, words string) (models.Span, error) {
	before, after, found := strings.Cut(text, words)
	if !found || strings.Contains(after, words) {
		return models.Span{}, fmt.Errorf("these words do not stand in the copy once: %q", words)
	}
	start := utf8.RuneCountInString(before)
	return models.Span{Start: start, End: start + utf8.RuneCountInString(words)}, nil
}

// Result is how well suggestions meet the facts.
type Result struct {
	Covered     int // facts that a suggestion overlaps
	Facts       int
	Noise       int // suggestions that overlap no fact
	Suggestions int
	Missed      []int    // the facts that none overlaps, from 1
	Idle        []string // the words of the noise
}

// Suggested are the claims that are suggested for the article.
func (a Article) Suggested() []suggest.Suggestion {
	return suggest.Claims(reading.Read(reading.Copy{Document: a.Document, Language: a.Language, On: a.On}))
}

// Measure holds the article's suggestions against its facts.
func (a Article) Measure() Result {
	r := Result{Facts: len(a.Facts)}
	met := make([]bool, len(a.Facts))
	for _, s := range a.Suggested() {
		r.Suggestions++
		meets := false
		for i, places := range a.Facts {
			for _, place := range places {
				if place.Overlaps(s.Span) {
					met[i], meets = true, true
				}
			}
		}
		if !meets {
			r.Noise++
			r.Idle = append(r.Idle, s.Words)
		}
	}
	for i, ok := range met {
		if ok {
			r.Covered++
		} else {
			r.Missed = append(r.Missed, i+1)
		}
	}
	return r
}

// Measure holds the suggestions for the demo newsroom's own article against
// its facts. It panics when the embedded files are no such articles, which a
// test of this package rules out.
func Measure() (covered, facts, noise, suggestions int) {
	a, err := read(Summit)
	if err != nil {
		panic(err)
	}
	r := a.Measure()
	return r.Covered, r.Facts, r.Noise, r.Suggestions
}
