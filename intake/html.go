package intake

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"example.org/tickmark/apperr"
)

// What reading HTML leaves out. They count from the start of the canonical
// text, to the end of the block before.
const (
	PageFurniture   WarningCode = "page-furniture"    // what stands around the article: navigation, notices, related links, comments
	Navigation      WarningCode = "navigation"        // a navigation block, in a piece of a page
	HiddenText      WarningCode = "hidden-text"       // text that a browser does not show
	PageCode        WarningCode = "page-code"         // scripts, styles and templates
	Embed           WarningCode = "embed"             // films, sound, drawings and other pages inside this one
	FormField       WarningCode = "form-field"        // fields and buttons
	StruckOut       WarningCode = "struck-out"        // text that is struck out, or with ViewOriginal text that was put in
	RubyText        WarningCode = "ruby-text"         // readings above the characters of a text
	ArticleNotFound WarningCode = "article-not-found" // no part of the page looks like its article: all of it was taken
	TableFlattened  WarningCode = "table-flattened"   // a table with joined cells or with tables in it, or one that is only layout
)

// maxElementDepth is how deep elements may lie in one another: the parser of
// HTML takes no more, and everything behind it may recurse so deep.
const maxElementDepth = 512

// readHTML reads a page, or a piece of one.
func readHTML(in Input) (Result, error) {
	dec, err := decode(in, true)
	if err != nil {
		return Result{}, err
	}
	if strings.TrimFunc(dec.text, isBlank) == "" {
		return Result{}, apperr.TextEmpty.With()
	}
	src, err := shrink(dec.text)
	if err != nil {
		return Result{}, err
	}
	dec.text = ""
	tree, err := html.Parse(strings.NewReader("<!doctype html>" + src.out.String()))
	if err != nil { // the one thing that the parser refuses
		return Result{}, apperr.PageTooDeep.With(maxElementDepth)
	}
	p := newPage(in, src, tree)
	doc, warns, err := p.read()
	if err != nil {
		return Result{}, err
	}
	res := dec.result(doc, warns)
	res.Meta = p.meta.Metadata
	res.Citations = cite(res.Document, p.points, p.notes.list)
	return res, nil
}

// newPage prepares a page for reading: its metadata, its footnotes and, unless
// all of it is wanted, which of its elements are the article.
func newPage(in Input, src *source, tree *html.Node) *page {
	p := &page{tree: tree, whole: in.Whole, view: in.View, captioned: map[*html.Node]bool{}, taken: map[*html.Node]bool{}}
	p.base, _ = url.Parse(in.Address)
	p.meta = p.metadata(in.Address, src.linkData)
	p.notes = p.findNotes()
	p.web = src.page && !src.fragment && !src.office
	if p.web && !in.Whole && (src.around || p.unlikely()) {
		if p.keep = findArticle(tree, p.base); p.keep == nil {
			p.warns.add(ArticleNotFound, 0)
		}
	}
	return p
}

// page reads a tree of HTML into a draft.
type page struct {
	draft
	tree  *html.Node
	base  *url.URL // against which addresses are read; may be nil
	whole bool
	view  View
	web   bool                // a whole page of the web, whose headline may be anywhere
	keep  map[*html.Node]bool // the elements of the article; nil: all
	taken map[*html.Node]bool // elements that were read already
	notes pageNotes
	meta  pageMeta
	// captioned remembers of which figures it is known whether they have a
	// caption.
	captioned map[*html.Node]bool

	sp     *spool // the block that is being read, or nil
	open   flow
	breaks int  // forced line breaks in a row
	out    bool // the last words were left out
	// repeated says that a block like the headline was left out under it.
	repeated bool
	err      error
}
