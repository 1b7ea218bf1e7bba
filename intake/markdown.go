package intake

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Markdown reads CommonMark with tables. The first block is the headline,
// whatever it is written as; a paragraph right below it that begins with ": "
// is the standfirst; a paragraph that is only an image is a caption. Raw HTML,
// code and everything else that is no block or mark of models.Document is kept
// as its literal text.
//
// It refuses with TextEmpty, TextTooLarge, TextNotUTF8 (byte position and line,
// both from 1), TextNoHeadline, TextManyBlocks or TextTooDeep of apperr.
func Markdown(s string) (models.Document, []Warning, error) {
	doc, _, warns, err := readMarkdown(s, nil, false)
	return doc, warns, err
}

// Note reads the Markdown of a comment or a note, which has neither headline
// nor standfirst: its first block is what it is written as. Such a document may
// be drawn but is not Valid for an article. It refuses as Markdown does.
func Note(s string) (models.Document, []Warning, error) {
	doc, _, warns, err := readMarkdown(s, nil, true)
	return doc, warns, err
}

// readMarkdown reads Markdown in which the notes have marks, and returns the
// places of these beside the document.
func readMarkdown(s string, notes map[string]int, headless bool) (models.Document, []point, []Warning, error) {
	s, warns, err := clean(s)
	if err != nil {
		return models.Document{}, nil, nil, err
	}
	if line := tooDeep(s); line > 0 {
		return models.Document{}, nil, nil, apperr.TextTooDeep.With(MaxDepth, line)
	}
	r := blockReader{
		typed: s, src: []byte(squeezeBlankLines(s)), refs: references{links: map[string]string{}, notes: notes},
		draft: draft{headless: headless, warns: warns},
	}
	root := blockParser().Parse(text.NewReader(r.src))
	r.paragraphs = map[ast.Node][]string{}
	r.collect(root)
	if err := r.children(root, container{}); err != nil {
		return models.Document{}, nil, nil, err
	}
	doc, warned, err := r.finish()
	return doc, r.points, warned, err
}

// blockParser returns goldmark's parser of block structure; what is inside the
// blocks is read by inline, which bounds its time.
func blockParser() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	))
}

// blockReader turns the block structure into a draft.
type blockReader struct {
	draft
	typed      string // the source as it was typed
	src        []byte // the same with fewer blank lines
	refs       references
	paragraphs map[ast.Node][]string // their lines without link definitions
}

// container is the list item or quotation around a block.
type container struct {
	quote bool
	item  *item
	depth int // lists and quotations around it
	level int // lists around it
}

type item struct {
	models.Block
	used bool // its first block has been read
}

// collect gathers the link definitions at the start of paragraphs, which may
// stand behind the links that use them.
func (r *blockReader) collect(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() != ast.KindParagraph && c.Kind() != ast.KindTextBlock {
			r.collect(c)
			continue
		}
		lines := r.lines(c)
		for len(lines) > 0 {
			label, url, ok := definition(lines[0])
			if !ok {
				break
			}
			if _, known := r.refs.links[label]; !known {
				r.refs.links[label] = url
			}
			lines = lines[1:]
		}
		r.paragraphs[c] = lines
	}
}

// definition reads a line that gives a link's address. A line whose address
// could not be a link's is not taken for one, lest copy such as "[note]: sic"
// vanish.
func definition(line string) (label, url string, ok bool) {
	label, n := parseLabel(line)
	rest, colon := strings.CutPrefix(line[n:], ":")
	if label == "" || !colon {
		return "", "", false
	}
	rest = strings.TrimLeft(rest, " \t")
	url, size, ok := parseAddress(rest)
	if !ok {
		return "", "", false
	}
	rest = rest[size:]
	title := strings.TrimLeft(rest, " \t")
	if title != "" && (len(title) == len(rest) || strings.TrimSpace(title[parseTitle(title):]) != "") {
		return "", "", false
	}
	url, ok = cleanURL(unescape(url, true))
	return foldLabel(label), url, ok
}

// lines returns a block's source lines without the white space at their
// start and without the line ends.
func (r *blockReader) lines(n ast.Node) []string {
	segments := n.Lines()
	lines := make([]string, segments.Len())
	for i := range lines {
		seg := segments.At(i)
		lines[i] = strings.TrimRight(strings.TrimLeft(string(seg.Value(r.src)), " \t"), "\n")
	}
	return lines
}

