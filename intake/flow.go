package intake

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// flow is what holds for the words at a place of a page.
type flow struct {
	container
	block    models.Block // of a heading or a caption; Kind is empty elsewhere
	strong   bool
	emphasis bool
	link     string // the address of the link around, or ""
	pre      bool   // white space stays
	cell     bool   // blocks are lines of a table's cell
	time     bool   // it is a date
	left     bool   // it is no part of the article
}

// node reads an element or text.
func (p *page) node(n *html.Node, in flow) {
	if n.Type == html.ElementNode {
		p.element(n, in)
		return
	}
	if n.Type == html.TextNode {
		if strings.TrimSpace(n.Data) != "" { // white space belongs to what is around it
			in.left = p.keep != nil && !p.keep[n]
		}
		p.words(n.Data, in)
	}
	p.children(n, in)
}

func (p *page) children(n *html.Node, in flow) {
	for c := range n.ChildNodes() {
		p.node(c, in)
	}
}

// elements says how the elements are read that are not only a block, or words
// in a line.
var elements map[atom.Atom]func(*page, *html.Node, flow)

func init() {
	elements = map[atom.Atom]func(*page, *html.Node, flow){
		atom.Br: (*page).lineBreak, atom.Hr: (*page).rule, atom.Img: (*page).image, atom.Table: (*page).table,
		atom.Ul: (*page).list, atom.Ol: (*page).list, atom.Menu: (*page).list, atom.Dir: (*page).list, atom.Li: (*page).item,
		atom.Q: (*page).quote, atom.A: (*page).anchor,
	}
}

func (p *page) element(n *html.Node, in flow) {
	if p.taken[n] || p.notes.gone[n] {
		return
	}
	if note, ok := p.notes.refs[n]; ok {
		p.noteMark(note, in)
		return
	}
	if n.DataAtom != atom.Br { // a break belongs to the words beside it
		in.left = p.keep != nil && !p.keep[n]
	}
	if p.isByline(n) {
		return
	}
	if code, drop := p.drops(n); drop {
		if code != "" && !in.left {
			p.warns.add(code, p.length)
		}
		return
	}
	in = in.within(n)
	if read := elements[n.DataAtom]; read != nil && !isListParagraph(n) {
		read(p, n, in)
		return
	}
	p.plainElement(n, in)
}

// plainElement reads what is a block or words in a line, by its kind alone.
func (p *page) plainElement(n *html.Node, in flow) {
	if !isBlock(n) {
		p.children(n, in)
		return
	}
	p.flush()
	if isListParagraph(n) {
		in.container = p.listParagraph(n)
	}
	if len(p.blocks) == 1 && isDeck(n) {
		in.block = models.Block{Kind: models.Standfirst}
	}
	p.children(n, in)
	p.flush()
}

// drops reports whether an element is left out, and with which warning.
func (p *page) drops(n *html.Node) (WarningCode, bool) {
	if code, ok := droppedElements[n.DataAtom]; ok {
		return code, true
	}
	switch struck := isA(n, atom.Del, atom.S, atom.Strike); {
	case isHidden(n):
		if words(unhidden(n)) == "" {
			return "", true
		}
		return HiddenText, true
	case isMsoIgnored(n):
		return "", true
	case !p.whole && (n.DataAtom == atom.Nav || attr(n.Attr, "role") == "navigation"):
		return Navigation, true
	case struck && p.view != ViewOriginal, n.DataAtom == atom.Ins && p.view == ViewOriginal:
		return StruckOut, true
	}
	return "", false
}

// unhidden returns a node that stands for the children of n, itself seen.
func unhidden(n *html.Node) *html.Node {
	return &html.Node{Type: html.DocumentNode, FirstChild: n.FirstChild, LastChild: n.LastChild}
}

// captions are the classes of what stands below a picture.
var captions = wordSet("caption wp-caption-text image-caption photo-caption media-caption figure-caption img-caption")

// within returns what holds inside an element.
func (in flow) within(n *html.Node) flow {
	switch {
	case isA(n, atom.B, atom.Strong):
		in.strong = true
	case isA(n, atom.Em, atom.I):
		in.emphasis = true
	case isA(n, atom.Blockquote):
		in.container, in.block = container{quote: true, level: in.level}, models.Block{}
	case isA(n, atom.Figcaption, atom.Caption):
		in.block = models.Block{Kind: models.Caption}
	case isA(n, atom.Pre, atom.Listing):
		in.pre = true
	case isA(n, atom.Time):
		in.time = true
	}
	if level := headingLevel(n); level > 0 {
		in.block = models.Block{Kind: models.Heading, Level: level}
	}
	if in.block.Kind == "" && isBlock(n) && hasClass(n, captions) {
		in.block = models.Block{Kind: models.Caption}
	}
	return in.styled(n)
}

// styled heeds what an element's style says of its letters. A heading is
// strong of itself.
func (in flow) styled(n *html.Node) flow {
	style := styleOf(n)
	if weight, ok := style["font-weight"]; ok && in.block.Kind != models.Heading {
		heavy, err := strconv.Atoi(weight)
		in.strong = weight == "bold" || weight == "bolder" || err == nil && heavy >= 600
	}
	if slope, ok := style["font-style"]; ok {
		in.emphasis = slope == "italic" || strings.HasPrefix(slope, "oblique")
	}
	return in
}

