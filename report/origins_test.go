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

// That a source took its words from another is said only where it shows which of
// them came first.
func TestWhoTookTheWordsIsSaidOnlyWhereItShows(t *testing.T) {
	for sign, want := range map[string]string{
		"time":    "it was published later · 100 %, 2 figures, 1 quotation · Has its words from",
		"capture": "which came first is not known; the other was captured first · 100 %, 2 figures, 1 quotation · Shares its words with",
	} {
		in := sample(t)
		e := &in.Rooted[101][1].Edge
		e.Kind, e.Sign, e.Score, e.Figures, e.Quotes = "copied", sign, 1, 2, 1
		body := encode(t, in)
		if err := compiled(t).Validate(instance(t, body)); err != nil {
			t.Error(err)
		}
		if text := drawn(t, body, report.Markdown); !strings.Contains(text, want) {
			t.Errorf("by %s: %s", sign, text)
		}
	}
}

// A ruling that was made where not everybody may look is told without its reason,
// and nothing stands in the place of that.
func TestARulingWithoutItsReasonEndsWithItsSentence(t *testing.T) {
	in := sample(t)
	in.Rulings[101] = []models.OriginRuling{{ID: 81, FromID: 35, ToID: 31, Copies: true, MadeAt: in.Rulings[101][0].MadeAt}}
	in.Rooted[101][2].Root = 31
	in.Rooted[101][2].Edge = models.OriginEdge{FromID: 35, ToID: 31, Kind: "declared", Sign: "ruling", Score: 1}
	body := encode(t, in)
	text, page := drawn(t, body, report.Markdown), drawn(t, body, report.HTML)
	for _, want := range []string{"a person says so · Has its words from “Remarks to the press”.\n", "“Let down” has its words from “Remarks to the press”.\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	for _, trailing := range []string{" \n", " </p>", " </bdi>", " </td>"} {
		if strings.Contains(text+page, "press”."+trailing) || strings.Contains(text+page, "press”.</bdi>"+trailing) {
			t.Errorf("a sentence has %q behind it", trailing)
		}
	}
}
