package assets

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// drawn is what draws pages, and scripts, which add classes of their own.
var drawn = []string{"../views", "../typeset", "js"}

// fromElsewhere are classes that only htmx sets.
var fromElsewhere = []string{"htmx-request"}

func TestEveryClassOfTheStyleSheetsIsDrawn(t *testing.T) {
	words := wordsOf(t)
	comment, class := regexp.MustCompile(`(?s)/\*.*?\*/|"[^"]*"`), regexp.MustCompile(`\.([a-zA-Z][\w-]*)`)
	for _, p := range paths(t, files) {
		if !strings.HasPrefix(p, "css/") {
			continue
		}
		for _, m := range class.FindAllStringSubmatch(comment.ReplaceAllString(read(t, p), ""), -1) {
			if !words[m[1]] && !slices.Contains(fromElsewhere, m[1]) {
				t.Errorf("%s styles .%s, which no page has", p, m[1])
			}
		}
	}
}

func TestEveryIconIsDrawn(t *testing.T) {
	words := wordsOf(t)
	var sheets strings.Builder
	for _, p := range paths(t, files) {
		if strings.HasPrefix(p, "css/") {
			sheets.WriteString(read(t, p))
		}
	}
	for _, p := range paths(t, files) {
		name := path.Base(p)
		if path.Ext(p) == ".svg" && !words[name] && !words[strings.TrimSuffix(name, ".svg")] && !strings.Contains(sheets.String(), `"`+name+`"`) {
			t.Errorf("%s is in the sprite and on no page", p)
		}
	}
}

// wordsOf are the words between double quotes in whatever draws, classes and
// names of icons among them, and what scripts write behind a dot: a selector.
func wordsOf(t *testing.T) map[string]bool {
	t.Helper()
	words := map[string]bool{}
	quoted, dotted := regexp.MustCompile(`"([\w\s.-]*)"`), regexp.MustCompile(`\.([a-z][\w-]*)`)
	for _, room := range drawn {
		for _, p := range paths(t, os.DirFS(room)) {
			ext := path.Ext(p)
			if !slices.Contains([]string{".go", ".templ", ".js"}, ext) || strings.HasSuffix(p, "_test.go") || strings.HasSuffix(p, "_templ.go") {
				continue
			}
			body, err := fs.ReadFile(os.DirFS(room), p)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range quoted.FindAllSubmatch(body, -1) {
				for w := range strings.FieldsSeq(string(m[1])) {
					words[w] = true
				}
			}
			if ext != ".js" {
				continue
			}
			for _, m := range dotted.FindAllSubmatch(body, -1) {
				words[string(m[1])] = true
			}
		}
	}
	return words
}

func read(t *testing.T, p string) string {
	t.Helper()
	body, err := files.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
