package main

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/store"
	"example.org/tickmark/views"
)

func TestABarThatIsMissedIsSaid(t *testing.T) {
	for _, row := range []struct {
		name       string
		value, bar float64
		want       string
	}{
		{"under the bar", 14.96, 20, "| it | 15.0× | ≤ 20× | held |"},
		{"on the bar", 2.3, 2.3, "| it | 2.3× | ≤ 2.3× | held |"},
		{"over the bar, by less than is shown", 20.01, 20, "| it | 20.0× | ≤ 20× | OVER |"},
		{"over the bar", 31, 20, "| it | 31.0× | ≤ 20× | OVER |"},
	} {
		t.Run(row.name, func(t *testing.T) {
			var m table
			m.most("it", row.value, row.bar, "×")
			if paper := m.paper(1000); !strings.Contains(paper, row.want+"\n") {
				t.Errorf("no %q in\n%s", row.want, paper)
			}
		})
	}
	var m table
	m.told("it", "3 s")
	if paper := m.paper(1000); !strings.Contains(paper, "| it | 3 s |  |  |\n") {
		t.Errorf("a figure without a bar:\n%s", paper)
	}
}

// clock goes on by what is done, and by nothing else.
type clock time.Duration

func (c *clock) now() time.Duration { return time.Duration(*c) }

// takes is something that takes d, and slow in one of n calls, the first; n of
// 0 is never.
func (c *clock) takes(d time.Duration, n int, slow time.Duration) func() error {
	calls := 0
	return func() error {
		if calls++; n > 0 && calls%n == 1 {
			*c += clock(slow)
		} else {
			*c += clock(d)
		}
		return nil
	}
}

func TestARatioIsOfOneRunToOne(t *testing.T) {
	const ms = time.Millisecond
	for _, row := range []struct {
		name   string
		na, nb int
		every  int // how often a is slow
		want   float64
	}{
		{"both as often", 5, 5, 0, 3},
		{"the quicker more often", 2, 40, 0, 3},
		{"a round that something else disturbed counts no more than another", 3, 3, 9, 3},
	} {
		t.Run(row.name, func(t *testing.T) {
			var c clock
			got, err := ratioBy(c.now, c.takes(30*ms, row.every, time.Minute), row.na, c.takes(10*ms, 0, 0), row.nb)
			if err != nil || got != row.want {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
	bad := errors.New("it cannot be asked")
	var c clock
	if _, err := ratioBy(c.now, c.takes(ms, 0, 0), 1, func() error { return bad }, 1); !errors.Is(err, bad) {
		t.Errorf("what goes wrong: %v", err)
	}
	if got, err := ratioBy(c.now, c.takes(ms, 0, 0), 1, func() error { return nil }, 1); err != nil || math.IsInf(got, 0) {
		t.Errorf("to what takes no time at all: %v, %v", got, err)
	}
}

func TestThePaperKeepsWhatIsMeasuredApart(t *testing.T) {
	paper := filepath.Join(t.TempDir(), "paper.md")
	if rest := apart(paper); rest != "" {
		t.Errorf("of no paper: %q", rest)
	}
	const rest = "\n# Measured apart\n\n## Something\n\nwords\n"
	for _, was := range []string{"", "# Benchmarks\n"} {
		if err := os.WriteFile(paper, []byte(was+rest), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := apart(paper); got != rest {
			t.Errorf("%q", got)
		}
	}
	if err := os.WriteFile(paper, []byte("# Benchmarks\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := apart(paper); got != "" {
		t.Errorf("of a paper without: %q", got)
	}
}

func TestANewsroomOfAnOlderProgramIsMadeAnew(t *testing.T) {
	folder := t.TempDir()
	database := filepath.Join(folder, "tickmark.db")
	there := func() bool { _, err := os.Stat(database); return err == nil }
	if err := clearOld(t.Context(), folder); err != nil {
		t.Fatalf("of no newsroom: %v", err)
	}
	db, err := store.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Migrate(t.Context()), db.Close()); err != nil {
		t.Fatal(err)
	}
	if err := clearOld(t.Context(), folder); err != nil || !there() {
		t.Errorf("one of this program: %v, still there %t", err, there())
	}
	if err := os.Remove(database); err != nil {
		t.Fatal(err)
	}
	if db, err = store.Open(t.Context(), database); err != nil { // of schema 0
		t.Fatal(err)
	}
	if _, _, err := db.SchemaVersion(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Close(), clearOld(t.Context(), folder)); err != nil || there() {
		t.Errorf("an older one: %v, still there %t", err, there())
	}
}

func TestThePageThatIsDrawnIsOneThatPeopleSee(t *testing.T) {
	var page strings.Builder
	if err := views.WorkspacePage(drawn()).Render(t.Context(), &page); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"40 of 40 checkable sentences", "Statement of sentence 40", `href="/articles/1/claims/40"`, `data-cover="covered"`} {
		if !strings.Contains(page.String(), words) {
			t.Errorf("%q is not on it", words)
		}
	}
}
