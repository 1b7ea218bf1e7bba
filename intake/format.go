package intake

import (
	"bytes"
	"mime"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/apperr"
)

// formatOfName and formatOfType say what names and media types promise.
var (
	formatOfName = map[string]Format{
		".md": FormatMarkdown, ".markdown": FormatMarkdown, ".mdown": FormatMarkdown, ".mkd": FormatMarkdown,
		".html": FormatHTML, ".htm": FormatHTML, ".xhtml": FormatHTML, ".xht": FormatHTML,
		".txt": FormatPlain, ".text": FormatPlain,
		".docx": FormatDOCX, ".doc": FormatDOCX, ".docm": FormatDOCX, ".dotx": FormatDOCX,
	}
	formatOfType = map[string]Format{
		"text/markdown": FormatMarkdown, "text/x-markdown": FormatMarkdown,
		"text/html": FormatHTML, "application/xhtml+xml": FormatHTML,
		"text/plain":         FormatPlain,
		"application/msword": FormatDOCX,
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": FormatDOCX,
	}
)

// signatures are the first bytes of files that are no text, and what is said
// of them. The offset is in bytes.
var signatures = []struct {
	offset  int
	magic   string
	refusal *apperr.Refusal
}{
	{0, "%PDF-", apperr.FilePDF},
	{0, "%!PS", apperr.FilePDF},
	{0, "{\\rtf", apperr.FileRTF},
	{0, "\x89PNG\r\n", apperr.FileImage},
	{0, "\xff\xd8\xff", apperr.FileImage},
	{0, "GIF87a", apperr.FileImage},
	{0, "GIF89a", apperr.FileImage},
	{8, "WEBP", apperr.FileImage},
	{0, "II*\x00", apperr.FileImage},
	{0, "MM\x00*", apperr.FileImage},
	{0, "\x00\x00\x01\x00", apperr.FileImage},
	{0, "8BPS\x00", apperr.FileImage},
	{4, "ftypheic", apperr.FileImage},
	{4, "ftypmif1", apperr.FileImage},
	{4, "ftypavif", apperr.FileImage},
	{4, "ftyp", apperr.FileSound},
	{0, "ID3", apperr.FileSound},
	{0, "OggS\x00", apperr.FileSound},
	{0, "fLaC\x00", apperr.FileSound},
	{8, "WAVEfmt", apperr.FileSound},
	{8, "AVI LIST", apperr.FileSound},
	{0, "\x1aE\xdf\xa3", apperr.FileSound},
	{0, "\x1f\x8b\x08", apperr.FileArchive},
	{0, "7z\xbc\xaf\x27\x1c", apperr.FileArchive},
	{0, "Rar!\x1a\x07", apperr.FileArchive},
	{0, "BZh91AY&SY", apperr.FileArchive},
	{0, "\xfd7zXZ\x00", apperr.FileArchive},
	{0, "\x28\xb5\x2f\xfd", apperr.FileArchive},
	{257, "ustar", apperr.FileArchive},
	{0, "\x7fELF", apperr.FileBinary},
	{0, "SQLite format 3\x00", apperr.FileBinary},
}

// The first bytes of the two containers of Office files.
const (
	magicZip = "PK\x03\x04"
	magicOLE = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
)

// containers says what is in a zip by a name in its directory; the first that
// is found holds.
var containers = []struct {
	name    string
	refusal *apperr.Refusal // nil: a Word file
}{
	{"mimetypeapplication/epub", apperr.FileNoArticle},
	{"mimetypeapplication/vnd.oasis.opendocument.text", apperr.FileODT},
	{"mimetypeapplication/vnd.oasis.opendocument", apperr.FileNoArticle},
	{"word/document", nil},
	{"xl/workbook", apperr.FileNoArticle},
	{"ppt/presentation", apperr.FileNoArticle},
	{"[Content_Types].xml", nil},
}

