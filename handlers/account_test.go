package handlers_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
)

// changePassword sends the form to change a password.
func (b *browser) changePassword(t testing.TB, present, next string, more ...string) answer {
	t.Helper()
	return b.post(t, "/account/password", append([]string{
		"form", "password", "present_password", present, "new_password", next, "new_password_again", next,
	}, more...)...)
}

func TestANewPasswordTurnsTheSession(t *testing.T) {
	s := newSite(t)
	here, there := s.as(t, s.Carl), s.as(t, s.Carl)
	old := here.cookies["tickmark"]
	thief := s.out()
	thief.cookies["tickmark"] = old
	if a := here.changePassword(t, testkit.Password, nextPassword, "key", "pw"); a.to() != "/account" {
		t.Fatal(a.status, a.text())
	}
	if here.cookies["tickmark"] == old || !here.opens(t) {
		t.Error("this browser has its old session, or none")
	}
	if there.opens(t) || thief.opens(t) {
		t.Error("another browser, or the old token, still opens")
	}
	var form []byte
	if err := s.SQL(t).QueryRowContext(t.Context(), "SELECT form FROM act_keys WHERE key = 'pw'").Scan(&form); err != nil {
		t.Fatal(err)
	}
	if none := sha256.Sum256(nil); !bytes.Equal(form, none[:]) {
		t.Error("a digest over the password is kept with the form's key")
	}
}

func TestPasswordsAreNotRepeated(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Carl)
	const wrong = "my present secret words"
	if a := b.changePassword(t, wrong, nextPassword); a.status != http.StatusUnprocessableEntity || strings.Contains(a.body, wrong) || strings.Contains(a.body, nextPassword) {
		t.Errorf("refused, the page says %d: %s", a.status, a.text())
	}
	s.Clock.Move(time.Hour)
	a := b.changePassword(t, wrong, nextPassword)
	if a.status != http.StatusUnauthorized || strings.Contains(a.body, wrong) || strings.Contains(a.body, nextPassword) {
		t.Errorf("signed out, the page says %d: %s", a.status, a.text())
	}
}

func TestGuessesAtThePresentPasswordAreThrottled(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Carl)
	for i := range 10 {
		if a := b.changePassword(t, fmt.Sprint("guess ", i), nextPassword); a.status != http.StatusUnprocessableEntity {
			t.Fatalf("guess %d: %d", i, a.status)
		}
	}
	if a := b.changePassword(t, testkit.Password, nextPassword); a.status != http.StatusTooManyRequests {
		t.Errorf("the next: %d %s", a.status, a.text())
	}
	s.as(t, s.Carl) // elsewhere Carl still signs in
}

func TestAnotherPersonsSessionLooksLikeNone(t *testing.T) {
	s := newSite(t)
	carl, rita := s.as(t, s.Carl), s.as(t, s.Rita)
	theirs, err := s.OpenSessions(t.Context(), s.Rita.ID)
	if err != nil || len(theirs) != 1 {
		t.Fatal(theirs, err)
	}
	hidden := carl.post(t, fmt.Sprintf("/account/sessions/%d/end", theirs[0].ID))
	absent := carl.post(t, "/account/sessions/9999/end")
	if hidden.status != http.StatusNotFound || sameBut(hidden) != sameBut(absent) || !rita.opens(t) {
		t.Errorf("%d and %d, or not alike", hidden.status, absent.status)
	}
}

func TestTheAccountPageListsOnesOwnSessions(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Carl)
	s.as(t, s.Rita)
	s.play(t, []act{
		{"what one is called can be changed", &s.Carl, "/account/name", []string{"version", "1", "name", "Carla"}, 303, "", "/account", []string{"user.edit"}},
		{"and is told in the trail", &s.Vera, "/trail?action=user.edit", nil, 200, "Carla changed a user Name before: Carl after: Carla", "", nil},
		{"how pages look", &s.Carl, "/account/preferences", []string{"hours", "12"}, 303, "", "/account", []string{"user.preferences"}},
		{"is one's own affair", &s.Vera, "/trail?action=user.preferences", nil, 200, "Hours of the day before: 24 after: 12", "", nil},
	})
	page := b.get(t, "/account")
	if n := strings.Count(page.body, `action="/account/sessions/`); n != 2 || !strings.Contains(page.text(), "Unknown browser This browser") {
		t.Errorf("%d sessions: %s", n, page.text())
	}
	if !strings.Contains(page.body, `data-key-hints="off"`) || !strings.Contains(page.body, " am CEST") {
		t.Errorf("the page is not as it was wished: %s", page.text())
	}
}

func TestAHintLeadsOnlyToOurPages(t *testing.T) {
	for next, want := range map[string]string{
		"/articles/1?tab=discussion": "/articles/1?tab=discussion", "https://evil.example/": "/", "//evil.example": "/", "/no/such/page": "/", "": "/",
	} {
		s := newSite(t)
		if a := s.as(t, s.Vera).post(t, "/account/hint", "hint", "hide", "next", next); a.to() != want {
			t.Errorf("%q leads to %q", next, a.to())
		}
	}
}

func TestSettingsBindAtTheNextRequest(t *testing.T) {
	s := newSite(t)
	adam, carl := s.as(t, s.Adam), s.as(t, s.Carl)
	s.Clock.Move(20 * time.Minute)
	if !adam.opens(t) || !carl.opens(t) {
		t.Fatal("after twenty minutes of thirty they are out")
	}
	s.Clock.Move(15 * time.Minute)
	if !adam.opens(t) {
		t.Fatal("an admin is out")
	}
	if a := adam.post(t, "/settings", append([]string{"version", "1"}, with(settingsFields, "idle_minutes", "10")...)...); a.to() != "/settings" {
		t.Fatal(a.status, a.text())
	}
	if carl.opens(t) {
		t.Error("idle for fifteen minutes of ten, the session still opens")
	}
	if !adam.opens(t) {
		t.Error("who worked meanwhile is out")
	}
	settings, err := s.queries().Settings(t.Context())
	if err != nil || settings.LongestText != 512<<10 || settings.TimeZone != "Asia/Tokyo" || !settings.NightlyBackup {
		t.Errorf("%+v, %v", settings, err)
	}
	if got := fmt.Sprint(settings.Desks, settings.Languages); got != "[World City] [en ja]" {
		t.Error(got)
	}
	if a := adam.get(t, "/account"); !strings.Contains(a.body, `href="/settings"`) || !strings.Contains(a.body, "The Harbour Gazette") {
		t.Error("an admin's page does not lead to the settings, or has the old name")
	}
	vera := s.as(t, s.Vera)
	if a := vera.get(t, "/help"); strings.Contains(a.body, `href="/settings"`) || vera.get(t, "/settings").status != http.StatusForbidden {
		t.Error("a viewer is led to the settings")
	}
}

// The help page is printed from the tables that decide.
func TestTheHelpPageTellsAllOfIt(t *testing.T) {
	s := newSite(t)
	text := s.as(t, s.Vera).get(t, "/help").text()
	for _, s := range models.States {
		if !strings.Contains(strings.ToLower(text), string(s)) {
			t.Errorf("the state %q is missing", s)
		}
	}
	for _, words := range []string{
		"Approve leads to approved. Who may: reviewer or editor. It asks for: the anchor is placed; no hand in it",
		"Viewer You reads what is open", "Approved goes to researching by itself, when the approval goes stale.",
		"Nobody approves a claim in which they have a hand.", "Must-fix", "Next claim", "Confirmed with change",
	} {
		if !strings.Contains(text, words) {
			t.Errorf("it does not say %q", words)
		}
	}
}
