package main

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// form is a form of a page, filled as the page fills it. One with several
// buttons that say something is several forms: only the button that is pressed
// is sent.
type form struct {
	path    string
	values  url.Values
	choices map[string][]string // of lists and buttons of which one is chosen
	pressed []url.Values        // what each of its buttons says
}

// formsOf returns the forms of a page that are posted, in their order.
func formsOf(page string) (forms []form) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil
	}
	byID := map[string][]*html.Node{} // what stands outside of the form that it belongs to
	for n := range root.Descendants() {
		if id := attr(n, "form"); id != "" {
			byID[id] = append(byID[id], n)
		}
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "form" && strings.EqualFold(attr(n, "method"), "post") {
			f := read(n, byID[attr(n, "id")])
			forms = append(forms, f.byButton()...)
		}
	}
	return forms
}

// byButton is the form once for each of its buttons.
func (f form) byButton() (forms []form) {
	if len(f.pressed) == 0 {
		return []form{f}
	}
	for _, says := range f.pressed {
		pressed := form{path: f.path, values: clone(f.values), choices: f.choices}
		maps.Copy(pressed.values, says)
		forms = append(forms, pressed)
	}
	return forms
}

func read(n *html.Node, outside []*html.Node) form {
	f := form{path: attr(n, "action"), values: url.Values{}, choices: map[string][]string{}}
	for _, c := range slices.Concat(slices.Collect(n.Descendants()), outside) {
		if c.Type != html.ElementNode || has(c, "disabled") {
			continue
		}
		name := attr(c, "name")
		switch {
		case c.Data == "button" && attr(c, "type") == "submit" && !has(c, "formaction"):
			f.button(name, attr(c, "value"))
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

// button adds what a button says, if it says anything; buttons that say
// nothing are alike.
func (f *form) button(name, value string) {
	says := url.Values{}
	if name != "" {
		says.Set(name, value)
	} else if slices.ContainsFunc(f.pressed, func(v url.Values) bool { return len(v) == 0 }) {
		return
	}
	f.pressed = append(f.pressed, says)
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
