package intake

import (
	"strings"
	"unicode/utf8"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// MaxUpload is how many bytes may come in, before anything is read of them.
const MaxUpload = 10 << 20

// More warnings, of Read alone. They count from the start of the canonical
// text.
const (
	CharsetReplaced WarningCode = "charset-replaced" // bytes that belong to no character; U+FFFD stands for them
	CharsetIgnored  WarningCode = "charset-ignored"  // the page or its sender names an encoding that there is not, or that does not fit
)

// readers holds the way to read each format.
var readers = map[Format]func(Input) (Result, error){
	FormatPlain:    readPlain,
	FormatMarkdown: readMarkdownCopy,
	FormatHTML:     readHTML,
	FormatDOCX:     readDOCX,
}

// Read reads copy of any format: it tells the format and the encoding where
// nobody names them, and returns text, markup, metadata and citations, with a
// warning for each sort of thing that was left out. What it returns is Valid.
// Canonical text in which each block stands on its line reads back as itself
// when it is read as plain text.
//
// It refuses with UploadTooLarge, TextEmpty, CharsetUnknown, CharsetWrong,
// TextNotUTF8, the refusals of apperr that begin with File, those of Markdown,
// and with UnknownChoice for a format that there is not.
func Read(in Input) (Result, error) {
	switch {
	case len(in.Bytes) > MaxUpload:
		return Result{}, apperr.UploadTooLarge.With(MaxUpload, len(in.Bytes))
	case len(in.Bytes) == 0:
		return Result{}, apperr.TextEmpty.With()
	}
	format, err := tellFormat(in)
	if err != nil {
		return Result{}, err
	}
	read, ok := readers[format]
	if !ok {
		return Result{}, apperr.UnknownChoice.With(format, "the format").On("format")
	}
	res, err := read(in)
	if err != nil {
		return Result{}, err
	}
	res.Format = format
	res.Meta.tellLanguage(res.Text)
	return res, nil
}

// readPlain reads text in which nothing is markup. Unlike Plain it takes lines
// with tabs between their words for rows of a table, if no blank line parts the
// blocks: this is what canonical text and cells copied from a sheet look like.
func readPlain(in Input) (Result, error) {
	dec, err := decode(in, false)
	if err != nil {
		return Result{}, err
	}
	doc, warns, err := plain(dec.text, true)
	if err != nil {
		return Result{}, err
	}
	return dec.result(doc, warns), nil
}

// result joins a document with what its decoding has to say.
func (dec decoded) result(doc models.Document, warns []Warning) Result {
	at := 0
	if i := strings.IndexRune(doc.Text, utf8.RuneError); i >= 0 {
		at = utf8.RuneCountInString(doc.Text[:i])
	}
	res := Result{Document: doc, Charset: dec.charset}
	if dec.ignored {
		res.Warnings = append(res.Warnings, Warning{Code: CharsetIgnored, Count: 1})
	}
	if dec.replaced > 0 {
		res.Warnings = append(res.Warnings, Warning{Code: CharsetReplaced, At: at, Count: dec.replaced})
	}
	res.Warnings = append(res.Warnings, warns...)
	return res
}
