package testkit

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	actionText = regexp.MustCompile(`"([a-z]+\.[a-z-]+)"`)
	tableRow   = regexp.MustCompile(`\{"([a-z0-9_]+)", (?:true|false), func\(\w \*models\.(\w+)\)`)
	changeText = regexp.MustCompile(`models\.Change\{Field: "([a-z0-9_]+)"`)
)

// TrailWords are the words that the acts in package newsroom write into the
// trail, read from its source in dir, so that a test can ask whether whoever
// shows the trail has words for each: the actions, and the fields with what has
// them, a noun of models or the name of the file that writes them.
func TrailWords(t testing.TB, dir string) (actions []string, fields map[string]string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no source in %s (%v)", dir, err)
	}
	fields = map[string]string{}
	for _, p := range paths {
		if strings.HasSuffix(p, "_test.go") {
			continue
		}
		source, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range actionText.FindAllStringSubmatch(string(source), -1) {
			actions = append(actions, m[1])
		}
		for _, m := range tableRow.FindAllStringSubmatch(string(source), -1) {
			fields[m[1]] = m[2]
		}
		for _, m := range changeText.FindAllStringSubmatch(string(source), -1) {
			if fields[m[1]] == "" {
				fields[m[1]] = strings.TrimSuffix(filepath.Base(p), ".go")
			}
		}
	}
	if len(actions) < 40 || len(fields) < 60 {
		t.Fatalf("only %d actions and %d fields: does the source read otherwise now?", len(actions), len(fields))
	}
	return actions, fields
}
