package handlers_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

// canaries stand in what only the keepers of a protected source know: its name,
// how it is reached, the note, the names and texts of its files, and what a
// picture tells of itself.
var canaries = []string{"quillonia", "heronsgate", "sistership", "tidewrack", "fernweh", testkit.PhotoPlace}

// reportCanaries are what no report tells of the protected source beside that: when
// and how it spoke, and what its files are found again by.
func reportCanaries(t *testing.T) []string {
	t.Helper()
	told := []string{"word_at", "word_how", "not to be named", "in person", "2025-09-20", "20 sep 2025"}
	for _, file := range []string{protectedLetter, string(testkit.Photo(t))} {
		told = append(told, fmt.Sprintf("%x", sha256.Sum256([]byte(file))), fmt.Sprintf(`"to":"%d"`, len(file)))
	}
	return told
}

// protectedLetter is a file whose words a checker quotes without the name in
// their midst.
const (
	protectedLetter = "A letter\n\nOn that day I closed the upper lock at noon, as Quillonia Tidewrack had asked me, because the water rose. Nobody had told me to."
	quotedLetter    = "On that day I closed the upper lock at noon, as she had asked me, because the water rose."
)

// guarded is a newsroom with a protected source that came in by the forms: Carl
// and Rita keep it, the others do not.
type guarded struct {
	*site
	log    *bytes.Buffer
	source models.ID
	ids    []map[string]string // of what hangs on the article, by the name in a path
}

