package e2e

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/blobs"
	"example.org/tickmark/handlers"
	"example.org/tickmark/intake"
	"example.org/tickmark/live"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/seeds"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// site is a newsroom that browsers can reach.
type site struct {
	*testkit.House // nil over the demo newsroom
	url            string
	unboxed        string   // the same site, for reports that stand alone: without the policy that stops axe-core
	pages          []string // the paths of all pages, as the route table has them
	password       string   // everybody's
}

// newSite opens a new test newsroom.
func newSite(t testing.TB) *site {
	t.Helper()
	house := testkit.NewHouse(t, "")
	s := serve(t, house.Newsroom, "", nil)
	s.House, s.password = house, testkit.Password
	return s
}

// serve opens a site over n on an address of this machine.
func serve(t testing.TB, n *newsroom.Newsroom, demoPassword string, first *newsroom.FirstRun) *site {
	t.Helper()
	hub := &live.Hub{Read: n.DB.Queries(), Still: n.StillIn}
	n.Told = hub.Wake
	h := &handlers.Handlers{
		Live: hub, Read: n.DB.Queries(), Act: n, Now: n.Now, Log: slog.New(slog.DiscardHandler), Loopback: true, DemoPassword: demoPassword,
		FirstRun: first,
	}
	handler, err := h.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	h.URL = server.URL
	unboxed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(withoutPolicy{w}, r)
	}))
	t.Cleanup(unboxed.Close)
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context())) // that one ends before the browsers are closed
	ended := make(chan struct{})
	go func() { hub.Run(ctx); close(ended) }()
	t.Cleanup(func() { cancel(); <-ended }) // before the servers, which wait for the pages that listen
	return &site{url: server.URL, unboxed: unboxed.URL, pages: h.Pages()}
}

// withoutPolicy is an answer without its Content-Security-Policy.
type withoutPolicy struct{ http.ResponseWriter }

func (w withoutPolicy) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w withoutPolicy) WriteHeader(status int) {
	w.Header().Del("Content-Security-Policy")
	w.ResponseWriter.WriteHeader(status)
}

func (w withoutPolicy) Write(b []byte) (int, error) {
	w.Header().Del("Content-Security-Policy")
	return w.ResponseWriter.Write(b)
}

// demoNow is when the demo newsroom is looked at: on the day of its articles.
var demoNow = time.Date(2025, 9, 22, 11, 40, 0, 0, time.UTC)

// demoSite opens the demo newsroom.
func demoSite(t testing.TB) *site {
	t.Helper()
	made, err := demoFiles()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, file := range made {
		if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700), os.WriteFile(filepath.Join(dir, name), file, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, demoFile)
	n, err := openDemo(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(n.Blobs.Close(), n.DB.Close()); err != nil {
			t.Error(err)
		}
	})
	s := serve(t, n, seeds.DemoPassword, nil)
	s.password = seeds.DemoPassword
	return s
}

// demoFile is the name of the demo newsroom's database.
const demoFile = "demo.db"

// demoFiles are a database with the demo newsroom in it and the files that its
// captures keep, made once.
var demoFiles = sync.OnceValues(func() (files map[string][]byte, err error) {
	dir, err := os.MkdirTemp("", "tickmark-demo-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	n, err := openDemo(context.Background(), filepath.Join(dir, demoFile))
	if err != nil {
		return nil, err
	}
	if err := errors.Join(seeds.Fill(context.Background(), n), beginDrafts(context.Background(), n), keepSources(context.Background(), n), n.Blobs.Close(), n.DB.Close()); err != nil {
		return nil, err
	}
	files = map[string][]byte{}
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			files[name], err = os.ReadFile(filepath.Join(dir, name))
		}
		return err
	})
	return files, err
})

// pier is a page that emil is bringing in as draft 1.
const pier = `<html lang="en"><title>The new pier</title><nav><a href="/">Home</a></nav><script>1</script>
<article><h1>The new pier was opened in May</h1>
<p>The pier was opened on 3 May, <a href="https://harbour.example/opening">the harbour office said</a>. It is 120 metres long.</p>
<p>The mayor called it a gift to the town. Nobody has said yet what it cost.</p></article></html>`

// beginDrafts begins two drafts of emil's: one for a new article, and one for
// what follows the newest revision of the first.
func beginDrafts(ctx context.Context, n *newsroom.Newsroom) error {
	emil, err := n.DB.Queries().UserByHandle(ctx, "emil")
	if err != nil {
		return err
	}
	by := func(key string) newsroom.By { return newsroom.By{UserID: emil.ID, RequestID: "demo", Key: key} }
	if _, err := n.BeginDraft(ctx, by("pier"), newsroom.NewDraft{Text: pier, Reading: newsroom.Reading{Format: intake.FormatHTML}}); err != nil {
		return err
	}
	f, err := newsroom.ReadFile(ctx, n.DB.Queries(), emil.ID, 1)
	if err != nil {
		return err
	}
	text := strings.Replace(intake.ToMarkdown(f.Revision.Document), "Alaska", "Anchorage, Alaska", 1)
	_, err = n.BeginDraft(ctx, by("next"), newsroom.NewDraft{Article: 1, Base: f.Revision.Number, Text: text, Reading: newsroom.Reading{Format: intake.FormatMarkdown}})
	return err
}

func openDemo(ctx context.Context, path string) (*newsroom.Newsroom, error) {
	db, err := store.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	key, err := audit.NewKey("demo")
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	files, err := blobs.Open(filepath.Join(filepath.Dir(path), "files"))
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &newsroom.Newsroom{DB: db, Now: func() time.Time { return demoNow }, Salt: audit.RandomSalt, Key: key, Blobs: files}, nil
}

// at is the path of a page pattern with its parameters filled in, in turn.
func at(pattern string, params ...string) string {
	parts := strings.Split(pattern, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, ":") && len(params) > 0 {
			parts[i], params = params[0], params[1:]
		}
	}
	return strings.Join(parts, "/")
}
