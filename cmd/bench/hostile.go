package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// hostile is a site on this machine that plays tricks on whoever asks, and
// notes how long each stays.
type hostile struct {
	at     string // "127.0.0.1:40000"
	listen net.Listener
	bomb   []byte

	mu     sync.Mutex
	visits []visit
	left   map[string]bool // paths that were asked for, and left again
}

// visit is how long somebody listened.
type visit struct{ from, until time.Time }

// wholePage is how large a page is that is just taken, in bytes.
const wholePage = 10 << 20

// tricks are what the site does, by the first part of the path.
var tricks = map[string]func(*hostile, net.Conn, string){
	"endless": func(_ *hostile, c net.Conn, _ string) {
		_ = say(c, answers+"\r\n")
		again(c, strings.Repeat("word ", 10_000))
	},
	"chunks": func(_ *hostile, c net.Conn, _ string) {
		_ = say(c, answers+"Transfer-Encoding: chunked\r\n\r\n")
		again(c, "1388\r\n"+strings.Repeat("word ", 1000)+"\r\n")
	},
	"drip": func(_ *hostile, c net.Conn, _ string) {
		_ = say(c, answers+"\r\n")
		for say(c, "x") == nil {
			time.Sleep(time.Second)
		}
	},
	"silent": func(_ *hostile, c net.Conn, _ string) { _, _ = io.Copy(io.Discard, c) },
	"bomb": func(h *hostile, c net.Conn, _ string) {
		_ = say(c, answers+"Content-Encoding: gzip\r\n\r\n")
		_, _ = c.Write(h.bomb)
	},
	"longer": func(_ *hostile, c net.Conn, _ string) {
		_ = say(c, answers+"Content-Length: 10737418240\r\n\r\n")
		_, _ = io.Copy(io.Discard, c)
	},
	"shorter": func(_ *hostile, c net.Conn, _ string) {
		_ = say(c, fmt.Sprintf("%sContent-Length: %d\r\n\r\n", answers, wholePage))
		_ = say(c, strings.Repeat("word ", 1<<20))
	},
	"header": func(_ *hostile, c net.Conn, _ string) {
		_ = say(c, answers)
		again(c, "X-Header: "+strings.Repeat("y", 1000)+"\r\n")
	},
	"circle": func(_ *hostile, c net.Conn, path string) {
		_ = say(c, "HTTP/1.1 302 Found\r\nLocation: "+path+"\r\nContent-Length: 0\r\n\r\n")
	},
	"page": func(_ *hostile, c net.Conn, path string) { whole(c, answers, path, "<p>", "</p>\n") },
	"text": func(_ *hostile, c net.Conn, path string) {
		whole(c, strings.Replace(answers, "text/html", "text/plain", 1), path, "", "\n\n")
	},
	"picture": func(_ *hostile, c net.Conn, path string) {
		whole(c, strings.Replace(answers, "text/html", "image/png", 1), path, "", "")
	},
}

const answers = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

func say(c net.Conn, words string) error {
	_, err := io.WriteString(c, words)
	return err
}

// again says words until nobody listens.
func again(c net.Conn, words string) {
	for say(c, words) == nil {
	}
}

// whole says a page of wholePage bytes, which no other is like, of paragraphs
// between two marks.
func whole(c net.Conn, head, path, before, after string) {
	w := bufio.NewWriterSize(c, 1<<16)
	_, _ = fmt.Fprintf(w, "%sContent-Length: %d\r\n\r\n", head, wholePage)
	left := wholePage
	for n := 0; left > 0; n++ {
		p := fmt.Sprintf("%sParagraph %d of %s: the council voted %d to %d on the plan for the harbour, and the mayor said that it will cost more.%s", before, n, path, n%40, n%30, after)
		p = p[:min(len(p), left)]
		if _, err := w.WriteString(p); err != nil {
			return
		}
		left -= len(p)
	}
	_ = w.Flush()
}

// besiege opens the site.
func besiege() (*hostile, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	zeros := make([]byte, 1<<20)
	for range 256 {
		if _, err := w.Write(zeros); err != nil {
			return nil, err
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // closed with the site
	if err := errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	h := &hostile{at: l.Addr().String(), listen: l, bomb: packed.Bytes(), left: map[string]bool{}}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go h.play(c)
		}
	}()
	return h, nil
}

// play plays the trick that is asked for, and notes how long it was listened to.
func (h *hostile) play(c net.Conn) {
	from := time.Now()
	r := bufio.NewReader(c)
	q, err := http.ReadRequest(r)
	if err != nil {
		_ = c.Close()
		return
	}
	until := make(chan time.Time, 1)
	go func() {
		_, _ = io.Copy(io.Discard, r) // whoever asked says no more, but goes
		until <- time.Now()
		_ = c.Close()
	}()
	if trick := tricks[strings.Split(q.URL.Path, "/")[1]]; trick != nil {
		trick(h, c, q.URL.Path)
	}
	_ = c.(*net.TCPConn).CloseWrite()
	v := visit{from, <-until}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.visits = append(h.visits, v)
	h.left[q.URL.Path] = true
}

// done is how many pages were asked for and left.
func (h *hostile) done() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.left)
}

// late is how much later the site may hear that somebody went than they did.
const late = 100 * time.Millisecond

// figures are the most that listened at once, and the longest that one did.
func (h *hostile) figures() (most int, longest time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, v := range h.visits {
		longest = max(longest, v.until.Sub(v.from))
		at := 0
		for _, other := range h.visits {
			if !other.from.After(v.from) && other.until.Add(-late).After(v.from) {
				at++
			}
		}
		most = max(most, max(at, 1))
	}
	return most, longest
}
