package intake

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blockElements begin and end a block of text. Everything else stands in a
// line, but for what its style says.
var blockElements = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Caption: true, atom.Center: true,
	atom.Dd: true, atom.Details: true, atom.Dialog: true, atom.Dir: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true,
	atom.Figcaption: true, atom.Figure: true, atom.Footer: true, atom.Form: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true,
	atom.H5: true, atom.H6: true, atom.Header: true, atom.Hgroup: true, atom.Hr: true, atom.Html: true, atom.Legend: true, atom.Li: true,
	atom.Listing: true, atom.Main: true, atom.Menu: true, atom.Nav: true, atom.Ol: true, atom.P: true, atom.Pre: true, atom.Section: true,
	atom.Summary: true, atom.Table: true, atom.Tbody: true, atom.Td: true, atom.Tfoot: true, atom.Th: true, atom.Thead: true, atom.Tr: true,
	atom.Ul: true,
}

// isA reports whether n is an element of one of the names.
func isA(n *html.Node, names ...atom.Atom) bool { return slices.Contains(names, n.DataAtom) }

// isBlock reports whether an element begins a new line.
func isBlock(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	display := styleOf(n)["display"]
	return blockElements[n.DataAtom] || display == "block" || n.DataAtom == 0 && display == "flex"
}

// headingLevels are the levels that headings get. The headline aside there is
// none of the first.
var headingLevels = map[atom.Atom]int{atom.H1: 2, atom.H2: 2, atom.H3: 3, atom.H4: 4, atom.H5: 5, atom.H6: 6}

// headingLevel returns the level of a heading, or 0.
func headingLevel(n *html.Node) int {
	if level := headingLevels[n.DataAtom]; level > 0 {
		return level
	}
	if n.Type == html.ElementNode && attr(n.Attr, "role") == "heading" {
		level, err := strconv.Atoi(attr(n.Attr, "aria-level"))
		if err != nil {
			level = 2
		}
		return min(max(level, 2), 6)
	}
	return 0
}

// styleOf returns an element's own declarations, in small letters.
func styleOf(n *html.Node) map[string]string {
	style := attr(n.Attr, "style")
	if style == "" {
		return nil
	}
	found := map[string]string{}
	for decl := range strings.SplitSeq(strings.ToLower(style), ";") {
		if key, value, ok := strings.Cut(decl, ":"); ok {
			value, _, _ = strings.Cut(value, "!")
			found[strings.TrimSpace(key)] = strings.TrimSpace(value)
		}
	}
	return found
}

// hasClass reports whether one of an element's classes is among the words.
func hasClass(n *html.Node, words map[string]bool) bool {
	for class := range strings.FieldsSeq(strings.ToLower(attr(n.Attr, "class"))) {
		if words[class] {
			return true
		}
	}
	return false
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// isHidden reports whether a browser would not show an element. A page whose
// body waits for its script to show it is not hidden.
func isHidden(n *html.Node) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return false
	}
	for _, a := range n.Attr {
		if a.Key == "hidden" && a.Val != "until-found" || a.Key == "aria-hidden" && strings.EqualFold(a.Val, "true") {
			return true
		}
	}
	style := styleOf(n)
	return style["display"] == "none" || style["visibility"] == "hidden" || style["mso-hide"] == "all" ||
		n.DataAtom == atom.Dialog && !hasAttr(n, "open")
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// droppedElements says with which warning an element is left out.
var droppedElements = map[atom.Atom]WarningCode{
	atom.Script: PageCode, atom.Style: PageCode, atom.Template: PageCode, atom.Noscript: "", atom.Head: "", atom.Link: "", atom.Meta: "", atom.Title: "",
	atom.Svg: Embed, atom.Iframe: Embed, atom.Object: Embed, atom.Embed: Embed, atom.Video: Embed, atom.Audio: Embed, atom.Canvas: Embed,
	atom.Select: FormField, atom.Textarea: FormField, atom.Button: FormField, atom.Input: FormField, atom.Datalist: FormField,
	atom.Rt: RubyText, atom.Rp: "", atom.Area: "", atom.Map: "", atom.Source: "", atom.Track: "", atom.Noembed: "", atom.Noframes: "",
}

// words returns the text of an element as one line, without what is hidden.
func words(n *html.Node) string {
	var b strings.Builder
	gather(n, &b)
	return strings.Join(strings.Fields(b.String()), " ")
}

func gather(n *html.Node, b *strings.Builder) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
	}
	if n.Type == html.ElementNode {
		if _, drop := droppedElements[n.DataAtom]; drop || isHidden(n) {
			return
		}
		if isBlock(n) || n.DataAtom == atom.Br {
			b.WriteByte(' ')
			defer b.WriteByte(' ')
		}
	}
	for c := range n.ChildNodes() {
		gather(c, b)
	}
}

// inside reports whether n is, or lies in, an element of which is says so.
func inside(n *html.Node, is func(*html.Node) bool) bool {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && is(n) {
			return true
		}
	}
	return false
}

// first returns the first element in the tree of n, itself included, of which
// is says so.
func first(n *html.Node, is func(*html.Node) bool) *html.Node {
	if n.Type == html.ElementNode && is(n) {
		return n
	}
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && is(c) {
			return c
		}
	}
	return nil
}
