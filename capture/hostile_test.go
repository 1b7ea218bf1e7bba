package capture_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
)

// wire is a server that says what do writes, whether it is HTTP or not.
func wire(t *testing.T, do func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() {
				defer func() { _ = c.Close() }()
				if _, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
					do(c)
				}
			})
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		all.Wait()
	})
	return l.Addr().String()
}

const ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

// say writes words over and over until nobody listens, or so many times.
func say(w io.Writer, words string, times int) {
	for range times {
		if _, err := io.WriteString(w, words); err != nil {
			return
		}
	}
}

const endless = 1 << 40

// zeros are many zeros, packed.
func zeros(t *testing.T, size int64) string {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	chunk := make([]byte, 1<<20)
	for range size / int64(len(chunk)) {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// hang says nothing more until the other side goes.
func hang(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

// drip says one byte after the other, slowly.
func drip(c net.Conn, words string) {
	for {
		if _, err := io.WriteString(c, words); err != nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestHostileServersAreLeft(t *testing.T) {
	bomb := zeros(t, 64<<20)
	packed := ok + "Content-Encoding: gzip\r\n"
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
		{"nothing after the header", func(c net.Conn) { say(c, ok+"\r\n", 1); hang(c) }, apperr.CaptureSlow},
		{"64 MiB in a packet", func(c net.Conn) { say(c, packed+"\r\n"+bomb, 1) }, apperr.CaptureLarge},
		{"a packet in packets", func(c net.Conn) { say(c, packed+"\r\n", 1); say(c, zeros(t, 1<<20), endless) }, apperr.CaptureLarge},
		{"packets of nothing without end", func(c net.Conn) { say(c, packed+"\r\n", 1); say(c, strings.Repeat(zeros(t, 0), 1000), endless) }, apperr.CaptureAway},
		{"a packet that breaks off", func(c net.Conn) { say(c, packed+"\r\n"+bomb[:len(bomb)/100], 1) }, apperr.CaptureAway},
		{"a packet with a long name", func(c net.Conn) {
			say(c, packed+"\r\n\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03", 1)
			say(c, strings.Repeat("n", 1000), endless)
		}, apperr.CaptureAway},
		{"shorter than it says", func(c net.Conn) { say(c, ok+"Content-Length: 100\r\n\r\nhalf", 1) }, apperr.CaptureAway},
		{"heavy, and shorter than it says", func(c net.Conn) {
			say(c, ok+"Content-Length: 5000000\r\n\r\n"+strings.Repeat("word ", 500_000), 1)
		}, apperr.CaptureAway},
		{"heavy, in a packet that breaks off", func(c net.Conn) { say(c, packed+"\r\n"+bomb[:len(bomb)/20], 1) }, apperr.CaptureAway},
		{"two lengths", func(c net.Conn) { say(c, ok+"Content-Length: 4\r\nContent-Length: 5\r\n\r\nhalf", 1) }, apperr.CaptureAway},
		{"a negative length", func(c net.Conn) { say(c, ok+"Content-Length: -4\r\n\r\nhalf", 1) }, apperr.CaptureAway},
		{"a broken chunk", func(c net.Conn) { say(c, ok+"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 1) }, apperr.CaptureAway},
		{"a header of 1 MB", func(c net.Conn) { say(c, ok+"X: "+strings.Repeat("y", 1<<20)+"\r\n\r\n", 1) }, apperr.CaptureAway},
		{"10,000 headers", func(c net.Conn) { say(c, ok, 1); say(c, "X-Header: value\r\n", 10_000); say(c, "\r\n", 1) }, apperr.CaptureAway},
		{"headers without end", func(c net.Conn) { say(c, ok, 1); say(c, "X: y\r\n", endless) }, apperr.CaptureAway},
		{"trailers without end", func(c net.Conn) {
			say(c, ok+"Transfer-Encoding: chunked\r\nTrailer: X\r\n\r\n0\r\n", 1)
			say(c, "X: y\r\n", endless)
		}, apperr.CaptureAway},
		{"early hints without end", func(c net.Conn) { say(c, "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", endless) }, apperr.CaptureAway},
		{"another protocol asked for", func(c net.Conn) {
			say(c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", 1)
		}, apperr.CaptureAnswer},
		{"a status that is none", func(c net.Conn) { say(c, "HTTP/1.1 2000 OK\r\n\r\n", 1) }, apperr.CaptureAway},
		{"no HTTP", func(c net.Conn) { say(c, "220 mail.example ESMTP\r\n", 1) }, apperr.CaptureAway},
		{"a first line without end", func(c net.Conn) { say(c, "HTTP/1.1 200 ", 1); say(c, "OK OK OK ", endless) }, apperr.CaptureAway},
		{"hung up", func(net.Conn) {}, apperr.CaptureAway},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			// Enough for what a server means to do, short for those that wait.
			patience := time.Minute
			if row.want == apperr.CaptureSlow {
				patience = 500 * time.Millisecond
			}
			got, err := client(capture.Options{Time: patience}).Fetch(t.Context(), "http://"+wire(t, row.do)+"/")
			if !errors.Is(err, row.want) {
				t.Errorf("got %v, want %s", err, row.want.Code)
			}
			if got.Body != nil {
				t.Errorf("%d bytes came back all the same", len(got.Body))
			}
		})
	}
}

func TestATLSThatStallsIsLeft(t *testing.T) {
	at := wire(t, hang) // it takes the greeting for a request that never comes
	c := client(capture.Options{Time: 500 * time.Millisecond})
	if _, err := c.Fetch(t.Context(), "https://"+at+"/"); !errors.Is(err, apperr.CaptureSlow) && !errors.Is(err, apperr.CaptureAway) {
		t.Errorf("got %v", err)
	}
}

func TestPagesUpToTheLimitAreTaken(t *testing.T) {
	for _, row := range []struct {
		name string
		size int
		want error
	}{
		{"light", 1000, nil},
		{"just light", 1<<19 - 1, nil},
		{"just heavy", 1 << 19, nil},
		{"heavy", 3 << 20, nil},
		{"at the limit", 4 << 20, nil},
		{"one over", 4<<20 + 1, apperr.CaptureLarge},
	} {
		for _, how := range []string{"plain", "packed", "chunked"} {
			at := site(t, func(w http.ResponseWriter, _ *http.Request) {
				body := bytes.Repeat([]byte("x"), row.size)
				w.Header().Set("Content-Type", "text/plain")
				switch how {
				case "plain":
					w.Header().Set("Content-Length", fmt.Sprint(row.size))
				case "packed":
					w.Header().Set("Content-Encoding", "gzip")
					z := gzip.NewWriter(w)
					_, _ = z.Write(body)
					_ = z.Close()
					return
				}
				_, _ = w.Write(body)
			})
			got, err := client(capture.Options{Size: 4 << 20}).Fetch(t.Context(), at)
			if !errors.Is(err, row.want) || row.want == nil && len(got.Body) != row.size {
				t.Errorf("%s, %s: %d bytes, %v", row.name, how, len(got.Body), err)
			}
		}
	}
}

// peak is how much of the memory this process had at the most since it was
// asked to forget, in KiB, or 0 where nobody can tell.
func peak(t *testing.T) (kib int) {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kib); err == nil {
			return kib
		}
	}
	return 0
}

// Twenty at once cost what is measured here: the figure is for reading, the
// bound only for what would be without any.
func TestTwentyBombsAtOnce(t *testing.T) {
	bomb := zeros(t, 128<<20)
	at := wire(t, func(c net.Conn) { say(c, ok+"Content-Encoding: gzip\r\n\r\n"+bomb, 1) })
	c := client(capture.Options{Time: time.Minute})
	runtime.GC()
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600) // forgets the peak
	before := peak(t)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := c.Fetch(t.Context(), "http://"+at+"/"); !errors.Is(err, apperr.CaptureLarge) {
				t.Errorf("got %v", err)
			}
		})
	}
	all.Wait()
	after := peak(t)
	t.Logf("20 bombs of %d bytes that hold 128 MiB each: %d MiB more memory at the peak (%d before)", len(bomb), (after-before)>>10, before>>10)
	if grown := after - before; grown > 256<<10 {
		t.Errorf("%d MiB more memory: the limit does not hold", grown>>10)
	}
}
