package tickmark_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	link   = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	fenced = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
)

func TestLinksInPapersLeadSomewhere(t *testing.T) {
	for _, paper := range tree(t, ".md") {
		for _, m := range link.FindAllStringSubmatch(fenced.ReplaceAllString(read(t, paper), ""), -1) {
			target, _, _ := strings.Cut(m[1], "#")
			if target == "" || strings.Contains(target, "://") {
				continue
			}
			if _, err := os.Stat(path.Join(path.Dir(paper), target)); err != nil {
				t.Errorf("%s: the link to %s leads nowhere", paper, m[1])
			}
		}
	}
}

// A picture that no paper shows is of no use, and a heavy one keeps readers
// waiting.
func TestPicturesOfPapersAreShownAndLight(t *testing.T) {
	const most = 150 << 10 // bytes
	shown := map[string]bool{}
	for _, paper := range tree(t, ".md") {
		for _, m := range link.FindAllStringSubmatch(read(t, paper), -1) {
			shown[path.Join(path.Dir(paper), m[1])] = true
		}
	}
	for _, picture := range tree(t, ".png") {
		if strings.HasPrefix(picture, "docs/screenshots/") || !strings.HasPrefix(picture, "docs/") {
			continue // for those who work on pages
		}
		if !shown[picture] {
			t.Errorf("no paper shows %s", picture)
		}
		if n := len(read(t, picture)); n > most {
			t.Errorf("%s has %d bytes, over %d", picture, n, most)
		}
	}
}

func TestEveryDecisionIsListed(t *testing.T) {
	list := read(t, "docs/adr/README.md")
	for _, paper := range tree(t, ".md") {
		if path.Dir(paper) == "docs/adr" && path.Base(paper) != "README.md" && !strings.Contains(list, "]("+path.Base(paper)+")") {
			t.Errorf("docs/adr/README.md does not name %s", path.Base(paper))
		}
	}
}

// Papers name tests as proof of what they say.
func TestTestsThatPapersNameExist(t *testing.T) {
	var code strings.Builder
	for _, file := range goFiles(t) {
		if strings.HasSuffix(file, "_test.go") {
			code.WriteString(read(t, file))
		}
	}
	named := regexp.MustCompile("`(Test[A-Z][A-Za-z]+)`")
	for _, paper := range tree(t, ".md") {
		for _, m := range named.FindAllStringSubmatch(read(t, paper), -1) {
			if !strings.Contains(code.String(), "func "+m[1]+"(") {
				t.Errorf("%s names %s, which does not exist", paper, m[1])
			}
		}
	}
}

// Papers say in which file something stands.
func TestFilesThatPapersNameExist(t *testing.T) {
	named := regexp.MustCompile("`([a-z0-9]+/[a-zA-Z0-9_./-]+\\.(?:go|templ|md|sh|sql|service|css))`")
	for _, paper := range tree(t, ".md") {
		for _, m := range named.FindAllStringSubmatch(read(t, paper), -1) {
			if strings.Contains(m[1], "NAME") {
				continue
			}
			if _, err := os.Stat(m[1]); err != nil {
				if _, err := os.Stat(path.Join(path.Dir(paper), m[1])); err != nil {
					t.Errorf("%s names %s, which does not exist", paper, m[1])
				}
			}
		}
	}
}

// tree are the files of the project with an extension, but for what others
// wrote.
func tree(t *testing.T, ext string) (files []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (skipped(d.Name()) || slices.Contains([]string{"LICENSES", "vendor", "dist"}, d.Name())):
			return fs.SkipDir
		case strings.HasSuffix(file, ext):
			files = append(files, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
