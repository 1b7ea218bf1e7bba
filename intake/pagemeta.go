package intake

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"example.org/tickmark/models"
)

// pageMeta is what a page says about its article, and what it may be called.
type pageMeta struct {
	Metadata
	title  string   // the best of titles, or ""
	titles []string // without the name of the site
}

// titled reports whether a heading says what the page is called.
func (m pageMeta) titled(heading string) bool {
	heading = letters(heading)
	return slices.ContainsFunc(m.titles, func(title string) bool {
		title = letters(title)
		return heading != "" && (heading == title ||
			len(heading) >= minTitle && strings.Contains(title, heading) || len(title) >= minTitle && strings.Contains(heading, title))
	})
}

// minTitle is how many bytes a part of a title has that stands for all of it.
const minTitle = 12

// clues are what the head of a page says, by the names that it uses: those of
// meta elements, "title", and with a dot those of its JSON-LD.
type clues map[string]string

// note keeps the first value of a name.
func (c clues) note(name, value string) {
	value = strings.Join(strings.Fields(value), " ")
	if _, known := c[name]; !known && value != "" && name != "" && len(value) <= models.MaxURL {
		c[name] = strings.ToValidUTF8(value, "")
	}
}

// first returns the first value that one of the names has.
func (c clues) first(names ...string) string {
	for _, name := range names {
		if c[name] != "" {
			return c[name]
		}
	}
	return ""
}

// metadata reads what the page says about its article.
func (p *page) metadata(address string, linked []string) pageMeta {
	c := p.clues()
	for _, json := range linked {
		c.readLinkedData(json)
	}
	if base, err := url.Parse(c["base"]); err == nil && p.base != nil {
		p.base = p.base.ResolveReference(base)
	}
	m := pageMeta{Metadata: Metadata{
		Site:        c.first("og:site_name", ".publisher", "application-name", "al:ios:app_name"),
		Byline:      byline(c.first(".author", "author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "byl", "sailthru.author", "rel-author", "itemprop-author", "byline")),
		PublishedOn: c.date(),
		Language:    c.language(),
		Address:     p.canonical(c.first("canonical", "og:url"), address),
	}}
	site := m.Site
	if site == "" && p.base != nil {
		site = p.base.Hostname()
	}
	for _, title := range []string{c["og:title"], c[".headline"], c["twitter:title"], c["title"]} {
		if title = withoutSite(title, site); title != "" {
			m.titles = append(m.titles, title)
		}
	}
	if len(m.titles) > 0 {
		m.title = m.titles[0]
	}
	return m
}

// clues gathers what the page's elements say.
func (p *page) clues() clues {
	c := clues{}
	for n := range p.tree.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch {
		case isA(n, atom.Html, atom.Body):
			c.note("lang", attr(n.Attr, "lang"))
			c.note("lang", attr(n.Attr, "xml:lang"))
		case isA(n, atom.Title):
			c.note("title", ownText(n))
		case isA(n, atom.Meta):
			for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
				c.note(strings.ToLower(attr(n.Attr, key)), attr(n.Attr, "content"))
			}
		case isA(n, atom.Link):
			c.note(strings.ToLower(attr(n.Attr, "rel")), attr(n.Attr, "href"))
		case isA(n, atom.Base):
			c.note("base", attr(n.Attr, "href"))
		default:
			c.noteElement(n)
		}
	}
	return c
}

// ownText returns the text right in an element.
func ownText(n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

var bylines = wordSet("byline author article-author post-author entry-author p-author author-name byline-name article-byline article__byline article__author")

// noteElement draws clues from an element of the page's body.
func (c clues) noteElement(n *html.Node) {
	prop := attr(n.Attr, "itemprop")
	switch {
	case n.DataAtom == atom.Time:
		c.note("time", attr(n.Attr, "datetime"))
		c.note(prop, attr(n.Attr, "datetime"))
	case prop == "datePublished":
		c.note(prop, attr(n.Attr, "content"))
		c.note(prop, shortWords(n))
	case strings.EqualFold(attr(n.Attr, "rel"), "author"):
		c.note("rel-author", shortWords(n))
	case prop == "author":
		c.note("itemprop-author", shortWords(n))
	case c["byline"] == "" && hasClass(n, bylines) && !isHidden(n):
		c.note("byline", shortWords(n))
	}
}

// maxName is how many characters the names of writers have at most.
const maxName = 150

// shortWords returns the words of an element if they can be a name.
func shortWords(n *html.Node) string {
	count := 0
	for c := range n.Descendants() {
		if count++; count > maxName {
			return ""
		}
		_ = c
	}
	if s := words(n); utf8.RuneCountInString(s) <= maxName {
		return s
	}
	return ""
}

// byline cleans the names of writers. An address is none.
func byline(s string) string {
	for _, by := range []string{"By: ", "By ", "by ", "BY ", "Von ", "von ", "Par ", "par ", "Por ", "por ", "Di ", "De ", "Автор: ", "بقلم: ", "بقلم "} {
		if rest, ok := strings.CutPrefix(s, by); ok {
			s = rest
			break
		}
	}
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || utf8.RuneCountInString(s) > maxName {
		return ""
	}
	return strings.TrimSpace(s)
}

// canonical returns the address that the page gives itself, else the one where
// it was found.
func (p *page) canonical(given, found string) string {
	if address, here, ok := p.address(given); ok && !here {
		if address, ok = WebAddress(address); ok {
			return address
		}
	}
	address, _ := WebAddress(found)
	return address
}

// language returns the first language that the page names and that there is.
func (c clues) language() string {
	for _, name := range []string{"lang", "og:locale", ".inLanguage", "content-language", "inlanguage"} {
		value, _, _ := strings.Cut(c[name], ",")
		if tag, ok := languageTag(strings.TrimSpace(value)); ok {
			return tag
		}
	}
	return ""
}

// date returns the day on which the article was published, or "".
func (c clues) date() string {
	for _, name := range []string{
		".datePublished", "article:published_time", "og:article:published_time", "datePublished", "datepublished", "parsely-pub-date",
		"pubdate", "publish-date", "publication_date", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created",
		"sailthru.date", "cxenseparse:recs:publishtime", ".dateCreated", "time",
	} {
		if day := dayOf(c[name]); day != "" {
			return day
		}
	}
	return ""
}

// separators part the title of a page from the name of its site.
var separators = []string{" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " › ", " / ", " ~ "}

// maxSite is how many words a site's name has at most that nothing else names.
const maxSite = 4

// withoutSite takes the name of the site off a title.
func withoutSite(title, site string) string {
	title = strings.TrimSpace(title)
	for {
		at, sep := -1, ""
		for _, s := range separators {
			if i := strings.LastIndex(title, s); i > at {
				at, sep = i, s
			}
		}
		if at < 0 {
			return title
		}
		head, tail := title[:at], title[at+len(sep):]
		first, rest, _ := strings.Cut(title, sep)
		switch {
		case isSite(tail, site):
			title = strings.TrimSpace(head)
		case isSite(first, site):
			return withoutSite(rest, "")
		case sep != " - " && len(strings.Fields(tail)) <= maxSite && len(letters(head)) > 2*len(letters(tail)):
			title = strings.TrimSpace(head)
		default:
			return title
		}
	}
}

// isSite reports whether part of a title is the name of the site, or that of
// its host.
func isSite(part, site string) bool {
	part, site = letters(part), letters(strings.TrimPrefix(site, "www."))
	return part != "" && site != "" && (part == site || len(part) >= 4 && strings.Contains(site, part) || len(site) >= 4 && strings.Contains(part, site))
}