// tellFormat returns the format of in: the one it names, else the one that the
// end of its name promises, else its media type, else what its bytes look like.
// Bytes that are none of what was promised are refused.
func tellFormat(in Input) (Format, error) {
	word, err := wordFile(in.Bytes)
	if err != nil {
		return "", err
	}
	format, told := promised(in)
	switch {
	case word && told && format != FormatDOCX:
		return "", apperr.FileIsDOCX.With()
	case word:
		return FormatDOCX, nil
	case format == FormatDOCX:
		return "", apperr.FileNotDOCX.With()
	case told:
		return format, nil
	case beginsLikeHTML(in.Bytes):
		return FormatHTML, nil
	}
	return FormatPlain, nil
}

// promised returns the format that in names or that its name or media type
// stand for.
func promised(in Input) (format Format, told bool) {
	if in.Format != "" {
		return in.Format, true
	}
	if format, told = formatOfName[strings.ToLower(path.Ext(strings.TrimSpace(in.Name)))]; told {
		return format, true
	}
	media, _, err := mime.ParseMediaType(in.Type)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(in.Type), ";")
	}
	format, told = formatOfType[strings.TrimSpace(media)]
	return format, told
}

// wordFile reports whether b is a Word file, and refuses every other file that
// is no text.
func wordFile(b []byte) (bool, error) {
	if bytes.HasPrefix(b, []byte(magicZip)) {
		for _, c := range containers {
			switch {
			case !bytes.Contains(b, []byte(c.name)):
			case c.refusal != nil:
				return false, c.refusal.With()
			default:
				return true, nil
			}
		}
		return false, apperr.FileArchive.With()
	}
	if bytes.HasPrefix(b, []byte(magicOLE)) {
		if bytes.Contains(b, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e")) {
			return false, apperr.FileLocked.With()
		}
		return false, apperr.FileOldWord.With()
	}
	for _, s := range signatures {
		if len(b) >= s.offset && bytes.HasPrefix(b[s.offset:], []byte(s.magic)) {
			return false, s.refusal.With()
		}
	}
	if looksBinary(b) {
		return false, apperr.FileBinary.With()
	}
	return false, nil
}

// maxLooked is how many bytes at the start of a file are looked at to tell
// what it is.
const maxLooked = 8 << 10

// looksBinary reports whether too many control characters stand at the start
// of b for a text of any encoding.
func looksBinary(b []byte) bool {
	b = b[:min(len(b), maxLooked)]
	if len(b) < 32 || guessUTF16(b) != "" || bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return false
	}
	controls := 0
	for _, c := range b {
		if c < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b", rune(c)) {
			controls++
		}
	}
	return controls > len(b)/20
}

// htmlStarts are the tags that HTML begins with, in small letters. A text that
// begins with any other tag may be anything.
var htmlStarts = []string{
	"<!doctype html", "<html", "<head", "<body", "<meta ", "<title>", "<article", "<main", "<section", "<header",
	"<div", "<p>", "<p ", "<h1", "<h2", "<h3", "<span", "<table", "<ul", "<ol", "<b>", "<b ", "<strong", "<em>", "<a ",
	"<blockquote", "<figure", "<br", "<font", "<style", "<script", "<link ",
}

// beginsLikeHTML reports whether the first thing in b, behind white space,
// comments and an XML declaration, is a tag of HTML.
func beginsLikeHTML(b []byte) bool {
	s := strings.ToLower(asciiStart(b))
	for {
		s = strings.TrimLeft(s, " \t\r\n\f")
		end := "-->"
		switch {
		case strings.HasPrefix(s, "<!--"):
		case strings.HasPrefix(s, "<?xml"):
			end = "?>"
		default:
			return slices.ContainsFunc(htmlStarts, func(start string) bool { return strings.HasPrefix(s, start) })
		}
		_, s, _ = strings.Cut(s, end)
	}
}

// asciiStart returns the start of b with its byte order mark and, when it is
// UTF-16, every zero byte taken out.
func asciiStart(b []byte) string {
	b = b[:min(len(b), maxLooked)]
	s := string(b)
	for _, mark := range boms {
		s = strings.TrimPrefix(s, mark.bytes)
	}
	if guessUTF16(b) != "" || !utf8.Valid(b[:min(len(b), 2)]) {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	return s
}
