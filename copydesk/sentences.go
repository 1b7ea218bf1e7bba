package copydesk

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"

	"example.org/tickmark/models"
)

// Sentences cuts the copy into sentences, in order, each trimmed of white
// space. None goes over a block's end. Headline, headings and captions are one
// sentence each, unless they are as long as a paragraph (longTitle), and so is
// every cell of a table row. Elsewhere the bounds are
// those of Unicode's UAX 29, but for a full stop behind an abbreviation, an
// initial or an ordinal of the language (a BCP 47 tag). own are abbreviations
// of the newsroom, without their last full stop, beside those of the language.
func Sentences(doc models.Document, lang string, own ...string) []models.Span {
	var spans []models.Span
	rest, at := doc.Text, 0
	habits := habitsOf(lang).with(own)
	for _, b := range doc.Blocks {
		rest = skip(rest, b.Start-at)
		tail := skip(rest, b.Len())
		text := rest[:len(rest)-len(tail)]
		rest, at = tail, b.End
		var parts []string
		switch b.Kind {
		case models.Headline, models.Heading, models.Caption:
			parts = []string{text}
			if b.Len() > longTitle {
				parts = habits.cut(text)
			}
		case models.TableRow:
			parts = strings.SplitAfter(text, "\t")
		case models.Standfirst, models.Paragraph, models.ListItem, models.Quotation:
			parts = habits.cut(text)
		}
		spans = appendTrimmed(spans, b.Start, parts)
	}
	return spans
}

// longTitle is how long a headline, heading or caption may be and still be one
// sentence, in code points: what is longer is a paragraph in a title's place.
const longTitle = 200

// skip returns s without its first n code points.
func skip(s string, n int) string {
	for ; n > 0 && s != ""; n-- {
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	return s
}

// appendTrimmed adds the spans of parts that follow one another from offset at.
func appendTrimmed(spans []models.Span, at int, parts []string) []models.Span {
	for _, part := range parts {
		length := utf8.RuneCountInString(part)
		left := strings.TrimLeftFunc(part, unicode.IsSpace)
		words := strings.TrimRightFunc(left, unicode.IsSpace)
		if words != "" {
			start := at + length - utf8.RuneCountInString(left)
			spans = append(spans, models.Span{Start: start, End: start + utf8.RuneCountInString(words)})
		}
		at += length
	}
	return spans
}

// cut parts a block's text into sentences with the white space behind them.
func (h habits) cut(text string) []string {
	var parts []string
	start, end := 0, 0
	for it := sentences.FromString(text); it.Next(); {
		segment := it.Value()
		end += len(segment)
		if end < len(text) && h.goesOn(segment, text[end:]) {
			continue
		}
		parts = append(parts, text[start:end])
		start = end
	}
	return append(parts, text[start:])
}

// goesOn reports whether the sentence that a segment ends goes on in what
// follows: the segment's last full stop is part of a word.
func (h habits) goesOn(segment, follows string) bool {
	if strings.HasSuffix(segment, string(models.LineBreak)) {
		return false
	}
	words := strings.TrimRightFunc(segment, unicode.IsSpace)
	word, dotted := strings.CutSuffix(words, ".")
	if !dotted {
		return false
	}
	if i := strings.LastIndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' }); i >= 0 {
		_, size := utf8.DecodeRuneInString(word[i:])
		word = word[i+size:]
	}
	next, _ := utf8.DecodeRuneInString(follows)
	switch {
	case word == "":
		return false
	case h.abbreviations[word]:
		return true
	case h.beforeNumbers[word]:
		return unicode.IsDigit(next)
	case isOrdinal(word):
		return h.ordinals && unicode.IsLetter(next)
	case isInitials(word):
		return !h.starters[firstWord(follows)]
	}
	return false
}

// isOrdinal reports whether word is a number of at most two digits.
func isOrdinal(word string) bool {
	return len(word) <= 2 && strings.Trim(word, "0123456789") == ""
}

// isInitials reports whether word is one capital letter, or single letters
// parted by full stops as U.S and p.m are.
func isInitials(word string) bool {
	for part := range strings.SplitSeq(word, ".") {
		r, size := utf8.DecodeRuneInString(part)
		if size == 0 || size != len(part) || !unicode.IsLetter(r) || part == word && !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		return s
	}
	return s[:end]
}
