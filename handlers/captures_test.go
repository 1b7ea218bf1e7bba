package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

func TestCapturesAreShownInTheArticleOfTheirSource(t *testing.T) {
	s := newSite(t)
	first, other := s.Open(t, testkit.Copy), s.Open(t, testkit.Copy)
	c := s.keptSource(t, first, "The readout")
	at := func(article models.ID) string { return fmt.Sprintf("/articles/%d/captures/%d", article, c.ID) }
	look := fmt.Sprintf("/articles/%d/sources/%d/look", first, c.SourceID)
	s.play(t, []act{
		{"the page says what was kept", &s.Vera, at(first), nil, 200, strings.TrimSpace(stagedPage), "", nil},
		{"and its hash", &s.Vera, at(first), nil, 200, "SHA-256 " + c.BodySHA256, "", nil},
		{"and what its looks found", &s.Vera, at(first), nil, 200, "Looks at its page Kept", "", nil},
		{"under another article it is not there", &s.Vera, at(other), nil, 404, "There is no such capture", "", nil},
		{"nor are its bytes", &s.Vera, at(other) + "/body", nil, 404, "There is no such capture", "", nil},
		{"a capture that is none", &s.Vera, at(first) + "9", nil, 404, "There is no such capture", "", nil},
		{"a capture with a name", &s.Vera, fmt.Sprintf("/articles/%d/captures/first", first), nil, 404, "no such page", "", nil},
		{"who reads has nothing to press", &s.Vera, fmt.Sprintf("/articles/%d/backup", first), nil, 200, "Kept", "", nil},
		{"nor may they", &s.Vera, look, []string{}, 403, "This takes the role of", "", nil},
		{"a checker has it looked at again", &s.Carl, look, []string{}, 303, "", fmt.Sprintf("/articles/%d/backup", first), []string{"source.look"}},
		{"which the page says", &s.Carl, fmt.Sprintf("/articles/%d/backup", first), nil, 200, "About to be looked at", "", nil},
		{"and the jobs", &s.Adam, "/jobs?state=queued", nil, 200, "Capture 1", "", nil},
		{"of which no other state has any", &s.Adam, "/jobs?state=running", nil, 200, "No such jobs", "", nil},
		{"nor the first page", &s.Adam, "/jobs?state=none", nil, 200, "No such jobs", "", nil},
	})
	if page := s.as(t, s.Vera).get(t, fmt.Sprintf("/articles/%d/backup", first)); strings.Contains(page.body, `action="`+look) {
		t.Error("a viewer has a button that is refused")
	}
	body := s.as(t, s.Vera).get(t, at(first)+"/body")
	if body.status != http.StatusOK || body.body != stagedPage || body.header.Get("Content-Disposition") != fmt.Sprintf("attachment; filename=capture-%d.txt", c.ID) {
		t.Errorf("%d, %v: %s", body.status, body.header, body.body)
	}
}

// TestHostileCapturesStayWords puts one hostile text into everything that a page
// tells of itself and that its site answers.
func TestHostileCapturesStayWords(t *testing.T) {
	const hostile = `"><img src=x onerror=alert(1)>'<a hx-get="/__canary" href="javascript:alert(1)">x</a> <script>1</script>`
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Carl, article, 2)
	in := testkit.SomeEvidence(models.Supports)
	in.Source.URL = "https://source.example/readout"
	if err := s.AddEvidence(t.Context(), testkit.By(s.Carl), s.At(t, article, n), in); err != nil {
		t.Fatal(err)
	}
	source := s.File(t, article).Sources[0]
	c := models.Capture{
		SourceID: source.ID, How: models.Fetched, At: 1, Status: 200, Address: "javascript:alert(1)//" + hostile, Header: "X: " + hostile, FileName: hostile,
		BodySHA256: strings.Repeat("a", 64), MediaType: hostile, Title: hostile, Author: hostile, Publisher: hostile, PublishedOn: "2025-05-09",
		Language: "en", Canonical: "javascript:alert(1)//" + hostile, Unread: hostile,
		Document: models.Document{Text: hostile, Blocks: []models.Block{{Kind: models.Paragraph, Span: models.Span{End: len(hostile)}}}},
	}
	err := s.DB.Tx(t.Context(), func(tx store.Tx) error {
		if err := tx.AddCapture(t.Context(), &c); err != nil {
			return err
		}
		at := models.At(s.Clock.Now())
		j, err := tx.TakeJob(t.Context(), "a lease", at, at+1)
		if err != nil {
			return err
		}
		j.State, j.EndedAt, j.LastError = models.Failed, at, hostile
		if err := tx.EndJob(t.Context(), j); err != nil {
			return err
		}
		return tx.AddLook(t.Context(), &models.Look{SourceID: source.ID, At: at, Outcome: models.LookFailed, Reason: hostile, Address: hostile})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		user models.User
		path string
	}{
		{s.Carl, fmt.Sprintf("/articles/%d/captures/%d", article, c.ID)}, {s.Carl, fmt.Sprintf("/articles/%d/backup", article)}, {s.Adam, "/jobs"},
	} {
		a := s.as(t, row.user).get(t, row.path)
		if a.status != http.StatusOK || !strings.Contains(a.text(), "onerror=alert(1)") {
			t.Errorf("%s: %d %s", row.path, a.status, a.text())
		}
		for _, live := range []string{"<img src=x", "<script>1", `href="javascript:`, "<a hx-get"} {
			if strings.Contains(a.body, live) {
				t.Errorf("%s carries %s", row.path, live)
			}
		}
	}
}
