package intake

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"example.org/tickmark/apperr"
)

// docxPackage is the open archive of a Word file, and what may still be read
// of it.
type docxPackage struct {
	parts    map[string]*zip.File // by partName
	bytes    int                  // unpacked
	elements int
	defined  int // styles, lists and relations
}

// define counts one more style, list or relation.
func (p *docxPackage) define() error {
	if p.defined++; p.defined > maxDefined {
		return apperr.DocxDefined.With(maxDefined)
	}
	return nil
}

// namespaces gives the short names by which elements and attributes are known,
// for the transitional and the strict form of ECMA-376.
var namespaces = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":            "w:",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                        "w:",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":     "r:",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                 "r:",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":              "m:",
	"http://purl.oclc.org/ooxml/officeDocument/math":                          "m:",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":             "mc:",
	"http://schemas.openxmlformats.org/drawingml/2006/picture":                "pic:",
	"http://purl.oclc.org/ooxml/drawingml/picture":                            "pic:",
	"http://schemas.openxmlformats.org/drawingml/2006/chart":                  "c:",
	"http://purl.oclc.org/ooxml/drawingml/chart":                              "c:",
	"http://schemas.microsoft.com/office/drawing/2014/chartex":                "c:",
	"http://schemas.openxmlformats.org/drawingml/2006/diagram":                "dgm:",
	"http://purl.oclc.org/ooxml/drawingml/diagram":                            "dgm:",
	"urn:schemas-microsoft-com:vml":                                           "v:",
	"http://schemas.openxmlformats.org/package/2006/relationships":            "rel:",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp:",
	"http://www.w3.org/XML/1998/namespace":                                    "xml:",
	"http://purl.org/dc/elements/1.1/":                                        "dc:",
}

// maxNames is how many names an xmlReader remembers in their short form.
const maxNames = 1_000

// xmlReader reads one part, element by element. It holds no more of it than
// one token.
type xmlReader struct {
	part   string
	pkg    *docxPackage
	in     *partBytes
	closer io.Closer
	dec    *xml.Decoder
	depth  int // elements around what is read next
	names  map[xml.Name]string
}

// element is the begin of an element.
type element struct {
	name  string // with its short name space, as w:p; empty in a name space that is not known
	attrs []xml.Attr
	x     *xmlReader
}

// has reports whether the package holds a part.
func (p *docxPackage) has(part string) bool { return p.parts[partName(part)] != nil }

// read visits the root element of a part and reads the part to its end.
func (p *docxPackage) read(part string, visit func(element) error) error {
	f := p.parts[partName(part)]
	switch {
	case f == nil:
		return apperr.DocxNotWord.With(part)
	case f.UncompressedSize64 > maxPart:
		return apperr.DocxPartLarge.With(part, maxPart, f.UncompressedSize64)
	case f.UncompressedSize64 > ratioFrom && f.UncompressedSize64 > maxRatio*f.CompressedSize64:
		return apperr.DocxRatio.With(part, maxRatio)
	case int(f.UncompressedSize64) > p.bytes:
		return apperr.DocxLarge.With(maxParts)
	}
	rc, err := f.Open()
	if err != nil {
		return apperr.DocxDamaged.With(part)
	}
	in := &partBytes{part: part, r: bufio.NewReaderSize(rc, 32<<10), left: int(f.UncompressedSize64)}
	p.bytes -= in.left
	x := &xmlReader{part: part, pkg: p, in: in, closer: rc, dec: xml.NewDecoder(in), names: map[xml.Name]string{}}
	if err = x.each(visit); err == nil {
		err = rc.Close()
	} else {
		err = errors.Join(err, rc.Close())
	}
	return x.told(err)
}

// told puts what a decoder says into words for people.
func (x *xmlReader) told(err error) error {
	var known *apperr.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known
	}
	return apperr.DocxDamaged.With(x.part)
}

// token returns the next begin, end or text.
func (x *xmlReader) token() (xml.Token, error) {
	x.in.taken = 0
	tok, err := x.dec.Token()
	if err != nil {
		return nil, err
	}
	switch tok.(type) {
	case xml.Directive:
		return nil, apperr.DocxDoctype.With(x.part)
	case xml.EndElement:
		x.depth--
	case xml.StartElement:
		x.depth++
		x.pkg.elements--
		switch {
		case x.depth > maxXMLDepth:
			return nil, apperr.DocxDeep.With(x.part, maxXMLDepth)
		case x.pkg.elements < 0:
			return nil, apperr.DocxElements.With(maxElements)
		}
	}
	return tok, nil
}

// each visits the elements in the one that has begun last. What a visit leaves
// unread of its element is skipped.
func (x *xmlReader) each(visit func(element) error) error {
	return x.inside(visit, func([]byte) {})
}

// text returns the characters that stand directly in the element that has
// begun last.
func (x *xmlReader) text() (string, error) {
	var b strings.Builder
	err := x.inside(func(element) error { return nil }, func(s []byte) { b.Write(s) })
	return b.String(), err
}

func (x *xmlReader) inside(visit func(element) error, chars func([]byte)) error {
	around := x.depth
	for {
		tok, err := x.token()
		if errors.Is(err, io.EOF) && around == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.CharData:
			chars(tok)
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := visit(element{name: x.name(tok.Name), attrs: tok.Attr, x: x}); err != nil {
				return err
			}
			for x.depth > around {
				if _, err := x.token(); err != nil {
					return err
				}
			}
		}
	}
}

// name returns the short form of a name.
func (x *xmlReader) name(n xml.Name) string {
	short, ok := x.names[n]
	if ok {
		return short
	}
	if space := namespaces[n.Space]; space != "" {
		short = space + n.Local
	}
	if len(x.names) < maxNames {
		x.names[n] = short
	}
	return short
}

// each visits the elements in el.
func (el element) each(visit func(element) error) error { return el.x.each(visit) }

// attr returns an attribute by its name, as w:val, or "".
func (el element) attr(name string) string {
	space, local, _ := strings.Cut(name, ":")
	for _, a := range el.attrs {
		if a.Name.Local == local && strings.TrimSuffix(namespaces[a.Name.Space], ":") == space {
			return a.Value
		}
	}
	return ""
}

// val returns the attribute in which most elements say what they have to say.
func (el element) val() string { return el.attr("w:val") }

// partBytes hands the bytes of a part to the decoder and refuses those that
// are more than the directory said, or too many for one token.
type partBytes struct {
	part  string
	r     *bufio.Reader
	left  int
	taken int // of the token that is read
}

// Read is here because a decoder asks for a reader; it takes single bytes.
func (in *partBytes) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	c, err := in.ReadByte()
	if err != nil {
		return 0, err
	}
	b[0] = c
	return 1, nil
}

// ReadByte implements io.ByteReader.
func (in *partBytes) ReadByte() (byte, error) {
	c, err := in.r.ReadByte()
	switch {
	case errors.Is(err, io.EOF):
		return 0, io.EOF
	case errors.Is(err, zip.ErrFormat), errors.Is(err, io.ErrUnexpectedEOF):
		return 0, apperr.DocxLies.With(in.part)
	case err != nil:
		return 0, apperr.DocxDamaged.With(in.part)
	}
	in.left--
	in.taken++
	switch {
	case in.left < 0:
		return 0, apperr.DocxLies.With(in.part)
	case in.taken > maxToken:
		return 0, apperr.DocxLongToken.With(in.part, maxToken)
	}
	return c, nil
}
