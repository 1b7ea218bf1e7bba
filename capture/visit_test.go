package capture_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"

	"github.com/google/go-cmp/cmp"
)

// kept is what a visit gave to keep.
type kept struct {
	body  []byte
	times int
}

func (k *kept) keep(r io.Reader) (err error) {
	k.times++
	k.body, err = io.ReadAll(r)
	return err
}

// visit looks at an address that nobody looked at before.
func visit(t *testing.T, o capture.Options, at string) (capture.Page, kept, error) {
	t.Helper()
	var k kept
	p, err := client(o).Visit(t.Context(), at, capture.Validators{}, k.keep)
	return p, k, err
}

func TestAVisitGivesWhateverASiteHas(t *testing.T) {
	var at string
	at = site(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/older?x=1#part", http.StatusMovedPermanently)
		case "/older":
			w.Header().Set("Set-Cookie", "id=1")
			http.Redirect(w, r, at+"/new", http.StatusTemporaryRedirect)
		default:
			w.Header().Add("Set-Cookie", "id=2")
			w.Header().Add("Set-Cookie2", "id=3")
			w.Header().Set("Etag", `"a"`)
			w.Header().Set("Content-Type", "Application/PDF; x=y")
			_, _ = io.WriteString(w, "%PDF-1.7")
		}
	})
	got, k, err := visit(t, capture.Options{Version: "1.4"}, at+"/old#top")
	if err != nil || string(k.body) != "%PDF-1.7" || k.times != 1 {
		t.Fatalf("%q, %d times: %v", k.body, k.times, err)
	}
	for _, name := range []string{"Date", "Content-Length"} {
		got.Header.Del(name)
	}
	want := capture.Page{
		Address: at + "/new", Status: 200, Type: "Application/PDF; x=y", At: asked,
		Hops:   []string{at + "/old", at + "/older?x=1", at + "/new"},
		Header: http.Header{"Content-Type": {"Application/PDF; x=y"}, "Etag": {`"a"`}},
		Asked: http.Header{
			"Accept":          {"text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"},
			"Accept-Encoding": {"gzip"}, "Connection": {"close"}, "User-Agent": {"Mozilla/5.0 (compatible; Tickmark/1.4)"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryStatusIsTold(t *testing.T) {
	for status := 200; status < 600; status++ {
		site := "http://" + wire(t, func(c net.Conn) {
			say(c, fmt.Sprintf("HTTP/1.1 %d Said\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwords", status), 1)
		}) + "/"
		got, k, err := visit(t, capture.Options{}, site)
		want := ""
		if status <= 299 {
			want = "words"
		}
		switch status {
		case 204, 205, 206, 304:
			if !errors.Is(err, apperr.CaptureAnswer) || k.times != 0 || got.Status != status {
				t.Errorf("%d: %d, kept %d times: %v", status, got.Status, k.times, err)
			}
		default:
			if err != nil || string(k.body) != want || (k.times == 1) != (want != "") || got.Status != status || !slices.Equal(got.Hops, []string{site}) {
				t.Errorf("%d: %d, %q of %q, kept %d times: %v", status, got.Status, k.body, got.Hops, k.times, err)
			}
		}
	}
}

func TestAPageThatHasNotChangedIsNotFetched(t *testing.T) {
	const etag, since = `W/"a"`, "Thu, 18 Sep 2025 16:00:00 GMT"
	at := site(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/old":
			if r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") != "" {
				t.Error("whoever leads there was told who comes again")
			}
			http.Redirect(w, r, "/", http.StatusFound)
		case r.Header.Get("If-None-Match") == etag || r.Header.Get("If-Modified-Since") == since:
			w.Header().Set("Etag", etag)
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("Etag", etag)
			w.Header().Set("Last-Modified", since)
			page(w, "words")
		}
	})
	first, k, err := visit(t, capture.Options{}, at+"/old")
	if err != nil || string(k.body) != "words" {
		t.Fatalf("%q: %v", k.body, err)
	}
	known := capture.ValidatorsOf(first.Header)
	if diff := cmp.Diff(capture.Validators{ETag: etag, LastModified: since}, known); diff != "" {
		t.Fatal(diff)
	}
	known.Address = first.Address
	for name, v := range map[string]capture.Validators{
		"both": known, "the tag": {Address: at + "/", ETag: etag}, "the date": {Address: at + "/", LastModified: since},
	} {
		got, err := client(capture.Options{}).Visit(t.Context(), at+"/old", v, func(io.Reader) error { return errors.New("it was fetched") })
		if err != nil || got.Status != http.StatusNotModified || got.Address != at+"/" || len(got.Hops) != 2 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	k = kept{}
	if _, err := client(capture.Options{}).Visit(t.Context(), at, capture.Validators{Address: at + "/", ETag: `"b"`}, k.keep); err != nil || string(k.body) != "words" {
		t.Errorf("a page that has changed: %q, %v", k.body, err)
	}
}

// A site sees the same of every visitor, at every hop and every time.
func TestAVisitTellsNothingOfUs(t *testing.T) {
	seen := make(chan string, 10)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			b := make([]byte, 4096)
			n, _ := c.Read(b)
			seen <- string(b[:n])
			if bytes.HasPrefix(b, []byte("GET /first")) {
				_, _ = io.WriteString(c, "HTTP/1.1 302 Found\r\nLocation: /second\r\nSet-Cookie: id=7; Path=/\r\nContent-Length: 0\r\n\r\n")
			} else {
				_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: id=8\r\n\r\nok")
			}
			_ = c.Close()
		}
	}()
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	c := client(capture.Options{Version: "1.4"})
	for range 2 {
		var k kept
		if _, err := c.Visit(t.Context(), "http://"+l.Addr().String()+"/first", capture.Validators{}, k.keep); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/first", "/second"} {
			want := "GET " + path + " HTTP/1.1\r\nHost: " + l.Addr().String() + "\r\nUser-Agent: Mozilla/5.0 (compatible; Tickmark/1.4)\r\n" +
				"Accept: text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
			if diff := cmp.Diff(want, <-seen); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestTypesOfAnyKindAreGiven(t *testing.T) {
	for _, named := range []string{"image/png", "audio/ogg", "application/json", "application/octet-stream", "nothing; at=all; ;", "text/html;charset=\"", ""} {
		at := "http://" + wire(t, func(c net.Conn) {
			say(c, "HTTP/1.1 200 OK\r\nContent-Type: "+named+"\r\nContent-Length: 3\r\n\r\n\x00\xff\x01", 1)
		})
		if got, k, err := visit(t, capture.Options{}, at); err != nil || got.Type != named || string(k.body) != "\x00\xff\x01" {
			t.Errorf("%q became %q with %q: %v", named, got.Type, k.body, err)
		}
	}
}

// What a header holds is stored, and a database takes no bytes that are no
// text.
func TestFieldsAreText(t *testing.T) {
	at := "http://" + wire(t, func(c net.Conn) {
		say(c, "HTTP/1.1 200 OK\r\nX-Utf: Fähre\r\nX-Latin: F\xe4hre\r\nX-Tab: b\tc\r\nX-C1: \u009bm\r\nX-Two: 1\r\nX-Two: 2\r\nContent-Length: 0\r\n\r\n", 1)
	})
	got, _, err := visit(t, capture.Options{}, at)
	if err != nil {
		t.Fatal(err)
	}
	want := http.Header{"X-Utf": {"Fähre"}, "X-Latin": {"Fähre"}, "X-Tab": {"b\tc"}, "X-C1": {"m"}, "X-Two": {"1", "2"}, "Content-Length": {"0"}}
	if diff := cmp.Diff(want, got.Header); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCannotBeVisitedIsRefused(t *testing.T) {
	for _, row := range []struct {
		name     string
		location string
		want     *apperr.Refusal
	}{
		{"a file", "file:///etc/passwd", apperr.BadAddress},
		{"with a password", "http://a:b@127.0.0.1/", apperr.CaptureSecret},
		{"a place that is not public", "http://[::1]/", apperr.NotPublic},
		{"round and round", "/", apperr.CaptureHops},
	} {
		at := site(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", row.location)
			w.WriteHeader(http.StatusFound)
		})
		got, k, err := visit(t, capture.Options{}, at)
		if !errors.Is(err, row.want) || k.times > 0 || len(got.Hops) == 0 || got.Hops[0] != at+"/" {
			t.Errorf("%s: %v, by way of %q, kept %d times", row.name, err, got.Hops, k.times)
		}
	}
}

func TestHostileServersGiveNothingWhole(t *testing.T) {
	bomb := zeros(t, 64<<20)
	packed := ok + "Content-Encoding: gzip\r\n"
	page := strings.Repeat("word ", 100_000)
	var gz bytes.Buffer
	z := gzip.NewWriter(&gz)
	_, _ = io.WriteString(z, page)
	_ = z.Close()
	for _, row := range []struct {
		name string
		do   func(net.Conn)
		want *apperr.Refusal
	}{
		{"a page without end", func(c net.Conn) { say(c, ok+"\r\n", 1); say(c, strings.Repeat("word ", 1000), endless) }, apperr.CaptureLarge},
		{"in chunks without end", func(c net.Conn) {
			say(c, ok+"Transfer-Encoding: chunked\r\n\r\n", 1)
			say(c, "1388\r\n"+strings.Repeat("word ", 1000)+"\r\n", endless)
		}, apperr.CaptureLarge},
		{"said to have 10 GiB", func(c net.Conn) { say(c, ok+"Content-Length: 10737418240\r\n\r\n", 1); hang(c) }, apperr.CaptureLarge},
		{"a byte at a time", func(c net.Conn) { say(c, ok+"\r\n", 1); drip(c, "x") }, apperr.CaptureSlow},
		{"a header line at a time", func(c net.Conn) { say(c, ok, 1); drip(c, "X: y\r\n") }, apperr.CaptureSlow},
		{"never an answer", hang, apperr.CaptureSlow},
		{"half a page, and then nothing", func(c net.Conn) { say(c, ok+"Content-Length: 1000\r\n\r\nhalf", 1); hang(c) }, apperr.CaptureSlow},
		{"64 MiB in a packet", func(c net.Conn) { say(c, packed+"\r\n"+bomb, 1) }, apperr.CaptureLarge},
		{"a packet in packets", func(c net.Conn) { say(c, packed+"\r\n", 1); say(c, zeros(t, 1<<20), endless) }, apperr.CaptureLarge},
		{"packets of nothing without end", func(c net.Conn) { say(c, packed+"\r\n", 1); say(c, strings.Repeat(zeros(t, 0), 1000), endless) }, apperr.CaptureAway},
		{"cut off before its length", func(c net.Conn) { say(c, ok+"Content-Length: 1000000\r\n\r\n"+page, 1) }, apperr.CaptureAway},
		{"cut off in a chunk", func(c net.Conn) { say(c, ok+"Transfer-Encoding: chunked\r\n\r\n7a120\r\n"+page[:1000], 1) }, apperr.CaptureAway},
		{"cut off between chunks", func(c net.Conn) { say(c, ok+"Transfer-Encoding: chunked\r\n\r\n4\r\nword\r\n", 1) }, apperr.CaptureAway},
		{"cut off in a packet", func(c net.Conn) { say(c, packed+"\r\n"+gz.String()[:gz.Len()/2], 1) }, apperr.CaptureAway},
		{"cut off before a packet's sum", func(c net.Conn) { say(c, packed+"\r\n"+gz.String()[:gz.Len()-8], 1) }, apperr.CaptureAway},
		{"a packet whole, its answer cut off", func(c net.Conn) {
			say(c, packed+fmt.Sprintf("Content-Length: %d\r\n\r\n", gz.Len()+1)+gz.String(), 1)
		}, apperr.CaptureAway},
		{"a packet with another sum", func(c net.Conn) {
			b := bytes.Clone(gz.Bytes())
			b[len(b)-8]++
			say(c, packed+"\r\n"+string(b), 1)
		}, apperr.CaptureAway},
		{"reset in the middle", func(c net.Conn) {
			say(c, ok+"\r\n"+page, 1)
			_ = c.(*net.TCPConn).SetLinger(0)
		}, apperr.CaptureAway},
		{"no packet at all", func(c net.Conn) { say(c, packed+"\r\n"+page, 1) }, apperr.CaptureAway},
		{"a packing that was not asked for", func(c net.Conn) { say(c, ok+"Content-Encoding: br\r\n\r\n"+page, 1) }, apperr.CaptureCoded},
		{"two lengths", func(c net.Conn) { say(c, ok+"Content-Length: 4\r\nContent-Length: 5\r\n\r\nhalf", 1) }, apperr.CaptureAway},
		{"a header of 1 MB", func(c net.Conn) { say(c, ok+"X: "+strings.Repeat("y", 1<<20)+"\r\n\r\n", 1) }, apperr.CaptureAway},
		{"no HTTP", func(c net.Conn) { say(c, "220 mail.example ESMTP\r\n", 1) }, apperr.CaptureAway},
		{"hung up", func(net.Conn) {}, apperr.CaptureAway},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			patience := time.Minute
			if row.want == apperr.CaptureSlow {
				patience = 500 * time.Millisecond
			}
			var k kept
			got, err := client(capture.Options{Time: patience, Size: 1 << 20}).Visit(t.Context(), "http://"+wire(t, row.do)+"/", capture.Validators{}, k.keep)
			if !errors.Is(err, row.want) {
				t.Errorf("got %v, want %s", err, row.want.Code)
			}
			if len(got.Hops) != 1 || len(k.body) > 1<<20 {
				t.Errorf("by way of %q, with %d bytes", got.Hops, len(k.body))
			}
		})
	}
}

