package warc

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// The media types of what archives themselves say.
const (
	fieldsType   = "application/warc-fields"
	requestType  = "application/http;msgtype=request"
	responseType = "application/http;msgtype=response"
)

// record is one record. Its block is head, and after it the blob sum.
type record struct {
	kind   string
	target string // may be empty
	at     models.Instant
	media  string
	more   []field
	head   []byte
	sum    string // SHA-256 in lower-case hex; empty: no blob
	size   int64  // of the blob, in bytes
}

// field is a named field.
type field struct{ name, value string }

// lines are the fields that have a value, one in each line. No value can end
// its line.
func lines(all ...field) []byte {
	var b bytes.Buffer
	for _, f := range all {
		if oneLine(f.value) != "" {
			f.write(&b)
		}
	}
	return b.Bytes()
}

func (f field) write(b *bytes.Buffer) { fmt.Fprintf(b, "%s: %s\r\n", f.name, oneLine(f.value)) }

// oneLine is a value in UTF-8 on one line.
func oneLine(value string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(value, "\uFFFD")))
}

// date is a moment as archives write it.
func date(at models.Instant) string { return at.Time().Format("2006-01-02T15:04:05.000Z") }

// write writes a record and returns its id.
func (w *Writer) write(ctx context.Context, r record) (string, error) {
	digest, err := w.digest(ctx, r)
	if err != nil {
		return "", err
	}
	payload := ""
	if r.sum != "" {
		payload = "sha256:" + r.sum
	}
	said := lines(append([]field{
		{"WARC-Type", r.kind},
		{"WARC-Target-URI", r.target},
		{"WARC-Date", date(r.at)},
		{"Content-Type", cmp.Or(r.media, "application/octet-stream")},
		{"Content-Length", strconv.FormatInt(int64(len(r.head))+r.size, 10)},
		{"WARC-Block-Digest", "sha256:" + digest},
		{"WARC-Payload-Digest", payload},
	}, r.more...)...)
	id := name(said)
	return id, w.put(ctx, r, fmt.Appendf(nil, "WARC/1.1\r\nWARC-Record-ID: %s\r\n%s\r\n", id, said))
}

// name is the id of a record: a UUID (version 8) of what its header says, its
// block's digest among it.
func name(said []byte) string {
	b := sha256.Sum256(said)
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", b[:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// digest is the SHA-256 of a record's block, in lower-case hex. It stands
// before the block, so a body after a head is read twice.
func (w *Writer) digest(ctx context.Context, r record) (string, error) {
	if r.sum != "" && len(r.head) == 0 {
		return r.sum, nil
	}
	sum := sha256.New()
	_, _ = sum.Write(r.head)
	err := w.body(ctx, r, sum)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// put writes a record's bytes.
func (w *Writer) put(ctx context.Context, r record, header []byte) error {
	if w.packed == nil {
		return w.bytes(ctx, r, header, w.to)
	}
	w.packed.Reset(w.to)
	return errors.Join(w.bytes(ctx, r, header, w.packed), w.packed.Close())
}

func (w *Writer) bytes(ctx context.Context, r record, header []byte, to io.Writer) error {
	for _, part := range [][]byte{header, r.head} {
		if _, err := to.Write(part); err != nil {
			return err
		}
	}
	if err := w.body(ctx, r, to); err != nil {
		return err
	}
	_, err := io.WriteString(to, "\r\n\r\n")
	return err
}

// body copies a record's blob, to its end, where it may know that it is damaged. It
// fails with ErrBody where the blob is another.
func (w *Writer) body(ctx context.Context, r record, to io.Writer) (err error) {
	if r.sum == "" {
		return nil
	}
	blob, _, err := w.from.Get(ctx, r.sum)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, blob.Close()) }()
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(to, sum), blob)
	if err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); n != r.size || got != r.sum {
		return fmt.Errorf("%w: %s has %d bytes and the hash %s", ErrBody, r.sum, n, got)
	}
	return nil
}
