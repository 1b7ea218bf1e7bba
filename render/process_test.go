package render_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/tickmark/render"
)

// another says what this test program does when it is started by a test.
const another = "TICKMARK_TEST_RENDER"

func TestMain(m *testing.M) {
	switch os.Getenv(another) {
	case "draw", "drawshared":
		r := render.New(render.Options{Shared: os.Getenv(another) == "drawshared"})
		got, err := r.Page(context.Background(), []byte(`<body style="background:#123456">`), "http://example.org/", html)
		r.Close()
		if err != nil || len(got.PNG) == 0 || len(got.PDF) == 0 {
			_, _ = io.WriteString(os.Stderr, fmt.Sprintln("not drawn:", err))
			os.Exit(1)
		}
		os.Exit(0)
	case "hang":
		_, _ = render.New(render.Options{Limit: time.Hour}).Page(context.Background(), []byte(endless), "http://example.org/", html)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// A server that is killed cannot tidy up: its browser does that itself.
func TestAServerThatIsKilledLeavesNothing(t *testing.T) {
	_, dir := drawing(t, render.Options{})
	server := exec.CommandContext(t.Context(), os.Args[0])
	server.Env = append(os.Environ(), another+"=hang")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a page is drawn", func() bool { return drawn(t, dir) })
	if err := server.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = server.Wait()
	eventually(t, "no process is left", func() bool { return len(processes(t, dir)) == 0 })
	eventually(t, "no file is left", func() bool {
		left, err := os.ReadDir(dir)
		return err == nil && len(left) == 0
	})
}

// Tests run as root in containers, servers do not.
func TestWhoeverIsNotRootDraws(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("every other test shows it: they do not run as root")
	}
	_, dir := drawing(t, render.Options{})
	const nobody = 65534
	program := filepath.Join(dir, "program")
	if err := os.Link(os.Args[0], program); err != nil {
		copied(t, os.Args[0], program)
	}
	home := filepath.Join(dir, "home")
	for _, err := range []error{
		os.Chmod(dir, 0o755), os.Chmod(program, 0o755), os.Mkdir(home, 0o700), os.Chown(home, nobody, nobody),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, arg := range map[string]string{"alone": "", "in the network of the machine": "shared"} {
		cmd := exec.CommandContext(t.Context(), program)
		cmd.Dir = "/"
		cmd.Env = []string{another + "=draw" + arg, "TMPDIR=" + home, "PATH=" + os.Getenv("PATH"), "HOME=" + home}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("left are %v, %v", left, err)
	}
	for _, path := range []string{home, program} {
		if err := os.Remove(path); err != nil {
			t.Error(err)
		}
	}
}

func copied(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o700); err != nil {
		t.Fatal(err)
	}
}

// What the server is given by its environment is not for Chromium.
func TestTheBrowserKnowsNoSecrets(t *testing.T) {
	t.Setenv("TICKMARK_TEST_SECRET", "never-to-be-seen")
	r, dir := drawing(t, render.Options{})
	if _, err := r.Page(t.Context(), []byte("x"), "http://example.org/", html); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range files {
		line, err := os.ReadFile(strings.Replace(file, "environ", "cmdline", 1))
		if err != nil || !strings.Contains(string(line), dir) {
			continue
		}
		if environ, err := os.ReadFile(file); err == nil && len(environ) > 0 {
			seen++
			if strings.Contains(string(environ), "never-to-be-seen") {
				t.Errorf("it is in %s", file)
			}
		}
	}
	if seen == 0 {
		t.Skip("this system does not tell what environment a process has")
	}
}
