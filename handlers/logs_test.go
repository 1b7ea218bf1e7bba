package handlers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/backup"
	"example.org/tickmark/handlers"
	"example.org/tickmark/testkit"
)

// logged is a scene whose log and figures are kept.
func logged(t *testing.T) (*scene, *bytes.Buffer) {
	t.Helper()
	s := newScene(t)
	s.stopClock()
	log := new(bytes.Buffer)
	s.Log = slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.Ops.Seen = func(seen handlers.Seen) { s.Log.Info("seen", "all", fmt.Sprintf("%+v", seen)) }
	s.site.open(t)
	return s, log
}

// speak plays every deed with a word of its own in every field, reads,
// searches and goes astray, and returns how many words it used.
func (s *scene) speak(t *testing.T) int {
	t.Helper()
	words := 0
	word := func() string { words++; return fmt.Sprintf("canary%04d", words) }
	for _, d := range deeds {
		if strings.Contains(d.route, "sign-out") {
			continue
		}
		fields := s.form(t, d, s.open)
		for i := 0; i+1 < len(fields); i += 2 {
			switch fields[i] {
			case "text", "byline", "desk", "statement", "statement1", "statement2", "reason", "note", "body", "title", "passage":
				fields[i+1] += " " + word()
			case "key":
				fields[i+1] = word()
			}
		}
		s.browserOf(d.actor).post(t, s.open.address(d.route, d.claim, d.ids...)+"?q="+word(), fields...)
		s.browserOf("signed out").post(t, s.open.address(d.route, d.claim, d.ids...), "body", word())
		r := request(http.MethodPost, s.open.address(d.route, d.claim, d.ids...), "body", word())
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("User-Agent", word()+"\r\nlevel=ERROR")
		r.Header.Set("Referer", "https://x.example/"+word())
		s.browserOf(d.actor).send(t, r)
	}
	r := request(http.MethodGet, "/articles")
	r.Method = word()
	s.browserOf("duo").send(t, r)
	for _, path := range []string{"/search?q=", "/trail?action=", "/articles?before=", "/nowhere/", "/articles/", "/articles/1/claims/", "/sign-in?next=/", "/reports/"} {
		s.browserOf("duo").get(t, path+word())
	}
	s.out().post(t, "/sign-in", "handle", word(), "password", word())
	mustExec(t, s.db, "ALTER TABLE articles RENAME TO elsewhere") // now our own mistakes are logged too
	s.browserOf("editor").get(t, "/articles/1")
	s.browserOf("editor").post(t, "/articles/1/waivers", "revision", "2", "sentence", "1", "note", word())
	s.Tampered = true
	return words
}

// told are the lines of a log that hold a word of those, a password or a cookie.
func (s *scene) told(log string) (lines []string) {
	secret := []string{"canary", testkit.Password}
	for _, b := range s.cookies {
		for value := range maps.Values(b) {
			secret = append(secret, value)
		}
	}
	for line := range strings.Lines(log) {
		for _, word := range secret {
			if strings.Contains(line, word) {
				lines = append(lines, line)
				break
			}
		}
	}
	return lines
}

func TestLogsAndFiguresHoldNoWords(t *testing.T) {
	s, log := logged(t)
	words := s.speak(t)
	if words < 100 || strings.Count(log.String(), "\n") < 200 || !strings.Contains(log.String(), "no such table") || !strings.Contains(log.String(), "Refusal:no-such-page") {
		t.Fatalf("%d words, and the log ends in %s", words, log.String()[max(0, log.Len()-1500):])
	}
	for _, line := range s.told(log.String()) {
		t.Error(line)
	}
}

// A log that told what was sent would be found out: each of these does.
func TestALogThatTellsIsFoundOut(t *testing.T) {
	for name, leak := range map[string]func(*slog.Logger, *http.Request, string){
		"the address":     func(l *slog.Logger, r *http.Request, _ string) { l.Info("request", "url", r.URL.String()) },
		"the form":        func(l *slog.Logger, _ *http.Request, body string) { l.Info("request", "form", body) },
		"the cookies":     func(l *slog.Logger, r *http.Request, _ string) { l.Info("request", "cookie", r.Header.Get("Cookie")) },
		"what sent it":    func(l *slog.Logger, r *http.Request, _ string) { l.Info("request", "agent", r.UserAgent()) },
		"where it was at": func(l *slog.Logger, r *http.Request, _ string) { l.Info("request", "from", r.Referer()) },
	} {
		t.Run(name, func(t *testing.T) {
			s, log := logged(t)
			site := s.handler
			s.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, err := io.ReadAll(r.Body)
				if err != nil {
					t.Error(err)
				}
				leak(s.Log, r, string(body))
				r.Body = io.NopCloser(bytes.NewReader(body))
				site.ServeHTTP(w, r)
			})
			s.speak(t)
			if len(s.told(log.String())) == 0 {
				t.Error("nobody noticed")
			}
		})
	}
}

