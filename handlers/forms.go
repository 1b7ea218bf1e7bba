package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// Limits on a whole form, in bytes of what was typed: twice what its largest
// field may hold, and as much again for the others. Up to that the form comes
// back filled; above it nothing is kept.
const (
	formLimit = 2*models.MaxPassage + 4*models.MaxNote
	textLimit = 2*models.MaxText + 64<<10
	// escaped is how much longer a form's body may be than what was typed.
	escaped = 3
)

// form reads the route's form, bounded, before the handler runs. Only the body
// counts: what stands in the address never reaches a field.
func (h *Handlers) form(rt route) gin.HandlerFunc {
	return func(c *gin.Context) {
		if rt.method == http.MethodGet {
			return
		}
		read, err := readForm(c.Writer, c.Request, rt.room, h.keeper(c, rt.room))
		if err != nil && !badFile(err) {
			h.fail(c, err)
			return
		}
		f := &form{values: read.values, file: read.file, upload: read.upload, page: rt.back, err: err}
		c.Set(formKey, f)
		for _, name := range []string{"key", "version", "base", "revision"} { // what acts hang on stands once
			f.word(name)
		}
		if f.err != nil {
			h.fail(c, f.err)
		}
	}
}

// readForm reads a form of either kind, and the file that it may carry, which
// goes to keep as it comes. It fails with apperr.BodyTooLarge or Unreadable; when
// its file alone is refused, what was typed before it is there.
func readForm(w http.ResponseWriter, r *http.Request, most room, keep keeper) (parts, error) {
	none := parts{values: url.Values{}}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && r.ContentLength == 0 {
		return none, nil
	}
	body := http.MaxBytesReader(w, r.Body, int64(most.typed)*escaped+int64(most.file))
	read := parts{keep: keep}
	switch kind {
	case "application/x-www-form-urlencoded":
		read.values, err = readEncoded(body)
	case "multipart/form-data":
		err = read.multipart(body, params["boundary"], most)
	default:
		return none, apperr.Unreadable.With()
	}
	var over *http.MaxBytesError
	switch {
	case sizeOf(read.values) > most.typed:
		return none, apperr.BodyTooLarge.With(views.Bytes(most.typed))
	case badFile(err):
		drain(r)
		return parts{values: read.values}, err
	case errors.As(err, &over), errors.Is(err, errFormTooLarge):
		return none, apperr.BodyTooLarge.With(views.Bytes(most.typed))
	case err != nil:
		return none, apperr.Unreadable.With()
	}
	return read, nil
}

func readEncoded(body io.Reader) (url.Values, error) {
	raw, err := io.ReadAll(body)
	if err != nil {
		return nil, err
	}
	return url.ParseQuery(string(raw))
}

// sizeOf is how much was typed, in bytes.
func sizeOf(values url.Values) (size int) {
	for name, vs := range values {
		for _, v := range vs {
			size += len(name) + len(v)
		}
	}
	return size
}

// form is what a person sent.
type form struct {
	values url.Values
	file   newsroom.File
	upload newsroom.Upload // its file where that is stored at once
	page   back            // the page that the form stands on, to show it again
	err    error           // the first thing wrong with it
}

// posted is the request's form.
func posted(c *gin.Context) *form {
	v, _ := c.Get(formKey)
	f, ok := v.(*form)
	if !ok {
		return &form{values: url.Values{}}
	}
	return f
}

// fingerprint is what tells two sendings of a form apart. Passwords and what only
// keepers of a source know are no part of it: a sum of one stands in the
// database, where it could be guessed at.
func (f *form) fingerprint(path string) []byte {
	rest := url.Values{}
	for name, vs := range f.values {
		if name != "key" && !views.Secret(name) && !views.ForKeepers(name) {
			rest[name] = vs
		}
	}
	if len(f.file.Bytes) > 0 {
		sum := sha256.Sum256(f.file.Bytes)
		rest["the file"] = []string{f.file.Name, f.file.Type, hex.EncodeToString(sum[:])}
	}
	if f.upload.Kept() {
		rest["the file"] = []string{f.upload.SHA256()}
	}
	return []byte(path + "?" + rest.Encode())
}

