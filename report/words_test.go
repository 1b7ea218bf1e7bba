package report_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/report"
	"example.org/tickmark/testkit"
)

// ofPeople are what has fields that no article's trail holds.
var ofPeople = []string{"Checklist", "User", "Preferences", "Settings", "found", "links", "mail", "people", "profile", "settings", "users"}

func TestTheReportHasWordsForTheWholeTrailOfAnArticle(t *testing.T) {
	actions, fields := testkit.TrailWords(t, "../newsroom")
	for _, action := range actions {
		noun, _, _ := strings.Cut(action, ".")
		if !slices.Contains([]string{"user", "settings", "newsroom", "job", "checklist", "view"}, noun) && strings.Contains(drawnTrail(t, action, "words"), action) {
			t.Errorf("no words for the action %s", action)
		}
	}
	for field, of := range fields {
		if !slices.Contains(ofPeople, of) && strings.Contains(drawnTrail(t, "claim.mark", field), "; "+field+":") {
			t.Errorf("no words for the field %s of %s", field, of)
		}
	}
}

// drawnTrail is the trail of a report that has one event, as Markdown without
// escapes.
func drawnTrail(t *testing.T, action, field string) string {
	t.Helper()
	in := sample(t)
	in.Events = []report.Act{{
		Event:   models.Event{Seq: 1, At: noon, ActorID: models.Ref(editorA), Action: action},
		Changes: []models.Change{{Field: field, To: "7"}},
	}}
	md, err := report.Markdown(report.Build(in))
	if err != nil {
		t.Fatal(err)
	}
	_, row, _ := strings.Cut(strings.ReplaceAll(string(md), `\`, ""), "\n| 1 | ")
	row, _, _ = strings.Cut(row, "\n")
	return row
}
