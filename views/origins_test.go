package views_test

import (
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/views"
)

func TestWhyASourceCountsIsSaidAsItIs(t *testing.T) {
	for _, row := range []struct {
		name string
		row  views.OriginRow
		want string
	}{
		{"compared with others", views.OriginRow{Rooted: models.Rooted{Compared: true}}, ""},
		{"the only one, of which a text is kept", views.OriginRow{Rooted: models.Rooted{Compared: true}, Alone: true}, "Its text is kept, and there is no other source to compare it with."},
		{"without a text", views.OriginRow{}, "No text of it is kept, so it is compared with nobody. It counts as a root."},
		{"of which nothing is kept", views.OriginRow{Rooted: models.Rooted{Lacks: models.LacksCapture}}, "Nothing of it is kept, so it does not count."},
		{"that waits for its look", views.OriginRow{Rooted: models.Rooted{Lacks: models.LacksLook}}, "Is about to be looked at. Nothing of it is kept yet, so it does not count."},
	} {
		if got := row.row.Why(); got != row.want {
			t.Errorf("a source %s: %q", row.name, got)
		}
	}
}

// That a source took its words from another is said only where it shows which of
// them came first.
func TestWhoTookTheWordsIsSaidOnlyWhereItShows(t *testing.T) {
	for sign, want := range map[string]string{
		"time":    "Has its words from “A report”. Why.",
		"capture": "Shares its words with “A report”. Why.",
		"length":  "Shares its words with “A report”. Why.",
		"nothing": "Shares its words with “A report”. Why.",
	} {
		row := views.OriginRow{Rooted: models.Rooted{Edge: models.OriginEdge{Kind: "copied", Sign: sign, Reason: "Why."}}, From: "A report"}
		if got := row.Why(); got != want {
			t.Errorf("by %s: %q", sign, got)
		}
		row.Edge.Reason = ""
		if got := row.Why(); got != strings.TrimSuffix(want, " Why.") {
			t.Errorf("by %s, without a reason: %q", sign, got)
		}
		if row.Shown() == "" {
			t.Errorf("by %s: nothing says so", sign)
		}
	}
}

func TestASourceOfWhichNothingIsKeptIsNoRootInTheTable(t *testing.T) {
	row := views.OriginRow{Rooted: models.Rooted{SourceID: 1, Root: 1, Lacks: models.LacksCapture}}
	if got := [2]string{row.GoesBack(), row.Shown()}; got != [2]string{"does not count", "Nothing of it is kept, so it does not count."} {
		t.Errorf("of which nothing is kept: %q", got)
	}
	row.Lacks = models.LacksNothing
	if got := [2]string{row.GoesBack(), row.Shown()}; got != [2]string{"itself", ""} {
		t.Errorf("a root: %q", got)
	}
	row = views.OriginRow{Rooted: models.Rooted{SourceID: 1, Root: 2, Lacks: models.LacksCapture, Edge: models.OriginEdge{Sign: "nothing"}}, Root: "Tides", From: "Tides"}
	if got := [2]string{row.GoesBack(), row.Shown()}; got != [2]string{"Tides", "which came first is not known"} {
		t.Errorf("one that depends on another: %q", got)
	}
}

func TestARulingThatIsNotToldKeepsWhoAndWhy(t *testing.T) {
	r := views.RulingView{By: "Carl", OriginRuling: models.OriginRuling{Reason: "They told us."}}
	if r.Told() || r.Who() != "A person" || strings.Contains(r.Why(), r.Reason) {
		t.Errorf("it says %q, %q", r.Who(), r.Why())
	}
	r.MadeBy = 7
	if !r.Told() || r.Who() != "Carl" || r.Why() != r.Reason {
		t.Errorf("told it says %q, %q", r.Who(), r.Why())
	}
}

func TestEvidenceOfWhichNothingIsKeptSaysHowTheLookingStands(t *testing.T) {
	page := views.EvidenceView{Source: models.Source{URL: "https://a.example"}}
	with := func(change func(*views.EvidenceView)) views.EvidenceView {
		e := page
		change(&e)
		return e
	}
	for _, row := range []struct {
		name string
		e    views.EvidenceView
		want string
	}{
		{"about to be looked at", with(func(e *views.EvidenceView) { e.Looks.Job = models.Job{ID: 1, State: models.Queued} }), "About to be looked at. Nothing of it is kept."},
		{"given up", with(func(e *views.EvidenceView) {
			e.Looks.Job, e.Looks.Look = models.Job{ID: 1, State: models.Failed, EndedAt: 5, LastError: "Nobody answers."}, models.Look{ID: 1, At: 5, Outcome: models.LookFailed}
		}), "Given up: Nobody answers. Nothing of it is kept."},
		{"given up, and looked at since", with(func(e *views.EvidenceView) {
			e.Looks.Job, e.Looks.Look = models.Job{ID: 1, State: models.Failed, EndedAt: 5, LastError: "Nobody answers."}, models.Look{ID: 2, At: 6, Outcome: models.LookGone}
		}), "Gone: the site says so. Nothing of it is kept."},
		{"gone", with(func(e *views.EvidenceView) { e.Looks.Look = models.Look{ID: 1, Outcome: models.LookGone} }), "Gone: the site says so. Nothing of it is kept."},
		{"not looked at, with a reason", with(func(e *views.EvidenceView) {
			e.Looks.Look = models.Look{ID: 1, Outcome: models.LookFailed, Reason: "Nobody answers."}
		}), "Could not be looked at: Nobody answers. Nothing of it is kept."},
		{"kept", with(func(e *views.EvidenceView) { e.Looks.Last = 7 }), ""},
		{"on whose capture it rests", with(func(e *views.EvidenceView) { e.CaptureID = 7 }), ""},
		{"without an address", views.EvidenceView{}, ""},
	} {
		if got := row.e.NothingKept(); got != row.want {
			t.Errorf("a page %s: %q", row.name, got)
		}
	}
}