// fail keeps the first thing that is wrong.
func (f *form) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}

// word is a single field's value as it was sent.
func (f *form) word(name string) string {
	vs := f.values[name]
	if len(vs) > 1 {
		f.fail(apperr.FieldTwice.With(views.Label(name)).On(name))
	}
	if len(vs) == 0 {
		return ""
	}
	return vs[0]
}

// line is a cleaned field of one line, at most limit bytes long.
func (f *form) line(name string, limit int) string { return f.clean(name, limit, intake.Line) }

// prose is a cleaned field of several lines, at most limit bytes long.
func (f *form) prose(name string, limit int) string { return f.clean(name, limit, intake.Prose) }

func (f *form) clean(name string, most int, read func(string) (string, error)) string {
	raw := f.word(name)
	if len(raw) > most {
		f.fail(apperr.FieldTooLong.With(views.Label(name), views.Bytes(most), views.Bytes(len(raw))).On(name))
		return ""
	}
	s, err := read(raw)
	if err != nil {
		var e *apperr.Error
		if errors.As(err, &e) {
			err = e.On(name)
		}
		f.fail(err)
	}
	return s
}

// number is a whole number, 0 when the field is empty.
func (f *form) number(name string) int {
	s := f.word(name)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		f.fail(apperr.UnknownChoice.With(clip(s), views.Label(name)).On(name))
		return 0
	}
	return n
}

// id names a row, 0 when the field is empty.
func (f *form) id(name string) models.ID { return models.ID(f.number(name)) }

// ids names rows: a field that may be sent several times.
func (f *form) ids(name string) (ids []models.ID) {
	for _, s := range f.values[name] {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n <= 0 {
			f.fail(apperr.UnknownChoice.With(clip(s), views.Label(name)).On(name))
			continue
		}
		ids = append(ids, n)
	}
	return ids
}

// numbers are whole numbers: a field that may be sent several times.
func (f *form) numbers(name string) (ns []int) {
	for _, s := range f.values[name] {
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 {
			f.fail(apperr.UnknownChoice.With(clip(s), views.Label(name)).On(name))
			continue
		}
		ns = append(ns, n)
	}
	return ns
}

// yes reports whether a box is ticked.
func (f *form) yes(name string) bool { return f.word(name) != "" }

// moment is a time typed in the newsroom's zone, 0 when the field is empty.
func (f *form) moment(name string, zone *time.Location) models.Instant {
	s := strings.TrimSpace(f.word(name))
	if s == "" {
		return 0
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return models.At(t)
		}
	}
	f.fail(apperr.BadTime.With(views.Label(name)).On(name))
	return 0
}

// choice is one of a closed set of words; what is not in it is for the act to
// refuse.
func choice[W ~string](f *form, name string) W { return W(clip(f.word(name))) }

// choices are words out of a closed set: a field that may be sent several times.
func choices[W ~string](f *form, name string) (ws []W) {
	for _, s := range f.values[name] {
		ws = append(ws, W(clip(s)))
	}
	return ws
}

// clip bounds what is only compared or quoted in a message, and makes it text
// that either database takes.
func clip(s string) string {
	const most = 100
	more := ""
	if len(s) > most {
		s, more = s[:most], "…"
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, string(unicode.ReplacementChar))) + more
}

// attempt is what was typed, for the page that shows the form again.
func (f *form) attempt(err error) views.Attempt {
	return views.Attempt{Form: f.values.Get("form"), Values: f.values, Err: err}
}

// param is a path parameter that is a number.
func param(c *gin.Context, name string) (int64, error) {
	n, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil || n <= 0 || strconv.FormatInt(n, 10) != c.Param(name) {
		return 0, apperr.NoSuchPage.With()
	}
	return n, nil
}
