package intake

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
)

// goodWord is a small file that reads.
var goodWord = word(head + plainPara("a"))

// wordTimes returns a file of which the body is made by repeating.
func wordTimes(before, again, after string, times int) wordParts {
	return word(before + strings.Repeat(again, times) + after)
}

// entry is an entry of a zip archive as it is written by hand. The sizes are
// those of content unless they are said to be others.
type entry struct {
	zip.FileHeader
	content []byte
}

// packRaw writes entries as they are told, behind those of a good file.
func packRaw(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	r, err := zip.NewReader(bytes.NewReader(goodWord.pack(t)), int64(len(goodWord.pack(t))))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range entries {
		h := e.FileHeader
		if h.CompressedSize64 == 0 {
			h.CompressedSize64, h.UncompressedSize64 = uint64(len(e.content)), max(h.UncompressedSize64, uint64(len(e.content)))
			h.CRC32 = crc32.ChecksumIEEE(e.content)
		}
		f, err := w.CreateRaw(&h)
		if err == nil {
			_, err = f.Write(e.content)
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

// named is an entry with a name and a few words.
func named(name string) entry {
	return entry{FileHeader: zip.FileHeader{Name: name}, content: []byte("words")}
}

// endField sets 2 bytes at an offset of the record at the end.
func endField(b []byte, at int, value uint16) []byte {
	b = bytes.Clone(b)
	binary.LittleEndian.PutUint16(b[bytes.LastIndex(b, []byte(endMagic))+at:], value)
	return b
}

// manyEntries is an archive of n empty entries, written by hand since 10^6 of
// them take zip.Writer long.
func manyEntries(n int, claimed uint16) []byte {
	local := make([]byte, localSize+1)
	copy(local, localMagic)
	local[26], local[localSize] = 1, 'x'
	header := make([]byte, directorySize+1)
	copy(header, directoryMagic)
	header[28], header[directorySize] = 1, 'x'
	directory := bytes.Repeat(header, n)
	end := make([]byte, endSize)
	copy(end, endMagic)
	binary.LittleEndian.PutUint16(end[8:], claimed)
	binary.LittleEndian.PutUint16(end[10:], claimed)
	binary.LittleEndian.PutUint32(end[12:], uint32(len(directory)))
	binary.LittleEndian.PutUint32(end[16:], uint32(len(local)))
	return slices.Concat(local, directory, end)
}

// part is a good file with another part of its name.
func part(name, content string) wordParts {
	p := word(head + plainPara("a"))
	p[name] = content
	return p
}

// xmlBomb is a document type declaration with entities that unfold.
const xmlBomb = `<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>`

// maker makes a file; it is no helper, but a row of a table.
type maker struct{ testing.TB }

var hostileDOCX = []struct {
	name string
	file func(t maker) []byte
	want *apperr.Refusal
}{
	{"no archive behind the first bytes", func(maker) []byte { return []byte("PK\x03\x04 word/document.xml") }, apperr.DocxDamaged},
	{"cut off", func(t maker) []byte { b := goodWord.pack(t); return b[:len(b)/2] }, apperr.DocxDamaged},
	{"a bomb of zeros in the text", func(t maker) []byte {
		return part("word/document.xml", strings.Repeat("\x00", 64<<20)).pack(t)
	}, apperr.DocxPartLarge},
	{"a bomb in a part that is not read", func(t maker) []byte {
		e := named("word/media/a.png")
		e.Method, e.content, e.UncompressedSize64 = zip.Deflate, make([]byte, 1<<20), 600<<20
		return packRaw(t, e)
	}, apperr.DocxLarge},
	{"a text that unpacks to very many times its size", func(t maker) []byte {
		return part("word/document.xml", `<w:document `+transitional+`><!--`+strings.Repeat(" ", 5<<20)+`--></w:document>`).pack(t)
	}, apperr.DocxRatio},
	{"an entry that is shorter than it says", func(t maker) []byte {
		b := goodWord.pack(t)
		header := b[bytes.LastIndex(b, []byte("word/document.xml"))-directorySize:]
		binary.LittleEndian.PutUint32(header[24:], binary.LittleEndian.Uint32(header[24:])+1)
		return b
	}, apperr.DocxLies},
	{"parts that are large together", func(t maker) []byte {
		p := part("word/styles.xml", "<a>"+strings.Repeat("<b>"+noise(64<<10)+"</b>", 15<<4)+"</a>")
		p["word/numbering.xml"] = p["word/styles.xml"]
		p["word/settings.xml"] = p["word/styles.xml"]
		return p.pack(t)
	}, apperr.DocxLarge},
	{"entries over one another", func(t maker) []byte {
		b := packRaw(t, named("word/media/a"), named("word/media/b"))
		at := bytes.Index(b, []byte("word/media/a")) - localSize
		last := bytes.LastIndex(b, []byte(directoryMagic))
		binary.LittleEndian.PutUint32(b[last+42:], uint32(at))
		b[at+localSize+11], b[bytes.LastIndex(b, []byte("word/media/a"))+11] = 'B', 'B'
		b[last+directorySize+11] = 'B'
		return b
	}, apperr.DocxTwice},
	{"entries that reach into others", func(t maker) []byte {
		b := packRaw(t, named("word/media/a"), named("word/media/b"))
		for _, at := range []int{bytes.Index(b, []byte("word/media/a")) - localSize + 18, bytes.LastIndex(b, []byte("word/media/a")) - directorySize + 20} {
			binary.LittleEndian.PutUint32(b[at:], 90)
			binary.LittleEndian.PutUint32(b[at+4:], 90)
		}
		return b
	}, apperr.DocxOverlap},
	{"a million entries", func(maker) []byte { return manyEntries(220_000, 220_000%65_536) }, apperr.DocxEntries},
	{"more entries than it says", func(maker) []byte { return manyEntries(5_000, 1) }, apperr.DocxEntries},
	{"fewer entries than it says", func(t maker) []byte { return endField(endField(goodWord.pack(t), 8, 90), 10, 90) }, apperr.DocxDamaged},
	{"an entry that is longer than it says", func(t maker) []byte {
		b := goodWord.pack(t)
		header := b[bytes.LastIndex(b, []byte("word/document.xml"))-directorySize:]
		binary.LittleEndian.PutUint32(header[24:], binary.LittleEndian.Uint32(header[24:])-1)
		return b
	}, apperr.DocxLies},
	{"an entry of which the two headers differ", func(t maker) []byte {
		e := named("word/media/a")
		b := packRaw(t, e)
		b[bytes.Index(b, []byte("word/media/a"))-localSize+22]++
		return b
	}, apperr.DocxLies},
	{"an entry that unpacks to more than deflate can pack", func(t maker) []byte {
		e := named("word/media/a")
		e.Method, e.UncompressedSize64 = zip.Deflate, 100<<20
		return packRaw(t, e)
	}, apperr.DocxLies},
	{"zip64", func(t maker) []byte {
		e := named("word/media/a")
		e.Extra = []byte{1, 0, 8, 0, 0, 0, 0, 0, 1, 0, 0, 0}
		return packRaw(t, e)
	}, apperr.DocxZip64},
	{"an encrypted entry", func(t maker) []byte {
		e := named("word/media/a")
		e.Flags = flagEncrypted
		return packRaw(t, e)
	}, apperr.DocxLocked},
	{"an unknown way to pack", func(t maker) []byte {
		e := named("word/media/a")
		e.Method = 99
		return packRaw(t, e)
	}, apperr.DocxDamaged},
	{"a symbolic link", func(t maker) []byte {
		e := named("word/media/a")
		e.SetMode(fs.ModeSymlink | 0o777)
		return packRaw(t, e)
	}, apperr.DocxName},
	{"a name that leads up", func(t maker) []byte { return packRaw(t, named("word/../../x")) }, apperr.DocxName},
	{"a name that leads to the root", func(t maker) []byte { return packRaw(t, named("/etc/passwd")) }, apperr.DocxName},
	{"a name with a backslash", func(t maker) []byte { return packRaw(t, named(`word\x`)) }, apperr.DocxName},
	{"a name with a drive", func(t maker) []byte { return packRaw(t, named(`C:x`)) }, apperr.DocxName},
	{"a name with a NUL", func(t maker) []byte { return packRaw(t, named("word/x\x00.xml")) }, apperr.DocxName},
	{"a name that is there twice", func(t maker) []byte { return packRaw(t, named("word/document.xml")) }, apperr.DocxTwice},
	{"a name that differs in capitals", func(t maker) []byte { return packRaw(t, named("word/Document.XML")) }, apperr.DocxTwice},
	{"a zip in a zip", func(t maker) []byte {
		return wordParts{"word/document.docx": string(goodWord.pack(t))}.pack(t)
	}, apperr.DocxNotWord},
	{"a spreadsheet", func(t maker) []byte {
		return wordParts{"word/document.xml": "<workbook/>"}.pack(t)
	}, apperr.DocxNotWord},
	{"entities", func(t maker) []byte {
		return part("word/document.xml", xmlBomb+`<w:document `+transitional+`><w:body><w:p><w:r><w:t>&x;&b;</w:t></w:r></w:p></w:body></w:document>`).pack(t)
	}, apperr.DocxDoctype},
	{"entities in another part", func(t maker) []byte { return part("word/styles.xml", xmlBomb+`<a/>`).pack(t) }, apperr.DocxDoctype},
	{"an entity that is not declared", func(t maker) []byte { return word(head + plainPara("&nbsp;")).pack(t) }, apperr.DocxDamaged},
	{"elements 100,000 deep", func(t maker) []byte { return wordTimes("", "<w:sdt><w:sdtContent>", "", 50_000).store(t) }, apperr.DocxDeep},
	{"elements 100,000 deep of no meaning", func(t maker) []byte { return wordTimes("", "<a>", "", 100_000).store(t) }, apperr.DocxDeep},
	{"a million elements", func(t maker) []byte { return wordTimes("", "<w:p/>", "", 1_100_000).store(t) }, apperr.DocxElements},
	{"a million elements of different names", func(t maker) []byte {
		var b strings.Builder
		for i := range 1_000_100 {
			b.WriteString("<w:" + "a" + strconv.Itoa(i) + "/>")
		}
		return word(b.String()).store(t)
	}, apperr.DocxElements},
	{"a long tag", func(t maker) []byte {
		return word(`<w:p w:x="` + noise(2<<20) + `"/>`).store(t)
	}, apperr.DocxLongToken},
	{"a tag with very many attributes", func(t maker) []byte {
		return word(`<w:p ` + strings.Repeat(`a="" `, 190_000) + `/>` + plainPara("a")).store(t)
	}, nil},
	{"10 MB of one word", func(t maker) []byte { return word(head + plainPara(noise(10<<20))).store(t) }, apperr.DocxLongToken},
	{"10 MB of one word in many runs", func(t maker) []byte {
		return word(head + `<w:p>` + strings.Repeat(runs(noise(100<<10)), 100) + `</w:p>`).store(t)
	}, apperr.TextTooLarge},
	{"very many paragraphs", func(t maker) []byte {
		return wordTimes(head, `<w:p><w:r><w:t>a</w:t></w:r></w:p>`, "", 100_000).store(t)
	}, apperr.TextManyBlocks},
	{"very many cells", func(t maker) []byte {
		return wordTimes(head+"<w:tbl><w:tr>", `<w:tc/>`, `<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`, 300_000).store(t)
	}, nil},
	{"very many cells in a text box", func(t maker) []byte {
		return wordTimes(head+"<w:p><w:r><w:pict><w:txbxContent><w:tbl>", `<w:tr><w:tc/><w:tc/><w:tc/><w:tc/></w:tr>`, `</w:tbl></w:txbxContent></w:pict></w:r></w:p>`, 60_000).store(t)
	}, apperr.DocxManyAsides},
	{"very many changes", func(t maker) []byte {
		return wordTimes(head+"<w:p>", `<w:ins w:author="a"><w:r><w:t>a</w:t></w:r></w:ins><w:del/><w:r><w:t>b</w:t></w:r>`, "</w:p>", 60_000).store(t)
	}, apperr.DocxManyAsides},
	{"changes in changes", func(t maker) []byte {
		return word(head + "<w:p>" + strings.Repeat(`<w:ins w:author="a"><w:del w:author="b">`, 100) + strings.Repeat(runs(noise(10<<10)), 90) + strings.Repeat(`</w:del></w:ins>`, 100) + "</w:p>").store(t)
	}, nil},
	{"very many styles", func(t maker) []byte {
		return word(head).with("word/styles.xml", "w:styles", strings.Repeat(`<w:style w:styleId="a"/>`, 300_000)).store(t)
	}, apperr.DocxDefined},
	{"styles that are based on each other", func(t maker) []byte {
		return word(strings.Repeat(para("a", runs("x")), 10_000)).with("word/styles.xml", "w:styles", `<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>`).store(t)
	}, nil},
	{"lists that are each other's", func(t maker) []byte {
		return word(strings.Repeat(listed("1", "0", "x"), 10_000)).with("word/numbering.xml", "w:numbering", `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="M"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`).
			with("word/styles.xml", "w:styles", `<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style><w:style w:styleId="M"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>`).store(t)
	}, nil},
	{"fields in fields, with links over very many paragraphs", func(t maker) []byte {
		begin := `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://a.example"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
		return word(head + "<w:p>" + strings.Repeat(begin, 10_000) + strings.Repeat(`</w:p><w:p>`+runs("a"), 15_000) + "</w:p>").store(t)
	}, nil},
	{"instructions letter by letter", func(t maker) []byte {
		return wordTimes(head+`<w:p><w:r><w:fldChar w:fldCharType="begin"/>`, `<w:instrText>a</w:instrText>`, `</w:r></w:p>`, 300_000).store(t)
	}, nil},
	{"notes very many times", func(t maker) []byte {
		return wordTimes(head+`<w:p><w:r>`, `<w:footnoteReference w:id="1"/>`, `</w:r></w:p>`, 200_000).with("word/footnotes.xml", "w:footnotes", noteOf("footnote", "1", plainPara("a"))).store(t)
	}, apperr.DocxManyAsides},
	{"a file without words", func(t maker) []byte { return word("<w:p/>").pack(t) }, apperr.DocxNoWords},
	{"relations to itself and out of the package", func(t maker) []byte {
		p := word(head + `<w:p><w:hyperlink r:id="x">` + runs("a") + `</w:hyperlink></w:p><w:sectPr><w:headerReference r:id="up"/><w:headerReference r:id="x"/><w:headerReference r:id="self"/></w:sectPr>`)
		p["word/_rels/document.xml.rels"] = relsHead + `<Relationship Id="up" Type="` + relTypes + `header" Target="../../../etc/passwd"/><Relationship Id="self" Type="` + relTypes + `header" Target="document.xml"/>` +
			`<Relationship Id="x" Type="` + relTypes + `styles" Target="http://127.0.0.1:1/x" TargetMode="External"/></Relationships>`
		return p.pack(t)
	}, nil},
}

// noise is text that hardly packs: letters by a generator of random numbers
// with a fixed seed.
func noise(n int) string {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>27)%26
	}
	return string(b)
}

func TestHostileDOCX(t *testing.T) {
	for _, tt := range hostileDOCX {
		t.Run(tt.name, func(t *testing.T) {
			res, err := readDOCX(Input{Bytes: tt.file(maker{t})})
			switch {
			case tt.want != nil && !errors.Is(err, tt.want):
				t.Errorf("it is not refused by %s: %v", tt.want.Code, err)
			case err != nil && apperr.Code(err) == "internal":
				t.Errorf("it is refused without words: %v", err)
			case err == nil:
				if err := Valid(res.Document); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// BenchmarkHostileDOCX reads each of them. Run one by one, with its time and
// its memory looked at from outside, it shows what a hostile file costs.
func BenchmarkHostileDOCX(b *testing.B) {
	for _, tt := range hostileDOCX {
		b.Run(tt.name, func(b *testing.B) {
			file := tt.file(maker{b})
			b.ReportAllocs()
			for b.Loop() {
				_, _ = readDOCX(Input{Bytes: file})
			}
		})
	}
}
