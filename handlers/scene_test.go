package handlers_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/handlers"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"

	"github.com/google/go-cmp/cmp"
)

// scene is a newsroom in the midst of work, in which every act of the route
// table can be tried: two articles with the same claims in every state, one
// open, one for its team (Ed, Duo) only, and everybody signed in.
type scene struct {
	*site
	open, hidden *piece
	cookies      map[string]map[string]string // of the actors' browsers, by actor
	db           *sql.DB                      // past every rule
}

// The actors of the scene. Eva is an editor who is on no team.
var actors = []string{"viewer", "checker", "reviewer", "editor", "other editor", "admin", "duo", "no role left", "disabled", "expired", "signed out"}

// stage is a scene on disk, made once: making it takes longer than most tests.
type stage struct {
	file         []byte
	key          audit.Key
	open, hidden *piece
	cookies      map[string]map[string]string
	size         int64 // of its trail
}

var staged = struct {
	sync.Once
	stage
}{}

// newScene is a scene of the test's own.
func newScene(t testing.TB) *scene {
	t.Helper()
	staged.Do(func() { setStage(t, &staged.stage) })
	if staged.file == nil {
		t.Fatal("the scene could not be set")
	}
	path := filepath.Join(t.TempDir(), "scene.db")
	if err := os.WriteFile(path, staged.file, 0o600); err != nil {
		t.Fatal(err)
	}
	return openScene(t, path)
}

// openScene opens a site over the scene's database at path, as after a restart.
func openScene(t testing.TB, path string) *scene {
	t.Helper()
	house := testkit.NewHouse(t, path)
	house.Key = staged.key
	house.Clock.Move(sceneLasts)
	house.Archive = "https://archive.example/save/"
	house.Salt = func() ([]byte, error) { return make([]byte, 32), nil }
	if _, err := house.TakeFile(t.Context(), bytes.NewReader(testkit.Photo(t)), "", ""); err != nil { // what the scene's captures keep
		t.Fatal(err)
	}
	s := &scene{site: siteOf(t, house), open: staged.open, hidden: staged.hidden, cookies: staged.cookies, db: house.SQL(t)}
	if _, _, err := s.Blobs.Put(t.Context(), strings.NewReader(stagedPage), models.MaxText); err != nil {
		t.Fatal(err)
	}
	return s
}

func siteOf(t testing.TB, house *testkit.House) *site {
	t.Helper()
	s := &site{House: house, Handlers: &handlers.Handlers{
		Read: house.DB.Queries(), Act: house.Newsroom, Now: house.Clock.Now, Log: slog.New(slog.DiscardHandler), Loopback: true, Mail: true,
	}}
	s.open(t)
	return s
}

