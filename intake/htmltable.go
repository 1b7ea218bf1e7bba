package intake

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"example.org/tickmark/models"
)

// maxCellBlocks and maxCellText are what a cell of a table of data holds at
// most, blocks and bytes: more is a table that only lays the page out.
const (
	maxCellBlocks = 8
	maxCellText   = 1_500
)

// table reads a table row by row. A table that only lays the page out is read
// as what is in its cells.
func (p *page) table(n *html.Node, in flow) {
	p.flush()
	if isLayout(n) {
		if !in.left {
			p.warns.add(TableFlattened, p.length)
		}
		p.children(n, in)
		p.flush()
		return
	}
	if joined := first(n, isJoined); joined != nil && !in.left {
		p.warns.add(TableFlattened, p.length)
	}
	p.rows(n, in)
}

func isJoined(n *html.Node) bool {
	for _, key := range []string{"colspan", "rowspan"} {
		if span := attr(n.Attr, key); span != "" && span != "1" {
			return true
		}
	}
	return false
}

// isLayout reports whether a table lays the page out: it says so, has tables
// or a headline in it, only one column or row, or a cell with more in it than a
// table of data has.
func isLayout(table *html.Node) bool {
	if role := attr(table.Attr, "role"); role == "presentation" || role == "none" {
		return true
	}
	columns, rows, row, blocks, text := 0, 0, 0, 0, 0
	for c := range table.Descendants() {
		switch {
		case isA(c, atom.Table, atom.H1):
			return true
		case isA(c, atom.Tr):
			rows, row = rows+1, 0
		case isA(c, atom.Td, atom.Th):
			row++
			columns, blocks, text = max(columns, row), 0, 0
		case isA(c, atom.Ul, atom.Ol, atom.Blockquote, atom.P, atom.Div, atom.Br):
			blocks++
		}
		if c.Type == html.TextNode {
			text += len(c.Data)
		}
		if blocks > maxCellBlocks || text > maxCellText {
			return true
		}
	}
	return columns < 2 || rows < 2 && text > maxCellText/maxCellBlocks
}

// rows reads the rows of a table of data.
func (p *page) rows(n *html.Node, in flow) {
	for c := range n.ChildNodes() {
		switch {
		case c.DataAtom == atom.Tr:
			p.row(c, in)
		case c.DataAtom == atom.Caption, c.Type == html.TextNode:
			p.node(c, in)
		case c.Type == html.ElementNode:
			if _, drop := p.drops(c); !drop {
				p.rows(c, in)
			}
		}
	}
	p.flush()
}

// row reads a row; a cell's blocks become its lines.
func (p *page) row(tr *html.Node, in flow) {
	p.flush()
	in.block = models.Block{}
	in.cell = true
	var spools []*spool
	for c := range tr.ChildNodes() {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		p.sp, p.open = &spool{}, in
		p.node(c, in)
		spools = append(spools, p.sp)
		p.sp = nil
	}
	if len(spools) > 0 {
		p.add(models.Block{Kind: models.TableRow}, spools...)
	}
}
