package intake

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"example.org/tickmark/models"
)

// pageNotes are the footnotes of a page.
type pageNotes struct {
	refs map[*html.Node]int  // the marks in the text, and which note each means
	gone map[*html.Node]bool // what is no text of the article: the notes, and what stands around a mark
	list []Citation          // At is still empty
}

// maxNotes is how many marks of footnotes are looked for.
const maxNotes = 5_000

// noteLabel is what the mark of a footnote looks like.
var noteLabel = regexp.MustCompile(`^[\[(]?\s*(?:\d{1,4}|[a-zA-Z]|[ivxlcIVXLC]{1,6}|[*†‡§¶#]{1,4}|(?:note|nb|n\.?|fn) ?\d{1,4})\s*[\])]?$`)

var (
	noteRefs  = wordSet("footnote-ref sdfootnoteanc sdendnoteanc footnote-anchor footnote noteref fn-ref footnoteref footnote-reference msofootnotereference")
	noteLists = wordSet("footnotes endnotes footnote-list references reflist notes")
	backMarks = "↩↑^⤴⏎⇧ \u00a0\ufe0e\ufe0f[]()*,"
)

// findNotes looks for footnotes: a link of a number or a sign that leads to
// another place of the page, at which a note stands that leads back, or that
// is in the page's list of notes. So do the exports of word processors and the
// programs that make HTML of Markdown write them.
func (p *page) findNotes() pageNotes {
	f := noteFinder{page: p, ids: map[string]*html.Node{}, number: map[*html.Node]int{}, notes: map[*html.Node]int{}, short: map[*html.Node]bool{}}
	f.index()
	found := pageNotes{refs: map[*html.Node]int{}, gone: map[*html.Node]bool{}}
	var notes []*html.Node
	for _, ref := range f.links {
		note := f.noteOf(ref)
		if note == nil || len(found.refs) == maxNotes {
			continue
		}
		i, known := f.notes[note]
		if !known {
			i = len(notes)
			f.notes[note] = i
			notes = append(notes, note)
		}
		found.refs[ref] = i
		found.list = append(found.list, Citation{Label: strings.Trim(words(ref), "[]() \u00a0")})
		found.refs[ref] = len(found.list) - 1
		f.owner = append(f.owner, i)
	}
	read := make([]models.Document, len(notes))
	for i, n := range notes {
		read[i] = p.readNote(n, found.refs)
	}
	for i := range found.list {
		doc := read[f.owner[i]]
		found.list[i].Text, found.list[i].URL = trimLabel(doc.Text, found.list[i].Label), firstAddress(doc)
	}
	f.leave(notes, &found)
	return found
}

// noteFinder finds the footnotes of a page.
type noteFinder struct {
	*page
	ids    map[string]*html.Node
	number map[*html.Node]int // of elements, in their order
	links  []*html.Node       // that lead to a place of the page, and look like a note's mark
	notes  map[*html.Node]int
	short  map[*html.Node]bool // elements of which it is known whether they may be a note
	owner  []int               // which note each mark means
}

func (f *noteFinder) index() {
	for n := range f.tree.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		f.number[n] = len(f.number)
		for _, key := range []string{attr(n.Attr, "id"), attr(n.Attr, "name")} {
			if _, known := f.ids[key]; !known && key != "" {
				f.ids[key] = n
			}
		}
		if n.DataAtom == atom.A && f.fragment(n) != "" {
			f.links = append(f.links, n)
		}
	}
}

// fragment returns the place of this page to which a link leads, or "".
func (f *noteFinder) fragment(a *html.Node) string {
	href := strings.TrimSpace(attr(a.Attr, "href"))
	if rest, ok := strings.CutPrefix(href, "#"); ok {
		return rest
	}
	if !strings.Contains(href, "#") {
		return ""
	}
	if _, here, _ := f.address(href); here {
		_, fragment, _ := strings.Cut(href, "#")
		return fragment
	}
	return ""
}

// noteOf returns the note that a link is the mark of, or nil.
func (f *noteFinder) noteOf(ref *html.Node) *html.Node {
	target := f.ids[f.fragment(ref)]
	if target == nil || !short(ref) {
		return nil
	}
	role := attr(ref.Attr, "role") + attr(ref.Attr, "epub:type")
	named := strings.Contains(role, "noteref") || hasClass(ref, noteRefs) || strings.Contains(attr(ref.Attr, "style"), "mso-footnote-id") ||
		strings.Contains(attr(ref.Attr, "style"), "mso-endnote-id")
	label := words(ref)
	if !named && !noteLabel.MatchString(label) || label == "" || len(label) > maxMark {
		return nil
	}
	note := noteAround(target)
	if note == nil || !f.isNote(note) || inside(ref, func(n *html.Node) bool { return n == note }) || f.number[note] < f.number[ref] {
		return nil
	}
	raised := ref.Parent != nil && ref.Parent.DataAtom == atom.Sup || first(ref, isRaised) != nil
	listed := inside(note, func(n *html.Node) bool {
		return hasClass(n, noteLists) || strings.Contains(attr(n.Attr, "role"), "doc-endnote")
	})
	if f.leadsBack(note, ref) || (named || raised) && (listed || note.DataAtom == atom.Li || strings.HasPrefix(words(note), label)) {
		return note
	}
	return nil
}

// Limits on a note and its mark, in bytes.
const (
	maxMark = 12
	maxNote = 8_000
)

// isNote reports whether an element may be a note: it is short, and no section
// with a heading.
func (f *noteFinder) isNote(n *html.Node) bool {
	is, known := f.short[n]
	if !known {
		size := 0
		is = true
		for c := range n.Descendants() {
			if c.Type == html.TextNode {
				size += len(c.Data)
			}
			if headingLevel(c) > 0 || size > maxNote {
				is = false
				break
			}
		}
		f.short[n] = is
	}
	return is
}

