package warc_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/textproto"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"example.org/tickmark/models"
	"example.org/tickmark/warc"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// blobs are files in memory by their hash.
type blobs map[string][]byte

func (b blobs) Get(_ context.Context, sum string) (io.ReadCloser, int64, error) {
	body, ok := b[sum]
	if !ok {
		return nil, 0, fs.ErrNotExist
	}
	return io.NopCloser(bytes.NewReader(body)), int64(len(body)), nil
}

// put keeps a file.
func (b blobs) put(body string) (string, int64) {
	sum := hash([]byte(body))
	b[sum] = []byte(body)
	return sum, int64(len(body))
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

const at = models.Instant(1758218400123) // 2025-09-18T18:00:00.123Z

const ferry = "<h1>The ferry</h1><p>It carried 41,000 passengers."

// page is a capture of a page.
func (b blobs) page(address, header, body string) warc.Capture {
	var c warc.Capture
	c.Asked = "Accept: */*\nUser-Agent: Tickmark"
	c.How, c.Status, c.At, c.Address, c.Header = models.Fetched, 200, at, address, header
	c.BodySHA256, c.BodySize = b.put(body)
	c.MediaType = "text/html; charset=utf-8"
	return c
}

// house is an archive's worth of captures of every kind.
func house() (blobs, []warc.Capture) {
	b := blobs{}
	first := b.page("http://ferries.example/fares?year=2025", "Content-Encoding: gzip\nContent-Length: 57\nContent-Type: text/html; charset=utf-8\nEtag: \"a\"\nLink: </a>; rel=next\nLink: </b>; rel=prev\nX-Empty: ", ferry)
	first.Hops = []string{"http://ferries.example/", "http://ferries.example/old", first.Address}
	first.Title, first.Author, first.PublishedOn, first.Language = "Die Fähre\r\nWARC-Type: response", "Jane Roe", "2025-09-18", "en"
	shot := models.CaptureFile{Kind: models.Screenshot, MediaType: "image/png", MadeAt: at + 1000}
	shot.SHA256, shot.Size = b.put("\x89PNG\r\n\x1a\nWARC/1.1\r\n\r\n")
	printed := models.CaptureFile{Kind: models.PrintedPDF, MediaType: "application/pdf", MadeAt: at + 2000}
	printed.SHA256, printed.Size = b.put("%PDF-1.7\n")
	first.Files = []models.CaptureFile{shot, printed}
	copied := b.page("https://news.example/copied", "Content-Length: "+strconv.Itoa(len(ferry))+"\nContent-Type: text/html", ferry)
	copied.At, copied.Asked = at+5000, ""
	var upload warc.Capture
	upload.How, upload.At, upload.FileName, upload.MediaType = models.Uploaded, at+9000, "die Liste?.txt", "text/plain"
	upload.BodySHA256, upload.BodySize = b.put("41,000\n")
	return b, []warc.Capture{first, copied, upload}
}

// written is an archive of captures.
func written(t testing.TB, from warc.Blobs, packed bool, captures ...warc.Capture) []byte {
	t.Helper()
	var out bytes.Buffer
	w := warc.NewWriter(&out, from, packed)
	if err := w.Info(t.Context(), warc.Info{Software: "Tickmark 1.0", At: at, PartOf: "The ferry"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range captures {
		if err := w.Add(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

// record is one record as it is read.
type record struct {
	fields textproto.MIMEHeader
	block  []byte
}

// parsed reads an archive, by the grammar of the standard alone.
func parsed(t rapid.TB, archive []byte) (all []record) {
	t.Helper()
	r := bufio.NewReader(bytes.NewReader(archive))
	for {
		first, err := r.ReadString('\n')
		if errors.Is(err, io.EOF) && first == "" {
			return all
		}
		if first != "WARC/1.1\r\n" {
			t.Fatalf("record %d begins with %q", len(all), first)
		}
		fields, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			t.Fatalf("record %d: %v", len(all), err)
		}
		size, err := strconv.Atoi(fields.Get("Content-Length"))
		if err != nil {
			t.Fatalf("record %d: %v", len(all), err)
		}
		block := make([]byte, size+4)
		if _, err := io.ReadFull(r, block); err != nil || string(block[size:]) != "\r\n\r\n" {
			t.Fatalf("record %d does not end after %d bytes: %v", len(all), size, err)
		}
		all = append(all, record{fields, block[:size]})
	}
}

var idForm = regexp.MustCompile(`^<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>$`)

// sound fails the test unless every record is what the standard wants of one.
func sound(t rapid.TB, all []record) {
	t.Helper()
	seen := map[string]bool{}
	for i, r := range all {
		id := r.fields.Get("Warc-Record-Id")
		if !idForm.MatchString(id) || seen[id] {
			t.Errorf("record %d is called %q", i, id)
		}
		seen[id] = true
		if got := r.fields.Get("Warc-Block-Digest"); got != "sha256:"+hash(r.block) {
			t.Errorf("record %d: its block is not %s", i, got)
		}
		for name, values := range r.fields {
			if len(values) > 1 {
				t.Errorf("record %d: %s is there %d times", i, name, len(values))
			}
		}
		for _, name := range []string{"Warc-Refers-To", "Warc-Concurrent-To"} {
			if to := r.fields.Get(name); to != "" && !seen[to] {
				t.Errorf("record %d: %s leads nowhere: %s", i, name, to)
			}
		}
	}
}

// answer reads the answer of a site out of a record: status, fields, body.
func answer(t testing.TB, r record) (int, http.Header, string) {
	t.Helper()
	got, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(r.block)), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return got.StatusCode, got.Header, string(body)
}

// To write it anew, set TICKMARK_UPDATE and look at what changed.
func TestAnArchiveOfEveryKindOfCapture(t *testing.T) {
	b, all := house()
	archive := written(t, b, false, all...)
	const golden = "testdata/every-kind.warc"
	if os.Getenv("TICKMARK_UPDATE") != "" {
		if err := os.WriteFile(golden, archive, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(archive)); diff != "" {
		t.Error(diff)
	}
	records := parsed(t, archive)
	sound(t, records)
	var kinds []string
	for _, r := range records {
		kinds = append(kinds, r.fields.Get("Warc-Type")+" "+r.fields.Get("Warc-Target-Uri"))
	}
	if diff := cmp.Diff([]string{
		"warcinfo ",
		"response http://ferries.example/fares?year=2025",
		"request http://ferries.example/fares?year=2025",
		"metadata http://ferries.example/fares?year=2025",
		"resource urn:fullPage:http://ferries.example/fares?year=2025",
		"resource urn:pdf:http://ferries.example/fares?year=2025",
		"revisit https://news.example/copied",
		"resource file:///die%20Liste%3F.txt",
	}, kinds); diff != "" {
		t.Error(diff)
	}
	if again := written(t, b, false, all...); !bytes.Equal(archive, again) {
		t.Error("the same captures gave other bytes")
	}
}

func TestABodyThatIsUnpackedIsNotSaidToBePacked(t *testing.T) {
	b, all := house()
	r := parsed(t, written(t, b, false, all[0]))[1]
	status, header, body := answer(t, r)
	if status != http.StatusOK || body != ferry {
		t.Errorf("%d, %q", status, body)
	}
	if diff := cmp.Diff(http.Header{
		"Content-Type": {"text/html; charset=utf-8"}, "Etag": {`"a"`}, "Link": {"</a>; rel=next", "</b>; rel=prev"}, "X-Empty": {""},
		"X-Archive-Orig-Content-Encoding": {"gzip"}, "X-Archive-Orig-Content-Length": {"57"}, "Content-Length": {strconv.Itoa(len(ferry))},
	}, header); diff != "" {
		t.Error(diff)
	}
	if got := r.fields.Get("Tickmark-Renamed-Fields"); got != "Content-Encoding, Content-Length" {
		t.Errorf("the record names %q", got)
	}
	if got := r.fields.Get("Warc-Payload-Digest"); got != "sha256:"+hash([]byte(ferry)) {
		t.Errorf("the payload is %s", got)
	}
}

func TestFieldsThatAreTrueStayAsTheyCame(t *testing.T) {
	b := blobs{}
	for header, want := range map[string]http.Header{
		"":                                     {},
		"Content-Type: a/b":                    {"Content-Type": {"a/b"}},
		"Content-Length: 4":                    {"Content-Length": {"4"}},
		"Content-Length:4\r\n":                 {"Content-Length": {"4"}},
		"Content-Length: 4\nContent-Length: 4": {"Content-Length": {"4"}, "X-Archive-Orig-Content-Length": {"4"}},
		"content-length: 5":                    {"Content-Length": {"4"}, "X-Archive-Orig-Content-Length": {"5"}},
		"Transfer-Encoding: chunked":           {"Content-Length": {"4"}, "X-Archive-Orig-Transfer-Encoding": {"chunked"}},
		"no field\n: none\nX Y: z\nA: b":       {"A": {"b"}},
	} {
		_, got, body := answer(t, parsed(t, written(t, b, false, b.page("http://a.example/", header, "text")))[1])
		if body != "text" {
			t.Errorf("%q: the body is %q", header, body)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", header, diff)
		}
	}
}

func TestTheRequestIsAsItWasSent(t *testing.T) {
	b, all := house()
	got, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(parsed(t, written(t, b, false, all[0]))[2].block)))
	if err != nil {
		t.Fatal(err)
	}
	if got.Method != http.MethodGet || got.Host != "ferries.example" || got.RequestURI != "/fares?year=2025" || got.UserAgent() != "Tickmark" {
		t.Errorf("%+v", got)
	}
}

func TestAPageThatIsTheSameIsARevisit(t *testing.T) {
	b, all := house()
	records := parsed(t, written(t, b, false, all[0], all[1], b.page("http://a.example/", "", ""), b.page("http://b.example/", "", "")))
	of := map[string]record{}
	for _, r := range records {
		of[r.fields.Get("Warc-Type")+" "+r.fields.Get("Warc-Target-Uri")] = r
	}
	first, revisit := of["response "+all[0].Address], of["revisit "+all[1].Address]
	for name, want := range map[string]string{
		"Warc-Profile":              "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
		"Warc-Refers-To":            first.fields.Get("Warc-Record-Id"),
		"Warc-Refers-To-Target-Uri": all[0].Address,
		"Warc-Refers-To-Date":       "2025-09-18T18:00:00.123Z",
		"Warc-Payload-Digest":       first.fields.Get("Warc-Payload-Digest"),
	} {
		if got := revisit.fields.Get(name); got != want || want == "" {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	if head, body, ok := bytes.Cut(revisit.block, []byte("\r\n\r\n")); !ok || len(body) > 0 || !bytes.HasPrefix(head, []byte("HTTP/1.1 200 OK\r\n")) {
		t.Errorf("a revisit has a body: %q", revisit.block)
	}
	if _, ok := of["response http://b.example/"]; !ok {
		t.Error("an empty page is a revisit of another")
	}
}

func TestEveryRecordIsPackedByItself(t *testing.T) {
	b, all := house()
	plain, packed := written(t, b, false, all...), bytes.NewReader(written(t, b, true, all...))
	z, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	var whole []byte
	for n := 0; ; n++ {
		z.Multistream(false)
		one, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(parsed(t, one)); got != 1 {
			t.Errorf("member %d holds %d records", n, got)
		}
		whole = append(whole, one...)
		if err := z.Reset(packed); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(whole, plain) {
		t.Error("packed, it is another archive")
	}
}

// opened gives some file for every hash.
type opened func() (io.Reader, int64, error)

func (o opened) Get(context.Context, string) (io.ReadCloser, int64, error) {
	r, size, err := o()
	return io.NopCloser(r), size, err
}

func TestAFileThatIsAnotherIsRefused(t *testing.T) {
	b, all := house()
	broken := errors.New("broken")
	for name, row := range map[string]struct {
		get  opened
		want error
	}{
		"other bytes": {func() (io.Reader, int64, error) {
			return strings.NewReader(strings.ToUpper(ferry)), int64(len(ferry)), nil
		}, warc.ErrBody},
		"shorter":           {func() (io.Reader, int64, error) { return strings.NewReader(ferry[1:]), int64(len(ferry)) - 1, nil }, warc.ErrBody},
		"shorter than said": {func() (io.Reader, int64, error) { return strings.NewReader(ferry[:9]), int64(len(ferry)), nil }, warc.ErrBody},
		"longer than said":  {func() (io.Reader, int64, error) { return strings.NewReader(ferry + "!"), int64(len(ferry)), nil }, warc.ErrBody},
		"breaks off":        {func() (io.Reader, int64, error) { return iotest.ErrReader(broken), int64(len(ferry)), nil }, broken},
		"not there":         {func() (io.Reader, int64, error) { return nil, 0, fs.ErrNotExist }, fs.ErrNotExist},
	} {
		t.Run(name, func(t *testing.T) {
			for kind, c := range map[string]warc.Capture{"page": all[0], "upload": {Capture: models.Capture{
				How: models.Uploaded, BodySHA256: all[0].BodySHA256, BodySize: all[0].BodySize,
			}}} {
				if err := warc.NewWriter(io.Discard, row.get, false).Add(t.Context(), c); !errors.Is(err, row.want) {
					t.Errorf("%s: %v", kind, err)
				}
			}
			var out bytes.Buffer
			if err := warc.NewWriter(&out, row.get, false).Add(t.Context(), all[0]); err == nil || out.Len() > 0 {
				t.Errorf("%d bytes of a page were written: %v", out.Len(), err)
			}
		})
	}
	lying := all[0]
	lying.BodySize++
	if err := warc.NewWriter(io.Discard, b, false).Add(t.Context(), lying); !errors.Is(err, warc.ErrBody) {
		t.Errorf("a capture of another size: %v", err)
	}
	full := errors.New("full")
	for _, packed := range []bool{false, true} {
		if err := warc.NewWriter(failing{full}, b, packed).Add(t.Context(), all[0]); !errors.Is(err, full) {
			t.Errorf("a full disk: %v", err)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// Whatever a site says, no word of it becomes a field, a record or an end of
// one.
func TestNothingASiteSaysEndsARecord(t *testing.T) {
	word := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n\r\n", "\nX: y", "\r\n\r\n", "a\rb", "\x00", "\xff\xfe", " ", "Content-Length: 3\nContent-Length: 4", "../../etc/passwd",
	}))
	rapid.Check(t, func(t *rapid.T) {
		b := blobs{}
		c := b.page("http://a.example/"+word.Draw(t, "path"), word.Draw(t, "header"), word.Draw(t, "body"))
		c.Asked = word.Draw(t, "asked")
		c.Title, c.MediaType, c.Hops = "t"+word.Draw(t, "title"), word.Draw(t, "type"), []string{word.Draw(t, "hop"), c.Address}
		u := warc.Capture{Capture: models.Capture{How: models.Uploaded, FileName: word.Draw(t, "name"), MediaType: word.Draw(t, "its type"), BodySHA256: c.BodySHA256, BodySize: c.BodySize}}
		var out bytes.Buffer
		w := warc.NewWriter(&out, b, false)
		for _, c := range []warc.Capture{c, u} {
			if err := w.Add(t.Context(), c); err != nil {
				t.Skip("the address is none: ", err)
			}
		}
		all := parsed(t, out.Bytes())
		sound(t, all)
		var kinds []string
		for _, r := range all {
			kinds = append(kinds, r.fields.Get("Warc-Type"))
		}
		want := []string{"response", "request", "metadata", "resource"}
		if c.Asked == "" {
			want = slices.Delete(want, 1, 2)
		}
		if diff := cmp.Diff(want, kinds); diff != "" {
			t.Error(diff)
		}
		if !bytes.HasSuffix(all[0].block, append([]byte("\r\n\r\n"), b[c.BodySHA256]...)) {
			t.Errorf("the body is not whole: %q", all[0].block)
		}
	})
}

// endlessly is a file of zeros of some size.
type endlessly struct {
	sum  string
	size int64
}

func (e endlessly) Get(context.Context, string) (io.ReadCloser, int64, error) {
	return io.NopCloser(io.LimitReader(zeros{}, e.size)), e.size, nil
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestAFileIsNeverWholeInMemory(t *testing.T) {
	const size = 64 << 20
	sum := sha256.New()
	if _, err := io.Copy(sum, io.LimitReader(zeros{}, size)); err != nil {
		t.Fatal(err)
	}
	e := endlessly{hex.EncodeToString(sum.Sum(nil)), size}
	c := blobs{}.page("http://a.example/", "", "")
	c.BodySHA256, c.BodySize = e.sum, e.size
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := warc.NewWriter(io.Discard, e, true).Add(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 {
		t.Errorf("%d bytes of memory for a file of %d", took, size)
	}
}
