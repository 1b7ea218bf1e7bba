package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/report"
	"example.org/tickmark/testkit"
)

// secret is a newsroom with an article for its team only, every word of which
// has a mark that stands nowhere else, beside one that is open to all.
type secret struct {
	*site
	open, hidden       models.ID
	ids                map[string]string // of what hangs on the hidden article, by the name in a path
	report, openReport string            // their numbers
}

// mark stands in everything that a person typed into the hidden article.
const mark = "okapi"

// begun is the beginning of it, to search by: the page shows what was asked.
const begun = "okap"

func newSecret(t *testing.T) *secret {
	t.Helper()
	s := &secret{site: newSite(t)}
	s.hidden = s.article(t, mark, true, s.Duo.ID)
	s.open = s.article(t, "zebra", false)
	f := s.File(t, s.hidden)
	c := f.Cases[0]
	s.ids = map[string]string{
		"article": fmt.Sprint(s.hidden), "claim": fmt.Sprint(c.Claim.Number), "revision": "1", "evidence": fmt.Sprint(c.Evidence[0].ID),
		"comment": fmt.Sprint(c.Comments[0].ID), "user": fmt.Sprint(s.Carl.ID),
	}
	s.report = numberOf(f.Report())
	open := s.File(t, s.open)
	s.openReport = numberOf(open.Report())
	s.ids["number"] = s.report
	kept := s.keptSource(t, s.hidden, "Of the "+mark)
	s.ids["source"], s.ids["capture"] = fmt.Sprint(kept.SourceID), fmt.Sprint(kept.ID)
	return s
}

func numberOf(r models.Report) string { return report.Number(r.Year, r.Serial) }

// article is an article in whose every text a word stands, signed off by break
// glass.
func (s *secret) article(t *testing.T, word string, restricted bool, team ...models.ID) models.ID {
	t.Helper()
	meta := testkit.Meta(s.Ed)
	meta.Byline, meta.Restricted, meta.Team, meta.Writers = "By "+word, restricted, team, []models.ID{s.Vera.ID}
	id, err := s.OpenArticle(t.Context(), testkit.By(s.Ed), meta, newsroom.Copy{
		Text: fmt.Sprintf("A %s in town\n\nThe %[1]s came at noon. The %[1]s left. TK about the %[1]s.", word), Format: intake.FormatPlain,
	})
	s.must(t, err)
	number, err := s.MarkClaim(t.Context(), testkit.By(s.Duo), id, newsroom.NewClaim{
		Selection: newsroom.Selection{Revision: 1, Sentence: 2}, Statement: "The " + word + " came.", Kinds: []models.Kind{models.KindEvent},
	})
	s.must(t, err)
	err = s.AddEvidence(t.Context(), testkit.By(s.Duo), newsroom.Target{Article: id, Number: int(number)}, newsroom.NewEvidence{
		Source:   models.Source{Type: models.Book, Title: "On the " + word, Publisher: word},
		Evidence: models.Evidence{Stance: models.Supports, Authority: models.Primary, Passage: "The " + word + " is shy."},
	})
	s.must(t, err)
	for _, in := range []newsroom.NewComment{
		{Claim: int(number), Kind: models.Remark, Body: "A " + word + "? @duo"},
		{Kind: models.Query, Body: "Which " + word + "?", Asked: s.Ed.ID},
	} {
		_, err = s.Comment(t.Context(), testkit.By(s.Duo), id, in)
		s.must(t, err)
	}
	_, err = s.SignOffArticle(t.Context(), testkit.By(s.Ed), id, newsroom.SignOff{Revision: 1, Break: true, Reason: "the " + word + " must run"})
	s.must(t, err)
	return id
}

func (s *secret) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// queries are what the lists of the site can be asked for.
func (s *secret) queries() []string {
	qs := []string{"", "?q=" + begun, "?before=999999", "?action=article.open", "?action=report.issue", "?next=/articles/" + s.ids["article"]}
	for _, u := range []models.User{s.Ed, s.Duo, s.Vera} {
		qs = append(qs, fmt.Sprintf("?person=%d", u.ID))
	}
	return qs
}