// children reads the blocks in n.
func (r *blockReader) children(n ast.Node, in container) error {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if err := r.block(c, in); err != nil {
			return err
		}
	}
	return nil
}

func (r *blockReader) block(n ast.Node, in container) error {
	if in.depth > MaxDepth {
		return apperr.TextTooDeep.With(MaxDepth, typedLine(r.typed, strings.Count(string(r.src[:max(0, n.Pos())]), "\n")+1))
	}
	switch n := n.(type) {
	case *ast.Heading:
		lines := r.lines(n)
		r.inline(models.Block{Kind: models.Heading, Level: max(2, n.Level)}, lines)
	case *ast.Paragraph, *ast.TextBlock:
		r.paragraph(n, in)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		r.code(n, in)
	case *ast.ThematicBreak:
		r.warns.add(ThematicBreak, r.length)
	case *ast.Blockquote:
		return r.children(n, container{quote: true, depth: in.depth + 1, level: in.level})
	case *ast.List:
		return r.list(n, in)
	}
	return nil
}

func (r *blockReader) list(n *ast.List, in container) error {
	number := 0
	if n.IsOrdered() {
		number = max(1, n.Start)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		it := &item{Block: models.Block{Kind: models.ListItem, Level: in.level + 1, Number: number}}
		if err := r.children(c, container{item: it, depth: in.depth + 1, level: in.level + 1}); err != nil {
			return err
		}
		if n.IsOrdered() {
			number = min(number+1, maxNumber)
		}
	}
	return nil
}

// maxNumber is the highest number that Markdown takes for a list item.
const maxNumber = 999_999_999

// kind says what a paragraph in the container is.
func (in container) kind() models.Block {
	switch {
	case in.quote:
		return models.Block{Kind: models.Quotation}
	case in.item != nil && !in.item.used:
		return in.item.Block
	}
	return models.Block{Kind: models.Paragraph}
}

// paragraph reads a paragraph and the table that its lines may end in.
func (r *blockReader) paragraph(n ast.Node, in container) {
	lines := r.paragraphs[n]
	head := tableHead(lines)
	if head < 0 {
		r.prose(lines, in)
		return
	}
	r.prose(lines[:head], in)
	for i, line := range lines[head:] {
		if i != 1 {
			r.row(line)
		}
	}
}

func (r *blockReader) prose(lines []string, in container) {
	if len(lines) == 0 {
		return
	}
	b := in.kind()
	if rest, ok := strings.CutPrefix(lines[0], ": "); ok && b.Kind == models.Paragraph && len(r.blocks) == 1 && !r.headless {
		b.Kind = models.Standfirst
		lines = append([]string{strings.TrimLeft(rest, " \t")}, lines[1:]...)
	}
	if r.inline(b, lines) && in.item != nil {
		in.item.used = true
	}
}

// inline reads the lines of one block, and reports whether they had text.
func (r *blockReader) inline(b models.Block, lines []string) bool {
	var sp spool
	onlyImage := readInline(strings.TrimRight(strings.Join(lines, "\n"), " \t\n"), r.refs, &sp)
	if onlyImage && sp.n == 0 {
		r.warns.add(WordlessImage, r.length)
	}
	if onlyImage && b.Kind != models.Heading && b.Kind != models.Standfirst {
		b = models.Block{Kind: models.Caption}
	}
	return r.add(b, &sp)
}

// code reads a code block as its literal text.
func (r *blockReader) code(n ast.Node, in container) {
	var sp spool
	segments := n.Lines()
	for i := range segments.Len() {
		seg := segments.At(i)
		if i > 0 {
			sp.breakLine()
		}
		eachRune(strings.TrimRight(string(seg.Value(r.src)), "\n"), sp.literal)
	}
	if r.add(in.kind(), &sp) && in.item != nil {
		in.item.used = true
	}
}

func (r *blockReader) row(line string) {
	cells := splitCells(line)
	spools := make([]*spool, len(cells))
	for i, cell := range cells {
		spools[i] = &spool{}
		readInline(cell, r.refs, spools[i])
	}
	r.add(models.Block{Kind: models.TableRow}, spools...)
}
