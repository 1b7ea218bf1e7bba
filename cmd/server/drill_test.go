package main

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.org/tickmark/testkit"
)

// step is a block of commands of the drill, and what must be seen.
type step struct{ commands, seen string }

var fences = regexp.MustCompile("(?s)```(sh|text)\n(.*?)```")

// steps are those under a heading of the drill.
func steps(t *testing.T, heading string) (all []step) {
	t.Helper()
	paper, err := os.ReadFile("../../docs/restore-drill.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(paper), "\n## "+heading+"\n")
	part, _, _ := strings.Cut(after, "\n## ")
	for _, m := range fences.FindAllStringSubmatch(part, -1) {
		if m[1] == "sh" {
			all = append(all, step{commands: m[2]})
		} else {
			all[len(all)-1].seen = m[2]
		}
	}
	if !found || len(all) == 0 {
		t.Fatalf("the drill has nothing under %q", heading)
	}
	return all
}

// follow types the steps into one shell after the other, as a person does.
func (p place) follow(t *testing.T, all []step, env ...string) {
	t.Helper()
	folder := t.TempDir()
	for i, s := range all {
		cmd := exec.CommandContext(t.Context(), "sh", "-eu", "-c", s.commands)
		cmd.Dir = folder
		cmd.Env = append(p.command(t.Context()).Env, append(env, "PATH="+filepath.Dir(program)+":"+os.Getenv("PATH"))...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("step %d: %v\n%s\n%s", i+1, err, s.commands, out)
		}
		if missing := unseen(string(out), s.seen); missing != "" {
			t.Errorf("step %d does not show %q:\n%s\n%s", i+1, missing, s.commands, out)
		}
	}
}

// unseen is the first line of want that no line of said is, dots standing for
// anything; the lines must come in that order.
func unseen(said, want string) string {
	lines := strings.Split(said, "\n")
	for line := range strings.Lines(want) {
		line = strings.TrimSuffix(line, "\n")
		like := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*") + "$")
		for len(lines) > 0 && !like.MatchString(lines[0]) {
			lines = lines[1:]
		}
		if len(lines) == 0 {
			return line
		}
	}
	return ""
}

func TestTheRestoreDrill(t *testing.T) {
	p := newDemo(t)
	p.serve(t)
	all := steps(t, "SQLite")
	if len(all) < 9 {
		t.Fatalf("%d steps", len(all))
	}
	p.follow(t, all)
	p.must(t, "trail", "verify") // the newsroom is what it was
	if out := p.must(t, "user", "list"); strings.Contains(out, "drill") {
		t.Error("the drill reached the newsroom")
	}
}

func TestTheRestoreDrillOnPostgreSQL(t *testing.T) {
	p, other := newPlace(t), testkit.Postgres(t)
	p.db = testkit.Postgres(t)
	for _, tool := range []string{"pg_dump", "pg_restore"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no " + tool + " on this machine (make deps installs it)")
		}
	}
	p.must(t, "seed")
	s := p.serve(t)
	s.signIn(t)
	p.refused(t, 1, []string{"pg_dump", "docs/restore-drill.md"}, "backup", filepath.Join(t.TempDir(), "b.tar"))
	p.follow(t, steps(t, "PostgreSQL"), "DRILL_DB="+other)
	db := rawPostgres(t, other)
	for _, table := range []string{"sessions", "devices", "password_links", "sign_in_tries"} {
		var n int
		if err := db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&n); err != nil || n != 0 {
			t.Errorf("%s: %d rows, %v", table, n, err)
		}
	}
}

// What is not shown would be noticed.
func TestTheDrillIsCompared(t *testing.T) {
	for said, want := range map[string]string{"a 1 b\nc\n": "", "c\na 1 b\n": "c", "a 1 b c": "a … b", "": "a … b"} {
		if got := unseen(said, "a … b\nc\n"); got != want {
			t.Errorf("%q: %q", said, got)
		}
	}
}

func rawPostgres(t *testing.T, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}
