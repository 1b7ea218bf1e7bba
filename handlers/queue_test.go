package handlers_test

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// nextPart is where a list goes on.
var nextPart = regexp.MustCompile(`rel="next" href="([^"]*)"`)

// queueOf fills a newsroom with an article of more claims than a page of the
// list shows: the first is Carl's, the second in review, the others nobody's.
func (s *site) queueOf(t testing.TB, n int) models.ID {
	t.Helper()
	article := s.Open(t, "A zebra in town\n\n"+strings.Repeat("The zebra came at noon. ", n))
	for i := range n {
		s.Mark(t, s.Carl, article, 2+i)
	}
	s.Do(t, s.Carl, article, 1, workflow.Take)
	return article
}

func TestTheListOfClaims(t *testing.T) {
	s := newSite(t)
	s.play(t, []act{
		{"it is empty at first", &s.Vera, "/claims", nil, 200, "Nothing to do", "", nil},
	})
	s.queueOf(t, 55)
	s.play(t, []act{
		{"whoever reads sees what is to do", &s.Vera, "/claims", nil, 200, "A zebra in town", "", nil},
		{"more than a page leads on", &s.Vera, "/claims", nil, 200, "Older", "", nil},
		{"what somebody has", &s.Carl, "/claims?assignee=me", nil, 200, "Claim 1 of", "", nil},
		{"what nobody has", &s.Carl, "/claims?assignee=none&sort=oldest", nil, 200, "Claim 2 of", "", nil},
		{"a state", &s.Carl, "/claims?state=researching", nil, 200, "Claim 1 of", "", nil},
		{"nothing of a state", &s.Carl, "/claims?state=approved", nil, 200, "No such claims", "", nil},
		{"words", &s.Carl, "/claims?q=zebr", nil, 200, "Claims with words come newest first", "", nil},
		{"no such words", &s.Carl, "/claims?q=giraffe", nil, 200, "No such claims", "", nil},
		{"an article", &s.Carl, "/claims?article=1", nil, 200, "Those of all articles", "", nil},
		{"an article that is none", &s.Carl, "/claims?article=77", nil, 200, "No such claims", "", nil},
		{"a reviewer's", &s.Rita, "/claims?reviewer=me", nil, 200, "No such claims", "", nil},
		{"an unknown state", &s.Carl, "/claims?state=lost", nil, 422, "not one of the choices", "", nil},
		{"an unknown person", &s.Carl, "/claims?assignee=carl", nil, 422, "not one of the choices", "", nil},
		{"words that are not text", &s.Carl, "/claims?q=a%ffb", nil, 422, "position 2", "", nil},
		{"a place that is none", &s.Carl, "/claims?after=top", nil, 200, "Claim 1 of", "", nil},
	})
	if a := s.as(t, s.Carl).get(t, "/claims?assignee=me"); strings.Contains(a.text(), "Claim 2 of") {
		t.Error("a claim of nobody is among those that Carl has")
	}
	// Page by page every claim is there once, in each order.
	for _, order := range []string{"", "newest", "oldest"} {
		seen, at := map[string]int{}, "/claims?sort="+order
		for at != "" {
			a := s.as(t, s.Vera).get(t, at)
			for n := range 56 {
				if strings.Contains(a.text(), fmt.Sprintf("Claim %d of", n)) {
					seen[fmt.Sprint(n)]++
				}
			}
			at = ""
			if m := nextPart.FindStringSubmatch(a.body); m != nil {
				at = html.UnescapeString(m[1])
			}
		}
		for n := range 55 {
			if seen[fmt.Sprint(n+1)] != 1 {
				t.Errorf("sort=%s: claim %d was seen %d times", order, n+1, seen[fmt.Sprint(n+1)])
			}
		}
	}
}

