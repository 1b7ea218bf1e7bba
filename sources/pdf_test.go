package sources_test

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/sources"
	"example.org/tickmark/testkit"
)

// printed prints a page of HTML with Chromium.
func printed(t testing.TB, html string) []byte {
	t.Helper()
	tab := testkit.Chromium(t)
	if err := chromedp.Do(tab, chromedp.Navigate("data:text/html;charset=utf-8;base64,"+base64.StdEncoding.EncodeToString([]byte(html)))); err != nil {
		t.Fatal(err)
	}
	pdf, err := chromedp.Run(tab, chromedp.PrintToPDF())
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// read reads a source, and asks of all that is read that it keeps the promises
// of text.
func read(t testing.TB, in sources.Input) sources.Reading {
	t.Helper()
	r := sources.Read(in)
	if r.Text != "" {
		if err := intake.Valid(r.Document); err != nil {
			t.Errorf("the text is not as it should be: %v", err)
		}
	}
	if r.Text == "" && r.Unread == "" {
		t.Error("there is no text, and nothing says why")
	}
	return r
}

// blocks are the texts of a document's blocks.
func blocks(d models.Document) []string {
	if d.Text == "" {
		return nil
	}
	return strings.Split(d.Text, "\n")
}

const chromiumPages = `<!doctype html><html lang=en><title>What the harbour costs</title><meta name=author content="Ana Sousa">
<style>body{font:16px serif;width:320px} .second{break-before:page} .n{width:150px} .cols{columns:2;column-gap:40px;width:620px}</style>
<h1>What the harbour costs</h1>
<p>The council of Port Amery voted on Tuesday to spend 4.2 million on dredging the harbour, which is twice what the mayor had promised in spring.
<p>Only three members were against it, “since nobody asked the fishermen”, as one of them said.
<p class=n>An extra&shy;ordinarily considerable muni&shy;cipal commit&shy;ment.
<div><div>The ministry has not said whether it will pay for any of this work, and when.</div><div>The next sitting of the council is in June, on the second Tuesday of that month.</div></div>
<section class=second><h2>Two columns</h2><div class=cols>
<p>The left column is read first and it holds the report of the engineers, who looked at the quay walls for two weeks in winter.
<p>The right column is read after it and tells what the ministry answered, which was not much, as it said that money is a matter of the towns.</div></section>
<section class=second lang=ar dir=rtl><p>صوّت المجلس يوم الثلاثاء على إنفاق 4.2 مليون على تعميق الميناء.<p>وعارض ثلاثة أعضاء القرار.</section>`

func TestAPDFOfChromiumIsReadWithItsPages(t *testing.T) {
	r := read(t, sources.Input{Bytes: printed(t, chromiumPages), Type: "application/pdf"})
	want := []string{
		"What the harbour costs",
		"The council of Port Amery voted on Tuesday to spend 4.2 million on dredging the harbour, which is twice what the mayor had promised in spring.",
		"Only three members were against it, “since nobody asked the fishermen”, as one of them said.",
		"An extraordinarily considerable municipal commitment.",
		"The ministry has not said whether it will pay for any of this work, and when.",
		"The next sitting of the council is in June, on the second Tuesday of that month.",
		"Two columns",
		"The left column is read first and it holds the report of the engineers, who looked at the quay walls for two weeks in winter.",
		"The right column is read after it and tells what the ministry answered, which was not much, as it said that money is a matter of the towns.",
		"صوّت المجلس يوم الثلاثاء على إنفاق 4.2 مليون على تعميق الميناء.",
		"وعارض ثلاثة أعضاء القرار.",
	}
	// Where the word breaks at the second soft hyphen, Chromium before 156 wrote
	// a letter for what it drew there, and so it is kept; from 156 on the word is
	// whole.
	got := blocks(r.Document)
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], "muni‐\u2028cipal", "municipal")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("paragraphs (-want +got):\n%s", diff)
	}
	if r.Title != "What the harbour costs" || r.Language != "en" || r.Unread != "" || r.Mismatch != "" {
		t.Errorf("title %q, language %q, unread %q, mismatch %q", r.Title, r.Language, r.Unread, r.Mismatch)
	}
	text := []rune(r.Text)
	for i, start := range []string{"What the harbour", "Two columns", "صوّت المجلس"} {
		if i >= len(r.Pages) || !strings.HasPrefix(string(text[r.Pages[i]:]), start) {
			t.Errorf("page %d does not begin with %q; pages begin at %v", i+1, start, r.Pages)
		}
	}
}

