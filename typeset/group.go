package typeset

import "example.org/tickmark/models"

// GroupKind is what a group of blocks is drawn as.
type GroupKind int

// The kinds of groups.
const (
	Single GroupKind = iota // one block by itself
	List
	Table
	Quote
)

// Group is one block, or neighbouring blocks of one kind that are drawn as one:
// a list, a table, a quotation.
type Group struct {
	Kind    GroupKind
	Blocks  []Block // of a single, a table's rows, a quotation's paragraphs
	Ordered bool    // of a list
	Items   []Item  // of a list
}

// Item is an item of a list. An item whose list begins deeper than its
// neighbours' has no block, only lists in it.
type Item struct {
	Block *Block
	Value int     // its number in an ordered list
	Lists []Group // lists inside it
}

// group puts neighbouring blocks together.
func group(blocks []Block) []Group {
	kinds := map[models.BlockKind]GroupKind{models.ListItem: List, models.TableRow: Table, models.Quotation: Quote}
	var groups []Group
	for i := 0; i < len(blocks); {
		kind := kinds[blocks[i].Kind]
		n := i + 1
		for kind != Single && n < len(blocks) && blocks[n].Kind == blocks[i].Kind {
			n++
		}
		if kind == List {
			groups = append(groups, lists(blocks[i:n], 1)...)
		} else {
			groups = append(groups, Group{Kind: kind, Blocks: blocks[i:n]})
		}
		i = n
	}
	return groups
}

// lists puts list items together that lie at the level or deeper. Bullets and
// numbers do not share a list.
func lists(blocks []Block, level int) []Group {
	var groups []Group
	for i := 0; i < len(blocks); {
		item := Item{}
		ordered := false
		if blocks[i].Level <= level {
			item.Block, item.Value, ordered = &blocks[i], blocks[i].Number, blocks[i].Number > 0
			i++
		}
		n := i
		for n < len(blocks) && blocks[n].Level > level {
			n++
		}
		if n > i {
			item.Lists = lists(blocks[i:n], level+1)
		}
		i = n
		if last := len(groups) - 1; last >= 0 && groups[last].Ordered == ordered {
			groups[last].Items = append(groups[last].Items, item)
			continue
		}
		groups = append(groups, Group{Kind: List, Ordered: ordered, Items: []Item{item}})
	}
	return groups
}
