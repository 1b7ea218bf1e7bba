package handlers_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/handlers"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// newEmptySite is a site over a database without a newsroom, and the code that
// opens its first run.
func newEmptySite(t testing.TB, address string) (s *site, code string) {
	t.Helper()
	if address == "" {
		address = filepath.Join(t.TempDir(), "empty.db")
	}
	db, err := store.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	clock := &testkit.Clock{}
	clock.Move(time.Date(2025, 9, 22, 9, 0, 0, 0, time.UTC).Sub(time.Time{}))
	house := &testkit.House{Newsroom: &newsroom.Newsroom{DB: db, Now: clock.Now, Salt: audit.RandomSalt}, Clock: clock, Address: address}
	s = &site{House: house, Handlers: &handlers.Handlers{
		Read: db.Queries(), Act: house.Newsroom, Now: clock.Now, Log: slog.New(slog.DiscardHandler), Loopback: true,
	}}
	s.FirstRun, code = newsroom.NewFirstRun()
	s.open(t)
	return s, code
}

// found is the form of the first run, with one field changed.
func foundForm(code string, more ...string) []string {
	fields := []string{
		"form", "first-run", "code", code, "newsroom_name", "The Desk", "time_zone", "Europe/Berlin", "name", "Anna Berg", "handle", "anna",
		"password", newPassword, "password_again", newPassword,
	}
	for i := 0; i+1 < len(more); i += 2 {
		fields = with(fields, more[i], more[i+1])
	}
	return fields
}

func TestAnEmptyDatabaseBeginsWithTheFirstRun(t *testing.T) {
	s, code := newEmptySite(t, "")
	b := s.out()
	for _, path := range []string{"/", "/articles", "/sign-in", "/users", "/links/x", "/nowhere"} {
		if a := b.get(t, path); a.to() != "/first-run" {
			t.Errorf("%s answers %d to %q", path, a.status, a.to())
		}
	}
	if a := b.post(t, "/sign-in", "handle", "anna", "password", newPassword); a.to() != "/first-run" {
		t.Errorf("signing in answers %d to %q", a.status, a.to())
	}
	if a := b.get(t, "/health"); a.status != http.StatusOK {
		t.Errorf("health: %d", a.status)
	}
	if a := b.get(t, "/first-run"); a.status != http.StatusOK || !a.whole() {
		t.Fatalf("%d %s", a.status, a.text())
	}
	for _, row := range []struct {
		name   string
		fields []string
		status int
		text   string
	}{
		{"without the code", foundForm(""), 422, "not the code"},
		{"with another code", foundForm("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-A"), 422, "not the code"},
		{"without a name for the newsroom", foundForm(code, "newsroom_name", " "), 422, "name of the newsroom is missing"},
		{"in no time zone", foundForm(code, "time_zone", "Local"), 422, "is not a time zone"},
		{"as nobody", foundForm(code, "name", ""), 422, "name is missing"},
		{"with a handle in other letters", foundForm(code, "handle", "änna"), 422, "small letters"},
		{"with a short password", foundForm(code, "password", "short", "password_again", "short"), 422, "has 5 characters"},
		{"with one that is guessed", foundForm(code, "password", "password1234", "password_again", "password1234"), 422, "easily guessed"},
		{"with two that differ", foundForm(code, "password_again", "other"), 422, "not the same"},
	} {
		a := b.post(t, "/first-run", row.fields...)
		if a.status != row.status || !strings.Contains(a.text(), row.text) || !a.whole() || strings.Contains(a.body, newPassword) {
			t.Errorf("%s: %d %s", row.name, a.status, a.text())
		}
		if !strings.Contains(row.name, "newsroom") && a.value("newsroom_name") != "The Desk" {
			t.Errorf("%s: what was typed is lost", row.name)
		}
	}
	if a := b.post(t, "/first-run", foundForm(strings.ToLower(strings.ReplaceAll(code, "-", " ")))...); a.to() != "/sign-in" {
		t.Fatalf("%d %s", a.status, a.text())
	}
	if a := b.get(t, "/first-run"); a.status != http.StatusNotFound {
		t.Errorf("the page is still there: %d", a.status)
	}
	if a := b.post(t, "/first-run", foundForm(code, "handle", "eve")...); a.status != http.StatusNotFound {
		t.Errorf("a second newsroom: %d %s", a.status, a.text())
	}
	if a := b.post(t, "/sign-in", "handle", "anna", "password", newPassword); a.status != http.StatusSeeOther {
		t.Fatalf("the first admin: %d %s", a.status, a.text())
	}
	if a := b.get(t, "/users"); a.status != http.StatusOK || !strings.Contains(a.text(), "Nobody but you yet") {
		t.Errorf("%d %s", a.status, a.text())
	}
}

func TestWrongCodesAreFew(t *testing.T) {
	s, code := newEmptySite(t, "")
	try := func(remote, code string) answer {
		b := s.out()
		b.remote = remote + ":40000"
		r := request(http.MethodPost, "/first-run", foundForm(code)...)
		r.Header.Set("X-Forwarded-For", fmt.Sprintf("198.51.100.%d", posts.Add(1)%250))
		return b.send(t, r)
	}
	answers := make([]answer, 30)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = try("192.0.2.1", fmt.Sprint("guess ", i)) })
	}
	all.Wait()
	if n := tally(answers); n[http.StatusUnprocessableEntity] != 10 || n[http.StatusTooManyRequests] != 20 {
		t.Errorf("%v, want 10 that were looked at", n)
	}
	if a := try("192.0.2.1", code); a.status != http.StatusTooManyRequests {
		t.Errorf("then the right one from there: %d", a.status)
	}
	if a := try("192.0.2.2", code); a.to() != "/sign-in" {
		t.Errorf("and from elsewhere: %d %s", a.status, a.text())
	}
}

func TestTwoFirstRunsMakeOneNewsroom(t *testing.T) {
	for _, db := range []struct {
		name    string
		address func(testing.TB) string
	}{{"SQLite", func(testing.TB) string { return "" }}, {"PostgreSQL", testkit.Postgres}} {
		t.Run(db.name, func(t *testing.T) {
			s, code := newEmptySite(t, db.address(t))
			answers := make([]answer, 8)
			var all sync.WaitGroup
			for i := range answers {
				all.Go(func() {
					answers[i] = s.out().post(t, "/first-run", foundForm(code, "handle", fmt.Sprint("anna", i))...)
				})
			}
			all.Wait()
			if n := tally(answers); n[http.StatusSeeOther] != 1 || n[http.StatusNotFound] != 7 {
				t.Errorf("%v, want one newsroom", n)
			}
			users, err := s.queries().Users(t.Context())
			if err != nil || len(users) != 1 || !users[0].Is(models.RoleAdmin) || len(users[0].Roles) != 1 {
				t.Errorf("%v, %v", users, err)
			}
		})
	}
}
