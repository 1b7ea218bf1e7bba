package handlers_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// What is found of sources is no event of the article, so the page of a claim
// that was read before shows it all the same.
func TestTheRootsOfAClaimAreShownAsTheyAreNow(t *testing.T) {
	s := newScene(t)
	path := s.open.address("/articles/:article/claims/:claim", claimSentBack)
	first, second := s.open.ids["first"], s.open.ids["second"]
	for _, row := range []struct {
		name   string
		change func()
		want   []string
	}{
		{"a ruling, with its name and reason", func() {}, []string{"1 independent root among 2 sources", "has its words from", "Carl says:", "He told us."}},
		{"nothing, once it is taken back", func() {
			a := s.browserOf("checker").post(t, path+"/rulings/"+s.open.ids["ruling"]+"/end", "form", "ruling-end-"+s.open.ids["ruling"])
			if a.status != http.StatusSeeOther {
				t.Fatalf("%d: %s", a.status, a.text())
			}
		}, []string{"2 independent roots among 2 sources", "No text of it is kept"}},
		{"an edge that a job found since", func() {
			from, _ := strconv.ParseInt(second, 10, 64)
			to, _ := strconv.ParseInt(first, 10, 64)
			e := models.OriginEdge{FromID: from, ToID: to, Kind: "copied", Sign: "time", Score: 0.94, Figures: 2, Reason: "94 % of its own words stand in the text of Nordwire."}
			err := s.DB.Tx(t.Context(), func(tx store.Tx) error {
				return tx.SetEdges(t.Context(), from, []models.ID{to}, []models.OriginEdge{e})
			})
			if err != nil {
				t.Fatal(err)
			}
		}, []string{"1 independent root among 2 sources", "94 % of its own words stand in the text of Nordwire.", "it was published later", "94 %, 2 figures"}},
	} {
		row.change()
		for _, who := range []string{"viewer", "checker", "admin"} {
			text := s.browserOf(who).get(t, path).text()
			for _, want := range row.want {
				if !strings.Contains(text, want) {
					t.Errorf("%s does not see %s: %q is not in %s", who, row.name, want, text)
				}
			}
			if may := who == "checker"; may != strings.Contains(text, "Say whose words are whose") {
				t.Errorf("%s: the form is there: %v", who, !may)
			}
		}
	}
}

// Of the only source of a claim it is said that its text waits for another.
func TestOfTheOnlySourceItIsSaidWhetherItsTextIsKept(t *testing.T) {
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Carl, article, 2)
	mustExec(t, s.SQL(t), `UPDATE settings SET two_roots = '["normal"]'`)
	in := testkit.SomeEvidence(models.Supports)
	var err error
	if in.Beside.File, err = s.TakeFile(t.Context(), strings.NewReader(notes), "notes.txt", "text/plain; charset=utf-8"); err != nil {
		t.Fatal(err)
	}
	if err := s.AddEvidence(t.Context(), testkit.By(s.Carl), s.At(t, article, n), in); err != nil {
		t.Fatal(err)
	}
	if page := s.as(t, s.Carl).get(t, "/articles/1/claims/1").text(); !strings.Contains(page, "Its text is kept, and there is no other source to compare it with.") {
		t.Errorf("it is not in %s", page)
	}
}

// Where two are asked for, the page says that one is missing, and why the claim
// cannot be sent to review.
func TestAMissingRootIsSaid(t *testing.T) {
	s := newScene(t)
	mustExec(t, s.db, `UPDATE settings SET two_roots = '["normal"]'`)
	page := s.browserOf("checker").get(t, s.open.address("/articles/:article/claims/:claim", claimReady)).text()
	for _, want := range []string{"1 independent root among 1 source", "Two are asked for", "So far it has 1, among 1."} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in %s", want, page)
		}
	}
	a := s.browserOf("checker").post(t, s.open.address("/articles/:article/claims/:claim/submit", claimReady), "form", "submit", "version", strconv.Itoa(s.At(t, s.open.article, claimReady).Version))
	if a.status != http.StatusConflict || !strings.Contains(a.text(), "two independent roots") {
		t.Errorf("%d: %s", a.status, a.text())
	}
}