func newGuarded(t *testing.T) *guarded {
	t.Helper()
	g := &guarded{site: newSite(t), log: new(bytes.Buffer)}
	g.Log = slog.New(slog.NewJSONHandler(g.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	g.site.open(t)
	g.stopClock()
	article := g.Open(t, testkit.Copy)
	n := g.Mark(t, g.Carl, article, 2)
	carl, cleo := g.as(t, g.Carl), g.as(t, g.Cleo)
	claim := fmt.Sprintf("/articles/%d/claims/%d", article, n)
	g.sent(t, carl, claim+"/evidence", "version", "1", "stance", "supports", "authority", "primary", "passage", quotedLetter,
		"type", "interview", "word_how", "in person", "word_at", "2025-09-20T10:00", "consent", "not to be named",
		"protected", "yes", "pseudonym", "Bittern", "real_name", "Quillonia Vane", "contact", "heronsgate 17", "keeper_note", "her sistership knows",
		"keepers", fmt.Sprint(g.Rita.ID), "file", "quillonia.txt|"+protectedLetter)
	g.source = g.File(t, article).Sources[0].ID
	g.sent(t, carl, fmt.Sprintf("/articles/%d/sources/%d/files", article, g.source), "file", "quillonia.jpg|"+string(testkit.Photo(t)))
	g.sent(t, cleo, claim+"/evidence", "version", "1", "stance", "contradicts", "authority", "secondary", "passage", "Nobody had told me to.", "source", fmt.Sprint(g.source))
	g.sent(t, carl, claim+"/evidence", "version", "1", "stance", "supports", "authority", "primary", "passage", "A second paper.",
		"type", "book", "title", "On locks", "file", "locks.txt|A second paper. It says nothing of anybody.")
	if _, err := g.SignOffArticle(t.Context(), testkit.By(g.Ed), article, newsroom.SignOff{Revision: 1, Break: true, Reason: "it must run"}); err != nil {
		t.Fatal(err)
	}
	f := g.File(t, article)
	if at, found := f.Cases[0].Evidence[0].Quoted(); !found || at.Len() < len(quotedLetter) {
		t.Fatalf("the passage stands nowhere: %+v", at)
	}
	captures, err := g.queries().CaptureLines(t.Context(), g.Carl.ID, []models.ID{g.source, f.Sources[1].ID})
	if err != nil || len(captures) != 3 {
		t.Fatal(len(captures), err)
	}
	for i, c := range captures {
		e := f.Cases[0].Evidence[min(i, len(f.Cases[0].Evidence)-1)]
		g.ids = append(g.ids, map[string]string{
			":article": fmt.Sprint(article), ":claim": fmt.Sprint(n), ":revision": "1", ":evidence": fmt.Sprint(e.ID), ":capture": fmt.Sprint(c.ID),
			":source": fmt.Sprint(c.SourceID), ":number": numberOf(f.Report()), ":user": fmt.Sprint(g.Carl.ID), ":comment": "1", ":other": fmt.Sprint(f.Sources[1].ID),
		})
	}
	return g
}

func (g *guarded) sent(t *testing.T, b *browser, path string, fields ...string) {
	t.Helper()
	if a := b.post(t, path, fields...); a.status != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", path, a.status, a.text())
	}
}

// ofKeepers reports whether a route shows its keepers what they keep.
func ofKeepers(path string) bool {
	return strings.Contains(path, "/captures/:capture") || strings.HasSuffix(path, "/name/read")
}

// requests are all pages of the site and all forms on the source and what it
// keeps, each address once, by their routes; but for those of its keepers, to them.
func (g *guarded) requests(keeper bool) map[string][2]string {
	all := map[string][2]string{}
	for _, rt := range g.Table() {
		if keeper && ofKeepers(rt.Path) || rt.Method != http.MethodGet && !strings.Contains(rt.Path, ":source") && !strings.Contains(rt.Path, ":capture") {
			continue
		}
		for _, ids := range g.ids {
			path := rt.Path
			for name, id := range ids {
				path = strings.ReplaceAll(path, name, id)
			}
			all[rt.Method+" "+path] = [2]string{rt.Method + " " + rt.Path, path}
		}
	}
	all["GET /review?claim=1.1"] = [2]string{"GET /review", "/review?claim=1.1"}
	all["GET /review?claim=1.1&source=2"] = [2]string{"GET /review?source=2", "/review?claim=1.1&source=2"}
	for _, q := range []string{"?tab=discussion", "?tab=checks", "?tab=suggestions"} {
		all["GET /articles/1"+q] = [2]string{"GET /articles/:article" + q, "/articles/1" + q}
	}
	return all
}

// leaks asks for every page of the site and sends every form on the source, as
// users, and returns where something came back that a keeper alone knows, or that
// is on another page than theirs.
func (g *guarded) leaks(t *testing.T, users ...models.User) (found []string) {
	t.Helper()
	for _, user := range users {
		b := g.as(t, user)
		keeper := user.ID == g.Carl.ID || user.ID == g.Rita.ID
		for _, r := range g.requests(keeper) {
			var a answer
			if strings.HasPrefix(r[0], http.MethodPost) {
				a = b.post(t, r[1], "show", "name", "keepers", "999", "passage", "closed the lock", "claim", "1")
			} else {
				a = b.get(t, r[1])
			}
			told, none := strings.ToLower(unpacked(a.body)+fmt.Sprint(a.header)), canaries
			if strings.Contains(r[0], "/report.") || strings.Contains(r[0], "/reports/") {
				none = append(reportCanaries(t), canaries...)
			}
			if i := slices.IndexFunc(none, func(c string) bool { return strings.Contains(told, c) }); i >= 0 {
				found = append(found, fmt.Sprintf("%s: %s tells %q", user.Name, r[0], none[i]))
			}
		}
		for _, c := range canaries { // a page of what was found says what was asked for
			for _, at := range []string{"/search?q=", "/sources?q="} {
				if keeper && at == "/sources?q=" {
					continue // they find it by what its captures say
				}
				if a := b.get(t, at+strings.TrimRight(strings.Fields(c)[0], ",")); strings.Contains(a.body, "Bittern") {
					found = append(found, fmt.Sprintf("%s: %s finds it by %q", user.Name, at, c))
				}
			}
		}
	}
	return found
}

// unpacked is a body as it reads, be it a web archive.
func unpacked(body string) string {
	r, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		return body
	}
	plain, _ := io.ReadAll(r)
	return string(plain)
}

