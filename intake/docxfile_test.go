package intake

import (
	"archive/zip"
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
)

// The name spaces of the two forms of ECMA-376.
const (
	transitional = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	strict       = `xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships" xmlns:m="http://purl.oclc.org/ooxml/officeDocument/math"`
	drawings     = ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"`

	relTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	relsHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
)

// wordParts are the parts of a Word file, by name.
type wordParts map[string]string

// word returns the parts of a file with the body, in which more parts may be
// put. Links named by their addresses stand in its relations.
func word(body string, links ...string) wordParts {
	rels := relsHead
	for i, kind := range []string{"styles", "numbering", "settings", "footnotes", "endnotes", "comments"} {
		rels += `<Relationship Id="rId` + string(rune('a'+i)) + `" Type="` + relTypes + kind + `" Target="` + kind + `.xml"/>`
	}
	for i, link := range links {
		rels += `<Relationship Id="link` + string(rune('1'+i)) + `" Type="` + relTypes + `hyperlink" Target="` + link + `" TargetMode="External"/>`
	}
	return wordParts{
		"[Content_Types].xml":          `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                  relsHead + `<Relationship Id="r1" Type="` + relTypes + `officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": rels + `</Relationships>`,
		"word/document.xml":            `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + transitional + drawings + `><w:body>` + body + `</w:body></w:document>`,
		"word/styles.xml":              `<w:styles ` + transitional + `>` + styles + `</w:styles>`,
	}
}

// with returns the parts with one more, whose root element is given without its
// name spaces.
func (p wordParts) with(name, root, inner string) wordParts {
	p = maps.Clone(p)
	p[name] = `<` + root + ` ` + transitional + drawings + `>` + inner + `</` + root + `>`
	return p
}

// pack returns the file.
func (p wordParts) pack(t testing.TB) []byte { t.Helper(); return p.packBy(t, zip.Deflate) }

// store returns the file with nothing in it made smaller, so that it may repeat
// itself.
func (p wordParts) store(t testing.TB) []byte { t.Helper(); return p.packBy(t, zip.Store) }

func (p wordParts) packBy(t testing.TB, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = f.Write([]byte(p[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read reads the file in a view, and asks that it is valid.
func (p wordParts) read(t testing.TB, view View) Result {
	t.Helper()
	res, err := readDOCX(Input{Bytes: p.pack(t), View: view})
	if err != nil {
		t.Fatal(err)
	}
	if err := Valid(res.Document); err != nil {
		t.Fatal(err)
	}
	return res
}

// styles are those that Word, set to German, writes for what is used here; the
// names stay English, the ids do not.
const styles = `<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB" w:eastAsia="ja-JP" w:bidi="ar-EG"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="Untertitel"><w:name w:val="Subtitle"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift3"><w:name w:val="heading 3"/><w:basedOn w:val="Standard"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Zwischenzeile"><w:name w:val="Zwischenzeile"/><w:basedOn w:val="berschrift3"/></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="IntensivesZitat"><w:name w:val="Intense Quote"/><w:basedOn w:val="Standard"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="Aufzhlungszeichen"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Geheim"><w:name w:val="Secret"/><w:basedOn w:val="Fett"/><w:rPr><w:vanish/></w:rPr></w:style>`

// The paragraphs of the tests.
func para(style, runs string) string {
	return `<w:p w:rsidR="00A11B22"><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + runs + `</w:p>`
}

func plainPara(text string) string { return `<w:p>` + runs(text) + `</w:p>` }

func run(props, text string) string {
	return `<w:r w:rsidRPr="00C33D44"><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func runs(text string) string { return run("", text) }

// listed is a paragraph in a list.
func listed(list, level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr>` + runs(text) + `</w:p>`
}

// field is a complex field with an instruction and a result.
func field(instruction, result string) string {
	half := len(instruction) / 2
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">` + instruction[:half] + `</w:instrText></w:r><w:r><w:instrText xml:space="preserve">` + instruction[half:] +
		`</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + result + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

// change is the begin of an element that tracks a change.
func change(kind, author, date, inner string) string {
	return `<w:` + kind + ` w:id="9" w:author="` + author + `" w:date="` + date + `">` + inner + `</w:` + kind + `>`
}

func quoted(s string) string { return strings.ReplaceAll(s, `"`, "&quot;") }