// Whatever is sent, a log has the lines that we wrote, and no others.
func TestNobodyForgesALine(t *testing.T) {
	const forged = "\r\nlevel=ERROR msg=forged\n{\"level\":\"ERROR\",\"msg\":\"forged\"}\x1b[2J\u202e\u2028"
	for name, form := range map[string]func(io.Writer) slog.Handler{
		"text": func(w io.Writer) slog.Handler { return slog.NewTextHandler(w, nil) },
		"JSON": func(w io.Writer) slog.Handler { return slog.NewJSONHandler(w, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			var log bytes.Buffer
			s.Log = slog.New(form(&log))
			s.open(t)
			b := s.as(t, s.Vera)
			log.Reset()
			r := request(http.MethodGet, "/articles")
			r.Method = "GET" + forged
			b.send(t, r)
			r = request(http.MethodGet, "/articles")
			r.URL.Path, r.URL.RawQuery = "/articles"+forged, forged
			r.Header = http.Header{"User-Agent": {forged}, "Referer": {forged}, "X-Request-Id": {forged}, "X-Forwarded-For": {forged}}
			b.send(t, r)
			b.post(t, "/sign-in", "handle", forged, "password", forged)
			lines := strings.Split(strings.TrimSuffix(log.String(), "\n"), "\n")
			if len(lines) != 3 {
				t.Errorf("%d lines for 3 requests:\n%s", len(lines), log.String())
			}
			for _, line := range lines {
				if strings.ContainsAny(line, "\x1b\r\u2028") || strings.HasPrefix(line, "level=ERROR") {
					t.Errorf("%q", line)
				}
				if name == "JSON" && json.Unmarshal([]byte(line), &map[string]any{}) != nil {
					t.Errorf("%q is no JSON", line)
				}
			}
		})
	}
}

func TestMachinesAskHowItIs(t *testing.T) {
	s := newSite(t)
	var log bytes.Buffer
	var seen []handlers.Seen
	s.Log = slog.New(slog.NewTextHandler(&log, nil))
	s.Ops.Seen = func(one handlers.Seen) { seen = append(seen, one) }
	var sick error
	s.Ops.Ready = func(context.Context) error { return sick }
	s.open(t)
	ask := func(path string, status int, body string) {
		t.Helper()
		a := s.out().get(t, path)
		if a.status != status || a.body != body || !strings.HasPrefix(a.header.Get("Content-Type"), "text/plain") {
			t.Errorf("%s: %d %q", path, a.status, a.body)
		}
	}
	ask("/health", 200, "ok\n")
	ask("/ready", 200, "ready\n")
	sick = errors.New("the disk /secret/place is gone")
	ask("/health", 200, "ok\n")
	ask("/ready", 503, "not ready\n")
	if log.Len() != 0 {
		t.Errorf("the log says %s", log.String())
	}
	s.out().get(t, "/nowhere/at/all")
	s.out().get(t, "/articles/17")
	s.as(t, s.Vera).get(t, "/articles/17")
	got := seen[len(seen)-1]
	if len(seen) != 8 || seen[4].Route != "" || seen[4].Refusal == "" || got.Route != "/articles/:article" || got.Status != 404 || got.Refusal == "" || seen[0].Refusal != "" {
		t.Errorf("%+v", seen)
	}
}

func TestTheSettingsShowTheBackups(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Adam)
	if text := b.get(t, "/settings").text(); strings.Contains(text, "on the server") {
		t.Error("it tells of backups of which nobody knows")
	}
	now := backup.Nights{Folder: "/srv/kept"}
	s.Ops.Nights = func() backup.Nights { return now }
	s.open(t)
	shows := func(words ...string) {
		t.Helper()
		text := b.get(t, "/settings").text()
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("no %q in %s", w, text)
			}
		}
	}
	shows("no backup in /srv/kept on the server yet")
	at := s.Clock.Now()
	for i := range 7 {
		now.Kept = append(now.Kept, backup.Kept{Name: fmt.Sprintf("backup-%d", i), At: at.Add(-time.Duration(i) * 24 * time.Hour), Size: 3 << 20})
	}
	now.FailedAt, now.Failure = at, "no space left"
	shows("7 backups are in /srv/kept", "the newest being", "backup-0 3 MiB, made", "backup-4", "The last nightly backup failed", "no space left")
	if strings.Contains(b.get(t, "/settings").text(), "backup-5") {
		t.Error("it lists them all")
	}
	now = backup.Nights{Impossible: true}
	shows("PostgreSQL", "pg_dump")
	page := b.get(t, "/settings")
	form := []string{
		"form", "settings", "version", page.value("version"), "newsroom_name", "N", "time_zone", "UTC", "desks", "News", "languages", "en",
		"idle_minutes", "30", "absolute_minutes", "720", "longest_text", "1024", "query_hours", "24", "debt_hours", "24", "backup_hour", "3", "backups_kept", "14",
	}
	if a := b.post(t, "/settings", append(form, "nightly_backup", "yes")...); a.status != 422 || !strings.Contains(a.text(), "makes no backups") {
		t.Errorf("%d %s", a.status, a.text())
	}
	if a := b.post(t, "/settings", form...); a.status != 303 {
		t.Errorf("%d %s", a.status, a.text())
	}
}
