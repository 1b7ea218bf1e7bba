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
	in.Rooted[101][2].Lacks = models.LacksLook
	body = encode(t, in)
	if err := compiled(t).Validate(instance(t, body)); err != nil {
		t.Error(err)
	}
	if text := drawn(t, body, report.Markdown); !strings.Contains(text, "Let down: does not count · It was about to be looked at") {
		t.Error(text)
	}
}

// What another article says that is for its team alone is told without who said
// it and why.
func TestARulingOfARestrictedArticleIsToldWithoutWhoMadeIt(t *testing.T) {
	in := sample(t)
	in.Rulings[101][0].MadeBy, in.Rulings[101][0].Reason = 0, ""
	body := encode(t, in)
	if err := compiled(t).Validate(instance(t, body)); err != nil {
		t.Error(err)
	}
	for name, text := range texts(t, in) {
		if name != "JSON" && !strings.Contains(text, "A person, ") || strings.Contains(text, "Their reporter was there") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}