func TestSeveralClaimsAtOnce(t *testing.T) {
	s := newSite(t)
	article := s.queueOf(t, 3)
	name := func(n int) string {
		c := s.Case(t, article, n).Claim
		return fmt.Sprintf("%d.%d", c.ID, c.Version)
	}
	carl, ed := s.as(t, s.Carl), s.as(t, s.Ed)
	for _, row := range []struct {
		name string
		b    *browser
		path string
		want string
	}{
		{"the list offers it to a checker", carl, "/claims", "Do something to those that are ticked"},
		{"what a claim comes to", carl, "/claims/bulk?act=take&claims=" + name(1) + "&claims=" + name(2), "1 claim will be taken, 1 not; why stands beside each."},
		{"all of a list", carl, "/claims/bulk?act=take&all=yes&list=%2Fclaims%3Fassignee%3Dnone", "2 claims will be taken."},
		{"nothing chosen", carl, "/claims/bulk?act=take", "Nothing is chosen"},
		{"an unknown act", carl, "/claims/bulk?act=approve&claims=" + name(2), "not one of the choices"},
		{"a claim that is none", carl, "/claims/bulk?act=take&claims=7", "not one of the choices"},
		{"no reason to withdraw", ed, "/claims/bulk?act=withdraw&claims=" + name(2), "reason"},
		{"a list that is another site", ed, "/claims/bulk?act=take&list=https%3A%2F%2Fexample.com%2Fclaims&claims=" + name(2), "Statement of"},
		{"all boxes ticked", carl, "/claims?ticked=all", "Claim 3 of"},
	} {
		a := row.b.get(t, row.path)
		if !strings.Contains(a.text()+a.body, row.want) || strings.Contains(a.body, "example.com") {
			t.Errorf("%s: %d %s", row.name, a.status, a.text())
		}
	}
	stale := name(3)
	s.Do(t, s.Cleo, article, 3, workflow.Take)
	a := carl.post(t, "/claims/bulk", "key", "k1", "act", "take", "claims", name(2), "claims", stale)
	if a.status != 303 || !strings.HasPrefix(a.to(), "/claims/bulk/") {
		t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
	}
	done := carl.get(t, a.to())
	for _, want := range []string{"1 claim was taken, 1 not.", "It changed meanwhile."} {
		if !strings.Contains(done.text(), want) {
			t.Errorf("it does not say %q: %s", want, done.text())
		}
	}
	if other := ed.get(t, a.to()); other.status != 404 {
		t.Errorf("somebody else reads it: %d", other.status)
	}
	if next := carl.post(t, "/claims/next", "key", "k2", "take", "next"); next.status != 409 || !strings.Contains(next.text(), "no claim left that nobody has") {
		t.Errorf("taking the next of none: %d %s", next.status, next.text())
	}
}

func TestSavedLists(t *testing.T) {
	s := newSite(t)
	s.queueOf(t, 2)
	carl, cleo, ed := s.as(t, s.Carl), s.as(t, s.Cleo), s.as(t, s.Ed)
	own := carl.post(t, "/views", "key", "a", "form", "view", "name", "My open ones", "list", "/claims?assignee=me&evil=1&desk=World")
	if own.status != 303 || own.to() != "/claims?assignee=me&desk=World" {
		t.Fatalf("saving: %d to %q: %s", own.status, own.to(), own.text())
	}
	if shared := carl.post(t, "/views", "key", "b", "name", "For all of us", "shared", "yes", "list", "/queries?asked=me"); shared.status != 303 {
		t.Fatalf("sharing: %d: %s", shared.status, shared.text())
	}
	for _, row := range []struct {
		name   string
		fields []string
		status int
		says   string
	}{
		{"a name that is taken", []string{"name", "My open ones", "list", "/claims"}, 422, "already"},
		{"no name", []string{"name", " ", "list", "/claims"}, 422, "missing"},
		{"another site", []string{"name", "Out", "list", "https://example.com/claims"}, 422, "not the address of one"},
		{"a script", []string{"name", "Out", "list", "javascript:alert(1)"}, 422, "not the address of one"},
		{"a page that is no list", []string{"name", "Out", "list", "/settings"}, 422, "not the address of one"},
	} {
		a := carl.post(t, "/views", append([]string{"key", row.name, "form", "view"}, row.fields...)...)
		if a.status != row.status || !strings.Contains(strings.ToLower(a.text()), row.says) {
			t.Errorf("%s: %d %s", row.name, a.status, a.text())
		}
	}
	if a := cleo.get(t, "/claims"); strings.Contains(a.text(), "My open ones") || !strings.Contains(a.text(), "For all of us") {
		t.Errorf("what another sees: %s", a.text())
	}
	if a := carl.get(t, "/debts"); !strings.Contains(a.text(), "My open ones") {
		t.Errorf("what Carl sees: %s", a.text())
	}
	for _, row := range []struct {
		name, path string
		b          *browser
		status     int
	}{
		{"another's list is not there", "/views/1/drop", cleo, 404},
		{"a shared list is dropped by who shared it, or an editor", "/views/2/drop", cleo, 403},
		{"an editor drops it", "/views/2/drop", ed, 303},
		{"Carl drops his", "/views/1/drop", carl, 303},
	} {
		if a := row.b.post(t, row.path, "key", row.name, "list", "/claims"); a.status != row.status {
			t.Errorf("%s: %d %s", row.name, a.status, a.text())
		}
	}
}
