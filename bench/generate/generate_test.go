package generate_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"example.org/tickmark/audit"
	"example.org/tickmark/bench/generate"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

// A generated newsroom is one: its trail verifies, its rows refer to each
// other, its locks are back, and its articles may be read and worked on.
func TestAGeneratedNewsroomIsOne(t *testing.T) {
	const articles = 60
	ctx, folder := t.Context(), filepath.Join(t.TempDir(), "made")
	path, keyPath, err := generate.Newsroom(ctx, folder, articles, t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	n := open(t, path, keyPath)
	known, err := audit.Verifiers(n.Key.Public())
	if err != nil {
		t.Fatal(err)
	}
	result, err := n.VerifyTrail(ctx, known)
	if err != nil || !result.OK() || result.Covered != result.Events {
		t.Fatalf("the trail: %+v, %v", result, err)
	}
	q := n.DB.Queries()
	const ed, carl, vera = 1, 2, 4
	want, err := newsroom.ReadFile(ctx, q, ed, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []models.ID{3, 30, articles} {
		f, err := newsroom.ReadFile(ctx, q, ed, id)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(workflow.TallyOf(want), workflow.TallyOf(f)); diff != "" {
			t.Errorf("article %d stands elsewhere than the first:\n%s", id, diff)
		}
		if f.Article.Headline == want.Article.Headline {
			t.Errorf("article %d has the words of the first", id)
		}
	}
	if found, err := q.Search(ctx, ed, "three hours", 50); err != nil || len(found.Articles) != 50 || len(found.Claims) != 50 {
		t.Errorf("a search finds %d articles and %d claims, %v", len(found.Articles), len(found.Claims), err)
	}
	var hidden int
	for id := models.ID(1); id <= articles; id++ {
		if _, err := q.Article(ctx, vera, id); err != nil {
			hidden++
		}
	}
	if hidden != 3 { // the second, and two copies of it
		t.Errorf("%d articles are a team's alone", hidden)
	}
	_, err = n.MarkClaim(ctx, newsroom.By{UserID: carl, Key: "k"}, 7, newsroom.NewClaim{
		Selection: newsroom.Selection{Revision: 1, Sentence: 3}, Statement: "s", Kinds: []models.Kind{models.KindOther},
	})
	if err != nil {
		t.Errorf("a claim of a copy could not be marked: %v", err)
	}
	if result, err := n.VerifyTrail(ctx, known); err != nil || !result.OK() {
		t.Errorf("the trail after an act: %+v, %v", result, err)
	}
	sound(t, path)
}

func open(t *testing.T, path, keyPath string) *newsroom.Newsroom {
	t.Helper()
	file, err := os.ReadFile(keyPath)
	if err != nil {
		t.Fatal(err)
	}
	key, err := audit.ParseKey(file)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return generate.Over(db, key)
}

// sound looks at the file past everything of ours.
func sound(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var said string
	if err := db.QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&said); err != nil || said != "ok" {
		t.Errorf("integrity: %s, %v", said, err)
	}
	if err := db.QueryRowContext(t.Context(), "PRAGMA foreign_key_check").Scan(&said); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("a row refers to nothing: %s, %v", said, err)
	}
	if _, err := db.ExecContext(t.Context(), "DELETE FROM events WHERE seq = 5"); err == nil {
		t.Error("the lock on the trail is not back")
	}
}
