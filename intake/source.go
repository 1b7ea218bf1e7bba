package intake

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Limits on a page, which hold before a tree is made of it.
const (
	MaxTags       = 50_000 // tags that open an element
	MaxAttributes = 500    // attributes of one tag
	maxPageText   = 2 * models.MaxText
	maxSource     = 5 << 20   // bytes of the source that is left
	maxValue      = 4 << 10   // bytes of an attribute that are kept
	maxLinkedData = 256 << 10 // bytes of JSON-LD that are kept
)

// source reads the source of a page and writes what matters of it, small
// enough to make a tree of: scripts, styles, drawings and comments are empty
// elements or gone, attributes that nothing here looks at are left out, and
// runs of white space are one space. It follows the tokenization of the HTML
// Standard, in time that is linear in the source.
type source struct {
	src string
	pos int
	out strings.Builder

	tags     int
	text     int // bytes of text
	pre      int // open elements that keep white space
	gap      bool
	noEnd    map[string]bool // elements of which no more end tag follows
	linkData []string        // the JSON-LD of the page

	page     bool // it names html, head or body
	fragment bool // it is a clipboard's
	office   bool // a word processor wrote it
	around   bool // it has parts that stand around an article
}

// shrink reads a page. It refuses with TextTooLarge, PageTooManyTags or
// PageTooManyAttr.
func shrink(page string) (*source, error) {
	s := &source{src: strings.ReplaceAll(page, "\x00", ""), noEnd: map[string]bool{}}
	s.out.Grow(min(len(page), 1<<20))
	for s.pos < len(s.src) {
		i := strings.IndexByte(s.src[s.pos:], '<')
		if i < 0 {
			i = len(s.src) - s.pos
		}
		s.words(s.src[s.pos : s.pos+i])
		s.pos += i
		if s.pos == len(s.src) {
			break
		}
		if err := s.markup(); err != nil {
			return nil, err
		}
	}
	if s.text > maxPageText || s.out.Len() > maxSource {
		return nil, apperr.TextTooLarge.With(models.MaxText, s.text)
	}
	return s, nil
}

// words writes text, with its character references as they are.
func (s *source) words(text string) {
	if text == "" {
		return
	}
	if s.text += len(text); s.text > maxPageText || s.out.Len() > maxSource {
		return
	}
	if s.pre > 0 {
		s.out.WriteString(text)
		return
	}
	for text != "" {
		end := strings.IndexAny(text, " \t\n\r\f")
		if end < 0 {
			end = len(text)
		}
		if end > 0 {
			s.gap = false
			s.out.WriteString(text[:end])
		}
		text = text[end:]
		rest := strings.TrimLeft(text, " \t\n\r\f")
		if len(rest) < len(text) {
			s.space()
			s.text -= len(text) - len(rest) - 1
			text = rest
		}
	}
}

func (s *source) space() {
	if !s.gap {
		s.out.WriteByte('\n')
	}
	s.gap = true
}

