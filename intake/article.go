package intake

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// numbered begins the names of the attributes by which an element is known
// again in what the library returns. The number is in the name and not in the
// value since the library may give an element the attributes of another that
// it takes away from around it.
const numbered = "n-"

// findArticle returns the elements of a page that are its article, as the
// library for this finds it, and a few more that it leaves out in the middle
// of those it takes. It returns nil, which stands for all, when the library
// finds nothing to speak of.
func findArticle(tree *html.Node, base *url.URL) map[*html.Node]bool {
	var nodes []*html.Node
	for n := range tree.Descendants() {
		if n.Type == html.ElementNode {
			n.Attr = append(n.Attr, html.Attribute{Key: numbered + strconv.Itoa(len(nodes))})
			nodes = append(nodes, n)
		}
	}
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	parser.KeepClasses = true
	article, err := parser.ParseDocument(tree, base)
	for _, n := range nodes {
		n.Attr = n.Attr[:len(n.Attr)-1]
	}
	if err != nil || article.Node == nil {
		return nil
	}
	keep := map[*html.Node]bool{}
	for n := range article.Node.Descendants() {
		for _, a := range n.Attr {
			if i, err := strconv.Atoi(strings.TrimPrefix(a.Key, numbered)); err == nil && strings.HasPrefix(a.Key, numbered) && i < len(nodes) {
				keep[nodes[i]] = true
			}
		}
	}
	widen(tree, keep)
	if missesMost(tree, keep) {
		return nil
	}
	return keep
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
			!isHidden(n) && !isUnlikely(n) && first(n, isUnlikely) == nil && linkShare(n) < maxLinkShare {
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
		if keep[n.Parent] {
			in += size
		}
		if n.Parent.DataAtom == atom.P {
			all += size
		}
	}
	return in < fewWords && all > manyTimes*in
}
