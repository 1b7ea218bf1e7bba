package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// publisher is a site on this machine whose pages are sources. What it serves
// is in a file before it is served.
type publisher struct {
	at   string // "http://127.0.0.1:40000/"
	file string // what it served, a line for each page and edition

	mu     sync.Mutex
	out    *os.File
	told   map[string]bool
	asked  map[string]bool // paths
	server *http.Server
	now    atomic.Int32 // requests under way
	last   atomic.Int64 // when the last one ended, in nanoseconds
}

// shape is how a page is served.
type shape struct {
	size  int           // bytes
	parts int           // into which it is cut
	pause time.Duration // after each
	media string
	news  bool // it is another at every request
}

// shapes are the pages by the first part of their path.
var shapes = map[string]shape{
	"note":    {size: 2 << 10, parts: 1, media: "text/html; charset=utf-8"},
	"slow":    {size: 30 << 10, parts: 20, pause: 30 * time.Millisecond, media: "text/html; charset=utf-8"},
	"long":    {size: 60 << 10, parts: 3, pause: 20 * time.Millisecond, media: "text/plain; charset=utf-8"},
	"picture": {size: 3 << 20, parts: 24, pause: 10 * time.Millisecond, media: "application/octet-stream"},
	"news":    {size: 8 << 10, parts: 4, pause: 20 * time.Millisecond, media: "text/html; charset=utf-8", news: true},
}

// publish opens the site.
func publish(file string) (*publisher, error) {
	out, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) //nolint:gosec // in our own folder
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // closed with the site
	if err != nil {
		return nil, err
	}
	p := &publisher{at: "http://" + l.Addr().String() + "/", file: file, out: out, told: map[string]bool{}, asked: map[string]bool{}}
	p.server = &http.Server{Handler: p, ReadHeaderTimeout: patience}
	go func() { _ = p.server.Serve(l) }()
	return p, nil
}

func (p *publisher) close() {
	_ = p.server.Close()
	_ = p.out.Close()
}

// busy is how many pages are being served.
func (p *publisher) busy() int { return int(p.now.Load()) }

// pages is how many pages were asked for, once or more.
func (p *publisher) pages() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.asked)
}

// quiet is for how long nobody has asked for anything.
func (p *publisher) quiet() time.Duration {
	if p.busy() > 0 {
		return 0
	}
	return time.Since(time.Unix(0, p.last.Load()))
}

// ServeHTTP serves a page in parts. Its Etag is its hash.
func (p *publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.now.Add(1)
	defer func() {
		p.last.Store(time.Now().UnixNano())
		p.now.Add(-1)
	}()
	s, ok := shapes[strings.Split(r.URL.Path, "/")[1]]
	if !ok {
		http.NotFound(w, r)
		return
	}
	edition := ""
	if s.news {
		edition = newMarker()
	}
	body := s.body(r.URL.Path, edition)
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:]) + `"`
	if p.note(strings.TrimSuffix(p.at, "/")+r.URL.Path, hex.EncodeToString(sum[:])) != nil {
		return // whoever asks hears nothing, and asks again
	}
	w.Header().Set("Content-Type", s.media)
	w.Header().Set("Etag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	each := (len(body) + s.parts - 1) / s.parts
	for len(body) > 0 {
		n := min(each, len(body))
		if _, err := w.Write(body[:n]); err != nil {
			return
		}
		body = body[n:]
		_ = http.NewResponseController(w).Flush()
		time.Sleep(s.pause)
	}
}

// body is a page that no other is like.
func (s shape) body(path, edition string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<title>Minutes of %s</title>\n<article><h1>Minutes</h1>\n", path)
	words := mathrand.New(mathrand.NewChaCha8(sha256.Sum256([]byte(path + edition)))) //nolint:gosec // of no secret
	for n := 0; b.Len() < s.size; n++ {
		fmt.Fprintf(&b, "<p>Item %d:", n)
		for range 12 {
			b.WriteString(" " + strconv.FormatUint(words.Uint64()>>24, 36))
		}
		b.WriteString(".</p>\n")
	}
	return b.Bytes()
}

// note puts what is served into the file, once.
func (p *publisher) note(url, sum string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.told[url+sum] {
		return nil
	}
	p.told[url+sum], p.asked[url] = true, true
	line, err := json.Marshal(map[string]string{"url": url, "sha256": sum})
	if err != nil {
		return err
	}
	_, err = p.out.Write(append(line, '\n'))
	return err
}
