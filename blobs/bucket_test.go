package blobs_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"example.org/tickmark/apperr"
	"example.org/tickmark/blobs"
)

// line is what lies between a bucket and its store, and may be bad.
type line struct {
	next http.Handler

	mu       sync.Mutex
	requests []string                                          // methods, and what is in headers and addresses
	bad      func(w http.ResponseWriter, r *http.Request) bool // whether it answered in place of the store
}

func (l *line) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	l.requests = append(l.requests, fmt.Sprint(r.Method, " ", r.URL, " ", r.Header))
	bad := l.bad
	l.mu.Unlock()
	if bad == nil || !bad(w, r) {
		l.next.ServeHTTP(w, r)
	}
}

func (l *line) turn(bad func(w http.ResponseWriter, r *http.Request) bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests, l.bad = nil, bad
}

func (l *line) seen(method string) (found []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range l.requests {
		if strings.HasPrefix(r, method) {
			found = append(found, r)
		}
	}
	return found
}

const (
	theKey    = "key-of-the-newsroom"
	theSecret = "secret-that-nobody-sees"
)

// lined is a bucket behind a line, whatever the environment names.
func lined(t *testing.T) (*line, kept, *httptest.Server) {
	t.Helper()
	memory := s3mem.New()
	if err := memory.CreateBucket("newsroom"); err != nil {
		t.Fatal(err)
	}
	store := httptest.NewServer(gofakes3.New(memory).Server())
	t.Cleanup(store.Close)
	to, err := url.Parse(store.URL)
	if err != nil {
		t.Fatal(err)
	}
	l := &line{next: &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }}}
	server := httptest.NewServer(l)
	t.Cleanup(server.Close)
	at := blobs.Address{Endpoint: server.Listener.Addr().String(), Bucket: "newsroom", Plain: true, Region: "us-east-1"}
	dir := filepath.Join(t.TempDir(), "local")
	b, err := blobs.OpenBucket(t.Context(), at, theKey, theSecret, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return l, kept{keeper: b, local: dir}, server
}

func busy(w http.ResponseWriter, _ *http.Request) bool {
	w.WriteHeader(http.StatusServiceUnavailable)
	return true
}

func TestABlobGoesInOneRequestWithItsHash(t *testing.T) {
	l, k, _ := lined(t)
	for _, text := range []string{"", "x", strings.Repeat("a recording ", 3<<20)} {
		l.turn(nil)
		sum := k.put(t, text)
		raw, err := hex.DecodeString(sum)
		if err != nil {
			t.Fatal(err)
		}
		puts := l.seen(http.MethodPut)
		if len(puts) != 1 || !strings.Contains(puts[0], "X-Amz-Checksum-Sha256:["+base64.StdEncoding.EncodeToString(raw)+"]") || len(l.seen(http.MethodPost)) > 0 {
			t.Errorf("%d bytes went as %q", len(text), puts)
		}
	}
}

func TestAStoreThatIsBusyIsAskedAgain(t *testing.T) {
	l, k, _ := lined(t)
	failures := 2
	l.turn(func(w http.ResponseWriter, r *http.Request) bool {
		failures--
		return failures >= 0 && busy(w, r)
	})
	sum := k.put(t, "in the end")
	if got, err := k.get(t, sum); err != nil || got != "in the end" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAStoreThatIsAwayIsGivenUp(t *testing.T) {
	l, k, server := lined(t)
	sum := k.put(t, "kept")
	try := func(what string) {
		t.Helper()
		_, _, put := k.Put(t.Context(), strings.NewReader("x"), plenty)
		_, _, get := k.Get(t.Context(), sum)
		_, collect := k.Collect(t.Context(), time.Unix(1<<40, 0), nil)
		for act, err := range map[string]error{"put": put, "get": get, "remove": k.Remove(t.Context(), sum), "each": k.Each(t.Context(), nil), "collect": collect} {
			if !errors.Is(err, apperr.BlobsAway) || errors.Is(err, apperr.NotFoundOrSeen) {
				t.Errorf("%s: %s: %v", what, act, err)
			}
			if shown := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(shown, theSecret) || strings.Contains(apperr.Message(err), "127.0.0.1") {
				t.Errorf("%s: %s: the error tells too much: %s", what, act, shown)
			}
		}
		if left := files(t, k.local); len(left) > 0 {
			t.Errorf("%s: left behind: %v", what, left)
		}
	}
	l.turn(busy)
	try("busy")
	for _, method := range []string{http.MethodPut, http.MethodHead, http.MethodDelete} {
		if n := len(l.seen(method)); n > 4 {
			t.Errorf("%d requests of %s for one act", n, method)
		}
	}
	l.turn(func(w http.ResponseWriter, _ *http.Request) bool {
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, `<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`)
		return true
	})
	try("refusing")
	server.Close()
	try("gone")
}

