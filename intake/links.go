package intake

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// anchor reads a link. One that leads to another place of the page is none;
// one that leads where no link may lead is its words.
func (p *page) anchor(n *html.Node, in flow) {
	href := strings.Map(dropBreaks, strings.TrimSpace(attr(n.Attr, "href")))
	if href != "" && !strings.HasPrefix(href, "#") {
		address, here, ok := p.address(href)
		switch {
		case ok && !here:
			in.link = address
		case !ok && !in.left && words(n) != "":
			p.block(in).badLinks++
		}
	}
	p.plainElement(n, in)
}

// dropBreaks takes out what a browser takes out of an address.
func dropBreaks(r rune) rune {
	if r == '\n' || r == '\t' || r == '\r' {
		return -1
	}
	return r
}

// address returns where a link leads, and whether that is a place of this very
// page. It is false when no link may lead there.
func (p *page) address(href string) (address string, here, ok bool) {
	if address, ok = cleanURL(href); !ok && p.base != nil && p.base.Host != "" {
		if ref, err := url.Parse(href); err == nil {
			address, ok = cleanURL(p.base.ResolveReference(ref).String())
		}
	}
	if !ok {
		return "", false, false
	}
	bare, fragment, _ := strings.Cut(address, "#")
	if p.base != nil && fragment != "" {
		self, _, _ := strings.Cut(p.base.String(), "#")
		here = bare == self
	}
	return unwrapped(address), here, true
}

// unwrapped returns where a link of a text that Google Docs wrote leads: it
// goes by a page of Google's that forwards to the address in its query.
func unwrapped(address string) string {
	if !strings.HasPrefix(address, "https://www.google.com/url?") {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if target, ok := WebAddress(u.Query().Get("q")); ok {
		return target
	}
	return address
}
