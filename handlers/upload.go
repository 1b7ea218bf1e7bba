package handlers

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
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

// takeFile takes the file of a form, once: into the store of files where the
// form says so, else into memory. With no room at all it is passed over. It fails
// with apperr.FileCutOff or FieldTwice, and with what keep fails with.
func (p *parts) takeFile(part *multipart.Part, most room) error {
	switch {
	case most.file == 0:
		_, err := io.Copy(io.Discard, part)
		return cutOff(err, intake.MaxUpload)
	case len(p.file.Bytes) > 0 || p.upload.Kept():
		return apperr.FieldTwice.With(views.Label(fileField)).On(fileField)
	}
	name, kind := FileName(part.FileName()), mediaType(part.Header.Get("Content-Type"))
	if p.keep != nil {
		return p.storeFile(part, name, kind, most.file)
	}
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(part, int64(most.file)+1))
	switch {
	case err != nil:
		return cutOff(err, most.file)
	case n > int64(most.file):
		return tooLargeFile(most.file)
	case n > 0:
		p.file = newsroom.File{Name: name, Type: kind, Bytes: b.Bytes()}
	}
	return nil
}

// storeFile has a file stored as it comes. A browser sends an empty one without
// a name where none was chosen.
func (p *parts) storeFile(part *multipart.Part, name, kind string, most int) error {
	r := bufio.NewReader(part)
	if _, err := r.Peek(1); errors.Is(err, io.EOF) && part.FileName() == "" {
		return nil
	}
	u, err := p.keep(r, name, kind)
	var refused *apperr.Error
	switch {
	case errors.Is(err, apperr.FileTooLarge):
		return apperr.SourceFileLarge.With(views.Bytes(most)).On(fileField)
	case errors.As(err, &refused):
		return refused.On(fileField)
	case err != nil:
		return cutOff(err, most)
	}
	p.upload = u
	return nil
}

// keeper stores a file as it comes, and reads it.
type keeper func(file io.Reader, name, kind string) (newsroom.Upload, error)

// keeper is how a form's file is stored, nil where it is not.
func (h *Handlers) keeper(c *gin.Context, most room) keeper {
	if !most.stored {
		return nil
	}
	return func(file io.Reader, name, kind string) (newsroom.Upload, error) {
		slow := newPatient(file, c.Writer)
		defer slow.end()
		return h.Act.TakeFile(ctx(c), slow, name, kind)
	}
}

// How long the server waits for a part of a file, of so many bytes.
const (
	patientPart = 1 << 20
	patientWait = 30 * time.Second
	// patientRest is how long what comes after the file may take, of the request
	// and of the answer.
	patientRest = time.Minute
)

// patient reads a file that comes, or goes out, slowly, but goes on: the request
// has no end of its own while it does, and is cut off when a part of it takes too
// long.
type patient struct {
	of   io.Reader
	left int // bytes until the next part begins
	cut  *time.Timer
	on   *http.ResponseController
}

// newPatient reads from of while w's request is answered. Whoever has it ends it.
func newPatient(of io.Reader, w http.ResponseWriter) *patient {
	p := &patient{of: of, on: http.NewResponseController(w)}
	p.until(time.Time{})
	p.cut = time.AfterFunc(patientWait, func() { p.until(time.Unix(1, 0)) })
	return p
}

// until sets when the request and its answer are cut off. An answer that is only
// recorded has no such ends.
func (p *patient) until(t time.Time) {
	_ = p.on.SetReadDeadline(t)
	_ = p.on.SetWriteDeadline(t)
}

func (p *patient) Read(b []byte) (int, error) {
	if p.left <= 0 {
		p.cut.Reset(patientWait)
		p.left = patientPart
	}
	n, err := p.of.Read(b)
	p.left -= n
	if err != nil { // the last part may yet be on its way out; what came in may wait for its turn to be read
		p.cut.Stop()
		_ = p.on.SetWriteDeadline(rest())
	}
	return n, err
}

// end gives the request an end of its own again.
func (p *patient) end() {
	p.cut.Stop()
	p.until(rest())
}

// rest is when what comes after a file is cut off.
func rest() time.Time {
	return time.Now().Add(patientRest) //nolint:forbidigo // a connection goes by the machine's clock
}

func tooLargeFile(most int) error { return apperr.FileCutOff.With(views.Bytes(most)).On(fileField) }

// cutOff says what it means that the form ended inside its file, of which at most
// so many bytes are taken.
func cutOff(err error, most int) error {
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return tooLargeFile(most)
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
