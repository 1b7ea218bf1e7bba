package capture_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"

	"github.com/google/go-cmp/cmp"
)

// here lets a client reach this machine, where tests have their sites.
var here = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

var asked = time.Date(2025, 9, 18, 18, 0, 0, 0, time.UTC)

func client(o capture.Options) *capture.Client {
	o.Allow, o.Now = here, func() time.Time { return asked }
	return capture.New(o)
}

// site answers as do says.
func site(t *testing.T, do http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(do)
	t.Cleanup(s.Close)
	return s.URL
}

// page answers with words as HTML.
func page(w http.ResponseWriter, words string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, words)
}

func TestAPageIsFetched(t *testing.T) {
	var at string
	at = site(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/older?x=1#part", http.StatusMovedPermanently)
		case "/older":
			http.Redirect(w, r, at+"/new", http.StatusFound)
		default:
			w.Header().Set("Set-Cookie", "id=1")
			w.Header().Set("Last-Modified", "Thu, 18 Sep 2025 16:00:00 GMT")
			page(w, "<h1>The bridge</h1>")
		}
	})
	got, err := client(capture.Options{}).Fetch(t.Context(), at+"/old#top")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []string{"Date", "Content-Length"} {
		got.Header.Del(k)
	}
	want := capture.Page{
		Address: at + "/new", Status: 200, Type: "text/html; charset=utf-8", Body: []byte("<h1>The bridge</h1>"), At: asked,
		Hops:   []string{at + "/old", at + "/older?x=1", at + "/new"},
		Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Last-Modified": {"Thu, 18 Sep 2025 16:00:00 GMT"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What a site sees of whoever fetches is the address and the program's name,
// the same at the first request, after redirects and the next time.
func TestASiteSeesNothingOfUs(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	seen := make(chan string, 10)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			b := make([]byte, 4096)
			n, _ := c.Read(b)
			seen <- string(b[:n])
			if strings.HasPrefix(string(b), "GET /first") {
				_, _ = io.WriteString(c, "HTTP/1.1 302 Found\r\nLocation: /second\r\nSet-Cookie: id=7; Path=/\r\nContent-Length: 0\r\n\r\n")
			} else {
				_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok")
			}
			_ = c.Close()
		}
	}()
	defer func() { _ = l.Close() }()
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	c := client(capture.Options{Version: "1.4"})
	for range 2 {
		if _, err := c.Fetch(t.Context(), "http://"+l.Addr().String()+"/first"); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/first", "/second"} {
			want := "GET " + path + " HTTP/1.1\r\nHost: " + l.Addr().String() + "\r\nUser-Agent: Mozilla/5.0 (compatible; Tickmark/1.4)\r\n" +
				"Accept: text/html,application/xhtml+xml,text/plain;q=0.9\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
			if diff := cmp.Diff(want, <-seen); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestWhatIsNoPageIsRefused(t *testing.T) {
	answer := func(status int, header, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			k, v, _ := strings.Cut(header, ": ")
			w.Header().Set(k, v)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	for _, row := range []struct {
		name string
		do   http.HandlerFunc
		want *apperr.Refusal
		says string
	}{
		{"not there", answer(404, "", "gone"), apperr.CaptureAnswer, "404"},
		{"broken", answer(500, "", "oh"), apperr.CaptureAnswer, "500"},
		{"too many", answer(429, "", "wait"), apperr.CaptureAnswer, "429"},
		{"for subscribers", answer(401, "", "pay"), apperr.CaptureBarred, "401"},
		{"for nobody", answer(403, "", "no"), apperr.CaptureBarred, "403"},
		{"a redirect to nowhere", answer(302, "", ""), apperr.CaptureAnswer, "302"},
		{"a choice", answer(300, "Location: /x", ""), apperr.CaptureAnswer, "300"},
		{"a picture", answer(200, "Content-Type: image/png", "x"), apperr.CaptureType, "image/png"},
		{"a PDF", answer(200, "Content-Type: application/pdf", "%PDF-1.7"), apperr.CaptureType, "application/pdf"},
		{"a picture without a type", answer(200, "Content-Type: ", "\x89PNG\r\n\x1a\n"), apperr.CaptureType, "image/png"},
		{"a type that is none", answer(200, "Content-Type: "+strings.Repeat("x", 500), "x"), apperr.CaptureType, "…"},
		{"a coding that was not asked for", answer(200, "Content-Encoding: br", "x"), apperr.CaptureCoded, "br"},
		{"a coding nobody sees", answer(200, "Content-Encoding: x\u202e\u009by", "x"), apperr.CaptureCoded, `"xy"`},
		{"a type nobody sees", answer(200, "Content-Type: x\u202e\u009b\xffy", "x"), apperr.CaptureType, `"xy"`},
		{"codings in one another", answer(200, "Content-Encoding: gzip, gzip", "x"), apperr.CaptureCoded, "gzip, gzip"},
		{"no gzip at all", answer(200, "Content-Encoding: gzip", "plain words"), apperr.CaptureAway, ""},
		{"redirected to a file", answer(302, "Location: file:///etc/passwd", ""), apperr.BadAddress, ""},
		{"redirected to a script", answer(302, "Location: javascript:alert(1)", ""), apperr.BadAddress, ""},
		{"redirected with a password", answer(302, "Location: http://a:b@127.0.0.1/", ""), apperr.CaptureSecret, ""},
		{"redirected to a place that is not public", answer(302, "Location: http://[::1]/", ""), apperr.NotPublic, ""},
		{"redirected to what is no address", answer(302, "Location: http://%zz/", ""), apperr.BadAddress, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := client(capture.Options{}).Fetch(t.Context(), site(t, row.do))
			if !errors.Is(err, row.want) || !strings.Contains(apperr.Message(err), row.says) {
				t.Errorf("got %v, want %s with %q", err, row.want.Code, row.says)
			}
			if diff := cmp.Diff(capture.Page{}, got); diff != "" {
				t.Error("something came back all the same:", diff)
			}
		})
	}
}

func TestTypesOfText(t *testing.T) {
	for named, want := range map[string]string{
		"text/html":                        "text/html",
		"text/html; charset=windows-1251":  "text/html; charset=windows-1251",
		"TEXT/HTML":                        "text/html",
		"application/xhtml+xml":            "application/xhtml+xml",
		"text/plain; charset=utf-8":        "text/plain; charset=utf-8",
		"text/html; charset=utf-8; =wrong": "text/html",
		"text/html; x=y; charset=koi8-r":   "text/html; charset=koi8-r",
		"text/html; charset=\"\xff\"; x=" + strings.Repeat("a", 30_000): "text/html",
		"text/html; charset=\"a\u202eb\"":                               "text/html",
		"text/html; charset=" + strings.Repeat("a", 200):                "text/html",
		"text/html; charset*=utf-8''%C2%9B":                             "text/html",
		"":                                                              "text/html",
	} {
		at := site(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = nil
			if named != "" {
				w.Header().Set("Content-Type", named)
			}
			_, _ = io.WriteString(w, "<!DOCTYPE html><p>words")
		})
		if got, err := client(capture.Options{}).Fetch(t.Context(), at); err != nil || got.Type != want {
			t.Errorf("%q became %q (%v), want %q", named, got.Type, err, want)
		}
	}
}

