package handlers_test

import (
	"strings"
	"testing"

	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

func TestTheTrail(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	first, second := s.Mark(t, s.Carl, 1, 2), s.Mark(t, s.Cleo, 1, 3)
	s.ToReview(t, s.Carl, 1, first)
	if err := s.MoveClaim(t.Context(), testkit.By(s.Rita), s.At(t, 1, first), "request changes", newsroom.Reasons{Reason: "Look at the <b>date</b> again."}); err != nil {
		t.Fatal(err)
	}
	s.play(t, []act{
		{"it names who did what, to what, and when", &s.Vera, "/trail", nil, 200, "Rita requested changes · Claim 1 · Leaders meet in Anchorage Look at the <b>date</b> again.", "", nil},
		{"with before and after", &s.Vera, "/trail", nil, 200, "State before: in review after: changes requested", "", nil},
		{"by person", &s.Vera, "/articles/1/trail?person=4", nil, 200, "Cleo marked a claim · Claim 2", "", nil},
		{"by action", &s.Vera, "/articles/1/trail?action=article.open", nil, 200, "22 Sep 2025, 11:00:", "", nil},
		{"by day", &s.Vera, "/articles/1/trail?from=2025-09-22&until=2025-09-22", nil, 200, "Ed opened the article", "", nil},
		{"not on another day", &s.Vera, "/articles/1/trail?from=2025-09-23", nil, 200, "No such entries", "", nil},
		{"a day that is none", &s.Vera, "/trail?from=yesterday", nil, 422, "The first day must be a date like", "", nil},
		{"a person that is none", &s.Vera, "/trail?person=x", nil, 422, "not one of the choices for the person", "", nil},
		{"of one claim", &s.Vera, "/articles/1/claims/2/trail", nil, 200, "Everything that was done to claim 2.", "", nil},
		{"of a claim that is none", &s.Vera, "/articles/1/claims/9/trail", nil, 404, "There is no such claim", "", nil},
	})
	vera := s.as(t, s.Vera)
	if a := vera.get(t, "/articles/1/claims/2/trail"); strings.Contains(a.body, "<bdi>Rita</bdi>") || second != 2 {
		t.Errorf("another claim's entries stand in it: %s", a.text())
	}
	if a := vera.get(t, "/articles/1/trail?person=4"); strings.Contains(a.text(), "Claim 1") {
		t.Errorf("another person's entries stand in it: %s", a.text())
	}
}

func TestLongListsGoOnBelow(t *testing.T) {
	s := newSite(t)
	for range 51 {
		s.Open(t, testkit.Copy)
	}
	vera := s.as(t, s.Vera)
	for path, older := range map[string]string{"/articles": "/articles?before=2", "/trail?action=article.open": "/trail?action=article.open&amp;before="} {
		a := vera.get(t, path)
		if !strings.Contains(a.body, `rel="next" href="`+older) || strings.Contains(a.body, `rel="prev"`) {
			t.Errorf("%s leads nowhere: %s", path, a.text())
		}
	}
	rest := vera.get(t, "/articles?before=2")
	if n := strings.Count(rest.body, "<tr><td>"); n != 1 || !strings.Contains(rest.body, `rel="prev" href="/articles"`) || strings.Contains(rest.body, `rel="next"`) {
		t.Errorf("the rest has %d rows: %s", n, rest.text())
	}
}
