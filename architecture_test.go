package tickmark_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the import path of the project's root.
const module = "example.org/tickmark/"

// maxLines is how long a Go file that people write may be.
const maxLines = 500

// allowed says what each package may import: packages of ours by their folder,
// heavy libraries by their name in heavy. ARCHITECTURE.md gives the reasons.
var allowed = map[string][]string{
	"models":           {},
	"apperr":           {"http"},
	"workflow":         {"models", "apperr"},
	"anchor":           {"models", "apperr"},
	"diff":             {"models", "anchor"},
	"copydesk":         {"models"},
	"copydesk/detect":  {"models"},
	"copydesk/worth":   {"models", "copydesk/detect"},
	"copydesk/reading": {"models", "copydesk", "copydesk/detect", "copydesk/worth"},
	"copydesk/suggest": {"models", "copydesk", "copydesk/detect", "copydesk/reading"},
	"copydesk/checks":  {"models", "anchor", "copydesk", "copydesk/detect", "copydesk/reading", "diff"},
	"origins":          {"models", "copydesk", "copydesk/detect"},
	"audit":            {"models"},
	"typeset":          {"models"},
	"intake":           {"models", "apperr", "goldmark", "readability"},
	"report":           {"models", "anchor", "audit", "typeset", "diff"},
	"store":            {"models", "apperr", "store/migrations", "gorm", "sqlite", "pgx", "goose"},
	"store/migrations": {},
	"jobs":             {"models", "apperr", "store"},
	"live":             {"models", "store"},
	"notify":           {"models", "apperr", "audit", "store", "jobs", "views", "gomail"},
	"sources":          {"models", "apperr", "intake", "pdfium", "filereaders"},
	"newsroom":         {"models", "apperr", "workflow", "anchor", "copydesk", "copydesk/detect", "copydesk/reading", "copydesk/suggest", "copydesk/checks", "intake", "audit", "report", "store", "auth", "blobs", "capture", "render", "assist", "jobs", "sources", "origins", "http"},
	"auth":             {"models", "apperr", "store", "http"},
	"views":            {"models", "apperr", "typeset", "diff", "assets", "views/ui", "templ"},
	"views/ui":         {"models", "typeset", "assets", "templ"},
	"assets":           {"http"},
	"handlers": {
		"models", "apperr", "workflow", "anchor", "copydesk", "copydesk/detect", "copydesk/worth", "copydesk/reading", "copydesk/suggest", "copydesk/checks", "intake", "audit", "typeset", "diff",
		"report", "store", "newsroom", "auth", "backup", "live", "views", "views/ui", "assets", "warc", "gin", "templ", "http",
	},
	"backup":         {"audit", "store", "newsroom"},
	"blobs":          {"apperr", "minio", "http"},
	"render":         {"apperr", "chromedp"},
	"capture":        {"apperr", "http"},
	"warc":           {"models", "http"},
	"assist":         {"models", "apperr", "anchor", "copydesk/detect", "copydesk/suggest", "capture"},
	"seeds":          {"models", "intake", "workflow", "newsroom"},
	"bench/demo":     {"models", "intake", "copydesk/detect", "copydesk/reading", "copydesk/suggest"},
	"bench/edits":    {"models", "anchor", "copydesk", "intake"},
	"bench/labelled": {"models", "copydesk/reading"},
	"bench/train":    {"copydesk/worth", "bench/labelled"},
	"bench/reading":  {"models", "copydesk", "copydesk/worth", "copydesk/reading", "copydesk/checks", "bench/labelled", "bench/demo", "bench/planted", "bench/origins"},
	"bench/planted":  {"models", "copydesk/checks", "copydesk/detect", "copydesk/reading", "intake"},
	"bench/origins":  {"models", "origins"},
	"bench/generate": {"models", "intake", "workflow", "audit", "store", "newsroom"},
	"testkit":        {"models", "blobs", "intake", "apperr", "workflow", "audit", "store", "newsroom", "auth", "handlers", "chromedp", "pgx", "http"},
	"e2e":            {"models", "testkit", "chromedp", "http"},
	// They judge the program from outside and so import nothing of it.
	"torture":         {"http"},
	"torture/checker": {"sqlite"},
	"cmd/bench": {
		"models", "workflow", "intake", "audit", "typeset", "store", "newsroom", "views", "views/ui", "assets", "handlers", "bench/generate", "gin", "http",
		"copydesk", "copydesk/detect", "copydesk/reading", "copydesk/suggest", "copydesk/checks", "bench/demo", "anchor", "origins",
	},
	"cmd/server": {
		"models", "apperr", "workflow", "audit", "report", "store", "store/migrations", "newsroom", "auth", "backup", "blobs", "capture", "render", "jobs", "notify", "live", "handlers", "assets", "seeds",
		"anchor", "copydesk", "copydesk/detect", "copydesk/worth", "copydesk/reading", "copydesk/suggest", "copydesk/checks", "intake", "sources", "warc", "gin", "http", "prometheus",
	},
	"scripts/sbom": {},
}

