package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/tickmark/assets"
	"example.org/tickmark/audit"
	"example.org/tickmark/bench/generate"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/typeset"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"
)

// scene is a newsroom with one article of 40 claims and 120 pieces of evidence,
// and 50 others.
type scene struct {
	*site
	people []models.ID
	forms  int
}

func (s *scene) by(who int) newsroom.By {
	s.forms++
	return newsroom.By{UserID: s.people[who], RequestID: "bench", Key: fmt.Sprint("form-", s.forms)}
}

// newScene makes the scene in a folder.
func newScene(ctx context.Context, folder string) (*scene, error) {
	db, err := store.Open(ctx, filepath.Join(folder, "tickmark.db"))
	if err != nil {
		return nil, err
	}
	key, err := audit.NewKey("bench")
	if err := errors.Join(err, db.Migrate(ctx)); err != nil {
		return nil, err
	}
	n := &newsroom.Newsroom{DB: db, Now: time.Now, Salt: audit.RandomSalt, Key: key}
	s := &scene{}
	s.people, err = n.Found(ctx, models.DefaultSettings("Bench", "Europe/Berlin"), []newsroom.NewUser{
		{Handle: "editor", Name: "Edith Editor", Password: generate.Password, Roles: models.Roles{models.RoleEditor}},
		{Handle: "checker", Name: "Carl Checker", Password: generate.Password, Roles: models.Roles{models.RoleChecker}},
	})
	if err != nil {
		return nil, err
	}
	if s.site, err = openSite(ctx, n, "editor"); err != nil {
		return nil, err
	}
	if err := s.fill(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *scene) fill(ctx context.Context) error {
	const sentence = "The leaders met on 15 August in Anchorage and spoke for three hours, an agency reported. "
	meta := newsroom.Meta{Language: "en", EditorID: s.people[0]}
	main, err := s.OpenArticle(ctx, s.by(0), meta, newsroom.Copy{Text: "Headline\n" + strings.Repeat(sentence, claimsEach), Format: intake.FormatPlain})
	for n := 1; n <= claimsEach && err == nil; n++ {
		err = s.claim(ctx, main, n)
	}
	for range 50 {
		if err != nil {
			return err
		}
		var id models.ID
		if id, err = s.OpenArticle(ctx, s.by(0), meta, newsroom.Copy{Text: "Leaders meet in Anchorage\n\nThey met. They spoke.", Format: intake.FormatPlain}); err == nil {
			err = s.mark(ctx, id, 2)
		}
	}
	return err
}

func (s *scene) mark(ctx context.Context, article models.ID, sentence int) error {
	_, err := s.MarkClaim(ctx, s.by(1), article, newsroom.NewClaim{
		Selection: newsroom.Selection{Revision: 1, Sentence: sentence},
		Statement: fmt.Sprintf("Statement of sentence %d", sentence), Kinds: []models.Kind{models.KindEvent},
	})
	return err
}

// claim marks a claim, takes it and gives it three pieces of evidence.
func (s *scene) claim(ctx context.Context, article models.ID, number int) error {
	at := newsroom.Target{Article: article, Number: number}
	err := errors.Join(s.mark(ctx, article, number+1), s.MoveClaim(ctx, s.by(1), at, workflow.Take, newsroom.Reasons{}))
	for range 3 {
		err = errors.Join(err, s.AddEvidence(ctx, s.by(1), at, newsroom.NewEvidence{
			Source:   models.Source{Type: models.PrimaryDocument, Title: "A readout", Publisher: "An office", Located: true},
			Evidence: models.Evidence{Stance: models.Supports, Authority: models.Primary, Passage: "The two met."},
		}))
	}
	return err
}

// pages holds signed-in pages against their own bytes from memory.
func pages(ctx context.Context, t *table) (err error) {
	folder, err := os.MkdirTemp("", "tickmark-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	s, err := newScene(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.DB.Close()) }()
	for _, p := range []struct {
		name, path string
		bar        float64
	}{
		{"article page, at once / from memory", "/articles/1", 20},
		{"article page with a claim open / from memory", "/articles/1/claims/20", 20},
		{"list of 50 articles / from memory", "/articles", 15},
	} {
		body, err := s.get(ctx, p.path)
		if err != nil {
			return err
		}
		r, err := ratio(s.asks(ctx, p.path), 60, fromMemory(ctx, body), 1200)
		if err != nil {
			return err
		}
		t.most(p.name, r, p.bar, "×")
	}
	return s.afterAnAct(ctx, t)
}

// afterAnAct measures the article page when everything on it is read again.
func (s *scene) afterAnAct(ctx context.Context, t *table) error {
	body, err := s.get(ctx, "/articles/1")
	if err != nil {
		return err
	}
	var page time.Duration
	const acts = 60
	kinds := [2][]models.Kind{{models.KindDate}, {models.KindEvent}}
	for i := range acts {
		if err := s.SetKinds(ctx, s.by(1), newsroom.Target{Article: 1, Number: 1}, kinds[i%2]); err != nil {
			return err
		}
		from := cpu()
		if _, err := s.get(ctx, "/articles/1"); err != nil {
			return err
		}
		page += cpu() - from
	}
	memory, from := fromMemory(ctx, body), cpu()
	for range 20 * acts {
		if err := memory(); err != nil {
			return err
		}
	}
	t.told("article page, after an act / from memory", fmt.Sprintf("%.1f×", 20*float64(page)/float64(cpu()-from)))
	return nil
}

// render holds drawing the article page against escaping as many bytes.
func render(ctx context.Context, t *table) error {
	w := drawn()
	var page strings.Builder
	if err := views.WorkspacePage(w).Render(ctx, &page); err != nil {
		return err
	}
	plain := html.UnescapeString(page.String())
	r, err := ratio(func() error { return views.WorkspacePage(w).Render(ctx, io.Discard) }, 100,
		func() error { _ = html.EscapeString(plain); return nil }, 400)
	if err == nil {
		t.most("drawing the article page / escaping as many bytes", r, 4, "×")
	}
	return err
}

// drawn is the article page with nothing left to read.
func drawn() views.Workspace {
	const sentence = "The leaders met on 15 August in Anchorage and spoke for three hours, an agency reported. "
	text := strings.TrimSpace(strings.Repeat(sentence, claimsEach))
	doc := models.Document{Text: text, Blocks: []models.Block{{Span: models.Span{End: len(text)}, Kind: models.Paragraph}}}
	w := views.Workspace{
		Page: ui.Page{Title: "Headline", User: ui.Person{Name: "Rita Reviewer"}, Nav: ui.MainNav("/articles", false)}, Article: models.Article{ID: 1},
		Tab: "claims", Live: claimsEach, Copy: views.CopySheet{Article: 1, Lang: "en", Dir: models.LeftToRight, States: map[int]models.State{}},
		Checks: &views.Checks{}, Coverage: views.CoverageBar{
			Article: 1, Coverage: models.Coverage{Checkable: claimsEach}, Claims: claimsEach, Legend: []models.Cover{models.Covered},
		},
	}
	var over []typeset.Claim
	for i := range claimsEach {
		span := models.Span{Start: i * len(sentence), End: (i+1)*len(sentence) - 1}
		over = append(over, typeset.Claim{Number: i + 1, Span: span, As: typeset.Sentence}, typeset.Claim{Number: i + 1, Span: span})
		w.Copy.Sentences = append(w.Copy.Sentences, models.Sentence{Span: span, Checkable: true})
		w.Copy.Covers = append(w.Copy.Covers, models.Covered)
		w.Copy.States[i+1] = models.Researching
		w.Cards = append(w.Cards, views.ClaimCard{
			Number: i + 1, State: models.Researching, Statement: fmt.Sprintf("Statement of sentence %d", i+1), Kinds: "Event", Assignee: "Carl Checker", Path: views.ClaimPath(1, i+1),
		})
	}
	w.Copy.Sheet = typeset.Lay(doc, over)
	return w
}

// static holds the answer that nothing has changed against the file's bytes
// from memory.
func static(ctx context.Context, t *table) error {
	handler, path := assets.Handler(), assets.URL("app.css")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, path, http.NoBody))
	tag := w.Header().Get("ETag")
	unchanged := func() error {
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, http.NoBody)
		r.Header.Set("If-None-Match", tag)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusNotModified {
			return fmt.Errorf("GET %s again: %d", path, w.Code)
		}
		return nil
	}
	r, err := ratio(unchanged, 2000, fromMemory(ctx, w.Body.Bytes()), 2000)
	if err == nil {
		t.most("a style sheet that has not changed (304) / from memory", r, 4, "×")
	}
	return err
}
