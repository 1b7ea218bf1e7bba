package intake

import "strings"

// tableHead returns the index of the line that is the first row of a table,
// below which stands the line of dashes that makes it one, or -1.
func tableHead(lines []string) int {
	for i := 1; i < len(lines); i++ {
		if columns := delimiter(lines[i]); columns > 0 && len(splitCells(lines[i-1])) == columns {
			return i - 1
		}
	}
	return -1
}

// delimiter returns the number of columns that a line of dashes, colons and
// bars makes, or 0 when it is none.
func delimiter(line string) int {
	if strings.Trim(line, "-:| \t") != "" || !strings.ContainsAny(line, "|:") {
		return 0
	}
	cells := splitCells(line)
	for _, cell := range cells {
		cell = strings.TrimSuffix(strings.TrimPrefix(cell, ":"), ":")
		if cell == "" || strings.Trim(cell, "-") != "" {
			return 0
		}
	}
	return len(cells)
}

// splitCells parts a row at the bars that no backslash stands before. A bar
// at either end is the table's edge.
func splitCells(line string) []string {
	line = strings.Trim(line, " \t")
	line = strings.TrimPrefix(line, "|")
	var cells []string
	from := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, strings.Trim(line[from:i], " \t"))
			from = i + 1
		}
	}
	if from < len(line) || len(cells) == 0 {
		cells = append(cells, strings.Trim(line[from:], " \t"))
	}
	return cells
}
