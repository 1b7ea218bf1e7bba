// Package sources reads what a source's bytes say: its text with blocks, its
// title, author, dates and publisher, and what else a file tells of itself. It
// takes that out of a picture before it is published. It fetches nothing, keeps
// nothing but the compiled reader of PDFs, and knows nothing of articles,
// claims and people.
//
// PDFs are read in a process of their own, which is the same program again:
// see read_pdf.go and docs/adr/0030-parts-that-read-sources.md.
package sources

import (
	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

// Input is a source's bytes, and what is known of them.
type Input struct {
	Bytes   []byte
	Type    string // the media type that its sender named; may be empty
	Name    string // of the file; may be empty
	Address string // where it was found; may be empty
}

// Reading is what the bytes say; what is empty they do not say.
type Reading struct {
	models.Document
	MediaType   string        // as it was told from the bytes and what was named, in small letters, without parameters
	Pages       []int         // of a PDF: where each page begins in Text, in code points
	Facts       []models.Fact // what a checker should see beside the text
	Title       string
	Author      string
	Publisher   string
	PublishedOn string // YYYY-MM-DD
	ModifiedOn  string // YYYY-MM-DD
	Language    string // BCP 47
	Canonical   string // the address that the page itself names
	// Unread is why no text was read, or not all of it, in words.
	Unread string
	// Mismatch is the media type that was named, or that the end of the file's
	// name stands for, when the bytes are of another kind. MediaType is then
	// that of the bytes.
	Mismatch string
}

// Read reads a source. It never fails: what cannot be read is kept all the
// same, and Unread says why it has no text. Text is as intake.Valid has it.
//
// It is bounded in time and memory whatever the bytes are. A PDF takes the
// longest, up to a minute, and waits for those before it: one is read at a time.
func Read(in Input) Reading {
	kind, mismatch := mediaType(in)
	r, err := readAs(in, kind)
	if r.MediaType == "" {
		r.MediaType = kind
	}
	r.Mismatch = mismatch
	if err != nil {
		r.Unread = apperr.Message(err)
	}
	return r
}

// readAs reads a source of a media type. Beside an error there may be a reading
// of a part.
func readAs(in Input, kind string) (Reading, error) {
	if read := readers[kind]; read != nil {
		return read(in, kind)
	}
	return Reading{}, apperr.SourceNoText.With(kind)
}

// readers holds the way to read each media type.
var readers = map[string]func(Input, string) (Reading, error){
	typeHTML:                    readPage,
	typeXHTML:                   readPage,
	typePlain:                   readCopy(intake.FormatPlain),
	"text/csv":                  readCopy(intake.FormatPlain),
	"text/tab-separated-values": readCopy(intake.FormatPlain),
	"text/markdown":             readCopy(intake.FormatMarkdown),
	typeDOCX:                    readCopy(intake.FormatDOCX),
	typeJSON:                    readJSON,
	"application/ld+json":       readJSON,
	"application/geo+json":      readJSON,
	"application/x-ndjson":      readJSON,
	typeJSONFeed:                readFeed,
	typeRSS:                     readFeed,
	typeAtom:                    readFeed,
	typeMail:                    readMail,
	typePDF:                     readPDF,
	typeJPEG:                    readPicture,
	typePNG:                     readPicture,
	typeWebP:                    readPicture,
	"image/tiff":                readPicture,
	"image/heic":                readPicture,
	"image/heif":                readPicture,
	"image/avif":                readPicture,
}

// readCopy reads what intake reads as copy.
func readCopy(as intake.Format) func(Input, string) (Reading, error) {
	return func(in Input, _ string) (Reading, error) {
		got, err := intake.Read(intake.Input{Bytes: in.Bytes, Name: in.Name, Type: in.Type, Address: in.Address, Format: as})
		if err != nil {
			return Reading{}, err
		}
		return Reading{
			Document: got.Document, Title: headline(got.Document), Author: got.Meta.Byline, Publisher: got.Meta.Site, PublishedOn: got.Meta.PublishedOn,
			Language: got.Meta.Language, Canonical: got.Meta.Address,
		}, nil
	}
}

// readPage reads a page of HTML, and of its head what intake does not: when it
// was changed.
func readPage(in Input, kind string) (Reading, error) {
	r, err := readCopy(intake.FormatHTML)(in, kind)
	if err == nil {
		r.ModifiedOn = modifiedOn(in.Bytes)
	}
	return r, err
}

// headline is the text of the first block.
func headline(d models.Document) string {
	if len(d.Blocks) == 0 {
		return ""
	}
	return string([]rune(d.Text)[:d.Blocks[0].End])
}
