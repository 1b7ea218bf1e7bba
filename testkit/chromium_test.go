package testkit_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"example.org/tickmark/testkit"
)

const page = `<!DOCTYPE html><html lang="en"><head><title>Copy</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><style nonce="n">body{background:#fff;color:#111}
@media (prefers-color-scheme: dark){body{background:#111;color:#eee}}</style></head>
<body><main><h1 id="h">Copy</h1>%s</main><footer>%s</footer></body></html>`

// serve starts a site whose pages are what each path holds for the body.
func serve(t *testing.T, bodies map[string]string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := bodies[r.URL.Path]
		w.Header().Set("Content-Security-Policy",
			"default-src 'none'; script-src 'nonce-n'; style-src 'nonce-n'; img-src data:; require-trusted-types-for 'script'")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		visitor := "new"
		if _, err := r.Cookie("seen"); err == nil {
			visitor = "seen"
		}
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes", Path: "/"})
		if !ok {
			w.WriteHeader(http.StatusNotFound)
		}
		if _, err := fmt.Fprintf(w, page, body, visitor); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// recorder is a test that takes down what it is failed with.
type recorder struct {
	testing.TB
	failures []string
	cleanups []func()
}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}
func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

// finish runs the clean-ups and returns all failures as one text.
func (r *recorder) finish() string {
	for _, f := range r.cleanups {
		f()
	}
	return strings.Join(r.failures, "\n")
}

func TestACleanPageIsPassed(t *testing.T) {
	url := serve(t, map[string]string{"/": `<script nonce="n">console.log("fine")</script>`})
	for name, opts := range map[string][]testkit.BrowserOption{
		"light":      nil,
		"dark":       {testkit.Dark()},
		"phone":      {testkit.Phone()},
		"no scripts": {testkit.NoScript()},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := testkit.Chromium(t, opts...)
			if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
				t.Fatal(err)
			}
			testkit.Axe(ctx, t)
		})
	}
}

func TestEachProblemFailsTheTest(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"a console error", `<script nonce="n">console.error("spilt", {a: 1})</script>`, "console: \"spilt\" Object"},
		{"a failed assertion", `<script nonce="n">console.assert(false, "untrue")</script>`, "console: \"untrue\""},
		{"an exception", `<script nonce="n">throw new Error("thrown")</script>`, "exception: Error: thrown"},
		{"a rejected promise", `<script nonce="n">Promise.reject(new Error("rejected"))</script>`, "exception: Error: rejected"},
		{"an inline script", `<script>1</script>`, "policy: script-src"},
		{"an inline style", `<p style="color:red">red</p>`, "policy: style-src"},
		{"a foreign image", `<img alt="" src="http://127.0.0.1:9/x.png">`, "policy: img-src kURLViolation http://127.0.0.1:9/x.png"},
		{"a string made HTML", `<script nonce="n">document.querySelector("h1").innerHTML = "x"</script>`, "policy: require-trusted-types-for"},
		{"an image without words", `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`, "axe-core: image-alt (critical)"},
		{"too little contrast", `<style nonce="n">p{color:#eee}</style><p>hardly to be read</p>`, "axe-core: color-contrast (serious)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := &recorder{TB: t}
			ctx := testkit.Chromium(r)
			if err := chromedp.Do(ctx, chromedp.Navigate(serve(t, map[string]string{"/": tt.body}))); err != nil {
				t.Fatal(err)
			}
			testkit.Axe(ctx, r)
			if got := r.finish(); !strings.Contains(got, tt.want) {
				t.Errorf("failures:\n%s\nwant one with %q", got, tt.want)
			}
		})
	}
}

func TestAStatusIsAProblemUnlessExpected(t *testing.T) {
	url := serve(t, nil)
	for _, tt := range []struct {
		name string
		opts []testkit.BrowserOption
		want string
	}{
		{"not expected", nil, "status of 404"},
		{"another expected", []testkit.BrowserOption{testkit.Expecting(403)}, "status of 404"},
		{"expected", []testkit.BrowserOption{testkit.Expecting(403, 404)}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := &recorder{TB: t}
			if err := chromedp.Do(testkit.Chromium(r, tt.opts...), chromedp.Navigate(url+"/gone")); err != nil {
				t.Fatal(err)
			}
			if got := r.finish(); !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
				t.Errorf("failures: %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOptionsReachThePage(t *testing.T) {
	url := serve(t, map[string]string{"/": `<script nonce="n">document.getElementById("h").textContent = "scripted"</script>`})
	tests := []struct {
		name string
		opts []testkit.BrowserOption
		want string
	}{
		{"nothing said", nil, "1440x900 light scripted"},
		{"phone and dark", []testkit.BrowserOption{testkit.Phone(), testkit.Dark()}, "360x780 dark scripted"},
		{"no scripts", []testkit.BrowserOption{testkit.Viewport(800, 600), testkit.NoScript()}, "800x600 light Copy"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ctx := testkit.Chromium(t, tt.opts...)
			if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
				t.Fatal(err)
			}
			got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`innerWidth + "x" + innerHeight + " " +
				(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light") + " " +
				document.getElementById("h").textContent`))
			if err != nil || got != tt.want {
				t.Errorf("the page is %q (%v), want %q", got, err, tt.want)
			}
		})
	}
}

func TestTwoTabsShareNoCookies(t *testing.T) {
	url := serve(t, map[string]string{"/": ""})
	for _, who := range []string{"the first", "the second"} {
		ctx := testkit.Chromium(t)
		for _, want := range []string{"new", "seen"} {
			if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
				t.Fatal(err)
			}
			got, err := chromedp.Run(ctx, chromedp.Text(chromedp.CSS("footer")))
			if err != nil || got != want {
				t.Errorf("%s tab is %q to the site (%v), want %q", who, got, err, want)
			}
		}
	}
}

func TestScreenshotIsThePage(t *testing.T) {
	ctx := testkit.Chromium(t, testkit.Phone())
	if err := chromedp.Do(ctx, chromedp.Navigate(serve(t, map[string]string{"/": ""}))); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "page.png")
	if err := testkit.Screenshot(ctx, path); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if size, err := png.DecodeConfig(bytes.NewReader(file)); err != nil || size.Width != 360 {
		t.Errorf("the picture is %d wide (%v), want 360", size.Width, err)
	}
}

func TestNoBrowserIsLeft(t *testing.T) {
	testkit.Chromium(t)
	folder := t.TempDir()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestInnerBrowser$")
	cmd.Env = append(os.Environ(), inner+"=1", "TMPDIR="+folder)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if lines := bufio.NewScanner(stdout); !lines.Scan() || lines.Text() != "started" {
		t.Fatalf("the inner process said %q (%v)", lines.Text(), lines.Err())
	}
	if n := profiles(t, folder); n != 1 {
		t.Errorf("%d profiles while it ran, want 1", n)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the killed process ended well")
	}
	until(t, "its profile is still there", func() bool { return profiles(t, folder) == 0 })
}

func TestInnerBrowser(t *testing.T) {
	if os.Getenv(inner) == "" {
		return
	}
	testkit.Chromium(t)
	fmt.Println("started")
	<-t.Context().Done() // until killed
}

func profiles(t *testing.T, folder string) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "tm-web-*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

func TestVendoredFilesAreWhatWasPinned(t *testing.T) {
	sums, err := os.ReadFile("vendor/SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(sums)) {
		want, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		content, err := os.ReadFile(filepath.Join("vendor", name))
		if err != nil {
			t.Error(err)
		}
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != want {
			t.Errorf("vendor/%s is not the file that SHA256SUMS names", name)
		}
	}
}
