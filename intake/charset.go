package intake

import (
	"bytes"
	"errors"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"example.org/tickmark/apperr"
)

// decoded is text in UTF-8, and what is to be said of how it came to be that.
type decoded struct {
	text     string
	charset  string // by the name of the Encoding Standard, in small letters
	replaced int    // bytes for which U+FFFD stands
	ignored  bool   // an encoding was named that there is not, or that does not fit
}

// boms are the byte order marks.
var boms = []struct{ bytes, charset string }{
	{"\xef\xbb\xbf", utf8Name},
	{"\xff\xfe", "utf-16le"},
	{"\xfe\xff", "utf-16be"},
}

const utf8Name = "utf-8"

// decode brings the bytes of in into UTF-8. The encoding is the one that in
// names; else that of the byte order mark, of the media type, of the page's
// head (for HTML); else UTF-8 if they are that; else what they look like. An
// encoding that the sender or the page names, and that does not fit, yields to
// what they look like; single bytes that do not fit become U+FFFD.
//
// It refuses with CharsetUnknown or, for the encoding that in names,
// CharsetWrong (line from 1) or TextNotUTF8.
func decode(in Input, page bool) (decoded, error) {
	if in.Charset != "" {
		return decodeAs(in.Bytes, in.Charset)
	}
	b := in.Bytes
	for _, mark := range boms {
		if rest, ok := bytes.CutPrefix(b, []byte(mark.bytes)); ok {
			text, bad := convert(rest, mark.charset)
			return decoded{text: text, charset: mark.charset, replaced: bad.count}, nil
		}
	}
	ignored := false
	for _, name := range declared(in, page) {
		charset, ok := knownCharset(name)
		if !ok {
			ignored = true
			continue
		}
		if text, bad := convert(b, charset); bad.count*10 <= foreign(b) {
			return decoded{text: text, charset: charset, replaced: bad.count, ignored: ignored}, nil
		}
		ignored = true
	}
	charset := guessCharset(b, page)
	text, bad := convert(b, charset)
	return decoded{text: text, charset: charset, replaced: bad.count, ignored: ignored}, nil
}

// decodeAs decodes by a name that a person chose, to the letter.
func decodeAs(b []byte, name string) (decoded, error) {
	charset, ok := knownCharset(name)
	if !ok {
		return decoded{}, apperr.CharsetUnknown.With(name).On("charset")
	}
	for _, mark := range boms {
		if mark.charset == charset {
			b = bytes.TrimPrefix(b, []byte(mark.bytes))
		}
	}
	text, bad := convert(b, charset)
	switch {
	case bad.count == 0:
		return decoded{text: text, charset: charset}, nil
	case charset == utf8Name:
		return decoded{}, checkUTF8(string(b))
	}
	return decoded{}, apperr.CharsetWrong.With(charset, bad.line).On("charset")
}

// declared returns the names of encodings that come with in, the weightiest
// first.
func declared(in Input, page bool) []string {
	var names []string
	if _, params, err := mime.ParseMediaType(in.Type); err == nil && params["charset"] != "" {
		names = append(names, params["charset"])
	}
	if page {
		if name := metaCharset(in.Bytes); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// knownCharset returns the name of an encoding as the Encoding Standard has it.
// The standard's "replacement", of encodings that are dangerous to read, is
// none.
func knownCharset(label string) (string, bool) {
	e, err := htmlindex.Get(label)
	if err != nil {
		return "", false
	}
	name, err := htmlindex.Name(e)
	return name, err == nil && name != "replacement" && name != "x-user-defined"
}

// misfits are bytes that belong to no character: how many there are, and in
// which line, from 1, the first stands.
type misfits struct{ count, line int }

// convert decodes b, of an encoding that is known, with U+FFFD for each byte
// or sequence that does not fit.
func convert(b []byte, charset string) (string, misfits) {
	if charset == utf8Name && utf8.Valid(b) {
		return string(b), misfits{}
	}
	e, err := htmlindex.Get(charset)
	if err != nil {
		return "", misfits{count: len(b), line: 1}
	}
	var out strings.Builder
	out.Grow(len(b) + len(b)/2)
	w := transform.NewWriter(&out, e.NewDecoder())
	_, err = w.Write(b)
	if err = errors.Join(err, w.Close()); err != nil { // decoders replace; they do not fail
		return "", misfits{count: len(b), line: 1}
	}
	text := out.String()
	bad := misfits{count: strings.Count(text, string(utf8.RuneError))}
	if charset == utf8Name {
		bad.count -= bytes.Count(b, []byte(string(utf8.RuneError)))
	}
	if bad.count > 0 {
		bad.line = 1 + strings.Count(text[:strings.IndexRune(text, utf8.RuneError)], "\n")
	}
	return text, bad
}

// foreign counts the bytes of b that are not ASCII.
func foreign(b []byte) int {
	n := 0
	for _, c := range b {
		if c >= utf8.RuneSelf {
			n++
		}
	}
	return n
}
