package main

import (
	"embed"
	"strings"
)

//go:embed copy/*.txt
var files embed.FS

// language is one of the languages that copy is made in.
type language struct {
	tag, script string
	space       string // between sentences
	chunk       int    // how long a "word" is in a script without spaces, in code points; 0: spaces part them
	not         string // what turns a sentence into its opposite, more or less
	and         string // what joins two sentences
	pool        []string
}

// languages returns every language with its sentences.
func languages() ([]language, error) {
	all := []language{
		{tag: "en", script: "Latin", space: " ", not: "not", and: ", and"},
		{tag: "de", script: "Latin", space: " ", not: "nicht", and: ", und"},
		{tag: "fr", script: "Latin", space: " ", not: "pas", and: ", et"},
		{tag: "es", script: "Latin", space: " ", not: "no", and: ", y"},
		{tag: "ru", script: "Cyrillic", space: " ", not: "не", and: ", и"},
		{tag: "el", script: "Greek", space: " ", not: "δεν", and: ", και"},
		{tag: "ar", script: "Arabic", space: " ", not: "لم", and: " و"},
		{tag: "he", script: "Hebrew", space: " ", not: "לא", and: ", וגם"},
		{tag: "hi", script: "Devanagari", space: " ", not: "नहीं", and: " और"},
		{tag: "zh", script: "Han", chunk: 2, not: "没有", and: "，而且"},
		{tag: "ja", script: "Kana and Han", chunk: 3, not: "ない", and: "、そして"},
		{tag: "th", script: "Thai", space: " ", chunk: 4, not: "ไม่", and: " และ"},
	}
	for i := range all {
		text, err := files.ReadFile("copy/" + all[i].tag + ".txt")
		if err != nil {
			return nil, err
		}
		all[i].pool = strings.Split(strings.TrimSpace(string(text)), "\n")
	}
	return all, nil
}
