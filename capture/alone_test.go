package capture_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// goesOut are the parts of the standard library by which a program makes
// requests of its own.
var goesOut = regexp.MustCompile(`^(http\.(Client|Transport|DefaultClient|DefaultTransport|Get|Head|Post|PostForm|NewRequest|NewRequestWithContext)|net\.(Dial\w*|Dialer|Lookup\w*|Resolver)|tls\.(Dial\w*|Dialer|Client)|httputil\.\w+|smtp\.\w+|rpc\.\w+)$`)

// measures are folders of programs that look at the server from outside, and
// are no part of it.
var measures = regexp.MustCompile(`^\.\./(torture|testkit|e2e|cmd/bench|scripts|tools|tmp|dist|bin|node_modules|\..*)$`)

// bucket is where the one store for files is asked that whoever runs the
// newsroom names: no address of anybody else gets there, and a store of the
// house is no place for the guard.
var bucket = filepath.Join("..", "blobs", "bucket.go")

// mailServer is where mails are given to the one server that whoever runs the
// program names, which may stand in the house.
var mailServer = filepath.Join("..", "notify", "server.go")

func TestNobodyElseMakesRequests(t *testing.T) {
	found := map[bool]int{} // whether it is in this room
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if measures.MatchString(filepath.ToSlash(path)) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := sel.X.(*ast.Ident)
			if !ok || !goesOut.MatchString(pkg.Name+"."+sel.Sel.Name) {
				return true
			}
			if path == bucket || path == mailServer {
				return true
			}
			here := filepath.Dir(path) == filepath.Join("..", "capture")
			found[here]++
			if !here {
				t.Errorf("%s: %s.%s makes requests past the guard", set.Position(sel.Pos()), pkg.Name, sel.Sel.Name)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found[true] < 4 {
		t.Errorf("only %d such parts found in this room: the test does not see them", found[true])
	}
}
