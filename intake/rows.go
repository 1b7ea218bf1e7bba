package intake

import (
	"strings"
	"unicode"

	"example.org/tickmark/models"
)

// plainRows reads text of which each line is a block. In a run of lines with
// tabs, of which one stands between words, each line is a row of a table; a
// tab that only indents a paragraph is white space. It is false for a text with
// blank lines.
func plainRows(s string, warns warnings) (*draft, bool) {
	lines := strings.Split(s, "\n")
	for len(lines) > 0 && strings.TrimFunc(lines[0], isBlank) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimFunc(lines[len(lines)-1], isBlank) == "" {
		lines = lines[:len(lines)-1]
	}
	for i, line := range lines {
		line = strings.TrimFunc(line, func(r rune) bool { return r != '\t' && isBlank(r) })
		if strings.Trim(line, "\t") == "" {
			return nil, false
		}
		lines[i] = line
	}
	d := draft{warns: warns}
	for len(lines) > 0 {
		run, inner := tabbed(lines)
		for _, line := range lines[:max(1, run)] {
			d.addLine(line, inner)
		}
		lines = lines[max(1, run):]
	}
	return &d, true
}

// tabbed returns how many lines at the start of lines have tabs, and whether
// one of these tabs stands between words.
func tabbed(lines []string) (run int, inner bool) {
	for _, line := range lines {
		if !strings.Contains(line, "\t") {
			break
		}
		run++
		inner = inner || strings.Contains(strings.TrimFunc(line, unicode.IsSpace), "\t")
	}
	return run, inner
}

// addLine adds a line as a paragraph, or as the cells of a row.
func (d *draft) addLine(line string, row bool) {
	b := models.Block{Kind: models.Paragraph}
	cells := []string{line}
	if row {
		b.Kind = models.TableRow
		cells = strings.Split(line, "\t")
	}
	spools := make([]*spool, len(cells))
	for i, cell := range cells {
		spools[i] = &spool{}
		eachRune(strings.TrimFunc(cell, isBlank), spools[i].literal)
	}
	d.add(b, spools...)
}
