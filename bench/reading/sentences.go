package main

import (
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/copydesk"
	"example.org/tickmark/models"
)

// cutting is a paragraph of which it is known where its sentences end.
type cutting struct {
	lang, subject string
	text          string
	sentences     []string
}

// sentences measures how many paragraphs of copydesk's cases are cut where
// they should be, and how few there are for a subject.
func sentences(files fs.FS) ([]measure, error) {
	cases, err := cuttings(files)
	if err != nil {
		return nil, err
	}
	right := 0
	counts := map[string]int{}
	for _, c := range cases {
		counts[c.subject]++
		if slices.Equal(c.cut(), c.sentences) {
			right++
		}
	}
	fewest := len(cases)
	for _, n := range counts {
		fewest = min(fewest, n)
	}
	return []measure{
		{about: "sentences", name: "paragraphs cut as they should be", value: float64(right), of: len(cases), bar: bar{sign: atLeast, figure: float64(len(cases))}},
		{about: "sentences", name: "paragraphs for a subject, the fewest", value: float64(fewest), whole: true, bar: bar{sign: atLeast, figure: 5}},
	}, nil
}

// cuttings reads the cases: heads that name a language and a subject in
// brackets, and lines below them with a bar where one sentence ends and another
// begins.
func cuttings(files fs.FS) (cases []cutting, err error) {
	content, err := fs.ReadFile(files, "copydesk/testdata/sentences.txt")
	if err != nil {
		return nil, err
	}
	var c cutting
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "# "):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			c.lang, c.subject, _ = strings.Cut(strings.Trim(line, "[]"), " ")
		default:
			c.text = strings.ReplaceAll(strings.ReplaceAll(line, " | ", " "), "|", "")
			c.sentences = strings.Split(line, "|")
			for i := range c.sentences {
				c.sentences[i] = strings.TrimSpace(c.sentences[i])
			}
			cases = append(cases, c)
			c.sentences = nil
		}
	}
	return cases, nil
}

// cut are the sentences into which the program cuts the paragraph.
func (c cutting) cut() (parts []string) {
	runes := []rune(c.text)
	whole := models.Span{End: utf8.RuneCountInString(c.text)}
	doc := models.Document{Text: c.text, Blocks: []models.Block{{Span: whole, Kind: models.Paragraph}}}
	for _, s := range copydesk.Sentences(doc, c.lang) {
		parts = append(parts, string(runes[s.Start:s.End]))
	}
	return parts
}
