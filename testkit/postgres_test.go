package testkit_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"example.org/tickmark/testkit"
)

func connect(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return conn
}

func TestEachCallGetsAnEmptyDatabaseOfItsOwn(t *testing.T) {
	a, b := testkit.Postgres(t), testkit.Postgres(t)
	if a == b {
		t.Fatalf("both calls returned %s", a)
	}
	first, second := connect(t, a), connect(t, b)
	if _, err := first.Exec(t.Context(), "CREATE TABLE claims (id int)"); err != nil {
		t.Fatal(err)
	}
	var tables int
	err := second.QueryRow(t.Context(), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").Scan(&tables)
	if err != nil || tables != 0 {
		t.Errorf("the second database has %d tables (%v), want none", tables, err)
	}
}

func TestTheServerKnowsLettersBeyondASCII(t *testing.T) {
	var lower string
	err := connect(t, testkit.Postgres(t)).QueryRow(t.Context(), "SELECT lower('ÄЖ')").Scan(&lower)
	if err != nil || lower != "äж" {
		t.Errorf("lower('ÄЖ') = %q (%v), want äж", lower, err)
	}
}

func TestADatabaseIsDroppedWithItsTest(t *testing.T) {
	var address string
	t.Run("inner", func(t *testing.T) { address = testkit.Postgres(t) })
	conn, err := pgx.Connect(t.Context(), address)
	if err == nil {
		err = errors.Join(errors.New("still there"), conn.Close(t.Context()))
	}
	if !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("connecting to the dropped database: %v", err)
	}
}

// inner marks the process that TestNothingIsLeftWhenTheTestsAreKilled starts;
// in any other, TestInnerProcess has nothing to do.
const inner = "TESTKIT_INNER"

func TestInnerProcess(t *testing.T) {
	if os.Getenv(inner) == "" {
		return
	}
	conn := connect(t, testkit.Postgres(t))
	var dir string
	if err := conn.QueryRow(t.Context(), "SHOW data_directory").Scan(&dir); err != nil {
		t.Fatal(err)
	}
	fmt.Println("data:", dir)
	<-t.Context().Done() // until killed
}

func TestNothingIsLeftWhenTheTestsAreKilled(t *testing.T) {
	testkit.Postgres(t) // skips where there is no server
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestInnerProcess$")
	cmd.Env = append(os.Environ(), inner+"=1")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	dir, server := readInner(t, bufio.NewScanner(stdout))
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the killed process ended well")
	}
	until(t, "the server still runs", func() bool { return errors.Is(syscall.Kill(server, 0), syscall.ESRCH) })
	until(t, "its folder is still there", func() bool {
		_, err := os.Stat(filepath.Dir(dir))
		return errors.Is(err, os.ErrNotExist)
	})
}

// readInner returns the data folder that the inner process named, and the
// process number of the server over it.
func readInner(t *testing.T, lines *bufio.Scanner) (dir string, server int) {
	t.Helper()
	for found := false; !found; dir, found = strings.CutPrefix(lines.Text(), "data: ") {
		if !lines.Scan() {
			t.Fatalf("the inner process named no folder: %v", lines.Err())
		}
	}
	pidFile, err := os.ReadFile(filepath.Join(dir, "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(pidFile), "\n")
	if server, err = strconv.Atoi(first); err != nil {
		t.Fatal(err)
	}
	return dir, server
}

// until waits for something that the kernel and another process do by
// themselves; the limit only turns a hang into a message.
func until(t *testing.T, otherwise string, done func() bool) {
	t.Helper()
	for range 600 {
		if done() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error(otherwise)
}
