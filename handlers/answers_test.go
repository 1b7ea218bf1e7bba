package handlers_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

// outside is a site on which somebody outside the house was asked about the
// second sentence of an article with a protected source, by a link.
func outside(t *testing.T) (g *guarded, query models.ID, path string) {
	t.Helper()
	g = newGuarded(t)
	query, err := g.Comment(t.Context(), testkit.By(g.Carl), 1, newsroom.NewComment{Claim: 1, Kind: models.Query, Body: "Was it *so*?", Outside: "Ida Quill"})
	if err != nil {
		t.Fatal(err)
	}
	given, err := g.GiveLink(t.Context(), testkit.By(g.Carl), 1, query, 3, false)
	if err != nil {
		t.Fatal(err)
	}
	return g, query, "/answer/" + given.Token
}

// TestALinkShowsItsPassageAndNothingElse looks for every word of the article that
// is not in the passage, and for what only keepers of its source know.
func TestALinkShowsItsPassageAndNothingElse(t *testing.T) {
	g, _, path := outside(t)
	a := g.out().get(t, path)
	if a.status != http.StatusOK || !strings.Contains(a.text(), "The leaders met on 15 August in Anchorage.") || !strings.Contains(a.text(), "Was it") {
		t.Fatalf("%d %s", a.status, a.text())
	}
	for _, words := range append([]string{"Leaders meet in Anchorage", "They spoke", "three hours", "agency", "pleased", "signed", "Bittern", "Statement of"}, canaries...) {
		if strings.Contains(strings.ToLower(a.body), strings.ToLower(words)) {
			t.Errorf("the page tells %q", words)
		}
	}
	for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"} {
		if a.header.Get(name) != want {
			t.Errorf("%s: %q", name, a.header.Get(name))
		}
	}
	if !strings.Contains(a.header.Get("X-Robots-Tag"), "noindex") {
		t.Error("it may be indexed")
	}
}

// TestAnAnswerKeepsWhatWasTyped: what is refused comes back, also from a link that
// ended while its page was open; and every link that works no more answers alike.
func TestAnAnswerKeepsWhatWasTyped(t *testing.T) {
	g, query, path := outside(t)
	b := g.out()
	a := b.post(t, path, "form", "answer", "body", canary, "file", "letter.pdf|this is no PDF")
	if a.status != http.StatusUnprocessableEntity && a.status != http.StatusUnsupportedMediaType || !strings.Contains(a.body, canary) {
		t.Errorf("a file that is not what it says: %d %s", a.status, a.text())
	}
	sent := b.post(t, path, "form", "answer", "key", "one", "body", "Yes.")
	again := b.post(t, path, "form", "answer", "key", "one", "body", "Yes.")
	if sent.status != http.StatusSeeOther || again.status != sent.status || again.to() != sent.to() || sent.header.Get("Set-Cookie") == "" {
		t.Errorf("%d, then %d", sent.status, again.status)
	}
	if thread, err := g.queries().Thread(t.Context(), 1, query); err != nil || len(thread) != 2 {
		t.Errorf("%d in the thread, %v", len(thread), err)
	}
	if a := b.get(t, "/articles/1"); a.status != http.StatusSeeOther {
		t.Errorf("whoever answers reads the article: %d", a.status)
	}
	if err := g.Resolve(t.Context(), testkit.By(g.Carl), 1, query, ""); err != nil {
		t.Fatal(err)
	}
	late := b.post(t, path, "form", "answer", "key", "two", "body", canary)
	if late.status != http.StatusNotFound || !strings.Contains(late.body, canary) {
		t.Errorf("after it was closed: %d %s", late.status, late.text())
	}
	unknown := "/answer/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	if one, two := alike(b.get(t, path)), alike(b.get(t, unknown)); one != two {
		t.Errorf("ended %s\nunknown %s", one, two)
	}
}

// TestATokenOfAnAnswerIsToldOnceAndNowhereElse looks for it in the log, the trail
// and every row.
func TestATokenOfAnAnswerIsToldOnceAndNowhereElse(t *testing.T) {
	s := newSite(t)
	log := new(bytes.Buffer)
	s.Log = slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.URL = "https://tickmark.example"
	s.open(t)
	article := s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Carl, article, 2)
	query, err := s.Comment(t.Context(), testkit.By(s.Carl), article, newsroom.NewComment{Claim: n, Kind: models.Query, Body: "?", Outside: "Ida Quill"})
	if err != nil {
		t.Fatal(err)
	}
	carl := s.as(t, s.Carl)
	made := carl.post(t, fmt.Sprintf("/articles/%d/queries/%d/links", article, query), "days", "3")
	shown := carl.get(t, made.to())
	_, after, _ := strings.Cut(shown.body, "https://tickmark.example/answer/")
	token, _, _ := strings.Cut(after, "<")
	if len(token) != 43 {
		t.Fatalf("the link is %q", token)
	}
	if strings.Contains(carl.get(t, made.to()).body, token) {
		t.Error("it is told a second time")
	}
	was := s.Rows(t, s.SQL(t))
	for range 3 {
		s.out().get(t, "/answer/"+token)
	}
	if !sameRows(was, s.Rows(t, s.SQL(t))) {
		t.Error("looking changed something")
	}
	s.out().post(t, "/answer/"+token, "body", "Yes.")
	if strings.Contains(log.String(), token) || !strings.Contains(log.String(), "/answer/:token") {
		t.Error("the log holds the token, or not the route")
	}
	if rows := fmt.Sprint(s.Rows(t, s.SQL(t))); strings.Contains(rows, token) {
		t.Error("the database holds the token")
	}
}
