package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/tickmark/apperr"
)

// bits are what bodies in these tests are made of: what Word writes, in an
// order that it never would.
var bits = []string{
	"<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>word </w:t>", `<w:t xml:space="preserve"> e&#x301; </w:t>`, "<w:t>&#x2028;\u0301a</w:t>", "<w:tab/>", "<w:br/>",
	"<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc/></w:tr></w:tbl>",
	`<w:ins w:author="a" w:date="2026-01-01">`, "</w:ins>", `<w:del w:author="b">`, "</w:del>", "<w:delText>gone</w:delText>",
	`<w:pPr><w:rPr><w:del w:author="a"/></w:rPr></w:pPr>`, `<w:pPr><w:pStyle w:val="Titel"/></w:pPr>`, `<w:pPr><w:pStyle w:val="Untertitel"/></w:pPr>`, `<w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>`,
	`<w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr>`, `<w:pPr><w:framePr w:dropCap="drop"/></w:pPr>`,
	"<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>", `<w:hyperlink r:id="link1">`, "</w:hyperlink>",
	`<w:fldChar w:fldCharType="begin"/>`, `<w:instrText>HYPERLINK "https://a.example/"</w:instrText>`, `<w:fldChar w:fldCharType="separate"/>`, `<w:fldChar w:fldCharType="end"/>`,
	`<w:commentRangeStart w:id="1"/>`, `<w:commentRangeEnd w:id="1"/>`, `<w:commentReference w:id="1"/>`, `<w:footnoteReference w:id="1"/>`,
	"<w:txbxContent>", "</w:txbxContent>", "<w:pict>", "</w:pict>", "<mc:AlternateContent>", "</mc:AlternateContent>", "<mc:Choice>", "</mc:Choice>",
	"<w:sdt>", "</w:sdt>", "<w:sdtContent>", "</w:sdtContent>", "<pic:pic/>", `<w:sym w:font="Symbol" w:char="F061"/>`, "<w:sectPr/>",
}

// drawBody makes a body of bits; what does not close what is open is left out.
func drawBody(t *rapid.T) string {
	var open []string
	body := ""
	for range rapid.IntRange(0, 60).Draw(t, "bits") {
		bit := rapid.SampledFrom(bits).Draw(t, "bit")
		name, closes := cutTag(bit)
		switch {
		case closes && (len(open) == 0 || open[len(open)-1] != name):
			continue
		case closes:
			open = open[:len(open)-1]
		case name != "":
			open = append(open, name)
		}
		body += bit
	}
	for i := len(open) - 1; i >= 0; i-- {
		body += "</" + open[i] + ">"
	}
	return body
}

// cutTag returns the name of a bit that only opens or only closes an element.
func cutTag(bit string) (name string, closes bool) {
	end := 1
	for end < len(bit) && bit[end] != ' ' && bit[end] != '>' && bit[end] != '/' {
		end++
	}
	switch {
	case len(bit) > 2 && bit[1] == '/':
		return bit[2 : len(bit)-1], true
	case bit[len(bit)-2] == '/' || strings.Count(bit, "<") > 1:
		return "", false
	}
	return bit[1:end], false
}

// readsValid fails unless what a file is read to keeps its promises, or it is
// refused in words.
func readsValid(t interface{ Fatalf(string, ...any) }, file []byte) {
	for _, view := range []View{ViewFinal, ViewOriginal} {
		res, err := readDOCX(Input{Bytes: file, View: view})
		if err != nil {
			if apperr.Code(err) == "internal" {
				t.Fatalf("refused without words: %v", err)
			}
			continue
		}
		if err := Valid(res.Document); err != nil {
			t.Fatalf("%v: %q", err, res.Text)
		}
		length := len([]rune(res.Text))
		inside := func(at ...int) {
			for i, a := range at {
				if a < 0 || a > length || i > 0 && a < at[i-1] {
					t.Fatalf("a place at %v in a text of %d", at, length)
				}
			}
		}
		for _, c := range res.Citations {
			inside(c.At.Start, c.At.End)
		}
		for _, r := range res.Remarks {
			inside(r.At.Start, r.At.End)
		}
		for _, c := range res.Changes {
			inside(c.At)
		}
		for _, w := range res.Warnings {
			inside(w.At)
		}
	}
}

// full is a file with every part that is read, around a body.
func full(body string) wordParts {
	return word(body, "https://a.example/").with("word/numbering.xml", "w:numbering", lists).
		with("word/footnotes.xml", "w:footnotes", noteOf("footnote", "1", plainPara("note"))).
		with("word/comments.xml", "w:comments", `<w:comment w:id="1" w:author="a">`+plainPara("note")+`</w:comment>`)
}

func TestDOCXOfAnyElementsIsRead(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		readsValid(rt, full("<w:p>"+runs("x")+"</w:p>"+drawBody(rt)).store(t))
	})
}

// The corpus holds archives as they are; the fuzzer changes them byte by byte,
// which mostly breaks them. FuzzDOCXBody changes what is inside.
func FuzzDOCX(f *testing.F) {
	files, err := filepath.Glob("testdata/docx/*.docx")
	if err != nil || len(files) == 0 {
		f.Fatalf("no files to start from: %v", err)
	}
	for _, path := range files {
		content, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, file []byte) { readsValid(t, file) })
}

func FuzzDOCXBody(f *testing.F) {
	for _, tt := range docxBlocks {
		f.Add(tt.body)
	}
	f.Fuzz(func(t *testing.T, body string) { readsValid(t, full(body).store(t)) })
}