// markup reads what begins with the < at pos.
func (s *source) markup() error {
	rest := s.src[s.pos+1:]
	switch {
	case rest == "":
	case isLetter(rest[0]):
		return s.startTag()
	case rest[0] == '/' && len(rest) > 1 && isLetter(rest[1]):
		s.endTag()
		return nil
	case strings.HasPrefix(rest, "!--"):
		s.comment()
		return nil
	case rest[0] == '!', rest[0] == '?', rest[0] == '/':
		s.pos = s.after(s.pos+1, ">")
		return nil
	}
	s.words("&lt;")
	s.text -= len("lt;")
	s.pos++
	return nil
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// after returns the place behind the next end at or after from, or the end of
// the source.
func (s *source) after(from int, end string) int {
	i := strings.Index(s.src[from:], end)
	if i < 0 {
		return len(s.src)
	}
	return from + i + len(end)
}

func (s *source) comment() {
	start := s.pos + 2 // "<!-->" is a whole comment
	s.pos = s.after(start, "-->")
	words := strings.TrimSpace(strings.Trim(s.src[start:min(s.pos, start+64)], "->"))
	s.fragment = s.fragment || strings.EqualFold(words, "StartFragment")
}

func (s *source) endTag() {
	name := s.tagName(s.pos + 2)
	s.pos = s.after(s.pos, ">")
	if opaque[name] != gone {
		return
	}
	if isPre(name) && s.pre > 0 {
		s.pre--
	}
	s.out.WriteString("</" + name + ">")
	s.gap = false
}

func isPre(name string) bool { return name == "pre" || name == "listing" }

// tagName returns the name that begins at from, in small letters; a name that
// would not read back is one that nobody knows.
func (s *source) tagName(from int) string {
	end := from
	for end < len(s.src) && end-from < 64 && !strings.ContainsRune(" \t\n\r\f/>", rune(s.src[end])) {
		end++
	}
	name := strings.ToLower(s.src[from:end])
	for i := range len(name) {
		if !isAlnum(name[i]) && !strings.ContainsRune("-:_", rune(name[i])) {
			return "x-unknown"
		}
	}
	return name
}

// contents is what becomes of what stands inside an element.
type contents int

const (
	gone  contents = iota // nothing special: it is read as any other
	raw                   // text in which no tag means anything, left out
	whole                 // everything to its end tag, left out
)

// opaque names the elements whose contents are not looked at.
var opaque = map[string]contents{
	"script": raw, "style": raw, "noscript": raw, "iframe": raw, "noembed": raw, "noframes": raw, "textarea": raw, "title": raw, "xmp": raw,
	"svg": whole, "template": whole, "canvas": whole, "object": whole, "video": whole, "audio": whole, "select": whole,
}

// startTag reads a start tag, and the contents of an element that is opaque.
func (s *source) startTag() error {
	name := s.tagName(s.pos + 1)
	if s.tags++; s.tags > MaxTags {
		return apperr.PageTooManyTags.With(MaxTags)
	}
	attrs, err := s.attributes(s.pos + 1 + len(name))
	if err != nil {
		return err
	}
	s.notice(name, attrs)
	if kind := opaque[name]; kind != gone {
		s.opaque(name, attrs, kind)
		return nil
	}
	if isPre(name) {
		s.pre++
	}
	s.write(name, attrs)
	return nil
}

func (s *source) write(name string, attrs []html.Attribute) {
	s.out.WriteString("<" + name)
	for _, a := range attrs {
		s.out.WriteString(" " + a.Key + `="` + strings.ReplaceAll(a.Val, `"`, "&quot;") + `"`)
	}
	s.out.WriteByte('>')
	s.gap = false
}

// opaque writes an element without its contents, but for a title.
func (s *source) opaque(name string, attrs []html.Attribute, kind contents) {
	begin, end := s.pos, s.endOf(name)
	if end < 0 && kind == whole {
		s.write("x-"+name, nil)
		return
	}
	if end < 0 {
		end = len(s.src)
	}
	inside := s.src[begin:end]
	s.pos = end
	if end < len(s.src) {
		s.pos = s.after(end, ">")
	}
	s.write(name, attrs)
	switch {
	case name == "title":
		s.out.WriteString(strings.ReplaceAll(inside[:min(len(inside), maxValue)], "<", "&lt;"))
	case name == "script" && strings.Contains(strings.ToLower(attr(attrs, "type")), "ld+json"):
		s.linkedData(inside)
	}
	s.out.WriteString("</" + name + ">")
}

// linkedData keeps a script of JSON-LD.
func (s *source) linkedData(json string) {
	kept := 0
	for _, d := range s.linkData {
		kept += len(d)
	}
	if kept+len(json) <= maxLinkedData {
		s.linkData = append(s.linkData, json)
	}
}

// endOf returns where the end tag of an element begins, or -1.
func (s *source) endOf(name string) int {
	if s.noEnd[name] {
		return -1
	}
	for at := s.pos; ; {
		i := strings.Index(s.src[at:], "</")
		if i < 0 {
			s.noEnd[name] = true
			return -1
		}
		at += i + 2
		if len(s.src) >= at+len(name) && strings.EqualFold(s.src[at:at+len(name)], name) && s.tagName(at) == name {
			return at - 2
		}
	}
}

// wanted names the attributes that something here, or the library that looks
// for the article, reads.
var wanted = []string{
	"alt", "aria-hidden", "aria-level", "aria-modal", "charset", "class", "colspan", "content", "data-byline", "datatable", "datetime", "dir",
	"epub:type", "height", "hidden", "href", "http-equiv", "id", "itemprop", "itemscope", "itemtype", "lang", "name", "open", "property",
	"rel", "reversed", "role", "rowspan", "start", "style", "summary", "title", "type", "value", "width", "xml:lang",
}

// attributes reads the attributes of the tag whose name ends at from, and sets
// pos behind it. Of a tag that never ends nothing is left.
func (s *source) attributes(from int) ([]html.Attribute, error) {
	var attrs []html.Attribute
	i := from
	for n := 0; ; n++ {
		i = s.skip(i, " \t\n\r\f/")
		if i >= len(s.src) || s.src[i] == '>' {
			s.pos = min(i+1, len(s.src))
			return attrs, nil
		}
		if n == MaxAttributes {
			return nil, apperr.PageTooManyAttr.With(MaxAttributes)
		}
		a, next := s.attribute(i)
		i = next
		if slices.Contains(wanted, a.Key) && !slices.ContainsFunc(attrs, func(b html.Attribute) bool { return b.Key == a.Key }) {
			attrs = append(attrs, a)
		}
	}
}

func (s *source) skip(i int, set string) int {
	for i < len(s.src) && strings.IndexByte(set, s.src[i]) >= 0 {
		i++
	}
	return i
}

// attribute reads the attribute at i and returns the place behind it.
func (s *source) attribute(i int) (a html.Attribute, next int) {
	end := i + 1 // an attribute may begin with =
	for end < len(s.src) && strings.IndexByte(" \t\n\r\f/>=", s.src[end]) < 0 {
		end++
	}
	a.Key = strings.ToLower(s.src[i:min(end, i+32)])
	i = s.skip(end, " \t\n\r\f")
	if i >= len(s.src) || s.src[i] != '=' {
		return a, end
	}
	i = s.skip(i+1, " \t\n\r\f")
	switch {
	case i < len(s.src) && (s.src[i] == '"' || s.src[i] == '\''):
		end = s.after(i+1, s.src[i:i+1])
		a.Val = s.src[i+1 : max(i+1, end-1)]
	default:
		end = i
		for end < len(s.src) && strings.IndexByte(" \t\n\r\f>", s.src[end]) < 0 {
			end++
		}
		a.Val = s.src[i:end]
	}
	if len(a.Val) > maxValue {
		a.Val = strings.ToValidUTF8(a.Val[:maxValue], "")
	}
	return a, end
}

// furniture names the elements that stand around an article.
var furniture = []string{"nav", "header", "footer", "aside", "form", "iframe", "dialog"}

// notice draws from a tag what sort of page this is.
func (s *source) notice(name string, attrs []html.Attribute) {
	switch name {
	case "html", "head", "body":
		s.page = true
	case "meta":
		program := strings.ToLower(attr(attrs, "content"))
		switch strings.ToLower(attr(attrs, "name")) {
		case "generator", "progid":
			s.office = s.office || strings.Contains(program, "word") && !strings.Contains(program, "wordpress") ||
				strings.Contains(program, "libreoffice") || strings.Contains(program, "openoffice")
		}
	}
	if name == "body" && strings.Contains(attr(attrs, "class"), "doc-content") || strings.HasPrefix(attr(attrs, "id"), "docs-internal-guid") {
		s.office = true
	}
	s.around = s.around || slices.Contains(furniture, name) || slices.Contains(landmarks, attr(attrs, "role"))
}

// landmarks are the roles of what stands around an article.
var landmarks = []string{"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu"}