// heavy names the libraries that only some packages may import.
var heavy = map[string][]string{
	"gin":         {"github.com/gin-gonic/"},
	"gorm":        {"gorm.io/", "github.com/glebarez/"},
	"sqlite":      {"modernc.org/sqlite"},
	"pgx":         {"github.com/jackc/"},
	"goose":       {"github.com/pressly/goose"},
	"templ":       {"github.com/a-h/templ"},
	"goldmark":    {"github.com/yuin/goldmark"},
	"readability": {"codeberg.org/readeck/"},
	"chromedp":    {"github.com/chromedp/"},
	"pdfium":      {"github.com/klippa-app/", "github.com/tetratelabs/"},
	"filereaders": {"github.com/bep/imagemeta", "github.com/emersion/go-message", "github.com/mmcdole/gofeed", "github.com/gabriel-vasile/mimetype"},
	"minio":       {"github.com/minio/"},
	"gomail":      {"github.com/wneessen/"},
	"http":        {"net/http"},
	"prometheus":  {"github.com/prometheus/"},
}

// vague are package names that say nothing about what is inside.
var vague = []string{"utils", "util", "common", "helpers", "helper", "misc", "shared", "types", "base", "lib"}

func TestImportsPointInward(t *testing.T) {
	for _, file := range goFiles(t) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		pkg := path.Dir(file)
		may, ok := allowed[pkg]
		if !ok {
			t.Errorf("%s: new package; give it a row in allowed and in ARCHITECTURE.md", pkg)
			continue
		}
		for _, imp := range imports(t, file) {
			if dep := dependency(imp); dep != "" && !slices.Contains(may, dep) {
				t.Errorf("%s: package %s may not import %s", file, pkg, dep)
			}
		}
	}
}

// A package that only tests import must not slip into the binary.
func TestNothingButTestsImportsTheTestKit(t *testing.T) {
	for pkg, may := range allowed {
		if pkg != "e2e" && slices.Contains(may, "testkit") {
			t.Errorf("%s may import testkit, which is for tests", pkg)
		}
	}
}

func TestFilesStayShort(t *testing.T) {
	for _, file := range goFiles(t) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(content), "\n"); n > maxLines {
			t.Errorf("%s has %d lines; over %d a stranger loses the way: split it by what it is about", file, n, maxLines)
		}
	}
}

// A handler loads, asks and answers; what needs more lines is a rule or a view
// in the wrong room. The site map is data.
func TestHandlersStayShort(t *testing.T) {
	const most = 30
	for _, file := range goFiles(t) {
		if path.Dir(file) != "handlers" || strings.HasSuffix(file, "_test.go") || path.Base(file) == "routes.go" {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1; n > most {
				t.Errorf("%s: %s has %d lines, over %d", file, fn.Name.Name, n, most)
			}
		}
	}
}

func TestNamesSayWhatIsInside(t *testing.T) {
	for _, file := range goFiles(t) {
		name := strings.TrimSuffix(strings.TrimSuffix(path.Base(file), ".go"), "_test")
		for _, word := range append(strings.Split(path.Dir(file), "/"), name) {
			if slices.Contains(vague, word) {
				t.Errorf("%s: %q says nothing about what is inside", file, word)
			}
		}
	}
}

func TestEveryRoomIsInArchitecture(t *testing.T) {
	paper, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range allowed {
		if !strings.Contains(string(paper), "`"+pkg+"/`") {
			t.Errorf("ARCHITECTURE.md has no row for `%s/`", pkg)
		}
	}
}

// goFiles returns the Go files that people write, as slash-separated paths.
func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && skipped(d.Name()):
			return fs.SkipDir
		case strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_templ.go"):
			files = append(files, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// skipped reports whether a folder of this name holds no code of ours.
func skipped(name string) bool {
	return name != "." && strings.HasPrefix(name, ".") ||
		slices.Contains([]string{"vendor", "node_modules", "testdata", "bin", "tmp", "dist", "demo-data"}, name)
}

func imports(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range f.Imports {
		imp, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, imp)
	}
	return paths
}

// dependency returns the name under which allowed lists imp, or "" if anybody
// may import it.
func dependency(imp string) string {
	if ours, ok := strings.CutPrefix(imp, module); ok {
		return ours
	}
	for lib, prefixes := range heavy {
		if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(imp, p) }) {
			return lib
		}
	}
	return ""
}