func TestRedirectsAreFew(t *testing.T) {
	at := site(t, func(w http.ResponseWriter, r *http.Request) {
		var n int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d", &n); err != nil {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
			return
		}
		if n > 0 {
			http.Redirect(w, r, fmt.Sprintf("/%d", n-1), http.StatusTemporaryRedirect)
			return
		}
		page(w, "there")
	})
	for path, want := range map[string]error{"/0": nil, "/5": nil, "/6": apperr.CaptureHops, "/loop": apperr.CaptureHops} {
		got, err := client(capture.Options{}).Fetch(t.Context(), at+path)
		if !errors.Is(err, want) || want == nil && string(got.Body) != "there" {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// A server says in bytes of its own where a page is.
func TestWhereAServerLeadsIsWrittenInASCII(t *testing.T) {
	first := true
	at := wire(t, func(c net.Conn) {
		if first {
			first = false
			say(c, "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: /x\u202e\xff?q=\xff\xfe\u202e\u009b y\r\n\r\n", 1)
			return
		}
		say(c, ok+"Connection: close\r\n\r\n<p>words", 1)
	})
	got, err := client(capture.Options{}).Fetch(t.Context(), "http://"+at+"/")
	if want := "http://" + at + "/x%E2%80%AE%FF?q=%FF%FE%E2%80%AE%C2%9B%20y"; err != nil || got.Address != want {
		t.Errorf("%q (%v), want %q", got.Address, err, want)
	}
}

func TestAPageStaysWhatItWas(t *testing.T) {
	at := site(t, func(w http.ResponseWriter, r *http.Request) { page(w, strings.Repeat(r.URL.Path, 1<<18)) })
	c := client(capture.Options{})
	var pages []capture.Page
	for _, path := range []string{"/aaa", "/bbb", "/ccc", "/ddd"} {
		p, err := c.Fetch(t.Context(), at+path)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	for _, p := range pages {
		if path := strings.TrimPrefix(p.Address, at); string(p.Body) != strings.Repeat(path, 1<<18) {
			t.Errorf("the page at %s begins with %q", path, p.Body[:4])
		}
	}
}

func TestOnlySoManyAtOnce(t *testing.T) {
	enter, leave := make(chan struct{}, 10), make(chan struct{})
	at := site(t, func(w http.ResponseWriter, _ *http.Request) {
		enter <- struct{}{}
		<-leave
		page(w, "at last")
	})
	c := client(capture.Options{AtOnce: 2, Time: 2 * time.Second})
	done := make(chan error, 2)
	for range 2 {
		go func() {
			_, err := c.Fetch(t.Context(), at)
			done <- err
		}()
		<-enter
	}
	if _, err := c.Fetch(t.Context(), at); !errors.Is(err, apperr.CaptureBusy) {
		t.Errorf("a third: %v", err)
	}
	close(leave)
	for range 2 {
		if err := <-done; err != nil && !errors.Is(err, apperr.CaptureSlow) {
			t.Error(err)
		}
	}
	if _, err := c.Fetch(t.Context(), at); errors.Is(err, apperr.CaptureBusy) {
		t.Errorf("a place was not given back: %v", err)
	}
}

func TestWhoeverGoesAwayIsNotWaitedFor(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan struct{})
	at := site(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
		close(left)
	})
	if _, err := client(capture.Options{}).Fetch(ctx, at); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	<-left
}
