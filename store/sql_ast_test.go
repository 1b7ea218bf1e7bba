package store

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// takesSQL are the methods of gorm and database/sql that read an argument as
// SQL, with the first that they do.
var takesSQL = map[string]int{
	"Where": 0, "Not": 0, "Or": 0, "Having": 0, "Order": 0, "Group": 0, "Select": 0, "Omit": 0, "Distinct": 0, "Joins": 0, "InnerJoins": 0,
	"Preload": 0, "Table": 0, "Raw": 0, "Exec": 0, "Pluck": 0, "Update": 0, "UpdateColumn": 0, "Attrs": 0, "Assign": 0, "Expr": 0,
	"First": 1, "Last": 1, "Take": 1, "Find": 1, "Delete": 1, "FirstOrInit": 1, "FirstOrCreate": 1, "FindInBatches": 3,
	"ExecContext": 1, "QueryContext": 1, "QueryRowContext": 1, "PrepareContext": 1, "Query": 0, "QueryRow": 0, "Prepare": 0,
}

// talks are the packages whose importers are looked at.
var talks = []string{"gorm.io/gorm", "database/sql", "github.com/jackc/pgx"}

// piecewise are functions of the store that put a question together of pieces,
// by their file, and where those are written out. Nothing that they are given
// comes from a form but as an argument of the question.
var piecewise = map[string]map[string]string{
	"articlelist.go": {"ListArticles": "the pieces stand in its table and in works"},
	"articles.go":    {"tallyDebts": "unheard stands in replies.go"},
	"bulk.go":        {"ClaimArticles": "queueColumns stand in queue.go"},
	"mydesk.go":      {"QueriesTo": "never is a constant of its file", "DebtsOf": "both pieces stand in it", "Week": "the columns stand in its table"},
	"queue.go": {
		"asks": "what is handed to it stands in queueways.go and in this file", "listClaims": "queueColumns stand above it",
		"alongClaims": "the way stands in queueways.go", "claimFloor": "the way stands in queueways.go",
	},
}

// TestSQLIsConstant reads every file of the project that can talk to a
// database. What such a method reads as SQL must be written out there: what a
// person typed reaches a question as its argument only.
func TestSQLIsConstant(t *testing.T) {
	files := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "tools" || strings.HasSuffix(d.Name(), "-data")) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		found, talks, err := variableSQL(path, src)
		if talks {
			files++
		}
		for _, f := range found {
			t.Error(f)
		}
		return err
	})
	if err != nil || files < 5 {
		t.Fatalf("%d files talk to a database, %v", files, err)
	}
}

// variableSQL lists the calls and the expressions of gorm's in a file that read something as SQL that is not
// written out there, and tells whether the file talks to a database at all.
func variableSQL(path string, src []byte) (found []string, talking bool, err error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, false, err
	}
	for _, i := range file.Imports {
		name, _ := strconv.Unquote(i.Path.Value)
		talking = talking || slices.ContainsFunc(talks, func(t string) bool { return strings.HasPrefix(name, t) })
	}
	if filepath.Dir(path) == filepath.Join("..", "store") { // methods of this room hand gorm's questions around
		talking = true
	}
	apart := func(dir string) bool { return strings.HasPrefix(path, filepath.Join("..", dir)) } // is no part of the program
	if !talking || apart("testkit") || apart("bench") || apart("torture") {
		return nil, false, nil
	}
	constants, rows := written(file)
	ast.Inspect(file, func(n ast.Node) bool {
		if fn, ok := n.(*ast.FuncDecl); ok && piecewise[filepath.Base(path)][fn.Name.Name] != "" {
			return false
		}
		if field, ok := n.(*ast.KeyValueExpr); ok { // of an expression that is put together by hand
			if name, ok := field.Key.(*ast.Ident); ok && name.Name == "SQL" && !constant(field.Value, constants, rows) {
				found = append(found, fmt.Sprintf("%s: an expression reads as SQL what is not written out there", fset.Position(field.Pos())))
			}
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		at, ok := takesSQL[sel.Sel.Name]
		if !ok || len(call.Args) <= at {
			return true
		}
		for _, arg := range sqlArgs(sel.Sel.Name, call.Args[at:]) {
			if !constant(arg, constants, rows) {
				found = append(found, fmt.Sprintf("%s: %s reads as SQL what is not written out there", fset.Position(arg.Pos()), sel.Sel.Name))
			}
		}
		return true
	})
	return found, true, nil
}

