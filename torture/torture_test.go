package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "modernc.org/sqlite"
)

// mills builds the programs once for all tests.
var mills = sync.OnceValues(func() (*mill, error) {
	folder, err := os.MkdirTemp("", "tickmark-torture-test-")
	if err != nil {
		return nil, err
	}
	return newMill(context.Background(), folder)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if m, err := mills(); err == nil {
		_ = os.RemoveAll(m.folder)
	}
	os.Exit(code)
}

func theMill(t *testing.T) *mill {
	t.Helper()
	m, err := mills()
	if err != nil {
		t.Fatal(err)
	}
	sources(t, m.root)
	return m
}

// sources looks at every file that the programs are built from, so that go
// test knows that what was shown for others is not shown for these.
func sources(t *testing.T, root string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "demo-data" || d.Name() == "bin") {
			return fs.SkipDir
		}
		if ext := filepath.Ext(path); ext == ".go" || ext == ".sql" || ext == ".mod" {
			_, err = os.Stat(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The short form of make torture: every scenario, and every fault found.
func TestTortureShort(t *testing.T) {
	if testing.Short() {
		t.Skip("a minute of torture")
	}
	m := theMill(t)
	o := Options{Births: 8, Kills: 8, Captures: killsOf(t), Writers: 16, Readers: 16, Failures: 2, Acts: 20, Longest: 1500 * time.Millisecond, Full: 2 * time.Second}
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			if why := s.possible(); why != "" {
				t.Skip(why)
			}
			var out bytes.Buffer
			if err := m.scenario(t.Context(), &out, s, o); err != nil {
				t.Errorf("%v\n%s", err, out.String())
			}
			t.Log("\n" + out.String())
		})
	}
}

// killsOf is how often the server is killed while it captures pages: 10 times,
// or as often as TICKMARK_TORTURE_CAPTURES says.
func killsOf(t *testing.T) int {
	t.Helper()
	said := os.Getenv("TICKMARK_TORTURE_CAPTURES")
	if said == "" {
		return 10
	}
	n, err := strconv.Atoi(said)
	if err != nil || n < 1 {
		t.Fatalf("TICKMARK_TORTURE_CAPTURES is %q", said)
	}
	return n
}

// readingDeeds are what people make of what was read in the copy.
var readingDeeds = []string{
	"/articles/N/suggestions/accept", "/articles/N/suggestions/accept one", "/articles/N/suggestions/accept all", "/articles/N/acceptances/N/undo",
	"/articles/N/waivers CQ", "/articles/N/waivers nothing to check", "/articles/N/waivers/N/end", "/articles/N/coverage/unchecked",
	"/articles/N/checks dismissed", "/articles/N/checks claim", "/articles/N/checks query", "/articles/N/checks/N/reopen",
}

