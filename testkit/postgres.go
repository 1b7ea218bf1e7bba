package testkit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Postgres returns the address of a new, empty PostgreSQL database (UTF8,
// C.UTF-8), which is dropped when the test ends. The server behind it is
// started by the first call in the test process, in a temporary folder, and
// listens on a Unix socket in that folder only; it ends with the process,
// however that ends.
//
// Where PostgreSQL is not installed, the test is skipped with the reason; in
// CI it fails.
func Postgres(t testing.TB) string {
	t.Helper()
	return postgresLike(t, "template1")
}

// FoundedPostgres is like Postgres, and the newsroom of a House with its people
// is in the database: making their tables and hashing their passwords anew for
// every test would take most of its time.
func FoundedPostgres(t testing.TB) string {
	t.Helper()
	postgres().check(t)
	founded, err := foundedDatabase()
	if err != nil {
		t.Fatalf("found a newsroom: %v", err)
	}
	return postgresLike(t, founded)
}

// foundedDatabase is the name of a database that nobody is connected to, with
// the newsroom of a House in it.
var foundedDatabase = sync.OnceValues(func() (string, error) {
	const name = "founded"
	s := postgres()
	if err := s.exec("CREATE DATABASE " + name); err != nil {
		return "", err
	}
	h, err := open(context.Background(), s.address(name))
	if err != nil {
		return "", err
	}
	return name, errors.Join(h.hire(context.Background()), h.DB.Close())
})

// postgresLike returns the address of a new copy of the database template.
func postgresLike(t testing.TB, template string) string {
	t.Helper()
	s := postgres()
	s.check(t)
	name := "t" + strconv.FormatInt(s.databases.Add(1), 10)
	if err := s.exec("CREATE DATABASE " + name + " TEMPLATE " + template); err != nil {
		t.Fatalf("create a database: %v", err)
	}
	t.Cleanup(func() {
		if err := s.exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("drop the database: %v", err)
		}
	})
	return s.address(name)
}

// postgresServer is the server of this test process.
type postgresServer struct {
	unavailable
	dir       string         // its data, socket and log
	alive     io.WriteCloser // the watchdog's standard input; never written to, never closed
	databases atomic.Int64
	admin     sync.Mutex // CREATE DATABASE copies a template that nobody else may use meanwhile
}

var postgres = sync.OnceValue(func() *postgresServer {
	s := &postgresServer{}
	bin, err := postgresFolder()
	if err != nil {
		s.absent = err
		return s
	}
	if err := s.start(bin); err != nil {
		s.failed = fmt.Errorf("start PostgreSQL from %s: %w", bin, err)
	}
	return s
})

// postgresFolder finds the folder of the server's programs: the one that PATH
// names, else the newest of those that Debian keeps outside PATH.
func postgresFolder() (string, error) {
	if p, err := exec.LookPath("initdb"); err == nil {
		if p, err = filepath.EvalSymlinks(p); err == nil {
			return filepath.Dir(p), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.New("no PostgreSQL server on this machine")
	}
	newest := slices.MaxFunc(found, func(a, b string) int { return debianVersion(a) - debianVersion(b) })
	return filepath.Dir(newest), nil
}

// debianVersion reads 15 from /usr/lib/postgresql/15/bin/initdb.
func debianVersion(initdb string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	if err != nil {
		return 0
	}
	return n
}

// start initialises a data folder and leaves a server running over it.
func (s *postgresServer) start(bin string) (err error) {
	attr, owner, err := unprivileged()
	if err != nil {
		return err
	}
	if s.dir, err = os.MkdirTemp("", "tickmark-pg-"); err != nil {
		return err
	}
	if owner != nil {
		if err := os.Chown(s.dir, int(owner.Uid), int(owner.Gid)); err != nil {
			return errors.Join(err, os.RemoveAll(s.dir))
		}
	}
	initdb := exec.CommandContext(context.Background(), filepath.Join(bin, "initdb"),
		"--pgdata="+filepath.Join(s.dir, "data"), "--username=tickmark", "--auth=trust",
		"--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
	initdb.SysProcAttr, initdb.Dir = attr, s.dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return errors.Join(fmt.Errorf("initdb: %w\n%s", err, bytes.TrimSpace(out)), os.RemoveAll(s.dir))
	}
	return s.serve(bin, attr)
}

// unprivileged returns how to start the server: in a process group of its own,
// so that Ctrl-C reaches it through the watchdog only, and, since PostgreSQL
// refuses to run as root, as another user when we are root.
func unprivileged() (*syscall.SysProcAttr, *syscall.Credential, error) {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if os.Geteuid() != 0 {
		return attr, nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.ParseUint(u.Uid, 10, 32)
		gid, gidErr := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(uidErr, gidErr); err != nil {
			return nil, nil, err
		}
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		return attr, attr.Credential, nil
	}
	return nil, nil, errors.New("PostgreSQL does not run as root, and there is no user postgres or nobody")
}

// watchdog runs the server until standard input ends, which the kernel sees to
// when the test process dies, be it by kill -9. Then it removes the folder.
const watchdog = `
bin=$1 dir=$2
exec 3<&0
"$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= \
	-c fsync=off -c synchronous_commit=off -c full_page_writes=off \
	-c shared_buffers=32MB -c timezone=UTC >"$dir/log" 2>&1 3<&- &
server=$!
{ cat <&3; kill -INT "$server"; } >/dev/null 2>&1 &
wait "$server"
cat "$dir/log"
rm -rf "$dir"
`

// serve starts the server under its watchdog and returns when it answers.
func (s *postgresServer) serve(bin string, attr *syscall.SysProcAttr) (err error) {
	var log bytes.Buffer
	cmd := exec.CommandContext(context.Background(), "/bin/sh", "-c", watchdog, "watchdog", bin, s.dir)
	cmd.SysProcAttr, cmd.Dir, cmd.Stdout, cmd.Stderr = attr, "/", &log, &log
	if s.alive, err = cmd.StdinPipe(); err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		if s.exec("SELECT 1") == nil {
			return nil
		}
		select {
		case err := <-ended:
			return fmt.Errorf("it ended at once: %w\n%s", err, bytes.TrimSpace(log.Bytes()))
		case <-again.C:
		}
	}
}

// address returns the address of the named database.
func (s *postgresServer) address(database string) string {
	q := url.Values{"host": {s.dir}, "user": {"tickmark"}, "sslmode": {"disable"}}
	return (&url.URL{Scheme: "postgres", Path: "/" + database, RawQuery: q.Encode()}).String()
}

// exec runs one statement in the server's own database.
func (s *postgresServer) exec(sql string) (err error) {
	s.admin.Lock()
	defer s.admin.Unlock()
	ctx := context.Background() // a test's own context is over when its clean-up runs
	conn, err := pgx.Connect(ctx, s.address("postgres"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	_, err = conn.Exec(ctx, sql)
	return err
}
