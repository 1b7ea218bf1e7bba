//go:build linux

package blobs_test

import (
	"crypto/rand"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/blobs"
)

// inside names the environment variable by which a test finds itself in the
// process that it started, with the folder it works in.
const inside = "TICKMARK_TEST_INSIDE"

// again is a command that runs the test anew, as a process of its own, behind
// the words of before.
func again(t *testing.T, folder string, before ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	words := append(before, self, "-test.run=^"+regexp.QuoteMeta(t.Name())+"$", "-test.v")
	cmd := exec.CommandContext(t.Context(), words[0], words[1:]...)
	cmd.Env = append(os.Environ(), inside+"="+folder)
	return cmd
}

func TestAFullDiskKeepsNothingByHalves(t *testing.T) {
	folder := os.Getenv(inside)
	if folder == "" {
		cmd := again(t, t.TempDir())
		cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
		if os.Getuid() != 0 {
			cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
			cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
			cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
		}
		out, err := cmd.CombinedOutput()
		if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSYS) {
			t.Skipf("this machine lets us mount no small disk: %v", err)
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if strings.Contains(string(out), "--- SKIP") {
			t.Skip(string(out))
		}
		return
	}
	if err := syscall.Mount("none", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		t.Skipf("this machine lets us mount no small disk: %v", err)
	}
	if err := syscall.Mount("small", folder, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("this machine lets us mount no small disk: %v", err)
	}
	dir := filepath.Join(folder, "blobs")
	s, err := blobs.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	small := put(t, s, "there before")
	big := make([]byte, 1<<20)
	if _, err := rand.Read(big); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, _, err := s.Put(t.Context(), strings.NewReader(string(big)), plenty); !errors.Is(err, apperr.DiskFull) {
			t.Fatalf("got %v, want that the disk is full", err)
		}
	}
	if _, err := get(t, s, small); err != nil {
		t.Error(err)
	}
	if left := files(t, dir); len(left) != 1 {
		t.Errorf("a full disk left %v", left)
	}
	put(t, s, "there is space again")
}

// What strace prints of the calls that make a blob last, in their order.
var lasting = []*regexp.Regexp{
	regexp.MustCompile(`fsync\(\d+<[^>]*/blobs/\.new-\w+>`),
	regexp.MustCompile(`fsync\(\d+<[^>]*/blobs>`),
	regexp.MustCompile(`renameat2?\(.*"?\.new-\w+.*[0-9a-f]{64}`),
	regexp.MustCompile(`fsync\(\d+<[^>]*/blobs/[0-9a-f]{2}>`),
	regexp.MustCompile(`openat\(.*acknowledged`),
}

func TestAPutIsOnTheDiskBeforeItReturns(t *testing.T) {
	if folder := os.Getenv(inside); folder != "" {
		s, err := blobs.Open(filepath.Join(folder, "blobs"))
		if err != nil {
			t.Fatal(err)
		}
		put(t, s, "to last")
		if err := os.WriteFile(filepath.Join(folder, "acknowledged"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	trace := filepath.Join(t.TempDir(), "trace")
	straced(t, t.TempDir(), "-o", trace, "-e", "trace=fsync,renameat,renameat2,openat")
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	rest := string(text)
	if _, after, ok := strings.Cut(rest, "mkdirat"); ok {
		rest = after
	}
	for _, call := range lasting {
		found := call.FindStringIndex(rest)
		if found == nil {
			t.Fatalf("no call like %s, or too late, in\n%s", call, text)
		}
		rest = rest[found[1]:]
	}
}

// straced runs the test anew under strace, or skips where there is none.
func straced(t *testing.T, folder string, words ...string) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("there is no strace here to see the calls")
	}
	cmd := again(t, folder, append([]string{"strace", "-f", "-y", "-qq"}, words...)...)
	out, err := cmd.CombinedOutput()
	if strings.Contains(string(out), "PTRACE_TRACEME") || strings.Contains(string(out), "ptrace(") {
		t.Skipf("strace may not look here: %s", out)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func TestASyncThatFailsIsNoPut(t *testing.T) {
	if folder := os.Getenv(inside); folder != "" {
		s, err := blobs.Open(folder)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Put(t.Context(), strings.NewReader("to last"), plenty); !errors.Is(err, apperr.StorageFailed) {
			t.Errorf("got %v, want that the storage failed", err)
		}
		if left := files(t, folder); len(left) > 1 {
			t.Errorf("left: %v", left)
		}
		return
	}
	sum := sumOf("to last")
	for name, at := range map[string]string{"of the file": "", "of the folder": sum[:2], "of the folder of folders": "."} {
		folder := t.TempDir()
		words := []string{"-e", "trace=fsync", "-e", "inject=fsync:error=EIO"}
		if at != "" {
			if err := os.Mkdir(filepath.Join(folder, sum[:2]), 0o700); err != nil {
				t.Fatal(err)
			}
			words = append(words, "-P", filepath.Join(folder, at))
		}
		t.Log("the sync", name)
		straced(t, folder, words...)
	}
}
