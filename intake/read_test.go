package intake

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

func TestTheFormatIsTold(t *testing.T) {
	tests := []struct {
		name string
		in   Input
		want Format
	}{
		{"nothing but text", Input{Bytes: []byte("a <b>c</b>")}, FormatPlain},
		{"text that begins like a page", Input{Bytes: []byte("\n <!-- x -->\n<!DOCTYPE html><p>a")}, FormatHTML},
		{"a piece of a page", Input{Bytes: []byte("<meta charset='utf-8'><b>a</b>")}, FormatHTML},
		{"XHTML", Input{Bytes: []byte("<?xml version=\"1.0\"?>\n<html><p>a</p></html>")}, FormatHTML},
		{"a tag of something else", Input{Bytes: []byte("<think> a")}, FormatPlain},
		{"a name of Markdown", Input{Bytes: []byte("<p>a"), Name: "A.MD"}, FormatMarkdown},
		{"a name of a page", Input{Bytes: []byte("a"), Name: "a.b.htm"}, FormatHTML},
		{"a name of text", Input{Bytes: []byte("<p>a"), Name: "a.txt"}, FormatPlain},
		{"the name before the media type", Input{Bytes: []byte("a"), Name: "a.md", Type: "text/plain"}, FormatMarkdown},
		{"a media type", Input{Bytes: []byte("a"), Type: "Text/HTML; charset=utf-8"}, FormatHTML},
		{"a media type of text", Input{Bytes: []byte("<p>a"), Type: "text/plain"}, FormatPlain},
		{"a media type that says nothing", Input{Bytes: []byte("<p>a"), Type: "application/octet-stream"}, FormatHTML},
		{"what the person says", Input{Bytes: []byte("<p>a"), Name: "a.html", Format: FormatMarkdown}, FormatMarkdown},
		{"a Word file", Input{Bytes: []byte(magicZip + "..word/document.xml")}, FormatDOCX},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tellFormat(tt.in)
			if err != nil || got != tt.want {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

func TestWhatIsNoTextIsRefusedByName(t *testing.T) {
	png := "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 40)
	tests := []struct {
		name string
		in   Input
		want *apperr.Refusal
	}{
		{"nothing", Input{}, apperr.TextEmpty},
		{"white space in a page", Input{Bytes: []byte(" \n"), Format: FormatHTML}, apperr.TextEmpty},
		{"a page without words", Input{Bytes: []byte("<html><img></html>")}, apperr.TextNoHeadline},
		{"too large a file", Input{Bytes: make([]byte, MaxUpload+1)}, apperr.UploadTooLarge},
		{"a format that there is not", Input{Bytes: []byte("a"), Format: "tex"}, apperr.UnknownChoice},
		{"an image called a Word file", Input{Bytes: []byte(png), Name: "story.docx"}, apperr.FileImage},
		{"an image called a text", Input{Bytes: []byte("GIF89a"), Name: "story.txt", Format: FormatPlain}, apperr.FileImage},
		{"text called a Word file", Input{Bytes: []byte("story"), Name: "story.docx"}, apperr.FileNotDOCX},
		{"text sent as a Word file", Input{Bytes: []byte("story"), Type: docxType}, apperr.FileNotDOCX},
		{"a page called an old Word file", Input{Bytes: []byte("<html>story"), Name: "story.doc"}, apperr.FileNotDOCX},
		{"a Word file called a text", Input{Bytes: []byte(magicZip + "..word/document.xml"), Name: "story.txt"}, apperr.FileIsDOCX},
		{"a PDF", Input{Bytes: []byte("%PDF-1.7")}, apperr.FilePDF},
		{"RTF", Input{Bytes: []byte(`{\rtf1 story}`), Name: "story.doc"}, apperr.FileRTF},
		{"an old Word file", Input{Bytes: []byte(magicOLE + "Word.Document.8"), Name: "story.doc"}, apperr.FileOldWord},
		{"a locked Word file", Input{Bytes: []byte(magicOLE + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"), Name: "story.docx"}, apperr.FileLocked},
		{"OpenDocument", Input{Bytes: []byte(magicZip + "mimetypeapplication/vnd.oasis.opendocument.textPK")}, apperr.FileODT},
		{"a sheet", Input{Bytes: []byte(magicZip + "[Content_Types].xml xl/workbook.xml")}, apperr.FileNoArticle},
		{"an archive", Input{Bytes: []byte(magicZip + "story.txt")}, apperr.FileArchive},
		{"sound", Input{Bytes: []byte("ID3\x04")}, apperr.FileSound},
		{"bytes of any kind", Input{Bytes: []byte(strings.Repeat("\x01\x02a\x00\x00", 20)), Name: "story.txt"}, apperr.FileBinary},
		{"a word of ten megabytes", Input{Bytes: []byte(strings.Repeat("a", MaxUpload))}, apperr.TextTooLarge},
		{"the same in a page", Input{Bytes: []byte("<p>" + strings.Repeat("a", MaxUpload-3))}, apperr.TextTooLarge},
		{"a million tags", Input{Bytes: []byte(strings.Repeat("<div>", 1_000_000))}, apperr.PageTooManyTags},
		{"tags too deep in one another", Input{Bytes: []byte(strings.Repeat("<div>", 600) + "a")}, apperr.PageTooDeep},
		{"lists too deep in one another", Input{Bytes: []byte(strings.Repeat("<ul><li>", MaxDepth+1) + "a")}, apperr.ListsTooDeep},
		{"a million attributes", Input{Bytes: []byte("<p " + strings.Repeat("a=b ", 1_000_000) + ">a")}, apperr.PageTooManyAttr},
		{"a page of too many paragraphs", Input{Bytes: []byte(strings.Repeat("<p>a", MaxBlocks+1))}, apperr.TextManyBlocks},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(tt.in)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestPlainCopyIsRead(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
	}{
		{"rows of a table", "H\nYear\tCrowns\n1869\t\n\t2,8\nend", []string{"headline: H", "table-row: Year\tCrowns", "table-row: 1869\t", "table-row: \t2,8", "paragraph: end"}},
		{"tabs that indent are white space", "H\n\tA paragraph.\n\tAnother.", []string{"headline: H", "paragraph: A paragraph.", "paragraph: Another."}},
		{"blank lines part blocks, and tabs are spaces", "H\n\na\tb\nc", []string{"headline: H", "paragraph: a b\u2028c"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := Read(Input{Bytes: []byte(tt.source), Format: FormatPlain})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(res.Document)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFootnotesOfMarkdownAreCited(t *testing.T) {
	const source = "# H\n\nOne[^1] *two*[^b], [three](http://x.example/3)[^1]. No[^none][^c] `[^1]` \\[^1]\n\n" +
		"[^1]: A *book*,\n    page 4.\n\n    See http://y.example/a.\n[^b]: [B](http://b.example)\n\n[^unused]: stays.\n\n```\n[^c]: code\n```\n"
	res, err := Read(Input{Bytes: []byte(source), Format: FormatMarkdown})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"headline: H", "paragraph: One two, three. No[^none][^c] [^1] [^1] {emphasis two} {link three http://x.example/3}", "paragraph: [^unused]: stays.", "paragraph: [^c]: code"}
	if diff := cmp.Diff(want, show(res.Document)); diff != "" {
		t.Error(diff)
	}
	book := "A book, page 4.\nSee http://y.example/a."
	cites := []Citation{
		{At: models.Span{Start: 5, End: 5}, Label: "1", Text: book, URL: "http://y.example/a"},
		{At: models.Span{Start: 9, End: 9}, Label: "b", Text: "B", URL: "http://b.example"},
		{At: models.Span{Start: 11, End: 16}, URL: "http://x.example/3"},
		{At: models.Span{Start: 16, End: 16}, Label: "1", Text: book, URL: "http://y.example/a"},
	}
	if diff := cmp.Diff(cites, res.Citations); diff != "" {
		t.Error(diff)
	}
}

func TestTheLanguageIsTold(t *testing.T) {
	const english = "The ferry costs more from May\n\nThe port authority said on Tuesday that the price of a single ticket would rise, and that it had looked at every other way first."
	tests := []struct {
		name string
		in   Input
		want Metadata
	}{
		{"from the words", Input{Bytes: []byte(english)}, Metadata{Language: "en", Guessed: true}},
		{"not from too few", Input{Bytes: []byte("Ja")}, Metadata{}},
		{"from the page, in its right form", Input{Bytes: []byte("<html lang=zh-hant-tw><p>" + english)}, Metadata{Language: "zh-Hant-TW"}},
		{"from what else the page says when that is none", Input{Bytes: []byte(`<html lang="x%"><meta property="og:locale" content="de_AT"><p>` + english)}, Metadata{Language: "de-AT"}},
		{"from the words when the page says nothing", Input{Bytes: []byte(`<html lang=""><p>` + english)}, Metadata{Language: "en", Guessed: true}},
		{"Japanese with many Chinese characters", Input{Bytes: []byte("港湾当局は渡船運賃値上げを発表\n\n議会は四月十二日に採決する。")}, Metadata{Language: "ja", Guessed: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := Read(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, res.Meta); diff != "" {
				t.Error(diff)
			}
		})
	}
}
