package handlers

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"golang.org/x/text/unicode/norm"
)

// fileField is what the field of a file is called.
const fileField = "file"

// Bounds on what comes with a file, in bytes.
const (
	maxFileName = 255
	maxFileType = 100
	// maxDrained is how much of a form that is too large is still taken in, and
	// thrown away: a browser shows the answer only once it has sent all.
	maxDrained = 64 << 20
)

// isFile reports whether a part of a form is its file. A browser sends one with
// an empty name where none was chosen.
func isFile(part *multipart.Part) bool {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	_, named := params["filename"]
	return err == nil && named && part.FormName() == fileField
}

// takeFile reads a file of at most so many bytes into memory, once. With no
// room at all it is passed over. It fails with apperr.FileCutOff or
// FieldTwice.
func (p *parts) takeFile(part *multipart.Part, most int) error {
	if most == 0 {
		_, err := io.Copy(io.Discard, part)
		return cutOff(err)
	}
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(part, int64(most)+1))
	switch {
	case err != nil:
		return cutOff(err)
	case n > int64(most):
		return tooLargeFile()
	case n > 0 && len(p.file.Bytes) > 0:
		return apperr.FieldTwice.With(views.Label(fileField)).On(fileField)
	case n > 0:
		p.file = newsroom.File{Name: FileName(part.FileName()), Type: mediaType(part.Header.Get("Content-Type")), Bytes: b.Bytes()}
	}
	return nil
}

func tooLargeFile() error {
	return apperr.FileCutOff.With(views.Bytes(intake.MaxUpload)).On(fileField)
}

// cutOff says what it means that the form ended inside its file.
func cutOff(err error) error {
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return tooLargeFile()
	}
	return err
}

// badFile reports whether a form was refused for its file alone, so that what
// was typed before it is there.
func badFile(err error) bool { return apperr.Field(err) == fileField }

// drain takes in what the browser has yet to send of a form, up to a limit.
func drain(r *http.Request) { _, _ = io.CopyN(io.Discard, r.Body, maxDrained) }

// FileName makes a file's name fit to be kept and shown: its last part alone,
// composed (NFC), without characters that are not seen or that turn the text
// around, at most maxFileName bytes.
func FileName(sent string) string {
	name := sent[strings.LastIndexAny(sent, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = strings.TrimSpace(norm.NFC.String(name))
	if strings.Trim(name, ".") == "" {
		return ""
	}
	ext := path.Ext(name)
	if len(name) <= maxFileName || len(ext) > maxFileName/2 {
		return clipped(name, maxFileName)
	}
	return clipped(strings.TrimSuffix(name, ext), maxFileName-len(ext)) + ext
}

// clipped is as much of the beginning of s as fits into most bytes.
func clipped(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}

// mediaType is the media type that the browser named for a file: printable
// ASCII, or nothing.
func mediaType(sent string) string {
	odd := func(r rune) bool { return r < ' ' || r > '~' }
	if len(sent) > maxFileType || strings.ContainsFunc(sent, odd) {
		return ""
	}
	return sent
}
