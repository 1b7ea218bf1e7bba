package render_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/render"
)

const html = "text/html; charset=utf-8"

// drawing is a renderer for a test, and the folder in which its browsers have
// their profiles. Where there is no Chromium the test is skipped, but in CI.
func drawing(t *testing.T, o render.Options) (*render.Renderer, string) {
	t.Helper()
	// t.TempDir is too long for the path of a socket.
	dir, err := os.MkdirTemp("", "tm-t-") //nolint:usetesting // see above
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", dir)
	r := render.New(o)
	t.Cleanup(func() {
		r.Close()
		if err := os.Remove(dir); err != nil {
			t.Errorf("something is left of the browser: %v", err)
		}
		if left := processes(t, dir); len(left) > 0 {
			t.Errorf("processes are left: %q", left)
		}
	})
	if _, err := r.Chromium(); errors.Is(err, render.ErrNone) {
		if os.Getenv("CI") != "" {
			t.Fatal("CI draws pages, and has no Chromium")
		}
		t.Skip("no Chromium on this machine, so nothing is drawn")
	}
	return r, dir
}

// processes are the command lines that name the folder dir.
func processes(t *testing.T, dir string) (found []string) {
	t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range lines {
		if line, err := os.ReadFile(file); err == nil && bytes.Contains(line, []byte(dir)) {
			found = append(found, strings.ReplaceAll(string(line), "\x00", " "))
		}
	}
	return found
}

func decode(t *testing.T, shot []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// at is the colour of a pixel, as CSS writes it.
func at(img image.Image, x, y int) string {
	c, _ := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}

func TestAPageIsDrawn(t *testing.T) {
	r, dir := drawing(t, render.Options{})
	for _, row := range []struct {
		name, body, mediaType string
		height                int
		colour                string // of the pixel 10, 10
	}{
		{"a short page fills the window", `<body style="background:#123456">short`, html, 960, "#123456"},
		{"a long page is drawn to its end", `<body style="margin:0;background:#654321"><div style="height:3000px">`, html, 3000, "#654321"},
		{"an endless page is cut", `<body style="margin:0;background:#00ff00"><div style="height:900000px">`, html, render.MaxHeight, "#00ff00"},
		{"without doctype and end tags", `<body bgcolor=#abcdef><table><td>x`, "text/html", 960, "#abcdef"},
		{"XHTML", `<html xmlns="http://www.w3.org/1999/xhtml"><body style="background:#112233"><p>x</p></body></html>`, "application/xhtml+xml", 960, "#112233"},
		{"what is in the page itself is drawn", `<body style="margin:0"><img width="50" height="50" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Crect width='100%25' height='100%25' fill='%23ff0000'/%3E%3C/svg%3E">`, html, 960, "#ff0000"},
		{"scripts do not run", `<body style="background:#0000ff"><script>document.body.style.background='#ff0000'</script>`, html, 960, "#0000ff"},
		{"what is said where scripts do not run is drawn", `<body style="margin:0"><noscript><div style="height:50px;background:#00ffff"></div></noscript>`, html, 960, "#00ffff"},
		{"nothing at all is an empty page", ``, html, 960, "#ffffff"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := r.Page(t.Context(), []byte(row.body), "https://example.org/page", row.mediaType)
			if err != nil {
				t.Fatal(err)
			}
			img := decode(t, got.PNG)
			if size := img.Bounds().Size(); size != image.Pt(render.Width, row.height) || at(img, 10, 10) != row.colour {
				t.Errorf("the picture has %v and is %s, want height %d and %s", size, at(img, 10, 10), row.height, row.colour)
			}
			if !bytes.HasPrefix(got.PDF, []byte("%PDF-")) {
				t.Errorf("%d bytes are no PDF", len(got.PDF))
			}
			if n := len(browsers(t, dir)); n != 1 {
				t.Errorf("%d browsers run", n)
			}
		})
	}
}

// browsers are the command lines of running browsers, without their children.
func browsers(t *testing.T, dir string) (found []string) {
	t.Helper()
	for _, line := range processes(t, dir) {
		if strings.Contains(line, "--remote-debugging-pipe") && !strings.HasPrefix(line, "sh -c") && !strings.Contains(line, "--type=") {
			found = append(found, line)
		}
	}
	return found
}

func TestTheCharsetIsThatOfTheCapture(t *testing.T) {
	r, _ := drawing(t, render.Options{})
	draw := func(body, mediaType string) []byte {
		got, err := r.Page(t.Context(), []byte(body), "http://example.org/", mediaType)
		if err != nil {
			t.Fatal(err)
		}
		return got.PNG
	}
	same := draw("Stra\xdfe", "text/html; charset=windows-1252")
	if want := draw("Straße", html); !bytes.Equal(same, want) {
		t.Error("the same word in two charsets is drawn differently")
	}
	if other := draw("Stra\xdfe", html); bytes.Equal(same, other) {
		t.Error("the charset changes nothing")
	}
}

