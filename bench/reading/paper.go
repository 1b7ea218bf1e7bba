package main

import (
	_ "embed"
	"strings"
)

// method says how everything is measured.
//
//go:embed method.md
var method string

// paper is the table in Markdown, and how everything in it is measured.
func paper(measures []measure) string {
	var b strings.Builder
	b.WriteString("# Evaluation\n\nThe last table that `make eval` wrote of the reading of copy. A bar that is missed fails it.\n\n")
	line := func(r row) { b.WriteString("| " + strings.Join(r[:], " | ") + " |\n") }
	line(head)
	b.WriteString("|---|---|---|---|\n")
	for _, m := range measures {
		line(m.row())
	}
	b.WriteString("\n" + method)
	return b.String()
}
