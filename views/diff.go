package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/diff"
	"example.org/tickmark/models"
	"example.org/tickmark/typeset"
	"example.org/tickmark/views/ui"
)

// ChangesView is what became of an article's text from one revision to another.
type ChangesView struct {
	Page     ui.Page
	Article  models.Article
	From, To RevisionHead
	All      []RevisionHead // oldest first
	Side     bool           // side by side; else inline
	Changes  Difference
	Count    diff.Count
}

// The ways in which a difference is shown, as addresses say them.
const (
	ViewInline = "inline"
	ViewSide   = "side"
)

// ChangesPath is the address of what changed from one revision to another.
func ChangesPath(article models.ID, from, to int) string {
	return RevisionPath(article, to) + "/changes?from=" + strconv.Itoa(from)
}

// ChangesTitle names the page of what a revision changed.
func ChangesTitle(number int, headline string) string {
	return "Changes in revision " + strconv.Itoa(number) + " of " + headline
}

// changesLink names a link to what a revision changed.
func changesLink(number int) string { return "What changed in revision " + strconv.Itoa(number) }

// first reports whether there is nothing to compare with.
func (p ChangesView) first() bool { return p.From.Number == 0 }

// backwards reports whether the older revision is shown as the newer one.
func (p ChangesView) backwards() bool { return p.From.Number > p.To.Number }

func (p ChangesView) tabs() []ui.Tab {
	path := ChangesPath(p.Article.ID, p.From.Number, p.To.Number) + "&view="
	return []ui.Tab{
		{Link: ui.Link{Label: "Inline", Href: path + ViewInline, Current: !p.Side}},
		{Link: ui.Link{Label: "Side by side", Href: path + ViewSide, Current: p.Side}},
	}
}

// ViewName is what an address says of how a difference is shown.
func ViewName(side bool) string {
	if side {
		return ViewSide
	}
	return ViewInline
}

func (p ChangesView) choices() []ui.Choice {
	of := make([]ui.Choice, len(p.All))
	for i, r := range p.All {
		of[i] = ui.Choice{Value: strconv.Itoa(r.Number), Label: RevisionName(r.Number) + ", " + r.By + ", " + r.At.Exact}
	}
	return of
}

// RevisionName is a revision's name: its number.
func RevisionName(number int) string { return "Revision " + strconv.Itoa(number) }

// sum is what the difference comes to, in words.
func (p ChangesView) sum() string {
	c := p.Count
	var words []string
	for _, w := range []struct {
		n               int
		one, many, tail string
	}{
		{c.Removed, "word", "words", " removed"},
		{c.Added, "word", "words", " added"},
		{c.Moved, "block", "blocks", " moved"},
		{c.Restyled, "block", "blocks", " with another form, bold, italics or links"},
		{c.Alike, "place", "places", " with other white space, quotation marks or dashes, which counts as unchanged"},
	} {
		if w.n > 0 {
			words = append(words, counted(w.n, w.one, w.many)+w.tail)
		}
	}
	return strings.Join(words, ", ") + "."
}

// Difference is what became of a document, ready to be drawn. diff.Blocks makes
// the rows of Old and New.
type Difference struct {
	Old, New         models.Document
	OldName, NewName string // what the two are called: "Revision 1", "Your text"
	Rows             []diff.Row
	Lang             string
	Dir              models.Direction
}

// WordChange is what became of a few words, ready to be drawn. diff.Words makes
// the parts of Old and New. A Dir that is not known is "".
type WordChange struct {
	Old, New string
	Parts    []diff.Part
	Lang     string
	Dir      models.Direction
}

// diffRun is a run of words of one op.
type diffRun struct {
	op   diff.Op
	text string
}

// blank reports whether there is nothing to be seen in the words themselves.
func (p diffRun) blank() bool { return strings.TrimSpace(p.text) == "" }

func (p diffRun) nodes() []typeset.Node { return nodesOf(p.text) }

// nodesOf sets words as copy is set: forced line breaks break, and signs that
// cannot be seen are drawn.
func nodesOf(text string) []typeset.Node {
	if text == "" {
		return nil
	}
	span := models.Span{End: len([]rune(text))}
	doc := models.Document{Text: text, Blocks: []models.Block{{Span: span, Kind: models.Paragraph}}}
	return typeset.Lay(doc, nil).Blocks[0].Nodes
}

// pieces are the parts with their words: of what stayed, those that stand now.
func pieces(parts []diff.Part, old, next []rune) []diffRun {
	out := make([]diffRun, 0, len(parts))
	for _, p := range parts {
		text := next[p.New.Start:p.New.End]
		if p.Op == diff.Removed {
			text = old[p.Old.Start:p.Old.End]
		}
		out = append(out, diffRun{p.Op, string(text)})
	}
	return out
}

func (w WordChange) pieces() []diffRun { return pieces(w.Parts, []rune(w.Old), []rune(w.New)) }

// alike is how many places count as unchanged without being the same.
func (w WordChange) alike() int { return alikeIn(w.Parts) }

func alikeIn(parts []diff.Part) (n int) {
	for _, p := range parts {
		if p.Op == diff.Alike {
			n++
		}
	}
	return n
}

// direction is how the words run: as the article does, or as they say.
func direction(d models.Direction) string {
	if d == "" {
		return "auto"
	}
	return string(d)
}

func alikeWords(n int) string {
	return "Other white space, quotation marks or dashes in " + counted(n, "place", "places") + ": counts as unchanged."
}
