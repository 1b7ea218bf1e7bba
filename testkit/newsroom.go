package testkit

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
)

// Clock is a clock that moves a second at every look, and when it is told to.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now returns the time and moves on by a second.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Second)
	return c.now
}

// Move moves the clock by d.
func (c *Clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Password is everybody's in a test newsroom.
const Password = "correct horse battery staple"

// House is a newsroom with one user for each role and a few who hold several.
type House struct {
	*newsroom.Newsroom
	Clock *Clock
	// The people. Ed and Eva are editors, Carl and Cleo checkers, Rita and Rob
	// reviewers, Vera a viewer, Adam an admin; Duo is checker, reviewer and
	// editor at once.
	Ed, Eva, Carl, Cleo, Rita, Rob, Vera, Adam, Duo models.User
}

var keys atomic.Int64

// By is user's next form: each call has an idempotency key of its own.
func By(user models.User) newsroom.By {
	return newsroom.By{UserID: user.ID, RequestID: "test", Key: fmt.Sprintf("key-%d", keys.Add(1))}
}

// Settings are those of a test newsroom.
func Settings() models.Settings {
	return models.Settings{
		NewsroomName: "Test newsroom", TimeZone: "Europe/Berlin", Desks: []string{"World", "Economy"},
		Languages: []string{"en", "ar"}, IdleMinutes: 30, AbsoluteMinutes: 720, DebtHours: 24,
	}
}

// NewHouse makes a newsroom over a database at address; "" is SQLite in a
// file of the test's own.
func NewHouse(t testing.TB, address string) *House {
	t.Helper()
	if address == "" {
		address = filepath.Join(t.TempDir(), "tickmark.db")
	}
	ctx := t.Context()
	db, err := store.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	key, err := audit.NewKey("test")
	if err != nil {
		t.Fatal(err)
	}
	clock := &Clock{now: time.Date(2025, 9, 22, 9, 0, 0, 0, time.UTC)}
	h := &House{Newsroom: &newsroom.Newsroom{DB: db, Now: clock.Now, Salt: audit.RandomSalt, Key: key}, Clock: clock}
	h.hire(ctx, t)
	return h
}

// hire makes the newsroom and its people.
func (h *House) hire(ctx context.Context, t testing.TB) {
	t.Helper()
	viewer, checker, reviewer, editor := models.RoleViewer, models.RoleChecker, models.RoleReviewer, models.RoleEditor
	staff := []struct {
		who   *models.User
		name  string
		roles models.Roles
	}{
		{&h.Ed, "Ed", models.Roles{editor}},
		{&h.Eva, "Eva", models.Roles{editor}},
		{&h.Carl, "Carl", models.Roles{checker}},
		{&h.Cleo, "Cleo", models.Roles{checker}},
		{&h.Rita, "Rita", models.Roles{reviewer}},
		{&h.Rob, "Rob", models.Roles{reviewer}},
		{&h.Vera, "Vera", models.Roles{viewer}},
		{&h.Adam, "Adam", models.Roles{models.RoleAdmin}},
		{&h.Duo, "Duo", models.Roles{checker, reviewer, editor}},
	}
	people := make([]newsroom.NewUser, len(staff))
	for i, s := range staff {
		people[i] = newsroom.NewUser{Handle: lower(s.name), Name: s.name, Password: Password, Roles: s.roles}
	}
	ids, err := h.Found(ctx, Settings(), people)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range staff {
		if *s.who, err = h.DB.Queries().User(ctx, ids[i]); err != nil {
			t.Fatal(err)
		}
	}
}

func lower(name string) string { return string(name[0]|0x20) + name[1:] }

// Copy is the text of a test article, its headline first.
const Copy = `Leaders meet in Anchorage

The leaders met on 15 August in Anchorage. They spoke for three hours.

An agency reported that both were pleased. Nothing was signed.`

// Open opens an article with the given text as Ed, written by nobody of the
// house, and returns its ID.
func (h *House) Open(t testing.TB, text string) models.ID {
	t.Helper()
	id, err := h.OpenArticle(t.Context(), By(h.Ed), Meta(h.Ed), newsroom.Copy{Text: text, Format: newsroom.FormatPlain})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// Meta is what is said about a test article whose editor is given.
func Meta(editor models.User) newsroom.Meta {
	return newsroom.Meta{Byline: "By a writer", Desk: "World", Language: "en", EditorID: editor.ID}
}

// Mark has user mark the sentence with the given number of the newest revision
// as a claim and returns the claim's number.
func (h *House) Mark(t testing.TB, user models.User, article models.ID, sentence int) int {
	t.Helper()
	f := h.File(t, article)
	n, err := h.MarkClaim(t.Context(), By(user), article, newsroom.NewClaim{
		Selection: newsroom.Selection{Revision: f.Revision.Number, Sentence: sentence},
		Statement: fmt.Sprintf("Statement of sentence %d", sentence), Kinds: []models.Kind{models.KindEvent},
	})
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}
