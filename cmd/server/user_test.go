package main

import (
	"encoding/json"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// typed runs the program with words on its standard input.
func (p place) typed(t *testing.T, in string, args ...string) (said string, code int) {
	t.Helper()
	cmd := p.command(t.Context(), args...)
	cmd.Stdin = strings.NewReader(in)
	out, _ := cmd.CombinedOutput()
	return string(out), cmd.ProcessState.ExitCode()
}

const otter = "velvet otter canyon"

// account is one user as “tickmark user list --json” has them.
type account struct {
	Handle, Name, Account string
	Roles                 []string
}

func (p place) accounts(t *testing.T) map[string]account {
	t.Helper()
	var list []account
	if err := json.Unmarshal([]byte(p.must(t, "user", "list", "--json")), &list); err != nil {
		t.Fatal(err)
	}
	by := map[string]account{}
	for _, a := range list {
		by[a.Handle] = a
	}
	return by
}

func TestUsersAreKeptBesideARunningServer(t *testing.T) {
	p := newDemo(t)
	s := p.serve(t)
	if out, code := p.typed(t, otter+"\n", "user", "add", "nora", "--name", "Nora B.", "--role", "checker", "--role", "viewer", "--password-stdin"); code != 0 || strings.Contains(out, otter) {
		t.Fatalf("exit %d\n%s", code, out)
	}
	if got := s.enters(t, "nora", otter); got != http.StatusOK {
		t.Errorf("Nora signs in: %d", got)
	}
	if a := p.accounts(t)["nora"]; a.Name != "Nora B." || a.Account != "active" || strings.Join(a.Roles, ",") != "viewer,checker" {
		t.Errorf("%+v", a)
	}
	if out, code := p.typed(t, "purple ferry lantern\n", "user", "password", "nora", "--password-stdin"); code != 0 {
		t.Fatalf("exit %d\n%s", code, out)
	}
	if old, now := s.enters(t, "nora", otter), s.enters(t, "nora", "purple ferry lantern"); old != http.StatusUnauthorized || now != http.StatusOK {
		t.Errorf("the old password %d, the new one %d", old, now)
	}
	p.must(t, "user", "disable", "nora", "--reason", "left")
	if got := s.enters(t, "nora", "purple ferry lantern"); got != http.StatusUnauthorized || p.accounts(t)["nora"].Account != "disabled" {
		t.Errorf("disabled, Nora signs in: %d", got)
	}
	p.must(t, "user", "enable", "nora")
	trail := s.get(t, s.signIn(t), "/trail")
	for _, words := range []string{"Somebody at the command line", "disabled an account", "left", "set a password"} {
		if !strings.Contains(trail, words) {
			t.Errorf("the trail does not say %q", words)
		}
	}
	if strings.Contains(trail, otter) {
		t.Error("a password stands in the trail")
	}
	s.stop(t)
	p.must(t, "trail", "verify")
}

var aLink = regexp.MustCompile(`http\S+/links/[A-Za-z0-9_-]{43}`)

func TestAnInvitationFromTheCommandLine(t *testing.T) {
	p := newDemo(t)
	out := p.must(t, "--url", "https://tickmark.example/", "user", "add", "nora", "--name", "Nora", "--role", "viewer", "--link")
	link := aLink.FindString(out)
	if !strings.HasPrefix(link, "https://tickmark.example/links/") || p.accounts(t)["nora"].Account != "invited" {
		t.Fatalf("%q in %s", link, out)
	}
	second := aLink.FindString(p.must(t, "user", "password", "nora", "--link"))
	s := p.serve(t)
	if got := s.sends(t, strings.Replace(link, "https://tickmark.example", s.at, 1), "password", otter, "password_again", otter); got != http.StatusNotFound {
		t.Errorf("the link that another took the place of: %d", got)
	}
	u, err := url.Parse(second)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.sends(t, s.at+u.Path, "password", otter, "password_again", otter); got != http.StatusOK {
		t.Errorf("the link: %d", got)
	}
	if got := s.enters(t, "nora", otter); got != http.StatusOK {
		t.Errorf("Nora signs in: %d", got)
	}
	if strings.Contains(s.errs.String(), u.Path) || strings.Contains(s.said.String(), u.Path) {
		t.Error("the link stands in the log")
	}
}

func TestWrongCallsAboutUsers(t *testing.T) {
	p, empty := newDemo(t), newPlace(t)
	for _, row := range []struct {
		name  string
		place place
		code  int
		words []string
		args  []string
	}{
		{"no handle", p, 2, []string{"expected \"<handle>\""}, []string{"user", "disable"}},
		{"no name", p, 2, []string{"--name"}, []string{"user", "add", "nora", "--role", "viewer"}},
		{"a role that is none", p, 2, []string{"--role"}, []string{"user", "add", "nora", "--name", "N", "--role", "boss"}},
		{"two ways in", p, 2, []string{"can't be used together"}, []string{"user", "password", "edda", "--link", "--password-stdin"}},
		{"no terminal", p, 1, []string{"--password-stdin", "--link"}, []string{"user", "password", "edda"}},
		{"nobody", p, 1, []string{"nobody signs in", "user list"}, []string{"user", "disable", "nobody"}},
		{"a handle that is taken", p, 1, []string{"already"}, []string{"user", "add", "edda", "--name", "E", "--role", "viewer", "--link"}},
		{"a handle in capitals", p, 1, []string{"small letters"}, []string{"user", "add", "Nora", "--name", "N", "--role", "viewer", "--link"}},
		{"an address that is none", p, 1, []string{"TICKMARK_URL"}, []string{"--url", "tickmark.example/x", "user", "password", "edda", "--link"}},
		{"nothing there", empty, 1, []string{"no database"}, []string{"user", "list"}},
		{"no newsroom and no admin", newPlace(t), 1, []string{"--role admin"}, []string{"user", "add", "nora", "--name", "N", "--role", "viewer", "--password-stdin"}},
	} {
		t.Run(row.name, func(t *testing.T) { row.place.refused(t, row.code, row.words, row.args...) })
	}
	if out, code := p.typed(t, "short\n", "user", "password", "edda", "--password-stdin"); code != 1 || !strings.Contains(out, "has 5 characters") {
		t.Errorf("a short password: exit %d\n%s", code, out)
	}
}

func TestTheFirstAdminFromTheCommandLine(t *testing.T) {
	p := newPlace(t)
	out, code := p.typed(t, otter+"\n", "user", "add", "anna", "--name", "Anna", "--role", "admin", "--newsroom", "The Desk", "--time-zone", "Europe/Berlin", "--password-stdin")
	if code != 0 || !strings.Contains(out, "The Desk") {
		t.Fatalf("exit %d\n%s", code, out)
	}
	s := p.serve(t)
	if strings.Contains(s.said.String(), "first-run") {
		t.Errorf("there is a newsroom, and it says: %s", s.said)
	}
	if got := s.enters(t, "anna", otter); got != http.StatusOK {
		t.Errorf("Anna signs in: %d", got)
	}
}

var aCode = regexp.MustCompile(`[A-Z2-7]{5}(-[A-Z2-7]{1,5}){5}`)

// TestTheFirstRun begins on an empty database, with a code that dies with the
// program.
func TestTheFirstRun(t *testing.T) {
	p := newPlace(t)
	before := p.serve(t)
	old := aCode.FindString(before.said.String())
	before.stop(t)
	s := p.serve(t)
	code := aCode.FindString(s.said.String())
	if len(code) < 26 || code == old || !strings.Contains(s.said.String(), s.at+"/first-run") {
		t.Fatalf("the codes are %q and %q: %s", old, code, s.said)
	}
	form := func(code string) []string {
		return []string{
			"form", "first-run", "code", code, "newsroom_name", "The Desk", "time_zone", "Europe/Berlin", "name", "Anna", "handle", "anna",
			"password", otter, "password_again", otter,
		}
	}
	if got := s.sends(t, s.at+"/first-run", form(old)...); got != http.StatusUnprocessableEntity {
		t.Errorf("the code of the last start: %d", got)
	}
	if got := s.sends(t, s.at+"/first-run", form(code)...); got != http.StatusOK {
		t.Fatalf("the code: %d %s", got, s.errs)
	}
	if got := s.enters(t, "anna", otter); got != http.StatusOK {
		t.Errorf("Anna signs in: %d", got)
	}
	if got := s.sends(t, s.at+"/first-run", form(code)...); got != http.StatusNotFound {
		t.Errorf("the page is still there: %d", got)
	}
	if strings.Contains(s.errs.String(), code) || strings.Contains(s.errs.String(), otter) {
		t.Error("the log holds the code or the password")
	}
	s.stop(t)
	if out := p.must(t, "trail", "verify"); !strings.Contains(out, "The trail holds") {
		t.Error(out)
	}
}

func TestAServerWithAWrongAddressOfItsOwnDoesNotStart(t *testing.T) {
	p := newDemo(t)
	for _, address := range []string{"tickmark.example", "ftp://tickmark.example", "https://tickmark.example/desk", "https://a:b@tickmark.example", "https://tickmark.example?x=1", "https://"} {
		p.refused(t, 1, []string{"TICKMARK_URL"}, "serve", "--url", address)
	}
}

// enters signs in and returns the status of where that leads.
func (s *server) enters(t *testing.T, handle, password string) int {
	t.Helper()
	return s.sends(t, s.at+"/sign-in", "handle", handle, "password", password)
}

// sends sends a form from a new browser and returns the status of where that
// leads.
func (s *server) sends(t *testing.T, address string, fields ...string) int {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := (&http.Client{Jar: jar}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode
}
