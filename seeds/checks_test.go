package seeds

import (
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/bench/planted"
	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/intake"
)

// The checks are held against a copy of the demo article, since they may not
// import this room: it must be the article as it is.
func TestTheChecksFindNothingInTheDemoArticle(t *testing.T) {
	meta := summit().meta
	for name, copyText := range map[string]string{"as it comes in": summitPasted, "as it is pasted again": summitRevised} {
		t.Run(name, func(t *testing.T) {
			same := func(c planted.Case) bool {
				return c.Copy == strings.TrimSpace(copyText) && c.Language == meta.Language && string(c.On) == meta.PublishOn
			}
			if !slices.ContainsFunc(planted.Clean(), same) {
				t.Error("bench/planted/testdata/clean-demo.txt is another article")
			}
			doc, _, err := intake.Markdown(copyText)
			if err != nil {
				t.Fatal(err)
			}
			r := reading.Read(reading.Copy{Document: doc, Language: meta.Language, On: detect.Day(meta.PublishOn)})
			for _, f := range checks.Run(r, nil) {
				t.Errorf("%s: %s", f.Check, f.Message)
			}
		})
	}
}
