package report_test

import (
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/report"
)

func TestASourceOfWhichNothingIsKeptDoesNotCount(t *testing.T) {
	in := sample(t)
	in.Rooted[101][2].Lacks = models.LacksCapture
	body := encode(t, in)
	if err := compiled(t).Validate(instance(t, body)); err != nil {
		t.Error(err)
	}
	text := drawn(t, body, report.Markdown)
	if !strings.Contains(text, "1 independent root among 3 sources") || !strings.Contains(text, "Let down: does not count · Nothing of it was kept") {
		t.Error(text)
	}
}
