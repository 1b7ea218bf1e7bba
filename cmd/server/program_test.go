package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"example.org/tickmark/seeds"
)

// program is the built binary that the tests call, demo the place of a demo
// newsroom that they copy.
var (
	program string
	demo    place
)

func TestMain(m *testing.M) { os.Exit(built(m)) }

// built builds the program as make does and runs the tests.
func built(m *testing.M) int {
	folder, err := os.MkdirTemp("", "tickmark-server-test")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	program = filepath.Join(folder, "tickmark")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%s\n%v\n", out, err)
		return 1
	}
	demo = placeIn(folder)
	if out, err := demo.command(context.Background(), "seed").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%s\n%v\n", out, err)
		return 1
	}
	return m.Run()
}

// place is a newsroom's place on a machine: its data and its key.
type place struct{ data, key, db string }

func newPlace(t *testing.T) place {
	t.Helper()
	return placeIn(t.TempDir())
}

func placeIn(folder string) place {
	return place{data: filepath.Join(folder, "data"), key: filepath.Join(folder, "settings", "key")}
}

// newDemo is a place with the demo newsroom.
func newDemo(t *testing.T) place {
	t.Helper()
	p := newPlace(t)
	for from, to := range map[string]string{demo.data: p.data, filepath.Dir(demo.key): filepath.Dir(p.key)} {
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(p.key, 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p place) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(os.Environ(), "TICKMARK_DATA="+p.data, "TICKMARK_KEY="+p.key, "TICKMARK_DB="+p.db, "TICKMARK_ADDR=127.0.0.1:0")
	return cmd
}

// call runs the program to its end.
func (p place) call(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	cmd := p.command(t.Context(), args...)
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return o.String(), e.String(), cmd.ProcessState.ExitCode()
}

// must runs the program, which has to succeed.
func (p place) must(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, code := p.call(t, args...)
	if code != 0 {
		t.Fatalf("tickmark %s: exit %d\n%s%s", strings.Join(args, " "), code, out, errs)
	}
	return out
}

// refused runs the program, which has to end with code and name all the words.
func (p place) refused(t *testing.T, code int, words []string, args ...string) {
	t.Helper()
	out, errs, got := p.call(t, args...)
	if got != code {
		t.Errorf("tickmark %s: exit %d, not %d\n%s%s", strings.Join(args, " "), got, code, out, errs)
	}
	for _, w := range words {
		if !strings.Contains(errs, w) {
			t.Errorf("tickmark %s does not say %q:\n%s", strings.Join(args, " "), w, errs)
		}
	}
}

// server is a running “tickmark serve”.
type server struct {
	cmd  *exec.Cmd
	at   string
	said *words
	errs *words
	end  chan struct{}
}

// words are what a process says, to be read while it runs.
type words struct {
	mu   sync.Mutex
	text bytes.Buffer
	came chan struct{}
}

func newWords() *words { return &words{came: make(chan struct{}, 1)} }

func (w *words) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	select {
	case w.came <- struct{}{}:
	default:
	}
	return w.text.Write(b)
}

func (w *words) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

// serve starts a server and waits until it says where it is.
func (p place) serve(t *testing.T, args ...string) *server {
	t.Helper()
	return started(t, p.command(context.WithoutCancel(t.Context()), append([]string{"serve"}, args...)...))
}

// started starts cmd, which serves, and waits until it says where it is.
func started(t *testing.T, cmd *exec.Cmd) *server {
	t.Helper()
	s := &server{cmd: cmd, said: newWords(), errs: newWords(), end: make(chan struct{})}
	s.cmd.Stdout, s.cmd.Stderr = s.said, s.errs
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = s.cmd.Wait()
		close(s.end)
	}()
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		<-s.end
	})
	for {
		if _, after, ok := strings.Cut(s.said.String(), " at http://"); ok && strings.Contains(after, "Stop with") {
			where, _, _ := strings.Cut(after, "\n")
			s.at = "http://" + where
			return s
		}
		select {
		case <-s.said.came:
		case <-s.end:
			t.Fatalf("the server ended: %s%s", s.said, s.errs)
		}
	}
}

// stop tells the server to stop and returns how it ended.
func (s *server) stop(t *testing.T) int {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-s.end
	return s.cmd.ProcessState.ExitCode()
}

// signIn signs in as the demo's editor and returns the browser.
func (s *server) signIn(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	form := url.Values{"handle": {"edda"}, "password": {seeds.DemoPassword}}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.at+"/sign-in", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := browser.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil || res.StatusCode != http.StatusOK || res.Request.URL.Path == "/sign-in" {
		t.Fatalf("signing in led to %s, status %d, %v\n%s", res.Request.URL, res.StatusCode, err, s.errs)
	}
	return browser
}

func (s *server) get(t *testing.T, browser *http.Client, path string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.at+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	res, err := browser.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", path, res.StatusCode, err)
	}
	return string(body)
}
