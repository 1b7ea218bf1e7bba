package ui

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// unwanted is what templates must not hold: the policy would block it, or it
// would make text from a person into markup.
var unwanted = map[string]*regexp.Regexp{
	"an inline handler of htmx": regexp.MustCompile(`hx-on`),
	"a js: value of htmx":       regexp.MustCompile(`["'\s]js:`),
	"an event filter of htmx":   regexp.MustCompile(`hx-trigger="[^"]*\[`),
	"a style attribute":         regexp.MustCompile(`\bstyle=|<style`),
	"an inline handler":         regexp.MustCompile(`\son[a-z]+=["{]`),
	"an inline script":          regexp.MustCompile(`<script[^>]*>[^<]`),
	"a data: address":           regexp.MustCompile(`["']data:`),
	"another origin":            regexp.MustCompile(`(?:src|href|action)="(?:https?:)?//`),
	"trusted HTML":              regexp.MustCompile(`templ\.(?:Raw|SafeURL|JSONScript|ComponentScript|Attributes)`),
	"spread attributes":         regexp.MustCompile(`\{ [A-Za-z.]+\.\.\. \}[^\n]*>`),
}

// The test walks every template of the project's views, not only this room's.
func TestTemplatesKeepThePolicy(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("..", func(p string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".templ" {
			return err
		}
		seen++
		body, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(body)) {
			if strings.HasPrefix(strings.TrimSpace(line), "//") {
				continue
			}
			for what, re := range unwanted {
				if filepath.Base(p) == "letter.templ" && what == "a style attribute" {
					continue // a mail, which no page's policy reaches and no style sheet of ours
				}
				if m := re.FindString(line); m != "" {
					t.Errorf("%s holds %s: %s", p, what, m)
				}
			}
		}
		return nil
	})
	if err != nil || seen == 0 {
		t.Fatalf("%d templates, %v", seen, err)
	}
}
