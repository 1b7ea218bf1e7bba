package report

import (
	"net/url"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/typeset"
)

// sheet sets the copy with the report's claims over it.
func sheet(r Report) typeset.Sheet {
	claims := make([]typeset.Claim, 0, len(r.Claims))
	for _, c := range r.Claims {
		if c.Span != nil {
			claims = append(claims, typeset.Claim{Number: c.Number, Span: *c.Span})
		}
	}
	return typeset.Lay(models.Document{Text: r.Revision.Text, Blocks: r.Revision.Blocks, Marks: r.Revision.Marks}, claims)
}

// fits reports whether the revision's blocks lie in its text and its marks in
// its blocks, in order.
func (r Revision) fits() bool {
	end := len([]rune(r.Text))
	at := 0
	for _, b := range r.Blocks {
		if b.Start < at || b.End < b.Start || b.End > end {
			return false
		}
		at = b.End
	}
	blocks, at := r.Blocks, 0
	for _, m := range r.Marks {
		for len(blocks) > 0 && blocks[0].End < m.End {
			blocks = blocks[1:]
		}
		if len(blocks) == 0 || m.Start < at || m.Start >= m.End || !blocks[0].Contains(m.Span) {
			return false
		}
		at = m.Start
	}
	return true
}

// plain sets a text that is not copy: line by line, with signs.
func plain(s string) (nodes []typeset.Node) {
	for i, line := range strings.Split(lineBreaks.Replace(s), "\n") {
		if i > 0 {
			nodes = append(nodes, typeset.Node{Kind: typeset.Break})
		}
		whole := models.Block{Span: models.Span{End: len([]rune(line))}, Kind: models.Paragraph}
		nodes = append(nodes, typeset.Lay(models.Document{Text: line, Blocks: []models.Block{whole}}, nil).Blocks[0].Nodes...)
	}
	return nodes
}

// nodeNames and groupNames are what the page calls the kinds.
var (
	nodeNames = map[typeset.NodeKind]string{
		typeset.Text: "text", typeset.Break: "break", typeset.Tab: "tab", typeset.Sign: "sign", typeset.Strong: "strong",
		typeset.Emphasis: "emphasis", typeset.Link: "link", typeset.Fragment: "fragment", typeset.Reference: "reference",
		typeset.Cell: "cell",
	}
	groupNames = map[typeset.GroupKind]string{
		typeset.Single: "single", typeset.List: "list", typeset.Table: "table", typeset.Quote: "quote",
	}
)

// safeURL returns an address that a report may link to, or "".
func safeURL(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
		return address
	case "mailto":
		return address
	}
	return ""
}