// sqlArgs are those of the arguments that are read as SQL.
func sqlArgs(method string, args []ast.Expr) []ast.Expr {
	if method == "Select" || method == "Omit" || method == "Distinct" {
		return args
	}
	return args[:1]
}

// written are the names that a file gives to written-out texts: constants, and
// the rows of literal tables that are ranged over.
func written(file *ast.File) (constants, rows map[string]bool) {
	constants, rows = map[string]bool{}, map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			if n.Tok == token.CONST {
				for _, s := range n.Specs {
					for _, name := range s.(*ast.ValueSpec).Names {
						constants[name.Name] = true
					}
				}
			}
		case *ast.RangeStmt:
			table, ok := n.X.(*ast.CompositeLit)
			if name, isName := n.Value.(*ast.Ident); ok && isName && allWritten(table) {
				rows[name.Name] = true
			}
		}
		return true
	})
	return constants, rows
}

// allWritten reports whether every text of a literal table's rows is written
// out: a row's second field is then, as the tables of this room have it.
func allWritten(table *ast.CompositeLit) bool {
	for _, row := range table.Elts {
		lit, ok := row.(*ast.CompositeLit)
		if !ok || len(lit.Elts) < 2 || !constant(lit.Elts[1], nil, nil) {
			return false
		}
	}
	return true
}

// constant reports whether an expression is a written-out text, or no text at
// all but a question built by gorm's own methods or a row of ours.
func constant(e ast.Expr, constants, rows map[string]bool) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.ParenExpr:
		return constant(e.X, constants, rows)
	case *ast.BinaryExpr:
		return e.Op == token.ADD && constant(e.X, constants, rows) && constant(e.Y, constants, rows)
	case *ast.Ident:
		return constants[e.Name]
	case *ast.SelectorExpr: // the column of a table that is ranged over
		x, ok := e.X.(*ast.Ident)
		return ok && rows[x.Name] && e.Sel.Name == "sql"
	}
	return false
}

// TestVariableSQLIsFound proves the test above by what it must find.
func TestVariableSQLIsFound(t *testing.T) {
	for _, row := range []struct {
		name, call string
		found      int
	}{
		{"a written-out condition", `g.Where("id = ?", id)`, 0},
		{"one in two parts", `g.Where("id = ?" + " AND x = ?", id)`, 0},
		{"an order from the address", `g.Order(sort)`, 1},
		{"a column out of a map", `g.Order(columns[sort])`, 1},
		{"a condition with a word put in", `g.Where("name = '" + sort + "'")`, 1},
		{"a formatted condition", `g.Where(fmt.Sprintf("name = %s", sort))`, 1},
		{"a key that is a text", `g.First(&u, sort)`, 1},
		{"a second column that is chosen", `g.Select("id", sort)`, 1},
		{"a raw question", `g.Raw(sort)`, 1},
		{"a written-out expression", `g.Clauses(clause.Select{Expression: clause.NamedExpr{SQL: "@id", Vars: ids}})`, 0},
		{"an expression from the address", `g.Clauses(clause.Select{Expression: clause.NamedExpr{SQL: sort}})`, 1},
		{"one past gorm", `db.QueryContext(ctx, sort)`, 1},
		{"a row of a written table", `for _, c := range []struct{ on bool; sql string }{{true, "id = ?"}} { g.Where(c.sql, id) }`, 0},
		{"a row of a table with a word put in", `for _, c := range []struct{ on bool; sql string }{{true, sort}} { g.Where(c.sql, id) }`, 1},
	} {
		src := "package p\nimport \"gorm.io/gorm\"\nfunc f(g *gorm.DB, sort string) { " + row.call + " }"
		found, _, err := variableSQL("p.go", []byte(src))
		if err != nil || len(found) != row.found {
			t.Errorf("%s: found %v, want %d (%v)", row.name, found, row.found, err)
		}
	}
}
