// Package typeset merges a document's blocks and inline marks with any number
// of overlapping claims, sentences and suggestions into correctly nested
// elements, in one pass over the text. What it returns is data: views and the report draw it. It is pure, and
// knows neither HTML nor words for people.
//
// A block's nodes are a tree, since templ components recurse as easily as they
// loop. Claims lie outside marks, so that a claim is parted only where it
// crosses another claim, a cell or a block, and a link never holds a
// reference. The texts of a block's nodes, put together, are the block's text;
// the blocks', parted by LF, are the canonical text.
package typeset

import (
	"strings"

	"example.org/tickmark/models"
)

// NodeKind is what a node is.
type NodeKind int

// The kinds of nodes. Strong, Emphasis, Link, Fragment, Sentence, Suggested and
// Cell have children and no text of their own; Reference has neither; all others
// are text.
const (
	Text      NodeKind = iota
	Break              // a forced line break: its text is U+2028
	Tab                // between two cells: its text is TAB
	Sign               // one invisible or bidi control character, to be drawn visibly
	Strong             // words in bold
	Emphasis           // words in italics
	Link               // to URL
	Fragment           // a part of claim Claim that lies in one piece
	Reference          // follows the last fragment of claim Claim: where its number is drawn
	Cell               // of a table row; a row's nodes are cells with a Tab between two
	Sentence           // a part of sentence Claim, as a Fragment is of a claim
	Suggested          // a part of suggestion Claim, likewise
)

// Node is a piece of a block, or an element around pieces.
type Node struct {
	Kind     NodeKind
	Text     string
	URL      string
	Claim    int  // the number of the claim, the sentence or the suggestion
	First    bool // its first fragment
	Last     bool // its last fragment; a claim's Reference follows
	Children []Node
}

// Claim is a span of the text, in code points, under a number: a claim, or what
// As says. Numbers count for each by itself.
type Claim struct {
	Number int
	models.Span
	As NodeKind // Sentence or Suggested, to which no Reference is put; else a claim
}

// node is the kind of the claim's fragments.
func (c Claim) node() NodeKind {
	if c.As == Sentence || c.As == Suggested {
		return c.As
	}
	return Fragment
}

// Block is a block with its content.
type Block struct {
	models.Block // its span is in code points
	Index        int
	StartUTF16   int // where it begins, in UTF-16 code units
	EndUTF16     int
	Nodes        []Node
}

// Text is the block's text.
func (b Block) Text() string {
	var text strings.Builder
	for _, n := range b.Nodes {
		n.write(&text)
	}
	return text.String()
}

func (n Node) write(to *strings.Builder) {
	to.WriteString(n.Text)
	for _, c := range n.Children {
		c.write(to)
	}
}

// Sheet is a document ready to be drawn: its blocks in order, and the same
// blocks grouped into lists, tables and quotations.
type Sheet struct {
	Blocks []Block
	Groups []Group
}

// Lay sets a document with claims over it. Claims may come in any order, overlap
// and cross blocks; what of one lies outside the text is left out, and a claim
// of which nothing is left is not drawn.
func Lay(doc models.Document, claims []Claim) Sheet {
	runes := []rune(doc.Text)
	s := setter{runes: runes, claims: prepare(claims, runes), marks: doc.Marks}
	blocks := make([]Block, len(doc.Blocks))
	at, units := 0, 0
	for i, b := range doc.Blocks {
		units += utf16Len(runes[at:b.Start])
		blocks[i] = Block{Block: b, Index: i, StartUTF16: units, Nodes: s.block(b)}
		units += utf16Len(runes[b.Start:b.End])
		blocks[i].EndUTF16 = units
		at = b.End
	}
	return Sheet{Blocks: blocks, Groups: group(blocks)}
}

func utf16Len(runes []rune) int {
	n := len(runes)
	for _, r := range runes {
		if r > 0xffff {
			n++
		}
	}
	return n
}
