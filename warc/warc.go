// Package warc writes captures as a web archive, WARC 1.1 (ISO 28500:2017), for
// tools that replay and keep such. It is pure: what it writes comes from the
// captures and their files alone, so the same captures give the same bytes. It
// must not know how captures are made, where they are kept, and who may see
// them.
//
// A page that was fetched becomes a response, with a request where it is known
// what was asked; a page with the very bytes of an earlier one in the file
// becomes a revisit of it. A file that was uploaded, a picture of a page and its
// print become resources. What was read from them, and the redirects on the way
// there, become metadata.
//
// Bodies are kept unpacked, so the fields of an answer that tell of its packing
// and its length on the way are no longer true of them. They stay under names
// of their own, X-Archive-Orig-…, as replay tools do it, and the record names
// them in Tickmark-Renamed-Fields.
package warc

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/url"
	"path"
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// ErrBody is why a file that is not what was captured is not written.
var ErrBody = errors.New("warc: the file is not what was captured")

// Blobs holds the files of captures by their SHA-256, in lower-case hex. The
// second result is the size in bytes.
type Blobs interface {
	Get(ctx context.Context, sum string) (io.ReadCloser, int64, error)
}

// Info is what an archive says of itself.
type Info struct {
	Software string // that made it, with its version
	At       models.Instant
	PartOf   string // what the captures belong to; may be empty
}

// Capture is a capture and what is kept beside it.
type Capture struct {
	models.Capture
	Files []models.CaptureFile
}

// Writer writes an archive. Where one of its methods fails, what was written is
// of no use.
type Writer struct {
	to     io.Writer
	from   Blobs
	packed *gzip.Writer // nil: as it is
	bodies map[string]earlier
}

// earlier is the response that held a body first.
type earlier struct {
	id, target string
	at         models.Instant
}

// NewWriter returns a writer of an archive of files that are in from. packed
// has every record in a gzip member of its own, as in files called .warc.gz.
func NewWriter(to io.Writer, from Blobs, packed bool) *Writer {
	w := &Writer{to: to, from: from, bodies: map[string]earlier{}}
	if packed {
		w.packed = gzip.NewWriter(to)
	}
	return w
}

// description is what a reader of any archive should know.
const description = "Bodies are as they were served, unpacked and without the framing of the connection. " +
	"Fields of answers are sorted by name, in its usual spelling; cookies were not kept; reason phrases are the usual ones. " +
	"Answers that redirect were not kept: see via and hop in the metadata."

// Info writes what the archive says of itself. It comes first. It fails as the
// writer below does.
func (w *Writer) Info(ctx context.Context, i Info) error {
	_, err := w.write(ctx, record{
		kind: "warcinfo", at: i.At, media: fieldsType, head: lines(
			field{"software", i.Software},
			field{"format", "WARC File Format 1.1"},
			field{"conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
			field{"isPartOf", i.PartOf},
			field{"description", description},
		),
	})
	return err
}

// Add writes a capture with all that belongs to it. Bodies are streamed. It
// fails with ErrBody where a file has other bytes than were captured, with what
// the blobs fail with, and as the writer below does.
func (w *Writer) Add(ctx context.Context, c Capture) error {
	about, err := w.add(ctx, c)
	if err != nil {
		return err
	}
	if told := metadata(c); len(told) > 0 {
		_, err := w.write(ctx, record{
			kind: "metadata", target: targetOf(c.Capture), at: c.At, media: fieldsType, head: told,
			more: []field{{"WARC-Refers-To", about}},
		})
		if err != nil {
			return err
		}
	}
	for _, f := range c.Files {
		_, err := w.write(ctx, record{
			kind: "resource", target: views[f.Kind] + targetOf(c.Capture), at: f.MadeAt, media: f.MediaType, sum: f.SHA256, size: f.Size,
			more: []field{{"WARC-Concurrent-To", about}},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// views are what goes before a page's address in the address of what shows it,
// as crawlers of Webrecorder have it.
var views = map[models.FileKind]string{models.Screenshot: "urn:fullPage:", models.PrintedPDF: "urn:pdf:"}

// add writes the captured bytes and returns the record's id.
func (w *Writer) add(ctx context.Context, c Capture) (string, error) {
	if c.How == models.Uploaded {
		return w.write(ctx, record{
			kind: "resource", target: targetOf(c.Capture), at: c.At, media: c.MediaType, sum: c.BodySHA256, size: c.BodySize,
		})
	}
	id, err := w.response(ctx, c.Capture)
	if err != nil || c.Asked == "" {
		return id, err
	}
	head, err := requestHead(c)
	if err != nil {
		return "", err
	}
	_, err = w.write(ctx, record{
		kind: "request", target: targetOf(c.Capture), at: c.At, media: requestType, head: head,
		more: []field{{"WARC-Concurrent-To", id}},
	})
	return id, err
}

// response writes the answer of a site, or where an earlier one had the same
// body, that it was the same.
func (w *Writer) response(ctx context.Context, c models.Capture) (string, error) {
	head, renamed := responseHead(c)
	r := record{
		kind: "response", target: targetOf(c), at: c.At, media: responseType, head: head, sum: c.BodySHA256, size: c.BodySize,
		more: []field{{"WARC-Identified-Payload-Type", essence(c.MediaType)}, {"Tickmark-Renamed-Fields", strings.Join(renamed, ", ")}},
	}
	before, same := w.bodies[c.BodySHA256]
	if same {
		r.kind, r.sum, r.size = "revisit", "", 0
		r.more = append([]field{
			{"WARC-Payload-Digest", "sha256:" + c.BodySHA256},
			{"WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"},
			{"WARC-Refers-To", before.id},
			{"WARC-Refers-To-Target-URI", before.target},
			{"WARC-Refers-To-Date", date(before.at)},
		}, r.more...)
	}
	id, err := w.write(ctx, r)
	if err == nil && !same && c.BodySize > 0 {
		w.bodies[c.BodySHA256] = earlier{id: id, target: r.target, at: c.At}
	}
	return id, err
}

// targetOf is the address of what was captured. A file that somebody uploaded
// has none but its name.
func targetOf(c models.Capture) string {
	if c.How != models.Uploaded {
		return inASCII(c.Address)
	}
	name := path.Base("/" + c.FileName)
	if name == "/" || name == "." || name == ".." {
		name = c.BodySHA256
	}
	return "file:///" + url.PathEscape(name)
}

// metadata is what was read from a capture and how it was come to; empty when
// there is nothing to tell.
func metadata(c Capture) []byte {
	var all []field
	if n := len(c.Hops) - 1; n > 0 {
		all = append(all, field{"via", inASCII(c.Hops[n-1])}, field{"hopsFromSeed", strings.Repeat("R", n)})
		for _, hop := range c.Hops[:n] {
			all = append(all, field{"hop", inASCII(hop)})
		}
	}
	pages := ""
	if len(c.Pages) > 0 {
		pages = strconv.Itoa(len(c.Pages))
	}
	return lines(append(all,
		field{"title", c.Title},
		field{"author", c.Author},
		field{"publisher", c.Publisher},
		field{"published", c.PublishedOn},
		field{"modified", c.ModifiedOn},
		field{"language", c.Language},
		field{"canonical", c.Canonical},
		field{"pages", pages},
		field{"unread", c.Unread},
	)...)
}
