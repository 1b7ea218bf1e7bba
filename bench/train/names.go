package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/copydesk/worth"
)

// names are the words, in small letters, that sentences mostly write with a
// capital where they do not begin with them. Inside a sentence no such word is
// weighed; where one begins a sentence, nothing else tells it from others.
func names(all []seen) map[string]bool {
	capital, every := map[string]int{}, map[string]int{}
	for _, s := range all {
		words := strings.FieldsFunc(s.Text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
		for _, w := range words[min(1, len(words)):] {
			small := strings.ToLower(w)
			every[small]++
			if first, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(first) {
				capital[small]++
			}
		}
	}
	found := map[string]bool{}
	for w, n := range capital {
		found[w] = 2*n > every[w] && w != "i" && !strings.HasPrefix(w, "i'")
	}
	return found
}

// withoutNames leaves out of the examples every word and pair of words that
// has a name in it.
func withoutNames(examples []example, names map[string]bool) {
	for i := range examples {
		examples[i].features = slices.DeleteFunc(examples[i].features, func(f worth.Feature) bool {
			group, words, _ := strings.Cut(f.Key, ":")
			return (group == "word" || group == "words") && slices.ContainsFunc(strings.Fields(words), func(w string) bool { return names[w] })
		})
	}
}