func isRaised(n *html.Node) bool {
	return n.DataAtom == atom.Sup || styleOf(n)["vertical-align"] == "super"
}

// short reports whether an element has few others in it, as a mark has.
func short(n *html.Node) bool {
	count := 0
	for range n.Descendants() {
		if count++; count > 12 {
			return false
		}
	}
	return true
}

// leadsBack reports whether a link in the note leads to the place of its mark.
func (f *noteFinder) leadsBack(note, ref *html.Node) bool {
	return first(note, func(n *html.Node) bool {
		if n.DataAtom != atom.A {
			return false
		}
		place := f.ids[f.fragment(n)]
		return place != nil && (inside(ref, func(a *html.Node) bool { return a == place && !blockElements[a.DataAtom] }) || first(ref, func(a *html.Node) bool { return a == place }) != nil)
	}) != nil
}

// noteAround returns the block that holds all of a note: the one at its place,
// or the one around that with nothing else in it.
func noteAround(target *html.Node) *html.Node {
	note := target
	for note != nil && !isBlock(note) {
		note = note.Parent
	}
	if note == nil || note.DataAtom == atom.Body || note.DataAtom == atom.Html || headingLevel(note) > 0 {
		return nil
	}
	up := note.Parent
	if up == nil || note.DataAtom != atom.P || up.DataAtom != atom.Div && up.DataAtom != atom.Li && up.DataAtom != atom.Aside {
		return note
	}
	for before := note.PrevSibling; before != nil; before = before.PrevSibling {
		if before.Type == html.ElementNode || strings.TrimSpace(before.Data) != "" {
			return note
		}
	}
	for after := note.NextSibling; after != nil; after = after.NextSibling {
		if first(after, isPlace) != nil {
			return note
		}
	}
	return up
}

// isPlace reports whether a link of the page may lead to n.
func isPlace(n *html.Node) bool {
	return n.DataAtom == atom.A && (hasAttr(n, "id") || hasAttr(n, "name")) || n.DataAtom == atom.P && hasAttr(n, "id")
}

// readNote reads the words of a note, without the links that lead back.
func (p *page) readNote(n *html.Node, refs map[*html.Node]int) models.Document {
	q := &page{
		draft: draft{headless: true}, tree: n, base: p.base, view: p.view, whole: true,
		captioned: p.captioned, taken: map[*html.Node]bool{}, notes: pageNotes{gone: map[*html.Node]bool{}},
	}
	for c := range n.Descendants() {
		_, isRef := refs[c]
		if c.DataAtom != atom.A || isRef {
			continue
		}
		href := attr(c.Attr, "href")
		_, here, _ := p.address(href)
		text := strings.TrimSpace(words(c))
		if (here || strings.HasPrefix(href, "#")) && (strings.Trim(text, backMarks) == "" || noteLabel.MatchString(text)) {
			q.notes.gone[c] = true
		}
	}
	q.children(n, flow{})
	q.flush()
	doc, _, err := q.finish()
	if err != nil {
		return models.Document{}
	}
	return doc
}

// trimLabel takes the note's own number off its words.
func trimLabel(text, label string) string {
	text = strings.TrimLeft(text, backMarks)
	rest, ok := strings.CutPrefix(text, label)
	if ok && label != "" && (rest == "" || strings.IndexAny(rest, " .:)]\u00a0\t") == 0) {
		text = rest
	}
	return strings.TrimSpace(strings.TrimLeft(text, " .:)]\u00a0\t^↩"))
}

// leave marks what is no text: the notes, the brackets of their list that hold
// nothing else, and the raised element around a mark.
func (f *noteFinder) leave(notes []*html.Node, found *pageNotes) {
	for _, n := range notes {
		found.gone[n] = true
	}
	for _, n := range notes {
		for up := n.Parent; up != nil && !found.gone[up] && onlyHolds(up, found.gone); up = up.Parent {
			found.gone[up] = true
			f.leaveTitle(up, found)
		}
	}
}

// onlyHolds reports whether everything in n is gone, but for rules, breaks and
// a heading.
func onlyHolds(n *html.Node, gone map[*html.Node]bool) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return false
	}
	for c := range n.ChildNodes() {
		switch {
		case gone[c], c.DataAtom == atom.Hr, c.DataAtom == atom.Br, c.Type == html.CommentNode, isNotesTitle(c):
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
		default:
			return false
		}
	}
	return true
}

// leaveTitle leaves out the heading right above a list of notes.
func (f *noteFinder) leaveTitle(list *html.Node, found *pageNotes) {
	for before := list.PrevSibling; before != nil; before = before.PrevSibling {
		switch {
		case isNotesTitle(before):
			found.gone[before] = true
			return
		case before.Type == html.TextNode && strings.TrimSpace(before.Data) == "", before.DataAtom == atom.Hr:
		default:
			return
		}
	}
}

var notesTitles = []string{
	"notes", "footnotes", "endnotes", "references", "sources", "fußnoten", "anmerkungen", "einzelnachweise", "quellen", "notas", "notes de bas de page",
	"références", "note", "noten", "voetnoten", "przypisy", "примечания", "сноски", "脚注", "注释", "الهوامش", "المراجع",
}

func isNotesTitle(n *html.Node) bool {
	return headingLevel(n) > 0 && slices.Contains(notesTitles, strings.ToLower(strings.Trim(words(n), ": ")))
}

// noteMark leaves the mark of a footnote out and keeps its place.
func (p *page) noteMark(note int, in flow) {
	if !in.left {
		p.block(in).point(note)
	}
}
