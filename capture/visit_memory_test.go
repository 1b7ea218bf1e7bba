package capture_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
)

// hostileSite names the environment variable by which a test finds itself in a
// process of its own; it holds the address of the site.
const hostileSite = "TICKMARK_TEST_HOSTILE"

// whole is a page of the size that is just taken.
const whole = 10 << 20

// tricks are what a hostile site does by path, and what comes of a visit.
var tricks = map[string]*apperr.Refusal{
	"/endless": apperr.CaptureLarge, "/chunks": apperr.CaptureLarge, "/bomb": apperr.CaptureLarge, "/said": apperr.CaptureLarge,
	"/drip": apperr.CaptureSlow, "/silent": apperr.CaptureSlow,
	"/cut": apperr.CaptureAway, "/header": apperr.CaptureAway,
	"/whole": nil, "/packed": nil,
}

// play plays the trick that is asked for.
func play(c net.Conn, path, bomb, fair string) {
	const packed = ok + "Content-Encoding: gzip\r\n\r\n"
	switch path {
	case "/endless":
		say(c, ok+"\r\n", 1)
		say(c, strings.Repeat("word ", 10_000), endless)
	case "/chunks":
		say(c, ok+"Transfer-Encoding: chunked\r\n\r\n", 1)
		say(c, "1388\r\n"+strings.Repeat("word ", 1000)+"\r\n", endless)
	case "/bomb":
		say(c, packed+bomb, 1)
	case "/said":
		say(c, ok+"Content-Length: 10737418240\r\n\r\n", 1)
		hang(c)
	case "/drip":
		say(c, ok+"\r\n", 1)
		drip(c, "x")
	case "/silent":
		hang(c)
	case "/cut":
		say(c, fmt.Sprintf("%sContent-Length: %d\r\n\r\n", ok, whole), 1)
		say(c, strings.Repeat("word ", 1000), 1000)
	case "/header":
		say(c, ok, 1)
		say(c, "X: y\r\n", endless)
	case "/whole":
		say(c, fmt.Sprintf("%sContent-Length: %d\r\n\r\n", ok, whole), 1)
		say(c, strings.Repeat("word!word!word!!", 1<<16), whole>>20)
	case "/packed":
		say(c, packed+fair, 1)
	}
}

// hostile is a site that plays tricks.
func hostile(t *testing.T) string {
	t.Helper()
	bomb, fair := zeros(t, 256<<20), zeros(t, whole)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = c.Close() }()
				if q, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
					play(c, q.URL.Path, bomb, fair)
				}
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// Fifty pages of a hostile site, four at a time, each into a file, as workers
// fetch them: the process grows by less than 64 MiB.
func TestFiftyHostileVisitsCostLittleMemory(t *testing.T) {
	if at := os.Getenv(hostileSite); at != "" {
		fifty(t, at)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, "-test.run=^"+regexp.QuoteMeta(t.Name())+"$", "-test.v")
	cmd.Env = append(os.Environ(), hostileSite+"="+hostile(t))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !bytes.Contains(out, []byte("MiB more")) {
		t.Skipf("nothing was measured:\n%s", out)
	}
	t.Logf("\n%s", out)
}

// fifty visits the site and measures what that costs.
func fifty(t *testing.T, at string) {
	t.Helper()
	c := client(capture.Options{Time: 1500 * time.Millisecond, AtOnce: 4})
	folder := t.TempDir()
	if err := visitInto(t, c, at+"/whole", filepath.Join(folder, "first")); err != nil {
		t.Fatal(err)
	}
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600); err != nil { // forgets the peak
		t.Skipf("nobody tells how much memory there was at the most: %v", err)
	}
	before := peak(t)
	paths := make(chan string)
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			for path := range paths {
				if err := visitInto(t, c, at+path, filepath.Join(folder, fmt.Sprint(worker))); !came(err, tricks[path]) {
					t.Errorf("%s: %v", path, err)
				}
			}
		})
	}
	for range 50 / len(tricks) {
		for path := range tricks {
			paths <- path
		}
	}
	close(paths)
	all.Wait()
	grown := (peak(t) - before) >> 10
	t.Logf("50 visits, 4 at a time: %d MiB more memory at the peak (%d before)", grown, before>>10)
	if grown > 64 {
		t.Errorf("%d MiB more memory, over 64", grown)
	}
}

// came reports whether a visit ended as it had to. On a slow machine any may
// be too slow.
func came(err error, want *apperr.Refusal) bool {
	if errors.Is(err, apperr.CaptureSlow) {
		return true
	}
	if want == nil {
		return err == nil
	}
	return errors.Is(err, want)
}

// visitInto keeps a page in a file.
func visitInto(t *testing.T, c *capture.Client, at, path string) error {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = c.Visit(t.Context(), at, capture.Validators{}, func(r io.Reader) error {
		n, err := io.Copy(f, r)
		if err == nil && n != whole {
			return fmt.Errorf("%d bytes were kept", n)
		}
		return err
	})
	return errors.Join(err, f.Close())
}
