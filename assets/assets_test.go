package assets

import (
	"bufio"
	"bytes"
	"crypto/sha512"
	"encoding/base64"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestVendoredFilesAreThoseOfTheManifest(t *testing.T) {
	manifest, err := files.ReadFile("vendor/MANIFEST")
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for sc := bufio.NewScanner(bytes.NewReader(manifest)); sc.Scan(); {
		f := strings.Fields(sc.Text())
		if len(f) != 3 {
			t.Fatalf("line %q is not: hash, package@version, file", sc.Text())
		}
		body, err := files.ReadFile("vendor/" + f[2])
		if err != nil {
			t.Errorf("%s is in the manifest and not in the folder", f[2])
			continue
		}
		sum := sha512.Sum384(body)
		if got := "sha384-" + base64.StdEncoding.EncodeToString(sum[:]); got != f[0] {
			t.Errorf("%s was changed after it was fetched: %s, manifest %s", f[2], got, f[0])
		}
		if !strings.Contains(f[1], "@") {
			t.Errorf("%s names no version: %s", f[2], f[1])
		}
		listed = append(listed, "vendor/"+f[2])
	}
	for _, p := range paths(t, files) {
		if strings.HasPrefix(p, "vendor/") && p != "vendor/MANIFEST" && !slices.Contains(listed, p) {
			t.Errorf("%s is in the folder and not in the manifest", p)
		}
	}
}

func TestFilesAreServedForGoodUnderHashedAddresses(t *testing.T) {
	rows := []struct{ name, contentType string }{
		{"app.css", "text/css; charset=utf-8"},
		{"app.js", "text/javascript; charset=utf-8"},
		{"htmx.js", "text/javascript; charset=utf-8"},
		{"icons.svg", "image/svg+xml"},
		{"inter-latin-wght-normal.woff2", "font/woff2"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			res := get(t, URL(row.name))
			if res.Code != http.StatusOK || res.Body.Len() == 0 {
				t.Fatalf("status %d, %d bytes", res.Code, res.Body.Len())
			}
			if got := res.Header().Get("Content-Type"); got != row.contentType {
				t.Errorf("content type %q, want %q", got, row.contentType)
			}
			if got := res.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") {
				t.Errorf("cache control %q", got)
			}
		})
	}
}

func TestOtherAddressesAreNotFound(t *testing.T) {
	for _, p := range []string{"/assets/", "/assets/app.css", "/assets/app.0000000000000000.css", "/assets/../assets.go", "/assets/vendor/MANIFEST"} {
		if res := get(t, p); res.Code != http.StatusNotFound {
			t.Errorf("%s is answered %d", p, res.Code)
		}
	}
}

// Everything that a served style sheet or script names is served too.
func TestFilesNameOnlyServedAddresses(t *testing.T) {
	url := regexp.MustCompile(`url\(\s*["']?([^"')]+)|(?:from|import)\s*\(?["']([^"']+)["']`)
	for _, name := range []string{"app.css", "app.js", "keys.js", "claims.js", "select.js", "forms.js", "times.js", "offsets.js"} {
		for _, m := range url.FindAllStringSubmatch(get(t, URL(name)).Body.String(), -1) {
			if res := get(t, m[1]+m[2]); res.Code != http.StatusOK {
				t.Errorf("%s names %s, which is answered %d", name, m[1]+m[2], res.Code)
			}
		}
	}
}

func TestAnAddressChangesWithWhatTheFileNames(t *testing.T) {
	tree := func(icon string) fstest.MapFS {
		return fstest.MapFS{
			"a.css": {Data: []byte(`x{mask:url("i.svg")}`)},
			"i.svg": {Data: []byte("<svg>" + icon + "</svg>")},
		}
	}
	one, err := build(tree("one"))
	if err != nil {
		t.Fatal(err)
	}
	two, err := build(tree("two"))
	if err != nil {
		t.Fatal(err)
	}
	if one.addresses["app.css"] == two.addresses["app.css"] {
		t.Error("the style sheet keeps its address though its icon changed")
	}
}

func TestBuildRefuses(t *testing.T) {
	rows := map[string]fstest.MapFS{
		"two files of one name":        {"a/x.js": {Data: []byte("1")}, "b/x.js": {Data: []byte("2")}},
		"a name that is not there":     {"a.css": {Data: []byte(`x{mask:url("gone.svg")}`)}},
		"two scripts that import each": {"a.js": {Data: []byte(`import "./b.js"`)}, "b.js": {Data: []byte(`import "./a.js"`)}},
	}
	for name, tree := range rows {
		if _, err := build(tree); err == nil {
			t.Errorf("build takes %s", name)
		}
	}
}

// forbidden is what the Content-Security-Policy would block, or what would
// carry a reader's address elsewhere.
var forbidden = map[string]*regexp.Regexp{
	"an inline handler of htmx": regexp.MustCompile(`hx-on`),
	"a js: value of htmx":       regexp.MustCompile(`["'\s]js:`),
	"an event filter of htmx":   regexp.MustCompile(`hx-trigger="[^"]*\[`),
	"eval":                      regexp.MustCompile(`\beval\(|new Function\(`),
	"a style attribute":         regexp.MustCompile(`\bstyle=|["']style["']`),
	"an inline handler":         regexp.MustCompile(`\son[a-z]+="`),
	"a data: address":           regexp.MustCompile(`["'(]data:`),
	"another origin":            regexp.MustCompile(`https?://|["'(]//[a-z]`),
	"HTML from text":            regexp.MustCompile(`innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write`),
}

func TestOurFilesKeepThePolicy(t *testing.T) {
	for _, p := range paths(t, files) {
		if strings.HasPrefix(p, "vendor/") || path.Ext(p) == ".svg" {
			continue
		}
		body, err := files.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for what, re := range forbidden {
			if m := re.Find(body); m != nil {
				t.Errorf("%s holds %s: %s", p, what, m)
			}
		}
	}
}

func TestStyleSheetsUseOnlyTokensForColour(t *testing.T) {
	hex := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b`)
	for _, p := range paths(t, files) {
		if !strings.HasPrefix(p, "css/") || strings.Contains(p, "tokens") || strings.Contains(p, "print") {
			continue
		}
		body, _ := files.ReadFile(p)
		if m := hex.FindAll(body, -1); m != nil {
			t.Errorf("%s has colours of its own: %q", p, m)
		}
	}
}

func paths(t *testing.T, fsys fs.FS) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func get(t *testing.T, address string) *httptest.ResponseRecorder {
	t.Helper()
	res := httptest.NewRecorder()
	Handler().ServeHTTP(res, httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil))
	return res
}
