package intake

import (
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"example.org/tickmark/apperr"
)

// relation is what one part of the package points to.
type relation struct {
	kind     string // the last word of its type, as "styles"
	target   string // a part, or an address when it is external
	external bool
}

// relations returns what a part points to, by id; "" is the package itself.
func (p *docxPackage) relations(part string) (map[string]relation, error) {
	rels := map[string]relation{}
	dir, base := path.Split(part)
	file := dir + "_rels/" + base + ".rels"
	if !p.has(file) {
		return rels, nil
	}
	err := p.read(file, func(root element) error {
		return root.each(func(el element) error {
			rel := relation{kind: path.Base(el.plain("Type")), target: el.plain("Target"), external: el.plain("TargetMode") == "External"}
			if !rel.external {
				rel.target = resolve(dir, rel.target)
			}
			rels[el.plain("Id")] = rel
			return p.define()
		})
	})
	return rels, err
}

// resolve returns the part that a target in the folder means.
func resolve(dir, target string) string {
	if whole, ok := strings.CutPrefix(target, "/"); ok {
		return path.Clean(whole)
	}
	return path.Join(dir, target)
}

// plain returns an attribute that stands in no name space.
func (el element) plain(local string) string {
	for _, a := range el.attrs {
		if a.Name.Space == "" && a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// mainPart is where the text of a Word file stands when nothing says so.
const mainPart = "word/document.xml"

// docxReader reads a Word file.
type docxReader struct {
	pkg      *docxPackage
	view     View
	styles   docxStyles
	lists    docxLists
	settings docxSettings
	notes    map[string]docxNote // by kind and id
	comments map[string]*docxComment
	headers  map[string]bool // ids of the page headers and footers that sections name

	draft
	held    []*docxBlock // the first blocks, while the headline may still come
	titled  bool         // held is settled
	spare   int          // blocks that are too many
	places  []int        // in the text, known when their block is
	warned  []placedWarning
	images  []int // places of images that no caption followed yet
	cited   []placedCitation
	counted noteCounts
	changed []*placedChange
	step    int            // counts what is read, to tell whether two changes touch
	words   map[string]int // letters by language
	textual int            // bytes of the copy
	beside  int            // bytes of what is kept beside the copy
	creator string
	lang    string // of the file's properties
}

// related returns the part of a kind that rels name and that the package
// holds; of several the one with the first id.
func (r *docxReader) related(rels map[string]relation, kind string) (string, bool) {
	for _, id := range slices.Sorted(maps.Keys(rels)) {
		if rel := rels[id]; rel.kind == kind && !rel.external && r.pkg.has(rel.target) {
			return rel.target, true
		}
	}
	return "", false
}

// read reads all parts that hold words or say what they are.
func (r *docxReader) read() error {
	r.notes, r.comments = map[string]docxNote{}, map[string]*docxComment{}
	r.headers, r.words = map[string]bool{}, map[string]int{}
	top, err := r.pkg.relations("")
	if err != nil {
		return err
	}
	main, ok := r.related(top, "officeDocument")
	if !ok {
		main = mainPart
	}
	rels, err := r.pkg.relations(main)
	if err != nil {
		return err
	}
	for _, p := range []struct {
		kind string
		read func(part string) error
	}{
		{"styles", r.readStyles},
		{"numbering", r.readNumbering},
		{"settings", r.readSettings},
		{"footnotes", r.readNotes},
		{"endnotes", r.readNotes},
		{"comments", r.readComments},
	} {
		if part, ok := r.related(rels, p.kind); ok {
			if err := p.read(part); err != nil {
				return err
			}
		}
	}
	if err := r.readBody(main, rels); err != nil {
		return err
	}
	if part, ok := r.related(top, "core-properties"); ok {
		return r.readCore(part)
	}
	return nil
}

// readBody reads the text itself, and looks whether page headers and footers
// hold words.
func (r *docxReader) readBody(part string, rels map[string]relation) error {
	body := &docxStory{docxReader: r, rels: rels}
	err := r.pkg.read(part, func(root element) error {
		if root.name != "w:document" {
			return apperr.DocxNotWord.With(mainPart)
		}
		return root.each(func(el element) error {
			if el.name != "w:body" {
				return nil
			}
			return el.each(body.node)
		})
	})
	if err != nil {
		return err
	}
	body.end()
	for _, id := range slices.Sorted(maps.Keys(r.headers)) {
		if !r.pkg.has(rels[id].target) || rels[id].external {
			continue
		}
		words, err := r.readAside(rels[id].target)
		if err != nil {
			return err
		}
		if strings.ContainsFunc(words.text.String(), unicode.IsLetter) {
			body.warn(HeaderFooter)
		}
	}
	return nil
}
