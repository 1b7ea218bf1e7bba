package intake

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"example.org/tickmark/models"
)

// read reads the page: its headline and standfirst, where it shows them, and
// then the rest in its order.
func (p *page) read() (models.Document, []Warning, error) {
	if p.web {
		p.readHead()
	}
	p.node(p.tree, flow{})
	p.flush()
	if p.err != nil {
		return models.Document{}, nil, p.err
	}
	doc, warns, err := p.finish()
	doc.Marks = trimMarks(doc)
	return doc, warns, err
}

// trimMarks takes the white space at the ends of marks out of them: pages mark
// it or not by chance.
func trimMarks(doc models.Document) []models.Mark {
	if len(doc.Marks) == 0 {
		return nil
	}
	runes := []rune(doc.Text)
	for i := range doc.Marks {
		m := &doc.Marks[i]
		for m.Start < m.End && unicode.IsSpace(runes[m.Start]) {
			m.Start++
		}
		for m.Start < m.End && unicode.IsSpace(runes[m.End-1]) {
			m.End--
		}
	}
	return tidy(doc.Marks)
}

// readHead reads the headline of a page of the web, which need not be the
// first of its words, and the standfirst below it.
func (p *page) readHead() {
	keep := p.keep
	p.keep = nil
	defer func() { p.keep = keep }()
	headline := p.headline()
	if headline == nil {
		if p.meta.title != "" {
			p.words(p.meta.title, flow{})
			p.flush()
		}
		return
	}
	p.node(headline, flow{})
	p.flush()
	p.taken[headline] = true
	if deck := p.deckBelow(headline); deck != nil && len(p.blocks) == 1 {
		in := flow{block: models.Block{Kind: models.Standfirst}}
		for c := range deck.ChildNodes() {
			p.node(c, in)
		}
		p.flush()
		p.taken[deck] = true
	}
}

// headline returns the heading that is the article's headline, or nil: the
// first that says what the page's metadata give as its title, one of the first
// level before others, else the only or the most likely one of the first level.
// A heading that names the site is none.
func (p *page) headline() *html.Node {
	best, rank := (*html.Node)(nil), 0
	looked := 0
	for n := range p.tree.Descendants() {
		if headingLevels[n.DataAtom] == 0 || headingLevels[n.DataAtom] > 3 || inside(n, p.isAround) {
			continue
		}
		if looked++; looked > maxHeadings {
			break
		}
		if r := p.headlineRank(n); r > rank {
			best, rank = n, r
		}
	}
	return best
}

// headlineRank says how likely a heading is the headline; 0 is not at all.
func (p *page) headlineRank(n *html.Node) int {
	text := words(n)
	top := n.DataAtom == atom.H1
	switch {
	case text == "" || alike(text, p.meta.Site):
		return 0
	case p.meta.titled(text) && !p.leadsHome(n):
		return rankTitled + rankTop[top]
	case !top:
		return 0
	case p.leadsHome(n):
		return 1
	case p.keep != nil && p.keep[n]:
		return 3
	}
	return 2
}

// rankTitled is the rank of a heading that says what the page is called.
const rankTitled = 4

var rankTop = map[bool]int{true: 1}

// leadsHome reports whether a heading is a link to the front page, as the name
// of a site is.
func (p *page) leadsHome(n *html.Node) bool {
	link := first(n, func(n *html.Node) bool { return n.DataAtom == atom.A })
	if link == nil && n.Parent != nil && n.Parent.DataAtom == atom.A {
		link = n.Parent
	}
	if link == nil {
		return false
	}
	href := strings.TrimSpace(attr(link.Attr, "href"))
	if href == "/" || href == "./" || href == "" {
		return true
	}
	address, _, ok := p.address(href)
	_, rest, _ := strings.Cut(address, "://")
	_, path, _ := strings.Cut(rest, "/")
	return ok && path == ""
}

// maxHeadings is how many headings of a page may be its headline.
const maxHeadings = 100

// isAround reports whether an element stands around an article, or is not seen.
func (p *page) isAround(n *html.Node) bool {
	return n.DataAtom == atom.Nav || n.DataAtom == atom.Footer || n.DataAtom == atom.Aside || isHidden(n)
}

// decks are the classes of a standfirst.
var decks = wordSet(`standfirst deck dek subtitle sub-title subheadline sub-headline subhead subheading sub-heading summary
	article-standfirst article-deck article-dek article-subtitle article-summary article-subheadline article__standfirst article__deck article__dek
	article__subtitle article__summary entry-subtitle post-subtitle story-deck story-summary headline-deck article-lead article__lead
	article-intro article__intro content__standfirst story__standfirst msosubtitle`)

func isDeck(n *html.Node) bool {
	return hasClass(n, decks) || strings.Contains(attr(n.Attr, "itemprop"), "alternativeHeadline")
}

// deckBelow returns the standfirst directly under the headline, or nil. Only a
// byline, a date and the like may stand between them.
func (p *page) deckBelow(headline *html.Node) *html.Node {
	between, seen := 0, false
	for n := range p.tree.Descendants() {
		if n == headline {
			seen = true
		}
		if !seen || inside(n, func(a *html.Node) bool { return a == headline }) {
			continue
		}
		if n.Type == html.ElementNode && isDeck(n) && isBlock(n) && !isHidden(n) {
			if text := words(n); text != "" && len(text) <= maxDeck {
				return n
			}
		}
		if n.Type == html.TextNode {
			if between += len(strings.TrimSpace(n.Data)); between > maxBetween {
				return nil
			}
		}
	}
	return nil
}

// maxDeck and maxBetween are how long a standfirst is at most, and the words
// between it and the headline, in bytes.
const (
	maxDeck    = 2_000
	maxBetween = 150
)

// isByline reports whether an element of an article says only who wrote it,
// which its metadata say.
func (p *page) isByline(n *html.Node) bool {
	if p.keep == nil || p.meta.Byline == "" || !isBlock(n) || !hasClass(n, bylines) {
		return false
	}
	text := shortWords(n)
	return strings.Contains(text, p.meta.Byline) && len(text) <= 2*len(p.meta.Byline)+maxBetween/3
}

// repeatsHeadline reports whether the second block of a page says once more
// what the headline says, and so is left out.
func (p *page) repeatsHeadline(sp *spool) bool {
	if !p.web || len(p.blocks) != 1 || p.repeated {
		return false
	}
	p.repeated = len(sp.points) == 0 && alike(string(sp.buf), p.text.String())
	return p.repeated
}

// alike reports whether two lines have the same letters and digits.
func alike(a, b string) bool {
	a, b = letters(a), letters(b)
	return a != "" && a == b
}

// letters returns the letters and digits of a line, in small letters.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