// setStage sets the scene and keeps its file.
func setStage(t testing.TB, st *stage) {
	t.Helper()
	s := newSite(t)
	st.open, st.hidden = s.piece(t), s.piece(t)
	st.cookies = map[string]map[string]string{}
	db := s.SQL(t)
	for actor, user := range map[string]models.User{
		"viewer": s.Vera, "checker": s.Carl, "reviewer": s.Rita, "editor": s.Ed, "other editor": s.Eva, "admin": s.Adam,
		"duo": s.Duo, "no role left": s.Rob, "disabled": s.Cleo, "expired": s.Vera,
	} {
		b := s.as(t, user)
		st.cookies[actor] = b.cookies
		if actor == "expired" {
			mustExec(t, db, "UPDATE sessions SET last_seen_at = last_seen_at - 3600000 WHERE id = (SELECT MAX(id) FROM sessions)")
		}
	}
	var old string // the session of the viewer's that has run out
	meta := testkit.Meta(s.Ed)
	meta.Restricted, meta.Team = true, []models.ID{s.Duo.ID}
	if err := s.EditArticle(t.Context(), testkit.By(s.Ed), st.hidden.article, 3, meta); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRowContext(t.Context(), "SELECT CAST(id AS TEXT) FROM sessions WHERE user_id = $1 ORDER BY last_seen_at", s.Vera.ID).Scan(&old); err != nil {
		t.Fatal(err)
	}
	st.open.ids["session"], st.hidden.ids["session"] = old, old
	mustExec(t, db, "UPDATE users SET roles = '' WHERE handle = 'rob'")
	mustExec(t, db, "UPDATE users SET disabled_at = 1 WHERE handle = 'cleo'")
	link, err := s.LinkPassword(t.Context(), testkit.By(s.Adam), newsroom.UserTarget{ID: s.Eva.ID, Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []*piece{st.open, st.hidden} {
		draft, err := s.BeginDraft(t.Context(), testkit.By(s.Ed), newsroom.NewDraft{Text: sceneDraft, Reading: newsroom.Reading{Format: intake.FormatMarkdown}})
		if err != nil {
			t.Fatal(err)
		}
		p.ids["draft"] = fmt.Sprint(draft)
		mustExec(t, db, "UPDATE waivers SET ended_at = 1, ended_by = ? WHERE kind = 'left unchecked' AND article_id = ?", s.Ed.ID, p.article)
		mustExec(t, db, "INSERT INTO acceptances (article_id, created_by, created_at) VALUES (?, ?, 1)", p.article, s.Carl.ID)
		mustExec(t, db, "UPDATE claims SET acceptance_id = (SELECT max(id) FROM acceptances) WHERE article_id = ? AND number = ?", p.article, claimOther)
		var asked models.ID
		mustExec(t, db, "UPDATE claims SET criticises = 'the ministry' WHERE article_id = ? AND number = ?", p.article, claimInReview)
		for _, answer := range []string{"", "We do not know of it."} {
			if err := db.QueryRowContext(t.Context(), "INSERT INTO replies_sought (claim_id, whom, channel, asked_at, answer, answered_at, reflected, created_by, created_at)"+
				" SELECT id, 'the ministry', 'by phone', 1, $1, NULLIF(length($1), 0), '', $2, 1 FROM claims WHERE article_id = $3 AND number = $4 RETURNING id",
				answer, s.Carl.ID, p.article, claimInReview).Scan(&asked); err != nil {
				t.Fatal(err)
			}
			p.ids[map[bool]string{true: "reply", false: "answered"}[answer == ""]] = fmt.Sprint(asked)
		}
		var acceptance, waiver models.ID
		if err := db.QueryRowContext(t.Context(), "SELECT (SELECT max(id) FROM acceptances), (SELECT max(id) FROM waivers WHERE article_id = ?)", p.article).Scan(&acceptance, &waiver); err != nil {
			t.Fatal(err)
		}
		p.ids["acceptance"], p.ids["waiver"] = fmt.Sprint(acceptance), fmt.Sprint(waiver)
		p.ids["link"], p.ids["carl"], p.ids["cleo"] = link.Token, fmt.Sprint(s.Carl.ID), fmt.Sprint(s.Cleo.ID)
	}
	setMail(t, s, st)
	st.hidden.ids["token"] = st.open.ids["token"] // its own ended when the article became its team's
	st.key, st.size = s.Key, s.size(t)
	to := filepath.Join(t.TempDir(), "stage.db")
	mustExec(t, db, "VACUUM INTO '"+to+"'")
	file, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	st.file = file
}

// setMail has the viewer get mail, the checker have ended it, and the other
// editor have an address to confirm.
func setMail(t testing.TB, s *site, st *stage) {
	t.Helper()
	now := models.At(s.Clock.Now())
	for _, at := range []models.MailAddress{{UserID: s.Vera.ID, ConfirmedAt: now}, {UserID: s.Carl.ID, ConfirmedAt: now, StoppedAt: now}, {UserID: s.Eva.ID}} {
		at.Address, at.Secret, at.AskedAt, at.Asks, at.AsksFrom = fmt.Sprintf("user%d@example.org", at.UserID), make([]byte, 32), now, 1, now
		if err := s.DB.Tx(t.Context(), func(tx store.Tx) error { return tx.SetMailAddress(t.Context(), at) }); err != nil {
			t.Fatal(err)
		}
		for _, p := range []*piece{st.open, st.hidden} {
			switch at.UserID {
			case s.Vera.ID:
				p.ids["stop"] = at.Token(models.LinkStops)
			case s.Eva.ID:
				p.ids["confirm"] = at.Token(models.LinkConfirms)
			}
		}
	}
}

func mustExec(t testing.TB, db *sql.DB, q string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(context.Background(), q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
}

// browserOf is the browser of an actor, as they left it.
func (s *scene) browserOf(actor string) *browser {
	b := s.out()
	maps.Copy(b.cookies, s.cookies[actor])
	return b
}

// same fails the test unless the rows are those that were, but for what a
// request that only looks may leave: when a session was last seen.
func (s *scene) same(t testing.TB, what string, was map[string][]string) {
	t.Helper()
	if diff := cmp.Diff(unseen(was), unseen(s.Rows(t, s.db))); diff != "" {
		t.Errorf("%s changed rows:\n%s", what, diff)
	}
}

// seenColumns are where tables keep when somebody was last seen.
var seenColumns = map[string]int{"sessions": 5, "users": 9}

// unseen is rows without when somebody was last seen.
func unseen(rows map[string][]string) map[string][]string {
	rows = maps.Clone(rows)
	for table, column := range seenColumns {
		kept := slices.Clone(rows[table])
		for i, r := range kept {
			values := strings.Split(r, "|")
			kept[i] = strings.Join(slices.Delete(values, column, column+1), "|")
		}
		rows[table] = kept
	}
	return rows
}

// changes counts the commits that others made to the database: it moves when
// anything was written.
func (s *scene) changes(t testing.TB) (n int64) {
	t.Helper()
	conn, err := s.db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.QueryRowContext(context.Background(), "PRAGMA data_version").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// stopClock keeps the time as it is, for tests with more requests than a
// session has seconds.
func (s *site) stopClock() {
	at := s.Clock.Now()
	stopped := func() time.Time { return at }
	s.Handlers.Now, s.Newsroom.Now = stopped, stopped
}

// anyID is a request's own number, wherever an answer tells it.
var anyID = regexp.MustCompile(`\b[A-Z2-7]{26}\b`)

// anyArticle is the number of an article in an address, as it stands and
// escaped.
var anyArticle = regexp.MustCompile(`(articles(?:/|%2F))\d+`)

// alike is an answer without what differs in every answer.
func alike(a answer) string {
	return fmt.Sprint(a.status) + anyArticle.ReplaceAllString(anyID.ReplaceAllString(a.to()+a.body, "…"), "$1…")
}

// request makes a request with a form.
func request(method, path string, fields ...string) *http.Request {
	kind, form := "application/x-www-form-urlencoded", encode(fields...)
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i] == "file" {
			kind, form = encodeParts(fields...)
		}
	}
	r := httptest.NewRequest(method, path, strings.NewReader(form))
	r.Header.Set("Content-Type", kind)
	return r
}
