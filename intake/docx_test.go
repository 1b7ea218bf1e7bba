package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// head is the headline of most files here.
var head = para("Titel", runs("Head"))

const lists = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>`

func cells(texts ...string) string {
	row := "<w:tr>"
	for _, text := range texts {
		row += "<w:tc><w:tcPr/>" + plainPara(text) + "</w:tc>"
	}
	return row + "</w:tr>"
}

var docxBlocks = []struct {
	name, body string
	want       []string
}{
	{
		"a title is the headline, a subtitle the standfirst", head + para("Untertitel", runs("Stand")) + plainPara("a"),
		[]string{"headline: Head", "standfirst: Stand", "paragraph: a"},
	},
	{
		"a title comes before what stands above it", plainPara("Draft 3") + para("Untertitel", runs("Stand")) + head + plainPara("a"),
		[]string{"headline: Head", "paragraph: Draft 3", "paragraph: Stand", "paragraph: a"},
	},
	{"without a title the first block is the headline", para("berschrift1", runs("Head")) + plainPara("a"), []string{"headline: Head", "paragraph: a"}},
	{"a second title is a heading", head + para("Titel", runs("More")), []string{"headline: Head", "heading 2: More"}},
	{
		"headings by name, by what they are based on and by outline", head + para("berschrift1", runs("1")) + para("berschrift3", runs("3")) +
			para("Zwischenzeile", runs("z")) + para("Kapitel", runs("k")) + `<w:p><w:pPr><w:outlineLvl w:val="4"/></w:pPr>` + runs("o") + `</w:p>`,
		[]string{"headline: Head", "heading 2: 1", "heading 3: 3", "heading 3: z", "heading 4: k", "heading 5: o"},
	},
	{
		"styles that the file does not define are known by their ids", head + para("Heading2", runs("2")) + para("Quote", runs("q")),
		[]string{"headline: Head", "heading 2: 2", "quotation: q"},
	},
	{
		"quotations and captions, whose own slant is no emphasis", head + para("IntensivesZitat", runs("q")+run("<w:i w:val='0'/>", "r")) + para("Beschriftung", runs("c")),
		[]string{"headline: Head", "quotation: qr", "caption: c"},
	},
	{
		"lists with levels and numbers", head + listed("1", "0", "a") + listed("1", "1", "b") + listed("1", "1", "c") + listed("1", "0", "d") + listed("1", "1", "e"),
		[]string{"headline: Head", "list-item 1 4: a", "list-item 2 1: b", "list-item 2 2: c", "list-item 1 5: d", "list-item 2 1: e"},
	},
	{
		"lists of one definition go on, one that begins again does", head + listed("1", "0", "a") + listed("4", "0", "b") + listed("3", "0", "c") + listed("3", "0", "d"),
		[]string{"headline: Head", "list-item 1 4: a", "list-item 1 5: b", "list-item 1 1: c", "list-item 1 2: d"},
	},
	{
		"bullets, by a style too, and a list that is taken off", head + listed("2", "0", "a") + para("Aufzhlungszeichen", runs("b")) + listed("0", "0", "c") + listed("77", "0", "d"),
		[]string{"headline: Head", "list-item 1: a", "list-item 1: b", "paragraph: c", "paragraph: d"},
	},
	{
		"rows of tables, with empty cells", head + "<w:tbl><w:tblPr/><w:tblGrid/>" + cells("a", "", "b") + cells("", "", "") + cells("c", "d e", "") + "</w:tbl>",
		[]string{"headline: Head", "table-row: a\t\tb", "table-row: c\td e\t"},
	},
	{
		"several paragraphs and tables in a cell are its lines", head + "<w:tbl><w:tr><w:tc>" + plainPara("a") + plainPara("b") + "<w:tbl>" + cells("c", "d") + "</w:tbl>" + plainPara("") + "</w:tc><w:tc>" + plainPara("e") + "</w:tc></w:tr></w:tbl>",
		[]string{"headline: Head", "table-row: a\u2028b\u2028c\u2028d\te"},
	},
	{
		"breaks, tabs, hyphens and symbols", head + `<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:cr/><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Wingdings" w:char="F021"/><w:sym w:font="Segoe UI Symbol" w:char="2713"/></w:r></w:p>`,
		[]string{"headline: Head", "paragraph: a\u2028b c\u2011d\u00ade\u2028α→✓"},
	},
	{"white space at the ends of a run counts when it says so", head + `<w:p><w:r><w:t> a </w:t></w:r><w:r><w:t xml:space="preserve"> b
  c</w:t></w:r></w:p>`, []string{"headline: Head", "paragraph: a b c"}},
	{
		"strong and emphasis, directly and by style, on and off", head + "<w:p>" + run("<w:b/>", "a ") + run("<w:b w:val='0'/>", "b ") + run(`<w:b w:val="true"/><w:i/>`, "c ") +
			run(`<w:rStyle w:val="Fett"/>`, "d ") + run(`<w:rStyle w:val="Fett"/><w:b w:val="off"/>`, "e") + "</w:p>",
		[]string{"headline: Head", "paragraph: a b c d e {strong a } {strong c d } {emphasis c }"},
	},
	{"in a bold style bold is nothing", head + para("berschrift1", run("<w:b/>", "a")+run("<w:b w:val='0'/>", "b")+run("<w:i/>", "c")), []string{"headline: Head", "heading 2: abc {emphasis c}"}},
	{"words of complex scripts have their own bold", head + "<w:p>" + run("<w:b/><w:rtl/>", "شرق ") + run("<w:bCs/><w:rtl/>", "غرب") + "</w:p>", []string{"headline: Head", "paragraph: شرق غرب {strong غرب}"}},
	{"hidden text is left out, by a style too", head + "<w:p>" + runs("a") + run("<w:vanish/>", "b") + run(`<w:rStyle w:val="Geheim"/>`, "c") + run("<w:vanish w:val='0'/>", "d") + "</w:p>", []string{"headline: Head", "paragraph: ad"}},
	{
		"links", head + `<w:p>` + runs("a ") + `<w:hyperlink r:id="link1" w:history="1">` + run("", "b") + run("<w:b/>", "c") + `</w:hyperlink>` + `<w:hyperlink w:anchor="_Toc1">` + runs(" d") + `</w:hyperlink>` + `<w:hyperlink r:id="link2">` + runs(" e") + `</w:hyperlink></w:p>`,
		[]string{"headline: Head", "paragraph: a bc d e {link bc https://a.example/x?y=1} {strong c}"},
	},
	{
		"links as fields", head + "<w:p>" + field(`HYPERLINK "https://a.example/b c" \l "part" \o "See https://wrong.example" `, runs("a")) + runs(" ") +
			`<w:fldSimple w:instr="` + quoted(` HYPERLINK "https://b.example/" \t "_blank"`) + `">` + runs("b") + `</w:fldSimple>` + runs(" ") + field(`HYPERLINK \l "mark"`, runs("c")) + "</w:p>",
		[]string{"headline: Head", "paragraph: a b c {link a https://a.example/b%20c#part} {link b https://b.example/}"},
	},
	{
		"fields show their result, and those in an instruction nothing", head + "<w:p>" + field(" REF x \\h ", runs("a")) + field(` IF `+`x`, runs("b")) +
			`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE </w:instrText></w:r>` + field(" PAGE ", runs("hidden")) + `<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + runs("c") + `<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
		[]string{"headline: Head", "paragraph: abc"},
	},
	{"a field that never ends swallows no more than its paragraph", head + `<w:p>` + runs("a") + `<w:r><w:fldChar w:fldCharType="begin"/></w:r>` + runs("b") + `</w:p>` + plainPara("c"), []string{"headline: Head", "paragraph: a", "paragraph: c"}},
	{
		"a link over two paragraphs", head + `<w:p>` + field(`HYPERLINK "https://a.example/"`, runs("a")+"</w:p><w:p>"+runs("b")) + runs("c") + "</w:p>",
		[]string{"headline: Head", "paragraph: a {link a https://a.example/}", "paragraph: bc {link b https://a.example/}"},
	},
	{
		"content controls, smart tags and the like are looked into", head + `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:p>` + runs("a ") + `<w:smartTag w:element="place"><w:smartTagPr/>` + runs("b ") + `</w:smartTag><w:sdt><w:sdtContent>` + runs("c ") + `</w:sdtContent></w:sdt><w:customXml w:element="y">` + runs("d") + `</w:customXml><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="n"/></w:p></w:sdtContent></w:sdt>`,
		[]string{"headline: Head", "paragraph: a b c d"},
	},
	{
		"prompts and tables of contents are left out", head + `<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + runs("Click here") + `</w:sdtContent></w:sdt>` + runs("a") + `</w:p><w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + plainPara("1 Head 1") + `</w:sdtContent></w:sdt>`,
		[]string{"headline: Head", "paragraph: a"},
	},
	{
		"a text box is read once, and stands behind its paragraph", head + `<w:p>` + runs("a") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>` + plainPara("box") + `</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>` + plainPara("box") + `</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + runs("b") + `</w:p>`,
		[]string{"headline: Head", "paragraph: ab", "paragraph: box"},
	},
	{"a large first letter belongs to its paragraph", head + `<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>` + runs("O") + `</w:p><w:p>` + runs("nce") + `</w:p>`, []string{"headline: Head", "paragraph: Once"}},
	{
		"readings beside words are left out, equations are not", head + `<w:p><w:r><w:ruby><w:rubyPr/><w:rt>` + runs("とう") + `</w:rt><w:rubyBase>` + runs("東") + `</w:rubyBase></w:ruby></w:r><m:oMathPara><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></m:oMathPara></w:p>`,
		[]string{"headline: Head", "paragraph: 東x=1"},
	},
	{"a text in NFD becomes one in NFC, with its marks", head + "<w:p>" + runs("cafe\u0301 ") + run("<w:b/>", "re\u0301s") + "</w:p>", []string{"headline: Head", "paragraph: café rés {strong rés}"}},
}

