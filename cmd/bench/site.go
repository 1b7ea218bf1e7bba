package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/bench/generate"
	"example.org/tickmark/handlers"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"

	"github.com/gin-gonic/gin"
)

const claimsEach = generate.ClaimsEach

// made is a newsroom on disk.
type made struct {
	claims        int
	database, key string
}

// newsrooms makes the newsrooms that are missing or were made by an older
// program: a hundredth, a tenth and all.
func (o options) newsrooms(ctx context.Context) (small, middle, large made, err error) {
	for _, m := range []struct {
		of     *made
		claims int
	}{{&small, o.Claims / 100}, {&middle, o.Claims / 10}, {&large, o.Claims}} {
		m.of.claims = m.claims
		folder := filepath.Join(o.Folder, fmt.Sprintf("%d-claims", m.claims))
		if err := clearOld(ctx, folder); err != nil {
			return small, middle, large, err
		}
		m.of.database, m.of.key, err = generate.Newsroom(ctx, folder, m.claims/claimsEach,
			func(format string, args ...any) { fmt.Printf("  "+format+"\n", args...) })
		if err != nil {
			return small, middle, large, err
		}
	}
	return small, middle, large, nil
}

// clearOld removes a newsroom that an older program made: rows that acts leave
// today are missing in it, also when it is brought up to date.
func clearOld(ctx context.Context, folder string) error {
	database := filepath.Join(folder, "tickmark.db")
	if _, err := os.Stat(database); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	db, err := store.Open(ctx, database)
	if err != nil {
		return err
	}
	has, knows, err := db.SchemaVersion(ctx)
	if err := errors.Join(err, db.Close()); err != nil || has >= knows {
		return err
	}
	return os.RemoveAll(folder)
}

// site is a newsroom with its pages, and somebody signed in.
type site struct {
	*newsroom.Newsroom
	handler http.Handler
	cookie  string
}

// open opens a newsroom on disk and signs the editor in.
func (m made) open(ctx context.Context) (*site, error) {
	file, err := os.ReadFile(m.key)
	if err != nil {
		return nil, err
	}
	key, err := audit.ParseKey(file)
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, m.database)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return openSite(ctx, &newsroom.Newsroom{DB: db, Now: time.Now, Salt: audit.RandomSalt, Key: key}, "editor")
}

// openSite signs somebody in to the pages of a newsroom.
func openSite(ctx context.Context, n *newsroom.Newsroom, handle string) (*site, error) {
	h := &handlers.Handlers{Read: n.DB.Queries(), Act: n, Now: n.Now, Log: slog.New(slog.DiscardHandler), Loopback: true}
	handler, err := h.Handler() //nolint:contextcheck,nolintlint // each request brings its own, which the linter sees in some runs only
	if err != nil {
		return nil, err
	}
	s := &site{Newsroom: n, handler: handler}
	form := url.Values{"handle": {handle}, "password": {generate.Password}, "key": {rand.Text()}}
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/sign-in", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, local(r))
	for _, c := range w.Result().Cookies() {
		if c.Name == "tickmark" {
			s.cookie = c.Name + "=" + c.Value
		}
	}
	if s.cookie == "" {
		return nil, fmt.Errorf("%s could not sign in: %d", handle, w.Code)
	}
	return s, nil
}

// local makes a request one from this machine.
func local(r *http.Request) *http.Request {
	r.Host, r.RemoteAddr = "localhost", "127.0.0.1:40000"
	return r
}

// get asks for a page and returns its body.
func (s *site) get(ctx context.Context, path string) ([]byte, error) {
	r := local(httptest.NewRequestWithContext(ctx, http.MethodGet, path, http.NoBody))
	r.Header.Set("Cookie", s.cookie)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return nil, fmt.Errorf("GET %s: %d", path, w.Code)
	}
	return w.Body.Bytes(), nil
}

// asks is get as something to measure.
func (s *site) asks(ctx context.Context, path string) func() error {
	return func() error {
		_, err := s.get(ctx, path)
		return err
	}
}

// fromMemory sends bytes through gin.
func fromMemory(ctx context.Context, body []byte) func() error {
	memory := gin.New()
	memory.GET("/", func(c *gin.Context) { c.Data(http.StatusOK, "text/html; charset=utf-8", bytes.Clone(body)) })
	return func() error {
		memory.ServeHTTP(httptest.NewRecorder(), local(httptest.NewRequestWithContext(ctx, http.MethodGet, "/", http.NoBody)))
		return nil
	}
}
