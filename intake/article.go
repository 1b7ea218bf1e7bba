package intake

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits on what the library is shown: its time grows with the depth of the
// elements and with the text in each of them. They are far above what pages
// with an article have; of others all is taken.
const (
	maxArticleTags  = 20_000
	maxElementsDeep = 1_500_000  // the sum of the depths of all elements
	maxTextDeep     = 30_000_000 // the sum over all text of its bytes times its depth
)

// findArticle returns the nodes of a page that are its article: the texts that
// the library for this keeps, what is around them, and a few more that it
// leaves out in the middle of those it takes. It returns nil, which stands for
// all, when the library finds nothing to speak of or is better not asked.
func findArticle(tree *html.Node, base *url.URL) map[*html.Node]bool {
	f := numberNodes(tree)
	if f == nil {
		return nil
	}
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	parser.KeepClasses = true
	article, err := parser.ParseDocument(tree, base)
	for _, n := range f.nodes {
		if n.Type == html.ElementNode {
			n.Attr = n.Attr[:len(n.Attr)-1]
		}
	}
	if err != nil || article.Node == nil {
		return nil
	}
	f.recognize(article.Node, 0)
	f.recognizeMoved()
	widen(tree, f.keep)
	if missesMost(tree, f.keep) {
		return nil
	}
	return f.keep
}

// found knows the nodes of a page again in the tree that the library returns.
// That has other elements in the place of some, and moves texts, but leaves the
// texts as they are and in their order.
type found struct {
	nodes []*html.Node     // in their order
	end   []int            // of each: where those inside it end
	texts map[string][]int // texts that are not blank, and which nodes have them
	own   map[textIn][]int
	next  []int // of each: where the next text inside it is looked for
	moved []textIn
	keep  map[*html.Node]bool
}

// textIn is a text right in the element of a number.
type textIn struct {
	parent int
	text   string
}

// numbered begins the names of the attributes by which an element is known
// again. The number is in the name and not in the value since the library may
// give an element the attributes of another that it takes away around it.
const numbered = "n-"

// numberNodes gives each element of a page its number. It returns nil for a page
// that is beyond the limits.
func numberNodes(tree *html.Node) *found {
	f := &found{texts: map[string][]int{}, own: map[textIn][]int{}, keep: map[*html.Node]bool{}}
	tags, deep, textDeep := 0, 0, 0
	var walk func(n *html.Node, parent, depth int)
	walk = func(n *html.Node, parent, depth int) {
		i := len(f.nodes)
		f.nodes, f.end, f.next = append(f.nodes, n), append(f.end, 0), append(f.next, i)
		switch text := strings.TrimSpace(n.Data); {
		case n.Type == html.ElementNode:
			tags, deep = tags+1, deep+depth
		case n.Type == html.TextNode && text != "":
			f.texts[text] = append(f.texts[text], i)
			f.own[textIn{parent, text}] = append(f.own[textIn{parent, text}], i)
			textDeep += depth * len(text)
		}
		for c := range n.ChildNodes() {
			walk(c, i, depth+1)
		}
		f.end[i] = len(f.nodes)
	}
	walk(tree, 0, 0)
	if tags > maxArticleTags || deep > maxElementsDeep || textDeep > maxTextDeep {
		return nil
	}
	for i, n := range f.nodes {
		if n.Type == html.ElementNode {
			n.Attr = append(n.Attr, html.Attribute{Key: numbered + strconv.Itoa(i)})
		}
	}
	return f
}

// recognize marks the nodes that stand in the tree n of the library, inside
// the element of the page that has the number around.
func (f *found) recognize(n *html.Node, around int) {
	for _, a := range n.Attr {
		if i, ok := f.numberOf(a.Key); ok {
			f.keep[f.nodes[i]] = true
			if around < i && i < f.end[around] {
				around = i
			}
		}
	}
	if text := strings.TrimSpace(n.Data); n.Type == html.TextNode && text != "" {
		f.recognizeText(text, around)
	}
	for c := range n.ChildNodes() {
		f.recognize(c, around)
	}
}

func (f *found) numberOf(key string) (int, bool) {
	digits, ok := strings.CutPrefix(key, numbered)
	i, err := strconv.Atoi(digits)
	return i, ok && err == nil && 0 <= i && i < len(f.nodes)
}

// recognizeText marks the next text of these words right in an element. If
// there is none, the library has moved it there from an element inside.
func (f *found) recognizeText(text string, around int) {
	key := textIn{around, text}
	if places := f.own[key]; len(places) > 0 {
		f.own[key] = places[1:]
		f.mark(places[0])
		return
	}
	f.moved = append(f.moved, key)
}