func TestDOCXBlocksAreRead(t *testing.T) {
	for _, tt := range docxBlocks {
		t.Run(tt.name, func(t *testing.T) {
			res := word(tt.body, "https://a.example/x?y=1", "javascript:alert(1)").with("word/numbering.xml", "w:numbering", lists).read(t, ViewFinal)
			if diff := cmp.Diff(tt.want, show(res.Document)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDOCXWarnings(t *testing.T) {
	drawing := func(inner string) string { return `<w:p><w:r><w:drawing>` + inner + `</w:drawing></w:r></w:p>` }
	tests := []struct {
		name, body string
		want       []Warning
	}{
		{"nothing to say of plain words", plainPara("a"), nil},
		{"an image without a caption", plainPara("a") + drawing("<pic:pic/>") + plainPara("b") + drawing("<pic:pic/>"), []Warning{{WordlessImage, 6, 2}}},
		{"an image with a caption below is no loss", drawing("<pic:pic/>") + para("Beschriftung", runs("c")), nil},
		{"nor one in a caption", para("Beschriftung", runs("c")+"<w:r><w:drawing><pic:pic/></w:drawing></w:r>"), nil},
		{"charts and SmartArt", plainPara("a") + drawing("<c:chart/>") + drawing("<dgm:relIds/>"), []Warning{{Diagram, 6, 2}}},
		{"objects and other files", `<w:p><w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r></w:p><w:altChunk r:id="x"/>`, []Warning{{EmbeddedObject, 4, 2}}},
		{
			"hidden text, unknown signs, readings, equations", "<w:p>" + runs("ab") + run("<w:vanish/>", "x") + `<w:r><w:sym w:font="Webdings" w:char="F021"/></w:r><w:r><w:ruby/></w:r><m:oMath/></w:p>`,
			[]Warning{{HiddenText, 7, 1}, {UnknownSymbol, 7, 1}, {RubyText, 7, 1}, {Equation, 7, 1}},
		},
		{"tables in tables", "<w:tbl><w:tr><w:tc>" + plainPara("a") + "<w:tbl>" + cells("c", "d") + "</w:tbl></w:tc></w:tr></w:tbl>", []Warning{{NestedTable, 6, 1}}},
		{"links to nowhere", `<w:p><w:hyperlink r:id="link1">` + runs("a") + `</w:hyperlink></w:p>`, []Warning{{LinkAddress, 5, 1}}},
		{"a page header with words", plainPara("a") + `<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:footerReference r:id="h2"/></w:sectPr>`, []Warning{{HeaderFooter, 0, 1}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			parts := word(head+tt.body, "file:///etc/passwd")
			parts["word/_rels/document.xml.rels"] = relsHead + `<Relationship Id="link1" Type="` + relTypes + `hyperlink" Target="file:///etc/passwd" TargetMode="External"/>` +
				`<Relationship Id="h1" Type="` + relTypes + `header" Target="header1.xml"/><Relationship Id="h2" Type="` + relTypes + `footer" Target="footer1.xml"/><Relationship Id="s" Type="` + relTypes + `styles" Target="/word/styles.xml"/></Relationships>`
			res := parts.with("word/header1.xml", "w:hdr", plainPara("Embargo")).with("word/footer1.xml", "w:ftr", plainPara("7")).read(t, ViewFinal)
			if diff := cmp.Diff(tt.want, res.Warnings); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDOCXIsReadInItsStrictForm(t *testing.T) {
	body := head + "<w:p>" + run("<w:b/>", "a") + runs("b") + "</w:p>"
	parts := word(body)
	parts["word/document.xml"] = `<w:document ` + strict + `><w:body>` + body + `</w:body></w:document>`
	parts["word/styles.xml"] = `<w:styles ` + strict + `>` + styles + `</w:styles>`
	parts["_rels/.rels"] = relsHead + `<Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/document.xml"/></Relationships>`
	parts["word/_rels/document.xml.rels"] = relsHead + `<Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/styles" Target="styles.xml"/></Relationships>`
	if diff := cmp.Diff([]string{"headline: Head", "paragraph: ab {strong a}"}, show(parts.read(t, ViewFinal).Document)); diff != "" {
		t.Error(diff)
	}
}

func TestDOCXMetadata(t *testing.T) {
	core := func(creator string) string {
		return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>` + creator + `</dc:creator><dcterms:created>2026-01-01T00:00:00Z</dcterms:created></cp:coreProperties>`
	}
	german, arabic := `<w:lang w:val="de-DE"/>`, `<w:rtl/><w:lang w:bidi="ar-LB"/>`
	tests := []struct {
		name, creator, body string
		want                Metadata
	}{
		{"a person", "Ada Lindqvist", runs("a"), Metadata{Byline: "Ada Lindqvist", Language: "en-GB"}},
		{"two people", "Ada Lindqvist; Bo O’Neil-Sáez", runs("a"), Metadata{Byline: "Ada Lindqvist, Bo O’Neil-Sáez", Language: "en-GB"}},
		{"a program", "Microsoft Office User", runs("a"), Metadata{Language: "en-GB"}},
		{"one word", "redaktion1", runs("a"), Metadata{Language: "en-GB"}},
		{"the language of most words", "", runs("few") + run(german, "viel mehr Wörter als die anderen"), Metadata{Language: "de-DE"}},
		{"the one of complex scripts", "", runs("few") + run(arabic, "كلمات كثيرة هنا"), Metadata{Language: "ar-LB"}},
		{"and of East Asian words", "", runs("第一回の会議"), Metadata{Language: "ja-JP"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			parts := word("<w:p>" + tt.body + "</w:p>")
			parts["docProps/core.xml"] = core(tt.creator)
			if diff := cmp.Diff(tt.want, parts.read(t, ViewFinal).Meta); diff != "" {
				t.Error(diff)
			}
		})
	}
}