func TestABrokenLineGivesNoHalfBlob(t *testing.T) {
	l, k, _ := lined(t)
	text := strings.Repeat("half of it ", 100_000)
	sum := k.put(t, text)
	l.turn(func(w http.ResponseWriter, _ *http.Request) bool {
		w.Header().Set("Content-Length", fmt.Sprint(len(text)))
		w.Header().Set("Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT")
		_, _ = io.WriteString(w, text[:len(text)/2])
		panic(http.ErrAbortHandler)
	})
	if got, err := k.get(t, sum); err == nil || errors.Is(err, io.EOF) {
		t.Errorf("%d bytes as if they were all: %v", len(got), err)
	}
	l.turn(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodPut {
			_, _ = io.CopyN(io.Discard, r.Body, 1000)
			panic(http.ErrAbortHandler)
		}
		return false
	})
	other := strings.Repeat("never whole ", 100_000)
	if _, _, err := k.Put(t.Context(), strings.NewReader(other), plenty); !errors.Is(err, apperr.BlobsAway) {
		t.Errorf("put over a broken line: %v", err)
	}
	l.turn(nil)
	if _, err := k.get(t, sumOf(other)); !errors.Is(err, apperr.NotFoundOrSeen) {
		t.Errorf("something of it is there: %v", err)
	}
}

func TestTheSecretIsNeverSent(t *testing.T) {
	l, k, _ := lined(t)
	l.turn(nil)
	sum := k.put(t, "x")
	if _, err := k.get(t, sum); err != nil {
		t.Fatal(err)
	}
	requests := l.seen("")
	if len(requests) < 2 {
		t.Fatalf("only %d requests seen", len(requests))
	}
	for _, r := range requests {
		if strings.Contains(r, theSecret) || !strings.Contains(r, theKey) {
			t.Errorf("it shows, or is not signed: %s", r)
		}
	}
}

func TestNoProxyOfTheEnvironmentIsAsked(t *testing.T) {
	if tr := blobs.Transport(); tr.Proxy != nil {
		t.Error("the way to the store leads through a proxy")
	}
}

func TestManyBlobsAreListed(t *testing.T) {
	_, k, _ := lined(t)
	const many = 1100 // a page of a listing has 1000
	for i := range many {
		k.put(t, fmt.Sprint("blob ", i))
	}
	if sums, _ := k.all(t); len(sums) != many {
		t.Errorf("%d are listed, want %d", len(sums), many)
	}
}

func TestABucketThatIsNotThereIsToldAtOnce(t *testing.T) {
	_, _, server := lined(t)
	at := blobs.Address{Endpoint: server.Listener.Addr().String(), Bucket: "another", Plain: true, Region: "us-east-1"}
	_, err := blobs.OpenBucket(t.Context(), at, theKey, theSecret, t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "no such bucket") || strings.Contains(err.Error(), theSecret) {
		t.Error(err)
	}
	server.Close()
	if _, err := blobs.OpenBucket(t.Context(), at, theKey, theSecret, t.TempDir()); err == nil || strings.Contains(err.Error(), theSecret) {
		t.Error(err)
	}
}

func TestAddressesOfBuckets(t *testing.T) {
	for text, want := range map[string]blobs.Address{
		"s3://s3.example.org/files":                             {Endpoint: "s3.example.org", Bucket: "files"},
		"s3://s3.example.org/files/":                            {Endpoint: "s3.example.org", Bucket: "files"},
		"s3://10.0.0.2:9000/files/desk/a/?tls=off":              {Endpoint: "10.0.0.2:9000", Bucket: "files", Prefix: "desk/a/", Plain: true},
		"s3://s3.example.org/files/desk?region=eu-north-1":      {Endpoint: "s3.example.org", Bucket: "files", Prefix: "desk/", Region: "eu-north-1"},
		"s3://[::1]:9000/files?region=x&tls=off":                {Endpoint: "[::1]:9000", Bucket: "files", Region: "x", Plain: true},
		"s3://s3.example.org/files/two words?region=eu-north-1": {Endpoint: "s3.example.org", Bucket: "files", Prefix: "two words/", Region: "eu-north-1"},
	} {
		got, err := blobs.ParseAddress(text)
		if err != nil || got != want {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
		if again, err := blobs.ParseAddress(got.String()); err != nil || again != want {
			t.Errorf("%q written as %q is %+v, %v", text, got, again, err)
		}
	}
	for _, text := range []string{
		"", "s3:", "s3://", "s3:///files", "s3://host", "s3://host/", "https://host/files", "host/files", "s3://host/files#x",
		"s3://host/files?tls=on", "s3://host/files?region=a&region=b", "s3://host/files?key=x", "s3://host/files?%zz", "s3://ho st/files",
		"s3://" + theKey + ":" + theSecret + "@host/files", "s3://" + theSecret + "@host/%zz",
	} {
		_, err := blobs.ParseAddress(text)
		if err == nil || strings.Contains(err.Error(), theSecret) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestABlobOverTheLimitOfS3IsRefusedBeforeItIsSent(t *testing.T) {
	l, k, _ := lined(t)
	l.turn(nil)
	if _, _, err := k.Put(t.Context(), bytes.NewReader(make([]byte, 1000)), 999); !errors.Is(err, apperr.FileTooLarge) {
		t.Error(err)
	}
	if n := len(l.seen("")); n > 0 {
		t.Errorf("%d requests", n)
	}
}
