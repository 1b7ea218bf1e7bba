package sources

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // the charsets of mails
	"github.com/emersion/go-message/mail"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

// Limits on a mail.
const (
	maxMailDepth = 8   // parts inside parts, and mails inside mails
	maxMailParts = 200 // in all
)

// readMail reads a mail: the fields of its header that people read, its text,
// or its HTML where it has no text, and mails that it brings. Of attachments it
// gives the names. What a mail says of itself is what its sender wrote, and
// nothing of it is proved.
func readMail(in Input, kind string) (Reading, error) {
	m := mailReader{}
	entity, err := message.Read(bytes.NewReader(in.Bytes))
	if !readable(err) || entity.Header.Len() == 0 {
		return Reading{}, apperr.SourceDamaged.With(kind)
	}
	h := mail.Header{Header: entity.Header}
	r := Reading{Title: field(h, "Subject"), Author: field(h, "From")}
	if sent, err := h.Date(); err == nil {
		r.PublishedOn = dayString(sent)
	}
	if err := m.message(entity, 0); err != nil {
		return Reading{}, err
	}
	if r.Document, err = m.document(kind); err == nil && m.body.Len() == 0 {
		err = m.left
	}
	r.Facts, r.Language = m.facts, languageOf(m.body.String())
	return r, err
}

// readable reports whether an error leaves a part that can be read.
func readable(err error) bool {
	return err == nil || message.IsUnknownCharset(err) || message.IsUnknownEncoding(err)
}

// mailReader reads the parts of a mail.
type mailReader struct {
	draft
	facts facts
	body  strings.Builder // the words of its texts
	left  error           // why some of them were not read; nil: they all were
	parts int
}

// shownFields are the fields of a header that stand in the text, and the facts
// that they are.
var shownFields = []struct {
	name string
	fact models.FactName
}{{"Subject", ""}, {"From", models.FactFrom}, {"To", models.FactTo}, {"Cc", models.FactCopyTo}, {"Date", models.FactSent}, {"Message-Id", models.FactMessageID}}

// message reads a mail, and what is in it.
func (m *mailReader) message(e *message.Entity, depth int) error {
	h := mail.Header{Header: e.Header}
	for _, f := range shownFields {
		text := field(h, f.name)
		if text == "" {
			continue
		}
		if depth == 0 && f.fact != "" {
			m.facts.add(f.fact, factOf(h, f.name, text))
		}
		switch f.name {
		case "Subject":
			m.add(models.Block{Kind: models.Heading, Level: 2}, text)
		case "Message-Id": // for checkers alone
		default:
			m.add(models.Block{Kind: models.Paragraph}, f.name+": "+text)
		}
	}
	return m.part(e, depth)
}

// field is a field of a header in one line, decoded.
func field(h mail.Header, name string) string {
	text, err := h.Text(name)
	if err != nil {
		text = h.Get(name)
	}
	return value(text)
}

// factOf is what a fact says of a field.
func factOf(h mail.Header, name, text string) string {
	if name == "Date" {
		if sent, err := h.Date(); err == nil {
			return sent.Format(time.RFC3339)
		}
	}
	return text
}

// part reads a part of a mail.
func (m *mailReader) part(e *message.Entity, depth int) error {
	m.parts++
	switch {
	case depth > maxMailDepth:
		return apperr.SourceTooDeep.With(maxMailDepth)
	case m.parts > maxMailParts:
		return apperr.SourceTooBusy.With(maxMailParts)
	}
	kind, _, err := e.Header.ContentType()
	if err != nil || kind == "" {
		kind = typePlain
	}
	if name := attachmentName(e); name != "" || isAttached(e) {
		m.facts.add(models.FactAttachment, firstOf(name, kind))
		if kind != typeMail {
			return nil
		}
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		return m.multipart(e, kind, depth)
	case kind == typeMail:
		inner, err := message.Read(e.Body)
		if !readable(err) {
			return nil // a broken mail inside: its name is told
		}
		return m.message(inner, depth+1)
	case kind == typePlain || kind == typeHTML:
		m.text(e, kind)
		return nil
	}
	m.facts.add(models.FactAttachment, kind)
	return nil
}

// multipart reads the parts of a part; of alternatives the text, else the last
// that can be read.
func (m *mailReader) multipart(e *message.Entity, kind string, depth int) error {
	parts := e.MultipartReader()
	if parts == nil {
		return nil
	}
	defer parts.Close() //nolint:errcheck // it reads from memory
	alternatives := kind == "multipart/alternative"
	for {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case !readable(err):
			return nil // cut off: what came before stays
		}
		before := len(m.blocks)
		if err := m.part(part, depth+1); err != nil {
			return err
		}
		if alternatives && len(m.blocks) > before {
			return nil
		}
	}
}

// text reads the words of a mail. Those that cannot be read, or are too many,
// are left out, and the rest of the mail is read.
func (m *mailReader) text(e *message.Entity, kind string) {
	var words bytes.Buffer
	if _, err := io.Copy(&words, io.LimitReader(e.Body, intake.MaxUpload)); err != nil {
		m.left = apperr.SourceDamaged.With(kind) // what comes before is read
	}
	b := words.Bytes()
	format := map[string]intake.Format{typePlain: intake.FormatPlain, typeHTML: intake.FormatHTML}[kind]
	if kind == typePlain {
		b = bytes.TrimRight(b, "\r\n")
	}
	got, err := intake.Read(intake.Input{Bytes: b, Type: kind + "; charset=utf-8", Format: format, Whole: true})
	if err != nil {
		if !errors.Is(err, apperr.TextEmpty) && !errors.Is(err, apperr.TextNoHeadline) {
			m.left = err
		}
		return
	}
	m.body.WriteString(got.Text + "\n")
	m.addDocument(got.Document, models.Block{Kind: models.Paragraph})
}

// isAttached reports whether a part says that it is to be saved, not shown.
func isAttached(e *message.Entity) bool {
	disposition, _, err := e.Header.ContentDisposition()
	return err == nil && strings.EqualFold(disposition, "attachment")
}

// attachmentName is the name of the file that a part is, or "". Names that
// start with a path lose it.
func attachmentName(e *message.Entity) string {
	name, err := (&mail.AttachmentHeader{Header: e.Header}).Filename()
	if err != nil {
		return ""
	}
	names := strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' })
	slices.Reverse(names)
	if len(names) == 0 {
		return ""
	}
	return value(names[0])
}
