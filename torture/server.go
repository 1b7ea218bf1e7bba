package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// place is a newsroom's place on this machine: its data and its key.
type place struct{ data, key string }

func placeIn(folder string) place {
	return place{data: filepath.Join(folder, "data"), key: filepath.Join(folder, "key", "key")}
}

// copyTo copies a place that nobody serves.
func (p place) copyTo(to place) error {
	for from, to := range map[string]string{p.data: to.data, filepath.Dir(p.key): filepath.Dir(to.key)} {
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			return err
		}
	}
	return errors.Join(os.Chmod(to.data, 0o700), os.Chmod(to.key, 0o600)) //nolint:gosec // a folder needs its x
}

// environment is what the program is told. It listens on any free port of the
// loopback address.
func (p place) environment() []string {
	return append(os.Environ(), "TICKMARK_DATA="+p.data, "TICKMARK_KEY="+p.key, "TICKMARK_DB=", "TICKMARK_ADDR=127.0.0.1:0", "TICKMARK_HTTPS=false", "TICKMARK_CHROMIUM=none")
}

func (p place) command(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // our own program
	cmd.Env = p.environment()
	return cmd
}

// server is a running program. Its site is known once ready is closed; gone is
// closed when it ended.
type server struct {
	cmd   *exec.Cmd
	log   *os.File
	site  string
	took  time.Duration // from its start until it answered
	ready chan struct{}
	gone  chan struct{}
	how   error // how it ended
	pid   int   // of the program itself
}

// startTime is how long a start may take; it is waited for longer.
const (
	startTime = 2 * time.Second
	patience  = 30 * time.Second
)

// start starts cmd, which serves, and returns at once.
func (b *bench) start(cmd *exec.Cmd) (*server, error) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s := &server{cmd: cmd, ready: make(chan struct{}), gone: make(chan struct{})}
	if s.log, err = os.OpenFile(filepath.Join(b.folder, "server.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
		return nil, err
	}
	cmd.Stderr = s.log
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s.pid = cmd.Process.Pid
	go s.watch(out, begun)
	return s, nil
}

// serve starts the program over the bench's place.
func (b *bench) serve(ctx context.Context) (*server, error) {
	cmd := b.place.command(ctx, b.program, "serve")
	cmd.Env = append(cmd.Env, "TICKMARK_REACH="+b.reach)
	return b.start(cmd)
}

// watch reads where the site is, waits until it answers, and then for the end.
func (s *server) watch(out io.Reader, begun time.Time) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if site, ok := strings.CutPrefix(lines.Text(), "Tickmark is at "); ok && s.site == "" {
			s.site = site
			go s.await(begun)
		}
	}
	s.how = s.cmd.Wait()
	_ = s.log.Close()
	close(s.gone)
}

func (s *server) await(begun time.Time) {
	client := &http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	req, err := http.NewRequest(http.MethodGet, s.site+"/sign-in", http.NoBody) //nolint:noctx // ends with the server
	if err != nil {
		return
	}
	res, err := client.Do(req)
	if err != nil {
		return // it was killed
	}
	_, _ = io.Copy(io.Discard, res.Body)
	_ = res.Body.Close()
	if res.StatusCode == http.StatusOK {
		s.took = time.Since(begun)
		close(s.ready)
	}
}

// up waits until the server answers.
func (s *server) up(ctx context.Context) error {
	select {
	case <-s.ready:
		return nil
	case <-s.gone:
		return fmt.Errorf("%w: the server did not start: %w", errBroken, s.how)
	case <-time.After(patience):
		return fmt.Errorf("%w: the server did not answer within %v", errBroken, patience)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// kill ends the server as a power cut ends a program: at once.
func (s *server) kill() {
	_ = syscall.Kill(s.pid, syscall.SIGKILL)
	<-s.gone
}

// stop asks the server to end, and waits.
func (s *server) stop() {
	_ = syscall.Kill(s.pid, syscall.SIGTERM)
	select {
	case <-s.gone:
	case <-time.After(patience):
		s.kill()
	}
}

// waitFor waits for the server to end by itself.
func (s *server) waitFor(d time.Duration) bool {
	select {
	case <-s.gone:
		return true
	case <-time.After(d):
		return false
	}
}
