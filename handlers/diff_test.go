package handlers_test

import (
	"strings"
	"testing"

	"example.org/tickmark/testkit"
)

// revised is an article whose second revision says four hours for three, and
// whose third is the first again with other quotation marks.
func revised(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	first := strings.Replace(testkit.Copy, "Nothing was signed.", `"Nothing" was signed.`, 1)
	s.Open(t, first)
	for base, text := range []string{strings.Replace(first, "three", "four", 1), strings.Replace(first, `"Nothing"`, "“Nothing”", 1)} {
		a := s.as(t, s.Ed).post(t, "/articles/1/revisions", "form", "revision", "base", []string{"1", "2"}[base], "origin", "pasted", "text", text, "format", "plain text")
		if a.to() == "" {
			t.Fatalf("revision %d: %d: %s", base+2, a.status, a.text())
		}
	}
	return s
}

func TestWhatChangedBetweenRevisions(t *testing.T) {
	s := revised(t)
	const changes = "/articles/1/revisions/2/changes"
	s.play(t, []act{
		{"it is compared with the revision before", &s.Vera, changes, nil, 200, "Changes from revision 1 to 2", "", nil},
		{"the headline, who and when stand on it", &s.Vera, changes, nil, 200, "Leaders meet in Anchorage Revision 1 pasted Ed", "", nil},
		{"the words that changed are told in words", &s.Vera, changes, nil, 200, "They spoke for removed: three , end of removed. added: four , end of added. hours.", "", nil},
		{"so are they side by side", &s.Vera, changes + "?view=side", nil, 200, "They spoke for removed: three , end of removed. hours. Revision 2 The leaders met on 15 August in Anchorage. They spoke for added: four", "", nil},
		{"and what it comes to", &s.Vera, changes, nil, 200, "1 word removed, 1 word added.", "", nil},
		{"what is alike counts as unchanged", &s.Vera, "/articles/1/revisions/3/changes?from=1", nil, 200, "2 places with other white space, quotation marks or dashes, which counts as unchanged.", "", nil},
		{"backwards is told", &s.Vera, "/articles/1/revisions/1/changes?from=2", nil, 200, "This goes backwards", "", nil},
		{"the form leads to any two", &s.Vera, changes + "?from=1&to=3&view=side", nil, 303, "", "/articles/1/revisions/3/changes?from=1&view=side", nil},
		{"the form leads to any two inline", &s.Vera, changes + "?from=3&to=1&view=inline", nil, 303, "", "/articles/1/revisions/1/changes?from=3&view=inline", nil},
		{"the form on the page it asks for stays there", &s.Vera, changes + "?from=1&to=2&view=inline", nil, 200, "Changes from revision 1 to 2", "", nil},
		{"a revision with itself has no difference", &s.Vera, changes + "?from=2", nil, 200, "The two texts are the same, word for word.", "", nil},
		{"nothing came before the first", &s.Vera, "/articles/1/revisions/1/changes", nil, 200, "Nothing came before it", "", nil},
		{"there is no revision 9", &s.Vera, "/articles/1/revisions/9/changes", nil, 404, "There is no such revision", "", nil},
		{"nor one to compare with", &s.Vera, changes + "?from=9", nil, 404, "There is no such revision", "", nil},
		{"nor a revision 0", &s.Vera, changes + "?from=0", nil, 404, "There is no such revision", "", nil},
		{"nor one that is no number", &s.Vera, changes + "?from=x", nil, 404, "There is no such revision", "", nil},
		{"nor one beyond all numbers", &s.Vera, changes + "?from=99999999999999999999", nil, 404, "There is no such revision", "", nil},
		{"another way to show it is the ordinary one", &s.Vera, changes + "?view=x", nil, 200, "Changes from revision 1 to 2", "", nil},
		{"the list of revisions leads there", &s.Vera, "/articles/1/revisions/2", nil, 200, "What changed", "", nil},
	})
	for _, link := range []string{`href="#change-1"`, `id="change-1"`, `<option value="1" selected>`} {
		if a := s.as(t, s.Vera).get(t, changes); !strings.Contains(a.body, link) {
			t.Errorf("the page has no %s", link)
		}
	}
}

func TestChangesOfAHiddenArticleAreNotThere(t *testing.T) {
	s := newSecret(t)
	for _, query := range []string{"", "?from=1", "?from=1&to=7"} {
		a := s.as(t, s.Carl).get(t, "/articles/"+s.ids["article"]+"/revisions/1/changes"+query)
		if a.status != 404 || strings.Contains(a.body, mark) {
			t.Errorf("%q: %d: %s", query, a.status, a.text())
		}
	}
}
