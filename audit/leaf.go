package audit

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"example.org/tickmark/models"
)

// Format is the number of the leaf format that Leaf writes.
const Format = 1

// SaltSize is the length of a salt in bytes.
const SaltSize = 32

// The sides of a text that a leaf holds a digest of.
const (
	SideFrom   = "from"
	SideTo     = "to"
	SideReason = "reason"
)

// ReasonField is the field under which the text of an event's reason is kept.
const ReasonField = "reason"

// maxExact is the largest whole number that every reader of JSON keeps
// exactly; larger ones are written as strings.
const maxExact = 1<<53 - 1

// What can keep an event from becoming a leaf.
var (
	ErrNotUTF8    = errors.New("audit: a leaf holds UTF-8 only")
	ErrFieldTwice = errors.New("audit: an event changes a field once")
	ErrSalt       = errors.New("audit: a salt is 32 bytes")
)

// RandomSalt returns a fresh salt for one text.
func RandomSalt() ([]byte, error) {
	salt := make([]byte, SaltSize)
	_, err := rand.Read(salt)
	return salt, err
}

// Leaf returns the leaf of e and the texts that stand beside it: RFC 8785 JSON
// over every column of e but Leaf and LeafHash, the changes in the order given,
// and the reason. A free change and the reason enter as digests over a salt of
// their own, and their texts are returned; an empty one enters as "" and needs
// no row. It fails with ErrNotUTF8, ErrFieldTwice and ErrSalt, and with
// whatever salt fails with.
func Leaf(e models.Event, changes []models.Change, reason string, salt func() ([]byte, error)) (leaf string, texts []models.EventText, err error) {
	w := leafWriter{seq: e.Seq, salt: salt, fields: make(map[string]bool, len(changes))}
	w.raw(`{"action":`).text(e.Action)
	w.raw(`,"actor":`).number(int64(e.ActorID))
	w.raw(`,"article":`).number(int64(e.ArticleID))
	w.raw(`,"at":`).number(int64(e.At))
	w.raw(`,"changes":[`)
	for i, c := range changes {
		if i > 0 {
			w.raw(",")
		}
		w.change(c)
	}
	w.raw(`],"claim":`).number(int64(e.ClaimID))
	w.raw(`,"reason":`).value(ReasonField, SideReason, reason, true)
	w.raw(`,"request":`).text(e.RequestID)
	w.raw(`,"seq":`).number(e.Seq)
	w.raw(`,"subject":{"id":`).number(e.SubjectID)
	w.raw(`,"type":`).text(string(e.Subject))
	w.raw(`},"v":`).number(Format)
	w.raw("}")
	if w.err != nil {
		return "", nil, w.err
	}
	return string(w.b), w.texts, nil
}

type leafWriter struct {
	b      []byte
	seq    int64
	salt   func() ([]byte, error)
	fields map[string]bool
	texts  []models.EventText
	err    error
}

func (w *leafWriter) raw(s string) *leafWriter {
	w.b = append(w.b, s...)
	return w
}

func (w *leafWriter) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *leafWriter) number(n int64) {
	if n > maxExact || n < -maxExact {
		w.b = append(w.b, '"')
		w.b = strconv.AppendInt(w.b, n, 10)
		w.b = append(w.b, '"')
		return
	}
	w.b = strconv.AppendInt(w.b, n, 10)
}

func (w *leafWriter) text(s string) {
	if !utf8.ValidString(s) {
		w.fail(ErrNotUTF8)
	}
	w.b = appendString(w.b, s)
}

func (w *leafWriter) change(c models.Change) {
	if w.fields[c.Field] {
		w.fail(fmt.Errorf("%w: %q", ErrFieldTwice, c.Field))
	}
	w.fields[c.Field] = true
	w.raw(`{"field":`).text(c.Field)
	w.raw(`,"from":`).value(c.Field, SideFrom, c.From, c.Free)
	w.raw(`,"to":`).value(c.Field, SideTo, c.To, c.Free)
	w.raw("}")
}

func (w *leafWriter) value(field, side, s string, free bool) {
	if !free || s == "" {
		w.text(s)
		return
	}
	if !utf8.ValidString(s) {
		w.fail(ErrNotUTF8)
	}
	salt, err := w.salt()
	if err != nil {
		w.fail(err)
	} else if len(salt) != SaltSize {
		w.fail(ErrSalt)
	}
	w.texts = append(w.texts, models.EventText{EventSeq: w.seq, Field: field, Side: side, Salt: salt, Text: s})
	w.raw(`{"salted":"`).raw(Digest(salt, s)).raw(`"}`)
}

// Digest returns what a leaf holds in place of a text: SHA-256 over the salt
// followed by the text's bytes, in lower-case hex.
func Digest(salt []byte, text string) string {
	h := sha256.New()
	h.Write(salt)
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil))
}

// appendString appends s as RFC 8785 writes a string: only the quotation mark,
// the backslash and the control characters below U+0020 are escaped.
func appendString(b []byte, s string) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + 1
		if short := escapes[c]; short != 0 {
			b = append(b, '\\', short)
		} else {
			b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

var escapes = ['\\' + 1]byte{'\b': 'b', '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r', '"': '"', '\\': '\\'}