// What was kept by somebody who does not look at errors is refused all the
// same.
func TestHalfAPageIsRefusedWhateverKeepSays(t *testing.T) {
	at := "http://" + wire(t, func(c net.Conn) { say(c, ok+"Content-Length: 100\r\n\r\nhalf", 1) })
	_, err := client(capture.Options{}).Visit(t.Context(), at, capture.Validators{}, func(r io.Reader) error {
		_, _ = io.ReadAll(r)
		return nil
	})
	if !errors.Is(err, apperr.CaptureAway) {
		t.Errorf("got %v", err)
	}
}

func TestPagesUpToTheLimitAreVisited(t *testing.T) {
	const most = 1 << 20
	for size, want := range map[int]error{0: nil, 1000: nil, most - 1: nil, most: nil, most + 1: apperr.CaptureLarge, 2 * most: apperr.CaptureLarge} {
		for _, how := range []string{"plain", "packed", "chunked"} {
			body := bytes.Repeat([]byte("x"), size)
			at := site(t, func(w http.ResponseWriter, _ *http.Request) {
				switch how {
				case "plain":
					w.Header().Set("Content-Length", fmt.Sprint(size))
				case "packed":
					w.Header().Set("Content-Encoding", "gzip")
					z := gzip.NewWriter(w)
					_, _ = z.Write(body)
					_ = z.Close()
					return
				}
				_ = http.NewResponseController(w).Flush()
				_, _ = w.Write(body)
			})
			_, k, err := visit(t, capture.Options{Size: most}, at)
			if !errors.Is(err, want) || want == nil && !bytes.Equal(k.body, body) || len(k.body) > most {
				t.Errorf("%d bytes, %s: %d came, %v", size, how, len(k.body), err)
			}
		}
	}
}