const officeText = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>Ferries and fog</dc:title><meta:initial-creator>Ilse Brandt</meta:initial-creator></office:meta>
<office:automatic-styles>
<style:style style:name="R" style:family="paragraph"><style:paragraph-properties fo:break-before="page" style:writing-mode="rl-tb" fo:text-align="start"/></style:style>
<style:style style:name="N" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
</office:automatic-styles>
<office:body><office:text>
<text:p>Ferries and fog</text:p><text:p/>
<text:p>The ferry to the outer islands was cancelled on 41 days last year because of fog, says the company, and on nine days because its engine was in repair; the passengers were not told which.</text:p><text:p/>
<text:p>In the year before there were 17 such days.</text:p>
<text:p text:style-name="R">ألغيت العبّارة إلى الجزر الخارجية في 41 يومًا من العام الماضي، ولا سيما الثلاثاء.</text:p>
<text:p text:style-name="N">Απόπλους δεν έγινε για εννέα ημέρες.</text:p>
</office:text></office:body></office:document>`

func TestAPDFOfLibreOfficeIsReadWithItsPages(t *testing.T) {
	pdf := testkit.LibreOffice(t).Convert("pdf", map[string][]byte{"ferry.fodt": []byte(officeText)})["ferry.fodt"]
	r := read(t, sources.Input{Bytes: pdf, Name: "ferry.pdf"})
	want := []string{
		"Ferries and fog",
		"The ferry to the outer islands was cancelled on 41 days last year because of fog, says the company, and on nine days because its engine was in repair; the passengers were not told which.",
		"In the year before there were 17 such days.",
		"ألغيت العبّارة إلى الجزر الخارجية في 41 يومًا من العام الماضي، ولا سيما الثلاثاء.",
		"Απόπλους δεν έγινε για εννέα ημέρες.",
	}
	if diff := cmp.Diff(want, blocks(r.Document)); diff != "" {
		t.Errorf("paragraphs (-want +got):\n%s", diff)
	}
	if r.Title != "Ferries and fog" || r.Author != "Ilse Brandt" || len(r.Pages) != 3 || r.MediaType != "application/pdf" {
		t.Errorf("title %q, author %q, %d pages, %s", r.Title, r.Author, len(r.Pages), r.MediaType)
	}
}

func TestAWordFileIsReadWithOrWithoutItsName(t *testing.T) {
	docx := testkit.LibreOffice(t).Convert("docx", map[string][]byte{"ferry.fodt": []byte(officeText)})["ferry.fodt"]
	for _, in := range []sources.Input{{Bytes: docx}, {Bytes: docx, Name: "ferry.docx"}, {Bytes: docx, Type: "application/octet-stream"}} {
		r := read(t, in)
		if len(r.Blocks) != 5 || r.Title != "Ferries and fog" || r.Author != "Ilse Brandt" || r.Mismatch != "" || !strings.HasSuffix(r.MediaType, "wordprocessingml.document") {
			t.Errorf("%d blocks, title %q, author %q, type %q, mismatch %q, unread %q", len(r.Blocks), r.Title, r.Author, r.MediaType, r.Mismatch, r.Unread)
		}
	}
	if r := read(t, sources.Input{Bytes: docx, Name: "ferry.xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}); r.Mismatch == "" {
		t.Error("a Word file passes as a table")
	}
}

// pdfFile writes a PDF of the given objects, the first of which is its catalog.
func pdfFile(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// packed is a stream of PDF that unpacks to times copies of a piece.
func packed(piece string, times int) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	whole := bytes.Repeat([]byte(piece), 1000)
	for range times / 1000 {
		if _, err := w.Write(whole); err != nil {
			return ""
		}
	}
	if w.Close() != nil {
		return ""
	}
	return fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", b.Len(), b.String())
}

// A file that names no font of its own is drawn with the reader's, by the codes
// of its script.
func TestAPDFWithoutFontsIsReadByItsCodes(t *testing.T) {
	var codes strings.Builder
	for _, r := range "市议会周二投票决定" {
		fmt.Fprintf(&codes, "%04X", r)
	}
	content := "BT /F 12 Tf 20 100 Td <" + codes.String() + "> Tj 0 -15 Td <62E86B3E> Tj ET"
	pdf := pdfFile("<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>", onePage,
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 130 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
		"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>")
	r := read(t, sources.Input{Bytes: pdf, Type: "application/pdf"})
	if diff := cmp.Diff([]string{"市议会周二投票决定拨款"}, blocks(r.Document)); diff != "" || r.Language != "zh-CN" {
		t.Errorf("language %q, paragraphs (-want +got):\n%s", r.Language, diff)
	}
}

func TestALockedPDFSaysSo(t *testing.T) {
	pdf := pdfFile("<< /Type /Catalog /Pages 2 0 R >>", onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
		"<< /Filter /Standard /V 1 /R 2 /P -44 /O <"+strings.Repeat("41", 32)+"> /U <"+strings.Repeat("42", 32)+"> >>")
	pdf = bytes.Replace(pdf, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>]"), 1)
	if r := read(t, sources.Input{Bytes: pdf, Type: "application/pdf"}); !strings.Contains(r.Unread, "password") {
		t.Errorf("unread: %q", r.Unread)
	}
}

// The file would be read for seconds; no process starts in so little time.
func TestAReaderThatTakesTooLongIsGivenUp(t *testing.T) {
	pdf := pdfFile("<< /Type /Catalog /Pages 2 0 R >>", onePage,
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
		packed("BT /F 9 Tf (word) Tj ET ", 1_000_000), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	if err := sources.ReadPDFWithin(pdf, 20*time.Millisecond); !errors.Is(err, apperr.PDFSlow) {
		t.Errorf("got %v", err)
	}
}

const onePage = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"

func TestAHostilePDFHarmsOnlyItsReader(t *testing.T) {
	catalog := "<< /Type /Catalog /Pages 2 0 R >>"
	font := "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
	page := "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
	deep := strings.Repeat("[", 200_000)
	for name, c := range map[string]struct {
		pdf  []byte
		want string // in Unread; empty: its text or nothing may be read
	}{
		"a picture of a page without words says so":      {pdfFile(catalog, onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"), "1 pages and no text"},
		"what only begins like a PDF is damaged":         {[]byte("%PDF-1.7\nand nothing more"), "damaged"},
		"a tree of pages that holds itself":              {pdfFile(catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"), ""},
		"a billion pages that are one":                   {pdfFile(catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>", page, packed("BT /F 9 Tf (x) Tj ET ", 1000), font), ""},
		"content that unpacks to half a gigabyte":        {pdfFile(catalog, onePage, page, packed("                                                  ", 10_000_000), font), "No text was read"},
		"a million words on one page":                    {pdfFile(catalog, onePage, page, packed("BT /F 9 Tf (word) Tj ET ", 1_000_000), font), ""},
		"arrays that lie deep in one another":            {pdfFile(catalog, onePage, page, "<< /Length 200000 >>\nstream\n"+deep+"\nendstream", font), ""},
		"a catalog that is an array deep in one another": {pdfFile(deep), "damaged"},
		"a page with a stream that draws itself": {pdfFile(catalog, onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
			"<< /Length 5 >>\nstream\n/X Do\nendstream", "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream"), "o text"},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, sources.Input{Bytes: c.pdf, Type: "application/pdf"})
			if !strings.Contains(r.Unread, c.want) {
				t.Errorf("unread: %q, want %q in it", r.Unread, c.want)
			}
			t.Logf("%d bytes of text; %s", len(r.Text), r.Unread)
		})
	}
}
