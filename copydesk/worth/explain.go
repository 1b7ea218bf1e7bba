package worth

import (
	"maps"
	"slices"
	"strings"

	"example.org/tickmark/copydesk/detect"
)

// Weights lists all weights for sentences of a language (BCP 47), in words that
// a reader understands: first what every sentence begins with, then the
// heaviest first. What a word adds is meant for a sentence of eight words: in
// one of n words it adds √(8/n) of it.
func Weights(lang string) []Weight {
	m := embedded()[viewOf(lang)]
	list := slices.SortedFunc(maps.Values(m.by), heaviest)
	return slices.Insert(list, 0, Weight{Feature: "to begin with", Adds: m.bias})
}

// called says for everything that is counted what one is called.
var called = map[string]string{
	string(detect.Number):       "a number",
	string(detect.Money):        "a sum of money",
	string(detect.Percentage):   "a percentage",
	string(detect.Age):          "an age",
	string(detect.Date):         "a date",
	string(detect.RelativeDate): "a relative date",
	string(detect.Time):         "a time of day",
	string(detect.Name):         "a name or title",
	string(detect.Proper):       "an organisation or place",
	string(detect.Attribution):  "an attribution",
	string(detect.Superlative):  "a superlative or first",
	string(detect.Comparison):   "a comparison or trend",
	string(detect.Cause):        "a cause",
	digits:                      "a figure in digits",
}

// further are the articles of what is counted, beyond the first.
var further = map[string]string{"2": "a second", "3": "a third"}

// marks are marks, in words.
var marks = map[string]string{"?": "a question mark", "!": "an exclamation mark"}

// speaking are voices, in words.
var speaking = map[string]string{
	"self":   "speaks for itself (I, we)",
	"you":    "speaks to somebody (you, please)",
	"ought":  "says what ought to be (should, must)",
	"will":   "says what will or would be",
	"belief": "believes or wishes (think, hope)",
	"maybe":  "is not sure (perhaps, seems)",
	"praise": "praises or blames (good, wrong)",
	"past":   "tells what was (was, had)",
}

// inWords says what a feature's key stands for.
func inWords(key string) string {
	group, what, _ := strings.Cut(key, ":")
	switch group {
	case "word":
		return inQuotes("the word", what)
	case "words":
		if first, ok := strings.CutPrefix(what, beginning+" "); ok {
			return inQuotes("at the beginning", first)
		}
		return inQuotes("the words", what)
	case "length":
		return spelled(what) + " words long"
	case "capitals":
		return "capitals on " + spelled(what) + " of a hundred words"
	case "voice":
		return speaking[what]
	case "mark":
		return marks[what]
	}
	if article, ok := further[what]; ok {
		_, noun, _ := strings.Cut(called[group], " ")
		return article + " " + noun
	}
	return called[group]
}

// inQuotes names words, with those that stand for others in brackets.
func inQuotes(before, words string) string {
	parts := strings.Fields(words)
	for i, w := range parts {
		switch w {
		case number:
			parts[i] = "[number]"
		case year:
			parts[i] = "[year]"
		case name:
			parts[i] = "[name]"
		}
	}
	return before + " “" + strings.Join(parts, " ") + "”"
}

// spelled is a bucket of figures in words: "4 to 6", "36 or more".
func spelled(bucket string) string {
	if from, ok := strings.CutSuffix(bucket, "+"); ok {
		return from + " or more"
	}
	return strings.Replace(bucket, "-", " to ", 1)
}