// TestNothingTellsWhoAProtectedSourceIs looks for what only its keepers know in
// every page as everybody, every report and export, the log, and every row that
// is not kept for them.
func TestNothingTellsWhoAProtectedSourceIs(t *testing.T) {
	g := newGuarded(t)
	for _, l := range g.leaks(t, g.Carl, g.Rita, g.Cleo, g.Ed, g.Vera, g.Adam, g.Duo) {
		t.Error(l)
	}
	for _, keeper := range []models.User{g.Carl, g.Rita} {
		b := g.as(t, keeper)
		path := fmt.Sprintf("/articles/1/sources/%d/name", g.source)
		if a := b.post(t, path+"/read", "show", "name"); !strings.Contains(a.body, "Quillonia Vane") || !strings.Contains(a.body, "heronsgate 17") || !strings.Contains(a.body, "her sistership knows") {
			t.Errorf("%s, who keeps it, reads %d %s", keeper.Name, a.status, a.text())
		}
		if a := b.get(t, "/articles/1/captures/"+g.ids[0][":capture"]); !strings.Contains(a.text(), "Quillonia") {
			t.Errorf("%s, who keeps it, reads of its file %s", keeper.Name, a.text())
		}
		if a := b.get(t, "/sources?q=quillonia"); !strings.Contains(a.text(), "Bittern") || !strings.Contains(a.text(), "as Quillonia Tidewrack had asked me") {
			t.Errorf("%s, who keeps it, finds by its words %s", keeper.Name, a.text())
		}
	}
	for _, c := range canaries {
		if strings.Contains(strings.ToLower(g.log.String()), c) {
			t.Errorf("the log tells %q", c)
		}
	}
	keepersOwn := []string{"source_names", "captures", "fingerprints"}
	for table, rows := range g.Rows(t, g.SQL(t)) {
		told := strings.ToLower(strings.Join(rows, "\n"))
		for _, c := range canaries {
			if strings.Contains(told, c) && !slices.Contains(keepersOwn, table) {
				t.Errorf("the table %s tells %q", table, c)
			}
		}
	}

	// The same sweep where the wall is gone: it has to see through every page.
	mustExec(t, g.SQL(t), "UPDATE sources SET protected = 0")
	found := g.leaks(t, g.Cleo, g.Adam)
	for _, page := range []string{"/articles/:article/captures/:capture", "/articles/:article/captures/:capture/body"} {
		for _, name := range []string{"Cleo", "Adam"} {
			if !slices.Contains(found, name+": GET "+page+` tells "quillonia"`) {
				t.Errorf("the sweep does not see through %s as %s", page, name)
			}
			if !slices.Contains(found, name+`: /sources?q= finds it by "quillonia"`) {
				t.Errorf("the sweep does not see through what captures say as %s", name)
			}
		}
	}
}

// TestAFormThatWaitsForTheSignInKeepsNoName sends the form after its session
// ended: somebody else may come by before it goes on.
func TestAFormThatWaitsForTheSignInKeepsNoName(t *testing.T) {
	s := newScene(t)
	a := s.browserOf("expired").post(t, "/articles/1/sources/new", "type", "interview", "protected", "yes", "pseudonym", "Bittern "+canary,
		"real_name", "Quillonia", "contact", "heronsgate", "keeper_note", "sistership")
	if a.status != http.StatusUnauthorized || !strings.Contains(a.body, canary) {
		t.Errorf("%d: what was typed is lost: %s", a.status, a.text())
	}
	for _, c := range canaries {
		if strings.Contains(strings.ToLower(a.body), c) {
			t.Errorf("the sign-in page tells %q", c)
		}
	}
}

// TestNoSumOfANameIsKept sends two forms that differ in what only the keepers of
// a source know: what is kept of them is the same.
func TestNoSumOfANameIsKept(t *testing.T) {
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	b := s.as(t, s.Carl)
	for key, name := range map[string]string{"one": "Quillonia", "two": "Tidewrack"} {
		a := b.post(t, fmt.Sprintf("/articles/%d/sources/new", article), "key", key, "type", "interview", "protected", "yes", "pseudonym", "Bittern",
			"real_name", name, "contact", name+" 17", "keeper_note", "of "+name)
		if a.status != http.StatusSeeOther {
			t.Fatalf("%d %s", a.status, a.text())
		}
	}
	var sums int
	if err := s.SQL(t).QueryRowContext(t.Context(), "SELECT count(DISTINCT form) FROM act_keys WHERE key IN ('one', 'two')").Scan(&sums); err != nil {
		t.Fatal(err)
	}
	if sums != 1 {
		t.Errorf("%d sums are kept, want 1: one is over the name", sums)
	}
}

// TestWhatNobodyLookedForIsNotSaidToBeMissing has somebody who does not keep a
// source change what is quoted of it to other words: whether these stand there is
// not known, to anybody.
func TestWhatNobodyLookedForIsNotSaidToBeMissing(t *testing.T) {
	g := newGuarded(t)
	claim := "/articles/1/claims/" + g.ids[0][":claim"]
	version := fmt.Sprint(g.At(t, 1, 1).Version)
	g.sent(t, g.as(t, g.Cleo), claim+"/evidence/"+g.ids[0][":evidence"], "version", version, "stance", "supports", "authority", "primary", "passage", "Nobody had told me to, she said.")
	for _, user := range []models.User{g.Cleo, g.Carl, g.Vera} {
		if a := g.as(t, user).get(t, claim); !strings.Contains(a.text(), "Its place is not known in the capture of") || strings.Contains(a.text(), "not stand") {
			t.Errorf("%s reads %s", user.Name, a.text())
		}
	}
	if a := g.as(t, g.Ed).get(t, "/articles/1/backup"); strings.Contains(a.text(), "not stand") {
		t.Errorf("the backup says %s", a.text())
	}
}