func TestWhatKeepFailsWithIsTold(t *testing.T) {
	at := site(t, func(w http.ResponseWriter, _ *http.Request) { page(w, strings.Repeat("words ", 1000)) })
	for name, want := range map[string]error{"a refusal": apperr.DiskFull.With(), "anything": errors.New("anything"), "a context of its own": context.Canceled} {
		got, err := client(capture.Options{}).Visit(t.Context(), at, capture.Validators{}, func(io.Reader) error { return want })
		if err != want || got.Status != http.StatusOK || got.Address != at+"/" { //nolint:errorlint // this very error
			t.Errorf("%s: %v, %+v", name, err, got)
		}
	}
}

func TestAVisitEndsWithItsContext(t *testing.T) {
	at := "http://" + wire(t, func(c net.Conn) { say(c, ok+"\r\nhalf", 1); hang(c) })
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	_, err := client(capture.Options{Time: time.Minute}).Visit(ctx, at, capture.Validators{}, func(r io.Reader) error {
		if _, err := io.ReadFull(r, make([]byte, 4)); err != nil {
			return err
		}
		stop()
		_, err := io.ReadAll(r)
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestFieldsAreKeptInOneSpellingAndWithoutSecrets(t *testing.T) {
	h := http.Header{"User-Agent": {"x"}, "Authorization": {"Bearer 1"}, "Cookie": {"a=b"}, "Set-Cookie": {"a=b"}, "Accept": {"a", "b"}}
	if got, want := capture.FieldLines(h), "Accept: a\nAccept: b\nUser-Agent: x"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
