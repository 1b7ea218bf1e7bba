package handlers_test

import (
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
)

func TestSearching(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Carl, 1, 2)
	s.Evidence(t, s.Carl, 1, n, models.Supports)
	s.play(t, []act{
		{"nothing typed", &s.Vera, "/search", nil, 200, "Nothing looked for yet", "", nil},
		{"nothing found", &s.Vera, "/search?q=zebra", nil, 200, "Nothing found", "", nil},
		{"an article by its headline", &s.Vera, "/search?q=ANCHORAGE", nil, 200, "1 article Leaders meet in Anchorage", "", nil},
		{"an article by its text", &s.Vera, "/search?q=three+hours", nil, 200, "The words stand in its text.", "", nil},
		{"a claim by its words", &s.Vera, "/search?q=15+August", nil, 200, "1 claim Statement of sentence 2", "", nil},
		{"a source by its title", &s.Vera, "/search?q=readout", nil, 200, "1 source A readout", "", nil},
		{"signs that mean something elsewhere", &s.Vera, "/search?q=%25_%27%22%3Cb%3E", nil, 200, "Nothing found", "", nil},
		{"too much", &s.Vera, "/search?q=" + strings.Repeat("a", 501), nil, 422, "The search is too long", "", nil},
		{"bytes that are not UTF-8", &s.Vera, "/search?q=%ff", nil, 422, "not UTF-8", "", nil},
	})
	if a := s.as(t, s.Vera).get(t, "/search?q=anchor"); !strings.Contains(a.body, `Leaders meet in <mark class="hit">Anchor</mark>age`) {
		t.Errorf("what was found is not marked: %s", a.body)
	}
}

func TestHelpAndAccount(t *testing.T) {
	s := newSite(t)
	s.play(t, []act{
		{"help says how", &s.Vera, "/help", nil, 200, "Without JavaScript", "", nil},
		{"the account says who", &s.Duo, "/account", nil, 200, "You sign in as duo Your roles checker, reviewer, editor", "", nil},
	})
}
