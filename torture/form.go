package main

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// form is a form of a page, filled as the page fills it.
type form struct {
	path    string
	values  url.Values
	choices map[string][]string // of lists and buttons of which one is chosen
}

// formsOf returns the forms of a page that are posted, in their order.
func formsOf(page string) (forms []form) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "form" && strings.EqualFold(attr(n, "method"), "post") {
			forms = append(forms, read(n))
		}
	}
	return forms
}

func read(n *html.Node) form {
	f := form{path: attr(n, "action"), values: url.Values{}, choices: map[string][]string{}}
	for c := range n.Descendants() {
		if c.Type != html.ElementNode || has(c, "disabled") {
			continue
		}
		name := attr(c, "name")
		switch {
		case c.Data == "textarea" && name != "":
			f.values.Set(name, strings.TrimPrefix(words(c), "\n"))
		case c.Data == "select" && name != "":
			f.list(name, c)
		case c.Data == "input" && name != "":
			f.input(name, c)
		}
	}
	return f
}

func (f form) input(name string, n *html.Node) {
	switch attr(n, "type") {
	case "radio", "checkbox":
		f.choices[name] = append(f.choices[name], attr(n, "value"))
		if has(n, "checked") {
			f.values.Add(name, attr(n, "value"))
		}
	case "submit", "button":
	default:
		f.values.Add(name, attr(n, "value"))
	}
}

func (f form) list(name string, n *html.Node) {
	for o := range n.Descendants() {
		if o.Type != html.ElementNode || o.Data != "option" {
			continue
		}
		f.choices[name] = append(f.choices[name], attr(o, "value"))
		if has(o, "selected") || !f.values.Has(name) {
			f.values.Set(name, attr(o, "value"))
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
