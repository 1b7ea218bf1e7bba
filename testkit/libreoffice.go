package testkit

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Office is LibreOffice Writer with a profile of its own, which is gone when
// the test ends.
type Office struct {
	t       testing.TB
	program string
	dir     string
}

// LibreOffice returns LibreOffice for a test that needs files as it writes
// them. Nothing runs between two calls of Convert.
//
// Where LibreOffice is not installed, the test is skipped with the reason; in
// CI it fails.
func LibreOffice(t testing.TB) *Office {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		program, err = exec.LookPath("libreoffice")
	}
	if err != nil {
		unavailable{absent: errors.New("no LibreOffice on this machine")}.check(t)
	}
	return &Office{t: t, program: program, dir: t.TempDir()}
}

// Convert opens each file, of which the end of its name says the format (.fodt,
// .rtf, .odt, .docx), and returns it as LibreOffice saves it in another format,
// such as docx, under the same name. It starts LibreOffice once, which takes
// seconds, so that a test hands over all its files together. The test fails
// when a file is not converted.
func (o *Office) Convert(format string, files map[string][]byte) map[string][]byte {
	o.t.Helper()
	in, out := o.folder("in"), o.folder("out")
	args := []string{
		"-env:UserInstallation=file://" + filepath.Join(o.dir, "profile"), "--headless", "--norestore", "--nolockcheck",
		"--convert-to", format, "--outdir", out,
	}
	for name, content := range files {
		path := filepath.Join(in, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			o.t.Fatal(err)
		}
		args = append(args, path)
	}
	said := o.run(args)
	saved := map[string][]byte{}
	for name := range files {
		content, err := os.ReadFile(filepath.Join(out, strings.TrimSuffix(name, filepath.Ext(name))+"."+format))
		if err != nil {
			o.t.Fatalf("LibreOffice did not convert %s: %v\n%s", name, err, said)
		}
		saved[name] = content
	}
	return saved
}

func (o *Office) folder(name string) string {
	dir, err := os.MkdirTemp(o.dir, name+"-")
	if err != nil {
		o.t.Fatal(err)
	}
	return dir
}

// run starts LibreOffice and waits until it has ended. What it starts itself
// is in its process group, and goes with it when it is given up.
func (o *Office) run(args []string) string {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), hung)
	defer cancel()
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, o.program, args...)
	cmd.Env = append(os.Environ(), "HOME="+o.dir, "TMPDIR="+o.dir)
	cmd.Dir, cmd.Stdout, cmd.Stderr = o.dir, &said, &said
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	if err := cmd.Run(); err != nil {
		o.t.Fatalf("run LibreOffice: %v\n%s", err, bytes.TrimSpace(said.Bytes()))
	}
	return said.String()
}
