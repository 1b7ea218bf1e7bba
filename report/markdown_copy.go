package report

import (
	"fmt"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/typeset"
)

// copy writes the annotated article; each claim's words end with its footnote.
func (w *mdWriter) copy() {
	w.section("The article, annotated")
	var columns []int // where the text of the list items around begins
	var before typeset.Block
	for _, b := range sheet(w.r).Blocks {
		depth := 0
		if b.Kind == models.ListItem {
			depth = min(max(b.Level, 1), len(columns)+1)
		}
		if depth == 0 || depth != len(columns) || (b.Number == 0) != (before.Number == 0) {
			w.line("")
		}
		before = b
		columns = columns[:max(depth-1, 0)]
		text := cellsMarkdown(b)
		if depth == 0 {
			w.line("%s", blockMarkdown(b, text))
			continue
		}
		indent := 0
		if depth > 1 {
			indent = columns[depth-2]
		}
		sign := itemSign(b)
		columns = append(columns, indent+len(sign))
		w.line("%s%s%s", strings.Repeat(" ", indent), sign, strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", indent+len(sign))))
	}
}

func itemSign(b typeset.Block) string {
	if b.Number > 0 {
		return fmt.Sprintf("%d. ", b.Number)
	}
	return "- "
}

func cellsMarkdown(b typeset.Block) string {
	lineBreak := hardBreak
	if b.Kind == models.Heading || b.Kind == models.Headline {
		lineBreak = softBreak
	}
	if b.Kind != models.TableRow {
		return runsMarkdown(runs(b.Nodes), lineBreak)
	}
	var cells []string
	for _, n := range b.Nodes {
		if n.Kind == typeset.Cell {
			cells = append(cells, runsMarkdown(runs(n.Children), lineBreak))
		}
	}
	return strings.Join(cells, "&#9;")
}

func blockMarkdown(b typeset.Block, text string) string {
	switch b.Kind { //nolint:exhaustive // the others are plain paragraphs
	case models.Headline:
		return "### " + text
	case models.Heading:
		return strings.Repeat("#", min(max(b.Level, 2), 4)+2) + " " + text
	case models.Quotation:
		return "> " + strings.ReplaceAll(text, "\n", "\n> ")
	}
	return text
}

// runsMarkdown writes runs with their marks. A mark that Markdown would not
// take where it stands is left out, so that the words always read right.
func runsMarkdown(runs []run, lineBreak string) string {
	var out strings.Builder
	for _, l := range linked(joined(runs)) {
		if l.Link != "" {
			out.WriteString("[")
		}
		for _, r := range l.Runs {
			if l.Link != "" && strings.EqualFold(r.Text, "x") {
				fmt.Fprintf(&out, "&#%d;", r.Text[0]) // in brackets it would be a ticked box
				continue
			}
			out.WriteString(emphasised(out.String(), r, lineBreak))
		}
		if l.Link != "" {
			out.WriteString("](<" + destination(l.Link) + ">)")
		}
		for _, n := range l.Refs {
			fmt.Fprintf(&out, "[^%d]", n)
		}
	}
	return out.String()
}

// joined joins neighbours that look alike in Markdown.
func joined(runs []run) (out []run) {
	for _, r := range runs {
		n := len(out)
		if n > 0 && len(out[n-1].Refs) == 0 && out[n-1].Strong == r.Strong && out[n-1].Emphasis == r.Emphasis && out[n-1].Link == r.Link {
			out[n-1].Text += r.Text
			out[n-1].Refs = r.Refs
			continue
		}
		out = append(out, r)
	}
	return out
}

// run is a stretch of copy of one look. Markdown's signs are written run by run,
// since not every nesting can be written with them.
type run struct {
	Text             string
	Strong, Emphasis bool
	Link             string // http, https or mailto, or empty
	Refs             []int  // numbers of the claims whose words end with it
}

// runs lays nodes flat. A reference that falls inside a link stands behind it.
func runs(nodes []typeset.Node) []run {
	out := flat(nil, run{}, nodes)
	for i := range len(out) - 1 {
		if out[i].Link != "" && out[i].Link == out[i+1].Link {
			out[i+1].Refs = append(out[i].Refs, out[i+1].Refs...)
			out[i].Refs = nil
		}
	}
	return out
}

func flat(out []run, look run, nodes []typeset.Node) []run {
	for _, n := range nodes {
		inner := look
		switch n.Kind { //nolint:exhaustive // a report lays no sentences and suggestions over its copy
		case typeset.Text, typeset.Break, typeset.Tab, typeset.Sign:
			inner.Text = n.Text
			out = append(out, inner)
		case typeset.Reference:
			last := &out[len(out)-1]
			last.Refs = append(last.Refs, n.Claim)
		case typeset.Strong:
			inner.Strong = true
		case typeset.Emphasis:
			inner.Emphasis = true
		case typeset.Link:
			inner.Link = safeURL(n.URL)
		case typeset.Fragment, typeset.Cell:
		}
		out = flat(out, inner, n.Children)
	}
	return out
}

// linkedRuns is a row of runs under one link, or under none.
type linkedRuns struct {
	Link string
	Runs []run
	Refs []int // behind the link
}

func linked(runs []run) (out []linkedRuns) {
	for _, r := range runs {
		if n := len(out); n > 0 && r.Link != "" && out[n-1].Link == r.Link && len(out[n-1].Refs) == 0 {
			out[n-1].Runs = append(out[n-1].Runs, r)
			out[n-1].Refs = r.Refs
			continue
		}
		out = append(out, linkedRuns{r.Link, []run{r}, r.Refs})
	}
	return out
}
