// Package sources reads what a source's bytes say: its text with blocks, its
// title, author, dates and publisher. It is pure: it fetches nothing, and knows
// nothing of articles, claims and people.
package sources

import (
	"mime"
	"net/http"
	"strings"

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
	MediaType   string // as it was told from the bytes and what was named
	Pages       []int  // of a PDF: where each page begins in Text, in code points
	Title       string
	Author      string
	Publisher   string
	PublishedOn string // YYYY-MM-DD
	ModifiedOn  string // YYYY-MM-DD
	Language    string // BCP 47
	Canonical   string // the address that the page itself names
	// Unread is why no text was read, in words.
	Unread string
}

// Read reads a source. It never fails: what cannot be read is kept all the
// same, and Unread says why it has no text.
func Read(in Input) Reading {
	kind := mediaType(in)
	read := readers[kind]
	if read == nil {
		return Reading{MediaType: kind, Unread: apperr.Message(apperr.SourceNoText.With(kind))}
	}
	r, err := read(in, kind)
	r.MediaType = kind
	if err != nil {
		r.Unread = apperr.Message(err)
	}
	return r
}

// readers holds the way to read each media type.
var readers = map[string]func(Input, string) (Reading, error){
	"text/html":             readCopy(intake.FormatHTML),
	"application/xhtml+xml": readCopy(intake.FormatHTML),
	"text/plain":            readCopy(intake.FormatPlain),
	"text/markdown":         readCopy(intake.FormatMarkdown),
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": readCopy(intake.FormatDOCX),
}

// mediaType is the media type of the bytes: what their sender named, unless
// they begin like something else.
func mediaType(in Input) string {
	named, _, err := mime.ParseMediaType(in.Type)
	if err != nil {
		named = ""
	}
	told, _, _ := strings.Cut(http.DetectContentType(in.Bytes), ";")
	if named == "" || named == "application/octet-stream" {
		return told
	}
	return named
}

// readCopy reads what intake reads as copy.
func readCopy(as intake.Format) func(Input, string) (Reading, error) {
	return func(in Input, _ string) (Reading, error) {
		got, err := intake.Read(intake.Input{Bytes: in.Bytes, Name: in.Name, Type: in.Type, Address: in.Address, Format: as})
		if err != nil {
			return Reading{}, err
		}
		r := Reading{
			Document: got.Document, Author: got.Meta.Byline, Publisher: got.Meta.Site, PublishedOn: got.Meta.PublishedOn,
			Language: got.Meta.Language, Canonical: got.Meta.Address,
		}
		if len(r.Blocks) > 0 {
			text := []rune(r.Text)
			r.Title = string(text[r.Blocks[0].Start:r.Blocks[0].End])
		}
		return r, nil
	}
}