func TestThePDFIsCut(t *testing.T) {
	r, _ := drawing(t, render.Options{})
	body := strings.Repeat(`<p style="break-after:page">One sheet.</p>`, 3*render.MaxPages)
	got, err := r.Page(t.Context(), []byte(body), "http://example.org/", html)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(got.PDF, []byte("/Type /Page\n")); n != render.MaxPages {
		t.Errorf("%d pages, want %d", n, render.MaxPages)
	}
}

func TestWhatIsNotDrawn(t *testing.T) {
	r, dir := drawing(t, render.Options{})
	for _, kind := range []string{"", "text/plain", "application/pdf", "image/svg+xml", "text/html, text/plain", "html"} {
		if _, err := r.Page(t.Context(), []byte("x"), "http://example.org/", kind); !errors.Is(err, apperr.RenderType) {
			t.Errorf("%q: %v, want render-type", kind, err)
		}
	}
	if n := len(browsers(t, dir)); n > 0 {
		t.Errorf("%d browsers run, and nothing was drawn", n)
	}
}

func TestWithoutChromiumThereIsNothing(t *testing.T) {
	empty := t.TempDir()
	t.Setenv("PATH", empty)
	for _, path := range []string{render.None, "", filepath.Join(empty, "chromium")} {
		r := render.New(render.Options{Chromium: path})
		got, err := r.Page(t.Context(), []byte("x"), "http://example.org/", html)
		if !errors.Is(err, render.ErrNone) || got.PNG != nil || got.PDF != nil {
			t.Errorf("%q: %v, want ErrNone", path, err)
		}
		r.Close()
	}
}

func TestAProgramThatIsNoChromiumFails(t *testing.T) {
	r, _ := drawing(t, render.Options{Chromium: "/bin/true"})
	if _, err := r.Page(t.Context(), []byte("x"), "http://example.org/", html); !errors.Is(err, apperr.RenderFailed) {
		t.Errorf("%v, want render-failed", err)
	}
}

func TestOnlyTheWebIsAnAddress(t *testing.T) {
	const nowhere = "http://page.invalid/"
	for address, want := range map[string]string{
		"https://example.org/a?b=c#d":     "https://example.org/a?b=c",
		"http://name:secret@example.org/": "http://example.org/",
		"file:///etc/passwd":              nowhere,
		"chrome://version":                nowhere,
		"javascript:alert(1)":             nowhere,
		"http:///x":                       nowhere,
		"":                                nowhere,
		"http://[::1":                     nowhere,
	} {
		if got := render.WebAddress(address); got != want {
			t.Errorf("%q became %q, want %q", address, got, want)
		}
	}
}

// eventually waits until what is asked for is so.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 3000 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("it never was so that %s", what)
}

func TestAnIdleBrowserEnds(t *testing.T) {
	r, dir := drawing(t, render.Options{Idle: time.Millisecond})
	for range 2 {
		if _, err := r.Page(t.Context(), []byte("x"), "http://example.org/", html); err != nil {
			t.Fatal(err)
		}
		eventually(t, "no browser runs", func() bool { return len(processes(t, dir)) == 0 })
		eventually(t, "its profile is gone", func() bool {
			left, err := os.ReadDir(dir)
			return err == nil && len(left) == 0
		})
	}
}

// drawn reports whether a process of a browser has to do with a page.
func drawn(t *testing.T, dir string) bool {
	t.Helper()
	return slices.ContainsFunc(processes(t, dir), func(line string) bool { return strings.Contains(line, "--type=renderer") })
}

func TestAPageThatTakesTooLongIsGivenUp(t *testing.T) {
	r, dir := drawing(t, render.Options{Limit: time.Second})
	if _, err := r.Page(t.Context(), []byte(endless), "http://example.org/", html); !errors.Is(err, apperr.RenderSlow) {
		t.Errorf("%v, want render-slow", err)
	}
	if left := processes(t, dir); len(left) > 0 {
		t.Errorf("processes are left: %q", left)
	}
}

func TestClosingEndsAPageThatIsBeingDrawn(t *testing.T) {
	r, dir := drawing(t, render.Options{Limit: time.Hour})
	ended := make(chan error)
	go func() {
		_, err := r.Page(context.WithoutCancel(t.Context()), []byte(endless), "http://example.org/", html)
		ended <- err
	}()
	eventually(t, "a page is drawn", func() bool { return drawn(t, dir) })
	r.Close()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want the end of the context", err)
	}
	if _, err := r.Page(t.Context(), []byte("x"), "http://example.org/", html); !errors.Is(err, context.Canceled) {
		t.Errorf("drawn after Close: %v", err)
	}
}

func TestWhoeverAsksMayGiveUp(t *testing.T) {
	r, dir := drawing(t, render.Options{Limit: time.Hour})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	for range 3 { // one draws, two wait
		go func() {
			_, err := r.Page(ctx, []byte(endless), "http://example.org/", html)
			ended <- err
		}()
	}
	eventually(t, "a page is drawn", func() bool { return drawn(t, dir) })
	cancel()
	for range 3 {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("%v, want the end of the context", err)
		}
	}
	if _, err := r.Page(t.Context(), []byte("x"), "http://example.org/", html); err != nil {
		t.Error(err)
	}
}
