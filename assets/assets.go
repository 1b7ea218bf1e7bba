// Package assets holds the style sheet, the scripts, the fonts and the icons,
// and serves them under addresses that carry a hash of their content, so that
// a browser may keep them for good.
//
// It must not know pages, routes or any other room: it imports the standard
// library only. What pages may rely on stands in README.md.
package assets

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// Prefix is the path under which Handler serves every file.
const Prefix = "/assets/"

//go:embed css icons js vendor
var files embed.FS

var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
}

// reference finds what one file says of another by name: url("…") in a style
// sheet, from "./…" or import "./…" in a script.
var reference = map[string]*regexp.Regexp{
	".css": regexp.MustCompile(`url\("([^"]+)"\)`),
	".js":  regexp.MustCompile(`(?:from|import) "\./([^"]+)"`),
}

// library is every file by its plain name ("app.css") and by its address
// ("/assets/app.0123456789abcdef.css").
type library struct {
	source    map[string][]byte // plain name → content as written
	addresses map[string]string // plain name → address
	served    map[string][]byte // address → content as served
}

var built = sync.OnceValue(func() *library {
	l, err := build(files)
	if err != nil {
		panic(err) // the files are compiled in: a test builds them first
	}
	return l
})

// URL returns the address of a file by its plain name: "app.css", "app.js",
// "htmx.js", "icons.svg", or a font's or a single icon's file name. It panics
// for a name that does not exist.
func URL(name string) string {
	a, ok := built().addresses[name]
	if !ok {
		panic(fmt.Sprintf("assets: there is no file %q", name))
	}
	return a
}

// Icon returns the address of an icon in the sprite, for the href of an SVG
// use element. It panics for a name that does not exist.
func Icon(name string) string {
	if _, ok := built().source[name+".svg"]; !ok {
		panic(fmt.Sprintf("assets: there is no icon %q", name))
	}
	return URL("icons.svg") + "#" + name
}

// Handler serves the files under Prefix to GET and HEAD, for good: the address
// changes with the content. Any other address is answered 404.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := built().served[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", contentTypes[path.Ext(r.URL.Path)])
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("ETag", `"`+path.Base(r.URL.Path)+`"`) // the address holds the hash; a browser that asks all the same is told quickly
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	})
}

// build reads the embedded files, joins the style sheets to app.css and the
// icons to icons.svg, and gives each file its address. It fails when two files
// share a plain name, or one names another that is not there or names it back.
func build(fsys fs.FS) (*library, error) {
	l := &library{source: map[string][]byte{}, addresses: map[string]string{}, served: map[string][]byte{}}
	var sheets, icons []string
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		ext := path.Ext(p)
		if err != nil || d.IsDir() || contentTypes[ext] == "" {
			return err
		}
		name := path.Base(p)
		if _, ok := l.source[name]; ok {
			return fmt.Errorf("assets: two files are named %s", name)
		}
		body, err := fs.ReadFile(fsys, p)
		if err != nil {
			return fmt.Errorf("assets: %w", err)
		}
		l.source[name] = body
		switch ext {
		case ".css":
			sheets = append(sheets, name)
		case ".svg":
			icons = append(icons, name)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	l.source["app.css"] = l.joinSheets(sheets)
	l.source["icons.svg"] = l.joinIcons(icons)
	for name := range l.source {
		if _, err := l.address(name, nil); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// joinSheets puts the style sheets into one, in the order of their names, and
// forgets the parts. Names begin with their place: 10-tokens.css.
func (l *library) joinSheets(names []string) []byte {
	slices.Sort(names)
	var out bytes.Buffer
	for _, n := range names {
		out.Write(l.source[n])
		out.WriteByte('\n')
		delete(l.source, n)
	}
	return out.Bytes()
}

var svgElement = regexp.MustCompile(`(?s)<svg[^>]*>(.*)</svg>`)

// joinIcons makes the sprite: one symbol for each icon, by its name.
func (l *library) joinIcons(names []string) []byte {
	slices.Sort(names)
	var out strings.Builder
	out.WriteString(`<svg xmlns="http://www.w3.org/2000/svg">`)
	for _, n := range names {
		if m := svgElement.FindSubmatch(l.source[n]); m != nil {
			fmt.Fprintf(&out, "<symbol id=%q viewBox=\"0 0 24 24\">%s</symbol>", strings.TrimSuffix(n, ".svg"), bytes.TrimSpace(m[1]))
		}
	}
	out.WriteString("</svg>")
	return []byte(out.String())
}

// address gives a file its address after the files it names have theirs, and
// writes those into it. callers are the files on whose behalf it is asked.
func (l *library) address(name string, callers []string) (string, error) {
	if a, ok := l.addresses[name]; ok {
		return a, nil
	}
	body, ok := l.source[name]
	if !ok || slices.Contains(callers, name) {
		return "", fmt.Errorf("assets: %s cannot be named by %s", name, strings.Join(callers, ", "))
	}
	ext := path.Ext(name)
	callers = append(slices.Clone(callers), name)
	var failed error
	if re := reference[ext]; re != nil {
		body = re.ReplaceAllFunc(body, func(match []byte) []byte {
			m := re.FindSubmatch(match)
			a, err := l.address(string(m[1]), callers)
			failed = cmp.Or(failed, err)
			return []byte(strings.NewReplacer("./"+string(m[1]), a, string(m[1]), a).Replace(string(match)))
		})
	}
	if failed != nil {
		return "", failed
	}
	sum := sha256.Sum256(body)
	a := Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:8]) + ext
	l.addresses[name], l.served[a] = a, body
	return a, nil
}
