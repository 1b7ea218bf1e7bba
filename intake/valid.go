package intake

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"example.org/tickmark/models"
)

// Valid returns nil for a document that keeps every promise of
// models.Document and its parts, as all that this package makes do:
//
//   - the text is UTF-8, in NFC, within models.MaxText and MaxBlocks, without
//     control characters but the LF between blocks and the TAB between cells;
//   - the first block and no other is the headline, only the second may be a
//     standfirst; blocks neither begin nor end with white space, nor do cells;
//   - levels and numbers are in range and on their kinds only;
//   - marks are sorted as models.Mark says, lie inside one block and one cell,
//     do not meet others of their kind, and links lead where they may.
//
// The error says what is wrong in words for programmers.
func Valid(d models.Document) error {
	switch {
	case len(d.Text) > models.MaxText:
		return errors.New("intake: the text is too large")
	case !utf8.ValidString(d.Text):
		return errors.New("intake: the text is not UTF-8")
	case !norm.NFC.IsNormalString(d.Text):
		return errors.New("intake: the text is not in NFC")
	case len(d.Blocks) == 0 || len(d.Blocks) > MaxBlocks:
		return errors.New("intake: there are no blocks, or too many")
	}
	texts := strings.Split(d.Text, "\n")
	if len(texts) != len(d.Blocks) {
		return fmt.Errorf("intake: %d blocks over %d lines", len(d.Blocks), len(texts))
	}
	at := 0
	for i, b := range d.Blocks {
		end := at + utf8.RuneCountInString(texts[i])
		if b.Span != (models.Span{Start: at, End: end}) {
			return fmt.Errorf("intake: block %d spans %v, not %d to %d", i, b.Span, at, end)
		}
		if err := validBlock(i, b, texts[i]); err != nil {
			return err
		}
		at = end + 1
	}
	return validMarks(d)
}

func validBlock(i int, b models.Block, text string) error {
	level := map[models.BlockKind][2]int{models.Heading: {2, 6}, models.ListItem: {1, MaxDepth}}[b.Kind]
	cells := []string{text}
	if b.Kind == models.TableRow {
		cells = strings.Split(text, "\t")
	}
	ragged := func(cell string) bool { return strings.TrimFunc(cell, isBlank) != cell }
	misplaced := func(r rune) bool { return unicode.IsControl(r) || r == '\u2029' }
	switch {
	case (i == 0) != (b.Kind == models.Headline) || b.Kind == models.Standfirst && i != 1:
		return fmt.Errorf("intake: a %s as block %d", b.Kind, i)
	case !slices.Contains(kinds, b.Kind):
		return fmt.Errorf("intake: unknown kind of block %q", b.Kind)
	case b.Level < level[0] || b.Level > level[1]:
		return fmt.Errorf("intake: a %s of level %d", b.Kind, b.Level)
	case b.Number < 0 || b.Number > maxNumber || b.Number > 0 && b.Kind != models.ListItem:
		return fmt.Errorf("intake: a %s numbered %d", b.Kind, b.Number)
	case strings.Trim(text, "\t") == "":
		return fmt.Errorf("intake: block %d is empty", i)
	case slices.ContainsFunc(cells, ragged):
		return fmt.Errorf("intake: block %d begins or ends with white space", i)
	case slices.ContainsFunc(cells, func(c string) bool { return strings.ContainsFunc(c, misplaced) }):
		return fmt.Errorf("intake: block %d holds a control character", i)
	}
	return nil
}

var kinds = []models.BlockKind{
	models.Headline, models.Standfirst, models.Heading, models.Paragraph,
	models.ListItem, models.Quotation, models.Caption, models.TableRow,
}

func validMarks(d models.Document) error {
	if !slices.IsSortedFunc(d.Marks, compareMarks) {
		return errors.New("intake: marks are not in order")
	}
	bounds := segments(d.Text)
	last := map[models.MarkKind]models.Mark{}
	for _, m := range d.Marks {
		for len(bounds) > 0 && bounds[0].End < m.End {
			bounds = bounds[1:]
		}
		switch before, ok := last[m.Kind]; {
		case m.Start >= m.End || len(bounds) == 0 || m.Start < bounds[0].Start:
			return fmt.Errorf("intake: mark %v lies in no block or cell", m)
		case ok && (before.End > m.Start || before.End == m.Start && before.URL == m.URL):
			return fmt.Errorf("intake: marks %v and %v meet", before, m)
		}
		last[m.Kind] = m
		if err := validTarget(m); err != nil {
			return err
		}
	}
	return nil
}

func validTarget(m models.Mark) error {
	switch m.Kind {
	case models.Strong, models.Emphasis:
		if m.URL == "" {
			return nil
		}
	case models.Link:
		if url, ok := cleanURL(m.URL); ok && url == m.URL {
			return nil
		}
	}
	return fmt.Errorf("intake: a mark %q to %q", m.Kind, m.URL)
}

// segments returns the spans of what no mark may leave: blocks, and the cells
// of rows.
func segments(text string) []models.Span {
	var spans []models.Span
	start, at := 0, 0
	for _, r := range text {
		if r == '\n' || r == '\t' {
			spans = append(spans, models.Span{Start: start, End: at})
			start = at + 1
		}
		at++
	}
	return append(spans, models.Span{Start: start, End: at})
}
