package report_test

import (
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/report"
)

// kept is a report of what was withdrawn, waived and covered.
func kept() report.Report {
	return report.Report{
		Coverage: &report.Coverage{Checkable: 9, Done: 5, Unchecked: 1},
		Withdrawn: []report.Withdrawn{
			{Number: 3, Statement: "Three.", Reason: models.TakenBack},
			{Number: 4, Statement: "Four.", Reason: models.NotAFact},
			{Number: 5, Statement: "Five.", Reason: models.TakenBack},
		},
		Waivers: []report.Waiver{
			{Sentence: "It rained.", Kind: models.NothingToCheck}, {Sentence: "It burned.", Kind: models.LeftUnchecked},
		},
	}
}

func TestThePageAndTheMarkdownSayTheSameOfTheCoverage(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		draw func(report.Report) ([]byte, error)
		says []string // in this order
	}{
		{"the page", report.HTML, []string{
			"1 withdrawn", "5 of 9 checkable sentences covered. <b>1 sentence left unchecked, with a reason below. 3 sentences lie in no claim.</b>",
			`<tr id="claim-4">`, `<span id="claim-3">3</span>, <span id="claim-5">5</span>.`,
			"<h2>Sentences left unchecked</h2>", "It burned.", "<h2>Sentences with nothing to check</h2>", "It rained.",
		}},
		{"the Markdown", report.Markdown, []string{
			"1 withdrawn", "5 of 9 checkable sentences covered. **1 sentence left unchecked, with a reason below. 3 sentences lie in no claim.**",
			"Claim 4: Four", "worked on them: 3, 5.", "## Sentences left unchecked", "It burned", "## Sentences with nothing to check", "It rained",
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, err := row.draw(kept())
			if err != nil {
				t.Fatal(err)
			}
			rest := string(got)
			for _, want := range row.says {
				_, after, ok := strings.Cut(rest, want)
				if !ok {
					t.Fatalf("%q is not there, or not in its place:\n%s", want, rest)
				}
				rest = after
			}
			for _, gone := range []string{"Three.", "Five."} {
				if strings.Contains(string(got), gone) {
					t.Errorf("%q was taken back, and stands there", gone)
				}
			}
		})
	}
}
