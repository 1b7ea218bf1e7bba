package e2e

import (
	"strings"
	"testing"
	"time"

	"example.org/tickmark/testkit"
)

func TestAnAdminChangesTheSettings(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		s := newSite(t)
		s.Open(t, testkit.Copy) // on the desk World
		adam, ed := s.person(t, "adam", append(opts, testkit.Expecting(422))...), s.person(t, "ed", append(opts, testkit.Expecting(403, 422))...)
		if got := ed.open("/settings"); got != 403 || strings.Contains(ed.text(".topbar"), "Settings") {
			t.Errorf("an editor gets %d, and %q", got, ed.text(".topbar"))
		}
		adam.open("/articles")
		adam.follow(`.nav a[href="/settings"]`)
		adam.fill("[name=newsroom_name]", "The Harbour Gazette")
		adam.fill("[name=desks]", "Harbour\nCity")
		adam.fill("[name=languages]", "ar\nen")
		adam.fill("[name=longest_text]", "1")
		adam.fill("[name=idle_minutes]", "10")
		adam.press("/settings")
		adam.sees("The settings are saved.", "ar (Arabic), en (English)")
		if got := look[string](adam, "document.title"); got != "Settings · The Harbour Gazette" {
			t.Errorf("the page is called %q", got)
		}
		adam.fill("[name=languages]", "Arabic!")
		if got := adam.follow(`form[action="/settings"] [type=submit]`); got != 422 {
			t.Errorf("a language that is none answered %d", got)
		}
		adam.sees("\"Arabic!\" is no language tag")
		adam.open("/trail?action=settings.edit")
		adam.sees("Adam changed the settings", "Newsroom before: Test newsroom after: The Harbour Gazette", "Minutes without a request before: 30 after: 10")

		ed.open("/articles/new")
		ed.fill("[name=text]", "Head\n\n"+strings.Repeat("A long sentence. ", 100))
		ed.press("/drafts")
		if got := look[string](ed, `[...document.querySelector("[name=desk]").options].map(o => o.label).join()`); got != "None,Harbour,City" {
			t.Errorf("the desks are %s", got)
		}
		if got := look[string](ed, `document.querySelector("[name=language]").value + " " + [...document.querySelectorAll("datalist option")].map(o => o.value).join()`); got != "ar ar,en" {
			t.Errorf("the languages are %s", got)
		}
		if got := ed.follow(`form[action="/articles"] [type=submit]`); got != 422 {
			t.Errorf("a text that is too long answered %d", got)
		}
		ed.sees("this newsroom takes at most 1 KiB (1024 bytes)")
		ed.open("/articles/1/edit")
		if got := look[string](ed, `document.querySelector("[name=desk]").value`); got != "World" {
			t.Errorf("the article's desk is %q", got)
		}
		s.Clock.Move(11 * time.Minute)
		ed.open("/articles")
		if got := ed.path(); !strings.HasPrefix(got, "/sign-in") {
			t.Errorf("after eleven idle minutes the browser is at %s", got)
		}
	})
}

func TestStaleSettingsBringBackWhatWasTyped(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		s := newSite(t)
		one, two := s.person(t, "adam", append(opts, testkit.Expecting(409))...), s.person(t, "adam")
		one.open("/settings")
		two.open("/settings")
		two.fill("[name=debt_hours]", "36")
		two.press("/settings")
		one.fill("[name=newsroom_name]", "The Harbour Gazette")
		if got := one.follow(`form[action="/settings"] [type=submit]`); got != 409 {
			t.Errorf("a stale form answered %d", got)
		}
		one.sees("Somebody else changed this", "How it stands now", "HOURS FOR A REVIEW DEBT 36")
		if got := look[string](one, `document.querySelector("[name=newsroom_name]").value`); got != "The Harbour Gazette" {
			t.Errorf("the form holds %q", got)
		}
		one.press("/settings")
		one.sees("The settings are saved.")
	})
}

func TestTheSettingsByKeyboardAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := s.person(t, "adam")
	p.open("/settings")
	for _, field := range []string{
		"newsroom_name", "time_zone", "desks", "languages", "idle_minutes", "absolute_minutes", "longest_text", "query_hours", "debt_hours",
		"nightly_backup", "backup_hour", "backups_kept",
	} {
		p.tab("[name=" + field + "]")
		p.seesFocus()
	}
	p.tab(`form[action="/settings"] [type=submit]`)
	p.seesFocus()
}