// A deed that the load never does tortures nothing.
func TestTheLoadDoesWhatIsMadeOfReadCopy(t *testing.T) {
	if testing.Short() {
		t.Skip("some hundred acts")
	}
	const most = 5000 // acts that were acked, until each has been done
	b, err := theMill(t).bench(t.Context(), "load", "", Options{Writers: 16}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	s, err := b.serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.kill()
	if err := errors.Join(s.up(t.Context()), b.hire(t.Context(), s.site)); err != nil {
		t.Fatal(err)
	}
	never := readingDeeds
	stop := b.work(t.Context(), s.site)
	for len(never) > 0 && b.book.told(acked) < most && !s.waitFor(50*time.Millisecond) {
		never = slices.DeleteFunc(slices.Clone(never), b.world.did)
	}
	stop()
	if err := b.untroubled(); err != nil || len(never) > 0 {
		t.Errorf("of %d acts none was %q: %v\n%s", b.book.told(acked), never, err, b.world.deeds())
	}
	look, err := b.lookStopped(t.Context(), s, b.place.data)
	if err != nil {
		t.Errorf("%+v, %v", look, err)
	}
}

// twoCaptures are two captures of a source, with the same bytes.
const twoCaptures = `INSERT INTO captures (id, source_id, how, at, status, address, hops, header, file_name, body_sha256, body_size, media_type, text, blocks, marks,
	pages, title, author, publisher, published_on, modified_on, language, canonical, unread)
	SELECT column1, 1, 'fetched', 1, 200, '', '[]', '', '', printf('%064d', 1), 1, '', '', '[]', '[]', '[]', '', '', '', '', '', '', '', '' FROM (VALUES (98), (99))`

// sabotages are things done to a whole newsroom behind the program's back, and
// what the checker says of it.
var sabotages = []struct{ name, sql, says string }{
	{"a claim is changed and the trail does not tell", "UPDATE claims SET severity = 'low' WHERE id = 1", "claims 1: severity is"},
	{"a claim's version goes up without a move", "UPDATE claims SET version = version + 1 WHERE id = 2", "claims 2: version is"},
	{"a claim loses its assignee", "UPDATE claims SET assignee_id = NULL WHERE id = 2", "claims 2: assignee is"},
	{"a statement is another than the trail's text", "UPDATE claims SET statement = 'x' WHERE id = 3", "claims 3: statement is"},
	{"an article is at another revision", "UPDATE articles SET revision_id = 1 WHERE id = 1", "articles 1: revision is"},
	{"a comment is answered and the trail does not tell", "UPDATE comments SET closed_at = 1, closing = 'resolved' WHERE closed_at IS NULL", "closing is"},
	{"a passage is changed", "UPDATE evidence SET passage = 'x' WHERE id = 1", "evidence 1: passage is"},
	{
		"a comment has no event", "INSERT INTO comments (id, article_id, claim_id, evidence_id, parent_id, kind, body, mentions, asked_id, due_at, must_fix, proposed, cut, finding_id, applied_in, sentence, created_by, created_at, closed_at, closed_by, closing, closing_reason)" +
			" SELECT 999, article_id, claim_id, evidence_id, parent_id, kind, body, mentions, asked_id, due_at, must_fix, proposed, cut, finding_id, applied_in, sentence, created_by, created_at, closed_at, closed_by, closing, closing_reason FROM comments LIMIT 1",
		"row 999 is there, and the trail tells nothing",
	},
	{"a comment is gone", "DELETE FROM comments WHERE id = (SELECT max(id) FROM comments)", "the trail tells of row"},
	{"a source has no event", "INSERT INTO sources (id, article_id, type, title, url, publisher, author, published_on, located, created_by, created_at)" +
		" SELECT 999, article_id, type, title, url, publisher, author, published_on, located, created_by, created_at FROM sources LIMIT 1", "sources: row 999 was made by 0 events"},
	{"a finding is gone", "DELETE FROM findings WHERE id = 1", "an event made row 1"},
	{"a hand approved", "INSERT INTO hands (claim_id, user_id, cause, event_seq) SELECT claim_id, created_by, 'wrote the statement', 0 FROM approvals WHERE id = 1", "who had a hand in it"},
	{"an approval names another version", "UPDATE approvals SET claim_version = 99 WHERE id = 1", "does not go with an event of its own"},
	{"an event says something else", "UPDATE events SET action = 'claim.take' WHERE seq = 50", "event 50: the row says something else"},
	{"a leaf is written anew", "UPDATE events SET leaf = replace(leaf, '\"v\":1', '\"v\": 1') WHERE seq = 50", "event 50: the leaf has another hash"},
	{"a text is changed", "UPDATE event_texts SET text = 'x' WHERE event_seq = 20", "is not the one of the leaf"},
	{"a text is gone", "DELETE FROM event_texts WHERE event_seq = 20", "is missing"},
	{"the last event is gone", "DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)", "the trail's head says"},
	{"an event in the middle is gone", "DELETE FROM events WHERE seq = 50", "event 51 stands in place 50"},
	{"a hash of the tree is another", "UPDATE trail_hashes SET hash = zeroblob(32) WHERE id = 5", "the tree's hash 5"},
	{"a hash of the tree is gone", "DELETE FROM trail_hashes WHERE id = (SELECT max(id) FROM trail_hashes)", "the tree has"},
	{"a checkpoint is another's", "UPDATE checkpoints SET root = zeroblob(32)", "is not that of the events"},
	{"an article says that it is covered", "UPDATE articles SET uncovered = 0 WHERE id = 1", "articles 1: of its sentences 19 are checkable, 2 uncovered"},
	{"a waiver is taken back and the trail does not tell", "UPDATE waivers SET ended_at = 1", "waivers 1: ended_at is"},
	{"a waiver is of another sentence", "UPDATE waivers SET sentence = 'x'", "waivers 1: sentence is"},
	{"suggestions were accepted and no event tells", "INSERT INTO acceptances VALUES (9, 1, 1, 1, NULL)", "acceptances: row 9 was made by 0 events"},
	{
		"a check was answered and no event tells",
		"INSERT INTO check_answers VALUES (9, 1, 'dates', '" + strings.Repeat("0", 64) + "', '', 'dismissed', 'x', NULL, NULL, 1, 1, NULL)",
		"check_answers: row 9 is there, and the trail tells nothing",
	},
	{"nobody looks at a source with an address", "UPDATE sources SET url = 'http://127.0.0.1/' WHERE id = 1", "source 1 at http://127.0.0.1/ has no job that looks at it"},
	{"a look came of no job", "INSERT INTO looks VALUES (99, 1, 1, 'first', 200, '', '', NULL)", "source 1 was looked at 1 times, and 0 such jobs are done"},
	{"a job is done and nobody looked", "INSERT INTO jobs VALUES (99, 'capture', 1, 'done', 1, 1, '', NULL, '', NULL, 1, 1)", "source 1 was looked at 0 times, and 1 such jobs are done"},
	{"captures have no look and no event", twoCaptures, "captures, and looks that tell of 0"},
	{"a capture is there twice", twoCaptures, "capture 99 is the one before, 98, once more"},
	{"no event made a capture", twoCaptures, "row 98 was made by 0 events"},
	{"a row points to nobody", "UPDATE claims SET created_by = 999 WHERE id = 1", "foreign_key_check"},
	{"a form was taken and left no event", "INSERT INTO act_keys VALUES (1, 'k', zeroblob(32), 1, 99)", "sent 1 forms at 99, of which 0 left events"},
	{"an event came of a form that was not taken", "DELETE FROM act_keys WHERE rowid = (SELECT max(rowid) FROM act_keys)", "without a form"},
}

func TestTheCheckerFindsEverySabotage(t *testing.T) {
	m := theMill(t)
	b := &bench{mill: m}
	db := filepath.Join(t.TempDir(), "whole.db")
	whole, err := os.ReadFile(filepath.Join(m.seeded.data, "tickmark.db"))
	if err != nil {
		t.Fatal(err)
	}
	told := filepath.Join(t.TempDir(), "told")
	if err := errors.Join(os.WriteFile(db, whole, 0o600), os.WriteFile(told, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	if v, err := b.check(t.Context(), db, told); err != nil || v.Events < 200 || v.Claims < 20 {
		t.Fatalf("a whole newsroom: %+v, %v", v, err)
	}
	for _, s := range sabotages {
		t.Run(s.name, func(t *testing.T) {
			db := filepath.Join(t.TempDir(), "sabotaged.db")
			if err := os.WriteFile(db, whole, 0o600); err != nil {
				t.Fatal(err)
			}
			sabotage(t, db, s.sql)
			if _, err := b.check(t.Context(), db, told); !errors.Is(err, errBroken) || !strings.Contains(err.Error(), s.says) {
				t.Errorf("not %q: %v", s.says, err)
			}
		})
	}
}

// sabotage runs a statement past the triggers.
func sabotage(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var drops []string
	rows, err := db.QueryContext(t.Context(), "SELECT name FROM sqlite_master WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		drops = append(drops, "DROP TRIGGER "+name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, s := range append(drops, statement) {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func TestTheCheckerKnowsWhatTheClientWasTold(t *testing.T) {
	m := theMill(t)
	b := &bench{mill: m}
	db := filepath.Join(t.TempDir(), "told.db")
	if err := copyFile(filepath.Join(m.seeded.data, "tickmark.db"), db); err != nil {
		t.Fatal(err)
	}
	sabotage(t, db, "UPDATE act_keys SET key = 'here' WHERE rowid = (SELECT min(rowid) FROM act_keys WHERE user_id = 1)") // Edda's
	for _, row := range []struct {
		name, key string
		told      outcome
		says      string
	}{
		{"what was acked is there", "here", acked, ""},
		{"what was acked is lost", "gone", acked, "was acked: 0 of its key"},
		{"what was refused is not there", "gone", refused, ""},
		{"what was refused is there", "here", refused, "was refused: 1 of its key"},
		{"what nobody knows is there", "here", unknown, ""},
		{"what nobody heard of is not there", "gone", sent, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			book, err := newLedger(filepath.Join(t.TempDir(), "told"))
			if err != nil {
				t.Fatal(err)
			}
			if err := book.line(write{ID: 1, Who: "edda", Key: row.key, Action: "claim.kinds", Outcome: row.told}); err != nil {
				t.Fatal(err)
			}
			_, err = b.check(t.Context(), db, book.path)
			if err == nil && row.says != "" || err != nil && (row.says == "" || !strings.Contains(err.Error(), row.says)) {
				t.Errorf("not %q: %v", row.says, err)
			}
		})
	}
}

func TestEveryFaultFitsTheCodeOnce(t *testing.T) {
	m := theMill(t)
	for _, s := range scenarios {
		for _, c := range s.controls {
			if _, err := m.overlay(c.fault); err != nil {
				t.Errorf("%s: %v", c.fault, err)
			}
		}
	}
	for name, text := range map[string]string{"nowhere": "a\n", "twice": "x\nx\n"} {
		_, err := twin(inFile+"f\n"+replace+"\nx\n"+with+"\ny\n"+end+"\n", func(string) (string, error) { return text, nil })
		if err == nil {
			t.Errorf("what stands %s was replaced", name)
		}
	}
}

func TestAFormIsReadAsABrowserReadsIt(t *testing.T) {
	forms := formsOf(`<form method="get" action="/search"></form><form method="post" action="/articles/7/claims/12/verdict">
		<input type="hidden" name="version" value="3"><input type="radio" name="verdict" value="wrong"><input type="radio" name="verdict" value="confirmed" checked>
		<textarea name="note">
a &amp; b</textarea><select name="other"><option value="1"><option value="2" selected></select></form>`)
	if len(forms) != 1 {
		t.Fatalf("%d forms", len(forms))
	}
	got := forms[0].path + "?" + forms[0].values.Encode() + fmt.Sprint(forms[0].choices)
	want := "/articles/7/claims/12/verdict?note=a+%26+b&other=2&verdict=confirmed&version=3map[other:[1 2] verdict:[wrong confirmed]]"
	if got != want {
		t.Errorf("%s", got)
	}
	if d, ok := deedOf(forms[0]); !ok || d.action != "finding.add" {
		t.Errorf("%+v, %t", d, ok)
	}
}

func TestAFormWithSeveralButtonsIsOneForEach(t *testing.T) {
	forms := formsOf(`<input type="checkbox" form="accept" name="suggestion" value="s1"><button type="submit" form="accept" name="one" value="s1">Accept</button>
		<form id="accept" method="post" action="/articles/7/suggestions/accept"><input type="hidden" name="revision" value="3">
		<button type="submit">Accept the chosen</button><button type="submit" name="all" value="1">Accept all</button>
		<button type="submit" formaction="/elsewhere">Keep for later</button></form>`)
	var got []string
	for _, f := range forms {
		got = append(got, deedName(f)+"?"+f.values.Encode()+fmt.Sprint(f.choices))
	}
	want := []string{
		"/articles/N/suggestions/accept?revision=3map[suggestion:[s1]]",
		"/articles/N/suggestions/accept all?all=1&revision=3map[suggestion:[s1]]",
		"/articles/N/suggestions/accept one?one=s1&revision=3map[suggestion:[s1]]",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