// recognizeMoved marks the texts that were moved: of each the next of its words
// inside the element, that no other is taken for.
func (f *found) recognizeMoved() {
	for _, key := range f.moved {
		places := f.texts[key.text]
		at, _ := slices.BinarySearch(places, f.next[key.parent])
		for at < len(places) && places[at] < f.end[key.parent] {
			f.next[key.parent] = places[at] + 1
			if !f.keep[f.nodes[places[at]]] {
				f.mark(places[at])
				break
			}
			at++
		}
	}
}

// mark takes a node and the elements around it into the article.
func (f *found) mark(i int) {
	for n := f.nodes[i]; n != nil && !f.keep[n]; n = n.Parent {
		f.keep[n] = true
	}
}

// unlikelyNames are words in the class or id of what stands around an article.
var unlikelyNames = regexp.MustCompile(`(?i)(^|[-_ ])(ads?|advert\w*|banner|breadcrumbs?|comments?|consent|cookies?|cta|disqus|foot(er)?|header|login|masthead|menu|modal|nav\w*|` +
	`newsletter|outbrain|paywall|popup|promo\w*|recommend\w*|related|share|sharing|sidebar|skyscraper|social|sponsor\w*|subscribe|taboola|tags?|teaser|toolbar|widget)([-_ ]|$)`)

func isUnlikely(n *html.Node) bool {
	return unlikelyNames.MatchString(attr(n.Attr, "class")) || unlikelyNames.MatchString(attr(n.Attr, "id"))
}

// unlikely reports whether parts of the page are named as what stands around
// an article.
func (p *page) unlikely() bool { return first(p.tree, isUnlikely) != nil }

// prose are the elements that the library takes away too often in the middle of
// an article.
var prose = map[atom.Atom]bool{
	atom.P: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.Ul: true, atom.Ol: true, atom.Blockquote: true, atom.Pre: true,
	atom.Table: true, atom.Figure: true, atom.Figcaption: true,
}

// widen takes an element into the article that the library leaves out though
// the elements beside it are in: unless it is all links, or its name speaks
// against it.
func widen(tree *html.Node, keep map[*html.Node]bool) {
	var more []*html.Node
	for n := range tree.Descendants() {
		if n.Type == html.ElementNode && prose[n.DataAtom] && !keep[n] && between(n, keep) &&
			!isHidden(n) && first(n, isUnlikely) == nil && linkShare(n) < maxLinkShare {
			more = append(more, n)
		}
	}
	for _, n := range more {
		keep[n] = true
		for c := range n.Descendants() {
			keep[c] = true
		}
	}
}

// maxLinkShare is how much of an element's text may be links.
const maxLinkShare = 0.4

// between reports whether the elements before and behind n are in the article.
func between(n *html.Node, keep map[*html.Node]bool) bool {
	before, after := n.PrevSibling, n.NextSibling
	for before != nil && before.Type != html.ElementNode {
		before = before.PrevSibling
	}
	for after != nil && after.Type != html.ElementNode {
		after = after.NextSibling
	}
	return before != nil && after != nil && keep[before] && keep[after]
}

// linkShare returns how much of the text of n is in links.
func linkShare(n *html.Node) float64 {
	all, linked := 0, 0
	var count func(*html.Node, bool)
	count = func(n *html.Node, in bool) {
		in = in || n.DataAtom == atom.A
		if n.Type == html.TextNode {
			size := len(strings.TrimSpace(n.Data))
			all += size
			if in {
				linked += size
			}
		}
		for c := range n.ChildNodes() {
			count(c, in)
		}
	}
	count(n, false)
	return float64(linked) / float64(max(all, 1))
}

// What the library finds is nothing to speak of when it is shorter than
// fewWords bytes and the paragraphs of the page are manyTimes as long.
const (
	fewWords  = 250
	manyTimes = 4
)

// missesMost reports whether hardly any of the page's prose is in the article.
func missesMost(tree *html.Node, keep map[*html.Node]bool) bool {
	in, all := 0, 0
	for n := range tree.Descendants() {
		if n.Type != html.TextNode || n.Parent == nil {
			continue
		}
		size := len(strings.TrimSpace(n.Data))
		if keep[n] {
			in += size
		}
		if n.Parent.DataAtom == atom.P {
			all += size
		}
	}
	return in < fewWords && all > manyTimes*in
}
