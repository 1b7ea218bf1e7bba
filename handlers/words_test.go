package handlers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/views"
	"example.org/tickmark/workflow"
)

func TestEveryActOfTheRulesHasItsWords(t *testing.T) {
	for _, act := range workflow.Acts() {
		if label := (views.Move{Act: string(act)}).Label(); label == string(act) {
			t.Errorf("%s: a button would say the rule's own word", act)
		}
	}
}

// TestEveryWarningOfIntakeHasItsWords reads the codes out of intake's source,
// where each way in names its own.
func TestEveryWarningOfIntakeHasItsWords(t *testing.T) {
	codes := warningCodes(t)
	if len(codes) < 6 {
		t.Errorf("intake has only %d codes", len(codes))
	}
	for _, code := range codes {
		one, _, ok := views.WarningWords(code, 1)
		many, _, _ := views.WarningWords(code, 17)
		if !ok || one == "" || many == one || strings.Contains(many, "%") {
			t.Errorf("%s: %q, and of many %q", code, one, many)
		}
	}
}

func warningCodes(t *testing.T) (codes []string) {
	t.Helper()
	files, err := filepath.Glob("../intake/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			kind, _ := spec.Type.(*ast.Ident)
			value, _ := spec.Values[0].(*ast.BasicLit)
			if kind != nil && kind.Name == "WarningCode" && value != nil {
				code, _ := strconv.Unquote(value.Value)
				codes = append(codes, code)
			}
			return true
		})
	}
	return codes
}
