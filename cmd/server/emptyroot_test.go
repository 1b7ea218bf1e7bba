package main

import (
	"context"
	"debug/buildinfo"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// nobody owns the folders of emptyRoot and runs the program in it, as in the
// container.
const nobody = 65532

// emptyRoot is a file system that holds the program, a folder for the data, one
// for the key, and nothing else: no libraries, time zones, certificates,
// devices, temporary folder or list of users.
type emptyRoot string

func newEmptyRoot(t *testing.T) emptyRoot {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root may give a process another root folder")
	}
	root := t.TempDir()
	binary, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "tickmark"), binary, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(root, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"data", "key"} {
		path := filepath.Join(root, folder)
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chown(path, nobody, nobody); err != nil {
			t.Fatal(err)
		}
	}
	return emptyRoot(root)
}

// command is a call of the program in the root, with the settings that the
// container has and no other environment.
func (root emptyRoot) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(context.Background(), "/tickmark", args...)
	cmd.Dir = "/"
	cmd.Env = []string{"TICKMARK_DATA=/data", "TICKMARK_KEY=/key/key", "TICKMARK_ADDR=127.0.0.1:0"}
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Chroot:     string(root),
		Credential: &syscall.Credential{Uid: nobody, Gid: nobody, NoSetGroups: false},
	}
	return cmd
}

// must runs the program, which has to succeed.
func (root emptyRoot) must(t *testing.T, args ...string) string {
	t.Helper()
	out, err := root.command(args...).CombinedOutput()
	if err != nil {
		t.Fatalf("tickmark %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func TestTheProgramNeedsNothingButItsFolders(t *testing.T) {
	root := newEmptyRoot(t)
	root.must(t, "seed")
	s := started(t, root.command("serve"))
	browser := s.signIn(t)
	if page := s.get(t, browser, "/articles/1"); !strings.Contains(page, "Kremlin says") {
		t.Error("the demo article is not on its page")
	}
	// The demo newsroom is in Berlin, and it was summer there.
	if page := s.get(t, browser, "/articles/1/trail"); !strings.Contains(page, "CEST") {
		t.Error("the trail does not tell the newsroom's own time")
	}
	if out := root.must(t, "report", "2", "--format", "md"); !strings.Contains(out, "# ") {
		t.Errorf("the report says %.300s", out)
	}
	if out := root.must(t, "trail", "verify"); !strings.Contains(out, "The trail holds") {
		t.Error(out)
	}
	root.must(t, "backup", "/key/backup.tar") // the only other place that it may write to
	root.must(t, "restore", "/key/backup.tar", "/data/restored")
	if out := root.must(t, "doctor"); !strings.Contains(out, "Europe/Berlin") {
		t.Error(out)
	}
	if code := s.stop(t); code != 0 {
		t.Errorf("stopped with %d: %s", code, s.errs)
	}
	found, err := os.ReadDir(string(root))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range found {
		names = append(names, f.Name())
	}
	if want := []string{"data", "key", "tickmark"}; !slices.Equal(names, want) {
		t.Errorf("it left %v, not %v", names, want)
	}
}

// What a machine may lack is linked in.
func TestRootsOfTrustAreLinkedIn(t *testing.T) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range info.Deps {
		if m.Path == "golang.org/x/crypto/x509roots/fallback" {
			return
		}
	}
	t.Error("a machine without root certificates could not tell its database from another's")
}

// A program that names a loader is not one file.
func TestTheProgramIsStatic(t *testing.T) {
	f, err := elf.Open(program)
	if err != nil {
		t.Skip("not a program for Linux: ", err)
	}
	defer func() { _ = f.Close() }()
	for _, part := range f.Progs {
		if part.Type == elf.PT_INTERP {
			t.Error("the program asks for a loader")
		}
	}
	if libraries, err := f.ImportedLibraries(); err != nil || len(libraries) > 0 {
		t.Errorf("it needs %v, %v", libraries, err)
	}
}
