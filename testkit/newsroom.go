package testkit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/blobs"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
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
	Clock   *Clock
	Address string // of its database
	// Tampered is set by a test that breaks the trail on purpose.
	Tampered bool
	// The people. Ed and Eva are editors, Carl and Cleo checkers, Rita and Rob
	// reviewers, Vera a viewer, Adam an admin; Duo is checker, reviewer and
	// editor at once.
	Ed, Eva, Carl, Cleo, Rita, Rob, Vera, Adam, Duo models.User
}

var keys atomic.Int64

// By is user's next form: each call is a request with an idempotency key of its
// own.
func By(user models.User) newsroom.By {
	n := keys.Add(1)
	return newsroom.By{UserID: user.ID, RequestID: fmt.Sprintf("test-%d", n), Key: fmt.Sprintf("key-%d", n)}
}

// Settings are those of a test newsroom.
func Settings() models.Settings {
	s := models.DefaultSettings("Test newsroom", "Europe/Berlin")
	s.Desks, s.Languages = []string{"World", "Economy"}, []string{"en", "ar"}
	s.TwoApprovals = nil // one person approves, unless a test asks for two
	return s
}

// NewHouse makes a newsroom over a database at address; "" is SQLite in a
// file of the test's own. When the test ends, its trail must verify.
func NewHouse(t testing.TB, address string) *House {
	t.Helper()
	if address == "" {
		address = filepath.Join(t.TempDir(), "tickmark.db")
		founded, err := foundedFile()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(address, founded, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h, err := open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	if h.Blobs, err = blobs.Open(filepath.Join(t.TempDir(), "blobs")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if !t.Failed() && !h.Tampered {
			h.Verify(t)
		}
		_ = h.Blobs.Close()
		_ = h.DB.Close()
	})
	if err := h.hire(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h
}

// open opens the database at address, brings it up to date and puts a newsroom
// on it.
func open(ctx context.Context, address string) (*House, error) {
	db, err := store.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	key, err := audit.NewKey("test")
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	clock := &Clock{now: time.Date(2025, 9, 22, 9, 0, 0, 0, time.UTC)}
	return &House{Newsroom: &newsroom.Newsroom{DB: db, Now: clock.Now, Salt: audit.RandomSalt, Key: key}, Clock: clock, Address: address}, nil
}

// foundedFile is a SQLite database with the newsroom and its people in it:
// hashing their passwords anew for every test would take most of its time.
var foundedFile = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "tickmark-house-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "founded.db")
	h, err := open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(h.hire(context.Background()), h.DB.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// Verify fails the test if the trail does not verify.
func (h *House) Verify(t testing.TB) {
	t.Helper()
	known, err := audit.Verifiers(h.Key.Public())
	if err != nil {
		t.Fatal(err)
	}
	result, err := h.VerifyTrail(context.Background(), known)
	if err != nil {
		t.Fatal(err)
	}
	if !result.OK() {
		t.Errorf("the trail does not verify: %+v", *result.Problem)
	}
}

// SQL opens the house's database past every rule, to look at rows and to try
// the locks of the schema. It waits for a minute where others write, for SQLite
// does not queue them.
func (h *House) SQL(t testing.TB) *sql.DB {
	t.Helper()
	driver, dsn := "sqlite", "file:"+h.Address+"?_pragma=busy_timeout(60000)&_pragma=foreign_keys(1)"
	if h.Postgres() {
		driver, dsn = "pgx", h.Address
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// Postgres reports whether the house's database is PostgreSQL.
func (h *House) Postgres() bool { return strings.HasPrefix(h.Address, "postgres://") }

// hire makes the newsroom and its people, unless they are there.
func (h *House) hire(ctx context.Context) error {
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
		people[i] = newsroom.NewUser{Handle: strings.ToLower(s.name), Name: s.name, Password: Password, Roles: s.roles}
	}
	q := h.DB.Queries()
	if _, err := q.Settings(ctx); err != nil {
		if _, err := h.Found(ctx, Settings(), people); err != nil {
			return err
		}
	}
	for _, s := range staff {
		var err error
		if *s.who, err = q.UserByHandle(ctx, strings.ToLower(s.name)); err != nil {
			return err
		}
	}
	return nil
}

// Copy is the text of a test article, its headline first.
const Copy = `Leaders meet in Anchorage

The leaders met on 15 August in Anchorage. They spoke for three hours.

An agency reported that both were pleased. Nothing was signed.`

// Open opens an article with the given text as Ed, written by nobody of the
// house, and returns its ID.
func (h *House) Open(t testing.TB, text string) models.ID {
	t.Helper()
	return h.OpenAs(t, Meta(h.Ed), text)
}

// OpenAs opens an article as Ed, of which meta is said, and returns its ID.
func (h *House) OpenAs(t testing.TB, meta newsroom.Meta, text string) models.ID {
	t.Helper()
	id, err := h.OpenArticle(t.Context(), By(h.Ed), meta, newsroom.Copy{Text: text, Format: intake.FormatPlain})
	if err != nil {
		t.Fatal(err)
	}
	h.Leave(t, id)
	return id
}

// Leave has an editor leave unchecked what nobody accounts for in the article's
// newest revision, so that a test of something else may sign it off. Open does
// so with the first revision.
func (h *House) Leave(t testing.TB, article models.ID) {
	t.Helper()
	f := h.File(t, article)
	if workflow.CoverageOf(f).Open() == 0 {
		return
	}
	editor := h.Ed
	if workflow.WroteIn(f, editor.ID) {
		editor = h.Eva
	}
	if err := h.LeaveUnchecked(t.Context(), By(editor), article, f.Revision.Number, "a test of something else"); err != nil {
		t.Fatal(err)
	}
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