// words reads text.
func (p *page) words(s string, in flow) {
	blank := strings.Trim(s, " \t\n\r\f") == ""
	if in.left {
		if !blank && !p.out {
			p.warns.add(PageFurniture, p.length)
			p.out = true
		}
		return
	}
	if blank && p.sp == nil && !in.pre {
		return
	}
	if !blank {
		p.breaks, p.out = 0, false
	}
	sp := p.block(in)
	for _, r := range s {
		switch {
		case in.pre:
			sp.literal(r)
		case r == '\r' || r == '\f':
			sp.typed(' ')
		default:
			sp.typed(r)
		}
	}
}

// block returns the spool of the block that is being read, with the marks that
// hold now.
func (p *page) block(in flow) *spool {
	if p.sp == nil {
		p.sp, p.open = &spool{}, in
	}
	p.open.time = p.open.time && in.time
	p.sp.strong, p.sp.emphasis, p.sp.links = 0, 0, p.sp.links[:0]
	if in.strong {
		p.sp.strong = 1
	}
	if in.emphasis {
		p.sp.emphasis = 1
	}
	if in.link != "" {
		p.sp.links = append(p.sp.links, openLink{url: in.link})
	}
	return p.sp
}

// flush ends the block that is being read; in a cell it ends a line.
func (p *page) flush() {
	p.breaks = 0
	switch {
	case p.sp == nil:
		return
	case p.open.cell:
		if p.sp.n > 0 && !p.sp.atBreak() {
			p.sp.breakLine()
		}
		return
	}
	b, sp := p.open.block, p.sp
	p.sp = nil
	if b.Kind == "" || b.Kind == models.Standfirst && len(p.blocks) != 1 {
		b = p.open.kind()
	}
	switch {
	case p.repeatsHeadline(sp), p.open.time && p.keep != nil && p.meta.PublishedOn != "":
	case p.add(b, sp) && b.Kind == models.ListItem:
		p.open.item.used = true
	}
}

// lineBreak reads a forced line break. Two in a row end a block.
func (p *page) lineBreak(_ *html.Node, in flow) {
	if in.left {
		return
	}
	p.breaks++
	switch {
	case p.sp == nil:
	case p.breaks > 1 && !in.pre && !in.cell:
		p.flush()
		p.breaks = 1
	default:
		p.block(in).breakLine()
	}
}

func (p *page) rule(_ *html.Node, in flow) {
	p.flush()
	if !in.left {
		p.warns.add(ThematicBreak, p.length)
	}
}

// quote reads a quotation in a line, whose quotation marks the browser draws.
func (p *page) quote(n *html.Node, in flow) {
	p.words("“", in)
	p.children(n, in)
	p.words("”", in)
}

// image notes that there was a picture, when nothing below it says what it is.
func (p *page) image(n *html.Node, in flow) {
	width, height := attr(n.Attr, "width"), attr(n.Attr, "height")
	if in.left || width == "1" || width == "0" || height == "1" || height == "0" {
		return
	}
	if !inside(n, p.isCaptioned) {
		p.warns.add(WordlessImage, p.length)
	}
}

var figures = wordSet("wp-caption figure image-block")

// isCaptioned reports whether an element is a picture with words below it.
func (p *page) isCaptioned(n *html.Node) bool {
	if n.DataAtom != atom.Figure && !hasClass(n, figures) {
		return false
	}
	captioned, known := p.captioned[n]
	if !known {
		captioned = first(n, isCaption) != nil
		p.captioned[n] = captioned
	}
	return captioned
}

func isCaption(n *html.Node) bool {
	return (n.DataAtom == atom.Figcaption || hasClass(n, captions)) && words(n) != ""
}

func (p *page) list(n *html.Node, in flow) {
	p.flush()
	if in.level++; in.level > MaxDepth {
		p.err = apperr.ListsTooDeep.With(MaxDepth)
		return
	}
	number, step := 0, 0
	if n.DataAtom == atom.Ol {
		number, step = 1, 1
		if start, err := strconv.Atoi(attr(n.Attr, "start")); err == nil {
			number = start
		}
		if hasAttr(n, "reversed") {
			step = -1
		}
	}
	for c := range n.ChildNodes() {
		in.item = nil
		if c.DataAtom == atom.Li {
			if value, err := strconv.Atoi(attr(c.Attr, "value")); err == nil && step != 0 {
				number = value
			}
			it := models.Block{Kind: models.ListItem, Level: in.level, Number: clampNumber(number, step)}
			in.container = container{item: &item{Block: it}, level: in.level}
			in.block = models.Block{}
			number += step
		}
		p.node(c, in)
	}
	p.flush()
}

// clampNumber returns a number that an item of an ordered list may have, or 0
// for a bullet.
func clampNumber(number, step int) int {
	if step == 0 {
		return 0
	}
	return min(max(number, 1), maxNumber)
}

// item reads a list item; one that lies in no list is an item of its own.
func (p *page) item(n *html.Node, in flow) {
	p.flush()
	if in.container.item == nil || in.container.item.used {
		level := max(1, in.level)
		in.container = container{item: &item{Block: models.Block{Kind: models.ListItem, Level: level}}, level: level}
	}
	p.children(n, in)
	p.flush()
}