// addresses are all that can be asked for with the hidden article's numbers,
// and with those of what hangs on it under the open one.
func (s *secret) addresses(path string) (all []string) {
	article := []string{s.ids["article"]}
	if strings.Count(path, ":") > 1 {
		article = append(article, fmt.Sprint(s.open))
	}
	for _, a := range article {
		at := strings.Replace(path, ":article", a, 1)
		for name, id := range s.ids {
			at = strings.Replace(at, ":"+name, id, 1)
		}
		all = append(all, at)
	}
	return all
}

// leaks asks for every page of the site as everybody who is not on the team,
// and returns where something of the hidden article came back.
func (s *secret) leaks(t *testing.T) (found []string) {
	t.Helper()
	told := []string{mark, s.report, "/articles/" + s.ids["article"] + "\"", "/articles/" + s.ids["article"] + "/"}
	for _, user := range []models.User{s.Vera, s.Carl, s.Rita, s.Eva, s.Adam} {
		b := s.as(t, user)
		for _, rt := range s.Table() {
			if rt.Method != http.MethodGet {
				continue
			}
			for _, at := range s.addresses(rt.Path) {
				for _, q := range s.queries() {
					a := b.get(t, at+q)
					body := strings.NewReplacer(at, "", url.QueryEscape(at), "").Replace(unpacked(a.body) + a.to())
					if i := slices.IndexFunc(told, func(w string) bool { return strings.Contains(body, w) }); i >= 0 && q != "?next=/articles/"+s.ids["article"] {
						found = append(found, fmt.Sprintf("%s: %s%s tells %q", user.Name, at, q, told[i]))
					}
				}
			}
		}
	}
	return found
}

func TestNobodyReadsAnythingOfAnArticleThatIsNotOpenToThem(t *testing.T) {
	s := newSecret(t)
	s.stopClock()
	for _, l := range s.leaks(t) {
		t.Error(l)
	}

	// The same sweep where the wall is gone: it has to see through every page
	// of an article.
	mustExec(t, s.SQL(t), "UPDATE articles SET restricted = 0")
	found := s.leaks(t)
	for _, rt := range s.Table() {
		at := strings.Split(strings.Replace(rt.Path, ":article", s.ids["article"], 1), ":")[0]
		reads := slices.ContainsFunc(rt.Roles, func(r models.Role) bool { return r == models.RoleViewer })
		if rt.Method == http.MethodGet && strings.Contains(rt.Path, ":article") && reads && !strings.HasSuffix(rt.Path, "/here") && // which tells who looks, and nothing of the article
			!slices.ContainsFunc(found, func(l string) bool { return strings.Contains(l, ": "+at) }) {
			t.Errorf("the sweep does not see through %s", rt.Path)
		}
	}
	for _, list := range []string{"/claims", "/articles", "/search?q=" + begun, "/trail", "/reports", "/reports/" + s.report} {
		if !slices.ContainsFunc(found, func(l string) bool { return strings.Contains(l, ": "+list+" tells") }) {
			t.Errorf("the sweep does not see through %s", list)
		}
	}
}

// TestWhatHangsOnAnotherArticleIsNotThere swaps nested numbers: what hangs on
// the hidden article, asked for and acted on under the open one, by somebody
// who may do everything there.
func TestWhatHangsOnAnotherArticleIsNotThere(t *testing.T) {
	s := newSecret(t)
	s.stopClock()
	db := s.SQL(t)
	b := s.as(t, s.Eva)
	checker := s.as(t, s.Carl)
	was := s.Rows(t, db)
	for _, rt := range s.Table() {
		name := ""
		for _, n := range []string{"evidence", "comment", "source"} {
			if strings.Contains(rt.Path, ":"+n) {
				name = n
			}
		}
		if name == "" {
			continue
		}
		path := strings.NewReplacer(":article", fmt.Sprint(s.open), ":claim", "1").Replace(rt.Path)
		for _, who := range []*browser{b, checker} {
			fields := []string{"key", "swap", "version", "0", "body", "words", "reason", "why", "stance", "supports", "authority", "primary", "passage", "It says."}
			theirs := who.post(t, strings.Replace(path, ":"+name, s.ids[name], 1), fields...)
			none := who.post(t, strings.Replace(path, ":"+name, "99999", 1), fields...)
			if theirs.status != none.status || theirs.status < 400 || strings.Contains(theirs.body, mark) {
				t.Errorf("%s: another article's answers %d, none %d", path, theirs.status, none.status)
			}
		}
	}
	if now := s.Rows(t, db); fmt.Sprint(now) != fmt.Sprint(was) {
		t.Error("a row was changed")
	}
}
