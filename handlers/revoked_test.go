package handlers_test

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

// TestNothingIsDoneAfterARevocation takes something away from a user, by the
// form for it, in the midst of many requests of theirs, on both databases.
// What committed after that is none of theirs, and their next request is
// refused.
func TestNothingIsDoneAfterARevocation(t *testing.T) {
	for _, db := range []struct {
		name    string
		address func(testing.TB) string
	}{{"SQLite", func(testing.TB) string { return "" }}, {"PostgreSQL", testkit.Postgres}} {
		for _, row := range []struct {
			name, path string
			fields     []string
			event      string
		}{
			{"their account is disabled", "/disable", []string{"version", "1", "reason", "left"}, "user.disable"},
			{"a role is taken away", "/edit", []string{"version", "1", "name", "Carl", "roles", "viewer"}, "user.edit"},
			{"the last role is taken away", "/edit", []string{"version", "1", "name", "Carl"}, "user.edit"},
			{"they are signed out everywhere", "/sign-out", []string{"version", "1"}, "user.end-sessions"},
			{"they are given a new password", "", []string{"password", newPassword, "password_again", newPassword}, "user.password"},
		} {
			t.Run(db.name+": "+row.name, func(t *testing.T) {
				s := siteOf(t, testkit.NewHouse(t, db.address(t)))
				path := "/users/" + fmt.Sprint(s.Carl.ID) + row.path
				if row.path == "" {
					path = "/links/" + s.link(t, s.Carl)
				}
				admin := s.as(t, s.Adam)
				s.whileCarlWorks(t, row.event, func() answer { return admin.post(t, path, row.fields...) })
			})
		}
	}
}

// newPassword is one that is good enough and nobody has yet.
const newPassword = "velvet otter canyon"

// link is the token of a new link for a user.
func (s *site) link(t testing.TB, u models.User) string {
	t.Helper()
	link, err := s.LinkPassword(t.Context(), testkit.By(s.Adam), newsroom.UserTarget{ID: u.ID, Version: u.Version})
	if err != nil {
		t.Fatal(err)
	}
	return link.Token
}

// whileCarlWorks has 64 browsers of Carl's write, revokes in the midst of it,
// and looks what came after the event that this left.
func (s *site) whileCarlWorks(t *testing.T, event string, revoke func() answer) {
	t.Helper()
	article := s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Cleo, article, 2)
	path := fmt.Sprintf("/articles/%d/claims/%d/evidence", article, n)
	said := []string{"version", "1", "type", "book", "title", "A book", "stance", "context", "authority", "primary", "passage", "It says."}
	b := s.as(t, s.Carl)
	var done, refused atomic.Int64
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			one := s.out()
			maps.Copy(one.cookies, b.cookies)
			for range 4 {
				if one.post(t, path, said...).status != http.StatusSeeOther {
					refused.Add(1)
					return
				}
				done.Add(1)
			}
		})
	}
	for done.Load() < 3 {
		time.Sleep(time.Millisecond)
	}
	if a := revoke(); a.status != http.StatusSeeOther {
		t.Errorf("it was not revoked: %d %s", a.status, a.text())
	}
	next := b.post(t, path, said...)
	all.Wait()
	if next.status != http.StatusUnauthorized {
		t.Errorf("the next request: %d, want 401", next.status)
	}
	t.Logf("%d done, %d refused", done.Load(), refused.Load())
	if done.Load() == 256 {
		t.Error("nobody was working any more: this proves nothing")
	}
	var after int
	if err := s.SQL(t).QueryRowContext(t.Context(), fmt.Sprintf(
		"SELECT COUNT(*) FROM events WHERE actor_id = %d AND seq > (SELECT MAX(seq) FROM events WHERE action = '%s')", s.Carl.ID, event)).Scan(&after); err != nil {
		t.Fatal(err)
	}
	if after != 0 {
		t.Errorf("%d events of theirs stand after the %s", after, event)
	}
}

func TestRightsFollowAtOnce(t *testing.T) {
	for _, row := range []struct {
		name, path string
		fields     []string
		text       string // what signing in again comes to
	}{
		{"a role more", "/edit", []string{"name", "Vera", "roles", "viewer", "roles", "editor"}, "New article"},
		{"a role less", "/edit", []string{"name", "Vera"}, "Not open to you"},
		{"disabled", "/disable", []string{"reason", "left"}, "Name or password is wrong."},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newSite(t)
			vera, admin := s.as(t, s.Vera), s.as(t, s.Adam)
			path := "/users/" + fmt.Sprint(s.Vera.ID) + row.path
			if a := admin.post(t, path, append(row.fields, "version", "1")...); a.status != http.StatusSeeOther {
				t.Fatal(a.status, a.text())
			}
			if vera.opens(t) {
				t.Error("the session from before lives on")
			}
			a := vera.post(t, "/sign-in", "handle", "vera", "password", testkit.Password)
			if a.status == http.StatusSeeOther {
				a = vera.get(t, "/articles")
			}
			if !strings.Contains(a.text(), row.text) {
				t.Errorf("%d %s", a.status, a.text())
			}
		})
	}
}

// TestAnotherNameEndsNothing: only other roles turn the sessions out.
func TestAnotherNameEndsNothing(t *testing.T) {
	s := newSite(t)
	carl, admin := s.as(t, s.Carl), s.as(t, s.Adam)
	if a := admin.post(t, "/users/"+fmt.Sprint(s.Carl.ID)+"/edit", "version", "1", "name", "Carl B.", "roles", "checker"); a.status != http.StatusSeeOther {
		t.Fatal(a.status, a.text())
	}
	if a := carl.get(t, "/account"); a.status != http.StatusOK || !strings.Contains(a.text(), "Carl B.") {
		t.Errorf("%d %s", a.status, a.text())
	}
}

func TestAnActInASessionThatHasEndedIsRefused(t *testing.T) {
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	by := testkit.By(s.Vera)
	by.Token = "of a session that has ended"
	if _, err := s.Comment(t.Context(), by, article, newsroom.NewComment{Kind: models.Remark, Body: "words"}); err == nil || !strings.Contains(err.Error(), "Sign in first") {
		t.Errorf("an act in a session that has ended: %v", err)
	}
	by.Token = s.as(t, s.Carl).cookies["tickmark"]
	if _, err := s.Comment(t.Context(), by, article, newsroom.NewComment{Kind: models.Remark, Body: "words"}); err == nil {
		t.Error("an act in somebody else's session")
	}
}
