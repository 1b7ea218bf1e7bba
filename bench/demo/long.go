package demo

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

// Languages are those in which there are articles.
var Languages = []string{"de", "en", "es", "fr", "ru"}

// Long returns an article of at least so many words in one of Languages. It is
// made of the paragraphs of the articles in it, over and over, each time with
// other figures, so that no two of them are the same.
func Long(language string, words int) (models.Document, error) {
	all, err := Articles()
	if err != nil {
		return models.Document{}, err
	}
	var paragraphs []string
	for _, a := range all {
		if a.Language != language {
			continue
		}
		runes := []rune(a.Text)
		for _, b := range a.Blocks {
			if b.Kind == models.Paragraph {
				paragraphs = append(paragraphs, string(runes[b.Start:b.End]))
			}
		}
	}
	if paragraphs == nil {
		return models.Document{}, fmt.Errorf("there is no article in %q", language)
	}
	text := []string{"1.234"}
	for n, count := 0, 0; count < words; n++ {
		p := otherFigures(paragraphs[n%len(paragraphs)], n) + fmt.Sprintf(" (%d.)", n)
		count += len(strings.Fields(p))
		text = append(text, p)
	}
	doc, _, err := intake.Plain(strings.Join(text, "\n\n"))
	return doc, err
}

// otherFigures changes the digits of a text, but for the first of each number.
func otherFigures(text string, n int) string {
	before := ' '
	return strings.Map(func(r rune) rune {
		inside := unicode.IsDigit(before)
		before = r
		if r < '0' || r > '9' || !inside {
			return r
		}
		return '0' + (r-'0'+rune(n%10))%10
	}, text)
}

// Edited is the copy with other words in the middle one of its paragraphs; each
// n gives others.
func Edited(c reading.Copy, n int) reading.Copy {
	middle, words := len(c.Blocks)/2, fmt.Sprintf("%d, ", n)
	runes := []rune(c.Text)
	at := c.Blocks[middle].Start
	c.Text = string(runes[:at]) + words + string(runes[at:])
	c.Sentences = nil
	blocks := make([]models.Block, len(c.Blocks))
	for i, b := range c.Blocks {
		if i > middle {
			b.Start += utf8.RuneCountInString(words)
		}
		if i >= middle {
			b.End += utf8.RuneCountInString(words)
		}
		blocks[i] = b
	}
	c.Blocks = blocks
	return c
}
